"""Programmes over many territories and providers; practices with owner and adopters; visits."""

from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid

from hub.domain.vocabulary import ProgrammeKind, ProgrammeRole
from hub.store.tables.base import PUBLISHED, metadata, one_of, versioned_columns
from hub.store.tables.provider import record_id, source_id


def _part() -> tuple[Column[Any], ...]:
    """What part somebody has in a programme, and when."""
    return (
        Column("role", Text, nullable=False, server_default=ProgrammeRole.MEMBER.value),
        Column("since", Date),
        Column("until", Date, comment="the first day without it"),
    )


programme = Table(
    "programme",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("description", Text),
    Column("kind", Text, nullable=False, server_default=ProgrammeKind.PROGRAMME.value),
    Column("owner", Text, comment="whose it is, in the source's words"),
    Column("starts", Date),
    Column("ends", Date),
    Column("synthetic", Boolean, nullable=False),
    Column("cites", Text),
    Column("missing_since", Date),
    *versioned_columns(),
    one_of("kind", ProgrammeKind),
    Index("uq_programme_source_id_key", "source_id", "key", unique=True),
    schema=PUBLISHED,
    info={"root": "id"},
)

programme_territory = Table(
    "programme_territory",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("programme_id", "programme"),
    Column("territory_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id"), nullable=False),
    *_part(),
    *versioned_columns(),
    one_of("role", ProgrammeRole),
    Index("ix_programme_territory_programme_id", "programme_id"),
    Index("ix_programme_territory_territory_id", "territory_id"),
    schema=PUBLISHED,
    info={"root": "programme_id"},
)

programme_provider = Table(
    "programme_provider",
    metadata,
    Column("id", Uuid, primary_key=True),
    source_id(),
    record_id("programme_id", "programme"),
    record_id("provider_id", "provider"),
    *_part(),
    *versioned_columns(),
    one_of("role", ProgrammeRole),
    Index("ix_programme_provider_programme_id", "programme_id"),
    Index("ix_programme_provider_provider_id", "provider_id"),
    schema=PUBLISHED,
    info={"root": "programme_id"},
)
