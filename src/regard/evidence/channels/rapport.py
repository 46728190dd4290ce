"""Rapport: the buyer is friendly. That it happened is kept, never what was said. Words have to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regard.evidence.exposures import thread_days
from regard.evidence.history import Chance, History


def social_talk(history: History) -> Iterator[Chance]:
    """The buyer talks about more than business.

    Event: words of the buyer that are social talk. Neither quote nor topic is kept.
    Missed chance: a thread-day on which the buyer wrote to us without any.
    Window: the rest of the UTC day from the buyer's first mail in the thread.
    Exposure: each thread and UTC day on which the buyer wrote to one of ours.
    Literature: being liked and being valued are different things, and each is seen in different behaviour (Casciaro and Lobo
    2008; Nicholson, Compeau and Sethi 2001).
    """
    return _unquoted(thread_days(history, "social_talk"))


def unprompted_thanks(history: History) -> Iterator[Chance]:
    """The buyer thanks us without being prompted.

    Event: words of thanks by the buyer beyond the courtesy that opens or closes a mail. No quote is kept.
    Missed chance: a thread-day on which the buyer wrote to us without any.
    Window: the rest of the UTC day from the buyer's first mail in the thread.
    Exposure: each thread and UTC day on which the buyer wrote to one of ours.
    Literature: voiced gratitude goes with communal closeness (Algoe 2012; Palmatier and others 2009).
    """
    return _unquoted(thread_days(history, "unprompted_thanks"))


def _unquoted(chances: Iterator[Chance]) -> Iterator[Chance]:
    """The same with the cue's place forgotten; how sure it is stays."""
    return (c._replace(cue=replace(c.cue, start=0, end=0)) if c.cue else c for c in chances)
