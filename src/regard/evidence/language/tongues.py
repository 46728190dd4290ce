"""In which language does somebody write, and do the rules read it?

English is read in full (docs/language.md). Words of another language are left unread and counted as such: that no rule found a thing in
them says nothing about who wrote them. Small words tell languages of Latin letters apart, letters the others; a text of names, numbers
and a word or two is taken as it always was, for English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from unicodedata import normalize

READ = "en"
SHARED = "shared"
"""English words, and names of people and places in English mail, that are small words elsewhere."""
LOOKED_AT = 1_500
"""Characters: somebody who writes on in another language than they began in is rare."""
CERTAIN = 2
"""So many small words of another language, and half as many again as English ones, make it that language."""
FEW = 6
"""In so few words one small word of another language is enough, where none is English."""
UNTOLD_WORDS = 12
"""Of more words without any small English one hardly a text is English; they are judged by what they hold."""
TELLING = 3
"""Letters of a word; shorter ones are initials and codes as often, and tell a language only together with a longer one."""
OTHER_LETTERS = 0.3
"""The share of letters beyond the Latin ones from which a text is of another script."""
_NO_WORDS = re.compile(r"\S*[@/\\]\S*|\S+[._]\w\S*")
"""Addresses of mail and pages, file names."""
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae"})
_WORD = re.compile(r"[^\W\d_]+")
_LAST_LATIN = "\u024f"
_ADDITIONAL_LATIN = ("\u1e00", "\u1eff")


def is_read(text: str) -> bool:
    """Whether the rules read this in full: false only where it is another language for all that can be seen."""
    return tongue(text) == READ


def tongue(text: str) -> str:
    """The language of a text as `tongues.toml` names it: English where nothing shows another one, "" where its letters are not Latin."""
    return _told(text[:LOOKED_AT].lower())


@lru_cache(maxsize=1)
def pledging() -> tuple[str, ...]:
    """The languages in which promises are read: those with rules of them (`commitments/`)."""
    folder = resources.files("regard.evidence.language").joinpath("commitments")
    return tuple(sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml")))


@lru_cache(maxsize=256)
def _told(low: str) -> str:
    if not low.isascii() and _other_script(low):
        return ""
    english = _words()[READ]
    words = low.split()
    if 5 * sum(map(english.__contains__, words)) >= max(len(words), 5 * CERTAIN):
        return READ
    words = _WORD.findall(_NO_WORDS.sub(" ", low))
    here = sum(w in english for w in words)
    held = {name: [w for w in words if w in small] for name, small in _words().items() if name != READ}
    name = max(held, key=lambda of: len(held[of]))
    there = held[name]
    telling = any(len(w) >= TELLING for w in there)
    enough = telling and (len(there) >= CERTAIN or (len(words) <= FEW and not here))
    return name if enough and 2 * len(there) > 3 * here else READ


def is_untold(text: str) -> bool:
    """Whether a text that was taken for English bears no small word of it: too few words, names and figures, that may be any language."""
    low = text[:LOOKED_AT].lower()
    english = _words()[READ]
    if not english.isdisjoint(low.split()):  # most texts, and cheaper; no small word is an address
        return False
    words = _WORD.findall(_NO_WORDS.sub(" ", low))
    return 0 < len(words) <= UNTOLD_WORDS and not any(w in english for w in words)


def hinted(text: str) -> tuple[str, ...]:
    """The languages of `pledging`, English left out, in which a text of few words taken for English may be said: it holds a word of theirs
    that is not English, and no English small word but those that they have too ("i", "me", "on"). Those with most words first.
    """
    low = text[:LOOKED_AT].lower()
    english = _words()[READ]
    if not _shared().issuperset(english.intersection(low.split())):  # most texts, and cheaper
        return ()
    words = _WORD.findall(_NO_WORDS.sub(" ", low))
    if not 0 < len(words) <= UNTOLD_WORDS:
        return ()
    here = english.intersection(words)
    held = {name: sum(w in known for w in words) for name, known in _vocabulary().items() if here <= _listed()[name]}
    return tuple(sorted((name for name, many in held.items() if many), key=lambda name: (-held[name], name)))


@lru_cache(maxsize=1)
def _shared() -> frozenset[str]:
    """The English small words that are small words of a language of `pledging` too."""
    listed = _listed()
    return listed[READ].intersection(word for name in pledging() if name != READ for word in listed[name])


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, frozenset[str]]:
    """Language of `pledging` -> its small words and the words that name nothing in its promises (`promises/`), none of them English."""
    import tomllib

    folder = resources.files("regard.evidence.language").joinpath("promises")
    plain = {
        name: frozenset(tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))["plain"]["words"].split())
        for name in pledging()
    }
    return {
        name: frozenset(w for w in plain[name] - plain[READ] - _words()[READ] if len(w) >= TELLING) | _words()[name]
        for name in plain
        if name != READ
    }


def _other_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    first, last = _ADDITIONAL_LATIN
    return sum(c > _LAST_LATIN and not first <= c <= last for c in letters) > OTHER_LETTERS * len(letters)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """Language -> its small words; what is English too tells nothing and is left out of the others."""
    listed = _listed()
    english = listed[READ] | listed[SHARED]
    return {
        name: small if name == READ else (small | _bare(small)) - english for name, small in listed.items() if name != SHARED
    }


@lru_cache(maxsize=1)
def _listed() -> dict[str, frozenset[str]]:
    """Language -> its small words as listed, those of `SHARED` among them."""
    import tomllib

    text = resources.files("regard.evidence.language").joinpath("tongues.toml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def small_words(*languages: str) -> frozenset[str]:
    """The commonest small words of some languages, without those that are English words too."""
    return frozenset().union(*(_words()[language] for language in languages))


def _bare(small: Iterable[str]) -> frozenset[str]:
    """The words as somebody types them whose keyboard lacks their letters: "prosze" for "proszę". Short ones would be anybody's."""
    found = {normalize("NFKD", w).translate(_PLAIN).encode("ascii", "ignore").decode() for w in small if not w.isascii()}
    return frozenset(w for w in found if len(w) >= TELLING)
