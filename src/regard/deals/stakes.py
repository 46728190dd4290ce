"""How much standing does this deal need? What is at stake in it raises the trust that it should rest on. Pure.

Four things, each said with its evidence: an amount among the largest of the book's own deals, a first deal with an account (or the first
of its kind there), a personal or career risk that somebody on the buyer's side *states* in their own words, and what they say that it
costs them otherwise (a fine, a day's loss, an audit). Nothing is inferred from tone: a sentence counts only where the writer speaks of their own job, name or neck. Source: buyers for whom more is at
stake lean more on whom they buy from (D. Brock). The steps are ours and settings (`stakes.*`), not fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from regard.deals.mentions import own_sentences
from regard.deals.records import Deal, Evidence, Touch
from regard.evidence.language.sentences import plain
from regard.evidence.language.situations import tells
from regard.results import Estimate, Record
from regard.time import iso

QUOTE = 240
COMPARED = 8
"""So many deals in one currency make an amount large or not."""


@dataclass(frozen=True, slots=True)
class Steps:
    """By the last part of the setting's name: the trust any deal needs, what each stake adds, and where an amount is large."""

    trust: float = 50.0
    step: float = 5.0
    stated: float = 10.0
    amount: float = 0.75


@dataclass(frozen=True, slots=True)
class Stake(Record):
    """One thing at stake: amount, novelty, stated or consequence; `adds` is how many points of trust it asks for."""

    kind: str
    says: str
    adds: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Stakes(Record):
    """What a deal needs: `needs` a trust score, 0 to 100; `says` it in one line. `short` is None where trust is unknown."""

    needs: float
    says: str
    stakes: tuple[Stake, ...]
    short: bool | None


def stakes(deal: Deal, deals: Sequence[Deal], touches: Iterable[Touch], trust: Estimate, steps: Steps) -> Stakes:
    """The stakes of a deal among the book's `deals`, from what passed on it; `trust` is that of the people met."""
    touches = tuple(touches)
    told_of = (amount(deal, deals, steps), novelty(deal, deals, steps), stated(touches, steps), consequence(touches, steps))
    found = [s for s in told_of if s is not None]
    needs = min(100.0, steps.trust + sum(s.adds for s in found))
    why = "; ".join(s.says for s in found) or "nothing in it asks for more"
    short = trust.score < needs if trust.known else None
    stands = f"it stands at {trust.score:.0f} ({trust.low:.0f}–{trust.high:.0f})" if trust.known else "none is shown yet"
    return Stakes(needs, f"Needs a trust of {needs:.0f}: {why}; {stands}.", tuple(found), short)


def amount(deal: Deal, deals: Sequence[Deal], steps: Steps) -> Stake | None:
    """An amount at or above the share `stakes.amount` of the book's other deals in its currency."""
    mine = _decimal(deal.amount)
    others = [
        a for d in deals if d.id != deal.id and d.currency == deal.currency and (a := _decimal(d.amount)) is not None and a > 0
    ]
    if mine is None or mine <= 0 or len(others) < COMPARED:
        return None
    below = sum(a < mine for a in others) / len(others)
    if below < steps.amount:
        return None
    says = "its amount is the largest here" if below == 1 else f"its amount is above {below:.0%} of your deals"
    return Stake("amount", says, steps.step, (Evidence(f"{deal.amount} {deal.currency}, {len(others)} other deals".strip()),))


def novelty(deal: Deal, deals: Sequence[Deal], steps: Steps) -> Stake | None:
    """The first deal with an account, or the first of its kind there: no earlier one was won."""
    if not (deal.account_id or deal.company_id or deal.account):
        return None
    here = [
        d for d in deals if d.id != deal.id and _same_account(d, deal) and d.outcome == "won" and _ended(d) <= deal.opened_us
    ]
    name = deal.account or "this account"
    if not here and _STATUS.search(f"{deal.type} {deal.name}"):
        return None  # the CRM itself says that they are a customer; an older deal is merely not in the export
    if not here:
        return Stake(
            "novelty", f"it would be the first deal with {name}", steps.step, (Evidence("no earlier deal of theirs was won"),)
        )
    kinds = {d.type.casefold() for d in here if d.type and not _STATUS.search(d.type)}
    if deal.type and kinds and not _STATUS.search(deal.type) and deal.type.casefold() not in kinds:
        says = f"it would be the first of its kind ({deal.type}) with {name}"
        return Stake("novelty", says, steps.step, (Evidence(f"{len(here)} won there, none of this kind"),))
    return None


_STATUS = re.compile(
    r"\b(?:existing|renew\w*|upgrade|downgrade|upsell|cross-?sell|expansion|add-?on|replacement|new customer|new business)\b",
    re.IGNORECASE,
)
"""Words for the state of a customer, which say nothing of what is bought."""


def _same_account(one: Deal, other: Deal) -> bool:
    return (
        bool(one.account_id and one.account_id == other.account_id)
        or bool(one.company_id and one.company_id == other.company_id)
        or bool(not one.account_id and one.account and one.account.casefold() == other.account.casefold())
    )


def _ended(deal: Deal) -> int:
    return deal.closed_us if deal.closed_us is not None else 2**62


_OWN = r"(?:job|neck|head|name|reputation|credibility|career|position|role|bonus|promotion|standing)"
STATED = re.compile(
    rf"\bmy (?:own )?{_OWN} (?:is|are|would be|will be|'s) (?:really |very much |personally )?(?:on the (?:line|block)|at (?:stake|risk)|on this|in this)\b"
    rf"|\bmy (?:own )?{_OWN} (?:really )?(?:depends|hangs|rides|rests) on\b|\b(?:staked?|staking|risk|risking|bet|betting) my (?:own )?{_OWN}\b"
    rf"|\b(?:put|putting) my (?:own )?(?:name (?:under|behind|on|to|against)|neck|head|job|reputation|credibility|career)\b"
    r"|\bst(?:i|u)ck(?:ing)? my neck out\b|\bi(?:'m| am)? (?:personally )?vouch(?:ed|ing)? for (?:you|this|it|your)\b"
    r"|\b(?:i|it)(?:'ll| will|'d| would| could| might) (?:cost me|lose) my (?:job|position|role|bonus|seat)\b"
    r"|\bi (?:can(?:no|')t|could not|couldn't) afford (?:to (?:get|have) (?:this|it) (?:wrong|fail)|another (?:failure|mistake|flop|outage)|(?:this|it) (?:to fail|going wrong))"
    r"|\bif (?:this|it|that|the \w+)(?: \w+)? (?:fails?|goes wrong|slips|does(?:n't| not) work|is late),? (?:then )?(?:it(?:'s| is| will be|'ll be) (?:me|my|on me|mine)"
    r"|i(?:'m| am|'ll be| will be| have to| will have to|'ll have to) (?:the one|out|gone|to (?:explain|answer)|explain|answer|in trouble|finished)|they will (?:blame|ask) me)"
    r"|\bi(?:'ll| will|'d| would) be (?:the one )?(?:blamed|held responsible|to blame|who (?:has|had) to (?:explain|answer|defend))"
    r"|\b(?:it|this)(?:'s| is| will be| would be) (?:my|on my) (?:head|neck)\b|\b(?:it|this|that)(?:'ll| will| would) (?:fall|land) (?:back )?on me\b"
    r"|\bi (?:have to|must|will have to) (?:answer|stand up) for (?:this|it|that)\b|\bi answer for (?:this|it|that) personally\b"
    r"|\bcareer[- ](?:limiting|ending)\b|\b(?:they|the board|management|my (?:boss|director|ceo|cfo)) (?:will|would) have my (?:head|hide)\b"
    r"|\bmein(?:en)? (?:job|kopf|name|ruf|stuhl) (?:hängt|steht|ist)\b|\bhalte (?:ich )?(?:\w+ )?(?:den|meinen) kopf (?:dafür )?hin\b|\bgeht auf meine kappe\b"
    r"|\bj'y (?:joue|risque) ma (?:place|réputation|tête)\b|\bma (?:place|réputation) est en jeu\b"
)
_VETO = re.compile(
    r"\b(?:not|never|isn't|no longer|hardly) (?:on the line|at (?:stake|risk))|\b(?:just kidding|joking|ha ha|haha|lol)\b|\bmy name is\b"
)


_MAY = re.compile(
    r"\b(?:my|vouch\w*|afford|blame\w*|career|on me|answer for|stand up for|the one|responsible|mine|neck|kopf|kappe|mein\w*|ma|me)\b",
    re.IGNORECASE,
)
"""Words without which no form below can stand: most sentences are passed over by them."""


def is_stated(words: str) -> bool:
    """Whether the writer says that something of their own is at stake: their job, name, neck or standing."""
    if not _MAY.search(words):
        return False
    low = plain(words)
    return bool(STATED.search(low)) and not _VETO.search(low)


def stated(touches: Iterable[Touch], steps: Steps) -> Stake | None:
    """What the buyer's side states to be their own risk in it; the newest three sentences."""
    found = [
        Evidence(_heard("in their words", t, start), t.id, iso(t.us), words[:QUOTE], start, end, t.writer or None)
        for t in (v for touch in touches for v in touch.spoken)
        if not t.by_us and not t.automated and _may_state(t)
        for start, end, words in own_sentences(t)
        if is_stated(words)
    ]
    if not found:
        return None
    return Stake("stated", "somebody there says that it is their own risk", steps.stated, tuple(found[::-1][:3]))


def consequence(touches: Iterable[Touch], steps: Steps) -> Stake | None:
    """What the buyer's side says that it costs them, if it goes wrong or comes late: a fine, a day's loss, a licence, an audit; the newest three.

    Heard by a rule on trial (`evidence/language/situations.py`), which the evidence says. A risk of the writer's own is `stated`.
    """
    found = [
        Evidence(
            _heard("in their words (by a rule on trial)", t, start),
            t.id,
            iso(t.us),
            words[:QUOTE],
            start,
            end,
            t.writer or None,
        )
        for t in (v for touch in touches for v in touch.spoken)
        if not t.by_us and not t.automated
        for start, end, words in own_sentences(t)
        if tells(words, "stakes") and not is_stated(words)
    ]
    if not found:
        return None
    return Stake("consequence", "somebody there says what it costs them otherwise", steps.step, tuple(found[::-1][:3]))


def _heard(says: str, touch: Touch, start: int) -> str:
    """What evidence says, on a call with the minute."""
    return f"{says}, {minute} into the call" if (minute := touch.minute(start)) else says


def _may_state(touch: Touch) -> bool:
    return touch.gist is not None or bool(STATED.search(plain(" ".join(touch.text.split()))))


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
