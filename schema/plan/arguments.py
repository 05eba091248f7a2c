"""What a client gives for a field: literals are read once, variables are taken as they were coerced."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import ArgumentNode, GraphQLField, GraphQLNonNull, Undefined, VariableNode
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument, convert_arguments
from strawberry.types.base import (
    StrawberryList,
    StrawberryOptional,
    get_object_definition,
    has_object_definition,
)
from strawberry.types.lazy_type import LazyType

from hub.store.compiled.run import Irregular
from schema.build import HubSchema

Convert = Callable[[Any], Any]
Given = Callable[[VariableValues], dict[str, Any]]


def given_to(
    schema: HubSchema,
    definition: GraphQLField,
    arguments: list[StrawberryArgument],
    nodes: Mapping[str, ArgumentNode],
) -> Given:
    """What makes the arguments that the field's method takes of the variables of a request."""
    constants: dict[str, Any] = {}
    taken: list[tuple[str, str, bool, Convert]] = []
    for argument in arguments:
        name = schema.config.name_converter.from_argument(argument)
        node, python_name = nodes.get(name), str(argument.python_name)
        declared = definition.args[name]
        if node is not None and isinstance(node.value, VariableNode):
            required = isinstance(declared.type, GraphQLNonNull)
            taken.append(
                (python_name, node.value.name.value, required, converter(argument.type, schema.config))
            )
        elif node is not None and _has_variable(node.value):
            return lambda variables: _read(schema, definition, arguments, nodes, variables)
    still = {name: node for name, node in nodes.items() if not isinstance(node.value, VariableNode)}
    constants = _read(schema, definition, arguments, still, None, partly=True)

    def given(variables: VariableValues) -> dict[str, Any]:
        found = dict(constants)
        for name, variable, required, convert in taken:
            value = variables.coerced.get(variable, Undefined)
            if value is None and required:
                raise Irregular("null for an argument that may not be null")
            if value is not Undefined:
                found[name] = convert(value)
            elif required and name not in found:
                raise Irregular("no value for an argument that must have one")
        return found

    return given


def _read(
    schema: HubSchema,
    definition: GraphQLField,
    arguments: list[StrawberryArgument],
    nodes: Mapping[str, ArgumentNode],
    variables: VariableValues | None,
    *,
    partly: bool = False,
) -> dict[str, Any]:
    """Arguments as GraphQL itself reads them; `partly` leaves out required ones that variables give."""
    asked: Any = _Field(tuple(nodes.values()))
    wanted = definition
    if partly:
        there = {
            name: argument
            for name, argument in definition.args.items()
            if name in nodes or not isinstance(argument.type, GraphQLNonNull)
        }
        wanted = GraphQLField(definition.type, args=there)
    values = get_argument_values(wanted, asked, variables)
    return convert_arguments(values, arguments, schema.schema_converter.scalar_registry, schema.config)


class _Field:
    """The part of a field's node that its arguments are read from."""

    def __init__(self, arguments: tuple[ArgumentNode, ...]) -> None:
        self.arguments = arguments


def _has_variable(node: Any) -> bool:
    if node.kind == "variable":
        return True
    if node.kind == "list_value":
        return any(_has_variable(one) for one in node.values)
    return node.kind == "object_value" and any(_has_variable(one.value) for one in node.fields)


def converter(kind: Any, config: StrawberryConfig) -> Convert:
    """What makes values of this type, as GraphQL coerces them, what Strawberry gives to methods."""
    if isinstance(kind, StrawberryOptional):
        return converter(kind.of_type, config)
    if isinstance(kind, LazyType):
        return converter(kind.resolve_type(), config)
    if isinstance(kind, StrawberryList):
        item = converter(kind.of_type, config)
        return lambda value: None if value is None else [item(one) for one in value]
    if has_object_definition(kind):
        fields = [
            (config.name_converter.get_graphql_name(one), str(one.python_name), converter(one.type, config))
            for one in get_object_definition(kind, strict=True).fields
        ]

        def made(value: Any) -> Any:
            if value is None:
                return None
            return kind(**{name: inner(value[key]) for key, name, inner in fields if key in value})

        return made
    return lambda value: value
