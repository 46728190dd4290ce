"""The pages in a real browser: nothing overflows, nothing is blocked, the keyboard goes everywhere."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from tests.surfaces.web.fake_book import FakeBook

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

BOOK = FakeBook(60)
LENA, LONG_ONE = BOOK.rows[0], BOOK.rows[3]
PATHS = [
    "/",
    "/?show=known&sort=trust",
    "/?personal=1",
    f"/people/{LENA.id}",
    f"/people/{LONG_ONE.id}",
    f"/people/{LENA.id}/why",
    "/accounts",
    "/promises",
    f"/accounts/{LENA.company_id}",
    "/sources",
    "/who",
    "/coach",
    "/search?q=lena",
    "/messages/m_1",
    "/messages/m_1?at=13-51#here",
    "/search?q=harlow",
    "/people/ortiz",
    "/nothing",
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The app on a free port of loopback."""
    server = uvicorn.Server(uvicorn.Config(create_app(BOOK), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: playwright.Browser) -> Iterator[playwright.Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page(browser: playwright.Browser, address: str, width: int, scheme: str) -> None:
    """At both widths, light and dark, no page is too wide, logs an error, breaks the policy or asks elsewhere."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide"
        broken = page.evaluate(
            """[...document.querySelectorAll('main a, main button')].filter(e => {
                const box = e.getBoundingClientRect();
                return box.width && !e.closest('.scroll, .skip-picture') && (box.right > innerWidth + 1 || box.left < -1);
            }).length"""
        )
        assert broken == 0, f"{broken} links of {path} are off the screen"
    context.close()
    expected = "Failed to load resource: the server responded with a status of 404"
    assert [line for line in said if expected not in line] == []
    assert [url for url in asked if not url.startswith(address)] == []


def test_contrast(browser: playwright.Browser, address: str) -> None:
    """Ink, soft ink and the three colours stand out from the paper by at least 4.5 to 1, light and dark."""
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(address + "/sources")
        ratios = page.evaluate(
            """() => {
                const style = getComputedStyle(document.documentElement);
                const light = (name) => {
                    const hex = style.getPropertyValue(name).trim().slice(1);
                    const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
                        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                const names = ['--ink', '--soft', '--trust', '--value', '--rapport', '--alert'];
                return names.flatMap((n) => ['--paper', '--raised'].map((p) => [n, p, ratio(light(n), light(p))]));
            }"""
        )
        context.close()
        assert len(ratios) == 12
        for name, paper, ratio in ratios:
            assert ratio >= 4.5, (scheme, name, paper, ratio)


def test_keyboard(page: playwright.Page, address: str) -> None:
    """`/` searches, `j` and `k` walk the rows, Enter opens one, `e` shows its evidence, `?` the keys, Escape leaves."""
    page.goto(address + "/?sort=name")
    focused = "document.activeElement.textContent"
    names = page.locator("tr[data-row] a.name").all_inner_texts()
    page.keyboard.press("j")
    assert page.evaluate(focused) == names[0]
    page.keyboard.press("j")
    assert page.evaluate(focused) == names[1]
    page.keyboard.press("k")
    assert page.evaluate(focused) == names[0]
    page.keyboard.press("e")
    page.wait_for_url("**/why?of=trust")
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/p_*")
    page.keyboard.press("e")
    page.wait_for_url("**/why?of=trust")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/messages/m_*")
    page.keyboard.press("?")
    assert page.locator("dialog#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#help").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("lena j")
    assert page.input_value("#q") == "lena j"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=lena+j")


def test_without_script(browser: playwright.Browser, address: str) -> None:
    """With JavaScript off a reader can search, narrow, choose a date and correct; no button is left that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/")
    assert not page.locator("#help-open").is_visible()
    page.select_option("select[name=show]", "known")
    page.click("form.narrow button")
    assert "show=known" in page.url
    page.click("details.asof summary")
    page.fill("#as_of", "2026-02-28")
    page.click("details.asof button")
    assert "as_of=2026-02-28" in page.url
    assert "show=known" in page.url
    page.goto(f"{address}/people/{LENA.id}")
    page.click("details.wrong summary")
    page.click("text=Do not model")
    assert page.locator("p.done").is_visible()
    assert BOOK.calls[-1] == ("object", LENA.id)
    BOOK.calls.clear()
    context.close()


def test_another_site_cannot_change(browser: playwright.Browser, address: str) -> None:
    """A page of another origin that posts our form, by itself, reaches nothing."""
    context = browser.new_context()
    page = context.new_page()
    foreign = address.replace("127.0.0.1", "localhost")
    page.route(
        f"{foreign}/trap",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"<form method=post action='{address}/exclusions'><input name=kind value=domain>"
            "<input name=pattern value=x.example></form><script>document.forms[0].submit()</script>",
        ),
    )
    page.goto(f"{foreign}/trap")
    page.wait_for_url(f"{address}/exclusions")
    assert "must come from Regard's own pages" in page.content()
    assert BOOK.calls == []
    context.close()


def test_prints(page: playwright.Page, address: str) -> None:
    """On paper the navigation and forms are gone, and the estimates stay."""
    page.goto(f"{address}/people/{LENA.id}")
    page.emulate_media(media="print")
    assert not page.locator("form.find").is_visible()
    assert not page.locator("details.wrong").is_visible()
    assert not page.locator("details.add-action").is_visible()
    assert page.locator(".stand.trust .big").is_visible()


def test_marks_follow_what_is_typed(page: playwright.Page, address: str) -> None:
    """The coach marks a draft while it is typed, by characters also behind a smiley, and puts a rewrite in where asked."""
    page.goto(address + "/coach")
    page.fill("#draft", "Hello 🙂, we are here with the plan and I hope it meets your needs.")
    page.wait_for_selector("#under mark")
    assert page.locator("#under mark").all_inner_texts() == ["meets your needs"]
    page.click("text=put it in")
    playwright.expect(page.locator("#draft")).to_have_value(re.compile(r"I hope it fits your business\.$"))
    playwright.expect(page.locator("#list")).to_have_text("Nothing to remark.")


def test_search_while_typing(page: playwright.Page, address: str) -> None:
    """What fits stands under the box while it is typed; arrows choose, Escape closes, Enter opens what is chosen."""
    page.goto(address + "/")
    page.keyboard.press("/")
    page.keyboard.type("lena")
    option = page.locator("#found-now [role=option]")
    option.first.wait_for()
    box = page.locator("#q")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#found-now").is_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.type(" ")
    option.first.wait_for()
    page.keyboard.press("ArrowUp")
    assert option.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == option.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(f"/people/{LENA.id}")))
    page.keyboard.press("/")
    page.keyboard.type("lena")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=lena"))
