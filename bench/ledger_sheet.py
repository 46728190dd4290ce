"""The sheet of judged entries of a ledger of promises (`ledger.csv`), two readers' verdicts on each, and what is counted.

A row is an entry as the ledger showed it at the end of a day: the SHA-256 of a mail's bytes, start and end of the sentence in its decoded
text, the day (`as_of`), whose promise it was said to be (`side`), its `state` and `due` day. Verdicts stand in columns ending in 1 and 2:

- `promise`: does somebody undertake to do something for somebody on the other side? 1 or 0; the rest is judged of promises alone.
- `promiser`: is it the right side's? `due`: is the day (or none) what the sentence says? 1 or 0.
- `state`: is it what the mail until that day shows? 1, 0, or "" where nobody can tell. `reason`: one or more of `REASONS`, where something
  is wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

from bench.truth.text.readers import kappa
from bench.truth.text.reading import wilson

SHEET = Path(__file__).with_name("ledger.csv")
REASONS = {
    "offer": "offered, not promised",
    "request": "asked for",
    "plan": "a plan of one's own",
    "condition": "hangs on an if",
    "doubt": "hoped, or tried",
    "terms": "terms of a deal",
    "news": "said of others or of an event",
    "report": "words of somebody else",
    "friends": "talk among friends",
    "courtesy": "a courtesy",
    "automated": "a machine's words",
    "done": "done in the same mail",
    "inside": "to one of our own",
    "other": "none of these",
    "side": "the other side's promise",
    "day": "another day, or none",
    "kept": "kept and not seen, or said to be kept and not",
    "over": "over, whatever became of it",
}
"""Why an entry is wrong: the first fourteen make it no promise, the others make it a wrong one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the sheet: which entry, what the ledger said of it on a day, and both readers' verdicts ("" where there is none)."""

    sha256: str
    start: int
    end: int
    as_of: str
    side: str
    state: str
    due: str
    promise1: str = ""
    promiser1: str = ""
    due1: str = ""
    state1: str = ""
    reason1: str = ""
    promise2: str = ""
    promiser2: str = ""
    due2: str = ""
    state2: str = ""
    reason2: str = ""

    def verdict(self, what: str, reader: int) -> str:
        """What this reader says of `promise`, `promiser`, `due` or `state`."""
        return str(getattr(self, f"{what}{reader}"))


COLUMNS = tuple(f.name for f in fields(Entry))
ASKED = ("promise", "promiser", "due", "state")


def sheet(path: Path = SHEET) -> list[Entry]:
    """The rows of the sheet. Raises ValueError or TypeError where one cannot be used."""
    with path.open(encoding="ascii", newline="") as file:
        return [Entry(**{**row, "start": int(row["start"]), "end": int(row["end"])}) for row in csv.DictReader(file)]  # type: ignore[arg-type]


def write(rows: Iterable[Entry], path: Path = SHEET) -> None:
    """Write the sheet."""
    with path.open("w", encoding="ascii", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *map(astuple, rows)])


def with_second(rows: Sequence[Entry], answers: Path) -> list[Entry]:
    """The rows with a second reader's verdicts, from a CSV with the columns row (from 0), promise, promiser, due, state, reason.

    Raises ValueError, naming the line, where a verdict cannot be used.
    """
    found = list(rows)
    with answers.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for line in reader:
            verdicts = [(line.get(what) or "").strip() for what in ASKED]
            reason = (line.get("reason") or "").split()
            number = (line.get("row") or "").strip()
            known = (
                number.isdigit()
                and int(number) < len(found)
                and set(verdicts) <= {"", "0", "1"}
                and set(reason) <= REASONS.keys()
            )
            if not known or not verdicts[0] or (verdicts[0] == "0" and any(verdicts[1:])):
                raise ValueError(f"{answers}, line {reader.line_num}: no row of the sheet, or no verdict that can be used.")
            promise, promiser, due, state = verdicts
            k = int(number)
            found[k] = replace(found[k], promise2=promise, promiser2=promiser, due2=due, state2=state, reason2=" ".join(reason))
    return found


# ------------------------------------------------------------------------------------------------------------ figures


def share(verdicts: Iterable[str]) -> dict[str, Any]:
    """Right among those told, with Wilson's 95 % interval."""
    told = [v for v in verdicts if v]
    right = sum(v == "1" for v in told)
    low, high = wilson(right, len(told))
    return {
        "right": right,
        "n": len(told),
        "share": round(right / len(told), 4) if told else None,
        "interval": [round(low, 4), round(high, 4)],
    }


def precision(rows: Sequence[Entry], reader: int) -> dict[str, Any]:
    """One reader's shares. A sentence drawn on two days is one promise, one promiser and one day, and two states."""
    once = list({(r.sha256, r.start): r for r in reversed(rows)}.values())
    found = {what: share(r.verdict(what, reader) for r in (rows if what == "state" else once)) for what in ASKED}
    for state in sorted({r.state for r in rows}):
        found[f"state {state}"] = share(r.verdict("state", reader) for r in rows if r.state == state)
    whole = [[r.verdict(what, reader) for what in ASKED] for r in rows]
    found["all four"] = share("1" if all(v == "1" for v in vs) else "0" for vs in whole if vs[0] == "0" or all(vs))
    return found


def agreed(rows: Iterable[Entry]) -> list[Entry]:
    """The rows with the first reader's verdicts where the second's are the same, and none where they differ."""

    def same(row: Entry) -> dict[str, Any]:
        return {f"{what}1": row.verdict(what, 1) if row.verdict(what, 1) == row.verdict(what, 2) else "" for what in ASKED}

    return [replace(row, **same(row)) for row in rows]


def figures(rows: Sequence[Entry]) -> dict[str, Any]:
    """Each reader's shares, how far the two agree where both have judged, and the shares of what both say alike."""
    found: dict[str, Any] = {"rows": len(rows), "entries": len({(r.sha256, r.start) for r in rows})}
    for reader in (1, 2):
        judged = [r for r in rows if r.verdict("promise", reader)]
        if judged:
            found[f"reader {reader}"] = precision(judged, reader)
    for what in ASKED:
        both = [(r.verdict(what, 1), r.verdict(what, 2)) for r in rows]
        told = [(a, b) for a, b in both if a and b]
        if told:
            found[f"agreement on {what}"] = dict(zip(("n", "agreement", "kappa"), (len(told), *kappa(told)), strict=True))
    if any(r.promise2 for r in rows):
        found["where both agree"] = precision(agreed(rows), 1)
    return found
