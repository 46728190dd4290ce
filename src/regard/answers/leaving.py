"""Who said that they leave, and was hardly heard of after?

A word about a colleague who leaves says nothing of the writer, and one told in confidence is for one of ours alone; what their closed
mailbox answers does (`departed`). Said on a call it counts as written. Reads message, body, speaker,
handle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regard.answers.confided import confided
from regard.answers.departed import Departed, departed
from regard.deals.mentions import fits
from regard.deals.succession import named, successor
from regard.evidence.language.detect import cues
from regard.model import DAY
from regard.store.spans import unpack_spans

if TYPE_CHECKING:
    from regard.answers.view import View

FAREWELL = 60 * DAY
"""A word of leaving counts while they wrote for no longer than this after it."""
FRESH = 31 * DAY
"""Whoever said so within a month may still be there to introduce who follows them."""
_SAYS = """SELECT h.person, m.us, m.cues, b.text, m.id FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE m.cues LIKE '%"leaves"%' AND m.us <= {as_of} AND m.known_us <= {as_of} {among}
    UNION ALL SELECT h.person, m.us, k.cues, b.text, m.id FROM speaker k JOIN message m ON m.n = k.message JOIN handle h ON h.n = k.handle
    JOIN body b ON b.message = m.n WHERE k.cues <> '' AND k.cues LIKE '%"leaves"%' AND m.us <= {as_of} AND m.known_us <= {as_of} {among}
    ORDER BY 2"""
_QUOTED = """SELECT person, us, text, spans, id FROM (SELECT h.person AS person, m.id AS id, m.us AS us, b.text AS text, b.spans AS spans,
        row_number() OVER (PARTITION BY h.person ORDER BY m.us DESC) AS k FROM message m JOIN handle h ON h.n = m.from_n
        JOIN body b ON b.message = m.n WHERE NOT m.us IS NULL AND m.us <= {as_of} AND m.known_us <= {as_of} AND h.person IN ({{}}))
    WHERE k <= 3"""
_HINT = re.compile(
    r"resign|leav|left|last (?:day|week)|retir|notice|business|new (?:job|position|role)|moving on|stepping down", re.IGNORECASE
)
_LAST = re.compile(
    r"\b(?:will be|is|was) my last day\b|\bmy last day (?:here|at|with|in|will|is)\b"
    r"|\bi(?:['’]ll| will| am|['’]m) (?:be )?leaving (?!for |on |to |the |at |by |town"
    r"|in |early|tomorrow|now|my |from |a )[^.?!]{0,40}"
    r"|\bwe (?:won['’]t|will not|will no longer) be in business\b|\b(?:went|going|gone) out of business\b",
    re.IGNORECASE,
)
"""A farewell to everybody, or the end of a firm, in so many words."""
_MYSELF = re.compile(r"\b(?:i|over from me|my (?:last|son|daughter|nephew|niece|deputy))\b", re.IGNORECASE)
_ARRIVES = re.compile(
    r"\bnew (?:\w+ )?(?:contact|point of contact|account manager|buyer|rep)|\b(?:taken|taking|took) over\b(?! from me)|\breplac|\bsucceed",
    re.IGNORECASE,
)


def _rows(view: View, among: Sequence[str] | None) -> list[tuple[Any, ...]]:
    """(person, when, cues, text, message) of whatever holds a word of leaving, in order of time."""
    if among is None:
        return list(view.live.rows(_SAYS.format(as_of=view.as_of_us, among="")))
    whose = " AND h.person IN (SELECT value FROM json_each(?1))"
    return list(view.live.rows(_SAYS.format(as_of=view.as_of_us, among=whose), json.dumps(list(among))))


def says_leaving(view: View, among: Sequence[str] | None = None) -> dict[str, int]:
    """Person -> when they last said of themselves that they leave (of `among`, if given)."""
    rows = _rows(view, among)
    found: dict[str, int] = {}
    private = confided(view.live, [row[4] for row in rows])
    for person, us, found_in, text, message_id in rows:
        if message_id in private:
            continue
        said = [text[c[1] : c[2]] for c in json.loads(found_in) if c[0] == "leaves"]
        if any(of_themselves(words) for words in said):
            found[person] = max(us, found.get(person, us))
    return found


_WROTE = """SELECT buyer, max(us) FROM interaction WHERE NOT outbound AND NOT automated AND kind = 'mail' AND us <= {as_of}
    AND known_us <= {as_of} AND buyer IN ({{}}) GROUP BY 1"""


def leavers(view: View, among: Sequence[str] | None = None) -> dict[str, Departed]:
    """Person -> that they are gone (of `among`, if given): their mailbox says so, or they wrote that they leave, and for no longer than
    `FAREWELL` after that. Nothing that was told in confidence.
    """
    rows = _rows(view, among)
    private = confided(view.live, [row[4] for row in rows])
    found: dict[str, Departed] = {}
    for person, us, found_in, text, message_id in rows:
        here = [c for c in json.loads(found_in) if c[0] == "leaves" and of_themselves(text[c[1] : c[2]])]
        if person is not None and here and message_id not in private:
            _, start, end, *_ = here[0]
            quote = " ".join(text[start:end].split())
            found[person] = Departed(us, message_id, start, end, quote, named(text, successor(text)), announced=True)
    wrote = dict(view.live.rows_in(_WROTE.format(as_of=view.as_of_us), list(found)))
    found = {p: d for p, d in found.items() if wrote.get(p, d.us) <= d.us + FAREWELL}
    return _with_met(view, found) | departed(view, among)


_BESIDE = """SELECT a.id, b.name, max(i.us) FROM person a JOIN person b ON b.company_id = a.company_id AND b.id <> a.id
    JOIN interaction i ON i.buyer = b.id WHERE a.id IN ({{}}) AND NOT i.outbound AND NOT i.automated AND i.us <= {as_of}
    AND i.known_us <= {as_of} GROUP BY 1, 2"""


def _with_met(view: View, found: Mapping[str, Departed]) -> dict[str, Departed]:
    """The same, of whom the one colleague whom they name as taking over has written since."""
    heirs = {p: d.successor.partition(" (")[0] for p, d in found.items() if d.successor}
    wrote = list(view.live.rows_in(_BESIDE.format(as_of=view.as_of_us), list(heirs)))
    met = {p: [us for q, name, us in wrote if q == p and fits(heir, name or "")] for p, heir in heirs.items()}
    return {p: replace(d, met=len(met.get(p, ())) == 1 and met[p][0] > d.us) for p, d in found.items()}


def going(view: View, among: Sequence[str]) -> dict[str, Departed]:
    """Those of some people who wrote within a month that they leave, and may still be there."""
    found = leavers(view, list(among))
    return {p: d for p, d in found.items() if d.announced and view.as_of_us - d.us <= FRESH}


def gone(view: View, last_them: Mapping[str, int | None]) -> set[str]:
    """Those of some people (with their last mail) who said that they leave, and wrote for no longer than `FAREWELL` after, or whose mailbox
    answers that they work there no longer.

    Their last mails are read here again: of what is known from quotes alone, or went round to many, no cues are kept.
    """
    said = says_leaving(view, list(last_them))
    for person, us, text, spans, message_id in view.live.rows_in(_QUOTED.format(as_of=view.as_of_us), list(last_them)):
        if us >= (last_them[person] or 0) - FAREWELL and _HINT.search(text):
            if confided(view.live, [message_id]):
                continue
            words = [text[c.start : c.end] for c in cues(text, unpack_spans(spans)) if c.kind == "leaves"]
            if any(of_themselves(w) for w in words) or _LAST.search(_own(text, spans)):
                said[person] = max(us, said.get(person, us))
    return {p for p, us in said.items() if (last_them[p] or us) <= us + FAREWELL} | departed(view, list(last_them)).keys()


def _own(text: str, spans: str) -> str:
    return "\n".join(text[s.start : s.end] for s in unpack_spans(spans) if s.zone == "own")


def of_themselves(words: str) -> bool:
    """Whether a sentence says that its writer leaves, not that they arrive."""
    return bool(_MYSELF.search(words)) and not _ARRIVES.search(words)
