"""A damaged book, and one on a disk that cannot be written: told in words, and read as far as it can be."""

from __future__ import annotations

import ctypes
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.books import copy_book, mail, new_book, put
from tests.flow.crm_files import OPEN, write

from regard.book import Book
from regard.errors import BookDamaged, BookError
from regard.store.damage import damaged
from regard.surfaces.cli import main

DAY = "2026-02-02"
WHO = "lena.ortiz@acme.example"
READING = (
    ("status",), ("people",), ("callers",), ("dormant",), ("person", WHO), ("why", WHO), ("accounts",), ("account", "acme.example"),
    ("promises",), ("search", "fridges"), ("deals",), ("deals", "--proposed"), ("deal", OPEN), ("risks",), ("money",), ("brief", WHO),
    ("digest",), ("review",), ("actions",), ("who",), ("excluded",), ("disclose", WHO), ("sources",), ("check",),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book with mail and deals."""
    at = tmp_path_factory.mktemp("damage")
    mails = [
        mail(date="Mon, 05 Jan 2026 10:00:00 +0000", message_id="a@x"),
        mail(
            sender=f"Lena Ortiz <{WHO}>", date="Tue, 06 Jan 2026 10:00:00 +0000", message_id="b@x",
            subject="The fridges", body="Our finance director Marc Ly has to approve it. Can you send the plan?",
        ),
    ]  # fmt: skip
    with new_book(at / "book") as book:
        book.sync(put(at / "mail", *mails), write(at / "crm"), us=("us.example",))
    return at / "book"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return copy_book(made, tmp_path / "book")


def run(folder: Path, *words: str) -> int:
    """The exit code of a command; any exception but an exit fails the test."""
    try:
        main(["--book", str(folder), *words])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def break_live(folder: Path) -> None:
    """Overwrite pages that hold messages, deals and people: the live store can be opened, and cannot be read."""
    live = folder / "live.sqlite"
    with closing(sqlite3.connect(live)) as c:
        pages = [
            row[0]
            for row in c.execute("SELECT rootpage FROM sqlite_master WHERE name IN ('message', 'opportunity', 'interaction')")
        ]
        size = c.execute("PRAGMA page_size").fetchone()[0]
    for page in pages:
        overwrite(live, (page - 1) * size, size)


def overwrite(path: Path, start: int, size: int = 8192) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(size))


# ------------------------------------------------------------------------------------------------------- damaged


@pytest.mark.parametrize(("start", "size"), [(100, 8192), (4096, 8192), (12_288, 2**20), (40_960, 65_536)])
def test_damaged_records_are_named_with_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], start: int, size: int
) -> None:
    """Whatever part is overwritten, a command answers, or ends with 1 and says which file it is and that it must come back from a copy."""
    records = folder / "records.sqlite"
    overwrite(records, start, min(size, records.stat().st_size - start))
    ends = [run(folder, *words) for words in READING]
    said = capsys.readouterr().err
    assert 1 in ends
    assert set(ends) <= {0, 1}
    assert f"{folder / 'records.sqlite'} is damaged" in said
    assert "last backup" in said
    for line in said.splitlines():
        assert "Traceback" not in line
        assert "Nothing that was read before is lost" not in line


def test_a_damaged_live_store_is_made_again_when_it_is_deleted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A command says which file it is, that nothing is lost, and how it is made again; done so, the book answers as before."""
    run(folder, "deals", "--as-of", DAY, "--json")
    before = json.loads(capsys.readouterr().out)
    assert before
    break_live(folder)
    assert run(folder, "deals", "--as-of", DAY) == 1
    said = capsys.readouterr().err
    assert f"{folder / 'live.sqlite'} is damaged" in said
    assert "Nothing is lost" in said
    files = said.split("rm -f ")[1].split()
    for path in files:
        Path(path).unlink(missing_ok=True)
    assert run(folder, "deals", "--as-of", DAY, "--json") == 0
    assert json.loads(capsys.readouterr().out) == before


@pytest.mark.parametrize(("key", "value"), [("schema", "abc"), ("schema", "-1"), ("book_key", "zz"), ("created_us", "soon")])
def test_records_whose_own_marks_are_nonsense_are_damaged(folder: Path, key: str, value: str) -> None:
    """A layout, key or time of making that is none is told as damage of that file, not as an error of a program."""
    with closing(sqlite3.connect(folder / "records.sqlite")) as c:
        c.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
        c.commit()
    with pytest.raises(BookDamaged, match=r"records\.sqlite is damaged") as told:
        Book.open(folder)
    assert value in str(told.value) or "hex" in str(told.value)


def test_a_whole_book_is_not_called_damaged(folder: Path) -> None:
    """What fails for another reason is not put down to the files."""
    assert damaged(folder) is None
    assert damaged(folder / "nowhere") is None


def test_the_web_app_says_it_too(folder: Path) -> None:
    """A page of a book whose live store broke under it says which file it is, and does not claim that the book is unharmed."""
    from fastapi.testclient import TestClient

    from regard.surfaces.api import create_app

    break_live(folder)
    with Book.open(folder) as book:
        api = TestClient(create_app(book), raise_server_exceptions=False, base_url="http://127.0.0.1:8321")
        answer = api.get(f"/api/v1/deals?as_of={DAY}")
    assert answer.status_code == 503
    assert "live.sqlite is damaged" in answer.json()["detail"]


# ------------------------------------------------------------------------------------------------------- read only


class _Cap(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def without_privileges() -> None:
    """Give up what lets root write where modes say no; for anybody else this changes nothing."""
    version = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (_Cap * 2)()
    if ctypes.CDLL(None, use_errno=True).capset(version, none):
        raise OSError(ctypes.get_errno(), "capset")


def apart(folder: Path, act: Callable[[], object]) -> str:
    """What an act says in a forked process for which the modes of files hold; fails with what went wrong there."""
    told, tells = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(tells, "w") as out:
            try:
                without_privileges()
                assert not os.access(folder, os.W_OK)
                out.write(str(act()))
            except BaseException as error:  # noqa: BLE001 - a forked test must not go on as pytest
                out.write(f"FAILED {error!r}")
        os._exit(0)
    os.close(tells)
    with os.fdopen(told) as read:
        said = read.read()
    os.waitpid(child, 0)
    assert "FAILED" not in said[:20], said
    return said


@pytest.fixture
def archived(folder: Path) -> Iterator[Path]:
    """The folder of a book in which nobody may write."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def answers(folder: Path) -> str:
    """What every reading command ends with and prints, from one process."""
    import contextlib
    import io

    found = []
    for words in READING:
        if words[0] == "check":  # it says when it was made
            continue
        out, err = io.StringIO(), io.StringIO()
        moment = () if words[0] in {"who", "excluded", "sources", "disclose"} else ("--as-of", DAY)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            end = run(folder, *words, *moment, "--json")
        found.append([words, end, out.getvalue(), "This book is read only" in err.getvalue()])
    return json.dumps(found)


def test_every_reading_command_reads_an_archived_book(archived: Path, folder: Path, tmp_path: Path) -> None:
    """A book in a folder that cannot be written answers as its copy does where it can, says that it is read only, and stays as it was."""
    lies = {p: (p.stat().st_size, p.stat().st_mtime_ns) for p in archived.rglob("*")}
    copy = tmp_path / "there" / "book"
    copy.parent.mkdir()
    copy_book(folder, copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    expected = json.loads(answers(copy))
    found = json.loads(apart(archived, lambda: answers(archived)))
    for (words, end, out, _), (_, ended, said, told) in zip(expected, found, strict=True):
        assert (ended, said.replace(str(archived), str(copy))) == (end, out), words
        assert end == 0, words
        assert told, words
    assert {p: (p.stat().st_size, p.stat().st_mtime_ns) for p in archived.rglob("*")} == lies


def test_an_archived_book_takes_nothing_in(archived: Path) -> None:
    """What would write says that the folder cannot be written."""

    def act() -> str:
        said = []
        for change in (
            lambda b: b.exclude("domain", "x.example"),
            lambda b: b.action_add("Call them", to=WHO, as_of=DAY),
            lambda b: b.sync(),
        ):
            with Book.open(archived) as book, pytest.raises(BookError) as told:
                change(book)
            said.append(str(told.value))
        return json.dumps(said)

    for said in json.loads(apart(archived, act)):
        assert "cannot be written" in said


def test_a_log_that_cannot_be_taken_in_is_told(folder: Path) -> None:
    """Of a copy of a book that was open, whose last words lie in its log, nothing older is told as if it were all."""
    with Book.open(folder) as book:
        book.action_add("Call them", to=WHO, as_of=DAY)
        other = copy_of_open(folder)
    for path in [*other.rglob("*"), other]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        said = apart(other, lambda: run_text(other))
    finally:
        for path in [other, *other.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert "records.sqlite-wal" in said
    assert "once where it can be written" in said


def copy_of_open(folder: Path) -> Path:
    """The files of a book as a backup of an open one takes them: the logs too, not what lies in memory."""
    import shutil

    other = folder.with_name("taken")
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("*-shm"))
    assert (other / "records.sqlite-wal").stat().st_size
    return other


def run_text(folder: Path) -> str:
    with pytest.raises(BookError) as told:
        Book.open(folder)
    return str(told.value)
