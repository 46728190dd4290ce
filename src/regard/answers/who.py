"""Who is who: each doubtful pair side by side, in sentences, with the messages that show it; and what was judged lately.

Reads message, party, interaction, handle, person, company, coverage, judgement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regard.answers.almost_sure import almost_sure
from regard.answers.doubts import Doubts, Pair
from regard.answers.messages import shown_at
from regard.answers.view import View
from regard.identity.affiliations import domain_handle
from regard.identity.resemblance import Subject
from regard.identity.sisters import Sisters
from regard.model import Judgement
from regard.results import CompanyDoubt, Doubt, JudgedPair, Reason, Shown, WhoIsWho, WhoSide
from regard.time import iso, iso_day

RECENT = 40
"""Judgements listed."""
PROBED = 100
"""So many messages from either end of somebody's mail are looked through for one with a buyer."""

_OWNERS = "SELECT DISTINCT h.person FROM coverage c JOIN handle h ON h.id = c.owner_h"

SAYS: Mapping[tuple[str, str], str] = {
    ("name", "middle too"): "the same full name with the same middle name",
    ("name", "given name"): "the same given name and surname",
    ("name", "short form"): "one name, one of them in a short form",
    ("name", "spelled"): "one address spells out the other’s name",
    ("name", "initial"): "the same surname, and a letter that fits the given name",
    ("name", "other surname"): "the same given name, another surname",
    ("local part", "same"): "the same letters before the @",
    ("local part", "other"): "other letters before the @",
    ("fit", "both"): "both addresses fit the name",
    ("fit", "not both"): "an address does not fit the name it is shown with",
    ("fit", "numbered apart"): "the addresses differ only by a number, as namesakes’ do",
    ("company", "one company"): "at one company",
    ("company", "look-alike"): "at domains that differ by a suffix or a letter",
    ("company", "free mail"): "a company’s address and a private one, or two private ones",
    ("company", "one after the other"): "at two companies, one after the other",
    ("company", "both at once"): "at two companies at the same time",
    (
        "moved",
        "changed company",
    ): "nobody else has this name, and one address fell silent when the other began: a change of company",
    ("moved", "both in use"): "both addresses are in use: two people may bear one name",
    ("phone", "same"): "the same telephone number in their signatures",
    ("phone", "other"): "other telephone numbers in their signatures",
    ("signature", "names the other address"): "a signature of one names the other’s address",
    ("signature", "signs as the other"): "one signs with the other’s name",
    ("signature", "signs as somebody else"): "they sign with names that are not the other’s",
    ("circle", "most"): "they write with the same people",
    ("circle", "some"): "they write with some of the same people",
    ("circle", "hardly any"): "they write with other people",
    ("together", "never"): "never on one mail together",
    ("together", "once"): "on one mail together, seldom",
    ("together", "often"): "often on one mail together, as two people are",
}
"""What a level says, in words."""


def who_is_who(
    view: View, found: Doubts, judgements: Sequence[Judgement], *, limit: int, offset: int, person: str | None = None
) -> WhoIsWho:
    """The queue from `offset`, at most `limit` pairs (of one person, if given), and what was judged lately."""
    owners = {row[0] for row in view.live.rows(_OWNERS)}
    pairs = [p for p in found.pairs if person is None or person in (p.left, p.right)]
    # Whose mailbox it is decides what every figure of theirs counts, so that is asked first; the rest stays in its order.
    pairs.sort(key=lambda p: not (p.left in owners or p.right in owners))
    companies = [] if person else list(found.companies)
    return WhoIsWho(
        pairs=tuple(_doubt(view, found, p) for p in pairs[offset : offset + limit]),
        total=len(pairs),
        companies=tuple(_company(found, s) for s in companies[: max(limit - 0, 0)]) if not offset else (),
        companies_total=len(companies),
        recent=recent(view, judgements),
        people=len(found.subjects),
        sure=() if person or offset else almost_sure(view, found),
    )


def maybe_same(view: View, found: Doubts, person: str) -> tuple[tuple[str, str, float], ...]:
    """(id, name, probability) of everybody who may be this person."""
    others = [(p.right if p.left == person else p.left, p.probability) for p in found.pairs if person in (p.left, p.right)]
    names = dict(view.live.rows_in("SELECT id, name FROM person WHERE id IN ({})", [o for o, _ in others]))
    return tuple((o, names.get(o, o), round(p, 4)) for o, p in others)


def _doubt(view: View, found: Doubts, pair: Pair) -> Doubt:
    a, b = found.subjects[pair.left], found.subjects[pair.right]
    weights = found.odds.weights(a, b, pair.seen)
    reasons = [
        Reason(field, level, SAYS[field, level], round(weights.get(field, 0.0), 2))
        for field, level in pair.seen.items()
        if level is not None
    ]
    reasons.sort(key=lambda r: -abs(r.bits))
    if pair.moved:
        reasons.insert(0, Reason("moved", "changed company", SAYS["moved", "changed company"], 0.0))
    if pair.in_use:
        reasons.insert(0, Reason("moved", "both in use", SAYS["moved", "both in use"], 0.0))
    return Doubt(
        left=_side(view, a),
        right=_side(view, b),
        probability=round(pair.probability, 4),
        affected=pair.affected,
        reasons=tuple(reasons),
        shared=_names(view, sorted((a.circle & b.circle) - {a.id, b.id})),
        together=_shown(view, sorted(a.seen_in & b.seen_in)),
    )


def _side(view: View, s: Subject) -> WhoSide:
    name, company, side = view.live.rows("SELECT name, company, side FROM person WHERE id = ?", s.id)[0]
    spans = s.companies.values()
    return WhoSide(
        id=s.id,
        name=name,
        side=side,
        addresses=s.addresses,
        names=tuple(dict.fromkeys(n for p in s.profiles for n in p.handle.names))[:4],
        company=company,
        first=iso_day(min((x[0] for x in spans), default=None)),
        last=iso_day(max((x[1] for x in spans), default=None)),
        messages=s.messages,
        phones=tuple(sorted(s.phones)),
        shown=_shown(view, sorted(s.seen_in)),
    )


def _shown(view: View, messages: Sequence[int]) -> tuple[Shown, ...]:
    """The oldest and the two newest of these messages that are with a buyer: the others are never shown, not by their subject either."""
    rows = view.live.rows_in("SELECT n, us FROM message WHERE n IN ({})", list(messages))
    rows.sort(key=lambda r: (r[1] or 0, r[0]))
    ends = rows if len(rows) <= 2 * PROBED else [*rows[:PROBED], *rows[-PROBED:]]
    seen = view.live.rows_in(
        "SELECT m.id, m.us, m.subject FROM message m "
        f"WHERE m.n IN ({{}}) AND m.known_us <= {view.as_of_us:d} AND {shown_at(view.as_of_us)}",
        [r[0] for r in ends],
    )
    seen.sort(key=lambda r: (r[1] or 0, r[0]))
    kept = seen if len(seen) < 4 else [seen[0], *seen[-2:]]
    return tuple(Shown(r[0], iso(r[1]), r[2]) for r in kept)


def _names(view: View, people: Sequence[str]) -> tuple[str, ...]:
    rows = view.live.rows_in("SELECT name FROM person WHERE id IN ({})", list(people))
    return tuple(sorted(r[0] for r in rows)[:8])


def _company(found: Doubts, s: Sisters) -> CompanyDoubt:
    addresses = tuple(
        tuple(sorted({a for person in pair for a in found.subjects[person].addresses if a.endswith((s.left, s.right))}))
        for pair in s.shared[:6]
    )
    reasons = []
    if s.shared:
        reasons.append(f"{len(s.shared)} {'person has' if len(s.shared) == 1 else 'people have'} one mailbox name at both")
    if s.signed:
        reasons.append(f"{len(s.signed)} {'signs' if len(s.signed) == 1 else 'sign'} with an address at the other")
    if s.look_alike:
        reasons.append("the domains differ by a suffix or a letter")
    return CompanyDoubt(s.left, s.right, s.people[0], s.people[1], tuple(reasons), addresses)


def recent(view: View, judgements: Sequence[Judgement]) -> tuple[JudgedPair, ...]:
    """What was judged lately and stands, the user's first, then the rules', the newest first."""
    standing = [j for j in judgements if j.undone_by is None]
    standing.sort(key=lambda j: (j.by != "user", -j.recorded_us, j.id))
    kept = standing[:RECENT]
    handles = sorted({h for j in kept for h in (j.left_h, j.right_h)})
    known = {r[0]: (r[1], r[2]) for r in view.live.rows_in("SELECT id, address, person FROM handle WHERE id IN ({})", handles)}
    if len(known) < len(handles):
        for (domains,) in view.live.rows("SELECT domains FROM company"):
            known.update({domain_handle(view.key, d): (f"@{d}", None) for d in domains.split()})
    unknown = ("(not in the book any more)", None)
    return tuple(
        JudgedPair(
            id=j.id,
            verdict=j.verdict,
            by=j.by,
            rule="" if j.by == "user" else j.rule_version,
            reason=j.reason,
            left=known.get(j.left_h, unknown)[0],
            right=known.get(j.right_h, unknown)[0],
            person=known.get(j.left_h, unknown)[1],
            date=iso_day(j.recorded_us),
        )
        for j in kept
    )
