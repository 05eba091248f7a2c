"""How an operation is answered, as a picture of its plan: nothing is read, and no hub is needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError, OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues, get_variable_values

from hub.domain.roles import Role, declarations_of, is_declared
from hub.errors import MerezhaError
from hub.settings import RequestLimits
from hub.store.compiled.run import Irregular
from schema.build import HubSchema, build_schema
from schema.documents import Document
from schema.errors import OPERATION_NOT_FOUND, PARSE_FAILED, VALIDATION_FAILED
from schema.guards import Measures, cost, measure, read
from schema.plan.picture import Branch, picture_of
from schema.plan.plan import RootPlan


class NotParsed(MerezhaError):
    """The document cannot be read: {why}"""

    code = PARSE_FAILED


class NotValid(MerezhaError):
    """The document does not fit the schema: {why}"""

    code = VALIDATION_FAILED


class NoOperation(MerezhaError):
    """The document holds {found}; say by --operation which one is meant."""

    code = OPERATION_NOT_FOUND


class BadVariables(MerezhaError):
    """The variables do not fit the operation: {why} Give them by --variables."""

    code = "BAD_USER_INPUT"
    reason = "VARIABLES"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The operation's name, what it costs and may cost, and a picture of each root field."""

    operation: str
    nodes: int
    limit: int
    roots: tuple[Branch, ...]


def explain(
    text: str,
    variables: Mapping[str, Any] | None = None,
    name: str | None = None,
    limits: RequestLimits | None = None,
) -> Explanation:
    """How the operation of a document is answered. Raises the errors above, and what guards refuse."""
    schema, within = build_schema(), limits or RequestLimits()
    document, measures = _document(schema, text, within)
    operation = _operation(document, name)
    given = dict(variables or {})
    called = operation.name.value if operation.name else operation.operation.value
    nodes = cost(measures, name, given, within)
    if operation.operation is not OperationType.QUERY:
        return Explanation(called, nodes, within.nodes, (Branch("answered by resolvers: MUTATION"),))
    values = get_variable_values(schema._schema, operation.variable_definitions or (), given)
    if not isinstance(values, VariableValues):
        raise BadVariables(why=" ".join(error.message for error in values))
    plan = document.plan(operation, values)
    try:
        asked = {
            key: tuple(_conditions(part, values, within))
            for key, part in plan.parts
            if isinstance(part, RootPlan)
        }
    except Irregular as error:
        raise BadVariables(why=f"{error.about}.") from error
    return Explanation(called, nodes, within.nodes, picture_of(plan, asked))


def _document(schema: HubSchema, text: str, limits: RequestLimits) -> tuple[Document, Measures]:
    try:
        document = Document(schema, read(text, limits))
    except GraphQLSyntaxError as error:
        raise NotParsed(why=_told([error])) from error
    wrong = document.errors(limits.told_errors)
    if wrong:
        raise NotValid(why=_told(wrong))
    return document, measure(document.parsed, schema._schema)


def _told(errors: Sequence[GraphQLError]) -> str:
    """Errors with their lines."""
    return "; ".join(
        error.message + (f" (line {error.locations[0].line})" if error.locations else "") for error in errors
    )


def _operation(document: Document, name: str | None) -> OperationDefinitionNode:
    operation = document.operation(name)
    if operation is None:
        names = [one.name.value if one.name else "one without a name" for one in document.operations]
        raise NoOperation(found=f"the operations {', '.join(names)}" if names else "no operation")
    return operation


def _conditions(part: RootPlan, variables: VariableValues, limits: RequestLimits) -> Iterator[Branch]:
    """What a root field's filter asks for, each condition with its role in the key of the statement."""
    for value in part.given(variables).values():
        make = getattr(value, "value", None)
        filtered = make(limits) if callable(make) and hasattr(value, "__strawberry_definition__") else None
        if filtered is not None and is_declared(type(filtered)):
            yield from (Branch(f"{place}: {role}") for place, role in _roles(filtered, ""))


_ROLES = {
    Role.VALUE: "a parameter of the statement",
    Role.EACH: "parameters of the statement, whose number is of its key",
    Role.RESOLVED: "looked up before; that it is given is of the statement's key",
    Role.SHAPE: "of the statement's key",
}


def _roles(asked: Any, path: str) -> Iterator[tuple[str, str]]:
    for told in declarations_of(type(asked)):
        value, place = getattr(asked, told.name), f"{path}{told.name}"
        if value is None or value in ((), False):
            continue
        if told.role is Role.PART:
            yield from _roles(value, f"{place}.")
        else:
            yield place, _ROLES[told.role]
