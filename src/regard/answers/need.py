"""What does a relationship need, and how badly? One sentence and one number, from what the buyer did and what we owe.

Never from how much we wrote. Greater is worse; 0 means that nothing needs doing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from regard.answers import good_bye
from regard.answers.confided import IN_CONFIDENCE
from regard.model import DAY
from regard.time import days_ago, iso_day

if TYPE_CHECKING:
    from regard.answers.absent import Absent
    from regard.answers.departed import Departed
    from regard.answers.moving_away import Leaving
    from regard.answers.standing import Estimates, Facts
    from regard.answers.written_for import WrittenFor
    from regard.flow.good_byes import GoodBye
    from regard.results import Told

WAITING_FROM = 2 * DAY
WAITING_UNTIL = 60 * DAY
RECENT = 45 * DAY
NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Need:
    """How badly something needs doing (greater is worse, 0 is nothing), why in one sentence, and what to do ("" for nothing)."""

    badly: float
    why: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise of ours that is overdue or due within two days: its words, its day (ISO, "" where none was named), when it was made, and
    by whom of ours, by name ("you" where one alone reads the book); [start, end) of the message it stands in."""

    text: str
    due: str
    made: str
    overdue: bool
    by: str = "you"
    message_id: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Touch:
    """When we last wrote, when they last did, and since when an ask of theirs waits (`waiting`), and `asked` whom of ours by name;
    `read`: whether its words were, so that it is known to ask.

    `promised` is what we promised them that is to be done now. `blind` counts what we asked where no mailbox read would show an answer.
    `departed`: their mailbox answers that they work there no longer. `day`: their nearest day ahead (`answers.days_ahead`).
    `unread_us`: when they wrote last, where that is the last word and in a language that is not read; `may_us`: when
    they asked what perhaps waits for an answer, where we have not written since. `leaving`: in their words they make ready to go.
    `written`: who wrote for them last. `resting`: their good-bye until a time that is still to come.
    `absent`: they are away.
    """

    last_us: int | None = None
    last_them: int | None = None
    owed_since: int | None = None
    promised: Promised | None = None
    asked: str = "us"
    blind: int = 0
    departed: Departed | None = None
    read: bool = True
    day: Told | None = None
    unread_us: int | None = None
    may_us: int | None = None
    leaving: Leaving | None = None
    written: WrittenFor | None = None
    resting: GoodBye | None = None
    absent: Absent | None = None

    @property
    def last(self) -> int | None:
        """The later of both."""
        return max((t for t in (self.last_us, self.last_them) if t is not None), default=None)


def need(estimates: Estimates, facts: Facts, as_of_us: int, touch: Touch) -> Need:
    """The worst need of a relationship. Whoever is gone needs nothing but a successor. The order below is the order of
    urgency; each kind adds what is at stake: their trust.
    """
    if touch.departed is not None:
        fresh = as_of_us - touch.departed.us <= RECENT
        return Need(1.0 if fresh else 0.0, touch.departed.says, touch.departed.advice)
    trust = estimates["trust"]
    stake = trust.score / 100 if trust.known else 0.4
    grave, less = _leaving(touch.leaving, stake)
    owed = _owed(touch, as_of_us, stake)
    if grave and owed:
        grave = replace(grave, why=f"{grave.why}; {owed.why}")  # whoever threatens to go waits, too
    found = grave or owed or _complained(facts, as_of_us, stake)
    found = found or less or _promised(touch.promised, stake)
    if touch.absent is not None:
        return _away(touch.absent, found)
    if found and touch.day is not None:
        return replace(found, advice=f"{found.advice} {_by_when(touch.day)}")
    found = found or _dated(touch.day, as_of_us, stake)
    if not found and touch.resting is not None:
        return Need(0.1, good_bye.says(touch.resting), good_bye.ADVICE)
    found = found or _silent(facts, touch, as_of_us, stake)
    found = found or _calmed(facts, as_of_us, stake)
    if found:
        return found
    for factor in ("trust", "value"):
        if estimates[factor].known and estimates[factor].trend == "down":
            return Need(1.5 + stake, f"{factor} is lower than it was", "Find out what changed: the sum below shows since when.")
    if facts.declined_us is not None and as_of_us - facts.declined_us <= RECENT:
        say = "They said no: ask what would have to be different, and when to come back."
        return Need(1.0 + stake, f"declined on {iso_day(facts.declined_us)}", say)
    if trust.known and trust.band == "poor":
        return _little(facts)
    if trust.known and trust.band == "good" and touch.last is not None and as_of_us - touch.last > 2 * RECENT:
        say = "Get in touch: they usually answer, and nobody has written for a while."
        return Need(0.9, f"stands well, but nobody has been in touch since {iso_day(touch.last)}", say)
    if touch.may_us is not None:
        why = f"what they wrote on {iso_day(touch.may_us)} may wait for an answer"
        return Need(0.6, why, "See whether what they asked wants an answer.")
    if touch.unread_us is not None:
        why = f"wrote last on {iso_day(touch.unread_us)}, in a language that is not read"
        return Need(0.5, why, "See whether what they wrote wants an answer.")
    if not trust.known and not facts.chances and touch.blind:
        once = "once" if touch.blind == 1 else f"{touch.blind:,} times"
        return Need(0.1, f"asked {once}, and no mailbox read shows all they answer", trust.settle)
    if not trust.known and facts.partly:
        once = "once" if facts.partly == 1 else f"{facts.partly:,} times"
        why = f"asked {once} without an answer in mailboxes that show a part of what comes in: too little to go on yet"
        return Need(0.2, why, trust.settle)
    if not trust.known:
        return Need(0.2 if facts.chances else 0.1, _unknown(facts, touch, as_of_us), trust.settle)
    return Need(0.0, f"answers what we ask within {span(facts.usual_latency)}" if facts.usual_latency else "in touch")


def _away(absent: Absent, found: Need | None) -> Need:
    """Of somebody who is away: what is owed is owed still, by way of whoever stands in, and nothing else is asked of them."""
    if found is None:
        return Need(0.1, absent.says, absent.advice)
    return replace(found, why=f"{found.why}; {absent.says}", advice=f"{absent.advice} {found.advice}")


FEW = 3
"""Of fewer asks no share is told."""
BACK_FROM = 0.5
"""Whoever answers so much more of the asks of late than of those before came back. Of somebody whose rate stays the same, whatever it is,
the last eight asks read so by chance in at most 4 of 100 (binomial, at a rate of .5 after eight asks; fewer after more)."""
ENOUGH_BEFORE = 8
"""Asks before the last ones that are needed to say so."""


def _little(facts: Facts) -> Need:
    """They stand low: said by what they answer of what was asked lately, as far as that was asked.

    Whoever answers most of it, or answers again, is told so and needs nothing at once. That they stand low all the same is the estimate's
    word: they did less than the sum expects here. What most others do is not said, for nobody has looked.
    """
    if facts.wanted < FEW:
        return Need(1.0, "answers or comes to us less than is usual here")
    share = _share(facts)
    if came_back(facts):
        return Need(0.3, _again(facts))
    if 2 * (facts.answered + facts.late) >= facts.wanted:
        return Need(0.3, f"{share}; in all answers or comes to us less than is usual here")
    return Need(1.0, share)


def _share(facts: Facts) -> str:
    """How many of the last asks they answered, and how many of these late: "answered 5 of the last 5 asks, 4 of them after 3 days"."""
    share = f"answered {facts.answered + facts.late} of the last {facts.wanted} asks"
    if not facts.late:
        return share
    return f"{share}, {f'{facts.late} of them' if facts.answered else 'each'} after more than 3 days"


def came_back(facts: Facts) -> bool:
    """Whether they answer again: most of the asks of late, and far fewer of those before."""
    if facts.wanted_before < ENOUGH_BEFORE or facts.unanswered > 1:
        return False
    return facts.answered / facts.wanted - facts.answered_before / facts.wanted_before >= BACK_FROM


def _again(facts: Facts) -> str:
    before = f"{facts.answered_before or 'none'} of the {facts.wanted_before} before"
    return f"answers again: {facts.answered} of the last {facts.wanted} asks, {before}"


def _unknown(facts: Facts, touch: Touch, as_of_us: int) -> str:
    """Why nothing is known of their trust, as the mail shows it: never answered by us, long silent, never asked, or too little."""
    if touch.last_us is None and touch.last_them is not None:
        return f"wrote to us, last on {iso_day(touch.last_them)}, and no mail of ours to them is kept"
    if not facts.chances:
        return "was asked nothing yet that they could answer"
    if touch.last_them is not None and as_of_us - touch.last_them > 2 * RECENT:
        if touch.written is not None and touch.written.us > touch.last_them:
            return f"{touch.written.name} wrote for them, last on {iso_day(touch.written.us)}; of their own mail none is seen since then"
        return f"nothing of theirs is seen since {iso_day(touch.last_them)}: what was known of them is old"
    if came_back(facts):
        return _again(facts)
    if facts.wanted >= FEW:
        return f"{_share(facts)}: too little yet to tell them from others here"
    return "too little to go on yet"


def _owed(touch: Touch, as_of_us: int, stake: float) -> Need | None:
    """They asked and nobody answered. Where we have written about something else since, the question is open but nobody is left waiting."""
    since = touch.owed_since
    if since is None or not WAITING_FROM <= as_of_us - since <= WAITING_UNTIL:
        return None
    days = days_ago(since, as_of_us)
    if not touch.read:
        if touch.last_us is not None and touch.last_us > since:
            return None
        why = f"wrote to {touch.asked} on {iso_day(since)}, and no mail of ours that is kept followed ({days} days)"
        return Need(3.0 + stake + min(days, 30) / 60, why, "See whether what they wrote wants an answer.")
    if touch.last_us is not None and touch.last_us > since:
        why = f"asked {touch.asked} something on {iso_day(since)} that is still open, though we have written since"
        return Need(1.1 + stake, why, "Come back to what they asked, or ask whether it is settled.")
    why = f"asked {touch.asked} on {iso_day(since)} and still waits for an answer ({days} days)"
    return Need(3.0 + stake + min(days, 30) / 60, why, "Answer what they wrote, or say when you will.")


def _leaving(told: Leaving | None, stake: float) -> tuple[Need | None, Need | None]:
    """That they make ready to go: what comes before all else, where they say so plainly, and what comes after what waits for us."""
    if told is None:
        return None, None
    if told.risk.level == "high":
        return Need(4.0 + stake, told.needs, told.risk.clears), None
    return None, Need(2.4 + stake, told.needs, told.risk.clears)


def _complained(facts: Facts, as_of_us: int, stake: float) -> Need | None:
    if facts.complained_us is None or facts.calmed or as_of_us - facts.complained_us > RECENT:
        return None
    say = "Settle the complaint first: say what was done about it, and by when the rest will be."
    return Need(3.0 + stake, f"complained on {iso_day(facts.complained_us)}", say)


def _calmed(facts: Facts, as_of_us: int, stake: float) -> Need | None:
    """A complaint after which a whole week of theirs went without one: no longer the first thing, and not known to be settled."""
    if facts.complained_us is None or not facts.calmed or as_of_us - facts.complained_us > RECENT:
        return None
    why = f"complained on {iso_day(facts.complained_us)}, and has written since without a complaint"
    return Need(1.2 + stake, why, "Ask whether it is settled: nothing they wrote says so.")


def _promised(promised: Promised | None, stake: float) -> Need | None:
    """We gave our word, and the day has come or gone."""
    if promised is None:
        return None
    when = f"for {promised.due}" if promised.due else f"on {promised.made}, and they asked after it"
    what = "something, in confidence," if promised.text == IN_CONFIDENCE else f"“{promised.text}”"
    why = f"{promised.by} promised {what} {when}"
    if promised.overdue:
        return Need(
            2.2 + stake, why, "Do what was promised, or say when it will be done: nothing in the mail shows that it was."
        )
    return Need(1.6 + stake, why, "Do what was promised, or say today when it will be done.")


def _dated(day: Told | None, as_of_us: int, stake: float) -> Need | None:
    """A day of theirs is near: within a week it comes before silence."""
    if day is None:
        return None
    why = f"named {day.due} as a day of theirs: “{day.quote}”"
    near = (date.fromisoformat(day.due) - date.fromisoformat(iso_day(as_of_us - 1) or day.due)).days <= NEAR_DAYS
    return Need((1.9 if near else 1.3) + stake, why, "Decide what you do about it before that day, and tell them.")


def _by_when(day: Told) -> str:
    return f"They named {day.due} as a day of theirs: “{day.quote}”"


def _silent(facts: Facts, touch: Touch, as_of_us: int, stake: float) -> Need | None:
    """They left at least two asks open: all of them, or only those while they wrote of other things."""
    since = facts.unanswered_since
    if facts.unanswered < 2 or since is None or as_of_us - since > 4 * RECENT:
        return None
    wrote_since = touch.last_them is not None and touch.last_them > since
    if touch.last_them is not None and wrote_since and as_of_us - touch.last_them <= RECENT:
        why = f"writes, but left {facts.unanswered} asks since {iso_day(since)} open"
        say = "They are in touch: ask the open question again, one at a time."
        return Need(1.2 + stake + min(facts.unanswered, 5) / 20, why, say)
    usual = f", usually answers what we ask within {span(facts.usual_latency)}" if facts.usual_latency else ""
    say = "Ask one thing that is easy to answer, or ask what changed."
    if facts.unanswered >= 4:
        say = "More of the same will not help: ask a colleague of theirs, call, or ask one thing that takes a minute."
    why = f"has not answered since {iso_day(since)} ({facts.unanswered} asks){usual}"
    if wrote_since:
        why = f"has not written since {iso_day(touch.last_them)}, and left {facts.unanswered} asks open{usual}"
    return Need(1.5 + stake + min(facts.unanswered, 5) / 10, why, say)


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
