"""Where a person works and worked, by a moment: from the addresses they used, their signatures, and whoever else adds facts.

Reads handle, message, party, body, company, contact, account (live); crm_fact (records). Sources of facts join by handing their `JobFact`s
to `jobs_of`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from regard.identity.jobs import Employment, JobFact, current, employments
from regard.identity.normalize import domain_of, is_freemail
from regard.parse.signature_facts import signature_facts
from regard.store.crm import read_facts
from regard.store.live import Live
from regard.store.records import Records
from regard.store.spans import unpack_spans
from regard.time import iso_day

READ = 60
"""Signatures read for one person: every so-manieth of their mails, the newest always among them."""

_SIGNED = """SELECT us, id, n FROM message WHERE from_n = ? AND us <= ? AND automated = '' AND basis = 'observed' ORDER BY us DESC, id"""


def jobs_of(
    live: Live, person: str, as_of_us: int, further: Iterable[JobFact] = (), *, titles: bool = True
) -> tuple[Employment, ...]:
    """The jobs of one person as known at a moment (us). `further` are facts of other sources, of which later ones are left out.

    Without `titles` no signature is read: enough to tell where somebody works, and cheap.
    """
    facts = [*_from_mail(live, person, as_of_us, titles=titles), *(f for f in further if f.us <= as_of_us)]
    return employments(facts)


def _from_mail(live: Live, person: str, as_of_us: int, *, titles: bool) -> list[JobFact]:
    facts: list[JobFact] = []
    for n, address in live.rows("SELECT n, address FROM handle WHERE person = ? ORDER BY address", person):
        domain = domain_of(address)
        company = _company(live, domain) if domain and not is_freemail(domain) else (None, "")
        if company[0]:
            facts += _uses(live, n, company, as_of_us)
        rows = live.rows(_SIGNED, n, as_of_us) if titles else []
        facts += _signed(live, rows[:: max(1, -(-len(rows) // READ))], company)
    return facts


def _company(live: Live, domain: str) -> tuple[str | None, str]:
    """Id and name of the company with that domain; (None, "") where there is none."""
    rows = live.rows("SELECT id, name, domains FROM company WHERE instr(domains, ?)", domain)
    return next(((i, name) for i, name, domains in reversed(rows) if domain in domains.split()), (None, ""))


def _uses(live: Live, n: int, company: tuple[str | None, str], as_of_us: int) -> list[JobFact]:
    """First and last use of an address, by its owner and by others."""
    sql = """SELECT m.from_n = p.handle, min(m.us), max(m.us) FROM party p JOIN message m ON m.n = p.message
        WHERE p.handle = ? AND m.us <= ? GROUP BY 1"""
    return [
        JobFact(us, "address", company[0], company[1], own=bool(own))
        for own, first, last in live.rows(sql, n, as_of_us)
        for us in sorted({first, last})
    ]


def _signed(live: Live, rows: Sequence[tuple[Any, ...]], company: tuple[str | None, str]) -> list[JobFact]:
    """What signatures of these messages say; the address's company counts, and where it has none, the one that is signed with."""
    when = {row[2]: (row[0], row[1]) for row in rows}
    facts = []
    for n, text, spans in live.rows_in(
        "SELECT message, text, spans FROM body WHERE message IN ({}) AND spans LIKE '%s%'", list(when)
    ):
        for span in unpack_spans(spans):
            said = signature_facts(text[span.start : span.end]) if span.zone == "signature" else None
            if said is not None and (said.title or (said.company and not company[0])):
                us, message_id = when[n]
                name = company[1] or said.company
                facts.append(JobFact(us, "signature", company[0], name, said.title, message_id))
    return facts


def from_crm(records: Records, live: Live, person: str, as_of_us: int) -> list[JobFact]:
    """What the CRM had as the titles of a person by a moment (us), each since the CRM's own date, else since it was known.

    The company is the account's. That a CRM has somebody on file keeps no job alive: it is seldom told that they left.
    """
    sql = """SELECT DISTINCT c.id, a.company_id, coalesce(k.name, a.name, '') FROM handle h JOIN contact_address e ON e.address = h.address
        JOIN contact c ON c.id = e.contact_id LEFT JOIN account a ON a.id = c.account_id LEFT JOIN company k ON k.id = a.company_id
        WHERE h.person = ?"""
    places = {row[0]: (row[1], row[2]) for row in live.rows(sql, person)}
    if not places:
        return []
    keys = [("contact", crm_id) for crm_id in sorted(places)]
    return [
        JobFact(
            fact.known_us if fact.valid_us is None else fact.valid_us, "crm", *places[crm_id], fact.value, crm_id, own=False
        )
        for (_, crm_id), found in read_facts(records, ("contact",), as_of_us, keys, ("title",))
        for fact in found
        if fact.value
    ]


def movers(live: Live) -> dict[str, set[str]]:
    """Everybody outside with addresses at two companies and more: person to the companies. Few, so lists can afford to ask."""
    companies = {d: row[0] for row in live.rows("SELECT id, domains FROM company") for d in row[1].split()}
    sql = """SELECT h.person, h.address FROM handle h JOIN person p ON p.id = h.person WHERE p.side = 'them' AND h.person IN
        (SELECT person FROM handle GROUP BY person HAVING count(*) > 1)"""
    found: dict[str, set[str]] = {}
    for person, address in live.rows(sql):
        company = companies.get(domain_of(address))
        if company is not None and not is_freemail(domain_of(address)):
            found.setdefault(person, set()).add(company)
    return {person: at for person, at in found.items() if len(at) > 1}


def stints(live: Live, companies: Collection[str], as_of_us: int) -> dict[str, dict[str, list[tuple[int, int | None]]]]:
    """Company (of these) -> mover -> their jobs there as known at a moment: (first sign, last sign or None while it is held)."""
    found: dict[str, dict[str, list[tuple[int, int | None]]]] = {}
    for person, at in movers(live).items():
        if at.isdisjoint(companies):
            continue
        for job in jobs_of(live, person, as_of_us, titles=False):
            if job.company_id in companies:
                found.setdefault(job.company_id or "", {}).setdefault(person, []).append((job.from_us, job.until_us))
    return found


def where_now(live: Live, as_of_us: int) -> dict[str, Employment]:
    """Each mover's job at a moment, where any was known by then."""
    jobs = ((person, current(jobs_of(live, person, as_of_us, titles=False))) for person in movers(live))
    return {person: job for person, job in jobs if job is not None and job.company_id is not None}


def left(live: Live, company: str, as_of_us: int) -> list[dict[str, Any]]:
    """Who worked at a company and, at a moment, works elsewhere: person, name, last day seen there, where they are now."""
    found = []
    for person, at in movers(live).items():
        if company not in at:
            continue
        jobs = jobs_of(live, person, as_of_us, titles=False)
        now = current(jobs)
        past = next((j for j in reversed(jobs) if j.company_id == company and j.until_us is not None), None)
        if past is not None and now is not None and now.company_id != company:
            name = live.rows("SELECT name FROM person WHERE id = ?", person)[0][0]
            told = {"person": person, "name": name, "until": iso_day(past.until_us)}
            found.append(told | {"company": now.company, "company_id": now.company_id})
    return sorted(found, key=lambda row: (row["until"], row["name"]), reverse=True)


def as_rows(jobs: Sequence[Employment]) -> tuple[dict[str, Any], ...]:
    """Jobs as they are shown, the latest first: company, from, until (None while held), last seen, titles with date and message."""
    return tuple(
        {
            "company": j.company,
            "company_id": j.company_id,
            "from": iso_day(j.from_us),
            "until": iso_day(j.until_us),
            "last": iso_day(j.last_us),
            "titles": [
                {
                    "title": t.title,
                    "from": iso_day(t.from_us),
                    "by": t.source,
                    "message_id": "" if t.source == "crm" else t.reference,
                }
                for t in j.titles
            ],
            "known_by": list(j.known_by),
        }
        for j in reversed(jobs)
    )
