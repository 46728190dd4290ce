"""Exposures: stretches of time in which something could have happened by itself, without our asking for it.

A *week* runs from Monday to Monday, UTC, and counts for one of ours where the buyer had written to them within the 60 days
before it. A *spoken week* is one in which the buyer wrote to them. A *thread-day* is a UTC day of a thread on which they did.
All depend on what the buyer wrote alone: our own mail opens none of them. Those of before we dealt with somebody are left out
later (`dealing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from regard.evidence.calendar_context import has_holiday, week_start
from regard.evidence.history import Chance, History, between, cue_of, settled
from regard.model import DAY, Context, Cue, Interaction, Outcome

WEEK = 7 * DAY
IN_CONTACT = 60 * DAY
BEFORE_A_START = 3 * DAY
NOT_READ = "not_read"
"""Why a trial is censored in which the buyer wrote in a language that the rules do not read."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """A stretch of time, the message that opened it, what the buyer wrote in it, and until when it is seen (`History.seen`)."""

    opener: Interaction
    opened_us: int
    closes_us: int
    said: list[Interaction]
    context: Context
    seen_until: int | None
    thread_id: str = ""


def weeks(
    history: History, happens: Callable[[Interaction], bool], also: Mapping[str, list[Interaction]] | None = None
) -> Iterator[Chance]:
    """A chance for each of ours and each week in contact; y=1 with the first message of that week for which `happens`.

    `also`: our person -> what else the buyer did towards them, by time, looked at like their messages.
    """
    for e in history.weeks:
        more = between(also.get(e.opener.seller, []), e.opened_us, e.closes_us) if also else []
        said = sorted([*e.said, *more], key=lambda m: (m.us, m.message_id)) if more else e.said
        yield _settled(history, e, next((m for m in said if happens(m)), None))


def spoken_weeks(history: History, spoils: str) -> Iterator[Chance]:
    """A chance for each of ours and each week in which the buyer wrote to them; y=0 with the first message that has the cue."""
    for e in history.spoken_weeks:
        yield _by_cue(history, e, spoils, happened="0", otherwise="1")


def thread_days(history: History, cue_kind: str, counts: Callable[[Interaction], bool] = lambda _: True) -> Iterator[Chance]:
    """A chance for each thread-day and the one of ours it was written to; y=1 with the first message that bears the cue and `counts`."""
    for e in history.thread_days:
        yield _by_cue(history, e, cue_kind, happened="1", otherwise="0", counts=counts)


def weeks_in_contact(history: History) -> list[Exposure]:
    """Every week that begins within 60 days after the buyer wrote to one of ours; `said` is what they wrote to them in it."""
    return [
        Exposure(
            opener,
            start,
            start + WEEK,
            between(messages, start, start + WEEK),
            Context(holiday=has_holiday(start // DAY)),
            history.seen(seller, start, start + WEEK, outbound_from=start - BEFORE_A_START),
        )
        for seller, messages in history.inbound_by_seller.items()
        for start, opener in _starts(messages, history.as_of_us)
    ]


def weeks_spoken(history: History) -> list[Exposure]:
    """Every week in which the buyer wrote to one of ours, from their first message in it."""
    found = []
    for seller, messages in history.inbound_by_seller.items():
        for start, of_week in groupby(messages, key=lambda m: week_start(m.us)):
            said = list(of_week)
            opened, closes = said[0].us, start + WEEK
            context = Context(holiday=has_holiday(start // DAY))
            found.append(Exposure(said[0], opened, closes, said, context, history.seen(seller, opened, closes)))
    return found


def days_in_threads(history: History) -> list[Exposure]:
    """Every thread and UTC day on which the buyer wrote to one of ours, from their first message in it."""
    found = []
    for seller, messages in history.inbound_by_seller.items():
        by_day = sorted(messages, key=lambda m: (m.us // DAY, m.thread_id, m.us, m.message_id))
        for (day, thread_id), of_day in groupby(by_day, key=lambda m: (m.us // DAY, m.thread_id)):
            said = list(of_day)
            opened, closes = said[0].us, (day + 1) * DAY
            context = history.context_of_inbound(said[0])
            found.append(Exposure(said[0], opened, closes, said, context, history.seen(seller, opened, closes), thread_id))
    return found


def _starts(messages: list[Interaction], as_of_us: int) -> Iterator[tuple[int, Interaction]]:
    """(Monday, the buyer's latest message before it) of every week in contact, up to now."""
    for n, message in enumerate(messages):
        start = week_start(message.us) + WEEK
        end = min(message.us + IN_CONTACT, as_of_us)
        while start <= end and (n + 1 == len(messages) or messages[n + 1].us >= start):
            yield start, message
            start += WEEK


def _by_cue(
    history: History,
    e: Exposure,
    kind: str,
    *,
    happened: Outcome,
    otherwise: Outcome,
    counts: Callable[[Interaction], bool] = lambda _: True,
) -> Chance:
    """Settled by the first message that has the cue; where some of it is in a language that is not read, nothing is settled: to count
    what was found there and not what was missed would tilt the estimate.
    """
    if any(message.unread for message in e.said if message.cues):
        return _settled(history, e, None)._replace(outcome="censored", censored_why=NOT_READ, known_us=e.closes_us)
    for message in e.said:
        cue = cue_of(message, kind) if message.cues else None
        if cue is not None and counts(message):
            return _settled(history, e, message, cue=cue, happened=happened, otherwise=otherwise)
    return _settled(history, e, None, happened=happened, otherwise=otherwise)


def _settled(
    history: History,
    e: Exposure,
    decided: Interaction | None,
    *,
    cue: Cue | None = None,
    happened: Outcome = "1",
    otherwise: Outcome = "0",
) -> Chance:
    return settled(
        history,
        e.opener,
        opened_us=e.opened_us,
        closes_us=e.closes_us,
        context=e.context,
        seen_until=e.seen_until,
        decided=decided,
        cue=cue,
        happened=happened,
        otherwise=otherwise,
        thread_id=e.thread_id,
    )
