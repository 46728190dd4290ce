"""Risks that a buyer says in plain words: the money is stopped, another is chosen, it is put off, they want their money back.

What is heard is a situation (`evidence/language/situations.py`): word classes and frames, which no reader has shown to be right often
enough on sales mail. So each quote says that a rule on trial found it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from regard.deals.case import Case, shown
from regard.deals.mentions import fits, own_sentences
from regard.deals.records import Level, Risk, Touch
from regard.deals.signs import SignKind, is_sign
from regard.evidence.language.refusals import names_later, releases, until
from regard.evidence.language.sentences import plain
from regard.model import DAY
from regard.time import iso_day

SAID = frozenset(("chose_another", "money_stopped", "put_off", "wants_money_back"))
"""The kinds of this module."""


def money_stopped(case: Case) -> Risk | None:
    """They say that the money, or the project, is stopped.

    Fires on words of somebody on the deal within `risks.recent_days` that say so of their own side: a budget cut or frozen, no money,
    nobody may buy, the project suspended; such words that name a day ("this year", "until April", "until Q2") hold until then. High.
    Cleared by their word that they go with us, that the money is there after all or that it goes on; where they ask a price or a next step
    after it, it is no hold any more.
    """
    found = _said(
        case, "frozen", "money_stopped", "high", "They say that the money or the project is stopped.",
        "Learn who stopped it and until when; agree on what is left to do till then.",
    )  # fmt: skip
    if found is None or not found.numbers["holds"]:
        return found
    return replace(found, clears="Press nothing till then; agree on the day to come back, and move the close date.")


def chose_another(case: Case) -> Risk | None:
    """They say that they go with somebody else.

    Fires on words of somebody on the deal within `risks.recent_days` that say so, or that we are out: another is chosen, all of theirs that
    we hold is to be handed to another, all further business goes through another. High. It holds for three times as long where they ask
    no price and no next step after it: an open deal that is lost is not quiet. A colleague of theirs is no other. Cleared by their word
    that they go with us, or by an end of the deal in the CRM.
    """
    return _said(
        case, "chose_other", "chose_another", "high", "They say that they go with somebody else.",
        "Ask whether it is signed and what decided it; else close the deal.", lasts=3,
    )  # fmt: skip


def put_off(case: Case) -> Risk | None:
    """They say that it will be later.

    Fires on words of somebody on the deal within `risks.recent_days` that put it off to another season, quarter or year, or behind
    something else. Medium. Cleared by their word that they go with us.
    """
    return _said(
        case, "put_off", "put_off", "medium", "They say that it will be later.",
        "Agree on the day to come back, and move the close date.",
    )  # fmt: skip


def wants_money_back(case: Case) -> Risk | None:
    """They want their money back, or feel misled.

    Fires on words of somebody on the deal within `risks.recent_days` that ask for money back, compensation or a way out of the contract,
    or say that they got something else than was promised. High. Cleared by their word that they go with us.
    """
    return _said(
        case, "money_back", "wants_money_back", "high", "They want their money back, or say that they were misled.",
        "Answer it today, by whoever can decide about it.",
    )  # fmt: skip


def _said(case: Case, sign: SignKind, kind: str, level: Level, says: str, clears: str, *, lasts: int = 1) -> Risk | None:
    """The latest such words of somebody on the deal, unless they chose us since. Words that are not recent any more but hold (`lasts` times
    as long) are told where they asked nothing of the deal since; those that stop the money until a day, until that day.
    """
    since = case.as_of_us - lasts * case.limits.recent_days * DAY
    touches = case.touches if sign == "frozen" else [t for t in case.touches if t.us >= since]
    for touch, found in reversed(case.heard(touches, sign)):
        holds = sign == "frozen" and _holds(found.words, touch.us, case.as_of_us) and not _presses(case, touch.us)
        old = touch.us < case.recent_us and not holds
        if old and (touch.us < since or any(t.us > touch.us and goes_on(t) for t in case.touches)):
            continue
        if touch.automated or touch.writer not in case.member or (found.about and _of_theirs(case, found.about)):
            continue
        if any(t.us > touch.us for t, _ in case.heard(case.touches, "chosen")):
            return None
        if sign == "frozen" and _is_released(case, touch.us):
            return None
        numbers: dict[str, float | int | bool | str] = {"sentences": sum(s.kind == sign for s in case.signs(touch))}
        if sign == "frozen":
            numbers["holds"] = int(holds)
        return Risk(kind, level, says, (shown(touch, found),), clears, numbers)
    return None


def goes_on(touch: Touch) -> bool:
    """Whether a mail of theirs asks a price or a next step."""
    if touch.by_us or touch.automated:
        return False
    return "asks_next_step" in touch.cues or any(is_sign("price", touch.piece(start, end)) for start, end in touch.asks)


def _presses(case: Case, since_us: int) -> bool:
    """Whether they asked a price or a next step after a moment, in a mail that asks nothing for a later season."""
    later = (t for t in case.touches if t.us > since_us and goes_on(t))
    return any(not any(names_later(t.piece(start, end)) for start, end in t.asks) for t in later)


def _is_released(case: Case, since_us: int) -> bool:
    """Whether somebody on the deal said after a moment that the money is there after all, or that it goes on."""
    spoken = (v for t in case.touches if t.us > since_us and not t.automated for v in t.spoken)
    return any(
        not v.by_us and v.writer in case.member and any(releases(words) for _, _, words in own_sentences(v)) for v in spoken
    )


def _of_theirs(case: Case, name: str) -> bool:
    """Whether a name is somebody's of their side, as far as it is known who is there."""
    people = (*(m.name for m in case.members), *(s.name for s in case.seats), *(m.name for m in case.mentions if m.title))
    return any(one and (fits(name, one) or fits(one, name)) for one in people)


def _holds(words: str, said_us: int, as_of_us: int) -> bool:
    """Whether words name a day until which they hold, and it is not over."""
    said = date.fromisoformat(iso_day(said_us) or "")
    return until(" ".join(plain(words).split()), said) > (iso_day(as_of_us - 1) or "")


__all__ = ["SAID", "chose_another", "goes_on", "money_stopped", "put_off", "wants_money_back"]
