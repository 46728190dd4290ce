"""What is said of a place on an agenda: each fact with who, what, when, and the message that shows it.

Nothing is claimed that the mail cannot show. That nobody wrote is not known, only what the last mail is that is kept, to which address and
by whom; that a question or a promise is open, only that no answer and no keeping of it is kept. Reads interaction, message and person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regard.answers.confided import confided, subject_of
from regard.answers.evidence import shortened
from regard.answers.promises import of_book as promises_of_book
from regard.answers.promises import ours_pressing, plainly_open
from regard.answers.twins import says
from regard.answers.waiting import names
from regard.interactions.threads import generic
from regard.model import DAY
from regard.results.review import Fact
from regard.review.agenda import moved
from regard.time import iso, iso_day

if TYPE_CHECKING:
    from regard.answers.agenda import Agenda, Chosen
    from regard.answers.need import Promised
    from regard.answers.view import View
    from regard.answers.waiting import Waiting

SUBJECT, QUOTE = 60, 90
NEGLECT = 0.5
"""A part of neglect above which the silence is told."""
# An original is no later than the mail that quotes it, whatever clock stamped it.
_LAST = """SELECT i.buyer, i.outbound OR i.kind <> 'mail', m.id, i.kind, min(i.us, coalesce(c.us - 1, i.us)) AS at,
    m.subject_core, m.subject, i.seller,
    coalesce(nullif(s.name, ''), s.address, ''), i.recovered, i.copied, i.outbound
    FROM interaction i JOIN message m ON m.id = i.message_id LEFT JOIN person s ON s.id = i.seller
    LEFT JOIN message c ON c.id = m.carrier_id AND i.recovered
    WHERE NOT i.automated AND i.us <= {as_of} AND i.known_us <= {as_of} AND i.buyer IN ({{}}) ORDER BY at, m.id"""
_AT = """SELECT m.id, h.person, min(h.address) FROM message m JOIN party q ON q.message = m.n JOIN handle h ON h.n = q.handle
    WHERE m.kind = 'mail' AND h.person IS NOT NULL AND m.id IN ({}) GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that passed: its message, when (UTC microseconds), its subject ("" where it says nothing, or may not be told), and whom
    of ours it is of (id, name). `quoted`: known from a quote alone; `copied`: they merely had a copy; `address`: theirs on that mail.
    """

    message_id: str
    us: int
    subject: str = ""
    seller: str = ""
    name: str = ""
    kind: str = "mail"
    quoted: bool = False
    copied: bool = False
    outbound: bool = True
    address: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """What passed last with a buyer: by us and by them; a meeting and a call is both."""

    ours: Kept | None = None
    theirs: Kept | None = None

    @property
    def last(self) -> Kept | None:
        """The later of both."""
        return max((k for k in (self.ours, self.theirs) if k is not None), key=lambda k: k.us, default=None)


def passed_last(view: View, ids: Sequence[str]) -> dict[str, Passed]:
    """Buyer -> what passed last, either way; no subject of a mail told in confidence, nor where words are not read."""
    found: dict[str, Passed] = {}
    rows = view.live.rows_in(_LAST.format(as_of=view.as_of_us), list(ids))
    last = {(row[0], bool(row[1])): row[2] for row in rows} | {
        (row[0], row[1], row[3]): row[2] for row in rows if row[3] != "mail"
    }
    private = confided(view.live, last.values())
    at = {(mid, person): address for mid, person, address in view.live.rows_in(_AT, sorted({*last.values()}))}
    for buyer, ours, mid, kind, us, core, subject, seller, name, quoted, copied, out in rows:
        told = (
            ""
            if mid in private or subject_of(subject) != subject or not view.text or generic(core)
            else shortened(" ".join(subject.split()), SUBJECT)
        )
        one = Kept(mid, us, told, seller or "", name, kind, bool(quoted), bool(copied), bool(out), at.get((mid, buyer), ""))
        was = found.get(buyer, Passed())
        both = kind != "mail"
        found[buyer] = Passed(one if ours or both else was.ours, one if not ours or both else was.theirs)
    return found


def promised(view: View, ids: Collection[str]) -> dict[str, Promised]:
    """What we owe some buyers now, where nothing that passed since may be its keeping; read of these alone, since the promises of a whole
    book take seconds."""
    rows = promises_of_book(view, set(ids))
    return ours_pressing(view, plainly_open(view, rows), view.you)


def sentence(at: Agenda, c: Chosen) -> str:
    """Why somebody is on the agenda, in words: what is at stake, why now, and the matter to take up."""
    told = [f.says for f in facts(at, c)]
    if c.because == "turn":
        return "; ".join(told)
    if c.stake is None:
        return "on the agenda as it was fixed"
    return "at stake: " + ("; ".join(told) if told else "some of everything")


def facts(at: Agenda, c: Chosen) -> tuple[Fact, ...]:
    """What is said of one place, in the order in which it is told."""
    if c.because == "turn":
        return (_turn(at, c), *_sent(at, c.buyer), *_last(at, c.buyer), *_twin(at, c.buyer))
    s = c.stake
    if s is None:
        return ()
    told = []
    if s.money > 1.05:
        told.append(Fact("money", at.money.get(c.buyer, "deals")))
    if moved(s) and s.which == "never gained":
        told.append(Fact("standing", "little standing yet"))
    elif moved(s) and c.buyer in at.fell:
        told.append(Fact("standing", at.fell[c.buyer]))
    if c.buyer in at.promised:
        told.append(_promise(at.promised[c.buyer]))
    if c.buyer in at.waiting:
        told.append(_asked(at, at.waiting[c.buyer]))
    elif c.buyer in at.may_wait:
        ask = at.may_wait[c.buyer]
        told.append(replace(_asked(at, ask), says=f"{_asked(at, ask).says}; it may wait for an answer"))
    if c.buyer in at.days:
        t = at.days[c.buyer][0]
        told.append(Fact("day", f"{t.due} is a day of theirs: “{t.quote}”", t.date, t.message_id, t.start, t.end))
    told += _sent(at, c.buyer)
    if c.buyer not in at.waiting and s.neglect > NEGLECT:
        told += [*_silence(at, c.buyer), *_twin(at, c.buyer)]
    if s.weight > 1.25:
        told.append(Fact("decides", "they have a say in the decision"))
    return tuple(told)


def _sent(at: Agenda, buyer: str) -> Iterable[Fact]:
    """That they sent somebody to us."""
    if buyer in at.sent:
        r = at.sent[buyer]
        yield Fact("referral", f"they sent {r.whom or 'somebody'} to us on {iso_day(r.us)}", iso(r.us), r.message_id)


def _turn(at: Agenda, c: Chosen) -> Fact:
    also = f", with {len(c.also)} others there" if len(c.also) > 1 else ", with one other there" if c.also else ""
    whose = "their company's turn" if c.buyer in at.people and at.people[c.buyer].company_id else "their turn"
    return Fact(
        "turn", f"{whose}{also}: each comes up within {at.turn['within_months']} month{'s' * (at.turn['within_months'] != 1)}"
    )


def _promise(p: Promised) -> Fact:
    day = f", {'due' if p.overdue else 'for'} {p.due}" if p.due else ""
    said = f"{p.by} promised them on {p.made} “{p.text}”{day}, and no mail that is kept shows it done"
    return Fact("promise", said, p.made, p.message_id, p.start, p.end)


def _asked(at: Agenda, ask: Waiting) -> Fact:
    quote = f" “{shortened(ask.quote, QUOTE)}”" if ask.quote else f" in “{ask.subject}”" if ask.subject else ""
    did = "asked" if ask.quote or ask.hushed else "wrote to"
    said = f"they {did} {names(ask.to, at.you)} on {iso_day(ask.us)}{quote}, and no answer of ours is kept"
    return Fact("asked", said, iso(ask.us), ask.message_id, ask.start, ask.end)


def _address(at: Agenda, buyer: str, k: Kept | None = None) -> str:
    """Their address on that mail; the one they go by now where nothing is kept."""
    if k is not None and k.address:
        return k.address
    return at.people[buyer].address if buyer in at.people else "them"


def _by(at: Agenda, k: Kept) -> str:
    return "you" if k.seller and k.seller == at.you else k.name


def _silence(at: Agenda, buyer: str) -> Iterable[Fact]:
    """The last thing by us that is kept, to which address, by whom; and what came of theirs after it."""
    contact, passed = at.contact.get(buyer), at.passed.get(buyer, Passed())
    k = passed.ours
    to = _address(at, buyer, k)
    unseen = contact is not None and not contact.shown
    blind = " (sent mail that could show a later one is not read)" if unseen else ""
    if k is None:
        yield Fact("ours", f"no mail of ours to {to} is kept{blind}")
    elif k.kind != "mail":
        of_it = f" (“{k.subject}”)" if k.subject else ""
        yield Fact("ours", f"the last {k.kind} with them was on {iso_day(k.us)}{of_it}, and no mail of ours is kept since{blind}",
                   iso(k.us), k.message_id)  # fmt: skip
    else:
        copy = f" with {to} in copy" if k.copied else f" to {to}"
        by = f", by {_by(at, k)}" if _by(at, k) else ""
        subject = f", “{k.subject}”" if k.subject else ""
        yield Fact(
            "ours", f"our last mail{copy} that is kept is of {iso_day(k.us)}{by}{subject}{blind}", iso(k.us), k.message_id
        )
    t = passed.theirs
    if t is not None and t.kind == "mail" and (k is None or t.us > k.us + DAY):
        subject = f", “{t.subject}”" if t.subject else ""
        yield Fact("theirs", f"{'their' if k else 'their last'}{' later' if k else ''} mail of {iso_day(t.us)}{subject}"
                   f"{' stands in a quote' if t.quoted else ' came after it' if k else ''}", iso(t.us), t.message_id)  # fmt: skip


def _last(at: Agenda, buyer: str) -> Iterable[Fact]:
    """What passed last either way, at which address."""
    k = at.passed.get(buyer, Passed()).last
    if k is None:
        return
    subject = f" “{k.subject}”" if k.subject else ""
    if k.kind != "mail":
        yield Fact("last", f"the last {k.kind}{subject} was on {iso_day(k.us)}", iso(k.us), k.message_id)
        return
    way = f"to {_address(at, buyer, k)} by {_by(at, k) or 'us'}" if k.outbound else f"from {_address(at, buyer, k)}"
    quoted = ", known from a quote" if k.quoted else ""
    yield Fact("last", f"the last mail that is kept is{subject} of {iso_day(k.us)}, {way}{quoted}", iso(k.us), k.message_id)


def _twin(at: Agenda, buyer: str) -> Iterable[Fact]:
    same = sorted(at.twins.get(buyer, ()), key=lambda t: (-max(t.us or 0, t.them or 0), t.address))
    for t in same[:1]:  # the one with whom anything passed last
        yield Fact("twin", says(t))
