"""On which days somebody wrote mail that is left out by a topic, a subject or a folder: the source, a keyed digest of who, the day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make its table."""
    op.create_table(
        "left_day",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("h", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "h", "day"),
    )
