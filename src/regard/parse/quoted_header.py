"""What is read from the lines above a quote, as written there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from regard.parse.quoted_time import Written

How = Literal["block", "notes", "attribution", "groupwise", "rule"]
When = Callable[[str, bool], Written | None]
"""Reads the first moment written in a text; the flag says that the day stands first."""


@dataclass(slots=True)
class Header:
    """What stands above one quote: `text[start:end]`. Fields as written, "" where they are not; `how` "rule" names nobody."""

    start: int
    end: int
    how: How
    author: str = ""
    when: Written | None = None
    to: str = ""
    cc: str = ""
    subject: str = ""
