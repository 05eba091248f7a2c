"""Which field makes an operation too expensive, and what to lower there. Asked only of what is refused.

From the root down the part that asks for most is followed as long as it is most of the whole. Of the fields
on this way whose length a client chooses, the one with the greatest length is named; of equals the innermost,
since it is asked for most often.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLNamedType,
    InlineFragmentNode,
    SelectionSetNode,
)

from schema.guards.costs import Variables
from schema.guards.measures import Measures, OperationMeasures
from schema.guards.pricing import Pricing
from schema.guards.weights import BY_ARGUMENT

#: The way goes on into a field that asks for at least so much of the whole operation.
_MOST: Final = 0.5
#: What to change where a question is about much of a state.
SMALLER: Final = "ask within a smaller territory, or with a key"


class Limits(Protocol):
    """The limits that bear on costs."""

    @property
    def page_size(self) -> int: ...
    @property
    def nodes(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Weight:
    """A selected field with the nodes that it asks for each time.

    `length` is what its `argument` chooses, and `fixed` are the nodes that do not hang on it, where that is
    known at once. `named` are those that what its arguments name is counted as, as a territory is.
    `within` are the fragments that the field stands in.
    """

    key: str
    nodes: int
    node: FieldNode
    type: GraphQLNamedType | None
    inner_times: int = 1
    inner_page: int = 0
    length: int = 0
    argument: str = ""
    fixed: int | None = None
    named: int = 0
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heaviest:
    """The field to change: its path, and what to change about it."""

    path: str
    advice: str


class _Scale:
    """Weighs selections of one document for the variables of one request."""

    def __init__(self, measures: Measures, variables: Variables, largest: int) -> None:
        self._schema = measures.schema
        self._pricing = Pricing(measures.schema)
        self._variables = variables
        self._largest = largest
        self._fragments = {
            node.name.value: node
            for node in measures.document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }

    def fields(
        self, selected: SelectionSetNode, on: GraphQLNamedType | None, page: int, within: tuple[str, ...] = ()
    ) -> Iterator[Weight]:
        """The fields of a selection with their nodes; `within` are fragments that are open already."""
        for node in selected.selections:
            if isinstance(node, FieldNode):
                yield self._field(node, on, page, within)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                below = on if condition is None else self._schema.get_type(condition.name.value)
                yield from self.fields(node.selection_set, below, page, within)
            else:
                name = node.name.value  # type: ignore[attr-defined]
                fragment = self._fragments.get(name)
                if fragment is not None and name not in within:
                    below = self._schema.get_type(fragment.type_condition.name.value)
                    yield from self.fields(fragment.selection_set, below, page, (*within, name))

    def _field(
        self, node: FieldNode, on: GraphQLNamedType | None, page: int, within: tuple[str, ...]
    ) -> Weight:
        priced = self._pricing.field(on, node)
        times, inner_page, length, argument, own = priced.elements, 0, 0, "", priced.own
        named = sum(each.of(self._variables) for each in priced.texts)
        own += named
        if priced.values is not None:
            values, price, each = priced.values
            length = values.of(self._variables)
            argument = BY_ARGUMENT[on.name if on else "", node.name.value][0]
            own += length * price
            times = length if each else times
        elif priced.page is not None:
            length = inner_page = priced.page.of(self._variables, self._largest)
            argument = "last" if any(one.name.value == "last" for one in node.arguments or ()) else "first"
            own += length
        elif priced.is_edges:
            times = page
        below = 0
        if node.selection_set is not None:
            below = sum(
                each.nodes for each in self.fields(node.selection_set, priced.type, inner_page, within)
            )
        key = (node.alias or node.name).value
        fixed = None
        if priced.values is not None:
            fixed = priced.own + (0 if priced.values[2] else times * below)
        nodes = own + times * below
        return Weight(
            key, nodes, node, priced.type, times, inner_page, length, argument, fixed, named, within
        )

    def fixed(self, weight: Weight) -> int:
        """The nodes of a field that another length would not change."""
        if weight.fixed is not None:
            return weight.fixed
        selected = weight.node.selection_set
        return (
            sum(part.nodes for part in self.fields(selected, weight.type, 0, weight.within))
            if selected
            else 0
        )


def heaviest(measures: Measures, operation: OperationMeasures, given: Variables, limits: Limits) -> Heaviest:
    """The field that asks for most with the variables that are `given`, their defaults among them."""
    scale = _Scale(measures, given, limits.page_size)
    on: GraphQLNamedType | None = measures.schema.get_root_type(operation.node.operation)
    selected, page, times = operation.node.selection_set, 0, 1
    whole = sum(each.nodes for each in scale.fields(selected, on, 0))
    path: list[str] = []
    chosen: tuple[str, Weight, int] | None = None
    within: tuple[str, ...] = ()
    while True:
        most = max(scale.fields(selected, on, page, within), key=lambda each: each.nodes, default=None)
        if most is None or (path and most.nodes * times < _MOST * whole):
            break
        path.append(most.key)
        if most.named * times >= _MOST * whole:
            return Heaviest(".".join(path), SMALLER)
        if most.argument and (chosen is None or most.length >= chosen[1].length):
            chosen = (".".join(path), most, times)
        if most.node.selection_set is None:
            break
        times *= max(most.inner_times, 1)
        on, selected, page, within = most.type, most.node.selection_set, most.inner_page, most.within
    if chosen is None:
        return Heaviest(".".join(path), "select less below it")
    place, weight, often = chosen
    fixed = scale.fixed(weight)
    changing = (weight.nodes - fixed) * often
    left = limits.nodes - (whole - changing)
    return Heaviest(place, _advice(weight, often, left * weight.length // max(changing, 1)))


def _advice(weight: Weight, often: int, fitting: int) -> str:
    """What to change at a field; at a length of `fitting`, if that is positive, the operation is served."""
    asked = f"it asks for {weight.length}" + (f", {often} times over" if often > 1 else "")
    if fitting < 1:
        return f"{asked}; lower its `{weight.argument}`, and that of lists around it"
    return f"{asked}; lower its `{weight.argument}` to {fitting} or less"
