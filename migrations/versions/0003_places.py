"""Which source each file held when it was last read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place",
        sa.Column("path", sa.String(64), nullable=False),
        sa.Column("source_sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["source_sha256"], ["source.sha256"], name=op.f("fk_place_source_sha256")),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_source_sha256"), "place", ["source_sha256"], unique=False)


def downgrade() -> None:
    op.drop_table("place")
