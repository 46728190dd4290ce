"""Does the clause in which a day stands tell of the past: "the courier lost it on Monday", "am 3. ist die Pumpe ausgefallen"?

Told by the grammar of the clause, not by what it speaks of: endings of regular pasts and participles, closed lists of the irregular ones,
and auxiliaries (`tense.toml`, four languages). The last verb in front of the day decides; where none stands there, the first one after
it. Verbs of arranging, wishing and reporting say nothing of their day ("we agreed on Friday"), nor does an infinitive ("we decided to
ship on Friday") or a word that points ahead ("we ordered it for Friday"). Bounded, over the text. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

REACH = 90
"""Characters beside a day that are looked at."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|'(?:s|re|m|ve|ll|d)\b")
_STOP = re.compile(r"[.!?](?=\s|$)|[;:\n()–—]")
_GERMAN_PARTICIPLE = re.compile(
    r"(?:\w{0,8}ge\w{2,12}(?:t|en)|(?:be|ver|er|ent|zer|emp|miss|über|unter|wieder|hinter|voll)\w{2,14}(?:t|en)|\w{3,14}iert)"
)
_FRENCH_PARTICIPLE = re.compile(
    r"\w{2,}(?:é|ée|és|ées)|\w{2,}(?:u|ue|us|ues)|\w{2,}(?:is|it|ite|ises?|ert|erte|ertes?)|eu|fait|faite?s?|mis|pris|dit|vu|lu|su"
)
_SPANISH_PARTICIPLE = re.compile(
    r"\w{2,}(?:ado|ido|ída?|ada|ida|ados|idos|adas|idas)|hecho|dicho|visto|puesto|escrito|vuelto|abierto|roto|muerto"
)
_PRETERITE = re.compile(r"\w{2,}(?:ó|aron|ieron|eron|aste|iste|asteis|isteis)|\w{2,}[^r\W]é")


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
    clause = _last_clause(before, known)
    if (clause and clause[-1] in known["forward"]) or (len(clause) > 1 and clause[-2] in known["forward"]):
        return False
    right = _first_clause(after, known)
    match language:
        case "en":
            return _english(clause, right, known)
        case "de":
            return _german(clause, right, known)
        case "fr":
            return _french(clause, right, known)
        case _:
            return _spanish(clause, right, known)


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence of a day in front of it and after it, in small letters with straight apostrophes."""
    before = text[max(start - REACH, 0) : start].lower().replace("’", "'")
    after = text[end : end + REACH].lower().replace("’", "'")
    before = before[max((m.end() for m in _STOP.finditer(before)), default=0) :]
    stop = _STOP.search(after)
    return before, after[: stop.start()] if stop else after


def _clauses(words: str, known: dict[str, frozenset[str]]) -> list[list[str]]:
    """The words of a stretch, clause by clause: cut at commas and at the words that open a clause."""
    found: list[list[str]] = [[]]
    for piece in re.split(r"(,)", words):
        if piece == ",":
            found.append([])
            continue
        for word in _WORD.findall(piece.replace("n't", " not").replace("'ll", " will")):
            if word in known["openers"]:
                found.append([])
            else:
                found[-1].append(word)
    return found


def _last_clause(before: str, known: dict[str, frozenset[str]]) -> list[str]:
    """The clause that leads up to a day."""
    return _clauses(before, known)[-1]


def _first_clause(after: str, known: dict[str, frozenset[str]]) -> list[str]:
    """The clause that goes on after a day; a comma right after the day does not end it."""
    rows = _clauses(after, known)
    return next((row for row in rows[:2] if row), []) if not rows[0] else rows[0]


# ------------------------------------------------------------------------------------------------------------ English


def _english(clause: list[str], right: list[str], known: dict[str, frozenset[str]]) -> bool:
    verdict = _last_english(clause, known)
    if verdict is not None:
        return verdict
    return _few(clause) and _last_english(right, known, first=True) is True


def _few(clause: list[str]) -> bool:
    """Whether in front of a day stands hardly more than its preposition: what it says comes after it."""
    return len(clause) <= 3


def _last_english(row: list[str], known: dict[str, frozenset[str]], *, first: bool = False) -> bool | None:
    """What the last (or first) verb of a row says: past, not past, or None where it has none that tells."""
    verdict: bool | None = None
    wished = False
    for i, word in enumerate(row):
        said: bool | None = None
        before = row[i - 1] if i else ""
        if word in known["ahead"] or word in {"get", "getting", "have"}:
            said, wished = False, True  # "have it signed"
        elif word in known["be_now"] or word in known["have_now"]:
            said = False
        elif (
            word == "to"
            and i + 1 < len(row)
            and row[i + 1]
            not in {"the", "you", "us", "me", "him", "her", "them", "our", "your", "my", "their", "his", "a", "an"}
        ):
            said = False  # an infinitive: what follows was still to be done
        elif word in known["be_then"] and _next_real(row, i) in known["arranged"]:
            said = False  # "Friday was agreed"
        elif word in known["arranged"]:
            said = before in known["have_then"] or (first and before not in known["be_then"] and before not in known["be_now"])
            if said:
                return True  # "we had hoped to", "on Friday they told us"
        elif word in known["past"] or (word.endswith("ed") and len(word) > 3 and word not in known["no_past"]):
            if (
                before in known["be_now"]
                or before in known["have_now"]
                or (i > 1 and before.endswith("ly") and row[i - 2] in known["be_now"])
            ):
                said = False
            elif before in {
                "the",
                "a",
                "an",
                "our",
                "your",
                "my",
                "their",
                "his",
                "her",
                "its",
                "any",
                "all",
                "of",
                "in",
                "with",
                "for",
            }:
                said = None  # "the revised offer"
            else:
                said = not wished or before in _SUBJECTS  # "we want it closed", "we will see what they sent"
        if said is not None:
            if first:
                return said
            verdict = said
    return verdict


def _next_real(row: list[str], i: int) -> str:
    """The word after one, adverbs passed over."""
    return next((word for word in row[i + 1 : i + 3] if not word.endswith("ly") and word not in {"already", "not"}), "")


_SUBJECTS = frozenset(("i", "we", "you", "he", "she", "they", "what", "who"))


# ------------------------------------------------------------------------------------------------------------ German


def _german(clause: list[str], right: list[str], known: dict[str, frozenset[str]]) -> bool:
    both = clause + right
    if any(word in known["ahead"] or word in known["arranged"] for word in both):
        return False
    if any(word in known["past"] for word in both):
        return True
    if not any(word in known["auxiliaries"] for word in both):
        return False
    return bool(right) and any(_GERMAN_PARTICIPLE.fullmatch(word) and word not in known["no_past"] for word in right[-3:])


# ------------------------------------------------------------------------------------------------------------ French


def _french(clause: list[str], right: list[str], known: dict[str, frozenset[str]]) -> bool:
    said = _in_french(clause, known)
    if said is not None:
        return said
    return _few(clause) and _in_french(right, known) is True


def _in_french(row: list[str], known: dict[str, frozenset[str]]) -> bool | None:
    if any(word in known["ahead"] for word in row):
        return False
    stems = [
        re.sub(r"(?:es|e|s)$", "", word) if word.endswith(("ée", "és", "ées", "ue", "us", "ues", "ie", "is", "ies")) else word
        for word in row
    ]
    if any(stem in known["arranged"] or word in known["arranged"] for stem, word in zip(stems, row, strict=True)):
        return False
    if any(word in known["past"] for word in row):
        return True
    for i, word in enumerate(row):
        ahead = row[i + 1 : i + 4]
        if word in known["auxiliaries"] and any(_FRENCH_PARTICIPLE.fullmatch(w) and w not in known["no_past"] for w in ahead):
            return True
        if word in known["being"] and any(
            re.sub(r"(?:es|e|s)$", "", w) in known["moves"] or w in known["moves"] for w in ahead
        ):
            return True
        if word in known["being"] and i and row[i - 1] in {"s", "se"} and any(_FRENCH_PARTICIPLE.fullmatch(w) for w in ahead):
            return True
    return None


# ------------------------------------------------------------------------------------------------------------ Spanish


def _spanish(clause: list[str], right: list[str], known: dict[str, frozenset[str]]) -> bool:
    said = _in_spanish(clause, known)
    if said is not None:
        return said
    return _few(clause) and _in_spanish(right, known) is True


def _in_spanish(row: list[str], known: dict[str, frozenset[str]]) -> bool | None:
    if any(word in known["ahead"] or word in known["arranged"] for word in row):
        return False
    if any(word in known["past"] for word in row):
        return True
    for i, word in enumerate(row):
        if word in known["auxiliaries"] and any(_SPANISH_PARTICIPLE.fullmatch(w) for w in row[i + 1 : i + 3]):
            return True
        if _PRETERITE.fullmatch(word) and word not in known["no_past"]:
            return True
    return None
