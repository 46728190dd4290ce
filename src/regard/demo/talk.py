"""How is a thread written down? The cast it may look up, and a talk that grows mail by mail, the machines' mails included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from zlib import crc32

from regard.demo import behaviour, clock
from regard.demo.arcs import Situation
from regard.demo.chance import stream
from regard.demo.facts import Around, draw
from regard.demo.phrases import pick
from regard.demo.records import DAY, Account, File, Latent, Mail, Meeting, Partstat, Person, Seller, State
from regard.demo.wording import compose


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything a thread may look up."""

    seed: int
    end: int
    sellers: Mapping[str, Seller]
    people: Mapping[str, Person]
    accounts: Mapping[str, Account]
    members: Mapping[str, tuple[str, ...]]
    """account -> buyers, first met first."""
    latent: Mapping[str, Latent]
    deviation: Mapping[tuple[str, str], State]
    situations: Mapping[str, Situation]
    """buyer -> the scripted situation, where there is one."""
    introduced: Mapping[str, str]
    """buyer -> the colleague whom they introduce, by script."""

    def state(self, buyer: str, seller: str, at: int) -> State:
        """How the buyer regards that seller of ours."""
        team, pair = self.latent[buyer].at(at), self.deviation.get((seller, buyer))
        return team.plus(pair) if pair else team


@dataclass(frozen=True, slots=True)
class Start:
    """Where a thread begins: its key, the seller and the buyer, a moment of the day; who is copied in and what it is about, where
    that is settled.
    """

    key: str
    seller: str
    buyer: str
    at: int
    cc: tuple[str, ...] | None = None
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Talk:
    """A thread while it is being written."""

    cast: Cast
    key: str
    seller: str
    buyer: str
    rng: Random
    facts: dict[str, object]
    around: Around
    subject: str = ""
    extra_to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    mails: list[Mail] = field(default_factory=list)
    last: Mail | None = None
    """The latest mail by a person: what the next one answers."""
    about: str = ""

    @property
    def person(self) -> Person:
        """The buyer."""
        return self.cast.people[self.buyer]

    def state(self, at: int) -> State:
        """The buyer's state toward this seller then."""
        return self.cast.state(self.buyer, self.seller, at)

    def say(
        self,
        sender: str,
        at: int,
        table: str,
        acts: tuple[str, ...],
        *,
        extras: tuple[str, ...] = (),
        to: tuple[str, ...] = (),
        chance: float | None = None,
        files: tuple[File, ...] = (),
        facts: Mapping[str, object] | None = None,
    ) -> Mail | None:
        """Adds one mail; None where the period is over by then or the writer has left."""
        writer = self.cast.people[sender]
        if at >= self.cast.end or (writer.left is not None and at >= writer.left):
            return None
        ours = sender == self.seller
        to = to or ((self.buyer, *self.extra_to) if ours else (self.seller, *(p for p in self.extra_to if p != sender)))
        reader = self.cast.people[to[0]]
        text = compose(
            self.rng,
            writer,
            reader.first if reader.kind != "shared" else "all",
            "seller" if ours else "buyer",
            table,
            facts={**self.facts, "first": reader.first, "last": reader.last, **(facts or {})},
            reply=self.last is not None,
            extras=extras,
            reader_last=reader.last,
        )
        mail = Mail(
            key=f"{self.key}.{len(self.mails)}",
            thread=self.key,
            parent=self.last.key if self.last else None,
            at=at,
            sender=sender,
            to=to,
            cc=tuple(p for p in self.cc if p not in to and p != sender),
            subject=self.subject,
            text=text,
            family="buyer",
            acts=acts,
            chance=chance,
            client=writer.client,
            files=files,
        )
        self.mails.append(mail)
        self.last = mail
        return mail

    def machine(self, sender: str, at: int, family: str) -> None:
        """Adds the mail that a machine sends our seller on the buyer's behalf; it answers the last mail, nobody answers it."""
        if at >= self.cast.end or self.last is None:
            return
        facts = {**self.facts, "re": self.subject, "address": self.person.address(at), "name": self.person.name}
        leave = clock.on_leave(self.person, at) if family == "away" else None
        if leave is not None:
            facts["back"] = f"{clock.as_date(leave):%d %B}".lstrip("0")
        self.mails.append(
            Mail(
                key=f"{self.key}.{len(self.mails)}",
                thread=self.key,
                parent=self.last.key,
                at=at,
                sender=sender,
                to=(self.seller,),
                cc=(),
                subject=pick(self.rng, "machines", family, facts, "subject"),
                text=pick(self.rng, "machines", family, facts),
                family=family,
                acts=(),
                client="machine",
                on_behalf=self.buyer,
            )
        )

    def invite(self, at: int) -> None:
        """Adds our calendar invitation, what the buyer's calendar answers, and a move or a cancellation where there is one."""
        cast, rng, seller = self.cast, self.rng, self.cast.people[self.seller]
        day = int(str(self.facts["date_day"]))
        begins = clock.utc(seller.country, day * DAY + rng.choice((9, 10, 11, 13, 14, 15)) * 3600 + rng.choice((0, 0, 1800)))
        if begins < at + 3 * 3600:
            begins += 7 * DAY
        account = cast.accounts[self.person.account_at(at)]
        guests = [self.buyer, *(p for p in self.extra_to if cast.people[p].kind == "them")]
        answers: list[tuple[str, Partstat, int]] = []
        for guest in guests:
            said: Partstat = "ACCEPTED"
            if rng.random() >= behaviour.comes(cast.state(guest, self.seller, at)):
                said = rng.choices(("TENTATIVE", "DECLINED", "NEEDS-ACTION"), (3, 1, 6))[0]  # they have just agreed to it
            answers.append((guest, said, at + rng.randrange(300, 30_000)))
        fate, change = rng.random(), max(at + 3600, begins - rng.randrange(1, 5) * DAY)
        change = min(change, begins - 1800)
        meeting = Meeting(
            key=f"meeting-{self.key}",
            uid=f"{crc32(self.key.encode()):08x}-{begins}@{seller.address(at).split('@')[1]}",
            seller=self.seller,
            title=f"{account.name} / Tarnwick: {self.facts['site']}",
            at=begins,
            minutes=rng.choice((30, 30, 45, 60)),
            made=at,
            attendees=tuple(answers),
            place=rng.choice(("online", "online", "online", str(self.facts["site"]), "phone")),
            organizer=self.seller,
            moved=(change, begins + rng.choice((1, 2, 7)) * DAY) if fate < 0.12 and change > at else None,
            cancelled=change if fate > 0.93 and change > at else None,
            account=account.key,
            thread=self.key,
        )
        self._post(meeting, self.seller, tuple(guests), at, "")
        for guest, said, when in answers:
            if said != "NEEDS-ACTION":
                self._post(meeting, guest, (self.seller,), when, said.title())
        if meeting.moved or meeting.cancelled:
            self._post(meeting, self.seller, tuple(guests), change, "Cancelled" if meeting.cancelled else "Updated")

    def _post(self, meeting: Meeting, sender: str, to: tuple[str, ...], at: int, text: str) -> None:
        if at >= self.cast.end:
            return
        self.mails.append(
            Mail(
                key=f"{self.key}.{len(self.mails)}",
                thread=f"{self.key}.calendar",
                parent=self.last.key if self.last else None,
                at=at,
                sender=sender,
                to=to,
                cc=(),
                subject=f"{text}: {meeting.title}" if text else meeting.title,
                text=text,
                family="calendar",
                client="machine",
                on_behalf=sender,
                meeting=meeting,
            )
        )


def open_talk(cast: Cast, start: Start) -> Talk:
    """A thread with its own random stream, its facts, and whoever is copied in from the start."""
    key, seller, buyer, at = start.key, start.seller, start.buyer, start.at
    rng = stream(cast.seed, key)
    person = cast.people[buyer]
    account = cast.accounts[person.account_at(at)]
    known = [
        b
        for b in cast.members[account.key]
        if b != buyer and cast.people[b].met <= at - 5 * DAY and not cast.people[b].gone(at)
    ]
    helpers = [cast.people[f"staff-{k}"] for k in ("support", "field", "field2", "product")]
    staff = rng.choice([p for p in helpers if p.first not in {cast.people[seller].first, person.first}])
    around = Around(
        colleague=cast.people[rng.choice(known)].first if known else rng.choice(("Sam", "Robin", "Kim", "Alex")),
        director=rng.choice(("our director", "the board", "my boss", "head office", "finance")),
        us_colleague=staff.first,
        shared=f"purchasing@{account.domains[0]}",
    )
    talk = Talk(cast, key, seller, buyer, rng, {**draw(rng, account, around, at), **start.about}, around)
    if start.cc is not None:
        talk.cc = tuple(b for b in start.cc if b != buyer)
        return talk
    roll = rng.random()
    if roll < 0.14 and known:
        talk.cc = (rng.choice(known),)
    elif roll < 0.28 and account.second:
        talk.cc = (account.second if seller == account.owner else account.owner,)
    elif roll < 0.34:
        talk.cc = (staff.key,)
    elif roll < 0.38 and f"shared-{account.key}" in cast.people:
        talk.cc = (f"shared-{account.key}",)
    if rng.random() < 0.07 and len(known) > 1:
        talk.extra_to = tuple(b for b in rng.sample(known, 1) if b not in talk.cc)
    return talk
