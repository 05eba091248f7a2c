"""Writes values into documents: as literals, as variables, or as literals with variables inside."""

import json
from typing import Any

from graphql import (
    GraphQLInputType,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from hypothesis import strategies as st

from tests.schema.roads.chances import chance


class Writer:
    """Collects the variables of one operation. `share` is how often, in percent, a value becomes one."""

    def __init__(self, draw: st.DrawFn, share: int) -> None:
        self.draw = draw
        self.share = share
        self.definitions: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self._known: dict[str, str] = {}

    def written(self, value: Any, kind: GraphQLInputType) -> str:
        """The text of a value at a place of this type."""
        if chance(self.draw, self.share):
            return self.variable(value, kind)
        return self._literal(value, kind)

    def variable(self, value: Any, kind: GraphQLInputType) -> str:
        """A variable that holds the value; equal ones of one type are at times the same variable."""
        if value is not None and not is_non_null_type(kind) and chance(self.draw, 30):
            return self._defined(value, f"{kind}!", kind)
        return self._defined(value, str(kind), kind)

    def missing(self, kind: GraphQLInputType) -> str:
        """A nullable variable that no value is sent for: as if the argument were not there."""
        name = f"v{len(self.definitions)}"
        self.definitions[name] = str(kind)
        return f"${name}"

    def _defined(self, value: Any, declared: str, kind: GraphQLInputType) -> str:
        key = f"{declared} {json.dumps(value)}"
        if key in self._known:
            return self._known[key]
        name = f"v{len(self.definitions)}"
        if value is not None and chance(self.draw, 15):
            # A default holds where no value is sent, and gives way to one that is.
            self.definitions[name] = f"{declared} = {literal(value, kind)}"
            if chance(self.draw, 30):
                self.values[name] = value
        else:
            self.definitions[name] = declared
            self.values[name] = self._sent(value, kind)
        self._known[key] = f"${name}"
        return f"${name}"

    def _sent(self, value: Any, kind: GraphQLInputType) -> Any:
        """The value as JSON; a list of one is at times sent as the one."""
        inner = kind.of_type if is_non_null_type(kind) else kind
        if is_list_type(inner) and isinstance(value, list) and len(value) == 1 and chance(self.draw, 15):
            return value[0]
        return value

    def _literal(self, value: Any, kind: GraphQLInputType) -> str:
        inner = kind.of_type if is_non_null_type(kind) else kind
        if is_list_type(inner) and isinstance(value, list):
            items = [self.written(item, inner.of_type) for item in value]
            if len(items) == 1 and not items[0].startswith("$") and chance(self.draw, 15):
                return items[0]
            return f"[{', '.join(items)}]"
        if is_input_object_type(inner) and isinstance(value, dict):
            pairs = [f"{name}: {self.written(part, inner.fields[name].type)}" for name, part in value.items()]
            return f"{{{', '.join(pairs)}}}"
        return literal(value, kind)

    def condition(self, holds: bool) -> str:
        """A Boolean! for @skip and @include."""
        if chance(self.draw, 50):
            name = "yes" if holds else "no"
            self.definitions.setdefault(name, "Boolean!")
            self.values[name] = holds
            return f"${name}"
        return "true" if holds else "false"


def literal(value: Any, kind: GraphQLInputType | None = None) -> str:
    """A value as GraphQL writes it; enum values of a known type stand without quotes."""
    inner = kind.of_type if kind is not None and is_non_null_type(kind) else kind
    if isinstance(value, list):
        item = inner.of_type if is_list_type(inner) else None
        return f"[{', '.join(literal(one, item) for one in value)}]"
    if isinstance(value, dict):
        fields = inner.fields if is_input_object_type(inner) else {}
        pairs = [
            f"{key}: {literal(one, fields[key].type if key in fields else None)}"
            for key, one in value.items()
        ]
        return f"{{{', '.join(pairs)}}}"
    if is_list_type(inner):
        return literal(value, inner.of_type)
    if is_enum_type(inner) and isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
