"""What was really so? The answers to what a reader of the mail can only estimate, as one JSON document.

Kept apart from the mail and never read by anything but tests and measurements. Keys: `sellers`, `accounts`, `people`,
`latent` (a value a week per buyer), `deviation` (per seller and buyer), `situations`, `messages` (intended acts, the parent,
the true chance of an answer, who holds a copy), `law` (how deals are decided), `deals` (committee with weights, stages, outcome and
its true chance), `plays` (every staged situation: who took which part, its deal, from when to when, the mails that show it, the
promise where it is one), `identity` (one person at several addresses, namesakes, assistants, shared mailboxes), `hired` (whom a
hired seller promised to bring), `meetings`, `calls`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from regard.demo import clock
from regard.demo.mailboxes import folder, holders
from regard.demo.records import WEEK, Call, Deal, Mail, Meeting, Person, Play, World
from regard.demo.render import Renderer


def truth(world: World, renderer: Renderer) -> dict[str, Any]:
    """The truth about a world, ready for JSON."""
    return {
        "seed": world.seed,
        "start": world.start.isoformat(),
        "end": world.end.isoformat(),
        "company": {"name": world.company, "domains": [world.domain], "freemail": list(world.freemail)},
        "sellers": [{**asdict(s), "address": world.people[s.key].addresses[-1][0]} for s in world.sellers],
        "accounts": [asdict(a) for a in world.accounts],
        "people": {k: _person(p) for k, p in world.people.items()},
        "latent": {
            b: {"start": _iso(l.start), "step_days": WEEK // 86_400, "trust": l.trust, "value": l.value, "rapport": l.rapport}
            for b, l in world.latent.items()
        },
        "deviation": [{"seller": s, "buyer": b, **asdict(d)} for (s, b), d in world.deviation.items()],
        "situations": [
            {
                "kind": a.kind,
                "buyer": a.buyer,
                "seller": a.seller,
                "says": a.says,
                "turns": [[_iso(at), what] for at, what in a.beats],
            }
            for a in world.arcs
        ],
        "messages": [_message(world, renderer, m) for m in world.mails],
        "law": world.law,
        "held_out": world.held_out,
        "deals": [_deal(d) for d in world.deals],
        "plays": [_play(world, renderer, p) for p in world.plays],
        "identity": _identity(world),
        "hired": _hired(world),
        "meetings": [_meeting(m) for m in world.meetings],
        "calls": [_call(c) for c in world.calls],
    }


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        **asdict(deal),
        "opened": _iso(deal.opened),
        "closed": _iso(deal.closed) if deal.outcome != "open" else None,
        "turns": [
            {"at": _iso(t.at), "stage": t.stage, "amount": t.amount, "close": clock.as_date(t.close_day).isoformat()}
            for t in deal.turns
        ],
    }


def _play(world: World, renderer: Renderer, play: Play) -> dict[str, Any]:
    promise = play.promise
    return {
        "key": play.key,
        "kind": play.kind,
        "claims": play.claims.split(),
        "says": play.says,
        "parts": dict(play.parts),
        "deal": play.deal or None,
        "start": _iso(play.start),
        "end": _iso(play.end),
        "messages": [renderer.message_id(world.by_key[k]) for k in play.mails],
        "mails": play.mails,
        "facts": dict(play.facts),
        "promise": {
            **asdict(promise),
            "due": clock.as_date(promise.due_day).isoformat(),
            "said": renderer.message_id(world.by_key[promise.said]),
            "settled": renderer.message_id(world.by_key[promise.settled]) if promise.settled else None,
        }
        if promise
        else None,
    }


def _identity(world: World) -> list[dict[str, Any]]:
    """Who is one and who is two: what a reader of the addresses has to get right."""
    cases: list[dict[str, Any]] = []
    for key, p in world.people.items():
        addresses = [a for a, _ in p.addresses]
        if len(addresses) > 1:
            kind = "changed company" if p.new_account else "two addresses"
            cases.append({"kind": kind, "people": [key], "same": addresses, "different": []})
        if p.kind == "shared":
            cases.append({"kind": "shared mailbox", "people": [key], "same": addresses, "different": []})
        if p.kind == "assistant":
            boss = world.people[p.works_for].addresses[-1][0]
            cases.append({"kind": "assistant", "people": [key, p.works_for], "same": [], "different": [addresses[-1], boss]})
    for pair in world.namesakes:
        different = [world.people[k].addresses[-1][0] for k in pair]
        cases.append({"kind": "namesakes", "people": list(pair), "same": [], "different": different})
    return cases


def _hired(world: World) -> list[dict[str, Any]]:
    """What a seller hired on the way promised to bring, and who came."""
    out = []
    for desk in world.sellers:
        if desk.joined:
            played = [p for p in world.plays if p.parts["s"] == desk.key and p.kind.startswith("hired_")]
            came = [p.parts["b"] for p in played if p.kind == "hired_contact_follows"]
            out.append({"seller": desk.key, "promised": [p.parts["b"] for p in played], "came": came})
    return out


def _meeting(meeting: Meeting) -> dict[str, Any]:
    found = asdict(meeting)
    for name in ("at", "made", "until", "cancelled"):
        found[name] = _iso(found[name]) if found[name] else None
    found["moved"] = [_iso(x) for x in meeting.moved] if meeting.moved else None
    found["attendees"] = [[who, answer, _iso(at)] for who, answer, at in meeting.attendees]
    found["skips"] = [_iso(x) for x in meeting.skips]
    found["shifts"] = [[_iso(a), _iso(b)] for a, b in meeting.shifts]
    return found


def _call(call: Call) -> dict[str, Any]:
    return {**asdict(call), "at": _iso(call.at)}


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "kind": person.kind,
        "account": person.account,
        "title": person.title,
        "new_title": [person.new_title, _iso(person.new_title_from)] if person.new_title else None,
        "addresses": [{"address": a, "since": _iso(since) if since else None} for a, since in person.addresses],
        "country": person.country,
        "style": person.style,
        "met": _iso(person.met) if person.met else None,
        "left": _iso(person.left) if person.left is not None else None,
        "new_account": [person.new_account, _iso(person.new_account_from)] if person.new_account else None,
    }


def _message(world: World, renderer: Renderer, mail: Mail) -> dict[str, Any]:
    return {
        "key": mail.key,
        "thread": mail.thread,
        "parent": mail.parent,
        "rfc_id": renderer.message_id(mail),
        "us": mail.at * 1_000_000,
        "from": world.people[mail.sender].address(mail.at),
        "sender": mail.sender,
        "to": mail.to,
        "cc": mail.cc,
        "family": mail.family,
        "acts": mail.acts,
        "chance": round(mail.chance, 4) if mail.chance is not None else None,
        "held": [[s.key, folder(s, mail)] for s in holders(world.sellers, mail)],
    }


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def save(world: World, renderer: Renderer, path: Path) -> None:
    """Writes the truth as UTF-8 JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(truth(world, renderer), ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
