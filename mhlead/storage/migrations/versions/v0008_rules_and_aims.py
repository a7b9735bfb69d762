"""The commissioner's rule, the aims of the area's plan, and the school's pool book."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables are as the frozen text says; there were none of them before."""
    bring(op.get_bind(), __file__, {})
