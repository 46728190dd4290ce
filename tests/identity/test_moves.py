"""What somebody's words say of their own change of company, and whose words are read at all."""

from __future__ import annotations

import pytest

from regard.identity.matching import empty, judge_new
from regard.identity.moves import announces, elsewhere, names_company, states
from regard.ids import handle_id
from regard.model import Handle

NEW = "eva.lundqvist@brook.com"

STATED = {
    f"From Monday you can reach me at {NEW}.": True,
    "Please write to me at Eva.Lundqvist@Brook.com from now on.": True,
    f"My new address is {NEW}": True,
    f"Please stop using my old work address, {NEW}.": True,
    f"I have left. My e-mail from 1 May:\n{NEW}": True,
    f"Ab Montag erreichen Sie mich unter {NEW}.": True,
    f"Vous pouvez me joindre à {NEW}": True,
    f"My namesake sits at Brook: {NEW}. Ask her.": False,
    f"Please send the invoice to {NEW}.": False,
    f"That is not my address: {NEW}": False,
    f"My colleague's address is {NEW}.": False,
    f"You can reach me any time.\n\nThe buyer there is {NEW}": False,
    "You can reach me at other.eva.lundqvist@brook.com": False,
    "You can reach me at eva.lundqvist@brook.community": False,
    "": False,
}


@pytest.mark.parametrize("words", STATED)
def test_a_stated_address(words):
    """Words say an address is the writer's own only where they say so in the first person, near the whole address."""
    assert states(words, NEW) is STATED[words]


ANNOUNCED = {
    "I have left Harlow Foods and joined Brook.": True,
    "As of today I am now with Brook.": True,
    "Please note my new e-mail address.": True,
    "I've started at Brook this week.": True,
    "Ich habe Harlow verlassen.": True,
    "meine neue E-Mail-Adresse steht unten": True,
    "I left the papers at your desk.": False,
    "I joined the call late, sorry.": False,
    "Your new address is in our system.": False,
    "We moved to new offices.": False,
    "": False,
}


@pytest.mark.parametrize("words", ANNOUNCED)
def test_a_change_announced(words):
    """A change of job or address of the writer's own counts, not things left, calls joined or other people's addresses."""
    assert announces(words) is ANNOUNCED[words]


COMPANY = {
    ("after nine years at Harlow Foods", "harlow-foods.com"): True,
    ("after nine years at HARLOWFOODS", "harlow-foods.com"): True,
    ("nach Jahren bei Höhlbach & Sohn", "hohlbachsohn.de"): True,
    ("after nine years at Harlow", "harlow-foods.com"): False,
    ("write to x@harlow-foods.com", "harlow-foods.com"): False,
    ("the abc of it", "abc.com"): False,
}


@pytest.mark.parametrize("case", COMPANY)
def test_a_company_named(case):
    """A company is named where all of its domain's name stands in the text, however it is joined; never by a few letters."""
    assert names_company(*case) is COMPANY[case]


def pairs(*handles):
    """(the two addresses, nobody else called so) of the pairs found among (address, names...)."""
    made = [Handle(handle_id(b"k", address), address, names) for address, *names in handles]
    index = empty(made)
    judge_new(made, index, key=b"k", now_us=1)
    address = {h.id: h.address for h in made}
    found = elsewhere(index.profiles.values(), index.people)
    return {(frozenset({address[p.left], address[p.right]}), p.alone) for p in found}


OLD = ("eva.lundqvist@harlow.com", "Eva Lundqvist")
MOVED = frozenset({OLD[0], NEW})
READ = {
    "two companies": ([OLD, (NEW, "Lundqvist, Eva")], {(MOVED, True)}),
    "spelled without the letter": (
        [("juergen.mueller@harlow.de", "Jürgen Müller"), ("jmueller@harlow.de", "Juergen Mueller"), ("jmuller@brook.de", "Jurgen Muller")],
        {(frozenset({old, "jmuller@brook.de"}), True) for old in ("juergen.mueller@harlow.de", "jmueller@harlow.de")},
    ),
    "a namesake at the old company": (
        [OLD, ("eva.lundqvist2@harlow.com", "Eva Lundqvist"), (NEW, "Eva Lundqvist")],
        {(MOVED, False), (frozenset({"eva.lundqvist2@harlow.com", NEW}), False)},
    ),
    "one company": ([OLD, ("elundqvist@harlow.com", "Eva Lundqvist")], set()),
    "another middle": ([("eva.lundqvist@harlow.com", "Eva M. Lundqvist"), (NEW, "Eva K. Lundqvist")], set()),
    "father and son": ([("tom.reed@harlow.com", "Tom Reed Jr."), ("tom.reed@brook.com", "Tom Reed")], set()),
    "free mail": ([OLD, ("eva.lundqvist@gmail.com", "Eva Lundqvist")], set()),
    "a name everybody has": ([(f"eva.lundqvist@c{n}.com", "Eva Lundqvist") for n in range(7)], set()),
    "a shared mailbox": ([OLD, ("sales@brook.com", "Eva Lundqvist")], set()),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_whose_words_are_read(case):
    """One name at two companies, with names that do not disagree; `alone` only where each company has one person of that name."""
    handles, expected = READ[case]
    assert pairs(*handles) == expected


SISTERS = {
    "a word added": (("eva.lundqvist@harlow.com", "eva.lundqvist@harlow-group.com"), True),
    "a letter form": (("elundqvist@harlow-foods.com", "elundqvist@harlow-foods-intl.com"), True),
    "another mailbox name": (("eva.lundqvist@harlow.com", "elundqvist@harlow-group.com"), False),
    "another number": (("eva.lundqvist@harlow.com", "eva.lundqvist2@harlow-group.com"), False),
    "another company": (("eva.lundqvist@harlow.com", "eva.lundqvist@brook.com"), False),
    "one word of two": (("eva.lundqvist@harlow-foods.com", "eva.lundqvist@harlow-paper.com"), False),
    "a few letters": (("eva.lundqvist@abc.com", "eva.lundqvist@abc-group.com"), False),
    "a given name alone": (("eva@harlow.com", "eva@harlow-group.com"), False),
}


@pytest.mark.parametrize("case", SISTERS)
def test_sister_domains(case):
    """One mailbox name under one uncommon full name at domains of which one only adds a word is one person's; less is not."""
    addresses, expected = SISTERS[case]
    made = [Handle(handle_id(b"k", a), a, ("Eva Lundqvist",)) for a in addresses]
    index = empty(made)
    judge_new(made, index, key=b"k", now_us=1)
    assert [p.sister for p in elsewhere(index.profiles.values(), index.people)] == [expected]


def test_a_common_name_at_sister_domains_is_asked():
    """A common surname at sister domains may be two people's."""
    made = [Handle(handle_id(b"k", a), a, ("John Smith",)) for a in ("john.smith@harlow.com", "john.smith@harlow-group.com")]
    index = empty(made)
    judge_new(made, index, key=b"k", now_us=1)
    assert [p.sister for p in elsewhere(index.profiles.values(), index.people)] == [False]
