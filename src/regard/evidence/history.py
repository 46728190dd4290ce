"""One buyer's interactions, laid out so that every channel finds its chances quickly.

Mail and meetings are kept apart: `meetings` holds those known at the moment, also ones yet to come.

Only what was observed and known at `as_of_us` is in it, and nothing automated except the buyer's out-of-office notes. Recovered
quotes are left out: they exist only where somebody answered, so they would make every chance look taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from regard.evidence.asking import may_want
from regard.evidence.calendar_context import hour, is_holiday, local_day, weekday
from regard.evidence.language.chases import PRESSES
from regard.evidence.returning import comes_back_with
from regard.interactions.answering import answer
from regard.model import DAY, Context, Cue, Interaction, Outcome, Part
from regard.parse.authenticity import UNPROVEN

if TYPE_CHECKING:
    from regard.evidence.asks import Ask
    from regard.evidence.exposures import Exposure
    from regard.interactions.coverage import Covered

_WHEN = attrgetter("us", "message_id")
_US = attrgetter("us")
NOT_SEEN = "not_covered"
"""Why a trial is censored whose window no source showed from the start, or with a gap in it."""
ENDED = "source_ended"
"""Why a trial is censored in whose window the newest coverage ends, with nothing decided until then."""

LEFT_OUT = "left_out"
"""Why a trial is censored that nothing decided, and in whose window the buyer wrote mail that is kept out of the book."""
NOT_PROVEN = "sender_unproven"
"""The same, where mail in the buyer's name came of which the receiving server says that it is not theirs: it may be, sent on by a list."""


class Chance(NamedTuple):
    """What a channel finds: one thing the buyer could have done, and whether they did; `trials` makes a `Trial` of it.

    `decided` is the message that settled it, `cue` the words in it that did, `shown` how likely it would have been seen, `counts` which
    part of a chance it is (1: a whole one), `until_us` from when something later takes it back, and `until_why` what.
    """

    opener: Interaction
    opened_us: int
    closes_us: int
    outcome: Outcome
    known_us: int
    context: Context
    thread_id: str = ""
    decided: Interaction | None = None
    cue: Cue | None = None
    latency_us: int | None = None
    censored_why: str = ""
    shown: float = 1.0
    counts: float = 1.0
    until_us: int | None = None
    until_why: str = ""


NO_DEED = "no_deed"
"""Why a trial is censored in which the buyer did what is looked for against us: neither a deed nor a missed chance."""


class Spoken(NamedTuple):
    """A stretch of time in which the buyer and one of ours spoke, known from `known_us` on; `activity` names a call noted in the CRM."""

    us: int
    end_us: int
    known_us: int
    seller: str
    activity: str = ""


class History:
    """One buyer's interactions as known at one moment.

    `first_seen`: person -> when somebody of ours first shared a mail with them, over the whole book; without it, as far as this
    buyer's own interactions tell. `left_out`: the days, by their first moment, on which the buyer wrote mail that is kept out of the book.
    `noted`: calls with them that one of ours wrote down. `rests`: when they said good-bye, from when that was known, and until when.
    """

    def __init__(
        self,
        interactions: Iterable[Interaction],
        covered: Covered,
        *,
        as_of_us: int,
        text: bool,
        first_seen: Mapping[str, int] | None = None,
        left_out: Iterable[int] = (),
        noted: Iterable[Spoken] = (),
        rests: Iterable[tuple[int, int, int]] = (),
    ) -> None:
        everything = [i for i in interactions if i.known_us <= as_of_us and i.basis == "observed"]
        known = {i.message_id: i for i in everything if i.kind == "mail" and i.us <= as_of_us}
        self.meetings = sorted({i.message_id: i for i in everything if i.kind == "meeting"}.values(), key=_WHEN)
        self.messages = sorted((i for i in known.values() if not i.automated), key=_WHEN)
        self.inbound = [i for i in self.messages if not i.outbound]
        self.outbound = [i for i in self.messages if i.outbound]
        self._calls = [i for i in everything if i.kind == "call"]
        self._noted = [one for one in noted if one.known_us <= as_of_us]
        away = (i for i in known.values() if i.automated == "out_of_office" and not i.outbound)
        self.away = sorted(away, key=_WHEN)
        self.covered = covered
        self.as_of_us = as_of_us
        self.text = text
        self._first_seen = first_seen
        self._left_out = sorted(left_out)
        self._rests = sorted(one for one in rests if one[1] <= as_of_us)
        unproven = (i.us for i in known.values() if i.automated == UNPROVEN and not i.outbound and i.buyer_role == "from")
        self._unproven = sorted(unproven)

    def wrote_unread(self, start_us: int, end_us: int) -> str:
        """Why a silence in (start, end) tells nothing: the buyer wrote mail on a day of it that is kept out of the book (`LEFT_OUT`), or
        something came in their name that may be theirs (`NOT_PROVEN`); "" where neither.
        """
        at = bisect_right(self._left_out, start_us - DAY)
        if at < len(self._left_out) and self._left_out[at] < end_us:
            return LEFT_OUT
        at = bisect_right(self._unproven, start_us)
        return NOT_PROVEN if at < len(self._unproven) and self._unproven[at] < end_us else ""

    def rests_at(self, us: int) -> bool:
        """Whether the buyer had said good-bye until a time that is still to come at a moment, and had not come back since."""
        return any(said < us < end for said, end in self._resting)

    @cached_property
    def _resting(self) -> list[tuple[int, int]]:
        """From when to when each good-bye holds: until its time, or until they come back (`returning`)."""
        return [
            (
                said,
                min(next((i.us for i in self.inbound if comes_back_with(said, i.us, (c.kind for c in i.cues))), until), until),
            )
            for said, _, until in self._rests
        ]

    @cached_property
    def asks(self) -> list[Ask]:
        """Our asks of this buyer and what became of them, by time."""
        from regard.evidence.asks import asks

        return asks(self)

    @cached_property
    def weeks(self) -> list[Exposure]:
        """Each of ours with each week in contact."""
        from regard.evidence.exposures import weeks_in_contact

        return weeks_in_contact(self)

    @cached_property
    def spoken_weeks(self) -> list[Exposure]:
        """Each of ours with each week in which the buyer wrote to them."""
        from regard.evidence.exposures import weeks_spoken

        return weeks_spoken(self)

    @cached_property
    def thread_days(self) -> list[Exposure]:
        """Each thread and day on which the buyer wrote."""
        from regard.evidence.exposures import days_in_threads

        return days_in_threads(self)

    @cached_property
    def threads(self) -> dict[str, list[Interaction]]:
        """Thread -> its messages by time; "" holds those whose thread is unknown."""
        return _grouped(self.messages, "thread_id")

    @cached_property
    def inbound_by_seller(self) -> dict[str, list[Interaction]]:
        """Our person -> the buyer's messages to them first of all, by time."""
        return _grouped(self.inbound, "seller")

    @cached_property
    def outbound_us(self) -> list[int]:
        """When we wrote, sorted."""
        return [i.us for i in self.outbound]

    @cached_property
    def inbound_us(self) -> list[int]:
        """When the buyer wrote, sorted."""
        return [i.us for i in self.inbound]

    @cached_property
    def first_seen(self) -> Mapping[str, int]:
        """When each of the buyer's colleagues was first on a mail with us."""
        if self._first_seen is not None:
            return self._first_seen
        seen: dict[str, int] = {}
        for i in self.messages:
            for person in i.others:
                seen.setdefault(person, i.us)
        return seen

    @cached_property
    def buyer_joined(self) -> dict[str, int]:
        """Thread -> when the buyer first wrote in it."""
        joined: dict[str, int] = {}
        for i in self.inbound:
            joined.setdefault(i.thread_id, i.us)
        return joined

    @cached_property
    def we_joined(self) -> dict[str, int]:
        """Thread -> when one of ours first wrote in it."""
        joined: dict[str, int] = {}
        for i in self.outbound:
            joined.setdefault(i.thread_id, i.us)
        return joined

    @cached_property
    def _live_us(self) -> list[int]:
        never = self.as_of_us + 1
        return [i.us for i in self.outbound if self.buyer_joined.get(i.thread_id, never) < i.us]

    def load(self, us: int) -> int:
        """Our mails to the buyer in the 24 hours before, in conversations that the buyer takes part in.

        Mail that the buyer never took up does not count: else our own volume would soften what is expected of them.
        """
        return bisect_left(self._live_us, us) - bisect_left(self._live_us, us - DAY)

    def spoke_between(self, seller: str, start_us: int, end_us: int) -> bool:
        """Whether the buyer and this person of ours spoke after a moment and before another: on a call, in a meeting that they had accepted
        or called themselves, or on a call that was noted. Whoever does that is not silent, whatever their mail says.
        """
        return any(one.us < end_us and one.end_us > start_us for one in self._spoken.get(seller, ()))

    def talks_since(self, seller: str, asked_us: int, start_us: int, end_us: int) -> list[int]:
        """From when each talk of the buyer with this person of ours in [start, end) was known to be over that came about since
        `asked_us`: no meeting that was planned before, and no call that ours merely noted.
        """
        told = self._spoken.get(seller, ())
        return [
            max(one.end_us - 1, one.known_us)
            for one in told
            if start_us <= one.us < end_us and one.known_us > asked_us and not one.activity
        ]

    @cached_property
    def _spoken(self) -> dict[str, list[Spoken]]:
        found: dict[str, list[Spoken]] = defaultdict(list)
        for one in self._noted:
            found[one.seller].append(one)
        for i in (*self._calls, *self.meetings):
            part, end = i.part, i.us
            if part is not None:
                end = max(part.end_us, i.us)
            met = i.kind == "call" or (part is not None and self._came(part))
            for seller in i.sellers if met and end <= self.as_of_us else ():
                found[seller].append(Spoken(i.us, end + 1, i.known_us, seller))
        return found

    def presses(self, message: Interaction) -> bool:
        """Whether a mail of theirs complains or runs after something of ours that is outstanding, where words are read."""
        return self.text and any(cue.kind in {"complains", PRESSES} for cue in message.cues)

    def _came(self, part: Part) -> bool:
        """Whether a meeting was one that the buyer wanted, and that was not called off by now."""
        off = part.removed or part.all_day or (part.cancelled_us is not None and part.cancelled_us <= self.as_of_us)
        said = part.answer if part.answer_known_us <= self.as_of_us else ""
        return not off and said != "declined" and (said == "accepted" or part.organised == "them")

    def context(self, opener: Interaction, kind: str = "", expects: float = 0.0) -> Context:
        """What was known when this message went out, apart from the buyer's own rate."""
        day = local_day(opener.us, opener.tz_minutes)
        return Context(
            kind,
            opener.recipients,
            weekday(day),
            is_holiday(day),
            self.load(opener.us),
            "to" if opener.buyer_role == "from" else opener.buyer_role,
            not self.inbound_us or self.inbound_us[0] >= opener.us,
            hour(opener.us, opener.tz_minutes),
            expects,
        )

    def context_of_inbound(self, opener: Interaction) -> Context:
        """What was known when this message of the buyer came in."""
        day = local_day(opener.us, opener.tz_minutes)
        return Context("", opener.recipients, weekday(day), is_holiday(day), hour=hour(opener.us, opener.tz_minutes))

    def seen(self, seller: str, start_us: int, end_us: int, *, outbound_from: int | None = None) -> int | None:
        """Until when a window is seen: None where a source misses part of it, `end_us` where it is seen in full.

        Something between where the seller's coverage ends for now, inside the window: what happened by then did happen, but
        silence is not known. With `outbound_from`, our own direction has to be seen too, from then on.
        """
        until = self.covered.seen_until(seller, inbound=True, start_us=start_us, end_us=end_us)
        if until is None or outbound_from is None:
            return until
        ours = self.covered.seen_until(seller, inbound=False, start_us=outbound_from, end_us=end_us)
        return None if ours is None or ours <= start_us else min(until, ours)

    def seen_partly(self, seller: str, start_us: int, end_us: int) -> tuple[int, float] | None:
        """Until when a part of what comes in is seen, and what share of it; None where nobody can say."""
        return self.covered.partly_until(seller, start_us=start_us, end_us=end_us)

    def writes_between(self, start_us: int, end_us: int) -> bool:
        """Whether one of ours wrote to the buyer in [start_us, end_us); an invitation is written too."""
        return any(bisect_left(of, end_us) > bisect_left(of, start_us) for of in (self.outbound_us, self._invited_us))

    def answers(self, message: Interaction) -> bool:
        """Whether a mail of the buyer answers ours, in time or late: in its thread one of ours was the last to write.

        Where words are read, whoever comes below our "thank you, it is booked" answers nothing: they had written in the thread before,
        nothing that we wrote in it since wants an answer, and they do not say no to it. Our "any news?" wants one: else whoever is
        slow to answer our chat would seem to begin of their own accord, and the more so the more we write.
        """
        if message.kind != "mail" or not message.thread_id:
            return False
        thread = self.threads[message.thread_id]
        at = bisect_left(thread, (message.us, message.message_id), key=_WHEN)
        before = thread[at - 1] if at else None
        if before is None or not before.outbound or answer(before, [message]) is not message:
            return False
        since = list(takewhile(attrgetter("outbound"), reversed(thread[:at])))
        if not self.text or len(since) == at or any(cue.kind == "declines" for cue in message.cues):
            return True
        return any(may_want(one.cues) for one in since)

    def hears_between(self, start_us: int, end_us: int) -> bool:
        """Whether the buyer wrote to one of ours in [start_us, end_us)."""
        return bisect_left(self.inbound_us, end_us) > bisect_left(self.inbound_us, start_us)

    @cached_property
    def _invited_us(self) -> list[int]:
        return sorted(i.known_us for i in self.meetings if i.outbound and i.part is not None and i.part.opens)

    @cached_property
    def invitations(self) -> dict[str, list[Interaction]]:
        """Our person -> the meetings that the buyer called themselves, at the moment they became known."""
        called = [
            replace(i, us=i.known_us)
            for i in self.meetings
            if i.buyer_role == "from" and i.part is not None and i.part.opens and not i.part.all_day
        ]
        return _grouped(sorted(called, key=_WHEN), "seller")


def between(messages: list[Interaction], start_us: int, end_us: int) -> list[Interaction]:
    """Of messages by time, those with start_us <= us < end_us."""
    return messages[bisect_left(messages, start_us, key=_US) : bisect_left(messages, end_us, key=_US)]


def cue_of(message: Interaction, kind: str) -> Cue | None:
    """The surest cue of one kind in a message, the earliest among equals."""
    found = [c for c in message.cues if c.kind == kind]
    return min(found, key=lambda c: (-c.q, c.start, c.end)) if found else None


def settled(
    history: History,
    opener: Interaction,
    *,
    opened_us: int,
    closes_us: int,
    context: Context,
    seen_until: int | None,
    decided: Interaction | None,
    cue: Cue | None = None,
    happened: Outcome = "1",
    otherwise: Outcome = "0",
    thread_id: str = "",
) -> Chance:
    """The chance with its outcome: `happened` if `decided` settles it while it is seen, else `otherwise` once it closed.

    Silence is known when the mailbox showed mail of after the window: until then it may have stopped being read.
    """
    outcome: Outcome
    why, known = "", closes_us
    if seen_until is None:
        outcome, why, decided, cue = "censored", NOT_SEEN, None, None
    elif decided is not None and decided.us >= seen_until:
        outcome, why, decided, cue = "censored", ENDED, None, None
    elif decided is not None:
        outcome, known = happened, decided.known_us
    elif history.as_of_us < closes_us:
        outcome = "open"
    elif seen_until < closes_us:
        outcome, why = "censored", ENDED
    elif why := history.wrote_unread(opened_us, closes_us):
        outcome = "censored"
    else:
        outcome, known = otherwise, history.covered.reached_us(opener.seller, closes_us)
    return Chance(opener, opened_us, closes_us, outcome, known, context, thread_id, decided, cue, None, why)


def _grouped(messages: Iterable[Interaction], by: str) -> dict[str, list[Interaction]]:
    name = attrgetter(by)
    found: dict[str, list[Interaction]] = defaultdict(list)
    for i in messages:
        found[name(i)].append(i)
    return dict(found)
