"""The drawings over many buyers and over time: picture, ribbons, weeks, coverage."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests.surfaces.web.fake_book import FakeBook

from regard.results import Contribution, Estimate, Moment, PersonRow, SourceHealth
from regard.surfaces.web.picture import picture, standing
from regard.surfaces.web.ribbons import HEIGHT, Pin, ribbon
from regard.surfaces.web.strips import coverage, span, weekly


def estimate(score: float, *, known: bool = True) -> Estimate:
    return Estimate(score, max(score - 12, 0), min(score + 12, 100), known=known, trend="steady")


def buyer(n: int, trust: Estimate, value: Estimate, rapport: Estimate, messages: int = 10) -> PersonRow:
    return PersonRow(f"p_{n}", f"Buyer {n}", "", "Firm", None, trust, value, rapport, None, None, messages=messages)


UNKNOWN = estimate(50, known=False)


def circles(svg: str) -> dict[str, ET.Element]:
    return {a.get("href") or "": a.find("circle") for a in ET.fromstring(svg).iter("a")}


def test_picture_places() -> None:
    """More standing is further right, more rapport further up, more mail a larger dot."""
    rows = [
        buyer(1, estimate(80), estimate(70), estimate(75), messages=100),
        buyer(2, estimate(20), estimate(30), estimate(25), messages=4),
        buyer(3, estimate(80), UNKNOWN, estimate(25)),
    ]
    by_id = circles(picture(rows, lambda ref: ref, frozenset()))
    assert float(by_id["p_1"].get("cx").rstrip("%")) > 50 > float(by_id["p_2"].get("cx").rstrip("%"))
    assert float(by_id["p_1"].get("cy")) < float(by_id["p_2"].get("cy"))
    assert float(by_id["p_1"].get("r")) > float(by_id["p_2"].get("r"))
    assert float(by_id["p_3"].get("cx").rstrip("%")) > 50
    assert by_id["p_3"].get("cy") == by_id["p_2"].get("cy")


def test_standing() -> None:
    """Standing is the mean of what is known of trust and value; where neither is known it is unknown, not fifty."""
    assert standing(buyer(1, estimate(80), estimate(60), UNKNOWN)) == 70
    assert standing(buyer(1, estimate(80), UNKNOWN, UNKNOWN)) == 80
    assert standing(buyer(1, UNKNOWN, UNKNOWN, estimate(90))) is None


def test_unknown_waits_aside() -> None:
    """A buyer of unknown standing lies in the tray left of the plot, one of unknown rapport below it."""
    rows = [
        buyer(1, estimate(90), UNKNOWN, estimate(90)),
        buyer(2, UNKNOWN, UNKNOWN, estimate(90)),
        buyer(3, estimate(30), UNKNOWN, UNKNOWN),
        buyer(4, estimate(90), UNKNOWN, estimate(20)),
    ]
    by_id = circles(picture(rows, lambda ref: ref, frozenset()))
    assert "%" not in by_id["p_2"].get("cx")
    assert float(by_id["p_2"].get("cx")) < 60
    assert float(by_id["p_3"].get("cy")) > 320 > float(by_id["p_1"].get("cy"))


def test_only_the_half_that_holds_somebody_is_drawn() -> None:
    """Where all known rapport is fifty or more the plot begins there; with one below, both halves are drawn."""
    rows = [
        buyer(1, estimate(90), UNKNOWN, estimate(90)),
        buyer(2, estimate(80), UNKNOWN, estimate(50)),
        buyer(3, estimate(30), UNKNOWN, UNKNOWN),
    ]
    svg = picture(rows, lambda ref: ref, frozenset())
    by_id = circles(svg)
    floor = float(by_id["p_2"].get("cy"))
    assert float(by_id["p_1"].get("cy")) < floor < float(by_id["p_3"].get("cy"))
    assert "strangers" not in svg
    both = picture([*rows, buyer(4, estimate(60), UNKNOWN, estimate(30))], lambda ref: ref, frozenset())
    assert "strangers" in both
    assert float(circles(both)["p_2"].get("cy")) < floor < float(circles(both)["p_4"].get("cy"))


def test_silence_where_rapport_is_unknown() -> None:
    """Where rapport is known of nobody the height is when they last wrote; who never did lies below the plot."""
    said = [("2026-03-31", 1), ("2026-03-01", 2), ("2024-01-01", 3), (None, 4)]
    rows = [replace(buyer(n, estimate(60), UNKNOWN, UNKNOWN), last_contact_them=at) for at, n in said]
    svg = picture(rows, lambda ref: ref, frozenset(), "2026-03-31")
    heights = [float(circles(svg)[f"p_{n}"].get("cy")) for n in (1, 2, 3, 4)]
    assert heights == sorted(heights)
    assert len(set(heights)) == 4
    assert "stands well, gone quiet" in svg
    assert "peers" not in svg


@pytest.mark.parametrize("size", [1, 24, 430, 3000])
def test_picture_of_any_book(size: int) -> None:
    """However many buyers, every dot lies inside the drawing and the drawing stays of bounded size."""
    rows = FakeBook(size, awkward=False).rows
    svg = picture(rows, lambda ref: f"/people/{ref}", frozenset(row.id for row in rows[:5]))
    height = float(ET.fromstring(svg).get("height"))
    assert height <= 800
    for circle in circles(svg).values():
        assert 0 <= float(circle.get("cy")) <= height
        assert 0 <= float(circle.get("cx").rstrip("%")) <= 100
    assert len(svg) < 900_000


def test_nobody_known() -> None:
    """A book in which nobody is known is a tray of hollow dots without axes."""
    svg = picture([buyer(n, UNKNOWN, UNKNOWN, UNKNOWN) for n in range(5)], lambda ref: ref, frozenset())
    assert len(circles(svg)) == 5
    assert "standing (trust" not in svg


def history(scores: list[float], known_from: int = 0) -> list[Moment]:
    return [Moment(f"2026-{m:02}-01", estimate(s, known=m > known_from), UNKNOWN, UNKNOWN) for m, s in enumerate(scores, 1)]


def event(date: str, amount: float) -> Contribution:
    return Contribution("m_1", date, "answers", 0.5, amount > 0, amount, "", "answered")


def test_ribbon_needs_two_days() -> None:
    """One day, or none, is no history: nothing is drawn."""
    assert ribbon([], "trust") == ""
    assert ribbon(history([50]), "trust") == ""
    assert "ribbon-line" in ribbon(history([50, 60]), "trust")


def test_ribbon_of_nothing_known() -> None:
    """Where it was never known there is no ribbon: an empty chart tells nothing that the word does not."""
    assert ribbon(history([50, 55, 60], known_from=9), "trust") == ""


def test_ribbon_hatches_what_was_unknown() -> None:
    """Where an end of a stretch was unknown it is hatched with hollow edges, never drawn as a line."""
    svg = ribbon(history([50, 55, 60, 65], known_from=2), "trust")
    assert svg.count('class="ribbon-hatch"') == 2
    assert svg.count('class="ribbon-line"') == 1
    assert "ribbon-line" not in ribbon(history([50, 55, 60]), "value")


def test_pins() -> None:
    """Events are pinned at their date: a lift above the line, a drop below; one outside the time drawn is left out."""
    pins = [
        Pin(1, event("2026-02-01", 0.4), "/messages/a"),
        Pin(2, event("2026-03-01", -0.4), "/messages/b"),
        Pin(3, event("2024-01-01", 1.0), "/c"),
    ]
    tree = ET.fromstring(ribbon(history([50, 50, 50, 50]), "trust", pins))
    stems = {a.get("href"): a.find("line") for a in tree.iter("a")}
    assert set(stems) == {"/messages/a", "/messages/b"}
    assert float(stems["/messages/a"].get("y2")) < float(stems["/messages/a"].get("y1"))
    assert float(stems["/messages/b"].get("y2")) > float(stems["/messages/b"].get("y1"))


def test_crowded_pins_stay_inside() -> None:
    """Many events on one day stay inside the drawing, and the first ones apart from each other."""
    pins = [Pin(n, event("2026-02-10", 1.0), f"/{n}") for n in range(1, 6)]
    tree = ET.fromstring(ribbon(history([97, 98, 97, 98]), "trust", pins))
    heights = [float(c.get("cy")) for c in tree.iter("circle")]
    assert len(heights) == 5
    assert all(0 <= y <= HEIGHT for y in heights)
    assert abs(heights[0] - heights[1]) >= 12


def test_weekly() -> None:
    """Ours go up, theirs down, on one scale; each week says its figures; no weeks draw nothing."""
    svg = weekly([{"week": "2026-03-02", "us": 4, "them": 1}, {"week": "2026-03-09", "us": 0, "them": 2}])
    assert "week of 2 Mar 2026: 4 by us, 1 by them" in svg
    assert "most in a week: 4" in svg
    assert weekly([]) == ""
    assert "most in a week: 1" in weekly([{"week": "2026-03-02", "us": 0, "them": 0}])


def test_coverage() -> None:
    """Each stretch is drawn at its share of the whole time, one line a direction; gaps stay empty."""
    rows = (
        {"start": "2024-01-01T00:00:00Z", "end": "2025-01-01T00:00:00Z", "inbound": True, "outbound": True},
        {"start": "2025-07-01T00:00:00Z", "end": "2026-01-01T00:00:00Z", "inbound": True, "outbound": False},
    )
    source = SourceHealth("s", "/mail", "mbox", None, 1, 1, 0, 0, None, None, False, rows)
    bounds = span([source])
    tree = ET.fromstring(coverage(source, bounds))
    bars = [(r.get("class"), float(r.get("x").rstrip("%")), float(r.get("width").rstrip("%"))) for r in tree.iter("rect")]
    assert [kind for kind, _, _ in bars] == ["covers inbound", "covers outbound", "covers inbound"]
    assert bars[0][1:] == pytest.approx((0, 50.07), abs=0.1)
    assert bars[2][1:] == pytest.approx((74.8, 25.2), abs=0.2)
    assert span([replace(source, coverage=())]) is None
    assert coverage(replace(source, coverage=()), bounds) == ""
