"""Does a sentence of a buyer's say what they are after: a goal, a target, what they are measured on, what they must see to decide?

Told on their page as what matters to them, quoted; it moves no estimate. Wider than the cue `talks_outcomes`, since a person reads
the sentence and judges. What tells a goal is data (`goals.toml`). Pure; English, and a few words of German, French and Spanish.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from regard.evidence.language.sieve import Sifted
from regard.identity.vocabulary import words
from regard.parse.many_words import ManyWords

_TELLS = words(
    """
    our goal aim target objective want need must have|to trying looking hoping measured judged assessed evaluated graded gave given |set|
    expect ask told matters counts success ziel objetivo wollen müssen notre nous queremos debemos tenemos plan should intend nothing
    before until unless without convince persuade satisf settles decide my|
    """
)
"""Without any of these, in lower case, no sentence is looked at further; a bar stands for a space."""


@lru_cache(maxsize=1)
def _gate() -> ManyWords:
    return ManyWords(part.replace("|", " ") for part in sorted(_TELLS))


@lru_cache(maxsize=1)
def _reader() -> tuple[Sifted, re.Pattern[str]]:
    """What tells a goal, and what tells that it is none."""
    import tomllib

    data = tomllib.loads(resources.files("regard.evidence").joinpath("goals.toml").read_text("utf-8"))
    goal, unless = ("|".join(data["goal"][name]) for name in ("any", "unless"))
    for name, way in data["fragments"].items():
        goal, unless = (rows.replace(f"<{name}>", way) for rows in (goal, unless))
    return Sifted(goal, ignoring=True), re.compile(unless, re.IGNORECASE)


def is_goal(sentence: str) -> bool:
    """Whether a sentence tells a goal of its writer's side; not a question, not what others said, nor a plan for the day."""
    if not _gate().places(sentence.lower()):
        return False
    goal, unless = _reader()
    return goal.found(sentence) and unless.search(sentence) is None
