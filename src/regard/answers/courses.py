"""How standing went on from each review, of those acted upon and of others like them. Reads interaction and the standings."""

from __future__ import annotations

from collections.abc import Mapping

from regard.answers.contacted import YEAR, people
from regard.answers.standing import standings
from regard.answers.view import View
from regard.model import FACTORS
from regard.review.followed import Course


def courses(
    view: View, spans: Mapping[str, tuple[int, int]], acted: Mapping[str, set[str]], tried: Mapping[str, set[str]], most: int
) -> dict[str, list[Course]]:
    """Trust and value of relationships from each review (`spans`: month -> its moment, and about a month later) on.

    Beside those acted upon up to `most` others that we had been in touch with in the half year before: those of the smallest ids, which
    tell nothing of anybody, without whoever had an action that is not known to be done.
    """
    found: dict[str, list[Course]] = {"trust": [], "value": []}
    who = people(view)
    for month, (start, end) in spans.items():
        sql = "SELECT DISTINCT buyer FROM interaction WHERE us <= ? AND us > ? AND known_us <= ? AND NOT automated"
        there = sorted(r[0] for r in view.live.rows(sql, start, start - YEAR // 2, start) if r[0] in who)
        ids = [*sorted(acted[month] & who.keys()), *[p for p in there if p not in tried.get(month, set())][:most]]
        before, after = (standings(view.live, us, view.weights, view.bands, ids) for us in (start, end))
        for factor in FACTORS[:2]:
            for p in ids:
                was, now = before.of(p)[factor], after.of(p)[factor]
                found[str(factor)].append(Course(p, month, was.score, now.score, was.known, p in acted[month]))
    return found
