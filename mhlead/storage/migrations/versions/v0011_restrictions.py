"""Entries that are kept to fewer people."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables are as the frozen text says; nothing was kept to fewer people before."""
    bring(op.get_bind(), __file__, {})
