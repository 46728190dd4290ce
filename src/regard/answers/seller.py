"""Which of our people is looking, and who of ours is meant? What is about one seller alone is shown to that seller alone.

Nobody logs in: Regard runs on the team's own machine, and whoever can open the book can say that they are anybody. Naming yourself keeps
things out of sight where a team looks at one screen together; it is no lock. Reads person, handle, interaction, coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regard.errors import AmbiguousReference, UnknownReference, UsageError
from regard.parse.address import normalise
from regard.store.live import Live

_OURS = "SELECT DISTINCT s.id, s.name, h.address FROM person s JOIN handle h ON h.person = s.id WHERE s.side = 'us'"


@dataclass(frozen=True, slots=True)
class Seller:
    """One of ours: `address` as said (normalised), `person` the id of whoever has it ("" where no mail shows them), `name`."""

    address: str
    person: str
    name: str


def seller(live: Live, said: str) -> Seller:
    """The one of ours who is meant by an address or a name. Raises UsageError where it is nobody of ours."""
    text = said.strip()
    address = normalise(text) if "@" in text else None
    if address:
        row = live.rows(f"{_OURS} AND h.address = ?", address)
        if row:
            return Seller(address, row[0][0], row[0][1] or address)
        if live.rows("SELECT 1 FROM handle h JOIN person s ON s.id = h.person WHERE h.address = ? AND s.side <> 'us'", address):
            raise UsageError(f"“{text}” is nobody of ours. Name one of your own people by address.")
        return Seller(address, "", address)
    found = live.rows("SELECT id, name, address FROM person WHERE side = 'us' AND lower(name) = lower(?)", text)
    found = found or live.rows(
        "SELECT id, name, address FROM person WHERE side = 'us' AND instr(lower(name), lower(?)) ORDER BY name LIMIT 20", text
    )
    if len(found) == 1:
        return Seller(found[0][2], found[0][0], found[0][1])
    if found and text:
        raise AmbiguousReference(said, [f"{r[1]} <{r[2]}>" for r in found])
    raise UnknownReference(f"Nobody of ours goes by “{said}”. Name one of your own people by address.")


def looking(live: Live, said: str | None, owners: Sequence[str]) -> Seller | None:
    """Whoever is looking: as said, else the only owner of the book's mailboxes; None where nobody knows."""
    text = (said or "").strip() or (owners[0] if len(owners) == 1 else "")
    return seller(live, text) if text else None


def must_look(who: Seller | None, why: str = "This is shown to one seller alone.") -> Seller:
    """Somebody who said who they are. Raises UsageError otherwise, with the reason why it is asked."""
    if who is None:
        raise UsageError(f"{why} Say who you are: --as you@ourfirm.example")
    return who


def ours(live: Live) -> list[tuple[str, str]]:
    """(address, name) of each of our people who ever wrote, by name."""
    rows = live.rows(
        "SELECT s.address, s.name FROM person s WHERE s.side = 'us' AND EXISTS (SELECT 1 FROM interaction i WHERE i.seller = s.id) "
        "ORDER BY s.name, s.address"
    )
    return [(address, name or address) for address, name in rows]


def read_of(live: Live) -> set[str]:
    """The addresses, as `ours` has them, of those of our people whose mailboxes are read: of hundreds of colleagues who look at this."""
    sql = """SELECT DISTINCT s.address FROM coverage c JOIN handle h ON h.id = c.owner_h JOIN person s ON s.id = h.person
        WHERE s.side = 'us'"""
    return {row[0] for row in live.rows(sql)}
