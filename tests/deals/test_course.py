"""What the course of a talk shows, whatever its words: the mails below say nothing that a pattern could hear."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import day, deal, touch
from tests.deals.test_risks import case

from regard.deals.amounts import is_amount, is_offer, puts_price
from regard.deals.course import asked_twice, called_for_price, only_checks, pushed_price, replaced, stage_back
from regard.deals.records import Stage, Touch
from regard.deals.risks import risks

SEEN = {"visible_from_us": day(-400)}


def mail(n: float, writer: str, to: str, thread: str, text: str = "Bla.", *, ask: bool = False, **given: object) -> Touch:
    return touch(n, writer, to, text, thread_id=thread, asks=((0, len(text)),) if ask else (), **given)


@pytest.mark.parametrize(
    ("words", "so"),
    [
        ("Forty of them come to 12.400 EUR.", True), ("Es sind € 900.", True), ("We go down 8 % off the list.", True),
        ("Your invoice of € 900 is overdue.", False), ("It is 900 metres.", False), ("That costs you € 900 a day.", False),
    ],
)  # fmt: skip
def test_amounts(words: str, so: bool) -> None:
    """An amount of money is one in any language; a bill, and what something costs them now, are no price of ours."""
    assert is_amount(words) is so


def test_offers_by_name() -> None:
    """An offer is known by how its file is called, and puts a price like an amount."""
    assert [is_offer([name]) for name in ("Q-2041 Lindau.pdf", "Angebot_7.docx", "quarterly.pdf", "coffer.png")] == [
        True,
        True,
        False,
        False,
    ]
    assert puts_price(mail(1, "SAM", "lena", "p", attachments=("Quote 7.pdf",)))
    assert not puts_price(mail(1, "SAM", "lena", "p"))


PRICE = mail(51, "SAM", "omar", "c", "€ 900.")
CALLED = [mail(50, "omar", "SAM", "c"), PRICE, mail(53, "omar", "SAM", "c")]


def test_called_for_a_price() -> None:
    """They begin, we answer with a price, and it ends there; a question or a meeting after it, or no price, is none."""
    found = called_for_price(case(CALLED, now=58))
    assert found is not None
    assert (found.call, found.price, found.answer) == tuple(CALLED)
    assert called_for_price(case([*CALLED, mail(55, "omar", "SAM", "d", ask=True)], now=58)) is None
    assert called_for_price(case([*CALLED, touch(56, "omar", "SAM", kind="meeting")], now=58)) is None
    assert called_for_price(case([CALLED[0], replace(PRICE, text="Hello.", spans=())], now=58)) is None
    assert called_for_price(case(CALLED[:2], now=58)) is None, "seven days are no silence"
    assert called_for_price(case(CALLED[:2], now=62)) is not None


def test_pushed_with_a_price() -> None:
    """We begin with a price, write again, and they take nothing up: a price before trust; not once they had done two things, or asked."""
    ours = [mail(40, "SAM", "omar", "p", "€ 900."), mail(46, "SAM", "omar", "p"), mail(48, "omar", "SAM", "p")]
    assert pushed_price(case(ours, now=52, **SEEN)) is not None
    assert "price_before_trust" in {r.kind for r in risks(case(ours, now=52, **SEEN))}
    known = [mail(n, "omar", "SAM", f"k{n}") for n in (5, 9)]
    assert pushed_price(case([*known, *ours], now=52, **SEEN)) is None
    assert pushed_price(case([mail(9, "omar", "SAM", "k", ask=True), *ours], now=52, **SEEN)) is None
    assert pushed_price(case([ours[0], ours[2]], now=52, **SEEN)) is None
    assert pushed_price(case([*ours[:2], replace(ours[2], asks=((0, 3),))], now=52, **SEEN)) is None
    assert "price_before_trust" not in {r.kind for r in risks(case(ours, now=52, customer=True, **SEEN))}


def test_asked_twice() -> None:
    """The same question again after our answer, in one talk; another question, or our answer to the second, is none."""
    first = mail(40, "lena", "SAM", "q", "Which valves hold the pressure?", ask=True)
    ours = mail(42, "SAM", "lena", "q", "All is fine.")
    again = mail(45, "lena", "SAM", "q", "Do the valves hold that pressure?", ask=True)
    found = asked_twice([first, ours, again], day(50))
    assert found is not None
    assert (found.first[0], found.again[0]) == (first, again)
    other = mail(45, "lena", "SAM", "q", "How does the paint arrive here?", ask=True)
    assert asked_twice([first, ours, other], day(50)) is None
    assert asked_twice([first, ours, replace(other, cues=frozenset({"complains"}))], day(50)) is not None
    assert asked_twice([first, ours, again, mail(46, "SAM", "lena", "q")], day(50)) is None
    assert asked_twice([first, again], day(50)) is None


def test_replaced() -> None:
    """Whoever carried it fell silent, and somebody new was written to alone and answered; not while the first is still on mails."""
    past = [mail(n, "lena", "SAM", f"l{n}") for n in (5, 12, 20)] + [mail(21, "SAM", "lena", "l20")]
    new = [mail(36, "SAM", "omar", "n"), mail(40, "omar", "SAM", "n")]
    found = replaced(case([*past, *new], now=44, **SEEN))
    assert found is not None
    assert (found.gone, found.new) == ("lena", "omar")
    (risk,) = [r for r in risks(case([*past, *new], now=44, **SEEN)) if r.kind == "contact_leaving"]
    assert risk.level == "low"
    assert replaced(case([*past, *new, mail(41, "SAM", "lena omar", "x")], now=44, **SEEN)) is None
    assert replaced(case([*past, *new, mail(42, "lena", "SAM", "x")], now=44, **SEEN)) is None
    assert replaced(case([mail(2, "omar", "SAM", "o"), *past, *new], now=44, **SEEN)) is None
    assert replaced(case([*past, new[0]], now=44, **SEEN)) is None


def test_only_checks() -> None:
    """Three talks we began that ask and bring nothing, each waved off; a file or an answer that asks is less."""
    talks = [m for n in (10, 70, 130) for m in (mail(n, "SAM", "lena", f"t{n}", ask=True), mail(n + 2, "lena", "SAM", f"t{n}"))]
    assert [t.us for t in only_checks(case(talks, now=140, **SEEN))] == [day(10), day(70), day(130)]
    (risk,) = [r for r in risks(case(talks, now=140, customer=True, **SEEN)) if r.kind == "incumbent_without_ideas"]
    assert (risk.level, risk.numbers["threads"]) == ("medium", 3)
    assert "incumbent_without_ideas" not in {r.kind for r in risks(case(talks, now=140, **SEEN))}
    assert only_checks(case([replace(talks[0], attachments=("guide.pdf",)), *talks[1:]], now=140, **SEEN)) == []
    assert only_checks(case([*talks[:5], replace(talks[5], asks=((0, 3),))], now=140, **SEEN)) == []
    assert only_checks(case(talks[:4], now=140, **SEEN)) == []
    assert only_checks(case(talks, now=140, visible_from_us=day(0))) == []


def test_put_back() -> None:
    """A stage that the CRM had left and that it put the deal back into opens the choice again; a stage further on does not."""
    names = ("Qualify", "Propose", "Negotiate", "Propose")
    stages = tuple(Stage(day(10 * n), name, day(10 * n)) for n, name in enumerate(names))
    of = deal(stages=stages, stage="Propose")
    found = stage_back(case([], of=of, now=50))
    assert found is not None
    assert (found[0].us, found[1].us) == (day(10), day(30))
    assert "reopened" in {r.kind for r in risks(case([], of=of, now=50))}
    assert stage_back(case([], of=deal(stages=stages[:3]), now=50)) is None
    assert stage_back(case([], of=of, now=120)) is None, "long ago"
