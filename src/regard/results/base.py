"""What every result is: frozen, JSON-ready, and in lists that become data frames.

Every result has `as_json()`, whose keys are a contract, and `to_frame()`; lists of results come as `Rows`, which have both of many.
Times are ISO 8601 in UTC; scores are 0 to 100; `low` and `high` bound the central 80 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T", bound="Record")


def plain(value: Any) -> Any:
    """A result as JSON-ready dicts, lists and scalars."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.metadata.get("json", True)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, Rows)):
        return [plain(v) for v in value]
    return value


@dataclass(frozen=True, slots=True)
class Record:
    """The base of every result. `FRAMED` names the field whose rows a data frame of it holds; "" makes one row of the whole."""

    FRAMED: ClassVar[str] = ""

    def as_json(self) -> Any:
        """This result as JSON-ready values."""
        return plain(self)

    def to_frame(self) -> pd.DataFrame:
        """A pandas data frame, nested results flattened with dots: a row for each of what it mostly is a list of (the summands of a
        `Why`, the items of a `Review`), or one row.
        """
        return frame(getattr(self, self.FRAMED) if self.FRAMED else (self,))


class Rows(Sequence[T], Generic[T]):
    """An immutable list of results that can become a data frame."""

    def __init__(self, rows: Sequence[T]) -> None:
        self._rows = tuple(rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def to_frame(self) -> pd.DataFrame:
        """A pandas data frame, one row a result, nested results flattened with dots."""
        return frame(self._rows)


def frame(rows: Sequence[Record]) -> pd.DataFrame:
    """Results as a pandas data frame, one row each, nested results flattened with dots; empty and without columns where there are none."""
    import pandas as pd

    return pd.json_normalize([row.as_json() for row in rows])
