"""Objects of an answer that are made of rows: columns, what hangs on them, the code that writes them."""

import logging
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from hub.store.compiled.causes import Cause, Fallback
from hub.store.compiled.json_text import Unwritable
from hub.store.compiled.nesting import Nest
from hub.store.reads.relation import Relation
from schema.plan.asking import Asking
from schema.plan.leaves import required
from schema.plan.loading import Hanging
from schema.plan.reading import NotPlanned
from schema.plan.writing import Writing

log = logging.getLogger(__name__)

#: Columns of a row come after the edition and the key or number of the group.
FIRST = 2

Rows = Sequence[Sequence[Any]]


@dataclass
class Hook:
    """Something that hangs under a key of the answer, and where the columns of what it hangs by stand."""

    key: str
    hanging: Hanging
    positions: tuple[int, ...]

    def keys(self, rows: Rows) -> list[Any]:
        """The keys that occur, each once."""
        if len(self.positions) > 1:
            return list(dict.fromkeys([tuple([row[p] for p in self.positions]) for row in rows]))
        position = self.positions[0]
        found = dict.fromkeys([row[position] for row in rows])
        found.pop(None, None)
        return list(found)

    def expression(self, name: str) -> str:
        """What stands in the answer for a row `r`, by the dictionary of this name."""
        parts = ",".join(f"r[{position}]" for position in self.positions)
        key = parts if len(self.positions) == 1 else f"({parts})"
        if self.hanging.many:
            return f"{name}.get({key}, E)"
        return f"{name}.get({key})" if self.hanging.nullable else f"nn({name}.get({key}))"


@dataclass
class TermsHook(Hook):
    """Terms by the codes in a list, which are the first column of the key."""

    def keys(self, rows: Rows) -> list[Any]:
        """The codes that occur, each once with each language."""
        codes = self.positions[0]
        if len(self.positions) == 1:
            return list(dict.fromkeys([code for row in rows for code in row[codes]]))
        own = self.positions[1]
        return list(dict.fromkeys([(code, row[own]) for row in rows for code in row[codes]]))

    def expression(self, name: str) -> str:
        """The terms of a row `r`."""
        codes = self.positions[0]
        key = "c" if len(self.positions) == 1 else f"c, r[{self.positions[1]}]"
        return f"[{name}[{key}] for c in r[{codes}]]"


@dataclass
class PartsHook(Hook):
    """Objects of the rows that a column holds: tuples that stay where they are while the answer is made."""

    def keys(self, rows: Rows) -> list[Any]:
        """The tuples."""
        position = self.positions[0]
        return [row[position] for row in rows]

    def expression(self, name: str) -> str:
        """The objects of a row `r`."""
        return f"{name}[id(r[{self.positions[0]}])]"


@dataclass
class Shape:
    """Expressions under the answer's keys, over `r`, a row, and `k0`, `k1`…, what hangs on the rows."""

    columns: list[str] = field(default_factory=list)
    expressions: list[str] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=lambda: {"nn": required, "E": []})
    hooks: list[Hook] = field(default_factory=list)
    #: How PostgreSQL writes the objects; raises NotPlanned where it cannot.
    write: Callable[[], Writing] | None = None
    #: Why PostgreSQL does not write them though it should.
    unwritten: Fallback | None = None
    _build: Any = None
    _nests: tuple[Nest, ...] | None = None

    def position(self, column: str) -> int:
        """Where the column stands in rows."""
        if column not in self.columns:
            self.columns.append(column)
        return FIRST + self.columns.index(column)

    def at(self, column: str) -> str:
        """The expression of a column."""
        return f"r[{self.position(column)}]"

    def constant(self, value: Any) -> str:
        """The name under which the code knows a value."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def hang(self, key: str, hanging: Hanging, hook: type[Hook] = Hook) -> str:
        """The expression of what hangs on the row under a key of the answer."""
        made = hook(key, hanging, tuple(self.position(column) for column in hanging.columns))
        self.hooks.append(made)
        return made.expression(f"k{len(self.hooks) - 1}")

    async def load(self, asking: Asking, rows: Rows) -> list[Any]:
        """The objects of the rows."""
        if not rows:
            return []
        hung = []
        for hook in self.hooks:
            keys = hook.keys(rows)
            hung.append(await hook.hanging.load(asking, keys) if keys else {})
        return self.build(rows, hung, asking)  # type: ignore[no-any-return]

    async def load_of(self, asking: Asking, relation: Relation[Any], key: str) -> Any:
        """The object of one row with all that hangs on it, in one statement; None where there is no row."""
        if self.writing is not None and not self.writing.reads:
            try:
                found = await asking.run.written(relation, key, self.writing.script)
                return (await self.writing.filled(asking, [found[0][FIRST]]))[0] if found else None
            except Unwritable as error:
                log.warning("the column %s of a record is not written by PostgreSQL", error)
                self.unwritten = Fallback(Cause.NOT_WRITTEN, str(error))
                self.writing = None
        if self.unwritten is not None:
            asking.run.notes.append(self.unwritten)
        names, nests = tuple(self.columns), self.nests()
        rows = await asking.run.related(relation, names, [key], nests)
        asking.take(rows, names, nests)
        return (await self.load(asking, rows))[0] if rows else None

    def nests(self) -> tuple[Nest, ...]:
        """All that can be read in the statement of the shape's own rows."""
        if self._nests is None:
            found = (hook.hanging.nest() for hook in self.hooks)
            self._nests = tuple(one for one in found if one is not None and one.fits)
        return self._nests

    @cached_property
    def writing(self) -> Writing | None:
        """How PostgreSQL writes the objects, if it can."""
        try:
            return self.write() if self.write else None
        except NotPlanned:
            return None

    def rows_of(self, found: Sequence[Any]) -> list[Sequence[Any]]:
        """Whole rows of the store as this shape's rows."""
        if not self.columns or not found:
            return [(None, None)] * len(found)
        ids = _ids_of(found[0].__class__)
        if ids.isdisjoint(self.columns):
            read = attrgetter(*self.columns)
            many = len(self.columns) > 1
            return [(None, None, *read(row)) if many else (None, None, read(row)) for row in found]
        return [(None, None, *(_plain(getattr(row, name)) for name in self.columns)) for row in found]

    @property
    def build(self) -> Any:
        """The function that makes objects of rows, of what hangs on them, and of who asks."""
        if self._build is None:
            names = "".join(f"k{number}," for number in range(len(self.hooks)))
            unpack = f"    {names} = h\n" if names else ""
            made = f"    return [{self.literal()} for r in rows]\n"
            scope = dict(self.constants)
            # The text holds names and numbers of our own, and the answer's keys as quoted literals.
            exec(compile(f"def build(rows, h, q):\n{unpack}{made}", "<plan>", "exec"), scope)
            # A function that its own globals hold would wait for the garbage collector.
            self._build = scope.pop("build")
        return self._build

    def literal(self) -> str:
        """The expression of one object."""
        return "{" + ", ".join(self.expressions) + "}"


@lru_cache(maxsize=500)
def columns_class(names: tuple[str, ...]) -> Any:
    """A class for rows of these columns, for code that looks at them by name."""
    make: Any = namedtuple
    return make("Columns", names)


@cache
def _ids_of(row: type) -> frozenset[str]:
    """The columns of a row class that hold UUIDs."""
    own = fields(row) if is_dataclass(row) else ()
    return frozenset(one.name for one in own if one.type in (UUID, UUID | None))


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
