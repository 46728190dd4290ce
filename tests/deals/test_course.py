"""What the course of a talk shows, whatever its words: the mails below say nothing that a pattern could hear."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.deals.made import day, deal, touch
from tests.deals.test_risks import case

from regard.deals.amounts import is_amount, is_offer, puts_price
from regard.deals.course import only_checks, stage_back
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


def test_only_checks() -> None:
    """Three talks we began that ask and bring nothing, each waved off; a file or an answer that asks is less."""
    talks = [m for n in (10, 70, 130) for m in (mail(n, "SAM", "lena", f"t{n}", ask=True), mail(n + 2, "lena", "SAM", f"t{n}"))]
    assert [t.us for t in only_checks(case(talks, now=140, **SEEN))] == [day(10), day(70), day(130)]
    (risk,) = [r for r in risks(case(talks, now=140, customer=True, **SEEN)) if r.kind == "incumbent_without_ideas"]
    assert (risk.level, risk.numbers["threads"], risk.told) == ("low", 3, False)
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
