"""Which source shows which direction of which owner's mail, and when?

Silence is evidence only where an answer would have been seen. A mailbox that holds sent mail alone, an inbox without the sent
folder, a source that stopped delivering: each shows one direction or a period only. Three checks tell, and none of them asks how much
the owner is answered: that would leave out the silences of whoever few answer.

- *The replied-to check.* Of the mails of others that the owner answers, what share is there? (And of the replies addressed to the
  owner alone, what share of the owner's originals?) What a reply answers is told by the reply: by the Message-ID it names,
  else, where it is the owner's first in a conversation, by its subject. A "Re:" that names the owner's own mail is a chaser and tells
  nothing. Measured: complete mailboxes show .7 to 1, sent-only ones below .1, archives of topic folders .2 to .4. Where
  clearly some and less than half is there, the share itself is kept: the chance that an answer would have been seen.
- *The inbox.* Whoever answers nobody leaves no such sign. Then an inbox that holds mail of anybody, circulars too, is taken for whole; of a
  mailbox into which people sent fewer than five, counts decide.
- *The rhythm.* A gap far longer than the gaps this source is used to ends its period; the next mail of anybody, a circular too, starts
  a new one.

A silence is known when a mailbox has shown mail of after its window (`reach`): until then nobody could tell it from a mailbox that is
not read any more.

Reads `message`, `message_item`; gives `coverage` and `reach`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from regard.interactions.replied_to import Partial, checked_replies, joined, shown_parts
from regard.interactions.seen_mail import SeenMail, by_owner, folder_class
from regard.model import DAY, Coverage

SHORTEST_PERIOD = DAY
SHORTEST_GAP = 14 * DAY
RHYTHM_TIMES = 5


class Covered:
    """Answers whether a period of an owner's mail is shown, or what share of what came in, from coverage rows; periods of several sources
    join.

    `person_of` maps handles to people: with it, owners are asked for by person and all their mailboxes count. `reach` are (owner handle,
    moment) of `reach`.
    """

    def __init__(
        self, coverage: Iterable[Coverage], person_of: Mapping[str, str] | None = None, reach: Iterable[tuple[str, int]] = ()
    ) -> None:
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
        reached: dict[str, set[int]] = defaultdict(set)
        for owner_h, us in reach:
            reached[known.get(owner_h, owner_h)].add(us)
        self._reached = {owner: sorted(of) for owner, of in reached.items()}
        self._spans = {key: joined(of) for key, of in spans.items()}
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

    def reached_us(self, owner: str, us: int) -> int:
        """When an owner's mailboxes had shown that they were read beyond a moment: `us` itself where nothing later tells.

        To the day: it is the last mail of the day on which the first came.
        """
        times = self._reached.get(owner, ())
        n = bisect_left(times, us)
        return times[n] if n < len(times) else us

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
    for owner_h, every in by_owner(mail).items():
        of_owner = [m for m in every if not m.sign]
        signs = [m for m in every if m.sign and folder_class(m.folder) != "sent"]
        for inbound in (True, False):
            shows = shown_parts(of_owner, signs, inbound=inbound)
            partial = Partial(checked_replies(of_owner, inbound=True), shows) if inbound else None
            by_source: dict[str, list[SeenMail]] = defaultdict(list)
            for m in (*of_owner, *signs) if inbound else of_owner:
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


def reach(mail: Iterable[SeenMail]) -> list[int]:
    """The last mail of each UTC day that has any, by time, of an owner's mail: by each their mailboxes were seen to be read until then."""
    days: dict[int, int] = {}
    for m in mail:
        if not (m.sign and folder_class(m.folder) == "sent"):
            days[m.us // DAY] = max(days.get(m.us // DAY, m.us), m.us)
    return sorted(days.values())


def _periods(of_direction: Sequence[SeenMail], of_owner: Sequence[SeenMail]) -> list[tuple[int, int]]:
    """Half-open periods in which a source delivered one direction without a dark gap.

    A direction whose first or last mail is near the owner's first or last mail of any kind is taken to reach as far: the first
    answer comes after the first question. The usual gap is that between people's mail, so that a circular more never shortens a period.
    """
    times = sorted({m.us for m in of_direction})
    if not times:
        return []
    people = sorted({m.us for m in of_direction if not m.sign}) or list(times)
    limit = _longest_usual_gap(people)
    if of_owner and 0 <= people[0] - of_owner[0].us <= limit:
        times.append(of_owner[0].us)
    if of_owner and 0 <= of_owner[-1].us - people[-1] <= limit:
        times.append(of_owner[-1].us)
    times = sorted(set(times))
    cuts = [(a, b) for a, b in pairwise(times) if b - a > limit]
    starts = [times[0], *(b for _, b in cuts)]
    ends = [*(a for a, _ in cuts), times[-1]]
    return [(start, end + 1) for start, end in zip(starts, ends, strict=True)]


def _longest_usual_gap(times: Sequence[int]) -> int:
    gaps = sorted(b - a for a, b in pairwise(times))
    return max(SHORTEST_GAP, RHYTHM_TIMES * gaps[len(gaps) * 9 // 10]) if gaps else SHORTEST_GAP
