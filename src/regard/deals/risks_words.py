"""Risks that lie in what is said: competitors, a choice that is open again, promises, ideas."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regard.deals.asked import asked_again, asks
from regard.deals.case import QUOTE, Case, said, shown
from regard.deals.course import only_checks, stage_back
from regard.deals.ideas import ideas
from regard.deals.mentions import fits, name_key, own_sentences
from regard.deals.met import is_met
from regard.deals.ranks import level as rank
from regard.deals.records import Evidence, Member, Risk, Touch
from regard.deals.signs import Sign
from regard.deals.weight import has_say
from regard.evidence.language.sentences import plain
from regard.model import DAY
from regard.time import iso_day


def competitor_above(case: Case) -> Risk | None:
    """A competitor is spoken of, and by or about whom.

    Fires on the buyer's words within `risks.recent_days` that speak of a competitor: in general terms, by a name of `deals.rivals`, by
    one that the CRM has as a competitor of any deal, or by one that a buyer set beside us anywhere in the book (an offer from them, why
    they were ruled out). High where the mail names or comes from somebody who stands as a director or higher, or who is deferred to, and
    it is not whom we deal with most; high, too, where they put another firm's offer before us (forwarded, pasted or attached), whoever
    of them does; else low. Cleared by access to that person, or by what they say of us afterwards.
    """
    if (shown_ := _offer_shown(case)) is not None:
        return shown_
    low: Risk | None = None
    for touch, sign in reversed(case.heard(case.recent(case.touches), "rival")):
        if touch.automated or _vague(sign.words, case.rivals):
            continue
        who = _above(case, touch)
        found = Risk(
            "competitor_above", "high" if who else "low",
            f"A competitor is spoken of, at the level of {who}." if who else "A competitor is spoken of.",
            (shown(touch, sign),), f"Get to {who}, with something of our own." if who else "Learn who spoke with them.",
            {"sentences": sum(s.kind == "rival" for s in case.signs(touch))},
        )  # fmt: skip
        if who:
            return found
        low = low or found
    return low


def _offer_shown(case: Case) -> Risk | None:
    """Another firm's offer that they put before us, the latest; of whoever objected nothing is told."""
    for touch in reversed(case.recent(case.touches)):
        offer = case.rival_offers.get(touch.id)
        member = case.member.get(touch.writer)
        if offer is None or touch.by_us or touch.automated or (member is not None and member.objected):
            continue
        whose = f"an offer of {offer.firm}" if offer.firm else "another firm's offer"
        return Risk(
            "competitor_above", "high", f"They put {whose} before us.",
            (said(touch, offer.says, offer.words, offer.start, offer.end),),
            "Ask what that offer lacks for them, and answer it with what only ours brings.",
            {"offer": True, "firm": offer.firm},
        )  # fmt: skip
    return None


_VAGUE = re.compile(r"\b(?:the others|the other side|(?<!your )competition|competing|wettbewerb)\b")
_TELLING = re.compile(
    r"\b(?:competitors?|(?:another|other|alternative) (?:vendors?|suppliers?|providers?|offers?|bidders?)|all bidders"
    r"|offers?|offered|prices?|quot(?:e|es|ed|ation)|cheaper|bids?|bidding|proposals?|discount|shortlist(?:ed)?|evaluat\w+|vendors?|suppliers?|demos?|angebote?|preise?"
    r"|mitbewerb\w*|anbieter)\b"
)


def _vague(words: str, rivals: Sequence[str]) -> bool:
    """Whether a sentence merely says "the others" or "competition", of whoever it may be: it names no rival and nothing that is sold."""
    low = plain(words)
    named = any(plain(name) in low for name in rivals)
    return bool(_VAGUE.search(low)) and not named and not _TELLING.search(low)


_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]+")


def _above(case: Case, touch: Touch) -> str:
    """Who senior is in a mail: its writer, a member whom it names by a first or last name that only one has, or whom its words defer to."""
    writer = case.member.get(touch.writer)
    if writer is not None and rank(writer.title) >= 2.0:
        return writer.name
    words = {w.casefold().removesuffix("'s").removesuffix("’s") for s in case.signs(touch) for w in _CAPITAL.findall(s.words)}
    words |= {w.casefold().removesuffix("'s").removesuffix("’s") for w in _CAPITAL.findall(_own(touch))}
    named = [
        m for m in case.members if rank(m.title) >= 2.0 and m.person != touch.writer and words & set(m.name.casefold().split())
    ]
    alone = [m for m in named if _only(case, m, words)]
    if alone:
        return min(alone, key=lambda m: (-rank(m.title), m.name)).name
    told = [m for m in case.mentions if m.touch == touch.id and (m.defers or rank(m.title) >= 2.0)]
    if told:
        return told[0].name or told[0].title
    seats = [
        s
        for s in case.seats
        if s.name and (rank(s.title) >= 2.0 or s.role == "economic buyer") and words & set(name_key(s.name).split())
    ]
    return seats[0].name if len(seats) == 1 else ""


def _only(case: Case, member: Member, words: set[str]) -> bool:
    parts = words & set(member.name.casefold().split())
    return any(sum(fits(part, m.name) for m in case.members) == 1 for part in parts)


def _own(touch: Touch) -> str:
    return " ".join(touch.text[s.start : s.end] for s in touch.spans if s.zone == "own")


def reopened(case: Case) -> Risk | None:
    """A choice that was made, or thought to be, is open again.

    Fires where after words of theirs that chose us somebody else, who stands as a director or higher, is shown to have a say, or did
    nothing on the deal before, asks questions in another thread; on the buyer's words within `risks.recent_days` that take a choice back or
    have it looked at from the start, after such a choice also on words that merely stop it, and where a question that a buyer asked and we
    answered a week or more before is asked again by somebody else who is senior or new on the deal; and where the CRM
    put it back into a stage that it had left (medium). High where they had written that they
    chose us before, or where the words come from or name somebody who stands as a director or higher; low for a question asked again; else
    medium. Cleared by their word that it stands, or by answers they are content with.
    """
    chosen = case.heard(case.touches, "chosen")
    for touch, sign in reversed(case.heard(case.recent(case.touches), "reopens", "stops")):
        before = [(t, s) for t, s in chosen if t.us < touch.us]
        if touch.automated or (sign.kind == "stops" and not before):
            continue
        after = [t for t, _ in chosen if t.us > touch.us]
        if after:
            continue
        who = _above(case, touch)
        evidence = (shown(touch, sign), *(shown(t, s, "before, they had chosen") for t, s in before[-1:]))
        return Risk(
            "reopened", "high" if before or who else "medium",
            f"It is open again{', and ' + who + ' is part of it' if who else ''}.", evidence,
            "Their word that it stands; or a talk with whoever opened it again.", {"had_chosen": bool(before)},
        )  # fmt: skip
    return _asks_after_choice(case, chosen) or _put_back(case) or _asked_again(case)


def _put_back(case: Case) -> Risk | None:
    """The CRM put the deal back into a stage that it had left."""
    found = stage_back(case)
    if found is None:
        return None
    before, now = found
    return Risk(
        "reopened", "medium", f"It is back in “{now.stage}” since {iso_day(now.us)}.",
        (Evidence(f"the CRM's stages: “{before.stage}” from {iso_day(before.us)}, and again from {iso_day(now.us)}"),),
        "Bring what the next stage asks for, this time.", {"had_chosen": False, "put_back": True},
    )  # fmt: skip


def _asks_after_choice(case: Case, chosen: Sequence[tuple[Touch, Sign]]) -> Risk | None:
    """Questions from above, or from somebody new, after they had chosen us."""
    for first_, sign in reversed([c for c in chosen if c[0].us >= case.as_of_us - case.limits.recent_days * DAY]):
        for touch in case.touches:
            if touch.us <= first_.us or not _asks_from(case, touch, first_):
                continue
            start, end = touch.asks[0]
            return Risk(
                "reopened", "high", f"After they had chosen us, {case.member[touch.writer].name} asks again.",
                (
                    said(touch, "they ask", " ".join(touch.piece(start, end).split()), start, end),
                    shown(first_, sign, "before, they had chosen"),
                ),
                "Their questions answered, and their word that it stands.", {"had_chosen": True},
            )  # fmt: skip
    return None


def _asks_from(case: Case, touch: Touch, after: Touch) -> bool:
    """Whether a touch asks something new of somebody other than who wrote `after`, who is senior or new."""
    member = case.member.get(touch.writer)
    if member is None or touch.by_us or not touch.asks or touch.writer == after.writer or touch.thread_id == after.thread_id:
        return False
    if "social_talk" in touch.cues or "asks_next_step" in touch.cues:
        return False
    return _senior_or_new(case, member, touch.us)


def _senior_or_new(case: Case, member: Member, us: int) -> bool:
    """Whether somebody stands as a director or higher, is shown to have a say, or did nothing on the deal before."""
    before = any(t.us < us for t in case.by_person.get(member.person or "", ()))
    return rank(member.title) >= 2.0 or has_say(member.weight) is True or not before


def _asked_again(case: Case) -> Risk | None:
    """A question answered a week or more before, asked again by another."""
    said_by = [
        (t, start, end, words)
        for t in case.touches
        if not t.by_us and not t.automated and t.kind == "mail" and "social_talk" not in t.cues
        for start, end, words in asks(t)
    ]
    recent = case.as_of_us - case.limits.recent_days * DAY
    for later, s2, e2, again in reversed(said_by):
        member = case.member.get(later.writer)
        if later.us < recent or member is None or not _senior_or_new(case, member, later.us - 14 * DAY):
            continue
        for first_, s1, e1, before in said_by:
            if first_.us > later.us - 7 * DAY or first_.writer == later.writer or first_.thread_id == later.thread_id:
                continue
            answered = any(t.by_us and first_.us < t.us < later.us and t.thread_id == first_.thread_id for t in case.touches)
            if answered and asked_again(before, again):
                return Risk(
                    "reopened", "low", "A question that we answered is asked again by somebody else.",
                    (said(later, "they ask", again, s2, e2), said(first_, "asked before", before, s1, e1)),
                    "An answer that both have seen.", {"days_between": round((later.us - first_.us) / DAY)},
                )  # fmt: skip
    return None


def incumbent_without_ideas(case: Case) -> Risk | None:
    """They buy from us already, and we bring nothing new.

    Fires where somebody on the deal says that nothing new comes from us, and nobody asked for a next step on it since: high. What
    somebody else says elsewhere at the account counts for a renewal alone. Also, for a renewal or an account that bought before, where in
    `risks.ideas_days`, all of them visible, we began at least three threads with the deal's people, in half of which or more we merely
    asked how things are, and none of our mails holds an idea: medium, high where a competitor is spoken of meanwhile; or where three talks
    that we began with one of them, six weeks and more apart, brought no price, file or thought, and no answer took anything up: low.
    Cleared by an idea of ours that somebody there takes up.
    """
    days = case.limits.ideas_days
    for touch, sign in reversed(case.heard(case.recent(case.account_touches), "no_ideas")):
        if not case.speaks_for(touch) or _wants_more(case, touch):
            continue
        return Risk(
            "incumbent_without_ideas", "high", "They buy from us, and say that nothing new comes.", (shown(touch, sign),),
            "Something new that somebody there takes up.", {"days": days},
        )  # fmt: skip
    if not case.customer:
        return None
    if checks := only_checks(case):
        return Risk(
            "incumbent_without_ideas", "low", f"{len(checks)} talks that we began brought nothing, and nothing came of them.",
            (said(checks[0], "we began a talk"), said(checks[-1], "and again")), "Something new that somebody there takes up.",
            {"threads": len(checks), "ideas": 0},
        )  # fmt: skip
    if case.as_of_us - days * DAY < case.visible_from_us:
        return None
    mine = [t for t in case.recent(case.account_touches, days) if t.by_us and t.kind == "mail" and t.read]
    begun: dict[str, Touch] = {}
    for touch in mine:
        begun.setdefault(touch.thread_id, touch)
    asking = [(t, s) for t in begun.values() for s in case.signs(t) if s.kind == "checks_in"]
    if (
        len(begun) < 3
        or 2 * len({t.id for t, _ in asking}) < len(begun)
        or ideas(case.account_touches, case.as_of_us - days * DAY)
    ):
        return None
    rival = case.heard(case.recent(case.touches), "rival")
    return Risk(
        "incumbent_without_ideas", "high" if rival else "medium", f"In {days} days we asked how things are and brought nothing.",
        tuple(shown(t, s, "our words") for t, s in _spread(asking)), "Something new that somebody there takes up.",
        {"threads": len(begun), "asked_how_it_goes": len({t.id for t, _ in asking}), "ideas": 0, "competitor": bool(rival)},
    )  # fmt: skip


def _wants_more(case: Case, since: Touch) -> bool:
    """Whether somebody of theirs asked for a next step on the deal after some words."""
    return any(t.us > since.us and not t.by_us and "asks_next_step" in t.cues for t in case.touches)


def _spread(found: Sequence[tuple[Touch, Sign]]) -> list[tuple[Touch, Sign]]:
    """The first and the last."""
    return [found[0], found[-1]] if len(found) > 1 else list(found)


def red_flag(case: Case) -> Risk | None:
    """They say that something is wrong on their side.

    Fires on the buyer's words within 30 days: a budget cut or frozen, a project stopped, postponed or put on hold, other priorities; and
    on a complaint of somebody on the deal, which alone is low, unless they say since that it is put right. Medium; high where two people
    or more say so. Cleared by their word that it goes on.
    """
    spoken = [v for t in case.recent(case.touches, 30) for v in t.spoken]
    lately = [t for t in spoken if not t.by_us and not t.automated and t.writer in case.member]
    found = case.heard(lately, "red_flag")
    complaints = [
        t
        for t in lately
        if "complains" in t.cues and not is_met(case, t, " ".join(words for _, _, words in own_sentences(t)), orders=False)
    ]
    if not found and not complaints:
        return None
    people = {t.writer for t, _ in found} | {t.writer for t in complaints}
    evidence = tuple(shown(t, s) for t, s in found[-2:]) or (said(complaints[-1], "a complaint"),)
    return Risk(
        "red_flag", "low" if not found else "high" if len(people) > 1 else "medium",
        "They say that something stands in the way." if found else "Somebody on the deal complained.", evidence,
        "Their word that it goes on." if found else "The complaint answered, and their word that it is.",
        {"sentences": len(found), "complaints": len(complaints), "people": len(people)},
    )  # fmt: skip


def promise_overdue(case: Case) -> Risk | None:
    """We owe somebody on the deal what we promised.

    Fires where the ledger has a promise of ours to a member that is overdue, or that they said lately we did not keep. High from the
    second on. Cleared by delivering, or by a new day that they agree to.
    """
    if not case.owed:
        return None
    first = min(case.owed, key=lambda p: (p.due or "9", p.message_id))
    return Risk(
        "promise_overdue", "high" if len(case.owed) > 1 else "medium", f"We owe {first.name} what we promised for {first.due or 'then'}.",
        tuple(Evidence(f"for {p.due or 'no day'}", p.message_id, p.made, p.text[:QUOTE], p.start, p.end, p.to) for p in case.owed[:3]),
        "Deliver it, or agree on a new day.", {"overdue": len(case.owed)},
    )  # fmt: skip
