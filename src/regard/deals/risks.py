"""What does the relationship put at risk in a deal? Each risk is one function: its docstring is its documentation (`docs/risks.md`).

A rule compares numbers that the evidence gives with thresholds from the settings (`risks.*`). Standing that is unknown never fires one;
nothing compares sellers. Each says what it rests on and what would clear it. Words that only a language rule on trial found are
marked as such. Which of them are told, and in which order: `deals.worth`. A deal of the CRM none of whose risks is worth telling tells
its highest, marked as on trial, where the buyer's own words show it; `chose_another`, `moving_away`, `ultimatum` and what a colleague
of ours says (`colleague_says_over`) are told, so marked, beside others. What makes others void stands before all that is told: who goes
with somebody else calls for no last price, and what is on hold until a day for no meeting with whoever signs (`risks_void`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from regard.deals.case import Case, Limits, Owed, Rule
from regard.deals.records import Risk
from regard.deals.risks_course import close_slips, past_close, protracted, stage_stuck
from regard.deals.risks_going import GOING, moving_away, tells_of_going, ultimatum
from regard.deals.risks_inside import INSIDE, colleague_says_over
from regard.deals.risks_leaving import contact_leaving, leaves_with_seller
from regard.deals.risks_people import drop_in_decider, no_weight_met, nobody_met, single_threaded
from regard.deals.risks_price import last_look, price_before_trust
from regard.deals.risks_said import SAID, chose_another, money_stopped, put_off, wants_money_back
from regard.deals.risks_silence import gone_quiet, no_activity, waits_for_us
from regard.deals.risks_void import stand_first, without_void
from regard.deals.risks_warmth import comfortable, rapport_without_value, trust_below_need
from regard.deals.risks_words import (
    competitor_above,
    incumbent_without_ideas,
    promise_overdue,
    red_flag,
    reopened,
)
from regard.deals.worth import weighed

__all__ = ["RISKS", "SHOWN", "TRIAL", "Case", "Limits", "Owed", "first", "pressing", "risks"]

SHOWN = 3
"""Risks shown of one deal; the rest are a link away."""

RISKS: tuple[Rule, ...] = (
    chose_another, colleague_says_over, ultimatum, moving_away, money_stopped, wants_money_back, contact_leaving, reopened,
    drop_in_decider, waits_for_us, promise_overdue, last_look, no_weight_met, competitor_above,
    leaves_with_seller, nobody_met, price_before_trust, gone_quiet, red_flag, put_off,
    single_threaded, comfortable, rapport_without_value, trust_below_need, incumbent_without_ideas, protracted, close_slips,
    past_close, no_activity, stage_stuck,
)  # fmt: skip
"""Every risk; of one worth, in the order in which they are shown."""
TRIAL = frozenset(("competence_fails", "competitor_above", "drop_in_decider", "gone_quiet", "red_flag", *SAID, *GOING, *INSIDE))
"""Kinds that readers of real mail did not find right more often than not, and those that no sales mail has been read for (`SAID`, `GOING`;
docs/validity/deals.md): behind all others, and among the first three only where nothing else of the deal is told.
"""


def risks(case: Case, beside: Sequence[Risk] = ()) -> list[Risk]:
    """The risks of an open deal (and some found elsewhere), what is told first; none of a deal that is closed."""
    if case.deal.outcome != "open":
        return []
    found = _said_once([*(risk for rule in RISKS if (risk := rule(case)) is not None), *beside])
    if any(r.kind == "chose_another" or r.kind in INSIDE for r in found):
        found = [r for r in found if r.kind not in _EXPLAINED]
    return pressing(without_void(_one_told(case, [weighed(risk, case, trial=risk.kind in TRIAL) for risk in found])))


_EXPLAINED = frozenset(("no_activity", "gone_quiet"))
"""Silences that have their reason where they, or a colleague of ours, say that they go with somebody else: nothing of ours waits."""


def _said_once(found: Sequence[Risk]) -> list[Risk]:
    """The risks without a red flag of which every word is quoted by the risk that says what it is (`risks_said`)."""
    said = {(e.message_id, e.start) for r in found if r.kind in SAID for e in r.evidence}
    return [r for r in found if r.kind != "red_flag" or not all((e.message_id, e.start) in said for e in r.evidence)]


def _one_told(case: Case, found: Sequence[Risk]) -> list[Risk]:
    """The risks, of which one is told, as on trial, where none was: the high one of most worth that the buyer's own words show.

    What is on hold until a day that is still to come is told beside whatever else is, and so is who makes ready to leave, says that they
    will, or goes with somebody else, and a colleague's word that it is over: to miss it costs the customer, to read it a line.
    Only of a deal that the CRM has: of deals found in the mail readers judged what waits behind a line, and most was not worth telling.
    """
    if case.supposed or case.deal.found:
        return list(found)
    of = [r for r in found if r.kind not in TRIAL - _IN_THEIR_WORDS and _in_their_words(case, r)]
    tell = [r for r in of if r.kind == "chose_another" or (r.kind in GOING and tells_of_going(r))]
    tell += [r for r in found if r.kind in INSIDE or (r.kind == "money_stopped" and r.numbers.get("holds"))]
    if not tell and not any(r.told for r in found):
        tell = sorted((r for r in of if r.level == "high"), key=lambda r: -r.worth)[:1]
    return [replace(r, told=True, trial=True) if r in tell else r for r in found]


_IN_THEIR_WORDS = frozenset(("competitor_above", *SAID, *GOING))
"""Kinds on trial that are high only by the buyer's own words: what they say plainly, or somebody senior beside it."""


def _in_their_words(case: Case, risk: Risk) -> bool:
    """Whether somebody of theirs is quoted for it, by a rule that is not on trial itself unless what it says is the whole risk."""
    ours = {t.id for t in (*case.touches, *case.account_touches) if t.by_us and t.kind != "call"}
    return any(
        e.quote and e.message_id and e.message_id not in ours and (risk.kind in SAID | GOING or "on trial" not in e.says)
        for e in risk.evidence
    )


RANK = {"high": 0, "medium": 1, "low": 2}
"""The levels, the highest first."""


def pressing(found: Iterable[Risk]) -> list[Risk]:
    """Risks in the order in which they are shown: what is told first, of that what makes others void (`risks_void`), those on trial last,
    the higher level first, else by worth.
    """
    of = list(found)
    ahead = stand_first(of)
    return sorted(of, key=lambda r: (not r.told, r.kind not in ahead or not r.told, r.trial, RANK[r.level], -r.worth))


def first(found: Iterable[Risk]) -> list[Risk]:
    """The risks shown of one deal, before the rest behind a link: those worth telling; on trial what is said of going, else at most one."""
    return [r for r in found if r.told][:SHOWN]
