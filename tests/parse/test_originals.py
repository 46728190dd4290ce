"""Which originals a mail's quotes give: in mail among ourselves those of somebody outside alone."""

from __future__ import annotations

import pytest

from regard.model import Message, RawItem
from regard.parse import originals as module
from regard.parse.message import read
from regard.parse.originals import originals

US = ("ours.example",)
AMONG_US = """From: Ida Berg <ida@ours.example>
To: Nils Holm <nils@ours.example>
Date: Tue, 3 Mar 2026 09:00:00 +0000
Subject: RE: pumps

Agreed.

-----Original Message-----
{quoted}
"""
OURS = """From: Holm, Nils
Sent: Monday, March 02, 2026 4:10 PM
To: Berg, Ida
Subject: RE: pumps

Shall we offer two?
"""
NAMED = OURS.replace("Holm, Nils", "Nils Holm <nils@ours.example>")
STRANGER = OURS.replace("Holm, Nils", "Stein, Otto")
THEIRS = OURS.replace("Holm, Nils", "Otto Stein <otto@theirs.example>")
BELOW = OURS + "\n-----Original Message-----\n" + THEIRS.replace("02, 2026 4:10", "02, 2026 1:05").replace("two", "three")


def found(quoted: str) -> list[tuple[str, str]]:
    """Author and words of each original of a mail among ourselves."""
    message = read(RawItem("", "", AMONG_US.format(quoted=quoted).encode()), source_kind="files", key=b"k" * 32, max_us=2**62)
    assert isinstance(message, Message)
    return [(o.author_address, o.author_name) for o in originals(message, key=b"k" * 32, us=US)]


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        (OURS, []),
        (NAMED, []),
        (STRANGER, [("", "Stein, Otto")]),
        (THEIRS, [("otto@theirs.example", "Otto Stein")]),
        (BELOW, [("otto@theirs.example", "Otto Stein")]),
    ],
    ids=["by name", "by address", "by nobody known", "by somebody outside", "below one of ours"],
)
def test_among_ourselves(quoted: str, expected: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """What one of us wrote gives none, whatever tells that; the mails that give none are passed over early, which changes nothing."""
    assert found(quoted) == expected
    monkeypatch.setattr(module, "_by_us", lambda _message, _ours: None)
    assert found(quoted) == expected
