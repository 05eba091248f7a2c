"""What a client gives for a field: literals are read once, variables are taken as they were coerced."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    ArgumentNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    coerce_input_literal,
    is_required_argument,
)
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

from hub.store.compiled.causes import Cause
from hub.store.compiled.run import Irregular
from schema.build import HubSchema

Convert = Callable[[Any], Any]
Given = Callable[[VariableValues], dict[str, Any]]
Value = Callable[[VariableValues], Any]


def given_to(
    schema: HubSchema,
    definition: GraphQLField,
    arguments: list[StrawberryArgument],
    nodes: Mapping[str, ArgumentNode],
) -> Given:
    """What makes the arguments that the field's method takes of the variables of a request."""
    moving: list[tuple[str, bool, Value]] = []
    still: dict[str, ArgumentNode] = {}
    for argument in arguments:
        name = schema.config.name_converter.from_argument(argument)
        node, kind = nodes.get(name), definition.args[name].type
        if node is not None and _has_variable(node.value):
            value = _value(schema.config, node.value, kind, argument.type)
            moving.append((str(argument.python_name), is_required_argument(definition.args[name]), value))
        elif node is not None:
            still[name] = node
    constants = _read(schema, definition, arguments, still)

    def given(variables: VariableValues) -> dict[str, Any]:
        found = dict(constants)
        for name, required, value in moving:
            made = value(variables)
            if made is not Undefined:
                found[name] = made
            elif required:
                raise Irregular(Cause.VARIABLES, "no value for an argument that must have one")
        return found

    return given


def _value(config: StrawberryConfig, node: ValueNode, kind: GraphQLInputType, to: Any) -> Value:
    """What makes a literal with variables in it into what Strawberry gives to methods."""
    if isinstance(kind, GraphQLNonNull):
        inner = _value(config, node, kind.of_type, to)
        return lambda variables: _present(inner(variables))
    to = _bare(to)
    if isinstance(node, VariableNode):
        convert, variable = converter(to, config), node.name.value
        return lambda variables: _taken(convert, variables.coerced.get(variable, Undefined))
    if isinstance(kind, GraphQLList) and not isinstance(node, NullValueNode):
        # One value stands for a list of it.
        nodes = node.values if isinstance(node, ListValueNode) else (node,)
        items = [_value(config, one, kind.of_type, to.of_type) for one in nodes]
        return lambda variables: [_absent_is_null(item(variables)) for item in items]
    if isinstance(node, ObjectValueNode) and isinstance(kind, GraphQLInputObjectType):
        return _object(config, node, kind, to)
    constant = converter(to, config)(coerce_input_literal(node, kind))
    return lambda _variables: constant


def _object(config: StrawberryConfig, node: ObjectValueNode, kind: GraphQLInputObjectType, to: Any) -> Value:
    given = {one.name.value: one.value for one in node.fields}
    fields = [
        (str(one.python_name), _value(config, given[name], kind.fields[name].type, one.type))
        for one in get_object_definition(to, strict=True).fields
        if (name := config.name_converter.get_graphql_name(one)) in given
    ]

    def made(variables: VariableValues) -> Any:
        values = ((name, value(variables)) for name, value in fields)
        try:
            return to(**{name: value for name, value in values if value is not Undefined})
        except TypeError as error:
            raise Irregular(Cause.VARIABLES, "a field that must have a value has none") from error

    return made


def _present(value: Any) -> Any:
    if value is None:
        raise Irregular(Cause.VARIABLES, "null where there may be none")
    return value


def _absent_is_null(value: Any) -> Any:
    return None if value is Undefined else value


def _taken(convert: Convert, value: Any) -> Any:
    return value if value is Undefined else convert(value)


def _bare(kind: Any) -> Any:
    while isinstance(kind, StrawberryOptional | LazyType):
        kind = kind.of_type if isinstance(kind, StrawberryOptional) else kind.resolve_type()
    return kind


def _read(
    schema: HubSchema,
    definition: GraphQLField,
    arguments: list[StrawberryArgument],
    nodes: Mapping[str, ArgumentNode],
) -> dict[str, Any]:
    """Arguments without variables, as GraphQL itself reads them; required ones may be given by others."""
    there = {
        name: argument
        for name, argument in definition.args.items()
        if name in nodes or not is_required_argument(argument)
    }
    asked: Any = _Field(tuple(nodes.values()))
    values = get_argument_values(GraphQLField(definition.type, args=there), asked, None)
    return convert_arguments(values, arguments, schema.schema_converter.scalar_registry, schema.config)


class _Field:
    """The part of a field's node that its arguments are read from."""

    def __init__(self, arguments: tuple[ArgumentNode, ...]) -> None:
        self.arguments = arguments


def _has_variable(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(_has_variable(one) for one in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_has_variable(one.value) for one in node.fields)
    return isinstance(node, VariableNode)


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
