"""The words of small print in many languages: footers of programs, lists and web-mail services, and legal notices.

Data only, as in `phrases`: each entry is a piece of a regular expression without capturing groups. To add a language, add to each list.
"""

from __future__ import annotations

FOOTERS = (
    r"(?:click|tap) (?:here|below|on the link|the link|this link)[^.\n]{0,60}\bunsubscribe",
    r"unsubscribe\b\s*(?::|\bhere\b|<|\||$)",
    (
        r"to (?:be )?(?:unsubscribed?|removed?(?: yourself)? from (?:this|our|the) (?:e-?mail |mailing )?list)\b[^.?]{0,80}?"
        r"(?:,|:|-|\b(?:please|click|send|visit|reply|go|write|e-?mail|follow|point|from|or|automatically|hit)\b)"
    ),
    r"you (?:are receiving|received|have received) this (?:e-?mail|mail|message|newsletter|mailing|offer) (?:because|as a|since)\b",
    r"(?:cannot|can['’]t|unable to) (?:respond|reply) to (?:individual )?(?:messages|e-?mails|replies)\b",
    (
        "if you (?:no longer wish|do not wish|don['’]t wish|would (?:prefer|like) not|would rather not) "
        "to receive (?:these|this|further|future|our|any|e-?mail)"
    ),
    *("(?:manage|update|change) your (?:e-?mail|subscription) (?:subscriptions?|preferences|settings)", "list-unsubscribe"),
    r"view (?:this|it) (?:e-?mail |message |newsletter )?(?:in|on) (?:your|a|the) (?:web )?browser",
    *("newsletter abbestellen", "abmelden (?:sie sich|möchten)?", "se désabonner", "vous désinscrire", "darse de baja"),
    *("cancelar (?:la|su) suscripción", "annulla iscrizione"),
)
FOOTER_HINTS = (
    *(
        "nsubscri",
        "NSUBSCRI",
        "be removed",
        "BE REMOVED",
        "remove yourself",
        "REMOVE YOURSELF",
        "eceiving this",
        "eceived this",
        "to individual",
        "reply to e",
        "respond to e",
        "reply to m",
        "respond to m",
        "to replies",
    ),
    *("to receive the", "to receive fu", "to receive any", "to receive our", "to receive e", "TO RECEIVE", "mail preferences"),
    *("tion preferences", "subscription", "mail settings", "browser", "bestellen", "bmelden", "sabonner", "sinscrire"),
    *("de baja", "suscrip", "iscrizione"),
)
"""One of these is in every text that `FOOTERS` matches; most mails have none, and then the expression is not tried."""

LISTS_GO = (
    (
        r"(?:(?:^|[.!?:;|>*,]\s*)to|if you (?:want|wish|would like|'d like|prefer) to|you (?:can|may)|(?:click (?:here|below)|or|how) to) "
        r"(?:un-?subscribe|be removed|be taken off|remove (?:yourself|your (?:name|e-?mail|address))|opt[- ]out|leave (?:this|the) list"
        r"|end your (?:membership|subscription)|(?:stop|cease) (?:receiving|getting)"
        r"|(?:change|manage) your (?:subscription|preferences|settings))"
    ),
    (
        r"(?:^|[\n|>•·]\s*|\b(?:or|click here to|reply with) )un-?subscribe(?: here| now| me)?\s*"
        r"(?:[:|.<(\n]|$|from (?:this|our|the)|at |by |via |https?:)"
    ),
    r"(?:if you|you) (?:no longer (?:wish|want)|do not (?:wish|want)|don't (?:wish|want)|would (?:prefer|rather) not) to receive",
    (
        r"(?:you (?:are|have been|were) (?:receiving|sent) (?:this|these)|you received this|this (?:e-?mail|message) (?:was|is) sent to"
        r"|you are (?:currently )?(?:subscribed|registered) (?:to|as))"
    ),
    r"[\w.-]{2,60} mailing list\s*(?:\n|$)|(?:more )?majordomo info at|/(?:mailman/)?listinfo/|list archives?:? *(?:at )?https?:",
    r"(?:update|manage|change) (?:your )?(?:e-?mail |subscription )?(?:preferences|subscription)\s*(?:[:|.<(\n]|$|https?:)",
    r"(?:zum |um sich )?(?:newsletter |vom newsletter |hier )?(?:abzumelden|abbestellen|abmelden)\b",
    r"sie erhalten diese (?:e-?mail|nachricht|mail)",
    r"(?:pour )?(?:vous|se) (?:désabonner|désinscrire)|vous recevez ce (?:message|courriel|mail|e-?mail)|lien de désinscription",
    r"(?:para )?(?:darse|date|darte) de baja|(?:para )?cancelar (?:la|su|tu) suscripción",
    r"(?:ha recibido|recibe) este (?:mensaje|correo) porque",
    r"(?:per )?(?:cancellarti|cancellarsi|disiscriverti|annullare l.iscrizione)|(?:uit te schrijven|af te melden|afmelden voor)",
    r"(?:para )?cancelar (?:a )?(?:sua )?(?:inscrição|assinatura)|avsluta prenumerationen|avregistrera|wypisać się|отписаться",
)
"""How circulars and lists tell their readers, under every mail, how to leave them. Somebody who asks to be taken off says "me"."""

ADVERTISED = (
    r"do you yahoo!?\?|get your (?:free|private)[^.?!\n]{0,40}(?:e-?mail|hotmail)|get free e-?mail|join msn|msn photos",
    r"send and receive hotmail|(?:mail|messenger|photos|auctions|shopping|greetings|invites|careers|movies)\.yahoo\.com",
    r"(?:explorer|join|messenger|photos|toolbar|search|mobile|hotmail|www\.hotmail)\.(?:msn|live)\.com|www\.hotmail\.com",
)
"""What web-mail services put under their users' mail, mostly below a bar."""

SMALL_HINTS = (
    *(
        "nsubscrib",
        "NSUBSCRIB",
        "be removed",
        "removed from",
        "o longer wish",
        "o longer want",
        "not wish to rec",
        "not want to rec",
    ),
    *(
        "opt out",
        "opt-out",
        "mailing list",
        "Mailing List",
        "listinfo",
        "ajordomo",
        "eceiving this",
        "eceived this",
        "end your ",
    ),
    *("ubscription", "our preferences", "was sent to", "remove your", "taken off", "bestellen", "bmelden", "bzumelden"),
    *(
        "sabonner",
        "sinscri",
        "de baja",
        "suscrip",
        "cancella",
        "iscriver",
        "schrijven",
        "inscri",
        "assinatura",
        "prenumer",
        "avregistr",
    ),
    *(
        "bscribed to",
        "bscribed as",
        "egistered as",
        "egistered to",
        "wypisa",
        "отписа",
        "erhalten diese",
        "recevez ce",
        "este correo",
        "este mensaje",
        "Yahoo!",
        "yahoo!",
        "Hotmail",
        "w.hotmail",
    ),
    *(".yahoo.com", ".msn.com", ".live.com", "oin MSN", "MSN Ph", "ree e-mail", "ree email", "eave this list", "eave the list"),
)
"""One of these is in every text that `LISTS_GO` or `ADVERTISED` matches, but for their rarest forms."""

LEGAL_STRONG = (
    r"\bintended\b.{0,40}\b(?:recipient|addressee|only|solely|use|individual|person|entity)|\b(?:recipient|addressee)\b.{0,60}\bintended",
    r"\bif you (?:have received|are not|receive)|\breceived (?:this|it).{0,40}\bin error|\bnot the intended",
    r"\b(?:disclos\w+|dissemination|distribution|copying|forwarding|unauthori[sz]ed|strictly prohibited|prohibited)",
    (
        r"\b(?:views|opinions)\b.{0,80}\b(?:author|sender|necessarily|company)|\bvirus(?:es)?\b|\bliab(?:le|ility)\b"
        r"|\bnot (?:intended to be )?an? offer"
    ),
)
LEGAL_WEAK = (
    (
        r"\b(?:this|the (?:information|content|document)s?(?: contained)? in this|any)\s+"
        r"(?:e-?mail|message|communication|transmission|electronic)"
    ),
    r"\bconfidential|\bprivileged|\bproprietary",
    r"\b(?:delete|destroy|notify (?:the sender|us|me|postmaster))|\bcontact the sender",
)
"""Marks of legal small print, each counted once; the weak ones also stand in what people write."""

LEGAL_ABROAD = (
    *("diese e-?mail", "vertraulich", "irrtümlich", "unbefugt", "empfänger", "vernichten", "ce message", "ce courriel"),
    *("(?:toutes les )?pi[eè]ces jointes", "confidentiel", "destinataires?", "diffusion", "este mensaje", "este correo"),
    *("confidencial", "destinatario", "riservat", "prohibid", "dit bericht", "vertrouwelijk", "geadresseerde", "verspreiding"),
)
LEGAL_HINTS = (
    *("onfidential", "ntended", "rivileged", "roperty of", "isclaimer", "virus", "onfidentiel", "ertrau", "ertrouwelijk"),
    *("onfidencial", "iservat", "CONFIDENTIAL", "INTENDED", "DISCLAIMER"),
)
