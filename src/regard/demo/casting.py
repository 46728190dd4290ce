"""Who plays which situation, and when? Casts the scripts: buyers whose true standing fits the story, which changes that standing as
the script says. Everything about it goes into the truth; `plays` writes its mails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from regard.demo import clock, deals, names
from regard.demo.chance import stream
from regard.demo.phrases import lines
from regard.demo.records import DAY, Account, Arc, Deal, Latent, Law, Outcome, Person, Play, Seller, State
from regard.demo.scripts import PROMISES, SCRIPTS, SETTLES, Script
from regard.demo.talk import Cast

FADES = 182 * DAY
"""How soon what a situation did to a standing is half forgotten."""
_VERDICTS = (
    (9, "You ring back, you know our rooms, and you tell us when we are wrong."),
    (8, "Good people. The invoices could be clearer."),
    (7, "Reliable. I would wish for more ideas of your own."),
    (6, "It works, and nobody here is excited about it."),
    (4, "We explain the same thing to a new person every time."),
    (3, "You are friendly, but we could not say what you do for us."),
    (2, "Promises were not kept. That is all there is to say."),
)


@dataclass(frozen=True, slots=True)
class Casting:
    """What casting changes: the people with their new dates, the bent latents, the plays and the deals that belong to them."""

    people: dict[str, Person]
    latent: dict[str, Latent]
    plays: list[Play]
    deals: list[Deal]


def cast_all(cast: Cast, arcs: Sequence[Arc], period: tuple[int, int], rounds: int, budget: int, law: Law) -> Casting:
    """Casts every script `rounds` times (promises twice as often) while their mails stay within `budget`."""
    made = Casting(dict(cast.people), dict(cast.latent), [], [])
    stage = _Stage(cast, made, {a.buyer for a in arcs}, period, law)
    spent = 0
    for turn in range(rounds * 2):
        for script in SCRIPTS:
            if turn >= rounds and script.kind not in PROMISES:
                continue
            mails = len(script.steps) + len(SETTLES.get(script.kind, ()))
            if spent + mails <= budget and stage.play(script, turn):
                spent += mails
    return made


class _Stage:
    """Casting in progress: who has played what."""

    def __init__(self, cast: Cast, made: Casting, reserved: set[str], period: tuple[int, int], law: Law) -> None:
        self.cast, self.made, self.period, self.law = cast, made, period, law
        self.used = dict.fromkeys(reserved, 3)
        self.fixed = {b for pair in cast.introduced.items() for b in pair}
        self.taken: set[str] = set()
        for p in cast.people.values():
            self.taken |= {p.name, p.first}

    def play(self, script: Script, turn: int) -> bool:
        """Casts one; False where nobody fits."""
        rng = stream(self.cast.seed, "play", script.kind, str(turn))
        length = int(max((s.day for s in script.steps), default=0)) + (40 if script.kind in PROMISES else 3)
        when = self._when(script, rng, length)
        if when is None:
            return False
        seller, start = when
        accounts = self._accounts(script, seller)
        best = max(
            (found for a in accounts for found in self._candidates(script, a, start, length, rng)),
            key=lambda f: f[0],
            default=None,
        )
        if best is None:
            return False
        _, account, buyer = best
        parts = self._parts(script, rng, account, buyer, start)
        if parts is None:
            return False
        self._enact(script, rng, account, parts, start, length)
        return True

    # ------------------------------------------------------------------------------------------------------ who

    def _when(self, script: Script, rng: Random, length: int) -> tuple[Seller | None, int] | None:
        """(the one seller who may play it, if only one may; when it begins); None where nobody can."""
        begin, end = self.period
        desks = self.cast.sellers.values()
        if script.role == "leaving":
            return next(((s, s.left - rng.randrange(5, 12) * DAY) for s in desks if s.left), None)
        if script.role == "hired":
            return next(((s, s.joined + rng.randrange(6, 40) * DAY) for s in desks if s.joined), None)
        room = end - begin - (length + 45) * DAY
        if room <= 0:
            return None
        days = [begin + 25 * DAY + rng.randrange(room) for _ in range(4)]
        return None, max(days, key=lambda at: clock.busyness("de", at // DAY) * rng.random())

    def _accounts(self, script: Script, seller: Seller | None) -> list[Account]:
        """Accounts whose seller's mailbox shows both sides to the end."""
        found = []
        for account in self.cast.accounts.values():
            desk = self.cast.sellers[account.owner]
            if seller:
                if desk.key == seller.key:
                    found.append(account)
            elif not (desk.dark_from or desk.joined or desk.left or desk.box == "sent only"):
                second = self.cast.sellers.get(account.second)
                if script.role != "shared" or (second and second.box != "sent only" and not (second.joined or second.left)):
                    found.append(account)
        return found

    def _candidates(
        self, script: Script, account: Account, start: int, length: int, rng: Random
    ) -> Iterator[tuple[float, Account, str]]:
        until = start + (length + 10) * DAY
        for buyer in self.cast.members[account.key]:
            person, times = self.made.people[buyer], self.used.get(buyer, 0)
            new = script.role == "hired" or script.kind == "price_before_trust"
            if times >= 3 or (script.role == "hired" and times) or person.left or person.new_account:
                continue
            if not new and person.met > start - 14 * DAY:
                continue
            if (script.leaves or script.moves) and (buyer in self.fixed or len(person.addresses) > 1 or times):
                continue
            state = self.made.latent[buyer].at(start)
            fit = sum(w * getattr(state, f) for w, f in zip(script.wants, ("trust", "value", "rapport"), strict=True))
            if person.met <= until:
                yield fit + rng.gauss(0, 0.5) - 1.2 * times, account, buyer

    def _parts(self, script: Script, rng: Random, account: Account, buyer: str, start: int) -> dict[str, str] | None:
        """Everybody in it, by letter; None where a part finds nobody."""
        people, parts = self.made.people, {"s": account.owner, "b": buyer}
        if script.role == "hired":
            people[buyer] = replace(people[buyer], met=start)
        others = [k for k in self.cast.members[account.key] if k != buyer and people[k].left is None]
        there = [k for k in others if people[k].met <= start - 7 * DAY]
        seniors = sorted(there, key=lambda k: not any(w in people[k].title for w in ("Director", "VP", "Managing", "Head")))
        fresh = sorted((k for k in others if self._fresh(k)), key=lambda k: people[k].met <= start)
        for letter in sorted(script.parts - {"s", "b"}):
            if letter == "t":
                found = account.second
            elif letter == "x":
                found = seniors[0] if seniors else ""
            elif letter == "p":
                found = next((k for k in there if k != (seniors[0] if seniors else "")), "")
            elif letter == "n":
                found = fresh[0] if fresh else ""
            elif letter == "o":
                found = self._elsewhere(account, start, rng)
            elif letter == "a":
                found = self._assistant(rng, account, seniors)
            elif letter == "r":
                found = self._partner(rng)
            else:
                found = rng.choice(("staff-support", "staff-field", "staff-product"))
            if not found:
                return None
            parts[letter] = found
        return parts

    def _elsewhere(self, account: Account, start: int, rng: Random) -> str:
        """A buyer of another account of the same seller whom we have not met."""
        free = [
            k
            for a in self.cast.accounts.values()
            if a.owner == account.owner and a.key != account.key
            for k in self.cast.members[a.key]
            if self._fresh(k)
        ]
        unmet = [k for k in free if self.made.people[k].met > start]
        return rng.choice(unmet or free) if free else ""

    def _fresh(self, buyer: str) -> bool:
        """Whether the buyer is in no story yet, so that it is free when they are met."""
        person = self.made.people[buyer]
        return not self.used.get(buyer) and buyer not in self.fixed and not person.left and not person.new_account

    def _assistant(self, rng: Random, account: Account, seniors: list[str]) -> str:
        """The assistant of the most senior buyer, hired for the part; one a superior."""
        if not seniors:
            return ""
        boss = self.made.people[seniors[0]]
        key = f"assistant-{boss.key}"
        if key not in self.made.people:
            first, last = names.person_name(rng, account.country, self.taken)
            address = names.address(rng, first, last, account.domains[0], "dot")
            self.made.people[key] = Person(
                key, first, last, "assistant", account.key, f"Assistant to the {boss.title}", account.country, "formal",
                "desktop", ((address, 0),), works_for=boss.key, met=account.since,
            )  # fmt: skip
        return key

    def _partner(self, rng: Random) -> str:
        """Somebody at a partner; one a firm."""
        firm = rng.choice(lines("facts", "lists", "partners"))
        key = f"partner-{names.plain_letters(firm)[:12]}"
        if key not in self.made.people:
            first, last = names.person_name(rng, "uk", self.taken)
            domain = f"{names.plain_letters(firm.split()[0])}-{names.plain_letters(firm.split()[1])}.example"
            self.made.people[key] = Person(
                key, first, last, "partner", "", "Project Lead", "uk", "plain", "desktop",
                ((names.address(rng, first, last, domain, "dot"), 0),), company=firm,
            )  # fmt: skip
        return key

    # ----------------------------------------------------------------------------------------------------- what

    def _enact(self, script: Script, rng: Random, account: Account, parts: dict[str, str], start: int, length: int) -> None:
        """Notes the play, its deal, and what it changes in people and standing."""
        people, buyer = self.made.people, parts["b"]
        end = start + length * DAY
        number = len(self.made.plays)
        for key in parts.values():
            if key in self.made.latent:
                self.used[key] = self.used.get(key, 0) + 1
        facts = {}
        if script.leaves:
            people[buyer] = replace(people[buyer], left=start + script.leaves * DAY)
            people[parts["n"]] = replace(people[parts["n"]], met=start + script.leaves * DAY)
        if script.moves and not self._moves(rng, account, buyer, start):
            return
        if "o" in parts:
            people[parts["o"]] = replace(people[parts["o"]], met=start)
        if script.kind == "stated_view":
            trust = self.made.latent[buyer].at(start).trust
            score, verdict = min(_VERDICTS, key=lambda v: abs(v[0] - (6 + 2 * trust + rng.gauss(0, 0.7))))
            facts = {"score": str(score), "verdict": verdict}
        deal = self._deal(script, rng, account, buyer, start, end)
        if any(script.effect):
            self.made.latent[buyer] = self.made.latent[buyer].bent(end, State(*script.effect), FADES)
        self.made.plays.append(
            Play(f"play-{number:03d}", script.kind, script.claims, script.says, parts, deal, start, end, facts=facts)
        )

    def _moves(self, rng: Random, account: Account, buyer: str, start: int) -> bool:
        person = self.made.people[buyer]
        free = [a for a in self.cast.accounts.values() if a.owner == account.owner and a.key != account.key and a.since < start]
        if not free:
            return False
        new = rng.choice(free)
        address = names.address(rng, person.first, person.last, new.domains[0], "dot")
        if any(address == a for p in self.made.people.values() for a, _ in p.addresses):
            return False
        title = person.title if rng.random() < 0.5 else "Head of Operations"
        self.made.people[buyer] = replace(
            person, addresses=((person.addresses[0][0], 0), (address, start)), new_account=new.key, new_account_from=start,
            new_title=title, new_title_from=start,
        )  # fmt: skip
        return True

    def _deal(self, script: Script, rng: Random, account: Account, buyer: str, start: int, end: int) -> str:
        """The key of the deal that the play belongs to, made for it."""
        if not script.deal:
            return ""
        kind, _, outcome = script.deal.partition(":")
        fixed: Outcome | None = outcome or None  # type: ignore[assignment]
        before = 5 if script.role == "hired" or script.kind == "price_before_trust" else rng.randrange(20, 60)
        opened = max(account.since, start - before * DAY)
        if script.kind == "loss_interview":
            opened, closed = start - 80 * DAY, start - rng.randrange(5, 12) * DAY
        else:
            closed = end + (rng.randrange(1, 9) if fixed else rng.randrange(10, 50)) * DAY
        deal = deals.draw(
            rng, len(self.made.deals), account, self.cast.members[account.key], self.cast, law=self.law, kind=kind,
            opened=opened, end=self.period[1], lead=buyer, closed=closed, fixed=fixed,
        )  # fmt: skip
        self.made.deals.append(deal)
        return deal.key
