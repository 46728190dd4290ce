"""How mails end: the signature of the one who writes, and the disclaimer their company adds.

Both rules are conservative: they look at the end of the author's own words only, need evidence that adds up, and a line that reads
like a sentence stops them. A mail never becomes all signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

Range = tuple[int, int]

LOOKED_AT = 1600
"""Characters at the end of own words in which a signature is looked for."""

_DELIMITER = re.compile(r"(?m)^--[ \xa0]?$(?=\n|\Z)")
_RULE = re.compile(r"[-_=*~#+ ]{3,}$")
_SIGN_OFF = re.compile(
    r"""(?ix)^(?: (?:(?:many|warm|warmest|best|kind|kindest|with\ (?:best|kind|warm))\ +)? (?:thanks|thanx|thx|thank\ you|regards|rgds|wishes)
            (?:\ (?:so\ much|very\ much|a\ lot|again|and\ (?:best\ |kind\ )?regards|in\ advance|to\ you\ all|all))? | tks | best | cheers | sincerely(?:\ yours)? | yours(?:\ (?:sincerely|truly|faithfully))?
        | respectfully | cordially | take\ care | talk\ (?:to\ you\ )?soon | love | ciao | bye | all\ the\ best | with\ appreciation
        | mit\ (?:freundlichen?|besten|herzlichen)\ gr(?:ü|ue)(?:ß|ss)en? | (?:viele|beste|liebe|freundliche|herzliche|schöne)\ gr(?:ü|ue)(?:ß|ss)e | gru(?:ß|ss) | mfg | lg | vg | danke
        | cordialement | bien\ (?:cordialement|à\ vous) | salutations | meilleures\ salutations | merci | saludos(?:\ cordiales)? | un\ saludo | atentamente | gracias | cordiali\ saluti | distinti\ saluti | saluti | grazie
        | met\ vriendelijke\ groeten? | vriendelijke\ groeten? | groetjes? | mvh | med\ vänliga\ hälsningar | vänliga\ hälsningar | hälsningar | med\ venlig\ hilsen | hilsen | atenciosamente | abraços | obrigad[oa] | pozdrawiam | terveisin | с\ уважением
    )(?![\w'’])[\s,.!;:-]*"""
)
_NO_NAME = frozenset(
    """yes no ok okay sure done fine agreed attached enclosed thanks thank none nothing all both monday tuesday wednesday thursday friday saturday sunday today
    tomorrow january february march april may june july august september october november december fyi asap tbd total please confidential draft private
    hello hi dear am pm re cc end stop help call see you me it us we so now too and the for all any let can not will out in on up be do go""".split()
)
_LISTED = re.compile(r"^\(?\d{1,2}[.)]\s")
_PHONE = re.compile(
    r"(?ix)(?:\+|\b00)?\(?\d{1,4}\)?[\s./-]{0,3}\(?\d{2,4}\)?[\s./-]{1,3}\d{3,4}(?:[\s./-]?\d{2,4})?\b | \b(?:tel|phone|ph|fax|mobile|mob|cell|direct|office|pager|work|home|ext|x)[.:#)\s-]{1,3}\(?\+?\d"
    r" | ^\s*[xo0c]?[\s-]?\d{1,2}[-.]?\d{4}\s*$ | \b(?:x|ext)[-. ]?\d{3,5}\b | ^\*\d{4,5}$"
)
_CONTACT = re.compile(
    r"(?i)[\w.+'-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,30})+|\bwww\.|https?://|linkedin\.com|\b(?:tel|telefon|phone|fax|mobile|mobil|cell|e-?mail|skype|web)\s*[:.]"
)
_ROLE = frozenset(
    """manager director president vice vp svp evp ceo cfo cto coo chief officer lead leader analyst associate assistant consultant engineer attorney
    counsel paralegal partner specialist coordinator administrator representative executive sales marketing trader trading operations department dept
    division group geschäftsführer geschäftsführerin leiter leiterin vertrieb directeur directrice gerente inc llc llp ltd limited corp corporation company
    gmbh ag bv plc phd esq mba cpa university school institute services america energy bank""".split()
)
_PLACE_WORD = frozenset(
    """street avenue ave road rd blvd boulevard suite floor drive lane plaza box straße strasse str rue via calle room building tower square""".split()
)
_PLACE = re.compile(r"^\d{1,6}\s+[A-Za-z]|,?\s[A-Z]{2}\.?\s{1,3}\d{5}(?:-\d{4})?\b|\b\d{4,5}\s+[A-ZÄÖÜ][a-zäöü]+$")
_DIGIT = re.compile(r"\d")
_SENT_FROM = re.compile(
    r"(?i)^\W*(?:sent (?:from|via|with|using) (?:my |the )?\w+|get outlook for|von meinem \w+ gesendet|gesendet (?:von|mit)|envoyé (?:de|depuis) mon|enviado (?:desde|do) (?:mi|meu)|inviato da(?:l mio)?|verstuurd vanaf|sendt fra|skickat från"
    r"|do you yahoo|get your (?:free|private)|get free email|join msn|msn photos|chat with friends|send and receive hotmail|отправлено с)\b"
)
_ATTACHED = re.compile(r"(?i)^\s*(?:-\s.{1,80}\.\w{2,4}\s*$|<<.{1,120}>>|\(see attached file|\[(?:image|cid|logo))")
_SENTENCE = re.compile(r"[.?!:;][\"')\]]?\s*$")
_NAME_LINE = re.compile(r"^[-–—~*]?\s*(?:[A-ZÄÖÜÅÉ][\w'’.-]*\.?(?:\s+(?:&|and|und|/|de|van|von|der|la))?\s*){1,4}[,;.]?\s*$")
_INITIALS = re.compile(r"^[-–~]?\s*[A-Za-z]{1,3}[.!]?\s*$|^(?:[A-Z]\.){2,3}$")
_SALUTATION = re.compile(
    r"(?i)^(?:dear|hi|hello|hey|hallo|guten|bonjour|hola|all|team|folks|ladies|gentlemen|sehr|liebe[rs]?|good (?:morning|afternoon))\b|^[A-Z][\w ]{1,30}[,:-]\s*$"
)
_WORD = re.compile(r"[^\W\d_]{2,}")

ENOUGH = 2.5
"""Points a block needs to be taken for a signature."""


def signature_start(text: str, start: int, end: int, sender_names: Sequence[str]) -> int | None:
    """Where in `text[start:end]`, a stretch of own words, the signature begins that ends it; None where there is none.

    A line of two hyphens decides. Otherwise lines are weighed from the end upwards and the best block wins, if it has `ENOUGH`.
    """
    while end > start and text[end - 1] in " \t\n\xa0":
        end -= 1
    if end <= start:
        return None
    delimiter = _last_delimiter(text, start, end)
    if delimiter is not None:
        return delimiter
    names = _names(tuple(sender_names))
    lines: list[tuple[int, str]] = []  # from the last up
    best, best_at, total, weighed = 0.0, -1, 0.0, 0
    for at, line, blank_above in _lines_upwards(text, max(start, end - LOOKED_AT), end):
        lines.append((at, line))
        if not line:
            continue
        weighed += 1
        points, opens = _points(line, names, last=weighed == 1, blank_above=blank_above)
        total += points
        if total < -1.5 or weighed > 18:
            break
        if opens and total >= best:
            best, best_at = total, len(lines) - 1
    if best < ENOUGH or best_at < 0:
        return None
    return _leave_words(lines[best_at::-1], whole=not text[start : lines[best_at][0]].strip())


def _lines_upwards(text: str, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
    """The lines of `text[start:end]` from the last up: where each begins, the line stripped, whether the one above is blank."""
    at = text.rfind("\n", start, end) + 1 or start
    line = text[at:end].strip()
    for _ in range(40):
        if at <= start:
            yield at, line, True
            return
        above_at = text.rfind("\n", start, at - 1) + 1 or start
        above = text[above_at : at - 1].strip()
        yield at, line, not above
        at, line = above_at, above


def _last_delimiter(text: str, start: int, end: int) -> int | None:
    """The last "-- " line, if no more than a signature's worth follows it and words come before it."""
    if text.find("\n--", max(start - 1, 0), end) < 0 and not text.startswith("--", start):
        return None
    found = None
    for found in _DELIMITER.finditer(text, start, end):
        pass
    if found is None or text.count("\n", found.start(), end) > 25 or end - found.start() > 2500:
        return None
    return found.start() if text[start : found.start()].strip() else None


def _leave_words(lines: list[tuple[int, str]], *, whole: bool) -> int | None:
    """The start of the block of `lines`; where it would be all of the mail, a "Thanks" stays the author's words."""
    if not whole:
        return lines[0][0]
    said = 0
    while said < len(lines) and (not lines[said][1] or _SIGN_OFF.fullmatch(lines[said][1])):
        said += 1
    return lines[said][0] if 0 < said < len(lines) else None


def _points(line: str, names: frozenset[str], *, last: bool, blank_above: bool) -> tuple[float, bool]:
    """How much a line looks like part of a signature (below zero: like part of what is said), and whether one may open with it.

    Signatures open with a name or a word of parting, never with a number or a link: those are what many mails are about.
    """
    length = len(line)
    if length > 90:
        return -6.0, False
    if line.count(" ") > 11:
        return -4.0, False
    if _SENT_FROM.match(line):
        return 3.0, True
    if line[0] in "-<([" and _ATTACHED.match(line):
        return -0.1, False
    if _RULE.match(line):
        return 0.1, True
    words = _WORD.findall(line)
    lowered = [w.lower() for w in words]
    if length < 60 and (parting := _SIGN_OFF.match(line)):
        rest = line[parting.end() :].strip(" ,.!-")
        if not rest:
            return 2.0, True
        if _is_name(rest, names):
            return 3.5, True
    mine = sum(map(names.__contains__, lowered))
    if mine and len(words) <= 6 and line[-1] not in "?:!" and not _SALUTATION.match(line):
        return (3.5, True) if mine >= len(words) - 2 else (1.0, False)
    points = 0.0
    if length < 80 and not _LISTED.match(line):
        if _DIGIT.search(line) and _PHONE.search(line):
            points += 2.0
        if ("@" in line or "." in line or ":" in line) and _CONTACT.search(line):
            points += 1.5
    if len(words) <= 8:
        points += 0.0 if _ROLE.isdisjoint(lowered) else 1.5
        points += 1.5 if not _PLACE_WORD.isdisjoint(lowered) or _PLACE.search(line) else 0.0
    sentence = line[-1] in ".?!:;" or _SENTENCE.search(line) is not None
    if points:
        return points - (3.0 if len(words) > 8 or (sentence and len(words) > 5) else 0.0), _is_name(line.partition(",")[0], names)
    if last and _is_name(line, names) and (blank_above or len(words) != len(line.split())):
        return 2.5, True
    if _SALUTATION.match(line):
        return -3.0, False
    if len(words) <= 4 and not sentence and _NAME_LINE.match(line):
        return 0.3, True
    return (-4.0 if len(words) > 5 or sentence else -2.0), False


def _is_name(line: str, names: frozenset[str]) -> bool:
    """Whether a short line is a name or initials, the sender's or a nickname nobody told us of."""
    lowered = line.lower().strip(" .,-–~")
    if lowered in names:
        return True
    if _INITIALS.match(line):
        return lowered not in _NO_NAME
    words = lowered.split()
    return len(words) <= (1 if names else 3) and _NAME_LINE.match(line) is not None and _NO_NAME.isdisjoint(words)


@lru_cache(maxsize=4096)
def _names(sender_names: tuple[str, ...]) -> frozenset[str]:
    """The words of the sender's names and of the local parts of their addresses, and their initials; lower case."""
    found: set[str] = set()
    for name in sender_names:
        if not name:
            continue
        last, comma, first = name.partition("@")[0].replace(".", " ").replace("_", " ").lower().partition(",")
        words = re.findall(r"[^\W\d_]+", f"{first} {last}" if comma else last)
        found.update(w for w in words if len(w) > 1)
        if len(words) > 1:
            found.update(("".join(w[0] for w in words), words[0][0] + words[-1][0]))
    return frozenset(found)


# ------------------------------------------------------------------------------------------------- disclaimers

_LEGAL_HINT = ("onfidential", "ntended", "rivileged", "roperty of", "isclaimer", "virus", "onfidentiel", "ertrau", "ertrouwelijk", "onfidencial",
               "iservat", "CONFIDENTIAL", "INTENDED", "DISCLAIMER")  # fmt: skip
_LEGAL_CUES = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        r"\b(?:this|the (?:information|content|document)s?(?: contained)? in this|any)\s+(?:e-?mail|message|communication|transmission|electronic)",
        r"\bconfidential|\bprivileged|\bproprietary",
        r"\bintended\b.{0,40}\b(?:recipient|addressee|only|solely|use|individual|person|entity)|\b(?:recipient|addressee)\b.{0,60}\bintended",
        r"\bif you (?:have received|are not|receive)|\breceived (?:this|it).{0,40}\bin error|\bnot the intended",
        r"\b(?:delete|destroy|notify (?:the sender|us|me|postmaster))|\bcontact the sender",
        r"\b(?:disclos\w+|dissemination|distribution|copying|forwarding|unauthori[sz]ed|strictly prohibited|prohibited)",
        r"\b(?:views|opinions)\b.{0,80}\b(?:author|sender|necessarily|company)|\bvirus(?:es)?\b|\bliab(?:le|ility)\b|\bnot (?:intended to be )?an? offer",
    )
)
_LEGAL_ABROAD = re.compile(
    r"(?i)\b(?:diese e-?mail|vertraulich|irrtümlich|unbefugt|empfänger|vernichten|ce message|ce courriel|(?:toutes les )?pi[eè]ces jointes|confidentiel|destinataires?"
    r"|diffusion|este mensaje|este correo|confidencial|destinatario|riservat|prohibid|dit bericht|vertrouwelijk|geadresseerde|verspreiding)"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
CUES_NEEDED = 3


def disclaimers(text: str) -> list[Range]:
    """Paragraphs that no person writes to another: at least three different marks of legal small print, and long enough.

    A paragraph right after one that has a mark joins it; a rule or heading above one belongs to it.
    """
    if not any(map(text.__contains__, _LEGAL_HINT)):
        return []
    found: list[Range] = []
    for start, end, cues, hinted in _legal_paragraphs(text):
        if hinted and cues >= CUES_NEEDED and end - start > 120:
            found.append((_rule_before(text, start), end))
        elif found and end - start > 80 and not text[found[-1][1] : start].strip("-_=* \t\n"):
            found[-1] = (found[-1][0], end)
    return found


def _legal_paragraphs(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Paragraphs with marks of small print: where, how many different marks, and whether one of the plain words is in it."""
    for paragraph in _PARAGRAPH.finditer(text):
        words = paragraph[0]
        if not 80 <= len(words) <= 6000:
            continue
        flat = " ".join(words.split())
        cues = sum(1 for cue in _LEGAL_CUES if cue.search(flat))
        cues += min(len({m.lower() for m in _LEGAL_ABROAD.findall(flat)}), CUES_NEEDED)
        if cues:
            yield paragraph.start(), paragraph.end(), cues, any(map(words.__contains__, _LEGAL_HINT))


def _rule_before(text: str, start: int) -> int:
    """The start of a disclaimer with the line of stars or its heading above it."""
    above = text[:start].rstrip("\n ")
    line_start = above.rfind("\n") + 1
    line = above[line_start:].strip()
    if line and (
        _RULE.match(line)
        or re.fullmatch(
            r"(?i)\W*(?:disclaimer|confidentiality(?: notice| statement)?|important notice|legal notice|notice)\W*", line
        )
    ):
        return line_start
    return start
