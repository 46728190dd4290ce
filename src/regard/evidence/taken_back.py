"""Was a silence to our ask one after all? What came later may say that it was not.

Two things do. They *spoke* with the person of ours who had asked within two weeks, on a recorded call or in a meeting that was arranged
since and that they accepted or called: some answer every mail by telephone. And where the ask asked for nothing (our promise, our excuse)
the next that comes of them in its thread *complains, or runs after what we owe*: who had to act was us, not they. Such a silence stands
until that is known and is censored from then on, so that a past day is as it was. A call that ours merely noted takes nothing back once
the window has closed: else our own word would lift somebody. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.evidence.history import Chance, History
from regard.interactions.answering import BACK_WITHIN, answer

if TYPE_CHECKING:
    from regard.evidence.asks import Ask

SPOKE, COMPLAINED = "spoke", "complained"


def taken_back(history: History, ask: Ask, chance: Chance, *, wants: bool) -> Chance:
    """The chance of an ask, with from when something later takes its silence back; `wants`: whether the ask asked for something."""
    if chance.outcome != "0" or chance.decided is not None:
        return chance
    opener = ask.opener
    since = [(us, SPOKE) for us in history.talks_since(opener.seller, opener.us, ask.closes_us, opener.us + BACK_WITHIN)]
    if history.text and not wants and opener.thread_id:
        came = answer(opener, [m for m in history.threads[opener.thread_id] if not m.outbound])
        if came is not None and history.presses(came):
            since.append((came.known_us, COMPLAINED))
    if not since:
        return chance
    until, why = min(since)
    if until <= chance.known_us:  # known before the silence itself was
        return chance._replace(outcome="censored", censored_why=why)
    return chance._replace(until_us=until, until_why=why)
