"""What does the book know of the one who will read this draft?

Their standing in plain words, what they wrote last and whether it was answered, how long they usually write, what we owe them. Numbers are
not carried: the coach needs to know only whether trust has been shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Trust = Literal["", "unknown", "low", "shown"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader. `trust` is "" where nobody is named (or they asked not to be modelled); `said` are their latest words in lower case;
    `overdue` what we promised them and did not do in time; `waits` that they complained and it stands, or wait for an answer of ours, in
    words ("" where they do not); `refused` that they wrote that there is no money, or that nothing more be offered, in words;
    `agreed` what we promised them that stands: the stems that name it, its day (ISO), its words.
    """

    name: str = ""
    trust: Trust = ""
    said: str = ""
    overdue: tuple[str, ...] = ()
    waits: str = ""
    refused: str = ""
    agreed: tuple[tuple[frozenset[str], str, str], ...] = ()
