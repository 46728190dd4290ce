"""The words: every phrase can be filled, and what comes out is varied."""

import re
from collections import Counter
from random import Random

import pytest

from regard.demo.facts import Around, draw
from regard.demo.phrases import family, fill, pick

FAMILIES = ("seller", "buyer", "inside", "personal", "machines", "people", "plays")
EXTRA = dict.fromkeys(
    (
        *(
            "first",
            "last",
            "first2",
            "title2",
            "re",
            "name",
            "address",
            "back",
            "deal",
            "amount",
            "amount_cut",
            "rival",
            "unseen",
        ),
        *("unseentitle", "thing", "thing_cap", "thing_short", "due", "due_past", "oldfirm", "oldplace", "newfirm", "newtitle"),
        *(
            "s",
            "t",
            "tname",
            "b",
            "bname",
            "x",
            "xname",
            "xtitle",
            "p",
            "pname",
            "peertitle",
            "n",
            "nname",
            "o",
            "oname",
            "ofirm",
        ),
        *("r", "rfirm", "f", "score", "verdict"),
    ),
    "X",
)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_phrase_fills(world, name):
    """No phrase has a slot without a fact, an open bracket or a stray brace, whichever choices are made."""
    rng = Random(5)
    facts = {**draw(rng, world.accounts[0], Around("Ana", "the board", "Bo", "x@y.example"), 1_760_000_000), **EXTRA}
    for parts in family(name).values():
        for phrases in parts.values():
            for phrase in phrases:
                for _ in range(4):
                    assert not re.search(r"[\[\]{}|]", fill(rng, phrase, facts)), phrase


def test_unknown_slot_is_a_mistake():
    """A slot that no fact fills is a KeyError, not silence."""
    with pytest.raises(KeyError):
        fill(Random(1), "for {nobody}", {})


@pytest.mark.parametrize(
    ("phrase", "readings"),
    [
        ("[a|b] c", {"a c", "b c"}),
        ("[|so ]x", {"x", "so x"}),
        ("[a|[b|c]]", {"a", "b", "c"}),
        ("on {day}.", {"on 3.4."}),
    ],
)
def test_grammar(phrase, readings):
    """Choices, optional words, nesting, and a date that brings its own full stop."""
    rng = Random(2)
    assert {fill(rng, phrase, {"day": "3.4."}) for _ in range(60)} == readings


def test_missing_part_is_empty():
    """A table without a part gives no words."""
    assert pick(Random(1), "seller", "nudge", {}, "lead") == ""


def test_texts_are_varied(world):
    """Few mails between buyers and us repeat another word for word, and most five-word runs are heard once."""
    texts = [m.text for m in world.mails if m.family == "buyer"]
    counts = Counter(texts)
    assert sum(n for n in counts.values() if n > 1) < 0.03 * len(texts)
    longer = Counter(t for t in texts if len(t.split()) > 12)
    assert sum(n for n in longer.values() if n > 1) < 0.005 * sum(longer.values())
    grams = Counter()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        grams.update(zip(*(words[i:] for i in range(5)), strict=False))
    assert len(grams) > 0.5 * grams.total()
    assert grams.most_common(1)[0][1] < 0.02 * len(texts)


def test_subjects_are_varied(world):
    """Threads rarely share a subject."""
    subjects = Counter(m.subject for m in world.mails if m.parent is None and m.family == "buyer")
    assert len(subjects) > 0.6 * subjects.total()


def test_people_write_in_their_own_manner(world):
    """Lower-case writers use no capitals, formal ones no contractions, terse ones are shorter than chatty ones."""
    words = {"terse": [], "chatty": []}
    for m in world.mails:
        person = world.people[m.sender]
        if m.family != "buyer":
            continue
        if person.style == "lower":
            assert not re.search(r"\b[A-Z][a-z]+\b", re.sub(r"\S*\d\S*", "", m.text)), m.text
        if person.style == "formal":
            assert not re.search(r"\b(I'd|don't|won't|it's)\b", m.text), m.text
        if person.style in words:
            words[person.style].append(len(m.text.split()))
    assert sum(words["terse"]) / len(words["terse"]) < 0.75 * sum(words["chatty"]) / len(words["chatty"])
