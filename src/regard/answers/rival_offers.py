"""Which mails of theirs carry another firm's offer? Forwarded or pasted below their words, or attached and called somebody else's.

A forwarded original is another firm's where its author is at none of the domains of whoever is on the mail that carries it, is no free
mailbox and no machine, and never wrote to us or got mail from us: a consultant of both sides is no competitor. Whoever objected is left
out. Reads message, quote, party, handle, person, body.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from regard.deals.amounts import is_offer
from regard.deals.records import Touch
from regard.deals.rival_offers import RivalOffer, offer_in, shows_theirs
from regard.evidence.language.sentences import sentences
from regard.identity.normalize import domain_of, is_freemail, is_role_address, registrable
from regard.store.live import Live
from regard.store.spans import unpack_spans

SHOWN = 240
_QUOTES = """SELECT m.id, m.n, q.author, q.author_name, q.people, q.start, q."end" FROM message m JOIN quote q ON q.carrier = m.n
    WHERE q.author <> '' AND m.id IN ({})"""
_ON = "SELECT p.message, h.address FROM party p JOIN handle h ON h.n = p.handle WHERE p.message IN ({})"
_WITH_US = """SELECT h.address FROM handle h JOIN person s ON s.id = h.person
    WHERE (s.side = 'us' OR s.objected OR EXISTS (SELECT 1 FROM party p JOIN message m ON m.n = p.message
        JOIN party o ON o.message = m.n JOIN handle u ON u.n = o.handle JOIN person w ON w.id = u.person AND w.side = 'us'
        WHERE p.handle = h.n AND m.basis <> 'recovered' AND (p.role = 'from' OR m.from_n = u.n))) AND h.address IN ({})"""
_TEXTS = "SELECT m.id, b.text, b.spans, b.attachments FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"
_ATTACHED = """SELECT m.id, b.text, b.spans, b.attachments FROM message m JOIN body b ON b.message = m.n
    WHERE b.attachments <> '[]' AND m.id IN ({})"""
_NAMES = """SELECT DISTINCT s.name FROM person s WHERE s.name <> '' AND (s.side = 'us' OR s.company_id IN (SELECT w.company_id
    FROM message m JOIN party p ON p.message = m.n JOIN handle h ON h.n = p.handle JOIN person w ON w.id = h.person WHERE m.id IN ({})))"""


def rival_offers(live: Live, touches: Iterable[Touch]) -> dict[str, RivalOffer]:
    """The first offer of another firm on each of some touches that has one, by id; of mail of theirs alone."""
    mine = [t.id for t in touches if t.kind == "mail" and not t.by_us and not t.automated]
    return _attached(live, mine) | _forwarded(live, mine)


def _forwarded(live: Live, mine: Sequence[str]) -> dict[str, RivalOffer]:
    """Offers among the originals that a mail carries."""
    rows = [r for r in live.rows_in(_QUOTES, list(mine)) if _may_be(r[2])]
    on: dict[int, set[str]] = defaultdict(set)
    for message, address in live.rows_in(_ON, sorted({r[1] for r in rows})):
        on[message].add(registrable(domain_of(address)))
    strange = [r for r in rows if registrable(domain_of(r[2])) not in on[r[1]] and _to_them(r[4], r[2], on[r[1]])]
    known = {row[0] for row in live.rows_in(_WITH_US, sorted({r[2] for r in strange}))}
    strange = [r for r in strange if r[2] not in known]
    texts = {row[0]: row[1] for row in live.rows_in(_TEXTS, sorted({r[0] for r in strange}))}
    found: dict[str, RivalOffer] = {}
    for ident, _, author, name, _, start, end in sorted(strange, key=lambda r: (r[0], r[5])):
        told = offer_in(texts.get(ident, "")[start:end])
        if ident in found or told is None:
            continue
        firm = registrable(domain_of(author))
        who = f"{name} of {firm}" if name and "@" not in name else firm
        found[ident] = RivalOffer(ident, firm, f"{who} wrote to them", told[2][:SHOWN], start + told[0], start + told[1])
    return found


def _may_be(author: str) -> bool:
    return not is_freemail(domain_of(author)) and is_role_address(author) != "automated"


def _to_them(people: str, author: str, on: Collection[str]) -> bool:
    """Whether an original went to somebody at a domain of the mail that carries it, as far as it says to whom."""
    to = {
        registrable(domain_of(address)) for address, _, role in json.loads(people or "[]") if role != "from" and "@" in address
    }
    return not to or bool(to & set(on)) or to <= {registrable(domain_of(author))}


def _attached(live: Live, mine: Sequence[str]) -> dict[str, RivalOffer]:
    """Files that are named as an offer, beside words that call it somebody else's."""
    found: dict[str, RivalOffer] = {}
    rows = []
    for ident, text, spans, attached in live.rows_in(_ATTACHED, list(mine)):
        names = [a[0] for a in json.loads(attached) if a[0] and is_offer((a[0],))]
        if names:
            rows.append((ident, text, spans, names))
    known = frozenset(w for (name,) in live.rows_in(_NAMES, [row[0] for row in rows]) for w in name.casefold().split())
    for ident, text, spans, names in rows:
        for span in (s for s in unpack_spans(spans) if s.zone == "own"):
            for start, end in sentences(text, span.start, span.end):
                words = " ".join(text[start:end].split())
                if ident not in found and shows_theirs(words, known):
                    found[ident] = RivalOffer(ident, "", f"with “{names[0]}” attached", words[:SHOWN], start, end)
    return found
