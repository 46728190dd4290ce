"""Risks that lie in prices: asked for a last one and nothing else, or named before they had shown us anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from regard.deals.amounts import is_amount
from regard.deals.case import Case, said, shown
from regard.deals.mentions import own_sentences
from regard.deals.records import Evidence, Risk, Touch
from regard.deals.signs import Sign, is_sign
from regard.deals.weight import has_say
from regard.evidence.language.sentences import plain
from regard.model import DAY

ACCESS = re.compile(
    r"\b(?:present|show|walk|take) (?:it|this|that|them|you|him|her|our|the)\b|\b(?:introduc\w+|come by|drop by)\b"
    r"|\bunderstand (?:how|what|who|why)\b|\b(?:meet|see|speak (?:to|with)|talk (?:to|with)|explain (?:it|this|that)(?: to)?)\b"
    r"|\b(?:half an hour|(?:ten|fifteen|twenty|thirty) minutes|(?:short|quick) (?:call|visit))\b"
)
"""How we ask to be heard."""
YES = re.compile(
    r"\b(?:yes|sure|of course|gladly|happy to|with pleasure|let(?:'s| us)|welcome|see you|come (?:by|on|over)|ja|gern)\b"
)


def last_look(case: Case) -> Risk | None:
    """Called late, for a price.

    Signs: late: the buyer's side did its first thing on the deal after `risks.last_look_at` of the usual cycle (the book's median, from
    `risks.history` ended deals on); price only: of two or more asks in 30 days at least `risks.last_look_price` are about price;
    one-sided: nobody who is shown to have a say ever wrote, a meeting or more talk is declined in the words, or we asked to be heard
    and their answer does not take it up; last call: they call for a last price, one to match, one for comparison, or one and nothing
    else; stranger: whoever calls did nothing on the deal before; compared: a competitor, a comparison or another's offer stands in the
    same talk. Fires with price only and one other, with a last call and one other, or with a price asked for, our asking to be heard
    that was not taken up, and one other: medium; with three or more signs: high. A stranger's last call alone, or an answer that merely
    compares, is too little. Cleared by access to somebody who decides, or by a question that is not about price.
    """
    lately = [v for t in case.recent(case.touches, 30) for v in t.spoken if not v.by_us and not v.automated]
    asks = [(t, s, e, " ".join(t.piece(s, e).split())) for t in lately for s, e in t.asks]
    priced = [a for a in asks if is_sign("price", a[3])]
    calls = case.heard(lately, "final_price")
    usual = case.ended.quantile(0.5) if case.ended.ended >= case.limits.history else None
    late = (
        bool(case.acts)
        and usual is not None
        and (case.acts[0].us - case.deal.opened_us) / DAY >= case.limits.last_look_at * usual
    )
    told = [has_say(m.weight) for m in case.members if m.met and not m.mailbox]
    talks = calls or [(t, s) for t, s in case.heard(lately, "price") if t.kind == "mail"]
    unheard = _unheard(case, talks)
    threads = {t.thread_id for t, _ in calls} | {a[0].thread_id for a in priced} | ({unheard.thread_id} if unheard else set())
    near = [t for t in lately if t.thread_id in threads]
    closed = [(t, s) for t, s in case.heard(near, "no_meeting")]
    share = len(priced) / len(asks) if asks else 0.0
    only = len(priced) >= 2 and share >= case.limits.last_look_price
    caller = calls[0][0] if calls else next((t for t, _ in talks if unheard and t.thread_id == unheard.thread_id), None)
    signs = {
        "late": late,
        "price_only": only,
        "one_sided": bool(closed) or unheard is not None or (bool(told) and all(t is False for t in told)),
        "last_call": bool(calls),
        "stranger": caller is not None and not any(t.writer == caller.writer and t.us < caller.us for t in case.acts),
        "compared": caller is not None
        and (any(t.id in case.rival_offers for t in near) or bool(case.heard(near, "rival", "compares"))),
    }
    if not (only or calls or unheard) or sum(signs.values()) < 2:
        return None
    if {name for name, is_so in signs.items() if is_so} in THIN and not closed:
        return None
    evidence = [shown(t, s, "a last call") for t, s in calls[-2:]] or [
        said(t, "about price", w, s, e) for t, s, e, w in priced[-3:]
    ]
    evidence += [shown(t, s, "and no access") for t, s in closed[-1:]] or (
        [said(unheard, "we asked to be heard; this is their answer")] if unheard is not None else []
    )
    return Risk(
        "last_look", "high" if sum(signs.values()) >= 3 else "medium",
        "They call for a last price." if calls else "Lately they ask us for a price and for nothing else.", tuple(evidence),
        "Get to somebody who decides, or to a question of theirs that is not about price.",
        {"price_share": round(share, 4), "asks": len(asks), **signs},
    )  # fmt: skip


THIN = ({"last_call", "stranger"}, {"one_sided", "compared"})
"""Two signs that are too little: whoever calls for a price is mostly new, and an answer that compares need not say more."""


def _unheard(case: Case, calls: Sequence[tuple[Touch, Sign]]) -> Touch | None:
    """Their answer that does not take up our asking to be heard, in the thread of a call for a price."""
    for call, _ in reversed(calls):
        talk = [t for t in case.touches if t.us > call.us and t.thread_id == call.thread_id and t.kind == "mail"]
        asked = next((t for t in talk if t.by_us and _wants_access(t)), None)
        answer = next((t for t in talk if asked and not t.by_us and not t.automated and t.us > asked.us), None)
        if answer is not None and not answer.asks and not _says_yes(answer) and not answer.cues & _WARM:
            return answer
    return None


def price_before_trust(case: Case) -> Risk | None:
    """A price before they have shown us anything.

    Fires where a mail of ours within `risks.recent_days` puts a price or a proposal before people who had done at most one thing towards us
    before, all deals counted and at least 30 days of their mail visible before it, and who asked for none. A bill or a reminder is none,
    nor an offer that says that it was agreed or asked for, nor one
    to whoever buys from us already. High where we wrote again and hardly anything came, or where they declined it.
    Also, whatever had passed before, where whoever got a price or a proposal of ours, not having asked for one, answers that nobody asked,
    that it is too early, or that we do not know them: high; or declines where we began the talk with it: medium. Cleared by two things that
    they do, a meeting, or one that shows interest (acts on something, asks for advice or a next step).
    """
    done: Counter[str] = Counter()
    if (found := _unasked(case)) is not None:
        return found
    if case.customer:
        return None
    asked: set[str] = set()
    linked, since = {t.id for t in case.touches}, case.as_of_us - case.limits.recent_days * DAY
    for touch in case.account_touches:
        seen = touch.us - case.visible_from_us >= 30 * DAY
        if (
            seen
            and touch.id in linked
            and touch.us >= since
            and not asked & touch.theirs
            and all(done[p] <= 1 for p in touch.theirs)
        ):
            named = None if _invited(touch) else _named_price(case, touch)
            if named is not None:
                later = [t for t in case.account_touches if t.us > touch.us and t.theirs & touch.theirs]
                theirs = [t for t in later if t.acted & touch.theirs]
                declined = bool(theirs) and (
                    "declines" in theirs[0].cues or any(s.kind == "brushes_off" for s in case.signs(theirs[0]))
                )
                pushed = [t for t in later if t.by_us]
                if len(theirs) >= 2 or any(t.cues & _WARM or t.kind != "mail" for t in theirs):
                    return None
                return Risk(
                    "price_before_trust", "high" if declined or pushed else "medium",
                    "We named a price before they had shown us anything.",
                    (named, *((said(theirs[0], "and they declined"),) if declined else ())),
                    "Something they do: a question, a meeting, a colleague brought in.",
                    {"their_acts_before": max(done[p] for p in touch.theirs), "our_mails_since": len(pushed), "declined": declined},
                )  # fmt: skip
        for person in touch.acted:
            done[person] += 1
        if _asks_price(touch):
            asked |= touch.theirs
    return None


def _unasked(case: Case) -> Risk | None:
    """A price of ours that nobody asked for, and that they wave away: in words that say so, or declined where we began the talk with it."""
    for answer in reversed(case.recent(case.touches)):
        if answer.by_us or answer.automated or answer.kind != "mail":
            continue
        told = [s for s in case.signs(answer) if s.kind in ("unasked", "brushes_off")]
        says = next((s for s in told if s.kind == "unasked"), None)
        if says is None and not told and "declines" not in answer.cues:
            continue
        before = [t for t in case.account_touches if t.us < answer.us and answer.writer in t.theirs]
        talk = [t for t in before if t.thread_id and t.thread_id == answer.thread_id]
        ours = [t for t in (before if says else talk[:1]) if t.us >= answer.us - 45 * DAY and _priced(case, t) is not None]
        if not ours or (says is None and _has_shown(case, ours[0])):
            continue
        wanted = any(_asks_price(t) for t in case.account_touches if ours[0].us - ASKED <= t.us < ours[0].us)
        named = None if wanted else _priced(case, ours[0])
        warmed = any(t.us > answer.us and answer.writer in t.acted and t.cues & _WARM for t in case.account_touches)
        if named is None or warmed or _invited(ours[0]):
            continue
        end = shown(answer, told[0], "and they answered") if told else said(answer, "and they declined")
        return Risk(
            "price_before_trust", "high" if says else "medium", "We named a price before they had shown us anything.", (named, end),
            "Something they do: a question, a meeting, a colleague brought in.",
            {"their_acts_before": sum(answer.writer in t.acted for t in before), "declined": True},
        )  # fmt: skip
    return None


ASKED = 60 * DAY
"""A price that somebody of theirs asked for so lately was asked for, whoever of them gets it."""


def _asks_price(touch: Touch) -> bool:
    """Whether a mail of theirs asks about a price."""
    return not touch.by_us and not touch.automated and any(is_sign("price", touch.piece(s, e)) for s, e in touch.asks)


def _has_shown(case: Case, price: Touch) -> bool:
    """Whether their side had shown us something before a price: they buy from us, or two of theirs had done something on the deal."""
    return case.customer or len({p for t in case.acts if t.us < price.us for p in t.acted}) >= 2


def _priced(case: Case, touch: Touch) -> Evidence | None:
    """Where a mail of ours names a price, a discount or an offer."""
    found = _named_price(case, touch)
    if found is not None or not touch.by_us or touch.kind != "mail":
        return found
    for start, end, words in own_sentences(touch):
        if is_amount(words) and is_sign("price", words):
            return said(touch, "our words", words, start, end)
    return None


INVITED = re.compile(
    r"\bas (?:we )?(?:agreed|discussed|requested|promised|arranged)\b|\bas you (?:asked|requested|wished)\b"
    r"|\byou (?:had )?asked (?:(?:me|us) )?for\b"
    r"|\b(?:at|on|per) your request\b|\bthat you (?:asked|requested)\b|\bwie (?:besprochen|vereinbart|gewünscht)\b"
)


def _invited(touch: Touch) -> bool:
    return invited(_own(touch)) if touch.gist is None else "invited" in touch.gist.marks


def _wants_access(touch: Touch) -> bool:
    return wants_access(_own(touch)) if touch.gist is None else "access" in touch.gist.marks


def _says_yes(touch: Touch) -> bool:
    return says_yes(_own(touch)) if touch.gist is None else "yes" in touch.gist.marks


def invited(own: str) -> bool:
    """Whether somebody's own words say that what they bring was agreed or asked for."""
    return bool(INVITED.search(plain(own)))


def wants_access(own: str) -> bool:
    """Whether somebody's own words ask to be heard."""
    return bool(ACCESS.search(plain(own)))


def says_yes(own: str) -> bool:
    """Whether somebody's own words take something up."""
    return bool(YES.search(plain(own)))


_WARM = frozenset(("acts_on", "asks_advice", "asks_next_step"))


def _named_price(case: Case, touch: Touch) -> Evidence | None:
    """Where a mail of ours puts a price or a proposal before them."""
    if not touch.by_us or touch.kind != "mail":
        return None
    return next((shown(touch, s, "our words") for s in case.signs(touch) if s.kind == "proposal"), None)


def _own(touch: Touch) -> str:
    return " ".join(touch.text[s.start : s.end] for s in touch.spans if s.zone == "own")
