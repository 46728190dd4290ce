"""Where is it? People, companies and messages that hold the words asked for, in one look.

Every word must be there; “quoted words” stand together; the last word may be unfinished. Accents and letter case do not matter, and
nothing typed is ever read as a query language. Only what pages show is found: mail with buyers as it was known at the moment; personal
contacts only when asked for. What was told in confidence is found, and its words are shown to whoever of ours is on the mail alone. Newest
mail first: who searches mail mostly wants the latest. Of mail among ourselves the one sentence is found that is told on a deal (`inside`).

Reads words, body, message, party, handle, person, interaction, and the names that `answers.names` gathers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

from regard.answers.confided import IN_CONFIDENCE, kept_from, subject_of
from regard.answers.inside import said_inside
from regard.answers.messages import shown_at
from regard.answers.people import Contact, contacts, people
from regard.answers.view import View
from regard.answers.words import Term, fold, places, terms
from regard.deals.case import Limits
from regard.model import DAY
from regard.results import CompanyMatch, Found, Match, PersonRow
from regard.store.live import Live
from regard.time import iso, iso_day

PEOPLE, COMPANIES = 12, 6
RANKED = 48
"""So many people (or companies) that fit are looked at to show the first of them; of more, those whose names begin with the words, and
of these the ones with most chances."""
COMMON = 4_000
"""Words that stand in more messages than this are looked for in the newest first, and not sorted."""
READ_THROUGH = 1_500
"""So many of the newest messages are read for them before the index is asked where else they stand."""
SHORT = 2
"""The beginning of a word of so few letters stands in nearly every message."""
INSIDE = 4
"""From so many letters on, a word may stand anywhere in a mailbox name ("ortiz" in "lortiz")."""
AROUND = 90
"""Characters of a mail shown before and after the first word found."""
LOOKED_THROUGH = 40_000
"""Characters of a mail in which its snippet is looked for."""


def search(view: View, text: str, *, limit: int = 50, personal: bool = False, who: str = "") -> Found:
    """What fits all words: people (buyers, or personal contacts), companies, messages (the newest `limit`). `who` of ours looks (a person
    id, "" for nobody): to them what was told in confidence on their own mail is shown.
    """
    asked = terms(text)
    persons, total, hidden = _people(view, asked, "personal" if personal else "them")
    firms, firms_total = ([], 0) if personal else _companies(view, asked)
    messages = [] if personal else _messages(view, asked, limit + 1, who)
    among_us = [] if personal else _inside(view, asked)
    return Found(
        query=text,
        people=tuple(persons),
        people_total=total,
        companies=tuple(firms),
        companies_total=firms_total,
        messages=(*among_us, *messages[:limit]),
        more=len(messages) > limit,
        personal=hidden,
        as_of=iso_day(view.as_of_us - 1) or "",
    )


# ------------------------------------------------------------------------------------------------------------ people


def _people(view: View, asked: Sequence[Term], side: str) -> tuple[list[PersonRow], int, int]:
    """(the first that fit, how many fit, how many personal contacts would). Who bears the words in their name comes first."""
    fits: dict[str, tuple[bool, int]] = {}
    hidden: set[str] = set()
    starts = [re.compile(rf"(?<![^\W_]){re.escape(w)}") for t in asked for w in t.words]
    written = [w for t in asked for w in t.words]
    long = [w if len(w) >= INSIDE else "" for w in written]
    for person, its_side, name, where, local, chances in view.names().people:
        if not all(w in where for w in written):
            continue
        if all(s.search(where) or (w and w in local) for s, w in zip(starts, long, strict=True)):
            if its_side == side:
                named = fits.get(person, (False, 0))[0] or all(s.search(name) for s in starts)
                fits[person] = (named, chances)
            elif its_side == "personal":
                hidden.add(person)
    among = sorted(fits, key=lambda p: (not fits[p][0], -fits[p][1], p))[:RANKED]
    contact = contacts(view, sorted(among))
    # Whoever dealt with us was on a mail by then; only of the others it has to be asked.
    dealt = {p for p in among if contact.get(p, Contact()).messages}
    seen = _seen(view, [p for p in among if p not in dealt])
    there = [p for p in among if p in dealt or p in seen]
    ranked = sorted(there, key=lambda p: (not fits[p][0], -contact.get(p, Contact()).messages, -seen.get(p, 0), p))
    rows = {r.id: r for r in people(view, among=ranked[:PEOPLE])}
    told = [_unmet(rows[p], seen.get(p, 0)) for p in ranked[:PEOPLE]]
    return told, len(ranked) + max(len(fits) - RANKED, 0), len(hidden) if side != "personal" else 0


def _unmet(row: PersonRow, mails: int) -> PersonRow:
    """Of somebody who was only ever among the others on a mail, that."""
    if row.messages or not mails:
        return row
    return replace(row, why=f"on {mails} {'mail' if mails == 1 else 'mails'}, but nobody of us wrote with them")


def _seen(view: View, persons: Sequence[str]) -> dict[str, int]:
    """Person -> on how many mails they were by the view's moment; who was on none is not there."""
    sql = f"""SELECT h.person, count(DISTINCT m.n) FROM handle h JOIN party p ON p.handle = h.n JOIN message m ON m.n = p.message
        WHERE m.known_us <= {int(view.as_of_us)} AND h.person IN ({{}}) GROUP BY h.person"""
    return dict(view.live.rows_in(sql, list(persons)))


# --------------------------------------------------------------------------------------------------------- companies


def _companies(view: View, asked: Sequence[Term]) -> tuple[list[CompanyMatch], int]:
    """(the first companies that fit, those with most contact before the others; how many fit)."""
    starts = [re.compile(rf"(?<![^\W_]){re.escape(w)}") for t in asked for w in t.words]
    fits = [row for row in view.names().companies if all(s.search(row[1]) for s in starts)]
    fits.sort(key=lambda row: (-row[4], row[0]))
    sql = f"""SELECT p.company_id, count(DISTINCT p.id), max(CASE WHEN i.outbound THEN i.us END),
        max(CASE WHEN NOT i.outbound THEN i.us END), count(*) FROM person p JOIN interaction i ON i.buyer = p.id
        WHERE p.side = 'them' AND NOT i.automated AND i.us <= {int(view.as_of_us)} AND p.company_id IN ({{}}) GROUP BY 1"""
    among = {row[0]: row for row in fits[:RANKED]}
    dealt = view.live.rows_in(sql, sorted(among))
    dealt.sort(key=lambda r: (-r[4], r[0]))
    found = [CompanyMatch(r[0], among[r[0]][2], tuple(among[r[0]][3].split()), r[1], iso(r[2]), iso(r[3])) for r in dealt]
    return found[:COMPANIES], len(found) + max(len(fits) - RANKED, 0)


# ---------------------------------------------------------------------------------------------------------- messages


_SHOWN = f"""SELECT m.n, m.id, m.us, m.subject, coalesce(nullif(s.name, ''), h.address, ''), s.side, b.own, m.basis,
        (SELECT k.id FROM party q JOIN handle g ON g.n = q.handle JOIN person k ON k.id = g.person AND k.side = 'them'
         WHERE q.message = m.n ORDER BY q.role <> 'from', g.address LIMIT 1)
        FROM message m LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person s ON s.id = h.person
        LEFT JOIN body b ON b.message = m.n WHERE m.n IN ({{{{}}}}) AND {shown_at()}"""


def _messages(view: View, asked: Sequence[Term], most: int, who: str) -> list[Match]:
    """The newest messages that fit and are shown."""
    newest = chain(_read_through(view, asked), _walked(view, asked)) if _common(view.live, asked) else _sorted(view, asked)
    found = _first(view.live, view.as_of_us, newest, most)
    pattern = re.compile("|".join(sorted((t.pattern for t in asked), key=len, reverse=True)))
    kept = kept_from(view.live, [row[1] for row in found[:most]], who)
    return [_hidden(one) if one.message_id in kept else one for one in (_match(row, pattern) for row in found[:most])]


def _inside(view: View, asked: Sequence[Term]) -> list[Match]:
    """Sentences of ours among ourselves that are told on a deal and hold all words; of such mail nothing else is found."""
    fits = {int(row[0]) for row in view.live.rows(f"SELECT rowid FROM words WHERE words MATCH ? LIMIT {COMMON}", _query(asked))}
    if not fits:
        return []
    deals = view.money().deals
    named = {deal.id: deal.name for deal in deals}
    patterns = [re.compile(t.pattern) for t in asked]
    found: list[Match] = []
    for deal, of in said_inside(view, deals, view.as_of_us - Limits().recent_days * DAY, fits).items():
        for one in of:
            if any(m.date == iso(one.us) and m.snippet == one.words for m in found):
                continue  # it may be of several deals
            if all(p.search(fold(one.words)) for p in patterns):
                marks = tuple(sorted({at for p in patterns for at in places(one.words, p)}))
                subject = f"among ourselves, on the deal {named[deal]}"
                found.append(Match("", iso(one.us), subject, one.who, one.words, None, "us", marks, deal=deal))
    return found


def _hidden(found: Match) -> Match:
    """A message that holds a confidence, without its words."""
    subject = subject_of(found.subject)
    marks = found.subject_marks if subject == found.subject else ()
    return replace(found, subject=subject, snippet=IN_CONFIDENCE, marks=(), subject_marks=marks)


def _query(asked: Sequence[Term]) -> str:
    return " AND ".join(t.query for t in asked)


def _common(live: Live, asked: Sequence[Term]) -> bool:
    """Whether the words stand in so many messages that the newest of them are soon found by reading."""
    if len(asked) == 1 and asked[0].open and len(asked[0].words[-1]) <= SHORT:
        return True
    return len(live.rows(f"SELECT rowid FROM words WHERE words MATCH ? LIMIT {COMMON + 1}", _query(asked))) > COMMON


def _first(live: Live, as_of_us: int, newest: Iterator[int], most: int) -> list[tuple[Any, ...]]:
    """The rows of the first `most` of these messages that are shown; a few more are looked at together than are wanted."""
    found: list[tuple[Any, ...]] = []
    while len(found) < most and (part := list(islice(newest, most + 16))):
        place = {n: k for k, n in enumerate(part)}
        found += sorted(live.rows_in(_SHOWN.format(as_of=int(as_of_us)), part), key=lambda row: place[row[0]])
    return found


def _sorted(view: View, asked: Sequence[Term]) -> Iterator[int]:
    """The messages that fit, the newest first: all are found by their words, then sorted."""
    sql = (
        "SELECT n FROM message WHERE n IN (SELECT rowid FROM words WHERE words MATCH ?) AND known_us <= ? ORDER BY us DESC, id"
    )
    yield from (row[0] for row in view.live.rows(sql, _query(asked), view.as_of_us))


def _read_through(view: View, asked: Sequence[Term]) -> Iterator[int]:
    """Those of the newest `READ_THROUGH` messages that fit, by reading them."""
    written = [w for t in asked for w in t.words]
    patterns = [re.compile(t.pattern) for t in asked]
    sql = """SELECT m.n, b.subject, b.own FROM message m CROSS JOIN body b ON b.message = m.n WHERE m.known_us <= ?
        ORDER BY m.us DESC, m.id LIMIT ?"""
    for n, subject, own in view.live.connection.execute(sql, (view.as_of_us, READ_THROUGH)):
        texts = (fold(subject), fold(own))
        if all(w in texts[0] or w in texts[1] for w in written) and all(any(map(p.search, texts)) for p in patterns):
            yield n


def _walked(view: View, asked: Sequence[Term]) -> Iterator[int]:
    """The older ones that fit: of all that the index knows to hold the words, in the order of time."""
    fits = {row[0] for row in view.live.connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (_query(asked),))}
    read = "SELECT n FROM message WHERE known_us <= ? ORDER BY us DESC, id LIMIT ?"
    fits.difference_update(row[0] for row in view.live.rows(read, view.as_of_us, READ_THROUGH))
    rows = view.live.connection.execute("SELECT us, n FROM message ORDER BY us DESC")
    for _, at_once in groupby(rows, key=itemgetter(0)):
        part = [n for _, n in at_once if n in fits]
        if part:
            yield from (row[0] for row in view.live.rows_in(_IN_TIME.format(as_of=int(view.as_of_us)), part))


_IN_TIME = "SELECT n FROM message WHERE n IN ({{}}) AND known_us <= {as_of} ORDER BY id"


def _match(row: tuple[Any, ...], pattern: re.Pattern[str]) -> Match:
    _, message_id, us, subject, who, side, own, basis, person = row
    snippet = around(own or "", pattern)
    return Match(
        message_id=message_id,
        date=iso(us),
        subject=subject,
        who=who,
        snippet=snippet,
        person=person,
        basis=basis,
        direction="us" if side == "us" else "them",
        marks=places(snippet, pattern),
        subject_marks=places(subject, pattern),
    )


def around(own: str, pattern: re.Pattern[str]) -> str:
    """The words around the first place found, on one line; the beginning where only the subject fits."""
    flat = " ".join(own[:LOOKED_THROUGH].split())
    first = pattern.search(fold(flat))
    at = first.start() if first else 0
    start = 0 if at <= AROUND else flat.rfind(" ", 0, at - AROUND + 1) + 1
    end = len(flat) if len(flat) - at <= 2 * AROUND else flat.find(" ", at + 2 * AROUND)
    end = len(flat) if end < 0 else min(end, at + 3 * AROUND)
    return f"{'… ' if start else ''}{flat[start:end]}{' …' if end < len(flat) else ''}"
