"""Value: the buyer uses what we bring and wants more of it. Words have to be read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile
from operator import attrgetter

from regard.evidence.exposures import thread_days
from regard.evidence.history import NO_DEED, Chance, History, cue_of
from regard.model import Interaction

STEP = "asks_next_step"


def asks_advice(history: History) -> Iterator[Chance]:
    """The buyer asks what we think.

    Event: words of the buyer that ask for our advice, opinion or recommendation.
    Missed chance: a thread-day on which the buyer wrote to us without such words.
    Window: the rest of the UTC day from the buyer's first mail in the thread.
    Exposure: each thread and UTC day on which the buyer wrote to one of ours.
    Literature: people ask those whom they hold to be expert and trustworthy (Hofmann, Lei and Grant 2009).
    """
    return thread_days(history, "asks_advice")


def asks_next_step(history: History) -> Iterator[Chance]:
    """The buyer asks for the next step.

    Event: words of the buyer that ask for a meeting, an offer, a trial, a contract or another step forward. Arranging a step that we asked
    for in the thread since their last mail is none, nor is a lunch, a drink or a match with no word of business: whoever agrees to our
    meeting answers us, and answers are counted under trust; whoever asks us to lunch likes us.
    Words in a mail that complains or runs after something of ours that is outstanding are none either, and a day that holds only such is
    censored.
    Missed chance: a thread-day on which the buyer wrote to us without such words.
    Window: the rest of the UTC day from the buyer's first mail in the thread.
    Exposure: each thread and UTC day on which the buyer wrote to one of ours.
    Literature: advances asked for by the buyer tell sales that close from calls that merely went well (Rackham 1988).
    """

    def wants(message: Interaction) -> bool:
        return not _asked_by_us(history, message) and not history.presses(message)

    for chance, e in zip(thread_days(history, STEP, wants), history.thread_days, strict=True):
        pressed = chance.outcome == "0" and any(history.presses(m) and cue_of(m, STEP) is not None for m in e.said)
        yield chance._replace(outcome="censored", censored_why=NO_DEED) if pressed else chance


def _asked_by_us(history: History, message: Interaction) -> bool:
    """Whether any mail of ours in the thread since the buyer's one before asked for a next step. More mail of ours can only make it so."""
    if not message.thread_id:
        return False
    thread = history.threads[message.thread_id]
    before = reversed(thread[: bisect_left(thread, message.us, key=attrgetter("us"))])
    return any(cue.kind == STEP for ours in takewhile(attrgetter("outbound"), before) for cue in ours.cues)


def acts_on_advice(history: History) -> Iterator[Chance]:
    """The buyer acts on what we brought.

    Event: words of the buyer that say that they did, or had done, what we proposed or sent.
    Missed chance: a thread-day on which the buyer wrote to us without such words.
    Window: the rest of the UTC day from the buyer's first mail in the thread.
    Exposure: each thread and UTC day on which the buyer wrote to one of ours.
    Literature: taking advice, not liking the adviser, is how its worth is measured (Bonaccio and Dalal 2006).
    """
    return thread_days(history, "acts_on")
