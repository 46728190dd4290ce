"""What was written last is told while it is the last word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.books import mail, put

from regard.book import Book
from regard.results import Brief

US, JO, BO = "Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>", "Bo Lind <bo.lind@acme.example>"
OFFER = "We cannot accept the price for the pumps as it stands in the contract."
SETTLED = "We sign the contract for the pumps at the price that we agreed on the phone with your plant."


def brief_of(make_book: Callable[..., Book], tmp_path: Path, mails: Sequence[tuple[str, str, str, str, int]]) -> Brief:
    """The brief of Jo on 20 January of mails (from, to, subject, words, day), each an answer to the one before of its subject."""
    made, last = [], {}
    for n, (sender, to, subject, body, day) in enumerate(mails):
        core = subject.removeprefix("Re: ")
        more = {"in_reply_to": f"<{last[core]}>", "references": f"<{last[core]}>"} if core in last else {}
        last[core] = f"m{n}@x.example"
        made.append(
            mail(
                sender, to, subject=subject, body=body, date=f"{day:02d} Jan 2026 09:00:00 +0000", message_id=last[core], **more
            )
        )
    folder = tmp_path / "all"
    put(folder, *made)
    book = make_book()
    book.sync(folder, us=("us.example",), owner=("sam.hart@us.example",))
    return book.brief("jo.reed@acme.example", as_of="2026-01-20")


def test_their_last_word_stands_while_nothing_followed(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """It is told with whoever wrote it, though thanks followed."""
    found = brief_of(
        make_book,
        tmp_path,
        [(US, JO, "Pumps", "Here is our offer.", 5), (JO, US, "Re: Pumps", OFFER, 8), (US, JO, "Re: Pumps", "Thank you.", 9)],
    )
    assert [(t.by, t.quote) for t in found.last] == [("Jo Reed", OFFER)]


def test_what_a_colleague_of_theirs_settled_since_is_no_last_word(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The same matter went on at their company: neither side's older words are told as if they stood."""
    mails = [(US, JO, "Pumps", "Here is our offer.", 5), (JO, US, "Re: Pumps", OFFER, 8), (BO, US, "Re: Pumps", SETTLED, 12)]
    assert not brief_of(make_book, tmp_path, mails).last


def test_what_a_colleague_wrote_of_another_matter_settles_nothing(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Their word on the pumps stands, whatever is said of the roof."""
    mails = [(US, JO, "Pumps", "Here is our offer.", 5), (JO, US, "Re: Pumps", OFFER, 8), (BO, US, "Roof", SETTLED, 12)]
    assert [t.quote for t in brief_of(make_book, tmp_path, mails).last] == [OFFER]


def test_our_question_without_an_answer_is_told_as_one(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The last word of all is ours and asks: it stands under what we asked, not under what was written last."""
    asks = "Could you tell me which of the two pumps your plant wants?"
    found = brief_of(make_book, tmp_path, [(JO, US, "Pumps", OFFER, 5), (US, JO, "Re: Pumps", asks, 19)])
    assert [t.quote for t in found.asking] == [asks]
    assert not found.last


def test_an_answered_question_of_theirs_is_not_told_beside_the_answer(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Ours answers it: the last word is the answer alone."""
    asked = "Which price does the contract for the pumps hold until June?"
    found = brief_of(make_book, tmp_path, [(JO, US, "Pumps", asked, 8), (US, JO, "Re: Pumps", SETTLED, 9)])
    assert [(t.by, t.quote) for t in found.last] == [("you", SETTLED)]
    assert not found.asked
