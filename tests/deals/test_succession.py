import pytest
from tests.deals.made import touch

from regard.deals.mentions import mentions
from regard.deals.succession import named, successor


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("I am leaving Brantwood in May. Nils Berg will take over logistics from me.", "Nils Berg"),
        ("I retire in June; my successor is Nils Berg.", "Nils Berg"),
        ("I have accepted a job elsewhere. Please deal with Stina Ek from then on.", "Stina Ek"),
        ("From May, Nils Berg will be your new contact.", "Nils Berg"),
        ("I am handing over my accounts to Nils Berg.", "Nils Berg"),
        ("From Monday please contact Kari Berg.", "Kari Berg"),
        ("I shall be retiring, so from December please deal with Nils Berg, nils.berg@brantwood.example.", "Nils Berg"),
        ("We stop after December; my son Toby takes over on 1 January.", "Toby"),
        ("For the bill please contact accounts at bill@brantwood.example.", ""),
        ("I am leaving Brantwood in May. Nobody knows yet who follows.", ""),
        ("Somebody will take over from me.", ""),
        ("Ich verlasse das Unternehmen Ende Mai. Karla Voss übernimmt meine Themen.", "Karla Voss"),
        ("Mein letzter Tag ist Freitag, mein Nachfolger wird Herr Jens Kroll.", "Jens Kroll"),
        ("Je quitte la société en mai. Élise Morel me remplacera.", "Élise Morel"),
        ("Je pars; mon successeur sera Hugo Lenoir.", "Hugo Lenoir"),
        ("Dejo la empresa en mayo. Inés Prado será mi sucesora.", "Inés Prado"),
        ("Jemand übernimmt das.", ""),
        ("I retire in May and Lars Holm takes my chair.", "Lars Holm"),
        ("Eva Sand steps into my shoes on Monday.", "Eva Sand"),
        ("Pia Lund does what I did until now.", "Pia Lund"),
        ("My desk goes to Tom Reed.", "Tom Reed"),
        ("Karin is leaving us, and Jan Ahl takes her place.", "Jan Ahl"),
        ("Jan Kolb bekommt meine Stelle.", "Jan Kolb"),
        ("Luc Morel prendra mon poste.", "Luc Morel"),
        ("Ana Gil ocupará mi puesto.", "Ana Gil"),
        ("Please take my place at the table.", ""),
        ("Lars takes his job seriously.", ""),
        ("Paul has my accounts on Friday for the audit.", ""),
        # not read while the forms were written
        ("Friday is my last day; Ruth Amis is filling my post.", "Ruth Amis"),
        ("Hugo Brand will move into my office in June.", "Hugo Brand"),
        ("My duties pass to Nora Lind.", "Nora Lind"),
        ("Olga Prinz will inherit my portfolio.", "Olga Prinz"),
        ("Frank Voss nimmt meinen Platz.", "Frank Voss"),
        ("Marta Ruiz hereda mi cargo.", "Marta Ruiz"),
        ("Ben took my chair to the canteen.", ""),
        ("You can have my seat.", ""),
        ("It takes place in my office.", ""),
    ],
)
def test_who_takes_over_is_named(words: str, name: str) -> None:
    """The one whom a farewell names, and nobody where it names nobody."""
    assert successor(words) == name


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Please deal with Nils Berg, nils.berg@brantwood.example.", "Nils Berg (nils.berg@brantwood.example)"),
        ("Nils Berg (nils.berg@brantwood.example) takes over.", "Nils Berg (nils.berg@brantwood.example)"),
        ("Nils Berg takes over; write to lena@brantwood.example until then.", "Nils Berg"),
    ],
)
def test_the_address_beside_the_name_is_told_with_it(words: str, told: str) -> None:
    """An address belongs to the name it stands beside, and to no other."""
    assert named(words, "Nils Berg") == told
    assert named(words, "") == ""


def test_a_place_left_is_none_to_fill() -> None:
    """Somebody who is said to have resigned is not somebody to meet; their director who signs is."""
    assert mentions(touch(1, "lena", "SAM", "Our logistics director, Karin Moll, has resigned.")) == []
    assert [m.name for m in mentions(touch(1, "lena", "SAM", "Our logistics director, Karin Moll, has to sign it."))] == [
        "Karin Moll"
    ]


@pytest.mark.parametrize(
    ("words", "spoken", "names"),
    [
        ("Listen, the board signed the budget on Monday.", True, []),
        ("Look, our CFO decides that.", False, []),
        ("Schau, der Vorstand entscheidet das.", True, []),
        ("Karin Moll, the board wants to see it.", False, []),
        ("Petra, the director signs.", True, []),
        ("Petra, our director, signs.", True, ["Petra"]),
        ("Karin Moll, our director, signs it.", False, ["Karin Moll"]),
    ],
)
def test_a_word_that_opens_a_sentence_is_no_name(words: str, names: list[str], *, spoken: bool) -> None:
    """Whoever is spoken to before "the board", and "Listen", "Look": nobody's title follows; a title between commas is theirs."""
    said = touch(1, "lena", "SAM", words, minutes=((0, "0:01"),) if spoken else ())
    assert [m.name for m in mentions(said) if m.name] == names
