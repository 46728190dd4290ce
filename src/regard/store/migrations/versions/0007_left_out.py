"""When a mail that is left out by its subject, folder or topic was written, and by which address, as a keyed digest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make room for it beside each item."""
    op.add_column("item", sa.Column("left_h", sa.Text(), nullable=True))
    op.add_column("item", sa.Column("left_us", sa.BigInteger(), nullable=True))
    op.create_index("item_left", "item", ["left_h"], unique=False, sqlite_where=sa.text("left_h IS NOT NULL"))
