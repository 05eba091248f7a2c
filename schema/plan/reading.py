"""Reads a validated operation into a plan, once for each set of values that its directives look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    BREAK,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationDefinitionNode,
    Visitor,
    get_named_type,
    is_leaf_type,
    visit,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from hub.store.compiled.causes import Cause
from schema.build import HubSchema
from schema.plan.arguments import Given, given_to

TYPENAME = "__typename"

Grouped = Mapping[str, list[FieldDetails]]


class NotPlanned(Exception):
    """A field that no plan answers; its resolver does."""

    def __init__(self, about: str, cause: Cause = Cause.UNDECLARED) -> None:
        super().__init__(about)
        self.about = about
        self.cause = cause


@dataclass(frozen=True)
class Asked:
    """A selected field: of which type, its key in the answer, its definition, its declaration."""

    of: str
    key: str
    name: str
    details: list[FieldDetails]
    definition: GraphQLField
    field: StrawberryField

    @property
    def kind(self) -> GraphQLOutputType:
        """The type of its values."""
        return self.definition.type

    @property
    def place(self) -> str:
        """The type and the name, as people write them."""
        return f"{self.of}.{self.name}"

    @property
    def nullable(self) -> bool:
        """Whether it may be null."""
        return not isinstance(self.kind, GraphQLNonNull)


class Reading:
    """A document's operation beside the schema that it was validated against."""

    def __init__(
        self,
        schema: HubSchema,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
    ) -> None:
        self.schema = schema
        self.operation = operation
        self._fragments = {name: FragmentDetails(node) for name, node in fragments.items()}
        self._variables = variables

    @property
    def types(self) -> Mapping[str, Any]:
        """The types of the schema by their names."""
        return self.schema._schema.type_map

    def root(self) -> Grouped:
        """The selected root fields."""
        kind = self.schema._schema.query_type
        assert kind is not None
        collected = collect_fields(
            self.schema._schema, self._fragments, self._variables, kind, self.operation
        )
        return collected.grouped_field_set

    def below(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Grouped:
        """The fields that are selected of an object of this type."""
        collected = collect_subfields(
            self.schema._schema, self._fragments, self._variables, self.operation, kind, details
        )
        return collected.grouped_field_set

    def asked(self, kind: GraphQLObjectType, key: str, details: list[FieldDetails]) -> Asked:
        """A selected field of an object; `__typename` is none. Raises NotPlanned for introspection."""
        name = details[0].node.name.value
        definition = kind.fields.get(name)
        if definition is None:
            raise NotPlanned(name, Cause.INTROSPECTION)
        field = definition.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
        return Asked(kind.name, key, name, details, definition, cast(StrawberryField, field))

    def arguments(self, asked: Asked) -> Given:
        """What makes a method's arguments of the variables of a request."""
        nodes = {node.name.value: node for node in asked.details[0].node.arguments or ()}
        return given_to(self.schema, asked.definition, asked.field.arguments, nodes)

    def steady(self, asked: Asked) -> bool:
        """Whether no variable tells what stands in the objects of a field."""
        finder = _Variables(self._fragments)
        for one in asked.details:
            if one.node.selection_set is not None:
                visit(one.node.selection_set, finder)
        return not finder.found

    def own_language(self, asked: Asked) -> bool:
        """Whether a label in the objects of a field may follow the language of the record above."""
        finder = _Labels(self._fragments)
        for one in asked.details:
            if one.node.selection_set is not None:
                visit(one.node.selection_set, finder)
        return finder.found

    def possible(self, kind: GraphQLInterfaceType) -> list[GraphQLObjectType]:
        """The types that implement an interface."""
        return list(self.schema._schema.get_possible_types(kind))


class _Finder(Visitor):
    """Looks for something in a selection and in the fragments of it."""

    def __init__(self, fragments: Mapping[str, FragmentDetails]) -> None:
        super().__init__()
        self.found = False
        self._fragments = fragments
        self._seen: set[str] = set()

    def enter_fragment_spread(self, node: Any, *_: Any) -> None:
        """Look into each fragment once."""
        name = node.name.value
        if name not in self._seen:
            self._seen.add(name)
            visit(self._fragments[name].definition.selection_set, self)


class _Variables(_Finder):
    """Finds a variable."""

    def enter_variable(self, *_: Any) -> Any:
        """One is enough."""
        self.found = True
        return BREAK


class _Labels(_Finder):
    """Finds a label that names no language."""

    def enter_field(self, node: Any, *_: Any) -> Any:
        """Only a literal name of a language is one for certain."""
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        if node.name.value == "label" and getattr(given.get("lang"), "kind", None) != "enum_value":
            self.found = True
            return BREAK
        return None


def origin_of(kind: GraphQLObjectType) -> Any:
    """The class that Strawberry made the type of."""
    return kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].origin


def is_list(kind: GraphQLOutputType) -> bool:
    """Whether a field gives a list."""
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return isinstance(inner, GraphQLList)


def named(kind: GraphQLOutputType) -> Any:
    """The type without its wrappers."""
    return get_named_type(kind)


def is_leaf(kind: GraphQLOutputType) -> bool:
    """Whether a field gives scalars or enums."""
    return is_leaf_type(get_named_type(kind))


def enum_of(kind: GraphQLOutputType) -> GraphQLEnumType | None:
    """The enum of a field's values, if they are of one."""
    found = get_named_type(kind)
    return found if isinstance(found, GraphQLEnumType) else None
