"""Errors as clients see them: each with a code; what we did not foresee is masked and logged with an id."""

import logging
import secrets
from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError, GraphQLFormattedError, GraphQLSyntaxError

from hub.domain.composing.corrections import UncorrectableField
from hub.domain.filter_errors import BadUserInput
from hub.errors import MerezhaError

log = logging.getLogger(__name__)

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
INTERNAL = "INTERNAL_SERVER_ERROR"

#: No operation, several without a name, or one that a query endpoint does not serve.
OPERATION_NOT_FOUND = "OPERATION_NOT_FOUND"


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


def cut(errors: Iterable[GraphQLError]) -> None:
    """Take their frames from errors that were told.

    The frames of a request hold its errors again: all that it read would wait for the garbage collector.
    """
    for error in errors:
        cause: BaseException | None = error
        while cause is not None and cause.__traceback__ is not None:
            cause.__traceback__ = None
            cause = getattr(cause, "original_error", None) or cause.__cause__ or cause.__context__


def extensions_of(cause: MerezhaError) -> dict[str, Any]:
    """The code, for BAD_USER_INPUT the reason, and the details by which a program can tell what was wrong."""
    shown: dict[str, Any] = {"code": cause.code}
    if isinstance(cause, BadUserInput):
        shown["reason"] = cause.reason
    if isinstance(cause, UncorrectableField):
        shown["issue"] = cause.issue
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
