"""Who is on deals: whose mail can be each deal's, names and titles, the committee with everybody's weight.

Reads person, handle, contact, contact_address, crm_user, message, body and the standings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from regard.answers.jobs import stints
from regard.answers.mailboxes import hands, of_customer
from regard.answers.proposed import circle_people
from regard.answers.superiors import with_superiors
from regard.answers.view import View
from regard.deals.committee import Face, committee
from regard.deals.linking import MARGIN, Party, span
from regard.deals.mentions import Mention
from regard.deals.places import is_place
from regard.deals.records import Deal, Member, Touch
from regard.deals.titles import unsigned, with_titles
from regard.deals.weight import deferred_to, weights
from regard.flow.stored_gists import kept
from regard.parse.signature_facts import SignatureFacts, signature_facts
from regard.store.spans import unpack_spans

_SIGNED = """SELECT h.person, m.us, m.id, b.text, b.spans FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE m.us <= {as_of} AND m.known_us <= {as_of} AND m.automated = '' AND m.basis = 'observed' AND b.spans LIKE '%s%'
    AND h.person IN ({{}}) ORDER BY m.us"""


_TITLED = """SELECT h.person, m.us, m.id, g.title FROM gist g JOIN message m ON m.n = g.message JOIN handle h ON h.n = m.from_n
    WHERE g.title <> '' AND m.us <= {as_of} AND m.known_us <= {as_of} AND m.automated = '' AND m.basis = 'observed'
    AND h.person IN ({{}}) ORDER BY m.us"""


_STAFF = f"SELECT id, company_id FROM person p WHERE side = 'them' AND company_id IS NOT NULL OR {of_customer('p')}"


def subjects(view: View, wanted: Iterable[str]) -> dict[str, str]:
    """Subject of a judgement (handle or contact) -> the person it means now; those whom the book does not have are left out."""
    listed = sorted(set(wanted))
    found = dict(view.live.rows_in("SELECT id, person FROM handle WHERE person IS NOT NULL AND id IN ({})", listed))
    sql = """SELECT 'contact:' || a.contact_id, min(h.person) FROM contact_address a JOIN handle h ON h.address = a.address
        WHERE h.person IS NOT NULL AND a.contact_id IN ({}) GROUP BY 1"""
    contacts = [s.removeprefix("contact:") for s in listed if s.startswith("contact:")]
    return found | dict(view.live.rows_in(sql, contacts))


def near(view: View, people: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(the open deals that these people can be in and those that were open beside them, by id; everybody on the buyers' side of them).

    What passed with somebody of an account may belong to another deal of it, so a board of these alone tells of the open ones what that of
    the whole book does, but for what is held against the whole book's rhythm (a silence in a week in which everybody was silent).
    """
    deals = list(view.money().deals)
    parties = parties_of(view, deals)
    mine = [d for d in deals if d.outcome == "open" and not parties[d.id].people.isdisjoint(people)]
    theirs = frozenset(p for d in mine for p in parties[d.id].people)
    since = min((span(d)[0] for d in mine), default=0) - MARGIN
    beside = (d for d in deals if span(d)[1] > since and not parties[d.id].people.isdisjoint(theirs))
    return frozenset(d.id for d in (*mine, *beside)) if mine else frozenset(), theirs


def parties_of(view: View, deals: Sequence[Deal]) -> dict[str, Party]:
    """Whose touches can be each deal's. Who left its company while it was open belongs to it still, for what passed until then."""
    at: dict[str, set[str]] = defaultdict(set)
    for person, company in view.live.rows(_STAFF.format(as_of=view.as_of_us)):
        at[company].add(person)
    owners = dict(
        view.live.rows("SELECT u.id, h.person FROM crm_user u JOIN handle h ON h.address = lower(u.email) WHERE u.email <> ''")
    )
    jobs = stints(view.live, {d.company_id for d in deals if d.company_id}, view.as_of_us)

    def party(d: Deal) -> Party:
        here = jobs.get(d.company_id or "", {})
        left = (p for p, held in here.items() if any(end is not None and end >= d.opened_us - MARGIN for _, end in held))
        people = (
            circle_people(view, d) if d.companies else frozenset((*at[d.company_id], *left)) if d.company_id else frozenset()
        )
        agents = frozenset(p for company in d.through for p in at[company]) - people
        roles = frozenset(r.person for r in d.roles if r.person)
        return Party(people | agents, roles, owners.get(d.owner_id), here, agents)

    return {d.id: party(d) for d in deals}


def faces_of(view: View, people: Iterable[str], *, whole: bool = True) -> dict[str, Face]:
    """Names, titles and standing of everybody of the deals' accounts. A signature of the time says the title, else the CRM."""
    ids = sorted(people)
    rows = {
        r[0]: r
        for r in view.live.rows_in("SELECT id, name, address, objected, side, company FROM person WHERE id IN ({})", ids)
    }
    titles = titles_of(view, ids)
    standings = view.standings(None if whole else ids)
    boxes = [person for person, row in rows.items() if row[4] == "shared"]
    signed = hands(view.live, boxes, view.as_of_us) if view.text else {}
    return {
        person: Face(
            row[1] or row[2],
            *titles.get(person, ("", "")),
            standings.of(person),
            bool(row[3]),
            row[5] or "",
            place=row[4] == "shared" or is_place(row[1] or "", row[2] or ""),
            signed=tuple(name for name, _ in signed.get(person, ())),
            mailbox=row[2] if row[4] == "shared" else "",
        )
        for person, row in rows.items()
        if row[4] in ("them", "shared")
    }


def titles_of(view: View, ids: list[str]) -> dict[str, tuple[str, str]]:
    """Person -> their title and the message that is signed with it: the latest signature of the time, else the CRM's (message "")."""
    titles: dict[str, tuple[str, str]] = {}
    sql = """SELECT h.person, c.title FROM contact c JOIN contact_address a ON a.contact_id = c.id JOIN handle h ON h.address = a.address
        WHERE c.title <> '' AND h.person IN ({})"""
    for person, title in view.live.rows_in(sql, ids):
        titles[person] = (title, "")
    return titles | _signed(view, ids) if view.text else titles


def _signed(view: View, people: list[str]) -> dict[str, tuple[str, str]]:
    """The title in the latest signature of each person that has one, with its message."""
    titles: dict[str, tuple[str, str]] = {}
    if kept(view.live):
        for person, _, message_id, title in view.live.rows_in(_TITLED.format(as_of=int(view.as_of_us)), people):
            titles[person] = (title, message_id)
        return titles
    read: dict[str, SignatureFacts] = {}  # the same few signatures stand under thousands of mails
    for start in range(0, len(people), 50):
        for person, _, message_id, text, spans in view.live.rows_in(
            _SIGNED.format(as_of=int(view.as_of_us)), people[start : start + 50]
        ):
            for zone in unpack_spans(spans):
                if zone.zone != "signature":
                    continue
                words = text[zone.start : zone.end]
                if words not in read:
                    read[words] = signature_facts(words)
                if read[words].title:
                    titles[person] = (read[words].title, message_id)
    return titles


def members_of(
    deal: Deal,
    mine: Sequence[Touch],
    party: Party,
    faces: Mapping[str, Face],
    said: Sequence[Mention],
    graph: Mapping[str, float],
    whole: Callable[[Sequence[Touch]], Mapping[str, Touch]],
) -> tuple[Member, ...]:
    """The committee with everybody's weight. `whole` fetches all the words of touches."""
    there = {p: faces[p] for p in party.people if p in faces}
    stated = {r.person: r.role for r in deal.roles if r.person}
    seen = {p for t in mine for p in t.theirs} | set(stated)
    here = {p: f for p, f in there.items() if p in seen}
    signed = whole([t for mails in unsigned(here, mine).values() for t in mails])
    there |= with_titles(here, [signed.get(t.id, t) for t in mine], said)
    there |= with_superiors({p: there[p] for p in seen if p in there}, mine, whole)
    deferred = list(deferred_to(said, {p: f.name for p, f in there.items() if p in seen}))
    weighed = weights({p: (there[p].title, stated.get(p, "")) for p in seen if p in there}, mine, deferred, graph)
    return tuple(committee(deal.roles, mine, there, weighed))


GRAPH_PEOPLE, GRAPH_ROWS = 8, 60
"""A company's graph says something of its people from so many people and messages among them on."""


def graphs_of(
    deals: Sequence[Deal], parties: Mapping[str, Party], by_person: Mapping[str, Sequence[Touch]]
) -> dict[str, dict[str, float]]:
    """Each company's people by their authority among colleagues, as far as mail that we got shows it: around 0, one unit a deviation."""
    import numpy as np

    from regard.deals.authority import score, signs

    found: dict[str, dict[str, float]] = {}
    for deal in deals:
        if not deal.company_id or deal.company_id in found:
            continue
        staff = parties[deal.id].at_account
        mails = {t.id: t for p in staff for t in by_person.get(p, ()) if not t.by_us and t.kind == "mail" and not t.automated}
        edges = [(t.writer, p, t.us) for t in mails.values() for p in t.theirs & staff if p != t.writer and t.writer in staff]
        names = sorted({p for a, b, _ in edges for p in (a, b)})
        found[deal.company_id] = {}
        if len(names) >= GRAPH_PEOPLE and len(edges) >= GRAPH_ROWS:
            number = {p: i for i, p in enumerate(names)}
            rows_ = np.array([(number[a], number[b], us) for a, b, us in edges], dtype=np.int64)
            scores = score(signs(rows_[:, 0], rows_[:, 1], rows_[:, 2], len(names)))
            spread = float(scores.std()) or 1.0
            found[deal.company_id] = {p: float(scores[i] - scores.mean()) / spread for p, i in number.items()}
    return found
