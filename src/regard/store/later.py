"""SQLAlchemy and the tables written through it, loaded when the first of their words is used: a book that is only read needs neither.

For a type checker they are imported as ever, under `TYPE_CHECKING`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """A module that is loaded when the first of its names is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._name), name)
        setattr(self, name, value)
        return value


sql = Later("sqlalchemy")
sqlite = Later("sqlalchemy.dialects.sqlite")
tables = Later("regard.store.tables")
