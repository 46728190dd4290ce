"""Does somebody ask to keep quiet what they write? A gate for quoting, wide where the cue `coaches` is narrow.

The rule `between-us` feeds a list and is tuned to be right; a gate must miss little, for a wrong hit costs a quote and a miss costs a
buyer who trusted one of ours. Its forms are data (`confidences.toml`), in English, German, French and Spanish, all tried on any mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any

from regard.evidence.language.sentences import plain, sentences
from regard.evidence.language.sieve import Sifted
from regard.parse.many_words import ManyWords

LANGUAGES = ("en", "de", "fr", "es")


MOST = 50_000
"""Texts of which the answer is remembered: a page asks of the same mails again and again, a book's deals of all of theirs."""
_known: dict[bytes, bool] = {}
"""By digests of texts: no words stay in memory."""


def in_confidence(words: str) -> bool:
    """Whether any sentence of somebody's own words asks to keep something quiet.

    Small print (of recipients by mistake) and agreements on confidentiality are none. A bare "this message is confidential" is heard:
    whether that line stands under all their mails, only the others tell (`answers/under_mails.py`).
    """
    key = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    found = _known.get(key)
    if found is None:
        if len(_known) >= MOST:
            _known.clear()
        found = _known[key] = _asks_to_keep_quiet(words)
    return found


def _asks_to_keep_quiet(words: str) -> bool:
    return next(asked(words), None) is not None


def asked(words: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands that asks to keep something quiet."""
    low = plain(words)
    gate, languages = _gate()
    places = [(start, end, languages[part]) for part, start, end in gate.places(low)]
    if not places:
        return
    small_print, label, labels = _matter()
    forms, of_language = _forms()
    for start, end in sentences(words, 0, len(words)):
        near = {n for first, last, of in places if start <= first and last <= end for n in of}
        if not near:
            continue
        said = low[start:end]
        bare = " ".join((label.sub(" ", said) if labels.may(said) else said).split())
        if forms.found(bare, sum(of_language[n] for n in near)) and not small_print.search(said):
            yield start, end


@cache
def _told() -> dict[str, Any]:
    import tomllib

    told: dict[str, Any] = tomllib.loads((resources.files("regard.evidence.language") / "confidences.toml").read_text("utf-8"))
    return told


@cache
def _gate() -> tuple[ManyWords, tuple[tuple[int, ...], ...]]:
    """The parts of words of which one must stand in a sentence, looked for at once, and of each the languages (their places) it is of."""
    told = _told()
    parts = list(dict.fromkeys(part for x in LANGUAGES for part in told[x]["gate"]))
    return ManyWords(parts), tuple(tuple(n for n, x in enumerate(LANGUAGES) if part in told[x]["gate"]) for part in parts)


@cache
def _forms() -> tuple[Sifted, tuple[int, ...]]:
    """The forms of all languages, and of each language which of their ways are its."""
    told = _told()
    forms = Sifted(*(form for x in LANGUAGES for form in told[x]["patterns"]))
    of = [x for x in LANGUAGES for _ in told[x]["patterns"]]
    return forms, tuple(forms.of(n for n, one in enumerate(of) if one == x) for x in LANGUAGES)


@cache
def _matter() -> tuple[re.Pattern[str], re.Pattern[str], Sifted]:
    """The small print; the thing itself, an agreement; and what tells where that may stand."""
    told = _told()["matter"]
    return re.compile("|".join(told["patterns"])), re.compile(told["label"]), Sifted(told["label"])
