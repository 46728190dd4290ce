"""The pages: complete without JavaScript, everything escaped, every estimate a link to its sum."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from tests.surfaces.web.fake_book import BIDI, HOSTILE, LONG, FakeBook, ident

from regard.model import FACTORS
from regard.results import ActionRow, Rows
from regard.surfaces.web.listing import needs

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
BOOK = FakeBook(40)
LENA, SCRIPT, BIDI_ONE, LONG_ONE, NAMELESS = BOOK.rows[:5]
FIRM = LENA.company_id

PATHS = [
    "/",
    "/people?show=known&sort=trust&q=a",
    "/?page=2",
    f"/people/{LENA.id}",
    f"/people/{LENA.id}?page=2",
    f"/people/{LENA.address}",
    f"/people/{SCRIPT.id}",
    f"/people/{BIDI_ONE.id}",
    f"/people/{NAMELESS.id}",
    f"/people/{LENA.id}/why",
    f"/people/{LENA.id}/why?of=rapport&by=size",
    f"/people/{SCRIPT.id}/why?of=value",
    "/accounts",
    "/promises",
    f"/accounts/{FIRM}",
    "/sources",
    "/who",
    "/search",
    "/search?q=lena",
    f"/search?q={HOSTILE}",
    "/messages/m_1",
    "/messages/m_1?at=13-51",
    "/messages/m_1?q=night",
    "/messages/m_1?at=9999-10000",
    "/messages/m_1?at=x-²",
]
PROBLEMS = {
    "/people/nobody@nowhere.example": 404,
    "/people/ortiz": 300,
    "/nothing": 404,
    "/?as_of=soon": 400,
    "/people/busy": 503,
}


class Page(HTMLParser):
    """What a page holds: tags with attributes, and its visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [attrs["href"] for tag, attrs in self.tags if tag == "a" and "href" in attrs]


@pytest.mark.parametrize(("path", "status"), [*((path, 200) for path in PATHS), *PROBLEMS.items()])
def test_every_page(client: TestClient, path: str, status: int) -> None:
    """Every page answers under the strict policy, loads nothing from elsewhere, and has no inline script or style."""
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    page = Page(answer.text)
    for tag, attrs in page.tags:
        assert tag != "style"
        assert tag != "script" or attrs["src"].startswith("/static/")
        assert not [name for name in attrs if name == "style" or name.startswith("on")]
        for name in ("href", "src", "action"):
            assert attrs.get(name, "/")[0] in "/#", (tag, attrs)
            assert not attrs.get(name, "/").startswith("//")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert [tag for tag, _ in page.tags].count("h1") == 1


@pytest.mark.parametrize("path", [*PATHS, *PROBLEMS])
def test_nothing_hidden(client: TestClient, path: str) -> None:
    """No page carries a control or bidirectional character, nor markup out of mail."""
    html = client.get(path, follow_redirects=False).text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]", html)
    assert HOSTILE not in html
    assert "<img" not in html


def test_hostile_name_is_readable(client: TestClient) -> None:
    """A name that is markup, or that reorders the line, is shown as what it is."""
    assert Page(client.get(f"/people/{SCRIPT.id}").text).text.count(HOSTILE) >= 2
    assert "Lena ⟨U+202E⟩evil⟨U+202C⟩ Ortiz⟨U+0007⟩" in Page(client.get(f"/people/{BIDI_ONE.id}").text).text
    assert BIDI not in client.get(f"/people/{BIDI_ONE.id}").text


def test_people_without_name_go_by_address(client: TestClient) -> None:
    """Where no name is known the address stands in its place, in list and page."""
    assert NAMELESS.name == ""
    assert f"<h1><bdi>{NAMELESS.address}</bdi></h1>" in client.get(f"/people/{NAMELESS.id}").text
    assert NAMELESS.address in Page(client.get("/").text).text


def test_mail_is_never_html(client: TestClient) -> None:
    """A message's text is text: its markup is shown, its pixel is not fetched."""
    page = Page(client.get("/messages/m_1").text)
    assert "<img src=https://tracker.example/p.gif>" in page.text
    assert "tracker.example" not in " ".join(value for _, attrs in page.tags for value in attrs.values())


def test_figures(client: TestClient) -> None:
    """The figures at the head are counts of the list below, and each leads to those it counts."""
    page = Page(client.get("/").text)
    known = sum(row.trust.known or row.value.known or row.rapport.known for row in BOOK.rows)
    assert f"{len(BOOK.rows)} buyers" in page.text
    assert f"{known} known" in page.text
    narrowed = Page(client.get("/?show=known").text)
    assert len([1 for tag, attrs in narrowed.tags if tag == "tr" and "data-row" in attrs]) == known


def test_picture_holds_everybody(client: TestClient) -> None:
    """Each buyer is a dot that leads to their page and says their estimates; unknown ones too."""
    html = client.get("/").text
    picture = html[html.index('class="picture"') : html.index("</section>", html.index('class="picture"'))]
    dots = re.findall(r'<a href="/people/(p_[a-z2-7]{26})" aria-label="([^"]+)"', picture)
    assert {ref for ref, _ in dots} == {row.id for row in BOOK.rows}
    said = dict(dots)[LENA.id]
    assert f"trust {LENA.trust.score:.0f} ({LENA.trust.low:.0f} to {LENA.trust.high:.0f})" in said
    below = any(row.rapport.score < 50 for row in BOOK.rows if row.rapport.known and (row.trust.known or row.value.known))
    corners = {"liked, not valued": True, "peers": True, "strangers": below, "valued, not close": below}
    assert {corner: corner in picture for corner in corners} == corners


def test_every_estimate_leads_to_its_sum(client: TestClient) -> None:
    """On list, person and account, each score shown is a link to the sum behind it (an account's: to its people)."""
    for path in ("/", f"/people/{LENA.id}", "/accounts", f"/accounts/{FIRM}"):
        html = client.get(path).text
        scores = re.findall(r"<b>\d{1,2}</b> <span class=\"range\">", html)
        linked = re.findall(r'<a class="est (\w+)[^"]*" href="([^"]+)"[^>]*><b>\d{1,2}</b> <span class="range">', html)
        assert len(scores) == len(linked) > 0, path
        for factor, href in linked:
            assert parse_qs(urlsplit(href.replace("&amp;", "&")).query).get("of") == [factor] or href.endswith("#people")


def test_marks_lead_to_the_sum(client: TestClient) -> None:
    """The mark of a buyer says its three estimates to who cannot see it, and leads to the sum."""
    html = client.get("/").text
    marks = re.findall(
        r'<a class="markwrap" data-why href="(/people/[^"]+/why\?of=trust)"><svg[^>]* aria-label="([^"]+)"', html
    )
    assert len(marks) >= len(BOOK.rows)
    assert all(word in label for _, label in marks for word in FACTORS)


def test_unknown_shows_no_score(client: TestClient) -> None:
    """A buyer of whom nothing is known has the word, what would settle it, and no number."""
    row = next(row for row in BOOK.rows if not (row.trust.known or row.value.known or row.rapport.known))
    html = client.get(f"/people/{row.id}").text
    stand = html[html.index('id="stand"') : html.index('id="why"')]
    assert stand.count("<b>unknown</b>") == 3
    assert row.trust.settle in stand
    assert 'class="range"' not in stand


def _moves(html: str, kind: str = "amount") -> list[float]:
    return [float(x.replace("−", "-")) for x in re.findall(rf'<span class="{kind}">([^<]+)</span>', html)]


def test_why_is_the_whole_sum(client: TestClient) -> None:
    """By date the sum's page lists every event, and what it lists adds up to the mean that it states."""
    why = BOOK.why(LENA.id, "trust")
    html = client.get(f"/people/{LENA.id}/why?by=date").text
    moves = _moves(html)
    assert len(moves) == len(why.contributions) == 48
    total = re.search(r'<tr class="total">.*?<td class="num">([^<]+)</td></tr>', html, re.DOTALL)
    assert total
    assert float(total[1].replace("−", "-")) == pytest.approx(why.mean, abs=5e-5)
    assert sum(moves) == pytest.approx(why.mean, abs=48 * 5e-5)


def test_why_says_what_the_books_own_numbers_moved(client: TestClient) -> None:
    """What of a score came with the book's own numbers stands on its page, and beside the sum on the person's."""
    why = BOOK.why(LENA.id, "trust")
    assert why.refitted
    assert "+1.3 points of it came with the book's own numbers" in unescape(client.get(f"/people/{LENA.id}/why").text)
    assert "Of it the book's own numbers, fitted anew" in client.get(f"/people/{LENA.id}").text


def test_a_long_sum_tells_small_events_by_kind(client: TestClient) -> None:
    """By size ten events stand alone and the others unfold by kind: each event is there once, and the lines make the mean."""
    why = BOOK.why(LENA.id, "trust")
    html = client.get(f"/people/{LENA.id}/why").text
    assert len(_moves(html)) == len(why.contributions)
    unfolded = "".join(re.findall(r"<details>.*?</details>", html, re.DOTALL))
    alone = len(why.contributions) - len(_moves(unfolded))
    together = _moves(html, "together")
    assert 0 < len(together) < alone + len(together) < 30
    assert sum(_moves(html)) - sum(_moves(unfolded)) + sum(together) == pytest.approx(why.mean, abs=48 * 5e-5)


def test_person_reasons_add_up(client: TestClient) -> None:
    """The reasons shown, the rest and the start make the stated mean."""
    html = client.get(f"/people/{LENA.id}").text
    part = html[html.index('class="why trust"') : html.index('class="why value"')]
    amounts = re.findall(r'class="amount"[^>]*>([^<]+)<', part) + re.findall(r"<td>([^<]+)</td>", part)
    *parts, mean = (float(x.replace("−", "-")) for x in amounts)
    assert sum(parts) == pytest.approx(mean, abs=0.005 * (len(parts) + 1))
    assert mean == pytest.approx(BOOK.why(LENA.id).mean, abs=0.005)


@pytest.mark.parametrize("why", ["asked and still waits", ""])
def test_what_now_stands_before_the_sums(serve: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    """A person's page tells where we stand, what now, what was promised, then why; the advice stands on it once."""
    book = FakeBook(3)
    plain = book.person
    monkeypatch.setattr(
        book, "person", lambda *said, **asked: replace(plain(*said, **asked), why=why, now="Answer them today.")
    )
    html = serve(book).get(f"/people/{book.rows[0].id}").text
    places = [html.index(f'id="{name}"') for name in ("stand", "now", "promises-title", "why", "matters")]
    assert places == sorted(places)
    assert html.count("Answer them today.") == 1


def test_pins_match_reasons(client: TestClient) -> None:
    """A number on the ribbon leads to the same message as the same number in the list of reasons."""
    html = client.get(f"/people/{LENA.id}").text
    stand = html[html.index('class="stand trust"') : html.index('class="stand value"')]
    part = html[html.index('class="why trust"') : html.index('class="why value"')]
    pins = re.findall(r'<a href="([^"]+)"[^>]*>.*?class="pin-number">(\d)</text>', stand)
    listed = dict(re.findall(r'aria-hidden="true">(\d)</span>.*?href="(/messages/[^"]+)"', part, re.DOTALL))
    assert pins
    assert all(listed[number] == href for href, number in pins)


def test_date_is_kept(client: TestClient) -> None:
    """Looking at a past date, every link to a page keeps it, except the way back to now; the page says so."""
    for path in ("/", f"/people/{LENA.id}", f"/people/{LENA.id}/why", "/accounts", f"/accounts/{FIRM}", "/sources"):
        page = Page(client.get(f"{path}?as_of=2026-02-28").text)
        assert "28 Feb" in page.text
        lost = [
            href
            for href in page.links()
            if href.startswith("/") and "as_of=2026-02-28" not in href and not href.startswith("/api/") and href != path
        ]
        assert lost == []


def test_default_date_is_the_books(client: TestClient) -> None:
    """Without a date the book's own is shown, as the last whole day known, with its note."""
    page = Page(client.get("/").text)
    assert "as of 31 Mar 2026" in page.text
    assert "The newest mail is of 31 Mar 2026" in page.text


def test_list_narrows_sorts_and_pages(serve: Callable[..., TestClient]) -> None:
    """Four hundred buyers come fifty at a time; words, filter and order hold across pages."""
    book = FakeBook(430)
    client = serve(book)
    first = Page(client.get("/?sort=name").text)
    assert "1–50 of 430" in first.text
    follow = next(href for href in first.links() if "page=2" in href)
    assert "sort=name" in follow
    names = re.findall(r'class="name" data-open href="[^"]+"><bdi>([^<]+)', client.get(follow).text)
    expected = sorted((row.name or row.address).casefold() for row in book.rows)[50:100]
    assert [name.casefold().replace("⟨u+202e⟩", "").replace("⟨u+202c⟩", "") for name in names] == expected
    assert "Nobody fits" in client.get("/?q=zzzz").text


def test_nobody(serve: Callable[..., TestClient]) -> None:
    """An empty book says on every page what to do."""
    client = serve(FakeBook(0))
    for path in ("/", "/accounts", "/sources"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "regard sync PATH-TO-MAIL --us ourcompany.com" in answer.text


def test_one_person(serve: Callable[..., TestClient]) -> None:
    """A book of one reads in the singular and draws its picture."""
    page = Page(serve(FakeBook(1)).get("/").text)
    assert "1 buyer" in page.text
    assert "1 buyers" not in page.text
    assert "needs you" in page.text


def test_personal_contacts(client: TestClient) -> None:
    """Contacts left out as personal are listed apart, each with a button that brings it in as a buyer."""
    html = client.get("/?personal=1").text
    assert "14</b> left out as personal" in html
    assert html.count("this is a buyer") == 14
    assert LENA.name not in html
    assert "14 contacts left out as personal" in client.get("/").text


def test_dates_in_sentences(client: TestClient) -> None:
    """A sentence's ISO dates are written as a person would."""
    html = client.get("/").text
    assert "wrote on 22 Mar and still waits for our answer (9 days)" in html
    assert "2026-03-22 and still" not in html


def test_metadata_only(serve: Callable[..., TestClient]) -> None:
    """Where no text is read, the page says that value and rapport stay unknown, and still draws who is where."""
    html = serve(FakeBook(40, text=False)).get("/").text
    assert "Metadata only" in html
    assert "rapport unknown" in html


def test_objected(serve: Callable[..., TestClient]) -> None:
    """Of a person who objected no estimate is shown anywhere on their page."""
    book = FakeBook(12)
    book.object(LENA.id)
    html = serve(book).get(f"/people/{LENA.id}").text
    assert "Not modelled" in html
    assert 'id="stand"' not in html
    assert 'class="est' not in html


def test_account_matrix(client: TestClient) -> None:
    """Each of ours meets each of theirs in one cell: a mark where they wrote, an empty place where they never did."""
    account = BOOK.account(FIRM or "")
    html = client.get(f"/accounts/{FIRM}").text
    matrix = html[html.index('class="matrix"') : html.index("</table>", html.index('class="matrix"'))]
    assert matrix.count('class="markwrap"') == len(account.cells)
    assert matrix.count('class="never"') == len(account.ours) * len(account.people) - len(account.cells)


def test_an_account_opens_with_who_needs_you(client: TestClient) -> None:
    """Its page leads with the worst need among its people, before where we stand, its people and who knows whom."""
    account = BOOK.account(LENA.company_id)
    needing = sorted((p for p in account.people if needs(p)), key=lambda p: -p.need)
    html = client.get(f"/accounts/{LENA.company_id}").text
    lead = html.split('<p class="lead">', 1)[1].split("</p>", 1)[0]
    assert needing[0].id in lead
    places = [html.index(lead), *(html.index(f'id="{name}"') for name in ("stand", "people", "who-title"))]
    assert places == sorted(places)


def test_who_needs_you_comes_before_the_picture(client: TestClient) -> None:
    """On the first page the names of those who wait are read, and reached by keyboard, before the dots of the picture."""
    html = client.get("/").text
    assert html.index('id="needs-title"') < html.index('id="picture-title"') < html.index('id="list-title"')


def test_namesakes_at_one_account_are_told_apart(serve: Callable[..., TestClient]) -> None:
    """Two of theirs of one name show their addresses, in the grid and in the list; nobody else there does."""
    book = FakeBook(40, awkward=False)
    mine = [n for n, row in enumerate(book.rows) if row.company_id == book.rows[0].company_id]
    one, two, other = mine[:3]
    book.rows[two] = replace(book.rows[two], name=book.rows[one].name.upper())
    html = serve(book).get(f"/accounts/{book.rows[0].company_id}").text
    told = [
        row.address.replace("@", "@<wbr>").replace(".", ".<wbr>") for row in (book.rows[one], book.rows[two], book.rows[other])
    ]
    assert [html.count(f"<bdi>{address}</bdi>") for address in told] == [2, 2, 0]


def test_sources_reconcile(client: TestClient) -> None:
    """Each source shows seen = stored + duplicate + set aside; a dark one is named, and stands first."""
    text = " ".join(Page(client.get("/sources").text).text.split())
    assert "6,120 seen = 5,804 stored + 271 duplicate + 45 set aside" in text
    assert text.count("gone dark") == 1
    assert "no sender31" in text
    rows = re.findall(r'<li class="(\w*)">\s*<p class="source-name">', client.get("/sources").text)
    assert rows[0] == "dark"
    assert rows.count("dark") == 1
    assert len(rows) > 1


def test_candidates(client: TestClient) -> None:
    """An ambiguous name lists its people as links, and each leads to one page."""
    page = Page(client.get("/people/ortiz", follow_redirects=False).text)
    choices = [href for href in page.links() if href.startswith("/people/p_")]
    assert len(choices) > 1
    assert all(client.get(href).status_code == 200 for href in choices)


def test_search_finds_people_and_words(client: TestClient) -> None:
    """Search shows the people of that name and the messages with these words, control characters visible."""
    text = Page(client.get("/search?q=lena").text).text
    assert "lena.ortiz" not in text
    assert "Lena Ortiz" in text
    assert "⟨U+001B⟩[31mnight shift" in text


def test_slashes_in_references(client: TestClient) -> None:
    """A reference may hold slashes (an old X.400 address); it is looked up whole."""
    answer = client.get("/people/%2FC%3Dus%2FA%3Dx%40old.example", follow_redirects=False)
    assert answer.status_code == 404
    assert "/C=us/A=x@old.example" in Page(answer.text).text


@pytest.mark.parametrize("page", ["0", "-1", "999999", "x", "²", "1" * 400])
def test_page_numbers(client: TestClient, page: str) -> None:
    """A page number out of range or out of reason shows the nearest page."""
    assert client.get(f"/?page={page}").status_code == 200
    assert client.get(f"/people/{LENA.id}?page={page[:9]}").status_code == 200


def test_long_names_are_whole(client: TestClient) -> None:
    """A very long name is shown whole where it is the subject, shortened only on the picture."""
    assert LONG in Page(client.get(f"/people/{LONG_ONE.id}").text).text


def test_unforeseen(serve: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is a page without a traceback, under the same policy."""
    book = FakeBook(3)
    monkeypatch.setattr(book, "accounts", lambda **_: 1 / 0)
    answer = serve(book).get("/accounts")
    assert answer.status_code == 500
    assert "Regard failed" in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_promises_of_both_sides_lead_to_their_words(client: TestClient) -> None:
    """The page of promises and a person's lead from each sentence to its place in the message; what is settled is folded."""
    first = BOOK.promises()[0]
    place = f"/messages/{first.message_id}?at={first.start}-{first.end}#here"
    for path in ("/promises", f"/people/{first.person}"):
        shown = Page(client.get(path).text)
        assert place in shown.links()
        assert "We promised" in shown.text
        assert "They promised" in shown.text
    assert "<details><summary>kept" in client.get("/promises").text
    overdue = sum(p.side == "us" and p.state == "overdue" for p in BOOK.promises())
    assert overdue
    assert f"{overdue} of ours overdue" in Page(client.get("/promises").text).text.replace("\n", " ")


def test_a_book_without_words_has_no_promises(serve: Callable[..., TestClient]) -> None:
    """Where nothing is promised the page says so."""
    assert "No promise was made" in Page(serve(FakeBook(3, text=False)).get("/promises").text).text


def test_message_ids_are_linked(client: TestClient) -> None:
    """Each event of a sum leads to the message that it is about."""
    links = Page(client.get(f"/people/{LENA.id}/why").text).links()
    assert f"/messages/{ident('m', LENA.id, 'trust', 0)}" in links


def test_odd_addresses_lead_nowhere_else(client: TestClient) -> None:
    """An address that begins like another site's does not make a page with a link to that site."""
    for href in Page(client.get("http://localhost:8000//elsewhere.example?as_of=2026-02-28").text).links():
        assert not href.startswith("//")


def test_the_queue_shows_both_sides_and_three_answers(serve):
    """Who is who shows each pair side by side with what speaks for and against, three buttons, and what to do when nobody is in."""
    book = FakeBook(60)
    html = serve(book).get("/who").text
    assert html.count('name="verdict" value="unsure"') == 11
    for said in ("speaks for one human", "other telephone numbers in their signatures", "Judged lately", "harlow.example"):
        assert said in html
    assert "10 of 60" in " ".join(html.split())
    empty = serve(FakeBook(0)).get("/who").text
    assert "regard sync PATH" in empty
    assert "Look for others who may be the same" in serve(book).get(f"/people/{book.rows[0].id}").text
    assert "may be the same as" in serve(book).get(f"/people/{book.rows[1].id}").text


def test_citations_lead_to_their_words(client: TestClient) -> None:
    """A link to a place in a message marks exactly those words, and the browser goes there."""
    html = client.get("/messages/m_1?at=13-29").text
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", html) == ["could the night "]
    assert html.count('id="here"') == 1
    assert "<mark" not in client.get("/messages/m_1").text
    page = Page(client.get("/messages/m_1").text)
    assert "/messages/m_1?at=13-51#here" in [h.replace("&amp;", "&") for h in page.links()]


def test_a_message_says_what_was_read_in_it(client: TestClient) -> None:
    """People on it are links, ours are not; readings lead to the sum; quotes lead to the originals; nothing of rapport to words."""
    html = client.get("/messages/m_1").text
    assert f'<a href="/people/{LENA.id}"><bdi>{LENA.name}</bdi></a>' in html
    assert "Ines Calder</bdi> <span" in html
    assert f"/messages/{ident('m', 'original')}" in html
    assert "answered within 4 hours" in html
    assert "still open until 2 Apr" in html
    rapport = html[html.index("wrote a personal word") :]
    assert "its words" not in rapport[: rapport.index("</li>")]
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


def test_search_marks_words_and_escapes(client: TestClient) -> None:
    """Found words are marked; markup out of a mail stays text; a company found leads to its page; personal ones are counted."""
    html = client.get("/search?q=lena").text
    assert "<mark>lena</mark>" in html
    assert HOSTILE not in html
    assert "2 personal contacts" in html
    assert f"/accounts/{FIRM}" in client.get("/search?q=harlow").text
    assert "What are you looking for?" in client.get("/search?q=%E2%80%A6").text


def test_account_gaps(client: TestClient) -> None:
    """Gaps are sentences with names that lead to people; those beyond the first few can be opened."""
    html = client.get(f"/accounts/{FIRM}").text
    gaps = html[html.index('class="gaps"') : html.index("</ul>", html.index('class="gaps"'))]
    assert "Nobody of us has written with" in gaps
    assert gaps.count('href="/people/') == 10
    assert "and 3 more" in gaps


def test_next_to_nothing_is_counted_under_the_list(serve: Callable[..., TestClient]) -> None:
    """Buyers with one message one way are not listed or counted at the head; the line under the list leads to them."""
    book = FakeBook(12, awkward=False)
    book.rows = [replace(row, slight=n >= 9) for n, row in enumerate(book.rows)]
    client = serve(book)
    html = client.get("/").text
    assert "<b>9</b> buyers" in html
    assert ">3 more</a>" in html
    assert book.rows[10].id not in html
    assert book.rows[10].id in client.get("/?show=slight").text
    assert book.rows[10].id in client.get(f"/?q={book.rows[10].address}").text


def test_an_action_whose_day_has_passed_says_so(serve: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its day an action says by when; from the day after, that it is overdue, as of the day that is looked at."""
    book = FakeBook(3)
    row = ActionRow(
        id="a1", text="Send the figures", state="open", kind="other", owner="", owner_name="", due="2026-03-10", person=None, name="",
        company="", company_id=None, deal="", deal_name="", reason="", source="seller", ref="", month="", made="2026-03-01", made_by="",
        recorded=None,
    )  # fmt: skip
    monkeypatch.setattr(book, "actions", lambda **_asked: Rows([row]))
    monkeypatch.setattr(book, "seats", lambda: ([], []), raising=False)
    client = serve(book)
    told = {day: Page(client.get(f"/actions?as_of={day}").text).text for day in ("2026-03-10", "2026-03-11")}
    assert "by 10 Mar" in told["2026-03-10"]
    assert "overdue" not in told["2026-03-10"]
    assert "overdue since 10 Mar" in told["2026-03-11"]


def test_actions_are_those_of_whoever_said_who_they_are(
    serve: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One's own and nobody's stand on the list, colleagues' are counted and one link away; long lists have pages."""
    book = FakeBook(3)
    plain = ActionRow(
        id="", text="", state="open", kind="other", owner="", owner_name="", due="", person=None, name="", company="",
        company_id=None, deal="", deal_name="", reason="", source="promise", ref="", month="", made=None, made_by="",
        recorded=None, proposed=True,
    )  # fmt: skip
    whose = {"mine": "sam@us.example", "nobody's": "", "theirs": "kim@us.example"}
    rows = [replace(plain, id=text, text=f"This is {text}", owner=owner) for text, owner in whose.items()]
    rows += [replace(plain, id=f"k{n}", text=f"Item {n}.", owner="kim@us.example") for n in range(60)]
    monkeypatch.setattr(book, "actions", lambda **_asked: Rows(rows))
    monkeypatch.setattr(book, "seats", lambda: ([], []), raising=False)
    client = serve(book)
    everybody = Page(client.get("/actions").text).text
    client.cookies.set("regard_me", "sam%40us.example")
    own, whole = Page(client.get("/actions").text).text, Page(client.get("/actions?whose=all").text).text
    assert [f"This is {text}" in own for text in whose] == [True, True, False]
    assert "61 more of colleagues" in own
    for shown in (everybody, whole):
        assert [f"This is {text}" in shown for text in whose] == [True, True, True]
        assert "Item 46." in shown
        assert "Item 47." not in shown
    assert "Item 47." in Page(client.get("/actions?whose=all&page=2").text).text


@pytest.mark.parametrize("text", ["", "  ", "%", "_"])
def test_search_while_typing_without_a_word(serve: Callable[..., TestClient], text: str) -> None:
    """While no word is typed nothing is offered."""
    answer = serve(BOOK).get("/search/now", params={"q": text})
    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_search_while_typing(serve: Callable[..., TestClient]) -> None:
    """What is typed so far offers the first that fit and the whole search, each a link that keeps the date, all of it escaped."""
    client = serve(BOOK)
    answer = client.get("/search/now", params={"q": "lena", "as_of": "2026-01-06"}).text
    assert f'href="/people/{LENA.id}?as_of=2026-01-06"' in answer
    assert 'href="/search?as_of=2026-01-06&amp;q=lena"' in answer
    assert "<html" not in answer
    assert HOSTILE not in client.get("/search/now", params={"q": HOSTILE}).text
    assert "Nothing in the book" not in answer
