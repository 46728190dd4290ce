"""Why is this relationship on the agenda now, and what would be worth doing? Each in one plain sentence, beside the facts that show it.

The first thing that applies is told: that they make ready to leave us, a complaint that stands, that they leave, our promise that is due,
their question that waits, the day on which they decide, a day of theirs ahead, that they sent somebody to us, standing that fell or was
never gained, what they wrote after our last mail, silence, a meeting that is set, money. Pure: what is known is handed in, and nothing is
claimed that the facts of the place do not show (`agenda_facts`): silence is what is kept, not what was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regard.answers.deciding import ADVICE as DECIDES
from regard.model import DAY, Factor
from regard.parse.subject import says_away
from regard.review.agenda import QUIET, moved
from regard.time import days_ago, iso_day

if TYPE_CHECKING:
    from regard.answers.agenda import Agenda, Chosen
    from regard.answers.agenda_facts import Kept, Passed
    from regard.answers.standing_refusals import StandingRefusal
    from regard.answers.written_for import WrittenFor
    from regard.deals.records import Inside


NEAR = 14 * DAY
"""So near ahead a meeting is told as the reason."""
_MARKED = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why now, and what would be worth doing: a sentence each, without its full stop and with it."""

    now: str
    do: str


def reason(
    at: Agenda,
    c: Chosen,
    as_of_us: int,
    *,
    complained_us: int | None = None,
    risks: Sequence[Mapping[str, Any]] = (),
    fell: str = "",
    last_said: Mapping[str, Any] | None = None,
    weak: Factor = "trust",
) -> Reason:
    """The reason of one place. `complained_us`: their complaint that stands (UTC microseconds); `risks` of their open deals,
    told as they are in the review, the most pressing first; `fell`: what lowered their standing most since the last review, as a
    sentence; `last_said`: their own last words (`quote`, `date`); `weak`: which of trust and value is lower.
    """
    from regard.answers.agenda_facts import Passed

    if (away := at.absent.get(c.buyer)) is not None:
        pressing = _pressing(at, c, complained_us, fell, weak)
        now = f"{pressing.now}; they are {away.says}" if pressing is not None else f"they are {away.says}"
        return Reason(now, f"{away.advice} {pressing.do}" if pressing is not None and away.stand_in else away.advice)
    passed = at.passed.get(c.buyer, Passed())
    found = _pressing(at, c, complained_us, fell, weak)
    if c.buyer in at.refused and (
        found is None or found in _LITTLE.values()
    ):  # nothing that could be owed or asked comes before it
        return _refused(at.refused[c.buyer])
    if c.buyer in at.over and (found is None or found in _LITTLE.values()):
        return _over(at.over[c.buyer])
    found = found or _quiet(passed, as_of_us, at.written.get(c.buyer))
    money = c.stake is not None and c.stake.money > 1.05
    if c.buyer in at.deciding and (found is None or found in _LITTLE.values()):
        found = Reason(at.deciding[c.buyer].says, DECIDES)
    if found is None and c.buyer in at.planned and at.planned[c.buyer] - as_of_us <= NEAR:
        found = Reason(
            f"a meeting with them is set for {iso_day(at.planned[c.buyer])}",
            "Agree what it should bring, and who of theirs should be there.",
        )
    if found is None and money:
        found = Reason("an open deal rests on them", _next_step(last_said))
    if found is None:
        found = Reason("it is their turn", _take_up(passed.last) + " Or pass on.")
    elif money and c.stake is not None and found.now != "an open deal rests on them":
        found = Reason(f"{found.now}, and money rests on them", found.do)
    met = c.buyer in at.planned  # whoever moved a meeting meets us
    if (
        last_said is not None
        and not met
        and _puts_off(str(last_said["quote"]))
        and not _pressing(at, c, complained_us, fell, weak)
    ):
        said, day = last_said["quote"], str(last_said["date"])[:10]
        return Reason(
            f"{found.now}; they put it off on {day}: “{said}”",
            "Do not press for a step now: agree when to take it up again, and what they need in hand by then.",
        )
    if risks and not _pressing(at, c, complained_us, fell, weak) and risks[0].get("clears"):
        return Reason(found.now, f"Worth having: {_lower(str(risks[0]['clears']))}")
    return found


def _over(said: Inside) -> Reason:
    """What a colleague of ours writes of their deal comes before what is little: it is asked about first."""
    who = said.who or "a colleague of ours"
    return Reason(
        f"{who} writes among ourselves on {iso_day(said.us)} that their deal is over: “{said.words}”",
        f"Ask {said.who or 'them'} what they saw; then close the deal, or ask the buyer what decided it.",
    )


_PUT_OFF = re.compile(
    r"\bpark (?:it|this|that|the)\b|\b(?:put|place|leave|keep) (?:it|this|that|the [a-z ]{2,40}|everything|things) (?:all )?on "
    r"(?:hold|ice)\b|\b(?:on|put) hold (?:until|till|for)\b|\b(?:not|nothing(?: will| can)?(?: happen)?) (?:before|until|till) \w+"
    r"|\b(?:postpone|defer|push(?: it| this)? back|come back to (?:it|this|you) (?:in|after|once|when)|revisit|"
    r"pick (?:it|this) up (?:again )?(?:in|after|once|when)|wait (?:until|till|for) (?:the|our|after))\b"
    r"|\b(?:next (?:year|quarter|budget)|after the (?:budget|holidays?|summer|merger|reorgani[sz]ation)|budget round)\b"
    r"|\b(?:verschieben|zurückstellen|erst (?:im|nach|wenn|nächst\w+)|nicht vor)\b|\b(?:reporter|remettre|pas avant|après (?:les|le|la))\b"
    r"|\b(?:aplazar|posponer|no antes de|hasta (?:enero|después))\b",
    re.IGNORECASE,
)
"""That they want to take something up later."""
_ORDERS = re.compile(
    r"\b(?:deliver\w*|ship(?:ped|ping|ment)?|dispatch\w*|install\w*|PO ?\d+|purchase order|liefer\w*|livr\w+|entreg\w+)\b",
    re.IGNORECASE,
)
"""The day of a delivery puts nothing off: it was ordered."""


def _puts_off(said: str) -> bool:
    return _PUT_OFF.search(said) is not None and _ORDERS.search(said) is None


def _next_step(last_said: Mapping[str, Any] | None) -> str:
    if last_said is None:
        return "Agree with them on the next step of the deal, and its day."
    said, day = last_said["quote"], str(last_said["date"])[:10]
    return f"Begin with what they wrote last ({day}: “{said}”), then agree the next step and its day."


_LITTLE: Mapping[Factor, Reason] = {
    "trust": Reason(
        "they answer or come to us less than is usual here",
        "Bring one thing that helps them, and ask one thing that is easy to answer.",
    ),
    "value": Reason(
        "they seldom ask for our advice or take up what we bring",
        "Bring one idea for their business, and ask what they would have to see to use it.",
    ),
}
"""Standing that was never gained: what the estimate rests on, and what would move it."""


def _pressing(at: Agenda, c: Chosen, complained_us: int | None, fell: str, weak: Factor) -> Reason | None:
    if c.buyer in at.leaving:
        risk = at.leaving[c.buyer].risk
        return Reason(_lower(risk.says.rstrip(".")), risk.clears)
    if complained_us is not None:
        return Reason(
            f"they complained on {iso_day(complained_us)}, and nothing they wrote since says that it is settled",
            "Settle the complaint first: say what was done about it, and by when the rest will be.",
        )
    if c.buyer in at.going:
        leaves = at.going[c.buyer]
        return Reason(f"they {leaves.says}", leaves.advice)
    owed = at.promised.get(c.buyer)
    if owed is not None:
        when = "is overdue" if owed.overdue else "is due"
        return Reason(f"a promise of ours to them {when}", "Do what was promised, or say today when it will be done.")
    if c.buyer in at.waiting:
        if not at.waiting[c.buyer].quote and not at.waiting[c.buyer].hushed:  # no words are read
            return Reason("what they wrote waits for a word of ours", "See whether it wants an answer, or say when you will.")
        return Reason("their question waits for our answer", "Answer what they asked, or say when you will.")
    if c.buyer in at.deciding and at.deciding[c.buyer].quote:
        return Reason(at.deciding[c.buyer].says, DECIDES)
    if c.buyer in at.days:
        day = at.days[c.buyer][0]
        return Reason(
            f"a day of theirs is near: {day.due}, “{day.quote}”", "Decide what you do about it before that day, and tell them."
        )
    if c.buyer in at.sent:
        sent = at.sent[c.buyer]
        return Reason(
            f"they sent {sent.whom or 'somebody'} to us on {iso_day(sent.us)}, and nothing of ours to them since is kept",
            "Thank them, and tell them what came of it.",
        )
    s = c.stake
    if s is not None and moved(s):
        if s.which == "lost" and c.buyer in at.fell:
            most = f"; most since the last review: {fell}" if fell else ""
            return Reason(f"their {at.fell[c.buyer]}{most}", "Ask what changed, and what would have to be different.")
        return None if s.which == "lost" else _LITTLE[weak]
    return None


def _refused(said: StandingRefusal) -> Reason:
    when = f"until {said.until}" if said.until else "until they say otherwise"
    what = "offer nothing" if said.kind == "no_offers" else "ask for no step that costs money"
    return Reason(said.says, f"Take nothing up and {what} {when}; be of use where it costs them nothing, or pass on.")


def _quiet(passed: Passed, as_of_us: int, written: WrittenFor | None = None) -> Reason | None:
    """Silence of a month and more: whether they wrote after our last mail that is kept, or nothing passed either way; nobody is silent for
    whom somebody `written` since."""
    ours, theirs = passed.ours, passed.theirs
    if written is not None and (passed.last is None or written.us > passed.last.us):
        return Reason(
            f"{written.name} wrote for them on {iso_day(written.us)}, and nothing has passed with themselves since",
            "Answer whoever wrote for them, and ask what they would like to hear themselves.",
        )
    if ours is not None and days_ago(ours.us, as_of_us) < QUIET:
        return None
    if theirs is not None and not theirs.quoted and theirs.kind == "mail" and (ours is None or theirs.us > ours.us + DAY):
        wrote = f"they wrote on {iso_day(theirs.us)}, and no mail of ours to them since is kept"
        said = f"{wrote}: our last is {days_ago(ours.us, as_of_us)} days old" if ours is not None else wrote
        return Reason(said, _take_up(theirs))
    last = passed.last
    if last is None:
        return None
    n = days_ago(last.us, as_of_us)
    return Reason(
        f"you have not been in touch for {n} days, as far as the mail shows"
        if n >= QUIET
        else "you have not written to them for a month, as far as the mail shows",
        _take_up(last),
    )


def _take_up(k: Kept | None) -> str:
    if k is None:
        return "Find out whether there is business between you."
    subject = _MARKED.sub("", k.subject)
    of = f"“{subject}” of" if subject and not says_away(subject) else "what we wrote on" if k.outbound else "what they wrote on"
    asks = "ask how it went on" if k.outbound or k.quoted else "see whether it wants an answer"
    return f"Take up {of} {iso_day(k.us)}: {asks}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
