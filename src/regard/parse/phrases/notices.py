"""The words of the notices that companies put under their mail: where they are registered, and that a mail is no binding offer.

Data only: each entry is a piece of a regular expression without capturing groups, matched from the beginning of a sentence or a line
on. To add a language, add to each list.
"""

from __future__ import annotations

_CONFIRMED = r"(?:,? (?:unless|until|except)\b[^.!?]{0,120}\b(?:writing|written|signed|signature|confirmed|authori[sz]ed)\b[^.!?]{0,60})?"
_NUMBERED = (
    r"\b(?:number|no\.?|nr\.?)\W{0,3}\w{0,3}\d{4}[\w ./-]{0,14}"
    r"(?:\W+(?:and |with |whose |its |the )*(?:registered|vat|company|place|head|tax|authori[sz]ed)\b[^?!]{0,160})?\W*$"
)
NOTICE_STRONG = (
    r"[^?!]{0,80}\b(?:is|are)(?: an?)?(?: \w+){0,3} (?:registered|incorporated)\b[^?!]{0,80}?" + _NUMBERED,
    (
        r"(?:[\w&.'-]+ ){0,6}(?:ltd|limited|plc|llp|llc|inc)\b\.?,?\W*(?:company )?(?:registered|incorporated) (?:in|under|with)\b"
        r"[^?!]{0,60}?" + _NUMBERED
    ),
    r"(?:company )?(?:registered|incorporated) (?:in|with) [^?!]{2,60}?" + _NUMBERED,
    r"[^?!]{0,80}\bis an? (?:\w+ ){0,3}(?:company|corporation|partnership) (?:registered|incorporated) under the laws of [^?!]{3,60}$",
    (
        r"(?:this|the content of this|the contents of this|nothing (?:contained )?in this|the information in this) "
        r"(?:e-?mail|message|communication|correspondence|transmission)(?: or (?:its|any) attachments?)?"
        r"(?: (?:and|or) (?:its|any) (?:attachments?|contents?))? "
        r"(?:does not|do not|shall not|will not|is not (?:intended|meant|deemed|to be)|shall(?: be)?|may not be|should not be|cannot)\b"
        r"[^.!?]{0,60}?\b(?:an?|any|no) (?:legally )?(?:binding )?(?:offer|contract|agreement|commitment|obligation)s?"
        r"(?: (?:or|nor|of|to|on|by|for|capable|legally|binding|any|an?|offers?|contracts?|agreements?|commitments?|acceptance|the|company"
        r"|behalf|part|sender))*" + _CONFIRMED + r"\W*$"
    ),
    r"[^?!]{0,100}\b(?:amtsgericht|registergericht|handelsregister)\b[^?!]{0,60}\bhr ?[ab]\W{0,3}(?:nr\.? ?)?\d[^?!]{0,120}",
    r"[^?!]{0,100}\bhr ?[ab]\W{0,3}(?:nr\.? ?)?\d{2,}\W[^?!]{0,30}\b(?:amtsgericht|registergericht|ag)\b[^?!]{0,120}",
    (
        r"(?:diese|die vorliegende|dieses) (?:e-?mail|mail|nachricht|mitteilung|schreiben)\b(?![^.!?]*\bnoch\b)[^.!?]{0,60}"
        r"(?:\bkein\w* (?:rechts)?verbindlich\w* (?:angebot|zusage|erklärung|verpflichtung|vertrag)\w*|\bnicht rechtsverbindlich)"
        r"[^.!?,]{0,20}(?:,? (?:sofern|soweit|solange|es sei denn|außer)\b[^.!?]{0,120})?\W*$"
    ),
    (
        r"[^?!]{0,80}\b(?:sasu?|sarl|eurl|sa|s\.a\.(?:s\.)?|s\.a\.r\.l\.?|société [^.?!]{3,40})"
        r" au capital (?:social )?(?:de )?[\d .,€]+[^?!]{0,200}"
    ),
    r"[^?!]{0,80}\b(?:immatriculée? au|inscrite? au) (?:registre du commerce|rcs|r\.c\.s)[^?!]{0,120}",
    (
        r"(?:ce|le présent|cet) (?:message|courriel|e-?mail|mail)\b[^.!?]{0,40}\bne (?:constitue|saurait|vaut|peut|crée)\b[^.!?]{0,50}"
        r"\b(?:offre|engagement|contrat)\b"
        r"(?: (?:ferme|contractuel\w*|juridique|commerciale?|de|la|société|part|ou|et|un|une|contrat|engagement))*"
        r"(?:,? (?:sauf|sans|tant que|à moins)\b[^.!?]{0,120})?\W*$"
    ),
    r"[^?!]{0,80}\b(?:inscrita|registrada) en el registro mercantil[^?!]{0,160}",
    r"registro mercantil de [^?!]{2,40}\b(?:tomo|folio|hoja|libro)\b[^?!]{0,120}",
    (
        r"(?:este|el presente) (?:mensaje|correo(?: electrónico)?|e-?mail)\b[^.!?]{0,40}\bno (?:constituye|supone|implica|crea)\b"
        r"[^.!?]{0,40}\b(?:oferta|compromiso|contrato)\b(?: (?:vinculante|firme|legal|contractual|de|la|compañía|empresa|o|ni|contrato))*"
        r"(?:,? (?:salvo|a menos|excepto|hasta)\b[^.!?]{0,120})?\W*$"
    ),
)
"""What a company says of itself or of its mail by law or by caution, from the beginning of a sentence on."""
NOTICE_WEAK = (
    *(
        r"registered (?:office|address|number|no)\b",
        r"(?:company|registration|company registration|vat)(?: reg(?:istration)?)? (?:number|no|id)\b",
    ),
    *(r"vat\W", r"(?:it is )?authori[sz]ed and regulated by\b", r"place of registration\b", r"directors?\W{0,2}:"),
    *(
        r"sitz(?: der gesellschaft)?\b",
        r"(?:geschäftsführ\w+|vorstand\w*|vorsitz\w+|aufsichtsrat\w*|registergericht)\b[^.?!]{0,60}:",
        r"ust-?id",
    ),
    *(
        r"hr ?[ab]\W{0,3}(?:nr\.? ?)?\d",
        r"steuer-?n",
        r"siège social\b",
        r"(?:siret|siren|rcs|r\.c\.s|tva|ape|naf)\b",
        r"n° ?(?:siret|tva)",
    ),
    *(r"domicilio social\b", r"(?:cif|nif|c\.i\.f|n\.i\.f)\b", r"tomo\b"),
)
"""What stands beside such a notice: alone it may be what somebody was asked for."""
NOTICE_CONFIDENTIAL = (
    (
        r"(?:this|the (?:content|contents|information)(?: contained)?(?: of| in)? this) (?:e-?mail|message|mail|communication)"
        r"(?:,? (?:and|including|with|or)(?: all| any| its)* (?:attach\w+|enclos\w+|contents?),?)?"
        r" (?:is|are|contains?|may(?: be| contain| include)|includes?)(?: [\w-]+){0,5}? (?:confidential|privileged|proprietary)"
        r"(?:(?:,| and| or)? (?:legally|confidential|privileged|proprietary|protected|private))*"
        r"(?: (?:information|material|contents?|data|matter))?\W*$"
    ),
    (
        r"(?:der inhalt (?:dieser|dieses) |diese[rs]? )(?:e-?mail|mail|nachricht|mitteilung|schreibens?)"
        r"(?: (?:und|samt|einschließlich|inklusive|nebst)(?: (?:ihre|deren|etwaige|alle|aller|etwaiger))* (?:anhänge?n?|anlagen?))?"
        r" (?:ist|sind|enthält|enthalten|kann|können)(?: [\wäöüß-]+){0,4}? vertraulich(?:e[nrs]?)?"
        r"(?:(?: und|,| und/oder| oder)? (?:rechtlich |gesetzlich )?(?:geschützt\w*|vertraulich\w*|persönlich\w*))*"
        r"(?: (?:informationen|inhalte?|daten|angaben))?(?: enthalten)?\W*$"
    ),
    (
        r"(?:ce|le présent|le contenu de ce|les informations contenues dans ce) (?:message|courriel|mail|e-?mail)"
        r"(?:,?(?: et| ainsi que)(?: toutes)? (?:ses|les)(?: éventuelles)? (?:pièces jointes|annexes)(?: éventuelles)?,?)?"
        r" (?:est|sont|contient|contiennent|peut contenir|peuvent contenir)(?: [\wàâçéèêîôû-]+){0,4}? confidentiel(?:le)?s?"
        r"(?: (?:et|ou)(?: \w+)? (?:protégée?s?|privilégiée?s?|privée?s?))?\W*$"
    ),
    (
        r"(?:este|el presente|el contenido de este|la información (?:contenida )?(?:en|de) este)"
        r" (?:mensaje|correo(?: electrónico)?|e-?mail)"
        r"(?:,? (?:y|así como|junto con) (?:sus|los)(?: posibles)? (?:archivos |ficheros )?(?:adjuntos|anexos),?)?"
        r" (?:es|son|contienen?|pueden? contener|pueden? ser)(?: [\wáéíóúñ-]+){0,4}? confidencial(?:es)?"
        r"(?: (?:y|o)(?: [\wáéíóúñ]+)? (?:protegid[oa]s?|privilegiad[oa]s?|privad[oa]s?|reservad[oa]s?))?\W*$"
    ),
)
"""That the mail is confidential, whole sentences: beside a notice it is the company's, alone it may be a wish of its writer."""
NOTICE_HINTS = (
    *(
        "registered",
        "egistered in",
        "REGISTERED",
        "ncorporated",
        "binding",
        "contract",
        "commitment",
        "an offer",
        "any offer",
        "obligation",
    ),
    *(
        "HRB",
        "HRA",
        "HR B",
        "erbindlich",
        "apital",
        "mmatricul",
        "nscrite au",
        "onstitue",
        "ne saurait",
        "ne vaut",
        "egistro",
        "onstituye",
    ),
    *("vinculante", "compromiso", "agreement"),
)
"""One of these is in every text that `NOTICE_STRONG` matches."""
