"""A school may word each kind of letter itself."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The two new tables are there; every letter goes on being written with our wording."""
    bring(op.get_bind(), __file__, {})
