"""What the book answers, as tables to take elsewhere: estimates, promises and deals of the moment of an export, one Parquet file each.

The raw tables beside them (`store.generations`) are what these answers are worked out from. Each column is described once, here;
docs/export.md is made of it. A score that is not known is empty, never a number; nothing is estimated of whoever objected. What was
promised in confidence has its place and no words. Reads what is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from regard.deals.records import Deal
from regard.model import FACTORS
from regard.results import PersonRow, PromiseRow
from regard.time import iso_day

Kind = Literal["text", "real", "whole", "truth"]


class Column(NamedTuple):
    """One column: its name, what its cells are, and what they say."""

    name: str
    kind: Kind
    about: str


class Table(NamedTuple):
    """One table: what a row of it is, and its columns."""

    row: str
    columns: tuple[Column, ...]


_WHO = (
    Column("person", "text", "id of the buyer, as in `person`"),
    Column("name", "text", "their name"),
)
TABLES: Mapping[str, Table] = {
    "estimate": Table(
        "one estimate of one buyer toward the team, at the moment of the export",
        (
            *_WHO,
            Column("address", "text", "the address they go by"),
            Column("company", "text", "id of their company, as in `company`"),
            Column("factor", "text", "trust, value or rapport"),
            Column("known", "truth", "whether there is enough to go on"),
            Column("score", "real", "0 to 100; empty where not known"),
            Column("low", "real", "the range in which the true value lies four times in five, 0 to 100; empty where not known"),
            Column("high", "real", "its upper end"),
            Column("band", "text", "good, fair, poor or unknown"),
            Column("trend", "text", "up, down, steady or unknown"),
            Column("chances", "whole", "fair chances that it rests on"),
            Column("mean", "real", "the state on its own scale: prior + the sum that `regard why` shows"),
            Column("sd", "real", "its standard deviation"),
            Column("why", "text", "what needs attention, in one sentence"),
            Column("as_of", "text", "the last day that was known"),
            Column("weights", "text", "the version of the weights"),
        ),
    ),
    "promise": Table(
        "one promise between us and a buyer: those that stand, and those made in the 90 days before the export",
        (
            Column("id", "text", "its id, as `regard promises --json` has it"),
            *_WHO,
            Column("also", "text", "ids of further buyers to whom the same sentence promised it, with spaces between"),
            Column("side", "text", "us or them: whose promise it is"),
            Column("by", "text", "who made it"),
            Column("to", "text", "to whom"),
            Column("state", "text", "open, due (within a week), overdue, kept, kept late, broken, released or unknown"),
            Column("why", "text", "why it is in that state"),
            Column("text", "text", "the sentence; of what was said in confidence, that it was"),
            Column("message", "text", "id of the message, as in `message`"),
            Column("start", "whole", "where the sentence begins in that message's text"),
            Column("end", "whole", "where it ends"),
            Column("made", "text", "when (ISO, UTC)"),
            Column("due", "text", "by which day (ISO); empty where none was named"),
            Column("decided", "text", "when its state was decided (ISO, UTC)"),
            Column("moved", "whole", "how often its day was moved"),
            Column("sureness", "real", "how sure the reading is, 0 to 1"),
        ),
    ),
    "deal": Table(
        "one deal of the CRM, or one that a person confirmed out of the mail, open or closed, as known at the export",
        (
            Column("id", "text", "the CRM's id; of one found in the mail it begins with x_"),
            Column("name", "text", "its name"),
            Column("account", "text", "the account's name"),
            Column("company", "text", "id of the company, as in `company`; empty where it is none or several"),
            Column("stage", "text", "the stage that it is in"),
            Column("outcome", "text", "open, won, lost, no_decision or unclear"),
            Column("amount", "text", "a decimal as the CRM has it"),
            Column("currency", "text", "as the CRM writes it; nothing is converted"),
            Column("type", "text", "the CRM's word for the kind of deal"),
            Column("opened", "text", "the day on which it began (ISO)"),
            Column("close", "text", "the close date as the CRM has it: expected where it is open (ISO)"),
            Column("closed", "text", "the day on which it closed (ISO)"),
        ),
    ),
}


def estimates(people: Iterable[PersonRow], as_of_us: int, version: str) -> list[dict[str, Any]]:
    """The rows of `estimate`: three a buyer."""
    day = iso_day(as_of_us - 1)
    return [
        {
            "person": p.id, "name": p.name, "address": p.address, "company": p.company_id, "factor": factor, "known": e.known,
            **({"score": e.score, "low": e.low, "high": e.high} if e.known else {}), "band": e.band, "trend": e.trend,
            "chances": e.chances, "mean": e.mean, "sd": e.sd, "why": p.why, "as_of": day, "weights": version,
        }
        for p in people
        for factor in FACTORS
        for e in (getattr(p, factor),)
    ]  # fmt: skip


def promises(rows: Iterable[PromiseRow]) -> list[dict[str, Any]]:
    """The rows of `promise`."""
    return [
        {
            "id": r.id, "person": r.person, "name": r.name, "also": " ".join(r.also), "side": r.side, "by": r.by, "to": r.to,
            "state": r.state, "why": r.why, "text": r.text, "message": r.message_id, "start": r.start, "end": r.end, "made": r.made,
            "due": r.due, "decided": r.decided, "moved": r.moved, "sureness": r.q,
        }
        for r in rows
    ]  # fmt: skip


def deals(found: Iterable[Deal]) -> list[dict[str, Any]]:
    """The rows of `deal`."""
    return [
        {
            "id": d.id, "name": d.name, "account": d.account, "company": d.company_id, "stage": d.stage, "outcome": d.outcome,
            "amount": d.amount, "currency": d.currency, "type": d.type, "opened": iso_day(d.opened_us), "close": iso_day(d.close_us),
            "closed": iso_day(d.closed_us),
        }
        for d in found
    ]  # fmt: skip


def write(to: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, int]:
    """Write each table to a Parquet file in `to`, every column in its type whatever its values; table -> rows."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"text": pa.string(), "real": pa.float64(), "whole": pa.int64(), "truth": pa.bool_()}
    to.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        schema = pa.schema([(c.name, kinds[c.kind]) for c in TABLES[name].columns])
        parquet.write_table(pa.Table.from_pylist([dict(row) for row in rows], schema=schema), to / f"{name}.parquet")
    return {name: len(rows) for name, rows in tables.items()}
