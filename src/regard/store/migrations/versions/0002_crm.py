"""Rows and facts of CRM exports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of CRM exports."""
    op.create_table(
        "crm_row",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("crm_id", sa.Text(), nullable=False),
        sa.Column("known_us", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("crm_row_record", "crm_row", ["object", "crm_id", "known_us", "item_id"], unique=True)
    op.create_index("crm_row_item", "crm_row", ["item_id"], unique=False)
    op.create_table(
        "crm_fact",
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("crm_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("known_us", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("valid_us", sa.BigInteger(), nullable=True),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("object", "crm_id", "field", "known_us"),
        sqlite_with_rowid=False,
    )
