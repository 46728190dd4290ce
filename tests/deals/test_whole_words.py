"""No rule of deals reads all the words of a mail where a board gives it the gist of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import regard.answers
import regard.deals

WHOLE = {"text", "spans"}
"""What of a touch holds all its words; on a board both are empty but for the few mails that are read whole."""
MAY = {
    ("mentions.py", "own_sentences"): "cuts the words where nobody cut them; a board's touches come cut",
    ("matters.py", "signs"): "proposals are made of whole mails, not of a board",
    ("proposing.py", "is_counsel"): "proposals are made of whole mails, not of a board",
    ("risks_price.py", "_own"): "asked behind `gist is None` alone",
    ("risks_words.py", "_own"): "of mails that may reopen a choice or name a rival, which a board reads whole",
    ("titles.py", "signed_as"): "of the last mails of somebody without a title, which a board reads whole",
}
"""Functions that read whole words without asking whether there is a gist, and why they may."""
NOT_TOUCHES = {"one", "owed", "p", "m", "s", "match"}
"""Names of promises, mentions and the like, whose words are their own."""
FOLDERS = [Path(next(iter(regard.deals.__path__)))]
BOARD = [
    Path(next(iter(regard.answers.__path__))) / name for name in ("deal_board.py", "deal_people.py", "deals.py", "supposed.py")
]


def whole_words(source: str) -> list[tuple[str, int]]:
    """(function, line) of each place that reads a touch's text or zones in a function that does not ask for its gist."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        reads = [n for n in ast.walk(function) if isinstance(n, ast.Attribute)]
        if any(n.attr == "gist" for n in reads):
            continue
        found += [
            (function.name, n.lineno)
            for n in reads
            if n.attr in WHOLE and isinstance(n.value, ast.Name) and n.value.id not in {*NOT_TOUCHES, "view", "self", "status"}
        ]
    return found


@pytest.mark.parametrize(
    "path", [*(p for folder in FOLDERS for p in sorted(folder.glob("*.py"))), *BOARD], ids=lambda p: p.name
)
def test_no_rule_reads_all_the_words(path: Path) -> None:
    """Whoever needs the words of a touch asks for sentences, pieces or marks, which a gist holds; else a board is slow or blind."""
    found = [(name, line) for name, line in whole_words(path.read_text("utf-8")) if (path.name, name) not in MAY]
    assert not found, f"{path.name} reads the whole words of a touch: {found}; keep what it needs in `deals/gist.py`"


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("def rule(case):\n    return [t.text for t in case.touches]", True),
        ("def rule(touch):\n    return touch.spans", True),
        ("def rule(touch):\n    return touch.text if touch.gist is None else touch.gist.title", False),
        ("def rule(touch):\n    return touch.piece(0, 3)", False),
    ],
)
def test_a_new_rule_is_seen(source: str, reads: bool) -> None:
    """The test sees a rule that reads a touch's words, and none that asks for its gist."""
    assert bool(whole_words(source)) is reads


def test_the_exceptions_exist() -> None:
    """Nothing is excepted that is not there."""
    for name, function in MAY:
        source = (FOLDERS[0] / name).read_text("utf-8")
        assert function in {n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)}, (name, function)
