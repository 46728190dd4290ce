"""The trial table: how trials are written, and read back as records of one buyer or as arrays of many.

Reads and writes trial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from regard.flow.keyless import first_addresses, marks
from regard.model import Context, Trial
from regard.relationships.weights import Weights
from regard.store.live import Live

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from regard.relationships.state import Columns

_CONTEXT = ("kind", "recipients", "weekday", "holiday", "load", "role", "first_contact", "hour", "expects")
TRIAL = (
    *("id", "channel", "channel_version", "detector_version", "factor", "buyer", "buyer_h", "seller", "seller_h", "opener_id"),
    *("opened_us", "closes_us", "outcome", "known_us", "decided_by", "censored_why", "latency_us", "q", "temper", "thread_id"),
    *_CONTEXT,
    *("quote_message", "quote_start", "quote_end", "shown", "until_us", "until_why"),
)
"""The columns of the table in the order of `trial_row`."""
INSERT = f"INSERT OR REPLACE INTO trial({', '.join(TRIAL)}) VALUES({', '.join('?' * len(TRIAL))})"
_DECIDED = """SELECT buyer, seller, channel, outcome, known_us, q * temper, kind, recipients, weekday, holiday, load, role,
    first_contact, hour, expects, opened_us, latency_us, decided_by, shown FROM trial
    WHERE known_us <= ? AND outcome IN ('0', '1') AND temper > 0 AND q > 0 AND coalesce(until_us > ?, 1)"""

_SINCE = 6 + len(_CONTEXT)
"""Where a row of `_DECIDED` goes on after its circumstances: opened_us, latency_us, decided_by, shown."""


def trial_row(t: Trial) -> tuple[Any, ...]:
    """A trial as a row of the table, for `INSERT`."""
    x = t.context
    return (
        *(
            t.id,
            t.channel,
            t.channel_version,
            t.detector_version,
            t.factor,
            t.buyer,
            t.buyer_h,
            t.seller,
            t.seller_h,
            t.opener_id,
        ),
        *(
            t.opened_us,
            t.closes_us,
            t.outcome,
            t.known_us,
            t.decided_by,
            t.censored_why,
            t.latency_us,
            t.q,
            t.temper,
            t.thread_id,
        ),
        *(x.kind, x.recipients, x.weekday, int(x.holiday), x.load, x.role, int(x.first_contact), x.hour, x.expects),
        *(t.quote_message, t.quote_start, t.quote_end, t.shown, t.until_us, t.until_why),
    )


def trials(live: Live, buyer: str) -> list[Trial]:
    """Every trial of one buyer, decided or not; those that were taken back later are as they were before (`Trial.at`)."""
    rows = live.rows(f"SELECT {_IN_ORDER} FROM trial WHERE buyer = ? ORDER BY known_us, id", buyer)
    # By place: by name, the hundreds of a busy buyer's page would take twice as long.
    made: Callable[..., Trial] = Trial
    return [made(*row[:_CONTEXT_AT], Context(*row[_AFTER:]), *row[_CONTEXT_AT:_AFTER]) for row in rows]


_PLAIN = [name for name in Trial.__match_args__ if name != "context"]
_IN_ORDER = ", ".join([*_PLAIN, *Context.__match_args__])
_CONTEXT_AT, _AFTER = Trial.__match_args__.index("context"), len(_PLAIN)


def decided(live: Live, as_of_us: int, buyers: Sequence[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """The trials of `buyers` (all, if None) decided and known by `as_of_us`, sorted by buyer and time, for `as_columns`.

    They come one by one: a large book's trials are never all in memory. A buyer named twice comes twice.
    """
    if buyers is None:
        yield from live.connection.execute(_DECIDED + " ORDER BY buyer, known_us, id", (as_of_us, as_of_us))
        return
    sql = _DECIDED.replace("?", str(int(as_of_us))) + " AND buyer IN ({}) ORDER BY buyer, known_us, id"
    for start in range(0, len(buyers), 900):
        part = list(buyers[start : start + 900])
        yield from live.connection.execute(sql.format(",".join("?" * len(part))), part)


LARGE = 100_000
"""From so many decided chances on, fitting a book takes so long (half a second and more) that a sync does it for the next process."""
SOME = 5_000
"""From so many on, a process that fitted a book keeps what it got in a file: it is found again in a tenth of the time."""


def is_large(live: Live) -> bool:
    """Whether a sync is to fit a book for the next process."""
    return _decided(live) >= LARGE


def is_slow(live: Live) -> bool:
    """Whether to fit a book takes so long that what it gives is kept in a file."""
    return _decided(live) >= SOME


def _decided(live: Live) -> int:
    return int(live.rows("SELECT coalesce(sum(decided), 0) FROM person")[0][0])


ROWS_AT_ONCE = 50_000
"""Trials fitted together: the fit's own cost is spread over enough of them, and they take less than 100 MB."""


def portions(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows sorted by buyer in portions that part no buyer."""
    portion: list[tuple[Any, ...]] = []
    for row in rows:
        if len(portion) >= ROWS_AT_ONCE and row[0] != portion[-1][0]:
            yield portion
            portion = []
        portion.append(row)
    if portion:
        yield portion


def all_columns(live: Live, until_us: int, weights: Weights) -> Columns:
    """All that was decided and known before `until_us`; buyers and sellers are numbered and marked alike in every book of the same mail."""
    whole, buyers, sellers = stacked(decided(live, until_us - 1), weights)
    (buyer, mark), (seller, _) = _numbered(live, buyers), _numbered(live, sellers)
    return replace(whole, buyer=buyer[whole.buyer], seller=seller[whole.seller], mark=mark[whole.buyer])


def stacked(rows: Iterable[tuple[Any, ...]], weights: Weights) -> tuple[Columns, list[str], list[str]]:
    """The arrays of a whole book's rows (of `decided`), buyers by code and sellers by code; made a portion at a time, as arrays take a
    tenth of what rows do.
    """
    import numpy as np

    from regard.relationships.state import Columns

    nothing = np.zeros(0, dtype=np.int64)
    parts = [Columns(tuple(weights.channels), *(nothing,) * 5, np.zeros(0), np.zeros(0), nothing, np.zeros(0))]
    buyers: list[str] = []
    sellers: dict[str, int] = {}
    for portion in portions(rows):
        names, theirs, part = as_columns(portion, weights)
        codes = np.array([sellers.setdefault(s, len(sellers)) for s in theirs])
        parts.append(replace(part, buyer=part.buyer + len(buyers), seller=codes[part.seller]))
        buyers += names
    arrays = ("buyer", "seller", "channel", "outcome", "known_us", "offset", "strength", "opened_us", "shown")
    whole = Columns(parts[0].channels, *(np.concatenate([getattr(p, name) for p in parts]) for name in arrays))
    return whole, buyers, list(sellers)


def _numbered(live: Live, people: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each of these people a number in the order of their first addresses, and the mark of that address."""
    import numpy as np

    first = first_addresses(live, people)
    addresses = [first.get(person, "") for person in people]
    number = np.empty(len(people), dtype=np.int64)
    number[sorted(range(len(people)), key=addresses.__getitem__)] = np.arange(len(people))
    return number, np.array(marks(addresses), dtype=np.int64)


def as_columns(rows: Sequence[tuple[Any, ...]], weights: Weights) -> tuple[list[str], list[str], Columns]:
    """(buyers by code, sellers by code, arrays) of rows from `decided`."""
    import numpy as np

    from regard.relationships.state import Columns

    buyer, seller, channel, outcome, known, strength, *context = zip(*[r[:_SINCE] for r in rows], strict=True)
    names = sorted(set(buyer))
    sellers = sorted(set(seller))
    buyer_code = {name: i for i, name in enumerate(names)}
    seller_code = {name: i for i, name in enumerate(sellers)}
    channels = tuple(weights.channels)
    channel_code = {name: i for i, name in enumerate(channels)}
    codes = np.array([channel_code[c] if c in channel_code else channel_code[weights.channel(c).name] for c in channel])
    circumstances = {name: np.array(values) for name, values in zip(_CONTEXT, context, strict=True)}
    offset = np.empty(len(rows))
    shown = np.array([r[_SINCE + 3] for r in rows], dtype=np.float64)
    for code, name in enumerate(channels):
        here = np.flatnonzero(codes == code)
        if len(here):
            of_these = {k: v[here] for k, v in circumstances.items()}
            offset[here] = weights.offsets(of_these, name, len(here))
            shown[here] *= weights.wanted_of_many(of_these, name, len(here))
    columns = Columns(
        channels,
        np.array([buyer_code[b] for b in buyer]),
        np.array([seller_code[s] for s in seller]),
        codes,
        np.array([o == "1" for o in outcome], dtype=np.int64),
        np.array(known),
        offset,
        np.array(strength, dtype=np.float64),
        np.array([r[_SINCE] for r in rows], dtype=np.int64),
        shown,
    )
    return names, sellers, columns
