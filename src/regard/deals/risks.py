"""What does the relationship put at risk in a deal? Each risk is one function: its docstring is its documentation (`docs/risks.md`).

A rule compares numbers that the evidence gives with thresholds from the settings (`risks.*`). Standing that is unknown never fires one;
nothing compares sellers. Each says what it rests on and what would clear it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from regard.deals.durations import Survival
from regard.deals.mentions import Mention, is_leaving, is_price, is_proposal, is_rival, own_sentences
from regard.deals.records import Coverage, Deal, Evidence, Level, Member, Risk, Seat, Touch
from regard.deals.roles import level as rank
from regard.deals.weight import has_say
from regard.model import DAY
from regard.results import Estimate
from regard.time import iso, iso_day

QUOTE = 240
SHOWN = 3
"""Risks shown of one deal; the rest are a link away."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds in force, by the last part of their setting's name (`risks.quiet_days`)."""

    single_share: float = 0.9
    quiet_days: int = 14
    quiet_ratio: float = 3.0
    last_look_at: float = 0.7
    last_look_price: float = 0.8
    protracted: float = 0.9
    idle_days: int = 30
    stuck_ratio: float = 2.0
    recent_days: int = 60
    history: int = 8
    good: float = 60.0
    fair: float = 40.0


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise of ours that is overdue: to whom, in which words, for which day, and the message that made it."""

    to: str
    name: str
    text: str
    due: str | None
    message_id: str
    made: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """Everything that is known of one open deal at `as_of_us`.

    touches: those linked to the deal, in order of time; account_touches: all of its people. visible_us: until when the mailboxes that
    would show its people's mail deliver. won, ended: how long the book's deals lived. stays: stage to the days of past stays in it.
    left: person to the sentence that says they work elsewhere now.
    """

    deal: Deal
    as_of_us: int
    touches: Sequence[Touch]
    account_touches: Sequence[Touch]
    members: Sequence[Member]
    seats: Sequence[Seat]
    mentions: Sequence[Mention]
    coverage: Coverage
    won: Survival
    ended: Survival
    stays: Mapping[str, Sequence[float]]
    visible_us: int
    left: Mapping[str, str] = field(default_factory=dict)
    rivals: Sequence[str] = ()
    limits: Limits = field(default_factory=Limits)
    owed: Sequence[Owed] = ()

    @property
    def acts(self) -> list[Touch]:
        """What the buyer's side did, in order of time."""
        return [t for t in self.touches if t.acted and not t.automated]

    @property
    def by_person(self) -> dict[str, list[Touch]]:
        """Each member who was met, with what they did on the deal."""
        found: dict[str, list[Touch]] = defaultdict(list)
        for touch in self.acts:
            for person in touch.acted:
                found[person].append(touch)
        return {m.person: found[m.person] for m in self.members if m.person and found.get(m.person)}

    @property
    def member(self) -> dict[str, Member]:
        """Members by person."""
        return {m.person: m for m in self.members if m.person}

    @property
    def age_days(self) -> float:
        """How long it has been open."""
        return max(0.0, (self.as_of_us - self.deal.opened_us) / DAY)

    def recent(self, touches: Sequence[Touch], days: int | None = None) -> list[Touch]:
        """Those of the last days (`risks.recent_days`)."""
        since = self.as_of_us - (self.limits.recent_days if days is None else days) * DAY
        return [t for t in touches if t.us >= since]


Rule = Callable[[Case], Risk | None]


def said(touch: Touch, says: str, words: str = "", start: int = 0, end: int = 0, person: str | None = None) -> Evidence:
    """A touch as evidence."""
    return Evidence(says, touch.id, iso(touch.us), words[:QUOTE], start, end, person or touch.writer or None)


def _good(estimate: Estimate | None, at: float) -> bool:
    return estimate is not None and estimate.known and estimate.score >= at


def _poor(estimate: Estimate | None, below: float) -> bool:
    return estimate is not None and estimate.known and estimate.score < below


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

    Fires where one person did four fifths of what the buyer's side did, with trust or rapport known to be good, while parts that the deal
    needs are empty or people are named and not met, and nobody new was met within `risks.recent_days`. Cleared by meeting one of them.
    """
    by = case.by_person
    total = sum(map(len, by.values()))
    if total < 4:
        return None
    person = max(sorted(by), key=lambda p: len(by[p]))
    share, member = len(by[person]) / total, case.member[person]
    warm = _good(member.standing.get("trust"), case.limits.good) or _good(member.standing.get("rapport"), case.limits.good)
    since = case.as_of_us - case.limits.recent_days * DAY
    new = any(touches[0].us >= since for p, touches in by.items() if p != person)
    others = [*(s.name or s.title for s in case.seats), *(m.name for m in case.members if not m.met)]
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


def gone_quiet(case: Case) -> Risk | None:
    """A contact who used to write has stopped, by their own rhythm.

    For people who did something on at least five days: fires where the silence is longer than `risks.quiet_days`, than `risks.quiet_ratio`
    times their usual gap, and than nine in ten of their gaps. Time in which the mailbox that would show them was dark does not count.
    High where they did most of what was done. Cleared by any sign from them.
    """
    found: list[tuple[int, Member, Touch, float]] = []
    for person, touches in _acts_by_person(case.account_touches).items():
        member = case.member.get(person)
        days = sorted({t.us // DAY for t in touches})
        if member is None or not member.met or len(days) < 5:
            continue
        gaps = sorted(b - a for a, b in pairwise(days))
        silent = (min(case.as_of_us, case.visible_us) // DAY) - days[-1]
        usual = median(gaps)
        if silent > max(case.limits.quiet_days, case.limits.quiet_ratio * usual, gaps[int(0.9 * (len(gaps) - 1))]):
            found.append((silent, member, touches[-1], usual))
    if not found:
        return None
    silent, member, last, usual = max(found, key=lambda f: (len(case.by_person.get(f[1].person or "", ())), f[0]))
    total = sum(map(len, case.by_person.values()))
    level: Level = "high" if len(case.by_person.get(member.person or "", ())) * 2 >= total else "medium"
    return Risk(
        "gone_quiet", level, f"{member.name} has not been heard of for {silent} days; usually every {max(1, round(usual))}.",
        (said(last, "their last sign", person=member.person),), f"Any sign from {member.name}; or ask somebody beside them.",
        {"silent_days": silent, "usual_days": usual},
    )  # fmt: skip


def contact_leaving(case: Case) -> Risk | None:
    """Somebody on the deal has left or is leaving.

    Fires on words that say so in what they or a colleague wrote within `risks.recent_days` (an away note too), and where the person is
    seen to work elsewhere. High where they did a third or more of what was done. Cleared by a successor who was met.
    """
    total = sum(map(len, case.by_person.values()))
    for touch in reversed(case.recent(case.account_touches)):
        if touch.by_us or not touch.writer or touch.writer not in case.member:
            continue
        for start, end, words in own_sentences(touch):
            if is_leaving(words):
                member = case.member[touch.writer]
                most = len(case.by_person.get(touch.writer, ())) * 3 >= max(total, 1)
                return Risk(
                    "contact_leaving", "high" if most else "medium", f"{member.name} writes that somebody is leaving.",
                    (said(touch, "in their words", words, start, end),),
                    "Meet whoever takes over, while they are still there to introduce.",
                    {"acts": len(case.by_person.get(touch.writer, ()))},
                )  # fmt: skip
    for person, says in sorted(case.left.items()):
        if person in case.member and case.member[person].met:
            most = len(case.by_person.get(person, ())) * 3 >= max(total, 1)
            return Risk(
                "contact_leaving", "high" if most else "medium", says, (Evidence(says, person=person),),
                "Find the successor; ask the one who left for an introduction.", {"acts": len(case.by_person.get(person, ()))},
            )  # fmt: skip
    return None


def no_weight_met(case: Case) -> Risk | None:
    """Nobody we met is shown to have a say.

    Fires where the decision weight of at least one person we met is known and none reaches even odds of about three to one, and either
    no economic buyer was met or somebody who signs is named and not met. High in the second case. People of whom too little is seen
    read "not yet shown" and fire nothing. Cleared by meeting whoever signs.
    """
    met = [m for m in case.members if m.met]
    told = [has_say(m.weight) for m in met]
    signs = [s for s in case.seats if s.role == "economic buyer" or rank(s.title) >= 2.0]
    if True in told or False not in told:
        return None
    if not signs and any(m.role in ("economic buyer", "executive sponsor") for m in met):
        return None
    who = ", ".join(s.name or s.title for s in signs[:2])
    says = f"{who} will have the say, and we have not met them." if who else "Nobody we met is shown to have a say in this."
    top = max((m for m in met if m.weight and m.weight.known), key=lambda m: m.weight.log_odds if m.weight else 0.0)
    evidence = tuple(e for s in signs[:2] for e in s.evidence[:1]) or (
        Evidence(f"the most is {top.name}'s", person=top.person),
    )
    best = top.weight.log_odds if top.weight else 0.0
    return Risk(
        "no_weight_met", "high" if signs else "medium", says, evidence, f"Meet {who or 'whoever signs'}, or learn who that is.",
        {"known": told.count(False), "best_log_odds": round(best, 2)},
    )  # fmt: skip


def rapport_without_value(case: Case) -> Risk | None:
    """Friendly, and not valued.

    Fires where somebody on the deal has good rapport and poor value, both known, and nobody on it has good value. Cleared when
    somebody acts on what we bring or asks for more of it.
    """
    met = [m for m in case.members if m.met]
    if any(_good(m.standing.get("value"), case.limits.good) for m in met):
        return None
    friendly = [
        m
        for m in met
        if _good(m.standing.get("rapport"), case.limits.good) and _poor(m.standing.get("value"), case.limits.fair)
    ]
    if not friendly:
        return None
    m = max(friendly, key=lambda f: f.seen)
    numbers = {"rapport": round(m.standing["rapport"].score, 1), "value": round(m.standing["value"].score, 1)}
    return Risk(
        "rapport_without_value", "medium", f"It is friendly with {m.name}, and nothing we brought was acted upon.",
        (Evidence(f"rapport {numbers['rapport']:.0f}, value {numbers['value']:.0f}", person=m.person),),
        "Bring something they can act on, and see whether they do.", numbers,
    )  # fmt: skip


def last_look(case: Case) -> Risk | None:
    """Called late, for a price.

    Three signs: the buyer's side did its first thing on the deal after `risks.last_look_at` of the usual cycle (the book's median, from
    `risks.history` ended deals on); at least `risks.last_look_price` of what they asked lately was about price, and they asked twice or
    more; nobody who is shown to have a say ever wrote. High with all three, medium with price and one other. Cleared by access to
    somebody who decides, or by a question that is not about price.
    """
    acts = case.acts
    asks = [
        (t, start, end, " ".join(t.text[start:end].split()))
        for t in case.recent(case.touches, 30) if not t.by_us and not t.automated for start, end in t.asks
    ]  # fmt: skip
    priced = [a for a in asks if is_price(a[3])]
    usual = case.ended.quantile(0.5) if case.ended.ended >= case.limits.history else None
    late = bool(acts) and usual is not None and (acts[0].us - case.deal.opened_us) / DAY >= case.limits.last_look_at * usual
    told = [has_say(m.weight) for m in case.members if m.met]
    one_sided = True not in told
    share = len(priced) / len(asks) if asks else 0.0
    if len(priced) < 2 or share < case.limits.last_look_price or not (late or (one_sided and told)):
        return None
    evidence = tuple(said(t, "about price", words, start, end) for t, start, end, words in priced[-3:])
    return Risk(
        "last_look", "high" if late and one_sided else "medium", "Lately they ask us for a price and for nothing else.", evidence,
        "Access to somebody who decides, or a question of theirs that is not about price.",
        {"price_share": round(share, 4), "asks": len(asks), "late": late, "one_sided": one_sided},
    )  # fmt: skip


def protracted(case: Case) -> Risk | None:
    """It lives longer than such deals do, and nothing moves.

    From `risks.history` won deals on: fires where the deal is older than `risks.protracted` of the book's won deals were when they were won
    (Kaplan and Meier's curve of the book's own deals) and its stage has not changed for 45 days. High where it is also older than as
    many of all ended deals. Cleared by a stage that moves, or by an end.
    """
    if case.won.ended < case.limits.history:
        return None
    still = case.won.at(case.age_days)
    moved = max((s.us for s in case.deal.stages), default=case.deal.opened_us)
    same = (case.as_of_us - moved) / DAY
    if still > 1 - case.limits.protracted + 1e-9 or same < 45:
        return None
    high = case.ended.at(case.age_days) <= 1 - case.limits.protracted + 1e-9
    says = f"Open for {case.age_days:.0f} days; {1 - still:.0%} of the deals we won were won sooner. In “{case.deal.stage}” for {same:.0f}."
    return Risk(
        "protracted", "high" if high else "medium", says,
        (Evidence(f"opened {iso_day(case.deal.opened_us)}, last stage {iso_day(moved)}"),),
        "A next step with a date on their side, or an honest end.",
        {"age_days": round(case.age_days), "won_sooner": round(1 - still, 4), "same_stage_days": round(same), "won": case.won.ended},
    )  # fmt: skip


def price_before_trust(case: Case) -> Risk | None:
    """A price before they have shown us anything.

    Fires where a mail of ours within `risks.recent_days` puts a price or a proposal before people who had done at most one thing towards us
    before, all deals counted, and who asked for none. High where we wrote again and nothing came. Cleared by anything they do.
    """
    done: Counter[str] = Counter()
    asked: set[str] = set()
    linked, since = {t.id for t in case.touches}, case.as_of_us - case.limits.recent_days * DAY
    for touch in case.account_touches:
        if touch.id in linked and touch.us >= since and not asked & touch.theirs and all(done[p] <= 1 for p in touch.theirs):
            named = _named_price(touch)
            if named is not None:
                later = [t for t in case.account_touches if t.us > touch.us and t.theirs & touch.theirs]
                pushed = [t for t in later if t.by_us]
                answered = any(t.acted & touch.theirs for t in later)
                return Risk(
                    "price_before_trust", "high" if pushed and not answered else "medium",
                    "We named a price before they had shown us anything.", (named,),
                    "Something they do: a question, a meeting, a colleague brought in.",
                    {"their_acts_before": max(done[p] for p in touch.theirs), "our_mails_since": len(pushed)},
                )  # fmt: skip
        for person in touch.acted:
            done[person] += 1
        if not touch.by_us and any(is_price(touch.text[s:e]) for s, e in touch.asks):
            asked |= {touch.writer}
    return None


def _named_price(touch: Touch) -> Evidence | None:
    """Where a mail of ours puts a price or a proposal before them."""
    if not touch.by_us or touch.kind != "mail":
        return None
    found = ((start, end, words) for start, end, words in own_sentences(touch) if is_proposal(words))
    return next((said(touch, "our words", words, start, end) for start, end, words in found), None)


def competitor_above(case: Case) -> Risk | None:
    """A competitor is spoken of, and by or about whom.

    Fires on the buyer's words within `risks.recent_days` that speak of a competitor, in general terms or by a name of `deals.rivals`. High
    where the same mail names or comes from somebody who stands as a director or higher, or who is deferred to; else low. Cleared by
    access to that person, or by what they say of us afterwards.
    """
    seniors = {m.name.split()[0].casefold(): m.name for m in case.members if m.name and rank(m.title) >= 2.0}
    low: Risk | None = None
    for touch in reversed(case.recent(case.touches)):
        if touch.by_us or touch.automated:
            continue
        heard = [(start, end, words) for start, end, words in own_sentences(touch) if is_rival(words, case.rivals)]
        if not heard:
            continue
        start, end, words = heard[0]
        member = case.member.get(touch.writer)
        named = [m for m in case.mentions if m.touch == touch.id and (m.defers or rank(m.title) >= 2.0)]
        text = {w.strip(".,;:!?()'’s").casefold() for w in touch.text.split()}
        who = (
            named[0].name or named[0].title if named else next((n for first, n in sorted(seniors.items()) if first in text), "")
        )
        if not who and member is not None and rank(member.title) >= 2.0:
            who = member.name
        found = Risk(
            "competitor_above", "high" if who else "low",
            f"A competitor is spoken of, at the level of {who}." if who else "A competitor is spoken of.",
            (said(touch, "in their words", words, start, end),),
            f"Access to {who}, with something of our own." if who else "Learn who spoke with them.", {"sentences": len(heard)},
        )  # fmt: skip
        if who:
            return found
        low = low or found
    return low


def drop_in_decider(case: Case) -> Risk | None:
    """Somebody senior appears late.

    Fires where a person who stands as a director or higher, who is shown to have a say, or who is the economic buyer, did their first thing
    towards us within the last 30 days, in a deal that is open for 45 days or more. High where they ask questions. Cleared when their
    questions are answered and they say so.
    """
    if case.age_days < 45:
        return None
    first: dict[str, Touch] = {}
    for touch in case.account_touches:
        for person in touch.acted:
            first.setdefault(person, touch)
    for person, touch in sorted(first.items(), key=lambda f: -f[1].us):
        member = case.member.get(person)
        if member is None or touch.us < case.as_of_us - 30 * DAY or touch.automated:
            continue
        if rank(member.title) >= 2.0 or has_say(member.weight) or member.role == "economic buyer":
            asks = [t for t in case.account_touches if t.writer == person and t.asks]
            words = [(t, s, e) for t in asks for s, e in t.asks]
            evidence = tuple(said(t, "they ask", " ".join(t.text[s:e].split()), s, e) for t, s, e in words[:3]) or (
                said(touch, "their first sign", person=person),
            )
            return Risk(
                "drop_in_decider", "high" if asks else "medium",
                f"{member.name}{f' ({member.title})' if member.title else ''} came in on {iso_day(touch.us)}, late in this deal.", evidence,
                "Their questions answered, in their words.", {"asks": len(words), "age_days": round(case.age_days)},
            )  # fmt: skip
    return None


def leaves_with_seller(case: Case) -> Risk | None:
    """One of ours leaves, and the contact is theirs.

    Fires where a colleague who is on four fifths or more of what the buyer's side did writes within `risks.recent_days` that they leave.
    High where nobody else of ours was written to since. Cleared by the buyer's writing to somebody else of ours.
    """
    on: Counter[str] = Counter(s for t in case.acts for s in t.ours)
    for touch in reversed(case.recent(case.account_touches)):
        if not touch.by_us or not case.acts or on[touch.writer] < 0.8 * len(case.acts):
            continue
        for start, end, words in own_sentences(touch):
            if is_leaving(words):
                since = [t for t in case.account_touches if t.us > touch.us and not t.by_us and t.ours - {touch.writer}]
                return Risk(
                    "leaves_with_seller", "medium" if since else "high", "The colleague who holds this deal is leaving.",
                    (said(touch, "our words", words, start, end),), "A mail of theirs to somebody else of ours.",
                    {"share": round(on[touch.writer] / len(case.acts), 4), "written_to_others": len(since)},
                )  # fmt: skip
    return None


def promise_overdue(case: Case) -> Risk | None:
    """We owe somebody on the deal what we promised.

    Fires where the ledger has a promise of ours to a member that is overdue. High from the second on. Cleared by delivering, or by a new
    day that they agree to.
    """
    if not case.owed:
        return None
    first = min(case.owed, key=lambda p: (p.due or "9", p.message_id))
    return Risk(
        "promise_overdue", "high" if len(case.owed) > 1 else "medium", f"We owe {first.name} what we promised for {first.due or 'then'}.",
        tuple(Evidence(f"for {p.due or 'no day'}", p.message_id, p.made, p.text[:QUOTE], p.start, p.end, p.to) for p in case.owed[:3]),
        "Deliver it, or agree on a new day.", {"overdue": len(case.owed)},
    )  # fmt: skip


def no_activity(case: Case) -> Risk | None:
    """Nothing happens.

    Fires where nothing passed either way on the deal for `risks.idle_days`, of time in which its mailboxes delivered. Cleared by anything.
    """
    last = max((t.us for t in case.touches if not t.automated), default=case.deal.opened_us)
    idle = (min(case.as_of_us, case.visible_us) - last) / DAY
    if idle <= case.limits.idle_days:
        return None
    evidence = tuple(said(t, "the last of it") for t in case.touches[-1:]) or (Evidence("nothing is linked to this deal"),)
    return Risk(
        "no_activity", "medium", f"Nothing has passed on this deal for {idle:.0f} days.", evidence, "A next step with a date.",
        {"days": round(idle)},
    )  # fmt: skip


def past_close(case: Case) -> Risk | None:
    """The close date has passed.

    Fires where the CRM's close date lies before today and the deal is open. High from 60 days on. Cleared by a new date, or an end.
    """
    if case.deal.close_us is None or case.deal.close_us + DAY > case.as_of_us:
        return None
    days = int((case.as_of_us - case.deal.close_us) / DAY)
    return Risk(
        "past_close", "high" if days >= 60 else "medium", f"The close date was {iso_day(case.deal.close_us)}, {days} days ago.",
        (Evidence(f"the CRM's close date: {iso_day(case.deal.close_us)}"),), "A close date that the buyer named.", {"days": days},
    )  # fmt: skip


def stage_stuck(case: Case) -> Risk | None:
    """It stays in its stage longer than deals do.

    Fires where it is in its stage for more than `risks.stuck_ratio` times the median stay of the book's deals there, from five on that
    went through it. Cleared by what the next stage asks for.
    """
    past = case.stays.get(case.deal.stage, ())
    if len(past) < 5 or not case.deal.stages:
        return None
    stay, usual = (case.as_of_us - max(s.us for s in case.deal.stages)) / DAY, median(past)
    if stay <= case.limits.stuck_ratio * max(usual, 1.0):
        return None
    return Risk(
        "stage_stuck", "low", f"In “{case.deal.stage}” for {stay:.0f} days; usually {usual:.0f}.",
        (Evidence(f"since {iso_day(max(s.us for s in case.deal.stages))}"),), "What the next stage asks for.",
        {"days": round(stay), "usual_days": round(usual), "deals": len(past)},
    )  # fmt: skip


RISKS: tuple[Rule, ...] = (
    contact_leaving, drop_in_decider, promise_overdue, last_look, no_weight_met, competitor_above,
    leaves_with_seller, price_before_trust, gone_quiet,
    single_threaded, comfortable, rapport_without_value, protracted, past_close, no_activity, stage_stuck,
)  # fmt: skip
"""Every risk; of one level, in the order in which they are shown."""
_LEVELS = {"high": 0, "medium": 1, "low": 2}


def risks(case: Case) -> list[Risk]:
    """The risks of an open deal, the most pressing first; none of one that is closed."""
    if case.deal.outcome != "open":
        return []
    found = [(n, risk) for n, rule in enumerate(RISKS) if (risk := rule(case)) is not None]
    return [risk for _, risk in sorted(found, key=lambda f: (_LEVELS[f[1].level], f[0]))]


def _acts_by_person(touches: Sequence[Touch]) -> dict[str, list[Touch]]:
    found: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if not touch.automated:
            for person in touch.acted:
                found[person].append(touch)
    return found
