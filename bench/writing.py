"""Sentences written for the second reader of signs: `bench/writing/<kind>.txt`, one form a line.

    + {Friday|The 31st} is my last day.      a sentence of the kind
    - I am leaving the office at five.       one that is not, though its words are near (a hard negative)

`{a|b}` are ways to fill a form, so that a form stands for several sentences. `= sitting 2` begins what was written later with
other framings; nothing is trained on it while sittings are compared. All was written from general knowledge of business mail;
none of it is from mail or from the made-up company. `KIN` names kinds whose sentences may be of the other kind too: they teach it
nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("writing")
FILLED = 6
"""Sentences made of a form at most."""
_HOLE = re.compile(r"\{([^{}]*)\}")

_KIN = (
    "price final_price proposal",
    "declines brushes_off postpones red_flag no_meeting keeps_to_one rival no_ideas",
    "discloses red_flag leaves coaching talks_outcomes rival",
    "discloses postpones",
    "discloses no_say",
    "discloses decision",
    "discloses price",
    "no_say defers decision",
    "decision chosen reopens postpones defers red_flag",
    "decision declines",
    "decision no_say price coaching",
    "offers_people brings_superior defers",
    "asks_next_step proposal offers_people brings_superior",
    "complains no_ideas final_price",
    "complains reopens",
    "coaching defers",
    "coaching offers_people brings_superior",
    "asks_advice asks_next_step coaching",
    "acts_on talks_outcomes",
    "checks_in social asks_next_step",
    "social brushes_off",
    "rival final_price no_ideas reopens",
    "brushes_off keeps_to_one checks_in",
    "price decision red_flag declines",
    "price rival",
    "leaves red_flag",
    "leaves social",
    "rival complains",
    "rival coaching",
    "chosen acts_on",
    "reopens postpones",
    "no_meeting final_price",
    "postpones checks_in",
    "brings_superior chosen",
)


def _pairs() -> frozenset[tuple[str, str]]:
    both = {(a, b) for row in _KIN for a in row.split() for b in row.split() if a != b}
    return frozenset(both - {("price", "final_price")})  # to ask for a price is not to push for a last one


KIN = _pairs()
"""(kind, other): a sentence written for the one says nothing on whether it is of the other."""


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence: the kind it was written for, whether it is of it, the number of its form, and in which sitting it was written."""

    kind: str
    right: bool
    form: int
    sitting: int
    text: str


def kinds(folder: Path = FOLDER) -> tuple[str, ...]:
    """All kinds that something was written for, sorted."""
    return tuple(sorted(file.stem for file in folder.glob("*.txt")))


def forms(kind: str, folder: Path = FOLDER) -> Iterable[tuple[bool, int, str]]:
    """(right, sitting, form) of one kind. Raises ValueError, naming the line, where one cannot be read."""
    sitting = 0
    for number, line in enumerate((folder / f"{kind}.txt").read_text("utf-8").splitlines(), 1):
        if line.startswith("= sitting "):
            sitting = int(line.split()[-1])
        elif line[:2] in {"+ ", "- "} and sitting and line.count("{") == line.count("}"):
            yield line[0] == "+", sitting, line[2:].strip()
        elif line and not line.startswith("#"):
            raise ValueError(f"{kind}.txt, line {number}: a line is “+ form”, “- form”, “= sitting N” or begins with #.")


def filled(form: str, seed: int, most: int = FILLED) -> list[str]:
    """Distinct sentences of one form, at most `most`, the same ones for the same seed."""
    draw = random.Random(seed)
    found: dict[str, None] = {}
    for _ in range(4 * most):
        sentence = _HOLE.sub(lambda hole: draw.choice(hole[1].split("|")), form)
        found.setdefault(" ".join(sentence.replace(" ,", ",").split()))
        if len(found) == most:
            break
    return list(found)


def written(folder: Path = FOLDER, most: int = FILLED) -> list[Written]:
    """All sentences of all kinds, in order."""
    found: list[Written] = []
    number = 0
    for kind in kinds(folder):
        for right, sitting, form in forms(kind, folder):
            number += 1
            found += [Written(kind, right, number, sitting, text) for text in filled(form, number, most)]
    return found
