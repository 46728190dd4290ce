"""What else stands in a mail's zones: the line that greets, in its author's own words; and what is passed on, in what is quoted.

`zones` tells whose words are whose, and every reader rests on that: a greeting is its author's own and says to whom a mail speaks,
a mail passed on is somebody else's. Here the same spans are cut once more, for those who show them or count them. They still cover
the whole text, in order, without overlap; what is neither greeting nor passed on stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.model import Span
from regard.parse.phrases import either
from regard.parse.phrases.quoting import FORWARDED

LONGEST_GREETING = 60
"""Characters; a longer line says more than a greeting."""
_CAPITAL = r"[A-ZÀ-ÖØ-ÞА-Я][\w.'’-]*"
_WHO = (
    rf"(?:{_CAPITAL}|(?i:all|both|everybody|everyone|folks|gang|guys|ladies|gentlemen|team|there|again|fellas"
    r"|alle|zusammen|tous|todos|tutti|allemaal))"
)
_GREETS = re.compile(
    r"(?i:dear|hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)"
    r"|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|bonjour|bonsoir|salut|ch(?:er|ère|ers|ères)"
    r"|hola|buen(?:os|as) (?:d[ií]as|tardes|noches)|estimad[oa]s?|querid[oa]s?|ciao|buongiorno|gentil[ei]|caro|cara"
    r"|ol[aá]|bom dia|boa tarde|prezad[oa]s?|beste|geachte|hoi|dag|dzień dobry|witam|cześć|szanown[aiy]\w*|hej|god (?:dag|morgon)"
    r"|добрый день|здравствуйте|привет|こんにちは)\b(?P<rest>[^\n]*)"
)
_REST = re.compile(rf"(?:[ ,/&+]+(?:and |und |et |y |e )?(?:{_WHO}|\([^)\n]{{1,20}}\)))*[ ]*[,:!.;—–-]*[ ]*")
_TO = re.compile(rf"{_CAPITAL}(?:(?:[ ]|[ ]?[,/&+][ ]?|[ ](?:and|und|et|y|e)[ ]){_CAPITAL}){{0,5}}[ ]?[,:!;—–-]+[ ]*")
_ALONE = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?[ ]*")
_CLOSES = re.compile(
    r"(?i)(?:thanks?|thank you|thx|regards|cheers|sincerely|best|yours|merci|danke|gruß|gracias|grazie|please|note|fyi|attached"
    r"|subject|re|ps"
    r"|question|answer|update|also|yes|no|ok|okay|sorry|today|tomorrow|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_PASSES_ON = re.compile(
    rf"(?im)^[ \t>]*(?:-{{3,}}[ \t]*(?:forwarded|weitergeleitete|message (?:transf|réexp)|mensaje reenviado"
    rf"|messaggio inoltrato|mensagem encaminhada|doorgestuurd|vidarebefordrat|przekazan)|{either(FORWARDED)})"
)
_HEAD = 300
"""Characters at the beginning of a quote in which it says that it is passed on."""


def finer(text: str, spans: Sequence[Span], *, passed_on: bool = False) -> tuple[Span, ...]:
    """`spans` of `text` with zones `salutation` and `forwarded` cut out of `own` and `quoted`. Linear in the length of the text.

    `passed_on` says that the mail's subject says so (FW:, WG:, TR:): then its last quote is what is passed on, whatever stands above it.
    """
    out: list[Span] = []
    greeted = False
    last = max((n for n, s in enumerate(spans) if s.zone == "quoted"), default=-1)
    for n, span in enumerate(spans):
        if span.zone == "own" and not greeted and text[span.start : span.end].strip():
            greeted = True
            out += _greeting(text, span)
        elif span.zone == "quoted" and (
            _PASSES_ON.search(text, span.start, min(span.start + _HEAD, span.end)) or (passed_on and n == last)
        ):
            out.append(Span(span.start, span.end, "forwarded"))
        else:
            out.append(span)
    return tuple(out)


def _greeting(text: str, span: Span) -> list[Span]:
    """One stretch of own words, its first line apart where that greets and says nothing else."""
    start = span.start + len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip())
    end = text.find("\n", start, span.end)
    line = text[start : end if end >= 0 else span.end]
    after = text[end + 1 : span.end].split("\n", 1)[0] if end >= 0 else ""
    if len(line) > LONGEST_GREETING or not _is_greeting(line.rstrip(), alone=end >= 0 and not after.strip()):
        return [span]
    cut = span.end if end < 0 else end + 1
    if end >= 0 and not text[cut : span.end].strip():
        cut = span.end
    return [Span(span.start, cut, "salutation")] + ([Span(cut, span.end, "own")] if cut < span.end else [])


def _is_greeting(line: str, *, alone: bool) -> bool:
    """Whether a line only greets; `alone`: an empty line follows, so that a bare name can be one."""
    if found := _GREETS.fullmatch(line):
        return len(found["rest"].split()) <= 6 and _REST.fullmatch(found["rest"]) is not None
    if _CLOSES.match(line):
        return False
    return _TO.fullmatch(line) is not None or (alone and _ALONE.fullmatch(line) is not None)
