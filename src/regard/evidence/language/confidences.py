"""Does somebody ask to keep quiet what they write? A gate for quoting, wide where the cue `coaches` is narrow.

The rule `between-us` feeds a list and is tuned to be right; a gate must miss little, for a wrong hit costs a quote and a miss costs a
buyer who trusted one of ours. Its forms are data (`confidences.toml`), in English, German, French and Spanish, all tried on any mail.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any

from regard.evidence.language.sentences import plain, sentences

LANGUAGES = ("en", "de", "fr", "es")


MOST = 50_000
"""Texts of which the answer is remembered: a page asks of the same mails again and again, a book's deals of all of theirs."""
_known: dict[bytes, bool] = {}
"""By digests of texts: no words stay in memory."""


def in_confidence(words: str) -> bool:
    """Whether any sentence of somebody's own words asks to keep something quiet.

    Small print (of recipients by mistake) and agreements on confidentiality are none.
    """
    key = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = _known.get(key)
    if found is None:
        if len(_known) >= MOST:
            _known.clear()
        found = _known[key] = _asks_to_keep_quiet(words)
    return found


def _asks_to_keep_quiet(words: str) -> bool:
    low = plain(words)
    tried = [(there, forms) for gate, forms in _forms() if (there := [part for part in gate if part in low])]
    if not tried:
        return False
    small_print, matter = _matter()
    for start, end in sentences(words, 0, len(words)):
        said = low[start:end]
        near = [forms for there, forms in tried if any(part in said for part in there)]
        if near and not small_print.search(said):
            said = " ".join(matter.sub(" ", said).split())
            if any(form.search(said) for forms in near for form in forms):
                return True
    return False


@cache
def _told() -> dict[str, Any]:
    import tomllib

    told: dict[str, Any] = tomllib.loads((resources.files("regard.evidence.language") / "confidences.toml").read_text("utf-8"))
    return told


@cache
def _forms() -> tuple[tuple[tuple[str, ...], tuple[re.Pattern[str], ...]], ...]:
    """Each language's parts of words of which one must stand there, and its forms."""
    told = _told()
    return tuple((tuple(told[x]["gate"]), tuple(map(re.compile, told[x]["patterns"]))) for x in LANGUAGES)


@cache
def _matter() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = _told()["matter"]
    return re.compile("|".join(told["patterns"])), re.compile(told["label"])
