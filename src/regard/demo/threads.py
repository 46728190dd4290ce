"""How does a conversation go? One thread of mail between a seller and a buyer, turn by turn, from the buyer's latent state.

A thread depends on nothing but the cast and its own seed, so threads can be made in any order and any number.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from regard.demo import behaviour, clock
from regard.demo.arcs import Situation
from regard.demo.phrases import pick
from regard.demo.plays import about
from regard.demo.records import DAY, Deal, File, Mail, Person, State
from regard.demo.talk import Cast, Start, Talk, open_talk

OUR_KINDS = {  # what our mails are about, as relative weights
    "check_in": 1.5,
    "info": 1.1,
    "meeting": 1.2,
    "proposal": 0.9,
    "renewal": 0.5,
    "idea": 0.9,
    "news": 0.45,
    "install": 0.6,
    "invoice": 0.4,
    "audit": 0.5,
}
_OFFERS = frozenset({"meeting", "proposal", "renewal", "idea", "cold", "install", "deal_quote", "deal_terms"})
_OUR_ACTS = {
    "meeting": ("asks", "invites"),
    "proposal": ("asks", "proposes", "prices"),
    "renewal": ("asks", "proposes", "prices"),
    "idea": ("asks", "brings_idea"),
    "deal_quote": ("asks", "proposes", "prices"),
    "deal_terms": ("asks", "proposes", "prices"),
    "deal_won_reply": ("confirms",),
    "deal_lost_reply": ("asks",),
    "news": (),
    "nudge": ("asks", "chases"),
    "answer_quote": ("prices",),
    "apology": ("apologises",),
    "cold": ("asks", "invites"),
    "answer_problem": ("answers",),
    "answer_advice": ("answers", "advises"),
    "answer_question": ("answers",),
    "ack": (),
    "accept_decline": (),
    "confirm_meeting": ("confirms",),
    "thank_intro": ("confirms",),
    "social_reply": (),
    "answer_order": ("confirms",),
}
ACTS = {  # what a buyer's table does, where its name is not the label
    "acks": ("answers",),
    "no_interest": ("answers",),
    "question": ("asks_question",),
    "accepts": ("answers", "accepts"),
    "brings_superior": ("introduces", "brings_superior"),
    "hello_intro": ("answers",),
    "social_opener": ("social",),
    "thanks_opener": ("thanks",),
    "recovered": ("answers", "thanks"),
    "wary": ("answers", "declines"),
    "asks_next_step": ("answers", "asks_next_step"),
    "acts_on_advice": ("answers", "acts_on_advice"),
    "declines": ("answers", "declines"),
    "defers": ("answers", "defers"),
    "shares": ("shares_news",),
    "deal_won": ("orders",),
    "deal_lost": ("declines",),
    "deal_stopped": ("defers",),
}
_WE_ANSWER = {  # buyer's table -> (our table, how likely we answer)
    "answers": ("ack", 0.4),
    "accepts": ("confirm_meeting", 0.85),
    "declines": ("accept_decline", 0.6),
    "defers": ("ack", 0.35),
    "asks_next_step": ("answer_quote", 0.95),
    "acts_on_advice": ("ack", 0.6),
    "asks_advice": ("answer_advice", 0.95),
    "question": ("answer_question", 0.95),
    "wary": ("accept_decline", 0.4),
    "complains": ("apology", 0.93),
    "reports_problem": ("answer_problem", 0.95),
    "orders": ("answer_order", 0.95),
    "introduces": ("thank_intro", 0.95),
    "brings_superior": ("thank_intro", 1.0),
    "social_opener": ("social_reply", 0.85),
    "thanks_opener": ("ack", 0.4),
    "shares": ("ack", 0.7),
    "chases": ("answer_quote", 0.93),
    "no_interest": ("ack", 0.15),
    "recovered": ("ack", 0.8),
    "hello_intro": ("confirm_meeting", 0.6),
    "deal_won": ("deal_won_reply", 0.95),
    "deal_lost": ("deal_lost_reply", 0.8),
    "deal_stopped": ("ack", 0.6),
}


def ours_first(cast: Cast, start: Start, kind: str, forced: tuple[str, ...] = ()) -> list[Mail]:
    """A thread that our seller opens with a mail of that kind. `forced`: the buyer's answer (table, extras), come what may."""
    talk = open_talk(cast, start)
    talk.subject = headline(pick(talk.rng, "seller", kind, talk.facts, "subject"))
    talk.about = kind
    _ask(talk, kind, clock.moment(talk.rng, cast.people[start.seller], start.at // DAY), forced, tries=0)
    return talk.mails


def theirs_first(cast: Cast, start: Start, table: str, other: str = "") -> list[Mail]:
    """A thread that the buyer opens. `other` is the colleague they introduce, for tables that do."""
    talk = open_talk(cast, start)
    rng = talk.rng
    if other:
        new = cast.people[other]
        talk.facts.update(first2=new.first, title2=_title(new.titled(start.at)))
        talk.cc = (other,)
        talk.extra_to = ()
    talk.subject = headline(pick(rng, "buyer", table, {**talk.facts, "first": cast.people[start.seller].first}, "subject"))
    extras = () if table in {"social_opener", "thanks_opener", "complains"} else _asides(talk, start.at, opening=True)
    files = _papers(talk, table)
    sent = talk.say(
        start.buyer,
        clock.moment(rng, talk.person, start.at // DAY),
        table,
        ("starts_contact", *_acts(table), *extras),
        extras=extras,
        files=files,
    )
    if sent:
        _we_answer(talk, sent, table, other)
    return talk.mails


def of_deal(cast: Cast, deal: Deal) -> Iterator[list[Mail]]:
    """The threads of a deal as it goes: opened, quoted, negotiated, and the buyer's word on how it ended."""
    mates = [cast.people[s.buyer] for s in deal.committee]
    champion = next((s.buyer for s in deal.committee if s.role == "champion"), deal.committee[0].buyer)
    others = [m for m in mates if m.key != champion]
    names = {"x": others[0].first if others else "head office", "p": others[-1].first if others else "the team"}
    facts = {**about(deal), **names}
    for n, (turn, kind) in enumerate(zip(deal.turns[1:4], ("deal_opens", "deal_quote", "deal_terms"), strict=False)):
        person = cast.people[champion]
        if person.met > turn.at or person.gone(turn.at):
            continue
        cc = tuple(m.key for m in others[: n % 3] if m.met <= turn.at and not m.gone(turn.at))
        at = working(cast.people[deal.seller], turn.at)
        yield ours_first(cast, Start(f"{deal.key}-{n}", deal.seller, champion, at, cc, facts), kind)
    end = {"won": "deal_won", "lost": "deal_lost", "no decision": "deal_stopped"}.get(deal.outcome)
    speaker = next((m for m in (cast.people[champion], *mates) if m.met <= deal.closed and not m.gone(deal.closed)), None)
    if end and speaker and deal.turns and deal.turns[-1].stage.startswith("Closed"):
        at = working(speaker, deal.closed)
        yield theirs_first(cast, Start(f"{deal.key}-end", deal.seller, speaker.key, at, (), facts), end)


def working(person: Person, at: int) -> int:
    """`at`, moved back to a day on which the person works."""
    while not clock.at_work(person, at // DAY):
        at -= DAY
    return at


def headline(text: str) -> str:
    """A subject begins with a capital, whatever slot it begins with."""
    return text[:1].upper() + text[1:]


def _title(title: str) -> str:
    return title if title.isupper() or " " in title else title.lower()


def _acts(table: str) -> tuple[str, ...]:
    return ACTS.get(table, (table,))


def _papers(talk: Talk, table: str) -> tuple[File, ...]:
    size = talk.rng.randrange(600, 3200)
    if table in {"proposal", "answer_quote", "deal_quote", "deal_terms"}:
        return (File(f"{talk.facts['quote']} {talk.facts['site']}.pdf", "application/pdf", size),)
    if table in {"orders", "deal_won"}:
        return (File(f"{talk.facts['po']}.pdf".replace("/", "-"), "application/pdf", size),)
    if table in {"idea", "renewal", "audit"} and talk.rng.random() < 0.5:
        return (File(f"{talk.facts['site']} {talk.facts['month']}.csv", "text/csv", size),)
    return ()


def _ask(talk: Talk, kind: str, at: int, forced: tuple[str, ...], tries: int) -> None:
    """Our mail (the `tries`-th attempt), and whether, when and how it is answered."""
    cast, rng, buyer = talk.cast, talk.rng, talk.person
    state, situation = talk.state(at), cast.situations.get(talk.buyer)
    as_kind = kind if tries == 0 else "nudge"
    recipients = 1 + len(talk.extra_to) + len(talk.cc)
    chance = behaviour.answers(state, as_kind, recipients, clock.busyness(buyer.country, at // DAY))
    if situation and situation.reply is not None and kind != "news":
        chance = situation.reply
    gone = buyer.left is not None and at >= buyer.left
    if gone:
        chance = 0.0
    acts = _OUR_ACTS.get(as_kind, ("asks",))
    ours = talk.say(talk.seller, at, as_kind, acts, chance=chance if "asks" in acts else None, files=_papers(talk, as_kind))
    if ours is None or _returned(talk, ours.at, gone=gone):
        return
    if forced or rng.random() < chance:
        wait = behaviour.hours(rng, state, buyer.pace if not situation or situation.pace is None else situation.pace)
        _they_answer(talk, clock.after(rng, buyer, ours.at, wait), kind, forced)
    elif tries < 3 and kind != "news" and rng.random() < cast.sellers[talk.seller].persistence:
        _ask(talk, kind, clock.after(rng, cast.people[talk.seller], ours.at + rng.randrange(3, 9) * DAY, 3), (), tries + 1)


def _returned(talk: Talk, at: int, *, gone: bool) -> bool:
    """Whether the mail came back: a bounce or a note that the person has left. Away notes are added on the way."""
    rng = talk.rng
    if gone:
        left = talk.person.left or 0
        if at - left < 50 * DAY:
            talk.machine(talk.buyer, at + rng.randrange(4, 40), "left")
        else:
            talk.machine("machine-postmaster", at + rng.randrange(9, 90), "bounce")
        return True
    if clock.on_leave(talk.person, at) is not None and rng.random() < 0.8:
        talk.machine(talk.buyer, at + rng.randrange(3, 60), "away")
    return False


def _they_answer(talk: Talk, at: int, kind: str, forced: tuple[str, ...]) -> None:
    """The buyer's answer to something of ours about `kind`, and what follows from it."""
    state = talk.state(at)
    table = forced[0] if forced else _choose(talk.rng, state, kind, talk.cast.situations.get(talk.buyer))
    extras = forced[1:] or (() if table in {"complains", "wary"} else _asides(talk, at, opening=False))
    if table in {"asks_advice", "question"}:
        extras = tuple(e for e in extras if e != "asks_advice")
    answer = talk.say(
        talk.buyer,
        at,
        table,
        tuple(dict.fromkeys(("answers", *_acts(table), *extras))),
        extras=extras,
        files=_papers(talk, table),
    )
    if answer:
        _we_answer(talk, answer, "asks_advice" if "asks_advice" in extras else table)


def _choose(rng: Random, state: State, kind: str, situation: Situation | None) -> str:
    """What an answer to our mail of this kind does."""
    if kind in _OFFERS:
        no = situation.decline if situation and situation.decline is not None else behaviour.declines(state)
        if rng.random() < (no if kind != "install" else no / 4):
            return rng.choice(("declines", "declines", "wary")) if kind == "cold" else "declines"
        if rng.random() < behaviour.defers(state):
            return "defers"
        if kind in {"meeting", "cold", "install"}:
            return "accepts" if rng.random() < 0.85 else "question"
        if rng.random() < behaviour.moves_on(state):
            return "acts_on_advice" if kind == "idea" else "asks_next_step"
        return rng.choice(("question", "no_interest", "no_interest"))
    if kind == "news":
        return "acks"
    if kind == "check_in" and rng.random() < 0.16:
        return "reports_problem"
    if rng.random() < behaviour.complains(state):
        return "complains"
    return rng.choice(("answers", "answers", "answers", "question")) if kind in {"info", "audit"} else "answers"


def _asides(talk: Talk, at: int, *, opening: bool) -> tuple[str, ...]:
    """What else a buyer's mail does, in paragraphs of its own."""
    rng, state = talk.rng, talk.state(at)
    if rng.random() < 0.25:
        return ()
    chances = (
        ("social", behaviour.talks_socially(state)),
        ("thanks", behaviour.thanks(state)),
        ("discloses", behaviour.discloses(state)),
        ("asks_advice", 0.0 if opening else behaviour.asks_advice(state)),
        ("promises", 0.05),
    )
    return tuple(name for name, chance in chances if rng.random() < chance)[:2]


def _we_answer(talk: Talk, theirs: Mail, table: str, other: str = "") -> None:
    """Our answer, if we give one, and the last word or the next step of the buyer's."""
    ours, likely = _WE_ANSWER.get(table, ("", 0.0))
    rng, seller = talk.rng, talk.cast.people[talk.seller]
    if rng.random() >= likely or len(talk.mails) > 9:
        return
    at = clock.after(rng, seller, theirs.at, rng.lognormvariate(0.9 + seller.pace, 0.9))
    if other:
        talk.extra_to, talk.cc = (), (talk.buyer,)
        sent = talk.say(
            talk.seller,
            at,
            ours,
            ("asks", *_OUR_ACTS[ours]),
            to=(other,),
            chance=_hello_chance(talk, other, at),
            facts={"first": talk.person.first, "first2": talk.cast.people[other].first},
        )
        if sent:
            _hello(talk, sent, other)
        return
    sent = talk.say(talk.seller, at, ours, _OUR_ACTS.get(ours, ("answers",)), files=_papers(talk, ours))
    if sent is None or _returned(talk, sent.at, gone=False):
        return
    if ours == "confirm_meeting" and rng.random() < 0.6:
        talk.invite(sent.at + rng.randrange(60, 900))
    _last_word(talk, sent, table, ours)


def _hello_chance(talk: Talk, other: str, at: int) -> float:
    return behaviour.answers(talk.cast.state(other, talk.seller, at), "hello", 2, 1.0)


def _hello(talk: Talk, ours: Mail, other: str) -> None:
    """The introduced colleague answers, or does not."""
    rng, new = talk.rng, talk.cast.people[other]
    if rng.random() >= _hello_chance(talk, other, ours.at):
        return
    wait = behaviour.hours(rng, talk.cast.state(other, talk.seller, ours.at), new.pace)
    sender = talk.cast.people[talk.seller]
    talk.say(
        other,
        clock.after(rng, new, ours.at, wait),
        "hello_intro",
        ("answers",),
        to=(talk.seller,),
        facts={"first": sender.first, "first2": talk.person.first},
    )


def _last_word(talk: Talk, ours: Mail, table: str, said: str) -> None:
    """After our answer: thanks-for-that, a further step, a second complaint, or silence."""
    rng, state, buyer = talk.rng, talk.state(ours.at), talk.person
    chance = behaviour.answers(state, "answer", 1, clock.busyness(buyer.country, ours.at // DAY))
    if said in {"ack", "accept_decline", "social_reply"}:
        chance *= 0.15
    if rng.random() >= chance * 0.75 and table != "question":
        return
    at = clock.after(rng, buyer, ours.at, behaviour.hours(rng, state, buyer.pace))
    if said == "apology" and rng.random() < behaviour.logistic(-0.6 - state.trust):
        following = "complains"
    elif said == "answer_quote" and table == "asks_next_step" and rng.random() < behaviour.moves_on(state):
        following = "orders"
    elif said == "answer_advice" and rng.random() < 0.6 * behaviour.moves_on(state):
        following = "acts_on_advice"
        at = clock.after(rng, buyer, ours.at + rng.randrange(4, 24) * DAY, 4)
    elif said == "answer_question" and talk.about:
        if rng.random() < chance:
            _they_answer(talk, at, talk.about, ())
        return
    else:
        following = "acks"
    extras = () if following == "complains" else _asides(talk, at, opening=True)
    answer = talk.say(
        talk.buyer,
        at,
        following,
        tuple(dict.fromkeys((*_acts(following), *extras))),
        extras=extras,
        files=_papers(talk, following),
    )
    if answer and following in {"orders", "complains"}:
        _we_answer(talk, answer, following)
