"""Makes scripts of what is selected, by the declarations of its fields, if PostgreSQL can write all of it."""

from collections.abc import Callable
from datetime import date
from itertools import count

from graphql import GraphQLObjectType

from hub.store.compiled import writing as sql
from hub.store.compiled.json_text import ODD
from hub.store.compiled.memory import SHARED
from hub.store.compiled.writing import Part, script_of
from hub.store.reads.relation import ToMany, ToOne
from schema.declarations import Column, Embedded, GlobalId, Made, Related, Same, Term
from schema.plan import leaves
from schema.plan.hanging import TermHanging
from schema.plan.loading import Hanging
from schema.plan.reading import TYPENAME, Asked, NotPlanned, Reading, enum_of, is_list, named
from schema.plan.values import made_of
from schema.plan.writing import CURSOR, Content, Fill, Filler, Hung, HungTerms, Json, Names, Odd, Writing

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
        hanging: Callable[[GraphQLObjectType, Asked], Hanging],
    ) -> None:
        """`terms` and `hanging` make what Python loads for holes."""
        self._reading = reading
        self._terms = terms
        self._hanging = hanging
        self._holes: dict[int, Content] = {ODD: Content((Fill(Odd(), slice(0, 1)),))}
        self._reads = False
        self._numbers = count()

    def objects(self, kind: GraphQLObjectType, asked: Asked) -> Writing:
        """How the objects of one type that a field gives are written."""
        return self._made(self._object(kind, asked))

    def edges(self, asked: Asked) -> Writing:
        """How the edges of a connection are written."""
        kind = named(asked.kind)

        def write(one: Asked) -> Parts:
            if one.name == "cursor":
                return [CURSOR]
            return self._object(named(one.kind), one) if one.name == "node" else self._field(kind, one)

        return self._made(self._members(kind, asked, write))

    def _made(self, parts: Parts) -> Writing:
        return Writing(script_of(self._merged(parts)), self._holes, self._reads)

    def _object(self, kind: GraphQLObjectType, asked: Asked) -> Parts:
        return self._members(kind, asked, lambda one: self._field(kind, one))

    def _members(self, kind: GraphQLObjectType, asked: Asked, write: Callable[[Asked], Parts]) -> Parts:
        parts: Parts = ["{"]
        for key, details in self._reading.below(kind, asked.details).items():
            parts.append(f'{"," if len(parts) > 1 else ""}"{key}":')
            if details[0].node.name.value == TYPENAME:
                parts.append(f'"{kind.name}"')
            else:
                parts += write(self._reading.asked(kind, key, details))
        return [*parts, "}"]

    def _field(self, kind: GraphQLObjectType, asked: Asked) -> Parts:
        """What stands under a field's key in objects of a type."""
        made = made_of(asked)
        if isinstance(made, Column):
            return [self._column(made.name, asked)]
        if isinstance(made, GlobalId):
            return [sql.Identity(made.typename, made.columns, made.separator)]
        if isinstance(made, Same):
            return self._object(named(asked.kind), asked)
        if isinstance(made, Embedded):
            return [self._embedded(made, asked)]
        if isinstance(made, Term):
            return [self._term(made, asked)]
        rows = self._rows(made, asked) if isinstance(made, Related) else None
        return [rows or self._loaded(kind, made, asked)]

    def _column(self, name: str, asked: Asked) -> Part:
        enum, many = enum_of(asked.kind), is_list(asked.kind)
        if enum is not None:
            return self._hole(Names(leaves.names_of(enum), many), (name,), nullable=asked.nullable)
        scalar = named(asked.kind).name
        if scalar == "JSON" and not many:
            return self._hole(Json(), (name,), nullable=asked.nullable)
        kind = _KINDS.get(scalar)
        if kind is None or (many and kind is not str):
            raise NotPlanned(asked.place)
        return sql.Value(name, list if many else kind, asked.nullable)

    def _hole(self, filler: Filler, columns: tuple[str, ...], *, nullable: bool) -> Part:
        content = Content((Fill(filler, slice(0, len(columns))),))
        return self._numbered(content, tuple((name, nullable) for name in columns))

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
        fills = [fill for hole in (left, right) for fill in self._holes[hole.number].fills]
        return len(fills) <= MOST_MERGED and all(fill.filler.few for fill in fills)

    def _both(self, left: sql.Hole, between: str, right: sql.Hole) -> sql.Hole:
        first, second = self._holes.pop(left.number), self._holes.pop(right.number)
        columns = len(left.columns)
        moved = (
            Fill(one.filler, slice(one.of.start + columns, one.of.stop + columns))
            if isinstance(one, Fill)
            else one
            for one in second.pieces
        )
        content = Content((*first.pieces, between.encode(), *moved))
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
            return self._hole(HungTerms(hanging, hanging.steady), hanging.columns, nullable=False)
        filler = Hung(hanging, hanging.steady, few=True)
        return self._hole(filler, hanging.columns, nullable=asked.nullable)

    def _rows(self, made: Related, asked: Asked) -> Part | None:
        """Rows that PostgreSQL finds and writes, if they are such."""
        if made.via is not None or made.value is not None or made.pick is not None or made.read in SHARED:
            return None
        if not isinstance(made.read, ToMany | ToOne):
            return None
        parts = self._merged(self._object(named(asked.kind), asked))
        if isinstance(made.read, ToMany):
            return sql.Many(made.read, made.key[0], parts)
        return sql.One(made.read, made.key[0], parts, asked.nullable)

    def _loaded(self, kind: GraphQLObjectType, made: Made, asked: Asked) -> Part:
        """What Python loads by a key, for all rows at once."""
        hanging = self._hanging(kind, asked)
        shared = isinstance(made, Related) and made.read in SHARED and made.via is None
        self._reads |= not shared
        filler = Hung(hanging, steady=shared and self._reading.steady(asked))
        return self._hole(filler, hanging.columns, nullable=True)
