"""Permanence and corrections: states of sources, editions, labels of revisions, how a fact is known."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Other tables refer to `document` and `source`: they are altered in place, for SQLite would have to drop
# them to make them anew, and `evidence` needs a default for the rows there are.
_DOCUMENT = sa.table("document", *map(sa.column, ("key", "source_sha256", "position")))
_SOURCE = sa.table("source", *map(sa.column, ("sha256", "run_id")))


def upgrade() -> None:
    _correction()
    _edition()
    _fingerprint()
    op.add_column("document", sa.Column("evidence", sa.JSON(), nullable=False, server_default="{}"))
    _replace_json("catalogued", "evidence", lambda names: dict.fromkeys(names, "catalogue"))
    op.drop_column("document", "catalogued")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("label", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.drop_constraint(batch_op.f("fk_revision_record_key"), type_="foreignkey")
        batch_op.alter_column("source_sha256", type_=sa.String(64), existing_nullable=False)
        batch_op.create_index(batch_op.f("ix_revision_source_sha256"), ["source_sha256"], unique=False)
    op.add_column("source", sa.Column("state", sa.String(), nullable=False, server_default="current"))
    op.add_column("source", sa.Column("replaced_by", sa.String(64), nullable=True))
    op.add_column("source", sa.Column("note", sa.String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_source_state"), "source", ["state"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_source_state"), table_name="source")
    for name in ("note", "replaced_by", "state"):
        op.drop_column("source", name)
    # What the older shape cannot hold: the history of records that are gone.
    op.execute("DELETE FROM revision WHERE record_key NOT IN (SELECT key FROM record)")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_foreign_key(batch_op.f("fk_revision_record_key"), "record", ["record_key"], ["key"])
        batch_op.drop_column("label")
        batch_op.drop_index(batch_op.f("ix_revision_source_sha256"))
        batch_op.alter_column("source_sha256", type_=sa.String(), existing_nullable=False)
    op.add_column("document", sa.Column("catalogued", sa.JSON(), nullable=False, server_default="[]"))
    _replace_json(
        "evidence", "catalogued", lambda known: [name for name in known if known[name] == "catalogue"]
    )
    op.drop_column("document", "evidence")
    op.drop_table("fingerprint")
    op.drop_table("edition")
    op.drop_table("correction")


def _replace_json(old, new, convert) -> None:
    document = sa.table("document", sa.column("key"), sa.column(old, sa.JSON()), sa.column(new, sa.JSON()))
    connection = op.get_bind()
    for key, value in connection.execute(sa.select(document.c.key, document.c[old])).all():
        changed = document.update().where(document.c.key == key).values({new: convert(value)})
        connection.execute(changed)


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("source_sha256", sa.String(64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("record_key", sa.String(16), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_record_key"), "correction", ["record_key"], unique=False)
    op.create_index(op.f("ix_correction_source_sha256"), "correction", ["source_sha256"], unique=False)


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("document_key", sa.String(16), nullable=False),
        sa.Column("source_sha256", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("quality", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["ingest_run.id"], name=op.f("fk_edition_run_id")),
        sa.ForeignKeyConstraint(["source_sha256"], ["source.sha256"], name=op.f("fk_edition_source_sha256")),
        sa.PrimaryKeyConstraint("document_key", "source_sha256", name=op.f("pk_edition")),
    )
    op.create_index(op.f("ix_edition_source_sha256"), "edition", ["source_sha256"], unique=False)
    edition = ("document_key", "source_sha256", "position", "state", "run_id", "quality")
    current = sa.select(
        _DOCUMENT.c.key,
        _DOCUMENT.c.source_sha256,
        _DOCUMENT.c.position,
        sa.literal("current"),
        _SOURCE.c.run_id,
        sa.literal({}, sa.JSON()),
    ).join_from(_DOCUMENT, _SOURCE, _DOCUMENT.c.source_sha256 == _SOURCE.c.sha256)
    op.execute(sa.table("edition", *map(sa.column, edition)).insert().from_select(edition, current))


def _fingerprint() -> None:
    # Filled when the sources are read anew, which a new version of the reader does with the next ingest.
    op.create_table(
        "fingerprint",
        sa.Column("clause", sa.BigInteger(), nullable=False),
        sa.Column("document_key", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"], name=op.f("fk_fingerprint_document_key")),
        sa.PrimaryKeyConstraint("clause", "document_key", name=op.f("pk_fingerprint")),
    )
    op.create_index(op.f("ix_fingerprint_document_key"), "fingerprint", ["document_key"], unique=False)
