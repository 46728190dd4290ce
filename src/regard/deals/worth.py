"""Is a risk worth telling, and which first? `worth` = stake x actionability x freshness x confidence, each from 0 to 1. Pure.

stake: how much hangs on it: the risk's level (high 1, medium .7, low .4) times .7 to 1 by where the deal's amount stands among the open
deals of its currency (.85 where it has none). actionability: what its reader can do this month (`DOABLE`): 1 where a word to somebody
they know is it; .6 where the way to somebody must be found first; .3 where it is a state to know of, or a date in the CRM to put right.
freshness: one half for every `HALF` days since it arose; a state that lasts (`_STATES`) is as fresh as the last thing that the buyer's
side did, however long ago the words were written that first told of it. confidence: what
it rests on: 1 the buyer's own words or the CRM's own dates, .9 our words, .8 that nothing was seen, or an estimate of which the whole
interval says so, .6 any other estimate or a rule on trial; times `SUPPOSED` where nobody confirmed that there is a deal, for a proposal
is one three times in four.

A risk is told from `TOLD` on, were its deal of middling size: where an amount stands among others says which comes first, and what is
told of a deal hangs on nothing that other customers buy. A medium one that a word could clear stays for about five weeks, a high one for
about seven. Of a deal that nobody confirmed only that is told which holds whoever of the two buys (`EITHER_WAY`: nothing says yet that
they do), which a word this month could clear, and which rests on a message or on an answer that is plainly not there; all else waits
until somebody says that it is a deal. One contact is told only of a deal that the CRM has, with an amount, and where somebody else is
known by name whom its reader could go to: else it is of no use (readers of deals found in the mail said so of 0 of 4). It stays behind
the link. A promise to call or to meet may have been kept where no mail shows it: it is never plain, and as sure as an estimate. The
numbers are decisions, not fitted to any judged sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from regard.deals.case import Case
from regard.deals.records import Level, Risk
from regard.evidence.language.sentences import plain
from regard.model import DAY
from regard.time import as_of_us

TOLD = 0.25
"""A risk is told from so much worth on."""
HALF = 30.0
"""Days in which what a risk tells is worth half as much."""
SUPPOSED = 0.75
"""How often a deal that is proposed from mail is one (docs/validity/deals.md)."""
STAKE: Mapping[Level, float] = {"high": 1.0, "medium": 0.7, "low": 0.4}
NOW, FIND, KNOW = 1.0, 0.6, 0.3
DOABLE: Mapping[str, float] = {
    **dict.fromkeys((
        "waits_for_us", "promise_overdue", "contact_leaving", "reopened", "last_look", "price_before_trust", "leaves_with_seller",
        "red_flag", "competence_fails", "drop_in_decider", "nobody_met", "no_activity", "chose_another", "money_stopped", "put_off",
        "wants_money_back", "moving_away", "ultimatum", "close_slips", "colleague_says_over",
    ), NOW),
    **dict.fromkeys((
        "no_weight_met", "competitor_above", "single_threaded", "comfortable", "gone_quiet", "rapport_without_value",
        "trust_below_need", "incumbent_without_ideas",
    ), FIND),
    **dict.fromkeys(("protracted", "past_close", "stage_stuck"), KNOW),
}  # fmt: skip
"""What the reader of a risk can do this month."""
EITHER_WAY = frozenset(
    ("waits_for_us", "promise_overdue", "contact_leaving", "leaves_with_seller", "no_activity", "nobody_met", "red_flag")
)
"""What is a risk to whoever sells and to whoever buys."""
_STATES = frozenset(
    (
        "single_threaded",
        "comfortable",
        "rapport_without_value",
        "trust_below_need",
        "incumbent_without_ideas",
        "protracted",
        "no_weight_met",
    )
)
"""What is so for as long as the deal is worked on: as fresh as the last thing that the buyer's side did."""
_ESTIMATED = frozenset(("gone_quiet",))


def weighed(risk: Risk, case: Case, *, trial: bool) -> Risk:
    """The risk with its worth, what the worth is made of, and whether it is told."""
    parts = {
        "stake": STAKE[risk.level] * _by_size(case.size),
        "actionable": _doable(risk),
        "fresh": 0.5 ** (_age(risk, case) / HALF),
        "sure": _sure(risk, case, trial) * (SUPPOSED if case.supposed else 1.0),
    }
    worth = 1.0
    for part in parts.values():
        worth *= part
    made = replace(risk, trial=trial, worth=round(worth, 4), weighs={k: round(v, 3) for k, v in parts.items()})
    told = reaches(made) and not trial and (not case.supposed or (parts["actionable"] == NOW and _plain(risk)))
    told = told and not (risk.kind == "single_threaded" and not _second(case))
    return replace(made, told=told)


def reaches(risk: Risk) -> bool:
    """Whether a risk that is weighed is worth telling, were its deal of middling size."""
    return risk.worth * STAKE[risk.level] * MIDDLING / risk.weighs["stake"] >= TOLD


def _by_size(size: float) -> float:
    """What the place of a deal's amount among the open deals of its currency (0 to 1) makes of its stake."""
    return 0.7 + 0.3 * size


MIDDLING = _by_size(0.5)
"""The same of a deal of middling size."""


def _second(case: Case) -> bool:
    """Whether one contact is worth a word: somebody else is known by name to go to, on a deal with an amount, which the CRM has."""
    if case.deal.found or not case.deal.amount:
        return False
    return any(not m.met and m.name for m in case.members) or any(seat.name for seat in case.seats)


def _doable(risk: Risk) -> float:
    """What can be done this month. Where nothing waits, silence says nothing of it; whoever is named can be asked for."""
    quoted = any(e.quote for e in risk.evidence)
    if risk.kind == "no_activity" and not quoted:
        return KNOW
    if risk.kind == "no_weight_met" and quoted:
        return NOW
    return DOABLE.get(risk.kind, FIND)


def _plain(risk: Risk) -> bool:
    """Whether it holds whoever buys, and rests on words in a message or on an answer that nobody gave; not on a count alone."""
    return risk.kind in EITHER_WAY and not _spoken(risk) and any(e.message_id and e.quote for e in risk.evidence)


def _spoken(risk: Risk) -> bool:
    """Whether it is a promise that is kept by speaking, which no mail shows."""
    words = plain(" ".join(e.quote for e in risk.evidence))
    return risk.kind == "promise_overdue" and bool(_SPEAKS.search(words)) and not _SENDS.search(words)


_SPEAKS = re.compile(
    r"\b(?:call(?:s|ing)?|phone|ring|speak|talk|chat|discuss|visit|meet|see you|stop by|come (?:by|over)|touch base"
    r"|(?:be|get) (?:back )?in touch)\b"
)
_SENDS = re.compile(
    r"\b(?:send|sends|sending|e-?mail|forward|write|writing|attach|return|deliver|provide|submit|share|post|upload"
    r"|get (?:it|them|those|that|this))\b"
)


def _age(risk: Risk, case: Case) -> float:
    """Days since what it tells came to be so."""
    told = risk.numbers
    if risk.kind == "waits_for_us":
        return max(0.0, float(told["days"]) - case.limits.answer_days)
    if risk.kind == "no_activity":
        return max(0.0, float(told["days"]) - case.limits.idle_days)
    if risk.kind == "past_close":
        return float(told["days"])
    if risk.kind == "nobody_met":
        return max(0.0, float(told["age_days"]) - 14)
    if risk.kind == "stage_stuck":
        return max(0.0, float(told["days"]) - case.limits.stuck_ratio * max(float(told["usual_days"]), 1.0))
    if risk.kind == "promise_overdue":
        since = max((as_of_us(p.due) for p in case.owed if p.due), default=None)
    else:
        since = max((as_of_us(e.date) for e in risk.evidence if e.date), default=None)
        if risk.kind in _STATES and "refused" not in told and case.acts:  # an offer of theirs that we left lying grows old
            since = max(case.acts[-1].us, since or 0)
    return 0.0 if since is None else max(0.0, (case.as_of_us - since) / DAY)


def _sure(risk: Risk, case: Case, trial: bool) -> float:
    """How much what it rests on can be relied on."""
    if trial or risk.kind in _ESTIMATED or _spoken(risk) or any("on trial" in e.says for e in risk.evidence):
        return 0.6
    quoted = {e.message_id for e in risk.evidence if e.quote}
    if risk.kind in ("waits_for_us", "no_activity"):
        return 0.8
    if quoted:
        ours = {t.id for t in case.account_touches if t.by_us and t.kind != "call"}
        return 0.9 if quoted <= ours else 1.0
    return 1.0 if risk.kind in ("past_close", "stage_stuck", "close_slips") else 0.8
