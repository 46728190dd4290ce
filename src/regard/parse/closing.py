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
        | respectfully | cordially | take\ care | talk\ (?:to\ you\ )?soon | love | ciao | bye | all\ the\ best | with\ appreciation | have\ a\ (?:great|good|nice)\ (?:day|weekend|week)
        | mit\ (?:freundlichen?|besten|herzlichen)\ gr(?:ü|ue)(?:ß|ss)en? | (?:viele|beste|liebe|freundliche|herzliche|schöne)\ gr(?:ü|ue)(?:ß|ss)e | gru(?:ß|ss) | mfg | lg | vg | danke
        | cordialement | bien\ (?:cordialement|à\ vous) | salutations | meilleures\ salutations | merci | saludos(?:\ cordiales)? | un\ saludo | atentamente | gracias | cordiali\ saluti | distinti\ saluti | saluti | grazie
        | met\ vriendelijke\ groeten? | vriendelijke\ groeten? | groetjes? | mvh | med\ vänliga\ hälsningar | vänliga\ hälsningar | hälsningar | med\ venlig\ hilsen | hilsen | atenciosamente | abraços | obrigad[oa] | pozdrawiam | terveisin | с\ уважением
    )[\s,.!;:-]*$"""
)
_PHONE = re.compile(
    r"(?ix)(?:\+|\b00)?\(?\d{1,4}\)?[\s./-]{0,3}\(?\d{2,4}\)?[\s./-]{1,3}\d{3,4}(?:[\s./-]?\d{2,4})?\b | \b(?:tel|phone|ph|fax|mobile|mob|cell|direct|office|pager|work|home|ext|x)[.:#)\s-]{1,3}\(?\+?\d"
    r" | ^\s*[xo0c]?[\s-]?\d{1,2}[-.]?\d{4}\s*$ | \b(?:x|ext)[-. ]?\d{3,5}\b"
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
        points = _points(line, names, last=weighed == 1, blank_above=blank_above)
        total += points
        if total < -1.5 or weighed > 18:
            break
        if points > 0 and total >= best:
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
    while said < len(lines) and (not lines[said][1] or _SIGN_OFF.match(lines[said][1])):
        said += 1
    return lines[said][0] if 0 < said < len(lines) else None


def _points(line: str, names: frozenset[str], *, last: bool, blank_above: bool) -> float:
    """How much a line looks like part of a signature; below zero like part of what is said."""
    length = len(line)
    if length > 90:
        return -6.0
    spaces = line.count(" ")
    if spaces > 11:
        return -4.0
    if _SENT_FROM.match(line):
        return 3.0
    if line[0] in "-<([" and _ATTACHED.match(line):
        return -0.1
    if _RULE.match(line):
        return 0.3
    if length < 45 and _SIGN_OFF.match(line):
        return 2.0
    words = _WORD.findall(line)
    lowered = [w.lower() for w in words]
    mine = sum(map(names.__contains__, lowered))
    if mine and len(words) <= 6 and not line.endswith(("?", ":", "!")) and not _SALUTATION.match(line):
        return 3.5 if mine >= len(words) - 2 else 1.0
    points = 0.0
    if length < 80:
        if _DIGIT.search(line) and _PHONE.search(line):
            points += 2.0
        if ("@" in line or "." in line or ":" in line) and _CONTACT.search(line):
            points += 1.5
    if len(words) <= 8:
        points += 0.0 if _ROLE.isdisjoint(lowered) else 1.5
        points += 1.5 if not _PLACE_WORD.isdisjoint(lowered) or _PLACE.search(line) else 0.0
    sentence = line[-1] in ".?!:;" or _SENTENCE.search(line) is not None
    if points:
        return points - (3.0 if len(words) > 8 or (sentence and len(words) > 5) else 0.0)
    if last and (_INITIALS.match(line) or (blank_above and len(words) <= 3 and _NAME_LINE.match(line))):
        return 1.5
    if _SALUTATION.match(line):
        return -3.0
    if len(words) <= 4 and not sentence and _NAME_LINE.match(line):
        return 0.5
    return -4.0 if len(words) > 5 or sentence else -2.0


@lru_cache(maxsize=4096)
def _names(sender_names: tuple[str, ...]) -> frozenset[str]:
    """The words of the sender's names and of the local parts of their addresses, lower case."""
    found: set[str] = set()
    for name in sender_names:
        if name:
            found.update(w.lower() for w in _WORD.findall(name.partition("@")[0].replace(".", " ").replace("_", " ")))
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
        r"\b(?:diese e-?mail|vertraulich|irrtümlich|unbefugt|empfänger|ce (?:message|courriel)|confidentiel|destinataire|este (?:mensaje|correo)|confidencial|destinatario|riservat|dit bericht|vertrouwelijk|geadresseerde)",
    )
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
CUES_NEEDED = 3


def disclaimers(text: str) -> list[Range]:
    """Paragraphs that no person writes to another: at least three different marks of legal small print, and long enough.

    A paragraph between or right after them that has one mark joins them; a rule of asterisks before one belongs to it.
    """
    if not any(map(text.__contains__, _LEGAL_HINT)):
        return []
    found: list[Range] = []
    for paragraph in _legal_paragraphs(text):
        start, end, cues = paragraph
        joins = found and cues >= 1 and not text[found[-1][1] : start].strip()
        if cues >= CUES_NEEDED and end - start > 120:
            found.append((_rule_before(text, start), end))
        elif joins and end - start > 80 and cues >= 2:
            found[-1] = (found[-1][0], end)
    return found


def _legal_paragraphs(text: str) -> Iterator[tuple[int, int, int]]:
    for paragraph in _PARAGRAPH.finditer(text):
        words = paragraph[0]
        if len(words) < 80 or len(words) > 6000:
            continue
        if not any(hint in words for hint in _LEGAL_HINT):
            continue
        flat = " ".join(words.split())
        cues = sum(1 for cue in _LEGAL_CUES if cue.search(flat))
        if cues:
            yield paragraph.start(), paragraph.end(), cues


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
