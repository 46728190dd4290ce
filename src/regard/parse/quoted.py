"""What did others write that we only see quoted? The originals inside a mail's quotes, each as a message of its own.

A quote becomes a `Recovered` when the lines above it name who wrote it; what it says, when, and to whom is kept as written there.
A mail that quotes a mail that quotes a mail gives one for each level. Whether the original was also seen is `quoted_match`'s question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from regard.ids import digest
from regard.model import DAY, Message
from regard.parse.address import shown_text
from regard.parse.levelled import levelled, visible
from regard.parse.message import letters_and_digits
from regard.parse.quoted_header import Header
from regard.parse.quoted_headers import headers
from regard.parse.quoted_lines import Line, View, view_of
from regard.parse.quoted_match import match_key, match_keys, same_message
from regard.parse.quoted_people import Named, people, person
from regard.parse.quoted_time import Written, written
from regard.parse.stages import BODIES, HEADERS, Staged, alone
from regard.parse.subject import subject_core

__all__ = ["MOST", "Recovered", "match_key", "match_keys", "recover", "same_message"]

MOST = 200
"""Originals taken from one mail; what quotes more is an archive."""


_ID_LETTERS = 200
_MOSTLY = 0.7
_LONG = 60


@dataclass(frozen=True, slots=True)
class Recovered:
    """An original that stands quoted in another mail.

    `author_name` is "" where only an address is named, `author_address` None where only a name is. `us` is UTC microseconds, None
    where no day is written; with `minute_known` false it is the start of that day. Without a zone in writing (`zone_written`) the
    carrier's offset was assumed, and `us` may be wrong by whole hours; `tz_minutes` is the written offset. `subject` is "" where none is
    written; `subject_core` then is the carrier's. `text` has its quote marks taken off and nothing of deeper originals in it.
    `text[start:end]` of the carrier spans the body, deeper originals between its lines included, and `[header_start:header_end]` the lines
    that name the author. `depth` is 1 for what the carrier quotes, 2 for what that quotes. `confidence` (0 to 1) is that author and
    time are right.
    """

    id: str
    author_name: str
    author_address: str | None
    us: int | None
    us_basis: str
    minute_known: bool
    zone_written: bool
    tz_minutes: int | None
    to: tuple[Named, ...]
    cc: tuple[Named, ...]
    subject: str
    subject_core: str
    text: str
    start: int
    end: int
    header_start: int
    header_end: int
    depth: int
    how: str
    confidence: float


def recover(message: Message, *, key: bytes, idle: Callable[[str, str | None], bool] | None = None) -> tuple[Recovered, ...]:
    """The originals quoted in `message` that name their author, outermost first; none without a quoted zone. Never fails.

    Where all of them are by somebody, named so and with that address if any, of whose originals nobody makes anything (`idle`), none are
    made.
    """
    return alone(recovering(message, key=key, idle=idle))


def recovering(
    message: Message, *, key: bytes, idle: Callable[[str, str | None], bool] | None = None
) -> Staged[tuple[Recovered, ...]]:
    """As `recover`, by stages."""
    spans = [(s.start, s.end) for s in message.spans if s.zone == "quoted"]
    if not spans:
        return ()
    yield HEADERS
    view = view_of(visible(message.text), spans)
    read = partial(_read, message)
    found = headers(levelled(view.text), read, view.deeper)[: 2 * MOST]
    if not found:
        return ()
    if idle is not None and all(header.how == "rule" or idle(*person(header.author)) for header in found):
        return ()
    yield BODIES
    if view.lines:
        for header in found:
            header.start = view.same_depth(header.start, header.end)
    bodies = _marked_bodies(view, found) if view.lines else _plain_bodies(view, found)
    made = (_made(message, key, view, header, body) for header, body in zip(found, bodies, strict=True) if header.how != "rule")
    return tuple([r for r in made if r is not None][:MOST])


def _read(message: Message, value: str, day_first: bool) -> Written | None:
    return written(value, tz_minutes=message.tz_minutes, before_us=message.us, day_first=day_first)


# --------------------------------------------------------------------------------------------------- what is made


@dataclass(slots=True)
class _Body:
    """Words of one original and where they stand in the carrier; `level` counts the originals around it, itself included."""

    text: str
    start: int
    end: int
    level: int


def _made(message: Message, key: bytes, view: View, header: Header, body: _Body) -> Recovered | None:
    name, address = person(header.author)
    if not name and address is None:
        return None
    when = header.when
    subject = shown_text(header.subject)
    return Recovered(
        id=digest(
            "q", key, address or name.casefold(), when.minute if when else "", letters_and_digits(body.text, _ID_LETTERS)
        ),
        author_name=name,
        author_address=address,
        us=when.us if when else None,
        us_basis="quote",
        minute_known=bool(when and when.minute_known),
        zone_written=bool(when and when.tz_minutes is not None),
        tz_minutes=when.tz_minutes if when else None,
        to=people(header.to),
        cc=people(header.cc),
        subject=subject,
        subject_core=subject_core(subject) if subject else message.subject_core,
        text=body.text,
        start=body.start,
        end=body.end,
        header_start=view.origin(header.start),
        header_end=view.origin_end(header.end),
        depth=body.level,
        how=header.how,
        confidence=_confidence(header, name, address, message.us),
    )


def _confidence(header: Header, name: str, address: str | None, carrier_us: int | None) -> float:
    """How sure author and time are: labels are surer than sentences, an address surer than a name, a later time is a misreading."""
    sure = 0.9 if header.how in ("block", "notes") else 0.85
    if address is None and len(name.split()) > 5:
        sure -= 0.4
    if address is not None:
        sure += 0.07
    if header.when is None:
        return round(sure - 0.35, 2)
    if not header.when.minute_known:
        sure -= 0.2
    if carrier_us is not None and header.when.us > carrier_us + DAY:
        sure -= 0.5
    return round(max(sure, 0.05), 2)


_ATTACHED = re.compile(r"[ \t]*-[ ][^\n]{1,120}\.[A-Za-z]{1,5}[ \t]*")


def _without_attachments(text: str) -> str:
    """`text` without the carrier's attachments, which Notes lists under all words."""
    while (at := text.rfind("\n") + 1) or text:
        if not text[at : at + 8].lstrip().startswith("- ") or not _ATTACHED.fullmatch(text, at):
            break
        text = text[:at].rstrip()
    return text


def _plain_bodies(view: View, found: Sequence[Header]) -> list[_Body]:
    """The words under each header up to the next one; each is quoted by the one before it."""
    out: list[_Body] = []
    level = 0
    for header, following in zip(found, [*(h.start for h in found[1:]), len(view.text)], strict=True):
        level += header.how != "rule"
        words = view.text[header.end : following]
        text = _without_attachments(words.strip())
        at = header.end + len(words) - len(words.lstrip()) if text else header.end
        start = view.origin(at)
        out.append(_Body(text, start, start + len(text), max(level, 1)))
    return out


def _marked_bodies(view: View, found: Sequence[Header]) -> list[_Body]:
    """The words of each header's original by how often their lines are marked; marks beyond the original's own stay."""
    lines = view.lines
    words: list[list[str]] = [[] for _ in found]
    reach: list[tuple[int, int]] = [(-1, -1) for _ in found]
    levels = [1] * len(found)
    around: list[tuple[int, int]] = []  # (marks on the original's lines, its place in `found`) from outside to inside
    at = 0
    stops = [view.line_at(h.start) for h in found[1:]] + [len(lines)]
    for i, (header, stop) in enumerate(zip(found, stops, strict=True)):
        last = view.line_at(max(header.end - 1, header.start))
        depth = lines[last].depth
        while around and around[-1][0] > depth:
            around.pop()
        levels[i] = 1 + sum(found[j].how != "rule" for _, j in around)
        at = last + 1
        marks = [line.depth for line in lines[at:stop] if line.depth >= 0 and line.words.strip()]
        if header.how in ("attribution", "groupwise"):
            base = depth + view.deeper(header.end)
        else:  # programs that mark what stands under a block, the lines that others wrapped afterwards excepted
            base = depth + (bool(marks) and marks[0] > depth and sum(m > depth for m in marks) >= _MOSTLY * len(marks))
        around.append((base, i))
        owner = i
        by_depth = {j: b for b, j in around}
        for n, line in enumerate(lines[at:stop], start=at):
            if line.depth < 0 and not _wrapped(lines, n, by_depth.get(owner, 0)):
                for _, j in around:
                    words[j].append("")  # an answer stands here
                continue
            if not line.words.strip():
                words[owner].append("")
                continue
            if not _wrapped(lines, n, by_depth.get(owner, 0)):
                owner = next((j for b, j in reversed(around) if b <= line.depth), -1)
                if owner < 0:
                    owner = i
                    continue
            beyond = max(line.depth - by_depth[owner], 0)
            words[owner].append(f"{'>' * beyond} {line.words}" if beyond else line.words)
            reach[owner] = (reach[owner][0] if reach[owner][0] >= 0 else line.start, line.end)
    return [
        _Body(_without_attachments("\n".join(w).strip()), *(r if r[0] >= 0 else (view.origin_end(h.end),) * 2), level)
        for w, r, h, level in zip(words, reach, found, levels, strict=True)
    ]


def _wrapped(lines: Sequence[Line], n: int, base: int) -> bool:
    """Whether line `n` is the end of the marked one above it, which a program wrapped without marking the rest."""
    line = lines[n]
    if line.depth >= base or not n or n + 1 >= len(lines):
        return False
    return lines[n - 1].depth >= base <= lines[n + 1].depth and len(lines[n - 1].words) > _LONG > 2 * len(line.words)
