"""What did this buyer do, and what could they have done? Every chance of every channel as a trial.

A pure function of one buyer's interactions, of what the sources show, and of the moment: the order of import does not matter.

Reads `Interaction`s and `coverage`; gives `trial`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from regard.evidence.catalogue import Channel, active
from regard.evidence.history import NOT_SEEN, Chance, History
from regard.ids import digest
from regard.interactions.coverage import Covered
from regard.model import DAY, Coverage, Interaction, Trial


def trials(
    interactions: Iterable[Interaction],
    coverage: Covered | Iterable[Coverage],
    *,
    as_of_us: int,
    text: bool,
    key: bytes,
    first_seen: Mapping[str, int] | None = None,
    person_of: Mapping[str, str] | None = None,
    detector_version: int = 1,
) -> list[Trial]:
    """The trials of one buyer (all their handles) as known at `as_of_us`, sorted by when they opened.

    `coverage` is either the rows, whose owners are matched to our people through `person_of` (handle -> person; without it,
    through the handles in `interactions`), or a `Covered` made beforehand. `first_seen` says when each colleague of the buyer
    was first on a mail with us, over the whole book. `text` says whether words are read; `detector_version`, by which detectors.
    """
    mine = list(interactions)
    if not isinstance(coverage, Covered):
        coverage = Covered(coverage, {i.seller_h: i.seller for i in mine} if person_of is None else person_of)
    history = History(mine, coverage, as_of_us=as_of_us, text=text, first_seen=first_seen)
    detector = detector_version if text else 0
    found = [_trial(channel, chance, key, detector) for channel in active(text=text) for chance in channel.find(history)]
    found.sort(key=lambda t: (t.opened_us, t.channel, t.seller, t.opener_id))
    return _tempered(found)


def _trial(channel: Channel, chance: Chance, key: bytes, detector_version: int) -> Trial:
    opener, decided, cue = chance.opener, chance.decided, chance.cue
    quoted = decided.message_id if channel.quotes and decided is not None and cue is not None else None
    return Trial(
        id=digest(
            "e",
            key,
            channel.name,
            str(channel.version),
            opener.buyer_h,
            opener.seller_h,
            opener.message_id,
            str(chance.opened_us),
        ),
        channel=channel.name,
        channel_version=channel.version,
        detector_version=detector_version,
        factor=channel.factor,
        buyer=opener.buyer,
        buyer_h=opener.buyer_h,
        seller=opener.seller,
        seller_h=opener.seller_h,
        opener_id=opener.message_id,
        opened_us=chance.opened_us,
        closes_us=chance.closes_us,
        outcome=chance.outcome,
        known_us=chance.known_us,
        decided_by=decided.message_id if decided is not None else None,
        censored_why=chance.censored_why,
        latency_us=chance.latency_us,
        q=cue.q if cue is not None else 1.0,
        thread_id=chance.thread_id,
        context=chance.context,
        quote_message=quoted,
        quote_start=cue.start if quoted and cue else 0,
        quote_end=cue.end if quoted and cue else 0,
    )


def _tempered(found: list[Trial]) -> list[Trial]:
    """Of several trials of one thread, channel and UTC day the first that a source shows counts, the others weigh nothing."""
    counted: set[tuple[str, str, int]] = set()
    out = []
    for trial in found:
        group = (trial.thread_id or trial.seller, trial.channel, trial.opened_us // DAY)
        if group in counted:
            out.append(replace(trial, temper=0.0))
            continue
        if trial.censored_why != NOT_SEEN:
            counted.add(group)
        out.append(trial)
    return out
