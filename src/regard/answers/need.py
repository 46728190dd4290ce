"""What does a relationship need, and how badly? One sentence and one number, from what the buyer did and what we owe.

Never from how much we wrote. Greater is worse; 0 means that nothing needs doing.
"""

from __future__ import annotations

from regard.answers.standing import Estimates, Facts
from regard.model import DAY
from regard.time import iso_day

WAITING_FROM = 2 * DAY
WAITING_UNTIL = 60 * DAY
RECENT = 45 * DAY


def need(
    estimates: Estimates,
    facts: Facts,
    as_of_us: int,
    last_us: int | None,
    last_them: int | None,
    *,
    owed_since: int | None = None,
) -> tuple[float, str]:
    """(how badly, one sentence). `owed_since`: when they wrote something that still waits for our answer, if they did."""
    trust = estimates["trust"]
    stake = trust.score / 100 if trust.known else 0.4
    if owed_since is not None and last_us is not None and WAITING_FROM <= as_of_us - owed_since <= WAITING_UNTIL:
        days = (as_of_us - owed_since) // DAY
        return 3.0 + stake + min(days, 30) / 60, f"wrote on {iso_day(owed_since)} and still waits for our answer ({days} days)"
    if facts.complained_us is not None and as_of_us - facts.complained_us <= RECENT:
        return 3.0 + stake, f"complained in the week to {iso_day(facts.complained_us)}"
    if facts.unanswered >= 2 and facts.unanswered_since is not None and as_of_us - facts.unanswered_since <= 4 * RECENT:
        since = iso_day(facts.unanswered_since)
        if last_them is not None and last_them > facts.unanswered_since:
            return 1.2 + stake + min(facts.unanswered, 5) / 20, f"writes, but left {facts.unanswered} asks since {since} open"
        usual = f", usually answers within {span(facts.usual_latency)}" if facts.usual_latency else ""
        return 1.5 + stake + min(facts.unanswered, 5) / 10, f"has not answered since {since} ({facts.unanswered} asks){usual}"
    for factor in ("trust", "value"):
        if estimates[factor].known and estimates[factor].trend == "down":
            return 1.5 + stake, f"{factor} is lower than it was"
    if facts.declined_us is not None and as_of_us - facts.declined_us <= RECENT:
        return 1.0 + stake, f"declined on {iso_day(facts.declined_us)}"
    if trust.known and trust.band == "poor":
        return 1.0, "rarely answers or comes to us"
    last = max((t for t in (last_us, last_them) if t is not None), default=None)
    if trust.known and trust.band == "good" and last is not None and as_of_us - last > 2 * RECENT:
        return 0.9, f"stands well, but nobody has been in touch since {iso_day(last)}"
    if not trust.known:
        return 0.2 if facts.chances else 0.1, "too little to go on yet" if facts.chances else "no fair chance yet"
    usual = f"answers within {span(facts.usual_latency)}" if facts.usual_latency else "in touch"
    return 0.0, usual


def advice(estimates: Estimates, facts: Facts, as_of_us: int, contact: tuple[int | None, int | None, int | None]) -> str:
    """What to do about it, in one sentence; "" where nothing needs doing. `contact`: last us, last them, owed since."""
    last_us, last_them, owed_since = contact
    trust = estimates["trust"]
    if owed_since is not None and last_us is not None and WAITING_FROM <= as_of_us - owed_since <= WAITING_UNTIL:
        return "Answer what they wrote, or say when you will."
    if facts.complained_us is not None and as_of_us - facts.complained_us <= RECENT:
        return "Settle the complaint first: say what was done about it, and by when the rest will be."
    if facts.unanswered >= 2 and facts.unanswered_since is not None and as_of_us - facts.unanswered_since <= 4 * RECENT:
        if last_them is not None and last_them > facts.unanswered_since:
            return "They are in touch: ask the open question again, one at a time."
        if facts.unanswered >= 4:
            return "More of the same will not help: ask a colleague of theirs, call, or ask one thing that takes a minute."
        return "Ask one thing that is easy to answer, or ask what changed."
    if any(estimates[f].known and estimates[f].trend == "down" for f in ("trust", "value")):
        return "Find out what changed: the sum below shows since when."
    if facts.declined_us is not None and as_of_us - facts.declined_us <= RECENT:
        return "They said no: ask what would have to be different, and when to come back."
    last = max((t for t in (last_us, last_them) if t is not None), default=None)
    if trust.known and trust.band == "good" and last is not None and as_of_us - last > 2 * RECENT:
        return "Get in touch: they usually answer, and nobody has written for a while."
    return "" if trust.known else trust.settle


def span(us: int | None) -> str:
    """A length of time in words: "4 hours", "2 days"."""
    if us is None:
        return "unknown"
    hours = us / 3_600_000_000
    if hours < 1:
        return "the hour"
    if hours < 24:
        return f"{hours:.0f} hour{'s' if round(hours) != 1 else ''}"
    return f"{hours / 24:.0f} day{'s' if round(hours / 24) != 1 else ''}"
