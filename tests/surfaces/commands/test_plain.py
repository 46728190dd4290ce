"""Words of the command line that need nothing are taken as they are, and a question loads nothing it does not use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from regard.surfaces.cli import app, only
from regard.surfaces.commands.plain import Commands, Group


def made() -> typer.Typer:
    """A command line of one command with a parameter of each kind."""
    one = Commands(cls=Group)

    @one.command()
    def say(
        word: str,
        more: Annotated[list[str] | None, typer.Option("--more")] = None,
        often: Annotated[int, typer.Option("--often", min=1)] = 2,
        loud: Annotated[bool, typer.Option("--loud")] = False,
        by: Annotated[str | None, typer.Option("--by")] = None,
    ) -> None:
        print(repr((word, list(more or ()), often, loud, by)))

    @one.callback()
    def _before() -> None: ...

    return one


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["hello"], "('hello', [], 2, False, None)"),
        (["12", "--more", "a", "--more", "b", "--often", "3", "--loud", "--by", ""], "('12', ['a', 'b'], 3, True, '')"),
    ],
)
def test_each_kind_of_word_comes_as_its_kind(words: list[str], told: str):
    """Texts as given, numbers as numbers, what was not said as its default."""
    result = CliRunner().invoke(made(), ["say", *words])
    assert result.stdout.strip() == told


@pytest.mark.parametrize("words", [[], ["hello", "--often", "0"], ["hello", "--often", "x"], ["hello", "--nothing"]])
def test_what_is_wrong_is_still_refused(words: list[str]):
    """A missing word, a number that is none or too small, an option there is none: bad use."""
    assert CliRunner().invoke(made(), ["say", *words]).exit_code == 2


def test_a_command_made_alone_is_the_command_among_all():
    """Its help is the same to the letter."""
    for name in ("people", "second-reader", "deal", "forget", "review", "crm"):
        alone, among = only(name), app
        assert alone is not among
        told = [CliRunner().invoke(one, [name, "--help"]).stdout for one in (alone, among)]
        assert told[0] == told[1] != ""
    assert only("nothing") is app


def test_a_question_loads_neither_what_writes_the_records_nor_what_checks_words(synced: Path):
    """`promises` of a book answers without SQLAlchemy and Pydantic, of which each takes longer to load than it to answer."""
    code = f"import sys\nfrom regard.surfaces.cli import main\nmain(['--book', {str(synced)!r}, 'promises', '--json'])\n"
    tell = "import atexit, sys; atexit.register(lambda: print(sorted({'sqlalchemy', 'pydantic'} & set(sys.modules)), file=sys.stderr))\n"
    done = subprocess.run([sys.executable, "-c", tell + code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_a_sync_of_one_new_mail_loads_nothing_that_makes_the_records(synced: Path, tmp_path: Path):
    """The mail is in the book, without SQLAlchemy, which takes a quarter of the time in which such a sync is done."""
    book = shutil.copytree(synced, tmp_path / "book")
    mail = tmp_path / "new" / "one.eml"
    mail.parent.mkdir()
    mail.write_text(
        "From: a@buyer.example\nTo: b@us.example\nSubject: x\nMessage-ID: <n1@buyer.example>\n"
        "Date: Mon, 2 Mar 2026 10:00:00 +0000\n\nCould you send it?\n"
    )
    code = f"import sys\nfrom regard.surfaces.cli import main\nmain(['--book', {str(book)!r}, 'sync', {str(mail.parent)!r}, '--json'])\n"
    tell = "import atexit, sys; atexit.register(lambda: print('sqlalchemy' in sys.modules, file=sys.stderr))\n"
    done = subprocess.run([sys.executable, "-c", tell + code], capture_output=True, text=True, check=True)
    assert (done.stderr.splitlines()[-1], json.loads(done.stdout)["stored"]) == ("False", 1)
