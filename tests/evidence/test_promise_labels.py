"""How often what the ledger takes for a promise is one, on real mail that its rules were not written on.

`promise_labels.csv` holds references only: the digest of a mail's bytes, where in its decoded text the sentence stands, whether it is a
promise, the state that was shown when it was read, and whether that state was right ("" where nobody could tell). Read by one person.
`promise_labels_later.csv` holds three samples more (`part`), without states; `why` says what it was instead of a promise.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from tests.eval_data import mailbox

from regard.flow.reading import Reader, read
from regard.model import Message, RawItem

LABELS = Path(__file__).with_name("promise_labels.csv")
LATER = Path(__file__).with_name("promise_labels_later.csv")
BOXES = (
    "389cbedf9f25",
    "07b9ec8e17e1",
    "8ffec0808247",
    "ec9c48ff6034",
    "bd3e87626c65",
    "d6a7b775e100",
    "8d859f4bed78",
)
MORE_BOXES = (
    *BOXES,
    "9a4f9e1b5b3d",
    "a22a8e433417",
    "a6b09e62f62a",
    "d58e4233c3b5",
)
LEAST = 0.85
LEAST_LATER = 0.72


def still_found(rows: list[dict[str, str]], boxes: tuple[str, ...]) -> set[tuple[str, int]]:
    """(digest, start) of every promise that is read today in the mails that the rows name, all of which must be there."""
    wanted = {row["sha256"] for row in rows}
    reader = Reader("mail", b"k" * 32, True, 2**62)
    found: set[tuple[str, int]] = set()
    held: set[str] = set()
    for digest in boxes:
        for file in mailbox(digest).rglob("*"):
            raw = file.read_bytes() if file.is_file() else b""
            sha = hashlib.sha256(raw).hexdigest()
            if sha in wanted and sha not in held:
                held.add(sha)
                message = read(RawItem("", str(file), raw), reader).result
                assert isinstance(message, Message)
                found |= {(sha, pledge.start) for pledge in message.pledges}
    assert held == wanted
    return found


def test_what_is_taken_for_a_promise_is_one() -> None:
    """Of the sentences that were read and are still found, at least .85 are promises, and nearly every promise is still found."""
    rows = list(csv.DictReader(LABELS.open(encoding="ascii")))
    found = still_found(rows, BOXES)
    right = [(row["sha256"], int(row["start"])) in found for row in rows if row["promise"] == "1"]
    wrong = [(row["sha256"], int(row["start"])) in found for row in rows if row["promise"] == "0"]
    assert sum(right) / (sum(right) + sum(wrong)) >= LEAST
    assert sum(right) >= len(right) - 3


def test_mending_loses_no_promise_of_those_read_later() -> None:
    """Three samples of eleven mailboxes: of what is still found .72 or more are promises (.75 unseen), and nearly all of them are."""
    rows = list(csv.DictReader(LATER.open(encoding="ascii")))
    found = still_found(rows, MORE_BOXES)
    right = [(row["sha256"], int(row["start"])) in found for row in rows if row["promise"] == "1"]
    wrong = [(row["sha256"], int(row["start"])) in found for row in rows if row["promise"] == "0"]
    assert sum(right) / (sum(right) + sum(wrong)) >= LEAST_LATER
    assert sum(right) >= len(right) - 3
