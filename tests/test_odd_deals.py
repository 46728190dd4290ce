"""What CRMs hold that cannot be right: each shown as what it is, counted, and nothing invented or lost."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, new_book, put
from tests.flow.crm_files import ACME, JO, KIM, NORTH, OPEN, SAM, TABLES, sf, write

from regard.book import Book
from regard.errors import UnknownReference, UsageError
from regard.parse.crm_values import checksum
from regard.surfaces.api import create_app

LATER = "2026-02-02"
Rows = list[dict[str, str]]


def made(folder: Path, *mails: bytes, **tables: Rows) -> Book:
    """A book of the made-up export with some tables exchanged, and of mails."""
    book = new_book(folder / "b", us__domains=["us.example"])
    export = {**TABLES, **{f"{name}.csv": rows for name, rows in tables.items()}}
    there = {row["Id"] for row in export["Opportunity.csv"]}
    for name in ("OpportunityHistory.csv", "OpportunityContactRole.csv"):
        export[name] = [row for row in export[name] if row["OpportunityId"] in there]
    sources = [put(folder / "mail", *mails)] if mails else []
    report = book.sync(*sources, write(folder / "crm", {name: rows for name, rows in export.items() if rows}))
    assert report.seen == report.stored + report.duplicate + report.set_aside
    return book


def like(table: str, n: int, **values: str) -> dict[str, str]:
    """A row of a table of the export, with some values changed."""
    return TABLES[f"{table}.csv"][n] | values


def whole(book: Book) -> None:
    """Every page and list of the book's deals answers, and sums agree."""
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    for path in (
        "/deals",
        "/risks",
        "/promises",
        "/deals/proposed",
        "/api/v1/money",
        "/api/v1/deals?closed=true",
        "/api/v1/deals/board.csv",
    ):
        assert api.get(f"{path}{'&' if '?' in path else '?'}as_of={LATER}").status_code == 200, path
    for row in book.deals(LATER, closed=True):
        assert api.get(f"/deals/{row.id}?as_of={LATER}").status_code == 200
        assert row.age_days >= 0
    money = book.money(LATER)
    for name in ("won", "open", "lost"):
        for team in money.team:
            parts = [m for a in money.accounts for m in a["money"] if m["currency"] == team["currency"]]
            assert sum(Decimal(str(m[name])) for m in parts) == Decimal(str(team[name]))
            assert sum(m[f"n_{name}"] for m in parts) == team[f"n_{name}"]


def test_closed_before_open(tmp_path: Path) -> None:
    """A deal whose close date lies before its creation says so, has no negative age, and counts in the money once."""
    rows = [
        like(
            "Opportunity",
            1,
            CreatedDate="2026-01-20",
            CloseDate="2025-11-01",
            StageName="Closed Won",
            IsClosed="true",
            IsWon="true",
        )
    ]
    with made(tmp_path, Opportunity=rows) as book:
        (row,) = book.deals(LATER, closed=True)
        assert "closed before it was opened" in row.odd
        assert (row.outcome, row.risks, row.age_days >= 0) == ("won", (), True)
        assert book.money(LATER).team[0]["n_won"] == 1
        whole(book)


def test_missing_owners(tmp_path: Path) -> None:
    """A deal without an owner says so and keeps its mail; an owner whom no user table names is no colleague."""
    rows = [like("Opportunity", 1, OwnerId=""), like("Opportunity", 1, Id=sf("006", 60), Name="Lamps", OwnerId=sf("005", 99))]
    with made(tmp_path, mail(message_id="a@x"), Opportunity=rows) as book:
        by_name = {r.name: r for r in book.deals(LATER)}
        assert "no owner" in by_name["Fridges"].odd
        assert by_name["Fridges"].touches == 1
        whole(book)


def test_reopened(tmp_path: Path) -> None:
    """A deal that was closed and is open again is open, says that it was closed once, and is not counted as lost."""
    history = [
        like("OpportunityHistory", 3),
        like("OpportunityHistory", 3, Id=sf("008", 50), StageName="Closed Lost", CreatedDate="2025-12-10T08:00:00.000Z"),
        like("OpportunityHistory", 3, Id=sf("008", 51), StageName="Proposal", CreatedDate="2026-01-10T08:00:00.000Z"),
    ]
    with made(tmp_path, Opportunity=[like("Opportunity", 1)], OpportunityHistory=history) as book:
        (row,) = book.deals(LATER)
        assert (row.outcome, row.stage) == ("open", "Proposal")
        assert "closed once and opened again" in row.odd
        assert [s["stage"] for s in book.deal(OPEN, LATER).stages] == ["Discovery", "Closed Lost", "Proposal"]
        team = book.money(LATER).team[0]
        assert (team["n_open"], team["n_lost"]) == (1, 0)
        whole(book)


def test_two_currencies(tmp_path: Path) -> None:
    """Amounts of two currencies are never added, on no surface, and the picture says that sizes do not compare."""
    rows = [
        like("Opportunity", 1),
        like("Opportunity", 1, Id=sf("006", 61), Name="Lamps", Amount="7000", CurrencyIsoCode="USD"),
    ]
    with made(tmp_path, Opportunity=rows) as book:
        money = book.money(LATER)
        assert {m["currency"]: m["open"] for m in money.team} == {"EUR": 20000.2, "USD": 7000}
        page = TestClient(create_app(book), base_url="http://127.0.0.1:8000").get(f"/deals?as_of={LATER}").text
        assert "several currencies" in page
        assert "27,000" not in page
        whole(book)


def test_a_stage_renamed_half_way(tmp_path: Path) -> None:
    """Three deals whose stage gets another name on one day have not moved: their stay counts from the first day, and the page says it."""
    ids = [sf("006", n) for n in range(70, 73)]
    rows = [like("Opportunity", 1, Id=i, Name=f"Lamps {n}", StageName="Offer") for n, i in enumerate(ids)]
    history = [
        like(
            "OpportunityHistory",
            3,
            Id=sf("008", 80 + 2 * n + k),
            OpportunityId=i,
            StageName=stage,
            CreatedDate=f"{day}T08:00:00.000Z",
        )
        for n, i in enumerate(ids)
        for k, (stage, day) in enumerate((("Proposal", f"2025-11-0{n + 1}"), ("Offer", "2026-01-15")))
    ]
    with made(tmp_path, Opportunity=rows, OpportunityHistory=history, OpportunityContactRole=[]) as book:
        page = book.deal("Lamps 1", LATER)
        assert [(s["stage"], s["date"][:10]) for s in page.stages] == [("Offer", "2025-11-02")]
        assert "the stage “Proposal” is called “Offer” now" in page.odd
        assert not [e for e in page.moved if "came into" in e.says and (e.date or "").startswith("2026-01-15")]
        whole(book)


def test_duplicate_accounts(tmp_path: Path) -> None:
    """An account that stands twice is one company: its deals say so, share their mail by the rules, and count once in the money."""
    twin = sf("001", 40)
    accounts = [*TABLES["Account.csv"], like("Account", 0, Id=twin, Name="ACME Inc")]
    rows = [like("Opportunity", 1), like("Opportunity", 1, Id=sf("006", 62), Name="Lamps", AccountId=twin, Amount="5")]
    with made(tmp_path, mail(message_id="a@x"), Account=accounts, Opportunity=rows) as book:
        by_name = {r.name: r for r in book.deals(LATER)}
        assert by_name["Fridges"].company_id == by_name["Lamps"].company_id
        assert all("its account stands 2 times" in r.odd for r in by_name.values())
        (acme,) = [a for a in book.money(LATER).accounts if a["company_id"] == by_name["Lamps"].company_id]
        assert acme["money"][0]["n_open"] == 2
        whole(book)


def test_fifty_contact_roles(tmp_path: Path) -> None:
    """Fifty people with a part are all on the committee, the map and the file, and take no second of anybody's day."""
    people = [
        like("Contact", 0, Id=sf("003", 100 + n), FirstName=f"Nina{n}", LastName="Voss", Email=f"nina{n}@acme.example")
        for n in range(50)
    ]
    roles = [
        like(
            "OpportunityContactRole",
            2,
            Id=sf("00K", 100 + n),
            ContactId=sf("003", 100 + n),
            Role="Influencer",
            IsPrimary="false",
        )
        for n in range(50)
    ]
    with made(tmp_path, Contact=people, OpportunityContactRole=roles, Opportunity=[like("Opportunity", 1)]) as book:
        page = book.deal(OPEN, LATER)
        assert len(page.committee) == 50
        assert not any(m["met"] for m in page.committee)
        whole(book)
        api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
        assert api.get(f"/api/v1/deals/{OPEN}/committee.csv?as_of={LATER}").text.count("\r\n") == 51


@pytest.mark.parametrize("table", ["OpportunityContactRole", "Contact", "User", "OpportunityHistory", "Account"])
def test_a_table_that_is_not_there(tmp_path: Path, table: str) -> None:
    """An export without contact roles, contacts, users, history or accounts still shows its deals, and says what is missing."""
    with made(tmp_path, mail(message_id="a@x"), **{table: []}) as book:
        (row,) = book.deals(LATER)
        assert row.name == "Fridges"
        if table == "OpportunityContactRole":
            assert "no contact roles" in row.odd
        whole(book)


def test_deals_without_mail_and_mail_without_deals(tmp_path: Path) -> None:
    """A deal that no mail tells of is unknown and empty; mail of a company without a deal is linked to none."""
    other = mail(sender="Una Roy <una@other.example>", message_id="u@x")
    with made(tmp_path, other, Opportunity=[like("Opportunity", 1)]) as book:
        (row,) = book.deals(LATER)
        assert (row.touches, row.met, row.trust.known) == (0, 0, False)
        assert book.deal(OPEN, LATER).competence.state == "unknown"
        whole(book)


def test_amounts_that_are_none(tmp_path: Path) -> None:
    """No amount, a negative one and words for one are shown as they are, drawn without a size, and add up to the CRM's own."""
    rows = [
        like("Opportunity", 1, Amount=""),
        like("Opportunity", 1, Id=sf("006", 63), Name="Credit", Amount="-500"),
        like("Opportunity", 1, Id=sf("006", 64), Name="Tba", Amount="to be agreed"),
        like("Opportunity", 1, Id=sf("006", 65), Name="No date", CloseDate=""),
    ]
    with made(tmp_path, Opportunity=rows) as book:
        assert "no amount" in next(r for r in book.deals(LATER) if r.name == "Fridges").odd
        whole(book)


def test_what_rests_on_one_person(tmp_path: Path) -> None:
    """Open money of deals in which one person does all there is rests on them; with a second one it does not; nobody met is apart."""
    rows = [
        like("Opportunity", 1),
        like("Opportunity", 1, Id=sf("006", 66), Name="Rigs", AccountId=NORTH, Amount="300", OwnerId=SAM),
    ]
    alone = [mail(date=f"Mon, {n:02} Jan 2026 10:00:00 +0000", message_id=f"a{n}@x") for n in (5, 12, 19)]
    roles = [like("OpportunityContactRole", 2, ContactId=JO)]
    with made(tmp_path / "one", *alone, Opportunity=rows, OpportunityContactRole=roles) as book:
        (rest,) = book.money(LATER).rests
        assert (rest.name, rest.open, rest.currency, [d["name"] for d in rest.deals]) == (
            "Jo Reed",
            20000.2,
            "EUR",
            ["Fridges"],
        )
        assert book.money(LATER).unmet == {"EUR": 300}
        assert book.money("2026-01-04").rests == ()
    second = mail(sender="Kim Ash <kim@acme.example>", date="Tue, 20 Jan 2026 10:00:00 +0000", message_id="k@x")
    with made(tmp_path / "two", *alone, second, Opportunity=rows, OpportunityContactRole=roles) as book:
        assert book.money(LATER).rests == ()
        assert book.money(LATER).unmet == {"EUR": 300}
    assert ACME != KIM


def test_two_salesforce_organisations(tmp_path: Path) -> None:
    """A deal of one customer in two organisations of Salesforce counts once, its account and contact being known by domain and address."""

    def there(crm_id: str) -> str:
        fifteen = f"{crm_id[:3]}5g{crm_id[5:15]}"
        return fifteen + checksum(fifteen)

    one = like("Opportunity", 1)
    account = like("Account", 0, Id=there(ACME), Name="Acme Incorporated (EMEA)", OwnerId=there(SAM))
    contact = like("Contact", 0, Id=there(JO), AccountId=there(ACME), ReportsToId="")
    deal = one | {"Id": there(OPEN), "AccountId": there(ACME), "OwnerId": there(SAM)}
    with made(tmp_path, Opportunity=[one]) as book:
        before = book.money(LATER)
        people, accounts = len(book.people(as_of=LATER)), len(book.accounts(LATER))
        tables = {"Account.csv": [account], "Contact.csv": [contact], "Opportunity.csv": [deal]}
        book.sync(write(tmp_path / "emea", tables))
        found = book.money(LATER)
        assert [(m["open"], m["n_open"]) for m in found.team] == [(m["open"], m["n_open"]) for m in before.team]
        assert [m["crm"] for m in found.crms] == ["Salesforce 0065g", "Salesforce 006Aa"]
        assert (len(book.people(as_of=LATER)), len(book.accounts(LATER))) == (people, accounts)
        assert len(book.deals(LATER)) == 1
        whole(book)
        book.deal_same(OPEN, there(OPEN), same=False, reason="two plants", as_of=LATER)
        assert len(book.deals(LATER)) == 2
        whole(book)


def test_two_crms(tmp_path: Path) -> None:
    """Deals that a second CRM has too count once everywhere; each CRM's sums stand beside; a word parts them, and is taken back."""
    one = like("Opportunity", 1)
    hub = {
        "Record ID": "9300",
        "Deal Name": one["Name"],
        "Deal Stage": "Presentation Scheduled",
        "Amount": one["Amount"],
        "Close Date": f"{one['CloseDate'][:10]} 17:00",
        "Create Date": f"{one['CreatedDate'][:10]} 09:00",
        "Associated Company": next(row["Name"] for row in TABLES["Account.csv"] if row["Id"] == one["AccountId"]),
        "Pipeline": "Sales Pipeline",
    }
    with made(tmp_path, Opportunity=[one]) as book:
        before = book.money(LATER)
        assert (before.crms, before.joined, before.doubts) == ([], (), ())
        book.sync(write(tmp_path / "hub", {"hubspot-crm-exports-all-deals.csv": [hub]}))
        found = book.money(LATER)
        assert [(m["open"], m["n_open"]) for m in found.team] == [(m["open"], m["n_open"]) for m in before.team]
        assert [(m["crm"], m["open"]) for m in found.crms] == [(n, before.team[0]["open"]) for n in ("Salesforce", "numbers")]
        assert [(d["id"], d["also"]) for d in found.joined] == [(OPEN, ["9300"])]
        (row,) = book.deals(LATER)
        assert book.deal("9300", LATER).id == row.id == OPEN
        assert any("two CRMs have it" in note for note in row.odd)
        whole(book)
        kept = book.deal_same(OPEN, "9300", same=False, reason="two plants", as_of=LATER)
        assert {r.id for r in book.deals(LATER)} == {OPEN, "9300"}
        assert sum(m["n_open"] for m in book.money(LATER).team) == 2
        whole(book)
        book.undo(kept["judgement"])
        assert len(book.deals(LATER)) == 1
        hub |= {"Record ID": "9301", "Amount": "1"}
        book.sync(write(tmp_path / "hub", {"more.csv": [hub]}))
        asked = book.money(LATER)
        assert [d["differs"] for d in asked.doubts] == [], "its own CRM has the one that fits"
        kept = book.deal_same(OPEN, "9300", same=False, as_of=LATER)
        assert [(d["right"], d["differs"]) for d in book.money(LATER).doubts] == [("9301", "amount")]
        assert any("9301 of another CRM may be" in note for r in book.deals(LATER) if r.id == OPEN for note in r.odd)
        whole(book)
        _by_forms(book)
        with pytest.raises(UsageError, match="one CRM"):
            book.deal_same(OPEN, OPEN, as_of=LATER)
        with pytest.raises(UnknownReference, match="9999"):
            book.deal_same(OPEN, "9999", as_of=LATER)


def _by_forms(book: Book) -> None:
    """The forms of the list and of a deal's page say the same as the commands; what they kept stands on the page, to be taken back."""
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    page = api.get(f"/deals?as_of={LATER}").text
    assert f'action="/deals/{OPEN}/same"' in page
    assert "their amount differs" in page
    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]

    def say(verdict: str, **more: str) -> int:
        form = {"token": token, "other": "9301", "verdict": verdict, "as_of": LATER, **more}
        return api.post(f"/deals/{OPEN}/same", data=form, follow_redirects=False).status_code

    before = len(book.deals(LATER))
    assert say("same", then="/deals") == 303
    assert len(book.deals(LATER)) == before - 1
    assert "one deal, counts once" in api.get(f"/deals?as_of={LATER}").text
    told = api.get(f"/deals/{OPEN}?as_of={LATER}").text
    assert "one deal with that:" in told
    assert 'value="9301"' not in told
    assert say("apart") == 303
    assert len(book.deals(LATER)) == before
    assert say("perhaps") == 400
    assert api.post(f"/deals/{OPEN}/same", data={"other": "9301", "verdict": "same"}, follow_redirects=False).status_code == 403
