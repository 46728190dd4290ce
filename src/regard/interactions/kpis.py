"""One buyer in figures, by us and by them: how much, how soon, who begins, how long ago.

The definitions follow what users of relationship analytics know (Dynamics 365): mail is counted per message, and takes 2.5 minutes to
read and 5 to write; a meeting that was held takes our side its length for each of ours in it, and theirs its length once.

How soon and how often either side answers what it is asked has one definition for both (`answering`).

Reads `Interaction`s, `Trial`s and `coverage`; gives `results.Both`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from statistics import median

from regard.interactions.answering import IN_TIME, LATE, asked_of_us, fair_asks, is_late, took
from regard.interactions.coverage import Covered
from regard.interactions.outcomes import of_meeting, takes_place
from regard.model import DAY, Coverage, Interaction, Part, Trial
from regard.results import Both
from regard.time import days_ago

READ_MINUTES, WRITE_MINUTES = 2.5, 5.0
HOUR = 3_600_000_000
_US = attrgetter("us")
YEAR, MONTH = 365 * DAY, 365 * DAY / 12


def kpis(
    interactions: Iterable[Interaction],
    trials: Iterable[Trial],
    *,
    as_of_us: int,
    coverage: Covered | Iterable[Coverage] | None = None,
    person_of: Mapping[str, str] | None = None,
    text: bool | None = None,
) -> list[Both]:
    """The figures of one buyer at a moment; automated mail is not counted. None where a figure cannot be known.

    Mail of ours counts where it was addressed to them; copies (cc, bcc) are told apart. The days since the last mail are since any.

    Mail known from quotes alone counts as mail, and is told apart; how soon and how often anybody answers rests on what was seen:
    a quote's clock may be wrong by hours, and only what was answered is quoted.

    Our own response rate needs `coverage` (matched to our people through `person_of`, as in `evidence.trials`). `text` says whether words
    are read (found from the trials if not given).
    """
    everything, trials = list(interactions), list(trials)
    met = [i for i in everything if i.part is not None and i.known_us <= as_of_us and of_meeting(i.part, as_of_us) == "held"]
    held = [(i, i.part) for i in met if i.part is not None and takes_place(i.part)]
    mine = sorted(
        (i for i in everything if i.us <= as_of_us and i.known_us <= as_of_us and not i.automated and i.kind == "mail"),
        key=attrgetter("us", "message_id"),
    )
    if coverage is not None and not isinstance(coverage, Covered):
        coverage = Covered(coverage, {i.seller_h: i.seller for i in mine} if person_of is None else person_of)
    ever, back = [i for i in mine if i.outbound], [i for i in mine if not i.outbound]
    # Mail of ours that they merely got a copy of is no mail to them: it is told apart, and opens no conversation with them.
    out = [i for i in ever if not i.copied]
    mine = [i for i in mine if not i.copied]
    threads = _threads(mine)
    seen = _threads(i for i in mine if i.basis == "observed")
    reads = any(t.detector_version for t in trials) or any(i.cues for i in mine) if text is None else text
    asked = [turn for thread in seen for turn in asked_of_us(thread, text=reads)]
    asks = _answered(seen, fair_asks(trials, as_of_us))
    quoted = sum(i.basis == "recovered" for i in back)
    starts = [thread[0].outbound for thread in threads]
    both_in = sum(len({i.outbound for i in thread}) == 2 for thread in threads)
    return [
        Both("mails", len(out), len(back)),
        Both("mails a month", _a_month(out, mine, as_of_us), _a_month(back, mine, as_of_us)),
        *([Both("known from quotes alone", None, quoted)] if quoted else []),
        *([Both("copies to them", len(ever) - len(out), None)] if len(ever) > len(out) else []),
        Both("replies", _replies(threads, outbound=True), _replies(threads, outbound=False)),
        Both("conversations started", sum(starts), len(starts) - sum(starts)),
        Both("conversations with both sides", both_in, both_in),
        Both(
            "answers within (median)",
            _hours([a.us - q.us for q, a in asked if a is not None]),
            _hours([us for us in asks if us is not None]),
            "h",
        ),
        Both(
            "answers what it is asked",
            _our_rate(asked, out, coverage, as_of_us),
            _share([us is not None and not is_late(us) for us in asks]),
            "%",
        ),
        Both("days since last mail", _days_since(ever, as_of_us), _days_since(back, as_of_us)),
        Both("hours of e-mail", _mail_hours(out, back), _mail_hours(back, out), "h"),
        *(_meetings(held) if held else ()),
    ]


def _meetings(held: Sequence[tuple[Interaction, Part]]) -> list[Both]:
    """Meetings and calls held: who called them, how many people of each side came, and the hours they took."""
    ours = {p for _, part in held for p in part.ours}
    theirs = {p for _, part in held for p in part.theirs}
    hours = [(part.end_us - part.start_us) / HOUR for _, part in held]
    by_us = sum(i.kind == "meeting" and part.organised == "us" for i, part in held)
    by_them = sum(i.kind == "meeting" and part.organised == "them" for i, part in held)
    calls = sum(i.kind == "call" for i, _ in held)
    return [
        Both("meetings held", by_us, by_them),
        *([Both("calls", calls, calls)] if calls else ()),
        Both("people met with", len(ours), len(theirs)),
        Both(
            "hours of meetings",
            round(sum(h * len(part.ours) for h, (_, part) in zip(hours, held, strict=True)), 1),
            round(sum(hours), 1),
            "h",
        ),
    ]


def _threads(messages: Iterable[Interaction]) -> list[list[Interaction]]:
    """Messages by thread, each by time; one whose thread is unknown stands alone."""
    found: dict[str, list[Interaction]] = defaultdict(list)
    for i in messages:
        found[i.thread_id or i.message_id].append(i)
    return list(found.values())


def _replies(threads: Iterable[Sequence[Interaction]], *, outbound: bool) -> int:
    """How often one side wrote after the other in a thread, before two months had passed since the first mail that waited."""
    replies = 0
    for thread in threads:
        waiting: Interaction | None = None
        for i in thread:
            if i.outbound != outbound:
                waiting = waiting or i
            elif waiting is not None:
                replies += i.us - waiting.us < LATE
                waiting = None
    return replies


def _answered(threads: Iterable[Sequence[Interaction]], asks: Iterable[Trial]) -> list[int | None]:
    """How long they took to answer each of our asks, in time or late (µs); None without an answer."""
    theirs = {thread[0].thread_id: [i for i in thread if not i.outbound] for thread in threads}
    return [took(ask, theirs.get(ask.thread_id, ())) for ask in asks]


def _our_rate(
    asked: Iterable[tuple[Interaction, Interaction | None]], out: Sequence[Interaction], covered: Covered | None, as_of_us: int
) -> float | None:
    """The share of what they asked that we answered in time, where ours is seen; as with them, what else we wrote meanwhile elsewhere
    leaves a silence out.
    """
    if covered is None:
        return None
    done: list[bool] = []
    for asks, came in asked:
        closes = asks.us + IN_TIME
        in_time = came is not None and not is_late(came.us - asks.us)
        wrote = out[bisect_right(out, asks.us, key=_US) : bisect_left(out, closes, key=_US)]
        elsewhere = any(i.thread_id != asks.thread_id for i in wrote)
        if closes <= as_of_us and covered.covers(asks.seller, inbound=False, start_us=asks.us, end_us=closes):
            done += [in_time] if in_time or not elsewhere else []
    return _share(done)


def _share(done: Sequence[bool]) -> float | None:
    return round(100 * sum(done) / len(done), 1) if done else None


def _a_month(of_side: Sequence[Interaction], all_mail: Sequence[Interaction], as_of_us: int) -> float | None:
    """Mails a month over the last year, or since the first mail if that is later; None in the first month."""
    if not all_mail:
        return None
    start = max(as_of_us - YEAR, all_mail[0].us)
    months = (as_of_us - start) / MONTH
    return round(sum(i.us >= start for i in of_side) / months, 1) if months >= 1 else None


def _hours(latencies: Sequence[int]) -> float | None:
    return round(median(latencies) / HOUR, 1) if latencies else None


def _days_since(messages: Sequence[Interaction], as_of_us: int) -> int | None:
    return days_ago(messages[-1].us, as_of_us) if messages else None


def _mail_hours(written: Sequence[Interaction], read: Sequence[Interaction]) -> float:
    return round((WRITE_MINUTES * len(written) + READ_MINUTES * len(read)) / 60, 1)
