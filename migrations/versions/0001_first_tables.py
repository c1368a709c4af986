"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "department",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_department")),
        sa.UniqueConstraint("name", "kind", name=op.f("uq_department_name_kind")),
    )
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_department_kind"), ["kind"], unique=False)

    op.create_table(
        "ingest_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.Column("failures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_run")),
    )
    op.create_table(
        "meeting",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meeting")),
        sa.UniqueConstraint("name", "body", "year", name=op.f("uq_meeting_name_body_year")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_body"), ["body"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_year"), ["year"], unique=False)

    op.create_table(
        "person",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_body"), ["body"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_pinyin"), ["pinyin"], unique=False)

    op.create_table(
        "stamp",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_stamp")),
    )
    op.create_table(
        "key_redirect",
        sa.Column("old_key", sa.String(16), nullable=False),
        sa.Column("new_key", sa.String(16), nullable=True),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["ingest_run.id"], name=op.f("fk_key_redirect_run_id")),
        sa.PrimaryKeyConstraint("old_key", name=op.f("pk_key_redirect")),
    )
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("represents", sa.String(), nullable=True),
        sa.Column("since", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_key"], ["person.key"], name=op.f("fk_role_person_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint(
            "person_key",
            "body",
            "affiliation",
            "represents",
            name=op.f("uq_role_person_key_body_affiliation_represents"),
        ),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_person_key"), ["person_key"], unique=False)

    op.create_table(
        "source",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ledger", sa.JSON(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["ingest_run.id"], name=op.f("fk_source_run_id")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_source")),
    )
    op.create_table(
        "document",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("genre", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("subtitle", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("meeting_key", sa.String(), nullable=True),
        sa.Column("held", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("publication", sa.String(), nullable=True),
        sa.Column("page", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("reporters", sa.JSON(), nullable=False),
        sa.Column("catalogued", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_key"], ["meeting.key"], name=op.f("fk_document_meeting_key")),
        sa.ForeignKeyConstraint(["source_sha256"], ["source.sha256"], name=op.f("fk_document_source_sha256")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_body"), ["body"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_genre"), ["genre"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_meeting_key"), ["meeting_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_source_sha256"), ["source_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_year"), ["year"], unique=False)

    op.create_table(
        "finding",
        sa.Column("source_sha256", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_sha256"], ["source.sha256"], name=op.f("fk_finding_source_sha256")),
        sa.PrimaryKeyConstraint("source_sha256", "position", name=op.f("pk_finding")),
    )
    op.create_table(
        "record",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("document_key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("section_heading", sa.String(), nullable=True),
        sa.Column("exchange_key", sa.String(16), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.Column("supplementary", sa.Boolean(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["document_key"], ["document.key"], name=op.f("fk_record_document_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_record")),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_body"), ["body"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_document_key"), ["document_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_exchange_key"), ["exchange_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_record_year"), ["year"], unique=False)

    op.create_table(
        "attribution",
        sa.Column("record_key", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("person_key", sa.String(), nullable=True),
        sa.Column("department_key", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_key"], ["department.key"], name=op.f("fk_attribution_department_key")
        ),
        sa.ForeignKeyConstraint(["person_key"], ["person.key"], name=op.f("fk_attribution_person_key")),
        sa.ForeignKeyConstraint(["record_key"], ["record.key"], name=op.f("fk_attribution_record_key")),
        sa.PrimaryKeyConstraint("record_key", "position", name=op.f("pk_attribution")),
    )
    with op.batch_alter_table("attribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attribution_department_key"), ["department_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_attribution_person_key"), ["person_key"], unique=False)

    op.create_table(
        "record_span",
        sa.Column("record_key", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_key"], ["record.key"], name=op.f("fk_record_span_record_key")),
        sa.PrimaryKeyConstraint("record_key", "position", name=op.f("pk_record_span")),
    )
    op.create_table(
        "revision",
        sa.Column("record_key", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_key"], ["record.key"], name=op.f("fk_revision_record_key")),
        sa.ForeignKeyConstraint(["run_id"], ["ingest_run.id"], name=op.f("fk_revision_run_id")),
        sa.PrimaryKeyConstraint("record_key", "number", name=op.f("pk_revision")),
    )


def downgrade() -> None:
    op.drop_table("revision")
    op.drop_table("record_span")
    with op.batch_alter_table("attribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attribution_person_key"))
        batch_op.drop_index(batch_op.f("ix_attribution_department_key"))

    op.drop_table("attribution")
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_year"))
        batch_op.drop_index(batch_op.f("ix_record_kind"))
        batch_op.drop_index(batch_op.f("ix_record_exchange_key"))
        batch_op.drop_index(batch_op.f("ix_record_document_key"))
        batch_op.drop_index(batch_op.f("ix_record_body"))

    op.drop_table("record")
    op.drop_table("finding")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_year"))
        batch_op.drop_index(batch_op.f("ix_document_source_sha256"))
        batch_op.drop_index(batch_op.f("ix_document_meeting_key"))
        batch_op.drop_index(batch_op.f("ix_document_genre"))
        batch_op.drop_index(batch_op.f("ix_document_body"))

    op.drop_table("document")
    op.drop_table("source")
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_person_key"))

    op.drop_table("role")
    op.drop_table("key_redirect")
    op.drop_table("stamp")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_pinyin"))
        batch_op.drop_index(batch_op.f("ix_person_name"))
        batch_op.drop_index(batch_op.f("ix_person_body"))

    op.drop_table("person")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_year"))
        batch_op.drop_index(batch_op.f("ix_meeting_body"))

    op.drop_table("meeting")
    op.drop_table("ingest_run")
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_department_kind"))

    op.drop_table("department")
