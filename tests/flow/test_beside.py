"""Work beside the process gives what work in it gives, and none where there is no second core."""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from regard.flow import beside as module
from regard.flow.beside import beside
from regard.store.live import Live


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """An open live store with one mark in it."""
    opened = Live.open(tmp_path)
    assert opened is not None
    with opened.writing():
        opened.put("mark", "before")
    yield opened
    opened.close()


def reads(live: Live) -> Iterator[str]:
    """What the helper sees, twice."""
    yield live.get("mark")
    yield live.get("mark")


def fails(live: Live) -> Iterator[str]:
    """One result, then none."""
    yield live.get("mark")
    raise SystemExit(3)


def test_results_come_one_by_one_and_then_none(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each call gives the next result; after the last there is none."""
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    with beside(live, reads) as following:
        assert [following(), following(), following()] == ["before", "before", None]


def test_a_helper_that_ends_early_leaves_the_work_to_us(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a dying helper still said is heard, then there is nothing, and no error."""
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    with beside(live, fails) as following:
        assert [following(), following()] == ["before", None]


def test_a_helper_killed_in_the_midst_of_a_result_leaves_the_work_to_us(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a result from a helper that was killed is none, and no error."""

    def half(self: Connection, _: object) -> None:
        os.write(self.fileno(), struct.pack("!i", 100) + b"x")
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(Connection, "send", half)
    with beside(live, reads) as following:
        assert [following(), following()] == [None, None]


@pytest.mark.parametrize("name", ["open", "keep_pages"])
def test_a_helper_that_cannot_begin_says_nothing(
    live: Live, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where the helper cannot open the store, there is no result and no traceback."""

    def never(*_: object, **__: object) -> None:
        raise OSError("no more files")

    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(Live, name, never)
    with beside(live, reads) as following:
        assert following() is None
    assert capfd.readouterr().err == ""


def test_one_that_nobody_asks_ends_with_the_block(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the block ends the helper and comes through."""
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    with pytest.raises(KeyError), beside(live, reads):
        raise KeyError


@pytest.mark.parametrize(("cores", "wanted"), [(1, True), (2, False)])
def test_no_helper_where_none_is_wanted_or_there_is_one_core(
    live: Live, monkeypatch: pytest.MonkeyPatch, cores: int, wanted: bool
) -> None:
    """Without a second core, or for little work, nothing is started."""
    monkeypatch.setattr(module.os, "cpu_count", lambda: cores)
    monkeypatch.setattr(module, "get_context", lambda _: pytest.fail("a process was started"))
    with beside(live, reads, wanted=wanted) as following:
        assert following() is None
