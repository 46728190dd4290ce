"""One definition, two engines: trials and figures of a book of 200,000 interactions on DuckDB and on PySpark."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.books import END_US, new_book

from regard.book import Book
from regard.evidence import scan as trial_scan
from regard.interactions import scan as figure_scan
from regard.interactions.ledger import contact, pair_counts, weekly_activity
from regard.model import DAY
from regard.store import generations
from regard.store.engine import DuckScan, Scan, scan

MAILS, SELLERS, BUYERS = 200_000, 40, 600
KEY = b"k" * 32
START = END_US - 400 * DAY


def _no_spark() -> str:
    """Why Spark cannot run here, or ""."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed (pip install 'regard[spark]')"
    java = shutil.which("java")
    if java is None:
        return "there is no Java (apt-get install openjdk-17-jre-headless)"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    major = said.partition('"')[2].partition(".")[0]
    return "" if major.isdigit() and int(major) >= 17 else f"Java 17 or later is needed, here is {said.splitlines()[:1]}"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Parquet files of a made-up book: threads of asks and answers, copies, automated mail, colleagues, mailboxes that end."""
    rng = np.random.default_rng(5)
    buyer = rng.zipf(1.4, MAILS) % BUYERS
    seller = (buyer * 7 + rng.integers(0, 3, MAILS)) % SELLERS
    us = np.sort(START + rng.integers(0, 400 * DAY, MAILS))
    out = rng.random(MAILS) < 0.55
    thread = buyer // 5 * 1000 + (us - START) // (9 * DAY)  # of a firm's five people, who answer for one another
    colleague = np.where(rng.random(MAILS) < 0.2, buyer // 5 * 5 + rng.integers(0, 5, MAILS), -1)
    copied = out & (rng.random(MAILS) < 0.1)
    b, s = np.char.add("h_b", buyer.astype(str)), np.char.add("h_s", seller.astype(str))
    ids = np.char.add("m_", np.arange(MAILS).astype(str))
    text = pa.string()
    message = {
        "id": ids, "kind": np.full(MAILS, "mail"), "us": us, "us_basis": np.full(MAILS, "date"), "known_us": us,
        "from_h": np.where(out, s, b), "thread_id": np.char.add("t", thread.astype(str)),
        "parent_id": pa.nulls(MAILS, text), "basis": np.where(rng.random(MAILS) < 0.03, "recovered", "observed"),
        "automated": np.where(rng.random(MAILS) < 0.04, "newsletter", ""), "words": np.full(MAILS, 9),
        "is_reply": np.zeros(MAILS, int), "recipients": np.ones(MAILS, int), "tz": rng.choice([0, 60, -300], MAILS),
    }  # fmt: skip
    more = np.flatnonzero(colleague >= 0)
    party = {
        "message_id": np.concatenate([ids, ids, ids[more]]),
        "h": np.concatenate([np.where(out, s, b), np.where(out, b, s), np.char.add("h_b", colleague[more].astype(str))]),
        "role": np.concatenate([np.full(MAILS, "from"), np.where(copied, "cc", "to"), np.full(len(more), "cc")]),
    }
    party = dict(zip(party, pa.table(party).group_by(list(party)).aggregate([]).columns, strict=True))
    handles = [f"h_b{n}" for n in range(BUYERS)] + [f"h_s{n}" for n in range(SELLERS)]
    sides = ["them"] * BUYERS + ["us"] * SELLERS
    people = [h.replace("h_", "p_") for h in handles]
    firms = [f"c_{n // 5}" for n in range(BUYERS)] + [None] * SELLERS
    made = {
        "message": message,
        "message_party": party,
        "person_handle": {"h": handles, "person": people, "side": sides, "company": firms, "place": range(len(handles))},
        "person": {"id": people, "side": sides, "company_id": firms, "objected": [int(p == "p_b3") for p in people]},
        "coverage": {
            "source_id": ["s"] * 2 * SELLERS, "owner_h": [f"h_s{n}" for n in range(SELLERS)] * 2,
            "folder_class": ["inbox"] * SELLERS + ["sent"] * SELLERS, "inbound": [int(n % 5 != 4) for n in range(SELLERS)] + [0] * SELLERS,
            "outbound": [0] * SELLERS + [1] * SELLERS, "start_us": [START] * 2 * SELLERS,
            "end_us": [END_US - (n % 7) * 40 * DAY for n in range(SELLERS)] * 2,
            "share": [0.4 if n % 5 == 4 else 1.0 for n in range(SELLERS)] + [1.0] * SELLERS,
        },
        "reach": {
            "owner_h": [f"h_s{n}" for n in range(SELLERS) for _ in range(200)],
            "us": [START + (2 * day + n % 2) * DAY + n * 60_000_000 for n in range(SELLERS) for day in range(200)],
        },
        "interaction": {
            "buyer": np.char.replace(b, "h_", "p_"), "us": us, "message_id": ids, "outbound": out.astype(int),
            "seller": np.char.replace(s, "h_", "p_"), "is_automated": (message["automated"] != "").astype(int),
            "kind": np.full(MAILS, "mail"), "known_us": us, "recovered": (message["basis"] == "recovered").astype(int),
            "copied": copied.astype(int),
        },
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("tables")
    for name, columns in made.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder


class Files(DuckScan):
    """DuckDB over the same files that Spark reads."""

    def __init__(self, folder: Path) -> None:
        import ibis

        self.folder = folder
        super().__init__(ibis.duckdb.connect())

    def table(self, name: str) -> Any:
        return self._backend.read_parquet(self.folder / f"{name}.parquet", table_name=name)


@pytest.fixture(scope="module")
def duck(tables: Path) -> Scan:
    return Files(tables)


@pytest.fixture(scope="module")
def spark(tables: Path) -> Iterator[Scan]:
    why = _no_spark()
    if why and os.environ.get("REGARD_REQUIRE_PARTS"):
        pytest.fail(why)
    if why:
        pytest.skip(why)
    from regard.store.spark import scan as spark_scan

    with spark_scan(tables) as found:
        yield found


def trials(engine: Scan, as_of_us: int = END_US) -> pa.Table:
    """The trials of the whole book."""
    rows = figure_scan.on_mails(*(engine.table(n) for n in ("message", "message_party", "person_handle", "person")))
    people = engine.table("person_handle").select("h", "person")
    shown = trial_scan.Shown.of(
        engine.run(engine.table("coverage")), engine.run(engine.table("reach")), engine.run(people), as_of_us, KEY
    )
    return engine.by_group(rows, "buyer", trial_scan.trials_of(shown), trial_scan.schema())


def alike(one: pa.Table, other: pa.Table, *key: str) -> int:
    """Assert that two tables hold the same rows: text, integers and gaps exactly, reals to 1e-9. How many rows."""
    order = [(k, "ascending") for k in key]
    one, other = one.select(sorted(one.column_names)).sort_by(order), other.select(sorted(one.column_names)).sort_by(order)
    assert one.num_rows == other.num_rows
    for name in one.column_names:
        a, b = one[name].combine_chunks(), other[name].combine_chunks()
        if pa.types.is_floating(a.type) or pa.types.is_decimal(a.type):
            x, y = (np.array(c.cast(pa.float64()).to_pylist(), dtype=float) for c in (a, b))
            assert np.array_equal(np.isnan(x), np.isnan(y)), name
            assert np.nanmax(np.abs(x - y), initial=0.0) <= 1e-9, name
        else:
            assert a.cast(b.type).equals(b), name
    return one.num_rows


def made_of(engine: Scan, tables: Path) -> dict[tuple[str, ...], pa.Table]:
    """Everything that is defined for a whole book, by (name, key columns ...)."""
    names = ("message", "message_party", "person_handle")
    mails = [engine.table(name) for name in names]
    interaction = engine.table("interaction")
    found = {("trials", "id"): trials(engine)}
    if not (tables / "trial.parquet").exists():
        pq.write_table(found["trials", "id"], tables / "trial.parquet")
    trial = engine.table("trial")
    expressions = {
        ("tallies", "buyer", "seller", "channel"): trial_scan.tallies(trial, END_US, 144.0),
        ("figures", "buyer"): figure_scan.figures(interaction, END_US),
        ("answers", "buyer", "by_us"): figure_scan.answers(interaction, mails[0], END_US),
        ("pairs", "seller", "buyer"): pair_counts(*mails),
        ("contact", "buyer"): contact(*mails),
        ("weeks", "company", "week_us"): weekly_activity(*mails),
    }
    return found | {key: engine.run(expression) for key, expression in expressions.items()}


@pytest.mark.slow
def test_trials_and_figures_of_a_large_book_are_the_same_on_both_engines(duck: Scan, spark: Scan, tables: Path):
    """200,000 interactions by DuckDB and by Spark with its workers: text, counts and times agree exactly, reals to 1e-9."""
    here, there = made_of(duck, tables), made_of(spark, tables)
    for name, *key in here:
        rows = alike(here[name, *key], there[name, *key], *key)
        assert rows > (0.9 * MAILS if name == "trials" else SELLERS), name
    made = here["trials", "id"]
    assert set(made["outcome"].unique().to_pylist()) == {"0", "1", "open", "censored"}
    assert "colleague_answered" in set(made["censored_why"].unique().to_pylist())
    assert "p_b3" not in set(made["buyer"].unique().to_pylist()), "who objects is not modelled"


@pytest.fixture(scope="module")
def wordless(company: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book that reads no words."""
    with new_book(tmp_path_factory.mktemp("wordless") / "book", text__read=False) as book:
        book.sync(*company.files.sources, us=(company.us,))
        book._flow().publish()
        yield book


def test_the_scan_gives_the_trials_that_a_sync_writes(wordless: Book):
    """On a book without words the whole-book scan, which reads mail alone, equals the trials kept buyer by buyer, but for those of
    invitations and for asks after which the two met or spoke.
    """
    live = wordless._live()
    moment = int(live.get("settled_us"))
    generation = generations.current(wordless.folder)
    assert generation is not None
    with scan(generation) as engine:
        rows = figure_scan.on_mails(*(engine.table(n) for n in ("message", "message_party", "person_handle", "person")))
        people = engine.run(engine.table("person_handle").select("h", "person"))
        shown = trial_scan.Shown.of(
            engine.run(engine.table("coverage")), engine.run(engine.table("reach")), people, moment, wordless._records.key
        )
        made = engine.by_group(rows, "buyer", trial_scan.trials_of(shown), trial_scan.schema())
        kept = engine.run(engine.table("trial"))
    names = [n for n in kept.column_names if n in made.column_names]
    met = {
        ask for ask, why in zip(kept["opener_id"].to_pylist(), kept["censored_why"].to_pylist(), strict=True) if why == "spoke"
    }
    mails = kept.filter(~np.isin(kept["channel"].to_pylist(), ["accepts_meeting"]))
    made, mails = (t.filter(~np.isin(t["opener_id"].to_pylist(), list(met))) for t in (made, mails))
    assert 0 < len(met) < 100
    assert alike(made.select(names), mails.select(names), "id") > 500


def test_the_scan_gives_the_figures_of_every_person_page(wordless: Book):
    """Mails, replies, hours of e-mail and days since the last each way equal those on each buyer's page."""
    generation = generations.current(wordless.folder)
    assert generation is not None
    moment = wordless._view(None).as_of_us
    with scan(generation) as engine:
        found = {r["buyer"]: r for r in engine.run(figure_scan.figures(engine.table("interaction"), moment)).to_pylist()}
        said = figure_scan.answers(engine.table("interaction"), engine.table("message"), moment)
        replies = {(r["buyer"], bool(r["by_us"])): r["answers"] for r in engine.run(said).to_pylist()}
    for row in wordless.people()[:40]:
        page = {k.label: k for k in wordless.person(row.id).kpis}
        mine = found[row.id]
        assert [replies.get((row.id, by_us), 0) for by_us in (True, False)] == [page["replies"].us, page["replies"].them]
        for label, ends, digits in (
            ("mails", "mails", 0),
            ("hours of e-mail", "hours", 1),
            ("days since last mail", "days_since", 0),
        ):
            for side in ("us", "them"):
                value, shown = mine[f"{ends}_{side}"], getattr(page[label], side)
                assert (value is None) == (shown is None)
                assert value is None or round(float(value), digits) == pytest.approx(shown, abs=0.051 if digits else 0), label


def test_a_group_is_whole_even_where_batches_cut_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Rows are read in batches of any size; the function sees each group once, entire."""
    import ibis

    monkeypatch.setattr("regard.store.engine.GATHERED", 3)
    backend = ibis.duckdb.connect()
    data = pa.table({"k": ["b", "a", "b", "c", "a", "b", "b", "b", "b"], "v": list(range(9))})
    backend.con.register("t", data)
    schema = pa.schema([("k", pa.string()), ("n", pa.int64())])

    def count(rows: pa.Table) -> pa.Table:
        return pa.table({"k": rows["k"].slice(0, 1), "n": [len(rows)]}, schema=schema)

    made = DuckScan(backend).by_group(backend.table("t"), "k", count, schema)
    assert dict(zip(made["k"].to_pylist(), made["n"].to_pylist(), strict=True)) == {"a": 2, "b": 6, "c": 1}
    empty = backend.table("t").filter(backend.table("t").v < 0)
    assert DuckScan(backend).by_group(empty, "k", count, schema).num_rows == 0
