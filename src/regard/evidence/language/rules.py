"""Which rules read the words, and what is each one's confidence?

Rules are data: TOML files under `rules/<language>/`, any number a language. A rule looks at one sentence at a time, lower-cased,
with straight apostrophes and every run of white space one space:

    [[rule]]
    id = "not-interested"            unique within its kind and language
    kind = "declines"                one of KINDS
    pattern = ['...', '...']         regular expressions, any of them; <name> stands for a fragment
    any = ["?", "please"]            words (or a sign such as "?") of which a sentence must hold at least one; for patterns that ask for
                                     no word in particular: of all that is asked for only the three rarest sets are looked up
    unless = ["quoted-speech"]       vetoes that may not match anywhere in the sentence
    before = ["hypothetical"]        vetoes that may not match in front of what the pattern found
    named = '<name>'                 what must follow at once, in letters as written: a pattern finds only the words up to a name
    place = "reply"                  "reply": only in replies; "unopened": not in the opening sentence of a reply
    q = 0.9                          estimated precision
    right = [...]                    sentences it must find, and
    wrong = [...]                    sentences its kind must not be found in: both are run as tests

Fragments and vetoes stand in tables `[fragments]` and `[vetoes]` of any file of the language and are shared by its rules. A new language
is a new folder. Nothing is read or compiled before the first message.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from regard.errors import ConfigError
from regard.evidence.language.gates import MOST_GATES, gates, rarity

KINDS = (
    "question",
    "request",
    "closing",
    "declines",
    "complains",
    "asks_advice",
    "asks_next_step",
    "acts_on",
    "social_talk",
    "unprompted_thanks",
    "discloses",
    "coaches",
    "names_competitor",
    "defers",
    "brings_superior",
    "talks_outcomes",
    "price_only",
    "leaves",
)
"""Everything a cue can be."""

EXPERIMENTAL = frozenset(
    (
        *("discloses", "coaches", "names_competitor", "defers", "brings_superior", "talks_outcomes", "price_only", "leaves"),
        *("complains", "acts_on"),
    )
)
"""Kinds that are read and shown, and that no channel counts: nobody has yet seen them be right often enough on mail they were not
written on (docs/validity.md)."""

TOLD = frozenset({"it", "nl"})
"""Languages whose rules are tried only on words that are told to be theirs (`tongues.tongue`), so that they cost other mail nothing; those
of the others are tried on all words, and their trigger words keep them apart."""

Place = Literal["anywhere", "reply", "unopened"]
PLACES = ("anywhere", "reply", "unopened")
_FRAGMENT = re.compile(r"<([a-z][a-z_-]*)>")
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_KEYS = {"id", "kind", "any", "pattern", "unless", "before", "named", "place", "q", "right", "wrong"}


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One pattern of a rule. A sentence with none of the words of one of its gates cannot match it; it is looked up by those of `keys`.
    Without keys it is tried on every sentence."""

    pattern: Late
    keys: frozenset[str]
    gates: tuple[frozenset[str], ...]

    def asks(self, sentence: str, words: frozenset[str]) -> bool:
        """Whether a plain sentence of these words holds one of each of the sets that are asked for: words whole, signs anywhere."""
        return all(
            any(one in words if is_word(one) else one in sentence for one in of)
            for of in (self.keys, *self.gates)[:MOST_GATES]
            if of
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One way of saying one thing, in one language. `q` is its estimated precision, `right` and `wrong` are its examples."""

    id: str
    kind: str
    language: str
    parts: tuple[Part, ...]
    unless: tuple[Late, ...]
    before: tuple[Late, ...]
    place: Place
    q: float
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    named: Late | None = None

    def finds(self, sentence: str) -> bool:
        """Whether this rule fires on `sentence`, already lower-cased and plain (`sentences.plain`); a name is not looked for."""
        words = frozenset(_WORDS.findall(sentence))
        return any(
            part.asks(sentence, words) and (match := part.pattern.search(sentence)) and not self.vetoed(sentence, match.start())
            for part in self.parts
        )

    def names(self, part: Part, sentence: str, written: str) -> re.Match[str] | None:
        """Whom a rule that asks for a name finds: the match in `written`, which is `sentence` before it was lower-cased."""
        if self.named is None or written.isupper():
            return None
        for lead in part.pattern.finditer(sentence):
            found = self.named.match(written, lead.end())
            if found is not None and found.end() > found.start() and not self.vetoed(sentence, lead.start()):
                return found
        return None

    def vetoed(self, sentence: str, start: int) -> bool:
        """Whether something in `sentence` says that what was found at `start` does not mean what it seems to."""
        return any(veto.search(sentence) for veto in self.unless) or any(
            veto.search(sentence, 0, start) for veto in self.before
        )


def is_word(trigger: str) -> bool:
    """Whether a trigger can be looked up among the words of a text; a sign such as "?", a phrase or "e-mail" must be searched for."""
    return trigger.replace("'", "").isalnum()


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that have rules."""
    return tuple(sorted(p.name for p in resources.files(__package__).joinpath("rules").iterdir() if p.is_dir()))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules of all languages, compiled once per process."""
    return tuple(rule for language in languages() for rule in read(language, _files(language)))


def _files(language: str) -> list[str]:
    folder = resources.files(__package__).joinpath("rules", language)
    return [p.read_text("utf-8") for p in sorted(folder.iterdir(), key=lambda p: p.name) if p.name.endswith(".toml")]


def read(language: str, texts: Iterable[str], kinds: Sequence[str] = KINDS) -> tuple[Rule, ...]:
    """The rules of one language from the texts of its files, each of one of `kinds`. ConfigError names a rule that cannot be used."""
    import tomllib

    tables = [tomllib.loads(text) for text in texts]
    fragments = _merged(tables, "fragments")
    vetoes = {name: _compiled(_filled(source, fragments, name), name) for name, source in _merged(tables, "vetoes").items()}
    found = [_rule(language, row, fragments, vetoes, kinds) for table in tables for row in table.get("rule", [])]
    names = [(rule.kind, rule.id) for rule in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(f"Language “{language}” has two rules named {twice[0][1]} for {twice[0][0]}: give each its own id.")
    return tuple(found)


def _merged(tables: list[dict[str, Any]], key: str) -> dict[str, str]:
    return {name: source for table in tables for name, source in table.get(key, {}).items()}


def _rule(
    language: str, row: Mapping[str, Any], fragments: Mapping[str, str], vetoes: Mapping[str, Late], kinds: Sequence[str]
) -> Rule:
    name = f"{language}/{row.get('kind')}/{row.get('id')}"
    if unknown := sorted(set(row) - _KEYS):
        raise ConfigError(f"Rule {name} has an unknown key “{unknown[0]}”; it may have {', '.join(sorted(_KEYS))}.")
    if missing := sorted({"id", "kind", "pattern", "q"} - set(row)):
        raise ConfigError(f"Rule {name} lacks “{missing[0]}”.")
    if row["kind"] not in kinds:
        raise ConfigError(f"Rule {name} is of no known kind; kinds are {', '.join(kinds)}.")
    if not 0 < row["q"] <= 1:
        raise ConfigError(f"Rule {name} has q = {row['q']}; it must be above 0 and at most 1.")
    if (place := row.get("place", "anywhere")) not in PLACES:
        raise ConfigError(f"Rule {name} has place = “{place}”; it may be {', '.join(PLACES)}.")
    patterns = [row["pattern"]] if isinstance(row["pattern"], str) else row["pattern"]
    try:
        unless = tuple(vetoes[veto] for veto in row.get("unless", ()))
        before = tuple(vetoes[veto] for veto in row.get("before", ()))
    except KeyError as error:
        raise ConfigError(f"Rule {name} uses the veto {error}, which no file of the language defines.") from None
    return Rule(
        id=row["id"],
        kind=row["kind"],
        language=language,
        parts=_parts(row, patterns, fragments, name),
        unless=unless,
        before=before,
        place=place,
        q=float(row["q"]),
        right=tuple(row.get("right", ())),
        wrong=tuple(row.get("wrong", ())),
        named=_compiled(_filled(row["named"], fragments, name), name) if "named" in row else None,
    )


def _parts(row: Mapping[str, Any], patterns: Sequence[str], fragments: Mapping[str, str], name: str) -> tuple[Part, ...]:
    """The patterns of a rule, those behind the same gates as one."""
    filled = [_filled(pattern, fragments, name) for pattern in patterns]
    if row["kind"] == "closing":  # looked for in closing messages only
        return (Part(_compiled(_joined(filled), name), frozenset(), ()),)
    behind: dict[tuple[frozenset[str], ...], list[str]] = {}
    asked = frozenset(row.get("any", ()))
    for source in filled:
        found = _gates(source, name)
        if asked:  # signs can only be looked up, not held against the words of a sentence
            found = tuple(sorted((asked, *found), key=rarity)) if all(map(is_word, asked)) else (asked, *found)
        behind.setdefault(found, []).append(source)
    return tuple(
        Part(_compiled(_joined(sources), name), found[0] if found else frozenset(), found[1:])
        for found, sources in behind.items()
    )


def _gates(source: str, name: str) -> tuple[frozenset[str], ...]:
    _asked_for.add(source)
    try:
        return gates(source)
    except re.error as error:
        raise ConfigError(f"Rule {name} has a pattern that cannot be compiled: {error}.") from None


def _joined(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) if len(patterns) > 1 else patterns[0]


def _filled(source: str, fragments: Mapping[str, str], name: str) -> str:
    """A pattern with its fragments put in."""

    def put_in(match: re.Match[str]) -> str:
        if match[1] not in fragments:
            raise ConfigError(f"Rule {name} uses the fragment <{match[1]}>, which no file of the language defines.")
        return f"(?:{fragments[match[1]]})"

    while _FRAGMENT.search(source):
        source = _FRAGMENT.sub(put_in, source)
    return source


class Late:
    """A pattern that is compiled when it is first tried: most are never needed in a short run."""

    __slots__ = ("_made", "name", "source")

    def __init__(self, source: str, name: str) -> None:
        self.source, self.name = source, name
        self._made: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself. Raises ConfigError, naming the rule, where it cannot be compiled."""
        if self._made is None:
            try:
                self._made = re.compile(self.source)
            except re.error as error:
                raise ConfigError(f"Rule {self.name} has a pattern that cannot be compiled: {error}.") from None
        return self._made

    @property
    def pattern(self) -> str:
        """Its text."""
        return self.source

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in a text."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """The match that begins at `start`."""
        return self.compiled.match(text, start)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in a text."""
        return self.compiled.finditer(text)


def _compiled(source: str, name: str) -> Late:
    return Late(source, name)


_asked_for: set[str] = set()


def patterns(folders: Mapping[str, Sequence[str]] = MappingProxyType({})) -> set[str]:
    """Every pattern of every rule whose gates are asked for; `folders` are further folders beside `rules`, and their kinds."""
    _asked_for.clear()
    for language in languages():
        read(language, _files(language))
    for folder, kinds in folders.items():
        for file in resources.files(__package__).joinpath(folder).iterdir():
            if file.name.endswith(".toml"):
                read(file.name.removesuffix(".toml"), [file.read_text("utf-8")], kinds)
    return set(_asked_for)
