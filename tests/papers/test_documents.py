"""The documents of papers hand on every argument of their questions, so papers answer what was asked."""

import graphql
import pytest
from graphql import FieldNode, OperationDefinitionNode

from schema.papers import documents
from schema.papers.documents import document_of
from schema.sdl import PATH

FIELDS = sorted(path.stem for path in documents._FOLDER.glob("*.graphql") if path.stem != "parts")
ARGUMENTS = graphql.build_schema(PATH.read_text("utf-8")).type_map["Query"].fields
#: Arguments by which a page is turned: papers take pages as they fit.
OF_PAGES = {"before", "last"}


@pytest.mark.parametrize("field", FIELDS)
def test_every_argument_is_a_variable(field: str) -> None:
    (operation,) = (
        each for each in graphql.parse(document_of(field)).definitions
        if isinstance(each, OperationDefinitionNode)
    )  # fmt: skip
    (asked,) = (
        each
        for each in operation.selection_set.selections
        if isinstance(each, FieldNode) and each.name.value == field
    )
    handed = {
        argument.name.value: argument.value.name.value  # type: ignore[attr-defined]
        for argument in asked.arguments
    }
    assert all(name == variable for name, variable in handed.items())
    assert handed.keys() >= set(ARGUMENTS[field].args) - OF_PAGES
