"""Which messages are interactions of a buyer, and who of ours they are with."""

from __future__ import annotations

from typing import Any

import pytest

from regard.interactions.assemble import MessageRow, People, assemble, assemble_all
from regard.model import Interaction

PEOPLE = People(
    person_of={
        "h_ann": "ann",
        "h_ann2": "ann",
        "h_bob": "bob",
        "h_cid": "cid",
        "h_eve": "eve",
        "h_info": "info",
        "h_sam": "sam",
        "h_tom": "tom",
        "h_pal": "pal",
    },
    side_of={
        "ann": "them",
        "bob": "them",
        "cid": "them",
        "eve": "them",
        "info": "shared",
        "sam": "us",
        "tom": "us",
        "pal": "personal",
    },
    company_of={"ann": "acme", "bob": "acme", "cid": "other", "eve": None, "info": "acme"},
)


def row(frm: str, *parties: str, **more: Any) -> MessageRow:
    """A message; parties as "to:ann"."""
    pairs = tuple((f"h_{p.partition(':')[2]}", p.partition(":")[0]) for p in parties)
    values: dict[str, Any] = {
        "id": "m1",
        "us": 10,
        "known_us": 12,
        "thread_id": "t1",
        "parent_id": None,
        "from_h": f"h_{frm}",
        "subject": "Pump",
        "automated": "",
        "is_reply": False,
        "words": 4,
        "tz_minutes": 60,
        "cues": (),
        "basis": "observed",
        "parties": pairs,
    }
    return MessageRow(**{**values, **more})


CASES = [
    ("ours to a buyer", row("sam", "to:ann"), {"ann": (True, "to", "sam", ("sam",), 1)}),
    ("ours with a colleague of ours", row("sam", "to:ann", "cc:tom"), {"ann": (True, "to", "sam", ("sam", "tom"), 2)}),
    (
        "ours to two buyers",
        row("sam", "to:ann", "cc:cid"),
        {"ann": (True, "to", "sam", ("sam",), 2), "cid": (True, "cc", "sam", ("sam",), 2)},
    ),
    ("a buyer to one of ours", row("ann", "to:sam"), {"ann": (False, "from", "sam", ("sam",), 1)}),
    (
        "To comes before Cc, whatever the order",
        row("ann", "cc:tom", "to:sam"),
        {"ann": (False, "from", "sam", ("sam", "tom"), 2)},
    ),
    ("only in Cc", row("ann", "to:bob", "cc:tom"), {"ann": (False, "from", "tom", ("tom",), 2)}),
    (
        "a colleague's mail with the buyer in Cc is the colleague's",
        row("bob", "to:sam", "cc:ann"),
        {"bob": (False, "from", "sam", ("sam",), 2)},
    ),
    ("outsiders only", row("ann", "to:bob", "to:cid"), {}),
    ("ourselves only", row("sam", "to:tom"), {}),
    ("personal, shared and unknown people are no buyers", row("sam", "to:pal", "to:info", "to:nobody"), {}),
    ("an unknown sender", row("nobody", "to:sam"), {}),
    ("two addresses of one buyer", row("sam", "cc:ann", "to:ann2"), {"ann": (True, "to", "sam", ("sam",), 2)}),
    ("written to oneself as well", row("ann", "to:sam", "cc:ann", "from:ann"), {"ann": (False, "from", "sam", ("sam",), 1)}),
    ("Reply-To is nobody's", row("sam", "reply_to:ann"), {}),
]


@pytest.mark.parametrize(("message", "expected"), [pytest.param(m, e, id=name) for name, m, e in CASES])
def test_a_message_is_what_it_is_to_each_buyer(message: MessageRow, expected: dict[str, tuple[Any, ...]]):
    """Direction, the buyer's role, our people and the number of recipients, per buyer on the message."""
    found = {
        b: [(i.outbound, i.buyer_role, i.seller, i.sellers, i.recipients) for i in of]
        for b, of in assemble_all([message], PEOPLE).items()
    }
    assert found == {b: [e] for b, e in expected.items()}
    for buyer in ("ann", "bob", "cid"):
        assert len(assemble(buyer, [message], PEOPLE)) == (buyer in expected)


def test_colleagues_are_people_of_the_same_company():
    """Another company's people, shared inboxes and ours are not the buyer's colleagues; without a company nobody is."""
    message = row("ann", "to:sam", "cc:bob", "cc:cid", "cc:info")
    assert assemble("ann", [message], PEOPLE)[0].others == ("bob",)
    assert assemble("eve", [row("eve", "to:sam", "cc:bob")], PEOPLE)[0].others == ()


def test_one_buyer_alone_equals_the_whole_book_whatever_the_order():
    """Assembling one buyer gives the same as assembling all, sorted by time then id, a repeated row once."""
    rows = [row("sam", "to:ann", id=f"m{n}", us=us) for n, us in ((3, 5), (1, 9), (2, 5))]
    rows += [row("ann", "to:sam", id="m4", us=7), rows[0]]
    alone = assemble("ann", rows, PEOPLE)
    assert [i.message_id for i in alone] == ["m2", "m3", "m4", "m1"]
    assert alone == assemble_all(reversed(rows), PEOPLE)["ann"]
    assert all(isinstance(i, Interaction) for i in alone)


def test_a_person_left_out_of_the_list_can_be_assembled_by_name():
    """A personal contact makes no interactions by itself, and does when asked for."""
    message = row("sam", "to:pal")
    assert assemble_all([message], PEOPLE) == {}
    assert assemble("pal", [message], PEOPLE)[0].buyer == "pal"
    assert list(assemble_all([message, row("sam", "to:ann")], PEOPLE, ["pal"])) == ["pal"]


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (row("bob", "to:sam", "cc:ann", id="m2", us=20, known_us=22), (20, 22)),
        (row("bob", "to:sam", id="m2", us=20), ()),
        (row("bob", "to:ann", id="m2", us=20), ()),
        (row("bob", "to:sam", "cc:ann", id="m2", us=20, thread_id="t2"), ()),
        (row("bob", "to:sam", "cc:ann", id="m2", us=9), ()),
        (row("bob", "to:sam", "cc:ann", id="m2", us=20, automated="out_of_office"), ()),
        (row("bob", "to:sam", "cc:ann", id="m2", us=20, basis="recovered"), ()),
        (row("cid", "to:sam", "cc:ann", id="m2", us=20), (20, 12)),
        (row("eve", "to:sam", "cc:ann", id="m2", us=20), ()),
        (row("info", "to:sam", "cc:ann", id="m2", us=20), ()),
    ],
    ids=[
        "in copy",
        "not in copy",
        "not to us",
        "elsewhere",
        "before",
        "automated",
        "in a quote",
        "of another company, on our mail",
        "of another company, not on our mail",
        "a box",
    ],
)
def test_a_colleague_who_was_asked_too_answers_for_them(answer: MessageRow, known: tuple[int, ...]) -> None:
    """A mail of ours says when another whom it went to answered it, with this one on the mail, or a colleague to whom it was passed on."""
    ours = row("sam", "to:ann", "to:bob", "to:cid")
    (asked, *rest) = assemble("ann", [answer, ours] if answer.us < 10 else [ours, answer], PEOPLE)
    assert (asked.message_id, asked.beside, rest) == ("m1", known, [])
    assert assemble_all([ours, answer], PEOPLE)["ann"][0].beside == known
    alone = row("sam", "to:ann")
    passed_on = known if answer.from_h == "h_bob" else ()
    assert assemble("ann", [alone, answer], PEOPLE)[0].beside == passed_on
