"""Who comes first, whatever the book's key? People in the order of their first addresses, and a number for each that is the same in every
book of the same mail.

Ids are keyed by the book, so an order or a draw by id would differ between two books of one mailbox, and whatever is fitted to the draw
with it. Reads handle.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from regard.store.live import Live

_BITS = 62
"""Of a mark: it stays positive, and mixing it cannot overflow."""


def first_addresses(live: Live, people: Sequence[str]) -> dict[str, str]:
    """The first address of each of these people, in the order of the alphabet."""
    sql = "SELECT person, min(address) FROM handle WHERE person IN ({}) GROUP BY person"
    return dict(live.rows_in(sql, list(people)))


def marks(addresses: Sequence[str]) -> list[int]:
    """A number for each address, drawn as if by lot and always the same."""
    return [
        int.from_bytes(blake2b(a.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") >> (64 - _BITS)
        for a in addresses
    ]
