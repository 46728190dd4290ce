"""Does a buyer's sentence set a firm, which is known by its name, beside us? Pure; the forms stand in `rivals_named.toml`.

`deals.signs.framed` finds names of competitors in forms that leave no other reading. Here the name is given, of a firm whose people write
to us, so that forms may be wider: what is found is asked about, and decides nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from regard.evidence.language.sentences import plain

SHORTEST = 4
"""Letters of a name that is looked for."""


@cache
def _forms() -> str:
    import tomllib

    told = tomllib.loads((resources.files("regard.deals") / "rivals_named.toml").read_text("utf-8"))
    return "|".join(f"(?:{p})" for of in told["forms"].values() for p in of)


def examples() -> list[tuple[str, bool]]:
    """(sentence about a firm called Kaltwerk, whether it sets it beside us), as they stand beside the forms."""
    import tomllib

    told = tomllib.loads((resources.files("regard.deals") / "rivals_named.toml").read_text("utf-8"))["examples"]
    return [(words, right == "right") for right in ("right", "wrong") for words in told[right]]


@lru_cache(maxsize=512)
def _about(name: str) -> re.Pattern[str]:
    return re.compile(_forms().replace("<firm>", f"(?:{re.escape(name)})"))


def may_set_beside(own: str, name: str) -> bool:
    """Whether a text may hold such a sentence at all: a form that a line's end cuts in two is read as if it did not."""
    return _about(name).search(plain(" ".join(own.split()))) is not None


def set_beside(words: str, name: str) -> bool:
    """Whether a sentence sets the firm called so (plain) beside us; its name is written as one."""
    low = plain(words)
    if _about(name).search(low) is None:
        return False
    return any(not words[m.start()].islower() for m in re.finditer(rf"\b{re.escape(name)}\b", low))
