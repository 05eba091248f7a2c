"""Give norms of planning documents, dates and numbers; know sources of inputs of planning"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

#: What a hub that holds it loses (`hub.store.losses`): norms keep their words in a note.
DROPS = ()

_KINDS = ("register", "reference", "steward")
_WORDS = {
    "formula": (
        "presence",
        "units-per-population",
        "places-per-1000-of-group",
        "clients-per-post",
        "band",
        "method-only",
    ),
    "area": ("any", "urban", "rural"),
    "rounding": ("none", "up", "down", "nearest"),
    "status": ("norm", "recommendation", "benchmark", "scenario"),
    "confidence": ("high", "medium", "low"),
}
_REQUIRED = ("document", "void", "formula", "subjects", "area", "rounding", "citation")
_OLD = ("subject", "value", "source")


def upgrade() -> None:
    _know_sources(*_KINDS, "planning")
    for column in _new():
        op.add_column("norm", column, schema="hub")
    # A number that stood in words is no number to compute with until somebody enters it from the document.
    op.execute(
        """
        UPDATE hub.norm SET
            document = source, citation = source, subjects = jsonb_build_object('en', subject),
            note = concat_ws('; ', 'before revision 0019: ' || value || ', ' || status || ', ' || confidence, note),
            formula = 'method-only', area = 'any', rounding = 'none', void = false,
            status = CASE status WHEN 'recommendation' THEN 'recommendation' ELSE 'benchmark' END,
            confidence = 'low'
        """
    )
    for name in _REQUIRED:
        op.alter_column("norm", name, nullable=False, schema="hub")
    for name in _OLD:
        op.drop_column("norm", name, schema="hub")
    op.alter_column("norm", "unit", comment="of the numerator", schema="hub")
    for name, words in _WORDS.items():
        listed = ", ".join(f"'{word}'" for word in words)
        op.create_check_constraint(op.f(f"ck_norm_{name}"), "norm", f"{name} IN ({listed})", schema="hub")
    op.create_foreign_key(
        op.f("fk_norm_source_id_source"),
        "norm",
        "source",
        ["source_id"],
        ["id"],
        source_schema="hub",
        referent_schema="hub",
    )
    op.create_index("ix_norm_source_id", "norm", ["source_id"], schema="hub")


def downgrade() -> None:
    op.drop_index("ix_norm_source_id", table_name="norm", schema="hub")
    op.drop_constraint(op.f("fk_norm_source_id_source"), "norm", schema="hub", type_="foreignkey")
    for name in _WORDS:
        op.drop_constraint(op.f(f"ck_norm_{name}"), "norm", schema="hub", type_="check")
    for name in _OLD:
        op.add_column("norm", sa.Column(name, sa.Text()), schema="hub")
    op.execute(
        "UPDATE hub.norm SET source = citation, value = coalesce(numerator::text, 'not seen'), "
        "subject = coalesce(subjects->>'en', subjects->>'uk', subjects->>'ru', id)"
    )
    for name in _OLD:
        op.alter_column("norm", name, nullable=False, schema="hub")
    op.alter_column("norm", "unit", comment=None, schema="hub")
    for column in _new():
        op.drop_column("norm", column.name, schema="hub")
    # People of territories may stand under such a source.
    op.execute("UPDATE hub.source SET kind = 'reference' WHERE kind = 'planning'")
    _know_sources(*_KINDS)


def _know_sources(*kinds: str) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.drop_constraint(op.f("ck_source_kind"), "source", schema="hub", type_="check")
    op.create_check_constraint(op.f("ck_source_kind"), "source", f"kind IN ({listed})", schema="hub")


def _new() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column(
            "source_id",
            sa.Integer(),
            comment="empty: of before revision 0019, until reference data is loaded again",
        ),
        sa.Column(
            "jurisdiction",
            sa.Text(),
            comment="code of the territory whose authority gave it; empty: the state",
        ),
        sa.Column("document", sa.Text()),
        sa.Column("article", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("issued", sa.Date(), comment="the day of the document"),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date(), comment="the first day on which it no longer held"),
        sa.Column("void", sa.Boolean(), comment="out of force, although the day may not be known"),
        sa.Column("formula", sa.Text()),
        sa.Column(
            "subjects", postgresql.JSONB(astext_type=sa.Text()), comment="language: what the norm is about"
        ),
        sa.Column("category", sa.Text(), comment="term of taxonomy category"),
        sa.Column("kind", sa.Text(), comment="term of taxonomy kind"),
        sa.Column("target_group", sa.Text(), comment="term of taxonomy target-group"),
        sa.Column("area", sa.Text()),
        sa.Column("numerator", sa.Float(), comment="empty: nobody has entered it from the document"),
        sa.Column("denominator", sa.Float()),
        sa.Column("band_from", sa.Integer(), comment="inhabitants"),
        sa.Column("band_to", sa.Integer(), comment="inhabitants; not included"),
        sa.Column("rounding", sa.Text()),
        sa.Column("citation", sa.Text(), comment="where the document and the number are told"),
    )
