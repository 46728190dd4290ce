"""What buyers told one of our people in confidence or advised them, and whether advice was heeded: told to that one alone.

On a call it is told to whoever of ours spoke on it. Reads message, body, speaker, party, handle, person, and action_event (records)
through the actions made of it. Nothing where words are not read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from regard.answers.confided import COACHES, KIND, confided
from regard.answers.evidence import shortened
from regard.answers.seller import Seller
from regard.answers.view import View
from regard.evidence.language.leisure import is_leisure
from regard.evidence.language.sentences import sentences
from regard.identity.sensitive import is_private
from regard.ids import digest
from regard.model import DAY
from regard.results import ActionRow, Noticed
from regard.results.perception import Coached
from regard.review.action import Action
from regard.review.advising import kind_of
from regard.review.heeding import Later, sequel
from regard.store.spans import unpack_spans
from regard.time import iso, iso_day

LATELY = 180 * DAY
QUOTE = 240
_COACHED = f"""SELECT DISTINCT m.id, m.us, m.cues, s.id, s.name, s.company, b.text FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person s ON s.id = h.person AND s.side = 'them' AND NOT s.objected JOIN party p ON p.message = m.n AND p.role = 'to'
    JOIN handle o ON o.n = p.handle AND o.person = ? JOIN body b ON b.message = m.n
    WHERE m.us > ? AND m.us <= ? AND m.known_us <= ? AND m.automated = '' AND m.basis = 'observed' AND {COACHES}"""
_COACHED_ON_CALLS = f"""SELECT DISTINCT m.id, m.us, k.cues, s.id, s.name, s.company, b.text FROM speaker k JOIN message m ON m.n = k.message
    JOIN handle h ON h.n = k.handle JOIN person s ON s.id = h.person AND s.side = 'them' AND NOT s.objected
    JOIN speaker w ON w.message = m.n JOIN handle o ON o.n = w.handle AND o.person = ? JOIN body b ON b.message = m.n
    WHERE k.cues <> '' AND m.us > ? AND m.us <= ? AND m.known_us <= ? AND {COACHES.replace("m.cues", "k.cues")}"""
UNQUOTED = "something of their private life, which is quoted nowhere"
FEWEST = 5
"""Words: a shorter sentence tells nothing that would be missed."""
_TO_THEM = """SELECT DISTINCT m.id, m.us, s.id, s.name, s.company, b.text, b.spans FROM message m JOIN handle h ON h.n = m.from_n
    JOIN person s ON s.id = h.person AND s.side = 'them' AND NOT s.objected JOIN party p ON p.message = m.n AND p.role = 'to'
    JOIN handle o ON o.n = p.handle AND o.person = ? JOIN body b ON b.message = m.n
    WHERE m.us > ? AND m.us <= ? AND m.known_us <= ? AND m.automated = '' AND m.basis = 'observed' AND m.kind = 'mail'"""
_LATER = """SELECT i.buyer, i.message_id, i.us, i.outbound, b.own FROM interaction i JOIN message m ON m.id = i.message_id
    JOIN body b ON b.message = m.n WHERE i.kind = 'mail' AND NOT i.automated AND NOT i.recovered AND i.us > {since} AND i.us <= {as_of}
    AND i.known_us <= {as_of} AND i.buyer IN ({{}})"""
_SAYS = {
    ("heeded", True): "we wrote that we did as they advised",
    ("heeded", False): "they wrote that it was heeded",
    ("not heeded", True): "we wrote that we did otherwise",
    ("not heeded", False): "they wrote that it was not heeded",
}


def coached(view: View, who: Seller, known: Mapping[str, Action], rows: Sequence[ActionRow]) -> list[Coached]:
    """What buyers told or advised a seller within half a year, the newest first. `known` are all actions, `rows` those shown to them."""
    if not view.text or not who.person:
        return []
    found = [
        row
        for sql in (_COACHED, _COACHED_ON_CALLS)
        for row in view.live.rows(sql, who.person, view.as_of_us - LATELY, view.as_of_us, view.as_of_us)
    ]
    later = _later(view, found)
    made = {a.ref: a for a in known.values() if a.source == "coaching" and a.private_to in {"", who.address}}
    shown = {r.id: r for r in rows}
    beside = _confided_to(view, who, {row[0] for row in found}, {ref: shown.get(a.id) for ref, a in made.items()})
    told = []
    for message_id, us, cues, person, name, company, text in found:
        at = next((c[1], c[2]) for c in json.loads(cues) if c[0] == KIND)
        key = digest("k", view.key, message_id, str(at[0]))
        start, end = around(text, *at)
        action = made.get(key)
        kind = kind_of(text[at[0] : at[1]], text[start:end])
        start, end = _business(text, list(sentences(text, start, end)), start)
        quote = shortened(text[start:end], QUOTE) if end > start else UNQUOTED
        heeds = kind == "advice"
        seen = sequel(us, later[person], action.rejected if action else frozenset()) if heeds else None
        told.append(
            Coached(
                key, message_id, start, end, quote, iso(us), person, name, company,
                seen.shows if seen else "", seen.message_id if seen else None, iso(seen.us) if seen else None,
                _SAYS[seen.shows, seen.by_us] if seen else "", shown.get(action.id) if action else None, kind,
            )
        )  # fmt: skip
    return sorted([*told, *beside], key=lambda c: (c.date or "", c.id), reverse=True)


def _confided_to(view: View, who: Seller, listed: Collection[str], actions: Mapping[str, ActionRow | None]) -> list[Coached]:
    """What else buyers wrote to a seller in confidence: held back from everybody, and so told here, or nobody would be told it. Of each
    mail the first sentences that say something, as far as `QUOTE` goes and without what is of private life: of a mail that holds nothing
    else only that there is one (`UNQUOTED`).
    """
    rows = view.live.rows(_TO_THEM, who.person, view.as_of_us - LATELY, view.as_of_us, view.as_of_us)
    private = confided(view.live, [row[0] for row in rows if row[0] not in listed])
    found = []
    for message_id, us, person, name, company, text, spans in rows:
        own = next((s for s in unpack_spans(spans) if s.zone == "own"), None)
        if message_id not in private or own is None:
            continue
        says = [(a, b) for a, b in sentences(text, own.start, own.end) if len(text[a:b].split()) >= FEWEST]
        if not says:
            continue
        key = digest("k", view.key, message_id, str(says[0][0]))
        start, end = _business(text, says, own.start)
        quote = shortened(" ".join(text[start:end].split()), QUOTE) if end > start else UNQUOTED
        found.append(
            Coached(
                key,
                message_id,
                start,
                end,
                quote,
                iso(us),
                person,
                name,
                company,
                "",
                None,
                None,
                "",
                actions.get(key),
                "confidence",
            )
        )
    return found


def _business(text: str, says: Sequence[tuple[int, int]], nothing: int) -> tuple[int, int]:
    """The first of these sentences, and those right after it, up to what is of private life: what follows that may be of the same; an
    empty span at `nothing` without any.
    """
    start, end = nothing, nothing
    for a, b in says:
        if is_private(text[a:b]):
            break
        if is_leisure(text[a:b]):
            if end > start:
                break
        elif end == start:
            start, end = a, b
        elif b - start <= QUOTE and not is_private(text[end:b]):
            end = b
        else:
            break
    return start, end


def pointer(view: View, person: str, people: Collection[str]) -> str:
    """That somebody of these buyers' companies told this one of ours something to keep, and where it stands; "" where nobody did. For them
    alone, and without a word of it.
    """
    if not view.text or not person or not people:
        return ""
    of = "SELECT id, coalesce(nullif(company_id, ''), id) FROM person WHERE {} IN ({{}})"
    units = {unit for _, unit in view.live.rows_in(of.format("id"), sorted(people))}
    near = {row[0] for row in view.live.rows_in(of.format("company_id"), sorted(units))} | set(people)
    told = {
        row[0]: (row[1], row[3], row[4])
        for sql in (_COACHED, _COACHED_ON_CALLS)
        for row in view.live.rows(sql, person, view.as_of_us - LATELY, view.as_of_us, view.as_of_us)
        if row[3] in near
    }
    if not told:
        return ""
    names = [name for _, _, name in sorted(told.values(), reverse=True)]
    who = " and ".join(list(dict.fromkeys(names))[:2])
    last = iso_day(max(us for us, _, _ in told.values()))
    return f"{who} told you something to keep to yourself, last on {last}. It stands on your own list alone (regard mine)."


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """A sentence with the one before and the one after it in its paragraph: "keep it to yourself" tells nothing without them."""
    first, last = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    places = list(sentences(text, first, last if last >= 0 else len(text)))
    near = [n for n, (a, b) in enumerate(places) if a < end and b > start]
    if not near:
        return start, end
    a, b = places[max(near[0] - 1, 0)][0], places[min(near[-1] + 1, len(places) - 1)][1]
    return (a, b) if b - a <= QUOTE else (start, end)


def _later(view: View, found: Sequence[tuple[object, ...]]) -> dict[str, list[Later]]:
    since = min((int(str(row[1])) for row in found), default=view.as_of_us)
    passed: dict[str, list[Later]] = defaultdict(list)
    sql = _LATER.format(since=since, as_of=int(view.as_of_us))
    for buyer, message_id, us, outbound, own in view.live.rows_in(sql, sorted({str(row[3]) for row in found})):
        passed[buyer].append(Later(message_id, us, bool(outbound), own))
    return passed


def proposals(found: Sequence[Coached], who: Seller) -> list[ActionRow]:
    """Advice and confidences of which nothing was made yet, as proposed actions for their seller alone."""
    return [
        ActionRow(
            id=c.id,
            text=f"{'Heed' if c.kind == 'advice' else 'Bear in mind'}: “{shortened(c.quote, 160)}”",
            state="open",
            kind="any",
            owner=who.address,
            owner_name=who.name,
            due="",
            person=c.person,
            name=c.name,
            company=c.company,
            company_id=None,
            deal="",
            deal_name="",
            reason=f"{c.name} {'advised it' if c.kind == 'advice' else 'told it in confidence'} on {(c.date or '')[:10]}",
            source="coaching",
            ref=c.id,
            month="",
            made=c.date,
            made_by="",
            recorded=None,
            noticed=noticed(c),
            proposed=True,
            private=True,
        )
        for c in found
        if c.action is None and c.quote != UNQUOTED
    ]


def noticed(c: Coached) -> Noticed | None:
    """What shows that advice was heeded; that it was not is no sign that an action is done."""
    if c.shown_by is None:
        return None
    return Noticed(c.shown_by, c.shown_on, "mail", c.says, sure=c.shows == "heeded")
