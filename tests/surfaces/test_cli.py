"""The command line: JSON as promised, exit codes, nothing that steers a terminal, and no heavy import for --help."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.books import SHIPPED, mail, put

from regard import __version__
from regard.book import Book
from regard.surfaces.cli import book_first, main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(synced: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the shared book (or another) in this process: (exit code, stdout, stderr)."""

    def call(*words: str, book: Path | None = None) -> tuple[int, str, str]:
        code = 0
        capfd.readouterr()
        try:
            main(["--book", str(book or synced), *words])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return code, out, err

    return call


@pytest.fixture
def buyer(synced: Path) -> str:
    """The address of the buyer with the most mail."""
    with Book.open(synced, flags=SHIPPED) as book:
        return max(book.people(), key=lambda p: p.messages).address


ESTIMATE = {"score", "low", "high", "known", "trend"}
SOURCE = {"path", "kind", "seen", "stored", "duplicate", "set_aside"}
PERSON = {"id", "name", "address", "company", "trust", "value", "rapport", "last_contact_us", "last_contact_them"}
PROMISE = {"id", "side", "by", "to", "message_id", "start", "end", "text", "made", "due", "state", "decided_by", "why"}
CONTRIBUTION = {"message_id", "date", "channel", "expected", "happened", "contribution", "quote"}

READING: list[tuple[list[str], set[str]]] = [
    (["status"], {"sources", "messages", "people", "companies", "relationships", "set_aside"}),
    (["people"], PERSON),
    (["people", "--personal"], PERSON),
    (["person", "REF"], PERSON | {"evidence", "kpis", "promises", "topics", "timeline"}),
    (["why", "REF"], {"mean", "prior", "contributions"}),
    (["why", "REF", "--of", "rapport"], {"mean", "prior", "contributions"}),
    (["accounts"], {"id", "name", "trust", "value", "rapport", "people", "money", "last_contact_us", "last_contact_them"}),
    (["account", "REF"], {"people", "ours", "cells", "money", "trust", "value", "rapport"}),
    (["promises"], PROMISE),
    (["promises", "--person", "REF"], PROMISE),
    (["disclose", "REF"], {"person", "messages", "estimates", "objected"}),
    (["search", "plan"], {"query", "people", "companies", "messages", "more", "as_of"}),
    (["exclude"], {"kind", "pattern", "by"}),
    (["excluded"], {"reason", "count", "by", "rules", "undo"}),
    (["sources"], {"id", "path", "kind", "seen", "stored", "dark"}),
    (["config"], {"key", "value", "from"}),
]


@pytest.mark.parametrize(("words", "keys"), READING, ids=[" ".join(w) for w, _ in READING])
def test_reading_commands_print_one_document(run: Run, buyer: str, words: list[str], keys: set[str]) -> None:
    """With --json every reading command prints one JSON document with the promised keys, and nothing else, on stdout."""
    code, out, _ = run(*(buyer if w == "REF" else w for w in words), "--json")
    found = json.loads(out)
    assert code == 0
    rows = found if isinstance(found, list) else [found]
    assert rows
    for row in rows:
        assert keys <= row.keys()
        for factor in {"trust", "value", "rapport"} & row.keys():
            assert not isinstance(row[factor], dict) or row[factor].keys() >= ESTIMATE
        assert all(c.keys() >= CONTRIBUTION for c in row.get("contributions", []))
        assert all(s.keys() >= SOURCE for s in row.get("sources", []))


@pytest.mark.parametrize("words", [w for w, _ in READING], ids=[" ".join(w) for w, _ in READING])
def test_reading_commands_print_tables(run: Run, buyer: str, words: list[str]) -> None:
    """Without --json every reading command prints readable lines and no escape sequence into a pipe."""
    code, out, err = run(*(buyer if w == "REF" else w for w in words))
    assert code == 0
    assert len(out.splitlines()) >= 1
    assert "\x1b" not in out + err


def test_changing_commands_print_one_document(run: Run, copied: Path, tmp_path: Path) -> None:
    """sync, object, include, same, different, undo, exclude, forget, export and config print JSON with --json and change the book."""
    with Book.open(copied, flags=SHIPPED) as book:
        first, second, third = [p.address for p in book.people()[:3]]

    def said(*words: str) -> Any:
        code, out, _ = run(*words, "--json", book=copied)
        assert code == 0, words
        return json.loads(out)

    report = said("sync")
    assert SOURCE - {"path", "kind"} <= report.keys()
    assert "seconds" in report
    assert all(s.keys() >= SOURCE for s in report["sources"])
    assert said("object", first)["message"]
    assert said("include", second, "--as", "personal")["message"]
    judged = said("same", first, third)
    assert said("undo", judged["judgement"])["judgement"] == judged["judgement"]
    assert said("different", first, third)["judgement"]
    assert said("exclude", "person", third)["removed"] > 0
    assert said("forget", first, "--yes")["removed"] > 0
    assert said("export", str(tmp_path / "out"))["mails"] > 0
    assert said("config", "bands.good", "61")[0]["value"] == 61.0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["person", "nobody@nowhere.example"], 2, "Nobody in this book"),
        (["account", "nowhere.example"], 2, "No company"),
        (["why", "REF", "--of", "love"], 2, "trust, value, rapport"),
        (["person", "REF", "--as-of", "yesterday"], 2, "is not a date"),
        (["undo", "j_none"], 2, "no standing judgement"),
        (["include", "REF", "--as", "enemy"], 2, "personal"),
        (["exclude", "person"], 2, "What should be excluded"),
        (["exclude", "colour", "red"], 2, "cannot be excluded"),
        (["forget", "REF"], 2, "--yes"),
        (["source", "remove", "nowhere"], 2, "--yes"),
        (["source", "remove", "nowhere", "--yes"], 2, "regard sources"),
        (["source", "move", "nowhere", "/tmp"], 2, "regard sources"),
        (["exclude", "default", "colours"], 2, "private, legal"),
        (["config", "us.domain"], 2, "us.domains"),
        (["config", "bands.good", "high"], 2, "no value"),
        (["search", "…"], 2, "at least one word"),
        (["dance"], 2, "No such command"),
        (["people", "--colour"], 2, "No such option"),
        (["sync", "/no/such/mailbox"], 1, "/no/such/mailbox"),
    ],
)
def test_bad_use_says_what_to_do(run: Run, copied: Path, buyer: str, words: list[str], code: int, says: str) -> None:
    """Bad use ends with exit code 2, failure with 1; stderr says what and what to do, stdout stays empty."""
    found, out, err = run(*(buyer if w == "REF" else w for w in words), book=copied)
    assert (found, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_an_ambiguous_name_lists_the_candidates(run: Run, synced: Path) -> None:
    """A name that several have is bad use (exit 2) and lists each with id and address."""
    with Book.open(synced, flags=SHIPPED) as book:
        candidates = [p for p in book.people() if "an" in p.name.lower() or "an" in p.address]
    code, out, err = run("person", "an")
    assert (code, out) == (2, "")
    assert len(candidates) > 1
    assert len(re.findall(r"^  p_\w+  .+ <.+@.+>", err, re.MULTILINE)) >= 2


def test_the_version_is_said_alone_and_before_any_command(run: Run) -> None:
    """It needs no command, and with one it stops before it."""
    for words in (["--version"], ["--version", "status"]):
        code, out, _ = run(*words)
        assert (code, out) == (0, f"regard {__version__}\n")


def test_no_book_and_a_later_book(run: Run, tmp_path: Path, copied: Path) -> None:
    """No book is exit 1 with the command that makes one; a later version's book is exit 1 with both layouts."""
    import sqlite3

    code, _, err = run("status", book=tmp_path / "none")
    assert (code, "sync SOURCE" in err) == (1, True)
    with sqlite3.connect(copied / "records.sqlite") as c:
        c.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    code, _, err = run("status", book=copied)
    assert (code, "later version" in err) == (1, True)


HOSTILE = "Ev\x1b[31mil\x07 \u202ename\x9b2J\r\n\x00"


def test_nothing_in_a_mail_steers_the_terminal(run: Run, tmp_path: Path) -> None:
    """Control and direction characters in names, subjects and quotes reach neither terminal nor pipe."""

    def coded(text: str) -> str:
        return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="

    raws = [
        mail(
            f"{coded(HOSTILE + 'Jo Reed')} <jo@acme.example>",
            subject=coded(HOSTILE),
            date=f"Mon, {day:02d} Jan 2026 10:00:00 +0000",
            body=f"Could you \x1b]0;title\x07 tell \u202eme\u2066 what {day} \x9b31m you think?",
        )
        for day in range(5, 28)
    ]
    put(tmp_path / "mail", *raws)
    assert run("sync", str(tmp_path / "mail"), "--us", "us.example", book=tmp_path / "b")[0] == 0
    jo = "jo@acme.example"
    for words in (["people"], ["person", jo], ["why", jo], ["search", "think"], ["disclose", jo]):
        code, out, err = run(*words, book=tmp_path / "b")
        assert code == 0, words
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err), words
        code, out, _ = run(*words, "--json", book=tmp_path / "b")
        json.loads(out)
        assert "\x1b" not in out
        assert "\x9b" not in out


def test_the_book_may_be_named_anywhere() -> None:
    """--book DIR may stand before or after the command; behind -- it is an ordinary word."""
    assert book_first(["people", "--book", "x", "--json"]) == ["--book", "x", "people", "--json"]
    assert book_first(["people", "--book=x"]) == ["--book=x", "people"]
    assert book_first(["search", "--", "--book", "x"]) == ["search", "--", "--book", "x"]


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


def test_help_imports_nothing_heavy() -> None:
    """`regard --help` lists every command without importing numpy, duckdb, SQLAlchemy, FastAPI or rich tables of data."""
    done = python(
        "import sys\nfrom regard.surfaces.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('numpy','duckdb','sqlalchemy','ibis','pyarrow','fastapi','pandas','altair') if m in sys.modules])"
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "disclose" in done.stdout


def test_a_closed_pipe_is_no_error(synced: Path) -> None:
    """`regard people --json | head -1` ends quietly."""
    command = f"{sys.executable} -m regard.surfaces.cli --book {synced} people --json | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "[0\n"
    assert done.stderr.strip().splitlines()[:-1] in ([], [""])
    assert "Traceback" not in done.stderr


def test_the_environment_names_the_book(synced: Path) -> None:
    """$REGARD_BOOK names the book where no flag does."""
    done = python("from regard.surfaces.cli import main; main(['status', '--json'])", REGARD_BOOK=str(synced))
    assert json.loads(done.stdout)["messages"] > 0
