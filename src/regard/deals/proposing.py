"""Which deals may there be that no CRM tells of? Proposed from the mail, for a person to confirm or reject. Pure.

A matter (`deals.matters`) is proposed where both sides take part, a step shows what is bought (a price, an offer, an order, a paper of it),
somebody outside acts on it, more than a fifth of its mails are such steps, and it took several touches: three mails, and steps on two days
or an answer to the price on a later day; or they announce that they buy, invite bids or say that it is approved, and we answered; or they
ask for a price in so many words and we put one before them (in one talk, whatever else passes between the same people); after an offer of
ours that is enough however much else passes in that talk; or they ask us, with whom they write, for so many of something or for one more;
or, where mail passed both ways before and not two months ago, as purchasing asks for a quotation (by number, as a best price, by a day),
whether or not we answered yet. Of a law firm or a university only what is asked, offered or announced counts, for drafts are what they
write about anyway. It is proposed while its last step is at most 120 days old and nothing says that it is signed or done, where no deal of
that company was open at the time. Matters of several companies: `deals.proposing_together`; of a customer and their agent: `deals.agents`.
Nothing is said of money: no amount is read from mail. A person's yes makes it a deal, with whatever name and amount they give
(`deals.found`); their no stands for the whole matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.deals.agents import MARK
from regard.deals.linking import MARGIN, span
from regard.deals.matters import Matter, bare, matters
from regard.deals.records import Deal, Evidence, Risk, Touch
from regard.deals.settled import settled
from regard.identity.normalize import is_academic
from regard.ids import digest
from regard.model import DAY, DealJudgement
from regard.results import Record
from regard.time import iso, iso_day

FRESH = 120 * DAY
QUOTE = 240
TERMS = (
    "proposal", "quote", "quotation", "offer", "pricing", "price", "prices", "pilot", "trial", "contract", "order", "demo",
    "demonstration", "tender", "rfp", "rfq", "licence", "license", "licences", "licenses", "angebot", "preis", "preise", "vertrag",
    "bestellung", "devis", "contrat", "agreement", "agreements", "amendment", "redline", "negotiate", "negotiating", "negotiation",
    "negotiations", "counterproposal", "counteroffer", "vereinbarung", "isda", "nda", "lease", "terms", "bid", "bids", "draft",
    "executed", "purchase", "buy", "sell", "counterparty",
)  # fmt: skip
"""Words by which mails worth reading are found."""


@dataclass(frozen=True, slots=True)
class Proposal(Record):
    """A deal that there may be: whose, since when, who takes part, and the sentences that say so.

    `risks` are those that are told before anybody says that it is a deal, `more` how many else there are to look at then.
    `through`: the agent (id, name) through whom it goes, () where none. `steps`: the mails that move it.
    """

    id: str
    name: str
    company_id: str
    account: str
    opened: str | None
    last: str | None
    people: tuple[str, ...]
    says: str
    evidence: tuple[Evidence, ...]
    mark: str = ""
    risks: tuple[Risk, ...] = ()
    more: int = 0
    through: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Through:
    """An agent through whom a customer buys: the company (id, name, domain) and its people (ids)."""

    id: str
    name: str
    domain: str
    people: frozenset[str]


_COUNSEL = re.compile(
    r"\bL\.?L\.?P\b|\battorneys?[ -](?:at[ -]law|client)|\blaw (?:firm|offices?)\b|\b(?:barristers?|solicitors?|rechtsanw[aä]lte?\w*)\b",
    re.IGNORECASE,
)


def is_counsel(touches: Sequence[Touch]) -> bool:
    """Whether a company is a law firm: a tenth of its people's mails, two at least, sign or disclaim as lawyers do."""
    theirs = [t for t in touches if not t.by_us and not t.automated and t.kind == "mail" and t.spans]
    said = sum(any(s.zone != "quoted" and _COUNSEL.search(t.text, s.start, s.end) for s in t.spans) for t in theirs)
    return said >= 2 and 10 * said >= len(theirs)


def proposals(
    company: tuple[str, str, str], touches: Sequence[Touch], deals: Iterable[Deal], judged: Iterable[DealJudgement],
    names: Mapping[str, str], key: bytes, moment_us: int, through: Through | None = None,
) -> list[Proposal]:  # fmt: skip
    """The deals that may be at one company (id, name, domain), from all that passed with its people, and with an agent's (`through`)."""
    ident, account, domain = company
    marked = f"{MARK}{domain},{through.domain}" if through else domain
    at = {ident, through.id} if through else {ident}
    spans = [span(d) for d in deals if d.company_id in at]
    said = [s for j in judged if (s := period(j, marked)) is not None]
    found = []
    papers = is_academic(domain) or is_counsel(touches)
    for matter in matters(touches, together=through is not None):
        first, last, people = matter.first_us, matter.last_us, matter.people()
        asked = acquainted(touches, first) and not (papers or matter.aside) and matter.waits(moment_us)
        if last + FRESH < moment_us or not (asked or matter.is_deal(papers=papers)) or settled(matter.mails) is not None:
            continue
        if any(a - MARGIN <= last and first < b + MARGIN for a, b in spans):
            continue
        if any(_judged(matter, a, b) for a, b in said):
            continue
        theirs = [p for p in people if through is None or p not in through.people]
        if through is not None and (
            len(theirs) in {0, len(people)} or not any(t.writer in through.people for t, _ in matter.taken)
        ):
            continue
        listed = tuple(sorted((names.get(p, "") for p in people if names.get(p)), key=str.casefold))
        evidence = tuple(
            Evidence("we write" if t.by_us else "they write", t.id, iso(t.us), s.words[:QUOTE], s.start, s.end, t.writer)
            for t, s in matter.steps[-4:]
        )
        subject = next((bare(t.subject) for t, _ in matter.steps if bare(t.subject)), "")
        who = f"{_count(len(theirs), 'person', 'people')} of {account}"
        if through is not None:
            who += f" and {len(people) - len(theirs)} of {through.name}, through whom it goes,"
        found.append(
            Proposal(
                digest("x", key, marked, matter.steps[0][0].id), f"{account} - {subject}" if subject else account, ident, account,
                iso_day(first), iso_day(last), listed,
                f"{who} {'takes' if len(people) == 1 else 'take'} part; "
                f"{_count(len(matter.taken), 'mail', 'mails')} of {len(matter.mails)} speak of buying or of terms.",
                evidence, f"{marked} {first} {last}", through=(through.id, through.name) if through else (),
                steps=tuple(t.id for t, _ in matter.steps),
            )
        )  # fmt: skip
    return found


def acquainted(touches: Sequence[Touch], before_us: int) -> bool:
    """Whether mail passed both ways with a company before a moment: whoever asks for a price out of the blue asks a hundred."""
    sides = {t.by_us for t in touches if t.us < before_us and t.kind == "mail" and not t.automated}
    return len(sides) == 2


def _judged(matter: Matter, first_us: int, last_us: int) -> bool:
    """Whether a word on a matter of that period was said of this one: it has a step at its beginning or its end."""
    return any(t.us in (first_us, last_us) for t, _ in matter.steps)


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def period(one: DealJudgement, domain: str) -> tuple[int, int] | None:
    """From when until when a word on a found deal of this domain holds."""
    parts = one.mark.split()
    if one.undone_us is not None or one.kind != "found" or len(parts) != 3 or parts[0] != domain:
        return None
    return int(parts[1]), int(parts[2])
