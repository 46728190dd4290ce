"""Who dealt with whom: messages become the interactions of each buyer.

A message is an interaction of a buyer where one of ours wrote it to them, or where they wrote it to one of ours. Mail among
outsiders, or among ourselves, is none; nor is a colleague's mail to us that the buyer merely got a copy of: it is told of the mail of
ours that it answers (`Interaction.beside`).

Reads `message`, `message_party` and who is behind each handle; gives `Interaction`s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from regard.interactions.tongue import told
from regard.model import Answer, Cue, Interaction, Kind, Part, Role, Side

_RANK: dict[Role, int] = {"to": 0, "cc": 1, "bcc": 2}
_WHEN = attrgetter("us", "message_id")


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One dated message with its people as handles. `parties` may list the sender (role from); reply_to is not read.

    `parties` come by address: handles are keyed by the book, and two books of one mail must say the same of it.
    `letters` stands for the words it begins with; None where that is not known.
    """

    id: str
    us: int
    known_us: int
    thread_id: str
    parent_id: str | None
    from_h: str
    subject: str
    automated: str
    is_reply: bool
    words: int
    tz_minutes: int | None
    cues: tuple[Cue, ...]
    basis: Literal["observed", "recovered"]
    parties: tuple[tuple[str, Role], ...]
    kind: Kind = "mail"
    meeting: MeetingRow | None = None
    letters: int | None = None
    expects: float = 0.0


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What is known of a meeting beside its message: handle -> (answer, when it was given, from when it was known, removed)."""

    end_us: int
    all_day: bool
    cancelled_us: int | None
    opens: bool
    answers_shown: bool
    answers: Mapping[str, tuple[Answer, int | None, int, bool]]


@dataclass(frozen=True, slots=True)
class People:
    """Who is behind each handle: handle -> person, person -> side, person -> company. Handles unknown here are nobody's.

    `owners` are those of ours whose mailboxes the book reads. A mail to several of ours counts as a mail to the first owner among
    them: what it shows is seen in that mailbox, while a colleague's whose mailbox nobody reads could never show a silence.
    """

    person_of: Mapping[str, str]
    side_of: Mapping[str, Side]
    company_of: Mapping[str, str | None]
    owners: frozenset[str] = frozenset()

    def side(self, h: str) -> Side | None:
        """The side of the person behind a handle."""
        return self.side_of.get(self.person_of.get(h, ""))


def assemble(buyer: str, rows: Iterable[MessageRow], people: People) -> list[Interaction]:
    """The interactions of one buyer among `rows`, in the order of (us, message id); each message at most once."""
    return assemble_all(rows, people, (buyer,)).get(buyer, [])


def assemble_all(
    rows: Iterable[MessageRow], people: People, buyers: Collection[str] | None = None
) -> dict[str, list[Interaction]]:
    """Buyer -> their interactions, in one pass over `rows`: of `buyers`, or of everybody on the side "them"."""
    wanted = frozenset(p for p, side in people.side_of.items() if side == "them") if buyers is None else frozenset(buyers)
    found: dict[str, dict[str, Interaction]] = defaultdict(dict)
    copies: dict[str, _Copies] = defaultdict(lambda: defaultdict(list))
    went: _Went = {}
    for row in rows:
        if row.kind == "mail" and people.side(row.from_h) == "us":
            went[row.id] = row
        for i in _of_row(row, people, wanted):
            found[i.buyer][i.message_id] = i
        for buyer, sender in _copied(row, people, wanted):
            copies[buyer][row.thread_id].append((row.us, row.known_us, sender))
    return {
        buyer: told(
            sorted(_answered_beside(of.values(), copies[buyer], went, people) if buyer in copies else of.values(), key=_WHEN)
        )
        for buyer, of in sorted(found.items())
    }


_Went = dict[str, MessageRow]
"""Mail of ours by its id."""
_Copies = dict[str, list[tuple[int, int, str]]]
"""Thread -> (when, known when, by whom) of the mails of others of theirs to us that a buyer is on."""


def _copied(row: MessageRow, people: People, buyers: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(buyer, sender) where a mail of another of theirs to one of ours, in a thread, is addressed to one of `buyers` too."""
    if row.kind != "mail" or row.basis != "observed" or row.automated or not row.thread_id or len(row.parties) < 2:
        return
    sender = people.person_of.get(row.from_h)
    if sender is None or people.side_of.get(sender) != "them":
        return
    on_it = {person for h, role in row.parties if role in _RANK and (person := people.person_of.get(h)) is not None}
    if any(people.side_of.get(person) == "us" for person in on_it):
        yield from ((person, sender) for person in sorted(on_it & buyers) if person != sender)


def _answered_beside(of: Iterable[Interaction], copies: _Copies, ours: _Went, people: People) -> Iterator[Interaction]:
    """Interactions of one buyer, those of ours with when another of theirs whom they went to, or of the buyer's company, answered."""
    for i in of:
        if not i.outbound or i.kind != "mail" or i.thread_id not in copies:
            yield i
            continue
        went = {people.person_of.get(h) for h, _ in ours[i.message_id].parties}
        company = people.company_of.get(i.buyer)
        after = [
            (us, known)
            for us, known, sender in copies[i.thread_id]
            if us > i.us and (sender in went or (company and people.company_of.get(sender) == company))
        ]
        yield replace(i, beside=min(after)) if after else i


def _of_row(row: MessageRow, people: People, buyers: frozenset[str]) -> Iterator[Interaction]:
    """What a message is to each of `buyers` on it, whatever side they are on."""
    addressed = _addressed(row)
    sender = people.person_of.get(row.from_h)
    if sender is None:
        return
    if row.kind != "mail":
        yield from _together(row, addressed, people, buyers)
    elif people.side_of.get(sender) == "us":
        if row.basis == "recovered":  # one of ours, by an address that did not show it: only theirs are recovered
            return
        yield from _outbound(row, addressed, sender, people, buyers)
    elif sender in buyers:
        yield from _inbound(row, addressed, sender, people)


def _addressed(row: MessageRow) -> list[tuple[str, Role]]:
    """(handle, role) of everybody it went to, each once: To before Cc before Bcc, by address within each.

    By address, not as written: the same mail kept in two folders may list its people in two orders.
    """
    best: dict[str, Role] = {}
    for h, role in row.parties:
        if role in _RANK and h != row.from_h and (h not in best or _RANK[role] < _RANK[best[h]]):
            best[h] = role
    return sorted(best.items(), key=lambda party: _RANK[party[1]])


def _outbound(
    row: MessageRow, addressed: list[tuple[str, Role]], sender: str, people: People, buyers: frozenset[str]
) -> Iterator[Interaction]:
    sellers = (sender, *(p for p in _persons(addressed, people, "us") if p != sender))
    done: set[str] = set()
    for h, role in addressed:
        person = people.person_of.get(h)
        if person in buyers and person not in done and people.side_of.get(person) != "us":
            done.add(person)
            yield _interaction(row, addressed, people, buyer=(person, h, role), seller=(sender, row.from_h), sellers=sellers)


def _inbound(row: MessageRow, addressed: list[tuple[str, Role]], sender: str, people: People) -> Iterator[Interaction]:
    ours = _persons(addressed, people, "us")
    if ours:
        first = next((item for item in ours.items() if item[0] in people.owners), next(iter(ours.items())))
        found = _interaction(row, addressed, people, buyer=(sender, row.from_h, "from"), seller=first, sellers=tuple(ours))
        to = {people.side(h) for h, role in addressed if role == "to"}
        yield replace(found, aside=bool(to) and "us" not in to)


def _together(
    row: MessageRow, addressed: list[tuple[str, Role]], people: People, buyers: frozenset[str]
) -> Iterator[Interaction]:
    """What a meeting or call is to each of `buyers` in it, whoever called it: all who are on it meet each other."""
    everybody = [(row.from_h, "from"), *addressed]
    ours = _persons(everybody, people, "us")
    organised = people.side(row.from_h)
    if not ours:
        return
    first = next((item for item in ours.items() if item[0] in people.owners), next(iter(ours.items())))
    if organised == "us":
        first = (people.person_of[row.from_h], row.from_h)
    done: set[str] = set()
    for h, role in everybody:
        person = people.person_of.get(h)
        if person in buyers and person not in done and people.side_of.get(person) != "us":
            done.add(person)
            part = _part(row, everybody, people, h, organised="us" if organised == "us" else "them")
            found = _interaction(row, addressed, people, buyer=(person, h, role), seller=first, sellers=tuple(ours))
            yield replace(found, outbound=organised == "us", kind=row.kind, part=part)


def _part(
    row: MessageRow, everybody: Sequence[tuple[str, Role]], people: People, h: str, *, organised: Literal["us", "them"]
) -> Part:
    m = row.meeting or MeetingRow(row.us, all_day=False, cancelled_us=None, opens=False, answers_shown=False, answers={})
    stayed = [(x, role) for x, role in everybody if m.answers.get(x, ("", None, 0, False))[0] != "declined"]
    stayed = [(x, role) for x, role in stayed if not m.answers.get(x, ("", None, 0, False))[3]]
    answer, answered_us, answer_known, removed = m.answers.get(h, ("", None, row.us, False))
    return Part(
        start_us=row.us,
        end_us=m.end_us,
        all_day=m.all_day,
        organised=organised,
        answer=answer,
        answer_known_us=answer_known,
        answered_us=answered_us,
        removed=removed,
        cancelled_us=m.cancelled_us,
        opens=m.opens,
        answers_shown=m.answers_shown,
        ours=tuple(sorted(_persons(stayed, people, "us"))),
        theirs=tuple(sorted(_persons(stayed, people, "them"))),
        agreed_us=_agreed(row, m, people, organised),
    )


def _agreed(row: MessageRow, m: MeetingRow, people: People, organised: Literal["us", "them"]) -> int | None:
    """From when it was known that somebody of theirs comes: they called it, spoke on it, or accepted; None where none of these."""
    if organised == "them" or row.kind == "call":
        return row.known_us
    said = [
        known
        for h, (answer, _, known, removed) in m.answers.items()
        if answer == "accepted" and not removed and people.side(h) == "them"
    ]
    return min(said, default=None)


def _persons(addressed: Sequence[tuple[str, Role]], people: People, side: Side) -> dict[str, str]:
    """Person -> the foremost handle they were addressed by, for one side, in the order they are addressed."""
    found: dict[str, str] = {}
    for h, _ in addressed:
        person = people.person_of.get(h)
        if person is not None and people.side_of.get(person) == side:
            found.setdefault(person, h)
    return found


def _interaction(
    row: MessageRow,
    addressed: list[tuple[str, Role]],
    people: People,
    *,
    buyer: tuple[str, str, Role],
    seller: tuple[str, str],
    sellers: tuple[str, ...],
) -> Interaction:
    """The interaction of `buyer` (person, handle, role) with `seller` (person, handle)."""
    who, buyer_h, role = buyer
    company = people.company_of.get(who)
    colleagues = (p for p in _persons(addressed, people, "them") if p != who and people.company_of.get(p) == company)
    return Interaction(
        message_id=row.id,
        thread_id=row.thread_id,
        parent_id=row.parent_id,
        us=row.us,
        known_us=row.known_us,
        outbound=role != "from",
        buyer=who,
        buyer_h=buyer_h,
        buyer_role=role,
        seller=seller[0],
        seller_h=seller[1],
        sellers=sellers,
        others=tuple(sorted(colleagues)) if company else (),
        recipients=len(addressed),
        subject=row.subject,
        automated=row.automated,
        is_reply=row.is_reply,
        words=row.words,
        tz_minutes=row.tz_minutes,
        cues=row.cues,
        basis=row.basis,
        expects=row.expects,
    )
