"""Risks that lie in what is said and offered: price without anything else, competitors, a choice that is open again, promises, ideas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from regard.deals.asked import asked_again, asks
from regard.deals.case import QUOTE, Case, said, shown
from regard.deals.ideas import ideas
from regard.deals.mentions import fits
from regard.deals.records import Evidence, Member, Risk, Touch
from regard.deals.roles import level as rank
from regard.deals.signs import Sign, is_sign
from regard.deals.weight import has_say
from regard.evidence.language.sentences import plain
from regard.model import DAY


def last_look(case: Case) -> Risk | None:
    """Called late, for a price.

    Four signs: late: the buyer's side did its first thing on the deal after `risks.last_look_at` of the usual cycle (the book's median,
    from `risks.history` ended deals on); price only: of two or more asks in 30 days at least `risks.last_look_price` are about price;
    one-sided: nobody who is shown to have a say ever wrote, or a meeting is declined in the words; last call: they call for a last price,
    one to match, or one and nothing else. Fires with price only and one other, or with a last call and one other or a competitor in the
    same thread: medium; with three or more signs: high. Cleared by access to somebody who decides, or by a question that is not about
    price.
    """
    lately = [t for t in case.recent(case.touches, 30) if not t.by_us and not t.automated]
    asks = [(t, s, e, " ".join(t.text[s:e].split())) for t in lately for s, e in t.asks]
    priced = [a for a in asks if is_sign("price", a[3])]
    calls = case.heard(lately, "final_price")
    calls = [(t, s) for t, s in calls if any(x.kind == "price" for x in case.signs(t))]
    usual = case.ended.quantile(0.5) if case.ended.ended >= case.limits.history else None
    late = (
        bool(case.acts)
        and usual is not None
        and (case.acts[0].us - case.deal.opened_us) / DAY >= case.limits.last_look_at * usual
    )
    told = [has_say(m.weight) for m in case.members if m.met]
    threads = {t.thread_id for t, _ in calls} | {a[0].thread_id for a in priced}
    near = [t for t in lately if t.thread_id in threads]
    closed = [(t, s) for t, s in case.heard(near, "no_meeting")]
    share = len(priced) / len(asks) if asks else 0.0
    only = len(priced) >= 2 and share >= case.limits.last_look_price
    one_sided = bool(closed) or (bool(told) and all(t is False for t in told))
    rival = [(t, s) for t, s in case.heard(near, "rival")]
    signs = {
        "late": late,
        "price_only": only,
        "one_sided": one_sided,
        "last_call": bool(calls),
        "competitor": bool(rival) and bool(calls),
    }
    if not (only or calls) or sum(signs.values()) < 2:
        return None
    evidence = [shown(t, s, "a last call") for t, s in calls[-2:]] or [
        said(t, "about price", w, s, e) for t, s, e, w in priced[-3:]
    ]
    evidence += [shown(t, s, "and no access") for t, s in closed[-1:]]
    return Risk(
        "last_look", "high" if sum(signs.values()) >= 3 else "medium",
        "They call for a last price." if calls else "Lately they ask us for a price and for nothing else.", tuple(evidence),
        "Access to somebody who decides, or a question of theirs that is not about price.",
        {"price_share": round(share, 4), "asks": len(asks), **signs},
    )  # fmt: skip


def competitor_above(case: Case) -> Risk | None:
    """A competitor is spoken of, and by or about whom.

    Fires on the buyer's words within `risks.recent_days` that speak of a competitor: in general terms, by a name of `deals.rivals`, by
    one that the CRM has as a competitor of any deal, or by one that a buyer set beside us anywhere in the book (an offer from them, why
    they were ruled out). High where the mail names or comes from somebody who stands as a director or higher, or who is deferred to, and
    it is not whom we deal with most; else low. Cleared by access to that person, or by what they say of us afterwards.
    """
    low: Risk | None = None
    for touch, sign in reversed(case.heard(case.recent(case.touches), "rival")):
        if touch.automated or _vague(sign.words, case.rivals):
            continue
        who = _above(case, touch)
        found = Risk(
            "competitor_above", "high" if who else "low",
            f"A competitor is spoken of, at the level of {who}." if who else "A competitor is spoken of.",
            (shown(touch, sign),), f"Access to {who}, with something of our own." if who else "Learn who spoke with them.",
            {"sentences": sum(s.kind == "rival" for s in case.signs(touch))},
        )  # fmt: skip
        if who:
            return found
        low = low or found
    return low


_VAGUE = re.compile(r"\b(?:the others|the other side|competition|competing|wettbewerb)\b")
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
    return told[0].name or told[0].title if told else ""


def _only(case: Case, member: Member, words: set[str]) -> bool:
    parts = words & set(member.name.casefold().split())
    return any(sum(fits(part, m.name) for m in case.members) == 1 for part in parts)


def _own(touch: Touch) -> str:
    return " ".join(touch.text[s.start : s.end] for s in touch.spans if s.zone == "own")


def reopened(case: Case) -> Risk | None:
    """A choice that was made, or thought to be, is open again.

    Fires where after words of theirs that chose us somebody else, who stands as a director or higher, is shown to have a say, or did
    nothing on the deal before, asks questions in another thread; on the buyer's words within `risks.recent_days` that take a choice back
    or have it looked at from the start, and where a question that a buyer asked and we answered a week or more before is asked again by
    somebody else who is senior or new on the deal. High where they had written that they chose us before, or where the words come from or
    name somebody who stands as a director or higher; low for a question asked again; else medium. Cleared by their word that it stands,
    or by answers they are content with.
    """
    chosen = case.heard(case.touches, "chosen")
    for touch, sign in reversed(case.heard(case.recent(case.touches), "reopens")):
        if touch.automated:
            continue
        before = [(t, s) for t, s in chosen if t.us < touch.us]
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
    return _asks_after_choice(case, chosen) or _asked_again(case)


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
                    said(touch, "they ask", " ".join(touch.text[start:end].split()), start, end),
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


def price_before_trust(case: Case) -> Risk | None:
    """A price before they have shown us anything.

    Fires where a mail of ours within `risks.recent_days` puts a price or a proposal before people who had done at most one thing towards us
    before, all deals counted and at least 30 days of their mail visible before it, and who asked for none. A bill or a reminder is
    none, nor an offer that says that it was agreed or asked for. High where we wrote again and hardly anything came, or where they
    declined it. Cleared by two things that they do, a meeting, or one that shows interest (acts on something, asks for advice or a next
    step).
    """
    done: Counter[str] = Counter()
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
            named = None if _INVITED.search(plain(_own(touch))) else _named_price(case, touch)
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
        if not touch.by_us and any(is_sign("price", touch.text[s:e]) for s, e in touch.asks):
            asked |= {touch.writer}
    return None


_INVITED = re.compile(
    r"\bas (?:we )?(?:agreed|discussed|requested|promised|arranged)\b|\bas you (?:asked|requested|wished)\b"
    r"|\byou (?:had )?asked (?:(?:me|us) )?for\b"
    r"|\b(?:at|on|per) your request\b|\bthat you (?:asked|requested)\b|\bwie (?:besprochen|vereinbart|gewünscht)\b"
)
_WARM = frozenset(("acts_on", "asks_advice", "asks_next_step"))


def _named_price(case: Case, touch: Touch) -> Evidence | None:
    """Where a mail of ours puts a price or a proposal before them."""
    if not touch.by_us or touch.kind != "mail":
        return None
    return next((shown(touch, s, "our words") for s in case.signs(touch) if s.kind == "proposal"), None)


def incumbent_without_ideas(case: Case) -> Risk | None:
    """They buy from us already, and we bring nothing new.

    For a renewal or an account that bought before. Fires where in `risks.ideas_days`, all of them visible, we began at least three
    threads with the deal's people, in half of which or more we merely asked how things are, and none of our mails holds an idea: medium,
    high where a competitor is spoken of meanwhile. Also where the buyer says that nothing new comes from us: high. Cleared by an idea of
    ours that somebody there takes up.
    """
    if not case.customer:
        return None
    days = case.limits.ideas_days
    for touch, sign in reversed(case.heard(case.recent(case.account_touches), "no_ideas")):
        return Risk(
            "incumbent_without_ideas", "high", "They buy from us, and say that nothing new comes.", (shown(touch, sign),),
            "Something new that somebody there takes up.", {"days": days},
        )  # fmt: skip
    if case.as_of_us - days * DAY < case.visible_from_us:
        return None
    mine = [t for t in case.recent(case.account_touches, days) if t.by_us and t.kind == "mail" and t.spans]
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


def _spread(found: Sequence[tuple[Touch, Sign]]) -> list[tuple[Touch, Sign]]:
    """The first and the last."""
    return [found[0], found[-1]] if len(found) > 1 else list(found)


def red_flag(case: Case) -> Risk | None:
    """They say that something is wrong on their side.

    Fires on the buyer's words within 30 days: a budget cut or frozen, a project stopped, postponed or put on hold, other priorities; and
    on a complaint of somebody on the deal, which alone is low. Medium; high where two people or more say so. Cleared by their word that it
    goes on.
    """
    lately = [t for t in case.recent(case.touches, 30) if not t.by_us and not t.automated and t.writer in case.member]
    found = case.heard(lately, "red_flag")
    complaints = [t for t in lately if "complains" in t.cues]
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

    Fires where the ledger has a promise of ours to a member that is overdue. High from the second on. Cleared by delivering, or by a new
    day that they agree to.
    """
    if not case.owed:
        return None
    first = min(case.owed, key=lambda p: (p.due or "9", p.message_id))
    return Risk(
        "promise_overdue", "high" if len(case.owed) > 1 else "medium", f"We owe {first.name} what we promised for {first.due or 'then'}.",
        tuple(Evidence(f"for {p.due or 'no day'}", p.message_id, p.made, p.text[:QUOTE], p.start, p.end, p.to) for p in case.owed[:3]),
        "Deliver it, or agree on a new day.", {"overdue": len(case.owed)},
    )  # fmt: skip
