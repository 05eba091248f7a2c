"""Keep one statement per source record"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = (
    (
        "SELECT count(*), string_agg(DISTINCT s.code, ', ') FROM hub.claim c "
        "JOIN hub.source s ON s.id = c.source_id",
        "{count} claims of {whose}, one for each field, give way to statements of whole records. Import the newest "
        "file of each of these sources again: `merezha import REGION --file FILE`.",
    ),
    (
        "SELECT count(*), string_agg(DISTINCT s.code, ', ') FROM history.claim c "
        "JOIN hub.source s ON s.id = c.source_id",
        "{count} former claims of {whose} go for good: what sources said of fields before their newest file "
        "comes back from a backup of the database only. Former states of records stay.",
    ),
)

_COMMENTS = {
    "hub.statement.id": "made from the source's own key: what the record is alone",
    "hub.statement.record_type": "provider, access-point or programme",
    "hub.statement.record_id": "the published record that it speaks of",
    "hub.statement.key": "the source's own stable key",
    "hub.statement.content": "the record as it was admitted, confidential parts coarsened",
    "hub.statement.claims": "field: {value, raw where the source's own words differ and may be shown}",
    "hub.statement.lost": "fields that are not published: [winning statement, its field]",
    "hub.statement.claimed_on": "the day of the file that first said it",
    "hub.statement.since": "fields said otherwise before: {on, run, row} of the file that changed them",
    "hub.statement.missing_since": "the day a file first no longer held it",
    "hub.decision.left_id": "a statement",
    "hub.decision.right_id": "another statement, the greater id",
    "hub.decision.score": "0 to 1; empty when a person decided without one",
    "hub.decision.evidence": "how each field weighed",
    "hub.decision.author": "`rule`, or the steward's name",
    "ingest.candidate.left_id": "a statement",
    "ingest.candidate.right_id": "another statement, the greater id",
    "ingest.candidate.score": "0 to 1; empty when a person decided without one",
    "ingest.candidate.evidence": "how each field weighed",
    "hub.correction.statement_id": "a statement of the record that is corrected",
    "hub.correction.value": "empty: the field is to be empty",
    "hub.run.rules_hash": "of program, territory edition and authority",
    "hub.source.authority": "field group: 0 to 100, how much its word counts where sources differ",
}


def upgrade() -> None:
    # Claims by field become claims of one statement. Statements are made by imports, so whatever was
    # published is imported once more: no file counts as known.
    for schema in ("hub", "history"):
        op.drop_table("claim", schema=schema)
    op.execute("UPDATE hub.run SET inputs_hash = ''")
    _allow_kinds("register", "reference", "steward")
    op.add_column("source", _json("authority", "{}"), schema="hub")
    op.add_column("run", sa.Column("rules_hash", sa.Text(), nullable=False, server_default=""), schema="hub")
    _create_statement()
    _create_decisions()
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text(), none_as_null=True), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        schema="hub",
    )
    op.create_index(
        "uq_correction_field",
        "correction",
        ["statement_id", "field"],
        unique=True,
        schema="hub",
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "tombstone",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("record_type", sa.Text(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "merged_into",
            sa.Uuid(),
            nullable=True,
            comment="the record that answers for it; empty when it was withdrawn",
        ),
        sa.ForeignKeyConstraint(["release"], ["hub.release.number"], name=op.f("fk_tombstone_release")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_tombstone")),
        schema="hub",
    )
    for column, comment in _COMMENTS.items():
        quoted = comment.replace("'", "''")
        op.execute(f"COMMENT ON COLUMN {column} IS '{quoted}'")


def _allow_kinds(*kinds: str) -> None:
    op.drop_constraint(op.f("ck_source_kind"), "source", schema="hub")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_source_kind"), "source", f"kind IN ({listed})", schema="hub")


def _json(name: str, default: str, comment: str | None = None) -> sa.Column:
    kind = postgresql.JSONB(astext_type=sa.Text())
    return sa.Column(name, kind, server_default=default, nullable=False, comment=comment)


def _statement_columns() -> list[sa.Column]:
    kind = postgresql.JSONB(astext_type=sa.Text())
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name in ("content", "claims", "lost")),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("claimed_on", sa.Date(), nullable=False),
        sa.Column("since", kind, nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("row_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
    ]


def _create_statement() -> None:
    published = _statement_columns()
    for column in published:
        if column.name in ("content", "claims", "lost", "since"):
            column.server_default = sa.DefaultClause("{}")
    op.create_table(
        "statement",
        *published,
        sa.ForeignKeyConstraint(["run_id"], ["hub.run.id"], name=op.f("fk_statement_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_statement_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        schema="hub",
    )
    op.create_index("ix_statement_record_id", "statement", ["record_id"], schema="hub")
    op.create_index("ix_statement_source_id", "statement", ["source_id"], schema="hub")
    op.create_index(
        "ix_statement_lost",
        "statement",
        ["source_id", "record_id"],
        schema="hub",
        postgresql_where=sa.text("lost <> '{}'"),
    )
    op.create_table(
        "statement",
        *_statement_columns(),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_statement"),
        schema="history",
    )
    op.create_index(
        "ix_history_statement_release", "statement", ["source_id", "release_to"], schema="history"
    )


def _pair_columns() -> list[sa.Column | sa.CheckConstraint]:
    return [
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("left_id", sa.Uuid(), nullable=False),
        sa.Column("right_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        _json("evidence", "[]"),
    ]


def _create_decisions() -> None:
    op.create_table(
        "decision",
        *_pair_columns(),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("left_id < right_id", name=op.f("ck_decision_pair")),
        sa.CheckConstraint("verdict IN ('same', 'different')", name=op.f("ck_decision_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        schema="hub",
    )
    op.create_index(
        "uq_decision_pair",
        "decision",
        ["left_id", "right_id"],
        unique=True,
        schema="hub",
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_index("ix_decision_right_id", "decision", ["right_id"], schema="hub")
    op.create_table(
        "candidate",
        *_pair_columns(),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("left_id < right_id", name=op.f("ck_candidate_pair")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["hub.run.id"], name=op.f("fk_candidate_run_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        schema="ingest",
    )
    op.create_index("uq_candidate_pair", "candidate", ["left_id", "right_id"], unique=True, schema="ingest")
    op.create_index("ix_candidate_right_id", "candidate", ["right_id"], schema="ingest")


def downgrade() -> None:
    for table in ("tombstone", "correction", "decision", "statement"):
        op.drop_table(table, schema="hub")
    op.drop_table("statement", schema="history")
    op.drop_table("candidate", schema="ingest")
    op.drop_column("run", "rules_hash", schema="hub")
    op.drop_column("source", "authority", schema="hub")
    op.execute("UPDATE hub.run SET inputs_hash = ''")
    op.execute("DELETE FROM hub.source WHERE kind = 'steward'")
    _allow_kinds("register", "reference")
    _create_claim()


def _create_claim() -> None:
    columns = [
        ("id", sa.Uuid(), False),
        ("source_id", sa.Integer(), False),
        ("record_id", sa.Uuid(), False),
        ("field", sa.Text(), False),
        ("value", sa.Text(), False),
        ("raw", sa.Text(), True),
        ("run_id", sa.Integer(), False),
        ("row", sa.Integer(), True),
        ("claimed_at", sa.Date(), False),
        ("won", sa.Boolean(), False),
        ("row_hash", sa.LargeBinary(length=16), False),
        ("release_from", sa.Integer(), False),
    ]
    op.create_table(
        "claim",
        *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in columns),
        sa.ForeignKeyConstraint(["run_id"], ["hub.run.id"], name=op.f("fk_claim_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_claim_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        schema="hub",
    )
    op.create_index("ix_claim_record_id", "claim", ["record_id"], schema="hub")
    op.create_table(
        "claim",
        *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in columns),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_claim"),
        schema="history",
    )
    op.create_index("ix_history_claim_release", "claim", ["source_id", "release_to"], schema="history")
