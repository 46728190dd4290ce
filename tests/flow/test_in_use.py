"""Anna M. Berglund and Anna Berglund at one company: one person, unless both addresses are in use at once by two."""

from __future__ import annotations

import random

import pytest
from tests.books import differences, mail, new_book, put, state

WITH, WITHOUT = "Anna M. Berglund <anna.m.berglund@harlow.example>", "Anna Berglund <anna.berglund@harlow.example>"
SAM, KIM = "Sam Hart <sam.hart@us.example>", "Kim Dahl <kim.dahl@us.example>"
ONE, OTHER = "\n\n-- \nAnna Berglund\nBuyer\n+47 22 12 34 56", "\n\n-- \nAnna Berglund\nBuyer\n+47 22 65 43 21"


def letters(sender: str, to: str, months: tuple[str, ...], signature: str = "") -> list[bytes]:
    """Four mails a month."""
    return [
        mail(sender, to, subject=f"{month} {n}", date=f"{n:02d} {month} 2026 10:00:00 +0000", body=f"Noted.{signature}",
             message_id=f"{month}{n}{len(sender)}@h.example")
        for month in months
        for n in (6, 13, 20, 27)
    ]  # fmt: skip


CASES = {
    "at once, other correspondents": (letters(WITH, SAM, ("Jan", "Feb")) + letters(WITHOUT, KIM, ("Jan", "Feb")), 2),
    "at once, other telephones": (letters(WITH, SAM, ("Jan", "Feb"), ONE) + letters(WITHOUT, SAM, ("Jan", "Feb"), OTHER), 2),
    "at once, the same correspondent": (letters(WITH, SAM, ("Jan", "Feb")) + letters(WITHOUT, SAM, ("Jan", "Feb")), 1),
    "one after the other": (letters(WITH, SAM, ("Jan", "Feb")) + letters(WITHOUT, KIM, ("Mar", "Apr")), 1),
    "hardly used": (letters(WITH, SAM, ("Jan", "Feb")) + letters(WITHOUT, KIM, ("Jan",))[:2], 1),
}


def people(book) -> int:
    return len({book.person(f"{a}@harlow.example", timeline=1).id for a in ("anna.m.berglund", "anna.berglund")})


@pytest.mark.parametrize("case", CASES)
def test_use_tells_namesakes(tmp_path, case):
    """Two people where both addresses are used in the same weeks with nobody, or no telephone, in common; else one."""
    mails, expected = CASES[case]
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", *mails), us=("us.example",))
        assert people(book) == expected


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("case", ["at once, other correspondents", "at once, the same correspondent"])
def test_the_order_of_import_makes_no_difference(tmp_path, case, seed):
    """Mail in portions: what later mail shows of their use parts or joins them as if all had been read at once."""
    mails, expected = list(CASES[case][0]), CASES[case][1]
    with new_book(tmp_path / "whole") as book:
        book.sync(put(tmp_path / "mail", *mails), us=("us.example",))
    (tmp_path / "mail").rename(tmp_path / "kept")
    random.Random(seed).shuffle(mails)
    with new_book(tmp_path / "portions") as book:
        for start in range(0, len(mails), 5):
            book.sync(put(tmp_path / "mail", *mails[start : start + 5], start=start), us=("us.example",))
        assert people(book) == expected
    assert differences(state(tmp_path / "portions"), state(tmp_path / "whole")) == ""
