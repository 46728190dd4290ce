"""What somebody wrote last that says something: no salutation, thanks, name of a file, small talk, nor anything private.

Of what is known from quotes alone no cues are kept, so each of its sentences is looked at before it is quoted. A message that coaches
one of ours was meant for them alone. Reads message, body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from regard.answers.evidence import SOCIAL, saying
from regard.answers.view import View
from regard.evidence.language.detect import SPLIT
from regard.identity.sensitive import NEVER_A_TOPIC
from regard.model import Interaction
from regard.store.spans import unpack_spans
from regard.time import iso

LATEST, FEWEST_WORDS = 6, 5
"""So many of the latest messages are looked at for words that say something; so many words must."""
_FILE = re.compile(r"\W*(?:see )?attached file\b|<<", re.IGNORECASE)
_TEXTS = "SELECT m.id, b.text, b.spans, m.cues FROM message m JOIN body b ON b.message = m.n WHERE m.id IN ({})"


def last_words(view: View, here: Sequence[Interaction], *, by_us: bool, most: int = 1) -> list[dict[str, Any]]:
    """The words that the latest mails of one side begin with, at most one of a mail, the latest first; none where words are not read.

    A row: `quote`, `subject`, `date`, `message_id`, `start` and `end` of the quote in the message's text.
    """
    if not view.text:
        return []
    wrote = [i for i in here if _writes(i, by_us=by_us) and i.us <= view.as_of_us]
    latest = sorted(wrote, key=lambda i: (-i.us, i.message_id))[: LATEST + most]
    rows = {row[0]: row[1:] for row in view.live.rows_in(_TEXTS, [i.message_id for i in latest])}
    found: list[dict[str, Any]] = []
    for i in latest:
        text, spans, cues = rows.get(i.message_id, ("", "", ""))
        if len(found) == most or '"coaches"' in (cues or ""):
            continue
        social = i.basis == "recovered" or any(kind in (cues or "") for kind in SOCIAL)
        said = saying(text, unpack_spans(spans), social=social) if text else None
        if said is not None and _says(said[0]):
            quote, start, end = said
            found.append(
                {
                    "quote": quote,
                    "subject": i.subject,
                    "date": iso(i.us),
                    "message_id": i.message_id,
                    "start": start,
                    "end": end,
                }
            )
    return found


def _writes(i: Interaction, *, by_us: bool) -> bool:
    if i.kind != "mail" or i.automated or i.outbound != by_us:
        return False
    return not i.copied if by_us else i.buyer_role == "from"


def _says(quote: str) -> bool:
    if len(quote.split()) < FEWEST_WORDS or _FILE.match(quote):
        return False
    return NEVER_A_TOPIC.isdisjoint(quote.lower().translate(SPLIT).split())
