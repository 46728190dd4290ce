"""What do the people of a situation write? Turns a play that was cast into the mails that show it, and into what they promised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from regard.demo import clock, due
from regard.demo.facts import day_text
from regard.demo.facts import draw as draw_facts
from regard.demo.phrases import family, lines, pick
from regard.demo.records import DAY, Deal, File, Mail, Person, Play, Promise
from regard.demo.scripts import SCRIPTS, SETTLES, Step
from regard.demo.talk import Cast, Start, open_talk
from regard.demo.wording import compose

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
_LOSSES = (
    "the others had spoken to everybody here and you only to me.",
    "your price was fine. It was that nobody could say what happens when it fails.",
    "{rival} came with a person our director knows. You came with a brochure.",
    "in the end it was price, and by then we saw no difference.",
    "you were late with two answers, and that is how one imagines the rest.",
)


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
