"""Which matters do several companies work on with us at once? A consortium, a buyer with its consultants, a settlement. Pure.

A circle: companies whose people are written to together again and again, in `THREADS` threads on as many days at least for each pair that
ties them, three companies or more. It is proposed as a deal where people of three of them wrote, we wrote too, and `THREADS` of its
threads, and one mail in `TERMS`, speak of terms (`deals.negotiating`). Letters to a hundred people tie nobody, nor do
mails of which most companies are strangers to the circle, such as chain letters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from regard.deals.negotiating import beside, step
from regard.deals.records import Touch
from regard.model import DAY

COMPANIES = 3
"""Companies that make a circle, beside ours."""
THREADS = 4
TERMS = 10
"""One mail in so many speaks of terms, or it is a proceeding and no negotiation."""
CROWD = 100
"""A mail to more people of theirs than this is a circular."""
MARK = "circle:"
"""How the mark of a confirmed circle begins; its domains follow, with commas."""
_WORD = re.compile(r"[^\W_][\w.&/-]*[^\W_]|[^\W_]")
_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*:|[\s?\"“”']+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Circle:
    """Companies (ids, those seen most first), the mails that tie them in order of time, and the mails among these that speak of terms."""

    companies: tuple[str, ...]
    touches: tuple[Touch, ...]
    terms: tuple[tuple[Touch, tuple[int, int, str]], ...]


def present(touch: Touch, company_of: Mapping[str, str]) -> set[str]:
    """The companies on a mail."""
    return {company_of[p] for p in touch.theirs if p in company_of}


def ties(people: int, there: AbstractSet[str], of: AbstractSet[str]) -> bool:
    """Whether a mail to so many people of the companies `there` belongs to a circle `of` companies.

    With three of them, and few strangers or half of all of them.
    """
    both = len(there & of)
    return both >= COMPANIES and 2 * both >= min(len(there), len(of)) and people <= CROWD


def groups(touches: Iterable[Touch], company_of: Mapping[str, str]) -> list[frozenset[str]]:
    """Companies that are written to together in enough threads on enough days: components of the graph of such pairs."""
    threads: dict[tuple[str, str], set[str]] = defaultdict(set)
    days: dict[tuple[str, str], set[int]] = defaultdict(set)
    for touch in touches:
        there = present(touch, company_of)
        if touch.kind == "mail" and not touch.automated and len(there) >= COMPANIES and len(touch.theirs) <= CROWD:
            for pair in combinations(sorted(there), 2):
                threads[pair].add(touch.thread_id or touch.id)
                days[pair].add(touch.us // DAY)
    beside: dict[str, set[str]] = defaultdict(set)
    for (a, b), of in threads.items():
        if len(of) >= THREADS and len(days[a, b]) >= THREADS:
            beside[a].add(b)
            beside[b].add(a)
    found, seen = [], set[str]()
    for start in sorted(beside):
        if start in seen:
            continue
        group, todo = {start}, [start]
        while todo:
            new = beside[todo.pop()] - group
            group |= new
            todo += new
        seen |= group
        if len(group) >= COMPANIES:
            found.append(frozenset(group))
    return found


def circles(touches: Iterable[Touch], company_of: Mapping[str, str], gap_us: int) -> Iterator[Circle]:
    """The circles that may be a deal; one that paused for longer than `gap_us` is several, each with its own mails."""
    every = sorted((t for t in touches if t.kind == "mail" and not t.automated), key=lambda t: (t.us, t.id))
    for group in groups(every, company_of):
        mine = [t for t in every if ties(len(t.theirs), present(t, company_of), group)]
        for part in _parts(mine, gap_us):
            terms = tuple((t, said) for t in part if (said := of_terms(t)) is not None)
            wrote = {company_of[t.writer] for t in part if t.writer in company_of}
            talk = {t.thread_id or t.id for t, _ in terms}
            enough = len(talk) >= THREADS and TERMS * len(terms) >= len(part)
            if len(wrote & group) >= COMPANIES and any(t.by_us for t in part) and enough:
                often = Counter(c for t in part for c in present(t, company_of) & group)
                acts = Counter(company_of[t.writer] for t in part if t.writer in company_of)
                inside = [c for c in often if acts[c] or 2 * often[c] >= len(part)]
                order = sorted(inside, key=lambda c: (-acts[c], -often[c], c))
                yield Circle(tuple(order), tuple(part), terms)


def _parts(touches: Sequence[Touch], gap_us: int) -> list[list[Touch]]:
    parts: list[list[Touch]] = []
    for touch in touches:
        if not parts or touch.us - parts[-1][-1].us > gap_us:
            parts.append([])
        parts[-1].append(touch)
    return parts


def of_terms(touch: Touch) -> tuple[int, int, str] | None:
    """The first sentence of a mail that is a step of a negotiation; the subject alone does not count, nor does mail of lawsuits or jobs."""
    told = None if beside(touch) else step(touch)
    return (told.start, told.end, told.words) if told else None


def called(touches: Sequence[Touch]) -> str:
    """What a matter is called: of its subjects the one whose words come up in most of its threads, without what a mail program adds."""
    subjects: dict[str, str] = {}
    for touch in touches:
        subjects.setdefault(touch.thread_id or touch.id, " ".join(_PREFIX.sub("", touch.subject).split()))
    often = Counter(word for s in subjects.values() for word in _words(s))
    told = [s for s in subjects.values() if 2 <= len(_words(s)) <= 6]
    best = max(told, key=lambda s: (sum(often[w] for w in _words(s)) / len(_words(s)), -len(s), s), default="")
    return best.strip(" ?\"“”'")


def _words(subject: str) -> set[str]:
    return {w for w in _WORD.findall(subject.casefold()) if len(w) > 2}
