"""Results are loaded a module at a time, and every name that is exported is found."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from regard import results


def test_every_exported_name_is_found_where_the_type_checker_looks_for_it():
    """The names by module are the imports that a type checker reads, and both are what is exported."""
    read = ast.parse(Path(results.__file__).read_text("utf-8"))
    checked = {
        alias.name: str(node.module).rpartition(".")[2]
        for block in read.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert checked == results._MODULES
    assert {*checked, "Record", "Rows", "plain"} == set(results.__all__)
    for name in results.__all__:
        assert getattr(results, name).__name__ == name


def test_a_name_that_is_none_is_told_as_such():
    """As of any module."""
    with pytest.raises(AttributeError, match="Nothing"):
        _ = results.Nothing


def test_one_subject_loads_no_other():
    """Whoever asks for callers has nothing of checks or reviews made."""
    code = "import sys; from regard.results import CallerRow; print(sorted(m for m in sys.modules if m.startswith('regard.results.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "regard.results.callers" in done.stdout
    assert "validity" not in done.stdout
    assert "review" not in done.stdout
