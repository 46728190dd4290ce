"""What asks for an answer, what is one, and when does it come late? The one definition behind the evidence, the timeline, the sums, the
figures and the coach, alike for both sides.

An answer is the next mail of the other side in the thread: in time within three days, late within sixty. What comes later in the
thread begins anew, for after two months nobody waits for an answer any more. Without threads only what comes in time answers. Ours
are asked by words that ask; theirs by an ask that wants something. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from regard.model import DAY, Interaction, Trial

IN_TIME = 3 * DAY
"""An answer so soon is in time; a silence so long is told."""
BACK_WITHIN = 14 * DAY
"""So long after an ask whoever did not answer in time may come back to it, as evidence: a window as weeks have, not of two months."""
LATE = 60 * DAY
"""An answer so long after the mail is still one, and late."""
WANTS = frozenset({"question", "request", "asks_advice", "asks_next_step", "complains"})
"""Words of theirs that want an answer of ours."""
WANTS_KINDS = frozenset({"", "question", "request"})
"""Kinds of our asks that want one ("" where words are not read): what merely tells something, or closes, asks nothing."""
OWED_NOTHING = frozenset({"statement", "check_in", "social"})
"""Kinds of our mail that nobody ignores by silence: they tell something, or ask for no more than to be in touch or for company."""
_US = attrgetter("us")


def next_of(messages: Sequence[Interaction], after_us: int) -> Interaction | None:
    """The first of some messages, sorted by time, after a moment."""
    n = bisect_right(messages, after_us, key=_US)
    return messages[n] if n < len(messages) else None


def answer(asked: Interaction, others: Sequence[Interaction]) -> Interaction | None:
    """The mail that answers one, in time or late; `others` are the other side's in its thread, sorted by time."""
    found = next_of(others, asked.us)
    return found if found is not None and found.us - asked.us < (LATE if asked.thread_id else IN_TIME) else None


def is_late(took_us: int) -> bool:
    """Whether an answer took longer than one is looked for."""
    return took_us >= IN_TIME


def after(took_us: int) -> str:
    """How late an answer came, in words: "after 8 days"."""
    return f"after {round(took_us / DAY)} days"


def wants_answer(theirs: Interaction, ours_before: Sequence[Interaction], *, text: bool) -> bool:
    """Whether a mail of theirs asks something of us: by its words, where it is not addressed to others; where words are not read, by
    beginning a thread. `ours_before` are our mails in its thread.
    """
    if text and not theirs.unread:
        return not theirs.aside and any(c.kind in WANTS for c in theirs.cues)
    return not theirs.is_reply and not (theirs.thread_id and ours_before and ours_before[0].us < theirs.us)


def asked_of_us(thread: Sequence[Interaction], *, text: bool) -> Iterator[tuple[Interaction, Interaction | None]]:
    """What they asked of us in one thread, sorted by time, each with our answer, in time or late.

    As with our asks, what they ask on top before an answer, within the time of the first, joins it.
    """
    ours = [i for i in thread if i.outbound]
    last: Interaction | None = None
    for i in thread:
        if i.outbound:
            last = None
        elif (last is None or is_late(i.us - last.us)) and wants_answer(i, ours, text=text):
            last = i
            yield i, answer(i, ours)


def fair_asks(trials: Iterable[Trial], as_of_us: int) -> list[Trial]:
    """Our asks that wanted something and gave a fair chance: decided and known, once a thread and day, where all answers would be seen."""
    return [
        t
        for t in trials
        if t.channel == "answers_ask" and t.outcome in {"0", "1"} and t.known_us <= as_of_us and t.shown == 1
        and t.stands(as_of_us) and t.temper > 0 and t.context.kind in WANTS_KINDS
    ]  # fmt: skip


def took(ask: Trial, theirs: Sequence[Interaction]) -> int | None:
    """How long they took to answer an ask of ours (µs), with a no too; None without an answer. `theirs` are their mails in its thread."""
    if ask.decided_by is not None:
        return ask.latency_us
    found = next_of(theirs, ask.opened_us) if ask.thread_id else None
    return found.us - ask.opened_us if found is not None and found.us - ask.opened_us < LATE else None
