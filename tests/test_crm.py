"""The CRM through the book: money that adds up, past days, contradictions, mapping, privacy, and files that are broken."""

from __future__ import annotations

import csv
import itertools
import os
import random
import sqlite3
import time
import zlib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import mail, new_book, put
from tests.flow.crm_files import ACME, DROPPED, EXPORTED, JO, KIM, LOST, OPEN, TABLES, WON, as_csv, changed, sf, write

from regard.answers.money import sums
from regard.answers.portability import harmless
from regard.book import Book
from regard.errors import UnknownReference, UsageError
from regard.surfaces.api import create_app
from regard.surfaces.deal_files import roles_csv

US = {"us__domains": ["us.example"]}
LATER = "2026-02-02"


def _file(file: Path, text: str, seconds: int = EXPORTED) -> Path:
    """A file that was written then."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    os.utime(file, (seconds, seconds))
    return file


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with the whole export."""
    made = new_book(tmp_path / "b", **US)
    made.sync(write(tmp_path / "crm"))
    return made


def test_money_adds_up_to_the_crm_to_the_last_decimal(book: Book) -> None:
    """The team's sums are the sums of the export's own rows, each currency apart; each deal counts once."""
    whole: Counter[tuple[str, str]] = Counter()
    for row in TABLES["Opportunity.csv"]:
        where = "open" if row["IsClosed"] == "false" else "won" if row["IsWon"] == "true" else "lost"
        whole[row["CurrencyIsoCode"], where] += Decimal(row["Amount"])  # type: ignore[assignment]
    team = book.status(LATER).crm["money"]
    for row in team:
        for where in ("won", "open", "lost"):
            assert Decimal(str(row[where])) == whole[row["currency"], where]
    assert [(r["currency"], r["n_won"], r["n_open"], r["n_lost"]) for r in team] == [("EUR", 1, 1, 1), ("USD", 1, 0, 1)]
    assert team[0]["discount"] == 1999.9
    assert team[1]["discount"] is None


def test_a_deal_shows_with_everybody_on_it_and_counts_once_for_the_account(book: Book) -> None:
    """Jo and Kim are both on the deal that was won; their account has it once."""
    deals = book.opportunities(LATER)
    by_name = {r.name: [d for d in deals if any(x.name == r.name for x in d.roles)] for d in deals for r in d.roles}
    assert sums(by_name["Jo Reed"])[0] | {"won": 48000.1, "open": 20000.2} == sums(by_name["Jo Reed"])[0]
    assert sums(by_name["Kim Ash"])[0]["won"] == 48000.1
    acme = [d for d in deals if d.account_id == ACME]
    assert (sums(acme)[0]["won"], sums(acme)[0]["n_won"]) == (48000.1, 1)
    won = next(d for d in deals if d.id == WON)
    assert {(r.contact_id, r.role, r.primary) for r in won.roles} == {
        (JO, "Economic Buyer", True),
        (KIM, "Decision Maker", False),
    }
    assert won.owner == "Sam Hart"
    assert [s.stage for s in won.stages] == ["Discovery", "Proposal", "Closed Won"]


def test_a_past_day_knows_the_deals_of_its_histories_alone(book: Book) -> None:
    """On 20 October the won deal was a proposal, open; the others, without a history by then, were not known yet."""
    deals = book.opportunities("2025-10-20")
    assert [(d.id, d.name, d.stage, d.outcome, d.amount) for d in deals] == [(WON, "Ovens", "Proposal", "open", "48000.1")]
    assert [s.stage for s in deals[0].stages] == ["Discovery", "Proposal"]
    assert book.opportunities("2025-08-01")[:] == ()
    early = book.opportunities("2025-12-02")
    assert {d.id: d.outcome for d in early} == {WON: "won", OPEN: "open"}


def test_outcomes_are_told_apart(book: Book) -> None:
    """Won, lost to somebody, dropped without a decision, open."""
    assert {d.id: d.outcome for d in book.opportunities(LATER)} | {
        WON: "won",
        OPEN: "open",
        LOST: "lost",
        DROPPED: "no_decision",
    } == {d.id: d.outcome for d in book.opportunities(LATER)}


def test_contradictions_are_counted_and_nothing_is_mended(tmp_path: Path) -> None:
    """Closed before open, two owners, managers in a circle, one account twice, roles of nobody."""
    tables = {
        "Account.csv": [*TABLES["Account.csv"], TABLES["Account.csv"][0] | {"Id": sf("001", 9), "Name": "ACME"}],
        "Contact.csv": [
            row | {"ReportsToId": JO if row["Id"] == KIM else KIM if row["Id"] == JO else ""} for row in TABLES["Contact.csv"]
        ],
        "Opportunity.csv": [*TABLES["Opportunity.csv"], TABLES["Opportunity.csv"][1] | {"OwnerId": sf("005", 2)}],
        "OpportunityContactRole.csv": [TABLES["OpportunityContactRole.csv"][0] | {"ContactId": sf("003", 99)}],
    }
    with new_book(tmp_path / "b", **US) as book:
        book.sync(write(tmp_path / "crm", tables))
        told = {w["warning"]: w["count"] for w in book.status(LATER).crm["warnings"]}
    assert told == {
        "closed before it was opened": 1,
        "two rows of one id differ": 1,
        "two owners": 1,
        "managers in a circle": 2,
        "same account twice": 2,
        "names a record that is not here": 1,
    }


def test_a_deal_without_a_companies_file_has_the_company_of_its_contacts(tmp_path: Path) -> None:
    """By the domain on which their addresses agree, said as such; a whole name alone finds people; a free mail decides nothing."""
    deals = (
        "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Contact,Associated Company\n"
        "1,Ovens,open,default,5,2026-05-20 10:00,2026-01-01 09:00,Sam,Jo Reed (jo.reed@acme.example),Acme Inc\n"
        "2,Fridges,open,default,5,2026-05-20 10:00,2026-01-01 09:00,Sam,Jo Reed;Nobody Known,Acme Inc\n"
        "3,Sinks,open,default,5,2026-05-20 10:00,2026-01-01 09:00,Sam,"
        "Jo Reed (jo.reed@acme.example);Ada Berg (ada@north.example),Acme Inc\n"
        "4,Hoses,open,default,5,2026-05-20 10:00,2026-01-01 09:00,Sam,Max Mill (max.mill@gmail.com),Mill\n"
    )
    contacts = (
        "Record ID,First Name,Last Name,Email,Job Title,Lifecycle Stage,Associated Company\n"
        "71,Jo,Reed,jo.reed@acme.example,CFO,lead,Acme Inc\n72,Ada,Berg,ada@north.example,CEO,lead,North\n"
        "73,Max,Mill,max.mill@gmail.com,CEO,lead,Mill\n"
    )
    with new_book(tmp_path / "b", **US) as book:
        (tmp_path / "crm").mkdir()
        for name, text in (("hs_contacts.csv", contacts), ("hs_deals.csv", deals)):
            (tmp_path / "crm" / name).write_text(text, "utf-8")
            os.utime(tmp_path / "crm" / name, (EXPORTED, EXPORTED))
        book.sync(tmp_path / "crm")
        found = {d.name: d for d in book.opportunities(LATER)}
        assert {n: [r.name for r in d.roles] for n, d in found.items()} == {
            "Ovens": ["Jo Reed"],
            "Fridges": ["Jo Reed"],
            "Sinks": ["Jo Reed", "Ada Berg"],
            "Hoses": ["Max Mill"],
        }
        assert found["Ovens"].company_id is not None
        assert found["Ovens"].company_id == found["Fridges"].company_id
        assert found["Ovens"].company_why == "its company is that of its contacts' addresses (@acme.example)"
        assert found["Sinks"].company_id is found["Hoses"].company_id is None


def test_nobody_is_on_a_deal_before_they_were_known(tmp_path: Path) -> None:
    """Neither a contact whose row came later, nor their company, nor a person whose first mail is of a later day."""
    head = "(Do Not Modify) Opportunity,Topic,Potential Customer,Contact,Est. Revenue,Est. Close Date,stepname,Created On\n"
    row = "11111111-1111-1111-1111-111111111111,Ovens,{},Jo Reed,100,2026-06-01,Qualify,2025-10-01\n"
    contact = (
        "(Do Not Modify) Contact,Full Name,Email,Company Name,Created On\n"
        "22222222-2222-2222-2222-222222222222,Jo Reed,jo.reed@acme.example,Zeta Holding,2026-01-20\n"
    )
    account = (
        "(Do Not Modify) Account,Account Name,Website,Created On\n"
        "33333333-3333-3333-3333-333333333333,Acme,acme.example,2025-09-01\n"
    )
    october, january = 1_759_363_200, 1_769_299_200
    put(
        tmp_path / "mail",
        mail(
            "Sam <sam@us.example>", "Jo Reed <jo.reed@acme.example>", date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@us"
        ),
        mail("Jo Reed <jo.reed@acme.example>", "sam@us.example", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@acme"),
    )

    def shown(book: Book, day: str) -> tuple[list[str], bool]:
        (deal,) = book.opportunities(day)
        return [r.name for r in deal.roles], deal.company_id is not None

    with new_book(tmp_path / "contact", **US) as book:
        book.sync(tmp_path / "mail")
        book.sync(_file(tmp_path / "1" / "Active Opportunities.csv", head + row.format("Zeta Holding"), october))
        book.sync(_file(tmp_path / "2" / "Contacts.csv", contact, january))
        for day in ("2025-10-15", "2026-01-10"):
            assert shown(book, day) == ([], False)
        assert shown(book, LATER) == (["Jo Reed"], True)
    with new_book(tmp_path / "mailed", **US) as book:
        book.sync(tmp_path / "mail")
        _file(tmp_path / "3" / "Accounts.csv", account, october)
        book.sync(_file(tmp_path / "3" / "Active Opportunities.csv", head + row.format("Acme"), october).parent)
        for day in ("2026-01-10", "2025-10-15", "2026-01-10"):
            assert shown(book, day)[0] == (["Jo Reed"] if day > "2026" else [])


@pytest.mark.parametrize(
    ("created", "part", "there"),
    [
        ("2024-06-01T09:00:00Z", "2025-10-03T09:00:00Z", ["Jo Reed"]),
        ("", "2025-10-03T09:00:00Z", ["Jo Reed"]),
        ("2024-06-01T09:00:00Z", "2025-11-20T09:00:00Z", []),
    ],
    ids=["both said when", "the part alone", "the part came later"],
)
def test_a_part_of_a_past_day_has_its_contact_by_name(tmp_path: Path, created: str, part: str, there: list[str]) -> None:
    """Who was on a deal by then has a name and is the person of the mail, though their own row was read later."""
    opportunity = (
        "Id,AccountId,Name,StageName,Amount,CloseDate,CreatedDate\n{},{},Ovens,Proposal,100,2026-06-01,2025-09-01\n".format(
            sf("006", 1), sf("001", 1)
        )
    )
    contact = f"Id,AccountId,FirstName,LastName,Email,Title,CreatedDate\n{JO},{sf('001', 1)},Jo,Reed,jo.reed@acme.example,CFO,{created}\n"
    role = f"Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate\n{sf('00K', 1)},{sf('006', 1)},{JO},Decision Maker,true,{part}\n"
    letter = mail(
        "Jo Reed <jo.reed@acme.example>", "sam@us.example", date="Thu, 02 Oct 2025 10:00:00 +0000", message_id="b@acme"
    )
    october, january = 1_759_363_200, 1_769_299_200
    with new_book(tmp_path / "b", **US) as book:
        book.sync(put(tmp_path / "mail", letter))
        book.sync(_file(tmp_path / "1" / "Opportunity.csv", opportunity, october))
        _file(tmp_path / "2" / "Contact.csv", contact, january)
        book.sync(_file(tmp_path / "2" / "OpportunityContactRole.csv", role, january).parent)
        (then,) = book.opportunities("2025-10-15")
        (now,) = book.opportunities(LATER)
        assert [r.name for r in then.roles] == there
        assert [r.name for r in now.roles] == ["Jo Reed"]
        assert {r.person for r in (*then.roles, *now.roles)} == {book.person("jo.reed@acme.example").id}


def test_deals_without_a_column_of_stages_are_read(tmp_path: Path) -> None:
    """A view of Dynamics that shows no stage: its deals are there, without one, and the next sync goes on."""
    text = (
        "(Do Not Modify) Opportunity,Topic,Potential Customer,Contact,Est. Revenue,Est. Close Date,Status,Created On,Currency\n"
        "11111111-1111-1111-1111-111111111111,Ovens,Zeta Holding,,100,2026-06-01,Open,2025-10-01,EUR\n"
    )
    with new_book(tmp_path / "b", **US) as book:
        for stored in (1, 0):
            assert book.sync(_file(tmp_path / "Active Opportunities.csv", text)).stored == stored
        assert [(d.name, d.stage, d.stages, d.amount) for d in book.opportunities(LATER)] == [("Ovens", "", (), "100")]


def test_a_second_crm_with_the_same_numbers_overwrites_nothing(tmp_path: Path) -> None:
    """Whichever of HubSpot and Pipedrive comes first stays as it is; the other's rows are set aside, and again adds nothing."""
    texts = {
        "hubspot": (
            "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Contact,Associated Company\n"
            "1,Hub deal,closedwon,default,5000,2026-01-01 10:00,2025-10-01 09:00,Sam,,Acme\n"
        ),
        "pipedrive": (
            "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Deal created\n"
            "1,Pipe,700,EUR,Offer,Open,2026-01-01 10:00:00\n"
        ),
    }
    for first, second, kept in (("hubspot", "pipedrive", "Hub deal"), ("pipedrive", "hubspot", "Pipe")):
        with new_book(tmp_path / f"b_{first}", **US) as book:
            for name in (first, second):
                file = tmp_path / f"{first}_first" / name / "deals.csv"
                file.parent.mkdir(parents=True)
                file.write_text(texts[name], "utf-8")
                os.utime(file, (EXPORTED, EXPORTED))
                counts = book.sync(file)
                assert (counts.stored, counts.set_aside) == ((1, 0) if name == first else (0, 1))
            assert [d.name for d in book.opportunities(LATER)] == [kept]
            assert [(a.reason, a.count) for a in book.status(LATER).set_aside] == [("another_crm", 1)]
            assert [book.sync(tmp_path / f"{first}_first" / n / "deals.csv").stored for n in (first, second)] == [0, 0]


PORTAL = (
    (
        "deals",
        ("Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Associated Contact IDs,Associated Company IDs"),
        "1,{firm} deal,closedwon,default,5000,2026-01-01 10:00,{year}-10-01 09:00,7,3",
    ),
    (
        "contacts",
        "Record ID,First Name,Last Name,Email,Lifecycle Stage,Create Date,Associated Company IDs",
        "7,Jo,{firm},jo@{domain}.example,customer,{year}-09-01 09:00,3",
    ),
    (
        "companies",
        "Record ID,Company name,Company Domain Name,Industry,Create Date",
        "3,{firm},{domain}.example,Food,{year}-08-01 09:00",
    ),
)


def test_two_portals_are_two_crms_in_one_book(tmp_path: Path) -> None:
    """Deal 1 of a second portal overwrites nothing; named a portal, its records, contacts and their links stand beside the first's, in
    whatever order that is said and read, and again adds nothing.
    """
    for order in ("said first", "said later"):
        with new_book(tmp_path / order, **US) as book:
            for portal, firm, year in (("a", "Acme", 2024), ("b", "Beta", 2025)):
                for name, header, row in PORTAL:
                    file = tmp_path / f"{order} files" / portal / f"{name}.csv"
                    _file(file, f"{header}\n{row.format(firm=firm, domain=firm.lower(), year=year)}\n")
            first, second = (tmp_path / f"{order} files" / portal for portal in "ab")
            assert book.sync(first).stored == 3
            if order == "said first":
                book.crm_portal(second, "b")
            else:
                done = book.sync(second)
                assert (done.stored, done.set_aside) == (0, 3)
                assert [(a.reason, a.count) for a in book.status(LATER).set_aside] == [("another_portal", 3)]
                assert [d.name for d in book.opportunities(LATER)] == ["Acme deal"]
                book.crm_portal(second, "b")
            done = book.sync(second)
            assert (done.stored, done.set_aside) == (3, 0)
            deals = {d.name: d for d in book.opportunities(LATER)}
            assert {n: (d.account, [r.name for r in d.roles]) for n, d in deals.items()} == {
                "Acme deal": ("Acme", ["Jo Acme"]), "Beta deal": ("Beta", ["Jo Beta"]),
            }  # fmt: skip
            assert not book.status(LATER).set_aside
            assert (book.sync(first).stored, book.sync(second).stored) == (0, 0)
    with new_book(tmp_path / "two", **US) as book:
        book.sync(_file(tmp_path / "hub" / "deals.csv", HUB))
        pipe = _file(tmp_path / "pipe" / "deals.csv", PIPE)
        assert book.sync(pipe).set_aside == 1
        book.crm_portal(pipe.parent, "pipe")
        assert book.sync(pipe).stored == 1
        assert sorted(d.name for d in book.opportunities(LATER)) == ["Hub deal", "Pipe"]
        book.crm_portal(pipe.parent, "")
        assert book.sync(pipe).set_aside == 1
        assert [d.name for d in book.opportunities(LATER)] == ["Hub deal"]
    with new_book(tmp_path / "no", **US) as book, pytest.raises(UsageError, match="portal-b"):
        book.crm_portal(tmp_path, "Portal B/1")


HUB = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Contact,Associated Company\n"
    "1,Hub deal,closedwon,default,5000,2026-01-01 10:00,2025-10-01 09:00,Sam,,Acme\n"
)
PIPE = (
    "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Deal created\n"
    "1,Pipe,700,EUR,Offer,Open,2026-01-01 10:00:00\n"
)
PLAIN = (
    "Deal ID,Deal Name,Stage,Amount,Currency,Close Date,Account Name,Created Date\n"
    "1,Plain,Offer,77,EUR,2026-05-01,Beta,2026-01-02\n"
)


def test_a_header_alone_claims_no_numbers(tmp_path: Path) -> None:
    """Neither without rows nor with none that is kept; what was set aside is read once the numbers are nobody's any more."""
    header = HUB.partition("\n")[0] + "\n"
    for k, text in enumerate(
        (header, header + "1.23E+11,Bad,closedwon,default,5,2026-01-01 10:00,2025-10-01 09:00,Sam,,Acme\n")
    ):
        with new_book(tmp_path / f"b{k}", **US) as book:
            _file(tmp_path / f"crm{k}" / "a.csv", text)
            book.sync(_file(tmp_path / f"crm{k}" / "b.csv", PIPE).parent)
            assert [d.name for d in book.opportunities(LATER)] == ["Pipe"]
    with new_book(tmp_path / "b", **US) as book:
        folder = _file(tmp_path / "crm" / "b.csv", PIPE).parent
        first = _file(tmp_path / "first" / "a.csv", HUB).parent
        book.sync(first)
        assert book.sync(folder).set_aside == 1
        book.remove_source(str(first))
        assert book.sync(folder).stored == 1
        assert [d.name for d in book.opportunities(LATER)] == ["Pipe"]
        assert book.status(LATER).set_aside == ()


@pytest.mark.parametrize("order", list(itertools.permutations(("Hub deal", "Pipe", "Plain"))), ids="-".join)
def test_a_table_of_no_known_make_shares_no_numbers_with_a_crm(tmp_path: Path, order: tuple[str, ...]) -> None:
    """Of HubSpot, Pipedrive and any other table with the same number the first stays as it is; again adds nothing."""
    texts = {"Hub deal": HUB, "Pipe": PIPE, "Plain": PLAIN}
    with new_book(tmp_path / "b", **US) as book:
        for name in order:
            counts = book.sync(_file(tmp_path / name / "deals.csv", texts[name]))
            assert (counts.stored, counts.set_aside) == ((1, 0) if name == order[0] else (0, 1))
        assert [d.name for d in book.opportunities(LATER)] == [order[0]]
        assert book.sync(_file(tmp_path / "copy" / "deals.csv", texts[order[0]])).duplicate == 1
        later = texts[order[0]].replace("Offer", "Won").replace("closedwon", "closedlost")
        assert book.sync(_file(tmp_path / "later" / "deals.csv", later, EXPORTED + 86_400)).stored == 1


def test_a_book_from_before_claims_were_noted_reads_on(tmp_path: Path) -> None:
    """Where a table of no known make stands beside HubSpot's already, it goes on being a duplicate, and new rows are set aside."""
    with new_book(tmp_path / "b", **US) as book:
        book.sync(_file(tmp_path / "plain" / "deals.csv", PLAIN))
        with sqlite3.connect(tmp_path / "b" / "records.sqlite") as c:
            c.execute("UPDATE meta SET value = 'hubspot' WHERE key = 'crm_numbers'")
        assert book.sync(_file(tmp_path / "again" / "deals.csv", PLAIN)).duplicate == 1
        assert book.sync(_file(tmp_path / "new" / "deals.csv", PLAIN.replace("77", "78"))).set_aside == 1
        with sqlite3.connect(tmp_path / "b" / "records.sqlite") as c:
            c.execute("DELETE FROM meta WHERE key = 'crm_numbers'")
        assert book.sync(_file(tmp_path / "hub" / "deals.csv", HUB)).stored == 1


def test_two_rows_of_one_id_that_differ_are_told_with_which_stands(tmp_path: Path) -> None:
    """Both are kept, it is counted in the status and on the Sources page, and what stands is what the deal shows."""
    row = TABLES["Opportunity.csv"][1]
    other = row | {"Name": "Freezers", "Amount": "7", "CurrencyIsoCode": "USD", "StageName": ""}
    tables = TABLES | {"Opportunity.csv": [*TABLES["Opportunity.csv"], other]}
    with new_book(tmp_path / "b", **US) as book:
        counts = book.sync(write(tmp_path / "crm", tables))
        assert counts.set_aside == 0
        crm = book.status(LATER).crm
        assert {w["warning"]: w["count"] for w in crm["warnings"]}["two rows of one id differ"] == 1
        (one,) = crm["contradictory"]
        deal = next(d for d in book.opportunities(LATER) if d.id == OPEN)
        assert (one["object"], one["id"], set(one["fields"])) == ("opportunity", OPEN, {"name", "amount", "currency"})
        assert {n: v["stands"] for n, v in one["fields"].items()} == {
            "name": deal.name,
            "amount": deal.amount,
            "currency": deal.currency,
        }
        assert sorted([one["fields"]["name"]["stands"], *one["fields"]["name"]["also"]]) == ["Freezers", "Fridges"]
        with TestClient(create_app(book), base_url="http://localhost:8000") as web:
            page = web.get(f"/sources?as_of={LATER}").text
        assert "two rows of one id differ" in page
        assert "Freezers" in page
        assert book.sync(tmp_path / "crm").stored == 0


def test_of_several_roles_of_one_contact_the_primary_known_one_stands(tmp_path: Path) -> None:
    """No unknown word over a known one, whoever is primary once is primary, it is said, and parts are written back so."""
    said = [
        (JO, "Zauberer", "false"), (JO, "Decision Maker", "true"), (JO, "Influencer", "false"), (JO, "", "false"), (JO, "Hexe", "false"),
        (KIM, "Zauberer", "true"), (KIM, "Business User", "false"), (KIM, "Evaluator", "false"),
    ]  # fmt: skip
    for name, rows in (("a", said), ("b", said[::-1])):
        roles = [
            {"Id": sf("00K", n), "OpportunityId": OPEN, "ContactId": who, "Role": role, "IsPrimary": primary}
            for n, (who, role, primary) in enumerate(rows, 50)
        ]
        with new_book(tmp_path / name, **US) as book:
            book.sync(write(tmp_path / f"crm_{name}", TABLES | {"OpportunityContactRole.csv": roles}))
            deal = next(d for d in book.opportunities(LATER) if d.id == OPEN)
            first = "Business User" if name == "a" else "Evaluator"
            assert {(r.contact_id, r.role, r.primary) for r in deal.roles} == {(JO, "Decision Maker", True), (KIM, first, True)}
            warned = {w["warning"]: w["count"] for w in book.status(LATER).crm["warnings"]}
            assert warned["several roles for one contact"] == 2
            written = list(csv.DictReader(roles_csv([book.deal(OPEN, LATER)], "salesforce").splitlines()))
            assert {(r["ContactId"], r["Role"], r["IsPrimary"]) for r in written} == {
                (JO, "Decision Maker", "true"),
                (KIM, first, "true"),
            }


def test_a_history_of_a_deal_that_is_not_there_waits_for_it(tmp_path: Path) -> None:
    """It makes no deal and no money, is counted, and is used once the deal comes; in the other order the end is the same."""
    stray = sf("006", 77)
    history = {"OpportunityHistory.csv": [TABLES["OpportunityHistory.csv"][0] | {"Id": sf("008", 9), "OpportunityId": stray}]}
    deal = {"Opportunity.csv": [TABLES["Opportunity.csv"][1] | {"Id": stray, "Name": "Late"}]}
    ends = []
    for name, order in (("a", (history, deal)), ("b", (deal, history))):
        with new_book(tmp_path / name, **US) as book:
            book.sync(write(tmp_path / "crm"))
            before = book.status(LATER).crm
            for n, tables in enumerate(order):
                counts = book.sync(write(tmp_path / f"{name}{n}", tables))
                assert (counts.stored, counts.set_aside) == (1, 0)
                if tables is history and n == 0:
                    assert stray not in {d.id for d in book.opportunities(LATER)}
                    assert stray not in {d.id for d in book.opportunities("2025-10-20")}
                    now = book.status(LATER).crm
                    assert (now["money"], now["records"]) == (before["money"], before["records"])
                    assert {w["warning"]: w["count"] for w in now["warnings"]}["history of a record not here"] == 1
            late = next(d for d in book.opportunities(LATER) if d.id == stray)
            assert [s.stage for s in late.stages] == ["Discovery", "Proposal"]
            assert "history of a record not here" not in {w["warning"] for w in book.status(LATER).crm["warnings"]}
            ends.append((late, book.status(LATER).crm))
            assert book.sync(tmp_path / f"{name}0").stored == 0
    assert ends[0] == ends[1]


def test_an_unknown_table_is_set_aside_until_it_is_said_what_it_is(tmp_path: Path) -> None:
    """What is said is kept for files with that header, and the next sync reads them so; saying otherwise leaves nothing behind."""
    file = tmp_path / "odd.csv"
    file.write_text("Kennung,Wer,Wo,Was\n1,Eva Lund,eva@north.example,CFO\n2,Nils Dahl,nils@north.example,CEO\n", "utf-8")
    with new_book(tmp_path / "b", **US) as book:
        assert book.sync(file).set_aside == 2
        shown = book.crm_preview(file)
        assert shown["table"] is None
        assert shown["set_aside"] == [
            {"reason": "crm_unknown_table", "detail": "no table of a CRM that is known; see regard crm preview", "count": 2}
        ]
        with pytest.raises(UsageError, match="did you mean"):
            book.crm_map(file, ["Wer=nane"], table="contact")
        with pytest.raises(UsageError, match="no column"):
            book.crm_map(file, ["Wann=name"], table="contact")
        book.crm_map(file, ["Kennung=id", "Wer=name", "Wo=email", "Was=title"], table="contact")
        assert [c["why"] for c in book.crm_preview(file)["columns"]] == ["you said so"] * 4
        read = book.sync(file)
        assert (read.stored, read.set_aside) == (2, 0)
        assert book.disclose("eva@north.example")["in the CRM"][0]["record"] == "contact 1"
        book.crm_map(file, ["Wer=account"])
        book.sync(file)
        fields = {row["field"] for row in book.disclose("eva@north.example")["in the CRM"]}
        assert "account" in fields
        assert "name" not in fields


def test_forgetting_takes_a_contact_out_of_the_crm_and_keeps_them_out(book: Book, tmp_path: Path) -> None:
    """Contact, parts and activities go; a later export, changed or not, does not bring them back; deals keep their money."""
    done = book.forget("jo.reed@acme.example")
    assert done["crm_rows"] >= 4
    tables = {**TABLES, "Contact.csv": [row | {"Title": "Chief"} for row in TABLES["Contact.csv"]]}
    report = book.sync(write(tmp_path / "again", tables))
    assert report.set_aside >= 4
    with pytest.raises(UnknownReference):
        book.person("jo.reed@acme.example")
    whole = b"".join(p.read_bytes() for p in (tmp_path / "b").rglob("*") if p.is_file())
    assert b"jo.reed" not in whole
    deals = book.opportunities(LATER)
    assert {r.name for d in deals for r in d.roles} == {"Kim Ash", "Ada Berg"}
    assert book.status(LATER).crm["money"][0]["won"] == 48000.1


def test_a_forgotten_name_stays_out_of_newer_exports_of_deals(tmp_path: Path) -> None:
    """Where a deal names its contact by name alone, however it writes it; others' names and the deal itself stay."""
    deals = (
        "(Do Not Modify) Opportunity,Topic,Potential Customer,Contact,Est. Revenue,Est. Close Date,stepname,Created On\n"
        "11111111-1111-1111-1111-111111111111,Ovens,Acme,{},{},2026-06-01,Qualify,2025-10-01\n"
    )
    contact = (
        "(Do Not Modify) Contact,Full Name,Email,Company Name,Created On\n"
        "22222222-2222-2222-2222-222222222222,Jo Reed,jo.reed@acme.example,Acme,2026-01-01\n"
    )
    with new_book(tmp_path / "b", **US) as book:
        _file(tmp_path / "crm" / "Contacts.csv", contact)
        book.sync(_file(tmp_path / "crm" / "Active Opportunities.csv", deals.format("Jo Reed", 100)).parent)
        assert [r.name for d in book.opportunities(LATER) for r in d.roles] == ["Jo Reed"]
        book.forget("jo.reed@acme.example")
        for k, name in enumerate(("Jo Reed", "JO  REED", '"Reed, Jo"', "Ada Berg;Jo Reed")):
            text = deals.format(name, 200 + k)
            file = _file(tmp_path / str(k) / "Active Opportunities.csv", text, EXPORTED + 60 * (k + 1))
            assert book.sync(file).stored == 1
        assert [d.amount for d in book.opportunities(LATER)] == ["203"]
        with sqlite3.connect(tmp_path / "b" / "records.sqlite") as c:
            rows = c.execute("SELECT crm_id || ' ' || value FROM crm_fact").fetchall()
            raws = [zlib.decompress(r[0]).decode() for r in c.execute("SELECT raw FROM item WHERE raw IS NOT NULL")]
        kept = " ".join([*(r[0] for r in rows), *raws]).casefold()
        assert "ada berg" in kept
        assert "reed" not in kept


@pytest.mark.parametrize("first", ["exclusion", "export"])
def test_an_excluded_domain_keeps_its_contacts_out_and_counted(tmp_path: Path, first: str) -> None:
    """Whichever came first; taking the exclusion back lets the next sync read them."""
    folder = write(tmp_path / "crm")
    with new_book(tmp_path / "b", **US) as book:
        if first == "export":
            book.sync(folder)
        book.exclude("domain", "acme.example")
        book.sync(folder)
        aside = {s.reason: s.count for s in book.status(LATER).set_aside}
        assert aside == {"excluded: domain": 8}
        assert {r.name for d in book.opportunities(LATER) for r in d.roles} == {"Ada Berg"}
        book.include_again("domain", "acme.example")
        book.sync(folder)
        assert {r.name for d in book.opportunities(LATER) for r in d.roles} == {"Jo Reed", "Kim Ash", "Ada Berg"}


def test_an_export_of_the_book_holds_the_facts_and_runs_no_formula(tmp_path: Path) -> None:
    """A cell that begins like a formula is text with an apostrophe; amounts stay numbers."""
    rows = [TABLES["Account.csv"][0] | {"Name": "=cmd|' /C calc'!A0"}]
    with new_book(tmp_path / "b", **US) as book:
        book.sync(write(tmp_path / "crm", {"Account.csv": rows}))
        book.export(tmp_path / "out")
    with (tmp_path / "out" / "crm_facts.csv").open(encoding="utf-8", newline="") as file:
        told = {row["field"]: row["value"] for row in csv.DictReader(file)}
    assert told["name"] == "'=cmd|' /C calc'!A0"
    assert not list((tmp_path / "out").rglob("*.eml"))
    assert [harmless(c) for c in ("-5.20", "-5+1", "@x", "+1", "a=b")] == ["-5.20", "'-5+1", "'@x", "'+1", "a=b"]


def test_metadata_only_reads_no_words_of_notes(tmp_path: Path) -> None:
    """What people wrote, and columns nobody knows, stay out."""
    rows = [TABLES["Task.csv"][0] | {"Description": "she is angry about the delay", "Mood__c": "furious"}]
    with new_book(tmp_path / "b", **US) as book:
        book.sync(write(tmp_path / "crm", {"Task.csv": rows}), text=False)
    whole = (tmp_path / "b" / "records.sqlite").read_bytes()
    assert b"angry" not in whole
    assert b"furious" not in whole


def test_a_thousand_broken_files_lose_no_row(tmp_path: Path) -> None:
    """Bytes changed, cut, doubled: every sync counts what it saw, nothing raises, and a second sync adds nothing."""
    rng = random.Random(7)
    whole = {name: as_csv(rows).encode() for name, rows in TABLES.items()}
    folder = tmp_path / "broken"
    folder.mkdir()
    for k in range(1000):
        name = rng.choice(sorted(whole))
        data = bytearray(whole[name])
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data))
            kind = rng.randrange(6)
            if kind == 0:
                data[at] = rng.randrange(256)
            elif kind == 1:
                del data[at : at + rng.randint(1, 40)]
            elif kind == 2:
                data[at:at] = data[at : at + rng.randint(1, 60)]
            elif kind == 3:
                data[at:at] = rng.choice([b'"', b"\n", b"\r", b"\0", b",", b";", b"\xff\xfe", b'""', b"=1+1"])
            elif kind == 4:
                del data[at:]
            else:
                data[at:at] = bytes(rng.randrange(256) for _ in range(8))
            data = data or bytearray(b"x")
        (folder / f"{k:04d}-{name}").write_bytes(bytes(data))
    with new_book(tmp_path / "b", **US) as book:
        first = book.sync(folder)
        assert first.seen == first.stored + first.duplicate + first.set_aside
        assert first.seen >= 1000
        kept = {s.id: s.seen for s in book.status().sources}
        assert sum(kept.values()) == first.seen
        again = book.sync(folder)
        assert (again.seen, again.stored) == (first.seen, 0)


def test_the_crms_title_is_a_title_of_the_job_from_when_it_was_known(tmp_path: Path) -> None:
    """A title that the CRM has stands with the buyer's job from the day it was known, an older one on the days before; never sooner."""
    put(tmp_path / "all", mail(), mail("Sam Hart <sam.hart@us.example>", "Jo Reed <jo.reed@acme.example>"))
    write(tmp_path / "all" / "crm")
    book = new_book(tmp_path / "b", **US)
    book.sync(tmp_path / "all", us=("us.example",))
    later = EXPORTED + 40 * 86_400
    write(tmp_path / "all" / "later", changed("Contact.csv", JO, Title="Chair"), exported=later)
    book.sync()
    days = [time.strftime("%Y-%m-%d", time.gmtime(EXPORTED + n * 86_400)) for n in (-5, 5, 45)]
    assert [book.person("jo.reed@acme.example", as_of=day).title for day in days] == ["", "CFO", "Chair"]
    (job,) = book.person("jo.reed@acme.example", as_of=days[2]).jobs
    assert [(t["title"], t["by"], t["message_id"]) for t in job["titles"]] == [("CFO", "crm", ""), ("Chair", "crm", "")]
    assert job["company"] == "Acme"


def test_a_contact_of_a_deal_by_name_alone_is_found_among_the_people_of_its_account(tmp_path: Path) -> None:
    """A deal that names somebody of whom no contact row tells finds the one of that name who writes from its account's company."""
    kim = "Kim Ash <kim.ash@acme.example>"
    sent = (mail(kim, "Sam Hart <sam.hart@us.example>"), mail("Sam Hart <sam.hart@us.example>", kim, subject="Re: Hello"))
    header = "Record ID,Deal Name,Deal Stage,Amount,Create Date,Associated Contact,Associated Company\n"
    deals = header + "1,Pumps,open,5000,2025-10-01 09:00,{},Acme\n"
    for name, found in (("Kim Ash", ["Kim Ash"]), ("Lee Oak", [])):
        folder = tmp_path / name
        put(folder / "mail", *sent)
        (folder / "crm").mkdir()
        (folder / "crm" / "deals.csv").write_text(deals.format(name))
        (folder / "crm" / "companies.csv").write_text("Record ID,Company name,Company Domain Name\n7,Acme,acme.example\n")
        with new_book(folder / "b", **US) as book:
            book.sync(folder / "mail")
            book.sync(folder / "crm")
            assert [[r.name for r in d.roles] for d in book.opportunities("now")] == [found]
            assert len(book.people(as_of="now")) == 1
