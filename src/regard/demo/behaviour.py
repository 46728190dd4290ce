"""What does a buyer do, given how they regard us? The true chances behind the demo, and nothing of ours moves them.

Trust drives whether and how soon a buyer answers, starts contact, introduces and discloses; value drives asking advice,
asking for a next step and acting on what we brought; rapport drives social talk and thanks. How much *we* write depends on
habit alone.
"""

from __future__ import annotations

from math import exp
from random import Random

from regard.demo.records import State

_ASK = {  # how readily each kind of mail is answered, log odds at trust 0
    "check_in": 0.35,
    "info": 0.75,
    "meeting": 0.3,
    "proposal": 0.25,
    "renewal": 0.45,
    "idea": 0.1,
    "news": -2.2,
    "install": 1.0,
    "invoice": 0.2,
    "audit": 0.6,
    "cold": -1.0,
    "nudge": -0.35,
    "answer": -0.15,
    "hello": 0.6,
    "deal_opens": 0.4,
    "deal_quote": 0.3,
    "deal_terms": 0.6,
}


SPREAD = 2.2
"""Log-odds of an answer that one standard deviation of trust is worth: how far people differ in it at the public company on whose mail the
shipped weights were fitted (tau_b). Chosen with coverage at other values in sight: docs/validity.md lists them.
"""


def logistic(x: float) -> float:
    """1 / (1 + e^-x)."""
    return 1 / (1 + exp(-x))


def answers(state: State, kind: str, recipients: int, busy: float) -> float:
    """The chance that a mail of ours of this kind is answered at all; `busy` as in `clock.busyness`."""
    return logistic(_ASK[kind] + SPREAD * state.trust - 0.3 * (recipients - 1) - 0.8 * (1 - busy))


def hours(rng: Random, state: State, pace: float) -> float:
    """Working hours until the answer, given that one comes: median about 4 at trust 0, sooner with trust."""
    return min(60.0, rng.lognormvariate(1.35 - 0.55 * state.trust + pace, 0.95))


def starts(state: State) -> float:
    """How often they write of their own accord, relative to trust 0."""
    return exp(0.75 * state.trust)


def comes(state: State) -> float:
    """The chance that an invitation is accepted."""
    return logistic(0.8 + 0.9 * state.trust)


def declines(state: State) -> float:
    """The chance that an answer to something we propose is a no."""
    return logistic(-1.9 - 0.9 * state.trust - 0.4 * state.value)


def defers(state: State) -> float:
    """The chance that it is "not now"."""
    return logistic(-1.7 - 0.35 * state.trust - 0.35 * state.value)


def complains(state: State) -> float:
    """The chance that an answer to a mail without an offer is a complaint."""
    return 0.5 * logistic(-2.4 - 1.2 * state.trust)


def moves_on(state: State) -> float:
    """The chance that they act on what we brought or ask for the next step, where they neither decline nor defer."""
    return logistic(-0.35 + 1.3 * state.value)


def asks_advice(state: State) -> float:
    """The chance that an answer also asks for our opinion."""
    return logistic(-3.7 + 1.2 * state.value)


def discloses(state: State) -> float:
    """The chance that a mail tells us something they need not have told."""
    return logistic(-3.7 + 1.1 * state.trust)


def talks_socially(state: State) -> float:
    """The chance of a personal word in a mail."""
    return logistic(-2.7 + 1.35 * state.rapport)


def thanks(state: State) -> float:
    """The chance of thanks beyond courtesy in a mail."""
    return logistic(-3.0 + 0.95 * state.rapport)


def opener_weights(state: State) -> dict[str, float]:
    """What a mail that they start is about, as relative weights."""
    return {
        "reports_problem": 1.1,
        "question": 0.5,
        "shares": 0.45 * exp(0.3 * state.trust),
        "asks_advice": 0.4 * exp(0.9 * state.value),
        "orders": 0.3 * exp(0.6 * state.value),
        "introduces": 0.16 * exp(0.8 * state.trust),
        "complains": 0.2 * exp(-1.0 * state.trust),
        "chases": 0.22,
        "social_opener": 0.1 * exp(1.1 * state.rapport),
        "thanks_opener": 0.1 * exp(0.8 * state.rapport),
    }
