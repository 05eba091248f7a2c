"""Sources, their runs and releases, and what runs leave behind: raw rows, issues, control totals."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from hub.domain.vocabulary import RunStatus, Severity, SourceKind
from hub.store.tables.base import INGEST, PUBLISHED, metadata, one_of

source = Table(
    "source",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("code", Text, nullable=False, unique=True, comment="ua_cnap, geonames…"),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("publisher", Text),
    Column("licence", Text),
    Column("attribution", Text, comment="the line to show where the data is shown"),
    Column("url", Text),
    Column("lang", Text),
    Column("is_sample", Boolean, nullable=False, server_default="false"),
    Column("jurisdiction_id", Integer, ForeignKey(f"{PUBLISHED}.territory.id", use_alter=True)),
    Column("edition", Text, comment="of reference data: which version is loaded"),
    Column("loaded_at", DateTime(timezone=True)),
    Column(
        "authority",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="field group: 0 to 100, how much its word counts where sources differ",
    ),
    Column(
        "hides",
        JSONB,
        nullable=False,
        server_default="{}",
        comment="kinds and categories whose places its region keeps secret",
    ),
    one_of("kind", SourceKind),
    schema=PUBLISHED,
)

#: By which rules of hiding what a source has published was judged last, and what its region opens.
judgement = Table(
    "judgement",
    metadata,
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id", ondelete="CASCADE"), primary_key=True),
    Column("rules", Text, comment="fingerprint of the rules; empty: something was published by others since"),
    Column("opened", JSONB(none_as_null=True), comment="keys that region.yml opens; empty: not known"),
    Column("judged_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    schema=INGEST,
)

release = Table(
    "release",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published_at", DateTime(timezone=True), nullable=False),
    Column("run_id", Integer, ForeignKey(f"{PUBLISHED}.run.id", use_alter=True)),
    Column(
        "as_of",
        Date,
        nullable=False,
        server_default=text("CURRENT_DATE"),
        comment="the day that the run's file stands for",
    ),
    Column("providers", Integer, nullable=False, comment="records in the hub after this release"),
    Column("services", Integer, nullable=False),
    Column("access_points", Integer, nullable=False),
    schema=PUBLISHED,
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    Column("file_name", Text, nullable=False),
    Column("file_hash", Text, nullable=False, comment="sha256 of the file, hexadecimal"),
    Column("inputs_hash", Text, nullable=False, comment="of file, mapping, program and territory edition"),
    Column(
        "rules_hash",
        Text,
        nullable=False,
        server_default="",
        comment="of program, territory edition and authority",
    ),
    Column("read", Integer, nullable=False, server_default="0"),
    Column("accepted", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("vanished", Integer, nullable=False, server_default="0"),
    Column("release", Integer, ForeignKey(f"{PUBLISHED}.release.number"), comment="what this run published"),
    Column("waiver", Text, comment="why assertions were waived"),
    Column("failure", Text),
    one_of("status", RunStatus),
    Index("ix_run_source_id", "source_id", "id"),
    schema=PUBLISHED,
)

control_total = Table(
    "control_total",
    metadata,
    Column("source_id", Integer, ForeignKey(f"{PUBLISHED}.source.id"), primary_key=True),
    Column("label", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("declared", Integer, nullable=False),
    Column("found", Integer, comment="empty when the sample cannot count it"),
    Column("found_real", Integer, comment="what rows give that are not made up"),
    Column("found_synthetic", Integer, comment="what made-up rows give"),
    Column("cites", Text, nullable=False),
    Column("of_people", Boolean, comment="whether it counts people; empty when nobody told"),
    schema=PUBLISHED,
)

raw_record = Table(
    "raw_record",
    metadata,
    Column("run_id", Integer, ForeignKey(f"{PUBLISHED}.run.id", ondelete="CASCADE"), primary_key=True),
    Column("sheet", Text, primary_key=True, server_default=""),
    Column("row", Integer, primary_key=True),
    Column("values", JSONB, nullable=False),
    Column("statement_id", Uuid, comment="the statement that the row went into, or should have"),
    Column("secret", Boolean, comment="may lead to a secret place; empty: not judged"),
    Column(
        "erasure_id",
        Integer,
        ForeignKey(f"{INGEST}.erasure.id"),
        comment="the steward's act that erased the values",
    ),
    Index("ix_raw_record_statement_id", "statement_id"),
    Index("ix_raw_record_secret", "run_id", postgresql_where=text("secret IS NOT FALSE")),
    schema=INGEST,
)

#: Rows of a run that are not kept any more since their time is over.
raw_expiry = Table(
    "raw_expiry",
    metadata,
    Column("run_id", Integer, ForeignKey(f"{PUBLISHED}.run.id", ondelete="CASCADE"), primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("expired_at", DateTime(timezone=True), nullable=False, comment="when the last of them went"),
    schema=INGEST,
)

issue = Table(
    "issue",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("run_id", Integer, ForeignKey(f"{PUBLISHED}.run.id", ondelete="CASCADE"), nullable=False),
    Column("severity", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("sheet", Text),
    Column("row", Integer),
    Column("column", Text),
    Column("value", Text),
    Column("message", Text, nullable=False),
    Column("statement_id", Uuid, comment="the statement that the row went into, or should have"),
    one_of("severity", Severity),
    Index("ix_issue_run_id", "run_id"),
    Index("ix_issue_statement_id", "statement_id"),
    schema=INGEST,
)

#: What a release did to a record; `record_type` is provider, access-point or programme.
change = Table(
    "change",
    metadata,
    Column("release", Integer, ForeignKey(f"{PUBLISHED}.release.number"), primary_key=True),
    Column("record_type", Text, primary_key=True),
    Column("record_id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    UniqueConstraint("record_id", "release"),
    schema=PUBLISHED,
)
