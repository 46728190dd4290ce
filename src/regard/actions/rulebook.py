"""Which remarks can the coach make, and why? Rules are data: one TOML file a rule under `rules/`, named by its id.

    id = "needs"            unique, also what switches it off (`coach.off`)
    version = 1             goes up when the rule finds other things
    level = "suggestion"    info, suggestion or warning
    on = true               whether it is on unless a team says otherwise
    message = "..."         what is remarked
    why = "..."             the reason, in the words of the field
    source = "..."          who says so
    check = "many_asks"     a check of the whole draft (`regard.actions.checks`); without it the rule looks for words in sentences

    when = "untrusted"      only of readers whose trust is unknown or low, as the book shows it (`--to`)
    graver = true           a warning that says so to a reader who complained or waits for us (`--to`)
    once = true             at most one remark a draft
    titles = false          not where the words stand with a capital inside a sentence: they belong to a title

    [en]                    one table a language; `message`, `why` and `source` in it are said instead of the rule's, in that language
    example = "..."         a whole sentence of how it could be said, shown where there is no rewrite: an example, no replacement
    right = ["We understand [your needs]. => We understand your business."]
    wrong = ["The pump needs a seal."]
    [[en.find]]
    pattern = '...'         one or several regular expressions over a sentence in lower case with single spaces; <name> is a fragment
    rewrite = "{lead} your business"     what may stand in place of what was found; {name} is a group as the writer wrote it, {name:map}
                            the same through a table of words. None where no honest rewrite exists
    unless = ["..."]        patterns that may not match anywhere in the sentence
    before = ["..."]        patterns that may not match in front of what was found
    example = "..."        what one could say instead, where this find has no rewrite (else the language's own `example`)
    message = "..."        what is remarked of this find, where it is not the rule's own
    raised = ["contract"]   no remark where the other side used one of these words first

Examples are the tests: in `right`, brackets hold the span to be marked; what follows `=>` is the sentence rewritten. An example that
needs to know the reader is a table `{draft = "...", to = {...}}`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from regard.actions.tongue import JUDGED
from regard.errors import ConfigError
from regard.evidence.language.gates import worked_out
from regard.evidence.language.rules import Late

Level = Literal["info", "suggestion", "warning"]
LEVELS = ("info", "suggestion", "warning")

_KEYS = {"id", "version", "level", "on", "message", "why", "source", "check", "when", "once", "graver", "titles", *JUDGED}
_TONGUE = {"find", "fragments", "maps", "right", "wrong", "example", "message", "why", "source"}
_FIND = {"pattern", "rewrite", "unless", "before", "raised", "message", "example"}


@dataclass(frozen=True, slots=True, eq=False)
class Find:
    """One thing to look for in a sentence. A sentence without a word of each of its gates cannot hold it."""

    pattern: Late
    gates: tuple[frozenset[str], ...]
    rewrite: str | None
    unless: tuple[Late, ...]
    before: tuple[Late, ...]
    raised: tuple[str, ...]
    message: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """A rule in one language: what it looks for, tables of words for rewrites and checks, and its examples."""

    finds: tuple[Find, ...]
    maps: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, Any]
    right: tuple[Any, ...]
    wrong: tuple[Any, ...]
    example: str = ""
    message: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CoachRule:
    """One kind of remark. `why` holds its reason and, after it, whose it is."""

    id: str
    version: int
    level: Level
    on: bool
    message: str
    why: str
    check: str
    when: str = ""
    once: bool = False
    graver: bool = False
    titles: bool = True
    tongues: Mapping[str, Tongue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a place in what is read of the draft; message and rewrite where they are not the rule's own; so `example`.
    `source`: the message that it rests on, where it rests on one.
    """

    start: int
    end: int
    message: str = ""
    rewrite: str | None = None
    example: str = ""
    source: str | None = None


@lru_cache(maxsize=1)
def rules() -> tuple[CoachRule, ...]:
    """All rules in the order in which they are listed. ConfigError names a file that cannot be used."""
    folder = resources.files(__package__).joinpath("rules")
    files = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    found = [read(p.read_text("utf-8"), p.name) for p in files]
    return tuple(sorted(found, key=lambda rule: (ORDER.index(rule.id) if rule.id in ORDER else len(ORDER), rule.id)))


ORDER = ("thanks-for-time", "needs", "transaction-words")
"""The rules that come first, because sellers' teachers name them first."""


def read(text: str, name: str) -> CoachRule:
    """A rule from the text of its file. Raises ConfigError, naming the file and what is wrong."""
    row = tomllib.loads(text)
    if unknown := sorted(set(row) - _KEYS):
        raise ConfigError(f"The coach's rule {name} has an unknown key “{unknown[0]}”; it may have {', '.join(sorted(_KEYS))}.")
    if missing := [key for key in ("id", "version", "level", "message", "why", "source") if key not in row]:
        raise ConfigError(f"The coach's rule {name} lacks “{missing[0]}”.")
    if row["level"] not in LEVELS:
        raise ConfigError(f"The coach's rule {name} has no known level; levels are {', '.join(LEVELS)}.")
    tongues = {language: _tongue(row[language], f"{name}/{language}") for language in JUDGED if language in row}
    return CoachRule(
        row["id"], row["version"], row["level"], row.get("on", True), row["message"], f"{row['why']} ({row['source']})",
        row.get("check", ""), row.get("when", ""), row.get("once", False),
        row.get("graver", False),
        row.get("titles", True), tongues,
    )  # fmt: skip


def _tongue(row: Mapping[str, Any], name: str) -> Tongue:
    fragments = row.get("fragments", {})
    finds = tuple(find for one in row.get("find", ()) for find in _finds(one, fragments, name))
    maps = row.get("maps", {})
    lists = {key: value for key, value in row.items() if key not in _TONGUE}
    why = f"{row['why']} ({row['source']})" if "why" in row and "source" in row else ""
    return Tongue(
        finds, maps, lists, tuple(row.get("right", ())), tuple(row.get("wrong", ())),
        row.get("example", ""), row.get("message", ""), why,
    )  # fmt: skip


def _finds(row: Mapping[str, Any], fragments: Mapping[str, str], name: str) -> list[Find]:
    if unknown := sorted(set(row) - _FIND):
        raise ConfigError(
            f"The coach's rule {name} has an unknown key “{unknown[0]}”; a find may have {', '.join(sorted(_FIND))}."
        )
    late = {key: tuple(Late(_filled(p, fragments, name), name) for p in row.get(key, ())) for key in ("unless", "before")}
    patterns = [row["pattern"]] if isinstance(row["pattern"], str) else row["pattern"]
    return [_find(_filled(p, fragments, name), row, late, name) for p in patterns]


def _find(source: str, row: Mapping[str, Any], late: Mapping[str, tuple[Late, ...]], name: str) -> Find:
    try:
        gates = worked_out(source)
    except re.error as error:
        raise ConfigError(f"The coach's rule {name} has a pattern that cannot be compiled: {error}.") from None
    return Find(
        Late(source, name), gates, row.get("rewrite"), late["unless"], late["before"], tuple(row.get("raised", ())),
        row.get("message", ""), row.get("example", ""),
    )  # fmt: skip


def _filled(source: str, fragments: Mapping[str, str], name: str) -> str:
    """A pattern with its fragments put in."""

    def put_in(match: re.Match[str]) -> str:
        if match[1] not in fragments:
            raise ConfigError(f"The coach's rule {name} uses the fragment <{match[1]}>, which it does not define.")
        return f"(?:{fragments[match[1]]})"

    before = ""
    while before != source:
        before, source = source, _named.sub(put_in, source)
    return source


_named = re.compile(r"(?<!\?P)<([a-z][a-z_]*)>")  # not the name of a group
