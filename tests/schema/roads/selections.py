"""Selections: fields with arguments and aliases, fragments, directives, the same field more than once."""

from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
)
from hypothesis import strategies as st

from tests.schema.roads.arguments import Arguments, Given
from tests.schema.roads.chances import chance, pick, several
from tests.schema.roads.scopes import Entry, Scope
from tests.schema.roads.writing import Writer

Composite = GraphQLObjectType | GraphQLInterfaceType
#: Fields that lead to what a list is about, and how often, in percent, they are selected.
LEADING = {"edges": 85, "node": 90, "totalCount": 35, "pageInfo": 25, "cells": 90, "buckets": 90}
DEEPEST = 8
MOST_ROWS = 200
SPAN = 30


@dataclass(frozen=True)
class Fragment:
    """A named fragment: its type condition, its selections as text, and the names it brings."""

    on: str
    text: str
    scope: Scope


class Selections:
    """Draws the selections of one operation; past SPAN fields only leaves are added."""

    def __init__(self, schema: GraphQLSchema, arguments: Arguments, writer: Writer) -> None:
        self.schema = schema
        self.draw: st.DrawFn = writer.draw
        self.arguments = arguments
        self.writer = writer
        self.fragments: dict[str, Fragment] = {}
        self.fields = 0
        self.aliases = 0

    def of(self, kind: Composite, scope: Scope, depth: int, rows: int, types: list[str] | None = None) -> str:
        """A selection set of a type in braces; `types` are those that nodes of an interface may have."""
        if isinstance(kind, GraphQLInterfaceType):
            parts = self._interface(kind, scope, depth, rows, types or [])
        else:
            parts = [
                part
                for name in self._names(kind, depth, rows)
                for part in self.field(kind, name, scope, depth, rows)
            ]
            parts += self._extras(kind, scope, depth, rows)
        if not parts or chance(self.draw, 12):
            parts.append(self._typename(scope))
        return f"{{ {' '.join(parts)} }}"

    def _names(self, kind: Composite, depth: int, rows: int) -> list[str]:
        """Fields of a type to select: some leaves, and less of what leads on the deeper it is."""
        leaves = [name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type))]
        inner = [name for name in kind.fields if name not in leaves]
        forced = [name for name in kind.fields if name in LEADING and chance(self.draw, LEADING[name])]
        most = 0 if self.fields > SPAN or depth >= DEEPEST or rows > MOST_ROWS else 3 if depth < 6 else 1
        chosen = several(self.draw, leaves, 0 if forced else 1, 4) + several(self.draw, inner, 0, most)
        if most == 0:
            forced = [name for name in forced if name in leaves]
        names = list(dict.fromkeys([*forced, *chosen]))
        return names if chance(self.draw, 70) else names[::-1]

    def field(self, kind: Composite, name: str, scope: Scope, depth: int, rows: int) -> list[str]:
        """A field, at times twice: under its name once more, or with other arguments under another name."""
        field = kind.fields[name]
        given = self.arguments.of(name, field, rows)
        first = self._field(kind, name, field, given, scope, depth, rows)
        if not chance(self.draw, 3 if is_leaf_type(get_named_type(field.type)) else 8):
            return [first]
        if field.args and chance(self.draw, 60):
            given = self.arguments.of(name, field, rows)
        return [first, self._field(kind, name, field, given, scope, depth, rows)]

    def _field(
        self,
        kind: Composite,
        name: str,
        field: GraphQLField,
        given: Given,
        scope: Scope,
        depth: int,
        rows: int,
    ) -> str:
        self.fields += 1
        target = get_named_type(field.type)
        below = None if is_leaf_type(target) else Scope()
        arguments = self._arguments(field, given)
        entry = Entry(kind.name, name, arguments, str(field.type), below)
        key = self._alias() if chance(self.draw, 10) else name
        if not scope.allows(key, entry):
            key = self._alias()
        entry = scope.entries.setdefault(key, entry)
        alias = "" if key == name else f"{key}: "
        text = f"{alias}{name}{arguments}{self._directives()}"
        if entry.below is None:
            return text
        return f"{text} {self.of(target, entry.below, depth + 1, rows * given.rows, given.types)}"

    def _arguments(self, field: GraphQLField, given: Given) -> str:
        parts = [
            f"{key}: {self.writer.written(value, field.args[key].type)}"
            for key, value in given.arguments.items()
        ]
        for key, argument in field.args.items():
            if key not in given.arguments and not is_non_null_type(argument.type) and chance(self.draw, 4):
                nothing = self.writer.missing(argument.type) if chance(self.draw, 50) else "null"
                parts.append(f"{key}: {nothing}")
        return f"({', '.join(parts)})" if parts else ""

    def _interface(self, kind: Composite, scope: Scope, depth: int, rows: int, types: list[str]) -> list[str]:
        names = [found.name for found in self.schema.get_implementations(kind).objects]
        wanted = [*dict.fromkeys(types), *several(self.draw, names, 0 if types else 1, 2)]
        parts = ["id"] if chance(self.draw, 40) else []
        return parts + [
            self._inline(self.schema.type_map[name], scope, depth, rows) for name in dict.fromkeys(wanted)
        ]

    def _inline(self, kind: Any, scope: Scope, depth: int, rows: int, condition: bool = True) -> str:
        on = f" on {kind.name}" if condition else ""
        return f"...{on}{self._directives()} {self.of(kind, scope, depth, rows)}"

    def _extras(self, kind: GraphQLObjectType, scope: Scope, depth: int, rows: int) -> list[str]:
        """Fragments beside the fields."""
        parts = []
        if depth and self.fields <= SPAN and chance(self.draw, 7):
            parts.append(self._inline(kind, scope, depth + 1, rows, condition=chance(self.draw, 60)))
        if kind.interfaces and chance(self.draw, 5):
            parts.append("... on Node { id }")
        if self.fields <= SPAN and chance(self.draw, 8):
            parts += self._named(kind, scope, depth, rows)
        fitting = [name for name, fragment in self.fragments.items() if fragment.on == kind.name]
        if fitting and chance(self.draw, 50):
            parts += self._spread(pick(self.draw, fitting), scope)
        return parts

    def _named(self, kind: GraphQLObjectType, scope: Scope, depth: int, rows: int) -> list[str]:
        own = Scope()
        text = self.of(kind, own, depth + 1, rows)
        if not scope.merges(own):
            return []
        name = f"F{len(self.fragments)}"
        self.fragments[name] = Fragment(kind.name, text, own)
        return self._spread(name, scope)

    def _spread(self, name: str, scope: Scope) -> list[str]:
        own = self.fragments[name].scope
        if not scope.merges(own):
            return []
        scope.absorb(own)
        return [f"...{name}{self._directives()}"]

    def _typename(self, scope: Scope) -> str:
        entry = Entry("", "__typename", "", "String!", None)
        key = (
            "__typename" if scope.allows("__typename", entry) and not chance(self.draw, 20) else self._alias()
        )
        scope.entries[key] = entry
        return "__typename" if key == "__typename" else f"{key}: __typename"

    def _alias(self) -> str:
        self.aliases += 1
        return f"a{self.aliases}"

    def _directives(self) -> str:
        if not chance(self.draw, 5):
            return ""
        name = "skip" if chance(self.draw, 50) else "include"
        holds = chance(self.draw, 40)
        both = " @skip(if: false)" if name == "include" and chance(self.draw, 10) else ""
        return f" @{name}(if: {self.writer.condition(holds)}){both}"
