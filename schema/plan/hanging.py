"""What hangs on rows: other rows, terms, and what a read makes of a key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import orjson

from hub.store.compiled.memory import SHARED
from hub.store.compiled.nesting import Nest
from hub.store.reads.relation import Relation, ToMany
from schema.declarations import Gathered, Related, Term, TermRef, term_ref
from schema.plan.arguments import Given
from schema.plan.asking import Asking
from schema.plan.objects import Output
from schema.plan.shape import FIRST, Shape, columns_class

_numbers = count()


@dataclass
class Target:
    """Rows by a key that is their own, written as objects; of shared rows the text is kept for other answers.

    `steady` tells that the object depends on nothing but the row and the languages of who asks.
    """

    read: Relation[Any]
    shape: Shape
    steady: bool
    number: int = field(default_factory=lambda: next(_numbers))

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """The object of each key that there is."""
        if self.read not in SHARED:
            rows = await asking.related(self, self.read, tuple(self.shape.columns), keys)
            return first_of(rows, await self.shape.load(asking, rows))
        if not self.steady:
            return await self._made(asking, keys)
        memory = asking.run.memory
        kept = memory.made((self.number, asking.languages))
        missing = [key for key in keys if key not in kept]
        if missing:
            made = await self._made(asking, missing)
            for key, one in made.items():
                memory.keep(kept, key, orjson.dumps(one))
        return kept

    def nest(self, key: str) -> Nest | None:
        """How its rows can be read beside those that name them."""
        if self.read in SHARED:
            return None
        return Nest(id(self), self.read, tuple(self.shape.columns), key, self.shape.nests())

    async def _made(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        found = await asking.rows(self.read, keys)
        there = [(key, row) for key, row in zip(keys, found, strict=True) if row is not None]
        objects = await self.shape.load(asking, self.shape.rows_of([row for _, row in there]))
        return {key: made for (key, _), made in zip(there, objects, strict=True)}


def first_of(rows: Sequence[Any], objects: Sequence[Any]) -> dict[Any, Any]:
    """The first object of each key."""
    # The last that is written stays, so they are written backwards.
    return {row[1]: made for row, made in zip(reversed(rows), reversed(objects), strict=True)}


def grouped(rows: Sequence[Any], objects: Sequence[Any]) -> dict[Any, list[Any]]:
    """The objects of each key, in order."""
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for row, made in zip(rows, objects, strict=True):
        groups[row[1]].append(made)
    return dict(groups)


@dataclass
class OneHanging:
    """An object by its own key."""

    columns: tuple[str, ...]
    target: Target
    nullable: bool
    many: bool = False

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """The objects."""
        return await self.target.load(asking, keys)

    def nest(self) -> Nest | None:
        """Rows of their own are nested, shared ones kept in memory."""
        return self.target.nest(self.columns[0])


@dataclass
class ManyHanging:
    """Objects of the rows of a relation."""

    columns: tuple[str, ...]
    read: Relation[Any]
    shape: Shape
    many: bool = True
    nullable: bool = False

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """Lists of objects."""
        rows = await asking.related(self, self.read, tuple(self.shape.columns), keys)
        return grouped(rows, await self.shape.load(asking, rows))

    def nest(self) -> Nest | None:
        """Its rows."""
        return Nest(id(self), self.read, tuple(self.shape.columns), self.columns[0], self.shape.nests())


@dataclass
class ViaHanging:
    """Objects that the rows of a relation name, each once."""

    columns: tuple[str, ...]
    read: Relation[Any]
    column: str
    target: Target
    many: bool = True
    nullable: bool = False

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """Lists of objects."""
        rows = await asking.related(self, self.read, (self.column,), keys)
        named = dict.fromkeys((row[1], row[FIRST]) for row in rows if row[FIRST] is not None)
        found = await self.target.load(asking, list(dict.fromkeys(one for _, one in named)))
        groups: defaultdict[Any, list[Any]] = defaultdict(list)
        for key, one in named:
            if one in found:
                groups[key].append(found[one])
        return dict(groups)

    def nest(self) -> Nest | None:
        """The rows that name the objects."""
        return Nest(id(self), self.read, (self.column,), self.columns[0])


@dataclass
class GatheredHanging:
    """Objects by the keys in several columns, each once."""

    made: Gathered
    target: Target
    many: bool = True
    nullable: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the keys."""
        return self.made.columns

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """Lists of objects."""
        wanted = {key: [one for one in dict.fromkeys(key) if one is not None] for key in keys}
        every = list(dict.fromkeys(one for ones in wanted.values() for one in ones))
        found = await self.target.load(asking, every) if every else {}
        return {key: [found[one] for one in ones if one in found] for key, ones in wanted.items()}

    def nest(self) -> Nest | None:
        """Objects by several keys are not nested."""
        return None


@dataclass
class ReadHanging:
    """What a read gives for a key: rows that become objects, picked ones, or a value made of them."""

    made: Related
    given: Given
    output: Output
    names: tuple[str, ...]
    nullable: bool
    many: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the key, and the one that the value is also made of."""
        return self.made.key if self.made.own is None else (*self.made.key, self.made.own)

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """What the output makes of each key's rows."""
        made, arguments = self.made, self.given(asking.variables)
        bare = keys if made.own is None else [key[0] for key in keys]
        found = await self._found(asking, bare, arguments)
        if made.pick is not None:
            found = [made.pick(rows, **arguments) for rows in found]
        elif made.value is not None and made.own is None:
            found = [made.value(rows) for rows in found]
        elif made.value is not None:
            found = [made.value(rows, key[1]) for rows, key in zip(found, keys, strict=True)]
        return dict(zip(keys, await self.output.load(asking, found), strict=True))

    async def _found(self, asking: Asking, keys: Sequence[Any], arguments: Mapping[str, Any]) -> list[Any]:
        """Rows of each key: few columns where the read is a relation, else what it gives."""
        if isinstance(self.made.read, ToMany):
            rows = await asking.related(self, self.made.read, self.names, keys)
            kind = columns_class(self.names)
            groups = grouped(rows, [kind(*row[FIRST:]) for row in rows])
            return [groups.get(key, []) for key in keys]
        asked: Sequence[Any] = [UUID(key) if isinstance(key, str) else key for key in keys]
        if self.made.asks is not None:
            further = self.made.asks(**arguments)
            asked = [(key, *further) for key in asked]
        return await asking.rows(self.made.read, asked)

    def nest(self) -> Nest | None:
        """Rows of a relation; what hangs on the picked ones is read after they are picked."""
        if not isinstance(self.made.read, ToMany):
            return None
        return Nest(id(self), self.made.read, self.names, self.made.key[0], looked_at=True)


@dataclass
class TermHanging:
    """Terms by their codes and the language of the row."""

    made: Term
    kind: Any
    output: Output
    steady: bool
    by_language: bool
    nullable: bool
    many: bool = False
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def columns(self) -> tuple[str, ...]:
        """The code, or the codes, and the language where labels follow it."""
        return (self.made.column, "lang") if self.by_language else (self.made.column,)

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """An object for each code and language."""
        memory = asking.run.memory
        kept = memory.made((self.number, asking.languages)) if self.steady else {}
        missing = [key for key in keys if key not in kept and not (self.by_language and key[0] is None)]
        if missing:
            terms = [self.kind(row=self._ref(key)) for key in missing]
            objects = await self.output.load(asking, terms)
            for key, one in zip(missing, objects, strict=True):
                memory.keep(kept, key, orjson.dumps(one))
        return kept

    def _ref(self, key: Any) -> TermRef:
        code, own = key if self.by_language else (key, None)
        return term_ref(self.made.taxonomy, code, own)

    def nest(self) -> Nest | None:
        """Terms are kept in memory."""
        return None


@dataclass
class PartsHanging:
    """Objects of the rows that a column holds."""

    columns: tuple[str, ...]
    shape: Shape
    many: bool = True
    nullable: bool = False

    async def load(self, asking: Asking, keys: Sequence[Any]) -> dict[Any, Any]:
        """Lists of objects by the identity of the tuples."""
        rows = [row for key in keys for row in key]
        made = iter(await self.shape.load(asking, self.shape.rows_of(rows)))
        return {id(key): [next(made) for _ in key] for key in keys}

    def nest(self) -> Nest | None:
        """They are there already."""
        return None
