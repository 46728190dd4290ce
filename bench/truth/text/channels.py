"""`channels`: is it right what a buyer's words do, and our own? Per kind and behaviour, over mail with references to what was read in it.

A folder of mail (`*.eml`, any depth) is read with its own `labels.csv`, else with the project's (`channels.csv`, `practice.csv`): the
SHA-256 of a mail's bytes, start and end of a sentence in its decoded text, a kind, a verdict (column `right` or `verdict`): 1 or 0 for a
sentence that some rule found, `said` for one that a reader of the whole message found. A row of kind `read` names a message read whole for
what buyers do, one of kind `read ours` for our behaviours.

`precision`: right among the sentences judged 1 or 0 that are found now; `fired`: how many those are; `recall`: of the read messages that
say it, those in which it is found; where no message was read whole, of the sentences judged 1. A kind that fires fewer than 30 times, or is
right less often than .85, may not become a channel: `usable` says so. Small talk and thanks are told of messages. Intervals after Wilson.

A second reader's sheet beside the labels (`labels_second.csv`, the project's `channels_second.csv`), with verdicts on some of the sentences
judged, adds `readers`: how far the two agree on those found now, and precision by each and by what both say alike; a kind at a time, and
over all that buyers do and all of our behaviours.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.truth.messages import Unreadable
from bench.truth.text.readers import right_by
from bench.truth.text.reading import Reading, shares
from regard.evidence.language.detect import located
from regard.evidence.language.rules import KINDS
from regard.evidence.practice import BEHAVIOURS, practice
from regard.model import Message, RawItem, SetAside, Span
from regard.parse.message import read

GOLD = (Path(__file__).with_name("channels.csv"), Path(__file__).with_name("practice.csv"))
"""What was read in buyers' mail, and in mail that sellers sent."""
SECOND = Path(__file__).with_name("channels_second.csv")
"""A second reader's verdicts on up to thirty sentences a kind, of both sheets."""
ALL = (*KINDS, *BEHAVIOURS)
BUYERS = frozenset(KINDS) - {"question", "request", "closing"}
"""What buyers' words do: each has its row, also where it never fired."""
WHOLE: dict[str, tuple[str, ...]] = {"read": KINDS, "read ours": BEHAVIOURS}
"""What says that a message was read whole, and for what."""
LEAST_FIRED = 30
LEAST_PRECISION = 0.85
KEYWORDS = {
    "discloses": r"\b(?:our|my) (?:budget|boss|board|cfo|ceo|management)\b",
    "coaches": r"\b(?:between (?:us|you and me)|heads[- ]up|you should)\b",
    "names_competitor": r"\b(?:competitors?|another (?:vendor|supplier)|quote from)\b",
    "defers": r"\b(?:check with|approval|sign[- ]off)\b",
    "brings_superior": r"\b(?:my|our) (?:boss|director|president|cfo|ceo)\b",
    "talks_outcomes": r"\b(?:our|my) (?:goals?|targets?|objectives?)\b",
    "price_only": r"\b(?:prices?|pricing|discount)\b",
    "leaves": r"\b(?:leaving|resigned|last day|no longer with)\b",
    "declines": r"\b(?:unfortunately|not interested|decline|pass)\b",
    "complains": r"\b(?:disappointed|unacceptable|complain|frustrat\w+)\b",
    "asks_advice": r"\b(?:what do you think|recommend|advice|suggest\w*)\b",
    "asks_next_step": r"\b(?:meeting|call|demo|proposal)\b",
    "acts_on": r"\b(?:we (?:tried|used)|as you suggested)\b",
    "social_talk": r"\b(?:weekend|vacation|family|kids|game|lunch)\b",
    "unprompted_thanks": r"\bthank",
    "connecting": r"\b(?:introduce|in touch with|contact)\b",
    "curiosity": r"\b(?:what|how|why)\b[^.]*\?",
    "listening": r"\byou (?:said|mentioned|suggested|asked)\b",
    "giving": r"\b(?:fyi|for your information|hope this helps)\b",
    "value": r"\b(?:save|benefit|help you)\b",
    "empathy": r"\b(?:i understand|sorry to hear|you are busy)\b",
    "credibility": r"\b(?:according to|based on|experience)\b",
    "vulnerability": r"\b(?:sorry|apologi[sz]e|not sure|don't know)\b",
    "character": r"\bas promised\b",
}
"""The simplest reader of each kind."""


@dataclass(frozen=True, slots=True)
class Label:
    """One reference: where, what, and `1`, `0` or `said`; a second reader's `1` or `0`, or "" where there is none."""

    start: int
    end: int
    kind: str
    verdict: str
    second: str = ""


@dataclass(slots=True)
class Count:
    """What was counted of one kind: right and wrong of those found, said and found of those to be found; the same found by keywords.

    `twice` holds whether those found are right by the first and by the second reader, where both have judged.
    """

    right: int = 0
    wrong: int = 0
    said: int = 0
    found: int = 0
    naive: int = 0
    twice: list[tuple[bool, bool]] = field(default_factory=list)


def measure(folder: Path, *, strip_headers: bool = False) -> Reading:
    """Measure on one folder. Raises Unreadable where the labels cannot be used, or none fits its mail."""
    del strip_headers
    left = references(folder)
    whole = any(label.kind in WHOLE for labels in left.values() for label in labels)
    counts: dict[str, Count] = defaultdict(Count)
    messages = sentences = 0
    for file in sorted(folder.rglob("*.eml")):
        if not left:
            break
        raw = file.read_bytes()
        labels = left.pop(sha256(raw).hexdigest(), None)
        if labels is None:
            continue
        message = read(RawItem("", file.name, raw), source_kind="eml", key=bytes(32), max_us=2**62)
        if isinstance(message, SetAside):
            continue
        messages += any(label.kind in WHOLE for label in labels)
        sentences += sum(label.verdict in {"0", "1"} for label in labels)
        _count(message, labels, counts, whole)
    if not counts:
        raise Unreadable(f"No mail of {folder} is labelled for channels.")
    told = {kind: _row(counts[kind]) for kind in ALL if kind in counts or kind in BUYERS}
    return Reading(
        sentences,
        told,
        {"keywords": {kind: shares({"recall": (counts[kind].naive, counts[kind].said)}) for kind in told}},
        {
            "messages read whole": messages,
            "introduces": "read from who stands on a mail (the channel introduces_colleague), not from words: nothing fires here",
            "references without a mail": sum(map(len, left.values())),
            "readers": _readers({kind: counts[kind].twice for kind in told}),
        },
    )


def _readers(twice: Mapping[str, Sequence[tuple[bool, bool]]]) -> dict[str, Any]:
    """Two readers beside each other, where there are two: over all that buyers do, over all of our behaviours, and by kind."""
    sums = {
        name: [pair for kind in kinds for pair in twice.get(kind, ())]
        for name, kinds in (("what buyers do", KINDS), ("what we do", BEHAVIOURS))
    }
    return {name: right_by(pairs) for name, pairs in {**sums, **twice}.items() if pairs}


def _row(count: Count) -> dict[str, Any]:
    fired = count.right + count.wrong
    usable = fired >= LEAST_FIRED and count.right >= LEAST_PRECISION * fired
    found = {"precision": (count.right, fired), "recall": (count.found, count.said)}
    return {**shares(found), "fired": fired, "to be found": count.said, "usable": usable}


def _count(message: Message, labels: Sequence[Label], counts: dict[str, Count], whole: bool) -> None:
    """One message's labels, added to the counts."""
    text = message.text
    read_for = {kind for label in labels for kind in WHOLE.get(label.kind, ())}
    own = [span for span in message.spans if span.zone == "own"]
    fired = [
        cue for span in own for cue in located(text, span.start, span.end)
    ]  # where a sentence ends depends on what is around it
    fired += [(shown.behaviour, shown.start, shown.end, shown.q) for shown in practice(text, message.spans)]
    here = {kind for kind, *_ in fired}
    said = {label.kind for label in labels if label.verdict in {"said", "1"}}
    for kind in sorted(said & read_for):
        _find(counts[kind], kind in here, kind, " ".join(text[s.start : s.end] for s in own))
    for label in labels:
        if label.kind in WHOLE or label.verdict not in {"0", "1"}:
            continue
        near = [*fired, *located(text, label.start, label.end)]  # the latter for sentences outside own words
        if not any(span.start <= label.start < span.end for span in own):
            quoted = practice(text, [Span(label.start, label.end, "own")])
            near += [(shown.behaviour, shown.start, shown.end, shown.q) for shown in quoted]
        fires = any(kind == label.kind and start < label.end and label.start < end for kind, start, end, _ in near)
        count = counts[label.kind]
        if fires:
            count.right += label.verdict == "1"
            count.wrong += label.verdict == "0"
            if label.second:
                count.twice.append((label.verdict == "1", label.second == "1"))
        if not whole and label.verdict == "1":
            _find(count, fires, label.kind, text[label.start : label.end])


def _find(count: Count, found: bool, kind: str, words: str) -> None:
    count.said += 1
    count.found += found
    count.naive += re.search(KEYWORDS[kind], words, re.IGNORECASE) is not None


def references(folder: Path) -> dict[str, list[Label]]:
    """The labels by digest: the folder's own, else the project's. Raises Unreadable, naming the row, where one cannot be used."""
    own = folder / "labels.csv"
    sheets, second = ((own,), folder / "labels_second.csv") if own.exists() else (GOLD, SECOND)
    found: dict[str, list[Label]] = {}
    for file in sheets:
        for digest, labels in _read_labels(file).items():
            found.setdefault(digest, []).extend(labels)
    return _with_second(found, second) if second.exists() else found


def _with_second(found: dict[str, list[Label]], file: Path) -> dict[str, list[Label]]:
    """The labels with a second reader's verdicts. Raises Unreadable where one is of a sentence that the first has not judged."""
    said = {(d, x.start, x.end, x.kind): x.verdict for d, labels in _read_labels(file).items() for x in labels}
    judged = {(d, x.start, x.end, x.kind) for d, labels in found.items() for x in labels if x.verdict in {"0", "1"}}
    for place, verdict in said.items():
        if place not in judged or verdict == "said":
            raise Unreadable(
                f"{file}: {place[0][:12]} {place[1]} is no sentence that the first reader judged, or has no verdict."
            )
    return {
        digest: [replace(x, second=said.get((digest, x.start, x.end, x.kind), "")) for x in labels]
        for digest, labels in found.items()
    }


def _read_labels(file: Path) -> dict[str, list[Label]]:
    found: dict[str, list[Label]] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        columns = set(reader.fieldnames or ())
        verdict = "verdict" if "verdict" in columns else "right"
        if not {"sha256", "start", "end", "kind", verdict} <= columns:
            raise Unreadable(f"{file} must have the columns sha256, start, end, kind and right (or verdict).")
        for row in reader:
            found.setdefault(row["sha256"], []).append(_label(row, verdict, f"{file}, line {reader.line_num}"))
    return found


def _label(row: dict[str, str], verdict: str, place: str) -> Label:
    try:
        label = Label(int(row["start"]), int(row["end"]), row["kind"], row[verdict])
    except (TypeError, ValueError):
        raise Unreadable(f"{place}: start and end must be whole numbers.") from None
    if (
        label.kind not in {*WHOLE, *ALL}
        or label.verdict not in {"0", "1", "said"}
        or label.kind in {"question", "request", "closing"}
    ):
        raise Unreadable(f"{place}: unknown kind or verdict “{label.kind}”, “{label.verdict}”.")
    return label
