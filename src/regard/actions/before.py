"""What did the reader of this draft accept before? Invitations, advice, how long a mail of ours they answer, and what of theirs waits.

Told beside the remarks and no remark itself: each line is a count of what happened, and none says what to write. Asks whose answer a
mailbox may have lost count neither way, and asks of one thread and day once. Of somebody who asked not to be modelled only the open
question is told, which is plain correspondence. Reads trial, message and what waits.
"""

from __future__ import annotations

from statistics import median

from regard.answers.view import View
from regard.answers.waiting import waiting
from regard.results import ReaderNotes
from regard.time import iso_day

FEWEST = 3
"""A length is told from so many mails on."""
LONGEST_QUOTE = 160
_FAIR = "t.buyer = ? AND t.known_us <= ? AND t.outcome IN ('0', '1') AND t.temper > 0 AND t.q > 0 AND t.shown = 1"
"""What counts: decided, once a day and thread, and in a mailbox that would show either way. Where answers may be lost, those that were
not would tell too good a share, and the others too bad a one.
"""
_COUNTS = (
    f"SELECT t.channel, t.outcome, count(*) FROM trial t WHERE {_FAIR} "
    "AND t.channel IN ('accepts_meeting', 'answers_ask') GROUP BY t.channel, t.outcome"
)
_ACTED = """SELECT count(*) FROM message m JOIN handle h ON h.n = m.from_n WHERE h.person = ? AND m.automated = ''
    AND m.basis = 'observed' AND m.known_us <= ? AND instr(m.cues, '"acts_on"') > 0"""
"""Their mails in which they say that they did what we brought: told, and counted nowhere (the channel is experimental)."""
_LENGTHS = (
    f"SELECT m.words, t.outcome = '1' FROM trial t JOIN message m ON m.id = t.opener_id WHERE {_FAIR} "
    "AND t.channel = 'answers_ask' AND m.words > 0 ORDER BY t.opened_us DESC LIMIT 200"
)


def notes(view: View, buyer: str, *, objected: bool = False) -> ReaderNotes:
    """What the book tells of the reader at the view's moment, most telling first; nothing where nothing is known."""
    name = str(view.live.rows("SELECT name FROM person WHERE id = ?", buyer)[0][0])
    told = [] if objected else [*_accepted(view, buyer), *_length(view, buyer)]
    asks = waiting(view, {buyer}).get(buyer, []) if view.text else []
    if asks and asks[0].quote:
        quote = " ".join(asks[0].quote.split())
        shown = quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
        told.insert(0, f"Asked on {iso_day(asks[0].us)} and waits: “{shown}”")
    return ReaderNotes(buyer, name, tuple(told))


def _accepted(view: View, buyer: str) -> list[str]:
    held = {(channel, outcome): int(n) for channel, outcome, n in view.live.rows(_COUNTS, buyer, view.as_of_us)}
    told = []
    for channel, did in (
        ("accepts_meeting", "Accepted {} of {} invitations."),
        ("answers_ask", "Answered {} of {} asks of ours."),
    ):
        yes, no = held.get((channel, "1"), 0), held.get((channel, "0"), 0)
        if yes + no:
            told.append(did.format(yes, yes + no))
    if acted := int(view.live.rows(_ACTED, buyer, view.as_of_us)[0][0]) if view.text else 0:
        told.insert(0, "Acted once on what we brought." if acted == 1 else f"Acted {acted} times on what we brought.")
    return told


def _length(view: View, buyer: str) -> list[str]:
    rows = view.live.rows(_LENGTHS, buyer, view.as_of_us)
    answered = [int(words) for words, did in rows if did]
    passed = [int(words) for words, did in rows if not did]
    if len(answered) < FEWEST:
        return []
    told = f"Asks that they answered stood in mails of about {int(median(answered))} words"
    return [told + (f", the others of about {int(median(passed))}." if len(passed) >= FEWEST else ".")]
