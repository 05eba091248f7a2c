"""A read session over a plain connection: for reads that are written for any session."""

from collections import namedtuple
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Protocol, cast

from psycopg import AsyncCursor
from sqlalchemy import Executable

from hub.store.compiled.memory import Memory
from hub.store.engine import Found, Known, ReadSession, Wanted


class Rows(Protocol):
    """Whoever reads the rows of statements."""

    memory: Memory

    async def rows(self, statement: Executable) -> list[Any]:
        """The rows, as named tuples."""

    async def shaped(
        self, build: Callable[..., Executable], of: tuple[Hashable, ...], values: Mapping[str, Any]
    ) -> list[Any]:
        """The rows of a statement that is made once for its shape."""


class PlainSession(ReadSession):
    """Reads of the present, by whoever holds the connection."""

    def __init__(self, of: Rows) -> None:
        self._of = of

    @property
    def settings(self) -> Mapping[str, str]:
        """Nothing: it looks at the present."""
        return {}

    async def rows(self, statement: Executable, parameters: Any = None) -> Sequence[Any]:
        """All rows of a statement. Parameters are values of the statement itself."""
        assert parameters is None
        return await self._of.rows(statement)

    async def shaped(
        self, build: Callable[..., Executable], of: tuple[Hashable, ...], values: Mapping[str, Any]
    ) -> Sequence[Any]:
        """All rows of a statement that is made once for its shape."""
        return await self._of.shaped(build, of, values)

    async def known(self, read: Known[Wanted, Found], wanted: Wanted) -> Found:
        """What a read gives, kept for other answers of the edition."""
        kept, question = self._of.memory.known, (read, wanted)
        if question not in kept:
            kept[question] = await read(self, wanted)
        return cast(Found, kept[question])


def named_rows(cursor: AsyncCursor[Any]) -> Callable[[Sequence[Any]], Any]:
    """Makes rows whose columns are attributes, as SQLAlchemy's are."""
    return named(tuple(column.name for column in cursor.description or ()))


def named(names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any]:
    """What makes such a row of the values of columns."""
    return partial(tuple.__new__, _row_class(names))


@lru_cache(maxsize=500)
def _row_class(names: tuple[str, ...]) -> Any:
    make: Any = namedtuple
    kind = make("Row", names, rename=True)
    kind._mapping = property(lambda row: dict(zip(names, row, strict=True)))
    return kind
