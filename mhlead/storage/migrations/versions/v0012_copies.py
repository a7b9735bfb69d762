"""Which copy of the store may be written to, and what was written in another one."""

from __future__ import annotations

from alembic import op

from mhlead.storage.migrations.as_written import bring

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tables are as the frozen text says; no copy was passed on before there were any."""
    bring(op.get_bind(), __file__, {})
