"""Which source shows which direction of which owner's mail, and when?

Silence is evidence only where an answer would have been seen. A mailbox that holds sent mail alone, an inbox without the sent
folder, a source that stopped delivering: each shows one direction or a period only. Two checks tell:

- *The replied-to check.* Of the owner's own first replies in a conversation, what share of the originals is there? (And of the
  replies addressed to the owner alone, what share of the owner's originals?) A "Re:" after one's own mail is a chaser and tells
  nothing. Measured: complete mailboxes show .7 to 1, sent-only ones below .1, archives of topic folders .2 to .4. Where
clearly some and less than half is there, the share itself is kept: the chance that an answer would have been seen.
- *The rhythm.* A gap far longer than the gaps this source is used to ends its period; the next mail starts a new one.

Reads `message`, `message_item`; gives `coverage`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log, log1p

from regard.model import DAY, Coverage

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
"""With fewer replies than this the check says nothing and the counts decide."""
ENOUGH_EXTERNAL = 20
"""From so many replies to outsiders, those to colleagues are not looked at."""
ENOUGH_REPLIES = 20
"""From so many replies to mail that may be missing its share is told; one whose 80 % interval begins below `SURELY_NOT` is not."""
HELD = 20
"""Replies that the share of the whole is worth, beside those of a part and its neighbours."""
STEP = 0.05
SHORTEST_PERIOD = DAY
SHORTEST_GAP = 14 * DAY
RHYTHM_TIMES = 5

_FOLDERS = (
    ("sent", ("sent", "gesendet", "envoy", "outbox")),
    ("trash", ("deleted", "trash", "gelöscht", "corbeille", "papierkorb")),
    ("archive", ("all_documents", "all mail", "archiv", "alle nachrichten", "tous les messages")),
    ("inbox", ("inbox", "posteingang", "boîte de réception")),
)


@dataclass(frozen=True, slots=True)
class SeenMail:
    """One message as one source of one owner shows it.

    `outbound`: the owner wrote it. `external`: somebody outside the owner's company wrote it or is among those it went to.
    `alone`: it went to the owner and nobody else. `core` is the subject core; `in_reply_to` and `rfc_id` may be empty.
    """

    source_id: str
    owner_h: str
    folder: str
    us: int
    outbound: bool
    external: bool
    is_reply: bool
    core: str
    rfc_id: str = ""
    in_reply_to: str = ""
    alone: bool = False


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


class Covered:
    """Answers whether a period of an owner's mail is shown, or what share of what came in, from coverage rows; periods of several sources
    join.

    `person_of` maps handles to people: with it, owners are asked for by person and all their mailboxes count.
    """

    def __init__(self, coverage: Iterable[Coverage], person_of: Mapping[str, str] | None = None) -> None:
        spans: dict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
        known = person_of or {}
        partly: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
        for row in coverage:
            owner = known.get(row.owner_h, row.owner_h)
            if row.inbound or row.share < 1:
                partly[owner].append((row.start_us, row.end_us, 1.0 if row.inbound else row.share))
            if row.inbound:
                spans[owner, True].append((row.start_us, row.end_us))
            if row.outbound:
                spans[owner, False].append((row.start_us, row.end_us))
        self._spans = {key: _joined(of) for key, of in spans.items()}
        self._partly = {owner: sorted(of) for owner, of in partly.items() if any(share < 1 for _, _, share in of)}

    def covers(self, owner: str, *, inbound: bool, start_us: int, end_us: int) -> bool:
        """Whether all of [start_us, end_us) is shown."""
        starts, ends = self._spans.get((owner, inbound), ((), ()))
        n = bisect_right(starts, start_us) - 1
        return n >= 0 and end_us <= ends[n]

    def seen_until(self, owner: str, *, inbound: bool, start_us: int, end_us: int) -> int | None:
        """Until when a window that starts at `start_us` is shown: `end_us` where all of it is, None where a part is missing.

        Where the window reaches beyond the end of the owner's newest period it is where that ends: later mail may yet come.
        """
        starts, ends = self._spans.get((owner, inbound), ((), ()))
        n = bisect_right(starts, start_us) - 1
        if n < 0 or start_us >= ends[n]:
            return None
        if end_us <= ends[n]:
            return end_us
        return ends[n] if n == len(ends) - 1 else None

    def partly_until(self, owner: str, *, start_us: int, end_us: int) -> tuple[int, float] | None:
        """Until when a share of what comes in is shown, and what share at least (below 1), as `seen_until` says it of all."""
        at, least = start_us, 1.0
        for start, end, share in self._partly.get(owner, ()):
            if start <= at < end and (share < 1 or at < end_us):
                at, least = end, min(least, share)
            if at >= end_us:
                break
        if at == start_us or least == 1.0:
            return None
        newest = max(end for _, end, _ in self._partly[owner])
        return (min(at, end_us), least) if at >= end_us or at == newest else None

    def share(self, owner: str) -> tuple[float, float] | None:
        """The least and the largest share of what comes in that is shown of an owner, where it is not all."""
        shares = [share for _, _, share in self._partly.get(owner, ()) if share < 1]
        return (min(shares), max(shares)) if shares else None

    def ended(self, owner: str, *, inbound: bool, at_us: int) -> int | None:
        """When what is shown stopped, as of a moment: the end of the last period before it. None within a period, or without any before."""
        starts, ends = self._spans.get((owner, inbound), ((), ()))
        n = bisect_right(starts, at_us) - 1
        return ends[n] if n >= 0 and ends[n] < at_us else None

    def any(self, owner: str, *, inbound: bool) -> bool:
        """Whether anything of that direction is shown at all."""
        return (owner, inbound) in self._spans


def covered(coverage: Iterable[Coverage], owner_h: str, *, inbound: bool, start_us: int, end_us: int) -> bool:
    """Whether the rows show all of [start_us, end_us) of that direction of the owner's mail."""
    return Covered(coverage).covers(owner_h, inbound=inbound, start_us=start_us, end_us=end_us)


def coverage(mail: Iterable[SeenMail]) -> list[Coverage]:
    """The periods that each source shows, by owner and direction: a function of the set of mail, whatever its order."""
    rows: list[Coverage] = []
    for owner_h, of_owner in _by_owner(mail).items():
        for inbound in (True, False):
            shows = _shown_parts(of_owner, inbound=inbound)
            partial = _Partial(_checked(of_owner, inbound=True), shows) if inbound else None
            by_source: dict[str, list[SeenMail]] = defaultdict(list)
            for m in of_owner:
                by_source[m.source_id].append(m)
            for source_id, of_source in by_source.items():
                of_direction = [m for m in of_source if m.outbound != inbound]
                for start, end in _periods(of_direction, of_owner):
                    here = Counter(folder_class(m.folder) for m in of_direction if start <= m.us < end)
                    folder = min(here, key=lambda name: (-here[name], name), default="other")
                    spans = (span for span in shows.cut(start, end) if span[1] - span[0] >= SHORTEST_PERIOD)
                    rows += [Coverage(source_id, owner_h, folder, inbound, not inbound, a, b) for a, b in spans]
                    for a, b, share in partial.cut(start, end) if partial else ():
                        if b - a >= SHORTEST_PERIOD:
                            rows.append(Coverage(source_id, owner_h, folder, False, False, a, b, *share))
    return sorted(rows, key=lambda r: (r.owner_h, not r.inbound, r.start_us, r.source_id))


def shown(mail: Iterable[SeenMail]) -> list[Shown]:
    """The replied-to check of every owner, inbound first: what `coverage` rests on, for the page about sources."""
    out = []
    for owner_h, of_owner in _by_owner(mail).items():
        for inbound in (True, False):
            checked = _checked(of_owner, inbound=inbound)
            out.append(Shown(owner_h, inbound, len(checked), sum(hit for _, hit in checked)))
    return out


def folder_class(folder: str) -> str:
    """sent, trash, archive, inbox or other, by the folder's name."""
    name = folder.casefold()
    return next((kind for kind, words in _FOLDERS if any(word in name for word in words)), "other")


def _by_owner(mail: Iterable[SeenMail]) -> dict[str, list[SeenMail]]:
    found: dict[str, list[SeenMail]] = defaultdict(list)
    for m in mail:
        found[m.owner_h].append(m)
    return {owner: sorted(of, key=lambda m: (m.us, m.source_id, m.folder, m.rfc_id)) for owner, of in sorted(found.items())}


def _checked(of_owner: Sequence[SeenMail], *, inbound: bool) -> list[tuple[int, bool]]:
    """(when, whether its original is there) of the replies that tell about one direction.

    For the inbound direction these are the owner's own replies; for the outbound one, replies to the owner alone. Where enough
    of them are to or from outsiders, only those.
    """
    originals: dict[str, list[int]] = defaultdict(list)
    ids: set[str] = set()
    own: dict[str, list[int]] = defaultdict(list)
    own_ids: set[str] = set()
    for m in of_owner:
        if m.outbound != inbound:
            originals[m.core].append(m.us)
            ids.add(m.rfc_id)
        else:
            own[m.core].append(m.us)
            own_ids.add(m.rfc_id)
    replies = [
        m for m in of_owner if m.is_reply and m.outbound == inbound and (m.core or m.in_reply_to) and (inbound or m.alone)
    ]
    if inbound:  # the other way round the replies are many people's, and none of them chases another
        replies = [m for m in replies if not _chases(m, own, own_ids)]
    external = [m for m in replies if m.external]
    return [(m.us, _original_is_there(m, originals, ids)) for m in (external if len(external) >= ENOUGH_EXTERNAL else replies)]


def _chases(reply: SeenMail, own: Mapping[str, list[int]], own_ids: set[str]) -> bool:
    """Whether a "Re:" follows its author's own mail: a chaser, or one more word in a conversation. It tells nothing of originals."""
    if reply.in_reply_to and reply.in_reply_to in own_ids:
        return True
    times = own.get(reply.core, [])
    before = bisect_left(times, reply.us)
    return before > 0 and times[before - 1] >= reply.us - ORIGINAL_WITHIN


def _original_is_there(reply: SeenMail, originals: Mapping[str, list[int]], ids: set[str]) -> bool:
    if reply.in_reply_to and reply.in_reply_to in ids:
        return True
    times = originals.get(reply.core, [])
    before = bisect_left(times, reply.us)
    return before > 0 and times[before - 1] >= reply.us - ORIGINAL_WITHIN


class _Parts:
    """Which 30-day parts of an owner's time show a direction. Parts lie on a fixed grid, so more mail elsewhere moves none."""

    def __init__(self, checked: Sequence[tuple[int, bool]], *, by_counts: bool) -> None:
        self._replies = Counter(us // BUCKET for us, _ in checked)
        self._found = Counter(us // BUCKET for us, hit in checked if hit)
        found = sum(hit for _, hit in checked)
        share = (found + USUAL_SHARE * USUAL_REPLIES) / (len(checked) + USUAL_REPLIES)
        self._overall = share >= SHOWN_FROM if len(checked) >= FEW else by_counts

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
        starts, ends = _joined(spans)
        return list(zip(starts, ends, strict=True))


class _Partial:
    """What share of what came in is there, in the 30-day parts that do not show all of it: of the originals of the owner's replies.

    A part's own share counts with that of its neighbours, held to the whole by `HELD` replies. Nothing is said from fewer than
    `ENOUGH_REPLIES`, nor where it might be next to nothing.
    """

    def __init__(self, checked: Sequence[tuple[int, bool]], shows: _Parts) -> None:
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


def _shown_parts(of_owner: Sequence[SeenMail], *, inbound: bool) -> _Parts:
    ours = sum(m.outbound for m in of_owner)
    theirs = len(of_owner) - ours
    by_counts = theirs * 3 >= ours if inbound else ours * 20 >= theirs
    return _Parts(_checked(of_owner, inbound=inbound), by_counts=by_counts)


def _periods(of_direction: Sequence[SeenMail], of_owner: Sequence[SeenMail]) -> list[tuple[int, int]]:
    """Half-open periods in which a source delivered one direction without a dark gap.

    A direction whose first or last mail is near the owner's first or last mail of any kind is taken to reach as far: the first
    answer comes after the first question.
    """
    times = sorted({m.us for m in of_direction})
    if not times:
        return []
    limit = _longest_usual_gap(times)
    cuts = [(a, b) for a, b in pairwise(times) if b - a > limit]
    starts = [times[0], *(b for _, b in cuts)]
    ends = [*(a for a, _ in cuts), times[-1]]
    first, last = of_owner[0].us, of_owner[-1].us
    if starts[0] - first <= limit:
        starts[0] = first
    if last - ends[-1] <= limit:
        ends[-1] = last
    return [(start, end + 1) for start, end in zip(starts, ends, strict=True)]


def _longest_usual_gap(times: Sequence[int]) -> int:
    gaps = sorted(b - a for a, b in pairwise(times))
    return max(SHORTEST_GAP, RHYTHM_TIMES * gaps[len(gaps) * 9 // 10]) if gaps else SHORTEST_GAP


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
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
