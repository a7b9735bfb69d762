"""Services' own forms, signatures of those who sign, and the school's own envelopes."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEW_VALUES = {
    "form_rest": "''",
    "signature": "NULL",
    **dict.fromkeys(
        ("window_left_mm", "window_bottom_mm", "window_width_mm", "window_height_mm"), "NULL"
    ),
}
"""Until now every letter was our own, nobody's signature was kept, and envelopes were the usual."""


def upgrade() -> None:
    """Every table is as the frozen text says, and keeps its rows."""
    bring(op.get_bind(), __file__, _NEW_VALUES)
