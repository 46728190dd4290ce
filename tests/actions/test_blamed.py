"""Who blames a customer or answers with a rule of their own: is it heard as it was written down before the patterns, and told graver to
somebody who complained?

One person wrote the drafts of `blamed.toml`, then the patterns: the counts flatter, and hold that nothing of it is lost again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put

from regard.actions.coach import coach
from regard.actions.reader import Reader
from regard.book import Book

DRAFTS = tomllib.loads(Path(__file__).with_name("blamed.toml").read_text("utf-8"))
SAM, JO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"
TICKET = "Hi Jo,\n\nPlease raise a ticket with the service desk.\n\nSam"


@pytest.mark.parametrize("rule", ["blame", "process"])
def test_what_blames_or_sends_on_is_heard_and_nothing_else(rule: str) -> None:
    """Of fifteen drafts all are remarked by the rule they break; of thirty that only look like it, none."""
    assert (len(DRAFTS["right"][rule]), len(DRAFTS["wrong"])) == (15, 30)
    assert [text for text in DRAFTS["right"][rule] if rule not in {r.rule for r in coach(text)}] == []
    assert [text for text in DRAFTS["wrong"] if rule in {r.rule for r in coach(text)}] == []


def test_it_is_a_warning_to_somebody_who_waits() -> None:
    """Toward anybody it is a suggestion; the same words to a reader who complained are a warning that says so."""
    (plain,) = coach(TICKET)
    (grave,) = coach(TICKET, Reader(waits="They complained on 2026-01-09, and it stands."))
    assert (plain.level, grave.level) == ("suggestion", "warning")
    assert grave.message == f"They complained on 2026-01-09, and it stands. {plain.message}"


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("I am very disappointed: the pump failed again and this is unacceptable.", "They complained on 2026-01-09"),
        ("Could you send me the price of the second pump by Friday?", "They asked on 2026-01-09"),
        ("The second pump runs well since Monday.", ""),
    ],
)
def test_the_book_says_who_waits(make_book: Callable[..., Book], tmp_path: Path, said: str, waits: str) -> None:
    """A complaint that stands, or a question without an answer; somebody content is no such reader."""
    mails = [
        mail(SAM, JO, subject="Pumps", body="The pumps are with you since today.", date="05 Jan 2026 09:00:00 +0000"),
        mail(JO, SAM, subject="Second pump", body=said, date="09 Jan 2026 09:00:00 +0000"),
    ]
    book = make_book()
    book.sync(put(tmp_path / "mail", *mails), us=("us.example",), owner=("sam.hart@us.example",))
    from regard.actions.knowing import reader

    view = book._view("2026-01-12")
    ((person,),) = view.live.rows("SELECT id FROM person WHERE address = 'jo.reed@acme.example'")
    assert reader(view, person).waits.startswith(waits)
    assert bool(reader(view, person).waits) is bool(waits)
