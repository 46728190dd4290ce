"""Greetings and what is passed on, cut out of a mail's zones."""

from __future__ import annotations

import pytest
from tests.pace import within

from regard.model import Span
from regard.parse.finer import finer
from regard.parse.zones import zones

GREETINGS = [
    "Dear Lena,", "Hi Lena", "Hello!", "Good morning Lena and Tom,", "Hey gang,", "Lena,", "Lena / Tom -", "Lena:", "Market Participants:",
    "Guten Tag Frau Berg,",
    "Sehr geehrter Herr Dr. Holm,", "Bonjour Claire,", "Hola Marta:", "Ciao Paolo,", "Olá Inês,", "Beste Jan,",
    "Szanowny Panie,", "Hej Lars,", "Добрый день.",
]  # fmt: skip
NO_GREETINGS = [
    "Hi Lena, thanks for the list.", "Lena, the pump arrived.", "Thanks,", "Attached:", "Note:", "Hello from all of us at the fair",

    "The pump runs.", "We met on Tuesday,", "OK", "Diet Coke", "Tomorrow,",
]  # fmt: skip


@pytest.mark.parametrize("line", GREETINGS)
def test_a_line_that_only_greets_is_the_salutation(line: str) -> None:
    """The first line of what somebody wrote, if it greets or names and says nothing else; the words after it stay their own."""
    text = f"{line}\n\nthe pump arrived today and runs well.\n"
    cut = finer(text, zones(text))
    assert [(s.zone, text[s.start : s.end].strip()) for s in cut] == [
        ("salutation", line),
        ("own", "the pump arrived today and runs well."),
    ]


@pytest.mark.parametrize("line", NO_GREETINGS)
def test_a_line_that_says_something_is_none(line: str) -> None:
    """A greeting with a sentence behind it, a closing, a heading and a plain line stay the author's words."""
    text = f"{line}\nThe pump arrived today and runs well.\n"
    assert "salutation" not in {s.zone for s in finer(text, zones(text))}


FORWARDS = [
    ("FYI\n\n--- Forwarded by Lena Berg on 03/02/2026 ---\nFrom: Tom\nSubject: Pumps\n\nBye.\n", False, "forwarded"),
    ("FYI\n\n--- Forwarded message ---\nFrom: T <t@a.example>\nDate: 3 Mar 2026\nSubject: Pumps\nTo: L\n\nHi\n", False, "forwarded"),
    ("FYI\n\nBegin forwarded message:\n\nFrom: T <t@a.example>\nSubject: P\nDate: 3 May 2026\nTo: L\n\nHi\n", False, "forwarded"),
    ("FYI\n\n-----Original Message-----\nFrom: Tom\nSent: Monday\nTo: Lena\nSubject: Pumps\n\nHi\n", True, "forwarded"),
    ("Yes.\n\n-----Original Message-----\nFrom: Tom\nSent: Monday\nTo: Lena\nSubject: Pumps\n\nHi\n", False, "quoted"),
    ("On 3 March 2026 Tom wrote:\n> Pumps?\n\nYes.\n", False, "quoted"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "passed_on", "zone"), FORWARDS)
def test_what_is_passed_on_is_told_from_what_is_quoted(text: str, passed_on: bool, zone: str) -> None:
    """A mail that says it is forwarded, by its rule or its subject, is passed on; an answer's quote is not."""
    cut = finer(text, zones(text), passed_on=passed_on)
    assert {s.zone for s in cut} - {"own"} == {zone}


def test_the_spans_still_cover_everything() -> None:
    """Nothing is lost or told twice, whatever is cut; a text of nothing has no spans."""
    assert finer("", ()) == ()
    for text in ("Hi Lena", "Lena,\n", "\n\nHello\n> x\n> y\nHello\n", *(f[0] for f in FORWARDS)):
        cut = finer(text, zones(text))
        assert "".join(text[s.start : s.end] for s in cut) == text


@pytest.mark.parametrize("line", ["Hi " + "a," * 500_000, "A" * 1_000_000, "Lena, " * 160_000, "-" * 1_000_000, "> " * 500_000])
def test_a_megabyte_line_takes_no_time(line: str) -> None:
    """No line makes it slow."""
    within(1, lambda: [finer(line, (Span(0, len(line), zone),)) for zone in ("own", "quoted")])


@pytest.mark.parametrize(
    "line", ["Hi " + "-" * 4000 + " x", "Anna" + "-" * 4000, "Summary " + "-" * 4000 + ">", "Hi " + ", " * 2000 + "x"]
)
def test_a_line_of_dashes_is_read_at_once(line: str) -> None:
    """A greeting before a ruler of dashes or commas costs no more than its length."""
    within(0.5, lambda: finer(line + "\nbody", [Span(0, len(line) + 5, "own")]))
