"""`quotes`: is quoted text found, and does each original come back with its author, time and words?

A folder of `<n>.eml` with `<n>.json` beside it: `{"lines": [[first, last, zone], ...], "quotes": [{"author", "us", "first_line",
"last_line"}, ...]}`. Lines are those of the decoded body, both ends included, counted from 1 unless a 0 occurs in that file; `author` is
an address or a name, `us` UTC microseconds or null. `f1` is over lines with something on them, for the zone "quoted" (forwarded text
counts as quoted); `recovered` is over the marked quotes: author right, within a minute (after any whole-hour shift where the quote
writes no zone), at least .95 of the letters. Intervals by a bootstrap over mails.

In a folder without such files the gold makes itself: `recovered` as `bench.quotes` tells it, lines as `quoted_lines` tells them.
mail-parser-reply and quotequail are measured beside ours.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bench.quotes import KEY, alike, figures, messages
from bench.truth.messages import Unreadable
from bench.truth.text.quoted_lines import told_lines
from bench.truth.text.reading import Reading, Tally, f1, precision, recall, shares, with_intervals
from regard.model import Message, RawItem
from regard.parse.message import letters_and_digits, read
from regard.parse.quoted import Recovered, recover
from regard.parse.quoted_match import bearers
from regard.time import now_us

QUOTED = frozenset({"quoted", "quote", "forwarded", "forward", "attribution"})
MINUTE = 60_000_000
ENOUGH = 0.95
_MARKS = re.compile(r"^(?:[ \t]*[>|])+[ \t]?")


@dataclass(frozen=True, slots=True)
class Quote:
    """One marked quote: its author, when, and its lines (from 0, the last one excluded)."""

    author: str
    us: int | None
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """One mail with its body's lines, which of them are quoted (None: not told), and its quotes."""

    message: Message
    lines: tuple[str, ...]
    quoted: tuple[bool | None, ...]
    quotes: tuple[Quote, ...]


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on one folder. Raises Unreadable where it holds no mail, or marks that cannot be read."""
    del strip_headers
    pairs = [(file.with_suffix(".eml"), file) for file in sorted(folder.rglob("*.json")) if file.with_suffix(".eml").exists()]
    if not pairs:
        return automatic(folder)
    mails = [marked(*pair) for pair in pairs]
    return Reading(
        len(mails),
        scored(mails, ours, recover_ours),
        {name: scored(mails, find) for name, find in baselines().items()},
        {"quotes": sum(len(m.quotes) for m in mails)},
    )


def automatic(folder: Path) -> Reading:
    """Measure on mailboxes in which originals and mails that quote them both are."""
    folders = sorted(p for p in folder.iterdir() if p.is_dir()) or [folder]
    known = list({m.id: m for one in folders for m in messages(one)}.values())
    shown = figures(known)["gold"]["marked"]
    n = shown["n"]
    if not n:
        raise Unreadable(f"{folder} holds no <n>.eml with <n>.json, and no mail that quotes another one there.")
    metrics = shares({name: (round(shown[name] * n), n) for name in ("recovered", "author", "time", "text")})
    mails = [Marked(m, tuple(m.text.split("\n")), told, ()) for m, told in told_lines(known)]
    rows = {}
    if mails:
        lines = _only_lines(scored(mails, ours))
        metrics = {**lines, **metrics, "low": {**lines["low"], **metrics["low"]}, "high": {**lines["high"], **metrics["high"]}}
        rows = {name: _only_lines(scored(mails, find)) for name, find in baselines().items()}
    told = {"mails": len(mails), "lines": sum(q is not None for m in mails for q in m.quoted)}
    return Reading(n, metrics, rows, {"gold": "mails that are quoted by others in the folder", "lines told": told})


def _only_lines(row: dict[str, Any]) -> dict[str, Any]:
    """A row without the share of quotes that come back: lines that are told name no quote."""
    kept = {k: v for k, v in row.items() if k != "recovered"}
    return {**kept, **{end: {k: v for k, v in row[end].items() if k != "recovered"} for end in ("low", "high")}}


# ------------------------------------------------------------------------------------------------------ the gold


def marked(mail_file: Path, gold_file: Path) -> Marked:
    """One mail with its marks. Raises Unreadable where they do not say what they should."""
    raw = mail_file.read_bytes()
    message = read(RawItem("", mail_file.name, raw), source_kind="mail", key=KEY, max_us=now_us())
    if not isinstance(message, Message):
        raise Unreadable(f"{mail_file} is not a mail ({message.reason}).")
    try:
        gold = json.loads(gold_file.read_text("utf-8"))
        zones = [(int(first), int(last), str(zone).lower()) for first, last, zone in gold["lines"]]
        said = [
            (str(q["author"] or ""), q.get("us"), int(q["first_line"]), int(q["last_line"])) for q in gold.get("quotes", ())
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable(f"{gold_file} is not marked as `lines` and `quotes` should be ({error!r}).") from error
    numbers = [n for first, last, _ in zones for n in (first, last)] + [n for *_, first, last in said for n in (first, last)]
    base = 0 if 0 in numbers else 1
    lines = body_lines(raw, message, max(numbers, default=base) - base + 1)
    quoted = [False] * len(lines)
    for first, last, zone in zones:
        for n in range(max(first - base, 0), min(last - base + 1, len(lines))):
            quoted[n] = zone in QUOTED
    quotes = tuple(Quote(a, _microseconds(us), max(first - base, 0), last - base + 1) for a, us, first, last in said)
    return Marked(message, tuple(lines), tuple(quoted), quotes)


def body_lines(raw: bytes, message: Message, least: int) -> list[str]:
    """The lines of the decoded body: of its plain part, or of the text as we read it where there is none, or too few lines."""
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    try:
        part = parsed.get_body(("plain",))
        text = str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, KeyError, AttributeError):
        text = ""
    for candidate in (text, message.text):
        lines = re.split(r"\r\n|\r|\n", candidate)
        if candidate.strip() and len(lines) >= least:
            return lines
    return message.text.split("\n")


def _microseconds(us: Any) -> int | None:
    if us is None:
        return None
    at = int(us)
    return at * 1_000_000 if abs(at) < 10**11 else at * 1000 if abs(at) < 10**14 else at


# ------------------------------------------------------------------------------------------------------- scoring


def scored(
    mails: Sequence[Marked],
    find: Callable[[Marked], Sequence[bool]],
    back: Callable[[Marked], Sequence[bool]] | None = None,
) -> dict[str, Any]:
    """Line metrics of one way to find quotes, and the share of originals that come back where it gives any."""
    units = []
    for mail in mails:
        rows = zip(find(mail), mail.quoted, mail.lines, strict=True)
        pairs = [(f, q) for f, q, line in rows if line.strip() and q is not None]
        tally = Tally(sum(f and q for f, q in pairs), sum(f and not q for f, q in pairs), sum(q and not f for f, q in pairs))
        units.append((tally, back(mail) if back else [False] * len(mail.quotes)))
    return with_intervals(
        units,
        {
            "f1": lambda rows: f1([t for t, _ in rows]),
            "recovered": lambda rows: sum(sum(b) for _, b in rows) / max(sum(len(b) for _, b in rows), 1),
            "precision": lambda rows: precision([t for t, _ in rows]),
            "recall": lambda rows: recall([t for t, _ in rows]),
        },
    )


def ours(mail: Marked) -> list[bool]:
    """The lines that `parse.zones` calls quoted, carried over from the text as we read it to the body's lines."""
    lines, at = [], 0
    spans = [(s.start, s.end) for s in mail.message.spans if s.zone == "quoted"]
    for line in mail.message.text.split("\n"):
        first = at + len(line) - len(line.lstrip())
        lines.append((line.strip(), any(start <= first < end for start, end in spans)))
        at += len(line) + 1
    shown = [line.strip() for line in mail.lines]
    read_as = [line for line, _ in lines]
    found = [False] * len(shown)
    if shown == read_as:
        return [quoted for _, quoted in lines]
    for block in SequenceMatcher(None, shown, read_as, autojunk=False).get_matching_blocks():
        for k in range(block.size):
            found[block.a + k] = lines[block.b + k][1]
    return found


def recover_ours(mail: Marked) -> list[bool]:
    """For each marked quote whether it comes back."""
    found = recover(mail.message, key=KEY)
    return [any(right(r, quote, mail) for r in found) for quote in mail.quotes]


def right(r: Recovered, quote: Quote, mail: Marked) -> bool:
    """Whether an original is the marked one: author, time, and nearly all letters."""
    return (
        _author(r, quote.author)
        and _time(r, quote.us)
        and any(alike(r_text, text) >= ENOUGH for r_text, text in _words(r, quote, mail))
    )


def _author(r: Recovered, author: str) -> bool:
    name, _, address = author.rpartition("<") if "<" in author else ("", "", author)
    address = address.strip(" <>").lower()
    if "@" in address and r.author_address:
        return r.author_address == address
    shown, own = (name or ("" if "@" in author else author)), r.author_address or ""
    if "@" in address:
        return bool(bearers(r.author_name, {address: shown}))
    return bool(bearers(shown, {own: r.author_name}))


def _time(r: Recovered, us: int | None) -> bool:
    if us is None or r.us is None:
        return us is None
    apart = r.us // MINUTE - us // MINUTE
    return abs(apart) <= 1 if r.zone_written else (apart + 1) % 60 <= 2 and abs(apart) <= 26 * 60


def _words(r: Recovered, quote: Quote, mail: Marked) -> Iterable[tuple[str, str]]:
    """The letters that came back, beside the marked ones: all of them, without inner quotes, and without the header above them."""
    mine = letters_and_digits(r.text, 100_000)
    inner = {
        n
        for q in mail.quotes
        if q is not quote and quote.first <= q.first and q.end <= quote.end
        for n in range(q.first, q.end)
    }
    header = letters_and_digits(mail.message.text[r.header_start : r.header_end], 100_000)
    for left_out in (set(), inner) if inner else (set(),):
        kept = [
            _MARKS.sub("", line) for n, line in enumerate(mail.lines[quote.first : quote.end], quote.first) if n not in left_out
        ]
        text = letters_and_digits("\n".join(kept), 100_000)
        yield mine, text
        at = header.find(text[:12])  # the marks may begin at the header's rule, or at its first field
        if at >= 0 and text.startswith(header[at:]):
            yield mine, text.removeprefix(header[at:])


# ----------------------------------------------------------------------------------------------------- baselines


def begins_with_mark(mail: Marked) -> list[bool]:
    """Lines that begin with >."""
    return [line.lstrip().startswith(">") for line in mail.lines]


_BELOW = re.compile(r"(?i)\s*-{2,}\s*original message\s*-{2,}|\s*(?:>\s*)*on .{5,200} wrote:\s*$|\s*-{2,}\s*forwarded\b")


def marks_and_below(mail: Marked) -> list[bool]:
    """Those, and everything below the first "Original Message" rule or "On … wrote:" line."""
    first = next((n for n, line in enumerate(mail.lines) if _BELOW.match(line)), len(mail.lines))
    return [n >= first or line.lstrip().startswith(">") for n, line in enumerate(mail.lines)]


def baselines() -> dict[str, Callable[[Marked], Sequence[bool]]]:
    """The simple ways, and the published ones."""
    import quotequail
    from mailparser_reply import EmailReplyParser

    found: dict[str, Callable[[Marked], Sequence[bool]]] = {
        "lines that begin with >": begins_with_mark,
        "> and all below a header line": marks_and_below,
    }
    english = EmailReplyParser(languages=["en"])
    found["mail-parser-reply"] = lambda mail: _without(mail, english.parse_reply("\n".join(mail.lines)) or "")
    found["quotequail"] = lambda mail: _told_by(mail, quotequail.quote("\n".join(mail.lines)))
    return found


def _without(mail: Marked, own: str) -> list[bool]:
    """Every line that is not among those a library leaves as the writer's, in order."""
    left = [line.strip() for line in own.split("\n") if line.strip()]
    found, at = [], 0
    for line in mail.lines:
        same = at < len(left) and line.strip() == left[at]
        at += same
        found.append(bool(line.strip()) and not same)
    return found


def _told_by(mail: Marked, parts: Sequence[tuple[bool, str]]) -> list[bool]:
    """Quotequail's parts (own or not, text) as marks of the lines."""
    found = [not shown for shown, text in parts for _ in text.split("\n")]
    return [*found, *([found[-1] if found else False] * len(mail.lines))][: len(mail.lines)]
