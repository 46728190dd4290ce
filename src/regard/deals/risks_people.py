"""Risks that lie in who we know: too few, the wrong ones, the ones who go, and those who come in late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log, sqrt
from statistics import NormalDist, fmean, pstdev

from regard.deals.case import Case, good, poor, said, shown
from regard.deals.hired import says_changed
from regard.deals.mentions import fits
from regard.deals.records import Evidence, Level, Member, Risk, Seat, Touch
from regard.deals.roles import level as rank
from regard.deals.signs import Sign, is_sign
from regard.deals.weight import has_say
from regard.model import DAY
from regard.time import iso, iso_day


def single_threaded(case: Case) -> Risk | None:
    """Everything goes through one person.

    Fires where at least four things were done by the buyer's side on the deal and one person did `risks.single_share` of them. High
    where nobody else did anything. Cleared by a second person of theirs who writes, meets or answers.
    """
    by = case.by_person
    total = sum(map(len, by.values()))
    if total < 4:
        return None
    person = max(sorted(by), key=lambda p: len(by[p]))
    share = len(by[person]) / total
    if share < case.limits.single_share:
        return None
    name = case.member[person].name
    alone = len(by) == 1
    says = f"All contact on this deal is with {name}." if alone else f"{share:.0%} of their side of this deal is {name}."
    return Risk(
        "single_threaded", "high" if alone else "medium", says, (said(by[person][-1], f"the latest of {len(by[person])}", person=person),),
        "Meet a second person who has a part in this.", {"share": round(share, 4), "acts": total, "people": len(by)},
    )  # fmt: skip


def comfortable(case: Case) -> Risk | None:
    """One warm contact, and the others stay unmet.

    Fires in two ways. They offered within `risks.recent_days` to bring us together with colleagues, we answered without taking it up, and
    nobody new of theirs was met since: medium, high where our answer says that we would rather not. Or one person did four
    fifths of what the buyer's side did, with trust or rapport known to be good, while parts that the deal needs are empty or people are
    named and not met, and nobody new was met within `risks.recent_days`. Cleared by meeting one of them.
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
    others = list(dict.fromkeys([*(s.name or s.title for s in case.seats), *(m.name for m in case.members if not m.met)]))
    if share < 0.8 or not warm or new or not (others or case.coverage.missing):
        return None
    unmet = ", ".join(others[:3]) or "the " + ", ".join(case.coverage.missing[:2])
    evidence = (
        said(by[person][-1], f"{member.name}: {len(by[person])} of {total}", person=person),
        *(e for s in case.seats[:2] for e in s.evidence[:1]),
    )
    return Risk(
        "comfortable", "medium", f"It is easy with {member.name}, and we have not met {unmet}.", evidence,
        f"Ask {member.name} for an introduction to {unmet}.", {"share": round(share, 4), "not_met": len(others)},
    )  # fmt: skip


SPREAD, HELD = 0.9, 3
"""Until a person's own gaps say otherwise, their logarithms spread so much; it counts as so many gaps of their own."""


def gone_quiet(case: Case) -> Risk | None:
    """A contact who matters here and used to write has stopped, by their own rhythm.

    For people who did a quarter or more of what the buyer's side did on the deal, or have a telling part in it, and did something on six
    days at least: fires where the silence is longer than `risks.quiet_days`, than `risks.quiet_ratio` times their usual gap, and so long
    that a gap of theirs would be with a chance of at most `risks.quiet_chance` (their gaps' logarithms taken as normal). Days count as
    they pass for the book's other buyers, so that holidays are short; time in which the mailbox that would show them was dark does not
    count; where colleagues of theirs carry on (two mails since) only a stated champion or economic buyer is missed. High where they did
    most of what was done and left something of ours unanswered. Cleared by any sign from them.
    """
    found: list[tuple[Level, float, Member, Touch, float, float, int]] = []
    for person, touches in _acts_by_person(case.account_touches).items():
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
        if silent <= max(case.limits.quiet_days, case.limits.quiet_ratio * usual):
            continue
        chance = longer(silent, gaps)
        if chance > case.limits.quiet_chance:
            continue
        if _carried_on(case, member, touches[-1].us):
            continue
        ours = sum(t.by_us and person in t.theirs and bool(t.asks) for t in case.account_touches if t.us > touches[-1].us)
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


def _carried_on(case: Case, member: Member, since_us: int) -> bool:
    """Whether their side carries on without somebody: colleagues wrote on the deal twice since, or they did, under another address.

    A stated champion or economic buyer is missed even then.
    """
    later = [p for t in case.acts if t.us > since_us for p in t.acted if p != member.person]
    names = {case.member[p].name.casefold() for p in later if p in case.member}
    if " " in member.name and member.name.casefold() in names:
        return True
    return len(later) >= 2 and not (member.basis == "stated" and member.role in ("economic buyer", "champion"))


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


def contact_leaving(case: Case) -> Risk | None:
    """Somebody on the deal has left or is leaving.

    Fires on words that say so within `risks.recent_days`, of whoever wrote them or of a member whom they name (an away note too), where
    mail to a member came back because nobody is there, and where a member is seen to work elsewhere. High where that person did a third
    or more of what was done, champions the deal or holds its budget; low where nobody says who it is. Somebody outside the deal fires
    nothing. Cleared by a successor who was met.
    """
    found = [r for touch in reversed(case.recent(case.account_touches)) for r in _says_goodbye(case, touch)]
    for person, evidence in sorted(case.left.items()):
        if person in case.member and case.member[person].met:
            member = case.member[person]
            found.append(
                Risk(
                    "contact_leaving",
                    _level_of(case, member),
                    evidence.says,
                    (evidence,),
                    "Find the successor; ask the one who left for an introduction.",
                    {"share": round(case.share(person), 4)},
                )
            )
    order = {"high": 0, "medium": 1, "low": 2}
    return min(found, key=lambda r: order[r.level], default=None)


def _says_goodbye(case: Case, touch: Touch) -> list[Risk]:
    """What one mail says of who leaves."""
    if touch.by_us or touch.writer not in case.member:
        return []
    found = []
    for sign in case.signs(touch):
        if sign.kind != "leaves":
            continue
        gone = _gone(case, touch, sign)
        if gone is None and sign.about:
            continue
        name = gone.name if gone else "somebody"
        says = (
            f"{name} is leaving, or has left." if gone else f"{case.member[touch.writer].name} writes that somebody is leaving."
        )
        found.append(
            Risk(
                "contact_leaving",
                _level_of(case, gone) if gone else "low",
                says,
                (shown(touch, sign),),
                "Meet whoever takes over, while they are still there to introduce.",
                {"share": round(case.share(gone.person), 4) if gone and gone.person else 0.0},
            )
        )
    return found


def _gone(case: Case, touch: Touch, sign: Sign) -> Member | None:
    """Who it is: the writer, the one member whom the words name, or nobody to be sure of."""
    if sign.about:
        named = [m for m in case.members if m.person and fits(sign.about, m.name)]
        return named[0] if len(named) == 1 else None
    own = {"i", "i'm", "i'll", "i've", "my", "me", "ich", "mein", "meine"} & set(
        sign.words.casefold().replace("’", "'").split()
    )
    return case.member[touch.writer] if own or touch.automated else None


def _level_of(case: Case, member: Member) -> Level:
    most = bool(member.person) and case.share(member.person or "") * 3 >= 1
    return "high" if most or member.role in ("champion", "economic buyer") else "medium"


def no_weight_met(case: Case) -> Risk | None:
    """Nobody we met is shown to have a say.

    Fires where (a) the buyer's words name somebody who signs or has the last word, and who was never met: high where nobody who was met
    is shown to have a say, else medium; (b) somebody who does a tenth or more of this deal says that it is not theirs to decide and
    nobody who was met is shown to have a say: high; or somebody who does a quarter of it or champions it says so: medium; (c) of
    everybody who was met, two at least, it is shown that they have none: medium. A weight whose interval leaves it open is "not yet
    shown" and fires nothing. Cleared by meeting whoever signs.
    """
    met = [m for m in case.members if m.met and not m.objected]
    told = [has_say(m.weight) for m in met]
    signs = _unmet_signers(case)
    none = True not in told and not any(m.role in ("economic buyer", "executive sponsor") and m.basis == "stated" for m in met)
    who = ", ".join(s.name or s.title for s in signs[:2])
    named = who[:1].upper() + who[1:]
    if signs and (none or any(s.name for s in signs)):
        evidence = tuple(e for s in signs[:2] for e in s.evidence[:1])
        return Risk(
            "no_weight_met", "high" if none else "medium", f"{named} will have the say, and we have not met them.", evidence,
            f"Meet {who}.", {"met": len(met), "named": len(signs)},
        )  # fmt: skip
    without = _without_say(case, 0.1 if none else 0.25)
    if without is not None:
        touch, sign = without
        name = case.member[touch.writer].name
        return Risk(
            "no_weight_met", "high" if none else "medium", f"{name} says that it is not theirs to decide.",
            (shown(touch, sign),), f"Meet {who or 'whoever decides'}.", {"share": round(case.share(touch.writer), 4), "met": len(met)},
        )  # fmt: skip
    if none and len(met) >= 2 and all(say is False for say in told):
        top = max(met, key=lambda m: m.weight.log_odds if m.weight else 0.0)
        best = top.weight.log_odds if top.weight else 0.0
        return Risk(
            "no_weight_met", "medium", "Nobody we met is shown to have a say in this.",
            (Evidence(f"the most is {top.name}'s", person=top.person),), "Meet whoever signs, or learn who that is.",
            {"met": len(met), "best_log_odds": round(best, 2)},
        )  # fmt: skip
    return None


JUST_MET = 21 * DAY
"""Somebody who was put on a mail so lately is about to be met."""


def _unmet_signers(case: Case) -> list[Seat]:
    """Seats whose own evidence says that they decide, of people who were not just put on a mail."""
    heard = {(m.touch, m.start) for m in case.mentions if m.defers}
    lately = [m.name for m in case.members if m.first_us is not None and m.first_us >= case.as_of_us - JUST_MET]
    return [
        s
        for s in case.seats
        if any((e.message_id, e.start) in heard and (is_sign("decision", e.quote) or rank(s.title) >= 2.0) for e in s.evidence)
        and (s.role == "economic buyer" or rank(s.title) >= 2.0)
        and not (s.name and any(fits(s.name, name) for name in lately))
    ]


def _without_say(case: Case, share: float) -> tuple[Touch, Sign] | None:
    """The latest words in which whoever does so much of this deal, or champions it, says that it is not theirs to decide."""
    for touch, sign in reversed(case.heard(case.recent(case.touches), "no_say")):
        member = case.member.get(touch.writer)
        if member is not None and (case.share(touch.writer) >= share or member.role == "champion") and rank(member.title) < 2.0:
            return touch, sign
    return None


def rapport_without_value(case: Case) -> Risk | None:
    """Friendly, and not valued.

    Fires where nobody on the deal has good value, and (a) somebody has good rapport and poor value, both known; or (b) within twice
    `risks.recent_days` somebody on it had a personal word for us in two threads or more, declined something of ours, and acted on
    something or asked for advice or a next step at most half as often. Cleared when somebody acts on what we bring or asks for more of
    it.
    """
    met = [m for m in case.members if m.met]
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
    acts = _acts_by_person(case.recent(case.account_touches, 2 * case.limits.recent_days))
    for person, touches in sorted(acts.items(), key=lambda a: (-len(a[1]), a[0])):
        member = case.member.get(person)
        if member is None or member.objected or case.share(person) < 0.05:
            continue
        wrote = [t for t in touches if t.writer == person]
        kinds = {t.id: {s.kind for s in case.signs(t)} for t in wrote}
        social = {t.thread_id or t.id for t in wrote if "social_talk" in t.cues or "social" in kinds[t.id]}
        declined = [t for t in wrote if "declines" in t.cues or "brushes_off" in kinds[t.id]]
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


def drop_in_decider(case: Case) -> Risk | None:
    """Somebody senior appears late.

    Fires where a person who stands as a director or higher, who is shown to have a say, or who is the economic buyer, did their first thing
    towards us within the last 30 days, of which 60 or more before were seen, in a deal that is open for 45 days or more. High where
    they ask questions. A personal word alone is none, nor a mail of their own that asks nothing and has nobody else of theirs on it.
    Cleared when their questions are answered and they say so.
    """
    if case.age_days < 45:
        return None
    first: dict[str, Touch] = {}
    for touch in case.account_touches:
        for person in touch.acted:
            first.setdefault(person, touch)
    on = {t.id for t in case.touches}
    for person, touch in sorted(first.items(), key=lambda f: -f[1].us):
        member = case.member.get(person)
        late = touch.us >= case.as_of_us - 30 * DAY and touch.us - case.visible_from_us >= 60 * DAY
        if member is None or not late or touch.automated or touch.id not in on:
            continue
        if rank(member.title) >= 2.0 or has_say(member.weight) or member.role == "economic buyer":
            asks = [t for t in case.touches if t.writer == person and t.asks and "social_talk" not in t.cues]
            words = [(t, s, e) for t in asks for s, e in t.asks]
            by_themselves = not touch.theirs - {person} and not _thread_before(case, touch)
            if not words and (by_themselves or "social_talk" in touch.cues):
                continue
            evidence = tuple(said(t, "they ask", " ".join(t.text[s:e].split()), s, e) for t, s, e in words[:3]) or (
                said(touch, "their first sign", person=person),
            )
            return Risk(
                "drop_in_decider", "high" if asks else "medium",
                f"{member.name}{f' ({member.title})' if member.title else ''} came in on {iso_day(touch.us)}, late in this deal.", evidence,
                "Their questions answered, in their words.", {"asks": len(words), "age_days": round(case.age_days)},
            )  # fmt: skip
    return None


def _thread_before(case: Case, touch: Touch) -> bool:
    """Whether a thread had somebody else of theirs before this mail."""
    return any(
        t.thread_id == touch.thread_id and t.us < touch.us and t.theirs - {touch.writer} for t in case.touches if t.thread_id
    )


def leaves_with_seller(case: Case) -> Risk | None:
    """One of ours leaves, and the contact is theirs.

    Fires where a colleague who is on four fifths or more of what the buyer's side did writes within `risks.recent_days` that they leave.
    Whoever writes that they came from another firm leaves nobody. High where nobody else of ours was written to since. Cleared by the
    buyer's writing to somebody else of ours.
    """
    on: Counter[str] = Counter(s for t in case.acts for s in t.ours)
    for touch, sign in reversed(case.heard(case.recent(case.account_touches), "leaves", by_us=True)):
        coming = says_changed(touch)
        if sign.about or not case.acts or on[touch.writer] < 0.8 * len(case.acts) or (coming and coming[0] == sign.start):
            continue
        since = [t for t in case.account_touches if t.us > touch.us and not t.by_us and t.ours - {touch.writer}]
        return Risk(
            "leaves_with_seller", "medium" if since else "high", "The colleague who holds this deal is leaving.",
            (shown(touch, sign, "our words"),), "A mail of theirs to somebody else of ours.",
            {"share": round(on[touch.writer] / len(case.acts), 4), "written_to_others": len(since)},
        )  # fmt: skip
    return None


def _acts_by_person(touches: Sequence[Touch]) -> dict[str, list[Touch]]:
    found: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if not touch.automated:
            for person in touch.acted:
                found[person].append(touch)
    return found
