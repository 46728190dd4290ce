"""Does a sentence of a buyer's say what they are after: a goal, a target, what they are measured on, what they must see to decide?

Told on their page as what matters to them, quoted; it moves no estimate. Wider than the cue `talks_outcomes`, since a person reads
the sentence and judges. What tells a goal is data (`goals.toml`). Pure; English, and a few words of German, French and Spanish.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

_TELLS = re.compile(
    r"our|my |goal|aim|target|objective|want|need|must|have to|trying|looking|hoping|measured|judged|assessed|evaluated|graded|gave"
    r"|given| set |expect|ask|told|matters|counts|success|ziel|objetivo|wollen|müssen|notre|nous|queremos|debemos|tenemos|plan"
    r"|should|intend|nothing|before|until|unless|without|convince|persuade|satisf|settles|decide",
    re.IGNORECASE,
)
"""Without any of these no sentence is looked at further."""


@lru_cache(maxsize=1)
def _reader() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells a goal, and what tells that it is none."""
    import tomllib

    data = tomllib.loads(resources.files("regard.evidence").joinpath("goals.toml").read_text("utf-8"))
    goal, unless = ("|".join(data["goal"][name]) for name in ("any", "unless"))
    for name, words in data["fragments"].items():
        goal, unless = (rows.replace(f"<{name}>", words) for rows in (goal, unless))
    return re.compile(goal, re.IGNORECASE), re.compile(unless, re.IGNORECASE)


def is_goal(sentence: str) -> bool:
    """Whether a sentence tells a goal of its writer's side; not a question, not what others said, nor a plan for the day."""
    if _TELLS.search(sentence) is None:
        return False
    goal, unless = _reader()
    return goal.search(sentence) is not None and unless.search(sentence) is None
