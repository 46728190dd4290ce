"""What was said? Calls that were recorded: who speaks when, composed from the buyer's true standing, as transcripts.

A call belongs to a meeting that was held. What buyers do in it follows the same chances as in mail: they disclose with trust, ask for
advice and act with value, chat with rapport. Truth keeps what every line does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from random import Random

from regard.demo import behaviour, clock, due
from regard.demo.chance import stream
from regard.demo.facts import Around, draw
from regard.demo.phrases import pick
from regard.demo.plays import about
from regard.demo.records import Call, Deal, Line, Meeting, Person, State
from regard.demo.talk import Cast

_UH = ("uh, ", "well, ", "I mean, ", "you know, ", "so, ")
_ACTS = {
    "they_social": ("social",),
    "they_disclose": ("discloses",),
    "they_ask_advice": ("asks_advice",),
    "they_act": ("acts_on_advice",),
    "they_next_step": ("asks_next_step",),
    "they_complain": ("complains",),
    "they_pass": ("declines",),
    "they_promise": ("promises",),
    "we_promise": ("promises",),
    "they_mention": ("mentions_unseen",),
    "they_object": ("objects",),
    "we_idea": ("brings_idea",),
    "we_advise": ("advises",),
    "we_ask": ("asks",),
}


def record(cast: Cast, meetings: Sequence[Meeting], deals: Sequence[Deal], wanted: int) -> tuple[Call, ...]:
    """Transcripts of at most `wanted` held meetings with buyers, in the order of time."""
    rng = stream(cast.seed, "calls")
    held = [
        m
        for m in meetings
        if m.sort == "buyer" and not m.rule and not m.cancelled and m.begins + m.minutes * 60 < cast.end
        if any(answer == "ACCEPTED" and cast.people[who].kind == "them" for who, answer, _ in m.attendees)
    ]
    chosen = sorted(rng.sample(held, min(wanted, len(held))), key=lambda m: (m.begins, m.key))
    return tuple(_call(cast, n, m, [d for d in deals if d.account == m.account]) for n, m in enumerate(chosen))


def _call(cast: Cast, number: int, meeting: Meeting, deals: Sequence[Deal]) -> Call:
    key = f"call-{number:03d}"
    rng = stream(cast.seed, key)
    seller = cast.people[meeting.seller]
    buyers = [
        cast.people[who]
        for who, answer, _ in meeting.attendees
        if answer == "ACCEPTED" and cast.people[who].kind == "them" and not cast.people[who].gone(meeting.begins)
    ] or [cast.people[meeting.attendees[0][0]]]
    main = buyers[0]
    account = cast.accounts[meeting.account]
    mates = [cast.people[b] for b in cast.members[account.key] if b != main.key and cast.people[b].met <= meeting.begins]
    around = Around(
        mates[0].first if mates else "Robin", rng.choice(("our director", "my boss", "the board")), "our engineer", ""
    )
    facts = draw(rng, account, around, meeting.begins)
    current = next((d for d in deals if d.opened <= meeting.begins < d.closed), None)
    facts.update(about(current) if current else {"rival": "Vossmark", "unseen": "our owner", "unseentitle": "owner"})
    state = cast.state(main.key, meeting.seller, meeting.begins)
    said = list(_plan(rng, state, current is not None))
    return Call(
        key=key,
        meeting=meeting.key,
        seller=meeting.seller,
        at=meeting.begins + rng.randrange(20, 260),
        title=meeting.title,
        people=(meeting.seller, *(b.key for b in buyers)),
        lines=tuple(_speak(rng, said, seller, buyers, facts, meeting.begins)),
    )


def _plan(rng: Random, state: State, deal: bool) -> Iterator[str]:
    """The tables in the order in which they are spoken."""
    yield from ("we_open", "they_open")
    if rng.random() < 2.2 * behaviour.talks_socially(state):
        yield from ("they_social", "we_social")
    yield from ("we_agenda", "they_agenda")
    if rng.random() < 2 * behaviour.complains(state):
        yield from ("they_complain", "we_sorry")
    for _ in range(rng.randrange(3, 8)):
        yield from ("we_ask", "they_answer")
        if rng.random() < 0.4:
            yield from ("filler", "they_answer")
        if rng.random() < 2 * behaviour.discloses(state):
            yield "they_disclose"
        if rng.random() < 2 * behaviour.asks_advice(state):
            yield from ("they_ask_advice", "we_advise")
        if rng.random() < 0.3:
            yield "we_idea"
            moves = rng.random() < behaviour.moves_on(state)
            yield rng.choice(("they_act", "they_next_step")) if moves else "they_pass"
        if rng.random() < 0.25:
            yield from ("they_object", "we_answer")
    if deal and rng.random() < 0.3:
        yield "they_mention"
    if rng.random() < 0.6:
        yield "we_promise"
    if rng.random() < 0.35:
        yield "they_promise"
    yield from ("we_close", "they_close")


def _speak(
    rng: Random, plan: Sequence[str], seller: Person, buyers: Sequence[Person], facts: Mapping[str, object], begins: int
) -> Iterator[Line]:
    """The lines with their times; nobody says the same sentence twice in a call if there is another."""
    now, used = rng.uniform(1, 9), set()
    previous = ""
    for n, table in enumerate(plan):
        ours = table.startswith("we_") or (table == "filler" and not plan[n - 1].startswith("we_"))
        speaker = seller if ours else buyers[0] if len(buyers) == 1 or rng.random() < 0.7 else rng.choice(buyers[1:])
        slots = {**facts, "first": buyers[0].first if ours else seller.first}
        if table.endswith("_promise"):
            words, _, _ = due.draw(rng, speaker.country, clock.local(speaker.country, begins) // 86_400)
            thing = pick(rng, "facts", "lists", facts, "our_things" if ours else "their_things")
            slots |= {"thing": thing, "thing_cap": thing.capitalize(), "due": words, "due_cap": words.capitalize()}
        text = next((t for t in (pick(rng, "calls", table, slots) for _ in range(6)) if t not in used), "")
        if not text:
            continue
        used.add(text) if table != "filler" else None
        text = _as_spoken(rng, text) if table != "filler" else text
        now += rng.uniform(0.1, 1.4) if speaker.key != previous else rng.uniform(0.2, 0.8)
        length = max(0.6, len(text.split()) / rng.uniform(2.2, 3.1))
        yield Line(round(now, 3), round(now + length, 3), speaker.key, text, _ACTS.get(table, ()))
        now, previous = now + length, speaker.key


def _as_spoken(rng: Random, text: str) -> str:
    """A hesitation here and there."""
    if rng.random() < 0.22:
        text = rng.choice(_UH) + text[0].lower() + text[1:] if not text.startswith("I") else rng.choice(_UH) + text
        text = text[0].upper() + text[1:]
    return text


def transcript(call: Call, people: Mapping[str, Person]) -> str:
    """The call as WebVTT, as one of two recorders writes it: voices in tags, or names before a colon and numbered cues."""
    tagged = int(call.key[-3:]) % 2 == 0
    title = call.title.replace("-->", "to")
    day = datetime.fromtimestamp(call.at, UTC)
    out = ["WEBVTT", "", f"NOTE {title}, recorded {day:%Y-%m-%dT%H:%M:%SZ}", ""]
    for n, line in enumerate(_cues(call), 1):
        name = people[line.speaker].name
        out += [] if tagged else [str(n)]
        out.append(f"{_clock(line.start)} --> {_clock(line.end)}")
        out += [
            f"<v {name}>{line.text.replace('&', '&amp;')}</v>" if tagged else f"{name}: {line.text.replace('&', '&amp;')}",
            "",
        ]
    return "\n".join(out)


def _cues(call: Call) -> Iterator[Line]:
    """Lines cut into cues of one or two sentences, as recorders cut them."""
    for line in call.lines:
        words = line.text.split()
        if len(words) <= 16:
            yield line
            continue
        half = next((i + 1 for i in range(len(words) // 2 - 2, len(words) - 3) if words[i][-1] in ".,?!"), len(words) // 2)
        cut = round(line.start + (line.end - line.start) * half / len(words), 3)
        yield Line(line.start, cut, line.speaker, " ".join(words[:half]), line.acts)
        yield Line(cut, line.end, line.speaker, " ".join(words[half:]), line.acts)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{round((seconds - whole) * 1000) % 1000:03d}"


def file_name(call: Call) -> str:
    """The transcript's file name: when it was recorded (UTC), and what the meeting was called."""
    day = datetime.fromtimestamp(call.at, UTC)
    safe = "".join(c if c.isalnum() or c in " -" else " " for c in call.title)
    return f"{day:%Y-%m-%d %H%M} {' '.join(safe.split())}.vtt"
