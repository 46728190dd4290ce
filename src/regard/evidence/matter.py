"""What of a mail's own words may matter to its writer? Read once, so that their page, a brief and a review only join it.

A matter is a function of the mail alone: which sentences may be told of, which of them tell a goal and which of trouble, whether the mail
is about people at work, the law or the like, and whether somebody asks in it to keep something quiet. What a page makes of it (what is
current, what comes back, what stands in every mail) is decided there. Pure.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib import resources

from regard.evidence.goals import is_goal
from regard.evidence.language.confidences import in_confidence
from regard.evidence.topic import Matter, Said, is_private, sentences_of
from regard.evidence.troubles import tells_trouble


def matter(said: Said, own: str) -> Matter:
    """The matter of a mail as it was read; `own` are its own words as they are searched."""
    return Matter(
        is_private(said),
        in_confidence(own) or in_confidence(said.subject),
        tuple((s.start, s.end, _tells(s.words)) for s in sentences_of(said)),
    )


def _tells(words: str) -> str:
    """What words tell: "g" for a goal, "t" for trouble, both, or nothing."""
    return ("g" if is_goal(words) else "") + ("t" if tells_trouble(words) else "")


@cache
def version() -> str:
    """What matters follow from beside the mails: the text of the program that reads them, as a digest."""
    found = blake2b(digest_size=8)
    root = resources.files("regard")
    beside = ("evidence/matter.py", "evidence/topic.py", "evidence/goals.py", "evidence/goals.toml", "evidence/troubles.py")
    for name in (*beside, "identity/exclusions.py", "identity/sensitive.py", "identity/whose.py", "parse/many_words.py"):
        found.update(root.joinpath(name).read_bytes())
    language = (f for f in root.joinpath("evidence/language").iterdir() if f.name.endswith((".py", ".toml")))
    for path in sorted(language, key=lambda f: f.name):
        found.update(path.read_bytes())
    return found.hexdigest()
