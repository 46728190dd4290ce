from collections.abc import Callable, Collection
from pathlib import Path

from tests.books import mail, put
from tests.deals.made import day, deal, touch

from regard.answers.deal_context import common, customers, lives, rivals
from regard.book import Book

WORKS = {"lena": "acme", "omar": "borg"}


def _none(_: Collection[str]) -> set[str]:
    return set()


def test_rivals() -> None:
    """Competitors are those that are set, the CRM's, and firms that buyers set beside us; a person of the book is none."""
    said = [
        touch(1, "lena", "SAM", "We have an offer from Kaltwerk."),
        touch(2, "lena", "SAM", "We stay with Omar Nadir."),
        touch(3, "SAM", "lena", "We have an offer from Ourselves."),
    ]
    found = rivals([deal(competitor="Frostline; Polarin")], said, ["Omar Nadir"], ("Set Firm",), WORKS, _none)
    assert found == ("Frostline", "Kaltwerk", "Polarin", "Set Firm")


def test_words_that_leave_doubt() -> None:
    """ "Was here" is said of people too: two companies must say so, and a word that is written small elsewhere is no name."""
    here = [touch(1, "lena", "SAM", "Kaltwerk was here."), touch(2, "omar", "SAM", "Kaltwerk came with a new probe.")]
    assert rivals([], here[:1], [], (), WORKS, _none) == ()
    assert rivals([], here, [], (), WORKS, _none) == ("Kaltwerk",)
    assert rivals([], here, [], (), WORKS, lambda names: names) == ()


def test_a_word_written_small_is_common(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A name that stands small in a mail is a word; only mails that are asked about are looked at."""
    book = make_book(us__domains=["us.example"])
    texts = ("Insurance came with a list.", "Our insurance asks.", "Kaltwerk came by.")
    book.sync(
        put(
            tmp_path / "in",
            *(mail("lena@acme.example", "sam@us.example", subject=f"No {n}", body=t) for n, t in enumerate(texts)),
        )
    )
    live = book._live()
    every = [r[0] for r in live.rows("SELECT id FROM message")]
    assert common(live, every, ["Insurance", "Kaltwerk", "--"]) == {"Insurance"}
    assert common(live, [], ["Insurance"]) == set()


def test_customers() -> None:
    """A deal is a customer's where its kind says so or the account bought before it was opened."""
    won = deal("d1", outcome="won", closed_us=day(10))
    assert customers([won, deal("d2", created_us=day(20)), deal("d3", created_us=day(5)), deal("d4", account_id="b")]) == {"d2"}
    assert customers([deal("d5", type="Existing Customer - Upgrade")]) == {"d5"}


def test_lives_of_such_deals() -> None:
    """Deals are held against wins of their kind if there are enough; what was closed before it was opened lived nobody knows how long."""
    new = [deal(f"n{n}", type="New", outcome="won", closed_us=day(50)) for n in range(3)]
    again = [
        deal("r", type="Renewal", outcome="won", closed_us=day(10)),
        deal("x", type="New", outcome="lost", closed_us=day(-5)),
    ]
    found = lives([*new, *again], day(60))
    assert found.such(new[0], 3).ended == 3
    assert found.such(again[0], 3).ended == 4
    assert found.ended.n == 4
