"""What a search found, as terminal tables: people, companies, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.surfaces.show import day, line, table
from regard.surfaces.show_people import people

if TYPE_CHECKING:
    from regard.results import Found


def found(what: Found) -> None:
    """What a search found, by group."""
    if what.people:
        line(f"People: {what.people_total:,}", "bold")
        people(what.people)
    if what.companies:
        line(f"{chr(10) if what.people else ''}Companies: {what.companies_total:,}", "bold")
        columns = [("company", "left"), ("domains", "left"), ("people", "right"), ("last us", "left"), ("last them", "left")]
        rows = [
            (c.name, ", ".join(c.domains), c.people, day(c.last_contact_us), day(c.last_contact_them)) for c in what.companies
        ]
        table(columns, rows)
    if what.messages:
        line(f"{chr(10) if what.people or what.companies else ''}Messages{', the newest' if what.more else ''}", "bold")
        columns = [("date", "left"), ("who", "left"), ("subject", "left"), ("words", "left")]
        table(columns, [(day(m.date), m.who, m.subject, m.snippet) for m in what.messages])
    if not (what.people or what.companies or what.messages):
        line("Nothing holds all these words.")
    if what.personal:
        line(f"{what.personal:,} personal contacts would fit (--personal)", "dim")
