"""Every input and argument of the schema is drawn: what cannot be fails here, by its name."""

from graphql import GraphQLObjectType, GraphQLSchema, build_schema, extend_schema, parse

from schema.sdl import PATH
from tests.schema.roads.arguments import undrawable_arguments
from tests.schema.roads.inputs import undrawable
from tests.schema.roads.operations import roots_without_key
from tests.schema.roads.ways import types_without_key

SDL = build_schema(PATH.read_text("utf-8"))


def _undrawable(schema: GraphQLSchema) -> list[str]:
    found = []
    for kind in types_without_key(schema):
        fields = schema.type_map[kind].fields
        names = roots_without_key(schema) if kind == "Query" else list(fields)
        for name in names:
            found += undrawable_arguments(kind, fields[name], name)
    return found


def test_every_argument_that_anybody_may_give_is_drawn() -> None:
    assert _undrawable(SDL) == []


def test_a_new_field_that_nobody_knows_values_of_is_named() -> None:
    more = parse("extend input ProviderFilter { colour: String, bright: Boolean, level: TerritoryLevel }")
    new = extend_schema(SDL, more)
    assert list(undrawable(new.type_map["ProviderFilter"], "")) == ["ProviderFilter.colour"]


def test_a_new_argument_that_nobody_knows_values_of_is_named() -> None:
    new = extend_schema(SDL, parse("extend type Query { colours(of: String, bright: Boolean): [Int] }"))
    query = new.query_type
    assert isinstance(query, GraphQLObjectType)
    found = list(undrawable_arguments("Query", query.fields["colours"], "colours"))
    assert found == ["Query.colours(of)"]
