"""Runs an operation and gives every error a code; what we did not foresee is masked and logged with an id."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLFormattedError, GraphQLSyntaxError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from hub.domain.filter_errors import BadUserInput
from hub.errors import MerezhaError
from schema.context import Context
from schema.extensions import OPERATION_NOT_FOUND
from schema.guards import TooManyTokens, is_token_limit

log = logging.getLogger(__name__)

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
INTERNAL = "INTERNAL_SERVER_ERROR"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks: a document, its variables, and which of its operations is meant."""

    query: str
    variables: dict[str, Any] | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is absent (`has_data` False) when the request was refused before it was executed.

    An answer is `repeatable` when whoever asks the same of the same data is answered the same: it has no
    errors and does not rest on the clock. `edition` is that of the data, where the reading told it.
    """

    data: dict[str, Any] | None
    errors: list[GraphQLFormattedError]
    has_data: bool
    repeatable: bool = False
    edition: int | None = None

    def body(self) -> dict[str, Any]:
        """The response as the GraphQL specification shapes it."""
        content: dict[str, Any] = {}
        if self.errors:
            content["errors"] = self.errors
        if self.has_data:
            content["data"] = self.data
        return content


class MutationByGet(MerezhaError):
    """A GET only reads; send a mutation by POST."""

    code = "METHOD_NOT_ALLOWED"


async def execute(
    schema: strawberry.Schema, operation: Operation, context: Context, *, reads_only: bool = False
) -> Answer:
    """The answer to an operation.

    Raises MutationByGet for a mutation where the request may only read, and Refused, or what
    `context.charge` raises, for what asks for too much; nothing else that a client can send.
    """
    context.operation_name = operation.name
    try:
        result = await schema.execute(
            operation.query,
            variable_values=operation.variables,
            context_value=context,
            operation_name=operation.name,
            allowed_operation_types=[OperationType.QUERY, *([] if reads_only else [OperationType.MUTATION])],
        )
    except CannotGetOperationTypeError:
        return _refused("The document holds no operation, or none of the name in operationName.")
    except InvalidOperationTypeError as error:
        if error.operation_type is OperationType.MUTATION:
            raise MutationByGet() from error
        return _refused("Queries and mutations are served here, no subscriptions.")
    _raise_refusal(result.errors or (), context)
    masks = Masks()
    errors = [formatted(error, masks) for error in result.errors or ()]
    executed = result.data is not None or any(error.path for error in result.errors or ())
    repeatable = executed and not errors and not context.reads_clock
    return Answer(result.data, errors, has_data=executed, repeatable=repeatable)


def _raise_refusal(errors: Iterable[GraphQLError], context: Context) -> None:
    for error in errors:
        if isinstance(error, GraphQLSyntaxError) and is_token_limit(error):
            raise TooManyTokens(limit=context.limits.tokens) from error
        if isinstance(error.original_error, MerezhaError) and not error.path:
            raise error.original_error


def _refused(message: str) -> Answer:
    error = GraphQLError(message, extensions={"code": OPERATION_NOT_FOUND})
    return Answer(None, [formatted(error, Masks())], has_data=False)


class Masks:
    """Ids of what we did not foresee: one for each cause, however many fields it spoiled."""

    def __init__(self) -> None:
        self._ids: dict[int, str] = {}

    def id_of(self, cause: BaseException, error: GraphQLError) -> str:
        """The cause's id; the first time the cause is logged under it."""
        if id(cause) not in self._ids:
            self._ids[id(cause)] = secrets.token_hex(8)
            log.error("error %s at %s", self._ids[id(cause)], error.path, exc_info=cause)
        return self._ids[id(cause)]


def formatted(error: GraphQLError, masks: Masks) -> GraphQLFormattedError:
    """The error as a client sees it, always with `extensions.code`."""
    cause = error.original_error
    if isinstance(cause, MerezhaError):
        extensions = extensions_of(cause)
    elif cause is None or isinstance(cause, GraphQLError):
        extensions = {"code": _code_of(error), **(error.extensions or {})}
    else:
        return _masked(error, masks.id_of(cause, error))
    shown = error.formatted
    shown["extensions"] = extensions
    return shown


def extensions_of(cause: MerezhaError) -> dict[str, Any]:
    """The code, for BAD_USER_INPUT the reason, and the details by which a program can tell what was wrong."""
    shown: dict[str, Any] = {"code": cause.code}
    if isinstance(cause, BadUserInput):
        shown["reason"] = cause.reason
    if cause.details:
        shown["details"] = cause.details
    return shown


def _code_of(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return PARSE_FAILED
    if error.path:
        return BadUserInput.code
    nodes = error.nodes or ()
    about_variables = any(node.kind == "variable_definition" for node in nodes)
    return BadUserInput.code if about_variables else VALIDATION_FAILED


def _masked(error: GraphQLError, identity: str) -> GraphQLFormattedError:
    shown = error.formatted
    shown["message"] = f"Something went wrong on our side; it is in the log as {identity}."
    shown["extensions"] = {"code": INTERNAL, "id": identity}
    return shown
