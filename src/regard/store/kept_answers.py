"""Answers about the whole book, kept in files beside its generations, so that a command which begins need not work them out again.

A file (`gen/answer-*.kept`) is one answer of one state of the book, and is found again only by that state (`state_of`: commits, settling,
both databases as they lie on the disk, settings), the same moment, and the very program that wrote it. Whoever takes the writer's place
deletes all of them (`clear`), a sync only once anything changed, and a new one deletes those of other states: nothing that was erased
outlives it here.
"""

from __future__ import annotations

import copyreg
import dataclasses
import os
import pickle
import sys
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import blake2b
from hmac import compare_digest
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

MOST = 64
"""Files kept: those written or read last."""
MOST_BYTES = 32_000_000
"""An answer that takes more than this is not kept."""

_SIGNED = 32
_PLAIN: Mapping[tuple[str, str], Any] = {
    ("collections", "Counter"): Counter,
    ("collections", "OrderedDict"): OrderedDict,
    ("collections", "defaultdict"): defaultdict,
    ("decimal", "Decimal"): Decimal,
    ("builtins", "frozenset"): frozenset,
    ("builtins", "set"): set,
    ("builtins", "int"): int,
    ("builtins", "list"): list,
    ("builtins", "dict"): dict,
}


class Missing(Enum):
    """What is told where nothing is kept: None may be an answer."""

    MISSING = 0


MISSING: Final = Missing.MISSING


class KeptAnswers:
    """The answers of one book. Nothing is kept, and nothing raised, where the folder cannot be written or holds what cannot be read."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder / "gen"
        self._key = blake2b(key, digest_size=32, person=b"kept answers").digest()

    def get(self, state: str, what: tuple[object, ...]) -> Any:
        """The answer that was kept under a state and a question, MISSING where there is none."""
        path = self._path(state, what)
        try:
            held = path.read_bytes()
            signed, told = held[:_SIGNED], held[_SIGNED:]
            if not compare_digest(signed, self._signature(state, what, told)):
                return MISSING
            found = _Reader(BytesIO(told)).load()
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError):
            return MISSING
        with suppress(OSError):
            os.utime(path)
        return found

    def put(self, state: str, what: tuple[object, ...], answer: Any, now: Callable[[], str]) -> None:
        """Keep an answer, unless the book is in another state by `now`: then what changed may be in it, or was erased meanwhile."""
        path = self._path(state, what)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            told = _written(answer)
        except (pickle.PicklingError, TypeError, AttributeError):  # it holds more than values
            return
        if len(told) > MOST_BYTES or now() != state:
            return
        try:
            self._folder.mkdir(exist_ok=True)
            temporary.touch(mode=0o600)
            temporary.write_bytes(self._signature(state, what, told) + told)
            temporary.replace(path)
            if now() != state:
                path.unlink()
                return
            _sweep(self._folder, path.name.split("-")[1])
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _path(self, state: str, what: tuple[object, ...]) -> Path:
        asked = blake2b(repr(what).encode(), digest_size=8).hexdigest()
        return self._folder / f"answer-{blake2b(state.encode(), digest_size=8).hexdigest()}-{asked}.kept"

    def _signature(self, state: str, what: tuple[object, ...], told: bytes) -> bytes:
        said = repr((state, what)).encode()
        return blake2b(b"%d " % len(said) + said + told, digest_size=_SIGNED, key=self._key).digest()


def clear(folder: Path) -> None:
    """Delete what is kept of a book's answers. Raises OSError where a file stands and cannot be deleted."""
    for path in (folder / "gen").glob("answer-*"):
        path.unlink(missing_ok=True)


def state_of(said: tuple[object, ...], *databases: Path) -> str:
    """The state of a book as a text: what the caller says of it, its databases as they lie on the disk, and the program that reads it.

    A log without pages is none: readers make and take away such ones.
    """
    lie: list[tuple[int, int, int]] = []
    for path in (p for base in databases for p in (base, Path(f"{base}-wal"))):
        try:
            found = path.stat()
        except OSError:
            continue
        if found.st_size:
            lie.append((found.st_ino, found.st_size, found.st_mtime_ns))
    return blake2b(repr((said, lie, program())).encode(), digest_size=20).hexdigest()


@cache
def program() -> str:
    """The program that answers, as a digest: this interpreter and every file of the package as it lies on the disk."""
    root = Path(__file__).resolve().parents[1]
    found = blake2b(sys.version.encode(), digest_size=16)
    for place, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for entry in sorted(os.scandir(place), key=lambda e: e.name):
            if entry.name in names:
                lies = entry.stat()
                found.update(f"{entry.path} {lies.st_size} {lies.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _sweep(folder: Path, state: str) -> None:
    """Delete the answers of other states, and those written or read longest ago where there are too many."""
    mine: list[tuple[int, Path]] = []
    for path in folder.glob("answer-*.kept"):
        if path.name.split("-")[1] == state:
            mine.append((path.stat().st_mtime_ns, path))
        else:
            path.unlink(missing_ok=True)
    for _, path in sorted(mine, reverse=True)[MOST:]:
        path.unlink(missing_ok=True)


def _written(answer: Any) -> bytes:
    into = BytesIO()
    _Writer(into, protocol=5).dump(answer)
    return into.getvalue()


class _Writer(pickle.Pickler):
    """Writes an answer as `pickle` does; of records, which are most of it, all values are taken out at once."""

    def reducer_override(self, one: Any) -> Any:
        """How a record with slots is written; everything else as ever."""
        values = _values(one.__class__)
        return NotImplemented if values is None else (copyreg.__newobj__, (one.__class__,), values(one))  # type: ignore[attr-defined]


@cache
def _values(kind: Hashable) -> Callable[[Any], list[Any]] | None:
    """What takes the values of a record of a class out of it, None where the class says by itself how it is written."""
    if not isinstance(kind, type) or not is_dataclass(kind) or getattr(kind, "__getstate__", None) is not _getstate:
        return None
    names = tuple(f.name for f in fields(kind))
    if len(names) < 2:  # one value would come alone
        return None
    take = attrgetter(*names)
    return lambda one: list(take(one))


_getstate = getattr(dataclasses, "_dataclass_getstate", object())


class _Reader(pickle.Unpickler):
    """Reads answers: plain values, and records and words of this package. Nothing else is looked up, so nothing else can be called."""

    def find_class(self, module: str, name: str) -> Any:
        """A class that an answer may hold. Raises UnpicklingError for anything else."""
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.partition(".")[0] == "regard" and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum) or name == "Rows"):
                return found
        raise pickle.UnpicklingError(f"an answer holds no {module}.{name}")
