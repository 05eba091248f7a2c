"""Operations as hypothesis-graphql makes them: valid, and blind to what the hub holds."""

from collections.abc import Sequence

import graphql
from graphql import GraphQLSchema
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries

from tests.schema.roads.asking import Question

_DAYS = st.dates().map(lambda day: nodes.String(day.isoformat()))
_MOMENTS = st.one_of(_DAYS, st.integers(0, 20).map(nodes.Int), st.text(max_size=5).map(nodes.String))
_SHAPES = st.one_of(st.just("Polygon"), st.just("Point")).map(
    lambda kind: graphql.parse_value(f'{{type: "{kind}", coordinates: [[[1, 2], [3, 4], [5, 6], [1, 2]]]}}')
)


def wild_questions(schema: GraphQLSchema, roots: Sequence[str]) -> st.SearchStrategy[Question]:
    """A question about one of the root fields."""
    scalars = {"AsOf": _MOMENTS, "Date": _DAYS, "GeoJSON": _SHAPES}
    return (
        st.sampled_from(list(roots))
        .flatmap(lambda root: queries(schema, fields=[root], custom_scalars=scalars))
        .map(Question)
    )
