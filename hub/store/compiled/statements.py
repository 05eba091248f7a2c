"""SQLAlchemy statements made ready once: their text, and the values that they are asked with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from cachetools import LRUCache
from sqlalchemy import ClauseElement, Executable, Select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from hub.store.edition import current_edition

#: Statements whose text is kept; each holds all that it was made of, some hundred kilobytes.
KEPT_TEXTS = 200

#: PostgreSQL's own numbers for parameters: the driver need not look for them in a long text.
_DIALECT = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text of a statement, the names of its parameters, and the values that are always the same.

    `columns` are those behind the edition. A `keyed` one looks rows up by keys and nothing else.
    """

    text: bytes
    names: tuple[str, ...]
    constants: Mapping[str, Any]
    columns: tuple[str, ...] = ()
    keyed: bool = False

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """The values of all parameters in their order."""
        every = {**self.constants, **given}
        return [every[name] for name in self.names]


def prepare(statement: Select[Any], *, keyed: bool = False) -> Prepared:
    """The statement, with the edition that it sees in front of each row."""
    columns = list(statement.selected_columns)
    made = ready(statement.with_only_columns(current_edition().label("edition"), *columns))
    return replace(made, columns=tuple(str(column.key) for column in columns), keyed=keyed)


def ready(statement: ClauseElement) -> Prepared:
    """The text of any statement."""
    compiled: Any = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    # Parameters are made without a value; whoever asks gives it.
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    return Prepared(
        str(compiled).encode(), tuple(compiled.positiontup), _sent(compiled._bind_processors, constants)
    )


def _sent(processors: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the driver takes them: some types, such as paths into JSON, have a form of their own."""
    return {name: processors[name](value) if name in processors else value for name, value in values.items()}


class Texts:
    """Texts of statements that are built anew for each question: made once for all of the same structure."""

    def __init__(self) -> None:
        self._kept: LRUCache[Any, Any] = LRUCache(KEPT_TEXTS)

    def text(self, statement: Executable) -> tuple[bytes, Sequence[Any]]:
        """The text of a statement, and its values."""
        element = cast(Any, statement)
        key = element._generate_cache_key()
        compiled = None if key is None else self._kept.get(key.key)
        if compiled is None:
            compiled = element.compile(dialect=_DIALECT, cache_key=key)
            if key is not None:
                self._kept[key.key] = compiled
        values = compiled.construct_params(extracted_parameters=None if key is None else key.bindparams)
        if not compiled.post_compile_params and not compiled.literal_execute_params:
            sent = _sent(compiled._bind_processors, values)
            return str(compiled).encode(), [sent[name] for name in compiled.positiontup]
        expanded = compiled._process_parameters_for_postcompile(values)
        processors = {**compiled._bind_processors, **expanded.processors}
        sent = _sent(processors, {**values, **expanded.additional_parameters})
        return expanded.statement.encode(), [sent[name] for name in expanded.positiontup]
