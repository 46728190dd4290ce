"""Transcripts of calls: who said what when, in the forms of several programs."""

from __future__ import annotations

import pytest
from tests.books import vtt

from regard.model import Message, RawItem, SetAside
from regard.parse.transcript import Turn, cues, joined, read, turns, without_speakers
from regard.time import iso

KEY = b"k" * 16
FILE_US = 1_767_700_000_000_000
NOW = 1_800_000_000_000_000


def call(raw: bytes, name: str = "call.vtt", zone: str = "UTC") -> Message:
    """The call of a file."""
    item = RawItem("", name, b"NOTE regard file " + name.encode() + b"\n" + raw, FILE_US)
    found = read(item, source_kind="transcripts", key=KEY, max_us=NOW, zone=zone)
    assert isinstance(found, Message)
    return found


FORMS: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("voices", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jo Reed>Hello &amp; welcome.</v>\n", [("Jo Reed", "Hello & welcome.")]),
    ("names", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nJo Reed: Hello.\n", [("Jo Reed", "Hello.")]),
    ("with company", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jo Reed (Acme)>Hello.\n", [("Jo Reed", "Hello.")]),
    (
        "two voices in a cue",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A B>One.</v>\n<v C D>Two.</v>\n",
        [("A B", "One."), ("C D", "Two.")],
    ),
    (
        "goes on",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA B: One\n\n00:02.500 --> 00:04.000\nand two.\n",
        [("A B", "One and two.")],
    ),
    ("nobody", "WEBVTT\n\n00:01.000 --> 00:02.000\njust words\n", [("Somebody", "just words")]),
    ("commas and no header", "00:00:01,000 --> 00:00:02,000\nA B: One.\n", [("A B", "One.")]),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*f[1:], id=f[0]) for f in FORMS])
def test_turns_of_every_form(text: str, expected: list[tuple[str, str]]) -> None:
    """Voices, names before a colon, tags and entities: each becomes a speaker's turn, and can be read back from the text."""
    assert [(t.speaker, t.text) for t in joined(cues(text))] == expected
    assert [(t.speaker, t.text) for t in turns(call(text.encode()).text)] == expected


WHEN: list[tuple[str, str, str, str, str]] = [
    ("Zoom's name is in UTC", "GMT20260107-101500_Recording.transcript.vtt", "", "2026-01-07T10:15:00Z", "date"),
    ("Teams' name is local", "Review-20260107_101500-Meeting.vtt", "", "2026-01-07T09:15:00Z", "date"),
    ("Meet's name has a zone", "Review (2026-01-07 10:15 GMT-5) - Transcript.vtt", "", "2026-01-07T15:15:00Z", "date"),
    (
        "a note goes before the name",
        "GMT20260107-101500.vtt",
        "NOTE Date: 2026-01-08 09:00 UTC",
        "2026-01-08T09:00:00Z",
        "date",
    ),
    ("the day alone", "Review 2026-01-07.vtt", "", "2026-01-06T23:00:00Z", "date"),
    ("no date at all", "Review.vtt", "", iso(FILE_US) or "", "file"),
    ("an impossible one", "Review 2026-13-45.vtt", "", iso(FILE_US) or "", "file"),
]


@pytest.mark.parametrize(("name", "note", "when", "basis"), [pytest.param(*w[1:], id=w[0]) for w in WHEN])
def test_when_a_call_was(name: str, note: str, when: str, basis: str) -> None:
    """The note, the name in the owner's zone, else the file's own time, and it says which."""
    found = call(vtt(("A B", "Hello there.")), name, "Europe/Berlin")
    if note:
        found = call(vtt(("A B", "Hello there."), note=note), name, "Europe/Berlin")
    assert (iso(found.us), found.us_basis) == (when, basis)


def test_title_and_speakers() -> None:
    """The name without date and the program's words is the subject; speakers are listed once."""
    found = call(
        vtt(("Jo Reed", "Hi."), ("Sam Hart", "Hi."), ("Jo Reed", "So.")), "GMT20260107-101500_Price_review_Recording.vtt"
    )
    assert (found.subject, found.speakers, found.kind) == ("Price review", ("Jo Reed", "Sam Hart"), "call")


def test_a_file_without_words_is_set_aside() -> None:
    """Nothing said is no call."""
    found = read(
        RawItem("", "a", b"NOTE regard file a.vtt\nWEBVTT\n\nNOTE x\n"), source_kind="transcripts", key=KEY, max_us=NOW
    )
    assert isinstance(found, SetAside)
    assert found.reason == "no_words"


def test_leaving_a_speaker_out_leaves_the_others() -> None:
    """What a person said and their name go; the rest stays readable with its times."""
    raw = vtt(("Jo Reed", "Our budget is small."), ("Sam Hart", "I see."), note="NOTE 2026-01-07 10:00 UTC")
    left = without_speakers(b"NOTE regard file a.vtt\n" + raw, {"jo reed"}, "[erased]")
    assert b"budget" not in left
    assert b"Jo Reed" not in left
    found = call(left.partition(b"\n")[2])
    assert (iso(found.us), found.speakers) == ("2026-01-07T10:00:00Z", ("Sam Hart",))
    assert [t.start for t in turns(found.text)] == [0.0, 10.0]


def test_a_long_line_without_end_is_read_in_time() -> None:
    """Megabytes in one line or one name take no more time than their length."""
    list(cues("00:01.000 --> 00:02.000\n" + "a " * 500_000 + "\n"))
    list(cues("00:01.000 --> 00:02.000\n<v " + "a" * 1_000_000))
    assert list(cues("-->" * 300_000)) == []
    assert list(cues("00:01.000 --> 00:02.000\nA: one")) == [Turn("A", 1.0, 2.0, "one")]
