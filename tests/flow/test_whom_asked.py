"""A mail of ours to several that asks one of them by name asked that one, whoever is in To."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.book import Book

SAM, KIM = "Sam Hart <sam.hart@us.example>", "Kim Lowe <kim.lowe@us.example>"
OTTO, INA = "Otto Berg <otto.berg@mill.example>", "Ina Voss <ina.voss@mill.example>"


def fates(make_book: Callable[..., Book], tmp_path: Path, said: str, *, to: str = OTTO, cc: str = INA) -> dict[str, list[str]]:
    """First name -> what became of asking them, where a mail of ours says so much and nobody answers."""
    mails = [
        mail(
            who,
            SAM,
            subject=f"Order {n}",
            body="The order stands.",
            date=f"0{n} Jan 2026 09:00:00 +0000",
            message_id=f"o{n}@x.example",
        )
        for n, who in enumerate((OTTO, INA, OTTO, INA, OTTO, INA, OTTO), 1)
    ]
    mails += [
        mail(SAM, to, cc=cc, subject="The order", body=said, date="12 Jan 2026 09:00:00 +0000", message_id="a@x.example"),
        mail("Max Oak <max.oak@beta.example>", SAM, subject="Late", body="Good.", date="20 Feb 2026 09:00:00 +0000"),
    ]
    book = make_book()
    book.sync(put(tmp_path / "mail", *mails), us=("us.example",), owner=("sam.hart@us.example",))
    found: dict[str, list[str]] = {"otto": [], "ina": []}
    for address, outcome in book._live().rows(
        "SELECT p.address, t.outcome FROM trial t JOIN person p ON p.id = t.buyer "
        "WHERE t.channel = 'answers_ask' AND p.address LIKE '%mill%'"
    ):
        found[address.partition(".")[0]].append(outcome)
    return found


@pytest.mark.parametrize(
    ("said", "otto", "ina"),
    [
        ("Brilliant. Ina, can you send us the purchase order?", [], ["0"]),
        ("Great call, Otto. Ina, could you send the list of sizes by Friday?", [], ["0"]),
        ("Can you send us the purchase order?", ["0"], []),
        ("Otto, can you send us the purchase order?", ["0"], []),
        ("Otto, can you confirm the day? Ina, can you send us the purchase order?", ["0"], ["0"]),
        ("Could you confirm the day? Ina, can you send us the purchase order?", ["0"], ["0"]),
        ("Ina tells me that all is well. Can you send us the purchase order?", ["0"], []),
        ("Ina, könnten Sie uns die Bestellung schicken?", [], ["0"]),
        ("Ina, pouvez-vous nous envoyer le bon de commande ?", [], ["0"]),
    ],
)
def test_who_is_called_by_name_is_asked(
    make_book: Callable[..., Book], tmp_path: Path, said: str, otto: list[str], ina: list[str]
) -> None:
    """In copy or not; whoever is merely spoken of is not."""
    assert fates(make_book, tmp_path, said) == {"otto": otto, "ina": ina}


def test_a_colleague_of_ours_is_asked_by_name(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """“Kim, can you” in a mail to a buyer asks Kim."""
    assert fates(make_book, tmp_path, "Thanks! Kim, can you send Otto the drawing?", cc=KIM)["otto"] == []
