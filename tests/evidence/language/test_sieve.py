"""Patterns behind a sieve find what they find when each is tried."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from random import Random

import pytest

from regard.evidence.language.forms import asked
from regard.evidence.language.sieve import Sieve, Sifted, numbers, rarest

FILLED = (" ", " ", " we ", "\n", ", ", " ſ", "İ ", " K", "’", " not ", " straße ")
"""What stands between pieces."""


def told(file: str, *keys: str) -> list[str]:
    """The patterns of a file of rules."""
    found = tomllib.loads(resources.files("regard.evidence").joinpath(file).read_text("utf-8"))
    for key in keys:
        found = found[key]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\bstill (?:waiting|missing)\b", [{"still "}, {"waiting", "missing"}]),
        (r"(?:a|the) reminder", [{"a", "the"}, {" reminder"}]),
        (r"\w+(?: any)?", []),
    ],
)
def test_what_is_asked_for(source: str, expected: list[set[str]]) -> None:
    """A match holds one piece of each set, blanks as the pattern has them; what may be missing is not asked for."""
    assert asked(source) == expected


def test_the_rarest_are_asked_for() -> None:
    """Short pieces, which stand everywhere, are not; of the others three sets at most, the longest words first."""
    sets = [frozenset(one) for one in (("of",), ("day", "week"), ("reminder",), ("promised",), ("still", "yet"), ("a", "i"))]
    assert rarest(sets) == [frozenset(("promised",)), frozenset(("reminder",)), frozenset(("still", "yet"))]


def test_all_must_stand() -> None:
    """A pattern passes where a piece of each of its sets stands, one that asks for nothing always."""
    sieve = Sieve([[frozenset(("still",)), frozenset(("waiting", "missing"))], [], [frozenset(("overdue",))]])
    assert list(numbers(sieve.passed("we are still here"))) == [1]
    assert list(numbers(sieve.passed("still missing, and overdue"))) == [0, 1, 2]
    assert list(numbers(Sieve([[], []]).passed(""))) == [0, 1]
    assert Sieve([]).passed("anything") == 0


CHASES = (
    r"\bstill (?:been )?(?:waiting|nothing)\b|\bnoch\b[^.]{0,25}\b(?:nichts|keine?n?)\b[^.]{0,40}\bgehört\b",
    r"\boù en (?:est|sont)\b|\bis there any news\b",
)


@pytest.mark.parametrize("ignoring", [True, False])
@pytest.mark.parametrize(
    "sources",
    [CHASES, told("language/confidences.toml", "en", "patterns"), told("language/confidences.toml", "fr", "patterns")],
    ids=["chases", "confidences", "confidences in French"],
)
def test_nothing_is_missed(sources: list[str], *, ignoring: bool) -> None:
    """Over what each pattern asks for, put together with odd letters, lines and signs, it is found where it matches when it is tried."""
    random, sifted = Random(3), Sifted(*sources, ignoring=ignoring)
    plain = [re.compile(source, re.IGNORECASE if ignoring else 0) for source in sources]
    ways = [way for _, way in sifted._ways]
    seen = 0
    for _ in range(3_000):
        pieces = [random.choice(sorted(of)) for of in asked(random.choice(ways))]
        text = "".join(random.choice((str, str, str.upper, str.title))(p) + random.choice(FILLED) for p in pieces)
        expected = [bool(one.search(text)) for one in plain]
        assert sifted.found(text) == any(expected), text
        for n in {random.randrange(len(plain)), *(n for n, one in enumerate(expected) if one)}:
            assert sifted.found(text, sifted.of([n])) == expected[n], (n, text)
        seen += any(expected)
    assert seen > 20
