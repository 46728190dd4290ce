"""Us and them: whose side is an address on, and is a mailbox a human's at all?

Reads nothing but addresses and counts. Whether an outside human is a business contact is the question of
`personal.work_or_personal`, which `side_of` asks last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Literal

from regard.identity.normalize import domain_of, is_freemail, is_role_address, registrable
from regard.identity.personal import Contact, ContactFacts, Verdict, work_or_personal
from regard.model import Side

__all__ = ["Contact", "ContactFacts", "Verdict", "guess_us", "mailbox_kind", "side", "side_of", "work_or_personal"]

AUTOMATED_SHARE = 0.8
"""An address at least this share of whose mail is automated, over MIN_AUTOMATED mails, is a robot's."""
MIN_AUTOMATED = 3
MIN_FORMS, FORMED = 4, 0.5
"""A sender of so many mails, so large a share of which is one text sent again, fills in forms."""

_LEAST_SHARE = 0.15
_FOREIGN_SHARE = 0.05


def guess_us(
    senders: Mapping[str, Mapping[str, float]], recipients: Mapping[str, Mapping[str, float]] | None = None
) -> tuple[str, ...]:
    """Our domains, most certain first, from how often each address writes in each source; () where none stands out.

    `senders` and, if at hand, `recipients`: source id to address to number of mails (of a mail to several, each one's share). The
    owner of a mailbox takes part in nearly all of its mail, a partner mostly in one source: the registrable domain with the largest
    mean square root of its shares is ours. Where it hardly takes part in some source, that source's own first domain is ours too.
    Free mail is never a company's: name owners then. It is a guess: show it, and let `--us` say better.
    """
    shares: dict[str, dict[str, float]] = {}
    for source in sorted({*senders, *(recipients or {})}):
        parts = [_domain_shares(m.get(source, {})) for m in (senders, recipients) if m is not None]
        parts = [p for p in parts if p]
        if parts:
            shares[source] = {d: sum(p.get(d, 0.0) for p in parts) / len(parts) for d in sorted({d for p in parts for d in p})}
    first = _leader(list(shares.values()))
    if not first:
        return ()
    foreign = [by for by in shares.values() if by.get(first, 0.0) < _FOREIGN_SHARE]
    others = {_leader([by]) for by in foreign} - {"", first}
    return (first, *sorted(others))


def _leader(sources: list[dict[str, float]]) -> str:
    """The domain that takes part most over some sources, "" where it is free mail's or nobody stands out."""
    strength: dict[str, float] = defaultdict(float)
    for by in sources:
        for domain, share in by.items():
            strength[domain] += sqrt(share) / len(sources)
    if not strength:
        return ""
    best = min(strength, key=lambda d: (-strength[d], d))
    mean = sum(by.get(best, 0.0) for by in sources) / len(sources)
    return "" if is_freemail(best) or mean < _LEAST_SHARE else best


def _domain_shares(counts: Mapping[str, float]) -> dict[str, float]:
    """Each registrable domain's share of the mails whose address is a human's."""
    sums: dict[str, float] = defaultdict(float)
    for address, n in counts.items():
        if is_role_address(address) != "automated":
            sums[registrable(domain_of(address))] += n
    total = sum(sums.values())
    return {d: n / total for d, n in sums.items() if d} if total else {}


def side(address: str, us_domains: Iterable[str], us_addresses: Iterable[str] = ()) -> Literal["us", "them"]:
    """Whose an address is: "us" at or below one of our domains, or if it is an owner's own address; else "them"."""
    domain = domain_of(address)
    if address in us_addresses:
        return "us"
    return "us" if any(domain == d or domain.endswith("." + d) for d in us_domains) else "them"


def mailbox_kind(
    address: str, *, automated: int = 0, mails: int = 0, formed: bool = False
) -> Literal["", "shared", "automated"]:
    """Whether a mailbox is a human's (""), read by several ("shared") or a robot's ("automated").

    `automated` of the `mails` it sent were marked as automated by the parser; `formed`: it sends one text again and again (`sends_forms`).
    """
    kind = is_role_address(address)
    if kind != "automated" and (formed or (mails >= MIN_AUTOMATED and automated >= AUTOMATED_SHARE * mails)):
        return "automated"
    return kind


def sends_forms(facts: ContactFacts) -> bool:
    """Whether a sender behaves as no person does: most of many mails begin in the words of another, none answers anything, and none of us
    ever wrote there.
    """
    forms = facts.alike + 1
    return facts.mails_in >= MIN_FORMS and forms >= FORMED * facts.mails_in and not facts.replies and not facts.mails_out


def side_of(
    facts: ContactFacts, us_domains: Iterable[str], *, us_addresses: Iterable[str] = (), bring_in: bool = False
) -> Side:
    """The side of one address: us, shared, automated, personal or them. `bring_in`: the user wants this contact in any case."""
    if side(facts.address, us_domains, us_addresses) == "us":
        return "us"
    kind = mailbox_kind(facts.address, automated=facts.automated, mails=facts.mails_in, formed=sends_forms(facts))
    if kind:
        return kind
    return "personal" if not bring_in and work_or_personal(facts).kind == "personal" else "them"
