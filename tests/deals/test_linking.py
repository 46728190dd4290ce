import pytest
from tests.deals.made import day, deal, role, touch

from regard.deals.linking import Party, link
from regard.deals.records import Deal, Touch

LENA = Party(frozenset({"lena"}), frozenset(), "SAM")


def linked(touches: list[Touch], deals: list[Deal], parties: dict[str, Party] | None = None) -> list[str]:
    return [x.deal for x in link(touches, deals, parties or {d.id: LENA for d in deals})]


@pytest.mark.parametrize(
    ("on", "belongs"),
    [(-15, False), (-14, True), (0, True), (49, True), (60, True), (64.9, True), (65, False)],
)
def test_time(on: float, belongs: bool) -> None:
    """A mail belongs from 14 days before a deal is opened to 14 days after the day on which it is closed."""
    closed = deal(outcome="won", closed_us=day(50), close_us=day(50))
    assert linked([touch(on, "lena", "SAM")], [closed]) == (["d1"] if belongs else [])


def test_open_without_end() -> None:
    """An open deal is spoken about for as long as it is open; mail of strangers to it is not linked."""
    assert linked([touch(900, "lena", "SAM"), touch(5, "someone", "SAM")], [deal()]) == ["d1"]


def test_roles_then_owner_narrow() -> None:
    """Of several deals those with a part for somebody on it are kept, then those whose owner is on it; the link says so."""
    deals = [deal("d1"), deal("d2", roles=(role("lena"),)), deal("d3", roles=(role("lena"),))]
    parties = {
        "d1": LENA,
        "d2": Party(frozenset({"lena"}), frozenset({"lena"}), "SAM"),
        "d3": Party(frozenset({"lena"}), frozenset({"lena"}), "TEA"),
    }
    found = list(link([touch(3, "lena", "SAM")], deals, parties))
    assert [x.deal for x in found] == ["d2"]
    assert "somebody on it has a part in the deal" in found[0].why
    assert "the deal's owner is on it" in found[0].why
    assert linked([touch(3, "lena", "TEA")], deals, parties) == ["d3"]


def test_five_at_most_whatever_the_order() -> None:
    """A mail belongs to five deals at most, the nearest in time, in whatever order deals come."""
    deals = [deal(f"d{n}", created_us=day(n)) for n in range(8)]
    forward, back = linked([touch(20, "lena", "SAM")], deals), linked([touch(20, "lena", "SAM")], deals[::-1])
    assert forward == back == ["d7", "d6", "d5", "d4", "d3"]


def test_closed_before_opened() -> None:
    """A deal that the CRM closed before it opened it spans what lies between."""
    wrong = deal(outcome="lost", created_us=day(30), closed_us=day(10), close_us=day(10))
    assert linked([touch(20, "lena", "SAM")], [wrong]) == ["d1"]


def test_the_name_narrows_first() -> None:
    """A subject that holds most words of one deal's name beyond its account's belongs to that deal, whoever else has a part in another."""
    deals = [
        deal("d1", name="Acme - pilot at Lindau"),
        deal("d2", name="Acme - renewal for Lindau", roles=(role("lena"),)),
    ]
    parties = {"d1": LENA, "d2": Party(frozenset({"lena"}), frozenset({"lena"}), "SAM")}
    found = list(link([touch(3, "lena", "SAM", subject="Re: Our pilot at Lindau")], deals, parties))
    assert [x.deal for x in found] == ["d1"]
    assert "the subject names the deal" in found[0].why
    assert linked([touch(3, "lena", "SAM", subject="Re: Lindau")], deals, parties) == ["d2"], "one word names none"


def test_whoever_is_on_mail_that_names_a_deal_has_a_part() -> None:
    """Of deals whose parts nobody entered, later mail of a person goes where they were on mail that names the deal."""
    deals = [deal("d1", name="Acme - pilot at Lindau"), deal("d2", name="Acme - renewal for Lindau")]
    both = [touch(3, "lena", "SAM", subject="Pilot at Lindau"), touch(9, "lena", "SAM", subject="A question")]
    assert linked(both, deals) == linked(both[::-1], deals[::-1]) == ["d1", "d1"]


def test_a_name_that_fits_all_narrows_nothing() -> None:
    """Two deals of one name are both meant."""
    twins = [deal("d1", name="Acme - pilot at Lindau"), deal("d2", name="Acme - pilot at Lindau")]
    assert sorted(linked([touch(3, "lena", "SAM", subject="Pilot at Lindau")], twins)) == ["d1", "d2"]


def test_what_belongs_to_a_deal_found_in_the_mail() -> None:
    """Its threads and the people on them, not all that passes with the company; where its steps are not here any more, all of it."""
    party = Party(frozenset({"lena", "omar"}), frozenset(), None)
    mine = deal("x_1", steps_us=(day(1), day(4)))
    steps = [touch(1, "SAM", "lena", thread_id="a"), touch(4, "lena", "SAM", thread_id="a")]
    later, beside = touch(9, "lena", "SAM", thread_id="b"), touch(9, "omar", "SAM", thread_id="c")
    brought_in = touch(10, "SAM", "omar", thread_id="a")
    assert len(linked([*steps, later, beside], [mine], {"x_1": party})) == 3
    assert len(linked([*steps, later, beside, brought_in], [mine], {"x_1": party})) == 5
    assert len(linked([later, beside], [mine], {"x_1": party})) == 2


@pytest.mark.parametrize(("on", "linked_to"), [(5, ["d1"]), (20, ["d1"]), (21, []), (40, [])])
def test_whoever_moved_belongs_until_then(on: float, linked_to: list[str]) -> None:
    """What somebody writes after the last sign of their job at the account is none of its deal's, though they had a part in it."""
    moved = Party(frozenset({"lena"}), frozenset({"lena"}), "SAM", {"lena": ((day(-90), day(20)),)})
    assert linked([touch(on, "lena", "SAM")], [deal()], {"d1": moved}) == linked_to


def test_whoever_came_belongs_from_then_on() -> None:
    """Mail from before a job belongs to no deal of the new company; a colleague on it carries it there all the same."""
    came = Party(frozenset({"lena", "omar"}), frozenset(), "SAM", {"lena": ((day(40), None),)})
    assert linked([touch(10, "lena", "SAM")], [deal()], {"d1": came}) == []
    assert linked([touch(10, "lena", "SAM omar")], [deal()], {"d1": came}) == ["d1"]
    assert linked([touch(30, "lena", "SAM"), touch(50, "lena", "SAM")], [deal()], {"d1": came}) == ["d1", "d1"]


PARTS = {"d1": Party(frozenset({"lena", "omar"}), frozenset({"lena"}), "SAM")}


@pytest.mark.parametrize(
    ("one", "sure", "says"),
    [
        (touch(3, "lena", "SAM", subject="Re: Pilot at Lindau"), "sure", "the subject names the deal"),
        (touch(3, "lena", "SAM", subject="A question"), "likely", "while the deal was open"),
        (touch(3, "omar", "SAM", subject="A question"), "doubtful", "nobody with a part in the deal is on it"),
        (touch(3, "lena", "TEA", subject="A question"), "doubtful", "the deal's owner is not on it"),
        (touch(3, "lena", "SAM", subject="Invoice 4471"), "doubtful", "its subject is of a bill or a service case"),
        (touch(-5, "lena", "SAM", subject="A question"), "doubtful", "the deal was not open"),
    ],
)
def test_how_sure_a_link_is(one: Touch, sure: str, says: str) -> None:
    """Its name makes it sure; whatever speaks against it makes it doubtful and is said; else it is likely."""
    (found,) = link([one], [deal("d1", name="Acme - pilot at Lindau")], PARTS)
    assert found.sure == sure
    assert says in found.why
    assert ("doubtful" in found.why) == (sure == "doubtful")


@pytest.mark.parametrize(
    ("one", "linked_to"),
    [
        (touch(-5, "omar", "SAM"), []),
        (touch(-5, "lena", "SAM"), ["d1"]),
        (touch(-5, "omar", "SAM", thread_id="talk"), ["d1"]),
        (touch(-5, "omar", "SAM", subject="Pilot at Lindau"), ["d1"]),
    ],
    ids=["nobody of the deal", "somebody with a part", "a talk of theirs", "its name"],
)
def test_mail_outside_a_deals_time(one: Touch, linked_to: list[str]) -> None:
    """Before it was opened it is linked through a part, a talk or its name alone, where anybody's part is known."""
    past = [one, touch(3, "lena", "SAM", thread_id="talk")]
    of = deal("d1", name="Acme - pilot at Lindau")
    assert [x.deal for x in link(past, [of], PARTS) if x.touch == one.id] == linked_to
    unknown = {"d1": Party(frozenset({"lena", "omar"}), frozenset(), "SAM")}
    assert len(link([touch(-5, "omar", "SAM")], [of], unknown)) == 1
