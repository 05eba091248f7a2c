"""Know posts of staff, how many are filled, and whether qualifications are valid where nobody is told by it"""

import sqlalchemy as sa

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

#: Facts of people are told of ten and more only, and of their days the month.
_NOBODY_TOLD = (
    "num_nonnulls(qualified, qualification_ends) = 0 "
    "OR (filled IS NOT NULL AND filled >= 10 "
    "AND (qualification_ends IS NULL OR date_part('day', qualification_ends) = 1))"
)
_COMMENTS = {
    "title": "of the post, in the source's words; never a name",
    "as_of": "the day they were counted; empty when the source gives none",
    "posts": "established; parts of a post count as such",
    "qualified": "people whose qualification is valid; only of ten and more",
    "qualification_ends": "first day of the month in which the first of them must renew it",
    "qualification_years": "how often it must be renewed",
}


def upgrade() -> None:
    op.create_table(
        "staff",
        *_columns(told=True),
        sa.CheckConstraint(_NOBODY_TOLD, name=op.f("ck_staff_nobody_told")),
        sa.ForeignKeyConstraint(["source_id"], ["hub.source.id"], name=op.f("fk_staff_source_id")),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"hub.{table}.id"],
                name=op.f(f"fk_staff_{table}_id"),
                initially="DEFERRED",
                deferrable=True,
            )
            for table in ("provider", "service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        schema="hub",
    )
    for table in ("provider", "service"):
        op.create_index(f"ix_staff_{table}_id", "staff", [f"{table}_id"], schema="hub")
    op.create_table(
        "staff",
        *_columns(told=False),
        sa.Column("release_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", "release_from", name="pk_history_staff"),
        schema="history",
    )
    op.create_index("ix_history_staff_release", "staff", ["source_id", "release_to"], schema="history")
    op.create_index("ix_history_staff_provider_id", "staff", ["provider_id"], schema="history")


def downgrade() -> None:
    for schema in ("history", "hub"):
        op.drop_table("staff", schema=schema)


def _columns(*, told: bool) -> tuple[sa.Column[object], ...]:
    """The columns; those of former rows bear no comments."""
    columns: tuple[sa.Column[object], ...] = (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("posts", sa.Float()),
        sa.Column("filled", sa.Float()),
        sa.Column("qualified", sa.Integer()),
        sa.Column("qualification_ends", sa.Date()),
        sa.Column("qualification_years", sa.Float()),
        sa.Column("row_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("release_from", sa.Integer(), nullable=False),
    )
    for column in columns if told else ():
        column.comment = _COMMENTS.get(column.name)
    return columns
