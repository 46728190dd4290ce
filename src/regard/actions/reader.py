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
    `open_message` their last mail, if nobody of ours has written to them since; `usual_words` the median length of their mails, 0 where
    unknown; `overdue` what we promised them and did not do in time.
    """

    name: str = ""
    trust: Trust = ""
    said: str = ""
    open_message: str = ""
    usual_words: int = 0
    overdue: tuple[str, ...] = ()
