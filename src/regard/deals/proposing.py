"""Which deals may there be that no CRM tells of? Proposed from the mail, for a person to confirm or reject. Pure.

An episode: people of one company ask us about buying (a price, a proposal, a pilot, a contract, a demonstration …), or answer a mail in
which we put a price or a proposal before them, on two days at least, no two of these more than 60 days apart; one such mail is theirs.
Or terms are negotiated (a draft agreement, an amendment, an offer, comments on either): four mails on three days at least, two of them
theirs and one ours. At least two of them take part, and we wrote too. It is proposed while its last such mail is at most 120 days old,
where no deal of that company was open at the time. Matters of several companies: `deals.proposing_together`. Nothing is said of money: no
amount is read from mail. A person's yes makes it a deal, with whatever name and amount they give (`deals.found`); their no stands
for the whole episode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from regard.deals.linking import MARGIN, span
from regard.deals.mentions import own_sentences
from regard.deals.records import Deal, Evidence, Touch
from regard.deals.signs import is_sign
from regard.evidence.language.sentences import plain
from regard.identity.normalize import is_academic
from regard.ids import digest
from regard.model import DAY, DealJudgement
from regard.results import Record
from regard.time import iso, iso_day

GAP, FRESH = 60 * DAY, 120 * DAY
QUOTE = 240
CIRCULAR = 15
"""A mail to more people of theirs is no talk with one company: it makes no episode of one."""
NEGOTIATED, NEGOTIATED_DAYS, THEIRS = 4, 3, 2
"""Mails that speak of terms, days of these, and how many of them are theirs, from which on something is negotiated."""
TERMS = (
    "proposal", "quote", "quotation", "offer", "pricing", "price", "prices", "pilot", "trial", "contract", "order", "demo", "demonstration", "tender",
    "rfp", "rfq", "licence", "license", "licences", "licenses", "angebot", "preis", "preise", "vertrag", "bestellung", "devis", "contrat",
    "agreement", "agreements", "amendment", "redline", "negotiate", "negotiating", "negotiation", "negotiations", "counterproposal", "counteroffer",
    "vereinbarung",
)  # fmt: skip
"""Words by which mails worth reading are found."""
_BUYING = re.compile(
    r"\b(?:(?:a|an|your|the|another|written|firm|updated|revised) (?:\w+ )?(?:proposal|quot(?:e|ation)|offer|tender)|pric(?:e|es|ing)|rf[piq]|(?:a|the|your|our|any|free|paid|first) pilots?|pilot (?:project|phase|run)|proof of concept"
    r"|(?:a|the|free|short) trial|(?<!outside your )(?<!outside our )contract(?! (?:manager|administrator))|purchase order|order form|to order|licen[cs]es?|demo|demonstration|what (?:would|does|will) (?:it|this|that) cost"
    r"|statement of work|angebot|preise?|vertrag|bestell\w+|devis|contrat)\b"
)
_WOULD = re.compile(
    r"\b(?:we|i)(?:'d| would| want| plan| intend| are planning| are going)? (?:like )?to (?:buy|order|purchase|run a pilot|start a pilot|try (?:it|this|your)|replace|roll out)\b"
    r"|\bwe(?:'re| are) (?:looking for|evaluating|comparing|in the market for) (?:a |an |new |\w+ )*(?:suppliers?|vendors?|system|solution|provider|partner)\b"
)
_NEGOTIATED = re.compile(
    r"\b(?:draft|revised|signed|executed|executing|final|proposed|new|master|supply|services?|licen[cs]e|purchase|sales?|lease|confidentiality"
    r"|non-?disclosure|amended|definitive|framework|sample|form of)(?: \w+){0,2} (?:agreements?|contracts?|proposals?|amendments?|terms|language)"
    r"|\b(?:the|our|your|this|that|an?) (?:agreement|amendment|nda)\b|term sheet|letters? of (?:intent|agreement)"
    r"|\b(?:our|your|their) (?:offer|proposal|bid|quote|comments|draft|mark-?up|counter-?(?:offer|proposal)|price)\b|counter-?(?:offer|proposal)"
    r"|\b(?:re)?negotiat(?:e|es|ed|ing|ions?)\b|\bopen (?:points|issues)\b|\bred-?lined?\b|\bcounter-?sign\w*|\bvereinbarung\b"
)


@dataclass(frozen=True, slots=True)
class Proposal(Record):
    """A deal that there may be: whose, since when, who takes part, and the sentences that say so."""

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


def is_buying(words: str) -> bool:
    """Whether a sentence is about buying: a price, a proposal, a pilot, a contract, a demonstration."""
    return bool(_BUYING.search(plain(words)))


def signs(touch: Touch) -> tuple[int, int, str] | None:
    """The first sentence of a buyer's mail that asks about buying, or says that they would like to."""
    if touch.by_us or touch.automated or touch.kind != "mail":
        return None
    for start, end in touch.asks:
        words = " ".join(touch.text[start:end].split())
        if is_buying(words):
            return start, end, words
    return next(((s, e, w) for s, e, w in own_sentences(touch) if _WOULD.search(plain(w))), None)


Sign = tuple[Touch, tuple[int, int, str]]


def offered(touch: Touch, answered: Mapping[str, int]) -> tuple[int, int, str] | None:
    """Where a mail of ours puts a price or a proposal before them that they answered; `answered`: thread to their last mail in it."""
    if not touch.by_us or touch.automated or touch.kind != "mail" or answered.get(touch.thread_id, 0) <= touch.us:
        return None
    return next(((s, e, w) for s, e, w in own_sentences(touch) if is_sign("proposal", w)), None)


def negotiates(touch: Touch) -> tuple[int, int, str] | None:
    """The first sentence of a mail of either side that speaks of the terms of an agreement, a draft or an offer."""
    if touch.automated or touch.kind != "mail":
        return None
    return next(((s, e, w) for s, e, w in own_sentences(touch) if _NEGOTIATED.search(plain(w))), None)


_COUNSEL = re.compile(
    r"\bL\.?L\.?P\b|\battorneys?[ -](?:at[ -]law|client)|\blaw (?:firm|offices?)\b|\b(?:barristers?|solicitors?|rechtsanw[aä]lte?\w*)\b",
    re.IGNORECASE,
)


def is_counsel(touches: Sequence[Touch]) -> bool:
    """Whether a company is a law firm: a tenth of its people's mails, two at least, sign or disclaim as lawyers do."""
    theirs = [t for t in touches if not t.by_us and not t.automated and t.kind == "mail" and t.spans]
    said = sum(any(s.zone != "quoted" and _COUNSEL.search(t.text, s.start, s.end) for s in t.spans) for t in theirs)
    return said >= 2 and 10 * said >= len(theirs)


def speaks_of_business(touch: Touch) -> bool:
    """Whether a sentence of a mail's own words, or its subject, is about buying or the terms of something."""
    if is_buying(touch.subject) or _NEGOTIATED.search(plain(touch.subject)):
        return True
    return any(
        is_sign("price", words) or is_buying(words) or _NEGOTIATED.search(plain(words)) for _, _, words in own_sentences(touch)
    )


def _is_deal(group: Sequence[Sign], sure: AbstractSet[str], *, papers: bool) -> bool:
    """Whether an episode is one: asked about on two days, or negotiated. `sure` are the mails that ask or offer.

    Proposals and drafts are what universities and law firms write about anyway (`papers`): of theirs only what is asked or offered counts.
    """
    asked = [t for t, _ in group if t.id in sure]
    if len({t.us // DAY for t in asked}) >= 2 and any(not t.by_us for t in asked):
        return True
    if papers:
        return False
    theirs = sum(not t.by_us for t, _ in group)
    days = {t.us // DAY for t, _ in group}
    return len(group) >= NEGOTIATED and len(days) >= NEGOTIATED_DAYS and THEIRS <= theirs < len(group)


def episodes(touches: Sequence[Touch], *, papers: bool = False) -> list[list[Sign]]:
    """The mails of one company that speak of buying or terms, in groups without a longer pause than `GAP` that may be a deal each."""
    answered: dict[str, int] = {}
    for touch in touches:
        if not touch.by_us and touch.kind == "mail" and touch.thread_id:
            answered[touch.thread_id] = max(answered.get(touch.thread_id, 0), touch.us)
    found: list[list[Sign]] = []
    sure: set[str] = set()
    for touch in sorted(touches, key=lambda t: (t.us, t.id)):
        if len(touch.theirs) > CIRCULAR:
            continue
        told = signs(touch) or offered(touch, answered)
        if told is not None:
            sure.add(touch.id)
        elif (told := negotiates(touch)) is None:
            continue
        if not found or touch.us - found[-1][-1][0].us > GAP:
            found.append([])
        found[-1].append((touch, told))
    return [group for group in found if _is_deal(group, sure, papers=papers)]


def proposals(
    company: tuple[str, str, str], touches: Sequence[Touch], deals: Iterable[Deal], judged: Iterable[DealJudgement],
    names: Mapping[str, str], key: bytes, moment_us: int,
) -> list[Proposal]:  # fmt: skip
    """The deals that may be at one company (id, name, domain), from all that passed with its people."""
    ident, account, domain = company
    spans = [span(d) for d in deals if d.company_id == ident]
    said = [s for j in judged if (s := period(j, domain)) is not None]
    found = []
    for group in episodes(touches, papers=is_academic(domain) or is_counsel(touches)):
        first, last = group[0][0], group[-1][0]
        there = [t for t in touches if len(t.theirs) <= CIRCULAR and first.us - MARGIN <= t.us <= last.us + MARGIN]
        wrote = {p for t in there for p in t.acted}
        people = wrote | {p for t, _ in group for p in t.theirs - t.copied}
        if len(people) < 2 or not any(t.by_us for t in there):
            continue
        if last.us + FRESH < moment_us:
            continue
        if any(a - MARGIN <= last.us and first.us < b + MARGIN for a, b in spans):
            continue
        if any(a <= last.us and first.us <= b for a, b in said):
            continue
        listed = tuple(sorted((names.get(p, "") for p in people if names.get(p)), key=str.casefold))
        evidence = tuple(
            Evidence("we write" if t.by_us else "they write", t.id, iso(t.us), w[:QUOTE], s, e, t.writer)
            for t, (s, e, w) in group[-4:]
        )
        subject = next((t.subject for t, _ in group if t.subject.strip()), "")
        plain_subject = re.sub(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*:)+\s*", "", subject, flags=re.IGNORECASE).strip()
        found.append(
            Proposal(
                digest("x", key, domain, first.id), f"{account} - {plain_subject}" if plain_subject else account, ident, account,
                iso_day(first.us), iso_day(last.us), listed,
                f"{len(people)} people of {account} take part; {len(group)} mails speak of buying or of terms.",
                evidence, f"{domain} {first.us} {last.us}",
            )
        )  # fmt: skip
    return found


def period(one: DealJudgement, domain: str) -> tuple[int, int] | None:
    """From when until when a word on a found deal of this domain holds."""
    parts = one.mark.split()
    if one.undone_us is not None or one.kind != "found" or len(parts) != 3 or parts[0] != domain:
        return None
    return int(parts[1]), int(parts[2])
