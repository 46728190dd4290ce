"""Which weights read this book, and when are they fitted to it anew?

What is fitted are base rates, how far buyers differ and how fast they change (`relationships.spread`). Reads person, trial; reads and
writes model (records). A version is made when there are enough trials, again when they have doubled, and
after an erasure; between those, weights stand still, so that estimates are comparable from day to day.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from regard.flow.stored_trials import all_columns, decided
from regard.relationships.weights import Weights, load, parse
from regard.store.live import Live
from regard.store.records import Records
from regard.time import now_us

if TYPE_CHECKING:
    from regard.relationships.validity.mails import Facts

ENOUGH = 300
"""With fewer decided trials the shipped numbers stay."""
GROWN = 2
"""A new version is fitted when there are so many times as many trials as when the last one was."""


def active(records: Records, wanted: str) -> Weights:
    """The weights in force: those named by the setting `model.active`, else the newest fitted on this book, else the shipped."""
    fitted = {row.version: row for row in records.models()}
    if wanted and wanted not in fitted:
        return load(wanted)
    if not fitted:
        return load()
    row = fitted[wanted or list(fitted)[-1]]
    found = parse(json.loads(row.weights))
    # Fitted before a channel existed: it counts as shipped until the next fit.
    return replace(found, channels={**load().channels, **found.channels})


def known_weights(records: Records, wanted: str, facts: Facts, at_us: int) -> Weights:
    """The weights as they could have been in force at a past moment: nothing that was decided later is in them.

    Those of the book that were fitted by then (of `wanted`, if that names one of them); else the shipped ones, fitted to the
    chances decided by then as a sync of that day would have. A shipped version that was asked for is taken as it ships.
    """
    import numpy as np

    shipped = load()
    by_then = {row.version: row for row in records.models() if row.trained_to_us <= at_us}
    if wanted and wanted not in {row.version for row in records.models()}:
        return load(wanted)
    row = by_then.get(wanted) if wanted else (list(by_then.values())[-1] if by_then else None)
    if row is not None:
        found = parse(json.loads(row.weights))
        return replace(found, channels={**shipped.channels, **found.channels})
    early = facts.where(np.flatnonzero(facts.known_us < at_us))
    if len(early) < ENOUGH:
        return shipped
    from regard.relationships.spread import fitted_to

    return fitted_to(shipped, early.columns(shipped), f"{shipped.version}.then")


def settle_weights(records: Records, live: Live) -> str | None:
    """Fit base rates, spread and movement to this book where that is due; the new version, if one was made."""
    now = now_us()
    n = live.rows("SELECT coalesce(sum(decided), 0) FROM person")[0][0]
    models = records.models()
    last = models[-1] if models else None
    if n < ENOUGH or (last is not None and last.stale_since is None and n < GROWN * last.n_trials):
        return None
    from regard.relationships.spread import fitted_to  # with the arithmetic it needs: most syncs do not come here

    # What `regard learn` found stays; only its base rates, spread and movement go on with the book.
    learned = [row for row in models if ".learned-" in row.version and row.stale_since is None]
    shipped = active(records, learned[-1].version) if learned else load()
    version = f"{shipped.version.partition('.')[0]}.book-{len(models) + 1}"
    fitted = fitted_to(shipped, all_columns(decided(live, now), shipped), version)
    with records.writing() as c:
        records.put_model(
            c,
            {
                "version": version,
                "source": "learned",
                "parent": shipped.version,
                "weights": json.dumps(fitted.as_json()),
                "trained_to_us": now,
                "n_trials": n,
            },
        )
        records.note(c, "weights", version)
    return version
