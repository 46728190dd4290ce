"""Which companies that write to us may be rivals? Buyers of other companies set them beside us. Asked about, never decided.

A rival's salesman who writes to ours looks like a buyer: he answers, he comes to us. So of companies with which little passed, and of
which nothing says what they are, the mail of other buyers is searched for their name; a sentence that sets them beside us
(`deals.rivals_named`) is shown with the question whether they are a buyer. Until somebody answers they are treated as one.
Nobody who asked not to be modelled is searched, and no sentence of private life is shown. Reads words, message, body, handle, person,
and the sides of companies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regard.answers.confided import confided
from regard.answers.view import View
from regard.deals.account_side import UNKNOWN, AccountSide
from regard.deals.agents import called
from regard.deals.records import Evidence
from regard.deals.rivals_named import SHORTEST, may_set_beside, set_beside
from regard.evidence.language.sentences import sentences
from regard.identity.sensitive import is_private
from regard.time import iso

SLIGHT = 20
"""Messages between us and a company, at most: a rival's people write little."""
MOST = 300
"""So many companies are looked at."""
READ, SHOWN = 60, 3
"""Mails looked at that hold a name, the newest; sentences shown."""
_NAMING = """SELECT m.id, m.us, b.own, s.id FROM words w JOIN message m ON m.n = w.rowid JOIN body b ON b.message = m.n
    JOIN handle h ON h.n = m.from_n JOIN person s ON s.id = h.person AND s.side = 'them' AND NOT s.objected
    AND s.company_id IS NOT NULL AND s.company_id <> ?
    WHERE w.words MATCH ? AND m.us <= ? AND m.known_us <= ? AND m.kind = 'mail' AND m.automated = '' ORDER BY m.us DESC LIMIT ?"""


def rivals_writing(view: View, companies: Iterable[tuple[str, str, int]]) -> dict[str, AccountSide]:
    """Of some companies (id, name, messages with them), those that may be rivals: a doubt, with the sentences that raise it."""
    if not view.text:
        return {}
    slight = [(ident, name) for ident, name, n in companies if n <= SLIGHT and view.sides().get(ident, UNKNOWN) == UNKNOWN]
    found = {ident: told for ident, name in slight[:MOST] if (told := _told(view, ident, name))}
    private = confided(view.live, {e.message_id for of in found.values() for e in of if e.message_id})
    shown = {ident: [e for e in of if e.message_id not in private] for ident, of in found.items()}
    return {ident: _doubt(of) for ident, of in shown.items() if of}


def _told(view: View, company: str, name: str) -> list[Evidence]:
    """The sentences of somebody else's people that set one company beside us, one a mail, the newest first."""
    names = {n for n in (called(name), called(name).partition(" ")[0]) if len(n) >= SHORTEST}
    told: list[Evidence] = []
    for bare in sorted(names):
        asked = '"' + bare.replace('"', "") + '"'
        for message, us, own, person in view.live.rows(_NAMING, company, asked, view.as_of_us, view.as_of_us, READ):
            if not may_set_beside(own or "", bare):
                continue
            for start, end in sentences(own or "", 0, len(own or "")):
                words = " ".join(own[start:end].split())
                if set_beside(words, bare) and not is_private(words) and all(e.message_id != message for e in told):
                    told.append(Evidence("a buyer writes of them", message, iso(us), words, start, end, person))
    return sorted(told, key=lambda e: (e.date or "", e.message_id or ""), reverse=True)


def _doubt(told: Sequence[Evidence]) -> AccountSide:
    """The doubt that some sentences raise."""
    n = len(told)
    where = "In 1 mail a buyer sets" if n == 1 else f"In {n} mails buyers set"
    why = f"{where} them beside us: they may be a competitor."
    return AccountSide("unknown", "mail", why, tuple(told[:SHOWN]))
