"""Answers kept in files: found again by the same state and question alone, signed, read as plain records, and gone with their state."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from regard.model import SetAside
from regard.results import Rows
from regard.results.sources import SetAsideCount
from regard.store import kept_answers
from regard.store.kept_answers import MISSING, KeptAnswers, clear, state_of

KEY = bytes(range(32))
ANSWER = {"rows": Rows((SetAsideCount("excluded: hr", 3),)), "by": Counter(a=2), "won": Decimal("10.50"), "all": frozenset({1})}


def put(folder: Path, state: str = "s", what: tuple[object, ...] = ("deals", 1), answer: object = ANSWER) -> KeptAnswers:
    made = KeptAnswers(folder, KEY)
    made.put(state, what, answer, lambda: state)
    return made


def test_an_answer_is_found_by_another_process_under_its_state_and_question_alone(tmp_path: Path) -> None:
    """What was kept comes back equal; another state, question or book's key finds nothing; None is an answer too."""
    put(tmp_path)
    again = KeptAnswers(tmp_path, KEY)
    found = again.get("s", ("deals", 1))
    assert list(found["rows"]) == list(ANSWER["rows"])  # type: ignore[call-overload]
    assert {k: v for k, v in found.items() if k != "rows"} == {k: v for k, v in ANSWER.items() if k != "rows"}
    assert again.get("t", ("deals", 1)) is again.get("s", ("deals", 2)) is MISSING
    assert KeptAnswers(tmp_path, bytes(32)).get("s", ("deals", 1)) is MISSING
    put(tmp_path, what=("none",), answer=None)
    assert again.get("s", ("none",)) is None


@dataclass(frozen=True, slots=True)
class One:
    """A record of one value."""

    only: str


def test_records_come_back_as_they_were() -> None:
    """Records with slots, of one value or many, deep in an answer, come back equal, and one that stands twice comes back as one."""
    shared = SetAsideCount("excluded: hr", 3)
    answer = {"same": [shared, shared, {"deep": (One("a"), SetAside("x", "y"))}], "plain": [1, None, "z"]}
    found = pickle.loads(kept_answers._written(answer))
    assert found == answer
    assert found["same"][0] is found["same"][1]


def test_a_damaged_or_exchanged_file_is_as_none(tmp_path: Path) -> None:
    """A flipped byte, a file cut short, an empty one, and one put in place of another are not believed."""
    put(tmp_path)
    put(tmp_path, what=("risks",), answer="another")
    first, second = sorted((tmp_path / "gen").iterdir())
    held = first.read_bytes()
    for other in (held[:-3] + bytes([held[-3] ^ 1]) + held[-2:], held[:40], b"", second.read_bytes()):
        first.write_bytes(other)
        asked = [KeptAnswers(tmp_path, KEY).get("s", what) for what in (("deals", 1), ("risks",))]
        assert asked.count(MISSING) == 1


class Evil:
    """What a pickle could be made to call."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("called",)


@pytest.mark.parametrize("held", [Evil(), {"deep": [Evil()]}, pickle.loads, Path("x"), KeptAnswers])
def test_nothing_but_records_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: object) -> None:
    """Even what the book's own key signed can call nothing: a function, a path or a class of another kind is no answer."""
    monkeypatch.chdir(tmp_path)
    put(tmp_path, answer=held)
    assert list((tmp_path / "gen").iterdir())
    assert KeptAnswers(tmp_path, KEY).get("s", ("deals", 1)) is MISSING
    assert not (tmp_path / "called").exists()


def test_a_record_of_any_layer_is_read(tmp_path: Path) -> None:
    """Records of the package are what answers are made of."""
    made = [SetAsideCount("private", 1), SetAside("a", "b")]
    put(tmp_path, answer=made)
    assert KeptAnswers(tmp_path, KEY).get("s", ("deals", 1)) == made


@pytest.mark.parametrize("at", [1, 2])
def test_what_changed_while_it_was_worked_out_is_not_kept(tmp_path: Path, at: int) -> None:
    """A book that is in another state before, or just after, the file is written keeps nothing of it."""
    asked: list[int] = []

    def now() -> str:
        asked.append(1)
        return "later" if len(asked) >= at else "s"

    KeptAnswers(tmp_path, KEY).put("s", ("deals",), ANSWER, now)
    assert not list(tmp_path.glob("gen/*"))


def test_answers_of_other_states_go_and_the_oldest_of_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new answer takes those of earlier states with it; of one state so many stay; clearing leaves none, and other files alone."""
    monkeypatch.setattr(kept_answers, "MOST", 2)
    put(tmp_path, state="before")
    for n in range(3):
        put(tmp_path, what=("deals", n))
        path = max((tmp_path / "gen").iterdir(), key=lambda p: p.stat().st_mtime_ns)
        os.utime(path, ns=(n, n))
    kept = KeptAnswers(tmp_path, KEY)
    assert kept.get("before", ("deals", 1)) is MISSING
    assert [kept.get("s", ("deals", n)) is MISSING for n in range(3)] == [True, False, False]
    (tmp_path / "gen" / "000001.duckdb").write_bytes(b"")
    clear(tmp_path)
    assert [p.name for p in (tmp_path / "gen").iterdir()] == ["000001.duckdb"]


def test_a_state_is_told_from_the_databases_as_they_lie(tmp_path: Path) -> None:
    """A database that was written, grew a log, or was put back from a copy is another state; an empty log is none."""
    base = tmp_path / "live.sqlite"
    base.write_bytes(b"a")
    first = state_of((1,), base)
    (tmp_path / "live.sqlite-wal").touch()
    assert state_of((1,), base) == first
    (tmp_path / "live.sqlite-wal").write_bytes(b"pages")
    seen = {first, state_of((2,), base), state_of((1,), base)}
    (tmp_path / "live.sqlite-wal").unlink()
    os.utime(base, ns=(5, 5))
    assert len(seen | {state_of((1,), base)}) == 4


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """Where a file stands in the folder's place nothing is kept, and nothing raised."""
    (tmp_path / "gen").write_bytes(b"")
    assert put(tmp_path).get("s", ("deals", 1)) is MISSING
