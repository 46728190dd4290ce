"""Whose voices are in each call: speakers become people, and the call an interaction with them.

After people and meetings are settled, for what a name means rests on both. Reads message, speaker, meeting, party, handle, person; writes
speaker.handle, party and the message's sender (kind call); marks the people of changed calls as dirty. A function of what is in
the book: the order in which it came does not matter.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from regard.flow.leaving_out import leave_out
from regard.identity.exclusions import MessageFacts, excluded
from regard.interactions.speakers import Found, Names, resolve
from regard.model import DAY
from regard.privacy import Gate, named_so
from regard.store.live import Live
from regard.store.records import Records

AROUND = 15 * 60_000_000
"""So long before a meeting begins or after it ends a recording may begin and still be of it."""


def settle_calls(records: Records, live: Live, gate: Gate) -> int:
    """Find out who speaks in every call; how many calls changed."""
    calls = live.rows(
        "SELECT n, id, us, us_claimed, us_basis, known_us, end_us, from_n FROM message "
        "WHERE kind = 'call' AND n IN (SELECT message FROM message_item WHERE source_id IN ("
        "SELECT value FROM json_each(?))) ORDER BY id",
        json.dumps([source.id for source in records.sources() if source.kind == "transcripts"]),
    )
    if not calls:
        return 0
    people: dict[str, list[str]] = defaultdict(list)
    handle_of: dict[str, tuple[int, str]] = {}
    sides: dict[str, str] = {}
    for n, address, names, person, name, primary, side in live.rows(
        "SELECT h.n, h.address, h.names, p.id, p.name, p.address, p.side FROM handle h JOIN person p ON p.id = h.person ORDER BY h.id"
    ):
        people[person] += [name, *json.loads(names)]
        sides[person] = side
        if person not in handle_of or address == primary:
            handle_of[person] = (n, address)
    book = Names((p, names) for p, names in people.items() if sides[p] in {"us", "them"})
    speakers: dict[int, list[str]] = defaultdict(list)
    for n, name in live.rows("SELECT message, name FROM speaker ORDER BY name"):
        speakers[n].append(name)
    changed, unwanted = 0, []
    for call in calls:
        n = call[0]
        start, meeting, found = _best(live, call, speakers[n], people, book)
        handles = {name: handle_of[f.person] for name, f in found.items() if f.person in handle_of}
        if any(gate.is_erased(address) for _, address in handles.values()):
            handles = {name: h for name, h in handles.items() if not gate.is_erased(h[1])}
        addresses = tuple(sorted({address for _, address in handles.values()}))
        unknown = [name for name in speakers[n] if name not in handles] if gate.left_out else []
        if excluded(MessageFacts("", "", "", addresses), gate.exclusions) or any(
            named_so(u, gate.is_left_out) for u in unknown
        ):
            unwanted.append(n)
            continue
        changed += _write(live, call, start, _sender(found, handles, sides, meeting), found, handles)
    if unwanted:
        leave_out(records, live, unwanted, "excluded: person")
    return changed + len(unwanted)


def _best(
    live: Live, call: tuple[Any, ...], speakers: Sequence[str], people: dict[str, list[str]], book: Names
) -> tuple[int | None, str | None, dict[str, Found]]:
    """(start, the meeting's organiser, speakers found), by the overlapping meeting in which most speakers are, if any."""
    _, _, us, claimed, basis, known, end, _ = call
    plain = dict(resolve(speakers, None, book))
    if us is None:
        return None, None, plain
    lasts = end - us
    first = known - lasts
    whole_day = claimed is None and basis == "date"
    window = (first, first + DAY) if whole_day else (first - AROUND, first + lasts + AROUND)
    rows = live.rows(
        "SELECT m.n, m.us, h.person FROM message m JOIN meeting g ON g.message = m.n LEFT JOIN handle h ON h.n = m.from_n "
        "WHERE m.us < ? AND m.end_us > ? AND m.us > ? AND g.cancelled_us IS NULL AND NOT g.all_day ORDER BY m.us, m.id",
        window[1],
        window[0],
        window[0] - DAY,
    )
    best: tuple[int, int, str | None, dict[str, Found]] | None = None
    for n, start, organizer in rows:
        here = [
            r[0]
            for r in live.rows("SELECT DISTINCT h.person FROM party p JOIN handle h ON h.n = p.handle WHERE p.message = ?", n)
        ]
        found = dict(resolve(speakers, Names((p, people[p]) for p in here if p in people), book))
        fits = sum(f.how != "book" for f in found.values())
        if fits and (best is None or fits > best[0]):
            best = (fits, start, organizer, found)
    if best is None:
        return first, None, plain
    return best[1] if whole_day else first, best[2], best[3]


def _sender(
    found: dict[str, Found], handles: dict[str, tuple[int, str]], sides: dict[str, str], organizer: str | None
) -> int | None:
    """Who is held to have called: the meeting's organiser where they speak, else one of ours, else anybody."""
    ranked = sorted(
        (found[name].person != organizer, sides.get(found[name].person) != "us", handle[1], handle[0])
        for name, handle in handles.items()
    )
    return ranked[0][3] if ranked else None


def _write(
    live: Live,
    call: tuple[Any, ...],
    start: int | None,
    sender: int | None,
    found: dict[str, Found],
    handles: dict[str, tuple[int, str]],
) -> int:
    n, _, us, _, _, _, end, before = call
    spoken = {name: (h, found[name].how) for name, (h, _) in handles.items()}
    held = {
        r[0]: (r[1], r[2])
        for r in live.rows("SELECT name, handle, how FROM speaker WHERE message = ? AND handle IS NOT NULL", n)
    }
    if held == spoken and before == sender and us == start:
        return 0
    with live.writing() as c:
        _mark(live, n)
        c.execute("UPDATE speaker SET handle = NULL, how = '' WHERE message = ?", (n,))
        c.executemany(
            "UPDATE speaker SET handle = ?, how = ? WHERE message = ? AND name = ?",
            [(*s, n, name) for name, s in spoken.items()],
        )
        c.execute("DELETE FROM party WHERE message = ?", (n,))
        c.executemany(
            "INSERT OR IGNORE INTO party VALUES(?, ?, ?)", [(n, h, "from" if h == sender else "to") for h, _ in spoken.values()]
        )
        lasts = (end or 0) - (us or 0)
        c.execute(
            "UPDATE message SET from_n = ?, recipients = ?, us = ?, end_us = ? WHERE n = ?",
            (sender, max(0, len(spoken) - 1), start, None if start is None else start + lasts, n),
        )
        _mark(live, n)
    return 1


def _mark(live: Live, n: int) -> None:
    live.connection.execute(
        "INSERT OR IGNORE INTO dirty SELECT DISTINCT 'person', h.person FROM party p JOIN handle h ON h.n = p.handle "
        "WHERE p.message = ? AND h.person IS NOT NULL",
        (n,),
    )
