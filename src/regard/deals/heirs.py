"""Who takes over from somebody of theirs who leaves, and was never met? Named by whoever leaves, they are an empty seat. Pure.

The seat has the part of the one who leaves, where that is known, and the sentence that names them. Whoever was met, stands on a mail
already, or is one of ours is none; nor is anybody named in confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from regard.deals.committee import QUOTE, is_seat, own_names
from regard.deals.mentions import fits, name_key, own_sentences
from regard.deals.records import Evidence, Member, Seat, Touch
from regard.deals.risks_leaving import who_leaves
from regard.deals.signs import Sign
from regard.deals.succession import successor
from regard.time import iso

Signs = Callable[[Touch], Iterable[Sign]]


def heirs(touches: Iterable[Touch], members: Sequence[Member], signs: Signs) -> list[Seat]:
    """A seat for each name that somebody of theirs gives who leaves, in order of time; the last one who is named for a part holds."""
    found: dict[str, Seat] = {}
    for touch in (v for t in touches for v in t.spoken if not v.by_us and "coaches" not in v.cues):
        sentences = own_sentences(touch)
        name = successor(" ".join(words for _, _, words in sentences))
        leaving = next((s for s in signs(touch) if s.kind == "leaves"), None) if name else None
        if leaving is None or not any(m.person == touch.writer for m in members):
            continue
        gone = who_leaves(members, touch, leaving)
        if gone is None or not (gone.objected or fits(name, gone.name)):
            found[gone.person or gone.name if gone is not None else name_key(name)] = _seat(touch, sentences, name, gone)
    return list(found.values())


def _seat(touch: Touch, sentences: Sequence[tuple[int, int, str]], name: str, gone: Member | None) -> Seat:
    """The seat that one mail names, with the sentence that does."""
    start, end, words = next((s for s in sentences if successor(s[2]) == name), None) or next(
        (s for s in sentences if name in s[2]), sentences[0]
    )
    after = f"named as who takes over from {gone.name}" if gone is not None and gone.name else "named as who takes over"
    return Seat(
        name,
        gone.role if gone is not None else "",
        "",
        (Evidence(after, touch.id, iso(touch.us), words[:QUOTE], start, end, touch.writer),),
    )


def with_heirs(
    seats: Sequence[Seat], found: Iterable[Seat], members: Sequence[Member], known: Mapping[str, str], ours: Iterable[str]
) -> list[Seat]:
    """The empty seats with those of successors who are nobody known; one who is mentioned otherwise too is told once."""
    made = list(seats)
    mine = own_names(ours)
    for heir in found:
        same = next((n for n, s in enumerate(made) if s.name and (fits(heir.name, s.name) or fits(s.name, heir.name))), None)
        if same is not None:
            seat = made[same]
            made[same] = Seat(
                max(seat.name, heir.name, key=len), seat.role or heir.role, seat.title, (*heir.evidence, *seat.evidence)[:5],
                seat.corrected, seat.elsewhere,
            )  # fmt: skip
        elif is_seat(heir.name, members, mine):
            name = next((n for n in known.values() if name_key(n) == name_key(heir.name)), heir.name)
            made.append(Seat(name, heir.role, heir.title, heir.evidence))
    return sorted(made, key=lambda s: (-len(s.evidence), s.name, s.title))
