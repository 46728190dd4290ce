"""Names and addresses: folded to letters that addresses may have, under reserved domains, never twice the same person."""

from random import Random

import pytest

from regard.demo import names


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jörg", "joerg"),
        ("Élodie", "elodie"),
        ("Łukasz", "lukasz"),
        ("Åsa", "asa"),
        ("Seo-yeon", "seo-yeon"),
        ("Núñez", "nunez"),
    ],
)
def test_letters_fold(text, folded):
    """Umlauts become two letters, accents go, hyphens stay."""
    assert names.plain_letters(text) == folded


@pytest.mark.parametrize("form", ["dot", "initial", "initial dot", "underscore", "first", "home"])
def test_every_form_is_an_address(form):
    """Each form gives an ASCII address under the domain."""
    address = names.address(Random(1), "Zoë", "D'Arcy", "a.example", form)
    assert address.isascii()
    assert address.endswith("@a.example")
    assert address[0].isalnum()


def test_no_two_people_share_a_name():
    """Six hundred people have six hundred names."""
    rng, taken = Random(4), set()
    people = [names.person_name(rng, rng.choice(("uk", "de", "us_east", "pl")), taken) for _ in range(600)]
    assert len(set(people)) == 600


def test_companies_are_distinct_beyond_the_list():
    """More companies than there are stems still get names and domains of their own, all reserved."""
    rng, taken = Random(4), set()
    firms = [names.company_name(rng, "food", taken) for _ in range(120)]
    assert len({d for _, d in firms}) == 120
    assert all(d.endswith(".example") for _, d in firms)


def test_phone_numbers_are_for_fiction():
    """Numbers come from ranges that regulators keep free, or there is none."""
    rng = Random(1)
    assert names.phone(rng, "uk").startswith("+44 1632 960")
    assert "555-01" in names.phone(rng, "us_east")
    assert names.phone(rng, "it") == ""
