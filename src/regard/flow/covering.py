"""Whose mailbox is each source, and which direction of whose mail does it show, from when to when?

Only owners of sources with new mail, or whose parties changed sides, are looked at again. Reads source, message_item, message,
party, person; writes source.owner, mailbox, coverage, reach.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from regard.identity.normalize import is_role_address
from regard.interactions.coverage import Covered, coverage, reach
from regard.interactions.seen_mail import SeenMail
from regard.model import DAY, Coverage
from regard.parse.authenticity import UNPROVEN
from regard.store.live import Live
from regard.store.records import Records


def folder_owners(live: Live, source_id: str, named: Sequence[str] = ()) -> dict[str, str]:
    """The owner's address of each top folder of a source: one of ours who is on nearly all of its mail.

    Humans stand before boxes that several read (`support@`): a copy of what comes to `sales@` lies in many a seller's inbox (`_box`).
    """
    ours = dict(live.rows("SELECT h.n, h.address FROM handle h JOIN person s ON s.id = h.person WHERE s.side = 'us'"))
    # Whose handle it is is looked up here: in the query it would be looked up for everybody on every mail.
    counted = live.rows(
        """SELECT i.folder, p.handle, count(*), sum(p.role = 'from') FROM message_item i
        JOIN message m ON m.n = i.message AND m.kind = 'mail' JOIN party p ON p.message = m.n
        WHERE i.source_id = ? GROUP BY i.folder, p.handle""",
        source_id,
    )
    rows = [(folder, ours[handle], n, by_them) for folder, handle, n, by_them in counted if handle in ours]
    totals: Counter[str] = Counter()
    for folder, n in live.rows(
        "SELECT i.folder, count(*) FROM message_item i JOIN message m ON m.n = i.message AND m.kind = 'mail' "
        "WHERE i.source_id = ? GROUP BY i.folder",
        source_id,
    ):
        totals[top(folder)] += n
    on: dict[str, Counter[str]] = defaultdict(Counter)
    sent: dict[str, Counter[str]] = defaultdict(Counter)
    # An owner is on a tenth of the mail of some folder at least: the thousands who are on a mail or two are not looked at.
    often: dict[tuple[str, str], int] = defaultdict(int)
    for folder, address, n, _ in rows:
        often[top(folder), address] += n
    likely = {address for (folder, address), n in often.items() if 10 * n >= totals[folder]}
    boxes: dict[str, Counter[str]] = defaultdict(Counter)
    for folder, address, n, by_them in rows:
        if address in likely and (kind := is_role_address(address)) != "automated":
            (boxes if kind else on)[top(folder)][address] += n
            sent[top(folder)][address] += by_them or 0
    authors = _all(sent)
    all_on, every = _all(on), sum(totals.values())
    whole = (
        _named_box(all_on, _all(boxes), every, named)
        or _owner(all_on, authors, every, named)
        or _box(on, boxes, authors, totals)
    )
    found = {}
    for folder, total in totals.items():
        found[folder] = whole or _owner(on[folder], sent[folder], total, named) or ""
    return found


def _all(of: Mapping[str, Counter[str]]) -> Counter[str]:
    return sum(of.values(), Counter())


def _named_box(on: Counter[str], boxes: Counter[str], total: int, named: Sequence[str]) -> str | None:
    """A box that was named as an owner, on a tenth of the mail and on more of it than any human who was named."""
    most = max((on[address] for address in named), default=0)
    return next((address for address in named if boxes[address] >= total / 10 and boxes[address] > most), None)


def _box(
    on: Mapping[str, Counter[str]], boxes: Mapping[str, Counter[str]], sent: Counter[str], totals: Mapping[str, int]
) -> str | None:
    """The box that several of ours read whose source this is: it writes there more than any of ours, and in every folder it is on more
    than half of the mail and on more than any human of ours.
    """
    writes = [address for address in _all(boxes) if sent[address] and sent[address] == max(sent.values())]
    return next(
        (
            address
            for address in sorted(writes)
            if all(
                boxes[folder][address] * 2 > n and boxes[folder][address] > max(on[folder].values(), default=0)
                for folder, n in totals.items()
            )
        ),
        None,
    )


def top(folder: str) -> str:
    """The first part of a folder's path: a mailbox within a source of several."""
    return folder.partition("/")[0]


def _owner(on: Counter[str], sent: Counter[str], total: int, named: Sequence[str]) -> str | None:
    """The address on more than half of the mail; a named owner is believed from a tenth on."""
    for address in named:
        if on[address] >= total / 10 and on[address] > 0:
            return address
    if not on:
        return None
    best = max(on, key=lambda a: (on[a] + 2 * sent[a], a))
    return best if on[best] * 2 > total else None


Row = tuple[str, str, str, int, int, int, int, float, float, float]
"""A coverage row as stored: source, owner, folder class, inbound, outbound, start, end, share and its interval."""
COLUMNS = "source_id, owner_h, folder_class, inbound, outbound, start_us, end_us, share, low, high"
_TOUCHED = """INSERT OR IGNORE INTO dirty SELECT DISTINCT 'person', i.buyer FROM interaction i
    WHERE i.us >= ? AND i.seller = (SELECT person FROM handle WHERE id = ?)"""
REACH = 70 * DAY
"""How long before a change of coverage an interaction may lie whose chances it touches: 60 days of contact and a week."""


def settle_coverage(records: Records, live: Live, owners: Sequence[str]) -> bool:
    """Work out anew what each touched source shows of whom, and whose mailbox it is; whether anything changed.

    Marks the buyers whose chances the change may touch.
    """
    dirty = {row[0] for row in live.rows("SELECT key FROM dirty WHERE kind = 'source'")}
    if not dirty:
        return False
    touched = _settle_owners(records, live, dirty, owners)
    shown = {row[0] for row in live.rows("SELECT DISTINCT owner_h FROM coverage")}
    _settle_periods(live, touched)
    with live.writing() as write:
        write.execute("DELETE FROM coverage WHERE owner_h NOT IN (SELECT id FROM handle)")
        write.execute("DELETE FROM reach WHERE owner_h NOT IN (SELECT id FROM handle)")
        write.execute("DELETE FROM dirty WHERE kind = 'source'")
    return shown != {row[0] for row in live.rows("SELECT DISTINCT owner_h FROM coverage")}


def _settle_owners(records: Records, live: Live, dirty: set[str], owners: Sequence[str]) -> set[str]:
    """Find anew whose the folders of dirty sources are; the owners, before and after, whose mail these sources show."""
    touched: set[str] = set()
    for source in sorted((s for s in records.sources() if s.id in dirty), key=lambda s: str(s.id)):
        named = [source.owner] if source.owner_by == "user" else list(owners)
        of_folder = folder_owners(live, source.id, named)
        touched |= {row[0] for row in live.rows("SELECT owner FROM mailbox WHERE source_id = ?", source.id)} | {
            *of_folder.values()
        }
        with live.writing() as write:
            write.execute("DELETE FROM mailbox WHERE source_id = ?", (source.id,))
            write.executemany("INSERT INTO mailbox VALUES(?, ?, ?)", [(source.id, *row) for row in of_folder.items() if row[1]])
        votes = Counter(owner for owner in of_folder.values() if owner)
        if votes and source.owner_by != "user" and source.owner != (owner := votes.most_common(1)[0][0]):
            with records.plainly() as c:
                records.set_owner(c, source.id, owner, "found")
    return touched - {""}


def _settle_periods(live: Live, touched: set[str]) -> None:
    """Write anew what the sources show of these owners' mail: one owner's at a time is in memory."""
    for owner_h, side, of_owner in owners_mail(live, touched):
        mail = list(of_owner) if side == "us" else []
        _write(live, owner_h, coverage(mail))
        _write_reach(live, owner_h, reach(mail))


def owners_mail(live: Live, owners: set[str]) -> Iterator[tuple[str, str | None, Iterator[SeenMail]]]:
    """(handle, side, mail as coverage sees it) of the owners of mailboxes, asked for by address."""
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    owner_of = {row[:2]: row[2] for row in live.rows("SELECT source_id, folder, owner FROM mailbox")}
    for source_id, folder in live.connection.execute(
        "SELECT DISTINCT source_id, folder FROM message_item WHERE source_id IN (SELECT source_id FROM mailbox) ORDER BY 1, 2"
    ):
        owner = owner_of.get((source_id, top(folder)))
        if owner in owners:
            places[owner].append((source_id, folder))
    sql = "SELECT h.address, h.person, h.id, s.side FROM handle h LEFT JOIN person s ON s.id = h.person WHERE h.address IN ({})"
    for address, person, owner_h, side in live.rows_in(sql, sorted(owners)):
        yield owner_h, side, _seen(live, places[address], person, owner_h)


def _write(live: Live, owner_h: str, found: Sequence[Coverage]) -> None:
    """Put what is shown of an owner in place of what was, and mark the buyers whose chances that may touch."""
    sql = f"SELECT {COLUMNS} FROM coverage WHERE owner_h = ?"
    before: list[Row] = live.rows(sql, owner_h)
    after: list[Row] = [
        (c.source_id, c.owner_h, c.folder_class, int(c.inbound), int(c.outbound), c.start_us, c.end_us, c.share, c.low, c.high)
        for c in found
    ]
    if sorted(before) == sorted(after):
        return
    with live.writing() as write:
        for since in changes(before, after).values():
            write.execute(_TOUCHED, (since - REACH, owner_h))
        write.execute("DELETE FROM coverage WHERE owner_h = ?", (owner_h,))
        write.executemany("INSERT INTO coverage VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", after)


def _write_reach(live: Live, owner_h: str, after: Sequence[int]) -> None:
    """Put the last mail of each of an owner's days in place of those that were, and mark the buyers whose silences that may touch."""
    before = [row[0] for row in live.rows("SELECT us FROM reach WHERE owner_h = ? ORDER BY us", owner_h)]
    changed = set(before) ^ set(after)
    if not changed:
        return
    first = min(changed)
    since = max((us for us in before if us < first), default=0)  # a window that closed since then was known at one that changed
    with live.writing() as write:
        write.execute(_TOUCHED, (since - REACH, owner_h))
        write.executemany("DELETE FROM reach WHERE owner_h = ? AND us = ?", [(owner_h, us) for us in set(before) - set(after)])
        write.executemany("INSERT INTO reach VALUES(?, ?)", [(owner_h, us) for us in sorted(set(after) - set(before))])


def changes(before: Sequence[Row], after: Sequence[Row]) -> dict[str, int]:
    """Owner -> the earliest moment from which what is shown of their mail differs."""
    since: dict[str, int] = {}
    old, new = set(before), set(after)
    for row in old ^ new:
        others = new if row in old else old
        # A row that merely grew or shrank at its end says the same up to the earlier end.
        ends = [o[6] for o in others if o[:2] == row[:2] and (*o[3:6], o[7]) == (*row[3:6], row[7])]
        moment = min(row[6], *ends) if ends else row[5]
        since[row[1]] = min(since.get(row[1], moment), moment)
    return since


_SEEN = """SELECT m.us, h.person, m.is_reply, m.subject_core, m.rfc_id, m.in_reply_to, m.recipients, m.automated <> '',
        (SELECT max(CASE s.side WHEN 'us' THEN 0 WHEN 'them' THEN 2 ELSE 1 END) FROM party p JOIN handle q ON q.n = p.handle
         JOIN person s ON s.id = q.person WHERE p.message = m.n)
    FROM message_item i JOIN message m ON m.n = i.message JOIN handle h ON h.n = m.from_n
    WHERE i.source_id = ? AND i.folder = ? AND m.kind = 'mail' AND m.us IS NOT NULL AND m.us_basis <> 'file' AND m.automated <> ?"""


def _seen(live: Live, places: Sequence[tuple[str, str]], owner: str, owner_h: str) -> Iterator[SeenMail]:
    """Every mail of an owner's folders, (source, folder), as coverage sees it; `owner` is the person, `owner_h` their handle.

    Mail that is not its sender's is none: whoever forges mail does not decide what counts.
    """
    for source_id, folder in places:
        for us, sender, is_reply, core, rfc_id, in_reply_to, recipients, machine, outermost in live.rows(
            _SEEN, source_id, folder, UNPROVEN
        ):
            # Mail with private contacts alone tells nothing of business mail: it is often filed apart, or left out of the book.
            sign = bool(machine) or outermost == 1
            if not (sign and sender == owner):
                yield SeenMail(
                    source_id=source_id,
                    owner_h=owner_h,
                    folder=folder,
                    us=us,
                    outbound=sender == owner,
                    external=outermost == 2,
                    is_reply=bool(is_reply),
                    core=core,
                    rfc_id=rfc_id,
                    in_reply_to=in_reply_to,
                    alone=recipients == 1,
                    sign=sign,
                )


def stored_coverage(live: Live) -> Covered:
    """What is shown of whom, when, asked for by person."""
    ours = live.rows(
        "SELECT h.id, h.person FROM handle h JOIN person p ON p.id = h.person AND p.side = 'us' "
        "WHERE h.id IN (SELECT owner_h FROM coverage)"
    )
    rows = live.rows(f"SELECT {COLUMNS} FROM coverage")
    reached = live.rows("SELECT owner_h, us FROM reach")
    return Covered((Coverage(r[0], r[1], r[2], bool(r[3]), bool(r[4]), *r[5:]) for r in rows), dict(ours), reached)
