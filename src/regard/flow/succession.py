"""In what order must mails be looked at, so that what a mail names comes before it? Mails that name each other in a ring come together.

Pure; Tarjan's strongly connected components (SIAM J. Comput. 1, 1972), without recursion: a thread may be thousands of mails long.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def named_first(names: Mapping[int, Collection[int]]) -> Iterator[frozenset[int]]:
    """The mails of `names` (mail -> the mails among these that it names) in groups: each ring is one, a mail in no ring one by itself;
    no group before one that it names. Time and space go with mails and names.
    """
    met: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: list[int] = []
    done: set[int] = set()
    for start in names:
        if start in met:
            continue
        path = [(start, iter(sorted(names[start])))]
        met[start] = low[start] = len(met)
        waiting.append(start)
        while path:
            n, rest = path[-1]
            for other in rest:
                if other not in met:
                    met[other] = low[other] = len(met)
                    waiting.append(other)
                    path.append((other, iter(sorted(names[other]))))
                    break
                if other not in done:
                    low[n] = min(low[n], met[other])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[n])
                if low[n] == met[n]:
                    ring = {waiting.pop()}
                    while n not in ring:
                        ring.add(waiting.pop())
                    done |= ring
                    yield frozenset(ring)
