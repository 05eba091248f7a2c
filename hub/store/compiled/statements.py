"""SQLAlchemy statements made ready once: their text, and the values that they are asked with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from sqlalchemy import ClauseElement, Select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from hub.store.edition import current_edition

_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text of a statement and the values that are the same whenever it is asked."""

    text: LiteralString
    constants: Mapping[str, Any]


def prepare(statement: Select[Any]) -> Prepared:
    """The statement, with the edition that it sees in front of each row."""
    return ready(statement.with_only_columns(current_edition().label("edition"), *statement.selected_columns))


def ready(statement: ClauseElement) -> Prepared:
    """The text of any statement."""
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    # Parameters are made without a value; whoever asks gives it.
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    return Prepared(str(compiled), constants)
