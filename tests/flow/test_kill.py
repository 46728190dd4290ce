"""Killed at any moment, a sync loses nothing; two at once do not harm each other; readers are never in the way."""

from __future__ import annotations

import contextlib
import fcntl
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.books import (
    SHIPPED,
    Company,
    calendars,
    close_to,
    copy_book,
    differences,
    estimates,
    invitation,
    mail,
    new_book,
    put,
    state,
    thinned,
)  # fmt: skip
from tests.flow.crm_files import write as write_crm
from tests.flow.test_crm_rows import live as crm_state

from regard.book import Book
from regard.errors import BookBusy
from regard.store.live import Live
from regard.store.opened import LOCK_NAME
from regard.surfaces.api import create_app

SYNC = """
import sys
from regard.book import Book
with Book.open(sys.argv[1], flags={"model.active": "trust-1", "sync.processes": int(sys.argv[3])}) as book:
    print("ready", flush=True)
    book.sync(sys.argv[2], us=["tarnwick.example"])
"""


FORK = multiprocessing.get_context("fork")


def sync_quietly(book: Path, source: Path, processes: int) -> None:
    """A sync in a forked process; helpers of the last one killed may still hold the book."""
    with contextlib.suppress(BookBusy), Book.open(book, flags={**SHIPPED, "sync.processes": processes}) as opened:
        opened.sync(source, us=["tarnwick.example"])


def sync_when_free(book: Path, source: Path, us: str) -> None:
    """A sync that is done: helpers of the last one killed may take a moment to go."""
    deadline = time.monotonic() + 20
    while True:
        try:
            with Book.open(book, flags=SHIPPED) as opened:
                opened.sync(source, us=(us,))
        except BookBusy:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        else:
            return


def syncing(book: Path, source: Path, processes: int) -> subprocess.Popen[bytes]:
    """A sync in a process of its own, in a group of its own, begun."""
    command = [sys.executable, "-c", SYNC, str(book), str(source), str(processes)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def counts(folder: Path) -> dict[str, int]:
    """What the records say became of everything seen."""
    connection = sqlite3.connect(folder / "records.sqlite")
    try:
        found = dict(connection.execute("SELECT outcome, count(*) FROM seen GROUP BY outcome").fetchall())
        found["items"] = connection.execute("SELECT count(*) FROM item").fetchone()[0]
        return found
    finally:
        connection.close()


def test_killed_twenty_times_equals_undisturbed(company: Company, tmp_path: Path) -> None:
    """Killed with -9 at twenty random moments and run once more, a book equals one that was never disturbed."""
    source = tmp_path / "mail"
    mails = list(enumerate(thinned(company)[:180]))  # much of what others wrote is only quoted in it
    with new_book(tmp_path / "killed"):
        pass
    chance = random.Random(20)
    killed = 0
    for round_ in range(20):
        for n, (place, raw) in mails[80 + 5 * (round_ - 1) : 80 + 5 * round_] if round_ else mails[:80]:
            put(source / place, raw, start=n)
        process = FORK.Process(target=sync_quietly, args=(tmp_path / "killed", source, 2 if round_ < 8 else 1))
        process.start()
        time.sleep(chance.uniform(0, 0.15))
        killed += process.is_alive()
        process.kill()  # only the parent: its helpers have to notice by themselves
        process.join()
    for n, (place, raw) in mails:
        put(source / place, raw, start=n)
    with new_book(tmp_path / "whole") as book:
        book.sync(source, us=(company.us,))
    assert killed >= 10
    sync_when_free(tmp_path / "killed", source, company.us)
    with Book.open(tmp_path / "killed", flags=SHIPPED) as book:
        found = estimates(book)
    with Book.open(tmp_path / "whole", flags=SHIPPED) as book:
        expected = estimates(book)
        assert book.status().recovered >= 20
    assert counts(tmp_path / "killed") == counts(tmp_path / "whole")
    assert differences(state(tmp_path / "killed"), state(tmp_path / "whole")) == ""
    assert close_to(found, expected) == ""


def test_killed_with_calendars_and_a_crm_equals_undisturbed(company: Company, tmp_path: Path) -> None:
    """Mail, invitations by mail, calendars, calls and a CRM export, killed six times on the way, make the undisturbed book."""
    source, chance, killed = tmp_path / "all", random.Random(6), 0
    placed = [(f"mail/{place}/{n:04d}.eml", raw) for n, (place, raw) in enumerate(thinned(company)[:60])]
    files = calendars(company)
    placed += [(f"cal/{name}", raw) for name, raw in files]
    asked = [raw for name, raw in files if name.startswith(("invites/", "answers/"))]
    placed += [(f"mail/asked/{n}.eml", invitation(raw, subject=f"Review {n}")) for n, raw in enumerate(asked)]
    chance.shuffle(placed)
    with new_book(tmp_path / "killed"):
        pass
    for round_ in range(6):
        for name, raw in placed[round_ * len(placed) // 6 : (round_ + 1) * len(placed) // 6]:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(raw)
        if round_ == 2:
            write_crm(source / "crm")
        process = FORK.Process(target=sync_quietly, args=(tmp_path / "killed", source, 1))
        process.start()
        time.sleep(chance.uniform(0.02, 0.2))
        killed += process.is_alive()
        process.kill()
        process.join()
    with new_book(tmp_path / "whole"):
        pass
    found = {}
    for name in ("killed", "whole"):
        sync_when_free(tmp_path / name, source, company.us)
        with Book.open(tmp_path / name, flags=SHIPPED) as book:
            found[name] = (state(book.folder), crm_state(book), estimates(book), counts(book.folder))
    assert killed >= 3
    assert len(found["whole"][0]["meeting"]) > 12
    assert differences(found["killed"][0], found["whole"][0]) == ""
    assert found["killed"][1] == found["whole"][1]
    assert close_to(found["killed"][2], found["whole"][2]) == ""
    assert found["killed"][3] == found["whole"][3]


def test_a_kill_between_a_removal_and_its_effects_is_mended(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after an exclusion emptied the records and before the live store followed, the next sync leaves no trace of it."""
    from regard.store.live import Live

    with Book.open(copied, flags=SHIPPED) as book:
        buyer = max(book.people(), key=lambda p: p.messages)

        def die(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(Live, "remove", die)
            with pytest.raises(KeyboardInterrupt):
                book.exclude("person", buyer.address)
    with Book.open(copied, flags=SHIPPED) as book:
        book.sync()
        assert buyer.id not in {p.id for p in book.people()}
    connection = sqlite3.connect(copied / "live.sqlite")
    assert connection.execute("SELECT count(*) FROM handle WHERE address = ?", (buyer.address,)).fetchone()[0] == 0
    connection.close()


@pytest.mark.parametrize(
    "point", ["excluding.covered_by", "excluding.leave_out", "excluding.exclude_contacts", "syncing.settle_people"]
)
@pytest.mark.parametrize("next_", ["sync", "object"])
def test_an_exclusion_that_was_cut_short_is_finished(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, next_: str
) -> None:
    """Ended anywhere after a rule was noted, the next command that writes takes the mail out, as if nothing had ended it."""
    whole = copy_book(copied, tmp_path / "whole")
    with Book.open(copied, flags=SHIPPED) as book:
        people = sorted(book.people(), key=lambda p: -p.messages)
    domain = people[0].address.partition("@")[2]
    other = next(p for p in people if not p.address.endswith(domain))

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with Book.open(copied, flags=SHIPPED) as book, monkeypatch.context() as patched:
        patched.setattr(f"regard.flow.{point}", die)
        with pytest.raises(KeyboardInterrupt):
            book.exclude("domain", domain)
    with Book.open(whole, flags=SHIPPED) as book:
        assert book.exclude("domain", domain)["removed"] > 0
        assert not book._records.get_meta("exclusions_due")
    for folder in (copied, whole):
        with Book.open(folder, flags=SHIPPED) as book:
            book.sync() if next_ == "sync" else book.object(other.id)
            assert not book._records.get_meta("exclusions_due")
            assert not [p for p in book.people() if p.address.endswith(domain)]
    assert differences(state(copied), state(whole)) == ""


def test_an_exclusion_taken_back_before_it_was_finished_takes_nothing_out(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no rule any more is not carried out later; a topic that was cut short is."""
    from regard.flow import excluding

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with Book.open(copied, flags=SHIPPED) as book:
        buyer = max(book.people(), key=lambda p: p.messages)
        with monkeypatch.context() as patched:
            patched.setattr(excluding, "covered_by", die)
            with pytest.raises(KeyboardInterrupt):
                book.exclude("person", buyer.address)
            with pytest.raises(KeyboardInterrupt):
                book.exclude("default", "legal")
        book.include_again("person", buyer.address)
        book.sync()
        assert buyer.id in {p.id for p in book.people()}
        assert not book._records.get_meta(excluding.DUE)


def unfinished(folder: Path) -> None:
    """Leave the live store as a rebuild does that is killed in its first moments: there, of this layout, and empty."""
    for file in folder.glob("live.sqlite*"):
        file.unlink()
    live = Live.open(folder)
    assert live is not None
    live.close()


def test_whoever_reads_first_finishes_a_rebuild_that_was_killed(copied: Path) -> None:
    """A live store that was never finished is no empty book: the next command reads on where the making of it stopped."""
    with Book.open(copied) as book:
        before = [p.as_json() for p in book.people()]
    assert before
    unfinished(copied)
    with Book.open(copied) as book:
        assert [p.as_json() for p in book.people()] == before


def refused(book: Book) -> None:
    """Every way to ask says that the book is being read anew, and how far it is: Python, REST, the page and the command line."""
    with pytest.raises(BookBusy, match=r"being read anew since 20.*items are read"):
        book.people()
    with pytest.raises(BookBusy, match="being read anew"):
        book.disclose("nobody@acme.example")
    client = TestClient(create_app(book), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
    for path in ("/api/v1/people", "/people"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "The book is being read anew since" in answer.text
    for words in (["people", "--json"], ["promises"]):
        command = [sys.executable, "-m", "regard.surfaces.cli", "--book", str(book.folder), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (1, "")
        assert "The book is being read anew since" in done.stderr


def test_while_another_process_makes_the_live_store_nothing_is_told_of_half_of_it(copied: Path) -> None:
    """A reader neither waits for whoever is at it nor takes an emptied store for an empty book; then all is there again."""
    with Book.open(copied) as book:
        before = [p.as_json() for p in book.people()]
        unfinished(copied)
    with Book.open(copied) as book:
        with (copied / LOCK_NAME).open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            refused(book)
        assert [p.as_json() for p in book.people()] == before


def test_a_book_open_while_its_live_store_is_emptied_says_so(copied: Path, tmp_path: Path) -> None:
    """Whoever had the store open before sees the mark too; killed there, it stays until the next writer has finished."""
    with Book.open(copied, flags=SHIPPED) as book:
        before = [p.as_json() for p in book.people()]
        live = Live.open(copied)
        assert live is not None
        with (copied / LOCK_NAME).open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            live.clear()
            live.close()
            refused(book)
        (tmp_path / "none").mkdir()
        with Book.open(copied, flags=SHIPPED) as other:
            other.sync(tmp_path / "none")
        assert [p.as_json() for p in book.people()] == before


def test_another_thread_is_told_too_and_the_one_at_work_goes_on(copied: Path) -> None:
    """While one thread makes the store, another of the same book does not wait for it."""
    told: list[str] = []

    def ask(book: Book) -> None:
        try:
            book.people()
        except BookBusy as busy:
            told.append(str(busy))

    with Book.open(copied, flags=SHIPPED) as book:
        count = len(book.people())
        with book._records.writer():
            book._live().clear()
            asking = threading.Thread(target=ask, args=(book,))
            asking.start()
            asking.join(20)
            assert len(told) == 1
            assert "0 of " in told[0]
        assert len(book.people()) == count


def test_a_second_writer_is_told_to_wait(copied: Path, tmp_path: Path) -> None:
    """While one process writes, another gets BookBusy with the writer's number, and nothing is lost."""
    put(tmp_path / "more", mail(message_id="one@acme.example"))
    with Book.open(copied, flags=SHIPPED) as first, Book.open(copied, flags=SHIPPED) as second:
        with first._records.writer(), pytest.raises(BookBusy, match=str(os.getpid())):
            second.sync(tmp_path / "more")
        assert second.sync(tmp_path / "more").stored == 1


def test_two_threads_of_one_book_write_one_after_the_other(copied: Path) -> None:
    """Two threads that share a book and change it at the same time both get their change, one after the other."""
    errors: list[BaseException] = []
    with Book.open(copied, flags=SHIPPED) as book:
        people = book.people()[:4]

        def change(ref: str) -> None:
            try:
                book.object(ref)
            except BaseException as error:  # noqa: BLE001
                errors.append(error)

        threads = [threading.Thread(target=change, args=(p.id,)) for p in people]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert errors == []
        assert all(book.person(p.id).objected for p in people)


def test_reading_goes_on_while_a_sync_writes(company: Company, synced: Path, copied: Path, tmp_path: Path) -> None:
    """Reading while another process writes neither waits nor fails, and sees a whole state."""
    extra = tmp_path / "extra"
    for n, (place, raw) in enumerate(company.mails[:150]):
        put(extra / place, raw.replace(b"Subject: ", b"Subject: again "), start=n)
    process = syncing(copied, extra, processes=1)
    slowest, reads = 0.0, 0
    with Book.open(copied, flags=SHIPPED) as book:
        while process.poll() is None:
            started = time.monotonic()
            people = book.people()
            page = book.person(people[0].id)
            assert len(people) > 5
            assert page.id == people[0].id
            slowest = max(slowest, time.monotonic() - started)
            reads += 1
    assert process.returncode == 0, process.stderr.read() if process.stderr else b""
    assert reads >= 2
    assert slowest < 5


def test_stopped_by_the_keyboard_leaves_no_traceback(company: Company, tmp_path: Path) -> None:
    """Ctrl-C during a sync says that what was read is kept, with exit code 130."""
    source = tmp_path / "mail"
    for n, (place, raw) in enumerate(company.mails):
        put(source / place, raw, start=n)
    command = [sys.executable, "-m", "regard.surfaces.cli", "--book", str(tmp_path / "book"), "sync", str(source), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 30
    while not (tmp_path / "book" / "live.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    if process.returncode == 0:
        assert json.loads(out)["seen"] == len(company.mails)
    else:
        assert process.returncode == 130
        assert b"Traceback" not in err
        assert b"what was read is kept" in err
