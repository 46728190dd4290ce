"""Does the clause in which a day stands tell of the past: "the courier lost it on Monday", "am 3. ist die Pumpe ausgefallen"?

Told by the grammar of the clause, not by what it speaks of: endings of regular pasts and participles, closed lists of the irregular ones,
and auxiliaries (`tense.toml`, seven languages). The last verb in front of the day decides; where none stands there, the first one after
it. Verbs of arranging, wishing and reporting say nothing of their day ("we agreed on Friday"), nor does an infinitive ("we decided to
ship on Friday"), a word that points ahead ("we ordered it for Friday"), a condition ("if you came on Friday") or a verb whose object the
day is ("we kept Friday free"). A day is over only where the clause is surely past: what could be present as well is not ("a lieu", "haben
wir Gelegenheit", "hablamos"). By language in `tense_english`, `tense_german`, `tense_romance`,
`tense_participle`. Bounded, over the text. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from regard.evidence.language.dates import tense_english, tense_german, tense_participle, tense_romance

REACH = 90
"""Characters beside a day that are looked at."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|'(?:s|re|m|ve|ll|d)\b")
_STOP = re.compile(r"[.!?](?=\s|$)|[;:\n()–—]")


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, frozenset[str]]]:
    """The words of `tense.toml`: language -> class -> words."""
    import tomllib

    table = tomllib.loads(resources.files(__package__).joinpath("tense.toml").read_text("utf-8"))
    return {language: {name: frozenset(row.split()) for name, row in rows.items()} for language, rows in table.items()}


def past(text: str, start: int, end: int, language: str) -> bool:
    """Whether the clause of the day `text[start:end]` tells of the past."""
    known = _words().get(language)
    if known is None:
        return False
    before, after = _beside(text, start, end)
    if language != "de":  # German nouns keep their capital
        before, after = before.lower(), after.lower()
    opener, clause = _last_clause(before, known)
    right = _first_clause(after, known)
    if set(clause[-2:]) & known["forward"] or _is_unreal(opener, clause, known) or _is_object(clause, right, known):
        return False
    if language == "de":
        return tense_german.past(clause, right, known, capitals=text[start:end] != text[start:end].lower())
    if language == "en":
        said = tense_english.last_said(clause, known)
        return said if said is not None else _few(clause) and tense_english.first_said(right, known) is True
    if language in ("it", "nl", "pt"):
        return tense_participle.past(clause, right, known, language)
    read = tense_romance.french if language == "fr" else tense_romance.spanish
    said = read(clause, known, opener)
    return said if said is not None else _few(clause) and read(right, known, "") is True


def still_to_come(text: str, start: int, end: int, language: str) -> bool:
    """Whether a past form beside the day `text[start:end]` is not its verb: a condition, a wish, a day as object, a present between."""
    known = _words().get(language)
    if known is None:
        return False
    before, after = (side.lower() for side in _beside(text, start, end))
    opener, clause = _last_clause(before, known)
    if _is_unreal(opener, clause, known) or _is_object(clause, _first_clause(after, known), known):
        return True
    return language == "en" and bool(set(clause[-3:]) & known["now"]) and tense_english.last_said(clause, known) is False


def _is_unreal(opener: str, clause: list[str], known: dict[str, frozenset[str]]) -> bool:
    """Whether a clause is a condition or a wish: "if you came on Friday", "it is high time we met"."""
    return opener in known["unreal"] or bool(set(clause[:1]) & known["unreal"]) or bool(known["wishes"] & set(clause))


def _is_object(clause: list[str], right: list[str], known: dict[str, frozenset[str]]) -> bool:
    """Whether a day is what was chosen, kept or given: "they gave us Friday", "hemos elegido el viernes", "we left Friday open"."""
    led = clause[:-1] if clause and clause[-1] in known["between_kept"] else clause
    return bool(led and led[-1] in known["kept"]) or bool(right and right[0] in known["free"])


def _few(clause: list[str]) -> bool:
    """Whether in front of a day stands hardly more than its preposition: what it says comes after it."""
    return len(clause) <= 3


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence of a day in front of it and after it, with straight apostrophes."""
    before = text[max(start - REACH, 0) : start].replace("’", "'")
    after = text[end : end + REACH].replace("’", "'")
    before = before[max((m.end() for m in _STOP.finditer(before)), default=0) :]
    stop = _STOP.search(after)
    return before, after[: stop.start()] if stop else after


def _clauses(words: str, known: dict[str, frozenset[str]]) -> list[tuple[str, list[str]]]:
    """A stretch clause by clause, each with the word that opens it: cut at commas and at openers."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for piece in re.split(r"(,)", words):
        if piece == ",":
            found.append(("", []))
            continue
        for written in _WORD.findall(piece.replace("n't", " not").replace("'ll", " will")):
            word = written.lower()
            if word in known["openers"]:
                found.append((word, []))
            else:
                found[-1][1].append(written)
    return found


def _last_clause(before: str, known: dict[str, frozenset[str]]) -> tuple[str, list[str]]:
    """The clause that leads up to a day, and its opener."""
    return _clauses(before, known)[-1]


def _first_clause(after: str, known: dict[str, frozenset[str]]) -> list[str]:
    """The clause that goes on after a day; a comma right after the day does not end it."""
    rows = [row for _, row in _clauses(after, known)]
    return next((row for row in rows[:2] if row), []) if not rows[0] else rows[0]
