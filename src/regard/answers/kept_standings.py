"""The standings of a book that takes long to fit, kept beside its generations: a process that begins need not fit every buyer again.

A file is one moment under one version of the weights (`gen/standings-*.npz`): plain arrays, people by their ids. It is found again only
by the program that wrote it, with the same bands; what was settled since is fitted anew by `answers.remembered`. Whoever may not be
modelled any more is in none of them: they are deleted with every removal (`clear`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from regard.answers.standing import Estimates, Facts, Standings
from regard.model import FACTORS
from regard.relationships.display import Bands
from regard.relationships.weights import Weights
from regard.results import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 6
"""Files kept, those read or written last: of now and of a month ago, and of other days looked at."""
NEVER = -(2**63)

_REALS = ("score", "low", "high", "mean", "sd")
_TEXTS = ("trend", "band", "settle")
_TIMES = ("unanswered_since", "complained_us", "declined_us")
_COUNTS = ("chances", "asks", "unanswered", "partly", "wanted", "answered", "wanted_before", "answered_before", "late")

Key = tuple[str, int, str]


class KeptStandings:
    """The files of one book. Nothing is written where the folder cannot be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "gen"

    def load(self, key: Key, weights: Weights, bands: Bands) -> tuple[int, Standings] | None:
        """(when the newest settling in it was, the standings) kept under a key, None where there are none that can be used."""
        path = self._path(key, bands)
        try:
            with np.load(path, allow_pickle=False) as held:
                found = {name: held[name] for name in held.files}
            standings = _unpacked(found, weights, bands)
            with suppress(OSError):
                os.utime(path)
            return int(found["settled_us"]), standings
        except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile):
            return None

    def save(self, key: Key, settled_us: int, standings: Standings) -> None:
        """Keep standings, in place of those used longest ago."""
        path = self._path(key, standings.bands)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        arrays: dict[str, Any] = {"settled_us": np.array(settled_us), **_packed(standings)}
        try:
            self._folder.mkdir(exist_ok=True)
            with temporary.open("wb") as file:
                np.savez(file, **arrays)
            temporary.replace(path)
            for old in sorted(self._files(), key=lambda p: -p.stat().st_mtime_ns)[MOST:]:
                old.unlink()
        except OSError:
            return

    def clear(self) -> None:
        """Delete all of them. Raises OSError where one stands and cannot be deleted."""
        for path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return list(self._folder.glob("standings-*"))

    def _path(self, key: Key, bands: Bands) -> Path:
        said = repr((key, bands.good, bands.fair, _program())).encode()
        return self._folder / f"standings-{blake2b(said, digest_size=10).hexdigest()}.npz"


@cache
def _program() -> str:
    """What standings follow from beside the book: the program's own text, as a digest."""
    found = blake2b(digest_size=10)
    for path in _sources():
        found.update(path.read_bytes())
    return found.hexdigest()


def _sources() -> list[Traversable]:
    """The files that standings follow from: what fits them, and what reads whether a complaint stands."""
    root = resources.files("regard")
    answers = [root / "answers" / name for name in ("standing.py", "complaints.py", "kept_standings.py")]
    settled = [root / "evidence" / name for name in ("put_right.py", "pledges.py", "commitments.py")]
    fitting = [p for p in (root / "relationships").iterdir() if p.name.endswith((".py", ".json"))]
    read = [*settled, root / "parse" / "many_words.py", *_words(root / "evidence" / "language")]
    return [*answers, *sorted(fitting, key=lambda p: p.name), *read]


def _words(folder: Traversable) -> Iterator[Traversable]:
    """All rules and lists of words: which of them decide whether a complaint is put right follows from what reads what."""
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.is_dir():
            yield from _words(path)
        elif path.name.endswith((".py", ".toml")):
            yield path


# ----------------------------------------------------------------------------------------------------- as arrays


def _packed(standings: Standings) -> dict[str, NDArray[Any]]:
    """Standings as plain arrays: people and texts as numbers into lists of them."""
    people: dict[str, int] = {}
    texts: dict[str, int] = {}
    team = [(people.setdefault(b, len(people)), -1, f, e) for b, of in standings.team.items() for f, e in of.items()]
    pairs = [
        (people.setdefault(b, len(people)), people.setdefault(s, len(people)), f, e)
        for (b, s), of in standings.pairs.items()
        for f, e in of.items()
    ]
    rows = [*team, *pairs]
    facts = [(people.setdefault(b, len(people)), f) for b, f in standings.facts.items()]
    told = [f for _, f in facts]
    out: dict[str, NDArray[Any]] = {
        "as_of_us": np.array(standings.as_of_us),
        "who": _integers((b, s, FACTORS.index(f)) for b, s, f, _ in rows).reshape(-1, 3),
        "known": np.array([e.known for *_, e in rows], dtype=np.bool_),
        "trials": _integers([e.chances] for *_, e in rows),
        "fact_of": _integers([b] for b, _ in facts),
        "fact_calmed": np.array([f.calmed for f in told], dtype=np.bool_),
        "latency_count": _integers([len(f.latencies)] for f in told),
        "latency": _integers(f.latencies for f in told),
    }
    out |= {name: np.array([getattr(e, name) for *_, e in rows], dtype=np.float64) for name in _REALS}
    out |= {name: _integers([texts.setdefault(getattr(e, name), len(texts))] for *_, e in rows) for name in _TEXTS}
    out |= {f"fact_{name}": _integers([getattr(f, name)] for f in told) for name in _COUNTS}
    out |= {f"fact_{name}": _integers([_or_never(getattr(f, name))] for f in told) for name in _TIMES}
    return out | {"people": np.array(list(people), dtype=np.str_), "texts": np.array(list(texts), dtype=np.str_)}


def _unpacked(held: Mapping[str, NDArray[Any]], weights: Weights, bands: Bands) -> Standings:
    """The standings that `_packed` made arrays of."""
    people, texts = held["people"].tolist(), held["texts"].tolist()
    reals = [held[name].tolist() for name in _REALS]
    words = [[texts[i] for i in held[name].tolist()] for name in _TEXTS]
    team: dict[str, Estimates] = {}
    pairs: dict[tuple[str, str], Estimates] = {}
    rows = zip(held["who"].tolist(), held["known"].tolist(), held["trials"].tolist(), *reals, *words, strict=True)
    for (buyer, seller, factor), known, trials, score, low, high, mean, sd, trend, band, settle in rows:
        one = Estimate(score, low, high, known, trend, band, mean, sd, trials, settle)
        at = team.setdefault(people[buyer], {}) if seller < 0 else pairs.setdefault((people[buyer], people[seller]), {})
        at[FACTORS[factor]] = one
    counts = [held[f"fact_{name}"].tolist() for name in _COUNTS]
    times = [[None if t == NEVER else t for t in held[f"fact_{name}"].tolist()] for name in _TIMES]
    ends = np.cumsum(held["latency_count"]).tolist()
    latency, begin = held["latency"].tolist(), 0
    facts: dict[str, Facts] = {}
    for buyer, end, calmed, *values in zip(
        held["fact_of"].tolist(), ends, held["fact_calmed"].tolist(), *counts, *times, strict=True
    ):
        named = dict(zip((*_COUNTS, *_TIMES), values, strict=True))
        facts[people[buyer]] = Facts(latencies=latency[begin:end], calmed=calmed, **named)
        begin = end
    return Standings(int(held["as_of_us"]), weights, bands, team, pairs, facts)


def _integers(rows: Iterable[Sequence[int]]) -> NDArray[np.int64]:
    return np.array([value for row in rows for value in row], dtype=np.int64)


def _or_never(us: int | None) -> int:
    return NEVER if us is None else us
