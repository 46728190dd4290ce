"""Risks that lie in silence: ours, a contact's who stopped, a deal's on which nothing passes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log, sqrt
from statistics import NormalDist, fmean, pstdev

from regard.deals.case import Case, acts_by_person, said
from regard.deals.records import Evidence, Level, Member, Risk, Touch
from regard.model import DAY

WAITS = 7 * DAY
"""A word of ours waits from then on."""
SPREAD, HELD = 0.9, 3
"""Until a person's own gaps say otherwise, their logarithms spread so much; it counts as so many gaps of their own."""


def gone_quiet(case: Case) -> Risk | None:
    """A contact who matters here and used to write has stopped, by their own rhythm.

    For people who did a quarter or more of what the buyer's side did on the deal, or have a telling part in it, and did something on six
    days at least, to whom we wrote since, a week ago or more: fires where the silence is longer than `risks.quiet_days`, than
    `risks.quiet_ratio` times their usual gap, than any gap of theirs within a year, and so long that a gap of theirs would be with a
    chance of at most `risks.quiet_chance` (their gaps' logarithms taken as normal). Days count as they pass for the book's other buyers,
    so that holidays are short; time in which the mailbox that would show them was dark does not count; where colleagues of theirs carry
    on (two mails since) only a stated champion or economic buyer is missed; where it is said to be signed or done, or where nothing
    linked to the deal speaks of buying or of terms, nobody is. High where they did most of what was done and left a question of ours
    unanswered. Cleared by any sign from them.
    """
    if case.settled is not None or not case.business or not case.shows_in:
        return None
    found: list[tuple[Level, float, Member, Touch, float, float, int]] = []
    for person, touches in acts_by_person(case.account_touches).items():
        member = case.member.get(person)
        days = sorted({t.us // DAY for t in touches})
        if member is None or not member.met or len(days) < 6 or member.objected:
            continue
        share = case.share(person)
        if share < 0.25 and not (member.basis == "stated" and member.role in ("economic buyer", "champion")):
            continue
        gaps = [max(0.5, case.pace.between(a, b)) for a, b in pairwise(days)]
        silent = case.pace.between(days[-1], min(case.as_of_us, case.visible_us) // DAY)
        usual = _middle(gaps)
        if silent <= max(case.limits.quiet_days, case.limits.quiet_ratio * usual, _longest(case, days)):
            continue
        chance = longer(silent, gaps)
        if chance > case.limits.quiet_chance:
            continue
        waits = [t for t in case.account_touches if t.us > touches[-1].us and t.by_us and person in t.theirs - t.copied]
        if not waits or waits[0].us > case.as_of_us - WAITS or _carried_on(case, member, touches[-1].us):
            continue
        ours = sum(t.by_us and person in t.theirs and bool(t.asks) for t in waits)
        level: Level = "high" if share >= 0.5 and ours else "medium"
        found.append((level, share, member, touches[-1], usual, chance, ours))
    if not found:
        return None
    level, _, member, last, usual, chance, ours = min(found, key=lambda f: (f[0], -f[1], f[3].us))
    silent_days = (min(case.as_of_us, case.visible_us) - last.us) // DAY
    asked = f"; {ours} of ours waits for an answer" if ours == 1 else f"; {ours} of ours wait for an answer" if ours else ""
    return Risk(
        "gone_quiet", level, f"{member.name} has not been heard of for {silent_days} days; usually every {max(1, round(usual))}{asked}.",
        (said(last, "their last sign", person=member.person),), f"Any sign from {member.name}; or ask somebody beside them.",
        {"silent_days": silent_days, "usual_days": round(usual, 1), "chance": round(chance, 4), "unanswered": ours},
    )  # fmt: skip


def _longest(case: Case, days: Sequence[int]) -> float:
    """The longest gap of somebody's days within the last year."""
    lately = [d for d in days if d >= days[-1] - 365]
    return max((case.pace.between(a, b) for a, b in pairwise(lately)), default=0.0)


def _carried_on(case: Case, member: Member, since_us: int) -> bool:
    """Whether their side carries on without somebody: colleagues wrote on the deal twice since, or they did, under another address.

    A stated champion or economic buyer is missed even then.
    """
    later = [p for t in case.acts if t.us > since_us for p in t.acted if p != member.person]
    names = {_called(case.member[p].name) for p in later if p in case.member}
    if _called(member.name) in names:
        return True
    return len(later) >= 2 and not (member.basis == "stated" and member.role in ("economic buyer", "champion"))


def _called(name: str) -> str:
    """A name as it is compared; of an address, what stands before the @."""
    return name.casefold().partition("@")[0]


def longer(silent: float, gaps: Sequence[float]) -> float:
    """The chance that the next gap is so long: log-normal by the gaps seen, its spread held at `SPREAD` as if `HELD` more had been seen."""
    logs = [log(g) for g in gaps]
    n = len(logs)
    spread = sqrt((n * pstdev(logs) ** 2 + HELD * SPREAD**2) / (n + HELD))
    return 1 - NormalDist(fmean(logs), spread * sqrt(1 + 1 / n)).cdf(log(max(silent, 0.5)))


def _middle(gaps: Sequence[float]) -> float:
    found = sorted(gaps)
    half = len(found) // 2
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2


def waits_for_us(case: Case) -> Risk | None:
    """They wait for us.

    Fires where they asked something on the deal, or put a draft, terms or an offer before us, and for `risks.answer_days` or more nobody of
    ours wrote to whoever asked, nor to anybody of their company in that thread or a new one, nor met or spoke with any of them (going on
    with a colleague in another talk is no word to them; of a deal found in the mail it is). What they say that they will do themselves
    waits for nobody. Not where what one of ours on these mails sends is not seen, nor where it is said to be signed or done, nor where
    nothing linked to the deal speaks of buying or of terms. High where they wrote so on two days or more. Cleared by a word of ours.
    """
    if case.settled is not None or not case.business or case.unanswered is None:
        return None
    mails, words = case.unanswered
    days = (case.as_of_us - mails[0].us) / DAY
    if days < case.limits.answer_days:
        return None
    times = len({t.us // DAY for t in mails})
    name = case.member[mails[-1].writer].name if mails[-1].writer in case.member else "They"
    again = "" if times < 2 else " and wrote again since" if times == 2 else f" and wrote {times - 1} times since"
    return Risk(
        "waits_for_us", "high" if times >= 2 else "medium", f"{name} has waited for a word of ours for {days:.0f} days{again}.", (words,),
        "An answer, or the day on which it comes.", {"days": round(days), "times": times},
    )  # fmt: skip


def no_activity(case: Case) -> Risk | None:
    """Nothing happens.

    Fires where nothing passed either way on the deal for `risks.idle_days`, of time in which its mailboxes delivered; of a deal found in
    the mail, nothing with anybody of its company, and something waits: a question or a step of the negotiation (a draft, a term, an
    offer) of ours that they did not answer. Not where they wait for us (`waits_for_us` says so), nor where no mailbox shows what comes
    in, where it is said to be signed or done, or where what is linked to the deal never speaks of buying or of terms: that is mail beside
    it. Cleared by anything.
    """
    if case.settled is not None or not case.business or waits_for_us(case) is not None:
        return None
    last = max((t.us for t in case.passed if not t.automated), default=case.deal.opened_us)
    idle = (min(case.as_of_us, case.visible_us) - last) / DAY
    waits = case.waits
    if idle <= case.limits.idle_days or (case.deal.found and (waits is None or not waits[0].by_us)):
        return None
    if case.touches and not case.shows_in:
        return None
    evidence = tuple(said(t, "the last of it") for t in case.touches[-1:]) or (Evidence("nothing is linked to this deal"),)
    ours = waits is not None and waits[0].by_us
    who = " What we wrote last waits for them." if ours else ""
    return Risk(
        "no_activity", "medium", f"Nothing has passed on this deal for {idle:.0f} days.{who}",
        (waits[1],) if ours and waits is not None else evidence, "A next step with a date.", {"days": round(idle)},
    )  # fmt: skip
