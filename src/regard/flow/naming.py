"""Who is on a message, and the handle of each address with the display names that it was seen with.

Writes `handle` and `dirty` of the live store.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from regard.ids import handle_id
from regard.model import Message, Party
from regard.parse.authenticity import UNPROVEN


def people_of(m: Message) -> list[Party]:
    """Everybody who wrote or got it, and who is on the events it carries."""
    found = [p for p in ((m.sender, *m.parties) if m.sender else m.parties) if p.role != "reply_to"]
    if m.events and m.kind == "mail":
        known = {p.address for p in found}
        for e in m.events:
            invited = [*([e.organizer] if e.organizer else ()), *((a.address, a.name) for a in e.attendees)]
            found += [Party(address, name, "cc") for address, name in invited if address not in known]
            known.update(address for address, _ in invited)
    return found


def names_on(messages: Sequence[Message]) -> dict[str, Counter[str]]:
    """Address -> display names, over everybody who wrote or got these messages (a Reply-To is nobody until they do); a mail whose sender is
    unproven names nobody.
    """
    names: dict[str, Counter[str]] = {}
    for m in messages:
        for p in people_of(m):
            counter = names.get(p.address)
            if counter is None:
                counter = names[p.address] = Counter()
            if p.name and m.automated != UNPROVEN:
                counter[p.name] += 1
    return names


def put_handles(c: sqlite3.Connection, key: bytes, names: Mapping[str, Counter[str]]) -> dict[str, int]:
    """Make sure every address has a handle, with its display names counted (address -> names); address -> number."""
    addresses = list(names)
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(addresses), 900):
        part = addresses[start : start + 900]
        sql = f"SELECT address, n, names FROM handle WHERE address IN ({','.join('?' * len(part))})"
        found.update({a: (n, text) for a, n, text in c.execute(sql, part)})
    next_n = (c.execute("SELECT max(n) FROM handle").fetchone()[0] or 0) + 1
    numbers: dict[str, int] = {}
    new, changed, named = [], [], []
    for address, counter in names.items():
        if address in found:
            n, text = found[address]
            if counter:
                before: dict[str, int] = json.loads(text)
                after = before | {name: before.get(name, 0) + k for name, k in counter.items()}
                changed.append((_written(after), n))
                if len(before) != len(after) or (len(after) > 1 and by_frequency(before) != by_frequency(after)):
                    named.append(("name", str(n)))
        else:
            n = next_n
            next_n += 1
            new.append((n, handle_id(key, address), address, _written(counter)))
            named.append(("name", str(n)))
        numbers[address] = n
    c.executemany("INSERT INTO handle(n, id, address, names) VALUES(?, ?, ?, ?)", new)
    c.executemany("UPDATE handle SET names = ? WHERE n = ?", changed)
    c.executemany("INSERT OR IGNORE INTO dirty VALUES(?, ?)", named)
    return numbers


_written = json.JSONEncoder(ensure_ascii=False).encode
"""What `json.dumps` writes, without making an encoder for each address."""


def by_frequency(names: Mapping[str, int]) -> tuple[str, ...]:
    """Display names, the most frequent first."""
    return tuple(name for name, _ in sorted(names.items(), key=lambda x: (-x[1], x[0])))
