"""Are the staged situations of the made-up company found as risks of their deals, and what do risks that fire rest on?

    python -m bench.deals --folder DIR [DIR ...] [--json]     # each as `python -m bench.demo --folder DIR` leaves it

found: every play that belongs to a deal and has a risk of its own (`EXPECTED`) is asked about three days after it ends, or an hour
before its deal is closed if that is sooner, with the book as it was known then.
fires: every 30 days of the period from its fourth month on, all open deals. `of truth`: what the risk says is so in the made-up world:
the mail that it quotes belongs to a situation that tells it (`TELLS`) or does what it says (`DOES`), or the world's own facts
say so (`FACTS`); told: how many of them are told, not behind a link. A risk that is a plain count of what passed (one contact, a date
that passed) is not judged: it is so by its making.
links: of the mails that belong to a deal, how many are linked to it, and how many of their links are to it; of all links of mail, how many
are right, by how sure they are said to be.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from regard.book import Book
from regard.demo.crm import salesforce_id

EXPECTED: dict[str, tuple[str, ...]] = {
    "champion_leaves": ("contact_leaving",),
    "last_look": ("last_look",),
    "protracted_campaign": ("protracted",),
    "unseen_decider": ("no_weight_met",),
    "reopened_choice": ("reopened", "drop_in_decider"),
    "rival_at_boss": ("competitor_above",),
    "price_before_trust": ("price_before_trust",),
    "friend_not_peer": ("rapport_without_value",),
    "no_muscle": ("no_weight_met",),
    "comfort": ("comfortable",),
    "incumbent_without_ideas": ("incumbent_without_ideas",),
    "competence_doubted": ("competence_fails",),
    "renewal_at_risk": ("moving_away",),
}
"""Play to the risks of which one must fire; those that the product does not have are left out when it is measured."""

TELLS: dict[str, tuple[str, ...]] = {
    "contact_leaving": ("champion_leaves", "changed_company", "seller_leaves_personal"),
    "last_look": ("last_look",),
    "reopened": ("reopened_choice",),
    "drop_in_decider": ("reopened_choice",),
    "no_weight_met": ("unseen_decider", "no_muscle"),
    "competitor_above": ("rival_at_boss", "rival_at_floor", "last_look", "reopened_choice", "loss_interview"),
    "price_before_trust": ("price_before_trust",),
    "rapport_without_value": ("friend_not_peer",),
    "comfortable": ("comfort",),
    "incumbent_without_ideas": ("incumbent_without_ideas",),
    "leaves_with_seller": ("seller_leaves_personal", "seller_leaves_firm"),
    "protracted": ("protracted_campaign",),
    "competence_fails": ("competence_doubted",),
    "moving_away": ("renewal_at_risk",),
    "ultimatum": ("renewal_at_risk",),
}
DOES: dict[str, tuple[str, ...]] = {
    "red_flag": ("complains", "discloses", "declines"),
    "contact_leaving": ("discloses",),
    "competitor_above": ("discloses", "declines", "coaches"),
}
"""Risk to the intended acts of a mail that make what it says so."""


def moment(text: str) -> datetime:
    """An ISO time."""
    return datetime.fromisoformat(text).astimezone(UTC)


def written(at: datetime) -> str:
    """A time as the book takes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class World:
    """The truth of one made-up company beside its book."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = json.loads(next((folder / "company").rglob("truth.json")).read_text("utf-8"))
        self.deals = {salesforce_id("opportunity", d["key"]): d for d in self.told["deals"]}
        self.plays = [p for p in self.told["plays"] if p["deal"]]

    @cached_property
    def mails(self) -> dict[str, dict[str, Any]]:
        """Message id of the book to the mail it is."""
        by_rfc = {m["rfc_id"].strip("<>"): m for m in self.told["messages"]}
        with sqlite3.connect(f"file:{self.folder / 'book' / 'live.sqlite'}?mode=ro", uri=True) as live:
            rows = live.execute("SELECT id, rfc_id FROM message WHERE rfc_id <> ''").fetchall()
        return {i: by_rfc[r.strip("<>")] for i, r in rows if r.strip("<>") in by_rfc}

    @cached_property
    def play_of(self) -> dict[str, str]:
        """Mail to the kind of play it belongs to."""
        return {key: p["kind"] for p in self.told["plays"] for key in p["mails"]}

    @cached_property
    def people(self) -> dict[str, list[dict[str, Any]]]:
        """Name to everybody of that name."""
        found: dict[str, list[dict[str, Any]]] = {}
        for key, p in self.told["people"].items():
            found.setdefault(p["name"], []).append({**p, "key": key})
        return found

    def state(self, buyer: str, at: datetime) -> dict[str, float]:
        """How a buyer regards us."""
        latent = self.told["latent"][buyer]
        step = int((at - moment(latent["start"])).days / latent["step_days"])
        i = max(0, min(step, len(latent["trust"]) - 1))
        return {f: latent[f][i] for f in ("trust", "value", "rapport")}

    def named(self, text: str) -> list[dict[str, Any]]:
        """The buyers whom a sentence names."""
        return [p for name, group in self.people.items() if name in text for p in group]


def _gone(world: World, risk: Any, at: datetime) -> bool:
    """Whether somebody it names has left, or leaves within 60 days."""
    until = at + timedelta(days=60)
    return any((p["left"] and moment(p["left"]) <= until) or p["new_account"] for p in world.named(risk.says))


def _quiet(world: World, risk: Any, at: datetime) -> bool:
    """Whether the one it names has left, or regards us worse by half a unit than four months ago."""
    for p in world.named(risk.says):
        if p["left"] and moment(p["left"]) <= at:
            return True
        if p["key"] in world.told["latent"]:
            now, before = world.state(p["key"], at)["trust"], world.state(p["key"], at - timedelta(days=120))["trust"]
            if now < before - 0.5 or now < -1.0:
                return True
    return False


def _no_say(world: World, risk: Any, at: datetime) -> bool:
    """Whether whoever weighs most in the true committee had written to us by then no mail of their own."""
    seats = world.deals[risk.deal]["committee"]
    top = max(seats, key=lambda s: s["weight"])["buyer"]
    return not any(m["sender"] == top and m["us"] / 1e6 <= at.timestamp() for m in world.told["messages"])


def _friend(world: World, risk: Any, at: datetime) -> bool:
    """Whether the one it names likes us better than they value us, and does not value us."""
    states = [world.state(p["key"], at) for p in world.named(risk.says) if p["key"] in world.told["latent"]]
    return any(s["rapport"] > s["value"] + 0.5 and s["value"] < 0.2 for s in states)


def _not_won(world: World, risk: Any, _: datetime) -> bool:
    """Whether the deal was not won in the end."""
    return bool(world.deals[risk.deal]["outcome"] != "won")


def _alone(world: World, risk: Any, at: datetime) -> bool:
    """Whether at most one of the true committee wrote to us since the deal was opened."""
    deal = world.deals[risk.deal]
    seats, begin = {s["buyer"] for s in deal["committee"]}, moment(deal["opened"]).timestamp()
    wrote = {m["sender"] for m in world.told["messages"] if begin <= m["us"] / 1e6 <= at.timestamp()}
    return len(seats & wrote) <= 1


def _late(world: World, risk: Any, at: datetime) -> bool:
    """Whether the one it names wrote to us for the first time within the last 35 days."""
    for p in world.named(risk.says):
        first = min((m["us"] / 1e6 for m in world.told["messages"] if m["sender"] == p["key"]), default=0.0)
        if first >= (at - timedelta(days=35)).timestamp():
            return True
    return False


def _below(world: World, risk: Any, at: datetime) -> bool:
    """Whether the true trust of those of the committee who wrote, taken together, lies below what the risk says the deal needs."""
    seats = {s["buyer"] for s in world.deals[risk.deal]["committee"]}
    wrote = {m["sender"] for m in world.told["messages"] if m["sender"] in seats and m["us"] / 1e6 <= at.timestamp()}
    trust = [world.state(b, at)["trust"] for b in sorted(wrote) if b in world.told["latent"]]
    return bool(trust) and 50 + 25 * sum(trust) / len(trust) < float(risk.numbers["needs"])


FACTS: dict[str, Callable[[World, Any, datetime], bool]] = {
    "contact_leaving": _gone,
    "gone_quiet": _quiet,
    "no_weight_met": _no_say,
    "rapport_without_value": _friend,
    "protracted": _not_won,
    "single_threaded": _alone,
    "trust_below_need": _below,
    "comfortable": _alone,
    "drop_in_decider": _late,
}
COUNTED = ("past_close", "close_slips", "no_activity", "nobody_met", "stage_stuck", "promise_overdue", "waits_for_us")
"""Risks that are counts, so by their making, or rest on a ledger that is measured elsewhere. So is a question asked again (`reopened`)."""


def is_so(world: World, risk: Any, at: datetime) -> bool | None:
    """Whether what a risk says is so in the made-up world; None for what is a count."""
    if risk.kind in COUNTED or (risk.kind, risk.level) == ("reopened", "low"):
        return None
    mails = [world.mails[e.message_id] for e in risk.evidence if e.message_id in world.mails]
    if any(world.play_of.get(m["key"]) in TELLS.get(risk.kind, ()) for m in mails):
        return True
    if any(act in m["acts"] for m in mails for act in DOES.get(risk.kind, ())):
        return True
    fact = FACTS.get(risk.kind)
    return fact is not None and fact(world, risk, at)


def plays(world: World, book: Book) -> tuple[dict[str, Counter[str]], list[Any], Counter[str]]:
    """Per kind of play how many there are and were found; what was missed; empty seats."""
    from regard.deals.risks import RISKS

    have = {rule.__name__ for rule in RISKS} | {"competence_fails"}
    counts: dict[str, Counter[str]] = {}
    missed, seats = [], Counter[str]()
    for play in world.plays:
        wanted = set(EXPECTED.get(play["kind"], ())) & have
        if not wanted:
            continue
        deal = salesforce_id("opportunity", play["deal"])
        truth, end = world.deals[deal], moment(play["end"])
        at = end + timedelta(days=3)
        if truth["closed"]:
            at = max(end + timedelta(minutes=1), min(at, moment(truth["closed"]) - timedelta(hours=1)))
        fired = {r.kind for r in book.risks(as_of=written(at)) if r.deal == deal}
        one = counts.setdefault(play["kind"], Counter())
        one["n"] += 1
        one["found"] += bool(wanted & fired)
        if not wanted & fired:
            missed.append([world.folder.name, play["kind"], play["deal"], written(at)[:10], sorted(fired)])
        if play["kind"] == "unseen_decider":
            seats["planted"] += 1
            seats["found"] += truth["unseen"][0] in [s.name for s in book.deal(deal, as_of=written(at)).empty_seats]
    return counts, missed, seats


def fires(world: World, book: Book) -> tuple[dict[str, Counter[str]], list[list[str]]]:
    """Per risk how often it fires and how often it is so; and quotes of what is not so."""
    counts: dict[str, Counter[str]] = {}
    wrong: list[list[str]] = []
    begin, at = moment(world.told["start"]) + timedelta(days=100), moment(world.told["end"]) - timedelta(days=3)
    while at > begin:
        counts.setdefault("(open deals)", Counter())["fires"] += len(book.deals(as_of=written(at)))
        for risk in book.risks(as_of=written(at)):
            one = counts.setdefault(risk.kind, Counter())
            one["fires"] += 1
            one[risk.level] += 1
            so = is_so(world, risk, at)
            one["judged"] += so is not None
            one["so"] += so is True
            one["told"] += risk.told
            one["told_judged"] += risk.told and so is not None
            one["told_so"] += risk.told and so is True
            if so is False:
                wrong.append([risk.kind, risk.level, risk.says, *(e.quote for e in risk.evidence[:1])])
        at -= timedelta(days=30)
    return counts, wrong


def links(world: World, book: Book) -> Counter[str]:
    """Mails that belong to a deal, links to it, and links of theirs to any; of all links of mail how many are right, by how sure."""
    mine = {key: p["deal"] for p in world.plays for key in p["mails"]}
    keys = {d["key"] for d in world.told["deals"]}
    right: dict[str, str] = {}
    for message, mail in world.mails.items():
        key = mine.get(mail["key"]) or "-".join(mail["thread"].split("-")[:2])
        if key in keys:
            right[message] = salesforce_id("opportunity", key)
    found = Counter(mails=len(right))
    for deal in world.deals:
        try:
            told = book.deal(deal).links
        except LookupError:
            continue
        there = {one["message_id"] for one in told}
        for one in told:
            if one["message_id"] in world.mails:
                found[one["sure"]] += 1
                found[f"{one['sure']}, right"] += right.get(one["message_id"]) == deal
        found["links"] += sum(m in right for m in there)
        found["right"] += sum(right.get(m) == deal for m in there)
    return found


def measure(folders: Iterable[Path]) -> dict[str, Any]:
    """All of it over several worlds."""
    found: dict[str, Counter[str]] = {}
    fired: dict[str, Counter[str]] = {}
    missed: list[Any] = []
    wrong: list[list[str]] = []
    seats, linked = Counter[str](), Counter[str]()
    for folder in folders:
        world = World(folder)
        with Book.open(folder / "book") as book:
            some, misses, there = plays(world, book)
            often, not_so = fires(world, book)
            linked += links(world, book)
        _add(found, some)
        _add(fired, often)
        missed, wrong, seats = missed + misses, wrong + not_so, seats + there
    return {
        "plays": {k: {"risk": " or ".join(EXPECTED[k]), **found[k]} for k in sorted(found)},
        "all": {"n": sum(c["n"] for c in found.values()), "found": sum(c["found"] for c in found.values())},
        "fires": {k: dict(fired[k]) for k in sorted(fired)},
        "seats": dict(seats),
        "links": dict(linked),
        "missed": missed,
        "not_so": wrong,
    }


def _add(total: dict[str, Counter[str]], some: Mapping[str, Counter[str]]) -> None:
    for key, counts in some.items():
        total.setdefault(key, Counter()).update(counts)


def main() -> None:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(prog="bench.deals", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True, nargs="+")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    result = measure(args.folder)
    if args.json:
        print(json.dumps(result, indent=1))
        return
    for name, part in result.items():
        print(f"{name}:")
        for line in part.items() if isinstance(part, dict) else part[:60]:
            print("  ", line)


if __name__ == "__main__":
    main()
