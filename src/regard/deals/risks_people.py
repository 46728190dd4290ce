"""Risks that lie in who we know: too few, the wrong ones, and those who come in late."""

from __future__ import annotations

import re

from regard.deals.case import Case, said, shown
from regard.deals.mentions import fits
from regard.deals.ranks import level as rank
from regard.deals.records import Evidence, Member, Risk, Seat, Touch
from regard.deals.signs import Sign, is_sign
from regard.deals.weight import has_say
from regard.evidence.language.sentences import plain
from regard.model import DAY
from regard.time import iso_day


def single_threaded(case: Case) -> Risk | None:
    """Everything goes through one person.

    Fires where at least four things were done by the buyer's side on the deal and one person did `risks.single_share` of them. High
    where nobody else did anything. Not where it is said to be signed or done, nor where nothing linked to the deal speaks of buying or of
    terms; nor of a deal found in the mail that is younger than 30 days, or whose mails have others of theirs in To or Cc: one colleague
    drafts, the others read. Where besides only a mailbox wrote that several of theirs write from, whoever signs there is somebody whom we
    do not know: the mailbox is named with them, and the risk is medium. Cleared by a second person of theirs who writes, meets or answers.
    """
    if case.settled is not None or not case.business:
        return None
    everybody = case.by_person
    boxes = [m for p in sorted(everybody) if (m := case.member[p]).mailbox]
    by = {p: acts for p, acts in everybody.items() if not case.member[p].mailbox}
    total = sum(map(len, by.values()))
    if total < 4:
        return None
    person = max(sorted(by), key=lambda p: len(by[p]))
    share = len(by[person]) / total
    if share < case.limits.single_share:
        return None
    if case.deal.found and (case.age_days < YOUNG or any(t.theirs - {person} for t in case.touches)):
        return None
    name = case.member[person].name
    alone = len(by) == 1
    beside = f" and {_mailbox(boxes[0], name)}" if boxes else ""
    says = (
        f"All contact on this deal is with {name}{beside}." if alone else f"{share:.0%} of their side of this deal is {name}."
    )
    return Risk(
        "single_threaded", "high" if alone and not boxes else "medium", says,
        (said(by[person][-1], f"the latest of {len(by[person])}", person=person),),
        "Meet a second person who has a part in this.", {"share": round(share, 4), "acts": total, "people": len(by)},
    )  # fmt: skip


def _mailbox(box: Member, but: str) -> str:
    """A mailbox that several write from, with whoever else signs there."""
    own = set(but.casefold().split())
    others = " and ".join([name for name in box.signed if not set(name.casefold().split()) <= own][:2])
    return f"the mailbox {box.mailbox}, signed {others}" if others else f"the mailbox {box.mailbox}"


YOUNG = 30
"""Days for which one contact is enough on a deal that was found in the mail."""
NEW = 14
"""Days for which a deal may be open before somebody of theirs must have been met."""


def nobody_met(case: Case) -> Risk | None:
    """Nobody of theirs was met yet.

    Fires where a deal is open for 14 days or more and nobody of the buyer's side wrote, met or spoke on it, as far as the mailboxes and
    calendars read show: high where nothing of ours went out either. It says nothing of anybody's standing. Not where no mailbox on it shows
    what comes in. Cleared by anything that somebody of theirs does.
    """
    if case.acts or case.age_days < NEW or not case.shows_in:
        return None
    ours = [t for t in case.touches if t.by_us and not t.automated]
    says = f"Nobody of theirs was met yet, {case.age_days:.0f} days after it was opened."
    evidence = (said(ours[-1], "our last word"),) if ours else (Evidence("nothing that passed is linked to this deal"),)
    return Risk(
        "nobody_met", "medium" if ours else "high", says, evidence, "An answer, a meeting or a call with one of them.",
        {"age_days": round(case.age_days), "ours": len(ours)},
    )  # fmt: skip


def no_weight_met(case: Case) -> Risk | None:
    """Nobody we met is shown to have a say.

    Fires where (a) the buyer's words name somebody who signs or has the last word, and who was never met: high where nobody who was met
    is shown to have a say, else medium; (b) somebody who does a tenth or more of this deal says that it is not theirs to decide and
    nobody who was met is shown to have a say: high; or somebody who does a quarter of it or champions it says so: medium; (c) of
    everybody who was met, two at least, it is shown that they have none: medium. A weight whose interval leaves it open is "not yet
    shown" and fires nothing. Cleared by meeting whoever signs.
    """
    met = [m for m in case.members if m.met and not m.objected and not m.mailbox]
    told = [has_say(m.weight) for m in met]
    signs = _unmet_signers(case)
    none = True not in told and not any(m.role in ("economic buyer", "executive sponsor") and m.basis == "stated" for m in met)
    who = ", ".join(s.called for s in signs[:2])
    named = who[:1].upper() + who[1:]
    if signs and (none or any(s.name for s in signs)):
        evidence = tuple(e for s in signs[:2] for e in (_decisive(case, s) or s.evidence)[:1])
        stands = "we have not met them" if not any(s.elsewhere for s in signs[:2]) else "we have not met them on this deal"
        return Risk(
            "no_weight_met", "high" if none else "medium", f"{named} will have the say, and {stands}.", evidence,
            f"Meet {who}.", {"met": len(met), "named": len(signs)},
        )  # fmt: skip
    without = _without_say(case, 0.1 if none else 0.25)
    if without is not None:
        touch, sign = without
        name = case.member[touch.writer].name
        return Risk(
            "no_weight_met", "high" if none else "medium", f"{name} says that it is not theirs to decide.",
            (shown(touch, sign),), f"Meet {who or 'whoever decides'}.", {"share": round(case.share(touch.writer), 4), "met": len(met)},
        )  # fmt: skip
    if none and len(met) >= 2 and all(say is False for say in told):
        top = max(met, key=lambda m: m.weight.log_odds if m.weight else 0.0)
        best = top.weight.log_odds if top.weight else 0.0
        return Risk(
            "no_weight_met", "medium", "Nobody we met is shown to have a say in this.",
            (Evidence(f"the most is {top.name}'s", person=top.person),), "Meet whoever signs, or learn who that is.",
            {"met": len(met), "best_log_odds": round(best, 2)},
        )  # fmt: skip
    return None


JUST_MET = 21 * DAY
"""Somebody who was put on a mail so lately is about to be met."""


def _unmet_signers(case: Case) -> list[Seat]:
    """Seats whose own evidence says that they decide, of people who were not just put on a mail."""
    lately = [m.name for m in case.members if m.first_us is not None and m.first_us >= case.as_of_us - JUST_MET]
    return [
        s
        for s in case.seats
        if any(is_sign("decision", e.quote) or rank(s.title) >= 2.0 for e in _decisive(case, s))
        and (s.role == "economic buyer" or rank(s.title) >= 2.0)
        and not (s.name and any(fits(s.name, name) for name in lately))
    ]


def _decisive(case: Case, seat: Seat) -> list[Evidence]:
    """What of a seat's evidence says that they have the say; of two whom one sentence names, that of each alone."""
    heard = {
        (m.touch, m.start)
        for m in case.mentions
        if m.defers and (not m.name or not seat.name or fits(m.name, seat.name) or fits(seat.name, m.name))
    }
    return [e for e in seat.evidence if (e.message_id, e.start) in heard]


def _without_say(case: Case, share: float) -> tuple[Touch, Sign] | None:
    """The latest words in which whoever does so much of this deal, or champions it, says that it is not theirs to decide."""
    for touch, sign in reversed(case.heard(case.recent(case.touches), "no_say")):
        member = case.member.get(touch.writer)
        if member is not None and (case.share(touch.writer) >= share or member.role == "champion") and rank(member.title) < 2.0:
            return touch, sign
    return None


def drop_in_decider(case: Case) -> Risk | None:
    """Somebody senior appears late.

    Fires where a person who stands as a director or higher by their title, or who is the economic buyer, did their first thing towards us
    within the last 30 days, of which 60 or more before were seen, in a deal that is open for 45 days or more. High where they ask
    questions. A personal word alone is none, nor is asking how to reach somebody, nor a mail of their own that asks nothing and has nobody
    else of theirs on it. Cleared when their questions are answered and they say so.
    """
    if case.age_days < 45:
        return None
    first: dict[str, Touch] = {}
    for touch in case.account_touches:
        for person in touch.acted:
            first.setdefault(person, touch)
    on = {t.id for t in case.touches}
    for person, touch in sorted(first.items(), key=lambda f: -f[1].us):
        member = case.member.get(person)
        late = touch.us >= case.as_of_us - 30 * DAY and touch.us - case.visible_from_us >= 60 * DAY
        if member is None or not late or touch.automated or touch.id not in on:
            continue
        if rank(member.title) >= 2.0 or member.role == "economic buyer":
            asks = [t for t in case.touches if t.writer == person and t.asks and "social_talk" not in t.cues]
            words = [(t, s, e) for t in asks for s, e in t.asks if not _REACH.search(plain(t.piece(s, e)))]
            by_themselves = not touch.theirs - {person} and not _thread_before(case, touch)
            if not words and (by_themselves or "social_talk" in touch.cues):
                continue
            evidence = tuple(said(t, "they ask", " ".join(t.piece(s, e).split()), s, e) for t, s, e in words[:3]) or (
                said(touch, "their first sign", person=person),
            )
            return Risk(
                "drop_in_decider", "high" if words else "medium",
                f"{member.name}{f' ({member.title})' if member.title else ''} came in on {iso_day(touch.us)}, late in this deal.", evidence,
                "Their questions answered, in their words.", {"asks": len(words), "age_days": round(case.age_days)},
            )  # fmt: skip
    return None


_REACH = re.compile(
    r"\b(?:(?:phone|telephone|fax|cell|mobile|extension) ?(?:numbers?|#)?|number (?:for|of)|(?:e-?mail )?address|call me"
    r"|reach (?:you|him|her))\b"
)
"""Asking for a number or an address asks nothing of the deal."""


def _thread_before(case: Case, touch: Touch) -> bool:
    """Whether a thread had somebody else of theirs before this mail."""
    return any(
        t.thread_id == touch.thread_id and t.us < touch.us and t.theirs - {touch.writer} for t in case.touches if t.thread_id
    )
