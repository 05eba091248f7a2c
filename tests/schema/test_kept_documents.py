"""Documents that are pushed out of the memory go at once: the garbage collector comes too seldom for them."""

import gc
from collections.abc import Iterator
from types import FunctionType

import orjson
import pytest
from graphql import Node, Token
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


def _planned(one: object) -> bool:
    """Whether it is a function that a plan made."""
    return isinstance(one, FunctionType) and one.__module__.startswith("schema.plan")


def _left(one: object) -> bool:
    """Whether it is a part of a document or of a plan."""
    return isinstance(one, Node | Token | Plan | RootPlan | Shape) or _planned(one)


def _asked(text: str) -> Document:
    """The document, validated and planned; nothing else holds a part of it."""
    document = Document(HUB, read(text, RequestLimits()))
    assert document.errors(3) == []
    for operation in document.operations:
        given = get_variable_values(HUB._schema, operation.variable_definitions or (), ANYTHING)
        document.plan(operation, given if isinstance(given, VariableValues) else VariableValues({}, {}))
    return document


@pytest.fixture(scope="module")
def others_frozen() -> Iterator[None]:
    """What other tests hold is not looked through again for each document."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("others_frozen")
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_dropped_document_leaves_nothing_to_collect(text: str) -> None:
    document = _asked(text)
    # What validation leaves behind is young, and not kept.
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        del document
        gc.collect()
        left = [one for one in gc.garbage if _left(one)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == []
