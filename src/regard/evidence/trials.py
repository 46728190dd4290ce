"""What did this buyer do, and what could they have done? Every chance of every channel as a trial.

A pure function of one buyer's interactions, of what the sources show, and of the moment: the order of import does not matter.

Reads `Interaction`s and `coverage`; gives `trial`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from regard.evidence.catalogue import Channel, active
from regard.evidence.dealing import dealing_since, within
from regard.evidence.history import NOT_SEEN, Chance, History, Spoken
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
    left_out: Iterable[int] = (),
    noted: Iterable[Spoken] = (),
    rests: Iterable[tuple[int, int, int]] = (),
    inquired: Container[str] | None = None,
    person_of: Mapping[str, str] | None = None,
    detector_version: int = 1,
    channels: Sequence[Channel] | None = None,
) -> list[Trial]:
    """The trials of one buyer (all their handles) as known at `as_of_us`, sorted by when they opened.

    `coverage` is either the rows, whose owners are matched to our people through `person_of` (handle -> person; without it, through the
    handles in `interactions`), or a `Covered` made beforehand. `first_seen` says when each colleague of the buyer was first on a mail
    with us, over the whole book; `left_out` the days on which they wrote mail that is kept out, `noted` calls with them that one of
    ours wrote down, `rests` their good-byes (when, known when, until when). `text` says whether words are read, `detector_version` by
    which detectors. Without `channels` those that count are asked. `inquired` are their messages that ask to buy: given, whatever they
    did before we
    dealt with them is no chance (`dealing`); without it everybody is a buyer.
    """
    mine = list(interactions)
    if not isinstance(coverage, Covered):
        coverage = Covered(coverage, {i.seller_h: i.seller for i in mine} if person_of is None else person_of)
    history = History(
        mine, coverage, as_of_us=as_of_us, text=text, first_seen=first_seen, left_out=left_out, noted=noted, rests=rests
    )
    detector = detector_version if text else 0
    asked = active(text=text) if channels is None else channels
    since = dealing_since(mine, coverage, inquired) if inquired is not None else min((i.us for i in mine), default=None)
    found = [(channel, chance) for channel in asked for chance in within(channel.find(history), since)]
    found.sort(key=lambda pair: (pair[1].opened_us, pair[0].name, pair[1].opener.seller, pair[1].opener.message_id))
    ids = _Ids(key)
    return [
        _trial(channel, chance, ids, temper, detector) for (channel, chance), temper in zip(found, _tempers(found), strict=True)
    ]


def _tempers(found: Iterable[tuple[Channel, Chance]]) -> Iterator[float]:
    """Of the chances of one thread, channel and UTC day the first that a source shows weighs 1, the others nothing."""
    counted: set[tuple[str, str, int]] = set()
    for channel, chance in found:
        group = (chance.thread_id or chance.opener.seller, channel.name, chance.opened_us // DAY)
        yield 0.0 if group in counted else 1.0
        if chance.censored_why != NOT_SEEN:
            counted.add(group)


class _Ids:
    """Trial ids, `ids.digest("e", key, channel, version, buyer_h, seller_h, opener_id, opened_us)`, only faster.

    A book has millions of trials: those of a channel begin alike, and those of an opener go on alike.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._channels: dict[str, blake2b] = {}
        self._openers: dict[str, bytes] = {}

    def __call__(self, channel: Channel, chance: Chance) -> str:
        begun = self._channels.get(channel.name)
        if begun is None:
            begun = self._channels[channel.name] = blake2b(
                _framed(channel.name, str(channel.version)), key=self._key, digest_size=16
            )
        opener = chance.opener
        shared = self._openers.get(opener.message_id)
        if shared is None:
            shared = self._openers[opener.message_id] = _framed(opener.buyer_h, opener.seller_h, opener.message_id)
        h = begun.copy()
        h.update(shared + _framed(str(chance.opened_us)))
        bits = int.from_bytes(h.digest(), "big") << 2
        return "e_" + "".join([_BASE32[bits >> shift & 1023] for shift in _SHIFTS])


_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_BASE32 = [a + b for a in _LETTERS for b in _LETTERS]
_SHIFTS = tuple(range(120, -1, -10))


def _framed(*parts: str) -> bytes:
    data = [part.encode("utf-8", "surrogatepass") for part in parts]
    return b"".join([len(part).to_bytes(8, "little") + part for part in data])


def _trial(channel: Channel, chance: Chance, ids: _Ids, temper: float, detector_version: int) -> Trial:
    opener, decided, cue = chance.opener, chance.decided, chance.cue
    quoted = decided.message_id if channel.quotes and decided is not None and cue is not None else None
    return Trial(
        id=ids(channel, chance),
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
        q=chance.counts * (cue.q if cue is not None else 1.0),
        temper=temper,
        thread_id=chance.thread_id,
        context=chance.context,
        quote_message=quoted,
        quote_start=cue.start if quoted and cue else 0,
        quote_end=cue.end if quoted and cue else 0,
        shown=chance.shown,
        until_us=chance.until_us,
        until_why=chance.until_why,
    )
