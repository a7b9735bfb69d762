"""Papers about a pupil are kept beside the letters, and our wording beside the school's own."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NEW_VALUES = dict.fromkeys(("reference", "to_whom", "beside"), "''")
"""Until now everything kept there was a letter about a referral, which has its own reference."""


def upgrade() -> None:
    """Every table is as the frozen text says, and keeps its rows."""
    bring(op.get_bind(), __file__, _NEW_VALUES)
