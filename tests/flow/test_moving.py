"""A buyer who changes company: joined by their own words alone, whatever the order in which these come, with history and jobs."""

from __future__ import annotations

import random

import pytest
from tests.books import differences, mail, new_book, put, state

from regard.errors import RegardError

OLD, NEW = "Eva Lundqvist <eva.lundqvist@harlow-foods.example>", "Eva Lundqvist <eva.lundqvist@brook.example>"
OURS = "Sam Hart <sam.hart@us.example>"
NUMBER = "\n\n-- \nEva Lundqvist\nHead of Buying\n+47 22 12 34 56"


def day(n: int) -> str:
    """A date of 2026, by days from 5 January on."""
    return f"{5 + n % 20:02d} {('Jan', 'Feb', 'Mar', 'Apr')[n // 20]} 2026 10:00:00 +0000"


def history(*words: tuple[str, str], signature: str = "") -> list[bytes]:
    """Mail with Eva at Harlow in January, then at Brook in March, and between them what she says: (from, words, headers)."""
    mails = []
    for n in range(0, 12, 2):
        mails.append(
            mail(OURS, OLD, subject=f"Offer {n}", date=day(n), message_id=f"a{n}@us.example", body="Does this suit you?")
        )
        mails.append(
            mail(OLD, OURS, subject=f"Re: Offer {n}", date=day(n + 1), message_id=f"b{n}@h.example", body=f"It does.{signature}",
                 in_reply_to=f"<a{n}@us.example>")
        )  # fmt: skip
    for n, (sender, said) in enumerate(words):
        more = {"auto_submitted": "auto-replied"} if said.startswith("AUTO ") else {}
        subject = "Automatic reply: Offer 1" if more else "News"
        body = said.removeprefix("AUTO ")
        mails.append(mail(sender, OURS, subject=subject, date=day(30 + n), message_id=f"w{n}@h.example", body=body, **more))
    for n in range(40, 48, 2):
        mails.append(mail(OURS, NEW, subject=f"Plan {n}", date=day(n), message_id=f"a{n}@us.example", body="Shall we?"))
        mails.append(
            mail(NEW, OURS, subject=f"Re: Plan {n}", date=day(n + 1), message_id=f"b{n}@b.example", body=f"Yes.{signature}",
                 in_reply_to=f"<a{n}@us.example>")
        )  # fmt: skip
    return mails


def ids(book) -> list[str]:
    return [
        book.person(address, timeline=1).id for address in ("eva.lundqvist@harlow-foods.example", "eva.lundqvist@brook.example")
    ]


JOINED = {
    "the new address, from the old": [(OLD, "From Monday you can reach me at eva.lundqvist@brook.example.")],
    "the old address, from the new": [(NEW, "Please do not use my old address eva.lundqvist@harlow-foods.example any more.")],
    "an automatic reply": [(OLD, "AUTO I no longer read this mailbox. New: eva.lundqvist@brook.example")],
    "a change, naming the old company": [(NEW, "I have left Harlow Foods and joined Brook.")],
}
APART = {
    "nothing said": [],
    "an address that is another's": [(OLD, "Please send the invoice to eva.lundqvist@brook.example.")],
    "a change, naming nothing": [(NEW, "I have joined Brook. Can you come by?")],
    "the old company, without a change": [(NEW, "We buy from Harlow Foods, too.")],
    "said by somebody else": [
        ("Ina Roe <ina.roe@harlow-foods.example>", "Eva has left. My address was never eva.lundqvist@brook.example")
    ],
    "a change, and the old address goes on": [
        (NEW, "I have left Harlow Foods."),
        *[(OLD, f"Still here {n}.") for n in range(1)],
    ],
}


@pytest.mark.parametrize("case", JOINED)
def test_their_own_words_join(tmp_path, case):
    """One person afterwards: both jobs dated, the timeline whole, a past day with the job of then."""
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", *history(*JOINED[case])), us=("us.example",))
        left, right = ids(book)
        assert left == right
        page = book.person(left, as_of="2026-05-01")
        assert [(j["company"], j["until"] is None) for j in page.jobs] == [("Brook", True), ("Harlow Foods", False)]
        assert (page.company, book.person(left, as_of="2026-01-20").company) == ("Brook", "Harlow Foods")
        assert [row.company for row in book.people() if row.id == left] == ["Brook"]
        assert {i.subject for i in page.timeline} >= {"Offer 0", "Plan 46"}
        assert book.person(left).address == "eva.lundqvist@brook.example"
        (said,) = [j for j in book.who().recent if j.rule.startswith("moved")]
        assert "eva.lundqvist@" in said.reason


@pytest.mark.parametrize("case", APART)
def test_less_than_their_own_words_joins_nobody(tmp_path, case):
    """A name alone, another's words, or words without a link between the addresses leave two people."""
    mails = history(*APART[case])
    if case == "a change, and the old address goes on":
        late = "Mon, 06 Jul 2026 10:00:00 +0000"
        mails.append(mail(OLD, OURS, subject="Late", date=late, message_id="late@h.example", body="Still here."))
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", *mails), us=("us.example",))
        left, right = ids(book)
        assert left != right


def test_a_new_job_and_the_same_telephone_join(tmp_path):
    """A change announced without the old company's name counts where both addresses sign with one number."""
    said = (NEW, f"I have joined Brook. Can you come by?{NUMBER}")
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", *history(said, signature=NUMBER)), us=("us.example",))
        left, right = ids(book)
        assert left == right


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_import_makes_no_difference(tmp_path, seed):
    """Words read before or after the addresses they join, in portions or at once: the same book."""
    mails = history(*JOINED["the new address, from the old"])
    with new_book(tmp_path / "whole") as book:
        book.sync(put(tmp_path / "mail", *mails), us=("us.example",))
    random.Random(seed).shuffle(mails)
    (tmp_path / "mail").rename(tmp_path / "kept")
    with new_book(tmp_path / "portions") as book:
        for start in range(0, len(mails), 5):
            book.sync(put(tmp_path / "mail", *mails[start : start + 5], start=start), us=("us.example",))
        left, right = ids(book)
        assert left == right
    assert differences(state(tmp_path / "portions"), state(tmp_path / "whole")) == ""


def test_what_looks_like_a_change_is_asked_first(tmp_path):
    """One name at two companies, one address silent since the other began two months ago: the first of the queue, not a merge."""
    last = mail(NEW, OURS, subject="Plan 79", date=day(79), message_id="b79@b.example", body="And this one?")
    others = [
        mail(f"Jo Reed <{who}>", OURS, subject=f"Note {n}", date=day(n), message_id=f"n{n}{who}", body="Noted.")
        for who in ("jo.reed2@acme.example", "jo.reed@acme.example")
        for n in range(20)
    ]
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", *history(), last, *others), us=("us.example",))
        first, *rest = book.who().pairs
        assert {first.left.name, first.right.name} == {"Eva Lundqvist"}
        assert first.reasons[0].what == "moved"
        assert rest
        assert not [r for pair in rest for r in pair.reasons if r.what == "moved"]
        left, right = ids(book)
        assert left != right


def test_no_words_no_join(tmp_path):
    """A book that reads no words joins nobody by them."""
    with new_book(tmp_path / "book", text__read=False) as book:
        book.sync(put(tmp_path / "mail", *history(*JOINED["the new address, from the old"])), us=("us.example",))
        left, right = ids(book)
        assert left != right


def test_undone_and_forgotten(tmp_path):
    """The user's word outweighs the rule, and forgetting the person takes both addresses and the judgement along."""
    with new_book(tmp_path / "book") as book:
        book.sync(put(tmp_path / "mail", *history(*JOINED["the old address, from the new"])), us=("us.example",))
        (said,) = [j for j in book.who().recent if j.rule.startswith("moved")]
        book.different("eva.lundqvist@harlow-foods.example", "eva.lundqvist@brook.example")
        left, right = ids(book)
        assert left != right
        book.undo(book.who().recent[0].id)
        left, right = ids(book)
        assert left == right
        book.forget(left)
        with pytest.raises(RegardError):
            ids(book)
        assert said.id not in {j.id for j in book.who().recent}
