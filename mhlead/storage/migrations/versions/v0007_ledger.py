"""The ledger of releases, and the files that went out."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables are as the frozen text says; nothing was released before there was a ledger."""
    bring(op.get_bind(), __file__, {})
