"""How much does one person weigh in one deal? Log-odds from what the buyer's side shows, each summand with its evidence.

Summands: the title (prior), the CRM's part, being copied when decisions are in the words, being answered soonest by their own
colleagues, being deferred to, authority on the company's message graph. Never shown outside a deal; no seller's own view enters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt
from statistics import median

from regard.deals.mentions import Mention, fits, own_sentences
from regard.deals.ranks import level
from regard.deals.records import Evidence, Touch, Weight
from regard.deals.roles import from_crm
from regard.deals.signs import is_sign
from regard.model import DAY
from regard.time import iso

PRIOR_SD = 1.2
"""How far people of one committee differ, in log-odds, before anything is seen."""
Z80 = 1.2816
THREADS = 2
"""Threads that must show a person, by a mail they are on or by a sentence that defers to them, before anything is said of their weight."""
ABOVE = 1.0
"""From these log-odds on somebody is counted as having a say: about three to one against somebody of whom nothing is known."""

_OF_ROLE = {"economic buyer": 1.4, "executive sponsor": 1.0, "procurement": 0.2, "legal": 0.1, "user": -0.4, "blocker": 0.4}
_DEFERRED = 0.7
_COPIED = 0.5
_ANSWERED = 0.4
_GRAPH = 0.8
"""How much each sign moves the log-odds; small numbers of ours, halved where only one occasion shows them."""
LEAST = 0.15
"""What moves them less says nothing worth a sentence, and is left out of the sum too."""


def weights(
    people: Mapping[str, tuple[str, str]],
    touches: Sequence[Touch],
    deferred: Iterable[tuple[str, Mention]],
    graph: Mapping[str, float],
) -> dict[str, Weight]:
    """The weight of each of `people` (person to title and CRM part) in the deal of `touches`.

    deferred: (person, mention) where a buyer's words say that somebody has the say. graph: authority of each on the company's message
    graph as a score around 0, for companies of which enough is seen; may be empty.
    """
    threads: dict[str, set[str]] = defaultdict(set)
    for touch in touches:
        for person in touch.theirs:
            threads[person].add(touch.thread_id or touch.id)
    copied, answered = _copied(people, touches), _answered(people, touches)
    said: dict[str, list[Mention]] = defaultdict(list)
    thread_of = {touch.id: touch.thread_id or touch.id for touch in touches}
    for person, mention in deferred:
        said[person].append(mention)
        if mention.touch in thread_of:  # what others say of somebody shows them as well as their own mail
            threads[person].add(thread_of[mention.touch])
    return {
        person: _one(
            title, role, len(threads[person]), copied.get(person), answered.get(person), said.get(person, []), graph.get(person)
        )
        for person, (title, role) in people.items()
    }


def deferred_to(said: Iterable[Mention], names: Mapping[str, str]) -> Iterable[tuple[str, Mention]]:
    """(person, mention) of each sentence that says somebody has the say, where the name can mean one of `names` (person to name) alone."""
    for mention in said:
        if mention.defers and mention.name:
            fitting = [p for p, name in names.items() if fits(mention.name, name)]
            if len(fitting) == 1 and fitting[0] != mention.by:
                yield fitting[0], mention


def _one(
    title: str,
    role: str,
    threads: int,
    copied: tuple[float, Evidence] | None,
    answered: tuple[float, Evidence] | None,
    deferred: Sequence[Mention],
    graph: float | None,
) -> Weight:
    total, precision, evidence = 0.0, 1 / PRIOR_SD**2, []
    if title and level(title):
        step = 0.55 * level(title)
        total += step
        precision += 0.5
        evidence.append(Evidence(f"title {title}: {step:+.2f}"))
    part = _OF_ROLE.get(from_crm(role), 0.0)
    if part:
        total += part
        precision += 1.0
        evidence.append(Evidence(f"the CRM says {role}: {part:+.2f}"))
    for sign in (copied, answered):
        if sign is not None:
            total += sign[0]
            precision += 0.4
            evidence.append(sign[1])
    if deferred:
        step = _DEFERRED * (1 + log(len(deferred)))
        total += step
        precision += 0.6
        first = deferred[0]
        told = f"deferred to in {len(deferred)} {'sentence' if len(deferred) == 1 else 'sentences'}: {step:+.2f}"
        evidence.append(Evidence(told, first.touch, iso(first.us), first.quote[:240], first.start, first.end, first.by))
    if graph is not None:
        step = _GRAPH * max(-1.5, min(1.5, graph))
        total += step
        precision += 0.6
        evidence.append(Evidence(f"place among colleagues on the message graph: {step:+.2f}"))
    sd = 1 / sqrt(precision)
    known = threads >= THREADS and bool(evidence)
    settle = (
        "" if known else "Not seen on this deal yet." if not threads else "Seen in one thread only; a second one would tell."
    )
    if not known and threads >= THREADS:
        title_says = f"“{title}” alone does not tell a say" if title else "No title is known"
        settle = f"{title_says}, nobody defers to them, and nothing else tells."
    return Weight(round(total, 4), round(total - Z80 * sd, 4), round(total + Z80 * sd, 4), known, tuple(evidence), settle)


def _decides(touch: Touch) -> bool:
    """Whether a mail speaks of deciding."""
    if touch.gist is not None:
        return "decision" in touch.gist.marks
    return any(is_sign("decision", words) for _, _, words in own_sentences(touch))


def _copied(people: Mapping[str, tuple[str, str]], touches: Sequence[Touch]) -> dict[str, tuple[float, Evidence]]:
    """Who is put on the buyer's mail when decisions are in the words, more often than on the rest."""
    with_words = [t for t in touches if not t.by_us and t.kind == "mail" and t.worded]
    deciding = {t.id for t in with_words if _decides(t)}
    found = {}
    for person in people:
        others = [t for t in with_words if t.writer != person]
        on = [t for t in others if person in t.theirs]
        told = [t for t in on if t.id in deciding]
        of = sum(t.id in deciding for t in others)
        if len(told) < 2 or not of:
            continue
        share, usual = (len(told) + 0.5) / (of + 1), (len(on) - len(told) + 0.5) / (len(others) - of + 1)
        step = _COPIED * max(-1.0, min(1.5, log(share / usual))) * len(told) / (len(told) + 1)
        if step >= LEAST:
            text = f"on {len(told)} of {of} mails of others there that speak of deciding: {step:+.2f}"
            found[person] = (step, Evidence(text, told[-1].id, iso(told[-1].us), person=person))
    return found


def _answered(people: Mapping[str, tuple[str, str]], touches: Sequence[Touch]) -> dict[str, tuple[float, Evidence]]:
    """Whose mails their own colleagues answer sooner than each other's: needs two answers and somebody to compare with."""
    threads: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if touch.kind == "mail" and not touch.by_us and touch.thread_id:
            threads[touch.thread_id].append(touch)
    waits: dict[str, list[int]] = defaultdict(list)
    for group in threads.values():
        for a, b in pairwise(sorted(group, key=lambda t: (t.us, t.id))):
            if a.writer != b.writer and b.writer in a.theirs and 0 < b.us - a.us <= 7 * DAY:
                waits[a.writer].append(b.us - a.us)
    found = {}
    for person, mine in waits.items():
        others = [w for p, ws in waits.items() if p != person for w in ws]
        if person in people and len(mine) >= 2 and len(others) >= 2:
            ratio = log(median(others) / max(1, median(mine)))
            step = _ANSWERED * max(-1.0, min(1.0, ratio)) * len(mine) / (len(mine) + 2)
            if abs(step) < LEAST:
                continue
            found[person] = (
                step,
                Evidence(
                    f"others there answer them in {_span(median(mine))}, each other in {_span(median(others))}: {step:+.2f}"
                ),
            )
    return found


def _span(us: float) -> str:
    hours = us / (DAY / 24)
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} d"


def has_say(weight: Weight | None) -> bool | None:
    """Whether somebody has a say: True from `ABOVE` on with an interval above 0, False where all of the interval lies below `ABOVE`,
    else None.
    """
    if weight is None or not weight.known:
        return None
    if weight.log_odds >= ABOVE and weight.low > 0:
        return True
    return False if weight.high < ABOVE else None
