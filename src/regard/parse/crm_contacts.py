"""How a contact of the CRM is called and where mail reaches them or their company, from the values of a row."""

from __future__ import annotations

from collections.abc import Mapping


def crm_handle(crm_id: str) -> str:
    """The handle of a contact without an e-mail address."""
    return f"crm:{crm_id.lower()}"


def addresses(values: Mapping[str, str]) -> list[str]:
    """Every e-mail address of a contact, the first one first."""
    found = [a for name in ("email", "emails", "email_other", "email_home") for a in values.get(name, "").split(";")]
    return list(dict.fromkeys(a for a in found if "@" in a))


def contact_name(values: Mapping[str, str]) -> str:
    """A contact's name as the CRM has it."""
    return values.get("name", "") or " ".join(v for n in ("first_name", "last_name") if (v := values.get(n, "")))


def website_domain(text: str) -> str:
    """The domain of a web address or of a mail domain; "" for none."""
    cell = text.strip().lower()
    cell = cell.partition("://")[2] or cell
    cell = cell.split("/")[0].split("?")[0].split(":")[0].rpartition("@")[2].removeprefix("www.").strip(". ")
    return cell if "." in cell and " " not in cell else ""
