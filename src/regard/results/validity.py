"""Whether the numbers are true on this book."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from regard.results.base import Record


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """A measured figure and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Accuracy(Record):
    """How true one way of foretelling was: each figure with its interval; None where only one outcome occurred."""

    auc: Figure | None
    log_loss: Figure
    brier: Figure
    ece: Figure


@dataclass(frozen=True, slots=True)
class Bin(Record):
    """Of `n` rows that were given the chance `said`, the share in which it happened, with its interval."""

    said: float
    happened: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Part(Record):
    """Some of a target's rows apart: how many, what happened, what the standing had said on average, and its reading."""

    name: str
    n: int
    people: int
    base: Figure
    said: float
    reading: Accuracy


@dataclass(frozen=True, slots=True)
class Month(Record):
    """A target in one month (`start`): cases and people, the mean chance `said` and the share in which it happened (`base`), the AUC of the
    standing alone and of recency or volume, whichever was better (`simple`). `missed` says that its chances were off beyond accident.

    Figures are None where the month holds too little.
    """

    start: str
    n: int
    people: int
    said: float | None = None
    base: Figure | None = None
    auc: Figure | None = None
    simple: Figure | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class TargetCheck(Record):
    """How true the standing was about one thing that buyers do next.

    `auc` to `ece` (with `low` and `high` of each) are of the standing alone; `rows` has it and the standing with counts beside it.
    `gains` is how much more AUC the standing alone has than each baseline, `context_gains` the same of the standing with counts.
    `level` is better, equal, worse or too_few. All figures are None and the maps empty where it is too_few.
    `months` has a row for each month that was foretold; `trend` is the AUC of the later half of them less that of the earlier.
    """

    name: str
    question: str
    level: str
    verdict: str
    n: int
    people: int
    base: float | None = None
    auc: float | None = None
    log_loss: float | None = None
    brier: float | None = None
    ece: float | None = None
    low: dict[str, float | None] = field(default_factory=dict)
    high: dict[str, float | None] = field(default_factory=dict)
    rows: dict[str, Accuracy] = field(default_factory=dict)
    baselines: dict[str, Accuracy] = field(default_factory=dict)
    gains: dict[str, Figure] = field(default_factory=dict)
    context_gains: dict[str, Figure] = field(default_factory=dict)
    composite: str = ""
    calibration: str = ""
    parts: dict[str, Figure] = field(default_factory=dict)
    cold: Part | None = None
    subgroups: tuple[Part, ...] = ()
    reliability: tuple[Bin, ...] = ()
    months: tuple[Month, ...] = ()
    trend: Figure | None = None
    over_time: str = ""


@dataclass(frozen=True, slots=True)
class CoverageCheck(Record):
    """What share of what came next lay within the 80 % intervals (randomised PIT), of `n` pairs and months."""

    share: float
    low: float
    high: float
    n: int
    people: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Invariant(Record):
    """Something that must hold, and whether it does here. `low` and `high` where the figure is measured."""

    name: str
    holds: bool
    figure: str
    says: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Kept(Record):
    """The product's own record of one thing: predictions written down when they were made, and what came of them.

    Figures are None where too few were scored; `name` and `question` are those of the target it is about.
    """

    made: int
    open: int
    scored: int
    people: int
    verdict: str
    base: Figure | None = None
    auc: Figure | None = None
    brier: Figure | None = None
    ece: Figure | None = None
    reliability: tuple[Bin, ...] = ()
    name: str = "answers_ask"
    question: str = ""


@dataclass(frozen=True, slots=True)
class PracticeFound(Record):
    """What one practice comes before. `found`: for trust and value, what is `told` (better, worse, neither, too_few, unsound), by how many
    points of score months with it moved more in the 60 days after than months without (`value`, with its 95 % interval), the share of
    shuffled data that differ as clearly (`p`) or in which a difference is found at 5 % (`false_alarms`), and how many people and months.
    """

    name: str
    means: str
    says: str
    found: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PracticeCheck(Record):
    """Does practice pay? The whole in a sentence, and each practice; none where nothing could be looked at."""

    verdict: str
    practices: tuple[PracticeFound, ...]


@dataclass(frozen=True, slots=True)
class Check(Record):
    """Whether the book's numbers are true, on its own data, out of time.

    `coverage80` and `coverage` are None where too few pairs were asked often enough. `cuts` are the days from which something was
    foretold: beginnings of months, of `months` that could have been. `notes` say in words what the book cannot show, `changes` what
    would make more of it measurable. `on_record` are the predictions written down, a row for each thing foretold; `kept` is that of
    answered asks.
    """

    FRAMED: ClassVar[str] = "targets"

    as_of: str
    model: str
    start: str | None
    end: str | None
    days: int
    cuts: tuple[str, ...]
    verdict: str
    targets: tuple[TargetCheck, ...]
    coverage80: float | None
    coverage: CoverageCheck | None
    invariants: tuple[Invariant, ...]
    kept: Kept | None
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    made: str | None = None
    seconds: float = 0.0
    practice: PracticeCheck | None = None
    on_record: tuple[Kept, ...] = ()
    months: int = 0


@dataclass(frozen=True, slots=True)
class Learned(Record):
    """What `learn` did: the version it kept (None: none), from how many decided chances, what changed, and whether it reads better.

    `compared` is how much more AUC than the shipped weights it has on the last third of the time, learned before that third.
    """

    version: str | None
    n: int
    message: str
    changed: tuple[str, ...] = ()
    compared: Figure | None = None
