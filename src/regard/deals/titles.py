"""What is somebody called? By what they sign under their name, and by what others of their side say before or after it. Pure.

A signature block and the CRM come first (`answers/committees.py`); these are for the many who sign with two lines and no block, and for
those whom everybody calls by their rank ("Judge Brandt has asked for it").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from regard.deals.committee import Face
from regard.deals.mentions import Mention, fits, rank_before
from regard.deals.records import Touch
from regard.parse.signature_facts import signature_facts

LINES = 8
"""Lines at the end of somebody's own words among which their name is looked for."""
LOOKED_AT = 4
"""Of their latest mails."""


def signed_as(touch: Touch, name: str) -> str:
    """The title under (or before) the writer's name at the end of their own words; "" where there is none."""
    for span in touch.spans:
        if span.zone not in ("own", "signature"):
            continue
        lines = [x for raw in touch.text[span.start : span.end].splitlines() if (x := raw.strip(" \t\xa0*_-–~?,"))]
        first = max(0, len(lines) - LINES) if span.zone == "own" else 0
        for n, line in enumerate(lines[first : first + 2 * LINES], first):
            ranked = rank_before(line)
            if ranked is not None and fits(ranked[1], name):
                return ranked[0]
            if len(line.split()) > 5 or not _is(line, name):
                continue
            if n + 1 < len(lines) and (title := signature_facts(f"{line}\n{lines[n + 1]}").title):
                return title
    return ""


def _is(line: str, name: str) -> bool:
    """Whether a line is the writer's full name and nothing else."""
    return len(line.split()) >= 2 and fits(line, name)


def unsigned(faces: Mapping[str, Face], touches: Iterable[Touch]) -> dict[str, list[Touch]]:
    """Who has no title, with the latest mails that they may have signed with one, the last first."""
    bare = {p for p, face in faces.items() if not face.title and not face.objected}
    wrote: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if touch.writer in bare and touch.kind == "mail" and touch.worded:
            wrote[touch.writer].append(touch)
    return {person: mails[-LOOKED_AT:][::-1] for person, mails in wrote.items()}


def with_titles(faces: Mapping[str, Face], touches: Iterable[Touch], said: Sequence[Mention]) -> dict[str, Face]:
    """The people, each without a title given the one they sign with, else the one that others of their side call them by most."""
    told = dict(faces)
    bare = {p for p, face in faces.items() if not face.title and not face.objected}
    for person, mails in unsigned(faces, touches).items():
        for touch in mails:
            if title := signed_as(touch, faces[person].name):
                told[person] = replace(faces[person], title=title, title_reference=touch.id)
                bare.discard(person)
                break
    called: dict[str, list[Mention]] = defaultdict(list)
    for mention in said:
        if mention.name and mention.title:
            fitting = [p for p, face in faces.items() if fits(mention.name, face.name)]
            if len(fitting) == 1 and fitting[0] in bare and fitting[0] != mention.by:
                called[fitting[0]].append(mention)
    for person, mentions in called.items():
        often = Counter(m.title.casefold() for m in mentions)
        best = min(mentions, key=lambda m: (-often[m.title.casefold()], m.us, m.touch, m.start))
        told[person] = replace(faces[person], title=best.title, title_reference=best.touch, called=best)
    return told
