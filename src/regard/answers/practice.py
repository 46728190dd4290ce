"""How often do the nine behaviours stand in one seller's own messages to buyers? For that seller alone; nothing is stored.

Every answer is of one seller, who asked for it: nothing here takes two, so no seller can be held against another. Reads interaction,
message, body, person, and the ledger of promises.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from regard.answers.evidence import shortened
from regard.answers.seller import Seller
from regard.answers.view import View
from regard.evidence.practice import BEHAVIOURS, EXPERIMENTAL, Shown, practice
from regard.model import DAY
from regard.results import Behaviour, Example, PracticePage, PromiseRow, Rate
from regard.store.spans import unpack_spans
from regard.time import iso, iso_day

LOOKED_BACK = 730 * DAY
EXAMPLES = 5
Z80 = 1.2816
"""Half the width of an 80 % interval, in standard deviations: the intervals shown everywhere else."""
MEANS = {
    "connecting": "you brought people together, or named who can help",
    "curiosity": "you asked an open question, or followed up on what they said",
    "listening": "you came back to what they had said",
    "giving": "you gave something useful and asked for nothing",
    "value": "you said what they gain",
    "empathy": "you saw their side of it",
    "credibility": "you backed what you said: a source, a check, experience",
    "vulnerability": "you admitted an error or a limit",
    "character": "you kept your word, and said so",
}
_MAILS = """SELECT m.id, m.us, m.subject, b.text, b.spans, min(coalesce(nullif(p.name, ''), p.address)), count(*) FROM interaction i
    JOIN message m ON m.id = i.message_id JOIN body b ON b.message = m.n
    JOIN person p ON p.id = i.buyer AND p.side = 'them' AND NOT p.objected
    WHERE i.seller = ? AND i.outbound AND i.kind = 'mail' AND NOT i.automated AND NOT i.recovered
    AND instr(coalesce(m.cues, ''), '"unread"') = 0 AND i.us > ? AND i.us <= ?
    AND i.known_us <= ? GROUP BY m.n ORDER BY m.us DESC, m.id"""


@dataclass(frozen=True, slots=True)
class _Mail:
    """One message of theirs with what it shows."""

    month: str
    shown: dict[str, Shown]
    row: tuple[Any, ...]


def of_seller(view: View, who: Seller, ledger: Iterable[PromiseRow]) -> PracticePage:
    """The practice of `who`, who asked for it themselves, in their mail to buyers of the last two years."""
    mails = list(_read(view, who)) if view.text else []
    mine = [p for p in ledger if p.side == "us" and who.person and p.by_id == who.person]
    months = sorted({mail.month for mail in mails})
    note = "" if view.text else "Words are not read in this book (text.read), so nothing is known of what your messages say."
    return PracticePage(
        address=who.address,
        name=who.name,
        messages=len(mails),
        since=iso_day(min((mail.row[1] for mail in mails), default=None)),
        behaviours=tuple(_behaviour(name, mails, months) for name in BEHAVIOURS) if mails else (),
        promises=dict(sorted(Counter(str(p.state) for p in mine).items())),
        kept=tuple(_kept(p) for p in mine if p.state in {"kept", "kept late"})[:EXAMPLES],
        as_of=iso_day(view.as_of_us - 1) or "",
        note=note,
    )


def rate(month: str, count: int, messages: int) -> Rate:
    """A share with its 80 % interval (Wilson 1927); from nothing to everything where there is no message."""
    if not messages:
        return Rate(month, 0, 0, 0.0, 0.0, 1.0)
    p, scale = count / messages, 1 + Z80**2 / messages
    centre = (p + Z80**2 / (2 * messages)) / scale
    half = Z80 * sqrt(p * (1 - p) / messages + Z80**2 / (4 * messages**2)) / scale
    return Rate(month, messages, count, round(p, 4), round(max(centre - half, 0.0), 4), round(min(centre + half, 1.0), 4))


def _read(view: View, who: Seller) -> Iterable[_Mail]:
    """Their messages, the newest first, each with the first sentence of every behaviour it shows."""
    if not who.person:
        return
    for row in view.live.rows(_MAILS, who.person, view.as_of_us - LOOKED_BACK, view.as_of_us, view.as_of_us):
        shown: dict[str, Shown] = {}
        for one in practice(row[3], unpack_spans(row[4])):
            shown.setdefault(one.behaviour, one)
        yield _Mail((iso_day(row[1]) or "")[:7], shown, row)


def _behaviour(name: str, mails: Sequence[_Mail], months: Sequence[str]) -> Behaviour:
    with_it: dict[str, int] = defaultdict(int)
    of: dict[str, int] = defaultdict(int)
    for mail in mails:
        of[mail.month] += 1
        with_it[mail.month] += name in mail.shown
    return Behaviour(
        name=name,
        means=MEANS[name],
        experimental=name in EXPERIMENTAL,
        whole=rate("", sum(with_it.values()), len(mails)),
        months=tuple(rate(month, with_it[month], of[month]) for month in months),
        examples=tuple(_example(mail.row, mail.shown[name]) for mail in mails if name in mail.shown)[:EXAMPLES],
    )


def _example(row: tuple[Any, ...], shown: Shown) -> Example:
    message_id, us, subject, text, _, to, others = row
    told = to if others == 1 else f"{to} and {others - 1} more"
    return Example(message_id, iso(us), subject, told, shortened(text[shown.start : shown.end]), shown.start, shown.end)


def _kept(p: PromiseRow) -> dict[str, Any]:
    """A promise that was kept, with the message that shows it."""
    return {
        "text": p.text, "name": p.name, "message_id": p.message_id, "start": p.start, "end": p.end, "state": p.state,
        "decided": p.decided, "decided_by": p.decided_by[-1] if p.decided_by else None,
    }  # fmt: skip
