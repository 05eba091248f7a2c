"""One answer's reads: every statement must see the edition that the first one saw."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from psycopg import AsyncRawCursor, Error
from psycopg.errors import QueryCanceled
from psycopg.rows import TupleRow, tuple_row
from sqlalchemy import ARRAY, Executable, Uuid, bindparam, select

from hub.domain.filters import Window
from hub.kept import ByBytes
from hub.store.compiled.causes import Cause, Fallback
from hub.store.compiled.memory import Memory
from hub.store.compiled.nesting import Nest, with_nests
from hub.store.compiled.pool import ANEW, ONCE, Connection, Pool
from hub.store.compiled.session import PlainSession, named, named_rows
from hub.store.compiled.statements import Prepared, Texts, prepare, ready
from hub.store.compiled.writing import ListScript, Script
from hub.store.edition import current_edition
from hub.store.engine import Reader, ReadSession, StatementTimeout
from hub.store.pages import (
    Count,
    Length,
    Listing,
    SortKey,
    as_text,
    count_of,
    count_select,
    folded_select,
    page_select,
    places_of,
)
from hub.store.reads.batch import KeyParameter, key_parameter
from hub.store.reads.relation import Relation
from hub.store.shapes import Shape, blank, check_key, shape_of
from hub.store.silence import WaitTimes

log = logging.getLogger(__name__)

Row = TypeVar("Row")
Found = TypeVar("Found")

#: The statement of pages, and what orders them.
Pages = tuple[Prepared, tuple[SortKey, ...]]

#: Bytes of statements whose text is kept.
MOST_STATEMENTS = 32_000_000

#: How often an answer is begun anew because something was published meanwhile.
TRIES = 5


class Moved(Exception):
    """Something was published while an answer was read."""

    def __init__(self, edition: int) -> None:
        super().__init__(edition)
        self.edition = edition


class Irregular(Exception):
    """Something that only the ordinary reads can tell."""

    def __init__(self, cause: Cause, about: str) -> None:
        super().__init__(about)
        self.cause = cause
        self.about = about


def _as_it_is(made: Any) -> Any:
    return made


def _keyed(statement: Any) -> Prepared:
    return prepare(statement, keyed=True)


class Compiled:
    """What the runs of one server process share."""

    def __init__(self, url: str, reader: Reader, few_rows: int = 30, written_rows: int = 1_000) -> None:
        """`few_rows` and `written_rows` are the settings of these names (hub.settings)."""
        self.few_rows = few_rows
        self.written_rows = written_rows
        self.pool = Pool(url, reader.options, reader.silence)
        self.reader = reader
        self.statements = ByBytes(MOST_STATEMENTS)
        self.texts = Texts()
        self._memory = Memory(-1)

    async def read(self, reading: Callable[["Run"], Awaitable[Found]]) -> Found:
        """What the reading of one answer gives; one that raises Moved is to be begun anew."""
        connection = await self.pool.take()
        try:
            run = Run(self, connection, self._memory)
            try:
                found = await reading(run)
                await run.settle()
                return found
            finally:
                run.let_go()
        except Moved as moved:
            if moved.edition != self._memory.edition:
                self._memory = Memory(moved.edition)
            raise
        finally:
            await self.pool.give_back(connection)

    async def close(self) -> None:
        """Close every connection."""
        await self.pool.close()


class Run:
    """The reads of one answer. `rows` are tuples of an edition, a key or a number, and the columns."""

    def __init__(self, compiled: Compiled, connection: Connection, memory: Memory) -> None:
        self._statements = compiled.statements
        self._texts = compiled.texts
        self._seconds = compiled.pool.options.statement_seconds
        self._silence = compiled.pool.silence
        self._connection = connection
        self.session: ReadSession = PlainSession(self)
        self._one = asyncio.Lock()
        self.memory = memory
        self.few_rows = compiled.few_rows
        self.written_rows = compiled.written_rows
        self.statements = 0
        #: Seconds that the database worked for them.
        self.spent = 0.0
        #: What makes the answer slower than it should be.
        self.notes: list[Fallback] = []

    async def ask(self, prepared: Prepared, values: Mapping[str, Any]) -> list[TupleRow]:
        """The rows of a statement. Raises Moved when they are of another edition."""
        planning = ONCE if prepared.keyed else ANEW
        rows = await self._rows(prepared.text, prepared.values(values), planning)
        self._check(rows[0][0] if rows else await self._edition())
        return rows

    async def _rows(
        self, text: bytes, values: Sequence[Any], planning: str = ANEW, factory: Any = tuple_row
    ) -> list[TupleRow]:
        self.statements += 1
        times = WaitTimes()
        try:
            async with self._one, self._silence.wait(self._seconds) as times:
                await self._connection.plan(planning)
                cursor = AsyncRawCursor(self._connection, row_factory=factory)
                await cursor.execute(text, values, binary=True)
                return await cursor.fetchall()
        except QueryCanceled as error:
            raise StatementTimeout(seconds=self._seconds) from error
        except Error as error:
            # The ordinary reads meet the same, and know how to tell it.
            log.warning("a prepared statement failed: %s", error)
            raise Irregular(Cause.STATEMENT_FAILED, type(error).__name__) from error
        finally:
            self.spent += times.seconds

    async def rows(self, statement: Executable) -> list[Any]:
        """The rows of any statement, as named tuples. Raises Moved when they may be of another edition."""
        text, values = self._texts.text(statement)
        rows = await self._rows(text, values, factory=named_rows)
        # The edition only rises: when it is still the one that was seen before, it was so between.
        # It is asked for at once, since what was read may be kept for other answers.
        self._check(await self._edition())
        return rows

    async def shaped(
        self, build: Callable[..., Any], of: tuple[Hashable, ...], values: Mapping[str, Any]
    ) -> list[Any]:
        """The rows of a statement that is made once for its shape, as named tuples."""
        prepared = self._kept(build, of, _keyed)
        rows = await self.ask(prepared, values)
        make = named(prepared.columns)
        return [make(row[1:]) for row in rows]

    def _kept(
        self, build: Callable[..., Any], of: tuple[Hashable, ...], ready: Callable[[Any], Any] = _as_it_is
    ) -> Any:
        """What `build` makes `of` these, ready to be asked: made once, of nothing but its key."""
        question = (build, of)
        found = self._statements.get(question)
        if found is None:
            check_key(build, of)
            found = self._statements[question] = ready(build(*of))
        return found

    def let_go(self) -> None:
        """When all was read, part it from its session: each knows the other."""
        del self.session

    async def settle(self) -> None:
        """Ask for the edition where nothing was read that told it: all was remembered. Raises Moved."""
        if not self.statements:
            self._check(await self._edition())

    async def _edition(self) -> int:
        return int((await self._rows(_EDITION.text, _EDITION.values({}), self._connection.planning))[0][0])

    def _check(self, edition: int) -> None:
        if edition != self.memory.edition:
            raise Moved(edition)

    async def related(
        self,
        relation: Relation[Any],
        names: tuple[str, ...],
        keys: Sequence[Hashable],
        nests: tuple[Nest, ...] = (),
    ) -> list[TupleRow]:
        """Columns of what hangs on the keys, in order, and the nests' JSON."""
        those = key_parameter(relation.key.type, keys)
        prepared = self._kept(_related, (relation, names, those.alone, nests))
        return await self.ask(prepared, _sent(those, keys))

    async def written(self, relation: Relation[Any], key: Hashable, script: Script) -> list[TupleRow]:
        """The object of the row of a key, if there is one. Raises Unwritable."""
        that = key_parameter(relation.key.type, [key])
        prepared = self._kept(_written, (relation, script.shape))
        return await self.ask(prepared, {**script.values, **that.values([key])})

    async def whole(self, relation: Relation[Row], keys: Sequence[Hashable]) -> list[Row | None]:
        """The first row of each key."""
        those = key_parameter(relation.key.type, keys)
        prepared = self._kept(_whole, (relation, those.alone))
        found: dict[Hashable, Row] = {}
        for _, key, *values in await self.ask(prepared, _sent(those, keys)):
            found.setdefault(key, relation.row(*values))
        return [found.get(key) for key in keys]

    async def page(
        self,
        listing: Listing,
        window: Window,
        names: tuple[str, ...],
        groups: Sequence[Any],
        nests: tuple[Nest, ...] = (),
    ) -> tuple[list[TupleRow], tuple[SortKey, ...]]:
        """Columns and keys of the pages of a list, ordered within each group, and the nests' JSON."""
        values: dict[str, Any] = {}
        shapes = (shape_of(listing, values), shape_of(window, {}))
        prepared, keys = self._kept(_page, (*shapes, names, nests))
        values |= {**_given(listing, groups), **places_of(window, keys)}
        return await self.ask(prepared, values), keys

    async def written_page(
        self,
        listing: Listing,
        window: Window,
        groups: Sequence[Any],
        script: ListScript,
        length: Length | None = None,
    ) -> tuple[list[TupleRow], tuple[SortKey, ...]]:
        """A row for each group: the length of its list if asked for, and what the script makes of its page.

        Raises Unwritable for a script that does not go with the list.
        """
        values: dict[str, Any] = {}
        shapes = (shape_of(listing, values), shape_of(window, {}))
        prepared, keys = self._kept(_written_page, (*shapes, replace(script, of=script.of.shape), length))
        values |= {**script.of.values, **_given(listing, groups), **places_of(window, keys)}
        return await self.ask(prepared, values), keys

    async def counts(self, listing: Listing, groups: Sequence[Any]) -> list[Count]:
        """How long the list is for each group."""
        values: dict[str, Any] = {}
        prepared = self._kept(_counts, (shape_of(listing, values),))
        return [count_of(row[1]) for row in await self.ask(prepared, values | _given(listing, groups))]


def _related(
    relation: Relation[Any], names: tuple[str, ...], alone: bool, nests: tuple[Nest, ...]
) -> Prepared:
    those = KeyParameter(relation.key.type, alone)
    statement = relation.select(names, those.has(relation.key))
    # Rows of one key are wanted together: sorting them apart compares far fewer names.
    if relation.order:
        statement = statement.order_by(None).order_by(relation.key, *relation.order)
    statement = statement.with_only_columns(*(as_text(column) for column in statement.selected_columns))
    return prepare(with_nests(statement, nests) if nests else statement, keyed=True)


def _written(relation: Relation[Any], script: Script) -> Prepared:
    that = KeyParameter(relation.key.type, alone=True)
    rows = relation.select(script.columns, that.has(relation.key))
    return prepare(script.object_of(rows), keyed=True)


def _whole(relation: Relation[Any], alone: bool) -> Prepared:
    those = KeyParameter(relation.key.type, alone)
    return prepare(relation.select(relation.names, those.has(relation.key)), keyed=True)


def _page(listing: Shape, window: Shape, names: tuple[str, ...], nests: tuple[Nest, ...]) -> Pages:
    any_listing = blank(listing)
    statement, keys, _ = page_select(any_listing, blank(window), _groups(any_listing), names)
    return prepare(with_nests(statement, nests) if nests else statement), keys


def _written_page(listing: Shape, window: Shape, script: ListScript, length: Length | None) -> Pages:
    any_listing = blank(listing)
    statement, keys = folded_select(
        any_listing, blank(window), _groups(any_listing), script.of.columns, script.fold, length
    )
    return prepare(statement), keys


def _counts(listing: Shape) -> Prepared:
    any_listing = blank(listing)
    return prepare(count_select(any_listing, _groups(any_listing)))


def _sent(those: KeyParameter, keys: Sequence[Hashable]) -> dict[str, Any]:
    """The keys as the driver takes them; it takes a text much faster than a list of a thousand."""
    if isinstance(those.kind, Uuid) and not those.alone:
        return {"keys": f"{{{','.join(map(str, keys))}}}"}
    return those.values(keys)


def _groups(listing: Listing) -> Any:
    if listing.group_type is None:
        return None
    return bindparam("groups", None, type_=ARRAY(listing.group_type), required=False)


def _given(listing: Listing, groups: Sequence[Any]) -> dict[str, Any]:
    return {} if listing.group_type is None else {"groups": list(groups)}


_EDITION = ready(select(current_edition()))
