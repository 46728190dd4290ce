"""Where a mail quotes another: marked lines, "On … wrote:" in many languages, and the header blocks mail programs write.

Cheap looks (`in`) come before every expression: most mails quote in one way or in none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from regard.parse.attribution_lines import STATEMENT_ENDS, attribution_lines
from regard.parse.blocks import blocks_without_subject, header_blocks, places
from regard.parse.hints import found as hinted
from regard.parse.hints import starts
from regard.parse.levelled import levelled
from regard.parse.phrases import either
from regard.parse.phrases.labels import LABEL_DATE, LABEL_FROM
from regard.parse.phrases.quoting import FORWARDED, ORIGINAL

Range = tuple[int, int]

_MARKED_RUN = re.compile(
    r"(?m)^(?:[ \t]{0,3}(?:[A-Za-z]{0,3}>|\|(?=[ \t\n]))[^\n]*(?:\n|\Z)(?:[ \t]*(?:\n|\Z)(?=[ \t]{0,3}(?:[A-Za-z]{0,3}>|\|[ \n])))*)+"
)
_MARK = re.compile(r"[ \t]{0,3}[A-Za-z]{0,3}>")
_PIPE = re.compile(r"(?m)^[ \t]{0,3}\|[ \t]")
_NO_QUOTE = re.compile(r"[ \t]*>{1,2}[ \t]*(?:[$€£]?\d|=)")

_NEAR = 60
"""Characters of a line in which the words that announce a quote stand."""

_SHORT_REST, _WIDTH = 40, 70
"""Characters of a wrapped line's rest, and of a line that has no room for another word."""

_HEADER_LINES = 3
"""A block of fewer lines is a rule, perhaps wrapped, without a header."""

_RULE = re.compile(rf"(?im)^[ \t]*(?:\*\s*)?-{{2,}}[ \t]*{either(ORIGINAL)}[^\n]*(?:\n[^\n]{{0,60}}?-{{3,}}[ \t]*$)?")
_BEGIN_FORWARD = re.compile(rf"(?im)^[ \t]*{either(FORWARDED)}[ \t]*:[ \t]*$")
_GROUPWISE = re.compile(r"(?m)^>{3}[ \t]?[^\n]{2,80}\d{1,2}:\d\d[^\n>]{0,12}>{3}[ \t]*$")
_GROUPWISE_ON = re.compile(r">{3} On [^\n]{8,60}, in message <")
_RAW_HEADERS = re.compile(r"(?m)^(?:Return-[Pp]ath:[ \t]*<|Received:[ \t]+(?:from|by)[ \t])[^\n]*\n")
_LONE_RULE = re.compile(rf"(?im)^_{{20,}}[ \t]*\n(?=[ \t\n]*[*_]*{either((*LABEL_FROM, *LABEL_DATE))}[*_]*[ \t]?:)")
_BARE_RULE = re.compile(rf"(?im)^[ \t]*{either(ORIGINAL)}[ \t]*\n(?=[ \t\n]{{0,20}}[*_]*{either(LABEL_FROM)}[*_]*[ \t]?:)")


def quoted_ranges(text: str) -> list[Range]:
    """The quoted parts of `text` as sorted ranges that do not overlap, each from a line's start to a line's end.

    A header block or rule quotes everything after it, unless marked lines follow: then only those are quoted, and what stands
    between them is an answer.
    """
    text = levelled(text)
    marked = _marked(text) if ">" in text or "\n| " in text or text.startswith("| ") else []
    blocks = _blocks(text, marked)
    starts_at = [start for start, _ in marked]
    ranges: list[Range] = []
    for n, (start, end, said) in enumerate(blocks):
        after = bisect_left(starts_at, end)
        following = marked[after] if after < len(marked) else None
        if following and not text[end : following[0]].strip():
            ranges.append((start, following[0]))
            continue
        between = n + 1 < len(blocks) and following is not None and blocks[n + 1][0] < following[0]
        if following and not between and said:
            ranges.append((start, end))  # the answer begins at once, above the first lines of what it answers
            continue
        ranges.append((start, len(text)))
        break
    return _joined(ranges + marked)


def _marked(text: str) -> list[Range]:
    """Runs of lines that begin with ">" (or "|", where several do); a single "> 5" is a comparison."""
    pipes = "| " in text and len(_PIPE.findall(text)) >= 3
    if not pipes and not _has_marked_line(text):
        return []
    runs: list[Range] = []
    for found in _MARKED_RUN.finditer(text):
        run = found[0].lstrip(" \t")
        if run.startswith(">>>") and run.count("\n") <= 1 and (_GROUPWISE.match(run.rstrip()) or _GROUPWISE_ON.match(run)):
            continue
        if run.startswith("|") and not pipes:
            continue
        if run.count("\n") <= 1 and _NO_QUOTE.match(run):
            continue
        if runs and _wrapped(text, runs[-1][1], found.start()):
            runs[-1] = (runs[-1][0], found.end())
        else:
            runs.append(found.span())
    return runs


def _wrapped(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the end of the marked line above it, which a program wrapped without marking the rest: one short
    line whose first word had no room above, after no end of a sentence, that goes on in small letters.
    """
    gap = text[start:end]
    if (
        not 1 < len(gap) <= _SHORT_REST
        or gap.find("\n") != len(gap) - 1
        or not (gap[0].islower() or gap[0].isdigit() or gap[0] in "(<")
    ):
        return False
    above = text[text.rfind("\n", 0, start - 1) + 1 : start - 1].rstrip()
    return len(above) + 1 + len(gap.split(None, 1)[0]) > _WIDTH and above[-1] not in ".?!:;>"


def _has_marked_line(text: str) -> bool:
    """Whether a ">" stands where a quoted line begins; addresses in brackets are the usual reason for one that does not."""
    at = text.find(">")
    while at >= 0:
        if _MARK.fullmatch(text, max(text.rfind("\n", max(at - 8, 0), at) + 1, at - 7, 0), at + 1):
            return True
        at = text.find(">", at + 1)
    return False


def _blocks(text: str, marked: list[Range]) -> list[tuple[int, int, bool]]:
    """Where quoting begins without marks on the lines: (start of the block, its end, whether it is a statement in a sentence), in order.

    Where no line is marked the first block quotes all the rest, and what follows it is not looked at. What stands on marked lines is
    quoted already, and begins nothing.
    """
    first_only = not marked
    said: list[Range] = []
    found: list[Range] = []
    reach = len(text)
    if "--" in text:
        found += _dashed(text, first_only=first_only)
    if "_____" in text:
        found += _lines_with(text, places(text, ("_" * 20,), reach), _LONE_RULE, first_only=first_only)
    if ">>>" in text:
        found += _rules(text, _GROUPWISE, first_only=first_only)
    if "\nReceived:" in text or "Return-" in text:
        found += _rules(text, _RAW_HEADERS, first_only=first_only)
    if hinted(text, "forwarded"):
        found += _lines_with(text, starts(text, "forwarded", reach), _BEGIN_FORWARD, first_only=first_only)
    if hinted(text, "original"):
        found += _lines_with(text, starts(text, "original", reach), _BARE_RULE, first_only=first_only)
    if first_only and found:
        reach = min(found)[0]
    if any(map(text.__contains__, STATEMENT_ENDS)) or text.endswith((":", ": ")):
        said = list(attribution_lines(text, reach, lambda at: _quoted_next(text, at)))
    if text.count(":", 0, reach) >= 2 and hinted(text, "subject"):
        found += header_blocks(text, reach, first_only=first_only)
    if ":" in text and hinted(text, "sent"):
        found += blocks_without_subject(text, reach, first_only=first_only)
    both = [(start, end, False) for start, end in found] + [(start, end, True) for start, end in said]
    if marked:
        both = [(start, end, kind) for start, end, kind in both if not _meets(marked, start, end)]
    return _merge_blocks(text, sorted(both)) if len(both) > 1 else both


def _meets(marked: list[Range], start: int, end: int) -> bool:
    """Whether any of the sorted ranges, of which no two meet, shares a character with [start, end)."""
    before = bisect_left(marked, (end, -1)) - 1
    return before >= 0 and marked[before][1] > start


def _dashed(text: str, *, first_only: bool) -> list[Range]:
    """Rules of dashes with words in them, looked for where dashes stand."""
    found: list[Range] = []
    at = text.find("--")
    while at >= 0:
        line = text.rfind("\n", 0, at) + 1
        if at - line < 8 and (rule := _RULE.match(text, line)):
            found.append(rule.span())
            if first_only:
                break
        after = text.find("\n", max(at, found[-1][1] - 1 if found else 0))
        at = text.find("--", after) if after >= 0 else -1
    return found


def _lines_with(text: str, words: Sequence[int], expression: re.Pattern[str], *, first_only: bool) -> list[Range]:
    """The matches of an expression at the beginning of lines near which one of `words` begins."""
    found: list[Range] = []
    for at in words:
        line = text.rfind("\n", 0, at) + 1
        if at - line < _NEAR and not (found and line < found[-1][1]) and (match := expression.match(text, line)):
            found.append(match.span())
            if first_only:
                break
    return found


def _rules(text: str, expression: re.Pattern[str], *, first_only: bool) -> list[Range]:
    if first_only:
        found = expression.search(text)
        return [found.span()] if found else []
    return [m.span() for m in expression.finditer(text)]


def _merge_blocks(text: str, found: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """A rule and the header block under it are one block; so are a rule and a statement. A statement under a header block opens the
    mail that is quoted, which quotes in turn: what stands between its marked lines was said by whom it quotes.
    """
    merged: list[tuple[int, int, bool]] = []
    for start, end, said in found:
        above = text[merged[-1][0] : merged[-1][1]] if merged else ""
        nested = (
            said and merged and not merged[-1][2] and start >= merged[-1][1] and above.strip().count("\n") >= _HEADER_LINES - 1
        )
        if merged and not nested and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2] and said)
        else:
            merged.append((start, end, said))
    return merged


def _quoted_next(text: str, at: int) -> bool:
    return text[at : at + 200].lstrip().startswith(">")


def _joined(ranges: list[Range]) -> list[Range]:
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out
