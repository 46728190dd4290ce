"""What did the reader of this draft accept before? Invitations, advice, how long a mail of ours they answer, and what of theirs waits.

Told beside the remarks and no remark itself: each line is a count of what happened, and none says what to write. Asks that wanted
nothing or whose answer a mailbox may have lost count neither way, and asks of one thread and day once (`interactions.answering`). Of
somebody who asked not to be modelled only the open question is told, which is plain correspondence. Reads trial, message, interaction
and what waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from regard.answers.absent import absent
from regard.answers.view import View
from regard.answers.waiting import waiting
from regard.flow.interacting import interactions
from regard.flow.stored_trials import trials
from regard.interactions.answering import fair_asks, is_late, took
from regard.model import Interaction, Trial
from regard.results import ReaderNotes
from regard.time import iso_day

FEWEST = 3
"""A length is told from so many mails on."""
LONGEST_QUOTE = 160
_INVITED = """SELECT outcome, count(*) FROM trial WHERE buyer = ? AND known_us <= ? AND outcome IN ('0', '1') AND temper > 0 AND q > 0
    AND shown = 1 AND channel = 'accepts_meeting' GROUP BY outcome"""
_ACTED = """SELECT count(*) FROM message m JOIN handle h ON h.n = m.from_n WHERE h.person = ? AND m.automated = ''
    AND m.basis = 'observed' AND m.known_us <= ? AND instr(m.cues, '"acts_on"') > 0"""
"""Their mails in which they say that they did what we brought: told, and counted nowhere (the channel is experimental)."""
LATEST = 200
"""So many of the latest asks tell of lengths."""


def notes(view: View, buyer: str, *, objected: bool = False) -> ReaderNotes:
    """What the book tells of the reader at the view's moment, most telling first; nothing where nothing is known."""
    name = str(view.live.rows("SELECT name FROM person WHERE id = ?", buyer)[0][0])
    answers = [] if objected else _asks(view, buyer)
    told = [] if objected else [*_accepted(view, buyer), *_answered(answers), *_length(view, answers)]
    asks = waiting(view, {buyer}).get(buyer, []) if view.text else []
    if asks and asks[0].quote:
        quote = " ".join(asks[0].quote.split())
        shown = quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
        told.insert(0, f"Asked on {iso_day(asks[0].us)} and waits: “{shown}”")
    elif asks and asks[0].hushed:
        told.insert(0, f"Asked on {iso_day(asks[0].us)} and waits; a word of it may be private, so it is not quoted.")
    if not objected and (away := absent(view, [buyer]).get(buyer)) is not None:
        told.insert(0, f"{away.says[:1].upper()}{away.says[1:]}. {away.advice}")
    return ReaderNotes(buyer, name, tuple(told))


def _accepted(view: View, buyer: str) -> list[str]:
    held = {outcome: int(n) for outcome, n in view.live.rows(_INVITED, buyer, view.as_of_us)}
    yes, no = held.get("1", 0), held.get("0", 0)
    told = [f"Accepted {yes} of {yes + no} invitations."] if yes + no else []
    if acted := int(view.live.rows(_ACTED, buyer, view.as_of_us)[0][0]) if view.text else 0:
        told.insert(0, "Acted once on what we brought." if acted == 1 else f"Acted {acted} times on what we brought.")
    return told


def _asks(view: View, buyer: str) -> list[tuple[Trial, int | None]]:
    """Our asks of them that wanted an answer and gave a fair chance, the latest first, each with how long the answer took (µs)."""
    asks = sorted(fair_asks(trials(view.live, buyer), view.as_of_us), key=lambda t: (-t.opened_us, t.id))
    theirs: dict[str, list[Interaction]] = {}
    for i in interactions(view.live, [buyer])[buyer] if asks else ():
        if not i.outbound and i.kind == "mail" and not i.automated and i.basis == "observed" and i.known_us <= view.as_of_us:
            theirs.setdefault(i.thread_id, []).append(i)
    return [(ask, took(ask, theirs.get(ask.thread_id, ()))) for ask in asks]


def _answered(asks: Sequence[tuple[Trial, int | None]]) -> list[str]:
    """How many asks they answered in time, and later."""
    late = sum(us is not None and is_late(us) for _, us in asks)
    done = sum(us is not None for _, us in asks) - late
    return [f"Answered {done} of {len(asks)} asks of ours within 3 days{f', {late} later' if late else ''}."] if asks else []


def _length(view: View, asks: Sequence[tuple[Trial, int | None]]) -> list[str]:
    words = dict(
        view.live.rows_in("SELECT id, words FROM message WHERE words > 0 AND id IN ({})", [t.opener_id for t, _ in asks])
    )
    told = [(words[t.opener_id], us is not None) for t, us in asks[:LATEST] if t.opener_id in words]
    answered, passed = [n for n, did in told if did], [n for n, did in told if not did]
    if len(answered) < FEWEST:
        return []
    says = f"Asks that they answered stood in mails of about {int(median(answered))} words"
    return [says + (f", the others of about {int(median(passed))}." if len(passed) >= FEWEST else ".")]
