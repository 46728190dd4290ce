"""Exposures: stretches of time in which something could have happened by itself, without our asking for it.

A *week* runs from Monday to Monday, UTC, and counts for one of ours where the buyer had written to them within the 60 days
before it. A *spoken week* is one in which the buyer wrote to them. A *thread-day* is one UTC day of one thread on which they did.
All depend on what the buyer wrote alone: our own mail opens none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from regard.evidence.calendar_context import has_holiday, week_start
from regard.evidence.history import Chance, History, between, cue_of, settled
from regard.model import DAY, Context, Interaction

WEEK = 7 * DAY
IN_CONTACT = 60 * DAY
BEFORE_A_START = 3 * DAY


def weeks(history: History, happens: Callable[[Interaction], bool]) -> Iterator[Chance]:
    """A chance for each of ours and each week in contact; y=1 with the first message of that week for which `happens`."""
    for seller, messages in history.inbound_by_seller.items():
        for start, opener in _weeks_in_contact(messages, history.as_of_us):
            decided = next((m for m in between(messages, start, start + WEEK) if happens(m)), None)
            yield settled(
                history,
                opener,
                opened_us=start,
                closes_us=start + WEEK,
                context=_of_week(start),
                seen_until=history.seen(seller, start, start + WEEK, outbound_from=start - BEFORE_A_START),
                decided=decided,
            )


def spoken_weeks(history: History, spoils: str) -> Iterator[Chance]:
    """A chance for each of ours and each week in which the buyer wrote to them; y=0 with the first message that has the cue."""
    for seller, messages in history.inbound_by_seller.items():
        for start, of_week in groupby(messages, key=lambda m: week_start(m.us)):
            said = list(of_week)
            opener, closes = said[0], start + WEEK
            decided = next((m for m in said if cue_of(m, spoils)), None)
            yield settled(
                history,
                opener,
                opened_us=opener.us,
                closes_us=closes,
                context=_of_week(start),
                seen_until=history.seen(seller, opener.us, closes),
                decided=decided,
                cue=cue_of(decided, spoils) if decided else None,
                happened="0",
                otherwise="1",
            )


def thread_days(history: History, cue_kind: str) -> Iterator[Chance]:
    """A chance for each thread-day and the one of ours it was written to; y=1 with the first message that bears the cue."""
    for seller, messages in history.inbound_by_seller.items():
        by_day = sorted(messages, key=lambda m: (m.us // DAY, m.thread_id, m.us, m.message_id))
        for (day, thread_id), of_day in groupby(by_day, key=lambda m: (m.us // DAY, m.thread_id)):
            said = list(of_day)
            opener, closes = said[0], (day + 1) * DAY
            decided = next((m for m in said if cue_of(m, cue_kind)), None)
            yield settled(
                history,
                opener,
                opened_us=opener.us,
                closes_us=closes,
                context=history.context_of_inbound(opener),
                seen_until=history.seen(seller, opener.us, closes),
                decided=decided,
                cue=cue_of(decided, cue_kind) if decided else None,
                thread_id=thread_id,
            )


def _weeks_in_contact(messages: list[Interaction], as_of_us: int) -> Iterator[tuple[int, Interaction]]:
    """(start, the buyer's latest message before it) of every week that begins within 60 days after a message, up to now."""
    for n, message in enumerate(messages):
        start = week_start(message.us) + WEEK
        end = min(message.us + IN_CONTACT, as_of_us)
        while start <= end and (n + 1 == len(messages) or messages[n + 1].us >= start):
            yield start, message
            start += WEEK


def _of_week(start: int) -> Context:
    return Context(holiday=has_holiday(start // DAY))
