"""What one of ours promised in the thread of a confidence, for whoever promised it.

To everybody else such words are "(said to one of us in confidence)": an answer to a confidence may repeat it, in words of its own, which no
comparison of words shows (`confided`). Whoever wrote them may read them again. Nothing made here is kept or handed to another one. Reads
message, handle, body.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regard.answers.confided import IN_CONFIDENCE
from regard.answers.evidence import shortened
from regard.results import PromiseRow, Told

if TYPE_CHECKING:
    from regard.answers.seller import Seller
    from regard.answers.view import View

SENTENCE = 300
_WROTE = """SELECT m.id, h.person, b.text FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE m.kind = 'mail' AND m.id IN ({})"""


def of_rows(view: View, rows: Iterable[PromiseRow], who: Seller | None) -> list[PromiseRow]:
    """Promises, those that `who` wrote of ours with their words; all the others as they are."""
    found = list(rows)
    hidden = [r.message_id for r in found if who is not None and r.by_id == who.person and r.text == IN_CONFIDENCE]
    texts = _texts(view, hidden, who)
    return [
        replace(r, text=shortened(texts[r.message_id][r.start : r.end], SENTENCE))
        if r.text == IN_CONFIDENCE and r.message_id in texts
        else r
        for r in found
    ]


def of_lines(view: View, lines: Sequence[Told], who: Seller | None) -> tuple[Told, ...]:
    """The same of lines of a brief."""
    texts = _texts(view, [t.message_id for t in lines if t.says == IN_CONFIDENCE], who)

    def own(t: Told) -> Told:
        if t.says != IN_CONFIDENCE or t.message_id not in texts:
            return t
        said = shortened(texts[t.message_id][t.start : t.end], SENTENCE)
        return replace(t, says=said, quote=said)

    return tuple(own(t) for t in lines)


def _texts(view: View, messages: Sequence[str], who: Seller | None) -> dict[str, str]:
    """Of some messages the text of those that `who` wrote."""
    if who is None or not who.person or not messages:
        return {}
    rows = view.live.rows_in(_WROTE, sorted(set(messages)))
    return {message: text for message, person, text in rows if person == who.person}
