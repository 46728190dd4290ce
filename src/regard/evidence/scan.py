"""The trials of a whole book on any engine: a pure function of one buyer's mails as Arrow rows, and tallies of trials as expressions.

`trials_of` gives what a sync writes where words are not read, no meeting and no call is known and nothing is left out of the book (when
that was written is never published): it runs the same code (`interactions.assemble`, `evidence.trials`) on the rows of
`interactions.scan.on_mails`, here in this process, there in Spark's workers.

It reads mail alone: an ask after which the two met or spoke is a silence here, and none in what a sync keeps (`evidence.asks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from regard.evidence.trials import trials
from regard.interactions.assemble import MessageRow, People, assemble
from regard.interactions.coverage import Covered
from regard.model import DAY, Context, Coverage, Trial

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table

_MESSAGE = ("id", "us", "known_us", "thread_id", "parent_id", "from_h", "automated", "is_reply", "words", "tz", "basis")
_LATER = frozenset({"until_us", "until_why"})
"""What is told of a trial only while the book goes on."""
_WHOLE = {"channel_version", "detector_version", "opened_us", "closes_us", "known_us", "latency_us", "quote_start", "quote_end"}
_CONTEXT_NAMES = frozenset(f.name for f in fields(Context))
_CONTEXT_WHOLE = {"recipients", "weekday", "holiday", "load", "first_contact", "hour"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the sources show of whom, and when the trials are asked for: what every buyer's trials need beside their own mails."""

    coverage: tuple[Coverage, ...]
    person_of: Mapping[str, str]
    as_of_us: int
    key: bytes
    reach: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, coverage: pa.Table, reach: pa.Table, person_handle: pa.Table, as_of_us: int, key: bytes) -> Shown:
        """From the tables of those names."""
        rows = tuple(
            Coverage(
                r["source_id"],
                r["owner_h"],
                r["folder_class"],
                bool(r["inbound"]),
                bool(r["outbound"]),
                r["start_us"],
                r["end_us"],
                r["share"],
            )
            for r in coverage.to_pylist()
        )
        owners = {row.owner_h for row in rows}
        reached = tuple(zip(reach["owner_h"].to_pylist(), reach["us"].to_pylist(), strict=True))
        handles = zip(person_handle["h"].to_pylist(), person_handle["person"].to_pylist(), strict=True)
        return cls(rows, {h: person for h, person in handles if h in owners}, as_of_us, key, reached)


def schema() -> pa.Schema:
    """The columns of a trial as `store.generations` keeps them, and where its words stand."""
    import pyarrow as pa

    own = [
        (f.name, pa.int64() if f.name in _WHOLE else pa.float64() if f.name in {"q", "temper", "shown"} else pa.string())
        for f in fields(Trial)
        if f.name != "context" and f.name not in _LATER
    ]
    context = [
        (f.name, pa.int64() if f.name in _CONTEXT_WHOLE else pa.float64() if f.name == "expects" else pa.string())
        for f in fields(Context)
    ]
    return pa.schema([*own, *context])


def trials_of(shown: Shown) -> Callable[[pa.Table], pa.Table]:
    """The function that makes one buyer's trials from their rows of `interactions.scan.on_mails`."""
    ready: list[Covered] = []

    def of_buyer(rows: pa.Table) -> pa.Table:
        import pyarrow as pa

        if not ready:  # made where it runs: a worker is sent the rows of coverage, not what is built on them
            ready.append(Covered(shown.coverage, shown.person_of, shown.reach))
        columns: dict[str, list[Any]] = {name: rows[name].to_pylist() for name in rows.column_names}
        people = People(
            {h: p for h, p in zip(columns["h"], columns["person"], strict=True) if p is not None},
            {p: side for p, side in zip(columns["person"], columns["side"], strict=True) if p is not None},
            {p: c for p, c in zip(columns["person"], columns["company"], strict=True) if p is not None},
            frozenset(shown.person_of.values()),
        )
        first = {
            p: us for p, us in zip(columns["person"], columns["first_us"], strict=True) if p is not None and us is not None
        }
        found = assemble(columns["buyer"][0], _messages(columns), people)
        made = trials(found, ready[0], as_of_us=shown.as_of_us, text=False, key=shown.key, first_seen=first, inquired=())
        return pa.Table.from_arrays(_columns(made), schema=schema())

    return of_buyer


def _messages(columns: Mapping[str, list[Any]]) -> Iterable[MessageRow]:
    """The mails of one buyer, each with everybody on it."""
    parties: dict[str, list[tuple[int, str, Any]]] = {}
    mails: dict[str, tuple[Any, ...]] = {}
    for message, place, h, role, *values in zip(
        *(columns[k] for k in ("id", "place", "h", "role")), *(columns[k] for k in _MESSAGE), strict=True
    ):
        parties.setdefault(message, []).append((place or 0, h, role))  # 0: nobody is known behind it
        mails[message] = tuple(values)
    for message, (_, us, known, thread, parent, from_h, automated, is_reply, words, tz, basis) in mails.items():
        on_it = tuple((h, role) for _, h, role in sorted(parties[message]))
        yield MessageRow(
            message, us, known, thread or "", parent, from_h, "", automated, bool(is_reply), words, tz, (), basis, on_it
        )  # fmt: skip


def _columns(made: Sequence[Trial]) -> list[pa.Array]:
    """Trials as the columns of `schema`."""
    import pyarrow as pa

    flags = {"holiday", "first_contact"}
    return [
        pa.array(
            [int(getattr(t.context, f.name)) for t in made]
            if f.name in flags
            else [getattr(t.context, f.name) for t in made]
            if f.name in _CONTEXT_NAMES
            else [getattr(t, f.name) for t in made],
            type=f.type,
        )
        for f in schema()
    ]


def tallies(trial: Table, as_of_us: int, half_life_days: float) -> Table:
    """A row is one buyer, one of ours and one channel: decided chances, how many were taken, and both after fading.

    `weight` is Σ q · temper · 2^(-age in UTC days / half-life), `taken_weight` the same over those taken, `rate` their ratio.
    """
    t = trial.filter(trial.outcome.isin(["0", "1"]), trial.known_us <= as_of_us, trial.temper > 0, trial.q > 0)
    day = as_of_us - as_of_us % DAY
    age = ((day - (t.known_us - t.known_us % DAY)) // DAY).cast("float64")
    fade = (age * (-_LN2 / half_life_days)).exp() * t.q * t.temper
    t = t.mutate(weight=fade, taken=(t.outcome == "1").ifelse(1, 0))
    found = t.group_by("buyer", "seller", "channel").agg(
        chances=t.count().cast("int64"),
        taken=t.taken.sum().cast("int64"),
        weight=t.weight.sum(),
        taken_weight=(t.weight * t.taken.cast("float64")).sum(),
        median_hours=(t.latency_us.cast("float64") / _HOUR).quantile(0.5),
    )
    return found.mutate(rate=found.taken_weight / found.weight)


_LN2 = 0.6931471805599453
_HOUR = 3_600_000_000
