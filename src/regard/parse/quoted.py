"""What did others write that we only see quoted? The originals inside a mail's quotes, each as a message of its own.

A quote becomes a `Recovered` when the lines above it name who wrote it; what it says, when, and to whom is kept as written there.
A mail that quotes a mail that quotes a mail gives one for each level. Whether the original was also seen is `same_message`'s question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from regard.ids import digest
from regard.model import DAY, Message
from regard.parse.address import shown_text
from regard.parse.message import letters_and_digits
from regard.parse.quoted_headers import Header, headers
from regard.parse.quoted_lines import Line, View, view_of
from regard.parse.quoted_people import Named, people, person
from regard.parse.quoted_time import Written, written
from regard.parse.subject import subject_core

MOST = 200
"""Originals taken from one mail; what quotes more is an archive."""

MINUTE = 60_000_000
HOUR = 60 * MINUTE
FARTHEST_SHIFT = 26 * HOUR
"""Two clocks in the world never differ by more."""

_ID_LETTERS = 200
_KEY_LETTERS = 60
_ALIKE = 0.8
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


def recover(message: Message, *, key: bytes) -> tuple[Recovered, ...]:
    """The originals quoted in `message` that name their author, outermost first; none without a quoted zone. Never fails."""
    spans = [(s.start, s.end) for s in message.spans if s.zone == "quoted"]
    if not spans:
        return ()
    view = view_of(message.text, spans)
    read = partial(_read, message)
    found = headers(view.text, read, view.deeper)[: 2 * MOST]
    if not found:
        return ()
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


# ---------------------------------------------------------------------------------------------- is it one we have?


def match_key(text: str, us: int | None) -> tuple[str, int] | None:
    """What an original and its quotes share: the first letters of its text and its minute of the hour; None without text or time.

    `text` is the message without what it quotes. Join by dictionary on `match_keys` of the quote, then ask `same_message`.
    """
    letters = letters_and_digits(text, _KEY_LETTERS)
    return (letters, us // MINUTE % 60) if letters and us is not None else None


def match_keys(recovered: Recovered) -> tuple[tuple[str, int], ...]:
    """The keys under which the original may be found: its minute, then the ones after and before."""
    key = match_key(recovered.text, recovered.us) if recovered.minute_known else None
    return tuple((key[0], (key[1] + more) % 60) for more in (0, 1, -1)) if key else ()


def same_message(
    recovered: Recovered, names: Iterable[str], address: str | None, us: int | None, text: str
) -> tuple[bool, str]:
    """Whether an observed message is the quoted original, and how it is known (or why it is not).

    `names` and `address` are the sender's, `us` the message's time, `text` its words without what it quotes. It is when the
    author can be the sender, the minutes differ by at most one, and at least .8 of the first 200 letters and digits are equal.
    Whole hours may lie between, even where the quote says its zone: headers whose clock was set to the wrong one are common.
    Without a minute, days are compared.
    """
    author = _author(recovered, tuple(names), address)
    if not author:
        return False, "author"
    time = _same_time(recovered, us) if us is not None else ""
    if not time:
        return False, "time"
    if not _alike(letters_and_digits(recovered.text, _ID_LETTERS), letters_and_digits(text, _ID_LETTERS)):
        return False, "text"
    return True, f"{author}, {time}, text"


def _same_time(recovered: Recovered, us: int) -> str:
    """How the times agree, "" where they do not."""
    if recovered.us is None:
        return ""
    if not recovered.minute_known:
        return "day" if abs(us - recovered.us) <= 2 * DAY else ""
    minutes = us // MINUTE - recovered.us // MINUTE
    if abs(minutes) <= 1:
        return "minute"
    return "minute, hours apart" if abs(us - recovered.us) <= FARTHEST_SHIFT and (minutes + 1) % 60 <= 2 else ""


_WORD = re.compile(r"[^\W\d_]+")


def _author(recovered: Recovered, names: tuple[str, ...], address: str | None) -> str:
    """How the author is the sender: by "address" or by "name"; "" where they differ."""
    if recovered.author_address and address and recovered.author_address == address.lower():
        return "address"
    shown = recovered.author_name or (recovered.author_address or "").partition("@")[0]
    quoted = frozenset(_WORD.findall(shown.casefold()))
    for name in (*names, (address or "").partition("@")[0]):
        if quoted and _one_name(quoted, frozenset(_WORD.findall(name.casefold()))):
            return "name"
    return ""


def _one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether words can be of one name: the longest word in both (or `jlee` for "Jane Lee"), and no first name against it."""
    long, more = ({w for w in words if len(w) > 1} for words in (one, other))
    if not long or not more:
        return False
    if long <= more or more <= long:
        return True
    if shared := long & more:
        left, right = {w[0] for w in one - shared}, {w[0] for w in other - shared}
        return bool(left & right) or not left or not right
    return any(_runs_together(run, of) for run, of in ((long, more), (more, long)))


def _runs_together(run: set[str], of: set[str]) -> bool:
    """Whether the one word of `run` is an initial and a last name of `of` ("jlee"), or both names without space."""
    if len(run) != 1 or len(of) < 2:
        return False
    (word,) = run
    return any(word in (a[0] + b, a + b[0], a + b) for a in of for b in of if a != b)


def _alike(quoted: str, original: str) -> bool:
    """Whether at least .8 of the letters are equal; a quote that was cut short is compared as far as it goes."""
    if not quoted or not original:
        return quoted == original
    shorter = min(len(quoted), len(original))
    if quoted[:shorter] == original[:shorter]:
        return shorter >= _ALIKE * max(len(quoted), len(original)) or shorter >= _KEY_LETTERS
    if shorter < _ALIKE * max(len(quoted), len(original)):
        return False
    blocks = SequenceMatcher(None, quoted, original, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks) >= _ALIKE * max(len(quoted), len(original))
