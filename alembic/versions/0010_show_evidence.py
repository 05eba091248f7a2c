"""Show evidence"""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`).
DROPS = ()

_NO = {"nullable": False, "server_default": sa.text("false")}

#: Table → its new columns.
_COLUMNS: dict[str, tuple[sa.Column, ...]] = {
    "control_total": (
        sa.Column("found_real", sa.Integer(), comment="what rows give that are not made up"),
        sa.Column("found_synthetic", sa.Integer(), comment="what made-up rows give"),
    ),
    "term": (
        sa.Column("cites", sa.Text(), comment="where its wording or place in the list comes from"),
        sa.Column("confidence", sa.Text(), comment="how sure that is, as the reference file puts it"),
        sa.Column(
            "is_recalled",
            sa.Boolean(),
            comment="written down from memory of what it cites, yet to be checked",
            **_NO,
        ),
    ),
    "term_closure": (
        sa.Column(
            "is_national",
            sa.Boolean(),
            comment="the ancestor is a national code that is matched to the term",
            **_NO,
        ),
    ),
    "crosswalk": (
        sa.Column(
            "in_filters",
            sa.Boolean(),
            comment="a filter that names the national code asks for this term",
            **_NO,
        ),
    ),
}


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.add_column(table, column, schema="hub")
    op.alter_column("term_closure", "ancestor", comment="of a national code: system:code", schema="hub")
    op.create_index("ix_crosswalk_code", "crosswalk", ["code", "system"], schema="hub")


def downgrade() -> None:
    op.drop_index("ix_crosswalk_code", "crosswalk", schema="hub")
    op.execute("DELETE FROM hub.term_closure WHERE is_national")
    op.alter_column("term_closure", "ancestor", comment=None, schema="hub")
    for table, columns in _COLUMNS.items():
        for column in columns:
            op.drop_column(table, column.name, schema="hub")
