"""Which table of which CRM is this, and what does each column hold? By header words, marks, id prefixes, file name and cell values.

The words are data (`crm_columns.toml`). A vendor is named only where a header or an id of its own is there; otherwise the words alone
are used ("other"). What is found can be overruled column by column (`Said`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from regard.parse.crm_values import is_salesforce_id

PARTIAL = {
    "opportunity_history": "opportunity",
    "opportunity_field_history": "opportunity",
    "opportunity_property_history": "opportunity",
    "opportunity_stage_history": "opportunity",
    "opportunity_account": "opportunity",
    "contact_property_history": "contact",
    "account_property_history": "account",
}
"""Tables whose rows tell some fields of a record of another table, as of a date."""

OBJECTS = {
    "lead": "contact",
    "task": "activity",
    "event": "activity",
    "user": "crm_user",
    **PARTIAL,
}
"""Table -> the object its rows are kept as, where the names differ."""

NEED: dict[str, tuple[frozenset[str], ...]] = {
    name: tuple(frozenset(group.split()) for group in groups)
    for name, groups in {
        "account": ("name",),
        "contact": ("email first_name last_name name",),
        "connection": ("first_name last_name", "connected"),
        "lead": ("email first_name last_name name",),
        "opportunity": ("name id", "name stage amount close"),
        "opportunity_history": ("opportunity_id opportunity", "at", "stage amount"),
        "opportunity_field_history": ("opportunity_id", "property", "value", "at"),
        "opportunity_property_history": ("opportunity_id", "property", "value", "at"),
        "opportunity_stage_history": ("opportunity_id", "stage", "at"),
        "opportunity_account": ("opportunity_id", "account_id"),
        "contact_property_history": ("of_id", "property", "value", "at"),
        "account_property_history": ("of_id", "property", "value", "at"),
        "contact_role": ("opportunity_id opportunity", "contact_id contact contact_email"),
        "account_contact": ("account_id", "contact_id"),
        "activity_link": ("activity_id", "contact_id opportunity_id account_id"),
        "task": ("subject start",),
        "event": ("subject start",),
        "activity": ("kind subject start body",),
        "user": ("name email username last_name",),
        "stage": ("id", "name won probability"),
        "line_item": ("opportunity_id", "total_price unit_price list_price"),
    }.items()
}
"""Table -> groups of fields of each of which it must have one."""

_ID_PREFIX = {
    "001": "account",
    "003": "contact",
    "00Q": "lead",
    "006": "opportunity",
    "008": "opportunity_history",
    "017": "opportunity_field_history",
    "00K": "contact_role",
    "02Z": "account_contact",
    "07k": "account_contact",
    "00T": "task",
    "00U": "event",
    "005": "user",
    "00k": "line_item",
}
_FILE_WORDS = {
    "opportunitycontactrole": "contact_role",
    "opportunityhistory": "opportunity_history",
    "opportunityfieldhistory": "opportunity_field_history",
    "opportunitylineitem": "line_item",
    "accountcontact": "account_contact",
    "dealcontact": "contact_role",
    "dealpropertyhistory": "opportunity_property_history",
    "dealpipelinestage": "stage",
    "dealstage": "opportunity_stage_history",
    "opportunit": "opportunity",
    "deal": "opportunity",
    "contact": "contact",
    "connection": "connection",
    "people": "contact",
    "person": "contact",
    "lead": "lead",
    "account": "account",
    "compan": "account",
    "organi": "account",
    "task": "task",
    "event": "event",
    "activit": "activity",
    "engagement": "activity",
    "meeting": "activity",
    "call": "activity",
    "user": "user",
    "owner": "user",
}
_WAREHOUSE = re.compile(r"^property(?=.)")
_ADDRESS = re.compile(r"[^@\s<>;,]+@[^@\s<>;,]+\.[A-Za-z]{2,}")
ENOUGH_MARKS = 2


@dataclass(frozen=True, slots=True)
class Spec:
    """One table of one vendor: which header leads to which field (in the order of preference), and what marks it."""

    vendor: str
    table: str
    columns: Mapping[str, tuple[str, int]]
    marks: frozenset[str]
    prefixes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a user says of a table: its object, and the field of each header ("" for none). Overrules what is found."""

    table: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds: our field ("" where it is kept under its own name), and why."""

    header: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table: vendor, table ("" where it is none that is known), why, and each column."""

    vendor: str
    table: str
    why: str
    columns: tuple[Column, ...]

    @property
    def object(self) -> str:
        """What its rows are kept as."""
        return OBJECTS.get(self.table, self.table)


def key(header: str) -> str:
    """A header by its letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", header.replace("ł", "l").replace("Ł", "L").casefold())
    return "".join(c for c in plain if c.isalnum())


def own_key(header: str) -> str:
    """The same without the prefix that a warehouse puts before HubSpot's own names."""
    found = key(header)
    return _WAREHOUSE.sub("", found) if header.lower().lstrip('"').startswith("property_") else found


@cache
def specs() -> tuple[Spec, ...]:
    """Every table of every vendor, as the data file has them."""
    data = tomllib.loads((resources.files("regard.parse") / "crm_columns.toml").read_text("utf-8"))
    made = []
    for vendor, tables in data.items():
        for table, fields in tables.items():
            columns: dict[str, tuple[str, int]] = {}
            for name, headers in fields.items():
                if name not in ("marks", "prefix"):
                    for rank, header in enumerate(headers):
                        columns.setdefault(key(header), (name, rank))
            marks = frozenset(key(m) for m in fields.get("marks", ()))
            made.append(Spec(vendor, table, columns, marks, frozenset(key(p) for p in fields.get("prefix", ()))))
    return tuple(made)


@cache
def _owned() -> Mapping[str, frozenset[str]]:
    """Vendor -> the headers that only its tables have."""
    by: dict[str, set[str]] = {}
    for spec in specs():
        by.setdefault(spec.vendor, set()).update(spec.columns.keys() | spec.marks)
    return {v: frozenset(keys.difference(*(k for w, k in by.items() if w != v))) for v, keys in by.items()}


def fields_of(table: str) -> list[str]:
    """The fields that a table can have, of any vendor, sorted."""
    return sorted({name for spec in specs() if spec.table == table for name, _ in spec.columns.values()})


def tables() -> list[str]:
    """Every table that is known."""
    return sorted(NEED)


def recognise(name: str, header: Sequence[str], samples: Sequence[Sequence[str]] = (), said: Said | None = None) -> Recognised:
    """What a table is, from its file's name, its header and, column by column, some of its cells."""
    said = said or Said()
    prefixed = _pipedrive(header)
    if prefixed is not None and not said.table:
        return _finished(prefixed, header, said)
    keys = [own_key(h) for h in header]
    warehouse = any(h.lower().lstrip('"').startswith("property_") for h in header)
    best: tuple[float, Spec] | None = None
    for spec in specs():
        if spec.prefixes or (said.table and spec.table != said.table):
            continue
        strength = _strength(spec, keys, name, samples, sure=bool(said.table), warehouse=warehouse)
        if strength > 0 and (best is None or strength > best[0]):
            best = (strength, spec)
    if best is None:
        return _by_values(header, samples, said)
    spec = best[1]
    why = "headers of " + spec.vendor.capitalize() if spec.vendor != "other" else "words in its headers"
    found = Recognised(spec.vendor, spec.table, "you said so" if said.table else why, _columns(spec, header, keys, samples))
    return _finished(found, header, said)


def _strength(
    spec: Spec, keys: Sequence[str], name: str, samples: Sequence[Sequence[str]], *, sure: bool, warehouse: bool
) -> float:
    """How well headers fit a table; 0 where they do not."""
    fields = {spec.columns[k][0] for k in keys if k in spec.columns}
    if any(not group & fields for group in NEED[spec.table]) and not sure:
        return 0.0
    marks = len(spec.marks.intersection(keys))
    stem = key(name.rpartition("/")[2].partition(".")[0])
    if "ticket" in stem and not sure:  # a service desk's own pipelines and stages look like those of deals
        return 0.0
    named = next((table for word, table in _FILE_WORDS.items() if word in stem), "")
    named_so = named == spec.table or (named == "activity" and OBJECTS.get(spec.table) == "activity")
    prefix = _salesforce_table(keys, samples)
    own = len(_owned()[spec.vendor].intersection(keys))
    if spec.vendor == "salesforce" and prefix:
        own += 1
    if spec.vendor == "hubspot" and warehouse:
        own, marks = own + 1, marks + 1
    if spec.vendor != "other" and not own and not sure:
        return 0.0
    if marks < ENOUGH_MARKS and not sure and not (marks and named_so) and prefix != spec.table:
        return 0.0
    strength = 2.0 * marks + sum(1 for k in keys if k in spec.columns) + min(own, 4)
    strength += 4.0 * named_so + (8.0 if prefix == spec.table and spec.vendor == "salesforce" else 0.0)
    # A table that has a column for its own object's id beside one named "id" tells of that object, and is not it.
    if "id" in keys and f"{spec.table}id" in keys:
        strength -= 8.0
    missed = sum(1 for k in keys if k and k not in spec.columns)
    return max(strength - 0.1 * missed, 0.01) * (0.6 if spec.vendor == "other" else 1.0)


def _salesforce_table(keys: Sequence[str], samples: Sequence[Sequence[str]]) -> str:
    """The table that the ids in a column "id" belong to, by their first three characters."""
    if "id" not in keys or not samples:
        return ""
    at = keys.index("id")
    cells = [c for c in samples[at] if c] if at < len(samples) else []
    found = {_ID_PREFIX.get(c[:3], "") for c in cells if is_salesforce_id(c)}
    return found.pop() if len(found) == 1 and cells else ""


def _columns(spec: Spec, header: Sequence[str], keys: Sequence[str], samples: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The field of each column; of several columns for one field the preferred one has it."""
    taken: dict[str, tuple[int, int]] = {}
    for at, k in enumerate(keys):
        if k in spec.columns:
            name, rank = spec.columns[k]
            if name not in taken or rank < taken[name][0]:
                taken[name] = (rank, at)
    by_column = {at: name for name, (_, at) in taken.items()}
    why = "the column's name in " + spec.vendor.capitalize() if spec.vendor != "other" else "a word for it"
    columns = [Column(h, by_column.get(at, ""), why if at in by_column else "") for at, h in enumerate(header)]
    for at, k in enumerate(keys):
        if not columns[at].field and k in ("fivetranstart", "fivetransynced"):
            name = "version_start" if k == "fivetranstart" else "exported"
            columns[at] = Column(header[at], name, "the warehouse's own column")
    return _with_addresses(columns, samples) if spec.table in ("contact", "lead") else tuple(columns)


def _with_addresses(columns: list[Column], samples: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Where no column is headed as the e-mail address, the one that is full of them."""
    if not any(c.field == "email" for c in columns):
        for at, cells in enumerate(samples):
            filled = [c for c in cells if c]
            addresses = sum(_ADDRESS.fullmatch(c.strip()) is not None for c in filled)
            if filled and addresses >= 0.8 * len(filled) and not columns[at].field:
                columns[at] = Column(columns[at].header, "email", "its cells are e-mail addresses")
                break
    return tuple(columns)


def _by_values(header: Sequence[str], samples: Sequence[Sequence[str]], said: Said) -> Recognised:
    """A table whose headers say nothing: people, if one column is full of e-mail addresses and another of names."""
    columns = [Column(h, "", "") for h in header]
    tried = _with_addresses(list(columns), samples)
    if len(header) <= 12 and any(c.field for c in tried) and not said.table:
        spec = next(s for s in specs() if (s.vendor, s.table) == ("other", "contact"))
        named = _columns(spec, header, [own_key(h) for h in header], samples)
        if any(c.field in ("name", "first_name", "last_name") for c in named):
            return _finished(Recognised("other", "contact", "a column of e-mail addresses", named), header, said)
    return _finished(Recognised("other", said.table, "you said so" if said.table else "", tuple(columns)), header, said)


def _pipedrive(header: Sequence[str]) -> Recognised | None:
    """Headers that begin with the entity: "Deal - Title", "Obchod - Název"; the entity most columns begin with is the table."""
    parts = [h.partition(" - ") for h in header]
    counts: dict[str, int] = {}
    for before, dash, _ in parts:
        if dash:
            counts[key(before)] = counts.get(key(before), 0) + 1
    if not counts or sum(counts.values()) < 0.6 * len(header):
        return None
    own = max(counts.items(), key=lambda x: x[1])[0]
    spec = next((s for s in specs() if own in s.prefixes), None)
    if spec is None:
        return None
    keys = [key(rest) if key(before) == own and dash else "" for before, dash, rest in parts]
    columns = list(_columns(spec, header, keys, ()))
    have = {c.field for c in columns}
    for at, (before, dash, rest) in enumerate(parts):
        other = next((s.table for s in specs() if dash and key(before) != own and key(before) in s.prefixes), "")
        name, _ = next((s.columns.get(key(rest), ("", 0)) for s in specs() if s.prefixes and s.table == other), ("", 0))
        wanted = {("account", "name"): "account", ("account", "id"): "account_id", ("contact", "name"): "contact"}
        wanted |= {("contact", "id"): "contact_id", ("contact", "email"): "contact_email"}
        if (found := wanted.get((other, name))) and found not in have and spec.table != other:
            columns[at] = Column(header[at], found, "the column's name in Pipedrive")
            have.add(found)
    return Recognised("pipedrive", spec.table, "headers of Pipedrive", tuple(columns))


def _finished(found: Recognised, header: Sequence[str], said: Said) -> Recognised:
    """With what the user said, and every header with a name of its own."""
    fields = {key(h): name for h, name in said.fields.items()}
    told = {name for name in fields.values() if name}
    columns, names = [], set()
    for at, column in enumerate(found.columns):
        shown = header[at] or f"column {at + 1}"
        while shown in names:
            shown += " (again)"
        names.add(shown)
        if key(column.header) in fields:
            columns.append(Column(shown, fields[key(column.header)], "you said so"))
        elif column.field in told:
            columns.append(Column(shown, "", ""))
        else:
            columns.append(Column(shown, column.field, column.why))
    return Recognised(found.vendor, found.table, found.why, tuple(columns))
