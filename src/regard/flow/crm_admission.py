"""Who stays out when rows of CRM exports are kept: contacts whom an erasure or an exclusion covers, and what other rows say of them.

Whichever comes first, the erasure or the row, the outcome is the same. Reads crm_fact and what is left out (records).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from regard.flow.crm_namesakes import at_company, is_theirs
from regard.flow.crm_rows import WHO, people_in, record_name
from regard.identity.exclusions import MessageFacts, excluded
from regard.parse.crm import CrmRow
from regard.parse.crm_contacts import addresses, contact_name, crm_handle
from regard.privacy import Gate, name_mark, name_marks, names_blanked
from regard.store import crm as store
from regard.store.records import Records

PEOPLE = frozenset({"contact", "connection"})
NAMES = ("name", "first_name", "last_name")
"""Fields that hold how somebody is called."""
UNTOUCHED = frozenset(("contact", "who", "owner", "account", "stage", "email", "contact_email", "who_email"))
"""Fields in which no name is looked for as in free text: who is meant is told otherwise, or it is ours or an account's."""
_NAMED = ("contact", "contact_email", "who", "who_email")


@dataclass(frozen=True, slots=True)
class CrmAdmission:
    """What of a row may be kept."""

    records: Records
    gate: Gate

    def refused(self, row: CrmRow, accounts: Mapping[str, Mapping[str, str]]) -> str:
        """Why a person's row is not kept; "" where it is, or is no person's. `accounts` are their values by id."""
        if row.object not in PEOPLE:
            return ""
        mine = addresses(row.values)
        account = accounts.get(row.values.get("account_id", ""), {})
        if self.gate.erased and (
            any(self.gate.is_erased(a) for a in (*mine, crm_handle(row.crm_id)))
            or is_theirs(row.values, account.get("name", ""), self.gate.is_erased)
        ):
            return "erased"
        reason = excluded(MessageFacts("", "", "", tuple(mine)), self.gate.exclusions) if mine else ""
        if reason:
            return f"excluded: {reason.partition(':')[0]}"
        if self.gate.left_out and is_theirs(row.values, account.get("name", ""), self.gate.is_left_out):
            return "excluded: person"
        return "excluded: domain" if at_company(row.values, account, self.gate.exclusions.domains) else ""

    def accounts(self, rows: Sequence[CrmRow]) -> dict[str, Mapping[str, str]]:
        """Name and domain of the accounts that these contacts belong to, by id, as far as they are told."""
        keys = sorted({("account", i) for r in rows if r.object in PEOPLE and (i := r.values.get("account_id", ""))})
        known = (
            store.read_facts(self.records, ("account",), store.FOREVER, keys, fields=("name", "domain", "website"))
            if keys
            else ()
        )
        found = {key[1]: {f.field: f.value for f in sorted(told, key=lambda f: f.known_us)} for key, told in known}
        return {**found, **{r.crm_id: r.values for r in rows if r.object == "account"}}

    def left_out(self, rows: Sequence[CrmRow]) -> dict[str, str]:
        """Record name -> why that contact stays out, for the contacts that these rows are of or speak of."""
        names = sorted({record_name(r) for r in rows if r.object in PEOPLE} | {n for r in rows for n in people_in(r)})
        found = self.records.left_out(names)
        if self.gate.erased:
            ids = {n: n.partition("/")[2] for n in names}
            found |= {n: "erased" for n, i in ids.items() if self.gate.is_erased(crm_handle(i))}
        return found

    def without(self, row: CrmRow, left_out: Mapping[str, str]) -> CrmRow | None:
        """A row without the people who stay out; None where it is of them alone."""
        if self.gate.erased and row.object != "crm_user":
            row = replace(row, values=self._unnamed(row))
        if row.object in PEOPLE:
            return row
        gone = {n.partition("/")[2] for n in people_in(row) if n in left_out}
        written = [a for name in ("contact_email", "who_email") for a in row.values.get(name, "").split(";") if "@" in a]
        hidden = {a for a in written if self._address_refused(a)}
        unnamed = self._names_erased(row)
        if unnamed and (row.crm_id.startswith("~") or row.object == "contact_role"):
            return None  # the name is part of what the row goes by, or all that it tells of
        if not gone and not hidden:
            return replace(row, values={**row.values, **unnamed}) if unnamed else row
        values = dict(row.values)
        for name in WHO:
            if values.get(name):
                values[name] = ";".join(i for i in values[name].split(";") if i not in gone)
        for name in _NAMED:
            if values.get(name):
                values[name] = ""
        left = any(values.get(n) for n in WHO)
        return (
            replace(row, values=values) if left or row.object not in ("contact_role", "activity", "account_contact") else None
        )

    def _unnamed(self, row: CrmRow) -> dict[str, str]:
        """What a row says without full names of erased people; a contact with an address of their own who bears one has no name."""
        bears = row.object in PEOPLE and any(self.gate.is_erased(m) for m in name_marks([contact_name(row.values)]))
        return {n: "" if bears and n in NAMES else value_without(n, v, self.gate.is_erased) for n, v in row.values.items()}

    def hidden(self, row: CrmRow) -> str:
        """Why a row is not kept whose people have no ids."""
        written = [a for name in ("contact_email", "who_email") for a in row.values.get(name, "").split(";") if "@" in a]
        if any(self.gate.is_erased(a) for a in written) or self._names_erased(row):
            return "erased"
        reasons = (excluded(MessageFacts("", "", "", (a,)), self.gate.exclusions) for a in written)
        return f"excluded: {next((r for r in reasons if r), '').partition(':')[0]}"

    def _names_erased(self, row: CrmRow) -> dict[str, str]:
        """The fields that name erased people, without their names. Who has an id or an address is told by it."""
        if not self.gate.erased:
            return {}
        found = {}
        for name in ("contact", "who"):
            parts = [part for part in row.values.get(name, "").split(";") if part.strip()]
            left = [part for part in parts if not any(self.gate.is_erased(name_mark(n)) for n in _spellings(part))]
            if len(left) < len(parts):
                found[name] = ";".join(left)
        return found

    def _address_refused(self, address: str) -> bool:
        if self.gate.is_erased(address):
            return True
        return bool(excluded(MessageFacts("", "", "", (address,)), self.gate.exclusions))


def value_without(field_name: str, value: str, is_erased: Callable[[str], bool]) -> str:
    """What a field says without the full names of erased people in its free text (a deal's name, a call's subject)."""
    untouched = field_name in UNTOUCHED or field_name.endswith("_id") or " " not in value
    return value if untouched else names_blanked(value, is_erased)


def _spellings(name: str) -> tuple[str, ...]:
    """A name as written, without what stands in brackets, and turned round where its family name stands first."""
    plain = name.partition("(")[0].partition("<")[0].strip()
    last, comma, first = plain.partition(",")
    return (plain, f"{first} {last}") if comma else (plain,)
