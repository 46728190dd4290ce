"""Who plays which situation, when, and what do they write? Casts the scripts and turns them into mail.

A play takes buyers whose true standing fits its story, changes that standing as the script says, and is written down with the
mails that show it. Everything about it goes into the truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from regard.demo import clock, deals, due, names
from regard.demo.chance import stream
from regard.demo.facts import day_text
from regard.demo.facts import draw as draw_facts
from regard.demo.phrases import family, lines, pick
from regard.demo.records import DAY, Account, Arc, Deal, File, Latent, Law, Mail, Outcome, Person, Play, Promise, Seller, State
from regard.demo.scripts import PROMISES, SCRIPTS, SETTLES, Script, Step
from regard.demo.talk import Cast, Start, open_talk
from regard.demo.wording import compose

FADES = 182 * DAY
"""How soon what a situation did to a standing is half forgotten."""
_SENTENCE = re.compile(r"[^.!?\n]{16,}")
_DATED = frozenset(
    {
        "date",
        "date2",
        "day",
        "weekday",
        "month",
        "month2",
        "quarter",
        "pastdate",
        "back",
        "ord",
        "date_day",
        "clock",
        "temp",
        "temp2",
    }
)
"""Facts that are drawn anew for each thread of a story; the others stay."""
_TABLE_ACTS = {
    "friend_invites": ("social",),
    "friend_replies": ("social",),
    "coaches": ("discloses", "coaches"),
    "coach_disappointed": ("complains",),
    "leaves_news": ("discloses", "introduces"),
    "handoff_annoyed": ("complains",),
    "mentions_unseen": ("discloses",),
    "rival_at_boss": ("discloses",),
    "no_ideas_told": ("complains",),
    "thanks_no": ("declines",),
    "price_rebuffed": ("declines",),
    "renewal_gone": ("declines",),
    "renewal_yes": ("orders",),
    "expansion_yes": ("orders",),
    "expansion_asks": ("asks_next_step",),
    "hired_follows": ("asks_next_step",),
    "hired_polite": ("declines",),
    "friend_no": ("declines",),
    "refers": ("refers",),
    "still_open": ("complains",),
    "our_chased": ("chases",),
    "their_chased": ("asks", "chases"),
    "our_promise": ("promises",),
    "their_promise": ("promises",),
    "stakes": ("discloses",),
    "what_matters": ("discloses",),
    "moved_firm": ("discloses",),
    "price_first": ("asks", "prices"),
    "drops_price": ("prices",),
}
_VERDICTS = (
    (9, "You ring back, you know our rooms, and you tell us when we are wrong."),
    (8, "Good people. The invoices could be clearer."),
    (7, "Reliable. I would wish for more ideas of your own."),
    (6, "It works, and nobody here is excited about it."),
    (4, "We explain the same thing to a new person every time."),
    (3, "You are friendly, but we could not say what you do for us."),
    (2, "Promises were not kept. That is all there is to say."),
)
_LOSSES = (
    "the others had spoken to everybody here and you only to me.",
    "your price was fine. It was that nobody could say what happens when it fails.",
    "{rival} came with a person our director knows. You came with a brochure.",
    "in the end it was price, and by then we saw no difference.",
    "you were late with two answers, and that is how one imagines the rest.",
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


# ---------------------------------------------------------------------------------------------------------- writing


def write_play(cast: Cast, play: Play, deal: Deal | None) -> tuple[list[Mail], Play]:
    """The mails of a play, and the play with what they are called, when they begin and end, and its promise."""
    script = next(s for s in SCRIPTS if s.kind == play.kind)
    voice = _Voice(cast, play, deal)
    for step in script.steps:
        if not voice.say(step):
            break
    promise = voice.promise(play.kind) if play.kind in SETTLES else None
    if not voice.mails:
        return [], play
    done = replace(
        play,
        mails=tuple(m.key for m in voice.mails),
        start=voice.mails[0].at,
        end=voice.mails[-1].at,
        promise=promise,
        facts={**play.facts, **{k: str(voice.facts[k]) for k in ("rival", "unseen", "thing", "oldfirm") if k in voice.facts}},
    )
    return voice.mails, done


class _Voice:
    """A play being written."""

    def __init__(self, cast: Cast, play: Play, deal: Deal | None) -> None:
        self.cast, self.play = cast, play
        self.talk = open_talk(cast, Start(play.key, play.parts["s"], play.parts["b"], play.start))
        self.rng = self.talk.rng
        self.mails: list[Mail] = []
        self.last: dict[str, Mail] = {}
        self.said: set[str] = set()
        self.subjects: dict[str, str] = {}
        self.people: Mapping[str, Person] = cast.people
        self.facts: dict[str, object] = {**self.talk.facts, **_deal_facts(self.rng, deal), **_names(cast, play), **play.facts}
        leaver = cast.people[play.parts["b"]]
        if leaver.left:
            self.facts["date"] = day_text(self.rng, leaver.country, leaver.left // DAY)
        self.facts["oldfirm"] = self.rng.choice(lines("facts", "lists", "old_firms"))
        if play.kind == "loss_interview":
            self.facts["verdict"] = self.rng.choice(_LOSSES).format(**self.facts)
        if play.kind in SETTLES:
            ours = play.kind.startswith("our")
            thing = pick(self.rng, "facts", "lists", self.facts, "our_things" if ours else "their_things")
            self.facts.update(thing=thing, thing_cap=thing[:1].upper() + thing[1:], thing_short=thing.split(" ", 1)[1])

    def say(self, step: Step, at: int | None = None) -> Mail | None:
        """Writes one step; None where the period is over or somebody in it has left."""
        writer = self.people[self.play.parts[step.by]]
        day = self.play.start // DAY + int(step.day)
        while not clock.at_work(writer, day):
            day += 1
        when = at if at is not None else clock.moment(self.rng, writer, day)
        before = self.last.get(step.thread) or (self.mails[-1] if self.mails else None)
        if before and when <= before.at + 600:
            when = clock.after(self.rng, writer, before.at, self.rng.uniform(0.4, 5))
        if when >= self.cast.end or (writer.left is not None and when >= writer.left):
            return None
        to = tuple(self.play.parts[p] for p in step.to)
        cc = tuple(self.play.parts[p] for p in step.cc if self.play.parts[p] not in to)
        reader = self.people[to[0]]
        parent = self.last.get(step.thread)
        if step.table in {"our_promise", "their_promise"}:
            words, past, day = due.draw(self.rng, writer.country, clock.local(writer.country, when) // DAY)
            self.facts.update(due=words, due_past=past, due_day=day)
        facts = {**self.facts, "first": reader.first, "last": reader.last}
        if parent is None and self.mails:
            account = self.cast.accounts[self.people[self.play.parts["b"]].account_at(when)]
            new = draw_facts(self.rng, account, self.talk.around, when)
            self.facts.update({k: v for k, v in new.items() if k in _DATED})
            facts.update(self.facts, first=reader.first, last=reader.last)
        if parent is None:
            subject = pick(self.rng, self._family(step), step.table, facts, "subject") or str(facts["deal"])
            self.subjects[step.thread] = subject[:1].upper() + subject[1:]
        text = self._words(writer, reader, step, facts, reply=parent is not None)
        ours = writer.kind in {"us", "staff"}
        inside = ours and all(self.people[k].kind in {"us", "staff"} for k in to)
        acts = _TABLE_ACTS.get(step.table, ())
        if parent is None and not ours:
            acts = ("starts_contact", *acts)
        elif parent is not None and not ours:
            acts = ("answers", *acts)
        mail = Mail(
            key=f"{self.play.key}.{len(self.mails)}",
            thread=f"{self.play.key}{step.thread}",
            parent=parent.key if parent else None,
            at=when,
            sender=writer.key,
            to=to,
            cc=cc,
            subject=self.subjects[step.thread],
            text=text,
            family="internal" if inside else "buyer",
            acts=tuple(dict.fromkeys(acts)),
            client=writer.client,
            files=_papers(self.rng, step.table, facts),
            posted_by=self._posted(writer),
        )
        if mail.posted_by:
            mail = replace(mail, sender=mail.posted_by, posted_by=writer.key)
        self.mails.append(mail)
        self.last[step.thread] = mail
        return mail

    def _words(self, writer: Person, reader: Person, step: Step, facts: Mapping[str, object], *, reply: bool) -> str:
        """What they write; nobody says the same thing twice in one story, if there is another way to say it."""
        for _ in range(8):
            text = compose(
                self.rng,
                writer,
                reader.first,
                self._family(step),
                step.table,
                facts=facts,
                reply=reply,
                reader_last=reader.last,
            )
            said = {line.casefold() for line in _SENTENCE.findall(text)}
            if not said & self.said:
                break
        self.said |= said
        return text

    def _posted(self, writer: Person) -> str:
        """Half of what an assistant writes goes out from the superior's own address."""
        return writer.works_for if writer.kind == "assistant" and self.rng.random() < 0.5 else ""

    def _family(self, step: Step) -> str:
        if step.table in family("plays"):
            return "plays"
        return "seller" if step.by in "st" else "buyer"

    def promise(self, kind: str) -> Promise | None:
        """Lets the promise end as its kind says, and returns what it was."""
        if len(self.mails) < 2:
            return None
        said = self.mails[-1]
        words, due_day = str(self.facts["due"]), int(str(self.facts["due_day"]))
        settled = ""
        for after, by, table in SETTLES[kind]:
            other = "b" if by == "s" else "s"
            day = due_day + after
            earliest = said.at + 4 * 3600 if after < 0 else due_day * DAY + DAY
            writer = self.people[self.play.parts[by]]
            at = clock.moment(self.rng, writer, _work(writer, max(int(day), said.at // DAY)))
            if after < 0 and at // DAY > due_day:
                at = clock.after(self.rng, writer, said.at, 1.5)
            mail = self.say(Step(0, by, (other,), (), table, "a"), max(at, earliest if after > 0 else said.at + 1800))
            if mail is None:
                break
            if table.endswith(("delivery", "released")):
                settled = mail.key
        fate = kind.rsplit("_", 1)[1] if settled or kind.endswith("broken") else "open"
        by, to = (self.play.parts["s"], self.play.parts["b"]) if kind.startswith("our") else (
            self.play.parts["b"], self.play.parts["s"])  # fmt: skip
        return Promise(by, to, str(self.facts["thing"]), said.key, words, due_day, fate, settled)


def _work(person: Person, day: int) -> int:
    while not clock.at_work(person, day):
        day += 1
    return day


def _deal_facts(rng: Random, deal: Deal | None) -> dict[str, object]:
    """What mails say about a deal; a made-up one where there is none."""
    if deal is None:
        return {
            "deal": "the project",
            "amount": "€24,000",
            "amount_cut": "€21,500",
            "rival": rng.choice(lines("facts", "lists", "rivals")),
            "unseen": "our owner",
            "unseentitle": "owner",
        }
    return about(deal)


def about(deal: Deal) -> dict[str, object]:
    """The slots that a deal fills in mails."""
    return {
        "deal": deal.topic,
        "site": deal.site,
        "amount": f"€{deal.listed:,}",
        "amount_cut": f"€{deal.amount if deal.amount < deal.listed else round(deal.listed * 0.88, -2):,.0f}",
        "rival": deal.rival,
        "unseen": deal.unseen[0],
        "unseentitle": deal.unseen[1],
        "quote": deal.quote,
    }


def _names(cast: Cast, play: Play) -> dict[str, object]:
    """Everybody's names by part, and words for those whom the story mentions without a part."""
    people, parts = cast.people, play.parts
    buyer = people[parts["b"]]
    mates = [people[k] for k in cast.members[buyer.account] if k not in parts.values() and people[k].met <= play.start]
    boss = people[parts["x"]] if "x" in parts else next(
        (m for m in mates if any(w in m.title for w in ("Director", "VP", "Managing"))), None)  # fmt: skip
    if "a" in parts:
        boss = people[people[parts["a"]].works_for]
    peer = people[parts["p"]] if "p" in parts else next((m for m in mates if m is not boss), None)
    out: dict[str, object] = {
        "s": people[parts["s"]].first,
        "b": buyer.first,
        "bname": buyer.name,
        "x": boss.first if boss else "our director",
        "xname": boss.name if boss else "our director",
        "xtitle": boss.titled(play.start) if boss else "director",
        "p": peer.first if peer else "the night shift",
        "pname": peer.name if peer else "the night shift",
        "t": people[parts["t"]].first if "t" in parts else "a colleague",
        "tname": people[parts["t"]].name if "t" in parts else "a colleague",
        "oldplace": cast.accounts[buyer.account].name,
        "newfirm": cast.accounts[buyer.new_account].name if buyer.new_account else "",
        "newtitle": buyer.new_title,
        "peertitle": peer.title if peer else "purchasing",
        "rfirm": people[parts["r"]].company if "r" in parts else "",
    }
    for letter in "norf":
        if letter in parts:
            person = people[parts[letter]]
            firm = cast.accounts[person.account].name if person.account in cast.accounts else person.company
            out |= {letter: person.first, f"{letter}name": person.name, f"{letter}firm": firm}
    return out


def _papers(rng: Random, table: str, facts: Mapping[str, object]) -> tuple[File, ...]:
    """What hangs on it: offers, and what was promised."""
    if table.endswith("delivery"):
        return (File(f"{facts['thing_short']}.pdf".replace("/", "-"), "application/pdf", rng.randrange(700, 3000)),)
    if table in {"price_first", "deal_quote", "drops_price", "renewal_offer", "expansion_offer", "ignores_coaching", "heeds"}:
        return (File(f"{facts['quote']} {facts['site']}.pdf", "application/pdf", rng.randrange(900, 3200)),)
    return ()
