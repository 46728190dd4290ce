"""Two months of reviews played through in a real browser on the made-up company: the second opens with what became of the first."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from tests.books import SHIPPED, copy_book

from regard.book import Book
from regard.model import DAY
from regard.surfaces.api import create_app
from regard.surfaces.web import printing
from regard.time import as_of_us

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
if CHROMIUM is None and os.environ.get("REGARD_REQUIRE_PARTS"):
    raise RuntimeError("REGARD_REQUIRE_PARTS is set, and chromium is not installed")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]

FIRST, SECOND = "2026-02-03", "2026-03-02"


@pytest.fixture
def played(synced: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(copy_book(synced, tmp_path / "played"), flags=SHIPPED) as book:
        yield book


@pytest.fixture
def address(played: Book) -> Iterator[str]:
    """The app over the made-up company's book on a free port of loopback."""
    server = uvicorn.Server(uvicorn.Config(create_app(played), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


def place(n: int) -> re.Pattern[str]:
    """The address of one place of a meeting."""
    return re.compile(rf"/review/meeting\?(?:.*&)?at={n}(?:&|$)")


def writes_later(book: Book, person: str) -> str:
    """The address of one of ours who writes to a buyer between the two reviews; "" where nobody does."""
    rows = book._live().rows(
        "SELECT s.address FROM interaction i JOIN person s ON s.id = i.seller WHERE i.buyer = ? AND i.outbound AND i.kind = 'mail' "
        "AND NOT i.automated AND NOT i.copied AND i.us > ? AND i.us < ? LIMIT 1",
        person, as_of_us(FIRST), as_of_us(SECOND) - DAY,
    )  # fmt: skip
    return str(rows[0][0]) if rows else ""


def test_two_months_in_a_browser(played: Book, address: str, browser: playwright.Browser) -> None:
    """February is held by keys; March opens with each of its actions, and the one that the mail shows done is confirmed there."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(f"{address}/review?as_of={FIRST}")
    page.click("text=Begin the meeting")
    page.wait_for_url(place(0))
    assert "This is the first review" in page.inner_text("main")
    items = played.review("2026-02", as_of=FIRST).items
    page.keyboard.press("ArrowRight")
    page.wait_for_url(place(1))
    assert page.inner_text("h1") == items[0].name
    assert page.inner_text("label.question") == "What are you doing to perpetuate this relationship?"
    assert page.inner_text("#clock").startswith("0:0")
    acted: dict[str, str] = {}
    for item in items:
        owner = writes_later(played, item.person)
        page.wait_for_url(place(item.place))
        page.keyboard.press("a")
        page.keyboard.type(f"We keep {item.name} informed.")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.keyboard.type("asked in the meeting")
        page.reload()  # what was typed is still there
        assert page.input_value("#text") == f"We keep {item.name} informed."
        page.focus("#text")
        page.keyboard.press("Escape")
        if owner:
            acted[item.name] = "noticed"
            page.keyboard.press("t")
            page.keyboard.type("Write to them again")
            page.select_option("select[name=owner]", owner)
        elif item.place == 1:
            acted[item.name] = "open"
            page.fill("#action", "Call about the next audit")
        page.fill("input[name=due]", "2026-02-20")
        page.focus("#note")
        page.keyboard.press("Control+Enter")
    page.wait_for_url(place(items[-1].place + 1))
    assert page.inner_text("h1") == f"{len(items)} of {len(items)} answered"
    assert acted, "nobody on the agenda is written to afterwards: the company tells nothing"

    page.goto(f"{address}/review?as_of={SECOND}")
    page.click("text=Begin the meeting")
    page.wait_for_url(place(0))
    assert page.inner_text("h1") == "What was promised, and what became of it"
    rows = page.locator("ol.actions > li")
    assert rows.count() == len(acted)
    text = page.inner_text("ol.actions")
    assert all(name in text for name in acted)
    assert text.count("noticed: we wrote") == sum(state == "noticed" for state in acted.values())
    page.click("text=yes, done >> nth=0")
    page.wait_for_url(place(0))
    assert "done" in page.inner_text("ol.actions")
    states = [a.state for a in played.review("2026-03", as_of=SECOND).opens_with]
    assert states.count("done") == 1
    again = next((i for i in played.review("2026-03", as_of=SECOND).items if i.name in acted), None)
    if again is not None:
        page.goto(f"{address}/review/meeting?month=2026-03&at={again.place}&as_of={SECOND}")
        assert f"We keep {again.name} informed." in page.inner_text(".evidence")
    context.close()
    assert said == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_the_pages_fit(played: Book, address: str, browser: playwright.Browser, width: int, scheme: str) -> None:
    """Review, meeting, sheet, actions and the page for one alone are no wider than the screen, log no error and ask nothing elsewhere."""
    person = played.review("2026-03", as_of=SECOND).items[0].person
    played.review_answer(person, "We call.", action="Call about the audit", month="2026-03", as_of=SECOND)
    me = played.colleagues()[0][0]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/mine")
    page.select_option("select[name=address]", me)
    page.click("text=Show me mine")
    assert me in page.inner_text("main")
    meeting = [f"/review/meeting?month=2026-03&at={at}" for at in (0, 1, 99)]
    for path in ("/review", *meeting, "/review/print", "/actions", "/mine"):
        joined = "&" if "?" in path else "?"
        page.goto(f"{address}{path}{joined}as_of={SECOND}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide"
    field = page.locator("table.gap input[inputmode]").first
    field.fill("77")
    page.click("form[action='/mine/rate'] button.button")
    page.wait_for_url("**done=rated**")
    assert page.locator("table.gap input[inputmode]").first.input_value() == "77"
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []


def test_a_pdf(played: Book, tmp_path: Path) -> None:
    """Where a browser is installed, the review is written as PDF."""
    printing.write(played.review("2026-03", as_of=SECOND), tmp_path / "review.pdf")
    assert (tmp_path / "review.pdf").read_bytes().startswith(b"%PDF-")
