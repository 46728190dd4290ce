"""How alembic reaches the records: over the connection it is handed."""

from __future__ import annotations

from alembic import context

from regard.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
