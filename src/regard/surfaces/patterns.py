"""The program's own patterns and tables of rules, made once at set-up, as Python does with its modules: a command else spends a third of
its time on them.

`python -m regard.surfaces.patterns` keeps what `re` makes of each pattern of the package, and `tomllib` of each of its files of rules
(never of a book: none is open), beside the bytecode of this module; `use()` takes it from there. A pattern is known by its own text and
flags, a table by the digest of its text, the file by the interpreter, so that nothing stale can be taken, and by its digest, so that
nothing damaged can; whatever is not there is compiled and read as ever. `re` has no door for this: both ends of it are private to CPython,
and where they are not as expected nothing is kept and nothing taken.
"""

from __future__ import annotations

import gc
import marshal
import os
import pkgutil
import re
import sys
import tomllib
from array import array
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from importlib.util import cache_from_source
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

Made = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What `re` makes of a pattern: its flags, its code (words of 4 bytes), how many groups, their numbers by name and names by number."""
Kept = tuple[tuple[str, int, int], dict[tuple[str | bytes, int], Made], dict[bytes, bytes]]
DIGEST = 32
"""The bytes of the SHA-256 that the file begins with."""


def place() -> Path:
    """The file, of this interpreter alone."""
    return Path(cache_from_source(__file__)).with_suffix(".patterns")


def use() -> None:
    """Have `re` take patterns from the file in this process, where there is one."""
    compiler: Any = getattr(re, "_compiler", None)
    if compiler is None or getattr(compiler.compile, "kept", False):
        return
    try:
        build: Callable[..., re.Pattern[str]] = compiler._sre.compile  # noqa: SLF001 - see above
        interpreter, made, tables = kept()
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        return
    if interpreter != _interpreter(compiler):
        return
    anew = compiler.compile

    def compiled(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        found = made.get((pattern, int(flags))) if isinstance(pattern, str | bytes) else None
        if found is None:
            again: re.Pattern[Any] = anew(pattern, flags)
            return again
        of, code, groups, numbers, names = found
        return build(pattern, of, memoryview(code).cast("I").tolist(), groups, numbers, names)

    compiled.kept = True  # type: ignore[attr-defined]
    compiler.compile = compiled
    read_anew = tomllib.loads

    def read(text: str, /, **how: Any) -> dict[str, Any]:
        held = None if how else tables.get(_mark(text))
        found: dict[str, Any] = read_anew(text, **how) if held is None else marshal.loads(held)  # noqa: S302 - as bytecode is
        return found

    tomllib.loads = read


def kept() -> Kept:
    """What the file holds: the interpreter, what was made of each pattern, and of the text of each table by its digest. Raises OSError, or
    ValueError where a byte of it is not what was written.
    """
    held = place().read_bytes()
    if sha256(memoryview(held)[DIGEST:]).digest() != held[:DIGEST]:
        raise ValueError("not as it was written")
    found: Kept = marshal.loads(held[DIGEST:])  # noqa: S302 - as bytecode is
    return found


def _write(what: bytes) -> None:
    """All of the file or, whatever ends this process meanwhile, what was there before."""
    place().parent.mkdir(exist_ok=True)
    beside = place().with_suffix(f".{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(sha256(what).digest() + what)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place())
    finally:
        beside.unlink(missing_ok=True)


def keep() -> int:
    """Compile every pattern of the package and keep it; how many there are."""
    compiler: Any = re._compiler  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    anew, asked = compiler.compile, set()
    read_anew, tables = tomllib.loads, {}

    def noted(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        asked.add((pattern, int(flags)))
        made: re.Pattern[Any] = anew(pattern, flags)
        return made

    def read(text: str, /, **how: Any) -> dict[str, Any]:
        found = read_anew(text, **how)
        if not how:
            with suppress(ValueError):  # it holds more than marshal writes, such as a date
                tables[_mark(text)] = marshal.dumps(found)
        return found

    compiler.compile, tomllib.loads = noted, read
    try:
        _compile_all()
    finally:
        compiler.compile, tomllib.loads = anew, read_anew
    made = {
        (pattern, flags): _made(compiler, pattern, flags)
        for pattern, flags in sorted((p for p in asked if isinstance(p[0], str | bytes)), key=repr)
    }
    _write(marshal.dumps((_interpreter(compiler), made, tables)))
    return len(made)


def _mark(text: str) -> bytes:
    return sha256(text.encode()).digest()


def _interpreter(compiler: Any) -> tuple[str, int, int]:
    return sys.version, compiler.MAGIC, array("I").itemsize


def _made(compiler: Any, pattern: str | bytes, flags: int) -> Made:
    """As `re._compiler.compile` does it, up to the last step."""
    parsed = compiler._parser.parse(pattern, flags)  # noqa: SLF001 - see above
    code = compiler._code(parsed, flags)  # noqa: SLF001
    numbers = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in numbers.items():
        names[number] = name
    return int(flags | parsed.state.flags), array("I", code).tobytes(), parsed.state.groups - 1, numbers, tuple(names)


def _compile_all() -> None:
    import regard
    from regard.evidence.commitments import rules as of_promises
    from regard.evidence.language.rules import Late, rules
    from regard.evidence.language.sieve import Sifted
    from regard.evidence.language.situations import compile_all

    for module in pkgutil.walk_packages(regard.__path__, "regard."):
        if ".migrations." not in module.name and not module.name.endswith(("__main__", "store.spark")):
            _make_what_it_keeps(import_module(module.name))
    rules()
    of_promises()
    compile_all()
    everything = gc.get_objects()
    for sifted in [one for one in everything if isinstance(one, Sifted)]:
        sifted.compile()
    for late in [one for one in everything if isinstance(one, Late)]:
        _ = late.compiled


def _make_what_it_keeps(module: ModuleType) -> None:
    """Call whatever a module makes once and keeps, of nothing but the package: rules read from files, and their patterns."""
    for made_once in list(vars(module).values()):
        if hasattr(made_once, "cache_info") and made_once.__module__ == module.__name__ and not signature(made_once).parameters:
            made_once()


if __name__ == "__main__":
    print(f"{keep()} patterns compiled.")
