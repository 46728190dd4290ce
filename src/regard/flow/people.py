"""Who is who: handles become people, people get a company and a side. Only what new mail touches is looked at again.

Reads handle, message, party, judgement; writes judgement (rules), handle.person, person, company; marks changed people as dirty.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from regard.flow import in_use
from regard.flow.contacting import contact_facts
from regard.flow.crm_state import contact_names, said_companies
from regard.flow.moving import moved, watch, watched
from regard.flow.naming import by_frequency
from regard.flow.signing import signed_companies
from regard.identity.affiliations import Company, Evidence, companies, company_in_name, company_keys, domain_handle
from regard.identity.judgements import components, standing
from regard.identity.matching import empty, judge_new
from regard.identity.moves import elsewhere
from regard.identity.names import PersonName, name_in_local, name_key, parse_name
from regard.identity.normalize import domain_of, is_freemail, local_of, registrable
from regard.identity.personal import ContactFacts
from regard.identity.sides import mailbox_kind, sends_forms, side, work_or_personal
from regard.model import Handle, Judgement
from regard.privacy import named_so
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us

HandleRow = tuple[int, str, str, str, str | None]
"""n, id, address, names (JSON), person."""


def settle_people(records: Records, live: Live, us_domains: Sequence[str], owners: Sequence[str], *, personal: bool) -> int:
    """Bring people, companies and sides up to date with the handles marked dirty; how many people that touched.

    `personal` brings contacts in that look personal.
    """
    dirty = {int(row[0]) for row in live.rows("SELECT key FROM dirty WHERE kind = 'handle'")}
    rows = _handle_rows(live)
    # Only a new handle or a new name can change what the rules say; a user's word marks its handles (or companies) likewise.
    named = bool(live.rows("SELECT 1 FROM dirty WHERE kind = 'name' LIMIT 1")) or not all(row[4] for row in rows)
    if not dirty and not named and not live.rows("SELECT 1 FROM dirty WHERE kind = 'domain' LIMIT 1"):
        return 0
    if not named:
        named = _says_otherwise(records, live, rows, dirty, us_domains, owners)
        if named:  # on disk: a sync that dies half-way judges again
            with live.writing() as c:
                c.execute("INSERT OR IGNORE INTO dirty VALUES('name', 'words')")
    changed = _judge(records, live, rows, us_domains, owners) if named else set()
    touched = {row[4] for row in rows if row[0] in dirty and row[4]} | changed | _ghosts(live)
    if named:  # else nobody was judged, so everybody is who they were
        persons = {
            row[1]: row[4] for row in live.connection.execute("SELECT n, id, address, names, person FROM handle") if row[4]
        }
        touched |= {persons[row[1]] for row in rows if row[0] in dirty and row[1] in persons}
        rows = _handle_rows(live)
    _place(records, live, rows, touched, us_domains, owners, personal=personal, named=named)
    with live.writing() as c:
        c.executemany("INSERT OR IGNORE INTO dirty VALUES('person', ?)", [(p,) for p in sorted(touched)])
        c.execute("DELETE FROM dirty WHERE kind IN ('handle', 'name', 'domain')")
    return len(touched)


def _handle_rows(live: Live) -> list[HandleRow]:
    """Every handle, with the name that the CRM has for it among those seen with it."""
    rows: list[HandleRow] = live.rows("SELECT n, id, address, names, person FROM handle ORDER BY n")
    told = contact_names(live)
    return [_with_name(row, told[row[2]]) if row[2] in told else row for row in rows] if told else rows


def _with_name(row: HandleRow, name: str) -> HandleRow:
    names = json.loads(row[3])
    return (*row[:3], json.dumps({**names, name: names.get(name, 0) + 1}, ensure_ascii=False), row[4])


# ------------------------------------------------------------------------------------------------- handles to people


def _says_otherwise(
    records: Records, live: Live, rows: Sequence[HandleRow], dirty: set[int], us_domains: Sequence[str], owners: Sequence[str]
) -> bool:
    """Whether new mail says of somebody that they changed company, or of two addresses that two people use them (or no more does)."""
    fresh = {row[1] for row in rows if row[0] in dirty}
    uses = {pair: apart for pair, apart in in_use.kept(live).items() if fresh & {*pair}}
    if uses and in_use.at_odds(live, list(uses), us_domains, owners) != {pair for pair, apart in uses.items() if apart}:
        return True
    pairs = [pair for pair in watched(live) if fresh & {pair.left, pair.right}]
    if not pairs:
        return False
    said = {j.id for j in moved(live, pairs, us_domains, owners, key=records.key, now_us=now_us())}
    mine = {pair[:2] for pair in pairs}
    rules = ("moved-", "sister-domain-")
    stand = [j for j in records.judgements() if j.by == "rule" and j.undone_by != "rule" and j.rule_version.startswith(rules)]
    return said != {j.id for j in stand if (j.left_h, j.right_h) in mine}


def _judge(
    records: Records, live: Live, rows: Sequence[HandleRow], us_domains: Sequence[str], owners: Sequence[str]
) -> set[str]:
    """Let the rules judge all handles, and rename the people whose components changed; the people concerned.

    What the rules say no more is taken back, what they say again stands again; a user's word is never touched.
    """
    recorded = {j.id: j for j in records.judgements()}
    groups = _groups(records.key, rows, recorded.values())
    handles = [_handle(row) for row in rows]
    index = empty(handles, groups)
    said = {j.id: j for j in judge_new(handles, index, key=records.key, now_us=now_us()).made}
    pairs = elsewhere(index.profiles.values(), index.people)
    middles = in_use.one_with_a_middle(said.values(), index.profiles)
    apart = in_use.at_odds(live, middles, us_domains, owners)
    said = {i: j for i, j in said.items() if (j.left_h, j.right_h) not in apart}
    said |= {j.id: j for j in moved(live, pairs, us_domains, owners, key=records.key, now_us=now_us())}
    made = [j for j in said.values() if j.id not in recorded]
    again = [j for j in said if j in recorded and recorded[j].undone_by == "rule"]
    withdrawn = [j.id for j in recorded.values() if j.by == "rule" and j.undone_by is None and j.id not in said]
    if made or again or withdrawn:
        with records.plainly() as c:
            records.put_judgements(c, made)
            records.redo_judgements(c, again)
            for judgement in withdrawn:
                records.undo_judgement(c, judgement, "rule")
    person_of = components([row[1] for row in rows], records.judgements(), key=records.key)
    renamed = [(person_of[row[1]], row[0]) for row in rows if row[4] != person_of[row[1]]]
    before = {row[0]: row[4] for row in rows}
    concerned = {p for person, n in renamed for p in (person, before[n]) if p}
    others = {person for person, n in renamed if before[n]}
    with live.writing() as c:
        watch(live, pairs)
        in_use.keep(live, middles, apart)
        c.executemany("UPDATE handle SET person = ? WHERE n = ?", renamed)
        # In one commit: whoever was cut short after it still knows who they were before, and whose mail is read differently now.
        of = [row for row in rows if person_of[row[1]] in others]
        concerned |= _in_touch(live, [""], {"": of})
        _mark(c, live, concerned, [row[0] for row in of])
    return concerned


def _ghosts(live: Live) -> set[str]:
    """People whose addresses are all somebody else's by now: left behind where a merge was cut short."""
    return {row[0] for row in live.rows("SELECT id FROM person EXCEPT SELECT person FROM handle")}


def _groups(key: bytes, rows: Sequence[HandleRow], judgements: Iterable[Judgement]) -> dict[str, str] | None:
    """Registrable domain to company, where the user said something of companies; None leaves that to what the addresses show."""
    domains = {domain_of(row[2]) for row in rows} - {""}
    same, apart = domains_judged(key, domains, judgements)
    return company_keys(domains, same, [row[2] for row in rows], apart) if same or apart else None


def domains_judged(
    key: bytes, domains: Iterable[str], judgements: Iterable[Judgement]
) -> tuple[list[Evidence], list[tuple[str, str]]]:
    """What the user said of companies: (domains that are one company's, pairs that are not)."""
    said = [j for j in standing(judgements) if j.by == "user"]
    if not said:
        return [], []
    base_of = {domain_handle(key, base): base for base in {registrable(d) for d in domains}}
    pairs = [(j.verdict, base_of[j.left_h], base_of[j.right_h]) for j in said if {j.left_h, j.right_h} <= base_of.keys()]
    same = [Evidence(left, by="user", same_as=right) for verdict, left, right in pairs if verdict == "same"]
    return same, [(left, right) for verdict, left, right in pairs if verdict == "different"]


def _handle(row: HandleRow) -> Handle:
    return Handle(row[1], row[2], by_frequency(json.loads(row[3])))


# --------------------------------------------------------------------------------------------- companies and sides


def _place(
    records: Records,
    live: Live,
    rows: Sequence[HandleRow],
    touched: set[str],
    us_domains: Sequence[str],
    owners: Sequence[str],
    *,
    personal: bool,
    named: bool,
) -> None:
    """Write person rows for everybody touched, and for outsiders at their companies (a colleague more or fewer tells of the others)."""
    by_person: dict[str, list[HandleRow]] = defaultdict(list)
    for row in rows:
        if row[4]:
            by_person[row[4]].append(row)
    grouping = _companies(records, live, rows, us_domains, owners) if named else {}
    in_crm = {row[0] for row in live.rows("SELECT address FROM contact_address")}
    held = {row[0]: row[1:] for row in live.rows("SELECT id, side, company_id, name FROM person")}
    outside = {p: _outside(by_person.get(p, ()), us_domains, owners) for p in touched}
    outsiders = [p for p in touched if outside[p]]
    touched_bases = {base for p in outsiders for h in by_person.get(p, ()) if (base := _base(h))}
    fewer = {row[0] for row in live.rows("SELECT key FROM dirty WHERE kind = 'domain'")}
    touched_bases |= {registrable(domain) for domain in fewer if not is_freemail(domain)}
    touched_bases |= _regrouped(live, grouping) if named else set()
    near = {p for p, hs in by_person.items() if any(_base(h) in touched_bases for h in hs)} if touched_bases else set()
    own_names = _own_names(live, us_domains, owners)
    known_names = "\n".join(sorted(own_names))
    if live.get("own_names") != known_names:
        near = set(by_person)
    wanted = sorted((touched | near) & by_person.keys())
    outside |= {p: _outside(by_person[p], us_domains, owners) for p in wanted if p not in outside}
    employers = {row[0]: Company(row[0], "", row[1], ()) for row in live.rows("SELECT id, name FROM company")}
    if not named and any(len(by_person[p]) > 1 for p in wanted):
        domains = live.rows("SELECT domains, id FROM company")
        grouping = {domain: employers[row[1]] for row in domains for domain in row[0].split()}
    choices = records.side_choices()
    objected = records.objections()
    facts = contact_facts(live, {p: by_person[p] for p in wanted if outside[p]}, rows, us_domains, owners)
    erased = frozenset(records.erased())

    def shown_as(handles: Sequence[HandleRow]) -> str:
        name = display_name(handles)
        gone = bool(erased) and named_so(name, lambda mark: records.erased_hash(mark) in erased)
        return _by_use(handles)[0][2] if gone else name

    written = []
    for person in wanted:
        handles = by_person[person]
        primary, company = handles[0], None
        if named or len(handles) > 1:
            primary, company = _current(live, handles, grouping)
        elif person in held:
            company = employers.get(held[person][1])
        which, because = _side(handles, facts.get(person), choices, own_names, personal=personal)
        if which == "personal" and because != "you said so" and any(h[2] in in_crm for h in handles):
            which, because = "them", "a contact in the CRM"
        written.append(
            (
                *(person, shown_as(handles), primary[2], which, because),
                *(company.id if company else None, company.name if company else ""),
                int(any(h[1] in objected for h in handles)),
            )
        )
    gone = [p for p in touched if p not in by_person]
    now = {row[0]: (row[3], row[5], row[1]) for row in written}
    # Whoever changed sides, company or name is read differently in the mail of all who wrote with them.
    changed = [p for p, row in now.items() if p in held and held[p] != row]
    touched |= near | _in_touch(live, [*changed, *gone], by_person)
    turned = [row[0] for p in changed if held[p][0] != now[p][0] for row in by_person[p]]
    with live.writing() as write:
        write.executemany(
            "INSERT INTO person(id, name, address, side, side_why, company_id, company, objected) VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET name = excluded.name, address = excluded.address, side = excluded.side, "
            "side_why = excluded.side_why, company_id = excluded.company_id, company = excluded.company, objected = excluded.objected",
            written,
        )
        write.executemany("DELETE FROM person WHERE id = ?", [(p,) for p in gone])
        _mark(write, live, touched, turned)
        live.put("own_names", known_names)
        used = {company.id: company for company in grouping.values()}
        if named:
            write.execute("DELETE FROM company")
            write.executemany(
                "INSERT INTO company VALUES(?, ?, ?)", [(k.id, k.name, " ".join(k.domains)) for k in used.values()]
            )


def _current(live: Live, handles: Sequence[HandleRow], grouping: Mapping[str, Company]) -> tuple[HandleRow, Company | None]:
    """The address somebody is shown with, and their company: the most used; of several companies, that they wrote from last."""
    ranked = _by_use(handles)
    at = [(h, c) for h in ranked if (c := grouping.get(domain_of(h[2])))]
    primary = max(handles, key=lambda h: (_seen(h), h[2]))
    if len({c.id for _, c in at}) < 2:
        return primary, at[0][1] if at else None
    own = "SELECT from_n, max(us) FROM message WHERE from_n IN ({}) AND automated = '' AND basis = 'observed' GROUP BY from_n"
    last = dict(live.rows_in(own, [h[0] for h, _ in at]))
    return max(at, key=lambda x: (last.get(x[0][0]) or 0, -ranked.index(x[0])))


def _mark(c: sqlite3.Connection, live: Live, persons: Iterable[str], handles: Sequence[int]) -> None:
    """Have these people looked at again, and what sources show that hold mail with these handles: on which side they are decides what
    their mail tells. In the commit that changes who they are, so that a kill after it loses nothing of it.
    """
    sql = """SELECT DISTINCT i.source_id FROM party p JOIN message_item i ON i.message = p.message WHERE p.handle IN ({})"""
    sources = {row[0] for row in live.rows_in(sql, list(handles))}
    c.executemany("INSERT OR IGNORE INTO dirty VALUES('source', ?)", [(source,) for source in sorted(sources)])
    c.executemany("INSERT OR IGNORE INTO dirty VALUES('person', ?)", [(p,) for p in sorted(persons)])


def _regrouped(live: Live, grouping: Mapping[str, Company]) -> set[str]:
    """The domains whose company is another one than it was."""
    before = {d: (row[0], row[1]) for row in live.rows("SELECT id, name, domains FROM company") for d in row[2].split()}
    after = {d: (company.id, company.name) for company in grouping.values() for d in company.domains}
    return {registrable(d) for d in before.keys() | after.keys() if before.get(d) != after.get(d)}


def _in_touch(live: Live, persons: Sequence[str], by_person: Mapping[str, Sequence[HandleRow]]) -> set[str]:
    """Everybody who is on a message with one of these people."""
    handles = [row[0] for p in persons for row in by_person.get(p, ())]
    sql = """SELECT DISTINCT h.person FROM party p JOIN party q ON q.message = p.message JOIN handle h ON h.n = q.handle
        WHERE p.handle IN ({})"""
    return {row[0] for row in live.rows_in(sql, handles) if row[0]}


def _own_names(live: Live, us_domains: Sequence[str], owners: Sequence[str]) -> set[str]:
    """The full names of those of ours who wrote a good part of some source: an outsider of that name is their private address."""
    rows = live.rows(
        """SELECT h.address, h.names FROM (
            SELECT i.source_id, m.from_n, count(*) AS n, sum(count(*)) OVER (PARTITION BY i.source_id) AS total
            FROM message_item i JOIN message m ON m.n = i.message WHERE m.kind = 'mail' GROUP BY i.source_id, m.from_n) s
        JOIN handle h ON h.n = s.from_n WHERE s.n * 20 >= s.total"""
    )
    mine = [json.loads(names) for address, names in rows if side(address, us_domains, owners) == "us"]
    return {key for names in mine for name in names if (key := name_key(name))}


def _companies(
    records: Records, live: Live, rows: Sequence[HandleRow], us_domains: Sequence[str], owners: Sequence[str]
) -> Mapping[str, Company]:
    """Domain -> company, over every domain in the book."""
    domains = {domain_of(row[2]) for row in rows} - {""}
    outside = [row for row in rows if side(row[2], us_domains, owners) == "them"]
    same, apart = domains_judged(records.key, domains, records.judgements())
    told = [e for e in said_companies(live) if side(f"x@{e.domain}", us_domains, owners) == "them"]
    evidence = [*_company_names(outside), *signed_companies(live), *same, *told]
    return companies(domains, key=records.key, evidence=evidence, addresses=[row[2] for row in outside], apart=apart)


def _base(row: HandleRow) -> str:
    domain = domain_of(row[2])
    return "" if is_freemail(domain) else registrable(domain)


def _outside(handles: Sequence[HandleRow], us_domains: Sequence[str], owners: Sequence[str]) -> bool:
    return all(side(h[2], us_domains, owners) == "them" for h in handles)


def _side(
    handles: Sequence[HandleRow], found: ContactFacts | None, choices: dict[str, str], own_names: set[str], *, personal: bool
) -> tuple[str, str]:
    """The side a person is on, and why; `found` are the facts of an outsider, None of one of us."""
    chosen = next((choices[h[1]] for h in handles if h[1] in choices), None)
    if chosen is not None:
        return chosen, "you said so"
    if found is None:
        kinds = {mailbox_kind(h[2]) for h in handles}
        return "us", "shared mailbox of ours" if kinds and "" not in kinds else "at one of our domains"
    formed = sends_forms(found)
    kinds = {mailbox_kind(h[2], automated=found.automated, mails=found.mails_in, formed=formed) for h in handles}
    if len(kinds) == 1 and (kind := kinds.pop()):
        return kind, f"{kind} mailbox"
    if own_names & {name_key(name) for name in found.names} - {""}:
        return "personal", "has the full name of one of us: their own private mailbox"
    verdict = work_or_personal(found)
    if verdict.kind == "personal" and not personal:
        return "personal", verdict.reason
    return "them", verdict.reason


def _company_names(rows: Iterable[HandleRow]) -> list[Evidence]:
    found: list[Evidence] = []
    for row in rows:
        if "@" in row[3] or "/" in row[3]:
            found += [said for name in json.loads(row[3]) if (said := company_in_name(name, row[2]))]
    return found


def _seen(row: HandleRow) -> int:
    return int(sum(json.loads(row[3]).values()))


def _by_use(handles: Sequence[HandleRow]) -> list[HandleRow]:
    return list(handles) if len(handles) == 1 else sorted(handles, key=lambda h: (-_seen(h), h[2]))


def display_name(handles: Sequence[HandleRow]) -> str:
    """The fullest name a person is shown with, "Given Surname"; else what their address spells; else the address."""
    counts: Counter[str] = Counter()
    for row in handles:
        counts.update(json.loads(row[3]))
    best: tuple[int, int, int, str] | None = None
    for name, n in counts.items():
        parsed = parse_name(name)
        if parsed is None:
            continue
        rank = (int(parsed.full), n, len(name), _written(name))
        if best is None or rank > best:
            best = rank
    if best is not None:
        return best[3]
    for row in _by_use(handles):
        parsed = name_in_local(local_of(row[2]))
        if parsed is not None and parsed.full:
            return _capital(parsed)
    shown = [name for name, _ in counts.most_common() if "@" not in name]
    return shown[0] if shown else _by_use(handles)[0][2]


_CODE = re.compile(r"(?:\s+[-–]|(?<=\.)-)\s*[A-Z][A-Z0-9]{3,}\b")
"""A directory's code behind a dash: "Eva - TPXEL Lund"."""


def _written(name: str) -> str:
    """A display name the way it is spoken: "Lund, Eva K." becomes "Eva K. Lund", "E. (Eva) Lund" becomes "Eva Lund"."""
    plain = _LABEL.sub("", name.strip(" '\"")).partition("<")[0].strip() or name
    if "@" in plain:
        spelled = parse_name(plain)
        return _capital(spelled) if spelled is not None else plain
    called = _CALLED.fullmatch(plain)
    if called is not None:
        plain = f"{called[1]} {called[2]}"
    plain = " ".join(_BRACKETED.sub(" ", _CODE.sub(" ", plain)).split()) or plain
    first_part, *after = (part.strip() for part in plain.split(","))
    if after and len(first_part.split()) > 1 and all(_DEGREE.fullmatch(part) for part in after):
        plain = first_part
    elif len(after) == 1 and after[0] and first_part and len(after[0].split()) <= 3:
        plain = f"{after[0]} {first_part}"
    return plain.title() if plain.isupper() or plain.islower() else plain


def _capital(name: PersonName) -> str:
    return " ".join(part.capitalize() for part in (name.first, *name.middle, name.last))


_LABEL = re.compile(r"(?:full-?name|name|from)\s*:\s*", re.IGNORECASE)
_CALLED = re.compile(r"[A-Z]\.? \(([A-Z][\w'’-]+)\) (.+)")
"""An initial, the name that they go by in brackets, and the surname."""
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_DEGREE = re.compile(r"[A-Z]{2,5}|[A-Z][A-Za-z]{0,3}[A-Z]\.?|(?:[A-Z]\.){2,4}")
