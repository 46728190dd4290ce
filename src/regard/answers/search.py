"""Where is it? People, companies and messages that hold the words asked for, in one look.

Every word must be there; “quoted words” stand together; the last word may be unfinished. Accents and letter case do not matter, and
nothing typed is ever read as a query language. Only what pages show is found: mail with buyers as it was known at the moment; personal
contacts only when asked for. Newest mail first: who searches mail mostly wants the latest.

Reads words, body, message, party, handle, person, company, interaction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from regard.answers.messages import SHOWN
from regard.answers.people import Contact, contacts, people
from regard.answers.view import View
from regard.answers.words import Term, fold, places, terms
from regard.results import CompanyMatch, Found, Match, PersonRow
from regard.store.live import Live
from regard.time import iso, iso_day

PEOPLE, COMPANIES = 12, 6
RANKED = 300
"""So many people that fit are looked at to show the first of them; of more, those whose names begin with the words."""
INSIDE = 4
"""From so many letters on, a word may stand anywhere in a mailbox name ("ortiz" in "lortiz")."""
AROUND = 90
"""Characters of a mail shown before and after the first word found."""
LOOKED_THROUGH = 40_000
"""Characters of a mail in which its snippet is looked for."""


def search(view: View, text: str, *, limit: int = 50, personal: bool = False) -> Found:
    """What fits all words: people (buyers, or personal contacts), companies, messages (the newest `limit`)."""
    asked = terms(text)
    persons, total, hidden = _people(view, asked, "personal" if personal else "them")
    firms, firms_total = ([], 0) if personal else _companies(view, asked)
    messages = [] if personal else _messages(view, asked, limit + 1)
    return Found(
        query=text,
        people=tuple(persons),
        people_total=total,
        companies=tuple(firms),
        companies_total=firms_total,
        messages=tuple(messages[:limit]),
        more=len(messages) > limit,
        personal=hidden,
        as_of=iso_day(view.as_of_us - 1) or "",
    )


# ------------------------------------------------------------------------------------------------------------ people


def _people(view: View, asked: Sequence[Term], side: str) -> tuple[list[PersonRow], int, int]:
    """(the first that fit, how many fit, how many personal contacts would). Who bears the words in their name comes first."""
    fits: dict[str, bool] = {}
    hidden: set[str] = set()
    starts = [re.compile(rf"(?<![^\W_]){re.escape(w)}") for t in asked for w in t.words]
    long = [w if len(w) >= INSIDE else "" for t in asked for w in t.words]
    for person, its_side, name, where, local in _known(view.live):
        if all(s.search(where) or (w and w in local) for s, w in zip(starts, long, strict=True)):
            if its_side == side:
                fits[person] = fits.get(person, False) or all(s.search(name) for s in starts)
            elif its_side == "personal":
                hidden.add(person)
    seen = _seen(view, sorted(fits, key=lambda p: (not fits[p], p))[:RANKED])
    contact = contacts(view, sorted(seen))
    ranked = sorted(seen, key=lambda p: (not fits[p], -contact.get(p, Contact()).messages, -seen[p], p))
    rows = {r.id: r for r in people(view, among=ranked[:PEOPLE])}
    told = [_unmet(rows[p], seen[p]) for p in ranked[:PEOPLE]]
    return told, len(ranked) + max(len(fits) - RANKED, 0), len(hidden) if side != "personal" else 0


def _unmet(row: PersonRow, mails: int) -> PersonRow:
    """Of somebody who was only ever among the others on a mail, that."""
    if row.messages:
        return row
    return replace(row, why=f"on {mails} {'mail' if mails == 1 else 'mails'}, but nobody of us wrote with them")


def _known(live: Live) -> list[tuple[str, str, str, str, str]]:
    """(person, side, name, everything they go by, mailbox name), folded, a row a handle, of buyers and personal contacts."""
    rows = live.rows(
        "SELECT p.id, p.side, p.name, p.company, h.address, h.names FROM person p JOIN handle h ON h.person = p.id "
        "WHERE p.side IN ('them', 'personal')"
    )
    found = []
    for person, side, name, company, address, names in rows:
        shown = fold(name)
        # The last part of an address ("com") says nothing of anybody.
        by = f"{shown} {fold(company)} {address.rpartition('.')[0]} {_names(names)}"
        found.append((person, side, shown, by, address.partition("@")[0]))
    return found


def _names(text: str) -> str:
    return "" if text == "{}" else fold(" ".join(json.loads(text)))


def _seen(view: View, persons: Sequence[str]) -> dict[str, int]:
    """Person -> on how many mails they were by the view's moment; who was on none is not there."""
    sql = f"""SELECT h.person, count(DISTINCT m.n) FROM handle h JOIN party p ON p.handle = h.n JOIN message m ON m.n = p.message
        WHERE m.known_us <= {int(view.as_of_us)} AND h.person IN ({{}}) GROUP BY h.person"""
    return dict(view.live.rows_in(sql, list(persons)))


# --------------------------------------------------------------------------------------------------------- companies


def _companies(view: View, asked: Sequence[Term]) -> tuple[list[CompanyMatch], int]:
    starts = [re.compile(rf"(?<![^\W_]){re.escape(w)}") for t in asked for w in t.words]
    fits = {
        row[0]: row
        for row in view.live.rows("SELECT id, name, domains FROM company")
        if all(s.search(f"{fold(row[1])} {' '.join(d.rpartition('.')[0] for d in row[2].split())}") for s in starts)
    }
    sql = f"""SELECT p.company_id, count(DISTINCT p.id), max(CASE WHEN i.outbound THEN i.us END),
        max(CASE WHEN NOT i.outbound THEN i.us END), count(*) FROM person p JOIN interaction i ON i.buyer = p.id
        WHERE p.side = 'them' AND NOT i.automated AND i.us <= {int(view.as_of_us)} AND p.company_id IN ({{}}) GROUP BY 1"""
    dealt = view.live.rows_in(sql, sorted(fits)[:RANKED])
    dealt.sort(key=lambda r: (-r[4], r[0]))
    found = [CompanyMatch(r[0], fits[r[0]][1], tuple(fits[r[0]][2].split()), r[1], iso(r[2]), iso(r[3])) for r in dealt]
    return found[:COMPANIES], len(found)


# ---------------------------------------------------------------------------------------------------------- messages


def _messages(view: View, asked: Sequence[Term], most: int) -> list[Match]:
    """The newest messages that fit and are shown."""
    newest = view.live.rows(
        "SELECT n FROM message WHERE n IN (SELECT rowid FROM words WHERE words MATCH ?) AND known_us <= ? ORDER BY us DESC, id",
        " AND ".join(t.query for t in asked),
        view.as_of_us,
    )
    sql = f"""SELECT m.n, m.id, m.us, m.subject, coalesce(nullif(s.name, ''), h.address, ''), s.side, b.own, m.basis,
        (SELECT k.id FROM party q JOIN handle g ON g.n = q.handle JOIN person k ON k.id = g.person AND k.side = 'them'
         WHERE q.message = m.n ORDER BY q.role <> 'from', g.address LIMIT 1)
        FROM message m LEFT JOIN handle h ON h.n = m.from_n LEFT JOIN person s ON s.id = h.person
        LEFT JOIN body b ON b.message = m.n WHERE m.n IN ({{}}) AND {SHOWN}"""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(newest), 200):
        part = [row[0] for row in newest[start : start + 200]]
        place = {n: k for k, n in enumerate(part)}
        found += sorted(view.live.rows_in(sql, part), key=lambda row: place[row[0]])
        if len(found) >= most:
            break
    pattern = re.compile("|".join(sorted((t.pattern for t in asked), key=len, reverse=True)))
    return [_match(row, pattern) for row in found[:most]]


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
