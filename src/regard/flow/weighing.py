"""Which weights read this book, and when are they fitted to it anew?

What is fitted are base rates, how far buyers differ and how fast they change (`relationships.spread`), to all that was decided before the
month began: a function of what is in the book, whichever way and in how many parts it came in. Reads person, trial; reads and writes
model (records). A version is made when a month begins or something of before it changes (mail that comes late or goes, a buyer erased,
two people found to be one) and the numbers differ from the last; between those, weights stand still, so that estimates are comparable
from day to day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from regard.flow.stored_trials import all_columns
from regard.flow.weights_due import fitted, fitted_until, is_due
from regard.relationships.weights import Weights, load, parse
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us

if TYPE_CHECKING:
    from sqlalchemy import Row

    from regard.relationships.validity.mails import Facts

LEARNED = ".learned-"
"""What the names of versions have that `regard learn` made."""


def active(records: Records, wanted: str) -> Weights:
    """The weights in force: those named by the setting `model.active`, else the newest fitted on this book, else the shipped."""
    kept = {row.version: row for row in records.models()}
    if wanted and wanted not in kept:
        return load(wanted)
    if not kept:
        return load()
    return _read(kept[wanted or list(kept)[-1]])


@dataclass(frozen=True, slots=True)
class Earlier:
    """The weights that were in force before those in force now, and up to when the latter are fitted."""

    weights: Weights
    until_us: int


def before(records: Records, now: Weights) -> Earlier | None:
    """The version before `now`; None where it is the book's first, ships, or somebody was erased of whom the one before still knew."""
    kept = list(records.models())
    at = next((i for i, row in enumerate(kept) if row.version == now.version), 0)
    if not at or kept[at - 1].stale_since is not None:
        return None
    return Earlier(_read(kept[at - 1]), int(kept[at].trained_to_us))


def _read(row: Row[Any]) -> Weights:
    """The weights of a kept version. A channel that did not exist yet counts as shipped until the next fit."""
    found = parse(json.loads(row.weights))
    return replace(found, channels={**load().channels, **found.channels})


def known_weights(records: Records, wanted: str, facts: Facts, at_us: int, most: int | None = None) -> Weights:
    """The weights as they could have been in force at a past moment: nothing that was decided later is in them.

    Those fitted last, where that was by then; else what `regard learn` had found by then, or what ships, fitted to the chances that a
    sync of that day would have taken. A shipped version that was asked for is taken as it ships. Of more than `most` chances those of
    every second, third ... buyer are taken.
    """
    import numpy as np

    models = records.models()
    by_then = {row.version: row for row in models if row.trained_to_us <= at_us}
    if wanted and wanted not in {row.version for row in models}:
        return load(wanted)
    if wanted in by_then:
        return _read(by_then[wanted])
    if not wanted and models and models[-1].stale_since is None and models[-1].version in by_then:
        return _read(models[-1])
    learned = [row for version, row in by_then.items() if LEARNED in version and not wanted]
    parent = _read(learned[-1]) if learned else load()
    early = facts.where(np.flatnonzero(facts.known_us < fitted_until(at_us)))
    if not len(early):
        return parent
    from regard.relationships.spread import fitted_to

    if most is not None and len(early) > most:
        early = early.about(np.unique(early.b)[:: -(-len(early) // most)])
    return fitted_to(parent, early.columns(parent), f"{parent.version}.then")


def learned_since(records: Records, wanted: str, as_of_us: int, at_us: int) -> bool:
    """Whether the weights in force at `as_of_us` rest on what `regard learn` found on this book, and it had found nothing by `at_us`."""
    models = {row.version: row for row in records.models() if row.trained_to_us <= as_of_us}
    learned = [v for v, row in models.items() if LEARNED in v and row.stale_since is None]
    if wanted:
        named = models.get(wanted)
        learned = [v for v in learned if named is not None and v in {wanted, named.parent}]
    return bool(learned) and all(models[v].trained_to_us > at_us for v in learned)


def settle_weights(records: Records, live: Live) -> str | None:
    """Fit base rates, spread and movement to this book where that is due; the new version, if one was made."""
    until = fitted_until(now_us())
    models = records.models()
    last = models[-1] if models else None
    stale = last is not None and last.stale_since is not None
    if not stale and not is_due(live, until):
        return None
    # What `regard learn` found stays; only its base rates, spread and movement go on with the book.
    learned = [row for row in models if LEARNED in row.version and row.stale_since is None]
    parent = _read(learned[-1]) if learned else load()
    version = f"{parent.version.partition('.')[0]}.book-{len(models) + 1}"
    found = _fitted(live, parent, until, version)
    before = parent if last is None else _read(last)
    if stale or not _same(found, before):
        with records.plainly() as c:
            records.put_model(
                c,
                {
                    "version": version,
                    "source": "learned",
                    "parent": parent.version,
                    "weights": json.dumps(found.as_json()),
                    "trained_to_us": until,
                    "n_trials": found.n_trials,
                },
            )
            records.note(c, "weights", version)
    else:
        version = ""
    fitted(live, until)
    return version or None


def _fitted(live: Live, parent: Weights, until: int, version: str) -> Weights:
    """The weights fitted to what was known before a moment: where nothing was, their parent's numbers."""
    n = live.rows("SELECT coalesce(sum(decided), 0) FROM person")[0][0]
    trials = all_columns(live, until, parent) if n else None
    if trials is None or not len(trials):
        return replace(parent, version=version, n_trials=0)
    from regard.relationships.spread import fitted_to  # with the arithmetic it needs: most syncs do not come here

    return fitted_to(parent, trials, version)


def _same(a: Weights, b: Weights) -> bool:
    return (a.rho, a.factors, a.channels) == (b.rho, b.factors, b.channels)
