"""One moment of one book: what every answer needs to know before it looks anything up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regard.answers.money import NONE

if TYPE_CHECKING:  # it looks at views itself
    from regard.answers.days_ahead import Days
    from regard.answers.money import Money
    from regard.answers.moving_away import Leaving
    from regard.answers.names import Names
    from regard.answers.need import Promised
    from regard.answers.standing import Standings
    from regard.answers.waiting import Asks
    from regard.answers.written_for import WrittenFor
    from regard.deals.account_side import AccountSide
    from regard.flow.weighing import Earlier
    from regard.interactions.coverage import Covered
    from regard.relationships.display import Bands
    from regard.relationships.weights import Weights
    from regard.results import PersonRow
    from regard.store.live import Live


def _none() -> None:
    """No weights were in force before."""


@dataclass(frozen=True, slots=True)
class View:
    """The live store, the moment, the weights and bands, and whether words are read.

    `note` says why the moment is not now, where nobody named it. `standings(buyers)` gives their standing at the moment; for the
    whole book (None) it is remembered by the book. `a_month_ago` gives it as it was 30 days before. `money()` gives
    the CRM's deals as known at the moment, `promised()` what we promised each buyer that is to be done now, `sides()` what each company
    is to us (those that are not there are unknown), `waiting()` their asks that wait for an answer of ours, `may_wait()` those
    that perhaps do,
    `days()` their days near ahead, `leaving_us()` the accounts that make ready to go, `written_for()` whom a colleague wrote for,
    `everybody(side)` the rows of
    all people on a side, `names()` what people and companies go by now,
    `covered()` what the sources show of whom, `came_in(seller)` which share of a mailbox of
    ours others wrote, all remembered likewise,
    `fitted_before()` the weights in force before these, `apart()` the pairs whom somebody judged to be two people.
    `you`: the person who owns all mailboxes of the book, "" where it is a team's: of a
    colleague's promise or question nobody is told that it is theirs. `zone`: the book's time zone, in which meetings are told.
    """

    live: Live
    key: bytes
    as_of_us: int
    weights: Weights
    bands: Bands
    text: bool
    standings: Callable[[list[str] | None], Standings]
    a_month_ago: Callable[[list[str] | None], Standings]
    note: str = ""
    money: Callable[[], Money] = field(default=lambda: NONE)
    promised: Callable[[], Mapping[str, Promised]] = field(default=dict)
    sides: Callable[[], Mapping[str, AccountSide]] = field(default=dict)
    waiting: Callable[[], Asks] = field(default=dict)
    may_wait: Callable[[], Asks] = field(default=dict)
    days: Callable[[], Days] = field(default=dict)
    you: str = ""
    zone: str = field(default="UTC", kw_only=True)
    apart: Callable[[], frozenset[frozenset[str]]] = field(default=frozenset, kw_only=True)
    everybody: Callable[[str], Sequence[PersonRow]] = field(kw_only=True)
    names: Callable[[], Names] = field(kw_only=True)
    covered: Callable[[], Covered] = field(kw_only=True)
    came_in: Callable[[str], float] = field(kw_only=True)
    leaving_us: Callable[[], Sequence[Leaving]] = field(default=tuple, kw_only=True)
    written_for: Callable[[], Mapping[str, WrittenFor]] = field(default=dict, kw_only=True)
    fitted_before: Callable[[], Earlier | None] = field(default=_none, kw_only=True)
