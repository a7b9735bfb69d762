"""Points for the next meeting, who made a plan, scores in tenths, other services that are open.

The text beside this file holds every table that is new or reads otherwise than before.
"""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Who changed a plan last is who made it, as far as an earlier version knew; its hour is not known.
_NEW_VALUES = {
    "made_by": "changed_by",
    "made_at": "NULL",
    "tenths": "value * 10",
    "elsewhere": "NULL",
    "elsewhere_words": "''",
}


def upgrade() -> None:
    """Every table is as the frozen text says, and keeps its rows."""
    bring(op.get_bind(), __file__, _NEW_VALUES)
