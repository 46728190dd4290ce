"""Matters of several companies: who is written to together again and again, about terms; chain letters and circulars are none."""

from __future__ import annotations

import pytest
from tests.deals.made import day, deal, touch

from regard.deals.circles import called, circles, groups, ties
from regard.deals.corrections import by_deal
from regard.deals.found import confirmed
from regard.deals.matters import GAP
from regard.deals.proposing_together import of_circles
from regard.deals.records import Touch
from regard.model import DAY, DealJudgement

KEY = b"k" * 16
AT = {"ann": "a", "abe": "a", "bea": "b", "cal": "c", "dan": "d", "eve": "e"}
COMPANIES = {c: (c.upper(), f"{c}.example") for c in "abcde"}
SAYS = "Here is our draft of the supply agreement."


def matter(writers: str = "ann bea cal SAM ann", gap: float = 3, text: str = SAYS, subject: str = "Gas supply") -> list[Touch]:
    everybody = "SAM ann bea cal"
    return [
        touch(n * gap, who, " ".join(p for p in everybody.split() if p != who), text, subject=f"{subject} draft {n}")
        for n, who in enumerate(writers.split())
    ]


def found(touches: list[Touch]) -> list[tuple[str, ...]]:
    return [c.companies for c in circles(touches, AT, GAP)]


def test_a_circle() -> None:
    """Three companies written to together in enough threads, by people of all three and by us, about terms; in any order."""
    assert found(matter()) == [("a", "b", "c")]
    assert found(list(reversed(matter()))) == [("a", "b", "c")]


@pytest.mark.parametrize(
    "touches",
    [
        matter("ann bea cal"),
        matter("ann bea ann ann bea ann SAM"),
        matter("ann bea cal ann bea cal"),
        matter(gap=0.01),
        matter(text="See you there."),
        [touch(n * 3, "ann", "SAM abe bea", SAYS) for n in range(8)],
    ],
    ids=["three threads", "two companies write", "we never wrote", "one day", "no terms", "two companies"],
)  # fmt: skip
def test_what_is_no_circle(touches: list[Touch]) -> None:
    """Few threads, two companies, a silent team, one day and mere talk make none."""
    assert found(touches) == []


def test_strangers_and_circulars() -> None:
    """A mail of which most companies are strangers does not belong, nor does one to a hundred people; one to half of all of them does."""
    of = frozenset("abc")
    assert ties(4, {"a", "b", "c"}, of)
    assert not ties(8, {"a", "b", "x", "y", "z", "w"}, of)
    assert not ties(101, {"a", "b", "c"}, of)
    assert ties(40, {"a", "b", "c", *map(str, range(30))}, of)
    crowd = [touch(n, "ann", "SAM bea cal " + " ".join(f"p{i}" for i in range(100)), SAYS) for n in range(9)]
    assert groups(crowd, AT) == []


def test_a_pause_makes_two() -> None:
    """What pauses for more than two months is two matters, each with its own mails."""
    later = [touch(t.us / DAY - 20_000 + 200, t.writer, " ".join(t.theirs | t.ours - {t.writer}), SAYS) for t in matter()]
    assert found([*matter(), *later]) == [("a", "b", "c")] * 2


def test_its_name() -> None:
    """The subject whose words come up in most threads names it, without what mail programs add."""
    told = [
        touch(n, "ann", "SAM", subject=s)
        for n, s in enumerate(("RE: Gas settlement", "Lunch on Friday", "FW: Gas settlement: exhibits"))
    ]
    assert called(told) == "Gas settlement"
    assert called([]) == ""


def proposed(said: tuple[DealJudgement, ...] = (), deals: tuple[object, ...] = ()) -> list[object]:
    names = {p: p.title() for p in AT}
    return list(of_circles(matter(), AT, COMPANIES, deals, said, names, KEY, day(20)))  # type: ignore[arg-type]


def test_proposed_and_confirmed() -> None:
    """It is proposed with whoever wrote; a yes makes a deal of all its companies, a no stands though a company more takes part."""
    (one,) = proposed()
    assert (one.account, one.company_id, one.people) == ("A, B, C", "", ("Ann", "Bea", "Cal"))  # type: ignore[attr-defined]
    assert one.says.startswith("People of 3 companies are written to together; 3 of them wrote; 5 of 5 mails")  # type: ignore[attr-defined]
    mark, ident = one.mark, one.id  # type: ignore[attr-defined]
    yes = DealJudgement("j", ident, "found", ident, "yes Gas", "", mark, day(20))
    (made,) = confirmed(by_deal([yes]), {"a.example": ("a", "A"), "b.example": ("b", "B"), "c.example": ("c", "C")}, day(20))
    assert (made.name, made.company_id, made.companies, made.account) == ("Gas", None, ("a", "b", "c"), "A, B, C")
    assert proposed((yes,)) == []
    assert (
        proposed((DealJudgement("j", ident, "found", ident, "no", "", mark.replace("c.example", "z.example"), day(20)),)) == []
    )
    assert len(proposed((DealJudgement("j", ident, "found", ident, "no", "", "circle:x.example,y.example 0 9", day(20)),))) == 1
    known = tuple(deal(c, company_id=c, created_us=day(-3)) for c in "ab")
    assert proposed(deals=known) == []
    assert len(proposed(deals=known[:1])) == 1
