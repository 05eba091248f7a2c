"""Answers an operation by its plan, beside the resolvers where they are needed."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.execution.values import VariableValues

from hub.errors import MerezhaError
from hub.store.compiled.causes import Cause, Fallback
from hub.store.compiled.run import TRIES, Compiled, Irregular, Moved, Run
from hub.store.engine import StatementTimeout
from hub.store.silence import HubUnavailable
from schema.context import Context
from schema.errors import cut
from schema.plan.asking import Asking
from schema.plan.plan import Plan, RootPlan, RootRefused
from schema.plan.reading import NotPlanned
from schema.plan.report import Report

log = logging.getLogger(__name__)

#: Runs a document by resolvers.
Resolve = Callable[[DocumentNode, Context], Awaitable[ExecutionResult]]


@dataclass(frozen=True, slots=True)
class Planned:
    """An answer by plan, and the edition of the data that it tells.

    What was cut short may have been told of no edition.
    """

    data: dict[str, Any] | None
    errors: Sequence[GraphQLError]
    edition: int | None
    reads_clock: bool


class Planning:
    """One operation with its plan, for one request. `report` tells how it went."""

    def __init__(
        self,
        plan: Plan,
        operation: OperationDefinitionNode,
        fragments: Sequence[FragmentDefinitionNode],
        resolve: Resolve,
    ) -> None:
        self._plan = plan
        self._operation = operation
        self._fragments = fragments
        self._resolve = resolve
        self._at: str | None = None
        self._statements = 0
        self._notes: dict[Fallback, None] = {}
        self._whole: Fallback | None = None

    @property
    def report(self) -> Report:
        """What made which root field, as far as it went."""
        return Report(self._plan.roots, self._whole, tuple(self._notes), self._statements)

    async def answer(self, compiled: Compiled, variables: VariableValues, context: Context) -> Planned | None:
        """The answer, or None where only resolvers can tell it; then `report` says why."""
        for _ in range(TRIES):
            try:
                return await compiled.read(lambda run: self._counted(run, variables, context))
            except Moved:
                continue
            except HubUnavailable:
                # Resolvers would wait for a connection as long again.
                raise
            except (NotPlanned, Irregular) as error:
                self._whole = Fallback(error.cause, error.about, self._at)
                return None
            except MerezhaError as error:
                self._whole = Fallback(Cause.REFUSED, error.code, self._at)
                return None
            except Exception as error:
                log.exception("a plan failed, so resolvers answer")
                self._whole = Fallback(Cause.FAILED, type(error).__name__, self._at)
                return None
        self._whole = Fallback(Cause.PUBLISHING, f"{TRIES} times")
        return None

    async def _counted(self, run: Run, variables: VariableValues, context: Context) -> Planned:
        asking = Asking(run, variables, context)
        try:
            return await self._once(asking, context)
        finally:
            asking.let_go()
            self._statements += run.statements
            context.plan_seconds += run.spent
            self._notes |= dict.fromkeys(run.notes)

    async def _once(self, asking: Asking, context: Context) -> Planned:
        run = asking.run
        made: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        for key, part in self._plan.parts:
            self._at = key
            if not isinstance(part, RootPlan):
                made[key] = part
                continue
            try:
                made[key] = await part.load(asking)
            except StatementTimeout as error:
                errors.append(_error_at(key, part, error))
                made[key] = None
            except RootRefused as refused:
                errors.append(_error_at(key, part, refused.error))
                made[key] = None
        self._at = None
        if not self._plan.others:
            return Planned(made, errors, None if errors else run.memory.edition, asking.reads_clock)
        beside = replace(context, session=run.session)
        try:
            result = await self._resolve(self._document(), beside)
        finally:
            beside.let_go()
        for met in result.errors or ():
            if isinstance(met.original_error, (Moved, Irregular)):
                cut(result.errors or ())
                raise met.original_error
        errors.extend(result.errors or ())
        if result.data is None:
            raise Irregular(Cause.REFUSED, "no data")
        data = {key: result.data.get(key) if part is None else made[key] for key, part in self._plan.parts}
        clock = asking.reads_clock or beside.reads_clock
        return Planned(data, errors, None if errors else run.memory.edition, clock)

    def _document(self) -> DocumentNode:
        """The operation with only those root fields that resolvers answer."""
        asked = self._operation
        operation = OperationDefinitionNode(
            operation=asked.operation,
            name=asked.name,
            variable_definitions=asked.variable_definitions,
            directives=asked.directives,
            selection_set=SelectionSetNode(selections=tuple(self._plan.others)),
        )
        return DocumentNode(definitions=(operation, *self._fragments))


def _error_at(key: str, part: RootPlan, error: MerezhaError) -> GraphQLError:
    """The error of a root field, as resolvers would tell it.

    Its frames hold the errors of this answer, and so itself.
    """
    told = error.with_traceback(None)
    return GraphQLError(str(error), [one.node for one in part.asked.details], path=[key], original_error=told)
