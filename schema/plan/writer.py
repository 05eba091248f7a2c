"""Makes scripts of what is selected, by the declarations of its fields, if PostgreSQL can write all of it."""

from collections.abc import Callable
from datetime import date
from itertools import count

from graphql import GraphQLObjectType

from hub.store.compiled import writing as sql
from hub.store.compiled.memory import SHARED
from hub.store.compiled.writing import Part, Script
from hub.store.reads.relation import ToMany, ToOne
from schema.declarations import Column, Embedded, GlobalId, Related, Same, Term
from schema.plan import leaves
from schema.plan.hanging import OneHanging, TermHanging
from schema.plan.reading import TYPENAME, Asked, NotPlanned, Reading, enum_of, is_list, named
from schema.plan.values import made_of
from schema.plan.writing import CURSOR, Content, Fill, Filler, Hung, HungTerms, Names, Odd, Writing

#: Kinds of columns by the scalars that they are written as.
_KINDS: dict[str, type] = {
    "String": str,
    "ID": str,
    "Boolean": bool,
    "Int": int,
    "Float": float,
    "Date": date,
}

#: How many values one hole may hold.
MOST_MERGED = 3

#: The parts of one field's value.
Parts = list[Part]


class Writer:
    """One script with its fillers. Its methods raise NotPlanned for what only Python can write."""

    def __init__(
        self,
        reading: Reading,
        terms: Callable[[Term, Asked], TermHanging],
        one: Callable[[Related, Asked], OneHanging],
    ) -> None:
        """`terms` and `one` make what Python loads for holes."""
        self._reading = reading
        self._terms = terms
        self._one = one
        self._holes: dict[int, Content] = {sql.ODD: (Fill(Odd(), slice(0, 1)),)}
        self._numbers = count()

    def objects(self, kind: GraphQLObjectType, asked: Asked) -> Writing:
        """How the objects of one type that a field gives are written."""
        return self._made(self._members(kind, asked, self._field))

    def edges(self, asked: Asked) -> Writing:
        """How the edges of a connection are written."""
        return self._made(self._members(named(asked.kind), asked, self._of_edge))

    def _made(self, parts: Parts) -> Writing:
        return Writing(Script(self._merged(parts)), self._holes)

    def _object(self, asked: Asked) -> Parts:
        return self._members(named(asked.kind), asked, self._field)

    def _members(self, kind: GraphQLObjectType, asked: Asked, write: Callable[[Asked], Parts]) -> Parts:
        parts: Parts = ["{"]
        for key, details in self._reading.below(kind, asked.details).items():
            parts.append(f'{"," if len(parts) > 1 else ""}"{key}":')
            if details[0].node.name.value == TYPENAME:
                parts.append(f'"{kind.name}"')
            else:
                parts += write(self._reading.asked(kind, key, details))
        return [*parts, "}"]

    def _of_edge(self, asked: Asked) -> Parts:
        if asked.name == "cursor":
            return [CURSOR]
        return self._object(asked) if asked.name == "node" else self._field(asked)

    def _field(self, asked: Asked) -> Parts:
        made = made_of(asked)
        if isinstance(made, Column):
            return [self._column(made.name, asked)]
        if isinstance(made, GlobalId):
            return [sql.Identity(made.typename, made.columns, made.separator)]
        if isinstance(made, Same):
            return self._object(asked)
        if isinstance(made, Embedded):
            return [self._embedded(made, asked)]
        if isinstance(made, Term):
            return [self._term(made, asked)]
        if isinstance(made, Related):
            return [self._related(made, asked)]
        raise NotPlanned(asked.name)

    def _column(self, name: str, asked: Asked) -> Part:
        enum, many = enum_of(asked.kind), is_list(asked.kind)
        if enum is not None:
            return self._hole(Names(leaves.names_of(enum), many), (name,), asked)
        kind = list if many else _KINDS.get(named(asked.kind).name)
        if kind is None or (many and _KINDS.get(named(asked.kind).name) is not str):
            raise NotPlanned(asked.name)
        return sql.Value(name, kind, asked.nullable)

    def _hole(self, filler: Filler, columns: tuple[str, ...], asked: Asked) -> Part:
        content = (Fill(filler, slice(0, len(columns))),)
        return self._numbered(content, tuple((name, asked.nullable) for name in columns))

    def _numbered(self, content: Content, columns: tuple[tuple[str, bool], ...]) -> sql.Hole:
        hole = sql.Hole(next(self._numbers), columns)
        self._holes[hole.number] = content
        return hole

    def _merged(self, parts: Parts) -> tuple[Part, ...]:
        """The parts, with holes of few keys beside each other as one: half the holes are half the work."""
        found: Parts = []
        for part in parts:
            if isinstance(part, str) and found and isinstance(found[-1], str):
                found[-1] += part
            else:
                found.append(part)
            match found[-3:]:
                case [sql.Hole() as left, str() as between, sql.Hole() as right] if self._fit(left, right):
                    found[-3:] = [self._both(left, between, right)]
        return tuple(found)

    def _fit(self, left: sql.Hole, right: sql.Hole) -> bool:
        fills = [one for hole in (left, right) for one in self._holes[hole.number] if isinstance(one, Fill)]
        return len(fills) <= MOST_MERGED and all(one.filler.few for one in fills)

    def _both(self, left: sql.Hole, between: str, right: sql.Hole) -> sql.Hole:
        columns = len(left.columns)
        moved = (
            one
            if isinstance(one, bytes)
            else Fill(one.filler, slice(one.of.start + columns, one.of.stop + columns))
            for one in self._holes.pop(right.number)
        )
        content = (*self._holes.pop(left.number), between.encode(), *moved)
        return self._numbered(content, left.columns + right.columns)

    def _embedded(self, made: Embedded, asked: Asked) -> Part:
        columns = dict(made.fields)

        def write(one: Asked) -> Parts:
            return [self._column(columns[str(one.field.python_name)], one)]

        parts = self._members(named(asked.kind), asked, write)
        return sql.Embedded(tuple(columns.values()), self._merged(parts), asked.nullable)

    def _term(self, made: Term, asked: Asked) -> Part:
        hanging = self._terms(made, asked)
        if is_list(asked.kind):
            return self._hole(HungTerms(hanging, hanging.steady), hanging.columns, asked)
        return self._hole(
            Hung(hanging, str, asked.nullable, hanging.steady, few=True), hanging.columns, asked
        )

    def _related(self, made: Related, asked: Asked) -> Part:
        plain = made.via is None and made.value is None and made.pick is None
        if plain and isinstance(made.read, ToMany):
            return sql.Many(made.read, made.key[0], self._merged(self._object(asked)))
        if not plain or not isinstance(made.read, ToOne):
            raise NotPlanned(asked.name)
        if made.read in SHARED:
            hanging, steady = self._one(made, asked), self._reading.steady(asked)
            filler = Hung(hanging, made.read.key_kind, asked.nullable, steady, few=False)
            return self._hole(filler, made.key, asked)
        return sql.One(made.read, made.key[0], self._merged(self._object(asked)), asked.nullable)
