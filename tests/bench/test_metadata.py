"""Made-up metadata at size: what is written is what is counted."""

from __future__ import annotations

from pathlib import Path

from bench.metadata import read, write

from regard.interactions.ledger import pair_counts
from regard.store.engine import scan


def test_every_mail_that_is_not_automated_is_counted_once(tmp_path: Path) -> None:
    """Mails each way of all pairs together are the rows without the automated ones, and the rows of each definition are told."""
    write(tmp_path / "000001.duckdb", 4_000)
    with scan(tmp_path / "000001.duckdb") as at:
        pairs = at.run(pair_counts(*(at.table(name) for name in ("message", "message_party", "person_handle"))))
    assert sum(pairs["mails_us"].to_pylist()) + sum(pairs["mails_them"].to_pylist()) == 4_000 - 4_000 // 20
    told = read(tmp_path / "000001.duckdb", "200MB", with_trials=True)
    assert told["contact: rows"] == told["figures: rows"] == 8
    assert told["answers: rows"] == 16
    assert told["trials: rows"] > 4_000
    assert told["largest, MB"] > 0
