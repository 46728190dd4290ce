"""The whole-book definitions on DuckDB, against sums by hand."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from typing import Any

import ibis
import pytest

from regard.interactions.ledger import WEEK, contact, dealings, pair_counts, weekly_activity
from regard.model import DAY

MONDAY = 19_996 * DAY
PEOPLE = [
    ("h_sam", "sam", "us", None),
    ("h_tom", "tom", "us", None),
    ("h_ann", "ann", "them", "acme"),
    ("h_ann2", "ann", "them", "acme"),
    ("h_bob", "bob", "them", "acme"),
    ("h_eve", "eve", "them", None),
    ("h_pal", "pal", "personal", None),
]


@pytest.fixture(scope="module")
def engine() -> Any:
    return ibis.duckdb.connect()


def tables(engine: Any, mails: list[tuple[str, int | None, str, str, list[tuple[str, str]]]]) -> tuple[Any, Any, Any]:
    """message, message_party and person_handle from (id, us, from, automated, [(handle, role)]); an id with "g" is a meeting's."""
    message = ibis.memtable(
        {
            "id": [m[0] for m in mails],
            "us": [m[1] for m in mails],
            "from_h": [m[2] for m in mails],
            "automated": [m[3] for m in mails],
            "kind": ["meeting" if m[0].startswith("g") else "mail" for m in mails],
        },
        schema={"id": "string", "us": "int64", "from_h": "string", "automated": "string", "kind": "string"},
    )
    parties = [(m[0], h, role) for m in mails for h, role in [(m[2], "from"), *m[4]]]
    party = ibis.memtable(
        {"message_id": [p[0] for p in parties], "h": [p[1] for p in parties], "role": [p[2] for p in parties]},
        schema={"message_id": "string", "h": "string", "role": "string"},
    )
    people = ibis.memtable(
        {name: [p[n] for p in PEOPLE] for n, name in enumerate(("h", "person", "side", "company"))},
        schema={"h": "string", "person": "string", "side": "string", "company": "string"},
    )
    return message, party, people


MAILS: list[tuple[str, int | None, str, str, list[tuple[str, str]]]] = [
    ("m1", MONDAY, "h_sam", "", [("h_ann", "to"), ("h_bob", "cc")]),
    ("m2", MONDAY + 5, "h_ann2", "", [("h_sam", "to"), ("h_tom", "cc"), ("h_bob", "cc")]),
    ("m3", MONDAY - 1, "h_sam", "", [("h_ann", "to"), ("h_ann2", "cc")]),
    ("m4", MONDAY + 8 * DAY, "h_sam", "newsletter", [("h_ann", "to")]),
    ("m5", None, "h_sam", "", [("h_ann", "to")]),
    ("m6", MONDAY, "h_ann", "", [("h_bob", "to")]),
    ("m7", MONDAY, "h_sam", "", [("h_tom", "to"), ("h_pal", "to"), ("h_eve", "bcc"), ("h_ann", "reply_to")]),
    ("g1", MONDAY, "h_sam", "", [("h_ann", "to")]),
]


def rows(engine: Any, table: Any, *key: str) -> dict[Any, tuple[Any, ...]]:
    """Rows by key columns, missing values as None."""
    found = engine.to_pyarrow(table).to_pylist()
    return {tuple(r[k] for k in key): tuple(v for k, v in r.items() if k not in key) for r in found}


def test_pairs_are_counted_by_direction(engine: Any):
    """One of ours with one of theirs: mails each way, first and last each way; two addresses of one person are one."""
    got = rows(engine, pair_counts(*tables(engine, MAILS)), "seller", "buyer")
    assert got == {
        ("sam", "ann"): (2, 1, MONDAY - 1, MONDAY, MONDAY + 5, MONDAY + 5),
        ("sam", "bob"): (1, 0, MONDAY, MONDAY, None, None),
        ("tom", "ann"): (0, 1, None, None, MONDAY + 5, MONDAY + 5),
        ("sam", "eve"): (1, 0, MONDAY, MONDAY, None, None),
    }


def test_a_mail_to_two_of_ours_is_one_mail_of_the_buyers(engine: Any):
    """Contact with the team counts mails, not pairs."""
    assert rows(engine, contact(*tables(engine, MAILS)), "buyer")["ann",] == (2, 1, MONDAY - 1, MONDAY, MONDAY + 5, MONDAY + 5)


def test_weeks_begin_on_monday_midnight(engine: Any):
    """The last microsecond of Sunday is the week before; a mail to two people of a company is one of its mails."""
    got = rows(engine, weekly_activity(*tables(engine, MAILS)), "company", "week_us")
    assert got == {("acme", MONDAY - WEEK): (1, 0), ("acme", MONDAY): (1, 1)}


def test_weeks_before_1970_are_weeks_as_well(engine: Any):
    """Integer remainders of negative times do not move a mail into another week."""
    early = [("m1", -1, "h_sam", "", [("h_ann", "to")])]
    assert list(rows(engine, weekly_activity(*tables(engine, early)), "company", "week_us")) == [("acme", -3 * DAY)]


def test_a_large_book_equals_the_sums_by_hand(engine: Any):
    """Two thousand random mails, summed in Python, give the same pairs and weeks."""
    rng = random.Random(7)
    handles = [p[0] for p in PEOPLE]
    mails: list[Any] = []
    for n in range(2000):
        to = [(h, rng.choice(["to", "cc", "bcc"])) for h in rng.sample(handles, rng.randint(1, 4))]
        mails.append((f"m{n}", MONDAY + rng.randint(0, 100 * DAY), rng.choice(handles), "", to))
    who = {p[0]: p[1:] for p in PEOPLE}
    pairs: dict[tuple[str, str], set[tuple[str, bool, int]]] = defaultdict(set)
    weeks: dict[tuple[str, int], set[tuple[str, bool]]] = defaultdict(set)
    for name, us, sender, _, to in mails:
        for h, _role in to:
            sides = (who[sender][1], who[h][1])
            if sides in {("us", "them"), ("them", "us")}:
                out = sides[0] == "us"
                seller, buyer = (sender, h) if out else (h, sender)
                pairs[who[seller][0], who[buyer][0]].add((name, out, us))
                if who[buyer][2]:
                    weeks[who[buyer][2], us - (us - MONDAY) % WEEK].add((name, out))
    counted = rows(engine, pair_counts(*tables(engine, mails)), "seller", "buyer")
    assert {k: v[:2] for k, v in counted.items()} == {k: _both(o for _, o, _ in v) for k, v in pairs.items()}
    assert {k: v[2] for k, v in counted.items()} == {
        k: min((us for _, o, us in v if o), default=None) for k, v in pairs.items()
    }
    assert rows(engine, weekly_activity(*tables(engine, mails)), "company", "week_us") == {
        k: _both(o for _, o in v) for k, v in weeks.items()
    }


def _both(outbound: Any) -> tuple[int, int]:
    counts = Counter(outbound)
    return counts[True], counts[False]


def test_definitions_compile_for_another_engine(engine: Any):
    """The same expressions become SQL of PostgreSQL and Spark: nothing in them is DuckDB's own."""
    for table in (dealings, pair_counts, contact, weekly_activity):
        for dialect in ("postgres", "pyspark"):
            assert "SELECT" in ibis.to_sql(table(*tables(engine, MAILS)), dialect=dialect)
