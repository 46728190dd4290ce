"""What came of every interaction: answered, acted upon, declined, complained, ignored, still open; a late answer with its days.

What an answer is stands in `answering`. Ours is what the buyer's answer makes of it. Where there is none, the ask it belongs to tells
whether silence was fair to count; mail that gave no chance to answer (a copy, a round mail, a closing) or asked nothing has no result.
Theirs is answered by our next message soon after, of whoever was on it or in its thread or under its subject (whether a colleague's in
another talk answers it nobody knows here), or where something was due by a late one in the thread; ignored only where our outbound mail
is seen.

Reads `Interaction`s, `Trial`s and `coverage`; gives the result on the timeline.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from regard.interactions.answering import IN_TIME, OWED_NOTHING, after, answer, is_late, wants_answer
from regard.interactions.coverage import Covered
from regard.interactions.threads import generic
from regard.model import Coverage, Interaction, Part, Result, Trial
from regard.parse.subject import subject_core

_ASKS = frozenset({"question", "request"})
_MADE_OF: tuple[tuple[str, Result], ...] = (("complains", "complained"), ("declines", "declined"), ("acts_on", "acted upon"))


def results(
    interactions: Iterable[Interaction],
    trials: Iterable[Trial],
    coverage: Covered | Iterable[Coverage],
    as_of_us: int,
    *,
    text: bool | None = None,
    person_of: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Message id -> result (a `Result`, with its days where the answer was late), for every interaction of one buyer known at `as_of_us`;
    "" where no answer was due.

    `trials` are those of `evidence.trials` for the same buyer, at that moment or later. `text` says whether words are read (found
    from the trials if not given); `person_of` (handle -> person) matches coverage to our people, as there.
    """
    asks = [t.at(as_of_us) for t in trials if t.channel == "answers_ask"]
    known = [i for i in interactions if i.known_us <= as_of_us]
    mine = sorted((i for i in known if i.kind == "mail" and i.us <= as_of_us), key=attrgetter("us", "message_id"))
    if not isinstance(coverage, Covered):
        coverage = Covered(coverage, {i.seller_h: i.seller for i in mine} if person_of is None else person_of)
    reads = any(t.detector_version for t in asks) or any(i.cues for i in mine) if text is None else text
    book = _Book(mine, asks, coverage, as_of_us, text=reads)
    found: dict[str, str] = {i.message_id: book.ours(i) if i.outbound else book.theirs(i) for i in mine}
    return found | {i.message_id: of_meeting(i.part, as_of_us) for i in known if i.part is not None}


def takes_place(part: Part) -> bool:
    """Whether a meeting brings this buyer and us together: not called off, not declined, no mere mark in the calendar of a day."""
    return part.cancelled_us is None and part.answer != "declined" and not part.removed and not part.all_day and bool(part.ours)


def was_held(part: Part) -> bool:
    """Whether a meeting is more than our entry: somebody of theirs called or accepted it, or something later tells of it."""
    return takes_place(part) and part.agreed_us is not None


def of_meeting(part: Part, as_of_us: int) -> Result:
    """What came of a meeting for one buyer, as known at a moment: over and not called off nor declined, it was held where somebody of
    theirs had accepted (`Part.agreed_us`); where nobody answered, nobody knows.
    """
    if part.removed or (part.cancelled_us is not None and part.cancelled_us <= as_of_us):
        return "cancelled"
    answered = part.answer if part.answer_known_us <= as_of_us else ""
    if answered == "declined":
        return "declined"
    if part.end_us <= as_of_us:
        return "held" if part.agreed_us is not None and part.agreed_us <= as_of_us else "not known whether held"
    return answered if answered in {"accepted", "tentative"} and as_of_us < part.start_us else "upcoming"


class _Book:
    def __init__(
        self, messages: Sequence[Interaction], asks: Iterable[Trial], covered: Covered, as_of_us: int, *, text: bool
    ) -> None:
        self._covered, self._as_of, self._text = covered, as_of_us, text
        self._in_thread: dict[tuple[str, bool], list[Interaction]] = defaultdict(list)
        for i in messages:
            if not i.automated:
                self._in_thread[i.thread_id, i.outbound].append(i)
        self._out = [i for i in messages if i.outbound and not i.automated]
        self._asks: dict[tuple[str, str], list[Trial]] = defaultdict(list)
        for t in sorted(asks, key=attrgetter("opened_us", "id")):
            self._asks[t.thread_id, t.seller].append(t)

    def ours(self, i: Interaction) -> str:
        if i.automated:
            return ""
        came = answer(i, self._in_thread[i.thread_id, False])
        if came is not None:
            kinds = {c.kind for c in came.cues} if self._text else set()
            asked = not _ASKS.isdisjoint(c.kind for c in i.cues)
            if "presses" in kinds and "complains" not in kinds and not asked and is_late(came.us - i.us):
                return ""  # "where is it?" is no late answer to "you will have it by Friday": that was ours to give
            return _when(next((result for kind, result in _MADE_OF if kind in kinds), "answered"), came.us - i.us)
        ask = self._ask_of(i)
        if ask is None or ask.context.kind == "closing":
            return ""
        if ask.censored_why == "not_covered":
            return "unknown"
        if ask.censored_why == "colleague_answered":
            return "answered by a colleague"
        if ask.censored_why == "answered_elsewhere":
            return "answered from another address"
        if self._as_of < ask.closes_us:
            return "still open"
        if self._text and ask.context.kind in OWED_NOTHING and (ask.outcome == "0" or ask.censored_why == "social"):
            return ""  # silence after words that ask nothing ("thank you, it is booked"), or for no more than a chat, ignores nobody
        return "ignored" if ask.outcome == "0" and ask.shown == 1 else "unknown"

    def _ask_of(self, i: Interaction) -> Trial | None:
        """The ask that a message opened or joined."""
        asks = self._asks.get((i.thread_id, i.seller), [])
        n = bisect_right(asks, i.us, key=attrgetter("opened_us")) - 1
        return asks[n] if n >= 0 and i.us < asks[n].closes_us else None

    def theirs(self, i: Interaction) -> str:
        if i.automated:
            return ""
        first = bisect_right(self._out, i.us, key=attrgetter("us"))
        soon = self._out[first : bisect_left(self._out, i.us + IN_TIME, lo=first, key=attrgetter("us"))]
        if any(o.seller in i.sellers or _one_matter(o, i) for o in soon):
            return "answered"
        in_thread = self._in_thread[i.thread_id, True]
        if not wants_answer(i, in_thread, text=self._text):
            return ""
        if (came := answer(i, in_thread)) is not None:
            return _when("answered", came.us - i.us)
        if self._as_of < i.us + IN_TIME:
            return "still open"
        seen = not soon and self._covered.covers(i.seller, inbound=False, start_us=i.us, end_us=i.us + IN_TIME)
        return "ignored" if seen else "unknown"


def _one_matter(ours: Interaction, theirs: Interaction) -> bool:
    """Whether two mails share their thread, or a subject that says something."""
    core = subject_core(theirs.subject)
    return (bool(theirs.thread_id) and ours.thread_id == theirs.thread_id) or (
        not generic(core) and subject_core(ours.subject) == core
    )


def _when(result: Result, took_us: int) -> str:
    return f"{result} {after(took_us)}" if is_late(took_us) else result
