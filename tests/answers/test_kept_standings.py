"""Kept standings are found again only by the program that wrote them: a change of whatever they follow from makes them anew."""

from __future__ import annotations

import sys
from pathlib import Path

import regard
from regard.answers import kept_standings
from regard.evidence import put_right

ROOT = Path(regard.__file__).parent


def test_all_that_reads_whether_a_complaint_is_put_right_is_in_the_digest() -> None:
    """Its module, every module of words that is loaded with it, and every list of words beside them."""
    put_right.put_right("The press runs again.")
    loaded = {Path(m.__file__) for name, m in sys.modules.items() if name.startswith("regard.evidence.language") and m.__file__}
    needed = {Path(put_right.__file__), *loaded, *(ROOT / "evidence" / "language").rglob("*.toml")}
    assert len(needed) > 20
    assert needed <= {Path(str(path)) for path in kept_standings._sources()}
