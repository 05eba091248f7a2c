"""Jobs as everybody may see them, and what planning made of them; the queue itself is procrastinate's."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Double,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from hub.store.tables.base import PUBLISHED, metadata, one_of


class JobStatus(StrEnum):
    """Where a job stands."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


#: Neither has views of former states: a result is of the release that it names.
_OF_TODAY = {"of_today": True}

#: Neither who asked nor what was asked stands here, since everybody's login reads it.
job = Table(
    "job",
    metadata,
    Column("id", Uuid, primary_key=True, server_default=text("gen_random_uuid()")),
    Column("queue_id", BigInteger, comment="of procrastinate, while it is not ended"),
    Column("kind", Text, nullable=False),
    Column("hash", Text, nullable=False, comment="SHA-256 of the canonical question"),
    Column("release", Integer, nullable=False),
    Column("status", Text, nullable=False, server_default=JobStatus.QUEUED.value),
    Column("worker", BigInteger, comment="of procrastinate, while it is running"),
    Column("deaths", Integer, nullable=False, server_default="0", comment="workers that died of it"),
    Column("phase", Text, comment="what is worked on now"),
    Column("objective", Double, comment="of the best answer so far"),
    Column("bound", Double, comment="what no answer can surpass"),
    Column("gap", Double, comment="between the two, a share"),
    Column("error", JSONB),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("started_at", DateTime(timezone=True)),
    Column("ended_at", DateTime(timezone=True)),
    one_of("status", JobStatus),
    Index(
        "uq_job_question",
        "kind",
        "hash",
        "release",
        unique=True,
        postgresql_where=text("status IN ('QUEUED', 'RUNNING')"),
    ),
    info=_OF_TODAY,
    schema=PUBLISHED,
)

#: Results stay: at a new release they are history.
planning_result = Table(
    "planning_result",
    metadata,
    Column("kind", Text, nullable=False, comment="equal arguments may be of two questions"),
    Column("hash", Text, nullable=False, comment="SHA-256 of the canonical question"),
    Column("release", Integer, nullable=False),
    Column("program_version", Text, nullable=False),
    Column("question", JSONB, nullable=False),
    Column("proof", JSONB, nullable=False),
    Column("answer", JSONB, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    PrimaryKeyConstraint("kind", "hash", "release", "program_version"),
    info=_OF_TODAY,
    schema=PUBLISHED,
)
