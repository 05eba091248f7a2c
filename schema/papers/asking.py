"""Asks a question of planning as a client does: within the same limits, at the same cost."""

from typing import Any, Final

from graphql import GraphQLFormattedError

from hub.domain.filter_errors import BadUserInput
from hub.errors import MerezhaError
from hub.planning.scenario import BadScenario
from schema.context import Context
from schema.execution import Executor, Operation
from schema.guards.errors import QueryTooExpensive
from schema.guards.heaviest import SMALLER
from schema.papers.documents import document_of

#: Lists that are asked for page by page, until all of them are there.
_PAGED: Final = "missingServices"
#: Nodes of a page, below which a list costs too much however it is asked for.
_LEAST: Final = 10


class QuestionRefused(MerezhaError):
    """{message}"""

    code = BadUserInput.code

    def __init__(self, **details: Any) -> None:
        """`errors` are those of the answer; the first gives the sentence and the code."""
        self.errors: list[GraphQLFormattedError] = details["errors"]
        super().__init__(message=self.errors[0]["message"])
        vars(self)["code"] = self.errors[0].get("extensions", {}).get("code", self.code)


async def ask(executor: Executor, context: Context, field: str, variables: dict[str, Any]) -> dict[str, Any]:
    """What GraphQL answers to a field of Query, as `data` of its response.

    A list is asked for page by page unless `variables` say how many nodes are wanted. Raises QuestionRefused
    with the errors of the answer, BadScenario for variables that have no meaning, QueryTooExpensive for
    pages that cost more together than one request may, and what executors raise.
    """
    if field != _PAGED or "first" in variables:
        return await _answer(executor, context, field, variables)
    size, nodes = context.limits.page_size, 0
    edges: list[Any] = []
    after = None
    while True:
        try:
            data = await _answer(executor, context, field, {**variables, "first": size, "after": after})
        except QueryTooExpensive:
            # Nothing was asked or charged yet. A smaller page may still hold all that is left.
            size = size * 4 // 5
            if size < _LEAST:
                raise
            continue
        nodes += context.cost
        edges += data[field]["edges"]
        if not data[field]["pageInfo"]["hasNextPage"]:
            return {**data, field: {**data[field], "edges": edges}}
        if nodes + context.cost > context.limits.nodes:
            told = {"path": field, "advice": SMALLER}
            raise QueryTooExpensive(cost=nodes + context.cost, limit=context.limits.nodes, **told)
        after = data[field]["pageInfo"]["endCursor"]


async def _answer(
    executor: Executor, context: Context, field: str, variables: dict[str, Any]
) -> dict[str, Any]:
    answer = await executor.execute(Operation(document_of(field), variables), context, reads_only=True)
    if not answer.has_data:
        # The document is ours: what was refused before it was executed are its variables.
        raise BadScenario(why="a value of its question is of another kind")
    if answer.errors:
        raise QuestionRefused(errors=answer.errors)
    assert answer.data is not None
    return answer.data
