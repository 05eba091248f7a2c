"""The metadata that every table hangs on, and the SQL schemas they live in.

`hub` holds what is published and what the reader role may see; `history` the former states of
published rows; `at` views of both as of a moment; `ingest` what only an importer may see: raw rows and
issues; `jobs` the queue of jobs, which procrastinate makes and keeps.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, MetaData

PUBLISHED = "hub"
HISTORY = "history"
PAST = "at"
INGEST = "ingest"
JOBS = "jobs"

#: Names sort the same in every script and on every machine, whatever the cluster's locale.
COLLATION = "und-x-icu"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def versioned_columns() -> tuple[Column[Any], Column[Any]]:
    """Columns of every table whose former rows are kept: the content's hash, since which release."""
    return (
        Column("row_hash", LargeBinary(16), nullable=False),
        Column("release_from", Integer, nullable=False),
    )


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A check that `column` holds a value of the enum; a text column is easier to migrate than a type."""
    allowed = ", ".join(f"'{member.value}'" for member in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)
