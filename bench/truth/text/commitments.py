"""`commitments`: is it found who promises something? Over a folder of mail with labels, or threads that several people annotated.

A folder of mail (`*.eml`, any depth) is read with the labels of its own `labels.csv`, else with the project's (`commitments.csv` here):
references by the SHA-256 of a mail's bytes, start and end of a sentence in its decoded text, and labels.
`precision` and `recall` are over labelled sentences; what is labelled conditional (doubtful, denied, planned) counts neither way. Where
references say to which `part` they belong, each part is also reported alone; a part that was sampled by whether the rules fired is reported
alone only, its recall weighted by the share that was read. Intervals by a bootstrap over sentences. A second reader's
sheet beside the labels (`labels_second.csv`, the project's `commitments_second.csv`) adds `readers`: how far the two agree, and precision
and recall against each of them and where they agree.

A folder with `annotation.xml` and `corpus.xml` is read as threads annotated by several people: `precision` and `recall` against each
annotator, pooled, and as a baseline those of the annotators against each other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from bench.truth.messages import Unreadable
from bench.truth.text.readers import Opinion, ReadTwice, Reference, beside, second_sheet
from bench.truth.text.reading import Reading, Tally, f1, precision, recall, with_intervals
from regard.evidence.commitments import of_sentence
from regard.model import RawItem, SetAside
from regard.parse.message import read

GOLD = Path(__file__).with_name("commitments.csv")
FIRM = ("firm", "joint")
METRICS = {"precision": precision, "recall": recall, "f1": f1}
FIRING = frozenset(("fired", "unfired"))
"""Strata of sentences that were chosen by whether the rules fired."""
_NAIVE = re.compile(r"\b(?:i|we)(?:'ll| will)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled sentence of a mail: what the first reader says of it, the second if asked, and whether the rules fire."""

    place: Reference
    part: str
    weight: float
    by_firing: bool
    said: Opinion
    ours: bool
    naive: bool
    second: Opinion | None = None


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on one folder, whose form its files tell. Raises Unreadable where it is neither, or no label fits its mail."""
    del strip_headers
    if (folder / "annotation.xml").exists() and (folder / "corpus.xml").exists():
        return annotated(folder)
    return labelled(folder)


# ------------------------------------------------------------------------------------------------------------ mail


def labelled(folder: Path) -> Reading:
    """A folder of mail."""
    rows, missing = _sentences(folder, _references(folder))
    if not rows:
        raise Unreadable(f"No mail of {folder} is labelled for commitments.")
    parts = sorted({row.part for row in rows} - {""})
    pooled = [row for row in rows if not row.by_firing]
    return Reading(
        len(pooled),
        with_intervals([row.said.tally(row.ours) for row in pooled], METRICS),
        {"I will, we will": with_intervals([row.said.tally(row.naive) for row in pooled], METRICS)},
        {
            "commitments": sum(row.said.is_one for row in pooled),
            "references without a mail": missing,
            "parts": {part: _part([row for row in rows if row.part == part]) for part in parts},
            "readers": _readers(rows, parts),
        },
    )


def _recall(rows: Sequence[tuple[Tally, float]]) -> float:
    """Recall where each sentence stands for `weight` of them."""
    meant = sum(weight * (tally.right + tally.missed) for tally, weight in rows)
    return sum(weight * tally.right for tally, weight in rows) / meant if meant else 0.0


WEIGHTED = {
    "precision": lambda rows: precision([tally for tally, _ in rows]),
    "recall": _recall,
}


def _part(rows: Sequence[Labelled]) -> dict[str, Any]:
    found = with_intervals([(row.said.tally(row.ours), row.weight if row.by_firing else 1.0) for row in rows], WEIGHTED)
    return {"n": len(rows), "commitments": sum(row.said.is_one for row in rows), **found}


def _readers(rows: Sequence[Labelled], parts: Sequence[str]) -> dict[str, Any]:
    """Two readers beside each other over what both read: all of it, what the rules were not written on, and each part."""
    chosen = {"": set(parts) | {""}, "not developed on": set(parts) - {"develop"}, **{part: {part} for part in parts}}
    found = {}
    for name, wanted in chosen.items():
        twice = [ReadTwice(row.place, row.said, row.second, row.ours) for row in rows if row.second and row.part in wanted]
        if twice:
            found[name] = beside(twice, METRICS)
    return found


def _sheet(folder: Path) -> Path:
    """The folder's own labels, else the project's."""
    return folder / "labels.csv" if (folder / "labels.csv").exists() else GOLD


def _references(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The label rows by digest."""
    file = _sheet(folder)
    found: dict[str, list[dict[str, str]]] = {}
    with file.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if not {"sha256", "start", "end", "labels"} <= set(reader.fieldnames or ()):
            raise Unreadable(f"{file} must have the columns sha256, start, end and labels.")
        for row in reader:
            found.setdefault(row["sha256"], []).append(row)
    return found


def _sentences(folder: Path, references: dict[str, list[dict[str, str]]]) -> tuple[list[Labelled], int]:
    """The labelled sentences whose mail is in the folder, and how many references have none."""
    rows: list[Labelled] = []
    sheet = _sheet(folder)
    second = second_sheet(sheet.with_name(f"{sheet.stem}_second.csv"))
    left = dict(references)
    for file in sorted(folder.rglob("*.eml")):
        raw = file.read_bytes()
        digest = sha256(raw).hexdigest()
        here = left.pop(digest, None)
        if here is None:
            continue
        message = read(RawItem("", file.name, raw), source_kind="eml", key=bytes(32), max_us=2**62)
        if isinstance(message, SetAside):
            continue
        for row in here:
            start, end = int(row["start"]), int(row["end"])
            found = of_sentence(message.text, start, end, message.us or 0, message.tz_minutes)
            ours = found is not None and found.form in FIRM
            naive = _NAIVE.search(message.text[start:end]) is not None
            place: Reference = (digest, start, end)
            said, other = Opinion.of(row["labels"]), second.get(place)
            by_firing = row.get("stratum") in FIRING
            weight = float(row.get("weight") or 1)
            rows.append(Labelled(place, row.get("part") or "", weight, by_firing, said, ours, naive, other))
        if not left:
            break
    return rows, sum(map(len, left.values()))


# --------------------------------------------------------------------------------------------------------- threads


def annotated(folder: Path) -> Reading:
    """Threads that several people annotated: sentences that an annotator links to a commitment."""
    try:
        texts = _texts(ET.parse(folder / "corpus.xml"))  # a folder the user names, expanded entities are bounded by expat
        marks = _marks(ET.parse(folder / "annotation.xml"))
    except ET.ParseError as error:
        raise Unreadable(f"{folder} cannot be read as XML: {error}") from None
    units: list[Tally] = []
    humans: list[Tally] = []
    naive: list[Tally] = []
    sentences = 0
    for thread, annotators in marks.items():
        said = texts.get(thread, {})
        sentences += len(said)
        own = {place: text for place, text in said.items() if not text.lstrip().startswith(">")}
        ours = {place for place, text in own.items() if _fires(text)}
        plain = {place for place, text in own.items() if _NAIVE.search(text)}
        for marked in annotators:
            units.append(_against(ours, marked & said.keys()))
            naive.append(_against(plain, marked & said.keys()))
        humans += [_against(one & said.keys(), other & said.keys()) for one, other in permutations(annotators, 2)]
    if not units or not sentences:
        raise Unreadable(f"{folder} holds no annotated threads.")
    return Reading(
        sentences,
        with_intervals(units, METRICS),
        {"annotators against each other": with_intervals(humans, METRICS), "I will, we will": with_intervals(naive, METRICS)},
        {"threads": len(marks)},
    )


def _against(found: set[str], marked: set[str]) -> Tally:
    return Tally(len(found & marked), len(found - marked), len(marked - found))


def _fires(text: str) -> bool:
    found = of_sentence(text, 0, len(text), 0)
    return found is not None and found.form in FIRM


def _texts(tree: Any) -> dict[str, dict[str, str]]:
    """Sentences by thread and place."""
    return {
        thread.findtext("listno", ""): {s.get("id", ""): " ".join((s.text or "").split()) for s in thread.iter("Sent")}
        for thread in tree.getroot().iter("thread")
    }


def _marks(tree: Any) -> dict[str, list[set[str]]]:
    """For each thread, each annotator's commitments."""
    return {
        thread.findtext("listno", ""): [
            {mark.get("id", "") for mark in annotation.iter("cmt")} for annotation in thread.iter("annotation")
        ]
        for thread in tree.getroot().iter("thread")
    }
