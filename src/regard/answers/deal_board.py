"""The deals of a moment with what is known of each: committee, coverage, empty seats, risks, next step, forecast.

Everything is computed for all deals at once, from one reading of what passed with their people; `Board` is remembered by the book.
Reads what `touches`, `opportunities`, `jobs`, `deal_people` and the standings read, and coverage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from regard.answers import deal_context as context
from regard.answers.account_sides import suppliers
from regard.answers.accounts import combined
from regard.answers.confided import confided, unquoted
from regard.answers.deal_people import faces_of, graphs_of, members_of, parties_of, subjects
from regard.answers.found_deals import found_deals
from regard.answers.inside import said_inside
from regard.answers.invited import declined, invited_seats
from regard.answers.rival_offers import rival_offers
from regard.answers.touches import touches, with_gists, with_words
from regard.answers.view import View
from regard.config import Settings
from regard.deals.acquainted import seats_acquainted, with_acquainted
from regard.deals.asked import Sent
from regard.deals.committee import coverage, empty_seats
from regard.deals.competence import OVER, UNREAD, Bars, Competence, competence, competence_fails
from regard.deals.corrections import NOTHING, Corrections, members_with, seats_with, with_links, with_parts
from regard.deals.heirs import heirs, with_heirs
from regard.deals.linking import Party, link
from regard.deals.matters import CIRCULAR
from regard.deals.mentions import Mention, as_of_now, mentions
from regard.deals.pace import pace
from regard.deals.records import Coverage, Deal, Member, Risk, Seat, Sure, Touch
from regard.deals.renaming import said as said_of_stage
from regard.deals.renaming import with_new_names
from regard.deals.risks import Case, Owed, risks
from regard.deals.roles import required
from regard.deals.signs import Sign, signs
from regard.deals.snoozing import put_off
from regard.deals.stakes import Stakes, Steps, stakes
from regard.deals.two_crms import Doubt
from regard.evidence.language.detect import UNREAD as IS_UNREAD
from regard.evidence.language.occasions import is_sociable
from regard.model import DAY, FACTORS, Factor
from regard.results import Estimate, PromiseRow
from regard.store.live import Live

LOOKED_BACK = 200 * DAY
"""Words are read of so long before a deal was opened: who was there before, and what had been asked."""

RECENT = 30
"""Days for which last looks and complaints are read, whatever `risks.recent_days` says."""
HELD = 10_000
"""Messages whose gists are held at a time."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one deal. `carrier`: who of theirs did most on it, and which share of all they did. `sure`: touch to how sure its
    link is, of those that nobody made by hand.
    """

    deal: Deal
    touches: tuple[Touch, ...]
    why: Mapping[str, str]
    members: tuple[Member, ...]
    seats: tuple[Seat, ...]
    coverage: Coverage
    risks: tuple[Risk, ...]
    next_step: Touch | None
    standing: Mapping[Factor, Estimate]
    competence: Competence = UNREAD
    stakes: Stakes | None = None
    carrier: tuple[str, float] | None = None
    sure: Mapping[str, Sure] = field(default_factory=dict)

    @property
    def unread(self) -> int:
        """How many mails of theirs on it are in a language that is not read: no risk is heard in them."""
        return sum(not t.by_us and t.kind == "mail" and IS_UNREAD in t.cues for t in self.touches)


@dataclass(frozen=True)
class Board:
    """Every deal of a moment. `unlinked` counts touches with people of deals that belong to none of them.

    `said` is what people said of them; its snoozes are laid over the risks when they are read (`risks_of`). `notes` are what is odd of a
    deal beside others: an account that stands twice, a stage that was renamed.
    """

    as_of_us: int
    known: Mapping[str, Known]
    names: Mapping[str, str] = field(default_factory=dict)
    unlinked: int = 0
    key: bytes = b""
    said: Mapping[str, Corrections] = field(default_factory=dict)
    who: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def whom(self, subject: str) -> str:
        """The name of the person whom a judgement is about, "" where it is about nobody in the book."""
        return self.names.get(self.who.get(subject, ""), "")

    def risks_of(self, k: Known) -> tuple[Risk, ...]:
        """The risks of a deal, those that are put off marked so."""
        return put_off(k.risks, self.said.get(k.deal.id, NOTHING).snooze, self.key, self.as_of_us)


def board(
    view: View,
    settings: Settings,
    said: Mapping[str, Corrections] | None = None,
    only: Collection[str] | None = None,
    owed: Sequence[PromiseRow] | None = None,
    *,
    supposed: bool = False,
) -> Board:
    """Everything known of every deal (of `only` these, by id) at the view's moment, as people corrected it.

    `owed` are the promises that may be overdue; those of the whole book, if None. `supposed`: `said` has deals that were proposed and
    nobody confirmed.
    """
    said = said or {}
    every, renamed = with_new_names([*view.money().deals, *found_deals(view, said)])
    originals = [d for d in every if only is None or d.id in only]
    if not originals:
        return Board(view.as_of_us, {}, key=view.key, said=said)
    who = subjects(view, (s for one in said.values() for s in (*one.role, *one.pin)))
    deals = [with_parts(d, said.get(d.id, NOTHING), who.get, {}) for d in originals]
    parties = parties_of(view, deals)
    people = {p for party in parties.values() for p in party.people}
    passed = touches(view.live, people, view.as_of_us)
    past = [t for t in passed.past if not t.automated]
    links: dict[str, dict[str, str]] = defaultdict(dict)
    linked: set[str] = set()
    sure: dict[str, dict[str, Sure]] = defaultdict(dict)
    for one in link(past, deals, parties):
        links[one.deal][one.touch] = one.why
        sure[one.deal][one.touch] = one.sure
    there = {t.id for t in past}
    for ident, one_said in said.items():
        if one_said.link and ident in parties:
            links[ident] = with_links(links[ident], one_said, there.__contains__)
            sure[ident] = {t: s for t, s in sure[ident].items() if t not in one_said.link}
    linked.update(t for of_deal in links.values() for t in of_deal)
    told = {t.id: t for t in passed.past}
    spoken = _spoken(view, passed.past, deals, parties, links)
    faces = faces_of(view, people, whole=only is None)
    by_person: dict[str, list[Touch]] = defaultdict(list)
    for touch in passed.past:
        for person in touch.theirs:
            by_person[person].append(touch)
    lived = context.lives(deals if only is None else every, view.as_of_us)
    ours = dict(view.live.rows("SELECT id, name FROM person WHERE side = 'us'"))
    shows = context.visible(view)
    limits = context.limits(view, settings)
    graphs = graphs_of(deals, parties, by_person)
    sent, bars, steps = _sent(view), _bars(settings), _steps(settings)
    late = _at_one(_owed(view, owed), deals, parties, links)
    still = [d for d in deals if d.outcome == "open"]
    moved = context.moved(view, still)
    acted = {p: t.us for t in past for p in t.acted}
    back = context.returned(view, faces, acted, limits.recent_days)
    names = {p: f.name for p, f in faces.items()} | ours
    firms = [x for d in deals for x in (d.account, d.name)]
    works = {p: d.company_id or "" for d in deals for p in parties[d.id].at_account}
    framing = context.framing(view.live, spoken)
    common = partial(context.common, view.live, spoken)
    rivals = context.rivals(deals, framing, [*names.values(), *firms], settings["deals.rivals"], works, common)
    words = _Words(view.live, spoken, rivals, view.as_of_us - max(limits.recent_days, RECENT) * DAY)
    recent_us = view.as_of_us - limits.recent_days * DAY
    others = rival_offers(view.live, [t for t in spoken.values() if t.us >= recent_us])
    inside = said_inside(view, every, recent_us)
    large = context.sizes(every)
    passing = pace((t.us // DAY, p) for t in past if not t.recovered for p in t.acted)
    again = context.customers(deals if only is None else every)
    sellers = suppliers(view)
    in_deals = Counter(p for d in deals if d.outcome == "open" for p in parties[d.id].people)
    said_no = declined(view, in_deals)
    known: dict[str, Known] = {}
    # One account after the other: its deals have their words in common, which are let go of after it.
    for original, deal in sorted(zip(originals, deals, strict=True), key=lambda d: (d[1].company_id or "", d[1].id)):
        corrected = said.get(deal.id, NOTHING)
        linked_here = tuple(sorted((told[t] for t in links[deal.id]), key=lambda t: (t.us, t.id)))
        party, still_open = parties[deal.id], deal.outcome == "open"
        around = {t.id: t for p in party.people for t in by_person[p] if party.has(p, t.us)} if still_open else {}
        read = words.of((*linked_here, *around.values()))
        mine = tuple(read[t.id] for t in linked_here)
        about = sorted((read[t] for t in around), key=lambda t: (t.us, t.id))
        # Whom a mail to a crowd names is part of the crowd's matter, not of one company's deal.
        heard = _heard(view.live, (t for t in mine if deal.companies or len(t.theirs) <= CIRCULAR))
        crm = {key: r.role for r in original.roles for key in (r.person, r.contact_id) if key}
        members = members_with(
            members_of(deal, mine, party, faces, heard, graphs.get(deal.company_id or "", {}), words.whole),
            corrected,
            who.get,
            crm,
        )
        members = with_acquainted(members, by_person, links[deal.id])
        there_named = {p: faces[p].name for p in party.people if p in faces}
        after = heirs(about, members, partial(words.signs_of, rivals=rivals)) if still_open else ()
        named = with_heirs(empty_seats(heard, members, there_named, ours.values()), after, members, there_named, ours.values())
        if still_open:
            alone = frozenset(p for p in party.people if in_deals[p] == 1)
            asked = invited_seats(deal, alone, {m.person for m in members if m.person}, faces, said_no)
            named = with_heirs(named, asked, members, there_named, ours.values())
        seats = seats_with(named, corrected)
        seats = seats_acquainted(seats, there_named, by_person, links[deal.id])
        covered = coverage(required(settings["deals.roles"], deal.type), members)
        spans = [shows[s] for t in mine for s in t.ours if s in shows]
        gone = moved.get(deal.id, {}) | {p: e for p, e in back.items() if p in party.people}
        standing = {
            f: combined(view, f, [m.standing[f] for m in members if m.met and not m.mailbox and f in m.standing])
            for f in FACTORS
        }
        needs = stakes(deal, every, mine, standing["trust"], steps) if still_open else None
        case = Case(
            deal, view.as_of_us, mine, about, members, seats, heard, covered, lived.such(deal, limits.history), lived.ended, lived.stays,
            max((end for _, end in spans), default=view.as_of_us), gone, rivals, limits,
            _owed_on(deal, late.get(deal.id, ()), {m.person for m in members}, links[deal.id]) if still_open else (),
            min((begin for begin, _ in spans), default=view.as_of_us), passing, deal.id in again, words.signs,
            bool(spans) or (not mine and party.owner in shows), sent, large(deal), supposed, needs, standing["trust"],
            {t.id: others[t.id] for t in mine if t.id in others}, inside.get(deal.id, ()),
        )  # fmt: skip
        owing = {p.message_id for p in late.get(deal.id, ())}
        able = UNREAD if not view.text else competence(mine, view.as_of_us, bars, sent.shows, owing) if still_open else OVER
        step = (
            next((t for t in passed.come if t.theirs & party.people and not is_sociable(t.subject)), None)
            if still_open
            else None
        )
        known[deal.id] = Known(
            original,
            linked_here,
            links[deal.id],
            members,
            seats,
            covered,
            () if deal.company_id in sellers else _risks(case, able),
            step,
            standing,
            able,
            needs,
            _carrier(mine, members),
            sure[deal.id],
        )
    known = _in_confidence(view.live, {d.id: known[d.id] for d in originals})
    return Board(
        view.as_of_us, known, names, len(past) - len(linked), view.key, said, who, _notes(every, renamed, view.money().doubts)
    )


def _heard(live: Live, passed: Iterable[Touch]) -> list[Mention]:
    """Whom the buyer's words name, as it stands now; what was told to one of ours in confidence names nobody to the team."""
    said = [m for t in passed for v in t.spoken for m in mentions(v)]
    private = confided(live, {m.touch for m in said}) if said else frozenset()
    return as_of_now(m for m in said if m.touch not in private)


def _in_confidence(live: Live, known: Mapping[str, Known]) -> dict[str, Known]:
    """Everything known, with no words of a mail in confidence: they counted, and are not quoted; no risk or seat rests on them alone."""
    shown = [(*(e for r in k.risks for e in r.evidence), *(e for s in k.seats for e in s.evidence)) for k in known.values()]
    said = {e.message_id for of in shown for e in of if e.message_id and e.quote}
    private = confided(live, said)
    told = {
        i: (
            k.members,
            tuple(s for s in k.seats if s.corrected or not _rests_on(s, private)),
            tuple(r for r in k.risks if not _rests_on(r, private)),
            k.competence,
            k.stakes,
        )
        for i, k in known.items()
    }
    found = {}
    for i, (members, seats, risks_, able, needs) in unquoted(live, told).items():
        found[i] = replace(known[i], members=members, seats=seats, risks=risks_, competence=able, stakes=needs)
    return found


def _rests_on(what: Risk | Seat, private: Collection[str]) -> bool:
    """Whether all the words of theirs that a risk or a seat shows are some that nobody else may be told."""
    told = [e.message_id for e in what.evidence if e.quote or isinstance(what, Seat)]
    return bool(told) and all(message_id in private for message_id in told)


def _notes(deals: Sequence[Deal], renamed: Mapping[str, str], doubts: Sequence[Doubt]) -> dict[str, tuple[str, ...]]:
    """What is odd of each deal beside others."""
    ids: dict[str, set[str]] = defaultdict(set)
    for d in deals:
        if d.account_id:
            ids[d.company_id or d.account.casefold()].add(d.account_id)
    maybe: dict[str, list[str]] = defaultdict(list)
    for doubt in doubts:
        maybe[doubt.left].append(doubt.right)
        maybe[doubt.right].append(doubt.left)
    found: dict[str, tuple[str, ...]] = {}
    for d in deals:
        n = len(ids.get(d.company_id or d.account.casefold(), ()))
        twice = (f"its account stands {n} times",) if n > 1 else ()
        both = (f"two CRMs have it ({', '.join((d.id, *d.twins))}), and it counts once",) if d.twins else ()
        may = (f"{other} of another CRM may be the same deal, and counts beside it" for other in maybe[d.id])
        if notes := (*both, *may, *twice, *said_of_stage(d, renamed)):
            found[d.id] = notes
    return found


def _risks(case: Case, able: Competence) -> tuple[Risk, ...]:
    """The risks of a deal, with that of competence among them."""
    one = competence_fails(able)
    return tuple(risks(case, (one,) if one else ()))


def _carrier(mine: Sequence[Touch], members: Sequence[Member]) -> tuple[str, float] | None:
    """Who of theirs did most on a deal, with the share; None where nothing was done."""
    there = {m.person for m in members if m.person and not m.objected}
    acts = Counter(p for t in mine if not t.automated for p in t.acted if p in there)
    if not acts:
        return None
    person, most = min(acts.items(), key=lambda a: (-a[1], a[0]))
    return person, most / sum(acts.values())


def _sent(view: View) -> Sent:
    """When what each colleague sends is seen."""
    sql = """SELECT h.person, c.start_us, c.end_us FROM coverage c JOIN handle h ON h.id = c.owner_h
        WHERE c.outbound AND h.person IS NOT NULL"""
    return Sent.of(view.live.rows(sql))


def _bars(settings: Settings) -> Bars:
    return Bars(**{k.removeprefix("competence."): settings[k] for k in settings.values if k.startswith("competence.")})


def _steps(settings: Settings) -> Steps:
    return Steps(**{k.removeprefix("stakes."): settings[k] for k in settings.values if k.startswith("stakes.")})


def _spoken(
    view: View,
    past: Sequence[Touch],
    deals: Sequence[Deal],
    parties: Mapping[str, Party],
    links: Mapping[str, Mapping[str, str]],
) -> dict[str, Touch]:
    """Touches whose words are read: those of open deals' people since a while before the deal, and what is linked to any deal."""
    if not view.text:
        return {}
    since: dict[str, int] = {}
    for deal in deals:
        if deal.outcome == "open":
            for person in parties[deal.id].people:
                since[person] = min(since.get(person, 2**62), deal.opened_us - LOOKED_BACK)
    wanted = {t for touched in links.values() for t in touched}
    return {t.id: t for t in past if t.id in wanted or any(t.us >= since.get(p, 2**62) for p in t.theirs)}


class _Words:
    """What touches say, for one deal after the other: the gist of most, all the words of the few for which rules ask.

    What is told in confidence is no sign of anything that a team is told.
    """

    def __init__(self, live: Live, spoken: Mapping[str, Touch], rivals: Sequence[str], since_us: int) -> None:
        self._live = live
        self._spoken = spoken
        self._since_us = since_us
        self._rival = {ident for ident in context.with_any(live, rivals, since_us) if ident in spoken}
        self._read: dict[str, Touch] = {}
        self.signs: dict[str, tuple[Sign, ...]] = {}

    def of(self, touches: Collection[Touch]) -> dict[str, Touch]:
        """These touches by id, with what is read of their words."""
        if len(self._read) > HELD:
            self._read.clear()
            self.signs.clear()
        new = [t for t in touches if t.id in self._spoken and t.id not in self._read]
        told = with_gists(self._live, new)
        whole = [
            t for t in new if t.us >= self._since_us and any(not v.by_us and self._asked_whole(v) for v in told[t.id].spoken)
        ]
        told |= self.whole(whole)
        private = confided(self._live, [t.id for t in new if t.us >= self._since_us])
        self.signs |= {v.key: () for ident in private for v in told[ident].spoken}
        self._read |= told
        return {t.id: self._read.get(t.id, t) for t in touches}

    def signs_of(self, touch: Touch, rivals: Sequence[str]) -> tuple[Sign, ...]:
        """The signs of one touch, kept for the rules."""
        if touch.key not in self.signs:
            self.signs[touch.key] = signs(touch, rivals)
        return self.signs[touch.key]

    def _asked_whole(self, touch: Touch) -> bool:
        return touch.id in self._rival or (touch.gist is not None and "whole" in touch.gist.marks)

    def whole(self, touches: Sequence[Touch]) -> dict[str, Touch]:
        """These touches by id, with all their words."""
        return with_words(self._live, [self._spoken[t.id] for t in touches if t.id in self._spoken])


def _at_one(
    late: Sequence[Owed], deals: Sequence[Deal], parties: Mapping[str, Party], links: Mapping[str, Mapping[str, str]]
) -> dict[str, list[Owed]]:
    """Deal -> what we owe on it. One promise is told on one open deal: of those that its mail is linked to, else of those that whoever it
    was made to can be in, the one that was opened last.
    """
    still = sorted((d for d in deals if d.outcome == "open"), key=lambda d: (d.opened_us, d.id))
    found: dict[str, list[Owed]] = defaultdict(list)
    for one in late:
        mine = [d for d in still if one.to in parties[d.id].people]
        mine = [d for d in mine if one.message_id in links.get(d.id, {})] or mine
        if mine:
            found[mine[-1].id].append(one)
    return found


def _owed_on(deal: Deal, late: Sequence[Owed], members: Collection[str | None], linked: Collection[str]) -> tuple[Owed, ...]:
    """What we owe the people of a deal; of one found in the mail, what we promised on it: its people have other business with us."""
    return tuple(p for p in late if p.to in members and (not deal.found or p.message_id in linked))


def _owed(view: View, promises: Sequence[PromiseRow] | None) -> list[Owed]:
    """What we promised and is overdue or broken, where nothing that passed since may be its keeping: as briefs and reviews have it."""
    from regard.answers.promises import is_broken, ours_overdue, plainly_open

    rows = ours_overdue(view) if promises is None else promises
    late = [p for p in rows if p.side == "us" and (p.state == "overdue" or is_broken(p, view.as_of_us))]
    return [Owed(p.person, p.name, p.text, p.due, p.message_id, p.made, p.start, p.end) for p in plainly_open(view, late)]
