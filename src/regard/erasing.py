"""Erasing a person: from the records, the live store and its text index.

Their own mail goes whole, and so does ours that nobody else outside got. In mail that others wrote or got, their address and name
leave the headers and the quotes of their words are blanked; names in others' own words stay in the bytes alone (`flow.unnaming`). Keyed
hashes of each address and full name keep them from coming back. What is left is read again, as a rebuild would read it.

Reads and writes item, seen, erased, judgement, deal_judgement and what people wrote down (records); message and all that hangs on it
(live).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from regard.deals.places import is_place_name
from regard.errors import UsageError
from regard.flow.applying import BEHIND, read_items_again
from regard.flow.crm_privacy import contacts_of, erase_contacts
from regard.flow.crm_state import contact_names
from regard.flow.leaving_out import item_ids, seen_names, with_carriers
from regard.flow.reading import Reader, pack, unpack
from regard.ids import handle_id
from regard.privacy import (
    BLANK,
    erased_forms,
    mentions,
    name_marks,
    named_so,
    names_blanked,
    redact,
    redact_calendar,
    redact_transcript,
)
from regard.store import deal_judgements, ledger
from regard.store.live import Live
from regard.store.records import Records
from regard.store.spans import unpack_spans


def erase(records: Records, live: Live, reader: Reader, person: str, address: str = "") -> dict[str, int]:
    """Erase a person, or an address that is nobody's in the book. The caller settles what became dirty, and compacts both stores.

    Raises UsageError where neither has an address: what cannot be told from others' mail is not looked for in it.
    """
    handles = live.rows("SELECT n, id, address, names FROM handle WHERE person = ?", person)
    numbers = [h[0] for h in handles]
    addresses = [h[2] for h in handles] or [address]
    if not all(a.strip() for a in addresses):
        raise UsageError(
            "No address of theirs is in the book: nothing was erased. Run regard sync, then name them by an address."
        )
    told = contact_names(live)
    named = {told[a] for a in addresses if len(told.get(a, "").split()) > 1}
    names = sorted({*_names(live, person, addresses), *named}, key=lambda n: (-len(n), n))
    marks = name_marks([n for n in names if not is_place_name(n)]) - _bearers(live)
    theirs = contacts_of(records, addresses, marks, _companies(live, person))
    about = {handle_id(records.key, a) for a in addresses} | {f"contact:{key[1]}" for key in theirs.keys if key[0] == "contact"}
    alone = _alone(live, addresses)
    in_crm = erase_contacts(records, theirs, addresses, names, marks)
    also = [row[0] for row in live.rows_in("SELECT n FROM handle WHERE address IN ({})", list(theirs.others))]
    whole, partly = _messages(records, live, person, numbers, addresses, names)
    partly = sorted({*partly, *_naming(live, marks), *_spoken(live, also, marks)} - set(whole))
    changed = _redactions(records, live, partly, [*numbers, *also], addresses, names, marks)
    whole = with_carriers(live, whole)
    about |= {row[0] for row in live.rows_in("SELECT id FROM message WHERE n IN ({})", list(whole))}
    gone, left = item_ids(live, whole), item_ids(live, sorted(set(partly) - set(whole)))
    left = sorted(set(left) - set(gone))
    shown = seen_names(records, [*gone, *left])
    with records.writing() as c:
        records.put_meta(c, BEHIND, "1")
        records.empty_items(c, gone, "erased")
        for item_id, raw in changed.items():
            records.replace_raw(c, item_id, raw)
        known_again = dict.fromkeys(form for a in addresses for form in erased_forms(a))
        records.put_erased(c, [records.erased_hash(mark) for mark in (*known_again, *sorted(marks), *sorted(theirs.employers))])
        blank = ledger.blanker([*addresses, *names], BLANK)
        records.erase_traces(c, [handle_id(records.key, a) for a in addresses], addresses, blank)
        deal_judgements.erase(c, about, [*addresses, *names], alone)
        ledger.erase(c, [handle_id(records.key, a) for a in addresses], [*addresses, *names], BLANK)
        records.models_are_stale(c)
        records.note(c, "forget", f"{len(gone)} mails removed, {len(changed)} redacted")
    with live.writing() as c:
        live.uncount(shown)
        live.remove([*whole, *partly])
        for n in numbers:
            c.execute("DELETE FROM handle WHERE n = ?", (n,))
            c.execute("DELETE FROM dirty WHERE kind = 'handle' AND key = ?", (str(n),))
        live.mark_colleagues(addresses)
        for table, column in (("trial", "buyer"), ("interaction", "buyer"), ("person", "id")):
            c.execute(f"DELETE FROM {table} WHERE {column} = ?", (person,))
    read_items_again(records, live, reader, left)
    with records.writing() as c:
        records.put_meta(c, BEHIND, "")
    return {"removed": len(gone), "redacted": len(changed), "crm_rows": in_crm}


def _alone(live: Live, addresses: Sequence[str]) -> set[str]:
    """The domains of these addresses at which nobody else is known."""
    domains = {a.rpartition("@")[2] for a in addresses if "@" in a}
    mine = set(addresses)
    return {
        d for d in domains if all(a in mine for (a,) in live.rows("SELECT address FROM handle WHERE address LIKE ?", f"%@{d}"))
    }


def _names(live: Live, person: str, addresses: Sequence[str]) -> list[str]:
    """The full names they are shown with, in headers and above quotes of their words."""
    quoted = live.rows_in("SELECT DISTINCT author_name FROM quote WHERE author IN ({})", list(addresses))
    names = {name for (name,) in quoted if len(name.split()) >= 2}
    for (text,) in live.rows("SELECT names FROM handle WHERE person = ?", person):
        names.update(name for name in json.loads(text) if len(name.split()) >= 2)
    return sorted(names, key=len, reverse=True)


def _bearers(live: Live) -> set[str]:
    """The marks of names that are ours, a company's or an account's: an erased person's like name is not kept from them."""
    ours = live.rows("SELECT h.names FROM handle h JOIN person p ON p.id = h.person WHERE p.side = 'us'")
    firms = live.rows("SELECT name FROM company UNION SELECT name FROM account")
    return name_marks([*(name for (text,) in ours for name in json.loads(text)), *(name for (name,) in firms)])


def _naming(live: Live, marks: set[str]) -> set[int]:
    """The messages in which one of these names stands: in the words, the subject, a file's name, or as a display name."""
    if not marks:
        return set()
    held = marks.__contains__
    found = {
        n
        for n, *texts in live.rows("SELECT b.message, b.subject, b.text, b.attachments FROM body b")
        if any(names_blanked(text, held) != text for text in texts if text)
    }
    bear = [
        n for n, text in live.rows("SELECT n, names FROM handle") if any(names_blanked(x, held) != x for x in json.loads(text))
    ]
    return found | {row[0] for row in live.rows_in("SELECT message FROM party WHERE handle IN ({})", bear)}


def _messages(
    records: Records, live: Live, person: str, numbers: Sequence[int], addresses: Sequence[str], names: Sequence[str]
) -> tuple[list[int], list[int]]:
    """(messages to remove whole, messages to redact). Every kept mail is looked through: an address may hide in any part."""
    sent = {r[0] for r in live.rows_in("SELECT n FROM message WHERE from_n IN ({})", list(numbers))}
    got = {r[0] for r in live.rows_in("SELECT message FROM party WHERE handle IN ({})", list(numbers))} - sent
    shared = {
        r[0]
        for r in live.rows_in(
            f"SELECT DISTINCT p.message FROM party p JOIN handle h ON h.n = p.handle LEFT JOIN person s ON s.id = h.person "
            f"WHERE coalesce(s.side, 'them') <> 'us' AND coalesce(h.person, '') <> '{person}' AND p.message IN ({{}})",
            sorted(got),
        )
    }
    quoting: set[int] = set()
    for name in names:
        pattern = "%" + name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        quoting.update(r[0] for r in live.rows("SELECT message FROM body WHERE text LIKE ? ESCAPE '\\'", pattern))
    holding = [
        item.id
        for batch in records.items_after(0)
        for item in batch
        if item.raw is not None and mentions(unpack(item.raw), addresses)
    ]
    quoting.update(r[0] for r in live.rows_in("SELECT message FROM message_item WHERE item_id IN ({})", holding))
    return sorted(sent | (got - shared)), sorted((shared | quoting) - sent - (got - shared))


def _spoken(live: Live, numbers: Sequence[int], marks: set[str]) -> set[int]:
    """The calls in which somebody with one of these names, or handles, speaks."""
    mine = set(numbers)
    rows = live.rows("SELECT message, name, handle FROM speaker")
    return {n for n, name, handle in rows if handle in mine or named_so(name, marks.__contains__)}


def _labels(live: Live, message: int, numbers: Sequence[int], marks: set[str]) -> set[str]:
    """As what they stand in a call: whoever was found to be them, and who bears their name and was found to be nobody else."""
    mine = set(numbers)
    rows = live.rows("SELECT name, handle FROM speaker WHERE message = ?", message)
    return {name for name, handle in rows if handle in mine or (handle is None and named_so(name, marks.__contains__))}


def _companies(live: Live, person: str) -> list[str]:
    """What their company is called."""
    sql = """SELECT p.company FROM person p WHERE p.id = ? UNION SELECT k.name FROM person p JOIN company k ON k.id = p.company_id
        WHERE p.id = ?"""
    return [row[0] for row in live.rows(sql, person, person) if row[0]]


def _redactions(
    records: Records,
    live: Live,
    messages: Sequence[int],
    numbers: Sequence[int],
    addresses: Sequence[str],
    names: Sequence[str],
    marks: set[str],
) -> dict[str, bytes]:
    """Item id -> redacted bytes (compressed), for every item of these messages that holds something of the person, `numbers` of
    whose handles their calls were held to be.
    """
    found: dict[str, bytes] = {}
    meetings = {r[0] for r in live.rows_in("SELECT n FROM message WHERE kind = 'meeting' AND n IN ({})", list(messages))}
    texts = {
        r[0]: (r[1], r[2]) for r in live.rows_in("SELECT message, text, spans FROM body WHERE message IN ({})", list(messages))
    }
    for message, item_id in live.rows_in("SELECT message, item_id FROM message_item WHERE message IN ({})", list(messages)):
        item = records.item(item_id)
        if item is None or item.raw is None:
            continue
        if item.kind == "transcripts":
            spoke = _labels(live, message, numbers, marks)
            if (redacted := redact_transcript(unpack(item.raw), addresses, spoke)) is not None:
                found[item_id] = pack(redacted)
            continue
        if item.kind == "calendar":
            if (redacted := redact_calendar(unpack(item.raw), addresses)) is not None:
                found[item_id] = pack(redacted)
            continue
        if message in meetings:  # the mail that tells of it is looked at as itself
            continue
        text, spans = texts.get(message, ("", ""))
        quotes = [(s.start, s.end) for s in unpack_spans(spans) if s.zone == "quoted"]
        redacted = redact(unpack(item.raw), text, quotes, addresses, names)
        if redacted is not None:
            found[item_id] = pack(redacted)
    return found
