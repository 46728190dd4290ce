"""Are we able, apart from being liked? What the buyer asked on a deal, whether we answered, how soon, and whether they had to ask again.

A gate beside standing: pass, fail or unknown against bars from the settings (`competence.*`), never part of trust or value. `asked.py`
reads the questions and `ideas.py` what we brought unasked. Where they spoke with us before an answer came, or where a mailbox that
would show our answer was dark, nobody knows, and the question counts neither way. An answer is final where nobody on the deal
asks the same again, and two weeks have passed. What is said by telephone is not seen. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import comb, exp, log, sqrt
from typing import Any, Literal

from regard.deals.asked import QUOTE, SETTLES, Asked, Shows, became, questions
from regard.deals.ideas import ideas
from regard.deals.records import Evidence, Risk, Touch
from regard.deals.unanswered import open_still
from regard.model import DAY
from regard.results import Record
from regard.time import iso

SHOWN = 40
State = Literal["pass", "fail", "unknown"]
Judged = Literal["met", "missed", "unknown"]
SURE_MISSED, SURE_MET = 0.95, 0.5
"""A bar is missed where the true share lies below it nineteen times in twenty, and met where it lies above it more often than not."""
PRIOR, PRIOR_SD = 0.2, 0.25
"""What passing adds to the log-odds of winning, and failing takes, before any data: small, and its interval holds nothing at all."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What is asked of us, by the last part of the setting's name. `answered`, `final`: shares; `hours`: for the usual answer."""

    answered: float = 0.7
    hours: float = 72.0
    final: float = 0.7
    least: int = 3
    days: int = 180
    ideas: int = 0
    ideas_days: int = 90


@dataclass(frozen=True, slots=True)
class Bar(Record):
    """One bar: `k` of `n` met it, `wanted` is the share (or, of ideas, the number) asked for."""

    name: str
    says: str
    k: int
    n: int
    wanted: float
    state: Judged


@dataclass(frozen=True, slots=True)
class Competence(Record):
    """The gate of one deal, with everything it rests on; `settle` says what would tell where it is unknown."""

    state: State
    says: str
    bars: tuple[Bar, ...]
    asked: tuple[Asked, ...]
    ideas: tuple[Evidence, ...]
    settle: str = ""
    still_open: tuple[Evidence, ...] = ()


UNREAD = Competence("unknown", "Words are not read in this book.", (), (), (), "reading words (text.read)")
OVER = Competence("unknown", "This deal is over.", (), (), ())


def competence(touches: Sequence[Touch], as_of_us: int, bars: Bars, shows: Shows, late: Collection[str] = ()) -> Competence:
    """The gate of a deal from what passed on it (`touches`, in order of time); `late` are our mails that promised what is overdue now."""
    since = as_of_us - (max(bars.days, bars.ideas_days) * DAY + SETTLES)
    past = [t for t in touches if not t.automated and t.us >= since]
    asked = questions(past, as_of_us, as_of_us - bars.days * DAY, shows, late)
    found = ideas(past, as_of_us - bars.ideas_days * DAY)
    told = _bars(asked, found, past, as_of_us, bars)
    state: State = "unknown"
    if any(b.state == "missed" for b in told):
        state = "fail"
    elif told and all(b.state == "met" for b in told):
        state = "pass"
    settle = ""
    if state == "unknown":
        n = next((b.n for b in told if b.name == "answered"), 0)
        settle = f"{bars.least} questions of theirs that had time to be answered; there are {n}" if n < bars.least else (
            "more questions of theirs, and two weeks after our answers"
        )  # fmt: skip
    open_ = open_still(past, as_of_us)
    still = () if open_ is None else tuple(
        Evidence(says, t.id, iso(t.us), words[:QUOTE], start, end, t.writer or None)
        for says, (t, start, end, words) in (("they say that it is open", open_.still), ("they had asked", open_.asked))
    )  # fmt: skip
    return Competence(
        state, _says(state, told, found) + _unseen(asked), told, tuple(reversed(asked))[:SHOWN], tuple(found), settle, still
    )


def _bars(
    asked: Sequence[Asked], found: Sequence[Evidence], past: Sequence[Touch], as_of_us: int, bars: Bars
) -> tuple[Bar, ...]:
    due = [a for a in asked if a.outcome in ("answered", "unanswered")]
    timed = [a for a in asked if a.hours is not None]
    settled = [a for a in asked if a.final is not None]
    rows = [
        ("answered", "answered", sum(a.outcome == "answered" for a in due), len(due), bars.answered),
        ("soon", f"answered within {bars.hours:g} hours", sum((a.hours or 0) <= bars.hours for a in timed), len(timed), 0.5),
        ("final", "not asked again", sum(bool(a.final) for a in settled), len(settled), bars.final),
    ]
    told = [Bar(name, says, k, n, wanted, judged(k, n, wanted, bars.least)) for name, says, k, n, wanted in rows]
    if bars.ideas > 0:
        since = as_of_us - bars.ideas_days * DAY
        ours = sum(t.by_us and t.us >= since for t in past)
        state: Judged = "met" if len(found) >= bars.ideas else "missed" if ours >= 3 else "unknown"
        told.append(Bar("ideas", f"ideas in {bars.ideas_days} days", len(found), ours, bars.ideas, state))
    return tuple(told)


def judged(k: int, n: int, wanted: float, least: int) -> Judged:
    """Whether a share of which `k` of `n` were seen reaches `wanted`, from a flat prior."""
    if n < least:
        return "unknown"
    below = _below(wanted, k, n)
    return "missed" if below >= SURE_MISSED else "met" if 1 - below >= SURE_MET else "unknown"


def _below(x: float, k: int, n: int) -> float:
    """P(share < x) under Beta(k + 1, n - k + 1): that k + 1 or more of n + 1 draws fall below x."""
    return sum(comb(n + 1, j) * x**j * (1 - x) ** (n + 1 - j) for j in range(k + 1, n + 2))


def _says(state: State, told: Sequence[Bar], found: Sequence[Evidence]) -> str:
    seen = [f"{b.k} of {b.n} {b.says}" for b in told if b.n and b.name != "ideas"]
    brought = f"{len(found)} idea{'s' if len(found) != 1 else ''} brought lately"
    if not seen:
        return f"Not yet shown: they asked nothing on this deal that had time to be answered; {brought}."
    word = {
        "pass": "Their questions are answered",
        "fail": "Their questions are not answered well",
        "unknown": "Not yet shown",
    }[state]
    return f"{word}: {', '.join(seen)}; {brought}."


def _unseen(asked: Sequence[Asked]) -> str:
    """That of some questions nobody can tell, "" where there is none."""
    n = sum(a.outcome == "unseen" for a in asked)
    return f" Of {n} more nobody can tell: an answer of ours would not be seen." if n else ""


# ------------------------------------------------------------------------------------------- a risk, and a term


def competence_fails(found: Competence) -> Risk | None:
    """Their questions stay open, or have to be asked again.

    Fires where they asked, we wrote to them, and they say in words within 60 days that it is not answered, with nothing of ours since:
    medium. Also where the competence gate fails: of the buyer's questions on the deal within `competence.days`, from `competence.least`
    on, the share answered lies below `competence.answered`, or fewer than half are answered within `competence.hours`, or the share
    that did not have to be asked again lies below `competence.final`, each nineteen times in twenty given how few there are. Never more
    than low, or medium where two bars are missed. Questions before which they spoke with us, or whose answer a dark mailbox would hide,
    count neither way. Cleared by answers that settle.
    """
    if found.still_open:
        return Risk(
            "competence_fails", "medium", "They asked, we wrote, and they say that it is not answered.", found.still_open,
            "An answer that settles it, or somebody who can give one.", {"still_open": 1},
        )  # fmt: skip
    if found.state != "fail":
        return None
    missed = [b for b in found.bars if b.state == "missed"]
    bad = [a for a in found.asked if a.outcome == "unanswered" or a.final is False or (a.hours or 0) > 0]
    bad.sort(key=lambda a: (a.outcome != "unanswered", a.final is not False, -(a.hours or 0)))
    evidence = tuple(Evidence(became(a), a.message_id, a.date, a.quote, a.start, a.end, a.person) for a in bad[:3])
    says = "; ".join(f"{b.k} of {b.n} of their questions {b.says}" if b.name != "ideas" else f"{b.k} {b.says}" for b in missed)
    return Risk(
        "competence_fails", "medium" if len(missed) > 1 else "low", f"Only {says}.", evidence,
        "Answer what is open, and ask whether it settles it.", {b.name: f"{b.k}/{b.n}" for b in missed},
    )  # fmt: skip


def with_term(told: Mapping[str, Any], state: State) -> dict[str, Any]:
    """A forecast with what competence adds: `PRIOR` in log-odds for a pass, as much less for a fail, its own uncertainty in the interval.

    `competence` says the term; the chance without it stays as `won_before`.
    """
    k = {"pass": 1, "fail": -1, "unknown": 0}[state]
    term = {"state": state, "log_odds": PRIOR * k, "sd": PRIOR_SD, "basis": "a small prior, not fitted to your deals"}
    if not k:
        return {**told, "competence": term}
    middle, low, high = (_logit(float(told[name])) for name in ("won", "low", "high"))
    moved, wide = middle + PRIOR * k, 1.2816 * PRIOR_SD
    return {
        **told,
        "won_before": told["won"],
        "won": _share(moved),
        "low": _share(moved - sqrt((middle - low) ** 2 + wide**2)),
        "high": _share(moved + sqrt((high - middle) ** 2 + wide**2)),
        "competence": term,
    }


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return log(p / (1 - p))


def _share(x: float) -> float:
    return round(1 / (1 + exp(-x)), 4)
