"""In whose name does somebody of a deal write? "On behalf of Victor Adeyemi" is his word, and "EA to the CEO" under it says who he is.

Pure, over the mails of one deal. Whoever writes in the name of a colleague above them is no decider by their title; a colleague without a
title gets the one that the title of the only one they are written for by holds. Where a name fits two, or an assistant writes for two,
nobody gets any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from regard.answers.spoken_for import by_order, called
from regard.deals.committee import QUOTE, Face
from regard.deals.mentions import own_sentences
from regard.deals.ranks import level, superiors_title
from regard.deals.records import Evidence, Touch
from regard.time import iso

LOOKED_AT = 12
"""Of the latest mails of each who may write for another."""


def with_superiors(
    faces: Mapping[str, Face], touches: Sequence[Touch], whole: Callable[[Sequence[Touch]], Mapping[str, Touch]]
) -> dict[str, Face]:
    """The people of a deal, with whose name they write in and the title that this gives whoever has none. `whole` fetches all words."""
    found: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for writer, mails in _letters(faces, touches, whole).items():
        names = {p: called(f.name) for p, f in faces.items() if p != writer and not f.objected and not f.mailbox}
        for touch in mails:
            for start, end, words in own_sentences(touch):
                meant = [p for p, (first, last) in names.items() if by_order(words, first, last)]
                if len(meant) == 1:
                    says = f"{faces[writer].name} ({faces[writer].title}) writes in their name"
                    found[writer][meant[0]] = Evidence(says, touch.id, iso(touch.us), words[:QUOTE], start, end, writer)
    told = dict(faces)
    for writer, superiors in found.items():
        title = superiors_title(faces[writer].title)
        for person, evidence in superiors.items():
            face = told[person]
            if title and not face.title and len(superiors) == 1:
                told[person] = replace(face, title=title, title_reference=evidence.message_id or "", written_for=evidence)
            elif not face.title or level(face.title) >= level(faces[writer].title):
                says = f"writes in the name of {face.name}"
                told[writer] = replace(told[writer], for_another=replace(evidence, says=says))
    return told


def _letters(
    faces: Mapping[str, Face], touches: Sequence[Touch], whole: Callable[[Sequence[Touch]], Mapping[str, Touch]]
) -> dict[str, list[Touch]]:
    """The latest mails, with all their words, of whoever is somebody's assistant or high enough to be taken for a decider."""
    may = {p for p, f in faces.items() if f.title and not f.objected and (superiors_title(f.title) or level(f.title) >= 2.0)}
    wrote: dict[str, list[Touch]] = defaultdict(list)
    for touch in sorted(touches, key=lambda t: (t.us, t.id)):
        if touch.writer in may and not touch.by_us and touch.kind == "mail" and touch.worded and not touch.automated:
            wrote[touch.writer].append(touch)
    latest = {person: mails[-LOOKED_AT:] for person, mails in wrote.items()}
    words = whole([t for mails in latest.values() for t in mails])
    return {person: [words.get(t.id, t) for t in mails] for person, mails in latest.items()}
