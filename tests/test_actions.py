"""Actions through the whole product: written down, noticed in the mail, confirmed, exported, read back, and gone with the person."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import mail, put
from tests.test_privacy import traces

from regard.book import Book
from regard.errors import SourceError, UnknownReference, UsageError

US = ("us.example",)
SAM, LIZ = "Sam Hart <sam.hart@us.example>", "Liz Poe <liz.poe@us.example>"
JO, MAX = "Jo Reed <jo.reed@acme.example>", "Max Oak <max@beta.example>"
EARLY = "2026-01-06"
ME = "sam.hart@us.example"


def day(n: int, hour: int = 10) -> str:
    return f"{n:02d} Jan 2026 {hour:02d}:00:00 +0000"


def conversation() -> list[bytes]:
    """Jo asks; Sam answers; days later Sam sends the test plan to Jo, and Liz writes to Max."""
    return [
        mail(JO, SAM, subject="Pumps", date=day(5), body="Could you send me a quote?", message_id="a@acme.example"),
        mail(SAM, JO, subject="Re: Pumps", date=day(5, 12), body="Soon. Best, Sam", message_id="b@us.example"),
        mail(MAX, LIZ, subject="Valves", date=day(5, 13), body="Which valves fit?", message_id="c@beta.example"),
        mail(SAM, JO, subject="Lunch", date=day(8), body="Shall we have lunch?", message_id="d@us.example"),
        mail(
            SAM, JO, subject="Offline", date=day(9), body="Here is the test plan for offline mode.", message_id="e@us.example"
        ),
        mail(LIZ, MAX, subject="Valves", date=day(9, 11), body="These do.", message_id="f@us.example"),
    ]


@pytest.fixture
def pumps(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    book = make_book()
    book.sync(put(tmp_path / "mail", *conversation()), us=US)
    return book


def add(book: Book, text: str = "Send the test plan", to: str = "jo.reed@acme.example", **more: str) -> str:
    return str(book.action_add(text, to=to, **{"owner": ME, "as_of": EARLY, **more})["action"])


def one(book: Book, action: str, **more: str) -> object:
    return next(a for a in book.actions(**more) if a.id == action)


def test_what_the_mail_shows_is_noticed_and_confirmed(pumps: Book) -> None:
    """An action is open until a mail by its owner takes it up; then it is noticed with that mail, and done once somebody confirms."""
    made = add(pumps, due="2026-01-12", reason="she asked twice")
    assert one(pumps, made, as_of="2026-01-07").state == "open"
    on_8 = one(pumps, made, as_of="2026-01-08")
    assert (on_8.state, on_8.noticed.sure) == ("open", False)
    seen = one(pumps, made)
    assert (seen.state, seen.noticed.sure, seen.noticed.says) == ("noticed", True, "we wrote “Offline”")
    assert pumps.message(seen.noticed.message_id).subject == "Offline"
    assert (seen.owner_name, seen.name, seen.due, seen.reason) == ("Sam Hart", "Jo Reed", "2026-01-12", "she asked twice")
    pumps.action_change(made, "confirmed", message=seen.noticed.message_id, by=ME)
    done = one(pumps, made)
    assert (done.state, done.decided_by, done.decided_message) == ("done", ME, seen.noticed.message_id)
    assert one(pumps, made, as_of="2026-01-07").state == "open"


def test_what_is_rejected_stays_rejected(pumps: Book) -> None:
    """A rejected message is not suggested again; with nothing else that fits, the action is open."""
    made = add(pumps)
    for _ in range(2):
        pumps.action_change(made, "rejected", message=one(pumps, made).noticed.message_id)
    left = one(pumps, made)
    assert (left.state, left.noticed) == ("open", None)


def test_headers_alone_show_a_mail_and_not_what_it_is_about(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """Where words are not read, a mail to the person is a perhaps."""
    book = make_book()
    book.sync(put(tmp_path / "mail", *conversation()), us=US, text=False)
    seen = one(book, add(book))
    assert (seen.state, seen.noticed.sure) == ("open", False)


def test_bad_use_writes_nothing(pumps: Book) -> None:
    """Unknown people, deals, dates, kinds, changes, empty or endless texts are refused with a reason, and nothing is written down."""
    made = add(pumps)
    before = [r.as_json() for r in pumps.actions()]
    refused: list[tuple[type[Exception], Callable[[], object]]] = [
        (UnknownReference, lambda: add(pumps, to="nobody@nowhere.example")),
        (UsageError, lambda: add(pumps, to=ME)),
        (UsageError, lambda: add(pumps, owner="jo.reed@acme.example")),
        (UnknownReference, lambda: add(pumps, owner="Nobody Known")),
        (UsageError, lambda: add(pumps, due="next week")),
        (UsageError, lambda: add(pumps, kind="fax")),
        (UnknownReference, lambda: add(pumps, deal="The big one")),
        (UsageError, lambda: add(pumps, "  \n ")),
        (UsageError, lambda: add(pumps, "x" * 2_001)),
        (UsageError, lambda: pumps.action_change(made, "burnt")),
        (UsageError, lambda: pumps.action_change(made, "edited")),
        (UsageError, lambda: pumps.action_change(made, "edited", source="risk")),
        (UsageError, lambda: pumps.action_change(made, "confirmed")),
        (UnknownReference, lambda: pumps.action_change(made, "confirmed", message="m_none")),
        (UnknownReference, lambda: pumps.action_change("a_none", "done")),
        (UsageError, lambda: pumps.actions(state="late")),
    ]
    for error, call in refused:
        with pytest.raises(error):
            call()
    assert [r.as_json() for r in pumps.actions()] == before


def test_two_people_at_once_are_both_kept(pumps: Book) -> None:
    """Two threads that write at the same time, through two open books, lose nothing; the same form twice is one action."""
    errors: list[Exception] = []

    def writes(name: str) -> None:
        try:
            with Book.open(pumps.folder) as other:
                for n in range(10):
                    add(other, f"{name} {n}")
                    add(other, "Only once", once="form-1")
        except Exception as error:  # noqa: BLE001 - told by the test's thread
            errors.append(error)

    threads = [threading.Thread(target=writes, args=(name,)) for name in ("left", "right")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert errors == []
    texts = [a.text for a in pumps.actions(proposals=False)]
    assert sorted(texts) == sorted([f"{side} {n}" for side in ("left", "right") for n in range(10)] + ["Only once"])


def test_a_meeting_can_go_on_while_a_sync_runs(pumps: Book) -> None:
    """What people write down does not wait for the writer's place."""
    with Book.open(pumps.folder) as other, other._records.writer():
        assert one(pumps, add(pumps))


def test_our_promises_are_on_the_list_until_taken_up(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A promise of ours that stands is proposed with its owner and day; dropping it takes it up and takes it off the list."""
    book = make_book()
    said = mail(
        SAM, JO, subject="Quote", date=day(10), body="I'll send you the revised quote by January 14.", message_id="p@us.example"
    )
    book.sync(put(tmp_path / "mail", *conversation(), said), us=US)
    (row,) = [a for a in book.actions(as_of="2026-01-12") if a.proposed]
    assert (row.source, row.owner, row.due, row.name) == ("promise", ME, "2026-01-14", "Jo Reed")
    book.action_change(row.id, "dropped", by=ME, as_of="2026-01-12")
    assert [(a.state, a.proposed, a.ref) for a in book.actions(as_of="2026-01-12")] == [("dropped", False, row.id)]


# ------------------------------------------------------------------------------------------------------------ files


@pytest.mark.parametrize("form", ["salesforce", "hubspot"])
def test_a_round_trip_through_a_crm(pumps: Book, tmp_path: Path, form: str) -> None:
    """What the CRM changed (done, another day, another wording) comes back once; every row seen is stored, duplicate or set aside."""
    made = add(pumps, due="2026-01-12")
    add(pumps, "=cmd()|A1 for Max", to="max@beta.example")
    file = tmp_path / "tasks.csv"
    file.write_text(pumps.actions_file(form), "utf-8", newline="")
    back = pumps.actions_import(file)
    assert (back["seen"], back["stored"], back["duplicate"], back["set_aside"]) == (2, 0, 2, 0)
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    due, status = ("ActivityDate", "Status") if form == "salesforce" else ("Due Date", "Task Status")
    subject, notes = ("Subject", "Description") if form == "salesforce" else ("Task Title", "Notes")
    mine = next(r for r in rows if made in r[notes])
    mine |= {due: "2026-02-01", status: "Completed", subject: "Send both plans"}
    rows += [{**mine, notes: "typed in the CRM"}, {**mine, notes: "Regard: a_" + "x" * 26}, {**mine}, {**rows[1], due: "soon"}]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(mine))
        writer.writeheader()
        writer.writerows(rows)
    seen = pumps.actions_import(file, preview=True)
    assert one(pumps, made).due == "2026-01-12"
    assert {k: v for k, v in pumps.actions_import(file).items() if k != "message"} == {
        k: v for k, v in seen.items() if k != "message"
    }
    assert (seen["seen"], seen["stored"], seen["duplicate"], seen["set_aside"]) == (6, 1, 1, 4)
    told = one(pumps, made)
    assert (told.state, told.due, told.text) == ("done", "2026-02-01", "Send both plans")
    assert pumps.actions_import(file)["stored"] == 0


def test_files_run_no_formula(pumps: Book) -> None:
    """A text that a spreadsheet would run is text in every CSV."""
    add(pumps, "=HYPERLINK(1) to Jo")
    for form in ("csv", "salesforce", "hubspot"):
        cells = [cell for row in csv.reader(io.StringIO(pumps.actions_file(form))) for cell in row]
        assert any(cell == "'=HYPERLINK(1) to Jo" for cell in cells)
        assert not any(cell.startswith("=") for cell in cells)
    with pytest.raises(UsageError):
        pumps.actions_file("xlsx")


def test_calendar_tasks(pumps: Book) -> None:
    """Each stored action is a VTODO with its day and whether it is done."""
    from icalendar import Calendar

    made = add(pumps, "Call Jo; then, perhaps,\nsend it", due="2026-01-12")
    pumps.action_change(add(pumps, "Other"), "done")
    pumps.action_change(add(pumps, "Dropped"), "dropped")
    todos = {str(t["uid"]): t for t in Calendar.from_ical(pumps.actions_file("ics")).walk("VTODO")}
    assert len(todos) == 2
    assert str(todos[f"{made}@regard"]["summary"]) == "Call Jo; then, perhaps, send it (Jo Reed)"
    assert todos[f"{made}@regard"]["due"].dt.isoformat() == "2026-01-12"
    assert {str(t["status"]) for t in todos.values()} == {"NEEDS-ACTION", "COMPLETED"}


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"a,b\n1,2\n", "Größe;Maß\n1;2\n".encode("utf-16")])
def test_a_file_that_is_no_table_of_tasks(pumps: Book, tmp_path: Path, content: bytes) -> None:
    """A file without tasks is refused with what to do; a file that is not there too."""
    (tmp_path / "x.csv").write_bytes(content)
    for name in ("x.csv", "none.csv"):
        with pytest.raises(SourceError):
            pumps.actions_import(tmp_path / name)


# ---------------------------------------------------------------------------------------------------------- privacy


def test_forgetting_takes_actions_along(pumps: Book) -> None:
    """After forget no action about the person is left, and their name and address are blanked in what was written of others."""
    add(pumps, "Ask whether Jo Reed (jo.reed@acme.example) agrees", to="max@beta.example")
    gone = add(pumps, "Send the secret plan")
    assert len(pumps.disclose("jo.reed@acme.example")["written down about them"]["actions"]) == 1
    pumps.forget("jo.reed@acme.example")
    assert traces(pumps.folder, "jo.reed@acme.example", "Jo Reed", "secret plan") == []
    (left,) = pumps.actions(proposals=False)
    assert left.text == "Ask whether [erased] ([erased]) agrees"
    with pytest.raises(UnknownReference):
        pumps.action_change(gone, "done")


def test_the_excluded_are_out_of_sight_and_come_back(pumps: Book, tmp_path: Path) -> None:
    """An action about somebody who is excluded is shown nowhere while they are, and again when the exclusion is taken back."""
    made = add(pumps)
    pumps.exclude("domain", "acme.example")
    assert list(pumps.actions(proposals=False)) == []
    pumps.include_again("domain", "acme.example")
    pumps.sync()
    assert one(pumps, made)


def test_nothing_is_noticed_of_who_objects(pumps: Book) -> None:
    """What is to be done stays for somebody who objects to being modelled; nothing is read in the mail about it."""
    made = add(pumps)
    pumps.object("jo.reed@acme.example")
    left = one(pumps, made)
    assert (left.state, left.noticed) == ("open", None)


def test_the_book_goes_elsewhere_whole(pumps: Book, tmp_path: Path) -> None:
    """An export of the book holds what was written down."""
    add(pumps, "Send the plan")
    pumps.export(tmp_path / "out")
    written = json.loads((tmp_path / "out" / "written.json").read_text("utf-8"))
    assert [json.loads(e["data"])["text"] for e in written["action_event"]] == ["Send the plan"]


def test_a_persons_page_shows_what_we_are_doing(pumps: Book) -> None:
    """What is open with somebody stands on their page, is written down and settled there; nothing leads elsewhere."""
    from fastapi.testclient import TestClient

    from regard.surfaces.api import create_app

    app = create_app(pumps)
    page = f"/people/{pumps.person('Jo Reed').id}"
    with TestClient(app, base_url="http://localhost:8000", follow_redirects=False) as client:
        form = {"token": app.state.token, "to": pumps.person("Jo Reed").id, "text": "Bring the drawings along", "then": page}
        assert "Bring the drawings along" not in client.get(page).text
        assert client.post("/actions", data=form).headers["location"].startswith(page)
        assert "Bring the drawings along" in client.get(page).text
        made = next(a for a in pumps.actions(person="Jo Reed") if a.text == "Bring the drawings along")
        done = {"token": app.state.token, "what": "done", "then": page}
        assert client.post(f"/actions/{made.id}", data=done).headers["location"].startswith(page)
        assert "Bring the drawings along" not in client.get(page).text
        for elsewhere in ("//evil.example", "https://evil.example/people/x", "/people/../../x?y"):
            again = client.post(f"/actions/{made.id}", data={**done, "what": "reopened", "then": elsewhere})
            assert again.headers["location"].startswith("/actions")


def test_pages_that_need_something_first_say_so(pumps: Book) -> None:
    """A brief of nobody asks whom; a meeting that has not begun leads to its agenda, which says how to begin."""
    from fastapi.testclient import TestClient

    from regard.surfaces.api import create_app

    with TestClient(create_app(pumps), base_url="http://localhost:8000") as client:
        assert "Whom do you meet?" in client.get("/brief").text
        assert client.get("/brief").status_code == 200
        assert "The meeting has not begun" in client.get("/review/meeting").text
