"""Risks that lie in how a deal goes: too long, past its date, stuck. Compared with the book's own deals, never with somebody's."""

from __future__ import annotations

from statistics import median

from regard.deals.case import Case, shown
from regard.deals.durations import survival
from regard.deals.moves import slips
from regard.deals.records import Evidence, Risk
from regard.model import DAY
from regard.time import iso, iso_day


def protracted(case: Case) -> Risk | None:
    """It lives longer than such deals do, and nothing moves.

    From `risks.history` won deals of its kind on (of any kind where its own has fewer): fires where the deal is older than
    `risks.protracted` of those that were won were when they were won, or than half of them where the buyer put it off in three threads or
    more over 60 days and still does (cumulative incidence: deals lost meanwhile and deals still open are accounted for), and at least two
    of these say that nothing moves: its stage has not changed for 45 days; its close date passed or was put off twice or more; nobody new
    was met for 60 days; their own words put it off. High where three do. Cleared by a stage that moves, or by an end.
    """
    if case.won.ended < case.limits.history:
        return None
    sooner = 1 - case.won.at(case.age_days)
    words = case.heard(case.touches, "postpones")
    threads = {t.thread_id or t.id for t, _ in words}
    drags = len(threads) >= 3 and words[-1][0].us - words[0][0].us >= 60 * DAY and words[-1][0].us >= case.as_of_us - 60 * DAY
    if sooner < (0.5 if drags else case.limits.protracted) - 1e-9:
        return None
    moved = case.deal.stage_since_us
    same = None if moved is None else (case.as_of_us - moved) / DAY
    put_off = sum(b > a for (_, a), (_, b) in zip(case.deal.closes, case.deal.closes[1:], strict=False))
    passed = case.deal.close_us is not None and case.deal.close_us + DAY < case.as_of_us
    first = [touches[0].us for touches in case.by_person.values()]
    still = {
        "stage": same is not None and same >= 45,
        "close_date": passed or put_off >= 2,
        "nobody_new": not first or max(first) < case.as_of_us - 60 * DAY,
        "words": drags or any(t.us >= case.as_of_us - 60 * DAY for t, _ in words),
    }
    if sum(still.values()) < 2:
        return None
    says = f"Open for {case.age_days:.0f} days; {sooner:.0%} of the deals we won were won sooner."
    since = "last stage at an unknown time"
    if moved is not None and same is not None:
        says += f" In “{case.deal.stage}” for {same:.0f}."
        since = f"last stage {iso_day(moved)}"
    dates = Evidence(f"opened {iso_day(case.deal.opened_us)}, {since}, close date put off {put_off} times")
    return Risk(
        "protracted", "high" if sum(still.values()) >= 3 else "medium", says, (dates, *(shown(t, s) for t, s in words[-2:])),
        "A next step with a date on their side, or an honest end.",
        {"age_days": round(case.age_days), "won_sooner": round(sooner, 4), "same_stage_days": None if same is None else round(same),
         "won": case.won.ended,
         "put_off": put_off, "not_moved": [name for name, is_so in still.items() if is_so]},
    )  # fmt: skip


def close_slips(case: Case) -> Risk | None:
    """The close date is put off again and again.

    From the first book on, whatever other deals did: fires where the CRM's history put the close date off on `risks.slips` days or more,
    by `risks.slip_days` in all (less what was brought forward). High where that is as much as was planned in the first place, from the
    opening to the first date, or where it was put off twice as often; else medium. How long ago the last time was makes it less fresh.
    Cleared by an end; a date that they name and that holds lets it go stale.
    """
    held = slips(case.deal, case.as_of_us)
    if held is None or held.times < case.limits.slips or held.days < case.limits.slip_days:
        return None
    planned = round((held.first_us - case.deal.opened_us) / DAY)
    doubled = held.days >= max(planned, 1)
    says = f"The close date was put off {held.times} times, by {held.days} days in all"
    if doubled and planned > 0:
        says += f"; {planned} were planned"
    dates = Evidence(
        f"the CRM's close date: first {held.first}, now {held.now}, put off last on {iso_day(held.last_us)}",
        date=iso(held.last_us),
    )
    return Risk(
        "close_slips", "high" if doubled or held.times >= 2 * case.limits.slips else "medium", f"{says}.", (dates,),
        "Ask them what has to happen on their side, by when, and date it by that.",
        {"put_off": held.times, "days": held.days, "planned_days": planned},
    )  # fmt: skip


def past_close(case: Case) -> Risk | None:
    """The close date has passed.

    Fires where the CRM's close date lies before today and the deal is open. High from 60 days on. Cleared by a new date, or an end.
    """
    if (
        case.deal.close_us is None or case.deal.close_us + DAY >= case.as_of_us
    ):  # the day itself is known to its end, and is not over
        return None
    days = (case.as_of_us - 1 - case.deal.close_us) // DAY
    ago = "yesterday" if days == 1 else f"{days} days ago"
    return Risk(
        "past_close", "high" if days >= 60 else "medium", f"The close date was {iso_day(case.deal.close_us)}, {ago}.",
        (Evidence(f"the CRM's close date: {iso_day(case.deal.close_us)}"),), "A close date that the buyer named.", {"days": days},
    )  # fmt: skip


def stage_stuck(case: Case) -> Risk | None:
    """It stays in its stage longer than deals do.

    Fires where it is in its stage for more than `risks.stuck_ratio` times the median stay of the book's deals there and for longer than
    `risks.protracted` of them stayed, from `risks.history` on that went through it. Cleared by what the next stage asks for.
    """
    past = case.stays.get(case.deal.stage, ())
    if len(past) < case.limits.history or not case.deal.stages:
        return None
    stay, usual = (case.as_of_us - max(s.us for s in case.deal.stages)) / DAY, median(past)
    left = survival((days, True) for days in past).at(stay)
    if stay <= case.limits.stuck_ratio * max(usual, 1.0) or left > 1 - case.limits.protracted + 1e-9:
        return None
    return Risk(
        "stage_stuck", "low", f"In “{case.deal.stage}” for {stay:.0f} days; usually {usual:.0f}.",
        (Evidence(f"since {iso_day(max(s.us for s in case.deal.stages))}"),), "What the next stage asks for.",
        {"days": round(stay), "usual_days": round(usual), "deals": len(past)},
    )  # fmt: skip
