"""Letters of every kind and to every reader: what is asked before one goes, and that it arrived."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NEW_VALUES = {
    **dict.fromkeys(("contact_id", "professional_id", "corrects_id"), "NULL"),
    "accepted": "''",
}
"""Until now every letter was a referral to a service, and none put another right."""


def upgrade() -> None:
    """Every table is as the frozen text says, and keeps its rows."""
    bring(op.get_bind(), __file__, _NEW_VALUES)
