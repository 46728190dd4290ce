"""The documentation does not drift: reference pages equal the program, and every command, setting and error is told of."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from regard import errors
from regard.config import SETTINGS
from regard.surfaces.document import pages

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "errors.md", "export.md", "crm.md"])
def test_reference_pages_are_as_the_program_makes_them(name: str) -> None:
    """The pages that are made equal what the program says of itself (python -m regard.surfaces.document)."""
    assert (ROOT / "docs" / name).read_text("utf-8") == pages()[name]


def test_every_command_has_a_purpose() -> None:
    """Every command and every option says what it is for."""
    text = pages()["commands.md"]
    assert len(re.findall(r"^## \w+", text, re.MULTILINE)) >= 20
    assert not re.findall(r"^- `[^`]+`(?: / `[^`]+`)*:? *(?:\(default.*)?$", text, re.MULTILINE)
    for heading, first in re.findall(r"^## (\w+)\n\n {4}regard .*\n\n(.+)", text, re.MULTILINE):
        assert len(first) > 10, heading


def test_every_setting_is_told_of() -> None:
    """Every setting stands on its page with default, variable and purpose."""
    text = pages()["settings.md"]
    for s in SETTINGS:
        assert f"| `{s.key}` |" in text
        assert f"`{s.variable}`" in text


def test_every_error_is_in_the_tree() -> None:
    """Every error class stands in the drawn tree, and the tree draws no other."""
    classes = {name for name, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.RegardError)}
    assert {"RegardError", *re.findall(r"[├└]── (\w+)", pages()["errors.md"])} == classes


def test_every_command_named_in_the_docs_exists() -> None:
    """Wherever a page or the README writes `regard WORD`, there is such a command."""
    known = set(re.findall(r"^## (\w+)", pages()["commands.md"], re.MULTILINE))
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for line in re.findall(r"(?:`| {4})regard (?:--book \S+ )?([a-z]+)\b", page.read_text("utf-8")):
            assert line in known, f"{page.name}: regard {line}"
