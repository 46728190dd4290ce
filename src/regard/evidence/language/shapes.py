"""A sentence as a row of words that a learned reader can count: names, days, roles and numbers stand for their kind.

What a sentence does rarely hangs on which Friday or which director it speaks of, so those words become one mark each: `<name>`, `<day>`,
`<month>`, `<boss>`, `<team>`, `#`. Everything else is the word in lower case (`words.tokens`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from regard.evidence.language.senses import known

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[€$£]|\d+(?:[.,:]\d+)*|[?!.,:;%&()-]")
CLASSES = {
    "<day>": "monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight",
    "<month>": (
        "january february march april june july august september october november december spring summer autumn winter easter christmas"
    ),
    "<boss>": (
        "director directors manager managers boss bosses ceo cfo coo cio cto ciso vp president chairman chairwoman chief "
        "head owner owners chef superior superiors supervisor controller treasurer founder partner leadership"
    ),
    "<team>": (
        "department finance procurement purchasing legal it hr accounting operations production logistics marketing sales compliance "
        "security engineering quality maintenance management board committee council group headquarters hq corporate unit division"
    ),
    "<money>": "€ $ £ euro euros eur usd gbp dollar dollars pounds bucks grand",
}
_CLASS = {word: mark for mark, words in CLASSES.items() for word in words.split()}
_MONTH_NAMES = frozenset(["March", "May"])
_NEVER_NAMES = frozenset(
    (
        "i",
        "i'm",
        "i've",
        "i'll",
        "i'd",
        "ok",
        "pdf",
        "po",
        "erp",
        "crm",
        "sap",
        "usb",
        "q",
        "h",
        "fyi",
        "asap",
        "btw",
        "thx",
        "pls",
    )
)
LONGEST = 120
"""Words of a sentence that are looked at."""


def shape(sentence: str) -> list[str]:
    """The words and marks of a sentence, at most `LONGEST`."""
    found: list[str] = []
    opening = True
    sentence = sentence.lower() if sentence.isupper() else sentence
    for written in _TOKEN.findall(sentence):
        low, mark = _one(written, opening)
        said = mark or low
        if found and found[-1] == said and (mark == "<name>" or not said[0].isalnum()):
            continue  # "Tom Birch" is one name, "???" one mark
        found.append(said)
        if len(found) == LONGEST:
            break
        opening = low in {".", "!", "?", ":"}
    return found


@lru_cache(maxsize=30_000)
def _one(written: str, opening: bool) -> tuple[str, str]:
    """(the word in lower case, the mark it becomes or "")."""
    low = written.lower().replace("’", "'")
    if low[0].isdigit():
        return low, "#"
    if low in {"march", "may"}:
        return low, "<month>" if written in _MONTH_NAMES and not opening else ""
    mark = _CLASS.get(low, "")
    if mark:
        return low, "" if written in {"it", "It"} else mark
    if low in _NEVER_NAMES or not written[0].isupper() or len(low) == 1:
        return low, ""
    return low, "" if known(low) and (opening or written.isupper()) else "<name>"
