"""What is somebody thanked for, and does that show that a promised thing came?

"Thanks for the test plan" shows it; "thanks in advance", "thanks for your help with the test plan", "thank you for offering" and "thanks,
Friday is fine for the plan" do not, nor does a bare "thanks for that": people thank for the promise itself. Thanks for a word ("for your
reply", "for the update") show that an answer came, and no thing. Only what is thanked for counts, not the rest of the sentence. What
bears each is data (`language/promises/<language>.toml`, `thanks`). Pure.
"""

from __future__ import annotations

import re
from functools import cache

from regard.evidence.language.tongues import READ
from regard.evidence.pledges import stems, words_of_promises


@cache
def _reader(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]]:
    """What is thanked for, where its name ends, what makes it no thanks for a thing that came, and the nouns of words and of nothing."""
    rows = words_of_promises(language)["thanks"]
    return (
        re.compile(rows["for"]),
        re.compile("|".join(rows["ends"])),
        re.compile("|".join(rows["beforehand"])),
        frozenset(rows["words"].split()),
        frozenset(rows["nothing"].split()),
    )


def thanked(sentence: str, language: str = READ) -> tuple[str, frozenset[str]] | None:
    """What a plain sentence thanks for: ("thing", its stems; none of "sending it"), or ("word", the stems of the whole sentence) for a
    reply or news; None where it thanks for nothing that came.
    """
    thanks, ends, beforehand, words, nothing = _reader(language)
    found = thanks.search(sentence)
    if found is None or beforehand.search(sentence):
        return None
    what = ends.split(found["what"], maxsplit=1)[0].split()
    article = language == READ or not what or "'" not in what[0]  # "l'offre" names its thing in one word
    if not what or what[-1].rpartition("'")[2] in nothing or (len(what) == 1 and article and what[0] not in words):
        return None
    if what[-1].rpartition("'")[2] in words:
        return "word", stems(sentence, english=language == READ)
    return "thing", stems(" ".join(what), english=language == READ)
