"""The first tables: records, history, links and the triggers that keep them."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every statement of the frozen text; a blank line stands between two."""
    written = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in written.strip().split("\n\n"):
        op.get_bind().exec_driver_sql(statement)
