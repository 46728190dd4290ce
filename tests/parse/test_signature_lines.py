"""Where the rules are in doubt, a small model over lines says whether a signature begins, and where."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from regard.parse.signature_lines import MODEL, Line, best, may_open
from regard.parse.zones import zones

SENDER = ("Stephen Poe", "stephen.poe@acme.example")
IN_DOUBT = {
    "a short form of the name under a word of parting": (
        "It would be good to meet them.\n\nCheers,\nSteve\n",
        "Cheers,\nSteve",
    ),
    "initials above a file": (
        "Attached are the figures.\n\nThanks,\nSPX\n\n - figures.xls\n",
        "Thanks,\nSPX\n\n - figures.xls",
    ),
    "thanks alone are words": ("Could you change the entry?\n\nThanks\n", None),
    "thanks above a file are words": ("Could you change the entry?\n\nThanks,\n\n - entry.doc\n", None),
    "somebody told of above": ("Can you call Ben Ode?\n\nBen Ode\n+1 512 555 0199\n", None),
    "a table": ("The volumes are:\n\nNorth 5000 3-6\nSouth 2500 4-1\nWest 1000 5-3\n", None),
    "a parting above two hyphens": ("I will send it.\n\nThanks,\n-- \nStephen Poe\n", "Thanks,\n-- \nStephen Poe"),
}


def signed(text: str) -> str | None:
    """What of a mail is its signature."""
    return next((text[s.start : s.end].strip() for s in zones(text, SENDER) if s.zone == "signature"), None)


@pytest.mark.parametrize("case", IN_DOUBT)
def test_blocks_that_the_rules_do_not_decide(case: str) -> None:
    """A name under a word of parting signs; thanks without a name, names told of and tables do not."""
    text, expected = IN_DOUBT[case]
    assert signed(text) == expected


def test_a_block_above_a_forwarded_mail_may_be_all_that_is_written() -> None:
    """Name, street and number above what is passed on are a signature; as the whole mail they stay words."""
    block = "Stephen Poe\nAcme Pumps Inc.\n12 Main Street\nAustin, TX 78701\nPhone 512-555-0148\n"
    passed_on = (
        "\n---------------------- Forwarded by Stephen Poe/Acme on 05/06/2019 10:42 AM -----\n\n"
        "From: Ann Lee\nTo: Stephen Poe\nSubject: Prices\n\nHere they are.\n"
    )
    assert signed(block + passed_on) == block.strip()
    assert signed(block) is None


def test_what_the_rules_decided_stands() -> None:
    """The model is asked only where the rules found none."""
    lines = [
        Line(40, "Ann", 0.3, True, False),
        Line(33, "Thanks,", 2.0, True, True),
        Line(0, "It is ready.", -4.0, False, True),
    ]
    assert best(lines, 0, whole=True) == 0
    assert may_open(lines) == [0, 1]
    assert best([], None, whole=True) is None


def test_the_weights_are_small_and_say_how_they_were_made() -> None:
    """Numbers under names of facts; no words of anybody's mail."""
    raw = (resources.files("regard.parse") / "models" / f"{MODEL}.json").read_text("utf-8")
    held = json.loads(raw)
    assert len(raw) < 20_000
    assert held["trained_on"]
    assert held["mails"] > 200
    heads = {"line", "ruled", "length", "place", "ends", "begins", "words", "capitals", "below", "above", "start", "telling"}
    assert {name.split()[0] for name in held["weights"]} <= heads
