"""Corrections of deals in a whole book: kept, undone, the same on every surface, alive after a rebuild, and gone with the forgotten."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import SHIPPED, mail, new_book, put
from tests.flow.crm_files import JO, OPEN, write

from regard.book import Book
from regard.errors import UnknownReference, UsageError
from regard.surfaces.api import create_app
from regard.surfaces.cli import main

LATER = "2026-02-02"
MAILS = [
    mail(date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@x"),
    mail(
        sender="Lena Ortiz <lena.ortiz@acme.example>", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@x",
        subject="The fridges", body="Our finance director Marc Ly has to approve it. Can you send the plan?",
    ),
    mail(sender="Jo Reed <jo.reed@acme.example>", date="Thu, 08 Jan 2026 10:00:00 +0000", message_id="c@x", subject="More"),
]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = new_book(tmp_path / "b", us__domains=["us.example"])
    made.sync(put(tmp_path / "mail", *MAILS), write(tmp_path / "crm"))
    return made


def parts(book: Book) -> dict[str, tuple[str, str]]:
    return {m["name"]: (m["role"], m["basis"]) for m in book.deal(OPEN, LATER).committee}


def test_parts_pins_seats_and_links(book: Book) -> None:
    """Each correction holds at once, moves coverage, is listed with its reason, and is undone to exactly what was."""
    before = book.deal(OPEN, LATER).as_json()
    assert [s["name"] for s in before["empty_seats"]] == ["Marc Ly"]
    linked = next(x for x in before["links"] if x["subject"] == "More")["message_id"]
    kept = [
        book.deal_role(OPEN, "lena.ortiz@acme.example", "Champion", "she took it to her board"),
        book.deal_pin(OPEN, "Lena Ortiz"),
        book.deal_seat(OPEN, "marc ly", "off", "he left"),
        book.deal_seat(OPEN, "Plant manager", "user"),
        book.deal_link(OPEN, linked, linked=False, reason="about the ovens"),
    ]
    page = book.deal(OPEN, LATER)
    assert parts(book)["Lena Ortiz"] == ("champion", "stated")
    assert next(m for m in page.committee if m["name"] == "Lena Ortiz")["pinned"]
    assert "champion" in page.roles.filled
    assert [s.name for s in page.empty_seats] == ["Plant manager"]
    assert linked not in {x["message_id"] for x in page.links}
    assert {(c["kind"], c["value"]) for c in page.corrections} == {
        ("role", "champion"), ("pin", "yes"), ("seat", "off"), ("seat", "user"), ("link", "no")
    }  # fmt: skip
    assert "she took it to her board" in json.dumps(page.as_json())
    for one in kept:
        book.undo(one["judgement"])
    assert book.deal(OPEN, LATER).as_json() == before
    with pytest.raises(UnknownReference):
        book.undo(kept[0]["judgement"])


def test_a_contact_whom_no_mail_shows_can_be_corrected(tmp_path: Path) -> None:
    """Somebody whom the CRM alone knows hangs on their contact, and keeps the correction when mail of theirs comes."""
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(write(tmp_path / "crm"))
        book.deal_role(OPEN, f"contact:{JO}", "user")
        assert [(m["name"], m["role"]) for m in book.deal(OPEN, LATER).committee] == [("Jo Reed", "user")]
        book.sync(put(tmp_path / "mail", MAILS[0]))
        assert parts(book)["Jo Reed"] == ("user", "stated")


def test_corrections_survive_a_rebuild(book: Book) -> None:
    """A live store made anew from the records shows the same corrected deal."""
    book.deal_role(OPEN, "lena.ortiz@acme.example", "champion", "she said so")
    book.snooze(OPEN, kinds(book)[0], "known", "2026-02-20", LATER)
    before = book.deal(OPEN, LATER).as_json()
    folder = book.folder
    book.close()
    for name in ("live.sqlite", "live.sqlite-wal", "live.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
    with Book.open(folder, flags={**SHIPPED, "us.domains": ["us.example"]}) as again:
        assert again.deal(OPEN, LATER).as_json() == before


def kinds(book: Book) -> list[str]:
    return [r.kind for r in book.deal(OPEN, LATER).risks]


def test_snoozed_risks_wait_behind_their_reason(book: Book) -> None:
    """A risk that is put off leaves the lists, is shown with its reason where asked for, and is back after its day."""
    kind = kinds(book)[0]
    with pytest.raises(UsageError, match="say why"):
        book.snooze(OPEN, kind, " ", as_of=LATER)
    with pytest.raises(UsageError, match="no risk of"):
        book.snooze(OPEN, "weather", "rain", as_of=LATER)
    with pytest.raises(UsageError, match="not in the future"):
        book.snooze(OPEN, kind, "later", "2026-01-01", LATER)
    book.snooze(OPEN, kind, "they are closed until Tuesday", "2026-02-03", LATER)
    assert kind not in kinds(book)
    (row,) = book.deals(LATER)
    assert row.snoozed == 1
    assert kind not in {r.kind for r in book.risks(LATER)}
    (off,) = book.risks(LATER, snoozed=True)
    assert (off.kind, off.snoozed, off.snoozed_until) == (kind, "they are closed until Tuesday", "2026-02-03")
    assert kind in {r.kind for r in book.risks("2026-02-03")}
    book.undo(off.snooze)
    assert kind in kinds(book)


def test_one_way_everywhere(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    """Command line, REST and form keep the same judgement as Python does, and refuse the same mistakes."""
    main_of = ["--book", str(book.folder)]
    with pytest.raises(SystemExit) as code:
        main(
            [
                *main_of,
                "deal",
                OPEN,
                "--role",
                "Lena Ortiz=champion",
                "--pin",
                "Lena Ortiz",
                "--reason",
                "told me",
                "--as-of",
                LATER,
            ]
        )
    assert code.value.code in (0, None)
    assert "regard undo d_" in capsys.readouterr().out
    assert parts(book)["Lena Ortiz"] == ("champion", "stated")
    for wrong in (["--role", "Lena Ortiz"], ["--role", "Lena Ortiz=king"], ["--unlink", "m_nothing"]):
        with pytest.raises(SystemExit) as code:
            main([*main_of, "deal", OPEN, *wrong, "--as-of", LATER])
        assert code.value.code == 2
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    path = f"/api/v1/deals/{OPEN}/said?as_of={LATER}"
    kept = api.post(path, json={"kind": "role", "of": "Lena Ortiz", "value": "user"})
    assert kept.status_code == 201
    assert parts(book)["Lena Ortiz"] == ("user", "stated")
    assert api.post(f"/api/v1/judgements/{kept.json()['judgement']}/undo").status_code == 200
    assert parts(book)["Lena Ortiz"] == ("champion", "stated")
    assert api.post(path, json={"kind": "role", "of": "Lena Ortiz", "value": "king"}).status_code == 400
    assert api.post(path, json={"kind": "snooze", "of": kinds(book)[0], "value": "2026-02-20"}).status_code == 400
    page = api.get(f"/deals/{OPEN}?as_of={LATER}").text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]  # type: ignore[index]
    form = {"token": token, "person": "lena.ortiz@acme.example", "part": "blocker", "was": "champion|yes", "as_of": LATER}
    told = api.post(f"/deals/{OPEN}/role", data=form, follow_redirects=False)
    assert told.status_code == 303
    assert parts(book)["Lena Ortiz"] == ("blocker", "stated")
    assert not next(m for m in book.deal(OPEN, LATER).committee if m["name"] == "Lena Ortiz")["pinned"]
    assert api.post(f"/deals/{OPEN}/role", data=form | {"token": "no"}).status_code == 403
    snooze = {"token": token, "risk": kinds(book)[0], "reason": "known", "as_of": LATER}
    assert api.post(f"/deals/{OPEN}/snooze", data=snooze, follow_redirects=False).status_code == 303
    assert "known" in api.get(f"/deals/{OPEN}?as_of={LATER}").text


def test_one_of_us_is_on_no_committee(book: Book) -> None:
    """A colleague cannot be given a part among the buyers."""
    with pytest.raises(UsageError, match="one of us"):
        book.deal_role(OPEN, "sam.hart@us.example", "champion")


def test_forgotten_with_the_person(book: Book) -> None:
    """Who is forgotten takes along every correction that hangs on them, on their mail or on their name, and their name in reasons."""
    mine = next(x for x in book.deal(OPEN, LATER).links if x["subject"] == "The fridges")["message_id"]
    book.deal_role(OPEN, "Lena Ortiz", "champion")
    book.deal_link(OPEN, mine, linked=False)
    book.deal_seat(OPEN, "lena ortiz", "user")
    book.deal_role(OPEN, "Jo Reed", "user", "Lena Ortiz told me")
    book.forget("lena.ortiz@acme.example")
    page = book.deal(OPEN, LATER)
    assert [(c["kind"], c["value"], c["reason"]) for c in page.corrections] == [("role", "user", "")]
    raw = (book.folder / "records.sqlite").read_bytes()
    assert b"ena Ortiz" not in raw
    assert b"ena ortiz" not in raw


def test_disclosed_and_exported(book: Book, tmp_path: Path) -> None:
    """What was said of a person in a deal is in what can be handed to them, and in the export of the book."""
    book.deal_role(OPEN, "Lena Ortiz", "champion", "told me")
    (told,) = book.disclose("Lena Ortiz")["what was said of them in deals"]
    assert (told["said"], told["reason"]) == ("champion", "told me")
    book.export(tmp_path / "out")
    (kept,) = json.loads((tmp_path / "out" / "deal_judgements.json").read_text())
    assert (kept["kind"], kept["value"]) == ("role", "champion")


BUYING = [
    mail(
        sender="Lena Ortiz <lena.ortiz@acme.example>", to="Sam Hart <sam.hart@us.example>, Jo Reed <jo.reed@acme.example>",
        date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="p1@x", subject="Cold store",
        body="Could you send us a proposal for the cold store?",
    ),
    mail(
        sender="Sam Hart <sam.hart@us.example>", to="Lena Ortiz <lena.ortiz@acme.example>, Jo Reed <jo.reed@acme.example>",
        date="Wed, 07 Jan 2026 10:00:00 +0000", message_id="p2@x", subject="Re: Cold store", body="Gladly, on Friday.",
    ),
    mail(
        sender="Jo Reed <jo.reed@acme.example>", date="Wed, 14 Jan 2026 10:00:00 +0000", message_id="p3@x", subject="Cold store",
        body="What would the pilot cost?",
    ),
]  # fmt: skip


def test_deals_without_a_crm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A book without a CRM proposes a deal; confirmed it is one: named, unpriced, closable, undoable, on each surface."""
    at = "2026-01-20"
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(put(tmp_path / "mail", *BUYING))
        assert list(book.deals(at)) == []
        (one,) = book.proposed_deals(at)
        assert one.people == ("Jo Reed", "Lena Ortiz")
        api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
        assert api.get(f"/api/v1/deals/proposed?as_of={at}").json() == [one.as_json()]
        assert one.id in api.get(f"/deals/proposed?as_of={at}").text
        with pytest.raises(UnknownReference):
            book.confirm_deal("x_nothing", as_of=at)
        no = book.reject_deal(one.id, "we buy from them", at)
        assert list(book.proposed_deals(at)) == []
        book.undo(no["judgement"])
        yes = api.post(f"/api/v1/deals/proposed/{one.id}?as_of={at}", json={"verdict": "confirm", "name": "Cold store"})
        assert yes.status_code == 201
        assert list(book.proposed_deals(at)) == []
        (row,) = book.deals(at)
        assert (row.id, row.name, row.amount, row.currency, row.stage, row.opened) == (
            one.id,
            "Cold store",
            "",
            "",
            "from the mail",
            "2026-01-06",
        )
        assert {m["name"] for m in book.deal("Cold store", at).committee} == {"Jo Reed", "Lena Ortiz"}
        assert len(book.deal("Cold store", at).links) == 3
        assert list(book.opportunities(at)) == []
        with pytest.raises(UsageError, match="2999-01-01 lies ahead of the last day of this book, 2026-01-20"):
            book.deal_outcome("Cold store", "won", "2999-01-01", as_of=at)
        with pytest.raises(UsageError, match="An open deal has not ended"):
            book.deal_outcome("Cold store", "open", "2026-01-19", as_of=at)
        with pytest.raises(UsageError, match="“XQZ” names no currency that is in use"):
            book.deal_amount("Cold store", "12000", "xqz", as_of=at)
        with pytest.raises(SystemExit):
            main(["--book", str(book.folder), "deal", "Cold store", "--on", "2026-01-19", "--as-of", at])
        assert "--on is the day on which a deal ended" in capsys.readouterr().err
        with pytest.raises(SystemExit):
            main(["--book", str(book.folder), "deal", "Cold store", "--amount", "12000 EUR", "--as-of", at])
        with pytest.raises(SystemExit):
            main(["--book", str(book.folder), "deal", "Cold store", "--outcome", "won", "--on", "2026-01-19", "--as-of", at])
        assert "won 2026-01-19" in capsys.readouterr().out
        assert list(book.deals(at)) == []
        (won,) = book.deals(at, closed=True)
        assert (won.amount, won.currency, won.outcome, won.close) == ("12000", "EUR", "won", "2026-01-19")
        (still,) = book.deals("2026-01-15")
        assert still.outcome == "open"
        book.undo(yes.json()["judgement"])
        assert list(book.deals(at, closed=True)) == []
        book.sync(write(tmp_path / "crm"))
        with pytest.raises(UsageError, match="CRM's"):
            book.deal_amount(OPEN, "5", as_of=LATER)


LATER_ON = [
    mail(
        sender="Sam Hart <sam.hart@us.example>", to="Nora Falk <nora.falk@north.example>",
        date="Fri, 30 Jan 2026 10:00:00 +0000", message_id="p9@x", subject="Lunch", body="See you at noon.",
    ),
]  # fmt: skip


def test_what_is_told_before_anybody_confirms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A proposal says that they wait for us, with their words, and how much more there is; on each surface; an answer ends it."""
    at = "2026-01-24"
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(put(tmp_path / "mail", *BUYING, *LATER_ON), owner="sam.hart@us.example")
        (early,) = book.proposed_deals("2026-01-16")
        assert early.risks == ()
        (one,) = book.proposed_deals(at)
        assert [(r.kind, r.evidence[0].quote) for r in one.risks] == [("waits_for_us", "What would the pilot cost?")]
        assert list(book.risks(at)) == [], "nothing of it is kept"
        api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
        assert api.get(f"/api/v1/deals/proposed?as_of={at}").json()[0]["risks"][0]["kind"] == "waits_for_us"
        assert "has waited for a word of ours for 11 days" in api.get(f"/deals/proposed?as_of={at}").text
        with pytest.raises(SystemExit):
            main(["--book", str(book.folder), "deals", "--proposed", "--as-of", at])
        assert "has waited for a word of ours" in " ".join(capsys.readouterr().out.split())
        reply = mail(
            sender="Sam Hart <sam.hart@us.example>", to="Jo Reed <jo.reed@acme.example>", date="Tue, 20 Jan 2026 10:00:00 +0000",
            message_id="p4@x", subject="Re: Cold store", body="It would cost 4,000 euros.",
        )  # fmt: skip
        book.sync(put(tmp_path / "mail", *BUYING, *LATER_ON, reply), owner="sam.hart@us.example")
        (answered,) = book.proposed_deals(at)
        assert answered.risks == ()


def test_a_found_deal_goes_with_its_people(tmp_path: Path) -> None:
    """When everybody at a company is forgotten, the deal that was found with them is gone; a name in its title is blanked before."""
    at = "2026-01-20"
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(put(tmp_path / "mail", *BUYING))
        (one,) = book.proposed_deals(at)
        book.confirm_deal(one.id, "Cold store, Lena Ortiz", as_of=at)
        book.forget("lena.ortiz@acme.example")
        (row,) = book.deals(at)
        assert "Lena" not in row.name
        book.forget("jo.reed@acme.example")
        assert list(book.deals(at)) == []
        assert b"Lena" not in (book.folder / "records.sqlite").read_bytes()


def test_a_matter_of_several_companies(tmp_path: Path) -> None:
    """People of three companies who are written to together make one proposal; confirmed, its committee says who works where; a company
    whose people are forgotten is no part of it any more, and its name stands nowhere."""
    at, people = "2026-01-30", {"Lena Ortiz": "acme", "Jo Reed": "birch", "Ida Falk": "corda"}
    us = "Sam Stone <sam@us.example>"
    them = [f"{name} <{name.lower().replace(' ', '.')}@{where}.example>" for name, where in people.items()]
    mails = [
        mail(
            sender=who, to=", ".join(p for p in (us, *them) if p != who), date=f"{5 + n:02d} Jan 2026 10:00:00 +0000", message_id=f"c{n}@x",
            subject=f"Harbour terms, part {n}", body="Here is our draft of the agreement, with our comments.",
        )
        for n, who in enumerate((*them, us, *them))
    ]  # fmt: skip
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(put(tmp_path / "mail", *mails))
        (one,) = [p for p in book.proposed_deals(at) if not p.company_id]
        assert one.people == ("Ida Falk", "Jo Reed", "Lena Ortiz")
        book.confirm_deal(one.id, "Harbour", as_of=at)
        page = book.deal("Harbour", at)
        assert {m["name"]: m["company"] for m in page.committee if m["met"]} == {n: w.title() for n, w in people.items()}
        assert len(page.links) == 7
        assert not any("company" in what for what in page.odd)
        api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
        assert "Birch" in api.get(f"/deals/{one.id}?as_of={at}").text
        assert [p for p in book.proposed_deals(at) if not p.company_id] == []
        book.forget("jo.reed@birch.example")
        assert "Birch" not in book.deal("Harbour", at).account
        assert b"birch.example" not in (book.folder / "records.sqlite").read_bytes()


def test_without_words_nothing_is_proposed(tmp_path: Path) -> None:
    """A book that reads no words proposes no deals, and judges nobody's competence."""
    with new_book(tmp_path / "b", us__domains=["us.example"], text__read=False) as book:
        book.sync(put(tmp_path / "mail", *BUYING), write(tmp_path / "crm"))
        assert list(book.proposed_deals("2026-01-20")) == []
        able = book.deal(OPEN, LATER).competence
        assert (able.state, able.asked, able.ideas) == ("unknown", (), ())


def form_of(api: TestClient, path: str) -> dict[str, str]:
    """What every form of a page sends along."""
    page = api.get(path)
    assert page.status_code == 200
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token is not None
    return {"token": token[1], "as_of": path.partition("as_of=")[2]}


def test_the_page_of_risks(book: Book) -> None:
    """Every risk with its deal, by kind where asked; one that is put off there waits below with its reason and comes back by its button."""
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    risk = book.risks(LATER)[0]
    path = f"/risks?as_of={LATER}"
    assert risk.says in api.get(path).text
    assert risk.says in api.get(f"{path}&kind={risk.kind}").text
    assert risk.says not in api.get(f"{path}&kind=weather").text
    form = form_of(api, path)
    sent = api.post(
        f"/deals/{OPEN}/snooze",
        data=form | {"risk": risk.kind, "reason": "on leave <b>", "until": "2026-02-20", "then": "/risks"},
        follow_redirects=False,
    )
    assert sent.headers["location"].startswith("/risks?")
    page = api.get(path).text
    assert "on leave &lt;b&gt;" in page
    off = book.risks(LATER, snoozed=True)[0]
    assert api.post(f"/judgements/{off.snooze}/undo", data=form | {"then": "/risks"}, follow_redirects=False).status_code == 303
    assert not list(book.risks(LATER, snoozed=True))
    assert api.post(f"/deals/{OPEN}/snooze", data=form | {"risk": risk.kind, "reason": " "}).status_code == 400


def test_forms_of_deals_in_the_mail(tmp_path: Path) -> None:
    """A proposal is confirmed and rejected by its form; the deal takes an amount and an end by its own; no change is said."""
    at = "2026-01-20"
    with new_book(tmp_path / "b", us__domains=["us.example"]) as book:
        book.sync(put(tmp_path / "mail", *BUYING))
        api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
        assert "/deals/proposed" in api.get(f"/deals?as_of={at}").text
        (one,) = book.proposed_deals(at)
        form = form_of(api, f"/deals/proposed?as_of={at}")
        no = api.post(f"/deals/proposed/{one.id}", data=form | {"verdict": "reject"}, follow_redirects=False)
        assert no.headers["location"].startswith("/deals/proposed?")
        assert "Nothing to confirm" in api.get(f"/deals/proposed?as_of={at}").text
        book.undo(book._corrections()[one.id].found[one.id].id)
        yes = api.post(
            f"/deals/proposed/{one.id}",
            data=form | {"verdict": "confirm", "name": "Cold store", "amount": "9,000", "currency": "eur"},
            follow_redirects=False,
        )
        assert yes.headers["location"].startswith(f"/deals/{one.id}?")
        (row,) = book.deals(at)
        assert (row.name, row.amount, row.currency) == ("Cold store", "9000", "EUR")
        was = {"was": "9000|EUR|open", "amount": "9000", "currency": "EUR", "outcome": "open"}
        assert api.post(f"/deals/{one.id}/found", data=form | was).status_code == 400
        lost = was | {"outcome": "lost", "day": "2026-01-18"}
        assert api.post(f"/deals/{one.id}/found", data=form | lost, follow_redirects=False).status_code == 303
        (row,) = book.deals(at, closed=True)
        assert (row.outcome, row.close) == ("lost", "2026-01-18")
        assert "What you said" in api.get(f"/deals/{one.id}?as_of={at}").text


def test_promises_and_moves_on_the_deal(book: Book) -> None:
    """A deal shows the promises on its own mail by either side, and who and what was new on it."""
    book.sync(put(book.folder.parent / "more", mail(
        sender="Sam Hart <sam.hart@us.example>", to="Lena Ortiz <lena.ortiz@acme.example>", subject="Re: The fridges",
        date="Fri, 30 Jan 2026 10:00:00 +0000", message_id="z@x", body="I will send you the plan by Wednesday.",
    ), start=50))  # fmt: skip
    page = book.deal(OPEN, LATER)
    (promise,) = [p for p in page.promises if p.side == "us"]
    assert (promise.due, promise.state, promise.name) == ("2026-02-04", "due", "Lena Ortiz")
    assert "Lena Ortiz wrote for the first time on this deal" in {e.says for e in page.moved}
    api = TestClient(create_app(book), base_url="http://127.0.0.1:8000")
    assert "I will send you the plan by Wednesday." in api.get(f"/deals/{OPEN}?as_of={LATER}").text


def test_excluded_and_objecting_people(book: Book) -> None:
    """Whom a team leaves out is on no committee, pinned or not; whoever objects keeps the part they were given, and no weight is made."""
    book.deal_role(OPEN, "Lena Ortiz", "champion")
    book.deal_pin(OPEN, "Lena Ortiz")
    book.object("lena.ortiz@acme.example")
    lena = next(m for m in book.deal(OPEN, LATER).committee if m["name"] == "Lena Ortiz")
    assert (lena["role"], lena["weight"], lena["objected"]) == ("champion", None, True)
    book.exclude("person", "lena.ortiz@acme.example")
    page = book.deal(OPEN, LATER)
    assert "Lena" not in json.dumps(page.as_json())
