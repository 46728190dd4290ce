"""What is excluded stays out, what is forgotten leaves no trace, and who objects is not modelled."""

from __future__ import annotations

import base64
import json
import sqlite3
import subprocess
import zlib
from collections.abc import Callable, Iterable
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from tests.books import SHIPPED, Company, close_to, differences, estimates, mail, new_book, put, state
from tests.flow.crm_files import write

from regard import config
from regard.book import Book
from regard.errors import UnknownReference, UsageError
from regard.parse.adapter import take_apart
from regard.privacy import redact_headers

US = ("us.example",)


def traces(folder: Path, *marks: str) -> list[str]:
    """Where any of `marks` still stands in a book: as raw bytes in any of its files, or inside a kept mail, however encoded."""
    found = []
    with TemporaryDirectory() as copy:
        # Copied by another process: one that opens and closes a database's file itself loses its locks on it.
        subprocess.run(["cp", "-r", str(folder), copy], check=True)
        for path in sorted(p for p in Path(copy).rglob("*") if p.is_file()):
            data = path.read_bytes().lower()
            found += [f"{path.name}: {m}" for m in marks if m.lower().encode() in data]
        for n, raw in enumerate(kept(Path(copy) / folder.name)):
            parts = [raw, *(part.get_payload(decode=True) or b"" for part in message_from_bytes(raw).walk())]
            found += [f"item {n}: {m}" for m in marks if any(m.lower().encode() in bytes(p).lower() for p in parts)]
    return found


def conversation() -> list[bytes]:
    """Jo and Ann of Acme with Sam: Jo alone, Jo and Ann together, Ann quoting Jo, Sam quoting Jo to Max of Beta."""
    jo, ann, sam = "Jo Reed <jo_reed@acme.example>", "Ann Fox <ann@acme.example>", "Sam Hart <sam.hart@us.example>"
    said = "Our budget is forty thousand, between us."
    quote = f"On Mon, 5 Jan 2026 at 10:00, Jo Reed <jo_reed@acme.example> wrote:\n> {said}\n"
    html = (
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n"
        f"From: {ann}\nTo: {sam}\nSubject: See below\nDate: Fri, 09 Jan 2026 08:00:00 +0000\nMessage-ID: <h1@acme.example>\n\n"
    )
    hidden = base64.encodebytes(b'<p>Ask <a href="mailto:jo_reed@acme.example">our director</a>, please.</p>').decode()
    return [
        mail(jo, sam, subject="Budget", body=said, message_id="j1@acme.example", reply_to="jo.private@home.example"),
        mail(
            sam,
            jo,
            subject="Re: Budget",
            date="Mon, 05 Jan 2026 12:00:00 +0000",
            body=f"Thanks!\n\n{quote}",
            message_id="s1@us.example",
        ),
        mail(
            sam,
            f"{jo}, {ann}",
            subject="Offer",
            date="Tue, 06 Jan 2026 09:00:00 +0000",
            body="Could you both look at it?",
            message_id="s2@us.example",
        ),
        mail(
            ann,
            sam,
            subject="Re: Offer",
            date="Wed, 07 Jan 2026 09:00:00 +0000",
            body=f"Looks good. Jo Reed will sign.\n\n{quote}",
            message_id="a1@acme.example",
            cc=jo,
        ),
        mail(
            sam,
            "Max Oak <max@beta.example>",
            subject="Fwd: Budget",
            date="Thu, 08 Jan 2026 09:00:00 +0000",
            body=f"Can you beat this?\n\n{quote}",
            message_id="s3@us.example",
        ),
        (html + hidden).encode(),
        mail(
            "Max Oak <max@beta.example>",
            sam,
            subject="Plan",
            date="Fri, 09 Jan 2026 10:00:00 +0000",
            body="Write to jo_reed@acme.example too, could you?",
            message_id="b1@beta.example",
        ),
        mail(
            ann,
            sam,
            subject="Lunch",
            date="Fri, 09 Jan 2026 11:00:00 +0000",
            body="Jo Reed says hello.",
            message_id="a2@acme.example",
        ),
    ]


# ---------------------------------------------------------------------------------------------------------- forget


def test_forgetting_leaves_no_trace_of_address_or_words(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """After forget, neither the address nor the person's words stand in any file of the book, plain, compressed or encoded."""
    put(tmp_path / "mail", *conversation())
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    book.export(tmp_path / "before")  # publishes a generation, so that there is one to be rid of
    assert traces(book.folder, "jo_reed@acme.example", "forty thousand")
    done = book.forget("jo_reed@acme.example")
    assert done["removed"] == 2
    assert traces(book.folder, "jo_reed@acme.example", "jo.private@home.example", "forty thousand") == []
    with pytest.raises(UnknownReference):
        book.person("jo_reed@acme.example")


def test_a_forgetting_that_is_ended_leaves_no_published_copy(
    make_book: Callable[..., Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended between erasing and publishing, no generation holds the one who was erased; the next time one is wanted it is made anew."""
    book = make_book()
    book.sync(put(tmp_path / "mail", *conversation()), us=US)
    book.export(tmp_path / "before")

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(type(book), "_erase_copies", ended)
        with pytest.raises(KeyboardInterrupt):
            book.forget("jo_reed@acme.example")
    assert list((book.folder / "gen").glob("*.duckdb")) == []
    book.export(tmp_path / "after")
    assert len(list((book.folder / "gen").glob("*.duckdb"))) == 1


def test_forgetting_keeps_what_others_said(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Others' mail stays with their own words; only the quotes of the erased person's words are blanked."""
    put(tmp_path / "mail", *conversation())
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    book.forget("jo_reed@acme.example")
    subjects = {m.subject for m in book.search("sign").messages} | {m.subject for m in book.search("hello").messages}
    assert subjects == {"Re: Offer", "Lunch"}
    (offer,) = book.search("sign").messages
    view = book.message(offer.message_id)
    assert "Jo Reed will sign." in view.zones[0]["text"]
    assert all("forty" not in z["text"] for z in view.zones)
    assert book.status().messages == 6


def test_the_forgotten_do_not_come_back(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Reading the same mail again, other copies of it, or new mail that quotes them, brings nothing of an erased person back."""
    put(tmp_path / "mail", *conversation())
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    book.forget("jo_reed@acme.example")
    before = book.status().messages
    book.sync()
    put(tmp_path / "copies", *(raw.replace(b"Message-ID: <", b"Message-ID: <copy.") for raw in conversation()))
    report = book.sync(tmp_path / "copies")
    assert report.seen == report.duplicate + report.set_aside + report.stored == 8
    assert book.status().messages == before
    later = mail(
        "Liz Poe <liz.poe@us.example>",
        "Ann Fox <ann@acme.example>",
        subject="New",
        date="Mon, 12 Jan 2026 10:00:00 +0000",
        body="FYI\n\nOn Mon, 5 Jan 2026 at 10:00, Jo Reed <jo_reed@acme.example> wrote:\n> Our budget is forty thousand, between us.\n",
        cc="Jo Reed <jo_reed@acme.example>",
    )
    assert book.sync(put(tmp_path / "later", later)).stored == 1
    assert traces(book.folder, "jo_reed@acme.example", "forty thousand") == []


def test_others_stand_as_if_the_forgotten_had_never_been_seen(company: Company, copied: Path, tmp_path: Path) -> None:
    """Everybody else's estimates equal those of a book that never saw the erased person or their mail."""
    with Book.open(copied, flags=SHIPPED) as book:
        gone = max(book.people(), key=lambda p: p.messages)
        addresses = book.person(gone.id).addresses
        book.forget(gone.id)
        found = estimates(book)
    never = tmp_path / "never"
    with new_book(never) as book:
        with book._records.writing() as c:
            book._records.put_erased(c, [book._records.erased_hash(a) for a in addresses])
        book.sync(*company.files.sources, us=(company.us,))
        expected = estimates(book)
    assert not [k for k in found if k[1] == gone.id]
    assert len(found) > 100
    assert close_to(found, expected) == ""


def test_somebody_not_in_the_book_can_be_forgotten_beforehand(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """An address that is not (or no more) in the book can be kept from ever coming in; an exclusion that named it goes."""
    put(tmp_path / "mail", *conversation())
    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    book.exclude("person", "jo_reed@acme.example")
    book.forget("jo_reed@acme.example")
    assert traces(book.folder, "jo_reed@acme.example") == []
    told = book.forget("new.name@gamma.example")
    assert told["message"].startswith("Nobody in this book goes by new.name@gamma.example: nothing was erased.")
    report = book.sync(put(tmp_path / "new", mail("New Name <new.name@gamma.example>", subject="First")))
    assert (report.stored, report.set_aside) == (0, 1)
    with pytest.raises(UnknownReference):
        book.forget("no such name")


def test_whoever_is_forgotten_is_so_in_every_spelling_of_their_address(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A domain in other letters has two spellings, and a mailbox takes any `+tag`: forgetting one takes all, kept and to come."""
    sam, kim = "Sam Hart <sam.hart@us.example>", "Kim Dale <kim@gamma.example>"
    copied = f"{kim}, joerg@bücher.example"
    book = make_book()
    book.sync(
        put(
            tmp_path / "mail",
            mail(sam, "Jörg Braun <joerg@bücher.example>", subject="Offer", message_id="o1@us.example"),
            mail("Joerg Braun <joerg@xn--bcher-kva.example>", sam, subject="Re: Offer", message_id="o2@x.example"),
            mail(sam, copied, subject="Both", body="Write to joerg@bücher.example too.", message_id="o3@us.example"),
            mail(kim, sam, subject="Hello", message_id="o4@gamma.example"),
        ),
        us=US,
    )
    assert sorted(row.name.split()[0][0] for row in book.people()) == ["J", "K"]
    book.forget("joerg@bücher.example")
    assert traces(book.folder, "joerg@xn--bcher-kva.example", "joerg@bücher.example") == []
    report = book.sync(
        put(
            tmp_path / "new",
            mail("Joerg Braun <joerg+shop@xn--bcher-kva.example>", sam, subject="Again"),
            mail("=?utf-8?q?J?= <joerg@bücher.example>", sam, subject="And again"),
            mail(kim, f"{sam}, joerg+x@bücher.example", subject="To both", body="I have put joerg+x@bücher.example in copy."),
        )
    )
    assert (report.stored, report.set_aside) == (1, 2)
    assert traces(book.folder, "joerg+x@xn--bcher-kva.example", "joerg+x@bücher.example", "joerg+shop") == []


def test_a_bare_name_takes_nobody_with_it(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Whoever is known by a name without an address is erased alone: that name in others' addresses, subjects and words stays."""
    sam, john = "Sam Hart <sam.hart@us.example>", "John Stone <john@beta.example>"
    mails = []
    for n in range(4):
        day = f"{n + 5:02d} Jan 2026"
        mails += [
            mail("John", sam, subject=f"Note {n}", date=f"{day} 09:00:00 +0000", body="Could you call me?"),
            mail(
                sam, "Lena Ortiz <lena@acme.example>, John", subject=f"Both {n}", date=f"{day} 10:00:00 +0000", body="To john."
            ),
            mail(
                john, sam, subject=f"Re: Order {n}", date=f"{day} 11:00:00 +0000", body="John here: two boxes, re your offer."
            ),
            mail("Re <re>", sam, subject=f"Re: Other {n}", date=f"{day} 12:00:00 +0000", body="Could you call me?"),
        ]
    book = make_book()
    book.sync(put(tmp_path / "mail", *mails), us=US)
    before = [m.message_id for m in book.search("boxes").messages]
    for name in ("john", "re"):
        (who,) = book._live().rows("SELECT person FROM handle WHERE address = ?", name)[0]
        assert book.forget(who)["removed"] == 4
    assert [m.message_id for m in book.search("boxes").messages] == before
    assert book.person("john@beta.example").name == "John Stone"
    assert {m.subject for m in book.search("order").messages} == {f"Re: Order {n}" for n in range(4)}
    raw = b"\n".join(kept(book.folder))
    assert raw.count(b"Lena Ortiz <lena@acme.example>") == raw.count(b"To john.") == 4
    assert b"example>, John" not in raw


def test_our_own_people_are_not_forgotten_by_mistake(book_copy: Book, company: Company) -> None:
    """Erasing one of us is refused, with the way that there is."""
    with pytest.raises(UsageError, match="one of us"):
        book_copy.forget(company.files.mailboxes[0].owner)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"To: Jo <jo@a.example>, Ann <ann@a.example>\n\nx", b"To: Ann <ann@a.example>\n\nx"),
        (b"To: Jo <jo@a.example>\nSubject: s\n\nx", b"Subject: s\n\nx"),
        (b"Cc: ann@a.example,\n Jo\n <JO@a.example>\nSubject: s\n\nx", b"Cc: ann@a.example\nSubject: s\n\nx"),
        (b"X-Original-To: jo@a.example\nSubject: s\n\njo@a.example", b"Subject: s\n\njo@a.example"),
        (b"To: banjo@a.example\nSubject: s\n\nx", b"To: banjo@a.example\nSubject: s\n\nx"),
    ],
)
def test_headers_lose_the_address_and_nothing_else(raw: bytes, expected: bytes) -> None:
    """Redacting headers takes one address out of address lists and drops other headers with it; longer addresses stay."""
    assert redact_headers(raw, {"jo@a.example"}) == expected


# ------------------------------------------------------------------------------------------------------- excluding


@pytest.mark.parametrize(
    ("kind", "pattern", "left"),
    [
        ("person", "jo_reed@acme.example", {"Fwd: Budget", "See below", "Plan", "Lunch"}),
        ("domain", "@acme.example", {"Fwd: Budget", "Plan"}),
        ("subject", "offer", {"Budget", "Re: Budget", "Fwd: Budget", "See below", "Plan", "Lunch"}),
        ("folder", "Acme", set()),
    ],
)
def test_an_exclusion_removes_keeps_out_and_can_be_taken_back(
    make_book: Callable[..., Book], tmp_path: Path, kind: str, pattern: str, left: set[str]
) -> None:
    """Excluding a person, domain, folder or subject removes what was read, keeps it out, and undo lets the next sync read it."""
    put(tmp_path / "mail" / "Acme", *conversation())

    def subjects() -> set[str]:
        with sqlite3.connect(book.folder / "live.sqlite") as c:
            return {row[0] for row in c.execute("SELECT subject FROM message")}

    book = make_book()
    book.sync(tmp_path / "mail", us=US)
    whole, numbers = subjects(), estimates(book)
    done = book.exclude(kind, pattern)
    assert subjects() == left
    assert done["removed"] == 8 - len([s for s in whole if s in left])
    report = book.sync()
    assert (report.seen, report.stored) == (8, 0)
    assert subjects() == left
    status = book.status()
    assert status.excluded == done["removed"]
    assert sum(s.seen for s in status.sources) == 8
    book.include_again(kind, pattern)
    assert book.sync().stored == done["removed"]
    assert subjects() == whole
    assert close_to(estimates(book), numbers) == ""


@pytest.mark.parametrize("crm_first", [False, True])
@pytest.mark.parametrize(("kind", "pattern"), [("person", "jo.reed@acme.example"), ("domain", "acme.example")])
def test_an_exclusion_takes_a_contacts_trials_with_them(
    make_book: Callable[..., Book], tmp_path: Path, kind: str, pattern: str, crm_first: bool
) -> None:
    """Whom the CRM has as a contact too leaves no trial and no interaction, live or published; a store made anew is the same."""
    jo, kim, sam = "Jo Reed <jo.reed@acme.example>", "Kim Ash <kim@acme.example>", "Sam Hart <sam.hart@us.example>"
    mails = []
    for day in range(5, 10):
        for who, name in ((jo, "jo"), (kim, "kim")):
            at, answered = f"{day:02d} Jan 2026 10:00:00 +0000", f"{day:02d} Jan 2026 12:00:00 +0000"
            asked = f"{name}{day}@us.example"
            mails.append(
                mail(sam, who, subject=f"Ovens {name} {day}", date=at, message_id=asked, body="Could you send the plan?")
            )
            mails.append(
                mail(who, sam, subject=f"Re: Ovens {name} {day}", date=answered, in_reply_to=f"<{asked}>", body="Here it is.")
            )
    put(tmp_path / "mail", *mails)
    sources = [tmp_path / "mail", write(tmp_path / "crm")]
    book = make_book()
    for source in sources[::-1] if crm_first else sources:
        book.sync(source, us=US)
    book._flow().publish()
    gone = {
        who: book.person(who).id for who in ("jo.reed@acme.example", "kim@acme.example") if who in pattern or kind == "domain"
    }

    def left(table: str) -> dict[str, int]:
        with sqlite3.connect(book.folder / "live.sqlite") as c:
            sql = f"SELECT count(*) FROM {table} WHERE buyer = ?"
            return {who: c.execute(sql, (person,)).fetchone()[0] for who, person in gone.items()}

    assert all(left("trial").values())
    assert all(left("interaction").values())
    book.exclude(kind, pattern)
    assert not any(left("trial").values())
    assert not any(left("interaction").values())
    generation = max((book.folder / "gen").glob("*.duckdb"))
    with duckdb.connect(str(generation), read_only=True) as told:
        for table in ("trial", "interaction"):
            held = {row[0] for row in told.execute(f"SELECT DISTINCT buyer FROM {table}").fetchall()}
            assert not held & set(gone.values())
    before = state(book.folder)
    book.close()
    for suffix in ("", "-wal", "-shm"):
        (book.folder / f"live.sqlite{suffix}").unlink(missing_ok=True)
    with Book.open(book.folder, flags=SHIPPED) as again:
        again.status()
        assert differences(before, state(again.folder)) == ""


def test_one_excluded_copy_keeps_out_the_others(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A mail that lies in a private folder stays out though a copy lies in the inbox, whichever is read first."""
    raw = mail(message_id="one@acme.example")
    for first, second in (("Inbox", "HR"), ("HR", "Inbox")):
        book = make_book(first)
        for place in (first, second):
            book.sync(put(tmp_path / f"{first}-first" / place / place, raw).parent, us=US)
        assert book.status().messages == 0
        assert book.status().set_aside[0].count == 2


def test_default_exclusions_can_be_switched_off(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """HR, legal, health and union threads are left out with their reason, unless the setting says otherwise."""
    put(tmp_path / "mail" / "Legal", mail(subject="A"))
    put(tmp_path / "mail" / "Inbox", mail(subject="B"))
    careful = make_book("careful")
    careful.sync(tmp_path / "mail", us=US)
    assert {s.reason for s in careful.status().set_aside} == {"excluded: legal"}
    open_ = make_book("open", privacy__defaults=False)
    open_.sync(tmp_path / "mail", us=US)
    assert open_.status().messages == 2


def test_an_unknown_exclusion_is_bad_use(book_copy: Book) -> None:
    """An unknown kind, an empty pattern or the undo of what was never excluded is bad use and changes nothing."""
    for call in (
        lambda: book_copy.exclude("colour", "red"),
        lambda: book_copy.exclude("subject", " * "),
        lambda: book_copy.include_again("domain", "never.example"),
    ):
        with pytest.raises(UsageError):
            call()
    assert [e for e in book_copy.exclusions() if e["by"] == "you"] == []


# ---------------------------------------------------------------------------------------- objecting, disclosing, taking


def test_an_objection_ends_every_estimate(book_copy: Book) -> None:
    """Whoever objects has no trial and no estimate any more, and the list says why; taking it back brings them back exactly."""
    who = max(book_copy.people(), key=lambda p: p.chances)
    before = estimates(book_copy)
    book_copy.object(who.id)
    page = book_copy.person(who.id)
    assert page.objected
    assert not any(getattr(page, f).known or getattr(page, f).chances for f in ("trust", "value", "rapport"))
    assert next(p for p in book_copy.people() if p.id == who.id).why == "asked not to be modelled"
    assert not [k for k in estimates(book_copy) if k[1] == who.id]
    book_copy.object(who.id, undo=True)
    assert close_to(estimates(book_copy), before) == ""


def test_a_disclosure_is_complete(book: Book) -> None:
    """A disclosure holds every message the person is on and every estimate with its exact sum, as plain JSON."""
    who = max(book.people(), key=lambda p: p.messages)
    found = book.disclose(who.id)
    with sqlite3.connect(book.folder / "live.sqlite") as c:
        sql = """SELECT count(*) FROM party p JOIN handle h ON h.n = p.handle WHERE h.person = ?"""
        assert len(found["messages"]) == c.execute(sql, (who.id,)).fetchone()[0]
    for factor, why in found["estimates"].items():
        assert abs(why["prior"] + sum(c["contribution"] for c in why["contributions"]) - why["mean"]) < 1e-9, factor
    assert set(found["estimates"]) == {"trust", "value", "rapport"}
    json.dumps(found, allow_nan=False)


def test_export_writes_everything(book_copy: Book, tmp_path: Path) -> None:
    """Export writes every kept mail, every table and every judgement, and refuses a folder that is not empty."""
    import pyarrow.parquet as pq

    done = book_copy.export(tmp_path / "out")
    kept = sum(s.stored + s.duplicate for s in book_copy.status().sources)
    assert done["mails"] == len(list((tmp_path / "out" / "mail").rglob("*.eml")))
    assert book_copy.status().messages <= done["mails"] <= kept
    for name, rows in done["tables"].items():
        assert pq.read_table(tmp_path / "out" / "tables" / f"{name}.parquet").num_rows == rows
    status = book_copy.status()
    kinds = pq.read_table(tmp_path / "out" / "tables" / "message.parquet")["kind"].to_pylist()
    assert kinds.count("mail") == status.messages + status.recovered
    assert {j["id"] for j in json.loads((tmp_path / "out" / "judgements.json").read_text())} == {
        j.id for j in book_copy._records.judgements()
    }
    with pytest.raises(UsageError, match="not an empty folder"):
        book_copy.export(tmp_path / "out")


def test_export_holds_what_the_book_answers(book_copy: Book, tmp_path: Path) -> None:
    """Estimates, promises and deals of the moment stand as tables of their own, as the book tells them: a score only where it is known,
    nothing of whoever objected, every column documented."""
    import pyarrow.parquet as pq

    from regard.answers.exported import TABLES

    gone = next(p for p in book_copy.people() if p.trust.known)
    book_copy.object(gone.address)
    done = book_copy.export(tmp_path / "out")
    told = {name: pq.read_table(tmp_path / "out" / "answers" / f"{name}.parquet") for name in TABLES}
    assert done["answers"] == {name: table.num_rows for name, table in told.items()}
    assert all([c.name for c in TABLES[name].columns] == table.column_names for name, table in told.items())
    rows = {(r["person"], r["factor"]): r for r in told["estimate"].to_pylist()}
    assert not any(person == gone.id for person, _ in rows)
    buyers = [p for p in book_copy.people() if p.id != gone.id]
    assert len(rows) == 3 * len(buyers)
    for p in buyers:
        r = rows[p.id, "trust"]
        assert (r["known"], r["score"]) == (p.trust.known, p.trust.score if p.trust.known else None)
        assert (r["mean"], r["chances"]) == (p.trust.mean, p.trust.chances)
    assert sorted(told["promise"]["id"].to_pylist()) == sorted(p.id for p in book_copy.promises())
    assert told["promise"].num_rows
    assert all("us.example" not in str(c) for c in told["estimate"]["address"].to_pylist())


def test_export_leaves_out_what_is_one_sellers_own(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """The settings go along as they stand, without the rules that one seller switched off; the book keeps these."""
    book = make_book()
    said = '# ours\n[us]\ndomains = ["us.example"]\n'
    (book.folder / config.FILE_NAME).write_text(said, "utf-8")
    book.export(tmp_path / "one")
    assert (tmp_path / "one" / config.FILE_NAME).read_text("utf-8") == said
    book.coach_switch("needs", "ann@us.example")
    book.export(tmp_path / "two")
    assert config.read_file(tmp_path / "two" / config.FILE_NAME) == {"us.domains": ["us.example"]}
    assert [p for p in (tmp_path / "two").rglob("*") if p.is_file() and b"ann@us.example" in p.read_bytes()] == []
    assert config.load(book.folder, {}, {})["coach.off_for"] == ("ann@us.example:needs",)


# ----------------------------------------------------------------------------------------------------- headers alone


def test_headers_alone_hold_no_words(company: Company, tmp_path: Path) -> None:
    """Metadata-only: no body text anywhere in the book, value and rapport unknown for all, trust works; it stays so."""
    with new_book(tmp_path / "book") as book:
        book.sync(company.files.sources[0], us=(company.us,), text=False)
        people = book.people()
        assert any(p.trust.known for p in people)
        assert not any(p.value.known or p.rapport.known for p in people)
        assert not book.status().text
    with Book.open(tmp_path / "book", flags=SHIPPED) as book:
        book.sync(company.files.sources[1])
        assert not book.status().text
        assert not any(p.value.known or p.rapport.known for p in book.people())
    with sqlite3.connect(tmp_path / "book" / "live.sqlite") as c:
        assert c.execute("SELECT count(*) FROM body WHERE text <> '' OR own <> ''").fetchone()[0] == 0
        assert c.execute("SELECT count(*) FROM message WHERE words > 0 OR cues <> ''").fetchone()[0] == 0
    for raw in kept(tmp_path / "book"):
        assert raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2] == b"" or b"text/calendar" in raw
        found = take_apart(raw)
        # Of an invitation who, when and what it is called is kept, as of a calendar file.
        assert found.text.strip() == ""
        assert not any(b"DESCRIPTION" in c.content or b"LOCATION" in c.content for c in found.calendars)


def kept(folder: Path) -> Iterable[bytes]:
    """The bytes of every kept mail."""
    with sqlite3.connect(folder / "records.sqlite") as c:
        return [zlib.decompress(row[0]) for row in c.execute("SELECT raw FROM item WHERE raw IS NOT NULL")]


def test_no_earlier_answer_outlives_somebody_forgotten(copied: Path) -> None:
    """What a running book remembers of its answers is dropped with the person: it would hold their name and words."""
    with Book.open(copied) as book:
        found = book.people()
        book.promises()
        book.deals()
        book.who()
        kept = (book._promises, book._boards, book._doubts, book._status)
        assert any(kept)
        book.forget(found[0].id)
        assert not any((book._money, book._promises, book._boards, book._some_boards))
        assert (book._doubts, book._status, book._said, book._proposed) == (None, None, None, None)


def asked_thrice(answer: str = "I am on sick leave until Thursday.", subject: str = "Prices") -> list[bytes]:
    """Sam asks Jo three times, a week apart; Jo answers each within hours, the second time with `answer`."""
    jo, sam = "Jo Reed <jo.reed@acme.example>", "Sam Hart <sam.hart@us.example>"
    told = []
    for n, (day, said) in enumerate([("05", "Here they are."), ("12", answer), ("19", "Yes, they are the same.")]):
        on = {"subject": f"{subject} {n}", "message_id": f"a{n}@us.example"}
        told.append(mail(sam, jo, date=f"Mon, {day} Jan 2026 09:00:00 +0000", body="Could you send me the list?", **on))
        back = {"subject": f"Re: {subject} {n}", "in_reply_to": f"<a{n}@us.example>"}
        told.append(mail(jo, sam, date=f"Mon, {day} Jan 2026 14:00:00 +0000", body=said, **back))
    end = {"date": "Mon, 09 Feb 2026 09:00:00 +0000", "subject": "Later", "body": "Let us talk in spring."}
    return [*told, mail("Max Roe <max@beta.example>", sam, **end)]


def answered(book: Book) -> list[str]:
    """What became of the asks of Jo, in order, with the reason where they say nothing."""
    sql = """SELECT t.outcome || t.censored_why FROM trial t JOIN handle h ON h.person = t.buyer
        WHERE t.channel = 'answers_ask' AND h.address = 'jo.reed@acme.example' ORDER BY t.opened_us"""
    return [row[0] for row in book._live().rows(sql)]


def test_nobody_is_silent_who_wrote_what_is_left_out(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """An answer that a topic keeps out is no missed chance: its ask says nothing, and nothing of the answer is kept but when it was."""
    book = make_book("one")
    book.sync(put(tmp_path / "mail" / "sam", *asked_thrice()), us=US)
    assert book.status().excluded == 1
    assert answered(book) == ["1", "censoredleft_out", "1"]
    assert not traces(book.folder, "sick leave")
    jo = book.disclose("jo.reed@acme.example")
    assert [row["date"][:10] for row in jo["left out of the book"]] == ["2026-01-12"]
    assert "ignored" not in {line["result"] for line in plain_timeline(book)}


def plain_timeline(book: Book) -> list[dict[str, str]]:
    """What passed with Jo, a line each."""
    return [{"result": line.result} for line in book.person("jo.reed@acme.example").timeline]


def test_an_automatic_reply_of_a_topic_that_is_left_out_still_excuses(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Who is away on maternity leave is not silent: the day is kept, of the words nothing; also where the topic is left out later."""
    mails = asked_thrice()
    away = b"Subject: Automatic reply: Prices 1\nAuto-Submitted: auto-replied\n"
    mails[3] = mails[3].replace(b"Subject: Re: Prices 1\n", away).replace(b"I am on sick leave", b"I am on maternity leave")
    book = make_book("one")
    book.sync(put(tmp_path / "mail" / "sam", *mails), us=US)
    assert book.status().excluded == 1
    assert answered(book) == ["1", "censoredleft_out", "1"]
    assert book.search("maternity").messages == ()


def test_what_is_left_out_later_and_let_in_again_counts_as_if_it_had_been_so_from_the_first(
    make_book: Callable[..., Book], tmp_path: Path
) -> None:
    """A subject excluded after the sync leaves what excluding it before would have left; taken back, the answer counts again."""
    folder = put(tmp_path / "mail" / "sam", *asked_thrice("Here it is.", subject="Merger"))
    before, after = make_book("before"), make_book("after")
    after.sync(folder, us=US)
    assert answered(after) == ["1", "1", "1"]
    after.exclude("subject", "Re: Merger 1")
    before.exclude("subject", "Re: Merger 1")
    before.sync(folder, us=US)
    assert answered(before) == answered(after) == ["1", "censoredleft_out", "1"]
    assert differences(state(before.folder), state(after.folder)) == ""
    after.include_again("subject", "Re: Merger 1")
    after.sync(folder)
    assert answered(after) == ["1", "1", "1"]


def test_of_a_person_left_out_or_forgotten_no_moment_stays(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Leaving out a person keeps not even when they wrote; forgetting somebody takes away when they wrote what was left out."""
    folder = put(tmp_path / "mail" / "sam", *asked_thrice())
    for act in ("exclude", "forget"):
        book = make_book(act)
        book.sync(folder, us=US)
        assert len(book._records.left()) == 1
        book.exclude("person", "jo.reed@acme.example") if act == "exclude" else book.forget("jo.reed@acme.example")
        assert book._records.left() == []
        assert book._live().rows("SELECT * FROM left_out") == []
        copy = asked_thrice()[3].replace(b"Subject: Re: ", b"X-Copy: 1\nSubject: Re: ")
        book.sync(put(tmp_path / act / "sam", copy), us=US)  # another copy of what was left out brings nothing back
        assert book._records.left() == []


def test_only_of_buyers_it_is_kept_that_they_wrote(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Of our own people, and of strangers to whom nobody of ours writes, no day is kept on which they wrote what is left out."""
    told = {"subject": "Note", "date": "Tue, 13 Jan 2026 09:00:00 +0000", "body": "I am on sick leave until Thursday."}
    liz = mail("Liz Poe <liz.poe@us.example>", "Sam Hart <sam.hart@us.example>", **told)
    zoe = mail("Zoe Lamb <zoe@home.example>", "Sam Hart <sam.hart@us.example>", **told)
    book = make_book("buyers")
    book.sync(put(tmp_path / "mail" / "sam", *asked_thrice(), liz, zoe), us=US)
    assert book.status().excluded == 3
    assert [h for h, _ in book._records.left()] == [r[0] for r in book._live().rows("SELECT DISTINCT h FROM left_out")]
    assert len(book._records.left()) == 1
    joann = "Joann Reed <ajo.reed@acme.example>"  # an address that ends like hers
    book.exclude("person", joann.partition("<")[2].strip(">"))
    assert len(book._records.left()) == 1


def test_what_is_published_tells_of_no_left_out_mail(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """An export says of such a chance only that it is not counted, and holds no table of the days."""
    book = make_book("published")
    book.sync(put(tmp_path / "mail" / "sam", *asked_thrice()), us=US)
    book.export(tmp_path / "out")
    told = b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())
    assert b"left_out" not in told
    assert b"left_day" not in told
