"""What changed with a buyer since a moment: their standing, what they said, who joined, where they work, and their deals.

Only what somebody did or said: that time passed is no change, but for an estimate of which too little tells by now.
Reads message, body; interactions, estimates, jobs and deals are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regard.answers.confided import confided
from regard.answers.departed import Departed
from regard.answers.evidence import shortened
from regard.answers.leaving import of_themselves
from regard.answers.people import MOVED
from regard.answers.series import in_series
from regard.answers.standing import Estimates
from regard.answers.understood import understood
from regard.answers.view import View
from regard.answers.voices import as_theirs, by_them
from regard.deals.records import Deal
from regard.deals.succession import successor
from regard.identity.jobs import Employment
from regard.identity.sensitive import is_private
from regard.interactions.coverage import Covered
from regard.model import DAY, FACTORS, Interaction
from regard.parse.subject import says_away
from regard.parse.transcript import minute_of
from regard.relationships.known import stays_known
from regard.relationships.weights import Weights
from regard.results import Told
from regard.time import iso, iso_day

SHOWN = 140
NEAR = 240
"""Characters after the words of leaving in which a successor is looked for."""
ROUND = 6
"""Whoever stands on a mail to more than so many has joined nothing."""
SEVERAL = 5
"""Fewer mails of a month everybody has in mind."""
ENDED_BEFORE = 7 * DAY
"""A mailbox that shows nothing for so long has ended; a shorter while is a quiet week."""
_CUES = {
    "leaves": ("left", "writes that they leave"),
    "complains": ("complaint", "complained"),
    "declines": ("declined", "said no"),
    "acts_on": ("acted on", "acted on something of yours"),
}
ORDER = ("left", "complaint", "declined", "standing", "job", "deal", "acted on", "person", "contact")
"""The kinds, the gravest first."""
_ENDED = {"won": "was won", "lost": "was lost", "no_decision": "ended without a decision"}


def of_standing(weights: Weights, buyer: str, name: str, before: Estimates, now: Estimates) -> list[Told]:
    """Estimates that moved by more than they are uncertain, became known for longer than the next quiet month, or are not known any more.

    One that is known by so little that a month's silence would end it is told nowhere as news: it would be taken back.
    """
    found = []
    for f in FACTORS:
        a, b = before[f], now[f]
        lasted, lasts = (stays_known(e.mean, e.sd, weights.factors[f].team, e.chances) if e.known else False for e in (a, b))
        if b.known and a.known and abs(b.score - a.score) >= MOVED and abs(b.mean - a.mean) >= b.sd / 3:
            way = "higher" if b.score > a.score else "lower"
            found.append(
                Told(
                    "standing",
                    f"{f} is {way} now: {_range(b)}, was {a.score:.0f}",
                    buyer,
                    name,
                    state="up" if way == "higher" else "down",
                )
            )
        elif a.known and not b.known:
            says = f"{f} is not known any more, it was {a.score:.0f}: too little tells it by now"
            found.append(Told("standing", says, buyer, name, state="gone"))
        elif lasts and not lasted:
            found.append(Told("standing", f"{f} is known now: {_range(b)}", buyer, name, state="new"))
    return found


def _range(e: object) -> str:
    return f"{e.score:.0f} ({e.low:.0f} to {e.high:.0f})"  # type: ignore[attr-defined]


def of_leaving(buyer: str, name: str, left: Departed | None) -> list[Told]:
    """That they work there no longer, as their mailbox answers, whenever it began to: nothing else is worth a line before it."""
    if left is None:
        return []
    quote = shortened(left.quote, SHOWN)
    return [Told("left", left.says, buyer, name, quote, iso(left.us), "", left.message_id, left.start, left.end, name)]


def of_words(view: View, here: Sequence[Interaction], since_us: int, name: str) -> list[Told]:
    """That they leave (and who takes over), complaints, a no, and advice acted on, in their own words since, written or said on a call; the
    latest of each that was not told to one of ours in confidence: what is known from that alone is no change that a team is told of.
    """
    if not view.text:
        return []
    said, spoken = as_theirs(view.live, [i for i in here if i.us > since_us])
    theirs = by_them(said)
    private = confided(view.live, [i.message_id for i in theirs if any(c.kind in _CUES for c in i.cues)])
    latest: dict[str, tuple[Interaction, int, int]] = {}
    for i in theirs:
        if i.message_id in private:
            continue
        for c in i.cues:
            if c.kind in _CUES and c.end > c.start:
                latest[c.kind] = (i, c.start, c.end)
    sql = "SELECT m.id, b.text, b.own FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
    texts = {row[0]: row[1:] for row in view.live.rows_in(sql, [i.message_id for i, _, _ in latest.values()])}
    found = []
    for kind in _CUES:
        if kind in latest:
            i, start, end = latest[kind]
            text, own = texts.get(i.message_id, ("", ""))
            quote = "" if is_private(text[start:end]) else shortened(understood(text, start, end, own), SHOWN)
            says = _CUES[kind][1]
            if kind == "leaves":
                if not of_themselves(text[start:end]):
                    continue
                heir = successor(text[start : end + NEAR])
                says += f"; {heir} takes over" if heir else ""
            call = minute_of(text, start) if i.message_id in spoken else ""
            found.append(
                Told(_CUES[kind][0], says, i.buyer, name, quote, iso(i.us), "", i.message_id, start, end, name, call=call)
            )
    return found


def of_company(
    here: Sequence[Interaction], since_us: int, until_us: int, name: str, names: Mapping[str, str], first: Mapping[str, int]
) -> list[Told]:
    """Colleagues of theirs who joined what passes between you since then; only where it had begun before, and nobody who was on any mail
    before that one (`first`: person -> UTC microseconds), in whatever matter, in copy too, nor who merely stands on a round.
    """
    before = {p for i in here if i.us <= since_us for p in i.others}
    joined: dict[str, Interaction] = {}
    series = in_series(here, until_us)
    if any(i.us <= since_us for i in here):
        for i in here:
            if since_us < i.us <= until_us and not i.automated and not says_away(i.subject) and i.recipients <= ROUND:
                for p in i.others:
                    if p not in before and p in names and first.get(p, i.us) >= i.us and i.message_id not in series:
                        joined.setdefault(p, i)
    return [
        Told("person", f"{names[p]} joined", i.buyer, name, "", iso(i.us), "", i.message_id, 0, 0, "" if i.outbound else name)
        for p, i in sorted(joined.items(), key=lambda x: (-x[1].us, x[0]))
    ]


def of_jobs(buyer: str, name: str, jobs: Sequence[Employment], since_us: int) -> list[Told]:
    """Another company or title than before, first seen since then."""
    found = []
    for n, job in enumerate(jobs):
        if n and job.from_us > since_us:
            at = f" at {job.company}" if job.company else " at another company"
            found.append(Told("job", f"works{at} now", buyer, name, date=iso(job.from_us)))
        else:
            fresh = [t for t in job.titles[1:] if t.from_us > since_us]
            if fresh:
                t = fresh[-1]
                found.append(
                    Told(
                        "job",
                        f"signs as {t.title} now",
                        buyer,
                        name,
                        date=iso(t.from_us),
                        message_id=t.reference if t.source == "signature" else "",
                    )
                )
    return found


def of_deals(deals: Iterable[Deal], since_us: int, as_of_us: int) -> list[Told]:
    """Deals that were opened, moved on or ended since then."""
    found = []
    for d in deals:
        moves = [s for s in d.moves if since_us < s.us <= as_of_us]
        if d.closed_us is not None and since_us < d.closed_us <= as_of_us and d.outcome in _ENDED:
            found.append(Told("deal", f"“{d.name}” {_ENDED[d.outcome]}", "", d.account, date=iso(d.closed_us)))
        elif d.created_us is not None and since_us < d.opened_us <= as_of_us:
            found.append(Told("deal", f"“{d.name}” was opened", "", d.account, date=iso(d.opened_us)))
        elif moves and d.outcome == "open":
            found.append(Told("deal", f"“{d.name}” moved to {moves[-1].stage}", "", d.account, date=iso(moves[-1].us)))
    return sorted(found, key=lambda t: t.date or "", reverse=True)


def kept_until(covered: Covered, here: Sequence[Interaction], as_of_us: int) -> int | None:
    """Until when the mailboxes of those of ours who dealt with somebody show either side; None where one of them shows it still, or none
    ever did.
    """
    ends = [
        [
            covered.ended(seller, inbound=inbound, at_us=as_of_us)
            for inbound in (True, False)
            if covered.any(seller, inbound=inbound)
        ]
        for seller in {i.seller for i in here if i.kind == "mail"}
    ]
    told = [end for of in ends for end in of]
    return None if not told or None in told else max(end for end in told if end is not None)


def contact_matters(here: Sequence[Interaction], since_us: int, as_of_us: int) -> bool:
    """Whether how much passed is worth a line beside the head of a brief, which says when either side wrote last: several mails of theirs
    and not one of ours, but for those of a series or a round, which nobody answers. Counts of both sides and silences
    were read and are not: of 79 such lines one was worth its place.
    """
    lately = [i for i in here if i.kind == "mail" and not i.automated and not i.copied and since_us < i.us <= as_of_us]
    series = in_series(here, as_of_us)
    theirs = [i for i in lately if not i.outbound and i.basis == "observed"]
    written = [i for i in theirs if i.recipients <= ROUND and i.message_id not in series]
    return len(written) >= SEVERAL and not any(i.outbound for i in lately)


def of_contact(
    here: Sequence[Interaction], since_us: int, buyer: str, name: str, as_of_us: int, until_us: int | None = None
) -> list[Told]:
    """How much passed since then, in one line.

    Counted are mails that are kept themselves, each once however many copies of it there are: those that they wrote to any of us, and
    those that any of us wrote to them (not where they got a copy alone, which is said where nothing else passed). How many more stand in
    quotes alone nobody can count: that there are some is said. `state` is "one side" where no mail of theirs is kept. `until_us`: when
    the mail that would show it ended (`kept_until`), where it did; of the time after it nothing is said to be silent.
    """
    mails = [i for i in here if not i.automated and not i.copied and i.kind == "mail" and i.us <= as_of_us]
    lately = [i for i in mails if i.us > since_us]
    if not lately and until_us is not None and until_us < as_of_us - ENDED_BEFORE:
        says = f"what passed since {iso_day(until_us)} is not known: the mail that would show it ends there"
        return [Told("contact", says, buyer, name, date=iso(until_us), state="ended")]
    if not lately:
        return [_none_passed(here, mails, buyer, name, as_of_us)]
    theirs = sum(not i.outbound and i.basis == "observed" for i in lately)
    ours = sum(i.outbound for i in lately)
    quoted = any(i.basis == "recovered" for i in lately)
    if theirs:
        from_them = f"{theirs} mail{'s' if theirs != 1 else ''} from them{' (more stand in quotes)' if quoted else ''}"
        says = f"{from_them}, {ours or 'none'} from us"
    elif quoted:
        if not ours:
            return []
        says = f"{ours} mail{'s' if ours != 1 else ''} from us; theirs stand in quotes alone"
    else:
        says = f"{ours} mail{'s' if ours != 1 else ''} from us, none of theirs"
    last = max(lately, key=lambda i: i.us)
    state = "" if theirs else "one side"
    return [Told("contact", says, buyer, name, date=iso(last.us), message_id=last.message_id, state=state)]


def _none_passed(here: Sequence[Interaction], mails: Sequence[Interaction], buyer: str, name: str, as_of_us: int) -> Told:
    """That nothing passed either way since the last of `mails`, and that a copy of our mail to others did, where one reached them after it.

    The head of a brief counts such a copy as the last by us: two lines that name two days must say of what.
    """
    ended = max(mails, key=lambda i: (i.us, i.message_id), default=None)
    copies = [i for i in here if i.copied and not i.automated and i.us <= as_of_us and (ended is None or i.us > ended.us)]
    copy = max(copies, key=lambda i: (i.us, i.message_id), default=None)
    says = "no mail has passed either way"
    if ended is not None:
        says += f" since {iso_day(ended.us)} ({'from us' if ended.outbound else 'from them'})"
    if copy is not None:
        says += (
            f" but a copy of ours to others, {iso_day(copy.us)}"
            if ended is None
            else f"; a copy of ours to others {iso_day(copy.us)}"
        )
    last = copy or ended
    return Told("contact", says, buyer, name, date=iso(last.us) if last else None, message_id=last.message_id if last else "")
