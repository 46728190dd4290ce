"""What companies call themselves in the signatures of their people's mail.

Reads and writes signed_company.
"""

from __future__ import annotations

from collections import defaultdict

from regard.identity.affiliations import Evidence
from regard.identity.normalize import domain_of
from regard.identity.signed_company import label_of, signed_company
from regard.model import Message
from regard.store.live import Live

LAST_LINES = 6
"""Lines at the end of somebody's own words that are read where no signature was told apart from them."""


def signed_rows(n: int, message: Message) -> list[tuple[int, str, str]]:
    """The row of message number `n`: the name below it that spells its writer's domain, if any does."""
    domain = domain_of(message.sender.address) if message.sender and message.kind == "mail" else ""
    if not label_of(domain):
        return []
    zones: dict[str, list[str]] = defaultdict(list)
    for span in message.spans:
        zones[span.zone].append(message.text[span.start : span.end])
    below = ["\n".join(own.rstrip().splitlines()[-LAST_LINES:]) for own in zones["own"][-1:]]
    for part in (*zones["signature"], *below):
        if name := signed_company(part, domain):
            return [(n, domain, name)]
    return []


def signed_companies(live: Live) -> list[Evidence]:
    """Every name that was signed, once: how often makes no difference, so that another mail with a known name names nobody anew."""
    rows = live.rows("SELECT DISTINCT domain, name FROM signed_company ORDER BY domain, name")
    return [Evidence(domain, name, "signature") for domain, name in rows]
