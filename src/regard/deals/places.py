"""Is a name or an address a place, not a person to meet? "Goods In" answers mail, and nobody shakes its hand. Pure.

A name is a place's where every word of it is one (`PLACES`). An address that several people read (`identity.normalize`) is a place too,
unless whoever writes from it bears a name of their own: one made of the address, of its domain or of places is none.
"""

from __future__ import annotations

import re

from regard.identity.normalize import is_role_address

SAYS = "a mailbox, not a person"
PLACES = frozenset(
    (
        "goods", "stores", "storeroom", "warehouse", "depot", "yard", "dock", "docks", "bay", "gate", "gatehouse", "reception",
        "switchboard", "receiving", "inwards", "outwards", "inbound", "outbound", "dispatch", "despatch", "loading", "unloading",
        "workshop", "toolroom", "maintenance", "laboratory", "lab", "canteen", "mailroom", "helpdesk", "servicedesk", "office",
        "desk", "room", "plant", "works", "site", "shift", "orders", "order", "purchasing", "procurement", "buying", "accounts",
        "payable", "receivable", "billing", "invoices", "payroll", "finance", "logistics", "shipping", "transport", "quality",
        "production", "engineering", "support", "service", "sales", "facilities", "security", "wareneingang", "warenausgang",
        "lager", "versand", "empfang", "pforte", "werkstatt", "einkauf", "buchhaltung", "disposition",
    )
)  # fmt: skip
"""Words for a place or a desk."""
_BETWEEN = frozenset(
    (
        "in", "out", "the", "of", "and", "for", "front", "back", "control", "central", "main", "team", "department", "dept",
        "customer",
    )
)  # fmt: skip


def is_place_name(name: str) -> bool:
    """Whether every word of a name is a place's: "Goods In", "Accounts Payable", "Wareneingang"."""
    words = _words(name)
    return any(w in PLACES for w in words) and all(w in PLACES or w in _BETWEEN for w in words)


def is_place(name: str, address: str) -> bool:
    """Whether a name with its address ("" where none is known) is a place."""
    if is_place_name(name):
        return True
    if not address or not is_role_address(address):
        return False
    parts = set(_words(address))
    words = _words(name)
    return all(w in parts or w in PLACES or w in _BETWEEN for w in words)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())
