"""How well the language rules read mail they never saw: `python -m bench.language [--seed 7] [--json]`, by kind.

The made-up company's phrases are written apart from the rules, and its truth says what every mail was meant to do, so they are a test
that the rules were not made for. Counted are buyers' mails, each once a kind. Where a mail does something so close that either reading
can be defended (a deferral and a refusal, an acceptance and the step it leads to), it is left out of the precision, and counted in
`strict`. Only numbers are printed.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from typing import Any

from regard.demo.world import generate
from regard.evidence.language import cues
from regard.model import Span


@dataclass(frozen=True, slots=True)
class Meant:
    """The truth's name for a kind of cue, and the acts that come so close to it that they are no mistake."""

    act: str
    near: frozenset[str] = frozenset()


MEANT = {
    "declines": Meant("declines", frozenset({"defers"})),
    "complains": Meant("complains", frozenset({"reports_problem", "chases"})),
    "asks_advice": Meant("asks_advice"),
    "asks_next_step": Meant("asks_next_step", frozenset({"accepts", "orders"})),
    "acts_on": Meant("acts_on_advice"),
    "social_talk": Meant("social"),
    "unprompted_thanks": Meant("thanks"),
}


def measure(seeds: list[int], *, messages: int) -> dict[str, dict[str, Any]]:
    """For each kind: how many mails mean it (`n`), `recall`, `precision`, and `strict` precision, over the worlds of all seeds."""
    counts = {kind: dict.fromkeys(("n", "hit", "false", "near"), 0) for kind in MEANT}
    for seed in seeds:
        world = generate(seed, messages=messages)
        for mail in world.mails:
            if mail.family != "buyer" or world.people[mail.sender].kind != "them":
                continue
            found = {
                cue.kind
                for cue in cues(
                    mail.text, [Span(0, len(mail.text), "own")], subject=mail.subject, is_reply=mail.parent is not None
                )
            }
            for kind, meant in MEANT.items():
                row, does = counts[kind], meant.act in mail.acts
                row["n"] += does
                if kind in found:
                    row["hit" if does else "near" if meant.near.intersection(mail.acts) else "false"] += 1
    return {
        kind: {
            **row,
            "recall": _share(row["hit"], row["n"]),
            "precision": _share(row["hit"], row["hit"] + row["false"]),
            "strict": _share(row["hit"], row["hit"] + row["false"] + row["near"]),
        }
        for kind, row in counts.items()
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, action="append", help="may be given several times; default 7")
    parser.add_argument("--messages", type=int, default=6000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = measure(asked.seed or [7], messages=asked.messages)
    if asked.json:
        print(json.dumps(rows))
        return
    print(f"{'kind':18}{'n':>6}{'recall':>8}{'precision':>11}{'strict':>8}{'false':>7}{'near':>6}")
    for kind, row in rows.items():
        shares = (f"{'-' if row[k] is None else format(row[k], '.2f')}" for k in ("recall", "precision", "strict"))
        print("{:18}{:>6}{:>8}{:>11}{:>8}{:>7}{:>6}".format(kind, row["n"], *shares, row["false"], row["near"]))


if __name__ == "__main__":
    main()
