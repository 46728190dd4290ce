"""How often the rules are right on real mail that they were not written on.

`bench/truth/text/channels.csv` holds references only:
the digest of a message's raw bytes, where in its decoded text a sentence stands, and whether it
does what a rule said of it. Read by one person, on seven mailboxes; the rules were written on seven others.
"""

from __future__ import annotations

import csv
import email
import hashlib
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

from tests.eval_data import mailbox

from regard.evidence.language.detect import located
from regard.evidence.language.rules import EXPERIMENTAL

LABELS = Path(__file__).parents[3] / "bench/truth/text/channels.csv"
FLOORS = {
    "declines": 0.80,
    "asks_advice": 0.90,
    "asks_next_step": 0.90,
    "social_talk": 0.92,
    "unprompted_thanks": 0.80,
}
BOXES = (
    "331dc3a8d85e",
    "a22a8e433417",
    "d58e4233c3b5",
    "24dd5054a687",
    "07b9ec8e17e1",
    "bd3e87626c65",
    "a6b09e62f62a",
)

Label = tuple[int, int, str, bool]


@lru_cache(maxsize=1)
def labels() -> dict[str, list[Label]]:
    found: dict[str, list[Label]] = defaultdict(list)
    with LABELS.open(encoding="ascii") as file:
        for row in csv.DictReader(file):
            if row["kind"] in FLOORS and row["right"] in {"0", "1"}:
                found[row["sha256"]].append((int(row["start"]), int(row["end"]), row["kind"], row["right"] == "1"))
    return dict(found)


def test_labels_are_references_only():
    """The label file holds digests, offsets, kinds and verdicts, and not one word of anybody's."""
    for line in LABELS.read_text("ascii").splitlines()[1:]:
        digest, start, end, kind, right = line.split(",")
        assert len(digest) == 64
        assert int(digest, 16) >= 0
        assert 0 <= int(start) < int(end)
        assert kind in {*FLOORS, *EXPERIMENTAL, "read"}
        assert right in {"0", "1", "said"}


def decoded(raw: bytes) -> str:
    """The text that offsets of the labels point into: the first part, line ends as one character."""
    message = email.message_from_bytes(raw)
    part = message.get_payload(0) if message.is_multipart() else message
    body = part.get_payload(decode=True) or b""
    text = body.decode("utf-8", "replace")
    return (body.decode("cp1252", "replace") if "\ufffd" in text else text).replace("\r\n", "\n")


def test_precision_on_real_mail():
    """Of the labelled sentences that a rule finds, at least the floor of its kind is right; none is lost from sight."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    unseen = set(labels())
    for box in BOXES:
        for path in sorted(mailbox(box).rglob("*.eml")):
            raw = path.read_bytes()
            digest = hashlib.sha256(raw).hexdigest()
            if digest not in unseen:
                continue
            unseen.remove(digest)
            text = decoded(raw)
            for start, end, kind, right in labels()[digest]:
                counts[kind, right, kind in {found[0] for found in located(text, start, end, is_reply=False)}] += 1
    assert not unseen
    for kind, floor in FLOORS.items():
        right, wrong = counts[kind, True, True], counts[kind, False, True]
        assert right / (right + wrong) >= floor, (kind, right, wrong)
        assert right >= 0.85 * (right + counts[kind, True, False]), (kind, "finds too few of those it once found")
