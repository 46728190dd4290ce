"""Display names of every form, and what they say."""

import pytest

from regard.identity.names import PersonName, fold, name_in_local, parse_name
from regard.identity.normalize import name_key

SAME_PERSON = [
    "Lund, Eva K.",
    "Eva K. Lund",
    "LUND, EVA K (Sales)",
    "eva.k.lund@harlowfoods.com",
    '"Eva K. Lund"',
    "'Lund, Eva K.'",
    "Dr. Eva K. Lund, PhD",
    "Eva K. Lund, MBA",
    "Ms. Eva K Lund",
    "Eva K Lund@HARLOW",
    "Eva K Lund/OSL/HARLOW@HARLOW",
    "Lund, Eva K. </O=HARLOW/OU=NA/CN=RECIPIENTS/CN=ELUND>",
    "Eva K. Lund [Harlow Foods]",
    'Eva "Evie" K. Lund',
    "Eva (Evie) K. Lund",
    "Éva K. Lund",
]


@pytest.mark.parametrize("display", SAME_PERSON)
def test_every_form_of_one_name_has_one_key(display):
    """Order, quotes, titles, departments, directory tails and accents make no difference to a name's key."""
    assert name_key(display) == "lund|eva|k|"


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("Eva Lund", PersonName("eva", (), "lund")),
        ("E. Lund", PersonName("e", (), "lund")),
        ("Garza Jr., Tommy", PersonName("tommy", (), "garza", "jr")),
        ("Tommy Garza, Jr.", PersonName("tommy", (), "garza", "jr")),
        ("J. R. Ewing III", PersonName("j", ("r",), "ewing", "iii")),
        ("Jan van der Berg", PersonName("jan", (), "vanderberg", "", ("berg",))),
        ("Berg, Jan van der", PersonName("jan", (), "vanderberg", "", ("berg",))),
        ("Müller, Jürgen", PersonName("jurgen", (), "muller", "", ("mueller",), ("juergen",))),
        ("Mary Smith-Jones", PersonName("mary", (), "smithjones", "", ("jones", "smith"))),
        ("Pat O'Brien", PersonName("pat", (), "obrien")),
        ("Maria Garcia Lopez", PersonName("maria", ("garcia",), "lopez")),
    ],
)
def test_a_name_is_taken_apart(display, expected):
    """Given name, middle names, surname with its particles, and generation come apart as written."""
    assert parse_name(display) == expected


@pytest.mark.parametrize(
    "display",
    [
        "",
        " , ",
        "Eva",
        "eva@harlowfoods.com",
        "Sales Team",
        "Harlow Foods Inc.",
        "IT Helpdesk",
        "Accounts Payable",
        "Office of the Chairman,",
        "Trader 7",
        "Ana Bell via LinkedIn",
        "Ina Roe on behalf of Eva Lund",
        "undisclosed-recipients",
        "<>",
        "Mailer Daemon",
        "The Harlow Foods Purchasing and Procurement Working Group",
        "\x00\x01",
        "???",
    ],
)
def test_what_names_nobody_has_no_key(display):
    """Single words, teams, companies, proxies and rubbish name no person."""
    assert parse_name(display) is None
    assert name_key(display) == ""


def test_father_and_son_have_different_keys():
    """A generation is part of the name."""
    assert name_key("Tom Reed Jr.") != name_key("Tom Reed")
    assert name_key("Tom Reed Jr.") != name_key("Tom Reed Sr.")


@pytest.mark.parametrize(
    ("local", "key"),
    [
        ("eva.lund", "lund|eva||"),
        ("eva_k_lund", "lund|eva|k|"),
        ("eva-lund", "lund|eva||"),
        ("tom.reed.jr", "reed|tom||jr"),
        ("elund", None),
        ("e.lund", None),
        ("k..lund", None),
        ("sales.team", None),
        ("eva.lund2", None),
    ],
)
def test_an_address_may_spell_out_a_name(local, key):
    """Only an address with both names written out is a name."""
    name = name_in_local(local)
    assert (name.key if name else None) == key


def test_folding_keeps_letters_only():
    """Accents, case, apostrophes, hyphens and dots go; letters stay."""
    assert fold("O’Brien-Łukasz St.") == "obrienlukaszst"
