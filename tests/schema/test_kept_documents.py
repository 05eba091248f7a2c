"""Documents that are pushed out of the memory go at once: the garbage collector comes too seldom for them."""

import gc

import orjson
import pytest
from graphql import Node
from graphql.execution.values import VariableValues, get_variable_values

from hub.settings import RequestLimits
from hub.web.trusted import OWN
from schema.build import build_schema
from schema.documents import Document
from schema.guards import read
from schema.plan.plan import Plan, RootPlan
from schema.plan.shape import Shape

#: The project's own operations, with all fragments that they spread.
TEXTS = sorted(orjson.loads(OWN.read_bytes()).values())
HUB = build_schema()
#: A value for each variable that directives look at is enough to plan.
ANYTHING = {"id": "UHJvdmlkZXI6", "code": "UA", "oblast": "UA", "within": "UA", "first": 1, "categories": []}


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_dropped_document_leaves_nothing_to_collect(text: str) -> None:
    document = Document(HUB, read(text, RequestLimits()))
    assert document.errors(3) == []
    for operation in document.operations:
        given = get_variable_values(HUB._schema, operation.variable_definitions or (), ANYTHING)
        document.plan(operation, given if isinstance(given, VariableValues) else VariableValues({}, {}))
    # What validation leaves behind is young, and not kept.
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        del document
        gc.collect()
        left = [one for one in gc.garbage if isinstance(one, Node | Plan | RootPlan | Shape)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == []
