"""Records, live store and generations: migrations, names never reused, readers that hold, and full or read-only disks."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine, inspect
from tests.books import SHIPPED, Company, mail, put

from regard.book import Book
from regard.store import generations, migrations, opened, tables
from regard.store.connecting import connect
from regard.store.engine import scan
from regard.store.live import Live
from regard.store.migrate import REVISION, upgrade
from regard.store.opened import SCHEMA


def layout(path: Path) -> dict[str, object]:
    """Every table of a database with its columns, keys and indexes."""
    look = inspect(create_engine(f"sqlite:///{path}"))
    return {
        name: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)],
            look.get_pk_constraint(name)["constrained_columns"],
            sorted((i["name"] or "", tuple(i["column_names"]), bool(i["unique"])) for i in look.get_indexes(name)),
            sorted(tuple(u["column_names"]) for u in look.get_unique_constraints(name)),
        )
        for name in look.get_table_names()
        if name != "alembic_version"
    }


def test_every_layout_is_reached_from_the_one_before() -> None:
    """The layout of today is the number of migrations, and each earlier one says from which of them it goes on."""
    steps = sorted(p.name[:4] for p in (Path(migrations.__file__).parent / "versions").glob("0*.py"))
    assert len(steps) == SCHEMA
    assert [REVISION[n] for n in range(1, SCHEMA)] == steps[:-1]


def test_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    """All migrations from an empty database make exactly the layout that a new book gets."""
    tables.metadata.create_all(create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}"))
    upgrade(create_engine(f"sqlite:///{tmp_path / 'old.sqlite'}"), 0)
    assert layout(tmp_path / "old.sqlite") == layout(tmp_path / "new.sqlite")


def test_a_new_book_is_what_the_tables_say(tmp_path: Path) -> None:
    """A book made in plain SQL, without loading SQLAlchemy, has exactly the layout of the tables; made twice it stays as it is."""
    tables.metadata.create_all(create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}"))
    (tmp_path / "book").mkdir()
    made = tmp_path / "book" / "records.sqlite"
    opened._create(made)
    key = connect(made).execute("SELECT value FROM meta WHERE key = 'book_key'").fetchone()
    opened._create(made)
    assert layout(made) == layout(tmp_path / "new.sqlite")
    assert connect(made).execute("SELECT value FROM meta WHERE key = 'book_key'").fetchone() == key


def test_a_first_sync_loads_no_sqlalchemy(tmp_path: Path) -> None:
    """A book is made, and mail read into it, without it."""
    mailbox = put(tmp_path / "mail", mail("a@buyer.example", "b@vendor.example"))
    code = (
        "import sys; from pathlib import Path; from regard.book import Book\n"
        "with Book.open(Path(sys.argv[1]), create=True) as book: assert book.sync(Path(sys.argv[2]), us=['vendor.example']).stored == 1\n"
        "assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "book"), str(mailbox)], check=True)


def test_every_transaction_is_all_or_nothing(copied: Path) -> None:
    """A transaction of the records that fails half-way leaves nothing of itself, and does not count as a revision."""
    with Book.open(copied, flags=SHIPPED) as book:
        records = book._records
        rev = records.rev()

        def half() -> None:
            with records.writing() as c:
                records.put_exclusion(c, "domain", "half.example")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half()
        assert [e.pattern for e in records.exclusions()] == []
        assert records.rev() == rev
        with records.writing() as c:
            records.note(c, "test")
        assert records.rev() == rev + 1


def test_what_was_left_out_is_found_by_its_index(copied: Path) -> None:
    """Whether a message was left out is asked for every new mail: no question looks through all items."""
    with Book.open(copied, flags=SHIPPED) as book:
        records, asked = book._records, []
        rows = records.asked.rows
        records.asked.rows = lambda *given: (asked.append(given), rows(*given))[1]
        records.left_out(["m_none", "m_other"])
        sql, values = asked[-1]
        plan = " ".join(row[3] for row in rows(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "item_gone" in plan
    assert "SCAN" not in plan


def test_threads_of_a_server_leave_nothing_behind(copied: Path) -> None:
    """The connection that a thread read through goes when the thread does."""
    with Book.open(copied, flags=SHIPPED) as book:
        book.people()
        for _ in range(3):
            thread = threading.Thread(target=book.people)
            thread.start()
            thread.join()
        gc.collect()
        assert len(book._opened) == 1


def test_a_new_layout_of_the_live_store_is_made_anew(copied: Path) -> None:
    """A live store of another layout, or one that is damaged, is thrown away and made again from the records."""
    with Book.open(copied, flags=SHIPPED) as book:
        people = [p.id for p in book.people()]
    for spoil in ("PRAGMA user_version = 77", None):
        if spoil:
            with sqlite3.connect(copied / "live.sqlite") as c:
                c.execute(spoil)
        else:
            for suffix in ("-wal", "-shm"):
                (copied / f"live.sqlite{suffix}").unlink(missing_ok=True)
            (copied / "live.sqlite").write_bytes(b"damaged " * 1000)
        with Book.open(copied, flags=SHIPPED) as book:
            assert [p.id for p in book.people()] == people


# ----------------------------------------------------------------------------------------------------- generations


def test_generations_are_never_named_twice(copied: Path) -> None:
    """Each publishing takes a new name, points to it, and keeps two."""
    live = Live.open(copied)
    assert live is not None
    names = [generations.publish(copied, live).name for _ in range(4)]
    assert names == sorted(set(names))
    assert generations.current(copied) == copied / "gen" / names[-1]
    assert sorted(p.name for p in (copied / "gen").glob("*.duckdb")) == names[-2:]
    assert not list((copied / "gen").glob("*.tmp*")) + list((copied / "gen").glob("*.wal"))
    live.close()


def test_a_held_generation_stays(copied: Path) -> None:
    """A generation that somebody reads is not collected until they let go."""
    live = Live.open(copied)
    assert live is not None
    first = generations.publish(copied, live)
    with generations.held(first):
        for _ in range(3):
            generations.publish(copied, live)
        assert first.exists()
    generations.collect(copied)
    assert not first.exists()
    live.close()


def test_only_a_book_that_is_scanned_is_copied_at_each_sync(make_book: Callable[..., Book], tmp_path: Path) -> None:
    """A sync makes no generation in a book that nobody scans; once an export made one, syncs that bring enough keep it up to date."""
    put(tmp_path / "mail", mail("Jo <jo@acme.example>", "Sam <sam@us.example>"))
    book = make_book()
    book.sync(tmp_path / "mail", us=("us.example",))
    assert generations.current(book.folder) is None
    assert book.export(tmp_path / "out")["tables"]["message"] == 1
    first = generations.current(book.folder)
    assert first is not None
    put(tmp_path / "mail", mail("Kim <kim@acme.example>", "Sam <sam@us.example>", subject="Ovens"), start=1)
    book.sync()
    second = generations.current(book.folder)
    assert second is not None
    assert second != first
    with duckdb.connect(str(second), read_only=True) as told:
        assert told.execute("SELECT count(*) FROM message").fetchone() == (2,)
    book.sync()
    assert generations.current(book.folder) == second


def test_a_killed_publishing_does_no_harm(copied: Path) -> None:
    """Leftovers of a publishing that was killed are swept away; the pointer still names a whole generation."""
    live = Live.open(copied)
    assert live is not None
    whole = generations.publish(copied, live)
    (copied / "gen" / "000099.123.tmp").write_bytes(b"half")
    (copied / "gen" / "000099.123.tmp.wal").write_bytes(b"half")
    assert generations.current(copied) == whole
    later = generations.publish(copied, live)
    left = sorted(
        p.name for p in (copied / "gen").iterdir() if p.suffix != ".kept"
    )  # answers are kept there for the next command
    assert left == [*sorted([whole.name, later.name]), "CURRENT"]
    live.close()


@pytest.mark.parametrize("pointer", [b"", b"\n", b"\xff\xfe", b"../live.sqlite", b"CURRENT"])
def test_a_pointer_that_names_no_generation(copied: Path, pointer: bytes) -> None:
    """An empty or damaged pointer is as none, and the next publishing mends it under a new name."""
    live = Live.open(copied)
    assert live is not None
    before = generations.publish(copied, live)
    (copied / "gen" / "CURRENT").write_bytes(pointer)
    assert generations.current(copied) is None
    after = generations.publish(copied, live)
    assert after.name > before.name
    assert generations.current(copied) == after
    live.close()


def test_definitions_run_over_a_generation_and_equal_hand_sums(copied: Path) -> None:
    """The whole-book definitions of `interactions.ledger` run over a published generation and equal sums made by hand."""
    from regard.interactions import ledger

    live = Live.open(copied)
    assert live is not None
    sql = """SELECT CASE WHEN f.side = 'us' THEN f.id ELSE t.id END, CASE WHEN f.side = 'us' THEN t.id ELSE f.id END,
            count(DISTINCT CASE WHEN f.side = 'us' THEN m.id END), count(DISTINCT CASE WHEN f.side = 'them' THEN m.id END)
        FROM message m JOIN handle fh ON fh.n = m.from_n JOIN person f ON f.id = fh.person
        JOIN party p ON p.message = m.n AND p.role <> 'from' JOIN handle th ON th.n = p.handle JOIN person t ON t.id = th.person
        WHERE m.us IS NOT NULL AND m.automated = '' AND m.kind = 'mail'
            AND ((f.side = 'us' AND t.side = 'them') OR (f.side = 'them' AND t.side = 'us'))
        GROUP BY 1, 2"""
    expected = {(r[0], r[1]): (r[2], r[3]) for r in live.rows(sql)}
    with scan(generations.publish(copied, live)) as engine:
        found = engine.run(
            ledger.pair_counts(engine.table("message"), engine.table("message_party"), engine.table("person_handle"))
        ).to_pylist()
    assert len(expected) > 10
    assert {(r["seller"], r["buyer"]): (r["mails_us"], r["mails_them"]) for r in found} == expected
    live.close()


def test_a_generation_holds_what_the_live_store_holds(copied: Path) -> None:
    """Every table of a generation has as many rows as its query over the live store."""
    live = Live.open(copied)
    assert live is not None
    path = generations.publish(copied, live)
    with duckdb.connect(str(path), read_only=True) as c:
        for name, query in generations.TABLES.items():
            (rows,) = c.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)
            assert rows == live.rows(f"SELECT count(*) FROM ({query})")[0][0], name
    live.close()


# ------------------------------------------------------------------------------------------- disks full or read-only

SYNC = """
import resource, signal, sys
from regard.surfaces.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
main(sys.argv[2:])
"""


@pytest.mark.parametrize("room", [200_000, 600_000, 1_400_000])
def test_a_full_disk_loses_nothing(company: Company, tmp_path: Path, room: int) -> None:
    """Where the disk is full a sync ends with exit 1 and says so; with room, a later one completes with the usual counts."""
    for n, (place, raw) in enumerate(company.mails[:200]):
        put(tmp_path / "mail" / place, raw, start=n)
    words = ["--book", str(tmp_path / "book"), "sync", str(tmp_path / "mail"), "--us", company.us, "--json"]
    done = subprocess.run([sys.executable, "-c", SYNC, str(room), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "room" in done.stderr
    with Book.open(tmp_path / "book", create=True, flags=SHIPPED) as book:
        report = book.sync(tmp_path / "mail", us=(company.us,))
        status = book.status()
        assert report.seen == 200
        assert sum(s.seen for s in status.sources) == 200
        assert status.messages == sum(s.stored for s in status.sources)


@pytest.mark.parametrize(
    ("text", "free", "says"),
    [
        ("unable to open database file", 0, "The disk is full: 0 KB are left where /books lies, and even to read the book"),
        ("disk I/O error", 40_960, "The disk is full: 40 KB are left"),
        (
            "database or disk is full",
            2**40,
            "The disk is full, or a limit on it is reached: /books/records.sqlite could not be written",
        ),
        ("unable to open database file", 2**40, "/books/records.sqlite cannot be written (unable to open database file)"),
    ],
)
def test_a_full_disk_is_called_so(monkeypatch: pytest.MonkeyPatch, text: str, free: int, says: str) -> None:
    """A command that only reads says too that the disk is full, and how much room is left; nobody is sent to look at permissions."""
    from regard.store import opened

    monkeypatch.setattr(opened, "_room", lambda _path: free)
    assert str(opened.explained(sqlite3.OperationalError(text), Path("/books/records.sqlite"))).startswith(says)


def as_nobody(folder: Path, said: Path) -> None:
    """One command in a forked process that may write nothing there."""
    from regard.surfaces.cli import main

    with said.open("wb") as out:
        os.dup2(out.fileno(), 2)
    sys.stderr = os.fdopen(2, "w")
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    main(["--book", str(folder), "exclude", "domain", "x.example"])


def test_a_read_only_folder_says_so(copied: Path) -> None:
    """In a folder that cannot be written, writing ends with exit 1 and names the place, without a traceback."""
    import fractions  # noqa: F401
    import multiprocessing
    import statistics  # noqa: F401

    import rich.console  # noqa: F401

    import regard.surfaces.cli
    import regard.surfaces.show  # noqa: F401

    with Book.open(copied, flags=SHIPPED) as book:  # everything that the child needs is imported before it may read nothing
        book.exclude("domain", "before.example")
    said = copied.parent / "said.txt"
    for path in [*copied.rglob("*"), copied]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in list(copied.parents)[:3]:
        parent.chmod(parent.stat().st_mode | 0o055)
    process = multiprocessing.get_context("fork").Process(target=as_nobody, args=(copied, said))
    process.start()
    process.join()
    for path in [copied, *copied.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    text = said.read_text()
    assert process.exitcode == 1, text
    assert "Traceback" not in text
    assert str(copied) in text
    assert "permissions" in text
