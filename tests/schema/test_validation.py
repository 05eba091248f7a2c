"""What is told of types that there are not."""

from graphql import parse

from schema.build import build_schema
from schema.validation import errors_of


def told(text: str) -> list[str]:
    """The messages of a document's errors."""
    return [error.message for error in errors_of(build_schema()._schema, parse(text), told=10)]


def test_names_like_an_unknown_type_are_told_of_the_first_alone() -> None:
    text = "{ node(id: 1) { ... on Providr { id } ... on Servic { id } ... on Provider { name } } }"
    first, second = told(text)
    assert first.startswith("Unknown type 'Providr'. Did you mean 'Provider'")
    assert second == "Unknown type 'Servic'."


def test_names_like_unknown_fields_are_told_of_each() -> None:
    assert told("{ releas { number } provider }") == [
        "Cannot query field 'releas' on type 'Query'. Did you mean 'release' or 'peers'?",
        "Cannot query field 'provider' on type 'Query'. Did you mean 'providers'?",
    ]
