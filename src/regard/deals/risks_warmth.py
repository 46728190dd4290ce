"""Risks that lie in how we stand: one warm contact and no other, friendliness without value, less trust than the deal needs."""

from __future__ import annotations

from regard.deals.acquainted import SAYS
from regard.deals.case import Case, acts_by_person, good, poor, said, shown
from regard.deals.moves import slips
from regard.deals.records import Evidence, Risk
from regard.model import DAY
from regard.time import iso


def comfortable(case: Case) -> Risk | None:
    """One warm contact, and the others stay unmet.

    Fires in two ways. They offered within `risks.recent_days` to bring us together with colleagues, we answered without taking it up, and
    nobody new of theirs was met since: medium, high where our answer says that we would rather not. Or one person did four
    fifths of what the buyer's side did, with trust or rapport known to be good, while parts that the deal needs are empty or people are
    named and not met, and nobody new was met within `risks.recent_days`. Who is not met here and with whom mail passed both ways
    elsewhere is "known to us, not on this deal": nobody needs an introduction to them. Cleared by meeting one of them.
    """
    return _offer_left(case) or _warm_alone(case)


def _offer_left(case: Case) -> Risk | None:
    """An introduction that they offered and that we did not take up."""
    for touch, offer in reversed(case.heard(case.recent(case.touches), "offers_people")):
        thread = [t for t in case.touches if t.us > touch.us and t.thread_id == touch.thread_id]
        answer = next((t for t in thread if t.by_us and touch.writer in t.theirs), None)
        before = {p for t in case.account_touches if t.us <= touch.us for p in t.acted}
        new = {p for t in case.account_touches if t.us > touch.us for p in t.acted} - before
        if answer is None or new or touch.writer not in case.member or touch.theirs - {touch.writer}:
            continue
        refusal = next((s for s in case.signs(answer) if s.kind == "keeps_to_one"), None)
        if refusal is None and case.as_of_us - answer.us < 14 * DAY:
            continue
        name = case.member[touch.writer].name
        evidence = (shown(touch, offer, "they offered"), *((shown(answer, refusal, "we answered"),) if refusal else ()))
        return Risk(
            "comfortable", "high" if refusal else "medium", f"{name} offered to bring us together with others, and we did not take it up.",
            evidence, f"Take up {name}'s offer.", {"days": round((case.as_of_us - touch.us) / DAY), "refused": refusal is not None},
        )  # fmt: skip
    return None


def _warm_alone(case: Case) -> Risk | None:
    """Four fifths through one warm contact, and somebody to meet."""
    by = case.by_person
    total = sum(map(len, by.values()))
    if total < 4:
        return None
    person = max(sorted(by), key=lambda p: len(by[p]))
    share, member = len(by[person]) / total, case.member[person]
    warm = good(member.standing.get("trust"), case.limits.good) or good(member.standing.get("rapport"), case.limits.good)
    since = case.as_of_us - case.limits.recent_days * DAY
    new = any(touches[0].us >= since for p, touches in by.items() if p != person)
    people = [m for m in case.members if not m.met and not m.place]
    unknown = [s.called for s in case.seats if not s.elsewhere] + [m.name for m in people if not m.elsewhere]
    others = list(dict.fromkeys(unknown))
    beside = [s.called for s in case.seats if s.elsewhere] + [m.name for m in people if m.elsewhere]
    known = list(dict.fromkeys(beside))
    held = {m.role for m in people if m.elsewhere} | {s.role for s in case.seats if s.elsewhere}
    missing = [role for role in case.coverage.missing if role not in held]
    if share < 0.8 or not warm or new or not (others or known or missing):
        return None
    unmet = ", ".join(others[:3]) or ("the " + ", ".join(missing[:2]) if missing else "")
    says, clears = _beside(member.name, unmet, ", ".join(known[:3]), several=len(known) > 1)
    evidence = (
        said(by[person][-1], f"{member.name}: {len(by[person])} of {total}", person=person),
        *(e for s in case.seats[:2] for e in s.evidence[:1]),
    )
    return Risk(
        "comfortable", "medium", says, evidence, clears,
        {"share": round(share, 4), "not_met": len(others), "known_elsewhere": len(known)},
    )  # fmt: skip


def _beside(warm: str, unmet: str, known: str, *, several: bool) -> tuple[str, str]:
    """What is said of whoever is not met here, and what clears it. Nobody asks for an introduction to whom they know."""
    says = [f"It is easy with {warm}"]
    clears = []
    if unmet:
        says.append(f"we have not met {unmet}")
        clears.append(f"Ask {warm} for an introduction to {unmet}.")
    if known:
        says.append(f"{known} {'are' if several else 'is'} {SAYS}")
        clears.append(f"Write to {known}: no introduction is needed.")
    return f"{', and '.join(says)}.", " ".join(clears)


def rapport_without_value(case: Case) -> Risk | None:
    """Friendly, and not valued.

    Fires where nobody on the deal has good value, and (a) somebody has good rapport and poor value, both known; or (b) within twice
    `risks.recent_days` somebody on it had a personal word for us in two threads or more, declined something of ours, and acted on
    something or asked for advice or a next step at most half as often. Cleared when somebody acts on what we bring or asks for more of
    it.
    """
    met = [m for m in case.members if m.met and not m.mailbox]
    friendly = [
        m for m in met if good(m.standing.get("rapport"), case.limits.good) and poor(m.standing.get("value"), case.limits.fair)
    ]
    if friendly and not any(good(m.standing.get("value"), case.limits.good) for m in met):
        m = max(friendly, key=lambda f: f.seen)
        numbers = {"rapport": round(m.standing["rapport"].score, 1), "value": round(m.standing["value"].score, 1)}
        return Risk(
            "rapport_without_value", "medium", f"It is friendly with {m.name}, and nothing we brought was acted upon.",
            (Evidence(f"rapport {numbers['rapport']:.0f}, value {numbers['value']:.0f}", person=m.person),),
            "Bring something they can act on, and see whether they do.", numbers,
        )  # fmt: skip
    return _small_talk(case)


_VALUES = frozenset(("acts_on", "asks_advice", "asks_next_step", "talks_outcomes"))


def _small_talk(case: Case) -> Risk | None:
    """Somebody's personal words beside what came of what we brought. Of what is personal nothing is quoted."""
    acts = acts_by_person(case.recent(case.account_touches, 2 * case.limits.recent_days))
    for person, touches in sorted(acts.items(), key=lambda a: (-len(a[1]), a[0])):
        member = case.member.get(person)
        if member is None or member.objected or case.share(person) < 0.05:
            continue
        wrote = [t for t in touches if t.writer == person]
        kinds = {t.id: {s.kind for s in case.signs(t)} for t in wrote}
        social = {t.thread_id or t.id for t in wrote if "social_talk" in t.cues or "social" in kinds[t.id]}
        declined = [t for t in wrote if "declines" in t.cues or kinds[t.id] & {"brushes_off", "no_meeting"}]
        valued = [t for t in wrote if t.cues & _VALUES]
        if len(social) < 2 or not declined or len(valued) * 2 > len(declined):
            continue
        return Risk(
            "rapport_without_value", "medium", f"It is friendly with {member.name}, and hardly anything we brought was acted upon.",
            (Evidence(f"a personal word in {len(social)} threads; declined {len(declined)} times", declined[-1].id, iso(declined[-1].us),
                      person=person),),
            "Bring something they can act on, and see whether they do.",
            {"personal": len(social), "declined": len(declined), "acted_upon": len(valued)},
        )  # fmt: skip
    return None


def trust_below_need(case: Case) -> Risk | None:
    """Less trust than this deal needs.

    Fires where the trust of the people met, together, is known and the upper end of its interval lies below what the deal needs (its
    stakes: `stakes.*`). Trust that is unknown never fires it, nor one whose interval reaches the need. High where the CRM put the close
    date off twice or more: more time was asked for and did not help; else medium. Cleared by trust whose interval reaches the need.
    """
    trust, stakes = case.trust, case.stakes
    if trust is None or stakes is None or not trust.known or trust.high >= stakes.needs:
        return None
    held = slips(case.deal, case.as_of_us)
    times = held.times if held is not None else 0
    stands = f"trust {trust.score:.0f} ({trust.low:.0f}–{trust.high:.0f})"
    says = f"It needs a trust of {stakes.needs:.0f} and stands at {trust.score:.0f} ({trust.low:.0f}–{trust.high:.0f})"
    if times >= SLIPS:
        says += f"; its close date was put off {times} times"
    evidence = [Evidence(f"{stands} of the people met, together"), *(Evidence(s.says) for s in stakes.stakes)]
    if held is not None and times:
        evidence.append(Evidence(f"close date {held.first}, now {held.now}, put off {_times(times)}"))
    return Risk(
        "trust_below_need", "high" if times >= SLIPS else "medium", f"{says}.", tuple(evidence),
        "Something of ours that they take up or act on, before the next price or date is put to them.",
        {"needs": round(stakes.needs, 1), "trust": round(trust.score, 1), "high": round(trust.high, 1), "put_off": times},
    )  # fmt: skip


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"


SLIPS = 2
"""A close date that was put off so often slips."""
