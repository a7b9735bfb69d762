"""Requests to put data right, to erase it or to use it for less, and objections."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table is as the frozen text says, and keeps its rows: each asked for a copy."""
    bring(op.get_bind(), __file__, {})
