"""Does somebody say that they changed company? Looked for in the mail of the few pairs that share a name at two companies.

Reads handle, message, body; writes nothing but the list of those pairs (live meta `elsewhere`), so that new mail of one of them is
looked at without judging everybody anew. A function of what is in the book: the order in which it came does not matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from regard.identity.jobs import HANDOVER
from regard.identity.matching import judgement
from regard.identity.moves import Elsewhere, announces, names_company, states
from regard.identity.normalize import domain_of, registrable
from regard.identity.sides import side
from regard.model import Judgement
from regard.parse.signature_facts import signature_facts
from regard.store.live import Live
from regard.store.spans import unpack_spans
from regard.time import iso_day

FIRST = 10
"""A change is announced in the first mails from a new address."""

_NAMED = """SELECT m.us, m.automated, b.own FROM message m JOIN body b ON b.message = m.n
    WHERE m.from_n = ? AND m.kind = 'mail' AND m.basis = 'observed' AND m.automated IN ('', 'out_of_office')
    AND instr(lower(b.own), ?) ORDER BY m.us, m.id"""
_OPENING = """SELECT m.us, b.own, b.text, b.spans FROM message m JOIN body b ON b.message = m.n
    WHERE m.from_n = ? AND m.kind = 'mail' AND m.basis = 'observed' AND m.automated = '' AND m.us IS NOT NULL
    ORDER BY m.us, m.id LIMIT ?"""
_SIGNED = """SELECT b.text, b.spans FROM message m JOIN body b ON b.message = m.n
    WHERE m.from_n = ? AND m.kind = 'mail' AND m.automated = '' AND b.spans LIKE '%s%' AND m.us IS NOT NULL
    ORDER BY m.us DESC, m.id LIMIT ?"""
_USE = "SELECT min(us), max(us) FROM message WHERE from_n = ? AND kind = 'mail' AND basis = 'observed' AND automated = ''"


def watch(live: Live, pairs: Iterable[Elsewhere]) -> None:
    """Remember whose new mail may tell of a change of company."""
    live.put("elsewhere", json.dumps([list(pair) for pair in pairs]))


def watched(live: Live) -> list[Elsewhere]:
    """The pairs remembered."""
    return [Elsewhere(*pair) for pair in json.loads(live.get("elsewhere") or "[]")]


def moved(
    live: Live, pairs: Sequence[Elsewhere], us_domains: Sequence[str], owners: Sequence[str], *, key: bytes, now_us: int
) -> list[Judgement]:
    """The pairs that are one person: as their own words say, who changed company; or at sister domains, as their addresses say."""
    ids = sorted({h for pair in pairs for h in pair[:2]})
    known = {row[1]: (row[0], row[2]) for row in live.rows_in("SELECT n, id, address FROM handle WHERE id IN ({})", ids)}
    found = []
    for pair in pairs:
        a, b = known.get(pair.left), known.get(pair.right)
        if a and b and all(side(address, us_domains, owners) == "them" for _, address in (a, b)):
            reason = _stated(live, a, b) or _stated(live, b, a)
            if not reason and pair.alone:
                reason = _announced(live, a, b) or _announced(live, b, a)
            if not reason and pair.sister:
                reason = f"{a[1]} and {b[1]} are one mailbox name with one full name, at domains of which one only adds a word"
                found.append(judgement(key, now_us, (pair.left, pair.right, "sister-domain"), reason))
            elif reason:
                found.append(judgement(key, now_us, (pair.left, pair.right, "moved"), reason))
    return found


def _stated(live: Live, writer: tuple[int, str], other: tuple[int, str]) -> str:
    """Why mail from `writer` says that `other` is the same person's, "" if it does not."""
    for us, automated, own in live.rows(_NAMED, writer[0], other[1]):
        if automated:
            return f"an automatic reply from {writer[1]} ({iso_day(us)}) names {other[1]}, of the same name"
        if states(own, other[1]):
            return f"{writer[1]} wrote ({iso_day(us)}) that {other[1]} is their address, and the name is the same"
    return ""


def _announced(live: Live, new: tuple[int, str], old: tuple[int, str]) -> str:
    """Why the first mails from `new` tell of leaving the company of `old`, "" if they do not, or if `old` went on writing."""
    first, last = live.rows(_USE, old[0])[0]
    if first is None:
        return ""
    numbers: set[str] | None = None
    for us, own, text, spans in live.rows(_OPENING, new[0], FIRST):
        if not announces(own) or not first < us or last > us + HANDOVER:
            continue
        if names_company(own, registrable(domain_of(old[1]))):
            return f"{new[1]} wrote ({iso_day(us)}) of leaving the company of {old[1]}, where nobody else has the name"
        if mine := _numbers([(text, spans)]):
            numbers = signed_numbers(live, old[0]) if numbers is None else numbers
            if mine & numbers:
                return f"{new[1]} wrote ({iso_day(us)}) of a new job and signs with the name and the telephone of {old[1]}"
    return ""


def signed_numbers(live: Live, handle: int) -> set[str]:
    """The telephone numbers in the newest signatures of mail from a handle."""
    return _numbers(live.rows(_SIGNED, handle, FIRST))


def _numbers(rows: Iterable[Any]) -> set[str]:
    return {
        number
        for text, spans in rows
        for span in unpack_spans(spans)
        if span.zone == "signature"
        for number in signature_facts(text[span.start : span.end]).phones
    }
