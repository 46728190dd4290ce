"""Does a colleague of ours write, among ourselves, that a customer is gone? Words of four languages about an account by its name. Pure.

"Brandt is gone, they signed with Vexel", "take it out of the forecast", "Brandt ist weg". What is supposed, asked, feared or denied says
nothing, and neither does somebody who is gone for the day, nor whoever signs with us.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from regard.evidence.language.sentences import plain, sentences

LONGEST = 20_000
"""Characters of a mail that are read."""


@cache
def _told() -> dict[str, Any]:
    """The forms of `evidence/language/over.toml`."""
    import tomllib

    return tomllib.loads((resources.files("regard.evidence.language") / "over.toml").read_text("utf-8"))


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_told()[name]))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_told()[name].split())


_OTHER = r"(?:{elsewhere}|(?:another|others?|the others?|une? autre|otr[oa]s?)\b(?! \w)|(?P<by_n>[\w&-]+)(?![\w&-]))"
"""Another firm after a word for "with" or "from", or a word that is one where `_is_firm` says so."""
_CHOSEN = r"(?:{elsewhere}|(?P<one_n>[\w&-]+)(?![\w&-]| (?:\d|an? |the |as |to |who |in |on (?!mon|tues|wednes|thurs|fri)\w)))"
"""Another firm where a thing might be chosen as well."""


def _firm(form: str) -> str:
    return form.replace("{elsewhere}", f"(?:{'|'.join(_told()['elsewhere'])})")


@lru_cache(maxsize=512)
def _about(names: tuple[str, ...]) -> re.Pattern[str]:
    name = "(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + ")"
    told = _told()["named"]
    after, whole = "|".join(told["after"]), "|".join(told["whole"])
    way = rf"{told['before']}\b(?P<named>{{name}})\b{told['between']} (?:{after})|{whole}".replace("{name}", name)
    for n in range(way.count("{other}")):
        way = way.replace("{other}", _firm(_OTHER).replace("by_n", f"by_{n}"), 1)
    for n in range(way.count("{chosen}")):
        way = way.replace("{chosen}", _firm(_CHOSEN).replace("one_n", f"one_{n}"), 1)
    return re.compile(way)


def _is_firm(word: str, known: Collection[str]) -> bool:
    """Whether a word, as written, may be the name of another firm: a capital, more than two letters, and nothing that is known."""
    return word[:1].isupper() and len(word) > 2 and word.isalpha() and not {word.lower()} & (_words("things") | set(known))


def _says_so(match: re.Match[str], words: str, known: Collection[str]) -> bool:
    """Whether a match, by the words as written, is of the account itself, and of another firm where it names one."""
    groups = match.groupdict()
    if groups["named"] is not None:
        before = words[: match.start("named")].rsplit(" ", 2)[-2:]
        one = before[0] if len(before) == 2 and not before[1] else ""
        if one[:1].isupper() and one[-1:].isalpha() and one.lower() not in _words("openings"):
            return False
        if any(one[:1].islower() for one in words[match.start("mid") : match.end("mid")].split()):
            return False
    firms = [words[match.start(of) : match.end(of)] for of, found in groups.items() if found and of[:3] in ("by_", "one")]
    return all(_is_firm(one, known) for one in firms)


def may_be_over(own: str) -> bool:
    """Whether a text may hold such a word at all."""
    return _any("tells").search(own[:LONGEST].lower()) is not None


def names_it(own: str, names: Collection[str]) -> bool:
    """Whether a text, plain, speaks of an account by one of its names."""
    return any(re.search(rf"\b{re.escape(name)}\b", own) for name in names)


def says_over(own: str, names: Collection[str], known: Collection[str] = ()) -> tuple[str, int, int] | None:
    """The first sentence of a colleague's mail that says that the account with these names (plain) is gone, and its place; the mail must
    name it. One that names it comes before one that speaks of "it". `known`: words, plain, that are no other firm's name: our people's, and
    those of the deal.
    """
    about = _about(tuple(sorted(names)))
    beside = None
    for start, end in sentences(own[:LONGEST], 0, min(len(own), LONGEST)):
        words = " ".join(own[start:end].split())
        low = plain(words)
        if _any("not_so").search(_any("advises").sub("", low)):
            continue
        if _any("good").search(low):
            continue
        if any(_says_so(match, words, known) for match in about.finditer(low)):
            return words, start, end
        if beside is None and _any("unnamed").search(low):
            beside = words, start, end
    return beside
