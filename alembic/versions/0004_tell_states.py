"""Tell states of records apart"""

import sqlalchemy as sa

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BEFORE = ("active", "suspended", "closed", "missing", "unknown")
AFTER = ("active", "suspended", "relocated", "closed", "excluded", "merged", "missing", "unknown")


COARSE = (
    "NOT confidential OR (num_nonnulls(address, street, house, postal_code, name) = 0 "
    "AND precision NOT IN ('exact', 'street') AND attributes = '{}')"
)
COARSE_BEFORE = "NOT confidential OR num_nonnulls(address, street, house) = 0"
# What leads to a secret place goes, and so does the row's hash, that the next import may put the rest right.
_COARSEN = (
    "UPDATE {} SET address = NULL, street = NULL, house = NULL, postal_code = NULL, name = NULL, "
    "attributes = '{{}}', row_hash = '\\x00', "
    "point = CASE WHEN precision IN ('exact', 'street') THEN NULL ELSE point END, "
    "radius_m = CASE WHEN precision IN ('exact', 'street') THEN NULL ELSE radius_m END, "
    "precision = CASE WHEN precision IN ('exact', 'street') THEN 'unknown' ELSE precision END "
    "WHERE NOT ("
)
_TABLES = ("hub.location", "history.location")

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = tuple(
    (
        f"SELECT count(*), string_agg(DISTINCT s.code, ', ') FROM {table} l "
        f"JOIN hub.source s ON s.id = l.source_id WHERE NOT ({COARSE})",
        "{count} " + kind + " of {whose} that are secret lose their name, postal code, attributes and exact "
        "point, which no output may show any more. " + back,
    )
    for table, kind, back in (
        (
            "hub.location",
            "places",
            "Their hromada's point comes back with the next import: "
            "`merezha import REGION --file FILE --force`.",
        ),
        ("history.location", "former places", "Nothing brings it back."),
    )
)


def upgrade() -> None:
    for table in _TABLES:
        op.execute(_COARSEN.format(table) + COARSE + ")")
    _keep_coarse(COARSE)
    for table in ("provider", "access_point"):
        for schema in ("hub", "history"):
            for column in _state():
                # Twins bear no comments.
                column.comment = column.comment if schema == "hub" else None
                op.add_column(table, column, schema=schema)
    for table in ("provider", "service", "access_point"):
        _allow(table, AFTER)
    _create_succession()
    _create_person_tables()


def _create_person_tables() -> None:
    op.create_table(
        "person_key",
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
        sa.Column("only", sa.Boolean(), server_default="true", nullable=False),
        sa.CheckConstraint('"only"', name=op.f("ck_person_key_only")),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_person_key")),
        sa.UniqueConstraint("only", name=op.f("uq_person_key_only")),
        schema="ingest",
    )
    op.create_table(
        "person_hash",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column(
            "hash", sa.LargeBinary(32), nullable=False, comment="HMAC-SHA256 with the installation's key"
        ),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_person_hash_source_id")),
        sa.PrimaryKeyConstraint("statement_id", "scheme", "hash", name=op.f("pk_person_hash")),
        schema="ingest",
    )
    op.create_index("ix_person_hash_hash", "person_hash", ["hash"], schema="ingest")
    op.create_index("ix_person_hash_source_id", "person_hash", ["source_id"], schema="ingest")


def downgrade() -> None:
    _keep_coarse(COARSE_BEFORE)
    op.drop_table("person_hash", schema="ingest")
    op.drop_table("person_key", schema="ingest")
    for schema in ("history", "hub"):
        op.drop_table("succession", schema=schema)
    for table in ("provider", "service", "access_point"):
        # The finer words of today fall back on the one word that the older program has for them.
        op.execute(f"UPDATE hub.{table} SET status = 'closed' WHERE status IN ('excluded', 'merged')")
        op.execute(f"UPDATE hub.{table} SET status = 'active' WHERE status = 'relocated'")
        _allow(table, BEFORE)
    for table in ("provider", "access_point"):
        for schema in ("hub", "history"):
            for column in _state():
                op.drop_column(table, column.name, schema=schema)


def _state() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("status_since", sa.Date()),
        sa.Column("status_evidence", sa.Text(), comment="the order or citation that the status rests on"),
        sa.Column("registered", sa.Date(), comment="the day it was entered in its register"),
        sa.Column("closed", sa.Date(), comment="the day it ceased to work or left the register"),
    )


def _allow(table: str, statuses: tuple[str, ...]) -> None:
    name = op.f(f"ck_{table}_status")
    op.drop_constraint(name, table, schema="hub", type_="check")
    allowed = ", ".join(f"'{status}'" for status in statuses)
    op.create_check_constraint(name, table, f"status IN ({allowed})", schema="hub")


def _keep_coarse(condition: str) -> None:
    op.drop_constraint(op.f("ck_location_confidential"), "location", schema="hub", type_="check")
    op.create_check_constraint(op.f("ck_location_confidential"), "location", condition, schema="hub")


def _create_succession() -> None:
    op.create_table(
        "succession",
        *_succession_columns(),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_succession_two")),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_succession_source_id")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["hub.provider.id"],
                name=op.f(f"fk_succession_{column}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column in ("provider_id", "predecessor_id", "successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_succession")),
        schema="hub",
    )
    for column in ("provider_id", "predecessor_id", "successor_id"):
        op.create_index(f"ix_succession_{column}", "succession", [column], schema="hub")
    op.create_table(
        "succession",
        *_succession_columns(),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_succession"),
        schema="history",
    )
    op.create_index(
        "ix_history_succession_release", "succession", ["source_id", "release_to"], schema="history"
    )


def _succession_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("predecessor_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
    )
