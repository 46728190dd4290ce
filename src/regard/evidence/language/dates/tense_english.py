"""Does an English clause tell of the past: "the courier lost it on Monday"?

The last verb in front of a day decides, or the first one after it. A past form is none where it stands before its noun ("the revised
offer"), is wanted ("we need it shipped") or belongs to a clause about a thing whose own verb follows ("the truck you hired leaves on
Friday"). Over the words of a clause. Pure.
"""

from __future__ import annotations

Known = dict[str, frozenset[str]]
_SUBJECTS = frozenset(("i", "we", "you", "he", "she", "they", "what", "who"))
_OBJECTS = frozenset(("me", "us", "you", "him", "her", "them", "it"))
_ARTICLES = frozenset(("the", "a", "an", "our", "your", "my", "their", "his", "her", "its", "this", "that", "these", "those"))
_BEFORE_NOUNS = (_ARTICLES - {"this", "that", "these", "those"}) | {"any", "all", "of", "in", "with", "for"}
_NO_INFINITIVE = (_ARTICLES | _OBJECTS) - {"this", "that", "these", "those", "its", "it"}


def last_said(row: list[str], known: Known) -> bool | None:
    """What the last verb of a row says: past, not past, or None where it has none that tells."""
    return _said(row, known, first=False)


def first_said(row: list[str], known: Known) -> bool | None:
    """What the first verb of a row says."""
    return _said(row, known, first=True)


def _said(row: list[str], known: Known, *, first: bool) -> bool | None:
    verdict: bool | None = None
    wished = False
    for i, word in enumerate(row):
        said: bool | None = None
        before = row[i - 1] if i else ""
        after = row[i + 1] if i + 1 < len(row) else ""
        if word in known["ahead"] or word in {"get", "getting", "have"}:
            said, wished = False, True  # "have it signed"
        elif word in known["be_now"] or word in known["have_now"] or (word in known["stays"] and before not in _ARTICLES):
            said = False
        elif word in known["now"] and before not in _ARTICLES and not first:
            said = False  # "the new automated line starts on Friday"
        elif word == "to" and after and after not in _NO_INFINITIVE:
            said = False  # an infinitive: what follows was still to be done
        elif word in known["be_then"] and _next_real(row, i) in known["arranged"]:
            said = False  # "Friday was agreed"
        elif word in known["arranged"]:
            said = before in known["have_then"] or (first and before not in known["be_then"] and before not in known["be_now"])
            if said:
                return True  # "we had hoped to", "on Friday they told us"
        elif word in known["past"] or (word.endswith("ed") and len(word) > 3 and word not in known["no_past"]):
            said = _past_form(row, i, known, wished=wished)
        if said is not None:
            if first:
                return said
            verdict = said
    return verdict


def _past_form(row: list[str], i: int, known: Known, *, wished: bool) -> bool | None:
    """What a past form says by what stands before and behind it."""
    before = row[i - 1] if i else ""
    now = known["be_now"] | known["have_now"] | known["stays"]
    if before in now or (i > 1 and before.endswith("ly") and row[i - 2] in now):
        return False
    if before in _BEFORE_NOUNS:
        return None  # "the revised offer"
    if row[i] == "had" and i + 1 < len(row) and row[i + 1] == "better":
        return False
    if _of_a_thing(row, i, known):
        return False
    return not wished or before in _SUBJECTS  # "we want it closed", "we will see what they sent"


def _of_a_thing(row: list[str], i: int, known: Known) -> bool:
    """Whether the past form only says which thing is meant and that thing's verb follows: "the quote we received lapses"."""
    if (
        i < 3
        or row[i - 1] not in _SUBJECTS
        or row[i - 2] in _SUBJECTS | _OBJECTS
        or not _ARTICLES & set(row[max(i - 5, 0) : i - 2])
    ):
        return False
    rest = row[i + 1 :]
    while rest and rest[0] in _OBJECTS:
        rest = rest[1:]
    return bool(rest) and rest[0] not in known["little"] and not rest[0].endswith("ly")


def _next_real(row: list[str], i: int) -> str:
    """The word after one, adverbs passed over."""
    return next((word for word in row[i + 1 : i + 3] if not word.endswith("ly") and word not in {"already", "not"}), "")
