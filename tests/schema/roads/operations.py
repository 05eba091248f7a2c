"""Random valid operations over what a hub holds."""

from collections.abc import Sequence

from graphql import GraphQLSchema, parse, print_ast
from hypothesis import strategies as st

from tests.schema.roads.arguments import Arguments
from tests.schema.roads.asking import WAYS, Question
from tests.schema.roads.chances import chance, numbers, pick
from tests.schema.roads.holdings import Holdings
from tests.schema.roads.scopes import Scope
from tests.schema.roads.selections import Selections
from tests.schema.roads.values import Values
from tests.schema.roads.writing import Writer

LANGUAGES = ["uk", "ru", "kk;q=0.5, ru;q=0.9", "en-GB,en;q=0.8", "de", "*", "uk;q=0, en", "ru, uk;q=2"]
INTROSPECTION = [
    '__type(name: "Provider") { name kind fields { name type { name ofType { name } } } }',
    "__schema { queryType { name } mutationType { name } directives { name } }",
    '__type(name: "Nothing") { name }',
]


@st.composite
def questions(
    draw: st.DrawFn, schema: GraphQLSchema, holdings: Holdings, roots: Sequence[str], wrong: int
) -> Question:
    """A question whose first root field is one of `roots`; of its values `wrong` percent are wrong."""
    values = Values(draw, holdings, wrong)
    writer = Writer(draw, pick(draw, [0, 10, 30]))
    arguments = Arguments(schema, values)
    selections = Selections(schema, arguments, writer)
    query = schema.query_type
    assert query is not None
    scope = Scope()
    parts: list[str] = []
    for name in [pick(draw, roots), *_others(draw, schema)]:
        arguments.moment = ""
        parts += selections.field(query, name, scope, 0, 1)
    if chance(draw, 4):
        parts.append(pick(draw, INTROSPECTION))
    if chance(draw, 6):
        parts.append("__typename")
    name = "Asked" if chance(draw, 30) else None
    text = _document(name, f"{{ {' '.join(parts)} }}", writer, selections)
    if name and chance(draw, 10):
        text += " query Other { kinds { code } }"
    language = pick(draw, LANGUAGES) if chance(draw, 50) else None
    way = pick(draw, range(len(WAYS)))
    return Question(print_ast(parse(text)), writer.values, name, language, way)


def _others(draw: st.DrawFn, schema: GraphQLSchema) -> list[str]:
    """Further root fields: mostly none."""
    if not chance(draw, 25):
        return []
    open_fields = roots_without_key(schema)
    return [pick(draw, open_fields) for _ in range(draw(numbers(1, 3)))]


def roots_without_key(schema: GraphQLSchema) -> list[str]:
    """Fields of Query that anybody may ask for."""
    assert schema.query_type is not None
    return [name for name in schema.query_type.fields if name not in {"matchCandidates", "decisions"}]


def _document(name: str | None, selection: str, writer: Writer, selections: Selections) -> str:
    declared = ", ".join(f"${variable}: {kind}" for variable, kind in writer.definitions.items())
    head = f"query {name or ''}{f'({declared})' if declared else ''} " if name or declared else ""
    fragments = [f"fragment {key} on {one.on} {one.text}" for key, one in selections.fragments.items()]
    return "\n".join([head + selection, *fragments])
