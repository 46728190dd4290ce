"""What the CRM says as of now, in the live store, made from the records' facts; and what of it tells of people and companies.

Reads crm_row, crm_fact (records), handle, company; writes account, contact, contact_address, opportunity, opportunity_stage,
contact_role, crm_user, crm_stage, activity, crm_warning, and handle for contacts' addresses. Rows with `deleted` are left out.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from regard.identity.affiliations import Evidence
from regard.identity.normalize import domain_of, is_freemail, registrable
from regard.ids import handle_id
from regard.parse.crm import name_key
from regard.parse.crm_calls import call_kind
from regard.parse.crm_columns import PARTIAL
from regard.parse.crm_contacts import addresses, contact_name, crm_handle, website_domain
from regard.parse.crm_outcomes import Outcome, of_stages, of_words, outcome
from regard.parse.crm_values import moment_us
from regard.store import crm as store
from regard.store.crm import FOREVER, Fact
from regard.store.live import Live
from regard.store.records import Records

OBJECTS = ("stage", "account", "contact", "crm_user", "opportunity", "contact_role", "activity")
READING = 3
"""Which way rows become live tables; where it changes, a book makes them anew at its next sync."""
_BATCH = 5_000
_TABLES = {
    "account": ("account",),
    "contact": ("contact", "contact_address"),
    "opportunity": ("opportunity", "opportunity_stage"),
    "contact_role": ("contact_role",),
    "crm_user": ("crm_user",),
    "stage": ("crm_stage",),
    "activity": ("activity",),
}
_HISTORIED = frozenset(PARTIAL.values())
_KEYS = {"contact_address": "contact_id", "opportunity_stage": "opportunity_id"}


def settle_crm(records: Records, live: Live) -> bool:
    """Bring the live tables up to the newest rows; whether anything changed. Comes before people are settled."""
    last = store.last_row(records)
    mark = f"{last} {records.get_meta('crm_removed') or 0} {READING}"
    if live.get("applied_crm", f"0 0 {READING}") == mark:
        return False
    applied, *rest = live.get("applied_crm", "0").split()
    whole = applied == "0" or rest != mark.split()[1:]
    keys = None if whole else store.changed_since(records, int(applied))
    before = _named(live)
    with live.writing() as c:
        if keys is None:
            for tables in _TABLES.values():
                for table in tables:
                    c.execute(f"DELETE FROM {table}")
        else:
            _delete(c, keys)
        stages = known_stages(records)
        for obj in OBJECTS:
            wanted = None if keys is None else [k for k in keys if k[0] == obj]
            if wanted is None or wanted:
                _write(records, c, obj, wanted, stages)
        told = json.dumps(stages, sort_keys=True)
        if keys is not None and told != live.get("crm_stages"):
            _judge_again(records, c, stages)
        live.put("crm_stages", told)
        live.put("applied_crm", mark)
        _handles(live, c, records.key)
        _mark(c, before, _named(live))
    return True


def place_accounts(live: Live) -> None:
    """Say of each account which company it is: by its domain, else its contacts', else its name. Comes after people are settled."""
    if not live.rows("SELECT 1 FROM account LIMIT 1"):
        return
    company_of: dict[str, str] = {}
    by_name: dict[str, set[str]] = defaultdict(set)
    for company, name, domains in live.rows("SELECT id, name, domains FROM company"):
        company_of.update((d, company) for d in domains.split())
        company_of.update((registrable(d), company) for d in domains.split())
        by_name[name_key(name)].add(company)
    of_people: dict[str, Counter[str]] = defaultdict(Counter)
    for account, address in live.rows(
        "SELECT c.account_id, a.address FROM contact c JOIN contact_address a ON a.contact_id = c.id WHERE c.account_id <> ''"
    ):
        domain = registrable(domain_of(address))
        if domain and not is_freemail(domain):
            of_people[account][domain] += 1
    changed = []
    for account, key, domain, held in live.rows("SELECT id, name_key, domain, company_id FROM account"):
        found = company_of.get(domain) or company_of.get(registrable(domain)) if domain else None
        if found is None and of_people.get(account):
            best = min(of_people[account].items(), key=lambda x: (-x[1], x[0]))[0]
            found = company_of.get(best)
        if found is None and key and len(by_name.get(key, ())) == 1:
            found = next(iter(by_name[key]))
        if found != held:
            changed.append((found, account))
    if changed:
        with live.writing() as c:
            c.executemany("UPDATE account SET company_id = ? WHERE id = ?", changed)


def ours(live: Live) -> tuple[str, ...]:
    """The addresses of the CRM's own users: they are us."""
    return tuple(sorted(row[0] for row in live.rows("SELECT email FROM crm_user WHERE ours AND email <> ''")))


def said_companies(live: Live) -> list[Evidence]:
    """What the CRM calls the companies behind domains."""
    rows = live.rows("SELECT domain, name FROM account WHERE domain <> '' AND name <> ''")
    return [Evidence(domain, name, "crm") for domain, name in rows if not is_freemail(domain)]


def contact_names(live: Live) -> dict[str, str]:
    """Address -> the name that the CRM has for it."""
    sql = """SELECT a.address, min(c.name) FROM contact_address a JOIN contact c ON c.id = a.contact_id WHERE c.name <> '' GROUP BY 1
        UNION SELECT email, min(name) FROM crm_user WHERE email <> '' AND name <> '' GROUP BY 1"""
    return dict(live.rows(sql))


# ------------------------------------------------------------------------------------------------------- the tables


def _delete(c: sqlite3.Connection, keys: Sequence[store.Key]) -> None:
    for obj, crm_id in keys:
        for table in _TABLES.get(obj, ()):
            c.execute(f"DELETE FROM {table} WHERE {_KEYS.get(table, 'id')} = ?", (crm_id,))


def _write(
    records: Records, c: sqlite3.Connection, obj: str, keys: Sequence[store.Key] | None, stages: Mapping[str, Outcome]
) -> None:
    if obj not in _TABLES:
        return
    rows: list[tuple[str, list[Fact]]] = []
    for (_, crm_id), found in store.read_facts(records, (obj,), FOREVER, keys):
        rows.append((crm_id, found))
        if len(rows) >= _BATCH:
            _insert(c, obj, _of_records(records, obj, rows), stages)
            rows = []
    _insert(c, obj, _of_records(records, obj, rows), stages)


def _of_records(records: Records, obj: str, rows: list[tuple[str, list[Fact]]]) -> list[tuple[str, list[Fact]]]:
    """Without what a history alone tells of: it waits in the records until a row of its record comes, and invents none."""
    if obj not in _HISTORIED:
        return rows
    there = store.whole(records, obj, [crm_id for crm_id, _ in rows])
    return [row for row in rows if row[0] in there]


def _insert(c: sqlite3.Connection, obj: str, rows: Iterable[tuple[str, list[Fact]]], stages: Mapping[str, Outcome]) -> None:
    made: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for crm_id, found in rows:
        values = store.state(found)
        if values.get("deleted") == "true":
            continue
        known = max(f.known_us for f in found)
        if obj == "account":
            made["account"].append(account_row(crm_id, values, known))
        elif obj == "contact":
            made["contact"].append(contact_row(crm_id, values, known))
            made["contact_address"] += [(a, crm_id) for a in addresses(values) or [crm_handle(crm_id)]]
        elif obj == "opportunity":
            made["opportunity"].append(opportunity_row(crm_id, found, stages))
            made["opportunity_stage"] += [(crm_id, us, stage, at) for us, stage, at in stages_of(found)]
        elif obj == "contact_role":
            made["contact_role"].append(role_row(crm_id, values, known))
        elif obj == "crm_user":
            made["crm_user"].append(user_row(crm_id, values))
        elif obj == "stage":
            made["crm_stage"].append((crm_id, values.get("name", ""), stage_outcome(values) or ""))
        elif obj == "activity":
            made["activity"].append(activity_row(crm_id, values, known))
    for table, found_rows in made.items():
        if not found_rows:  # deals of which no column tells a stage
            continue
        marks = ",".join("?" * len(found_rows[0]))
        c.executemany(f"INSERT OR REPLACE INTO {table} VALUES({marks})", found_rows)


def account_row(crm_id: str, v: Mapping[str, str], known: int) -> tuple[Any, ...]:
    """A row of account."""
    name = v.get("name", "")
    return (
        *(crm_id, name, name_key(name), website_domain(v.get("domain", "") or v.get("website", "")), None),
        *(v.get("owner_id", ""), v.get("owner", "") or v.get("owner_email", ""), v.get("parent_id", ""), v.get("type", "")),
        *(v.get("industry", ""), moment_us(v.get("created", "")), known),
    )


def contact_row(crm_id: str, v: Mapping[str, str], known: int) -> tuple[Any, ...]:
    """A row of contact."""
    mine = addresses(v)
    address = mine[0] if mine else crm_handle(crm_id)
    return (
        *(crm_id, contact_name(v), address, mine[0] if mine else "", v.get("title", "")),
        *(v.get("account_id", "").split(";")[0], v.get("account", ""), v.get("reports_to_id", ""), v.get("owner_id", "")),
        *(v.get("role", ""), v.get("phone", "") or v.get("mobile", ""), known),
    )


def opportunity_row(crm_id: str, found: Sequence[Fact], stages: Mapping[str, Outcome]) -> tuple[Any, ...]:
    """A row of opportunity from its facts, oldest first in each field."""
    v = store.state(found)
    at = {f.field: f.known_us for f in found}
    flags = max((at[n] for n in ("closed", "won", "status") if n in at), default=-1)
    newer = at.get("stage", -1) > flags
    return (
        *(crm_id, v.get("name", ""), v.get("account_id", "").split(";")[0], v.get("account", ""), v.get("stage", "")),
        *(outcome(v, stages, stage_is_newer=newer), v.get("amount", ""), v.get("currency", ""), v.get("list_amount", "")),
        *(_discount(v), v.get("probability", ""), moment_us(v.get("close", "")), moment_us(v.get("created", ""))),
        *(v.get("owner_id", ""), v.get("owner", ""), v.get("type", ""), v.get("lost_reason", "") or v.get("won_reason", "")),
        *(v.get("contact_id", ""), v.get("contact_email", ""), max((f.known_us for f in found), default=0)),
    )


def _discount(v: Mapping[str, str]) -> str:
    """An amount, or a share as "12%"; "" where the CRM has no such column."""
    return v.get("discount", "") or (f"{p}%" if (p := v.get("discount_percent", "")) else "")


def stages_of(found: Iterable[Fact]) -> list[tuple[int, str, int]]:
    """(since when, stage, known since) of each stage a deal went through, in time order; the same stage twice in a row once."""
    steps = sorted(
        (f.valid_us if f.valid_us == f.known_us else f.known_us, f.value, f.known_us) for f in found if f.field == "stage"
    )
    made: list[tuple[int, str, int]] = []
    for us, stage, known in steps:
        if not made or made[-1][1] != stage:
            made.append((us or known, stage, known))
    return made


def role_row(crm_id: str, v: Mapping[str, str], known: int) -> tuple[Any, ...]:
    """A row of contact_role."""
    deal = v.get("opportunity_id", "") or ("~" + " ".join(v["opportunity"].casefold().split()) if v.get("opportunity") else "")
    who = v.get("contact_id", "").split(";")[0]
    return (crm_id, deal, who, v.get("contact_email", ""), v.get("role", ""), int(v.get("primary") == "true"), known)


def user_row(crm_id: str, v: Mapping[str, str]) -> tuple[Any, ...]:
    """A row of crm_user. Customers who log into a portal are users too, of another type, and none of us."""
    kind = v.get("column:UserType", "") or v.get("column:user_type", "")
    standard = kind in ("", "Standard")
    email = next(iter(addresses(v)), "")
    active = v.get("active", "true") != "false"
    return (
        crm_id,
        contact_name(v) or v.get("username", ""),
        email,
        v.get("title", ""),
        v.get("manager_id", ""),
        int(active),
        int(standard),
    )


def activity_row(crm_id: str, v: Mapping[str, str], known: int) -> tuple[Any, ...]:
    """A row of activity: a call by what came of it (`parse.crm_calls`); known, once it is over, when the CRM says that it was entered."""
    start = moment_us(v.get("start", "") or v.get("date", ""))
    end = moment_us(v.get("end", ""))
    for name, unit in (("duration_ms", 1_000), ("duration_s", 1_000_000), ("duration_min", 60_000_000)):
        if end is None and start is not None and v.get(name, "").replace(".", "", 1).isdigit():
            end = start + int(float(v[name]) * unit)
    entered = moment_us(v.get("modified", "") or v.get("created", ""))
    if entered is not None and start is not None:
        known = min(known, max(entered, end or start))
    return (
        *(
            crm_id,
            call_kind(v) or v.get("kind", ""),
            v.get("subject", ""),
            start,
            end,
            v.get("who_id", ""),
            v.get("what_id", ""),
        ),
        *(v.get("account_id", ""), v.get("owner_id", ""), v.get("status", ""), known),
    )


def stage_outcome(v: Mapping[str, str]) -> Outcome | None:
    """What a row of a table of stages says of the deals in it."""
    if v.get("won") == "true":
        return "won"
    if v.get("closed") == "true":
        return of_words(v.get("name", "")) or "lost"
    if v.get("closed") == "false":
        return "open"
    return {"100": "won", "0": "lost", "1": "won"}.get(v.get("probability", "")) if not v.get("closed") else None  # type: ignore[return-value]


def known_stages(records: Records, as_of_us: int = FOREVER) -> dict[str, Outcome]:
    """Stage (name or id) -> outcome, from the CRM's own table of stages and from deals whose flags agree."""
    said: dict[str, Outcome] = {}
    for (_, crm_id), found in store.read_facts(records, ("stage",), as_of_us):
        values = store.state(found)
        if (known := stage_outcome(values)) is not None:
            said[crm_id] = known
            if values.get("name"):
                said.setdefault(values["name"], known)
    flags = store.read_facts(records, ("opportunity",), as_of_us, fields=("stage", "closed", "won"))
    return of_stages((store.state(found) for _, found in flags), said)


def _judge_again(records: Records, c: sqlite3.Connection, stages: Mapping[str, Outcome]) -> None:
    """The outcome of every deal anew, where more is known of the stages than before."""
    rows = (
        (opportunity_row(key[1], found, stages)[5], key[1])
        for key, found in store.read_facts(records, ("opportunity",), FOREVER)
    )
    c.executemany("UPDATE opportunity SET outcome = ? WHERE id = ?", rows)


# ------------------------------------------------------------------------------------------------ people, companies


def _named(live: Live) -> dict[str, tuple[Any, ...]]:
    """Address -> what the CRM says of it that bears on who is who."""
    contacts = live.rows("SELECT a.address, c.name, c.account_id FROM contact_address a JOIN contact c ON c.id = a.contact_id")
    users = live.rows("SELECT email, name, ours FROM crm_user WHERE email <> ''")
    companies = live.rows("SELECT '@' || domain, name, id FROM account WHERE domain <> ''")
    return {row[0]: row[1:] for row in (*sorted(contacts), *sorted(users), *sorted(companies))}


def _handles(live: Live, c: sqlite3.Connection, key: bytes) -> None:
    """Make sure that every address the CRM has for a contact is a handle; those that only it had and has no more go."""
    missing = c.execute(
        "SELECT DISTINCT address FROM contact_address WHERE address NOT IN (SELECT address FROM handle)"
    ).fetchall()
    n = (c.execute("SELECT max(n) FROM handle").fetchone()[0] or 0) + 1
    rows = [(n + k, handle_id(key, address), address) for k, (address,) in enumerate(sorted(missing))]
    c.executemany("INSERT INTO handle(n, id, address, names) VALUES(?, ?, ?, '{}')", rows)
    gone = c.execute(
        "SELECT n FROM handle WHERE address NOT IN (SELECT address FROM contact_address) AND n NOT IN (SELECT handle FROM party)"
    ).fetchall()
    live.drop_handles([row[0] for row in gone])


def _mark(c: sqlite3.Connection, before: Mapping[str, tuple[Any, ...]], now: Mapping[str, tuple[Any, ...]]) -> None:
    """Have everybody looked at anew of whom the CRM says something else than before."""
    changed = {a for a in before.keys() | now.keys() if before.get(a) != now.get(a)}
    if not changed:
        return
    domains = {a[1:] for a in changed if a.startswith("@")}
    dirty = [
        ("handle", str(n))
        for n, address in c.execute("SELECT n, address FROM handle")
        if address in changed or (domains and (domain_of(address) in domains or registrable(domain_of(address)) in domains))
    ]
    c.executemany("INSERT OR IGNORE INTO dirty VALUES(?, ?)", [*dirty, ("name", "crm")])
