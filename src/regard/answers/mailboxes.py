"""Which mailboxes of a customer do several of theirs write from, what passed with each, and who signs there?

A mailbox that is read by several (`validation.team@`) is no person: nothing is estimated of it, and no trial is made of its mail. But what
is written from it is written by somebody of theirs, so it waits for an answer like anybody's (`waiting`), stands on the deals
(`touches`, `deal_people`), and its mail is shown (`messages`). It is a customer's where mail passed with a person of the company: the
mailbox of a shop or a surgery, to which one of ours writes for themselves, is nobody's here.

Reads person, handle, party, message, body, interaction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from regard.identity.given_names import canonical
from regard.parse.phrases import either
from regard.parse.phrases.parting import PARTING
from regard.store.live import Live
from regard.store.spans import unpack_spans

_HELD = """{0}.side = 'shared' AND {0}.company_id IS NOT NULL AND EXISTS(SELECT 1 FROM person mp JOIN interaction mi ON mi.buyer = mp.id
    WHERE mp.company_id = {0}.company_id AND mp.side = 'them' AND mi.us <= {1} AND mi.known_us <= {1})"""


def of_customer(person: str, as_of: int | str = "{as_of}", *, objected: bool = False) -> str:
    """SQL: whether a person (an alias) is by a moment (UTC microseconds, or a place to write it in) a mailbox of a customer that several
    read; `objected`: also one of which nothing is told, but whose mail is kept and opens like anybody's.
    """
    return _HELD.format(person, as_of) if objected else f"NOT {person}.objected AND {_HELD.format(person, as_of)}"


OURS_ON = """EXISTS(SELECT 1 FROM party mo JOIN handle mh ON mh.n = mo.handle JOIN person ms ON ms.id = mh.person AND ms.side = 'us'
    WHERE mo.message = {0}.n)"""
"""SQL: whether one of ours is on a message `{0}`."""
_DEALT = f"""(SELECT b.id AS buyer, x.id AS message_id, x.us AS us, x.from_n <> h.n AS outbound, x.automated <> '' AS automated,
    coalesce(instr(x.cues, '"question"') + instr(x.cues, '"request"') + instr(x.cues, '"asks_') + instr(x.cues, '"complains"')
        + instr(x.cues, '"unread"'), 0) > 0 AS asks,
    NULL AS answered_us, x.known_us AS known_us, x.basis <> 'observed' AS recovered, x.kind AS kind, q.role IN ('cc', 'bcc') AS copied,
    (SELECT mw.person FROM handle mw WHERE mw.n = x.from_n) AS seller
    FROM person b JOIN handle h ON h.person = b.id JOIN party q ON q.handle = h.n JOIN message x ON x.n = q.message
    WHERE {of_customer("b")} AND {OURS_ON.format("x")} AND (x.from_n = h.n OR EXISTS(SELECT 1 FROM handle mf
        JOIN person mg ON mg.id = mf.person AND mg.side = 'us' WHERE mf.n = x.from_n) OR x.kind <> 'mail'))"""


def dealt(as_of_us: int) -> str:
    """SQL: what passed with the mailboxes that are customers' by a moment, a row a message and mailbox, in the columns of `interaction`
    that tell what waits; later messages are there, too.
    """
    return _DEALT.format(as_of=int(as_of_us))


_SIGNED = """SELECT h.person, m.us, b.text, b.spans FROM message m JOIN handle h ON h.n = m.from_n JOIN body b ON b.message = m.n
    WHERE m.kind = 'mail' AND m.automated = '' AND m.basis = 'observed' AND m.us <= {as_of} AND m.known_us <= {as_of}
    AND h.person IN ({{}}) ORDER BY m.us DESC, m.id"""
_NAME = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]+(?: [^\W\d_a-zà-ÿ][\w'’.-]*){0,2}")
"""A line that could be a name: one to three words that begin with a capital."""
_PARTING = re.compile(rf"(?i){either(PARTING)}(?![\w'’])|(?:hi|hello|dear|hallo|bonjour|hola|team|the)\b")
"""What stands under a mail and is no name."""
LAST = 3
"""Lines at the end of own words among which a name is looked for, where no signature was found."""
HAND = 2
"""So many mails signed with a given name show a hand."""
LOOKED_AT = 200
LATEST = 40


def signed(text: str, spans: str) -> str:
    """The name under the words of a mail, "" where none stands there."""
    zones = unpack_spans(spans)
    block = next((text[s.start : s.end] for s in zones if s.zone == "signature"), "")
    lines = [line for raw in block.splitlines() if (line := raw.strip(" \t\xa0*_-–~,."))]
    if not lines:
        own = "\n".join(text[s.start : s.end] for s in zones if s.zone == "own").rstrip()
        lines = [line for raw in own.splitlines()[1:][-LAST:] if (line := raw.strip(" \t\xa0*_-–~,"))][-1:]
    return next((x for x in lines[:LAST] if _NAME.fullmatch(x) and not _PARTING.match(x)), "")


def hands(live: Live, people: Iterable[str], as_of_us: int) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Who signs the mail of some addresses: person or mailbox -> (name, how many of their latest mails), the most first.

    One given name is one hand, whatever form of it is written; the longest name that it was signed with is told.
    """
    return _names(live.rows_in(_SIGNED.format(as_of=int(as_of_us)), sorted(set(people))))


def several(live: Live, person: str, as_of_us: int) -> tuple[str, ...]:
    """The names under somebody's latest mails where more than one given name signs `HAND` of them or more: several people write from
    there; () where one does.
    """
    sql = f"{_SIGNED.format(as_of=int(as_of_us))} LIMIT {LATEST}"
    found = [name for name, n in _names(live.rows_in(sql, [person])).get(person, ()) if n >= HAND]
    return tuple(found) if len(found) > 1 else ()


def _names(rows: Iterable[tuple[Any, ...]]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Rows of mails, the latest first, as the names under them."""
    names: dict[str, dict[str, Counter[str]]] = {}
    seen: Counter[str] = Counter()
    for person, _, text, spans in rows:
        seen[person] += 1
        if seen[person] <= LOOKED_AT and (name := signed(text or "", spans or "")):
            given = canonical(name.split()[0].casefold())
            names.setdefault(person, {}).setdefault(given, Counter())[name] += 1
    return {
        person: tuple(
            sorted(
                ((max(of, key=lambda n: (len(n.split()), of[n], n)), of.total()) for of in found.values()),
                key=lambda one: (-one[1], one[0]),
            )
        )
        for person, found in names.items()
    }
