"""The lines above a quote that say who wrote it and when: found in text whose quote marks are taken off, and read into fields.

Three kinds: blocks of labels ("From: … Sent: … To: … Subject: …", with who and when on lines of their own where Notes wrote them),
attributions ("On … Ann Lee wrote:"), and GroupWise's ">>> Ann Lee 3/5/2020 10:20 AM >>>". Rules ("-----Original Message-----") belong
to what follows them, and end what stands above even where nothing that can be read follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from regard.parse.blocks import blocks_without_subject, header_blocks
from regard.parse.hints import MOST_PLACES
from regard.parse.hints import found as hinted
from regard.parse.phrases import either
from regard.parse.phrases.labels import LABEL_DATE, LABEL_FROM, LABEL_OTHER, LABEL_SUBJECT, LABEL_TO
from regard.parse.phrases.quoting import ORIGINAL
from regard.parse.quoted_attributions import attributions, groupwise, without_lead
from regard.parse.quoted_columns import two_columns
from regard.parse.quoted_header import Header, How, When

_CC = (
    "cc",
    "kopie",
    "copie",
    "copia",
    "cópia",
    "kopia",
    "kopi",
    "kopio",
    "копия",
    "копія",
    "抄送",
    "副本",
    "참조",
    "dw",
    "másolatot kap",
)
_NO_ADDRESSES = (
    *("attachments?", "organi[sz]ation", "message-id", "sensitivity", "mime-version", "x-mailer", "content-type"),
    *(
        "content-transfer-encoding",
        "in-reply-to",
        "references",
        "received",
        "return-path",
        "categories",
        "expires",
        "flag status",
    ),
    "follow up flag",
)
_KINDS = tuple(
    (kind, re.compile(either(words)))
    for kind, words in (
        ("subject", LABEL_SUBJECT),
        ("from", LABEL_FROM),
        ("date", LABEL_DATE),
        ("to", LABEL_TO),
        ("cc", _CC),
        ("other", (*LABEL_OTHER, *_NO_ADDRESSES)),
    )
)


@lru_cache(maxsize=1 << 12)
def _kind(label: str) -> str:
    """What a label means; "" for one that is none. "Sent by" stands between who and when and belongs to neither."""
    label = label.strip(" \t*_").lower()
    return "" if label == "sent by" else next((kind for kind, words in _KINDS if words.fullmatch(label)), "")


_ENGLISH = frozenset(("from", "sent", "date", "to", "subject", "cc"))
_LONGEST_LABEL = 30
_COMPANY_FROM = re.compile(r"(?:^|[ \t]{2,}|\t)\s*(?:From|FROM)[*_]*:[ \t]*")
_ASIDE = re.compile(r"(?i)\s*(?:sent by|please respond to|on behalf of)\b:?")
_RULE_BELOW = re.compile(r"(?:[ \t]*\n){0,2}_{20,}[ \t]*(?:\n|\Z)")
_APART = re.compile(r"(?<=\d) ?: ?(?=\d)")
"""The colon of a clock between marks of writing direction."""
_BEHALF = re.compile(r"(?i)\bon behalf of\b")
_RULE = re.compile(
    rf"(?i)[ \t]{{0,24}}(?:\*\s*)?-{{2,}}[ \t]*{either(ORIGINAL)}[^\n]*(?:\n[^\n]{{0,60}}?-{{3,}}[ \t]*(?=\n|\Z))?"
)
_WORDS = re.compile(r"\S")
_CAPITALS = re.compile(r"[A-Z][A-Z.'-]{1,15}")
_WRAP = 68
"""Characters a line must hold, with the next line's first word, to count as wrapped by a program."""

_FARTHEST_LABELS = 30
_INDENT = 24


def headers(text: str, read: When, deeper: Callable[[int], bool]) -> list[Header]:
    """Every header in `text`, in order and without overlap.

    `read` makes a moment of what is written; `deeper(at)` says whether the first line after `at` was marked as quoted more often
    than the line that ends there.
    """
    found: list[Header] = []
    rules = _rules(text) if "--" in text else []
    if ":" in text:
        if "  Subject:" in text:
            found += [Header(c.start, c.end, "notes", c.author, c.when, c.to, c.cc, c.subject) for c in two_columns(text, read)]
        if hinted(text, "subject"):
            found += [
                _block(text, _below(rules, top), end, read) for top, end in header_blocks(text, len(text), first_only=False)
            ]
        if hinted(text, "sent"):
            known = {h.end for h in found}
            bare = blocks_without_subject(text, len(text), first_only=False)
            found += [h for top, end in bare if (h := _block(text, _below(rules, top), end, read)).end not in known]
        found += attributions(text, read, deeper)
        if ">>>" in text:
            found += groupwise(text, read)
    if rules:
        found = _under_rules(text, rules, found, read)
    found.sort(key=lambda h: h.start)
    out: list[Header] = []
    for header in found:
        if out and out[-1].how == "attribution" and header.how == "block" and not text[out[-1].end : header.start].strip():
            header.start = out.pop().start  # who wrote, said in a sentence and once more in labels
        if not out or header.start >= out[-1].end:
            out.append(header)
    return out


# --------------------------------------------------------------------------------------------------- label blocks


def _block(text: str, top: int, end: int, read: When) -> Header:
    """The header whose labelled lines are about `text[top:end]`; one that names nobody only ends what stands above."""
    fields: dict[str, str] = {}
    above: list[str] = []
    foreign = False
    kind = ""
    at = top
    while at < len(text):
        stop = text.find("\n", at)
        stop = stop if stop >= 0 else len(text)
        line = text[at:stop]
        label, value = _label(line)
        if label:
            if at >= end and label in fields:
                break
            kind = label
            foreign = foreign or (label != "other" and line.partition(":")[0].strip(" \t*_").lower() not in _ENGLISH)
            if label not in fields:
                fields[label] = value
        elif at >= end:
            if _ASIDE.match(line):
                at = stop + 1
                continue
            if kind != "subject" or not line.strip() or not _is_wrapped(text, at, line):
                break
            fields[kind] += f" {line.strip()}"
        elif line.strip():
            if kind:
                fields[kind] = f"{fields.get(kind, '')} {line.strip()}"
            elif "from" not in fields and ("From" in line or "FROM" in line) and (inside := _COMPANY_FROM.search(line)):
                above = [line[inside.end() :]]
            elif not _ASIDE.match(line) and any(map(str.isalnum, line)):
                above.append(line)
        at = stop + 1
    if (rule := _RULE_BELOW.match(text, at)) and kind:
        at = rule.end()
    return _filled(text, top, min(at, len(text)), above, fields, foreign=foreign, read=read)


def _label(line: str) -> tuple[str, str]:
    """Kind and value of a line that begins with a label; ("", "") for another."""
    at = line.find(":", 0, _LONGEST_LABEL)
    kind = _kind(line[:at]) if at > 0 else ""
    return (kind, line[at + 1 :].strip(" \t*_")) if kind else ("", "")


def _is_wrapped(text: str, at: int, line: str) -> bool:
    """Whether the line at `at` continues the one above it, as its first word would not have fitted there."""
    above = at - 1 - (text.rfind("\n", 0, at - 1) + 1)
    return above + 1 + len(line.split(None, 1)[0]) > _WRAP and above <= 100


def _filled(text: str, top: int, end: int, above: list[str], fields: dict[str, str], *, foreign: bool, read: When) -> Header:
    how: How = "block"
    when = read(_APART.sub(":", fields["date"]), foreign) if fields.get("date") else None
    who = fields.get("from", "")
    if not who:
        if not above:
            return Header(top, end, "rule")
        how, who = "notes", " \n".join(above)
        if _CAPITALS.fullmatch(above[0].strip()) and (higher := _line_above(text, top)) and _CAPITALS.fullmatch(higher.strip()):
            who, top = f"{higher} {who}", top - len(higher) - 1
    if when is None and (when := read(who, False)):
        how = "notes"
        who = without_lead(who[: when.start] + " ")
    who = (_BEHALF.split(who)[-1] if "ehalf" in who or "EHALF" in who else who).strip()
    if not who:
        return Header(top, end, "rule")
    return Header(top, end, how, who, when, fields.get("to", ""), fields.get("cc", ""), fields.get("subject", ""))


def _line_above(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at - 1) + 1 : at - 1] if at > 1 else ""


# -------------------------------------------------------------------------------------------------------- rules


def _rules(text: str) -> list[tuple[int, int]]:
    """Rules of dashes with words in them, the first `MOST_PLACES`."""
    found: list[tuple[int, int]] = []
    at = text.find("--")
    while at >= 0 and len(found) < MOST_PLACES:
        line = text.rfind("\n", 0, at) + 1
        if at - line < _INDENT and (rule := _RULE.match(text, line)):
            found.append(rule.span())
            at = rule.end()
        after = text.find("\n", at)
        at = text.find("--", after) if after >= 0 else -1
    return found


def _below(rules: list[tuple[int, int]], top: int) -> int:
    """`top`, or the end of the rule it lies in: the second line of a rule can be taken for one of a header."""
    return next((end for start, end in rules if start <= top < end), top)


def _under_rules(text: str, rules: list[tuple[int, int]], found: list[Header], read: When) -> list[Header]:
    """The headers with the rules above them joined to them; a rule without one is tried as a block without a subject."""
    for start, end in rules:
        first = _next_line(text, end)
        under = next((h for h in found if h.end > end and h.start <= max(first, end)), None)
        if under is not None and under.start < start:
            continue
        if under is not None:
            under.start = start
            continue
        stop = _labels_end(text, first)
        block = _block(text, first, stop, read) if stop > first else None
        if block and block.when:
            block.start = start
            found.append(block)
        else:
            found.append(Header(start, end, "rule"))
    return found


def _next_line(text: str, at: int) -> int:
    """The start of the first line after `at` that is not blank."""
    at = text.find("\n", at)
    if at < 0:
        return len(text)
    words = _WORDS.search(text, at)
    return text.rfind("\n", 0, words.start()) + 1 if words else len(text)


def _labels_end(text: str, at: int) -> int:
    """The end of the unbroken run of labelled lines that begins at `at`; `at` where none does or they name no sender."""
    kinds = set()
    start = at
    for _ in range(_FARTHEST_LABELS):
        stop = text.find("\n", at)
        stop = stop if stop >= 0 else len(text)
        label, _value = _label(text[at:stop])
        if not label:
            break
        kinds.add(label)
        at = min(stop + 1, len(text))
    return at if "from" in kinds else start
