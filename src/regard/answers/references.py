"""What does a name on the command line or in an address mean? Ids first, then addresses, then names that only one has.

Reads handle, person, company.
"""

from __future__ import annotations

from regard.errors import AmbiguousReference, UnknownReference
from regard.store.live import Live

LONGEST = 500
"""A reference of more characters is part of no name or address, so that only whole ones are compared; SQLite refuses long patterns."""
BEGINNING = 80
"""So many characters of a longer reference stand in what is said of it."""
_PERSON = "SELECT p.id, p.name, p.address, p.company FROM person p"


def person_ref(live: Live, ref: str) -> str:
    """The id of the person meant. Raises UnknownReference, or AmbiguousReference with the candidates."""
    text = ref.strip()
    for sql in (
        "SELECT id FROM person WHERE id = ?",
        "SELECT person FROM handle WHERE id = ? AND person IS NOT NULL",
        "SELECT person FROM handle WHERE address = lower(?) AND person IS NOT NULL",
    ):
        rows = live.rows(sql, text)
        if rows:
            return str(rows[0][0])
    for where in ("lower(p.name) = lower(?)", "lower(p.name) LIKE lower(?) ESCAPE '\\'", "p.address LIKE lower(?) ESCAPE '\\'"):
        if "LIKE" in where and len(text) > LONGEST:
            break
        value = text if "LIKE" not in where else f"%{_escaped(text)}%"
        rows = live.rows(f"{_PERSON} WHERE {where} AND p.side = 'them' ORDER BY p.name LIMIT 20", value)
        rows = rows or live.rows(f"{_PERSON} WHERE {where} ORDER BY p.name LIMIT 20", value)
        if len(rows) == 1:
            return str(rows[0][0])
        if rows and text:
            raise AmbiguousReference(ref, [f"{r[0]}  {r[1]} <{r[2]}>{' · ' + r[3] if r[3] else ''}" for r in rows])
    raise UnknownReference(f"Nobody in this book goes by “{beginning(ref)}”. List who is there: regard people")


def company_ref(live: Live, ref: str) -> str:
    """The id of the company meant: by id, domain or name."""
    text = ref.strip()
    rows = live.rows("SELECT id FROM company WHERE id = ?", text)
    if rows:
        return str(rows[0][0])
    domain = text.rpartition("@")[2].lower()
    all_rows = live.rows("SELECT id, name, domains FROM company")
    exact = [r for r in all_rows if domain in r[2].split() or r[1].casefold() == text.casefold()]
    near = exact or [r for r in all_rows if text and text.casefold() in r[1].casefold()]
    if len(near) == 1:
        return str(near[0][0])
    if near:
        raise AmbiguousReference(ref, [f"{r[0]}  {r[1]} ({r[2]})" for r in near[:20]])
    raise UnknownReference(f"No company in this book goes by “{beginning(ref)}”. List those there are: regard accounts")


def beginning(ref: str) -> str:
    """A reference as a message shows it: whole, or its beginning where it is longer than any name or address."""
    return ref if len(ref) <= LONGEST else f"{ref[:BEGINNING]}…"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
