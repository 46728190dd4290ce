"""The mark, the large scale, and the words that go with them."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from regard.results import Estimate
from regard.surfaces.web.mark import mark, scale
from regard.surfaces.web.words import age, ago, day, figure, last_day, signed, visible

GOOD = Estimate(71.4, 58.2, 82.1, known=True, trend="up", band="good")
FLAT = Estimate(50.0, 41.0, 59.0, known=True, trend="steady", band="fair")
NONE = Estimate(50.0, 10.0, 90.0, known=False, trend="unknown")


def test_mark_says_what_it_shows() -> None:
    """The mark's title and label say all three estimates in order, with interval and trend, and “unknown” without a number."""
    drawn = mark(GOOD, NONE, FLAT, "Lena Ortiz")
    said = "Lena Ortiz: trust 71 (58 to 82), good, rising; value unknown; rapport 50 (41 to 59), fair, steady"
    tree = ET.fromstring(drawn)
    assert tree.find("title").text == tree.get("aria-label") == said
    assert (tree.get("width"), tree.get("height"), tree.get("role")) == ("48", "18", "img")


def test_mark_geometry() -> None:
    """A bar ends at its score, its whisker at the ends of the interval; unknown is hatched, not a bar."""
    tree = ET.fromstring(mark(GOOD, NONE, FLAT))
    trust, value, rapport = tree.findall("g")
    assert float(trust.find("rect[@class='mark-bar']").get("width")) == pytest.approx(71.4 * 0.4, abs=0.01)
    inside, outside = (trust.find(f"rect[@class='mark-{part}']") for part in ("inside", "outside"))
    assert float(inside.get("x")) == pytest.approx(58.2 * 0.4, abs=0.01)
    assert float(outside.get("x")) + float(outside.get("width")) == pytest.approx(82.1 * 0.4, abs=0.02)
    assert value.find("rect[@class='mark-bar']") is None
    assert value.find("path[@class='mark-hatch']") is not None
    assert trust.find("path[@class='mark-notch']") is not None
    assert rapport.find("path[@class='mark-notch']") is None


@pytest.mark.parametrize("score", [0.0, 100.0, -3.0, 130.0])
def test_mark_at_the_ends(score: float) -> None:
    """Scores at or beyond the ends stay inside the figure and remain visible."""
    tree = ET.fromstring(mark(Estimate(score, 0, 100, known=True, trend="down"), None, None))
    width = float(tree.find("g/rect[@class='mark-bar']").get("width"))
    assert 0 < width <= 40


def test_mark_without_styles() -> None:
    """Geometry is in attributes only, so that the page's policy lets it through; a hostile name stays text."""
    drawn = str(mark(GOOD, NONE, FLAT, '"><script>x</script>')) + str(scale(GOOD, "trust")) + str(scale(NONE, "value"))
    assert "style=" not in drawn
    assert "<script" not in drawn
    assert "{" not in drawn


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain Åsa 李", "plain Åsa 李"),
        ("a\x00b\x1bc", "a⟨U+0000⟩b⟨U+001B⟩c"),
        ("x\u202eevil", "x⟨U+202E⟩evil"),
        ("tab\tnew\nline", "tab\tnew\nline"),
        ("cr\rlf", "cr⟨U+000D⟩lf"),
        ("bad \udce9", "bad �"),
        ("family 👩\u200d👧", "family 👩\u200d👧"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("tag\U000e0041", "tag⟨U+E0041⟩"),
        ("\u2028", "⟨U+2028⟩"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    """What a reader could not see is named; joiners that scripts and emoji need are left."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("at", "as_of", "shown"),
    [
        (None, None, "never"),
        ("2026-03-31T09:00:00Z", "2026-04-01T00:00:00Z", "today"),
        ("2026-03-22", "2026-03-31", "9 d"),
        ("2026-03-01", "2026-03-31", "4 wk"),
        ("2025-12-01", "2026-03-31", "4 mo"),
        ("2020-12-01", "2026-03-31", "5 y"),
        ("not a date", "2026-03-31", "never"),
    ],
)
def test_age(at: str | None, as_of: str | None, shown: str) -> None:
    """Ages are told in the unit that a person would use, counted from the date looked at."""
    assert age(at, as_of) == shown


@pytest.mark.parametrize(("at", "shown"), [(None, "never"), ("2026-03-31T09:00:00Z", "today"), ("2026-03-22", "9 d ago")])
def test_ago(at: str | None, shown: str) -> None:
    """At the end of a sentence a time is told as past; "today" and "never" stand as they are."""
    assert ago(at, "2026-03-31") == shown


def test_days() -> None:
    """A date leaves out the year of the date looked at; a moment at midnight means the day before."""
    assert day("2026-05-04T10:00:00Z", "2026-06-01") == "4 May"
    assert day("2025-05-04", "2026-06-01") == "4 May 2025"
    assert last_day("2026-04-01T00:00:00Z").isoformat() == "2026-03-31"
    assert last_day("2026-04-01T08:00:00Z").isoformat() == "2026-04-01"
    assert last_day("2026-04-01").isoformat() == "2026-04-01"


def test_figures() -> None:
    """Amounts carry a true minus, nothing is neither up nor down, and what cannot be known is a dash."""
    assert [signed(x) for x in (0.314, -0.22, -0.001, 0.0)] == ["+0.31", "−0.22", "0.00", "0.00"]
    assert [figure(*x) for x in ((41, ""), (6.5, "h"), (92.0, "%"), (None, "h"), ("a day", ""), (1204, ""))] == [
        "41",
        "6.5 h",
        "92%",
        "–",
        "a day",
        "1,204",
    ]


def test_one_colour() -> None:
    """Without colour the mark still tells its bars apart: by order and shape, never by hue alone."""
    tree = ET.fromstring(mark(GOOD, NONE, FLAT))
    places = [float(re.search(r" ([\d.]+)\)", g.get("transform"))[1]) for g in tree.findall("g")]
    assert places == sorted(places)
    assert len(set(places)) == 3
