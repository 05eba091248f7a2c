"""Holds what was counted of a document against the limits of whoever asks."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from graphql import DocumentNode, GraphQLSyntaxError, parse

from schema.guards.errors import (
    QueryTooDeep,
    QueryTooExpensive,
    QueryTooLarge,
    TooManyAliases,
    TooManyDirectives,
    TooManyOperations,
    TooManyOverlaps,
    TooManyRootFields,
    TooManyTokens,
)
from schema.guards.heaviest import heaviest
from schema.guards.measures import Measures, OperationMeasures
from schema.guards.variables import check_variables

#: The greatest number that errors name: a bomb stands for numbers that no JSON holds.
MOST_TOLD: Final = 10**9
#: As much of a field's path is told; aliases may be as long as the document.
MOST_LETTERS: Final = 500


class Limits(Protocol):
    """The limits that these checks need; hub.settings.RequestLimits has them."""

    @property
    def tokens(self) -> int: ...
    @property
    def operations(self) -> int: ...
    @property
    def depth(self) -> int: ...
    @property
    def fields(self) -> int: ...
    @property
    def aliases(self) -> int: ...
    @property
    def root_fields(self) -> int: ...
    @property
    def directives(self) -> int: ...
    @property
    def variable_values(self) -> int: ...
    @property
    def overlaps(self) -> int: ...
    @property
    def page_size(self) -> int: ...
    @property
    def nodes(self) -> int: ...


class Asking(Protocol):
    """Who asks: the limits that hold, and where to note the nodes that are asked for and charge for them."""

    cost: int

    @property
    def limits(self) -> Limits: ...
    @property
    def charge(self) -> Callable[[int], None]: ...


def read(text: str, limits: Limits) -> DocumentNode:
    """The parsed document. Raises GraphQLSyntaxError, or TooManyTokens as soon as there are too many."""
    try:
        document = parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        if is_token_limit(error):
            raise TooManyTokens(limit=limits.tokens) from error
        raise
    _unlink(document)
    return document


def _unlink(document: DocumentNode) -> None:
    """Cut the tokens from each other, which nothing looks at after parsing.

    Tokens that know their neighbours hold all of a document until the garbage collector comes, and it comes
    too seldom for documents that were kept for a while.
    """
    token = document.loc.start_token if document.loc else None
    while token is not None:
        following, token.prev, token.next = token.next, None, None
        token = following


def is_token_limit(error: GraphQLSyntaxError) -> bool:
    """Whether the parser stopped at its limit of tokens; it gives no other sign."""
    return error.message.endswith("tokens. Parsing aborted.")


def admit(
    measures: Measures, operation_name: str | None, variables: dict[str, Any] | None, asking: Asking
) -> None:
    """Refuse what passes a limit of who asks; else note the cost and charge for it.

    Raises Refused, or what charging does.
    """
    check(measures, operation_name, asking.limits)
    check_variables(variables, asking.limits.variable_values)
    asking.cost = cost(measures, operation_name, variables, asking.limits)
    asking.charge(asking.cost)


def check(measures: Measures, operation_name: str | None, limits: Limits) -> None:
    """Raise the error of the first limit that the document, or its operation of this name, passes.

    What validation reads is counted of the whole document, what execution does of the operation.
    """
    if measures.tokens > limits.tokens:
        raise TooManyTokens(limit=limits.tokens)
    if measures.operation_count > limits.operations:
        raise TooManyOperations(count=measures.operation_count, limit=limits.operations)
    if measures.aliases > limits.aliases:
        raise TooManyAliases(count=measures.aliases, limit=limits.aliases)
    if measures.directives > limits.directives:
        raise TooManyDirectives(count=measures.directives, limit=limits.directives)
    operation = _operation(measures, operation_name)
    if operation is not None:
        if operation.selected.depth > limits.depth:
            raise QueryTooDeep(depth=operation.selected.depth, limit=limits.depth)
        if operation.selected.top > limits.root_fields:
            raise TooManyRootFields(count=operation.selected.top, limit=limits.root_fields)
    if measures.fields > limits.fields:
        raise QueryTooLarge(fields=min(measures.fields, MOST_TOLD), limit=limits.fields)
    if measures.overlaps > limits.overlaps:
        raise TooManyOverlaps(count=measures.overlaps, limit=limits.overlaps)


def cost(
    measures: Measures, operation_name: str | None, variables: dict[str, Any] | None, limits: Limits
) -> int:
    """The nodes that the operation asks for with these variables; raises QueryTooExpensive.

    Ask after `check`: only a document within its limits is quick to price.
    """
    operation = _operation(measures, operation_name)
    if operation is None:
        return 0
    given = {**operation.defaults, **(variables or {})}
    total = operation.selected.cost.of(given, limits.page_size)
    if total > limits.nodes:
        most = heaviest(measures, operation, given, limits)
        told = {"path": most.path[:MOST_LETTERS], "advice": most.advice}
        raise QueryTooExpensive(cost=min(total, MOST_TOLD), limit=limits.nodes, **told)
    return total


def _operation(measures: Measures, name: str | None) -> OperationMeasures | None:
    """The operation that is meant, if there is one; another check tells what is wrong with the name."""
    if name:
        return measures.operations.get(name)
    return next(iter(measures.operations.values())) if measures.operation_count == 1 else None
