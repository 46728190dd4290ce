"""Who is new in a post on the buyer's side, and over whose desk does it go now? Forms over a sentence as written; four languages.

Three kinds: a name with the post that it takes up; a name or "her desk" that everything above an amount goes across; and a name whose say
is taken back ("only countersigns"). What a pronoun says is of the one person whom its own sentence or the one before it names
(`mentions`). Our own new people ("your new director") and things that start as something are nobody's post.
"""

from __future__ import annotations

from regard.deals.naming import PERSON, WORD

_OUR = r"(?i:our|the|a|their|unser(?:e[nmrs]?)?|de[rmn]|die|notre|nos|la|le|el|un[ae]?|nuestr[oa])"
_RANK = (
    r"(?:(?:(?:vice |managing |executive |deputy )?(?:director|president)|manager|officer|controller|treasurer|buyer|purchaser|counsel|managing partner"
    r"|secretary|owner|c[efiopt]o|(?:team )?lead(?:er)?)(?![\w'’-]|,? (?:for|of) you)"
    r"|head of [\w&-]+(?: (?:and |& )?(?-i:[A-Z])[\w&-]+){0,2}"
    r"|(?:\w*leiter(?:in)?|geschäftsführer(?:in)?|direktor(?:in)?|einkäufer(?:in)?|chef(?:in)?)\b(?: (?-i:[A-ZÄÖÜ])\w+| der (?-i:[A-ZÄÖÜ])\w+){0,2}"
    r"|(?:direct(?:eur|rice)|responsable|chef|acheteu(?:r|se)|directora?|jef[ea]|gerente|comprador[a]?)\b"
    r"(?: (?:général|financi|commercial|technique|industriel|adjoint|comercial|técnic|general)\w*)?(?: (?:des|du|de la|de|d['’]) ?\w+){0,2})"
)
_PART = r"(?:(?!(?:as|to|in|on|for|at|since|from|until|als|im|seit|comme|en|depuis|como|desde|el|is|was|has|who)\b)[\w&/-]+ )"
_POST = rf"(?:{_OUR} |(?i:new|neue[nmrs]?|nouve(?:au|l|lle)|nuev[oa]) ){{0,2}}(?P<title>{_PART}{{0,3}}?(?i:{_RANK}))"
"""A title as it is written: up to three words and a rank."""
_NEW = r"(?i:new|neue[nmrs]?|nouve(?:au|l|lle)|nuev[oa])"
_MINE = (
    r"(?<![Yy]our )(?<![Ii]hr )(?<![Ii]hre )(?<![Vv]otre )(?i:our|the|unser(?:e[nmrs]?)?|de[rmn]|die|notre|nuestr[oa]|le|la|el)"
)
_UP = (
    r"(?i:(?:has |have |had |will |is |was )?(?:just |recently |now |also )?(?:started|starts?|joined|joins?|joining|begun|began|begins"
    r"|c[ao]me in|comes in|arrived|taken over|took over|takes over|taking over|been (?:appointed|named|promoted|hired|made|brought in)"
    r"|appointed|named|promoted|hired))"
)
_LIMIT = (
    r"(?i:(?:everything|anything|whatever|it all|all(?= (?:above|over|beyond|from))|(?:all |every |any |the )?(?:new )?(?:orders?|contracts?|purchases?|spend(?:ing)?|quotes?|offers?"
    r"|suppliers?|agreements?|invoices?|decisions?|budgets?)))"
)
_GOES = r"(?i:(?:now |then |always |also |must |has to |have to |will |needs to |need to )*(?:go(?:es)?|gone|passes?|pass|runs?|comes?|lands?|ends? up|crosses|cross))"
_OVER = r"(?i:across|over|past|through|via|onto|on|to|by)"
NAMED: tuple[tuple[str, bool], ...] = (
    (rf"(?P<name>{PERSON}),? {_UP}\b(?: [\w.’']+){{0,6}}? (?i:as|to be|to) {_POST}", False),
    (
        rf"(?P<name>{PERSON}),? (?i:(?:has |have |was |is )(?:just |recently |now )?(?:been )?(?:appointed|named|promoted to|made)) {_POST}",
        False,
    ),
    (
        (
            rf"\b(?i:(?:we|they|the (?:group|board|company|owners?))(?:['’]ve| have| has)? (?:just |recently |now )?"
            rf"(?:appointed|hired|made|named|brought in|taken on|recruited|promoted)) (?:(?P<name>{PERSON})(?: [\w.]+){{0,4}}? (?:as|to be|to)|(?P<two>{WORD} {WORD})) {_POST}"
        ),
        False,
    ),
    (
        rf"\b{_MINE} {_NEW} (?P<title>{_PART}{{0,3}}?(?i:{_RANK}))(?:,| is| ist| est| es|:) (?:called |named )?(?P<name>{PERSON})",
        False,
    ),
    (
        rf"(?P<name>{PERSON}),? (?i:is|ist|est|es)(?: [\w.]+){{0,5}}? {_MINE} {_NEW} (?P<title>{_PART}{{0,3}}?(?i:{_RANK}))",
        False,
    ),
    (
        rf"\b(?i:is|ist|est|es) (?P<name>{PERSON}) (?:(?:jetzt|nun|now|désormais|ahora) )?{_MINE} {_NEW} (?P<title>{_PART}{{0,3}}?(?i:{_RANK}))",
        False,
    ),
    (
        rf"(?P<name>{PERSON}) (?i:hat|ist)(?: [\w.]+){{0,6}}? als {_POST}(?: [\w.]+){{0,3}}? (?i:angefangen|gestartet|begonnen|eingestiegen|gekommen)",
        False,
    ),
    (
        (
            rf"(?P<name>{PERSON}) (?i:nous a rejoints?|a rejoint|est arrivée?|a été nommée?|vient d['’]arriver|se ha incorporado|se incorporó"
            rf"|ha (?:empezado|entrado)|ha sido nombrad[oa]|fue nombrad[oa]|empezó|entró)(?: [\w.]+){{0,5}}? (?:(?i:comme|en tant que|au poste de|como|de) )?{_POST}"
        ),
        False,
    ),
    (rf"\b{_LIMIT}\b(?:[^.?!;]|\.(?=\d)){{0,50}}? {_GOES} {_OVER} (?P<name>{PERSON})['’]s (?i:desk|table|office)\b", True),
    (rf"\b{_LIMIT}\b(?:[^.?!;]|\.(?=\d)){{0,50}}? {_GOES} (?P<name>{PERSON})['’]s (?i:desk|table|office)\b", True),
    (
        rf"\b{_LIMIT} (?i:above|over|beyond|from|exceeding) (?:[^.?!;]|\.(?=\d)){{1,40}}? {_GOES} {_OVER} (?P<name>{PERSON})\b",
        True,
    ),
    (
        rf"\b(?i:nothing|no (?:order|contract|spend|purchase)) (?i:above|over|beyond) (?:[^.?!;]|\.(?=\d)){{1,50}}? (?i:without) (?P<name>{PERSON})\b",
        True,
    ),
    (
        rf"\b(?i:alles|jede[rns]? \w+|aufträge|bestellungen)\b(?:[^.?!;]|\.(?=\d)){{0,50}}? (?i:über) (?:den (?:Schreibt|T)isch von )(?P<name>{PERSON})",
        True,
    ),
)
"""(form, whether it says that they decide) of whoever has a new post, or over whose desk it goes."""
YIELDS: tuple[str, ...] = (
    rf"(?P<name>{PERSON}) (?i:(?:now |then )?(?:only|merely|just|simply)(?: has to)? (?:counter-?signs?|rubber-?stamps?|initials|signs after|gets a copy|is informed))",
    rf"(?P<name>{PERSON}) (?i:no longer (?:decides|signs|approves|chooses|has (?:a|the(?: last| final)?) (?:say|word)|holds the budget))",
    rf"(?P<name>{PERSON}) (?i:does not (?:decide|sign|approve)(?:[^.?!;]|\.(?=\d)){{0,20}} any ?more)",
    rf"(?P<name>{PERSON}) (?i:(?:zeichnet nur noch gegen|entscheidet (?:das )?nicht mehr|unterschreibt nur noch))",
    rf"(?P<name>{PERSON}) (?i:ne (?:fait plus que (?:contre)?signer|décide plus|signe plus))",
    rf"(?P<name>{PERSON}) (?i:ya no (?:decide|firma|aprueba)|solo (?:contra)?firma)",
)
"""Whose say is taken back: another decides, and they sign after."""
_SHE = r"(?i:she|he)"
BY_PRONOUN: tuple[str, ...] = (
    rf"\b{_LIMIT}\b(?:[^.?!;]|\.(?=\d)){{0,50}}? {_GOES} (?:{_OVER} )?(?i:her|his) (?i:desk|table|office)\b",
    rf"\b{_LIMIT} (?i:above|over|beyond|from|exceeding) (?:[^.?!;]|\.(?=\d)){{1,40}}? {_GOES} {_OVER} (?i:her|him)\b",
    rf"\b{_SHE} (?:now )?(?i:signs off(?: on)?|signs|decides on|approves|decides about) (?i:everything|anything|all|whatever|every|any|new)\b",
    rf"\b{_LIMIT}\b(?:[^.?!;]|\.(?=\d)){{0,50}}? (?i:needs?|requires?) (?i:her|his) (?i:signature|approval|sign-?off|okay|ok|blessing|consent|go-ahead)\b",
    rf"\b{_SHE} (?:now )?(?i:has the (?:last|final) (?:word|say)|holds the (?:budget|purse(?: strings)?)|calls the shots|decides (?:now|these things|such things))",
    rf"[;,–—-] (?:and |but )?{_SHE} (?i:signs|decides|approves)(?i: it| this| that| off| everything)?(?=[.,;!?]|$| in the end| at the end)",
    r"\b(?i:alles|jede[rns]? \w+|aufträge|bestellungen|ab \S+ \w+ geht alles)\b(?:[^.?!;]|\.(?=\d)){0,50}? (?i:über (?:ihren|seinen) (?:schreib)?tisch)\b",
    r"\b(?i:tout|toute commande|tous les contrats)\b(?:[^.?!;]|\.(?=\d)){0,60}? (?i:passe(?:nt)? par (?:elle|lui)|passe(?:nt)? sur son bureau)\b",
    r"\b(?i:c['’]est (?:elle|lui) qui (?:décide|signe|tranche|valide))\b",
    r"\b(?i:todo|toda compra|todos los contratos)\b(?:[^.?!;]|\.(?=\d)){0,60}? (?i:pasan? por (?:ella|él|su mesa))\b",
)
"""What is said of "her" and "him" who decides."""
FORMS: tuple[tuple[str, bool], ...] = (*NAMED, *((form, False) for form in (*YIELDS, *BY_PRONOUN)))
"""All of them, so that a gist keeps the sentence."""
