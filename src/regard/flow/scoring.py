"""From interactions to trials: what each touched buyer did and could have done, written anew.

Reads message, party, person, coverage; writes interaction, trial, person.open_until. The unit is the buyer: one new message
rewrites those it touches, with the same result as rewriting everybody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from regard.evidence.dealing import dealing_since, unanswered_before
from regard.evidence.expectation import expectation
from regard.evidence.language import cues
from regard.evidence.language.inquiries import inquires
from regard.evidence.pledges import read_pledges
from regard.evidence.trade import read_trade
from regard.evidence.trials import trials
from regard.flow.answered_elsewhere import beside, with_elsewhere
from regard.flow.answers_to_ours import with_answers_to_ours
from regard.flow.calls_noted import calls_noted
from regard.flow.covering import stored_coverage
from regard.flow.good_byes import good_byes
from regard.flow.interacting import Known, interactions
from regard.flow.live_rows import pack_cues
from regard.flow.stored_pledges import INSERT as INSERT_PLEDGE
from regard.flow.stored_pledges import pledge_rows
from regard.flow.stored_trade import INSERT as INSERT_TRADE
from regard.flow.stored_trade import trade_rows
from regard.flow.stored_trials import INSERT, trial_row
from regard.flow.weights_due import Watch
from regard.flow.whom_asked import with_whom_asked
from regard.interactions.coverage import Covered
from regard.interactions.outcomes import was_held
from regard.model import DAY, Interaction
from regard.parse.authenticity import UNPROVEN
from regard.store.live import Live
from regard.store.spans import unpack_spans

CHUNK = 2_000
"""Buyers rewritten in one transaction, at most."""
CHUNK_MAILS = 40_000
"""Mails that these are on, at most: so many are in memory at once."""
ANSWERED_WITHIN = 14 * DAY
"""A mail of ours to them so soon after theirs counts as our answer even outside the thread."""


def settle_buyers(live: Live, key: bytes, *, text: bool, everybody: bool = False, moved: bool = True) -> int:
    """Write the interactions and trials of every touched buyer anew; how many that were.

    Touched are buyers marked dirty and those whose open chances have run out since; `everybody` where coverage changed. Not `moved`:
    nothing changed before this; where nobody is touched either, the book stands as it was settled last.
    """
    now = live.now_us()
    sql = "SELECT key FROM dirty WHERE kind = 'person' UNION SELECT id FROM person WHERE open_until <= ?"
    if everybody:
        sql += " UNION SELECT id FROM person WHERE side IN ('them', 'personal')"
    wanted = sorted(row[0] for row in live.rows(sql, now))
    wanted = sorted({*wanted, *beside(live, wanted)})
    covered = stored_coverage(live)
    settled_us = max(now, int(live.get("settled_us", "0")) + 1)
    known, watch = Known(), Watch(live)
    for buyers in _portions(live, wanted):
        _rewrite(live, buyers, covered, now, settled_us, known, watch, key=key, text=text)
    with live.writing() as c:
        c.execute("DELETE FROM dirty WHERE kind = 'person'")
        if wanted or moved:
            live.put("settled_us", str(settled_us))
    return len(wanted)


def _portions(live: Live, buyers: Sequence[str]) -> Iterator[list[str]]:
    """Buyers in portions of about the same work: those on many mails with fewer others."""
    portion: list[str] = []
    size = 0
    for start in range(0, len(buyers), CHUNK):
        part = list(buyers[start : start + CHUNK])
        sql = "SELECT h.person, count(*) FROM handle h JOIN party p ON p.handle = h.n WHERE h.person IN ({}) GROUP BY 1"
        mails = dict(live.rows_in(sql, part))
        for buyer in part:
            if portion and (len(portion) >= CHUNK or size + mails.get(buyer, 0) > CHUNK_MAILS):
                yield portion
                portion, size = [], 0
            portion.append(buyer)
            size += mails.get(buyer, 0)
    if portion:
        yield portion


def _rewrite(
    live: Live,
    buyers: Sequence[str],
    covered: Covered,
    now: int,
    settled_us: int,
    known: Known,
    watch: Watch,
    *,
    key: bytes,
    text: bool,
) -> None:
    sides = {r[0]: (r[1], r[2]) for r in live.rows_in("SELECT id, side, objected FROM person WHERE id IN ({})", list(buyers))}
    modelled = [b for b in buyers if b in sides and sides[b] == ("them", 0)]
    shown = [b for b in buyers if b in sides and sides[b][0] in {"them", "personal"}]
    if text:
        _read_cues(live, shown)
    found = interactions(live, shown, known=known)
    rows: dict[str, tuple[Any, ...]] = {}
    contact: list[tuple[Any, ...]] = []
    counts: dict[str, tuple[int | None, int]] = {}  # the next close of an open chance, and how many are decided
    for buyer in shown:
        contact += _contact(found[buyer], text=text)
    asked = with_answers_to_ours(live, with_elsewhere(live, {buyer: found[buyer] for buyer in modelled}))
    if text:
        asked = with_whom_asked(live, asked)
    first = _first_seen(live, {p for b in modelled for i in found[b] for p in i.others})
    left_out = _left_out(live, modelled)
    noted = calls_noted(live, modelled)
    resting = good_byes(live, modelled) if text else {}
    bought = _inquired(
        live, [i for b in modelled for i in unanswered_before(found[b], dealing_since(found[b], covered))], text=text
    )
    for buyer in modelled:
        made = (
            trials(
                asked[buyer],
                covered,
                as_of_us=now,
                text=text,
                key=key,
                first_seen=first,
                left_out=left_out.get(buyer, ()),
                noted=noted.get(buyer, ()),
                rests=[(one.us, one.known_us, one.until_us) for one in resting.get(buyer, ())],
                inquired=bought,
            )
            if found[buyer]
            else []
        )
        rows |= {t.id: trial_row(t) for t in made}
        waiting = [t.closes_us for t in made if t.outcome == "open"]
        counts[buyer] = (min(waiting, default=None), sum(t.outcome in {"0", "1"} and t.temper > 0 and t.q > 0 for t in made))
    before = watch.before(buyers)
    with live.writing() as c:
        watch.after(before, rows.values())
        c.executemany("DELETE FROM trial WHERE buyer = ?", [(b,) for b in buyers])
        c.executemany("DELETE FROM interaction WHERE buyer = ?", [(b,) for b in buyers])
        c.executemany(f"INSERT OR REPLACE INTO interaction VALUES({', '.join('?' * 12)})", contact)
        c.executemany(INSERT, rows.values())
        settled = [(*counts.get(b, (None, 0)), settled_us, b) for b in buyers]
        c.executemany("UPDATE person SET open_until = ?, decided = ?, settled_us = ? WHERE id = ?", settled)


def _read_cues(live: Live, buyers: Sequence[str]) -> None:
    """Look for cues and promises in mail with these buyers that was taken for our own when it was read (our domains were learned since)."""
    sql = """SELECT DISTINCT m.n, b.text, b.spans, m.subject, m.is_reply, m.us, m.tz FROM message m JOIN body b ON b.message = m.n
        JOIN party p ON p.message = m.n JOIN handle h ON h.n = p.handle WHERE m.cues IS NULL AND h.person IN ({})"""
    found, pledged, traded = [], [], []
    for n, text, spans, subject, reply, us, tz in live.rows_in(sql, list(buyers)):
        zones = unpack_spans(spans)
        does, promised = cues(text, zones, subject=subject, is_reply=bool(reply)), read_pledges(text, zones, us or 0, tz)
        expects = expectation(text, zones, does, subject=subject, is_reply=bool(reply), promises=bool(promised))
        found.append((pack_cues(does), expects, n))
        pledged += pledge_rows(n, promised)
        traded += trade_rows(n, read_trade(text, zones))
    if found:
        with live.writing() as c:
            c.executemany("UPDATE message SET cues = ?, expects = ? WHERE n = ?", found)
            c.executemany(INSERT_PLEDGE, pledged)
            c.executemany(INSERT_TRADE, traded)


def _inquired(live: Live, ids: Sequence[str], *, text: bool) -> frozenset[str]:
    """Those of these messages that ask to buy: by a sign of trade, or as whoever writes for the first time does."""
    if not text or not ids:
        return frozenset()
    sql = """SELECT m.id, b.own, EXISTS(SELECT 1 FROM trade_sign g WHERE g.message = m.n AND g.kind = 'buys' AND g.form <> 'instructs')
        FROM message m LEFT JOIN body b ON b.message = m.n WHERE m.id IN ({})"""
    return frozenset(m for m, own, buys in live.rows_in(sql, list(ids)) if buys or inquires(own or ""))


def _left_out(live: Live, buyers: Sequence[str]) -> dict[str, list[int]]:
    """The days (their first moment) on which each buyer wrote what is left out of the book."""
    found: dict[str, list[int]] = defaultdict(list)
    for buyer, day in live.rows_in(
        "SELECT h.person, l.day FROM handle h JOIN left_out l ON l.h = h.id WHERE h.person IN ({})", list(buyers)
    ):
        found[buyer].append(day * DAY)
    return found


def _first_seen(live: Live, persons: set[str]) -> dict[str, int]:
    """When each of these people was first on a mail with one of ours."""
    sql = f"""SELECT h.person, min(m.us) FROM handle h JOIN party p ON p.handle = h.n JOIN message m ON m.n = p.message
        WHERE m.kind = 'mail' AND m.us IS NOT NULL AND m.basis = 'observed' AND m.automated <> '{UNPROVEN}'
        AND h.person IN ({{}}) AND EXISTS(
            SELECT 1 FROM party q JOIN handle g ON g.n = q.handle JOIN person s ON s.id = g.person
            WHERE q.message = m.n AND s.side = 'us') GROUP BY h.person"""
    return dict(live.rows_in(sql, sorted(persons)))


def _contact(found: Sequence[Interaction], *, text: bool) -> list[tuple[Any, ...]]:
    """Interaction rows of one buyer: whether a mail asks something of us (not of others, with one of ours in copy), and when ours
    answered it: anybody in its thread, or whom it is first addressed to elsewhere.

    Meetings that were called off or declined are shown but were no contact, as automated mail is none; nor are those of which nobody knows
    whether they were held. What is known of them only later is known from then on.
    """
    met = [i for i in found if i.part is not None]
    found = [i for i in found if i.part is None]
    everywhere: dict[str, list[int]] = defaultdict(list)
    in_thread: dict[str, list[int]] = defaultdict(list)
    for i in found:
        if i.outbound and not i.automated:
            in_thread[i.thread_id].append(i.us)
            everywhere[i.seller].append(i.us)
    rows = []
    for i in found:
        recovered = i.basis == "recovered"  # what was asked in it was asked at a time that nobody knows well
        asks = (
            not i.automated
            and not recovered
            and not i.aside
            and (any(c.kind in {"question", "request"} for c in i.cues) if text and not i.unread else not i.outbound)
        )
        answered = None
        if asks and not i.outbound:
            near = _next(everywhere[i.seller], i.us)
            answers = [_next(in_thread.get(i.thread_id, []), i.us), near if near and near - i.us <= ANSWERED_WITHIN else None]
            answered = min((us for us in answers if us is not None), default=None)
        flags = (int(bool(i.automated)), int(asks))
        last = (answered, i.known_us, int(recovered), i.kind, int(i.copied))
        rows.append((i.buyer, i.us, i.message_id, int(i.outbound), i.seller, *flags, *last))
    for i in met:
        part = i.part
        away = int(part is None or not was_held(part))
        known = i.known_us if part is None or away else max(i.known_us, part.agreed_us or 0)
        rows.append((i.buyer, i.us, i.message_id, int(i.outbound), i.seller, away, 0, None, known, 0, i.kind, 0))
    return rows


def _next(times: Sequence[int], after: int) -> int | None:
    """The first of sorted times after a moment."""
    at = bisect_right(times, after)
    return times[at] if at < len(times) else None
