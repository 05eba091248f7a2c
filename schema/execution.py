"""Answers operations: by plans where fields say what they are made of, else by their resolvers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLFormattedError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    execute,
)
from graphql.execution.values import VariableValues, get_variable_values
from strawberry.execution import optimized_is_awaitable

from hub.errors import MerezhaError
from hub.store.compiled.causes import Cause, Fallback
from hub.store.compiled.run import Compiled
from hub.store.jobs.asking import PlanningBusy
from hub.store.silence import HubUnavailable
from schema.build import HubSchema
from schema.context import Context
from schema.documents import Document, Documents
from schema.errors import OPERATION_NOT_FOUND, Masks, cut, formatted
from schema.guards import admit
from schema.lanes import Lanes
from schema.plan.answering import Planned, Planning
from schema.plan.report import Report


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
    errors and does not rest on the clock. `edition` is that of the data, where the reading told it, and
    `report` tells how the answer was made. Where no job could be taken on, `again_seconds` says how soon to
    ask again.
    """

    data: dict[str, Any] | None
    errors: list[GraphQLFormattedError]
    has_data: bool
    repeatable: bool = False
    edition: int | None = None
    report: Report = field(default_factory=Report)
    extensions: dict[str, Any] = field(default_factory=dict)
    again_seconds: int | None = None

    def body(self) -> bytes:
        """The response as the GraphQL specification shapes it."""
        content: dict[str, Any] = {}
        if self.errors:
            content["errors"] = self.errors
        if self.has_data:
            content["data"] = self.data
        if self.extensions:
            content["extensions"] = self.extensions
        return orjson.dumps(content, default=str)


class MutationByGet(MerezhaError):
    """A GET only reads; send a mutation by POST."""

    code = "METHOD_NOT_ALLOWED"


class Executor:
    """The schema with what it keeps of documents; without `compiled`, resolvers answer everything.

    `causes` counts why resolvers answered, `plans` how many root fields plans did.
    """

    def __init__(
        self, schema: HubSchema, compiled: Compiled | None = None, lanes: Lanes | None = None
    ) -> None:
        """`lanes` are shared by all executors of a server, whose questions wait for the same database."""
        self._schema = schema
        self._lanes = lanes or Lanes()
        self._documents = Documents(schema)
        self._compiled = compiled
        self.causes: Counter[Cause] = Counter()
        self.plans = 0

    async def execute(self, asked: Operation, context: Context, *, reads_only: bool = False) -> Answer:
        """The answer to an operation.

        Raises MutationByGet for a mutation where the request may only read, and Refused, or what
        `context.charge` raises, for what asks for too much; HubUnavailable when nothing can be read now.
        """
        context.operation_name = asked.name
        try:
            document = self._documents.document(asked.query, context.limits)
        except GraphQLSyntaxError as error:
            return _refused([error])
        if len(document.operations) > 1 and not asked.name:
            return _not_found(
                "The document holds several operations; say in operationName which one is meant."
            )
        operation = document.operation(asked.name)
        if operation is None:
            return _not_found("The document holds no operation, or none of the name in operationName.")
        if operation.operation is OperationType.SUBSCRIPTION:
            return _not_found("Queries and mutations are served here, no subscriptions.")
        if operation.operation is OperationType.MUTATION and reads_only:
            raise MutationByGet()
        admit(document.measures, asked.name, asked.variables, context)
        wrong = document.errors(context.limits.told_errors)
        if wrong:
            return _refused(wrong)
        if context.steward is not None:
            # Stewards are few, and wait for no visitor.
            answer = await self._run(document, operation, asked, context)
        else:
            try:
                async with self._lanes.turn(document, operation, context):
                    answer = await self._run(document, operation, asked, context)
            finally:
                context.charge_seconds(context.database_seconds)
        self.plans += answer.report.planned
        self.causes.update(fallback.cause for fallback in answer.report.fallbacks)
        return answer

    async def _run(
        self, document: Document, operation: OperationDefinitionNode, asked: Operation, context: Context
    ) -> Answer:
        planned, report = await self._planned(document, operation, asked, context)
        if planned is not None:
            _raise_unavailable(planned.errors)
            return _by_plan(planned, report)
        result = await self._resolve(document.parsed, asked, context)
        _raise_unavailable(result.errors or ())
        errors = _told(result.errors or (), result.data)
        executed = result.data is not None or any(error.path for error in result.errors or ())
        repeatable = executed and not errors and not context.reads_clock
        report = replace(report, statements=report.statements + context.session.statements)
        again = _again_seconds(result.errors or ())
        return Answer(
            result.data, errors, has_data=executed, repeatable=repeatable, report=report, again_seconds=again
        )

    async def _planned(
        self, document: Document, operation: OperationDefinitionNode, asked: Operation, context: Context
    ) -> tuple[Planned | None, Report]:
        """The answer by plan, if one can tell it, and how that went."""
        if self._compiled is None:
            return None, Report(whole=Fallback(Cause.PLANS_OFF))
        if context.steward is not None:
            return None, Report(whole=Fallback(Cause.STEWARD))
        if operation.operation is not OperationType.QUERY:
            return None, Report(whole=Fallback(Cause.MUTATION))
        definitions = operation.variable_definitions or ()
        variables = get_variable_values(self._schema._schema, definitions, asked.variables or {})
        if not isinstance(variables, VariableValues):
            return None, Report(whole=Fallback(Cause.VARIABLES))
        plan = document.plan(operation, variables)
        if plan.useless is not None:
            return None, Report(plan.roots, plan.useless)

        async def resolve(part: DocumentNode, beside: Context) -> ExecutionResult:
            return await self._resolve(part, asked, beside)

        planning = Planning(plan, operation, tuple(document.fragments.values()), resolve)
        planned = await planning.answer(self._compiled, variables, context)
        return planned, planning.report

    async def _resolve(self, document: DocumentNode, asked: Operation, context: Context) -> ExecutionResult:
        result = execute(
            self._schema._schema,
            document,
            context_value=context,
            variable_values=asked.variables,
            operation_name=asked.name,
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]
        )
        found = result if isinstance(result, ExecutionResult) else await result
        assert isinstance(found, ExecutionResult)
        return found


def _again_seconds(errors: Sequence[GraphQLError]) -> int | None:
    causes = (error.original_error for error in errors)
    return max((cause.again_seconds for cause in causes if isinstance(cause, PlanningBusy)), default=None)


def _told(errors: Sequence[GraphQLError], data: Mapping[str, Any] | None) -> list[GraphQLFormattedError]:
    """Errors as the client sees them."""
    masks = Masks()
    told = [formatted(error, masks) for error in _in_order(errors, data)]
    cut(errors)
    return told


def _in_order(errors: Sequence[GraphQLError], data: Mapping[str, Any] | None) -> list[GraphQLError]:
    """The errors in the order of the root fields that they stand in, whichever of them failed first."""
    places = {key: place for place, key in enumerate(data or ())}
    return sorted(errors, key=lambda error: places.get(str((error.path or ("",))[0]), -1))


def _raise_unavailable(errors: Sequence[GraphQLError]) -> None:
    """Without a database no part of an answer is worth having."""
    for error in errors:
        if isinstance(error.original_error, HubUnavailable):
            cut(errors)
            raise error.original_error


def _by_plan(planned: Planned, report: Report) -> Answer:
    return Answer(
        planned.data,
        _told(planned.errors, planned.data),
        has_data=True,
        repeatable=not planned.errors and not planned.reads_clock,
        edition=planned.edition,
        report=report,
    )


def _not_found(message: str) -> Answer:
    return _refused([GraphQLError(message, extensions={"code": OPERATION_NOT_FOUND})])


def _refused(errors: Sequence[GraphQLError]) -> Answer:
    masks = Masks()
    return Answer(None, [formatted(error, masks) for error in errors], has_data=False)
