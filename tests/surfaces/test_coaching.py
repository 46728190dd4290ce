"""The command coach: what it prints, in which form, and with which exit code."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from regard.surfaces.cli import main

DRAFT = "Hello Lena,\n\nthe plan is here. I hope it meets your needs.\n\nAnna\n"


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    """Run a command where there is no book: (exit code, stdout, stderr)."""

    def call(*words: str) -> tuple[int, str, str]:
        code = 0
        capfd.readouterr()
        try:
            main(["--book", str(tmp_path / "none"), "coach", *words])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return code, out, err

    return call


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, "utf-8", newline="")
    return path


def test_text_marks_line_and_column(run: Any, draft: Path) -> None:
    """Each remark names line and column, shows the line and marks the span; remarks are no failure."""
    code, out, _ = run(str(draft))
    assert code == 0
    lines = out.splitlines()
    at = next(n for n, line in enumerate(lines) if "[needs]" in line)
    assert ":3:29: suggestion:" in lines[at]
    assert lines[at + 1].strip() == "the plan is here. I hope it meets your needs."
    assert lines[at + 1].index("meets your needs") == lines[at + 2].index("^")
    assert lines[at + 2].count("^") == len("meets your needs")
    assert "instead: fits your business" in lines[at + 3]


def test_json(run: Any, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON is the contract's list, from a file and from standard input alike."""
    code, out, _ = run(str(draft), "--json")
    rows = json.loads(out)
    assert code == 0
    (needs,) = [row for row in rows if row["rule"] == "needs"]
    assert needs.keys() >= {"rule", "start", "end", "message", "rewrite", "why"}
    assert DRAFT[needs["start"] : needs["end"]] == "meets your needs"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    assert json.loads(run("-", "--format", "json")[1]) == rows


def test_sarif(run: Any, draft: Path) -> None:
    """SARIF 2.1.0 has what the standard requires: version, a driver with its rules, results that point at one of them, regions from 1."""
    log = json.loads(run(str(draft), "--format", "sarif")[1])
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    listed = one["tool"]["driver"]["rules"]
    assert one["tool"]["driver"]["name"]
    assert len({rule["id"] for rule in listed}) == len(listed)
    assert one["results"]
    for result in one["results"]:
        assert listed[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        lines = DRAFT.split("\n")
        if region["startLine"] == region["endLine"]:
            marked = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            assert marked == DRAFT[region["charOffset"] : region["charOffset"] + region["charLength"]]
    needs = next(r for r in one["results"] if r["ruleId"] == "needs")
    assert needs["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "fits your business"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing.txt"], "cannot be read"),
        (["{draft}", "--format", "xml"], "xml"),
        (["{draft}", "--to", "lena@harlow.example"], "no book"),
        (["{binary}"], "is no text"),
    ],
)
def test_bad_use(run: Any, draft: Path, words: list[str], said: str) -> None:
    """What cannot be done says why; bad use is exit code 2."""
    binary = draft.with_suffix(".bin")
    binary.write_bytes(b"\x00\x01")
    code, out, err = run(*(w.format(draft=draft, binary=binary) for w in words))
    assert code == (1 if "book" in said else 2)
    assert out == ""
    assert said in err.lower()


def test_old_encodings(run: Any, draft: Path) -> None:
    """A draft that is no UTF-8 is read as Windows wrote it."""
    draft.write_bytes("We\u2019ll see if it meets your needs in Zürich.".encode("cp1252"))
    assert "meets your needs in Zürich" in run(str(draft))[1]
