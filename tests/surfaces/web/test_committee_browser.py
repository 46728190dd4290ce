"""Somebody is moved on the committee map in a real browser, by pointer and by keyboard, and the word is taken back."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from tests.books import new_book, put
from tests.test_deal_corrections import BUYING

from regard.book import Book
from regard.surfaces.api import create_app

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
if CHROMIUM is None and os.environ.get("REGARD_REQUIRE_PARTS"):
    raise RuntimeError("REGARD_REQUIRE_PARTS is set, and chromium is not installed")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "b", us__domains=["us.example"]) as made:
        made.sync(put(tmp_path / "mail", *BUYING))
        (one,) = made.proposed_deals("2026-01-20")
        made.confirm_deal(one.id, "Cold store", as_of="2026-01-20")
        yield made


@pytest.fixture
def address(book: Book) -> Iterator[str]:
    """The app over the made-up company's book on a free port of loopback."""
    server = uvicorn.Server(uvicorn.Config(create_app(book), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=5)


def test_moving_on_the_map(book: Book, address: str) -> None:
    """By M and by drag and drop a part is kept as a word of a person; Escape keeps nothing; it can be taken back; nothing is blocked."""
    (deal,) = book.deals()
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        errors: list[str] = []
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.goto(f"{address}/deals/{deal.id}")
        box = page.locator('#map [data-kind="member"]').first
        who, lane = box.get_attribute("data-who"), box.get_attribute("data-lane")
        part = next(p for p in ("legal", "procurement") if p != lane)

        def said() -> dict[str, str]:
            return {c["kind"]: c["value"] for c in book.deal(deal.id).corrections if c["kind"] != "found"}

        box.focus()
        page.keyboard.press("m")
        assert page.locator("#move-to").is_visible()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Escape")
        assert not page.locator("#move-to").is_visible()
        assert said() == {}

        page.keyboard.press("m")
        page.locator(f'#move-to [data-lane="{part}"]').focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert said() == {"role": part}
        assert page.locator(f'#map [data-who="{who}"]').get_attribute("data-lane") == part

        box = page.locator(f'#map [data-who="{who}"]')
        box.scroll_into_view_if_needed()
        place = box.bounding_box()
        assert place
        page.mouse.move(place["x"] + 40, place["y"] + 30)
        page.mouse.down()
        page.mouse.move(place["x"] + 60, place["y"] + 50, steps=4)
        chip = page.locator('#move-to [data-lane="blocker"]').bounding_box()
        assert chip
        page.mouse.move(chip["x"] + 8, chip["y"] + 8, steps=4)
        with page.expect_navigation():
            page.mouse.up()
        assert said() == {"role": "blocker"}
        assert "/deals/" in page.url, "the click that ends a drag opens nobody's page"

        with page.expect_navigation():
            page.locator("ul.said li", has_text="blocker").locator("button").click()
        assert said() != {"role": "blocker"}
        assert errors == []
        browser.close()


def test_the_committee_is_drawn_or_listed(book: Book, address: str) -> None:
    """The map stands on a wide screen and its list on a narrow one, never both; the reasons of more than five are folded below."""
    (deal,) = book.deals()
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for width, drawn in ((1440, True), (390, False)):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(f"{address}/deals/{deal.id}")
            assert page.locator("#map").is_visible() is drawn
            assert page.locator(".parts-list").is_visible() is not drawn
            many = page.locator("table.seats tbody tr").count()
            assert many
            assert page.locator("table.seats").is_visible() is (many <= 5)
        browser.close()
