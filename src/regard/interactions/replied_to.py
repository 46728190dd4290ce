"""Of the mails that an owner answers, how many are there? What that says of how much of a direction a mailbox shows.

What a reply answers is told by the reply itself, never by what is there of others: by the Message-ID it names, else, where it is the
owner's first in a conversation, by its subject. So whether a reply is looked at does not rest on whether anybody answered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, log1p

from regard.interactions.seen_mail import ENOUGH_CAME_IN, SeenMail, by_owner, has_inbox
from regard.model import DAY

ORIGINAL_WITHIN = 30 * DAY
BUCKET = 30 * DAY
SHOWN_FROM = 0.5
"""From this share of originals a direction counts as shown: an answer would more likely than not have been seen."""
SURELY_SHOWN, SURELY_NOT = 0.5, 0.15
"""A part of the time departs from the whole only where its own share is beyond these, over at least so many replies:
`ON_REPLIES` to be shown where the whole is not, `OFF_REPLIES` not to be shown where the whole is."""
ON_REPLIES, OFF_REPLIES = 20, 10
USUAL_SHARE, USUAL_REPLIES = 0.7, 10
"""Before any reply is looked at: the share of a complete mailbox, worth so many replies."""
FEW = 5
"""With fewer replies than this the check says little, and whether there is an inbox decides: so many mails of others in it."""
NONE_OF = 2
"""Of so few replies and none of their originals there: an inbox, too, is not taken for whole."""
BEGINS = 3
"""Of so many mails of ours one came in, at least, in a mailbox that has just begun."""
ENOUGH_EXTERNAL = 20
"""From so many replies to outsiders, those to colleagues are not looked at."""
ENOUGH_REPLIES = 20
"""From so many replies to mail that may be missing its share is told; one whose 80 % interval begins below `SURELY_NOT` is not."""
HELD = 20
"""Replies that the share of the whole is worth, beside those of a part and its neighbours."""
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Shown:
    """The replied-to check of one owner and direction: `found` of `replies` have their original in the owner's sources."""

    owner_h: str
    inbound: bool
    replies: int
    found: int

    @property
    def ratio(self) -> float | None:
        """The share of originals found; None without a reply to look at."""
        return self.found / self.replies if self.replies else None


def shown(mail: Iterable[SeenMail]) -> list[Shown]:
    """The replied-to check of every owner, inbound first: what `coverage` rests on, for the page about sources."""
    out = []
    for owner_h, every in by_owner(mail).items():
        of_owner = [m for m in every if not m.sign]
        for inbound in (True, False):
            checked = checked_replies(of_owner, inbound=inbound)
            out.append(Shown(owner_h, inbound, len(checked), sum(hit for _, hit in checked)))
    return out


class _Kept:
    """The mail of one direction that is there: by Message-ID, and by subject core and time."""

    def __init__(self, mail: Iterable[SeenMail]) -> None:
        self._rfc_ids: set[str] = set()
        self._times: dict[str, list[int]] = defaultdict(list)
        for m in mail:
            self._rfc_ids.add(m.rfc_id)
            self._times[m.core].append(m.us)

    def named(self, reply: SeenMail) -> bool:
        """Whether the mail that a reply names is here."""
        return bool(reply.in_reply_to) and reply.in_reply_to in self._rfc_ids

    def before(self, reply: SeenMail) -> bool:
        """Whether mail of a reply's subject is here that is older by 30 days at most."""
        times = self._times.get(reply.core, [])
        n = bisect_left(times, reply.us)
        return n > 0 and times[n - 1] >= reply.us - ORIGINAL_WITHIN


def checked_replies(of_owner: Sequence[SeenMail], *, inbound: bool) -> list[tuple[int, bool]]:
    """(when, whether its original is there) of the replies that tell about one direction.

    For the inbound direction these are the owner's own replies to others; for the outbound one, replies to the owner alone. Where enough
    of them are to or from outsiders, only those.
    """
    theirs, own = (_Kept(m for m in of_owner if m.outbound != side) for side in (inbound, not inbound))
    replies = [
        m for m in of_owner if m.is_reply and m.outbound == inbound and (m.core or m.in_reply_to) and (inbound or m.alone)
    ]
    if not inbound:  # many people's replies, and none of them chases another
        checked = [(m, theirs.named(m) or theirs.before(m)) for m in replies]
    else:
        checked = [(m, there) for m in replies if (there := _answered_is_there(m, theirs, own)) is not None]
    external = [(m.us, there) for m, there in checked if m.external]
    return external if len(external) >= ENOUGH_EXTERNAL else [(m.us, there) for m, there in checked]


def _answered_is_there(reply: SeenMail, theirs: _Kept, own: _Kept) -> bool | None:
    """Whether the mail of others that the owner's reply answers is there; None where the reply does not say that it answers one.

    Which replies are asked must not rest on what is there of others: the conversation that the owner began counts as well, where the
    reply names what it answers, and there nothing but the named mail will do, for an earlier one of the same subject proves nothing.
    """
    if own.named(reply):
        return None  # a chaser, or one more word
    if not own.before(reply):
        return theirs.named(reply) or theirs.before(reply)
    return theirs.named(reply) if reply.in_reply_to else None


class Parts:
    """Which 30-day parts of an owner's time show a direction. Parts lie on a fixed grid, so more mail elsewhere moves none."""

    def __init__(self, checked: Sequence[tuple[int, bool]], *, otherwise: bool) -> None:
        self._replies = Counter(us // BUCKET for us, _ in checked)
        self._found = Counter(us // BUCKET for us, hit in checked if hit)
        found = sum(hit for _, hit in checked)
        share = (found + USUAL_SHARE * USUAL_REPLIES) / (len(checked) + USUAL_REPLIES)
        self._overall = share >= SHOWN_FROM if len(checked) >= FEW else otherwise

    def shows(self, part: int) -> bool:
        """Whether one part shows the direction: as the whole does, unless its own replies or its neighbours' clearly differ."""
        for radius in range(3):
            around = range(part - radius, part + radius + 1)
            replies = sum(self._replies[p] for p in around)
            if replies >= (OFF_REPLIES if self._overall else ON_REPLIES):
                share = sum(self._found[p] for p in around) / replies
                return share > SURELY_NOT if self._overall else share >= SURELY_SHOWN
        return self._overall

    def cut(self, start: int, end: int) -> list[tuple[int, int]]:
        """[start, end) without the parts that do not show the direction."""
        parts = [p for p in range(start // BUCKET, (end - 1) // BUCKET + 1) if self.shows(p)]
        spans = [(max(start, p * BUCKET), min(end, (p + 1) * BUCKET)) for p in parts]
        starts, ends = joined(spans)
        return list(zip(starts, ends, strict=True))


class Partial:
    """What share of what came in is there, in the 30-day parts that do not show all of it: of the originals of the owner's replies.

    A part's own share counts with that of its neighbours, held to the whole by `HELD` replies. Nothing is said from fewer than
    `ENOUGH_REPLIES`, nor where it might be next to nothing.
    """

    def __init__(self, checked: Sequence[tuple[int, bool]], shows: Parts) -> None:
        self._shows = shows
        hidden = [(us // BUCKET, hit) for us, hit in checked if not shows.shows(us // BUCKET)]
        self._replies = Counter(part for part, _ in hidden)
        self._found = Counter(part for part, hit in hidden if hit)
        replies, found = len(hidden), sum(hit for _, hit in hidden)
        low, _ = credible(found, replies)
        self._whole = (found + 0.5) / (replies + 1) if replies >= ENOUGH_REPLIES and low >= SURELY_NOT else 0.0

    def of(self, part: int) -> tuple[float, float, float] | None:
        """The share of one part, in steps of `STEP` so that it does not move with every mail, and its 80 % interval; None: not known."""
        if not self._whole or self._shows.shows(part):
            return None
        near = range(part - 1, part + 2)
        replies = HELD + sum(self._replies[p] for p in near)
        found = HELD * self._whole + sum(self._found[p] for p in near)
        share = round(found / replies / STEP) * STEP
        if share < SURELY_NOT:
            return None
        low, high = credible(found, replies)
        return round(min(share, 1 - STEP), 2), round(low, 2), round(high, 2)

    def cut(self, start: int, end: int) -> list[tuple[int, int, tuple[float, float, float]]]:
        """[start, end) in stretches of one share each, without what is not known."""
        found: list[tuple[int, int, tuple[float, float, float]]] = []
        for part in range(start // BUCKET, (end - 1) // BUCKET + 1):
            share = self.of(part)
            if share is not None:
                found.append((max(start, part * BUCKET), min(end, (part + 1) * BUCKET), share))
        return found


def credible(found: float, replies: float) -> tuple[float, float]:
    """The central 80 % of what a share may be, after `found` of `replies` (Beta posterior, Jeffreys' prior), to a thousandth."""
    told = [(found - 0.5) * log(x / 1000) + (replies - found - 0.5) * log1p(-x / 1000) for x in range(1, 1000)]
    most = max(told)
    weights = list(accumulate(exp(t - most) for t in told))
    return tuple((bisect_left(weights, q * weights[-1]) + 1) / 1000 for q in (0.1, 0.9))  # type: ignore[return-value]


def shown_parts(of_owner: Sequence[SeenMail], signs: Sequence[SeenMail], *, inbound: bool) -> Parts:
    """Which parts of an owner's time show a direction; `signs` are the mails that only tell that the mailbox was read."""
    checked = checked_replies(of_owner, inbound=inbound)
    if inbound:
        none_there = len(checked) >= NONE_OF and not any(hit for _, hit in checked)
        inbox = has_inbox([*of_owner, *signs]) or _begins(of_owner)
        return Parts(checked, otherwise=inbox and not none_there)
    ours = sum(m.outbound for m in of_owner)
    return Parts(checked, otherwise=ours * 20 >= len(of_owner) - ours)


def _begins(mail: Sequence[SeenMail]) -> bool:
    """Whether too little came in from people to tell an inbox by, and yet much beside what went out: a mailbox of a few days.

    Here alone counts decide, which lean to whoever is answered; five mails of people end it, and a circular more changes nothing.
    """
    came_in = sum(not m.outbound for m in mail)
    return 0 < came_in < ENOUGH_CAME_IN and came_in * BEGINS >= len(mail) - came_in


def joined(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Starts and ends of the union of half-open spans; spans that touch become one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends
