"""Truth: the made-up company's known answers, and a real sales desk's mail, through the whole product."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from scipy.stats import spearmanr
from tests.eval_data import mailbox

from regard.book import Book
from regard.demo.world import generate
from regard.demo.write import write
from regard.model import FACTORS

SENT_ONLY, BOTH_SIDES, THIRD = "564888b8a3db", "24dd5054a687", "331dc3a8d85e"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, dict]]:
    """The made-up company at its full first size, with its truth."""
    place = tmp_path_factory.mktemp("company")
    files = write(generate(11, end=date(2026, 6, 1)), place / "company")
    with Book.open(place / "book", create=True) as book:
        book.sync(*files.sources, us=files.us)
        yield book, json.loads(files.truth.read_text("utf-8"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, dict[str, int]]]:
    """A real gas sales desk's three mailboxes, with the number of files in each."""
    folders = [mailbox(digest) for digest in (SENT_ONLY, BOTH_SIDES, THIRD)]
    with Book.open(tmp_path_factory.mktemp("desk") / "book", create=True) as book:
        report = book.sync(*folders, us=["enron.com"])
        counts = {s.path: s.seen for s in report.sources}
        assert all(s.seen == s.stored + s.duplicate + s.set_aside for s in report.sources)
        yield book, counts


def latent(truth: dict, factor: str) -> dict[str, float]:
    """Address -> the latent state at the end."""
    return {
        address["address"]: truth["latent"][key][factor][-1]
        for key, person in truth["people"].items()
        if key in truth["latent"]
        for address in person["addresses"]
    }


@pytest.mark.parametrize(("factor", "least", "known"), [("trust", 0.5, 60)])
def test_known_estimates_follow_what_buyers_really_think(company, factor, least, known):
    """Over the buyers whose standing is known, estimates rank as the latent states that made the mail do."""
    book, truth = company
    true = latent(truth, factor)
    pairs = [
        (getattr(p, factor).mean, true[p.address])
        for p in book.people(as_of="2026-05-31")
        if getattr(p, factor).known and p.address in true
    ]
    assert len(pairs) >= known
    assert spearmanr(*zip(*pairs, strict=True)).statistic >= least


def test_intervals_of_trust_are_wider_than_nothing_and_narrower_than_everything(company):
    """A known trust says something, and says how little."""
    book, _ = company
    widths = [p.trust.high - p.trust.low for p in book.people(as_of="2026-05-31") if p.trust.known]
    assert min(widths) > 5
    assert max(widths) < 80


def test_no_relative_of_the_sellers_is_a_buyer(company):
    """Family and friends in the sellers' mailboxes are not listed."""
    book, truth = company
    private = {
        a["address"] for p in truth["people"].values() if p["kind"] in {"family", "friend", "personal"} for a in p["addresses"]
    }
    listed = {p.address for p in book.people(as_of="2026-05-31")}
    assert private
    assert len(private & listed) <= len(private) // 5


def test_a_real_desk_is_read_whole(desk):
    """Every file of three real mailboxes is seen: stored, a duplicate or set aside."""
    _, counts = desk
    for path, seen in counts.items():
        assert seen == sum(1 for p in Path(path).rglob("*") if p.is_file())


def test_a_real_desk_has_its_customers_as_buyers(desk):
    """The companies the desk sells to are accounts with people, read as of the archive's last day."""
    book, _ = desk
    domains = {d for a in book.accounts() for d in a.domains}
    assert {"columbiaenergygroup.com", "txu.com", "duke-energy.com"} <= domains
    assert len(book.people("columbiaenergygroup.com")) >= 18
    assert book.status().as_of_note


def test_a_real_mailbox_that_keeps_what_it_answers_is_covered_both_ways(desk):
    """Of the three mailboxes one shows both directions, and says where one ends; the sent-only one says that it shows but one."""
    book, _ = desk
    sources = {s.path: s for s in book.status().sources}
    whole = sources[str(mailbox(BOTH_SIDES))]
    assert {c["inbound"] for c in whole.coverage} == {True, False}
    assert whole.note.startswith("shows no sent mail after "), "what it does not show is the time after its sent mail ends"
    assert "sent mail only" in sources[str(mailbox(SENT_ONLY))].note


def test_a_sent_only_mailbox_shows_the_other_side_through_quotes(desk):
    """Out of quotes come at least 120 messages of one customer's people, and for at least 12 of them both last dates are known."""
    book, _ = desk
    sql = """SELECT count(DISTINCT m.id) FROM message m JOIN handle h ON h.n = m.from_n
        WHERE m.basis = 'recovered' AND h.address LIKE '%@columbiaenergygroup.com'"""
    assert book._live().rows(sql)[0][0] >= 120
    people = book.people("columbiaenergygroup.com")
    assert sum(bool(p.last_contact_us and p.last_contact_them) for p in people) >= 12
    assert any(p.last_contact_them_basis == "recovered" for p in people)
    assert book.status().recovered >= 1000


def test_every_sum_on_a_real_desk_is_exact(desk):
    """prior + contributions = mean, to 1e-9, for the buyers with most mail and every factor."""
    book, _ = desk
    for row in sorted(book.people(as_of="2001-03-31"), key=lambda r: -r.messages)[:40]:
        for factor in FACTORS:
            why = book.why(row.id, factor, as_of="2001-03-31")
            assert abs(why.prior + sum(c.contribution for c in why.contributions) - why.mean) < 1e-9


def test_a_mailbox_that_shows_one_side_makes_no_silence(desk):
    """Asks sent from a mailbox that holds sent mail alone are never counted as ignored."""
    book, _ = desk
    busiest = max(book.people("columbiaenergygroup.com", as_of="2001-03-31"), key=lambda r: r.messages)
    page = book.person(busiest.id, as_of="2001-03-31")
    assert page.kpis[0].us
    assert "ignored" not in {t.result for t in page.timeline if t.direction == "us"}
    assert not page.trust.known


def test_rapport_tells_that_and_never_what(company):
    """No summand of rapport bears a quote or a subject: not what was talked about, only that it was."""
    book, _ = company
    found = [c for p in book.people(as_of="2026-05-31") for c in book.why(p.id, "rapport", as_of="2026-05-31").contributions]
    assert found
    assert not any(c.quote or c.subject for c in found)
