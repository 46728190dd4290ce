"""What do the words around a date make of it? Another day, somebody's name, a day taken back.

"Before September is over" is its last day, not the day before it; Mr Friday is nobody's deadline; "not on Monday but on Tuesday" names one
day. Patterns over the text, linear and bounded. Pure.
"""

from __future__ import annotations

import re

REACH = 60
"""Characters beside a date that are looked at."""

_OVER = re.compile(
    r"\s{0,3}(?:(?:is|are|has|have|'s)\s{1,3}(?:all )?(?:over|out|up|ended|finished|through|done|gone)"
    r"|ends?\b|finish(?:es)?\b|runs? out|closes?\b"
    r"|(?:vorbei|vorüber|zu ende|um|rum|herum|abgelaufen)\b|endet\b"
    r"|(?:ne )?(?:s'achève|se termine|s'écoule|soit (?:finie?|terminée?|écoulée?|passée?))"
    r"|(?:termine|acabe|finalice|concluya|se acabe|haya terminado)\b)"
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|mme|mlle|monsieur|madame|sra?|señora?|don|doña)\.?\s{1,2}$")
_NOT = re.compile(
    r"(?:\bnot|n't|\bnicht|\bkein\w{0,2}|\bno(?: es| será)?|\bpas)\s{1,2}"
    r"(?:until |by |on |for |the |am |zum |bis |den |der |el |le |la |para |pour |au |es )*$"
)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|statt|anstatt|anstelle|au lieu d[ue]|plutôt que|en lugar del?|en vez del?)\s{1,2}"
    r"(?:on |by |the |am |vom |des |dem |den |le |la |el |día )*$"
)
_WISH = re.compile(
    r"\b(?:happy|merry|nice|great|lovely|wonderful|pleasant|frohe[ns]?|schöne[ns]?|gute[nrs]?|joyeux|joyeuses|bon|bonne|bonnes"
    r"|feliz|felices|buen|buena|buenos|buenas)\s{1,2}(?:new |neues? |rest of (?:the|your) )?$"
)
_MERELY = re.compile(
    r"\b(?:thank (?:god|goodness|heavens)|tgif|gott sei dank|endlich|enfin|por fin)\b[^.;!?]{0,12}(?:it's |it is |ist |c'est |es )?$"
    r"|\b[A-Z]\w+ (?:[Dd]ay|[Ww]eek) (?:(?:always |also )?falls?|being|is)(?: on)?(?: the| a)? $"
)
"""A day that is only spoken of: "thank God it's Friday", "Republic Day being on the 26th"."""
_GOOD = re.compile(r"\bgood\s{1,2}$")
_INCLUDED = re.compile(
    r"[\s,(]{0,3}(?:inclu(?:s|sive|ded|ding|sivement|ido|ida)\b|incl\b|compris\b|einschließlich\b|inkl\b|inklusive\b)"
)
_NOT_BEFORE = re.compile(r"\b(?:not before|nicht vor(?: dem)?|pas avant(?: le)?|no antes del?)\s{1,2}(?:the |next )?$")
_LAW = re.compile(
    r"\b(?:ley|decreto|orden|directiva|reglamento|loi|décret|arrêté|ordonnance|directive|gesetz|verordnung|richtlinie|act"
    r"|regulations?)\b[^.;!?]{0,30}"
    r"\b(?:del?|du|vom|of|dated)\s{1,2}(?:el |the )?$"
)
"""A statute is called by its day."""
_MOVED = re.compile(
    r"\b(?:mov(?:e|ed|ing)|shift\w*|postpon\w*|push\w*|brought forward|verschieb\w*|verleg\w*|verschoben|report\w*|décal\w*"
    r"|déplac\w*|aplaza\w*|pasa\w*|mueve\w*)\b"
    r"[^.;!?]{0,50}\b(?:from|von|vom|de|du|del)\s{1,2}(?:the |le |el )?$"
)
_TO = re.compile(r"\s{1,2}(?:to|auf|au|à|al|a)\b")
_BUT = re.compile(r"[\s,;–-]{0,4}(?:but|sondern|sino|mais)\b")


def runs_out(text: str, end: int) -> bool:
    """Whether the words after a period say that it is over then."""
    return _OVER.match(text[end : end + REACH].lower()) is not None


def no_day(text: str, start: int, end: int) -> bool:
    """Whether a weekday or month is a name, or a day that is taken back for another."""
    before = text[max(start - REACH, 0) : start].lower()
    if _TITLE.search(before) or _LAW.search(before) or _INSTEAD.search(before) or _WISH.search(before):
        return True
    led = text[max(start - REACH, 0) : start]
    own = re.match(r"(?:on |the |a )+", text[start:end])
    if _MERELY.search(before) or _MERELY.search(led + (own[0] if own else "")):
        return True
    if _MOVED.search(before) and _TO.match(text[end : end + REACH].lower()):
        return True
    return _BUT.match(text[end : end + REACH].lower()) is not None and _NOT.search(before) is not None


def named(text: str, start: int, end: int) -> bool:
    """Whether a day's name stands in a longer one or in a greeting: Friday Foods, monday.com, good morning."""
    if re.match(r"\.[a-z]{2,}", text[end : end + 4]) or _GOOD.search(text[max(start - REACH, 0) : start].lower()):
        return True
    led = re.search(r"\b(?:by|on|until|till|before|for|this|next|last|due|from|to|and|or|at|since|after|am|bis|vor|ab|zum|vom"
        r"|nächste[nrm]?|kommende[nrm]?|diese[nrm]?|le|el|du|del|au|al)\s{1,2}$|[,:(]\s{0,2}$",
                    text[max(start - REACH, 0) : start], re.IGNORECASE)  # fmt: skip
    name = re.match(r" (?!I\b|A\b|At\b|By\b|Or\b|And\b|To\b|Is\b)[A-Z][a-z]+\b(?! \d)", text[end : end + REACH])
    return name is not None and led is None and text[start].isupper() and name[0].strip().lower() not in _PARTS


_PARTS = frozenset(["morning", "afternoon", "evening", "night", "noon", "eve", "day", "week", "latest", "eod", "cob"])


def moved_from(text: str, start: int) -> bool:
    """Whether days from here to another say from which day to which something is moved."""
    return _MOVED.search(text[max(start - REACH, 0) : start].lower()) is not None


def included(text: str, end: int) -> bool:
    """Whether the day said is the last that counts: "avant le 17 inclus"."""
    return _INCLUDED.match(text[end : end + REACH].lower()) is not None


def not_before(text: str, start: int) -> bool:
    """Whether a day is said to be the first and not the last: "not before 1 October"."""
    return _NOT_BEFORE.search(text[max(start - REACH, 0) : start].lower()) is not None
