"""How two people are compared, how probable it is that they are one, and which pairs are compared at all."""

from __future__ import annotations

from random import Random

import pytest

from regard.identity.candidates import candidates
from regard.identity.names import parse_name
from regard.identity.odds import fitted
from regard.identity.profiles import profile
from regard.identity.resemblance import LEVELS, Subject, compare
from regard.ids import handle_id
from regard.model import DAY, Handle


def subject(address, *names, days=(0, 10), phones=(), listed=(), signed=(), circle=(), seen_in=()):
    """One address as a person of its own."""
    one = profile(Handle(handle_id(b"k", address), address, names), {})
    shown = tuple(n for text in names if (n := parse_name(text)))
    found = shown or ((one.name,) if one.name else ())
    company = "" if one.strict else one.base
    return Subject(
        address,
        (one,),
        found,
        {company: (days[0] * DAY, days[1] * DAY)},
        messages=len(seen_in) or 1,
        phones=frozenset(phones),
        listed=frozenset(listed),
        signed=tuple(n for text in signed if (n := parse_name(text))),
        circle=frozenset(circle),
        seen_in=frozenset(seen_in),
    )


WORK = "eva.lund@harlow.com"
SAYS = {
    "the same name": ("name", "given name", subject(WORK, "Eva Lund"), subject("elund@brook.com", "Lund, Eva")),
    "the same middle": ("name", "middle too", subject(WORK, "Eva K. Lund"), subject("elund@brook.com", "Lund, Eva K")),
    "a short form": ("name", "short form", subject("r.lund@a.com", "Bob Lund"), subject("robert.lund@b.com", "Robert Lund")),
    "a letter": ("name", "initial", subject(WORK, "Eva Lund"), subject("elund@brook.com", "E. Lund")),
    "spelled out": ("name", "spelled", subject(WORK, "Eva Lund"), subject("evalund@gmail.com")),
    "a letter in an address": ("name", "initial", subject(WORK, "Eva Lund"), subject("elund@brook.com")),
    "a married name": ("name", "other surname", subject("eva.lund@a.com", "Eva Lund"), subject("eva.berg@a.com", "Eva Berg")),
    "surname first without a comma": ("name", "given name", subject(WORK, "Eva Lund"), subject("x1@brook.com", "Lund Eva (EXT)")),
    "transliterated": ("name", "given name", subject("j.mueller@a.de", "Jürgen Müller"), subject("jm@b.de", "Juergen Mueller")),
    "two ways without the letter": (
        "name", "given name", subject("jmueller@a.de", "Juergen Mueller"), subject("jmuller@b.de", "Jurgen Muller")),
    "a ring and a stroke": ("name", "given name", subject("kari@a.no", "Kari Ødegård"), subject("ko@b.no", "Kari Odegaard")),
    "one local part": ("local part", "same", subject("gasdata7@a.com"), subject("gasdata7@b.com")),
    "a given name is no local part": ("local part", None, subject("james@a.com"), subject("james@b.com")),
    "numbered": ("fit", "numbered apart", subject("eva.lund@a.com", "Eva Lund"), subject("eva.lund2@a.com", "Eva Lund")),
    "a name another address is shown with": ("fit", "not both", subject(WORK, "Eva Lund"), subject("ina.roe@a.com", "Eva Lund")),
    "a slip in a domain": ("company", "look-alike", subject("eva@harlow.com"), subject("eva@harlwo.com".replace("wo", "ow"))),
    "another suffix": ("company", "look-alike", subject("eva@harlow.com"), subject("eva@harlow.net")),
    "private": ("company", "free mail", subject("eva@harlow.com"), subject("eva@gmail.com")),
    "in time order": ("company", "one after the other", subject(WORK, days=(0, 50)), subject("el@brook.com", days=(60, 90))),
    "at once": ("company", "both at once", subject(WORK, days=(0, 90)), subject("el@brook.com", days=(10, 85))),
    "one telephone": ("phone", "same", subject(WORK, phones=("5551234",)), subject("el@brook.com", phones=("5551234", "7"))),
    "a signature names it": ("signature", "names the other address", subject(WORK, listed=("e@x.org",)), subject("e@x.org")),
    "signs as the other": ("signature", "signs as the other", subject("desk9@a.com", signed=("Eva Lund",)), subject(WORK, "Eva Lund")),
    "one circle": ("circle", "most", subject(WORK, circle="abcd"), subject("el@brook.com", circle="abcx")),
    "few correspondents say nothing": ("circle", None, subject(WORK, circle="ab"), subject("el@brook.com", circle="ab")),
    "never together": ("together", "never", subject(WORK, seen_in=(1, 2)), subject("el@brook.com", seen_in=(3,))),
    "often together": ("together", "often", subject(WORK, seen_in=(1, 2, 3)), subject("el@brook.com", seen_in=(1, 2, 3))),
}  # fmt: skip


@pytest.mark.parametrize("case", SAYS)
def test_a_comparison_reads_as_it_should(case):
    """Each comparison gives its level, whichever of the two comes first."""
    field, level, a, b = SAYS[case]
    if case == "a slip in a domain":
        b = subject("eva@harlov.com")
    seen, turned = compare(a, b), compare(b, a)
    assert seen == turned
    assert seen is not None
    assert seen[field] == level
    assert level is None or level in LEVELS[field]


CONTRADICT = {
    "two given names": (subject("kim.allen@a.com", "Kim Allen"), subject("karl.allen@a.com", "Karl Allen")),
    "father and son": (subject("john.smith@a.com", "John Smith Sr."), subject("jsmith@a.com", "John Smith Jr.")),
    "two middle names": (subject("eva.k.lund@a.com", "Eva K. Lund"), subject("eva.m.lund@b.com", "Eva M. Lund")),
    "one spelled with another letter": (subject("eva.baker@a.com", "Eva Baker"), subject("ava.baker@b.com", "Ava Baker")),
    "two people": (subject("eva.lund@a.com", "Eva Lund"), subject("ina.roe@a.com", "Ina Roe")),
}


@pytest.mark.parametrize("case", CONTRADICT)
def test_names_that_disagree_are_two_people(case):
    """Two names that cannot be one person's, each fitting its address, are never doubtful, however much else agrees."""
    assert compare(*CONTRADICT[case]) is None


def crowd(n=400):
    """Made-up strangers, so that names have a frequency."""
    random = Random(5)
    first = ["Eva", "Ina", "Karl", "Tom", "Ada", "Rolf", "Mia", "Jan", "Noor", "Pia"]
    parts = ["lun", "ber", "dal", "roe", "hol", "kvi", "mar", "nes", "str", "vik"]
    made = {}
    for i in range(n):
        given, sur = random.choice(first), "".join(random.sample(parts, 2))
        one = subject(
            f"{given.lower()}.{sur}@firm{i % 40}.com", f"{given} {sur.capitalize()}", circle=map(str, range(i, i + 5))
        )
        made[one.id] = one
    return made


def odds_of(a, b):
    """The probability that two are one among strangers."""
    everybody = crowd() | {a.id: a, b.id: b}
    compared = candidates(everybody)
    odds = fitted(everybody, compared)
    seen = compare(a, b)
    assert seen is not None
    return odds.probability(a, b, seen)


def test_a_rare_name_says_more_than_a_common_one():
    """Two addresses of one rare name at two companies are more probably one human than two of a common name."""
    rare = odds_of(subject("eva.lundqvist@a.com", "Eva Lundqvist"), subject("elundqvist@b.com", "Eva Lundqvist"))
    common = odds_of(subject("eva.smith@a.com", "Eva Smith"), subject("esmith@b.com", "Eva Smith"))
    assert rare > common


def test_more_evidence_raises_the_probability():
    """A shared telephone, a shared circle and addresses in time order each raise what a name alone says."""
    names = ("Eva Lundqvist",)
    before = odds_of(subject("eva.lundqvist@a.com", *names, days=(0, 90)), subject("el@b.com", *names, days=(0, 90)))
    circle = [f"p{i}" for i in range(6)]
    left = subject("eva.lundqvist@a.com", *names, days=(0, 40), phones=("7135550101",), circle=circle)
    right = subject("el@b.com", *names, days=(50, 90), phones=("7135550101",), circle=circle)
    assert before < odds_of(left, right)
    assert odds_of(left, right) > 0.9


def test_the_order_of_people_makes_no_difference():
    """Candidates, fitted numbers and probabilities are the same whatever order the people come in."""
    everybody = [
        *crowd(120).values(),
        subject("eva.berlun@z.com", "Eva Berlun"),
        subject("e.berlun@gmail.com", "Eva Berlun"),
    ]
    found = []
    for seed in (1, 2):
        Random(seed).shuffle(everybody)
        people = {s.id: s for s in everybody}
        compared = candidates(people)
        odds = fitted(people, compared)
        found.append([(a, b, odds.probability(people[a], people[b], seen)) for a, b, seen in compared])
    assert found[0] == found[1]
    assert found[0]


def test_a_small_book_keeps_to_the_tables():
    """With next to no candidates the fitted probabilities stay near the ones written down."""
    everybody = {s.id: s for s in (subject(WORK, "Eva Lund"), subject("elund@brook.com", "Eva Lund"))}
    odds = fitted(everybody, candidates(everybody))
    for field, levels in odds.m.items():
        assert sum(levels.values()) == pytest.approx(1), field
        assert all(0 < p < 1 for p in levels.values())


def test_spellings_of_one_name_are_brought_together():
    """Müller, Mueller and Muller (and Ødegård, Odegaard) stand in one block of the queue, whatever their companies."""
    for names in (("Jürgen Müller", "Juergen Mueller", "Jurgen Muller"), ("Kari Ødegård", "Kari Odegaard", "Kari Oedegaard")):
        everybody = {s.id: s for i, n in enumerate(names) for s in [subject(f"desk{i}@c{i}.com", n)]}
        assert len(candidates(everybody)) == 3
