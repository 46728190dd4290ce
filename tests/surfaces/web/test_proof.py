"""The page *Is it true?*: verdicts first, drawings with intervals, and a plain word where nobody has checked."""

from __future__ import annotations

from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import FakeBook, made_up_check

from regard.surfaces.api import create_app
from regard.surfaces.web import proof


def test_before_the_first_check_the_page_says_what_it_would_do() -> None:
    """An empty page explains and offers the button; nothing is run by looking."""
    book = FakeBook()
    page = TestClient(create_app(book), base_url="http://localhost").get("/check")
    assert page.status_code == 200
    assert "Nobody has checked yet" in page.text
    assert book.checked == []


def test_a_check_is_shown_with_verdicts_drawings_and_what_does_not_hold() -> None:
    """Verdicts in words stand before figures; every drawing names its figures for a reader of the screen."""
    book = FakeBook()
    book.check()
    text = TestClient(create_app(book), base_url="http://localhost").get("/check").text
    assert text.index("What to rely on") < text.index("All figures, with 95 % intervals")
    assert "Not enough evidence: nothing of this kind" in text
    assert "Does not hold." in text
    assert 'role="img"' in text
    assert "Better than" in text


def test_months_stand_each_with_what_was_said_and_what_happened() -> None:
    """A row a month with its intervals, words where a month holds too little, and whether it got better or worse before them; a check
    kept before months were told apart is shown without."""
    book = FakeBook()
    book.check()
    client = TestClient(create_app(book), base_url="http://localhost")
    text = client.get("/check").text
    shown = text[text.index("Month by month") :]
    shown = shown[: shown.index("</table>")]
    for name in ("August 2025", "September 2025", "October 2025"):
        assert name in shown
    assert shown.count("too few to tell") == 1
    assert "Over 2 months it got" in text
    old = book.checked[-1].as_json()
    for target in old["targets"]:
        for name in ("months", "trend", "over_time"):
            del target[name]
    book.checks = lambda as_of=None: [old]  # type: ignore[method-assign]
    assert "Month by month" not in TestClient(create_app(book), base_url="http://localhost").get("/check").text


def test_every_dot_of_a_drawing_has_its_interval() -> None:
    """A reliability dot has a whisker; a gain has one for the standing alone and one with counts."""
    target = made_up_check().as_json()["targets"][0]
    for drawn in (proof.reliability(target["reliability"], "Q"), proof.gains(target)):
        assert drawn.count("<circle") == drawn.count("proof-whisker") > 0
    assert proof.reliability([], "Q") == ""


def test_rest_tells_the_last_check_and_makes_a_new_one() -> None:
    """GET reads what was kept, POST checks."""
    client = TestClient(create_app(FakeBook()), base_url="http://localhost")
    assert client.get("/api/v1/check").json() == []
    made = client.post("/api/v1/check", headers={"content-type": "application/json"}, content="{}")
    assert made.status_code == 200
    assert {"targets", "coverage80", "invariants"} <= set(made.json())
    assert client.get("/api/v1/check").json()[0]["verdict"] == made.json()["verdict"]


def test_a_check_runs_beside_the_requests_and_the_page_tells_how_it_goes() -> None:
    """The button starts one check and answers at once; the page names the step and loads itself again until it is done."""
    book = FakeBook()
    book.go_on.clear()
    app = create_app(book)
    client = TestClient(app, base_url="http://localhost")
    asked = {"token": app.state.token}
    for _ in range(2):  # a second press starts no second one
        assert client.post("/check", data=asked, follow_redirects=False).headers["location"] == "/check"
    page = client.get("/check").text
    assert "Checking now" in page
    assert 'http-equiv="refresh"' in page
    assert client.get("/api/v1/check/progress").json()["running"] is True
    waited = client.post("/api/v1/check?wait=0", headers={"content-type": "application/json"}, content="{}")
    assert waited.status_code == 202
    book.go_on.set()
    assert app.state.checking.wait(20)
    page = client.get("/check").text
    assert "Checking now" not in page
    assert "What to rely on" in page
    assert len(book.checked) == 1


def test_a_check_that_fails_says_why_and_can_be_started_again() -> None:
    """What went wrong stands on the page, and is a problem in REST."""
    book = FakeBook()
    book.check_fails = "The disk is full."
    app = create_app(book)
    client = TestClient(app, base_url="http://localhost")
    answer = client.post("/api/v1/check", headers={"content-type": "application/json"}, content="{}")
    assert answer.status_code == 503
    assert "The disk is full." in answer.json()["detail"]
    assert "The disk is full." in client.get("/check").text
    book.check_fails = ""
    assert client.post("/api/v1/check", headers={"content-type": "application/json"}, content="{}").status_code == 200


def test_a_verdict_is_said_without_statistics() -> None:
    """What to do stands in plain words first: rely on it, only beside counts, not at all, or why it cannot be told."""
    sure, no, figure = {"low": 0.01, "value": 0.05}, {"low": -0.02, "value": 0.0}, lambda v: {"auc": {"value": v}}
    target = {
        "level": "better",
        "rows": {"state": figure(0.8), "context": figure(0.83)},
        "baselines": {"recency": figure(0.66), "volume": figure(0.74), "boosting": figure(0.9)},
        "gains": {"recency": sure, "volume": sure, "boosting": no},
        "context_gains": {"recency": sure, "volume": sure, "boosting": no},
    }
    said = proof.plain(target)
    assert said.word == "Rely on it."
    assert said.says.startswith("80 of 100 pairs")
    assert "volume: 74" in said.says, "boosting is no simple rule"
    level = proof.plain({**target, "gains": {"recency": sure, "volume": no}})
    assert level.word == "Better than recency and volume, best with counts and recency beside it."
    assert proof.plain({**target, "level": "equal"}).word.startswith("Not on the standing alone")
    assert proof.plain({**target, "level": "equal", "context_gains": {"volume": no}}).word == "Do not rely on it."
    assert proof.plain({"level": "too_few", "verdict": "Not enough evidence."}) == proof.Plain("Not enough evidence.")
