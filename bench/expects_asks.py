"""Mail of which both sides are at hand: who asked whom, in what words, and did an answer come within three days?

A pair counts where a mailbox shows what came back: the writer's own (what came in), or the reader's (what they sent). So colleagues
count as buyers do, in either direction. Of a mailbox whose owner deleted much, an answer is seen with the share that `coverage` gives.
One book of all mailboxes is read for it; as in `regard.evidence.asks` further mail joins an open ask, and silence says nothing where the
reader began a thread of their own or answered another ask of the same hours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import log
from pathlib import Path
from typing import Any

from regard.book import Book
from regard.evidence.asking import kind_by
from regard.evidence.asks import BURST, MOST_RECIPIENTS, WINDOW
from regard.evidence.expectation import facts_of
from regard.evidence.language import cues
from regard.evidence.pledges import read_pledges
from regard.model import Cue, Span
from regard.store.live import Live
from regard.store.spans import unpack_spans

RECIPIENTS, FIRST = 0.2224, -0.2031
"""What ships for recipients and for a first contact: words are learned beside it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One ask: who wrote it to whom, whether an answer was seen, and with which chance it would have been (`shown`).

    `box` is the person whose mailbox shows it, `seen` how: "sent" (the reader's own mail), "whole" or "part" (the writer's mailbox).
    `beside` are the log-odds of what ships for its other circumstances.
    """

    writer: str
    reader: str
    box: str
    seen: str
    shown: float
    answered: bool
    beside: float
    subject: str
    text: str
    spans: tuple[Span, ...]
    cues: tuple[Cue, ...]
    facts: Mapping[str, float]

    @property
    def kind(self) -> str:
        """As `regard.evidence.asks.kind_of` names it."""
        return kind_by(self.cues)


@dataclass(slots=True)
class _Mail:
    n: int
    us: int
    writer: str
    thread: str
    subject: str
    is_reply: bool
    tz: int | None
    to: dict[str, str]
    recipients: int


def asked(boxes: Path, ours: str, folder: Path) -> tuple[list[Asked], dict[str, str]]:
    """The asks of the mailboxes below `boxes`, whose owners are at `ours`, read into a book in `folder` unless there is one; and of each
    owner the first 12 digits of the SHA-256 of their mailbox's name.
    """
    there = (folder / "records.sqlite").exists()
    with Book.open(folder, create=True) as book:
        if not there:
            book.sync(*sorted(p for p in boxes.iterdir() if p.is_dir()), us=[ours])
        names = {s.id: sha256(Path(s.path).name.encode()).hexdigest()[:12] for s in book.status().sources}
        live = book._view(None).live  # noqa: SLF001 - the mail behind the figures is no part of the book's interface
        owners = live.rows("SELECT DISTINCT b.source_id, h.person FROM mailbox b JOIN handle h ON h.address = b.owner")
        return list(_asked(live)), {person: names[source] for source, person in owners if source in names}


def _asked(live: Live) -> Iterator[Asked]:
    mails, shows = _mails(live), _Shows(live)
    direct: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    began: dict[str, str] = {}
    for m in mails:
        began.setdefault(m.thread, m.writer)
        for reader in m.to:
            direct[m.writer, reader].append((m.us, m.thread))
    opened = _opened(mails)
    answered: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for m, reader, back in opened:
        if back is not None:
            answered[m.writer, reader].append((m.us, back))
    for m, reader, back in opened:
        seen = shows.of(m, reader)
        if seen is None or (back is None and _excused(m, reader, direct, began, answered)):
            continue
        text, spans = live.rows("SELECT text, spans FROM body WHERE message = ?", m.n)[0]
        zones = tuple(unpack_spans(spans))
        found = cues(text, zones, subject=m.subject, is_reply=m.is_reply)
        promises = bool(read_pledges(text, zones, m.us, m.tz))
        first = not any(us < m.us for us, _ in direct[reader, m.writer][:1])
        yield Asked(
            m.writer,
            reader,
            *seen,
            back is not None,
            RECIPIENTS * log(max(m.recipients, 1)) + FIRST * first,
            m.subject,
            text,
            zones,
            found,
            facts_of(text, zones, found, subject=m.subject, is_reply=m.is_reply, promises=promises),
        )


def _mails(live: Live) -> list[_Mail]:
    """Every dated mail of a person, by time."""
    person = {n: p or f"handle {n}" for n, p in live.rows("SELECT n, person FROM handle")}
    parts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for n, h, role in live.rows("SELECT message, handle, role FROM party ORDER BY message, handle"):
        parts[n].append((person[h], role))
    rows: list[tuple[Any, ...]] = live.rows(
        """SELECT n, us, from_n, thread_id, subject, is_reply, tz, recipients FROM message WHERE kind = 'mail' AND basis = 'observed'
        AND us IS NOT NULL AND from_n IS NOT NULL AND automated = '' AND n IN (SELECT message FROM body) ORDER BY us, id"""
    )
    made = []
    for n, us, h, thread, subject, is_reply, tz, recipients in rows:
        writer, to = person[h], {}
        for p, role in parts[n]:
            if p != writer and role in {"to", "cc"}:
                to[p] = "to" if "to" in (role, to.get(p)) else role
        made.append(_Mail(n, us, writer, thread or f"mail {n}", subject, bool(is_reply), tz, to, recipients))
    return made


def _opened(mails: list[_Mail]) -> list[tuple[_Mail, str, int | None]]:
    """Each mail that asks somebody in its To, with whom, and when they answered within the window."""
    threads: dict[str, list[_Mail]] = defaultdict(list)
    for m in mails:
        threads[m.thread].append(m)
    found: list[list[Any]] = []
    for thread in threads.values():
        running: dict[tuple[str, str], list[Any]] = {}
        for m in thread:
            for pair, ask in list(running.items()):
                if pair[1] == m.writer and pair[0] in m.to and ask[0].us < m.us < ask[0].us + WINDOW:
                    ask[2] = m.us
                    del running[pair]
            for reader, role in m.to.items():
                now = running.get((m.writer, reader))
                if role == "to" and m.recipients <= MOST_RECIPIENTS and (now is None or m.us >= now[0].us + WINDOW):
                    running[m.writer, reader] = ask = [m, reader, None]
                    found.append(ask)
    return [(m, reader, back) for m, reader, back in sorted(found, key=lambda a: (a[0].us, a[0].n, a[1]))]


def _excused(m: _Mail, reader: str, direct: Any, began: Mapping[str, str], answered: Any) -> bool:
    """Whether silence says nothing: the reader began a thread of their own meanwhile, or answered another ask of the same hours."""
    back = direct[reader, m.writer]
    since = back[bisect_left(back, (m.us, "")) : bisect_left(back, (m.us + WINDOW, ""))]
    if any(began[thread] == reader for _, thread in since):
        return True
    return any(abs(us - m.us) <= BURST and m.us < at < m.us + WINDOW for us, at in answered[m.writer, reader])


class _Shows:
    """What the mailboxes show."""

    def __init__(self, live: Live) -> None:
        self._of: dict[str, list[tuple[bool, bool, int, int, float, float]]] = defaultdict(list)
        for person, *row in live.rows(
            """SELECT h.person, c.inbound, c.outbound, c.start_us, c.end_us, c.share, c.low FROM coverage c
            JOIN handle h ON h.id = c.owner_h"""
        ):
            inbound, outbound, start, end, share, low = row
            self._of[person].append((bool(inbound), bool(outbound), start, end, share, low))

    def of(self, m: _Mail, reader: str) -> tuple[str, str, float] | None:
        """Whose mailbox would show an answer, how, and with which chance; None where none would."""
        if self._whole(reader, 1, m.us):
            return reader, "sent", 1.0
        if self._whole(m.writer, 0, m.us):
            return m.writer, "whole", 1.0
        for inbound, outbound, start, end, share, low in self._of.get(m.writer, ()):
            if not inbound and not outbound and low > 0.15 and start <= m.us < end:
                return m.writer, "part", share
        return None

    def _whole(self, person: str, side: int, us: int) -> bool:
        """Whether one direction of somebody's mail is seen for the whole window (`side` 0: what came in)."""
        until = us
        for row in sorted(r[2:4] for r in self._of.get(person, ()) if r[side]):
            if row[0] <= until < row[1]:
                until = row[1]
        return until >= us + WINDOW
