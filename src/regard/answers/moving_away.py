"""Which customers make ready to go, or say that they go unless something is done, whether a deal is open with them or not?

The rules are those of a deal's risks (`deals.risks_going`), and an account is read as one deal of which everybody there can speak;
somebody at no company is one of their own. Only mails and calls that tell such a thing are read, with what passed with these accounts
since: in a book that keeps gists they are marked, in any other found in the words. Nothing of machines, of texts sent to many, of
whoever sells to us or never got a word of ours, of private talk, of who asked not to be modelled, nor of anything told in confidence.
Reads interaction, message, body, gist, person, company and what `touches` reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from regard.answers.account_sides import suppliers
from regard.answers.bought import bought
from regard.answers.confided import confided
from regard.answers.evidence import shortened
from regard.answers.touches import touches, with_gists
from regard.answers.waiting import ROUND, of_business
from regard.deals.case import Limits
from regard.deals.corrections import NOTHING, Corrections
from regard.deals.gist import GOES
from regard.deals.records import Risk, Touch
from regard.deals.risks_going import of_account
from regard.deals.snoozing import put_off
from regard.evidence.language.sentences import sentences
from regard.evidence.language.situations import may_tell, tells
from regard.flow.stored_gists import who_goes
from regard.identity.sensitive import is_private
from regard.model import DAY
from regard.results import Record, Told

if TYPE_CHECKING:
    from regard.answers.view import View

SHOWN = 140
_SAID = """SELECT DISTINCT i.message_id, i.buyer, p.company_id, m.n FROM interaction i JOIN message m ON m.id = i.message_id
    JOIN person p ON p.id = i.buyer AND p.side = 'them' AND NOT p.objected
    WHERE {marked} i.kind IN ('mail', 'call') AND NOT i.outbound AND NOT i.automated AND m.recipients <= {round}
    AND i.us > {since} AND i.us <= {as_of} AND i.known_us <= {as_of}
    AND (EXISTS (SELECT 1 FROM interaction o WHERE o.buyer = i.buyer AND o.outbound AND NOT o.automated
            AND o.us <= {as_of} AND o.known_us <= {as_of})
        OR (p.company_id IS NOT NULL AND EXISTS (SELECT 1 FROM person c JOIN interaction o ON o.buyer = c.id
            WHERE c.company_id = p.company_id AND o.outbound AND NOT o.automated AND o.us <= {as_of} AND o.known_us <= {as_of})))
    {among}"""
_OWN = "SELECT message, own FROM body WHERE message IN ({})"
_PEOPLE = """SELECT id, coalesce(nullif(name, ''), address), company, company_id FROM person
    WHERE side = 'them' AND NOT objected AND {} IN ({{}})"""
_OBJECTED = "SELECT id FROM person WHERE objected AND id IN ({})"


@dataclass(frozen=True, slots=True)
class Leaving(Record):
    """One account that makes ready to go, or says that it will: its name and id (None for somebody at no company), who of it said so, as
    (person, name), and the risk, as it is told of a deal. `said_of`: what it is put off by, "" where it cannot be.
    """

    account: str
    company_id: str | None
    people: tuple[tuple[str, str], ...]
    risk: Risk
    said_of: str = ""

    @property
    def told(self) -> bool:
        """Whether it is told, and not put off."""
        return self.risk.told and not self.risk.snoozed

    def concerns(self, person: str, company_id: str | None) -> bool:
        """Whether it is of somebody's company, or of themselves."""
        return (self.company_id is not None and self.company_id == company_id) or any(p == person for p, _ in self.people)

    @property
    def needs(self) -> str:
        """What somebody of it does, as the list of people says it."""
        says = self.risk.says.rstrip(".")
        ready = "They make ready to leave"
        return (
            f"makes ready to leave{says.removeprefix(ready)}"
            if says.startswith(ready)
            else f"says: {says[:1].lower()}{says[1:]}"
        )


def moving_away(view: View, limits: Limits, among: Collection[str] | None = None) -> tuple[Leaving, ...]:
    """Every such account at the view's moment (of these people, if given), the gravest first; none where words are not read."""
    if not view.text:
        return ()
    said = _said(view, limits, among)
    by_account: dict[str, set[str]] = defaultdict(set)
    marked: dict[str, set[str]] = defaultdict(set)
    out = suppliers(view) if said else frozenset()
    fit = of_business(view, sorted({row[1] for row in said}))
    for message_id, buyer, company, _ in said:
        if buyer in fit and company not in out:
            by_account[company or buyer].add(buyer)
            marked[company or buyer].add(message_id)
    found = [one for unit in sorted(by_account) for one in _of(view, limits, unit, by_account[unit], marked[unit])]
    return tuple(sorted(found, key=lambda one: (one.risk.level != "high", -one.risk.worth, one.account)))


def with_snoozes(found: Iterable[Leaving], said: Mapping[str, Corrections], key: bytes, as_of_us: int) -> tuple[Leaving, ...]:
    """The same, those that people put off marked so."""
    return tuple(
        replace(one, risk=put_off([one.risk], said.get(one.said_of, NOTHING).snooze, key, as_of_us)[0]) if one.said_of else one
        for one in found
    )


def by_person(found: Iterable[Leaving]) -> dict[str, Leaving]:
    """Person -> the gravest that they said themselves, and is told."""
    told: dict[str, Leaving] = {}
    for one in found:
        for person, _ in one.people:
            if one.told:
                told.setdefault(person, one)
    return told


def lines(found: Iterable[Leaving], people: Collection[str] | None = None) -> list[Told]:
    """What is told, a line each in its latest words, of these people alone, if given."""
    made = []
    for one in found:
        last = max(one.risk.evidence, key=lambda e: e.date or "")
        who, name = next(((p, n) for p, n in one.people if p == last.person), one.people[0])
        if one.told and (people is None or who in people):
            quote = shortened(last.quote, SHOWN)
            says = one.risk.says.rstrip(".")
            made.append(
                Told("leaving us", says, who, name, quote, last.date, "", last.message_id or "", last.start, last.end, name)
            )
    return made


def _said(view: View, limits: Limits, among: Collection[str] | None) -> list[tuple[Any, ...]]:
    """(message, buyer, company, number) of what may tell of it."""
    marks = who_goes(view.live)
    sql = _SAID.format(
        marked="" if marks is None else f"m.n IN ({marks}) AND",
        round=ROUND,
        since=view.as_of_us - 2 * limits.recent_days * DAY,
        as_of=view.as_of_us,
        among="" if among is None else "AND i.buyer IN ({})",
    )
    rows = view.live.rows(sql) if among is None else list(view.live.rows_in(sql, sorted(set(among))))
    if marks is not None:
        return list(rows)
    goes = {n for n, own in view.live.rows_in(_OWN, sorted({row[3] for row in rows})) if own and _tells(own)}
    return [row for row in rows if row[3] in goes]


@lru_cache(maxsize=4096)
def _tells(own: str) -> bool:
    """Whether own words tell of it; remembered, since what was read of a mail holds when the next one comes in."""
    if not may_tell(own, *_GOES):
        return False
    return any(tells(" ".join(own[a:b].split()), *_GOES) for a, b in sentences(own, 0, len(own)))


_GOES = tuple(sorted(GOES))


def _of(view: View, limits: Limits, unit: str, said: Collection[str], marked: Collection[str]) -> Sequence[Leaving]:
    """What one account, or somebody at none, is read to do."""
    of = view.live.rows_in(_PEOPLE.format("company_id"), [unit]) or view.live.rows_in(_PEOPLE.format("id"), [unit])
    people = {row[0]: row for row in of}
    people |= {row[0]: row for row in view.live.rows_in(_PEOPLE.format("id"), sorted(said - people.keys()))}
    since = view.as_of_us - 2 * limits.recent_days * DAY
    passed = [t for t in touches(view.live, people, view.as_of_us).past if t.us >= since and not t.automated]
    mute = {row[0] for row in view.live.rows_in(_OBJECTED, sorted({p for t in passed for p in t.theirs | {t.writer}}))}
    passed = [t for t in passed if t.writer not in mute]
    private = confided(view.live, [t.id for t in passed])
    read = with_gists(view.live, [t for t in passed if t.id not in private])
    account = people[next(iter(sorted(said)))][2] or people[next(iter(sorted(said)))][1]
    company = next((row[3] for row in people.values() if row[3]), None)
    names = {p: row[1] for p, row in people.items()}
    here = [_only(t, marked, mute) for t in sorted(read.values(), key=lambda t: (t.us, t.id))]
    made = of_account(account, here, names.values(), view.as_of_us, limits, customer=bought(view, company) is not False)
    (domains,) = view.live.rows("SELECT domains FROM company WHERE id = ?", company)[0] if company else ("",)
    said_of = f"account:{domains.split()[0]}" if domains.split() else ""
    found = []
    for risk in made:
        told = replace(risk, evidence=tuple(replace(e, quote="") if is_private(e.quote) else e for e in risk.evidence))
        who = dict.fromkeys(e.person for e in risk.evidence if e.person in said)
        if who:
            found.append(Leaving(account, company, tuple((p, names[p]) for p in who if p), told, said_of))
    return found


def _only(touch: Touch, marked: Collection[str], mute: Collection[str]) -> Touch:
    """A touch; of one that went to many no words, which are nobody's notice; of a call the voices of those who are not `mute`."""
    if touch.voices:
        touch = replace(touch, voices=tuple(v for v in touch.voices if v.writer not in mute))
    return touch if touch.id in marked or len(touch.theirs) + len(touch.ours) <= ROUND else replace(touch, sentences=())
