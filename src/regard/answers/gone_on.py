"""Which of our asks has what passed since overtaken, though nobody answered them in so many words?

An ask is overtaken where a mail of theirs, or of a colleague of theirs, came later under a subject that is the same but for days, numbers
and versions, or says no more or no less than it ("Egan" of "Egan storage"); or where we answered them under such a one: then something of
theirs had come that no mailbox kept. Reads message, person, interaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from regard.answers.series import stem
from regard.answers.taken_up import Asked

if TYPE_CHECKING:
    from regard.answers.view import View

_MAILS = "SELECT id, us, subject FROM message WHERE id IN ({})"
_COMPANY = "SELECT id, company_id FROM person WHERE company_id IS NOT NULL AND id IN ({})"
_LATER = """SELECT {who}, i.buyer, i.us, i.outbound, m.subject FROM interaction i JOIN person p ON p.id = i.buyer
    JOIN message m ON m.id = i.message_id WHERE i.kind = 'mail' AND NOT i.automated AND (NOT i.outbound OR m.is_reply)
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of} AND {who} IN ({{}})"""


def gone_on(view: View, asks: Iterable[Asked]) -> frozenset[Asked]:
    """Those of some asks that were overtaken by the view's moment."""
    asked = sorted(set(asks))
    if not asked:
        return frozenset()
    mails = {row[0]: (row[1], _words(row[2])) for row in view.live.rows_in(_MAILS, sorted({m for _, m in asked}))}
    buyers = sorted({buyer for buyer, _ in asked})
    firm = dict(view.live.rows_in(_COMPANY, buyers))
    since = min((us for us, _ in mails.values()), default=view.as_of_us)
    later: dict[str, list[tuple[str, int, bool, frozenset[str]]]] = defaultdict(list)
    for who, ids in (("i.buyer", buyers), ("p.company_id", sorted(set(firm.values())))):
        for of, buyer, us, outbound, subject in view.live.rows_in(
            _LATER.format(who=who, since=since, as_of=view.as_of_us), ids
        ):
            later[of].append((buyer, us, bool(outbound), _words(subject)))

    def was(buyer: str, message: str) -> bool:
        us, words = mails.get(message, (0, frozenset()))
        return any(
            at > us and (by == buyer or not outbound) and words and of and (words <= of or of <= words)
            for by, at, outbound, of in (*later[buyer], *(later[firm[buyer]] if buyer in firm else ()))
        )

    return frozenset(one for one in asked if was(*one))


def _words(subject: str) -> frozenset[str]:
    """The words of a subject that say of what it is."""
    return frozenset(w for w in stem(subject).split() if len(w) > SHORTEST)


SHORTEST = 3
"""A word of so many letters and fewer names no matter."""
