"""Who promised what to whom by when, and was it kept? The promises of one relationship, both sides, with their states.

Only what mail, calendars and calls show decides: the thing handed over or said done, told in the words of a mail of the thread (`told`),
a finding there (`finding`), an invitation or a talk, thanks for it (kept); the same after the day (kept late); somebody asking after it,
or sorry for the delay, and nothing since (overdue, then broken); "no need any more" from whoever it was promised to (released). Silence is
never broken: past its day by a grace, or a month old without a day, a promise is unknown, for much is kept by telephone. One of ours
stays overdue for as long as it is followed where nothing passed that may have been its keeping and they did not go on without it, in
mail that would show it. Said again in
the same thread, on a call or in the mail after a call, it is the same promise, and the latest date counts. Nothing here enters an
estimate. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

from regard.evidence.due_days import writers_day
from regard.evidence.finding import brings
from regard.evidence.fulfilment import Signs, Stems
from regard.evidence.language.tongues import READ
from regard.evidence.missed import LATELY
from regard.evidence.told import tells, thanks_for_it
from regard.interactions.outcomes import takes_place
from regard.model import DAY, Interaction, Pledge, Promise, PromiseState
from regard.time import day_start, iso_day

DUE_WITHIN = 7 * DAY
"""So long before its end a promise is due, not merely open."""
GRACE = 14 * DAY
"""So long after its day, with nothing to tell, a promise is overdue; then unknown. What was asked after has as long to be made good."""
UNDATED = 30 * DAY
"""So long a promise without a day is open; then unknown."""
FOLLOWED = 60 * DAY
"""So long after it was made, or after its day, something may show that it was kept."""
OWED = 400 * DAY
"""So long after it was asked after, or conceded to be late, something may still show that it was kept: it stays owed until then."""
ADDENDUM = 600_000_000
"""Ten minutes: what the same side adds so soon is part of the same message, no answer to it."""
WENT_ON = 14 * DAY
"""Who begins to write of other things to whoever promised so long after its day, and does not ask after it, went on without it."""
AT_ONCE = 2 * DAY
"""What is due so soon is overtaken by what happens next, and a talk is had by telephone: of neither does silence tell for long."""
NEVER = 1 << 62
"""Before no moment that can be asked about."""
MOVED = "moved on the call of"
JUST_SAID = 600
"""Characters of a call in front of a promise of "it" in which the thing was named."""
PATIENCE = DAY
"""A promise without a day is asked after in earnest from then on."""
ROUND = 12
"""A mail to more people than this promises nothing to anybody in particular."""

ORDER: tuple[PromiseState, ...] = ("overdue", "due", "open", "broken", "kept late", "kept", "released", "unknown")
STANDING: frozenset[PromiseState] = frozenset({"overdue", "due", "open"})
"""States in which something is still to be done."""

Said = Callable[[str], Signs]
Voices = Mapping[str, Mapping[str, str]]
"""Call -> speaker's name -> person."""


@dataclass(slots=True)
class _Case:
    """A promise while the messages after it are gone through; after `until` nothing decides it any more.

    `late_in` is the thread in which it was asked after or excused: it goes on there, too; `again_by` is the mail that asked after it
    last. `told` is the mail of whoever promised that may have told it in words, for thanks to show. `perhaps_us` is when something
    first passed that may have been the keeping of it, or they went on without it. `about` are the stems of what was asked, by the words
    of the promise and of the mail that it answers, read when they are needed.
    """

    promise: Promise
    named: Stems
    until: int
    on_call: bool = False
    late_by: str = ""
    late_us: int = 0
    late_why: str = ""
    late_in: str = ""
    again_by: str = ""
    again_us: int = 0
    told: Interaction | None = None
    perhaps_us: int = NEVER
    about: Callable[[], Stems] = frozenset

    @property
    def decided(self) -> bool:
        return self.promise.decided_us is not None


def promises(
    here: Sequence[Interaction],
    pledged: Mapping[str, Sequence[Pledge]],
    said: Said,
    as_of_us: int,
    voices: Voices = MappingProxyType({}),
    seen: Collection[str] = (),
) -> list[Promise]:
    """The promises among one buyer's interactions (sorted by time), as known at `as_of_us`, in the order they were made.

    `pledged` gives the promises in a message by its id, `said` what a message's words say of promises; it is asked only of mails that
    could decide one. `seen` are those of ours whose own mail is read until then. On a call whoever speaks promises, if `voices` knows
    them as this buyer or one of ours. Messages recovered from quotes promise and decide nothing: they are seldom whole.
    """
    made: list[_Case] = []
    waiting: list[_Case] = []
    last: dict[tuple[str, bool], str] = {}
    for i in here:
        if i.known_us > as_of_us or i.basis != "observed" or i.automated:
            continue
        if i.kind == "mail" and i.us > as_of_us:
            continue
        waiting = [case for case in waiting if not case.decided and i.us <= case.until]
        new = _said_in(i, pledged.get(i.message_id, ()), voices.get(i.message_id, {}))
        if waiting:
            signs = said(i.message_id) if i.kind == "mail" else Signs()
            meant = _missed(waiting, i, signs) if i.kind == "mail" else []
            given = _given(waiting, i, signs) if i.kind == "mail" else None
            for case in waiting:
                if case is given:
                    _decide(case, "kept", i, "sent as promised", i.us)
                else:
                    _follow(case, i, signs, [pledge for pledge, _ in new], missed=case in meant)
                    if not case.decided and not case.late_by and _perhaps(case, i, signs):
                        case.perhaps_us = min(case.perhaps_us, i.us)
        for pledge, by in new:
            case = _case(i, pledge, by)
            if case.on_call and (anew := _new_day(waiting, case, said)) is not None:
                _move(anew, case) if case.named else _another_day(anew, case)
                continue
            asked = last.get((i.thread_id, not i.outbound), "") if i.thread_id and i.kind == "mail" else ""
            case.about = partial(_about, case.named, asked, said)
            earlier = next((w for w in reversed(waiting) if not w.decided and _repeats(case, w)), None)
            if earlier is None or _anew(case, earlier):
                made.append(case)
                waiting.append(case)
            else:
                _move(earlier, case)
        if i.kind == "mail":
            last[i.thread_id, i.outbound] = i.message_id
    return [_settled(case, as_of_us, seen) for case in made]


def _about(named: Stems, asked: str, said: Said) -> Stems:
    """The stems of what somebody said they would find out; nothing where neither their words nor the mail they answer tell."""
    return named | said(asked).words() if asked else named


def _binds(i: Interaction) -> bool:
    """Whether what stands in a mail is promised to, or by, this buyer: not where they merely got a copy, nor in a round mail."""
    return i.recipients <= ROUND and (not i.outbound or i.buyer_role != "cc")


def _said_in(i: Interaction, pledged: Sequence[Pledge], voices: Mapping[str, str]) -> list[tuple[Pledge, str]]:
    """The promises between this buyer and us in a message, each with whose it is."""
    if i.kind == "call" and i.recipients <= ROUND:
        ours_or_theirs = {*i.sellers, i.seller, i.buyer}
        return [(p, who) for p in pledged if (who := voices.get(p.speaker, "")) in ours_or_theirs]
    if i.kind == "mail" and _binds(i):
        return [(p, i.seller if i.outbound else i.buyer) for p in pledged]
    return []


def _case(i: Interaction, pledge: Pledge, by: str) -> _Case:
    theirs = by == i.buyer
    to = i.seller if theirs else i.buyer
    if pledge.day and pledge.day < writers_day(
        i.us, i.tz_minutes
    ):  # dated by a clock that was wrong: gone by before it was said
        pledge = replace(pledge, due_start=0, due_end=0, day="", first="", time="")
    promise = Promise(
        id=f"{i.message_id}.{pledge.start}.{i.buyer}",
        side="them" if theirs else "us",
        buyer=i.buyer,
        by=by,
        to=to,
        message_id=i.message_id,
        thread_id=i.thread_id,
        made_us=i.us,
        pledge=pledge,
        due_us=_due_us(pledge, i.tz_minutes),
        state="open",
    )
    return _Case(promise, frozenset(pledge.named), max(promise.due_us or 0, i.us) + FOLLOWED, i.kind == "call")


def _due_us(pledge: Pledge, tz_minutes: int | None) -> int | None:
    """The end of the day it is due, by the writer's clock."""
    if not pledge.day:
        return None
    return day_start(date.fromisoformat(pledge.day) + timedelta(days=1)) - (tz_minutes or 0) * 60_000_000


def _repeats(case: _Case, earlier: _Case) -> bool:
    """Whether the same side promises the same thing again in the same thread or call, or by most of its words in mail after the call."""
    p, q = case.promise, earlier.promise
    if (p.side, p.pledge.kind) != (q.side, q.pledge.kind):
        return False
    if (p.message_id == q.message_id and case.on_call) or (bool(p.thread_id) and p.thread_id == q.thread_id):
        return bool(case.named & earlier.named) or not case.named or not earlier.named
    after = earlier.on_call and p.made_us - q.made_us <= GRACE
    return after and bool(earlier.named) and _near(earlier, case.named, same=False)


def _new_day(waiting: Sequence[_Case], case: _Case, said: Said) -> _Case | None:
    """The promise made in mail for which a day is named on a call, before its own was over: the only one of that side whose thing the
    words name or, where they name none ("you will have it on the 24th"), what was said just before.
    """
    p = case.promise
    if p.due_us is None or p.pledge.kind == "talk":
        return None
    fit = [
        w
        for w in waiting
        if not (w.decided or w.on_call or w.late_by or _anew(case, w))
        and w.named
        and w.promise.pledge.kind != "talk"
        and (w.promise.side, w.promise.by) == (p.side, p.by)
    ]
    if not fit:
        return None
    spoken = case.named or said(p.message_id).words(max(p.pledge.start - JUST_SAID, 0), p.pledge.start)
    meant = [w for w in fit if _near(w, spoken, same=False)]
    return meant[0] if len(meant) == 1 else None


def _anew(case: _Case, earlier: _Case) -> bool:
    """Whether another day is named after the first was over: a new promise, for the first was not kept by its day."""
    due = earlier.promise.due_us
    return due is not None and case.promise.due_us is not None and case.promise.made_us > due


def _move(earlier: _Case, case: _Case) -> None:
    """Said again: the words and the day of the later saying count, where it names a day."""
    p, q = case.promise, earlier.promise
    if p.due_us is not None:
        moved = q.moved + (q.due_us is not None and p.due_us != q.due_us)
        earlier.promise = replace(q, message_id=p.message_id, pledge=p.pledge, due_us=p.due_us, moved=moved)
        earlier.late_by = ""
    earlier.named |= case.named
    earlier.until = max(earlier.until, case.until)


def _another_day(earlier: _Case, case: _Case) -> None:
    """Another day for it, in words that do not name it: the words of the first saying stay, with the day of the second."""
    p, q = case.promise, earlier.promise
    if p.due_us == q.due_us:
        return
    pledge = replace(q.pledge, due_start=0, due_end=0, day=p.pledge.day, first=p.pledge.first, time=p.pledge.time)
    why = f"{MOVED} {iso_day(p.made_us)}"
    earlier.promise = replace(q, pledge=pledge, due_us=p.due_us, moved=q.moved + 1, decided_by=(p.message_id,), why=why)
    earlier.until = max(earlier.until, case.until)


# ------------------------------------------------------------------------------------------------ what came of them


def _missed(waiting: Sequence[_Case], i: Interaction, signs: Signs) -> list[_Case]:
    """The promises that a mail means by their day, or by saying that nothing came of what fell due lately.

    Words that name neither day nor thing mean what is promised in their thread, or else what shares a word, or the only one that fell due.
    """
    said = signs.missed
    told = [c for c in waiting if not c.decided and c.promise.due_us is not None and c.promise.thread_id]
    told = [c for c in told if (i.outbound == (c.promise.side == "us")) or i.us - c.promise.made_us > ADDENDUM]
    named = [
        c
        for c in told
        if said.names(c.promise.pledge.day, i.us - (c.promise.due_us or 0), mine=i.outbound == (c.promise.side == "us"))
        and _over(c, i)
    ]
    found = _meant(named, i, signs)
    for mine in (True, False):
        if said.excuses if mine else said.asks:
            of = [c for c in told if (i.outbound == (c.promise.side == "us")) is mine and _over(c, i)]
            of = [c for c in of if c.promise.pledge.kind != "talk" and i.us - (c.promise.due_us or 0) <= LATELY]
            found += [c for c in _meant(of, i, signs) if c not in found]
    return found


def _over(case: _Case, i: Interaction) -> bool:
    """Whether the day is over; whoever waits for it may say so on the day itself, a while after the promise."""
    p = case.promise
    waits = i.outbound != (p.side == "us")
    return i.us > (p.due_us or 0) - (DAY // 3 if waits and i.us - p.made_us > DAY else 0)


def _meant(fit: list[_Case], i: Interaction, signs: Signs) -> list[_Case]:
    """Of promises that words may mean those that they do mean: in this thread, by a word they share, or the only one."""
    here = [c for c in fit if c.promise.thread_id == i.thread_id]
    if here or not fit:
        return here
    words = signs.words() | signs.title
    alike = [c for c in fit if c.named & words]
    return alike or (fit if len(fit) == 1 else [])


def _given(waiting: Sequence[_Case], i: Interaction, signs: Signs) -> _Case | None:
    """The promise that "as I said I would", with a thing handed over, keeps: the only one to hand over something about now."""
    if not signs.as_promised or not (signs.hands or signs.files or signs.links):
        return None
    fit = [
        c
        for c in waiting
        if not c.decided
        and i.outbound == (c.promise.side == "us")
        and c.promise.pledge.kind == "deliver"
        and c.promise.due_us is not None
        and abs(i.us - c.promise.due_us) <= GRACE
    ]
    return fit[0] if len(fit) == 1 and not _may_be_another(waiting, i, fit[0]) else None


def _may_be_another(waiting: Sequence[_Case], i: Interaction, case: _Case) -> bool:
    """Whether another promise of whoever writes stands in this thread: "as promised" means that one."""
    return any(
        c is not case and not c.decided and i.outbound == (c.promise.side == "us") and c.promise.thread_id == i.thread_id
        for c in waiting
    )


def _follow(case: _Case, i: Interaction, signs: Signs, new: Sequence[Pledge], *, missed: bool = False) -> None:
    """Take note of what a later message shows of a promise; `missed` where it means that the day went by."""
    p = case.promise
    if i.kind != "mail":
        if (why := _met(p, i)) and i.known_us > p.made_us:
            _decide(case, "kept", i, why, min(i.us, i.known_us) if i.kind == "meeting" else i.us)
        return
    same = bool(i.thread_id) and i.thread_id in {p.thread_id, case.late_in}
    if case.on_call and signs.talked and i.us - p.made_us <= GRACE:
        same = True  # "as discussed on our call": it goes on with what was said there
    if i.outbound == (p.side == "us"):
        if i.us - p.made_us <= ADDENDUM:
            return
        sorry = any(same or _near(case, s, same=False) for s in signs.late)
        if sorry and (p.due_us is None or i.us > p.due_us):
            _is_late(case, i, "apologised for the delay")
        elif missed or (any(_near(case, s, same=same) for s in signs.slips) and i.us > (p.due_us or p.made_us + PATIENCE)):
            _is_late(case, i, "it was said to be late")
        if why := _kept(case, i, signs, new, same=same, missed=missed):
            _decide(case, "kept", i, why, i.us)
        elif same and p.pledge.kind != "talk" and READ in signs.languages and all(case.named.isdisjoint(n.named) for n in new):
            told = tells(signs.own, case.named)
            case.told = i if told == "perhaps" else case.told
            if told == "told":
                _decide(case, "kept", i, "told in the mail", i.us)
        return
    if any(_near(case, s, same=same) or len(case.named & s) > 1 for s in signs.frees):
        _decide(case, "released", i, "not needed any more", i.us)
    elif why := _received(case, i, signs, same=same):
        _decide(case, "kept", i, why, i.us)
    elif case.told is not None and same and thanks_for_it(signs.own, case.named):
        _decide(case, "kept", case.told, "told in the mail, and thanked for", case.told.us)
    elif missed or (any(_near(case, s, same=same) for s in signs.chases) and i.us > (p.due_us or p.made_us + PATIENCE)):
        _is_late(case, i, "was asked after")


def _perhaps(case: _Case, i: Interaction, signs: Signs) -> bool:
    """Whether a message that decides nothing may have been the keeping of a promise, or shows that they went on without it."""
    p = case.promise
    if i.us - p.made_us <= ADDENDUM:
        return False
    if i.kind != "mail":
        return p.pledge.kind != "deliver" and i.part is not None and takes_place(i.part)
    same = bool(i.thread_id) and i.thread_id in {p.thread_id, case.late_in}
    if i.outbound == (p.side == "us"):
        return same or bool(signs.files) or bool(case.named & signs.title)
    since = i.us - (p.due_us or p.made_us)
    return since > 0 and (same or (i.seller == p.by and not i.is_reply and since > WENT_ON))


def _near(case: _Case, beside: Stems, *, same: bool) -> bool:
    """Whether words speak of the promised thing: elsewhere they must name it by most of its words, and by two where it has two.

    In the promise's thread one word is enough, and words that name nothing at all ("here it is") mean it too.
    """
    shared = len(case.named & beside)
    if same:
        return shared > 0 or not (beside and case.named)
    return shared >= min(2, max(len(case.named), 1)) and 2 * shared > len(case.named)


def _met(p: Promise, i: Interaction) -> str:
    """What a meeting or call shows of a promise to talk."""
    if p.pledge.kind != "talk" or i.part is None or not takes_place(i.part):
        return ""
    if i.kind == "call":
        return "they spoke"
    return "an invitation was made" if i.outbound == (p.side == "us") or i.part.start_us > p.made_us else ""


def _kept(case: _Case, i: Interaction, signs: Signs, new: Sequence[Pledge], *, same: bool, missed: bool = False) -> str:
    """What a later message of whoever promised shows to be done; "" for nothing."""
    kind = case.promise.pledge.kind
    if signs.as_promised and (same or any(_near(case, s, same=False) for s in (*signs.hands, *signs.files, *signs.links))):
        return "sent as promised"
    if any(s and _near(case, s, same=same) for s in signs.files):
        return "a file of that name was sent"
    if any(_near(case, s, same=same) or _near(case, s | signs.title, same=False) for s in signs.hands) or any(
        s and _near(case, s, same=same) for s in signs.links
    ):
        return "it was sent"
    if kind == "deliver" and same and signs.files and not case.on_call:
        return "a file was sent in the thread"
    if (same or kind != "talk") and any(_near(case, s, same=same) for s in signs.did):
        return "said to be done"
    if _spoke(case, i, signs):
        return "they spoke"
    again = any(p.kind == "answer" or (p.day and case.promise.pledge.day < p.day) for p in new)
    if kind == "answer" and same and not (again or missed or signs.late or signs.missed.excuses) and _finds(case, signs):
        return "came back in the thread"
    return ""


def _finds(case: _Case, signs: Signs) -> bool:
    """Whether a mail in the thread brings what was to be found out: a file, a link, or words that tell of it."""
    return bool(signs.files or signs.links) or brings(signs.own, case.about(), signs.languages)


def _received(case: _Case, i: Interaction, signs: Signs, *, same: bool) -> str:
    """What a later message of whoever was promised it shows to have come; "" for nothing."""
    if i.us - case.promise.made_us > ADDENDUM:
        words = signs.answered if case.promise.pledge.kind == "answer" else ()
        if any(s and _near(case, s, same=same) for s in (*signs.thanks, *words)):
            return "thanked for"
    if same and case.promise.pledge.kind == "deliver" and (signs.received or (case.late_by and signs.missed.came)):
        return "it was received"
    return "they spoke" if _spoke(case, i, signs) else ""


def _spoke(case: _Case, i: Interaction, signs: Signs) -> bool:
    """Whether somebody tells of a talk so soon that it was the promised one."""
    p = case.promise
    return p.pledge.kind == "talk" and signs.talked and i.us <= (p.due_us or p.made_us) + GRACE


def _decide(case: _Case, state: PromiseState, i: Interaction, why: str, at_us: int) -> None:
    """It is kept or released by this message; kept late where its day had passed or it had been asked after.

    Thanks show that it was done, not when: they make nothing late.
    """
    p = case.promise
    told_later = i.outbound != (p.side == "us")
    passed = p.due_us is not None and at_us > p.due_us and not told_later
    in_time = p.due_us is not None and at_us <= p.due_us  # asked after on the day itself, and done on it
    if state == "kept" and (passed or (case.late_by and not in_time)):
        state = "kept late"
        why = f"{why}; {case.late_why} before" if case.late_by else f"{why} after its day"
    by = tuple(dict.fromkeys(filter(None, (case.late_by, i.message_id))))
    case.promise = replace(p, state=state, decided_by=by, decided_us=at_us, why=why)


def _is_late(case: _Case, i: Interaction, why: str) -> None:
    if not case.late_by:
        case.late_by, case.late_us, case.late_why, case.late_in = i.message_id, i.us, why, i.thread_id
    elif i.outbound != (case.promise.side == "us"):
        case.again_by, case.again_us = i.message_id, i.us
    else:
        return
    case.until = max(case.until, i.us + OWED)


def _settled(case: _Case, as_of_us: int, seen: Collection[str]) -> Promise:
    """The promise with its state at a moment, `seen` those of ours whose own mail is read until then."""
    p = case.promise
    if case.decided:
        return p
    if case.late_by:
        gone = as_of_us > case.late_us + GRACE
        why = f"{case.late_why}, and nothing since" if gone else case.late_why
        by = tuple(dict.fromkeys(filter(None, (case.late_by, case.again_by))))
        at_us = max(case.late_us, case.again_us)
        return replace(p, state="broken" if gone else "overdue", decided_by=by, decided_us=at_us, why=why)
    if p.due_us is None:
        if as_of_us <= p.made_us + UNDATED:
            return replace(p, state="open")
        return replace(p, state="unknown", why="no day was named, and nothing shows what became of it")
    if as_of_us < p.due_us - DUE_WITHIN:
        return replace(p, state="open")
    if as_of_us <= p.due_us:
        return replace(p, state="due")
    if as_of_us <= p.due_us + GRACE:
        return replace(p, state="overdue", why="its day has passed, and nothing shows that it was done")
    watched = p.side == "us" and p.by in seen and p.pledge.kind != "talk" and p.due_us - p.made_us > AT_ONCE
    if watched and case.perhaps_us > as_of_us and as_of_us <= p.due_us + FOLLOWED:
        return replace(p, state="overdue", why="its day has passed, and nothing since may have been the keeping of it")
    return replace(p, state="unknown", why="its day passed long ago, and nothing shows what became of it")
