"""Who wrote to us and never got a word of ours that is kept? Nothing passed both ways, so no review names them; the list of people has
them too, with whatever their own mail lets one estimate (mostly: unknown).

Most who write without an answer send newsletters and offers. Who belongs here wrote in person: somebody with a name, to one of ours and few
others, whom they greet or answer, in words that were not sent again and bear no sign of a list or a shop, on business, and offers nothing.
Whoever asks to buy may know nobody by name yet. What was written from a mailbox that several of a customer's people read
(`mailboxes`) has no person to be told of, so its asks that wait (`waiting`) stand here too, whatever was answered before.
Reads interaction, person, message, body, party, handle, coverage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from regard.answers.account_sides import suppliers
from regard.answers.confided import subject_of
from regard.answers.contacted import natures
from regard.answers.contacted import people as known_people
from regard.answers.departed import departed
from regard.answers.evidence import shortened
from regard.answers.mailboxes import of_customer, signed
from regard.answers.view import View
from regard.evidence.language.answerable import offers_to_us
from regard.evidence.language.inquiries import inquires
from regard.evidence.language.referrals import referred_by
from regard.flow.covering import stored_coverage
from regard.identity.given_names import forms
from regard.identity.normalize import is_role_address
from regard.interactions.answering import IN_TIME
from regard.interactions.coverage import Covered
from regard.results.callers import CallerRow
from regard.time import iso

FEW = 4
"""A mail to more people than this was not written to one of ours."""
SUBJECT = 80
GREETS = 60
_MASS = re.compile(
    r"unsubscri|opt(?:ing)?[- ]?out|\bremove (?:me|you|your|yourself|this)\b|be removed|click (?:here|below|on the link)|"
    r"free (?:shipping|gift|trial)|\d ?% off|special offer|on sale|save up to|newsletter|mailing list|privacy policy|"
    r"(?:have )?receiv(?:ed|ing) this (?:e-?mail|message|because)|view (?:this|it) (?:in|online|email)|subscri(?:be|ption)|"
    r"\bdear (?:customer|member|subscriber|sir|madam|friend|colleague|valued)|forward this (?:e-?mail|to a friend)|copyright|"
    r"all rights reserved|register (?:now|today|online|by)|early bird|\border (?:now|today)|thank(?:s| you) for (?:your order|ordering)|"
    r"\byour (?:order|credit card|shipment) (?:has|was|is|will|number|confirmation)|abbestell|désabonn|darse de baja",
    re.IGNORECASE,
)
"""What stands in mail that is sent to a list, whoever is named in it."""
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_THEM = """SELECT i.buyer FROM interaction i JOIN person p ON p.id = i.buyer AND p.side = 'them' AND NOT p.objected
    WHERE i.us <= {as_of} AND i.known_us <= {as_of} GROUP BY i.buyer
    HAVING max(i.outbound OR i.kind <> 'mail') = 0 AND min(i.automated) = 0"""
_WROTE = """SELECT i.buyer, m.id, m.n, i.us, i.asks, m.recipients, m.letters, m.from_n, m.subject, b.own, i.recovered, b.text,
    m.is_reply, p.name, p.address
    FROM interaction i JOIN person p ON p.id = i.buyer JOIN message m ON m.id = i.message_id LEFT JOIN body b ON b.message = m.n
    WHERE NOT i.automated AND i.kind = 'mail' AND NOT i.outbound AND i.us <= {as_of} AND i.known_us <= {as_of} AND i.buyer IN ({{}})
    ORDER BY i.us, m.id"""
_BOXES = (
    f"SELECT p.id, p.name, p.address, p.company, p.company_id FROM person p WHERE {of_customer('p')} AND p.id IN ({{{{}}}})"
)
_SAID = "SELECT b.text, b.spans FROM message m JOIN body b ON b.message = m.n WHERE m.id = ?"
_TO_OURS = """SELECT q.message, s.id, coalesce(nullif(s.name, ''), s.address) FROM party q JOIN handle h ON h.n = q.handle
    JOIN person s ON s.id = h.person AND s.side = 'us' WHERE q.role = 'to' AND q.message IN ({}) ORDER BY q.message, h.address"""
_ALIKE = """SELECT m.letters, m.from_n, count(DISTINCT (SELECT min(q.handle) FROM party q WHERE q.message = m.n AND q.role = 'to'))
    FROM message m WHERE m.letters IN ({{}}) AND m.us <= {as_of} GROUP BY 1, 2"""
"""To how many somebody wrote the same by then: who repeats an ask to the one who left it open writes no circular."""


def callers(view: View) -> list[CallerRow]:
    """Everybody who wrote to us in person and has no answer that is kept: whoever was sent to us first, then who asked something, the
    latest of these first.
    """
    ids = [row[0] for row in view.live.rows(_ONLY_THEM.format(as_of=view.as_of_us))]
    who = known_people(view, ids) if ids else {}
    out = suppliers(view) if who else frozenset()
    ids = sorted(p for p, one in who.items() if one.company_id not in out and not is_role_address(one.address))
    wrote = _in_person(view, ids)
    kinds = natures(view, [who[p] for p in sorted(wrote)])
    left = departed(view, sorted(wrote))
    covered = stored_coverage(view.live)
    rows = []
    for p, mails in wrote.items():
        if kinds[p].nature != "business" or not kinds[p].spoke or p in left:
            continue
        last = next((m for m in reversed(mails) if m["asks"]), mails[-1])
        one = who[p]
        rows.append(
            CallerRow(
                id=p, name=one.name, address=one.address, company=one.company, company_id=one.company_id, mails=len(mails),
                first=iso(mails[0]["us"]), last=iso(mails[-1]["us"]), asks=any(m["asks"] for m in mails),
                subject=shortened(" ".join(subject_of(last["subject"]).split()), SUBJECT) if view.text else "", message_id=last["id"],
                to=" and ".join(name for _, name in last["to"][:2]), seen=_would_show(covered, last, view.as_of_us),
                basis="recovered" if last["quoted"] else "observed",
                referred_by=next((m["by"] for m in mails if m["by"]), ""),
            )
        )  # fmt: skip
    rows += _mailboxes(view, covered)
    rows.sort(key=lambda r: (r.last or "", r.id), reverse=True)
    return sorted(rows, key=lambda r: (not r.referred_by, not r.asks))


def _mailboxes(view: View, covered: Covered) -> list[CallerRow]:
    """The mailboxes of customers whose last ask waits."""
    asks = view.waiting()
    rows = []
    for p, name, address, company, company_id in view.live.rows_in(_BOXES.format(as_of=view.as_of_us), sorted(asks)):
        here = sorted(asks[p], key=lambda w: (w.us, w.message_id))
        last = here[-1]
        text, spans = next(iter(view.live.rows(_SAID, last.message_id)), ("", ""))
        rows.append(
            CallerRow(
                id=p, name=name or address, address=address, company=company, company_id=company_id, mails=len(here),
                first=iso(here[0].us), last=iso(last.us), asks=not last.foreign,
                subject=shortened(" ".join(subject_of(last.subject).split()), SUBJECT) if view.text else "", message_id=last.message_id,
                to=" and ".join(name for _, name in last.to[:2]), seen=_would_show(covered, {"us": last.us, "to": last.to}, view.as_of_us),
                shared=True, signed=signed(text or "", spans or "") if view.text else "",
            )
        )  # fmt: skip
    return rows


def _in_person(view: View, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Buyer -> those of their mails that they wrote to one of ours: to few, in words not sent again, no offer."""
    if not ids:
        return {}
    rows = list(view.live.rows_in(_WROTE.format(as_of=view.as_of_us), list(ids)))
    to: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for message, person, name in view.live.rows_in(_TO_OURS, [r[2] for r in rows]):
        to[message].append((person, name))
    letters = sorted({r[6] for r in rows if r[6] is not None})
    alike = {(of, by): n for of, by, n in view.live.rows_in(_ALIKE.format(as_of=view.as_of_us), letters)} if letters else {}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for buyer, mid, n, us, asks, recipients, of, by, subject, own, quoted, text, reply, name, address in rows:
        if not 0 < recipients <= FEW or n not in to or alike.get((of, by), 0) > 1 or offers_to_us(subject, own or ""):
            continue
        if view.text and _MASS.search(f"{subject} {text or ''}"):
            continue
        if view.text and not (reply or _greets(own or "", to[n]) or (asks and (inquires(own or "") or referred_by(own or "")))):
            continue
        if not _somebody(name, address) and not _greets(own or "", to[n]):
            continue
        found[buyer].append({"id": mid, "us": us, "asks": bool(asks), "subject": subject, "to": to[n], "quoted": bool(quoted),
                              "by": referred_by(own or "") if view.text else ""})  # fmt: skip
    return dict(found)


def _would_show(covered: Covered, mail: Mapping[str, Any], as_of_us: int) -> bool:
    """Whether the sent mail of one it was written to was read for the days in which an answer would have been written."""
    until = min(mail["us"] + IN_TIME, as_of_us)
    return any(covered.covers(person, inbound=False, start_us=mail["us"], end_us=until) for person, _ in mail["to"])


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text) if len(w) > 2]


def _greets(own: str, to: Sequence[tuple[str, str]]) -> bool:
    """Whether a mail's first line calls one of those it was written to by a word of their name."""
    first = _words(own.lstrip().split("\n", 1)[0][:GREETS])
    return any(form in first for _, name in to for word in _words(name) for form in forms(word))


def _somebody(name: str, address: str) -> bool:
    """Whether a sender is a human by name: two words at least, one of which stands in the address."""
    local = address.split("@", maxsplit=1)[0].lower()
    said = _words(name)
    return len(_WORD.findall(name)) > 1 and "@" not in name and any(w[:5] in local for w in said)
