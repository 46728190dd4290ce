"""Did anything change of what the book's weights are fitted to?

They are fitted to the chances that were decided before the month began (UTC), so that what they are depends on what is in the book and
not on when it was read: mail of this month moves no weights, mail of earlier months that comes late, goes or is read otherwise does.
Reads and writes the marks of `_UNTIL` and `weights_due`; reads trial.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from regard.flow.stored_trials import TRIAL
from regard.store.live import WEIGHTS_DUE, Live
from regard.time import to_us

_FITTED = ("buyer", "seller", "channel", "outcome", "known_us", "opened_us", "q", "temper", "shown", "until_us")
_CIRCUMSTANCES = ("kind", "recipients", "weekday", "holiday", "load", "role", "first_contact", "hour", "expects")
_READ = (*_FITTED, *_CIRCUMSTANCES)
_OF_ROW = itemgetter(*(TRIAL.index(name) for name in _READ))
_OUTCOME, _KNOWN, _Q, _TEMPER, _LATER = (_READ.index(name) for name in ("outcome", "known_us", "q", "temper", "until_us"))
_UNTIL = "fitted_until, partway, weeks at .15"
"""Named after the rule by which weights are fitted: where that changes, a fit is due."""


def fitted_until(at_us: int) -> int:
    """The moment before which all was known that weights in force at `at_us` are fitted to: the beginning of its month."""
    moment = datetime.fromtimestamp(at_us / 1_000_000, UTC)
    return to_us(datetime(moment.year, moment.month, 1, tzinfo=UTC))


class Watch:
    """Whether chances that weights are fitted to change while buyers' trials are written anew."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._until = int(live.get(_UNTIL, "0"))
        self._due = not self._until or bool(live.get(WEIGHTS_DUE))

    def before(self, buyers: Sequence[str]) -> list[Any]:
        """What is stored of these buyers; nothing where a fit is due anyway."""
        if self._due:
            return []
        sql = f"SELECT {', '.join(_READ)} FROM trial WHERE known_us < {self._until} AND buyer IN ({{}})"
        return _counted(self._live.rows_in(sql, list(buyers)), self._until)

    def after(self, before: Sequence[Any], rows: Iterable[tuple[Any, ...]]) -> None:
        """Have weights fitted anew where `rows` of trials say something else; to be called where they are written."""
        if not self._due and _counted(map(_OF_ROW, rows), self._until) != before:
            self._due = True
            self._live.put(WEIGHTS_DUE, "1")


def _counted(rows: Iterable[tuple[Any, ...]], until: int) -> list[Any]:
    """Those that a fit takes, in order."""
    return sorted(r[:_LATER] + r[_LATER + 1 :] for r in rows if _fitted(r, until))


def _fitted(row: tuple[Any, ...], until: int) -> bool:
    """Whether a fit to what was known before a moment takes a row."""
    taken_back = row[_LATER] is not None and row[_LATER] < until
    return row[_OUTCOME] in {"0", "1"} and row[_KNOWN] < until and row[_Q] > 0 and row[_TEMPER] > 0 and not taken_back


def is_due(live: Live, until: int) -> bool:
    """Whether weights fitted to what was known before `until` could differ from those fitted last."""
    last = int(live.get(_UNTIL, "0"))
    if not last or live.get(WEIGHTS_DUE) or until < last:
        return True
    since = """SELECT EXISTS(SELECT 1 FROM trial WHERE outcome IN ('0', '1')
        AND ((known_us >= :last AND known_us < :until) OR (until_us >= :last AND until_us < :until)))"""
    return until > last and bool(live.rows(since.replace(":last", str(last)).replace(":until", str(until)))[0][0])


def fitted(live: Live, until: int) -> None:
    """Note that weights are those of what was known before `until`."""
    if int(live.get(_UNTIL, "0")) != until or live.get(WEIGHTS_DUE):
        with live.writing():
            live.put(_UNTIL, str(until))
            live.put(WEIGHTS_DUE, "")
