"""Work done beside this process, on another core: what only reads the live store, and whose result is wanted later.

The helper is a fork that reads the store as it stood when it began, through a connection of its own, and writes nothing. Where none can
be started, or it ends before its time, the result is None and the work is done here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import UnpicklingError
from typing import TypeVar

from regard.flow.reading import end_with, undisturbed
from regard.store.live import Live

T = TypeVar("T")


@contextmanager
def beside(live: Live, work: Callable[[Live], Iterable[T]], *, wanted: bool = True) -> Iterator[Callable[[], T | None]]:
    """Start `work` beside this process; yields a way to its next result, which waits. None after the last, and without a helper.

    Its results must be things that cross from one process to another. The helper ends with the block. There is none where it is not
    `wanted`, on a single core, or where a process cannot be forked safely.
    """
    if not wanted or os.name != "posix" or sys.platform == "darwin" or (os.cpu_count() or 1) < 2:
        yield lambda: None
        return
    theirs, ours = Pipe(duplex=False)
    process = get_context("fork").Process(target=_do, args=(live.path, work, ours, theirs, os.getpid()), daemon=True)
    with undisturbed():
        process.start()
    ours.close()

    def following() -> T | None:
        try:
            result: T = theirs.recv()
        except (EOFError, OSError, UnpicklingError):  # it ended: before a result, or in the midst of one
            return None
        return result

    try:
        yield following
    finally:
        theirs.close()
        process.terminate()  # it writes nothing, so it can be stopped anywhere
        process.join()


def _do(path: Path, work: Callable[[Live], Iterable[object]], ours: Connection, theirs: Connection, parent: int) -> None:
    end_with(parent)
    theirs.close()
    with suppress(Exception):  # whatever it is, the parent does the work itself and meets it there
        live = Live.open(path.parent, read_only=True)
        if live is None:
            return
        live.keep_pages()
        for result in work(live):
            ours.send(result)
