"""The CRM's deals as they were known on a day: stage and its history, amount, outcome, owner, and who takes part. No judgement of them.

Reads opportunity, opportunity_stage, contact_role, contact, account, crm_user, person, company, handle, party, message (live) for now,
crm_fact (records) for a past day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from regard.deals.records import Deal, DealRole, Stage
from regard.deals.roles import TELLING, from_crm
from regard.flow.crm_state import contact_row, known_stages, opportunity_row, role_row, stages_of
from regard.identity.normalize import domain_of, is_freemail, registrable
from regard.parse.crm import name_key
from regard.parse.crm_contacts import addresses, crm_handle
from regard.parse.crm_values import moment_us
from regard.store import crm as store
from regard.store.crm import FOREVER, Fact
from regard.store.live import Live
from regard.store.records import Records

_LASTING = ("name", "account_id", "account", "created", "currency", "owner_id", "owner", "type", "contact_id", "contact_email")
"""What a deal has from its beginning on: taken from its first row where a history reaches further back than its rows do."""

_WHO = ("name", "first_name", "last_name", "email", "emails", "email_other", "email_home", "account_id", "account")
"""Who a contact is: taken from its first row where the contact was there before that row was known."""


def opportunities(records: Records, live: Live, as_of_us: int) -> list[Deal]:
    """Every deal known by a moment, by id."""
    newest = store.newest_known(records)
    if newest is None:
        return []
    if as_of_us >= newest:
        rows = live.rows("SELECT * FROM opportunity ORDER BY id")
        stages: dict[str, list[Stage]] = defaultdict(list)
        for deal, us, stage, known in live.rows(
            "SELECT opportunity_id, us, stage, known_us FROM opportunity_stage ORDER BY us"
        ):
            stages[deal].append(Stage(us, stage, known))
        roles = live.rows("SELECT * FROM contact_role ORDER BY id")
    else:
        rows, stages, roles = _as_of(records, as_of_us)
    told = store.read_facts(
        records, ("opportunity",), as_of_us, fields=("close", "competitor", "amount", "currency", "contact")
    )
    beside = {key[1]: facts for key, facts in told}
    names = {crm_id: name for crm_id, facts in beside.items() if (name := store.state(facts).get("contact", ""))}
    people = _People(live, as_of_us, None if as_of_us >= newest else _contacts(records, as_of_us, {role[2] for role in roles}))
    return [_beside(deal, beside.get(deal.id, ())) for deal in _deals(live, rows, stages, roles, names, people)]


def _beside(deal: Deal, facts: Sequence[Fact]) -> Deal:
    """The deal with whom its CRM names as competitor, and with every close date and amount it had."""
    closes = [(f.known_us, us) for f in facts if f.field == "close" and (us := moment_us(f.value)) is not None]
    named = next((f.value for f in reversed(facts) if f.field == "competitor"), "")
    return replace(deal, competitor=named, closes=tuple(sorted(closes)), amounts=tuple(_amounts(facts, deal.currency)))


def _amounts(facts: Sequence[Fact], currency: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Since when which amount was known, in the currency that was the deal's by then (what it is, where the CRM said none before)."""
    currencies = sorted((f.known_us, f.value) for f in facts if f.field == "currency")
    for fact in sorted((f for f in facts if f.field == "amount"), key=lambda f: f.known_us):
        by_then = [value for known, value in currencies if known <= fact.known_us]
        yield fact.known_us, (fact.value, by_then[-1] if by_then else currencies[0][1] if currencies else currency)


def _as_of(records: Records, as_of_us: int) -> tuple[list[tuple[Any, ...]], dict[str, list[Stage]], list[tuple[Any, ...]]]:
    """The rows that the live tables would have had then."""
    found = {key[1]: facts for key, facts in store.read_facts(records, ("opportunity",), as_of_us)}
    there = store.whole(records, "opportunity", sorted(found))
    found = {crm_id: facts for crm_id, facts in found.items() if crm_id in there}
    early = [("opportunity", i) for i, facts in found.items() if not any(f.field == "name" for f in facts)]
    lasting = {
        key[1]: _first(facts) for key, facts in store.read_facts(records, ("opportunity",), FOREVER, early, fields=_LASTING)
    }
    outcomes = known_stages(records)
    rows, stages = [], {}
    for crm_id, facts in sorted(found.items()):
        whole = [*lasting.get(crm_id, ()), *facts]
        if store.state(whole).get("deleted") == "true":
            continue
        rows.append(opportunity_row(crm_id, whole, outcomes))
        stages[crm_id] = [Stage(*s) for s in stages_of(facts)]
    roles = [
        role_row(key[1], values, max(f.known_us for f in facts))
        for key, facts in store.read_facts(records, ("contact_role",), as_of_us)
        if (values := store.state(facts)).get("deleted") != "true"
    ]
    return rows, stages, roles


def _contacts(records: Records, as_of_us: int, named: Collection[str]) -> list[tuple[tuple[Any, ...], list[str]]]:
    """The contacts, as rows of the live table with their addresses, that it would have had then.

    An export without the date of its last change is known since it was read. A contact that says that it was made before, or that a part
    known by then is of (`named`, by id), was there: who it is comes from its first row, what else that row says does not.
    """
    found = {key[1]: facts for key, facts in store.read_facts(records, ("contact",), as_of_us)}
    first = {key[1]: _first(f) for key, f in store.read_facts(records, ("contact",), FOREVER, fields=(*_WHO, "created"))}
    before = {i: who for i, who in first.items() if i in found or i in named or _made_by(who, as_of_us)}
    there = store.whole(records, "contact", sorted(found.keys() | before.keys()))
    rows = []
    for crm_id in sorted(found.keys() | before.keys()):
        facts = [*(f for f in before.get(crm_id, ()) if f.field in _WHO), *found.get(crm_id, ())]
        values = store.state(facts)
        if crm_id in there and facts and values.get("deleted") != "true":
            row = contact_row(crm_id, values, max(f.known_us for f in facts))
            rows.append((row, addresses(values) or [crm_handle(crm_id)]))
    return rows


def _made_by(facts: Iterable[Fact], as_of_us: int) -> bool:
    """Whether a record itself says that it was made by a moment."""
    return any(f.field == "created" and (us := moment_us(f.value)) is not None and us <= as_of_us for f in facts)


def _first(facts: Iterable[Fact]) -> list[Fact]:
    """The first value of each field."""
    found: dict[str, Fact] = {}
    for fact in facts:
        found.setdefault(fact.field, fact)
    return list(found.values())


def _deals(
    live: Live,
    rows: Sequence[tuple[Any, ...]],
    stages: Mapping[str, Sequence[Stage]],
    roles: Sequence[tuple[Any, ...]],
    names: Mapping[str, str],
    people: _People,
) -> list[Deal]:
    accounts = {row[0]: row[1:] for row in live.rows("SELECT id, name, company_id, name_key FROM account")}
    by_name: dict[str, list[str]] = defaultdict(list)
    for account, row in accounts.items():
        by_name[row[2]].append(account)
    users = dict(live.rows("SELECT id, name FROM crm_user"))
    by_deal: dict[str, list[DealRole]] = defaultdict(list)
    for _, deal, contact, email, role, primary, _ in roles:
        by_deal[deal].append(people.role(contact, email, role, primary=bool(primary)))
    found = []
    for row in rows:
        (crm_id, name, account_id, account, stage, outcome, amount, currency, listed, discount, probability, close, created) = (
            row[:13]
        )
        owner_id, owner, kind, reason, contact_id, contact_email, known = row[13:]
        if account_id not in accounts and account and len(by_name.get(name_key(account), ())) == 1:
            account_id = by_name[name_key(account)][0]
        held = accounts.get(account_id, (account, None, ""))
        parts = by_deal.get(crm_id) or by_deal.get(f"~{' '.join(name.casefold().split())}") or []
        mine = _one_each(parts)
        named = [(c, "") for c in contact_id.split(";") if c] or [("", e) for e in contact_email.split(";") if e]
        for contact, email in named:
            one = people.role(contact, email, "", primary=False)
            if not any(r.contact_id == one.contact_id or (r.person and r.person == one.person) for r in mine.values()):
                mine[one.contact_id or one.name] = one
        company, why = held[1], ""
        if company is None:
            emails = [e for _, e in named]
            company, why = people.company([r.contact_id for r in mine.values()], emails)
        if not mine and names.get(crm_id):
            mine = {r.contact_id or r.name: r for r in people.called(names[crm_id], account_id, held[0] or account, company)}
            if company is None:
                company, why = people.company([r.contact_id for r in mine.values()], ())
        found.append(
            Deal(
                id=crm_id,
                name=name,
                account_id=account_id,
                account=held[0] or account,
                company_id=company,
                amount=amount,
                currency=currency,
                list_amount=listed,
                discount=discount,
                stage=stage,
                stages=tuple(stages.get(crm_id, ())),
                outcome=outcome,
                reason=reason,
                probability=probability,
                created_us=created,
                closed_us=close if outcome not in ("open", "unclear") else None,
                owner_id=owner_id,
                owner=users.get(owner_id, owner),
                roles=tuple(mine.values()),
                known_us=known,
                close_us=close,
                type=kind,
                company_why=why,
            )
        )
    return found


def _one_each(parts: Iterable[DealRole]) -> dict[str, DealRole]:
    """One part a contact, of the several that rows may give them: the known word of the primary row, else the first known one.

    Whoever is primary in one row is primary.
    """
    found: dict[str, DealRole] = {}
    for one in parts:
        held = found.setdefault(one.contact_id or one.name, one)
        best = one if _telling(one) > _telling(held) else held
        found[one.contact_id or one.name] = replace(best, primary=held.primary or one.primary)
    return found


def _telling(role: DealRole) -> tuple[bool, bool, bool]:
    """How much a word says: whether it is known, of the primary row, and of a part that says what somebody does; then any word."""
    part = from_crm(role.role)
    known = part in TELLING or part == "influencer"
    return known, known and role.primary, bool(role.role)


def _word(text: str) -> str:
    """The first known word of several ("BUDGET_HOLDER;CHAMPION"), else what is written."""
    words = [w for part in text.split(";") if (w := part.strip())]
    return next((w for w in words if from_crm(w) != "other"), text) if len(words) > 1 else text


class _People:
    """Contacts of the CRM, and who they are in the book: by exact address, or by a whole name that one of their account alone bears.

    As they were known by a moment: `then` are the contacts of a past one (None: those of the live table), and whom no contact leads to
    is known from their first mail or meeting on.
    """

    def __init__(self, live: Live, as_of_us: int, then: Sequence[tuple[tuple[Any, ...], list[str]]] | None) -> None:
        self._live = live
        self._as_of_us = as_of_us
        self._person: dict[str, str] = {}
        self._at: dict[str, str] = {}
        self._addresses: dict[str, list[str]] = defaultdict(list)
        self._ours = {row[0] for row in live.rows("SELECT id FROM person WHERE side = 'us'")}
        if then is None:
            self._contacts = {row[0]: row[1:] for row in live.rows("SELECT id, name, role, account_id, account FROM contact")}
            sql = """SELECT a.contact_id, a.address, h.person FROM contact_address a JOIN handle h ON h.address = a.address
                WHERE h.person IS NOT NULL ORDER BY a.address DESC"""
            found = live.rows(sql)
        else:
            self._contacts = {row[0]: (row[1], row[9], row[5], row[6]) for row, _ in then}
            held = sorted(((a, row[0]) for row, mine in then for a in mine), reverse=True)
            sql = "SELECT address, person FROM handle WHERE person IS NOT NULL AND address IN ({})"
            person_of = dict(live.rows_in(sql, sorted({a for a, _ in held})))
            found = [(contact, a, person_of[a]) for a, contact in held if a in person_of]
        for contact, address, person in found:
            self._person[contact] = person
            self._at[address] = contact
            if person not in self._ours:
                self._addresses[contact].append(address)
        self._by_contact = set(self._person.values())
        self._company_of: dict[str, str] | None = None
        self._named: dict[str, list[str]] | None = None

    def role(self, contact: str, email: str, role: str, *, primary: bool) -> DealRole:
        """A part in a deal."""
        crm_id = contact or self._at.get(email.split(";", maxsplit=1)[0], "")
        name, buying, *_ = self._contacts.get(crm_id, ("", ""))
        return DealRole(crm_id, self._person.get(crm_id), name or email, _word(role or buying), primary)

    def company(self, contacts: Iterable[str], emails: Iterable[str]) -> tuple[str | None, str]:
        """The company of these people's domain, where all that is no free mail agrees on one, and why; else (None, "")."""
        if self._company_of is None:
            rows = self._live.rows("SELECT id, domains FROM company")
            self._company_of = {registrable(d): company for company, domains in rows for d in domains.split()}
        written = [a for c in contacts for a in self._addresses.get(c, ())] + [
            a for e in emails for a in e.split(";") if a not in self._at
        ]
        domains = {registrable(domain_of(a)) for a in written if "@" in a and not is_freemail(domain_of(a))}
        found = self._company_of.get(next(iter(domains))) if len(domains) == 1 else None
        if found and not any(
            self._known(row[0]) for row in self._live.rows("SELECT id FROM person WHERE company_id = ?", found)
        ):
            return None, ""
        return found, f"its company is that of its contacts' addresses (@{domains.pop()})" if found else ""

    def called(self, names: str, account_id: str, account: str, company: str | None) -> list[DealRole]:
        """Parts of those whom a deal names without id or address. Who cannot be told for sure is left out, not invented."""
        found = [
            self._one_called(n, account_id, name_key(account), company) for part in names.split(";") if (n := _plain(part))
        ]
        return [one for one in found if one is not None]

    def _one_called(self, name: str, account_id: str, account: str, company: str | None) -> DealRole | None:
        if self._named is None:
            self._named = defaultdict(list)
            for contact, row in self._contacts.items():
                self._named[_plain(row[0])].append(contact)
        there = [
            c
            for c in self._named.get(name, ())
            if (account_id and self._contacts[c][2] == account_id) or (account and name_key(self._contacts[c][3]) == account)
        ]
        if len(there) == 1:
            return self.role(there[0], "", "", primary=False)
        if there or company is None:
            return None
        people = self._live.rows("SELECT id, name FROM person WHERE company_id = ? AND side <> 'us'", company)
        same = [(person, shown) for person, shown in people if _plain(shown) == name and self._known(person)]
        return DealRole("", same[0][0], same[0][1], "", primary=False) if len(same) == 1 else None

    def _known(self, person: str) -> bool:
        """Whether they had been met by then: as a contact of the CRM, or in what was known of the mail and the meetings."""
        if person in self._by_contact:
            return True
        sql = """SELECT 1 FROM handle h JOIN party p ON p.handle = h.n JOIN message m ON m.n = p.message
            WHERE h.person = ? AND coalesce(m.known_us, m.us) <= ? LIMIT 1"""
        return bool(self._live.rows(sql, person, self._as_of_us))


def _plain(name: str) -> str:
    """A name to compare: without case and doubled spaces; "" for one word, which names nobody for sure."""
    words = name.casefold().split()
    return " ".join(words) if len(words) > 1 else ""
