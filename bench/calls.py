"""What is heard on the made-up company's calls, beside what each line was made to do: `python -m bench.calls [--seed 11] [--held-out]`.

Each line of a buyer is read alone, and counted once however often it is said. Of questions that wait (`answers/asked_on_calls.py`) it
prints how many, and each with the turns after it, to be read: no truth says which were answered.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from datetime import date
from math import sqrt

from regard.answers.asked_on_calls import KINDS, last_open
from regard.answers.voices import Voice
from regard.deals.mentions import cut, mentions
from regard.deals.records import Touch
from regard.demo.records import Call
from regard.demo.world import generate
from regard.evidence.voices import voiced, zones
from regard.model import Span
from regard.parse.transcript import Turn, spoken_at, written

MEANT = {
    "discloses": "discloses", "asks_advice": "asks_advice", "complains": "complains", "social": "social_talk",
    "acts_on_advice": "acts_on", "declines": "declines",
}  # fmt: skip
"""What a line was made to do -> the cue by which that is heard."""
ENDS = date(2026, 3, 1)
NOBODY: frozenset[str] = frozenset()


def interval(hits: int, of: int) -> str:
    """A share with its 95 % interval (Wilson)."""
    if not of:
        return "none"
    z, p = 1.96, hits / of
    middle, half = p + z * z / 2 / of, z * sqrt(p * (1 - p) / of + z * z / 4 / of / of)
    whole = 1 + z * z / of
    return f"{hits} of {of}: {p:.2f} ({(middle - half) / whole:.2f} to {(middle + half) / whole:.2f})"


def heard(calls: list[Call]) -> None:
    """Print recall by what lines were made to do, and precision by what was heard."""
    recall: dict[str, dict[str, bool]] = defaultdict(dict)
    precision: dict[str, dict[str, bool]] = defaultdict(dict)
    for line in (line for call in calls for line in call.lines if not line.speaker.startswith("seller")):
        turn = written(Turn("Buyer", 0, 1, line.text))
        kinds = {c.kind for _, found in voiced(turn) for c in found}
        for act, kind in MEANT.items():
            if act in line.acts:
                recall[act][line.text] = kind in kinds
            if kind in kinds:
                precision[kind][line.text] = act in line.acts
        if "mentions_unseen" in line.acts:
            said = cut(line.text, [Span(0, len(line.text), "own")])
            touch = Touch("m", 1, "call", False, "b", NOBODY, NOBODY, NOBODY, NOBODY, sentences=said)
            recall["names somebody unseen"][line.text] = bool(mentions(touch))
    for told, rows in (("heard", recall), ("right", precision)):
        for kind, of in sorted(rows.items()):
            print(f"{told:6} {kind:22} {interval(sum(of.values()), len(of))}")


def open_asks(calls: list[Call]) -> None:
    """Print how many asking sentences were left open, and each of them with what was said next."""
    asks, found = 0, []
    for call in calls:
        text = "\n".join(written(Turn(line.speaker, line.start, line.end, line.text)) for line in call.lines)
        does, said = dict(voiced(text)), zones(text)
        here = [
            Voice("m", who, who, "us" if who.startswith("seller") else "them", text, said[who], does.get(who, ()))
            for who in said
        ]
        for voice in here:
            if voice.side == "us":
                continue
            asks += sum(c.kind in KINDS for c in voice.cues)
            if (cue := last_open(voice, here, {who: who for who in said}, 0, "1970-01-01")) is not None:
                after = [f"{who}: {text[a:b]}" for who, a, b in spoken_at(text) if a > cue.start][:2]
                found.append(f"{text[cue.start : cue.end]} | {' | '.join(after)}")
    print(f"{asks} asking sentences, of {len(found)} voices the last one left open")
    print("\n".join(found))


def main() -> None:
    """Measure one made-up company."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--held-out", action="store_true")
    told = parser.parse_args()
    calls = list(generate(told.seed, end=ENDS, size="full", held_out=told.held_out).calls)
    heard(calls)
    open_asks(calls)


if __name__ == "__main__":
    main()
