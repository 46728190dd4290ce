"""Bringing an older book's records to today's layout, with alembic; each step is a file in `store/migrations/versions`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, update

from regard.store import tables
from regard.store.opened import SCHEMA

REVISION = {1: "0001", 2: "0002", 3: "0003", 4: "0004", 5: "0005", 6: "0006"}
"""The revision that makes each layout version."""


def upgrade(engine: Engine, schema: int) -> None:
    """Run every migration after layout `schema` (0 for an empty database), all in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        if schema in REVISION:
            command.stamp(config, REVISION[schema])
        command.upgrade(config, "head")
        connection.execute(update(tables.meta).where(tables.meta.c.key == "schema").values(value=str(SCHEMA)))
