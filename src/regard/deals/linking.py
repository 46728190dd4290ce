"""To which deals does a mail, meeting or call belong? Through people and time; each link says why.

A deal is a candidate while it is open, from 14 days before it was opened to 14 days after it was closed, for whoever is at its account
or has a part in it. Of several, those that the subject names are kept, then those in which somebody on the touch has a part (as the CRM
says, or because they were on a touch that names the deal), then those whose owner is on it, then the nearest in time; never more
than five. (But for the name, rules that sellers know from conversation tools; `docs/why.md`.) Whoever changed company belongs to a deal of
either by the days of the two jobs: what they write from the new one is none of the old one's. Before a deal is opened and after it is
closed mail belongs to it only through somebody with a part in it, its name or a talk of theirs, where anybody's part is known.

A link is sure where the subject names the deal, doubtful where something speaks against it: nobody with a part is on it, nor its owner,
the deal was not open, or the subject is of a bill or a service case; else likely. What is not known speaks against nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from regard.deals.records import Deal, Link, Sure, Touch
from regard.model import DAY

MARGIN = 14 * DAY
"""So long before its opening and after its closing a deal is still spoken about."""
MOST = 5
"""Deals to which one touch is linked at most."""
_FOREVER = 2**62
NAMED = 0.6
"""A subject names a deal where it holds so great a share of the words that the deal's name has beyond its account's, two at least."""
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "de",
        "der",
        "die",
        "das",
        "for",
        "from",
        "in",
        "la",
        "le",
        "of",
        "on",
        "or",
        "the",
        "to",
        "und",
        "with",
    )
)


@dataclass(frozen=True, slots=True)
class Party:
    """Whose touches can be a deal's: `at_account` works or worked there, `roles` have a part in it, `owner` is the colleague who owns it.

    `jobs` are of those who changed company and worked at the account: (first sign, last sign; None while it is held) of each job there.
    `agents` are those of `at_account` who stand between the customer and us: what they write of other matters is none of this deal's.
    """

    at_account: frozenset[str]
    roles: frozenset[str]
    owner: str | None = None
    jobs: Mapping[str, Sequence[tuple[int, int | None]]] = field(default_factory=dict)
    agents: frozenset[str] = frozenset()

    def has(self, person: str, us: int) -> bool:
        """Whether what somebody does at a moment can be the deal's: not while they work elsewhere. Who never worked there has a part."""
        mine = self.jobs.get(person)
        return mine is None or any(begin - MARGIN <= us and (end is None or us <= end) for begin, end in mine)

    @property
    def people(self) -> frozenset[str]:
        """Everybody on the buyer's side."""
        return self.at_account | self.roles


def span(deal: Deal) -> tuple[int, int]:
    """When a deal was open: [opened, closed). One that was closed before it was opened in the CRM spans what lies between."""
    closed = deal.closed_us if deal.outcome != "open" else None
    if deal.outcome == "unclear":
        closed = deal.close_us
    end = _FOREVER if closed is None else closed + DAY  # a close date is a day, and the deal is open until its end
    return min(deal.opened_us, end), max(deal.opened_us, end)


def link(touches: Iterable[Touch], deals: Sequence[Deal], parties: Mapping[str, Party]) -> list[Link]:
    """The links of touches to deals; the order of either makes no difference."""
    of_person: dict[str, list[Deal]] = defaultdict(list)
    for deal in sorted(deals, key=lambda d: d.id):
        for person in parties[deal.id].people:
            of_person[person].append(deal)
    spans = {deal.id: span(deal) for deal in deals}
    words = {deal.id: frozenset(_words(deal.name)) - frozenset(_words(deal.account)) for deal in deals}
    made: list[Link] = []
    several: list[tuple[Touch, list[Deal], list[Deal]]] = []
    parts: dict[str, set[str]] = defaultdict(set)
    touches = list(touches)
    cores = {d.id: core for d in deals if d.steps_us and (core := _core(touches, d, parties[d.id]))[0]}
    for touch in touches:
        found = {
            d.id: d
            for person in touch.theirs
            for d in of_person.get(person, ())
            if _near(touch.us, spans[d.id])
            and (d.id not in cores or _of_core(touch, *cores[d.id]))
            and parties[d.id].has(person, touch.us)
        }
        named = _named(touch.subject, list(found.values()), words)
        for deal in named:
            parts[deal.id] |= touch.theirs
        if found:
            several.append((touch, list(found.values()), named))
    talks: dict[str, set[str]] = defaultdict(set)
    for touch, candidates, named in several:
        for d in candidates:
            if touch.thread_id and (d in named or _parted(touch, parties[d.id], parts.get(d.id, set()))):
                talks[d.id].add(touch.thread_id)
    for touch, candidates, named in several:
        near = [
            d for d in candidates
            if d in named or d.found or spans[d.id][0] <= touch.us < spans[d.id][1] or touch.thread_id in talks[d.id]
            or not (parties[d.id].roles or parts.get(d.id)) or _parted(touch, parties[d.id], parts.get(d.id, set()))
        ]  # fmt: skip
        made += _narrowed(touch, near, named, parties, parts, spans)
    return made


def _core(touches: Iterable[Touch], deal: Deal, party: Party) -> tuple[frozenset[str], frozenset[str]]:
    """The threads (a mail without one by its id) of the steps by which a deal was found, and whoever of theirs is on them."""
    steps = [t for t in touches if t.us in deal.steps_us and t.theirs & party.people]
    threads = frozenset(t.thread_id or t.id for t in steps)
    there = [t for t in touches if (t.thread_id or t.id) in threads]
    people = frozenset(p for t in there for p in (t.theirs - t.copied) | t.acted)
    return threads, (people & party.people) - party.agents


def _of_core(touch: Touch, threads: AbstractSet[str], people: AbstractSet[str]) -> bool:
    return (touch.thread_id or touch.id) in threads or bool((touch.theirs - touch.copied) & people)


def _words(text: str) -> list[str]:
    return [w for w in _WORD.findall(text.casefold()) if w not in _SMALL]


_BESIDE = re.compile(
    r"\b(?:invoices?|rechnung(?:en)?|factures?|facturas?|credit notes?|gutschrift|overdue|payment reminder|mahnung|remittance"
    r"|statement of account|(?:support|service) (?:case|request|ticket)|tickets?|incident|rma|complaint|reklamation)\b",
    re.IGNORECASE,
)
"""Subjects of bills and of service: they are of what was bought, not of what may be."""


def _against(touch: Touch, deal: Deal, party: Party, seen: AbstractSet[str], open_: tuple[int, int]) -> list[str]:
    """What speaks against a touch's belonging to a deal, in words."""
    found = []
    if not deal.found and (party.roles or seen) and not _parted(touch, party, seen):
        found.append("nobody with a part in the deal is on it")
    if party.owner is not None and party.owner not in touch.ours:
        found.append("the deal's owner is not on it")
    if not open_[0] <= touch.us < open_[1]:
        found.append("the deal was not open")
    if _BESIDE.search(touch.subject) and not _BESIDE.search(deal.name):
        found.append("its subject is of a bill or a service case")
    return found


def _named(subject: str, deals: Sequence[Deal], words: Mapping[str, frozenset[str]]) -> list[Deal]:
    """Those of some deals that a subject names best; none where it names all of several alike."""
    said = frozenset(_words(subject))
    shares = {d.id: len(words[d.id] & said) / len(words[d.id]) for d in deals if len(words[d.id] & said) >= 2}
    best = max(shares.values(), default=0.0)
    named = [d for d in deals if shares.get(d.id, 0.0) >= max(NAMED, best)]
    return named if len(named) < len(deals) or len(deals) == 1 else []


def _near(us: int, open_: tuple[int, int]) -> bool:
    return open_[0] - MARGIN <= us < open_[1] + MARGIN


def _narrowed(
    touch: Touch,
    found: list[Deal],
    named: list[Deal],
    parties: Mapping[str, Party],
    parts: Mapping[str, AbstractSet[str]],
    spans: Mapping[str, tuple[int, int]],
) -> Iterable[Link]:
    """The links of one touch, after as much narrowing as is needed."""
    why = {d.id: _time_says(touch.us, spans[d.id]) + ("; the subject names the deal" if named == found else "") for d in found}
    chosen = {d.id for d in named}
    if len(found) > 1:
        tests: tuple[tuple[str, Callable[[Deal], bool]], ...] = (
            ("the subject names the deal", lambda d: d.id in chosen),
            ("somebody on it has a part in the deal", lambda d: _parted(touch, parties[d.id], parts.get(d.id, set()))),
            ("the deal's owner is on it", lambda d: parties[d.id].owner in touch.ours),
        )
        for says, test in tests:
            kept = [d for d in found if test(d)]
            if kept and len(kept) < len(found):
                found = kept
                for d in kept:
                    why[d.id] += f"; {says}"
    found.sort(key=lambda d: (_distance(touch.us, spans[d.id]), -d.opened_us, d.id))
    for deal in found[:MOST]:
        by = "somebody with a part in the deal" if touch.theirs & parties[deal.id].roles else "somebody at the account"
        against = (
            [] if deal.id in chosen else _against(touch, deal, parties[deal.id], parts.get(deal.id, set()), spans[deal.id])
        )
        sure: Sure = "sure" if deal.id in chosen else "doubtful" if against else "likely"
        doubt = f"; doubtful: {', '.join(against)}" if against else ""
        yield Link(deal.id, touch.id, f"{by} is on it, {why[deal.id]}{doubt}", sure)


def _parted(touch: Touch, party: Party, seen: AbstractSet[str]) -> bool:
    """Whether somebody on a touch has a part: stated by the CRM, or seen on a touch that names the deal."""
    return bool(touch.theirs & (party.roles | seen))


def _time_says(us: int, open_: tuple[int, int]) -> str:
    if us < open_[0]:
        return f"{-(-(open_[0] - us) // DAY)} days before the deal was opened"
    if us >= open_[1]:
        return f"{(us - open_[1]) // DAY + 1} days after the deal was closed"
    return "while the deal was open"


def _distance(us: int, open_: tuple[int, int]) -> int:
    return max(open_[0] - us, 0, us - open_[1])
