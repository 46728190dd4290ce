"""`zones-signatures`: are signature lines found? Over `{P,N}/*_body` files whose signature lines begin with `#sig#` (P has one, N none).

`f1` is over lines with something on them, `presence` over mails: is there a signature or none. Intervals by a bootstrap over mails.
Beside it the zones of whole bodies, by references (`zones.py`): `{zone}_f1`, `{zone}_precision`, `{zone}_recall`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable
from bench.truth.text import zones as zones_gold
from bench.truth.text.reading import Reading, Tally, f1, precision, recall, with_intervals
from regard.parse.zones import zones

LABEL = "#sig#"
Author = tuple[str, str]
_DELIMITER = re.compile(
    r"--\s*$|[\s]*(?:best|kind|warm)?\s*(?:regards|wishes)[,.!]?\s*$|\s*(?:thanks|cheers|sincerely)[,.!]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Signed:
    """One mail's lines without labels, which of them are signature, and its author's (name, address)."""

    lines: tuple[str, ...]
    signature: tuple[bool, ...]
    author: Author


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on one folder. Raises Unreadable where it holds no labelled mail."""
    del strip_headers
    mails = [read(file) for file in sorted(folder.glob("[PN]/*_body"))]
    bodies, missing = zones_gold.labelled(folder)
    if not mails and not bodies:
        raise Unreadable(f"{folder} holds no P/*_body or N/*_body.")
    held = zones_gold.measured(bodies)
    return Reading(
        len(mails) + len(bodies),
        _together(scored(mails, ours) if mails else {}, zones_gold.scored(held)),
        {
            **(
                {"delimiter or closing word": scored(mails, after_delimiter), "last two lines": scored(mails, last_two)}
                if mails
                else {}
            ),
            **({"marked lines and rules": zones_gold.scored(held, zones_gold.simplest)} if held else {}),
        },
        {
            "mails with a signature": sum(any(m.signature) for m in mails),
            "bodies labelled for zones": len(bodies),
            "of these measured": len(held),
            "references without a mail": missing,
            "bodies not put aside": zones_gold.scored([m for m in bodies if m not in held]),
        },
    )


def _together(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    """Two sets of metrics as one, their intervals too."""
    ends = {end: {**a.get(end, {}), **b.get(end, {})} for end in ("low", "high")}
    return {**a, **b, **ends}


def read(file: Path) -> Signed:
    """One labelled mail, with the sender its neighbour file names."""
    sender_file = file.with_name(file.name.replace("_body", "_sender"))
    sender = sender_file.read_text(errors="replace").strip() if sender_file.exists() else ""
    name, _, address = sender.rpartition("<")
    labelled = file.read_text(errors="replace").split("\n")
    return Signed(
        tuple(line.removeprefix(LABEL) for line in labelled),
        tuple(line.startswith(LABEL) and bool(line.removeprefix(LABEL).strip()) for line in labelled),
        (name.strip(' "') or sender, address.strip(" >")),
    )


def scored(mails: Sequence[Signed], find: Callable[[Signed], Sequence[bool]]) -> dict[str, Any]:
    """Line and mail metrics of one way to find signatures."""
    units = []
    for mail in mails:
        found = [bool(f and line.strip()) for f, line in zip(find(mail), mail.lines, strict=True)]
        pairs = list(zip(found, mail.signature, strict=True))
        lines = Tally(sum(f and s for f, s in pairs), sum(f and not s for f, s in pairs), sum(s and not f for f, s in pairs))
        units.append((lines, any(found) == any(mail.signature)))
    return with_intervals(
        units,
        {
            "f1": lambda rows: f1([lines for lines, _ in rows]),
            "presence": lambda rows: sum(same for _, same in rows) / len(rows),
            "precision": lambda rows: precision([lines for lines, _ in rows]),
            "recall": lambda rows: recall([lines for lines, _ in rows]),
        },
    )


def ours(mail: Signed) -> list[bool]:
    """The lines that `parse.zones` calls signature."""
    spans = [s for s in zones("\n".join(mail.lines), mail.author) if s.zone == "signature"]
    found, at = [], 0
    for line in mail.lines:
        found.append(any(s.start <= at < s.end for s in spans))
        at += len(line) + 1
    return found


def after_delimiter(mail: Signed) -> list[bool]:
    """From the last line that is "--" or a closing word, within the last ten, to the end."""
    n = len(mail.lines)
    start = next((i for i in range(n - 1, max(n - 11, -1), -1) if _DELIMITER.match(mail.lines[i])), n)
    return [i >= start for i in range(n)]


def last_two(mail: Signed) -> list[bool]:
    """The last two lines that hold anything."""
    held = [i for i, line in enumerate(mail.lines) if line.strip()][-2:]
    return [i in held for i in range(len(mail.lines))]
