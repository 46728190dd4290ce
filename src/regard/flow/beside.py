"""Work done beside this process, on another core: what only reads the live store, and whose result is wanted later.

The helper is a fork that reads the store as it stood when it began, through a connection of its own, and writes nothing. Where none can
be started, or it ends before its time, the result is None and the work is done here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import UnpicklingError
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from regard.flow.reading import end_with, undisturbed
from regard.store.live import Live

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Results(Generic[T]):
    """What a helper tells, one by one: each call gives its next result and waits for it; None after the last, and without a helper."""

    pipe: Connection | None = None

    def __call__(self) -> T | None:
        """The next result."""
        if self.pipe is None:
            return None
        try:
            result: T = self.pipe.recv()
        except (EOFError, OSError, UnpicklingError):  # it ended: before a result, or in the midst of one
            return None
        return result

    def ready(self) -> bool:
        """Whether the next result, or that there is none, can be told without waiting."""
        try:
            return self.pipe is None or self.pipe.poll()
        except OSError:
            return True


@contextmanager
def beside(live: Live, work: Callable[[Live], Iterable[T]], *, wanted: bool = True) -> Iterator[Results[T]]:
    """Start `work` beside this process; yields a way to its results, which it goes on to make while nobody takes them.

    Its results must be things that cross from one process to another. The helper ends with the block. There is none where it is not
    `wanted`, on a single core, or where a process cannot be forked safely.
    """
    if not wanted or os.name != "posix" or sys.platform == "darwin" or (os.cpu_count() or 1) < 2:
        yield Results()
        return
    theirs, ours = Pipe(duplex=False)
    process = get_context("fork").Process(target=_do, args=(live.path, work, ours, theirs, os.getpid()), daemon=True)
    with undisturbed():
        process.start()
    ours.close()
    try:
        yield Results(theirs)
    finally:
        theirs.close()
        process.terminate()  # it writes nothing, so it can be stopped anywhere
        process.join()


def _do(path: Path, work: Callable[[Live], Iterable[object]], ours: Connection, theirs: Connection, parent: int) -> None:
    end_with(parent)
    theirs.close()
    made: SimpleQueue[tuple[object, ...]] = SimpleQueue()
    telling = Thread(target=_tell, args=(ours, made), daemon=True)
    telling.start()
    try:
        with suppress(Exception):  # whatever it is, the parent does the work itself and meets it there
            live = Live.open(path.parent, read_only=True)
            if live is None:
                return
            live.keep_pages()
            for result in work(live):
                made.put((result,))
    finally:
        made.put(())
        telling.join()


def _tell(ours: Connection, made: SimpleQueue[tuple[object, ...]]) -> None:
    """Tell what is made, while more is: a pipe that nobody reads from holds little."""
    with suppress(Exception):  # nobody listens any more
        while result := made.get():
            ours.send(result[0])
