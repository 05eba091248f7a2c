"""How many nodes a selection asks for, as a sum whose page sizes may be variables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ArgumentNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
)

from hub.domain.filter_checks import DEFAULT_PAGE_SIZE

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument's value: written down, or a variable's; `fixed` is None where it is absent or null."""

    fixed: Any = None
    variable: str | None = None

    def value(self, variables: Variables) -> Any:
        """What the argument holds in a request; the request's variables are not coerced yet."""
        return self.fixed if self.variable is None else variables.get(self.variable)


@dataclass(frozen=True, slots=True)
class PageSize:
    """How many nodes a connection's arguments ask for."""

    first: Argument
    last: Argument

    def of(self, variables: Variables, largest: int) -> int:
        """A size that no page may have is refused where the page is read, and counts as the largest."""
        sizes = [
            value
            for value in (self.first.value(variables), self.last.value(variables))
            if isinstance(value, int) and not isinstance(value, bool)
        ]
        return min(max(*sizes, 0) if sizes else DEFAULT_PAGE_SIZE, largest)


@dataclass(frozen=True, slots=True)
class Length:
    """How many values a list argument holds; one value stands for a list of one."""

    items: Argument

    def of(self, variables: Variables) -> int:
        """The number of values."""
        value = self.items.value(variables)
        return len(value) if isinstance(value, list) else int(value is not None)


@dataclass(frozen=True, slots=True)
class TextPrice:
    """Nodes that hang on a text, in an argument or in fields of its object; None where it is not given."""

    node: ValueNode | None
    path: tuple[str, ...]
    price: Callable[[str | None], int]

    def of(self, variables: Variables) -> int:
        """The nodes for the text that a request holds."""
        value = _value_at(self.node, self.path, variables)
        return self.price(value if isinstance(value, str) else None)


def _value_at(node: ValueNode | None, path: tuple[str, ...], variables: Variables) -> Any:
    """What stands at a path of a value that is written down, of a variable, or half of each."""
    for place, name in enumerate(path):
        if isinstance(node, VariableNode):
            held = variables.get(node.name.value)
            for key in path[place:]:
                held = held.get(key) if isinstance(held, Mapping) else None
            return held
        fields = node.fields if isinstance(node, ObjectValueNode) else ()
        node = next((each.value for each in fields if each.name.value == name), None)
    if isinstance(node, VariableNode):
        return variables.get(node.name.value)
    return node.value if isinstance(node, StringValueNode) else None


@dataclass(slots=True)
class Cost:
    """The nodes of a selection: those that are certain, and parts that hang on pages, lists and variables.

    `pages` are connections, each with what is selected of it; `edges` is what one edge costs of the
    connection that the selection belongs to; `lists` are parts that count as often as said, `lengths` nodes
    for each value of an argument, `texts` nodes that hang on a text.
    """

    certain: int = 0
    pages: list[tuple[PageSize, "Cost"]] = field(default_factory=list)
    edges: list["Cost"] = field(default_factory=list)
    lists: list[tuple[int, "Cost"]] = field(default_factory=list)
    lengths: list[tuple[Length, int, "Cost | None"]] = field(default_factory=list)
    texts: list[TextPrice] = field(default_factory=list)

    def add(self, part: "Cost", times: int = 1) -> None:
        """Count a part so often; parts without variables melt into one number."""
        if part.pages or part.edges or part.lists or part.lengths or part.texts:
            self.lists.append((times, part))
        else:
            self.certain += times * part.certain

    def of(self, variables: Variables, largest: int, page: int = 0) -> int:
        """The number of nodes: with these variables, for pages of at most `largest`, on a page of `page`."""
        total = self.certain
        for size, part in self.pages:
            length = size.of(variables, largest)
            total += length + part.of(variables, largest, length)
        for part in self.edges:
            total += page * part.of(variables, largest)
        for times, part in self.lists:
            total += times * part.of(variables, largest, page)
        for values, price, element in self.lengths:
            each = price if element is None else price + element.of(variables, largest)
            total += values.of(variables) * each
        return total + sum(each.of(variables) for each in self.texts)


def defaults_of(definitions: tuple[VariableDefinitionNode, ...]) -> dict[str, Any]:
    """The default values that an operation's variables have."""
    return {
        definition.variable.name.value: _literal(definition.default_value)
        for definition in definitions
        if definition.default_value is not None
    }


def argument(given: tuple[ArgumentNode, ...] | None, name: str) -> Argument:
    """The argument of this name."""
    for node in given or ():
        if node.name.value == name:
            if isinstance(node.value, VariableNode):
                return Argument(variable=node.value.name.value)
            return Argument(_literal(node.value))
    return Argument()


def value_node(given: tuple[ArgumentNode, ...] | None, name: str) -> ValueNode | None:
    """What is written for the argument of this name."""
    return next((node.value for node in given or () if node.name.value == name), None)


def _literal(node: ValueNode) -> Any:
    """Numbers and the lengths of lists; other values have no bearing on costs."""
    if isinstance(node, IntValueNode):
        return int(node.value) if len(node.value) < 12 else 10**12
    if isinstance(node, ListValueNode):
        return [None] * len(node.values)
    return None if isinstance(node, NullValueNode) else ""
