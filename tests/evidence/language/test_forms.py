"""Patterns asked for by the words that stand in a sentence find what they find when each is tried."""

from __future__ import annotations

import re
from random import Random

import pytest

from regard.deals.gist_forms import forms
from regard.deals.signs import examples
from regard.evidence.language.forms import Forms, needles, ways
from regard.evidence.language.sentences import plain


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"a|b", ["a", "b"]),
        (r"\b(?:late|over ?due)\b", [r"\blate\b", r"\bover ?due\b"]),
        (r"\b(?:a|(?:b|c)d)\b|e", [r"\ba\b", r"\b(?:b|c)d\b", "e"]),
        (r"\b(?:a|b)(?:c|d)\b", [r"\b(?:a|b)(?:c|d)\b"]),
        (r"[|(]x\|y", [r"[|(]x\|y"]),
        (r"[]|]x", ["[]|]x"]),
        (r"[^]|)]x|y", ["[^]|)]x", "y"]),
        (r"(?i:a|b)", ["(?i:a|b)"]),
    ],
)
def test_ways(source: str, expected: list[str]) -> None:
    """A pattern comes apart at its outermost bars, and each part is a pattern of its own."""
    assert list(ways(source)) == expected
    for way in expected:
        re.compile(way)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\bbenchmark\w*", (("benchmark",),)),
        (r"\w+ ?\((?:x|yes)\)", (("(",), (")",), ("x", "yes"))),
        (r"[€$]\s?\d", (("$", "€"),)),
        (r"(?:send \w+ to|reach) \w", (("reach", "send"),)),
        (r"(?:ab)?\w(?:c|\d)", ()),
        (r"(?:Price){2,}", (("price",),)),
    ],
)
def test_needles(source: str, expected: tuple[tuple[str, ...], ...]) -> None:
    """Pieces of which each match holds one: none out of what may be missing, none with a blank in it."""
    assert needles(source) == expected


WORDS = (
    "price", "Price", "PRICE", "don't", "don’t", "we", "Kim",
    "Brandt's", "€5", "12 EUR", "(", ")", "signs", "it", "ſign", "prıce", "K", "straße",
    "e-mail", "over_due", "not", "\n", "?", "at", "kim@example.org", "Direktor", "the", "board", "decides", "ﬁnal", "offer", "İt's",
)  # fmt: skip


def test_nothing_is_missed() -> None:
    """Over examples of signs, cut and mixed with odd letters and signs, the names found are those whose patterns match."""
    known = forms()
    by_name: dict[str, list[re.Pattern[str]]] = {}
    for name, source in zip(known.names, known.sources, strict=True):
        by_name.setdefault(name, []).append(re.compile(source))
    rng = Random(11)
    pool = [words for _, words, _ in examples()]
    seen: set[str] = set()
    for n in range(700):
        parts = [*rng.choice(pool).split(" "), *rng.sample(WORDS, n % 5)]
        if n % 3 == 0:
            rng.shuffle(parts)
        written = " ".join(parts).upper() if n % 17 == 0 else " ".join(parts)
        low = plain(written)
        found = known.found(known.may(low), low, written)
        for name, patterns in by_name.items():
            text = written if name in known.written else written.casefold() if name in known.untried else low
            matches = any(pattern.search(text) for pattern in patterns)
            assert matches is (name in found) or (name in known.untried and not matches), (name, written)
            seen |= {name} if matches else set()
    assert len(seen) > 20


def test_only_some_names_are_looked_for() -> None:
    """Of a text only the ways of the names asked for are told, and a form is tried only where its words stand."""
    known = Forms.of({"money": [r"\bprice\b|[€$]\d"], "end": [r"\b(?:over|done)\b"], "any": [r"\w+ing\b"]}, untried=("any",))
    assert known.found(known.may("the price is done"), "the price is done", "") == {"money", "end", "any"} - {"any"}
    low = "the price is over for €5"
    assert known.found(known.may(low, known.of_names(("end",))), low, low) == {"end"}
    assert known.may("none of it") == 0
    assert known.found(known.may("bring it"), "bring it", "") == {"any"}
