"""Which deals may there be that no CRM tells of? Proposed from the mail, for a person to confirm or reject. Pure.

An episode: people of one company ask us about buying (a price, a proposal, a pilot, a contract, a demonstration …), or answer a mail in
which we put a price or a proposal before them, on two days at least, no two of these more than 60 days apart; one such mail is theirs,
at least two of them take part, and we wrote too. It is proposed while its last
such mail is at most 120 days old, where no deal of that company was open at the time. Nothing is said of money: no amount is read
from mail. A person's yes makes it a deal, with whatever name and amount they give; their no stands for the whole episode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from regard.deals.corrections import Corrections
from regard.deals.linking import MARGIN, span
from regard.deals.mentions import own_sentences
from regard.deals.records import Deal, Evidence, Stage, Touch
from regard.deals.signs import is_sign
from regard.errors import UsageError
from regard.evidence.language.sentences import plain
from regard.ids import digest
from regard.model import DAY, DealJudgement
from regard.parse.crm_outcomes import Outcome
from regard.results import Record
from regard.time import as_of_us, iso, iso_day

GAP, FRESH = 60 * DAY, 120 * DAY
QUOTE = 240
STAGE = "from the mail"
ENDS: tuple[Outcome, ...] = ("won", "lost", "no_decision", "open")
TERMS = (
    "proposal", "quote", "quotation", "offer", "pricing", "price", "prices", "pilot", "trial", "contract", "order", "demo", "demonstration", "tender",
    "rfp", "rfq", "licence", "license", "licences", "licenses", "angebot", "preis", "preise", "vertrag", "bestellung", "devis", "contrat",
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
    if touch.by_us or touch.automated or touch.kind != "mail" or touch.recovered:
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


def episodes(touches: Sequence[Touch]) -> list[list[Sign]]:
    """The mails of one company that speak of buying, in groups without a longer pause than `GAP`; in each at least one is theirs."""
    answered: dict[str, int] = {}
    for touch in touches:
        if not touch.by_us and touch.kind == "mail" and touch.thread_id:
            answered[touch.thread_id] = max(answered.get(touch.thread_id, 0), touch.us)
    found: list[list[Sign]] = []
    for touch in sorted(touches, key=lambda t: (t.us, t.id)):
        told = signs(touch) or offered(touch, answered)
        if told is None:
            continue
        if not found or touch.us - found[-1][-1][0].us > GAP:
            found.append([])
        found[-1].append((touch, told))
    return [group for group in found if any(not t.by_us for t, _ in group)]


def proposals(
    company: tuple[str, str, str], touches: Sequence[Touch], deals: Iterable[Deal], judged: Iterable[DealJudgement],
    names: Mapping[str, str], key: bytes, moment_us: int,
) -> list[Proposal]:  # fmt: skip
    """The deals that may be at one company (id, name, domain), from all that passed with its people."""
    ident, account, domain = company
    spans = [span(d) for d in deals if d.company_id == ident]
    said = [s for j in judged if (s := _period(j, domain)) is not None]
    found = []
    for group in episodes(touches):
        first, last = group[0][0], group[-1][0]
        there = [t for t in touches if first.us - MARGIN <= t.us <= last.us + MARGIN]
        people = {p for t in there for p in t.theirs if p in t.acted or p not in t.copied}
        if len({t.us // DAY for t, _ in group}) < 2 or len(people) < 2 or not any(t.by_us for t in there):
            continue
        if last.us + FRESH < moment_us:
            continue
        if any(a - MARGIN <= last.us and first.us < b + MARGIN for a, b in spans):
            continue
        if any(a <= last.us and first.us <= b for a, b in said):
            continue
        listed = tuple(sorted((names.get(p, "") for p in people if names.get(p)), key=str.casefold))
        evidence = tuple(
            Evidence("we propose, they answered" if t.by_us else "they ask", t.id, iso(t.us), w[:QUOTE], s, e, t.writer)
            for t, (s, e, w) in group[-4:]
        )
        subject = next((t.subject for t, _ in group if t.subject.strip()), "")
        plain_subject = re.sub(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*:)+\s*", "", subject, flags=re.IGNORECASE).strip()
        found.append(
            Proposal(
                digest("x", key, domain, first.id), f"{account} - {plain_subject}" if plain_subject else account, ident, account,
                iso_day(first.us), iso_day(last.us), listed,
                f"{len(people)} people of {account} take part; {len(group)} mails speak of buying.",
                evidence, f"{domain} {first.us} {last.us}",
            )
        )  # fmt: skip
    return found


def _period(one: DealJudgement, domain: str) -> tuple[int, int] | None:
    """From when until when a word on a found deal of this domain holds."""
    parts = one.mark.split()
    if one.undone_us is not None or one.kind != "found" or len(parts) != 3 or parts[0] != domain:
        return None
    return int(parts[1]), int(parts[2])


def confirmed(said: Mapping[str, Corrections], companies: Mapping[str, tuple[str, str]], moment_us: int) -> list[Deal]:
    """The deals that people confirmed, as known at a moment. `companies` maps a domain to (company id, name)."""
    found = []
    for ident, one in sorted(said.items()):
        yes = one.found.get(ident)
        if yes is None or yes.value == "no":
            continue
        domain, _, period = yes.mark.partition(" ")
        opened = int(period.split()[0]) if period else yes.recorded_us
        if opened > moment_us:
            continue
        company_id, account = companies.get(domain, (None, domain))
        value, _, currency = one.amount[ident].value.partition(" ") if ident in one.amount else ("", "", "")
        end, _, day = one.outcome[ident].value.partition(" ") if ident in one.outcome else ("open", "", "")
        closed = as_of_us(day) - DAY if day else None
        if closed is not None and closed > moment_us:
            end, closed = "open", None
        outcome: Outcome = next((o for o in ENDS if o == end), "open")
        why = one.outcome[ident].reason if ident in one.outcome else ""
        found.append(
            Deal(
                id=ident, name=yes.value.removeprefix("yes").strip() or account, account_id="", account=account, company_id=company_id,
                amount=value, currency=currency, list_amount="", discount="", stage=STAGE if outcome == "open" else outcome.replace("_", " "),
                stages=(Stage(opened, STAGE, opened),), outcome=outcome, reason=why,
                probability="", created_us=opened, closed_us=closed, owner_id="", owner="", roles=(), known_us=opened, close_us=closed,
            )
        )  # fmt: skip
    return found


def money(amount: str, currency: str) -> str:
    """An amount as a person gives it, as it is kept: "12000.5 EUR". Raises UsageError where it is none."""
    plain_amount = amount.replace(" ", "").replace("’", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain_amount):
        plain_amount = plain_amount.replace(",", "")
    try:
        value = Decimal(plain_amount)
    except InvalidOperation:
        raise UsageError(f"“{amount}” is no amount. Write 12000 or 12000.50.") from None
    if not value.is_finite() or not 0 <= value < Decimal(10) ** 15:
        raise UsageError(f"“{amount}” is no amount of a deal.")
    code = currency.strip().upper()
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise UsageError(f"“{currency}” is no currency. Write its three letters, such as EUR.")
    return f"{value.normalize():f} {code}".strip()
