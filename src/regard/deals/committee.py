"""Who decides? Everyone seen on what belongs to the deal, everyone the CRM names, and everyone mentioned and never met.

Pure: takes the linked touches, the parts the CRM states, people with their titles, and what the words mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from regard.deals.mentions import Mention, fits, name_key, own_sentences
from regard.deals.places import is_place_name
from regard.deals.ranks import level
from regard.deals.records import Basis, Coverage, DealRole, Evidence, Member, Seat, Touch, Weight
from regard.deals.roles import ROLES, TELLING, from_crm, from_title
from regard.deals.signs import is_sign
from regard.model import Factor
from regard.results import Estimate
from regard.time import iso

MOST_MEMBERS = 60
"""Members shown at most; the CRM's own come first, then whoever was seen most."""
_ACTS = {"asks_next_step": "asked for a next step", "acts_on": "acted on what we brought"}
QUOTE = 240


@dataclass(frozen=True, slots=True)
class Face:
    """What is known of a person beside their touches. `called` is the sentence in which others of their side give them the title.

    `mailbox`: the address, where several people write from it, and `signed` their names, whose are most first. `for_another`: the mail
    in which they write in the name of a colleague above them, whose word it is; `written_for`: that in which somebody whose title names
    theirs ("EA to the CEO") writes in their name.
    """

    name: str
    title: str
    title_reference: str
    standing: Mapping[Factor, Estimate]
    objected: bool = False
    company: str = ""
    called: Mention | None = None
    place: bool = False
    mailbox: str = ""
    signed: tuple[str, ...] = ()
    for_another: Evidence | None = None
    written_for: Evidence | None = None


def committee(
    roles: Sequence[DealRole], touches: Sequence[Touch], people: Mapping[str, Face], weights: Mapping[str, Weight]
) -> list[Member]:
    """The members, by part, then by how much was seen of them. `people` are those who may sit on it; others on touches are left out."""
    stated = {r.person: r for r in roles if r.person}
    on: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        for person in touch.theirs:
            if person in people:
                on[person].append(touch)
    carried, without = _champions(on, people), _without_say(touches, people)
    members = [
        _member(
            person,
            stated.get(person),
            on.get(person, []),
            people[person],
            weights.get(person),
            carried.get(person, ()),
            without.get(person) or people[person].for_another,
        )
        for person in {*stated, *on}
        if person in people
    ]
    members += [_unmet(role) for role in roles if role.person is None or role.person not in people]
    members.sort(key=lambda m: (ROLES.index(m.role) if m.role else len(ROLES), not m.met, -m.seen, m.name, m.person or ""))
    kept = sorted(members, key=lambda m: (m.basis != "stated", not m.met, -m.seen))[:MOST_MEMBERS]
    chosen = set(map(id, kept))
    return [m for m in members if id(m) in chosen]


def _member(
    person: str,
    stated: DealRole | None,
    touches: Sequence[Touch],
    face: Face,
    weight: Weight | None,
    acts: Sequence[Evidence],
    without: Evidence | None,
) -> Member:
    role, basis, why = role_of(stated.role if stated else "", face, acts, without)
    if weight is not None and without is not None:
        weight = replace(weight, evidence=(*weight.evidence, without))
    acted = [t for t in touches if person in t.acted]
    return Member(
        person=person,
        name=face.name,
        title=face.title,
        role=role,
        crm_role=stated.role if stated else "",
        basis=basis,
        role_why=why,
        met=bool(acted),
        seen=len(touches),
        wrote=sum(t.writer == person and t.kind == "mail" for t in touches),
        first_us=min((t.us for t in touches), default=None),
        last_us=max((t.us for t in acted), default=None),
        weight=None if face.objected else weight,
        standing=face.standing,
        contact_id=stated.contact_id if stated else "",
        ours=tuple(sorted({s for t in acted for s in t.ours})),
        primary=bool(stated and stated.primary),
        objected=face.objected,
        company=face.company,
        place=face.place,
        mailbox=face.mailbox,
        signed=face.signed,
    )


def _unmet(role: DealRole) -> Member:
    """A contact of the CRM of whom the book has seen nothing."""
    found, basis, why = role_of(role.role, None, ())
    return Member(
        role.person, role.name or "somebody without a name", "", found, role.role, basis, why, met=False, seen=0, wrote=0, first_us=None,
        last_us=None, weight=None, standing={}, contact_id=role.contact_id, primary=role.primary, place=is_place_name(role.name),
    )  # fmt: skip


def role_of(
    crm_role: str, face: Face | None, acts: Sequence[Evidence], without: Evidence | None = None
) -> tuple[str, Basis, tuple[Evidence, ...]]:
    """The part, where it comes from, and why: the CRM's word first, then what they did for us, then their title.

    A CRM's "influencer" or "other" says little: acts or a title say more where there are any. Nothing is inferred of whoever objected.
    `without` are their own words that it is not theirs to decide: against them no title makes somebody a decider.
    """
    said = from_crm(crm_role)
    told = (Evidence(f"the CRM says {crm_role}"),) if said else ()
    if said in TELLING:
        return said, "stated", told
    if face is not None and not face.objected:
        suggested = from_title(face.title)
        senior = level(face.title) >= 2.0
        if acts and not (suggested == "economic buyer" and senior):
            return "champion", "inferred", (*told, *acts)
        if suggested in _DECIDERS and without is not None:
            return said, "stated" if said else "none", (*told, without)
        if suggested:
            return suggested, "inferred", (*told, _titled(face))
    return said, "stated" if said else "none", told


def _titled(face: Face) -> Evidence:
    """Where a title comes from."""
    m = face.called
    if face.written_for is not None:
        return face.written_for
    if m is None:
        return Evidence(f"title: {face.title}", message_id=face.title_reference or None)
    return Evidence(f"called {face.title} by others there", m.touch, iso(m.us), m.quote[:QUOTE], m.start, m.end, m.by)


_DECIDERS = ("economic buyer", "executive sponsor")
"""Parts of whoever has the last word."""


def _without_say(touches: Sequence[Touch], people: Mapping[str, Face]) -> dict[str, Evidence]:
    """The latest words on the deal in which somebody says that it is not theirs to decide; never of whoever objected."""
    found: dict[str, Evidence] = {}
    for touch in (v for t in sorted(touches, key=lambda t: (t.us, t.id)) for v in t.spoken):
        if touch.by_us or touch.automated or touch.writer not in people or people[touch.writer].objected:
            continue
        for start, end, words in own_sentences(touch):
            if is_sign("no_say", words):
                says = "says that it is not theirs to decide"
                found[touch.writer] = Evidence(says, touch.id, iso(touch.us), words[:QUOTE], start, end, touch.writer)
    return found


def _coaches(touch: Touch) -> bool:
    if touch.minutes:
        return "coaches" in touch.cues
    if touch.gist is not None:
        return "coaching" in touch.gist.marks
    return any(is_sign("coaching", words) for _, _, words in own_sentences(touch))


def _champions(on: Mapping[str, Sequence[Touch]], people: Mapping[str, Face]) -> dict[str, list[Evidence]]:
    """Who carries us inside, by two acts of different kinds at least: brings a colleague, coaches, asks for next steps."""
    seen: set[str] = set()
    acts: dict[str, dict[str, Evidence]] = defaultdict(dict)
    every = sorted({t.id: t for touches in on.values() for t in touches}.values(), key=lambda t: (t.us, t.id))
    for touch in (v for t in every for v in t.spoken):
        writer = touch.writer
        if not touch.by_us and writer in people and not people[writer].objected:
            new = (touch.theirs - {writer}) - seen
            if new and writer in seen and touch.kind == "mail":
                names = ", ".join(sorted(people[p].name for p in new if p in people))
                if names:
                    acts[writer].setdefault(
                        "introduces", Evidence(f"brought in {names}", touch.id, iso(touch.us), person=writer)
                    )
            for cue, says in _ACTS.items():
                if cue in touch.cues:
                    acts[writer].setdefault(cue, Evidence(says, touch.id, iso(touch.us), person=writer))
            # Advice was meant for one of us alone: that it was given is told, what it said is not.
            if "coaches" not in acts[writer] and _coaches(touch):
                told = Evidence("told one of us how to go about it", touch.id, iso(touch.us), person=writer)
                acts[writer]["coaches"] = told
        seen |= touch.theirs
    return {
        p: list(found.values())
        for p, found in acts.items()
        if len(found) >= 2 and ("introduces" in found or "coaches" in found)
    }


def empty_seats(
    said: Iterable[Mention], members: Sequence[Member], known: Mapping[str, str], ours: Iterable[str]
) -> list[Seat]:
    """Whoever the buyer mentions and we never met. `known` maps people of the account to their names, `ours` are our own names.

    A name is somebody met where it fits exactly one member who did something; a bare rank where a member who was met holds it.
    """
    met = [m for m in members if m.met]
    mine = own_names(ours)
    by_seat: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(said, key=lambda m: (m.us, m.touch, m.start)):
        if mention.name:
            if is_place_name(mention.name):
                continue
            key = name_key(mention.name)
            if not is_seat(key, members, mine):
                continue
            whole = _whole(key, known, members)
            if whole is None and len(key.split()) < 2 and not mention.title:
                continue
            by_seat[whole or key].append(mention)
        elif mention.defers and not any(_holds(mention.title, m.title, m.role) for m in met):
            by_seat["~" + _rank(mention.title)].append(mention)
    named = {m.touch for key, group in by_seat.items() if not key.startswith("~") for m in group}
    seats = []
    for key, group in by_seat.items():
        if key.startswith("~") and all(m.touch in named for m in group):
            continue
        title = next((m.title for m in group if m.title), "")
        names = sorted((m.name for m in group if m.name), key=lambda n: (-len(n), n))
        taken = any(m.yields for m in group) and not any(m.defers for m in group)
        role = "" if taken else from_title(title) or ("economic buyer" if any(m.defers for m in group) else "")
        group.sort(key=lambda m: not m.yields) if taken else None
        evidence = tuple(
            Evidence("mentioned by the buyer", m.touch, iso(m.us), m.quote[:QUOTE], m.start, m.end, m.by) for m in group[:5]
        )
        name = next((n for n in known.values() if name_key(n) == key), names[0] if names else "")
        seats.append(Seat(name, role, title, evidence))
    return sorted(seats, key=lambda s: (-len(s.evidence), s.name, s.title))


def own_names(ours: Iterable[str]) -> frozenset[str]:
    """What ours are called: by their whole names and by the first alone."""
    return frozenset(part for name in ours if name.strip() for part in (name_key(name), name_key(name).split()[0]))


def is_seat(name: str, members: Sequence[Member], mine: Container[str]) -> bool:
    """Whether a name is nobody's of ours, of whom we met, or of the one who stands on the mail already: that is on the map as not met."""
    key = name_key(name)
    if key in mine or any(fits(key, called) for m in members if m.met for called in (m.name, *m.signed)):
        return False
    return sum(fits(key, m.name) for m in members if not m.met and m.seen) != 1  # two of one name leave it open who is meant


def _whole(key: str, known: Mapping[str, str], members: Sequence[Member]) -> str | None:
    """The full name of the one person of the account whom a name can mean; None where none or several can."""
    names = {name_key(n) for n in (*known.values(), *(m.name for m in members)) if n and fits(key, n)}
    return next(iter(names)) if len(names) == 1 else None


_RANKS = {"boss": "superior", "manager": "superior", "chef": "superior", "chefin": "superior", "management": "superior"}


def _rank(title: str) -> str:
    low = name_key(title)
    return _RANKS.get(low, low)


def _holds(mentioned: str, title: str, role: str) -> bool:
    """Whether somebody with `title` or `role` can be the rank that is mentioned."""
    wanted = _rank(mentioned)
    if wanted == "superior":
        return level(title) >= 2.0
    if wanted and wanted in name_key(title):
        return True
    suggested = from_title(mentioned)
    return suggested in ("legal", "procurement") and suggested in (role, from_title(title))


def coverage(required: Sequence[str], members: Sequence[Member]) -> Coverage:
    """Which of the required parts are filled by somebody we met; weighted by the chance that their trust is above a stranger's."""
    chances: dict[str, float] = {}
    for m in members:
        if m.met and m.role in required:
            chances[m.role] = max(chances.get(m.role, 0.0), _above(m.standing.get("trust")))
    held: dict[str, list[str]] = defaultdict(list)
    for m in members:
        if not m.met and not m.place and m.role in required and m.role not in chances:
            held[m.role].append(m.name)
    n = len(required)
    return Coverage(
        share=round(len(chances) / n, 4) if n else 1.0,
        weighted=round(sum(chances.values()) / n, 4) if n else 1.0,
        required=tuple(required),
        filled=tuple(r for r in required if r in chances),
        missing=tuple(r for r in required if r not in chances),
        held=tuple((r, " or ".join(held[r][:2])) for r in required if r in held),
    )


def _above(trust: Estimate | None) -> float:
    """P(trust > a stranger's): one half where nothing is known."""
    return 0.5 if trust is None or not trust.known or trust.sd <= 0 else NormalDist().cdf(trust.mean / trust.sd)
