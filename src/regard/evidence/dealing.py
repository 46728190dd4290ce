"""From when on do we deal with somebody as with a buyer? What they did before that is no chance of theirs.

Whoever only writes to us (recruiters, offers, a supplier's notices) asks for calls and next steps all the time, and no buyer is behind it:
counted, a pitch in three mails was the most valued relationship of a book, and a shop's notices moved the base rates of everybody.
Dealing begins with the first of

- a conversation both ways: one thread in which they wrote and we did, by more than a no; or a reply of theirs to what no source holds,
- a mail of theirs, in whatever thread, within two weeks of one of ours to them that was more than a no,
- a meeting or a call with them,
- a mail of theirs that asks to buy (`inquired`),
- a mail of theirs to one of ours whose sent mail no source shows then: that we never wrote is not known there.

A mail of ours begins nothing by itself: something of theirs has to come with it. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from regard.evidence.history import Chance
from regard.interactions.coverage import Covered
from regard.model import DAY, Interaction

NO = "declines"
NEAR = 14 * DAY
"""Whoever writes so soon after a mail of ours writes to somebody they deal with, in a thread of its own too."""


def dealing_since(interactions: Iterable[Interaction], covered: Covered, inquired: Container[str] = ()) -> int | None:
    """The moment (microseconds) from which one buyer's own deeds are chances; None while there is none.

    `inquired`: ids of the messages of theirs that ask to buy.
    """
    mine = [i for i in interactions if i.basis == "observed" and not i.automated]
    begun = [i.us for i in mine if i.kind != "mail"]
    begun += _conversations([i for i in mine if i.kind == "mail"])
    first = min(begun, default=None)
    for i in mine:
        if i.outbound or i.kind != "mail" or (first is not None and i.us >= first):
            continue
        if i.message_id in inquired or not covered.covers(i.seller, inbound=False, start_us=i.us, end_us=i.us + 1):
            first = i.us
    return first


def within(chances: Iterable[Chance], since_us: int | None) -> Iterator[Chance]:
    """Of the chances those that our own mail opened, and those that opened once we dealt with them."""
    for chance in chances:
        if chance.opener.outbound or (since_us is not None and chance.opened_us >= since_us):
            yield chance


def unanswered_before(interactions: Iterable[Interaction], since_us: int | None) -> list[str]:
    """Ids of their mails before that moment that ask something or whose words are not read: those that may ask to buy."""
    return [
        i.message_id
        for i in interactions
        if not i.outbound
        and not i.automated
        and i.kind == "mail"
        and i.basis == "observed"
        and (since_us is None or i.us < since_us)
        and i.cues
    ]


def _conversations(mails: list[Interaction]) -> Iterator[int]:
    """When each thread became one: both had written, or they answered what is not there."""
    ours: dict[str, int] = {}
    theirs: dict[str, int] = {}
    wrote_us: int | None = None
    for i in sorted(mails, key=lambda m: (m.us, m.message_id)):
        no = i.outbound and any(cue.kind == NO for cue in i.cues)
        if i.outbound and not no:
            wrote_us = i.us
        elif not i.outbound and wrote_us is not None and i.us - wrote_us <= NEAR:
            yield i.us
        if not i.thread_id:
            continue
        if not i.outbound and i.is_reply and i.thread_id not in theirs and i.thread_id not in ours:
            yield i.us
        if not i.outbound:
            theirs.setdefault(i.thread_id, i.us)
        elif not no:
            ours.setdefault(i.thread_id, i.us)
    yield from (max(at, theirs[thread]) for thread, at in ours.items() if thread in theirs)
