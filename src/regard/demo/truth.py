"""What was really so? The answers to what a reader of the mail can only estimate, as one JSON document.

Kept apart from the mail and never read by anything but tests and measurements. Keys: `sellers`, `accounts`, `people`,
`latent` (a value a week per buyer), `deviation` (per seller and buyer), `situations`, `messages` (intended acts, the parent,
the true chance of an answer, who holds a copy), `totals`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from regard.demo.mailboxes import folder, holders
from regard.demo.records import WEEK, Mail, Person, World
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
    }


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
