"""The task `dates`: which sentences it judges, and how."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from bench.truth.messages import Unreadable
from bench.truth.text.dates import measure, naive

MAY = {"ReferenceDateTime": "2024-05-15T10:00:00"}


def result(kind: str, *days: str) -> dict[str, object]:
    return {"TypeName": f"datetimeV2.{kind}", "Resolution": {"values": [{"value": day} for day in days]}}


def folder(path: Path, sentences: list[object], tasks: list[object]) -> Path:
    (path / "dt.json").write_text(json.dumps(sentences))
    (path / "dt_tasks.json").write_text(json.dumps(tasks))
    return path


def test_single_dates_and_sentences_without_any(tmp_path: Path) -> None:
    """One date a sentence is judged by the later of its readings; ranges and pairs are not; sentences without any may not fire."""
    sentences = [
        {"Input": "see you on Friday", "Context": MAY, "Results": [result("date", "2024-05-10", "2024-05-17")]},
        {"Input": "see you tomorrow at 7 pm", "Context": MAY, "Results": [result("datetime", "2024-05-16 19:00:00")]},
        {"Input": "see you someday", "Context": MAY, "Results": [result("date", "2024-05-16")]},
        {"Input": "see you next week", "Context": MAY, "Results": [result("daterange")]},
        {"Input": "Monday or Friday", "Context": MAY, "Results": [result("date", "2024-05-20"), result("date", "2024-05-17")]},
        {"Input": "there are 10 stars", "Results": []},
    ]
    answer = measure(folder(tmp_path, sentences, [{"Input": "yes, Friday is fine", "Context": MAY, "Results": []}]))
    assert answer.n == 3
    assert answer.also == {"sentences without a date": 2}
    assert answer.metrics["exact"] == round(2 / 3, 4)
    assert answer.metrics["false_positive"] == 0.5
    assert answer.metrics["low"]["exact"] < 2 / 3 < answer.metrics["high"]["exact"]


def test_unusable_folders(tmp_path: Path) -> None:
    """A missing file, other JSON, or nothing to measure is said plainly."""
    with pytest.raises(Unreadable, match=r"dt\.json"):
        measure(tmp_path)
    with pytest.raises(Unreadable, match="no list"):
        measure(folder(tmp_path, {}, []))  # type: ignore[arg-type]
    with pytest.raises(Unreadable, match="no single dates"):
        measure(folder(tmp_path, [], []))


def test_the_baseline_reads_what_is_plain() -> None:
    """Numeric dates, today's neighbours and weekdays; what is no date is left."""
    written = datetime(2024, 5, 15, 10)  # noqa: DTZ001
    assert naive("tomorrow, Friday, 5/20/24, 2024-06-01, 13/13/2024", written) == [
        "2024-05-16",
        "2024-05-17",
        "2024-05-20",
        "2024-06-01",
    ]
