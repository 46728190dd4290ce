"""`quotes`: marked mails are measured as the protocol says, however their lines are counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bench.truth.__main__ import main, read

HEAD = "From: Sam Hart <sam@us.example>\nTo: Jo Reed <jo@acme.example>\nSubject: Re: Prices\nDate: Tue, 06 Jan 2026 09:00:00 +0000\n"
ANSWER = [
    "Yes, gladly.",
    "",
    "On Mon, 5 Jan 2026 at 10:00 +0000, Jo Reed <jo@acme.example> wrote:",
    "> Could you come on Tuesday?",
    "> Jo",
]
FORWARD = [
    *(
        "For you.",
        "",
        "-----Original Message-----",
        "From: Ann Fox",
        "Sent: Monday, January 5, 2026 4:00 PM",
        "To: Sam Hart",
        "Subject: Plan",
    ),
    *("", "The plan stands as we said.", "", "Ann"),
]
TEN, FOUR = 1_767_607_200_000_000, 1_767_628_800_000_000


def write(
    folder: Path, n: int, lines: list[str], zones: list[list[Any]], quotes: list[dict[str, Any]], head: str = HEAD
) -> None:
    """One marked mail."""
    (folder / f"{n}.eml").write_bytes((head + "\n" + "\n".join(lines) + "\n").encode())
    (folder / f"{n}.json").write_text(json.dumps({"lines": zones, "quotes": quotes}))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two mails, whose marks count from 1 in one and from 0 in the other."""
    write(
        tmp_path,
        1,
        ANSWER,
        [[1, 2, "own"], [3, 5, "quoted"]],
        [{"author": "jo@acme.example", "us": TEN, "first_line": 4, "last_line": 5}],
    )
    quote = {"author": "Fox, Ann", "us": FOUR + 6 * 3_600_000_000, "first_line": 8, "last_line": 10}
    write(tmp_path, 2, FORWARD, [[0, 1, "own"], [2, 10, "forwarded"]], [quote])
    return tmp_path


def test_marked_mails_found_whole_score_one(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both quotes are found and come back (one hours apart, for it writes no zone); the rule of > lines finds two lines of eight."""
    assert main(["quotes", "--data", str(gold), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["task"], result["n"], result["quotes"]) == ("quotes", 2, 2)
    assert (result["metrics"]["f1"], result["metrics"]["recovered"]) == (1.0, 1.0)
    assert set(result["metrics"]["low"]) >= {"f1", "recovered"}
    assert result["baselines"]["lines that begin with >"]["f1"] == pytest.approx(2 * 2 / (2 * 2 + 8), abs=1e-4)
    assert result["baselines"]["lines that begin with >"]["recovered"] == 0


@pytest.mark.parametrize(
    ("change", "recovered"),
    [
        ({"author": "Ann Fox"}, 1.0),
        ({"author": "Ann Fox <ann@acme.example>"}, 1.0),
        ({"us": FOUR + 60_000_000}, 1.0),
        ({"us": None}, 1.0),
        ({"first_line": 3}, 1.0),
        ({"author": "Jo Reed"}, 0.0),
        ({"us": FOUR + 300_000_000}, 0.0),
        ({"last_line": 8}, 0.0),
    ],
)
def test_a_quote_comes_back_only_whole(tmp_path: Path, change: dict[str, Any], recovered: float) -> None:
    """By name or with address, a minute off, with or without its header lines; not under another name, later, or with other words."""
    quote = {"author": "Ann Fox", "us": FOUR, "first_line": 8, "last_line": 10} | change
    write(tmp_path, 1, FORWARD, [[0, 1, "own"], [2, 10, "quoted"]], [quote])
    assert read("quotes", tmp_path)["metrics"]["recovered"] == recovered


def test_encoded_bodies_are_counted_by_their_decoded_lines(tmp_path: Path) -> None:
    """A quoted-printable body with soft breaks has the lines that a reader sees."""
    head = HEAD + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
    lines = ["Gern, sch=C3=B6n da=", "=C3=9F es passt.", *ANSWER[1:]]
    quote = {"author": "jo@acme.example", "us": TEN, "first_line": 4, "last_line": 5}
    write(tmp_path, 1, lines, [[1, 1, "own"], [3, 5, "quoted"]], [quote], head)
    found = read("quotes", tmp_path)["metrics"]
    assert (found["f1"], found["recovered"]) == (1.0, 1.0)


def test_without_marks_the_gold_is_what_is_quoted_and_there(tmp_path: Path) -> None:
    """In a mailbox, originals that others quote are the gold: how many come back."""
    (tmp_path / "box").mkdir()
    said = "Could you come on Tuesday at ten, with the drawings of the plant?"
    original = f"From: Jo Reed <jo@acme.example>\nTo: sam@us.example\nSubject: Prices\nDate: Mon, 05 Jan 2026 10:00:00 +0000\n\n{said}\n"
    (tmp_path / "box" / "1.eml").write_text(original)
    answer = "\n".join(
        [
            "Yes, gladly, both of us will come.",
            "",
            "On Mon, 5 Jan 2026 at 10:00 +0000, Jo Reed <jo@acme.example> wrote:",
            f"> {said}",
        ]
    )
    (tmp_path / "box" / "2.eml").write_text(f"{HEAD}\n{answer}\n")
    found = read("quotes", tmp_path)
    assert (found["n"], found["metrics"]["recovered"]) == (1, 1.0)


def test_marks_that_cannot_be_read_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Marks without lines are named with their file, without a traceback."""
    write(tmp_path, 1, ANSWER, [["a", "b", "own"]], [])
    assert main(["quotes", "--data", str(tmp_path), "--json"]) == 1
    assert "1.json" in capsys.readouterr().err
