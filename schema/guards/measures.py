"""Counts a document once, however often its fragments are spread: each fragment is counted once.

Fragments are counted before those that spread them, so that nothing recurses through chains of fragments;
a spread that would close a cycle counts nothing, and validation refuses the document for it.
"""

from dataclasses import dataclass, field
from functools import cached_property

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from schema.guards.costs import Cost, Variables, defaults_of
from schema.guards.overlaps import overlaps
from schema.guards.pricing import INTROSPECTION, Pricing
from schema.guards.spreads import innermost_first


@dataclass(slots=True)
class Selected:
    """A selection with its fragments expanded: fields in all, fields at its top, levels, nodes.

    `depth` leaves introspection out, which nests deep by nature and whose lists validation bounds.
    """

    fields: int = 0
    top: int = 0
    depth: int = 0
    cost: Cost = field(default_factory=Cost)


@dataclass(frozen=True, slots=True)
class OperationMeasures:
    """One operation; `defaults` are those of its variables."""

    selected: Selected
    defaults: Variables
    node: OperationDefinitionNode


@dataclass(frozen=True)
class Measures:
    """A document. `fields` are those of its largest definition, used or not, since validation reads all.

    `operations` are by name, "" for the one without.
    """

    document: DocumentNode
    schema: GraphQLSchema
    tokens: int
    aliases: int
    directives: int
    fields: int
    operation_count: int
    operations: dict[str, OperationMeasures]

    @cached_property
    def overlaps(self) -> int:
        """Pairs that validation compares; ask only when `fields` is known to be bounded."""
        return overlaps(self.document)


def measure(document: DocumentNode, schema: GraphQLSchema) -> Measures:
    """Count a parsed document; takes time in proportion to its text."""
    walk = _Walk(schema)
    for fragment in innermost_first(document):
        walk.fragment(fragment)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    measured = {(node.name.value if node.name else ""): walk.operation(node) for node in operations}
    return Measures(
        document,
        schema,
        tokens=document.token_count or 0,
        aliases=walk.aliases,
        directives=walk.directives,
        fields=walk.largest,
        operation_count=len(operations),
        operations=measured,
    )


class _Walk:
    """Counts definitions, with what is known of fragments so far."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.aliases = 0
        self.directives = 0
        self.largest = 0
        self._schema = schema
        self._pricing = Pricing(schema)
        self._fragments: dict[str, Selected] = {}

    def fragment(self, node: FragmentDefinitionNode) -> None:
        """Count a fragment whose spreads are counted already."""
        self.directives += len(node.directives or ())
        on = self._schema.get_type(node.type_condition.name.value)
        found = self._selection(node.selection_set, on)
        self._fragments[node.name.value] = found
        self.largest = max(self.largest, found.fields)

    def operation(self, node: OperationDefinitionNode) -> OperationMeasures:
        """One operation."""
        definitions = node.variable_definitions or ()
        self.directives += len(node.directives or ()) + sum(len(one.directives or ()) for one in definitions)
        found = self._selection(node.selection_set, self._schema.get_root_type(node.operation))
        self.largest = max(self.largest, found.fields)
        return OperationMeasures(found, defaults_of(definitions), node)

    def _selection(self, selection_set: SelectionSetNode, on: GraphQLNamedType | None) -> Selected:
        total = Selected()
        for node in selection_set.selections:
            self.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                self._add_field(total, node, on)
                continue
            part = self._spread(node, on)
            total.fields += part.fields
            total.top += part.top
            total.depth = max(total.depth, part.depth)
            total.cost.add(part.cost)
        return total

    def _spread(self, node: SelectionNode, on: GraphQLNamedType | None) -> Selected:
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            return self._selection(
                node.selection_set, on if condition is None else self._schema.get_type(condition.name.value)
            )
        # An unknown fragment is none; one that is not counted yet would close a cycle.
        return self._fragments.get(node.name.value, Selected())  # type: ignore[attr-defined]

    def _add_field(self, total: Selected, node: FieldNode, on: GraphQLNamedType | None) -> None:
        self.aliases += node.alias is not None
        priced = self._pricing.field(on, node)
        below = Selected() if node.selection_set is None else self._selection(node.selection_set, priced.type)
        total.fields += 1 + below.fields
        total.top += 1
        total.depth = max(total.depth, 1 + (0 if node.name.value in INTROSPECTION else below.depth))
        priced.charge(total.cost, below.cost)
