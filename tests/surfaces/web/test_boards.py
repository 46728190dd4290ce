"""The picture of all deals and the map of a committee: everything is somewhere, in its place, and said aloud."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.books import new_book
from tests.flow.crm_files import OPEN, write

from regard.answers.deal_rows import DealPage, DealRow
from regard.deals.records import Coverage, Evidence, Risk, Seat
from regard.results import Estimate
from regard.surfaces.web.boards import HEAD, PLOT, bubbles
from regard.surfaces.web.committees import LANES, boxes, committee_map, parts

SEEN = "2026-02-02T23:59:59Z"
KNOWN = Estimate(70.0, 55.0, 82.0, known=True, trend="up", band="good")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[DealRow, DealPage]:
    folder = tmp_path_factory.mktemp("boards")
    with new_book(folder / "b", us__domains=["us.example"]) as book:
        book.sync(write(folder / "crm"))
        (row,) = book.deals("2026-02-02")
        return row, book.deal(OPEN, "2026-02-02")


def drawn(rows: list[DealRow]) -> list[dict[str, str]]:
    text = str(bubbles(rows, lambda ref: f"/deals/{ref}", SEEN))
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', c)) for c in re.findall(r"<circle[^>]*>", text)]


def test_every_deal_with_a_date_has_its_bubble(made: tuple[DealRow, DealPage]) -> None:
    """Later is further right, better is higher, larger is larger, a high risk is marked, and a far date stands at the edge."""
    row = made[0]
    rows = [
        replace(row, id="a", close="2026-02-20", amount="100", trust=replace(KNOWN, score=30.0)),
        replace(row, id="b", close="2026-06-20", amount="900", trust=KNOWN, risks=(Risk("x", "high", "Trouble.", (), ""),)),
        replace(row, id="c", close="2031-01-01", amount="1"),
        replace(row, id="d", close=None),
        replace(row, id="e", close="2024-01-01", amount="?"),
    ]
    found = drawn(rows)
    assert len(found) == 4
    by_size = sorted(found, key=lambda c: -float(c["r"]))
    b, a = by_size[0], by_size[1]
    assert b["class"] == "dot need"
    assert float(b["cx"][:-1]) > float(a["cx"][:-1])
    assert float(b["cy"]) < float(a["cy"]) < HEAD + PLOT
    edges = sorted(float(c["cx"][:-1]) for c in found)
    assert edges[0] >= 4
    assert edges[-1] <= 96
    unknown = [c for c in found if float(c["cy"]) > HEAD + PLOT]
    assert len(unknown) == 2
    text = str(bubbles(rows, lambda ref: f"/deals/{ref}", SEEN))
    assert "Trouble." in text
    assert "size is the amount" in text
    assert "several currencies" in str(bubbles([rows[0], replace(rows[1], currency="USD")], lambda _: "", SEEN))


def test_names_do_not_cover_each_other(made: tuple[DealRow, DealPage]) -> None:
    """Of deals that lie on one spot one is named at most; a thousand deals draw three hundred."""
    row = made[0]
    same = [replace(row, id=str(n), name=f"A deal with a long name {n}", close="2026-04-01", trust=KNOWN) for n in range(12)]
    text = str(bubbles(same, lambda _: "", SEEN))
    assert len(re.findall('class="dot-label', text)) <= 1
    assert str(bubbles([replace(row, id=str(n)) for n in range(1000)], lambda _: "", SEEN)).count("<circle") == 300


def test_hidden_characters_are_shown(made: tuple[DealRow, DealPage]) -> None:
    """A name that would close a tag or turn the text round is text."""
    text = str(bubbles([replace(made[0], name='<script>"\u202e&', trust=KNOWN)], lambda _: "/x", SEEN))
    assert "<script" not in text
    assert "\u202e" not in text


def person(name: str, role: str = "", **more: Any) -> dict[str, Any]:
    plain = {
        "person": f"p_{name}", "name": name, "title": "", "role": role, "crm_role": "", "basis": "inferred", "role_why": (), "met": True,
        "seen": 1, "wrote": 1, "first": None, "last": None, "weight": None, "standing": {}, "ours": [], "primary": False, "objected": False,
        "contact_id": "", "pinned": False, "corrected": "",
        "elsewhere": False, "place": False,
    }  # fmt: skip
    return plain | more


def test_everybody_has_a_place(made: tuple[DealRow, DealPage]) -> None:
    """Members, mentioned seats and parts that nobody has each have a box, by part; a line leads from who mentions whom."""
    page = replace(
        made[1],
        committee=(
            person("Lena", "champion"),
            person("Jo", "user", met=False, basis="stated"),
            person("Kim", met=False, elsewhere=True),
        ),
        empty_seats=(Seat("Marc Ly", "economic buyer", "CFO", (Evidence("m", "m_1", quote="x", person="p_Lena"),)),),
        roles=Coverage(
            0.25, 0.1, ("economic buyer", "champion", "technical buyer"), ("champion",), ("economic buyer", "technical buyer")
        ),
    )
    assert [(b.lane, b.name, b.kind) for b in boxes(page)] == [
        ("economic buyer", "Marc Ly", "mentioned"),
        ("champion", "Lena", "inferred"),
        ("technical buyer", "nobody yet", "wanted"),
        ("user", "Jo", "stated"),
        ("part unknown", "Kim", "inferred"),
    ]
    text = str(committee_map(page, lambda ref: f"/people/{ref}"))
    assert text.count('class="names"') == 1
    assert 'href="/people/p_Lena"' in text
    assert "Jo: user, stated, not met yet" in text
    listed = parts(page)
    assert [b for _, _, of in listed for b in of] == boxes(page)
    assert {lane for lane, missing, _ in listed if missing} == set(page.roles.missing)
    shop = replace(page, committee=(person("Goods In", met=False, place=True),))
    assert "Goods In: part unknown, inferred, a mailbox, not a person" in str(committee_map(shop, lambda _: ""))
    assert "Kim: part unknown, inferred, known to us, not on this deal" in text
    assert "href" not in str(committee_map(page, lambda _: ""))


def test_fifty_roles_have_room(made: tuple[DealRow, DealPage]) -> None:
    """Fifty people with one part stand five in a row under it, none over another, within the drawing."""
    page = replace(made[1], committee=tuple(person(f"N{n}", "influencer") for n in range(50)), empty_seats=())
    text = str(committee_map(page, lambda _: ""))
    rects = [dict(re.findall(r'([\w-]+)="([^"]*)"', r)) for r in re.findall(r"<rect[^>]*seat inferred[^>]*>", text)]
    places = {(r["x"], r["y"]) for r in rects}
    assert len(places) == len(rects) == 50
    assert len({x for x, _ in places}) == LANES
    head = dict(re.findall(r'([\w-]+)="([^"]*)"', text[: text.index(">")]))
    assert max(float(r["y"]) + float(r["height"]) for r in rects) <= float(head["height"]) + 2


def test_nobody_is_no_map(made: tuple[DealRow, DealPage]) -> None:
    """Without anybody there is no map, though parts are needed."""
    assert committee_map(replace(made[1], committee=(), empty_seats=()), lambda _: "") == ""
