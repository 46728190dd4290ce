"""Does a mail say that its writer and its reader met or spoke a short while ago? Of theirs it tells that a meeting which nobody had
accepted was held. English, German, French and Spanish (`meeting_past.toml`); a wish to meet, an invitation and a meeting that failed say
nothing.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from regard.evidence.language.sentences import plain, sentences

_GATE = (
    *(
        "thank",
        "good",
        "great",
        "nice",
        "lovely",
        "pleas",
        "glad",
        "enjoy",
        "as ",
        "when we",
        "dank",
        "schön",
        "nett",
        "gefreut",
        "angenehm",
    ),
    *(
        "wie ",
        "merci",
        "ravi",
        "content",
        "heureu",
        "plaisir",
        "comme",
        "gracias",
        "encantad",
        "gusto",
        "placer",
        "alegr",
        "como",
        "según",
    ),
    "gut",
)
"""One of these is in every sentence that a pattern finds."""
LONGEST = 400
"""Characters of a sentence that is read."""


def tells_of_meeting(words: str) -> bool:
    """Whether any sentence of somebody's own words says that they met or spoke with the reader, and none that they were not there."""
    low = plain(words)
    if not any(part in low for part in _GATE):
        return False
    met, failed, absent = _forms()
    return absent.search(low) is None and any(
        end - start <= LONGEST and met.search(low, start, end) is not None and failed.search(low, start, end) is None
        for start, end in sentences(words, 0, len(words))
    )


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    import tomllib

    told = tomllib.loads((resources.files("regard.evidence.language") / "meeting_past.toml").read_text("utf-8"))
    whole = "|".join(f"(?:{form})" for form in told["met"])
    for name in ("talk", "when", "us"):
        whole = whole.replace(f"@{name.upper()}", told[name])
    return re.compile(whole), re.compile(told["not"]), re.compile(told["absent"])
