"""Retention, requests for data and breaches."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables are as the frozen text says; nothing was disposed of before there were any."""
    bring(op.get_bind(), __file__, {})
