"""Does a draft tell one buyer what another told this writer in confidence?

`tells_confidence` lays each stretch of two sentences of the draft beside what was told: words that name something in common, a third of
what the shorter one holds and three of them at least, all of them (two, where one is a name) neither common in the book nor known to
those whom the draft goes to; or one such and the name of whoever told it ("Marcus asked us to quote again"). What a receiver has had in
mail themselves is no secret from them, nor is it from whoever told it. Words are compared by their stems; a secret told in quite other
words is not seen. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regard.actions.draft import Draft, Sentence
from regard.actions.reader import Reader, Said
from regard.actions.rulebook import Finding, Tongue
from regard.evidence.language.sentences import plain
from regard.evidence.missed import MONTHS
from regard.evidence.pledges import stems

SHARED = 3
"""Words in common that make a draft's words those of the secret."""
TELLING = 2
"""So many of them that are not familiar, where one is a name (of a firm, a place, a person), else `SHARED`; one is enough beside the name
of whoever told it."""
DENSE = 1 / 3
"""The share of the shorter one's words that both hold."""
LONGEST = 60
"""Words; a longer sentence is pasted in or a list."""
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-ZÄÖÜ][\w-]{2,}")
"""A word written large inside a sentence."""
_DAYS = frozenset().union(*(stems(w) for w in (*MONTHS, "monday tuesday wednesday thursday friday saturday sunday")))
_WORDS = re.compile(r"[^\W\d_]+")
_SAYS = r"(?:told|tells|asked|asks|said|says|mentioned|mentions|wrote|writes|let me know|confided|is thinking|thinks|hinted)"


def content(words: str) -> frozenset[str]:
    """The stems of words that name something: no days or months, nothing shorter than four letters."""
    return frozenset(s for s in stems(words) - _DAYS if len(s) > 2)


def tells_confidence(draft: Draft, _tongue: Tongue, reader: Reader) -> Iterator[Finding]:
    """The first stretch that tells what somebody told the writer in confidence, once for each who told it."""
    told: set[str] = set()
    known = {plain(r.name) for r in reader.receivers}
    for secret in reader.confided:
        if secret.by in told or (secret.by and plain(secret.by) in known and len(known) == 1):
            continue
        sentence = _told_on(secret, draft.sentences, reader)
        if sentence is not None:
            told.add(secret.by)
            yield Finding(
                sentence.start, sentence.end,
                f"{secret.by or 'Somebody'} told you this in confidence on {secret.day or 'an earlier day'}: “{_quoted(secret, sentence)}”",
                source=secret.message_id,
            )  # fmt: skip


def _quoted(secret: Said, sentence: Sentence) -> str:
    """The sentence that was told, with the one after it where the draft's words are of that one too."""
    held = content(sentence.low)
    return f"{secret.words} {secret.near}" if held & (content(secret.near) - content(secret.words)) else secret.words


def _told_on(secret: Said, drafted: Sequence[Sentence], reader: Reader) -> Sentence | None:
    names = {w for w in _WORDS.findall(plain(secret.by)) if len(w) > 2}
    own = frozenset().union(*(stems(r.name) for r in reader.receivers), stems(secret.by))
    there = content(f"{secret.words} {secret.near}") - own
    called = content(" ".join(_NAME.findall(f"{secret.words} {secret.near}")))
    for n, first in enumerate(drafted):
        held = content(first.low) - own
        beside = held.union(*(content(second.low) - own for second in drafted[n + 1 : n + 2]))
        shared = there & beside
        if len(first.low.split()) > LONGEST or len(shared) < DENSE * min(len(there), len(beside)):
            continue
        if not shared & held or not _is_telling(shared, held & there, reader.familiar, called, first, names):
            continue
        return first
    return None


def _is_telling(
    shared: frozenset[str],
    here: frozenset[str],
    familiar: frozenset[str],
    called: frozenset[str],
    first: Sentence,
    names: set[str],
) -> bool:
    """Whether these words in common are the secret's; `called`: the names among its words."""
    rare = shared - familiar
    enough = TELLING if rare & called else SHARED
    if here - familiar and len(shared) >= SHARED and len(rare) >= enough:
        return True
    named = any(re.search(rf"\b{re.escape(name)}\b[^.;!?]{{0,20}}\b{_SAYS}\b", first.low) for name in names)
    return named and len(here) >= TELLING and bool(here - familiar)
