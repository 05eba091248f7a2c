"""The plan of an operation: its root fields, each with what makes its part of the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import isawaitable, signature
from typing import Any

from graphql import FieldNode, FragmentDefinitionNode, OperationDefinitionNode
from graphql.execution.values import VariableValues

from hub.domain.filter_errors import BadId
from hub.errors import MerezhaError
from hub.store.compiled.causes import Cause, Fallback
from hub.store.engine import StatementTimeout
from hub.store.reads.offices import access_points, programmes
from hub.store.reads.providers import locations, providers, services
from hub.store.reads.relation import ToOne
from hub.store.silence import HubUnavailable
from schema.build import HubSchema
from schema.declarations import Root
from schema.node import decode_id, key_as_uuid
from schema.plan.arguments import Given
from schema.plan.asking import Asking
from schema.plan.objects import Output, RowOutput, VariousOutput
from schema.plan.planner import Planner
from schema.plan.reading import TYPENAME, Asked, NotPlanned, Reading, origin_of
from schema.plan.values import made_of, method_of


class RootRefused(Exception):
    """A root field's own method refuses what it is asked; the field's part of the answer is null."""

    def __init__(self, error: MerezhaError) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class RootPlan:
    """A root field: its method, and what makes values of the answer of what that gives."""

    asked: Asked
    method: Callable[..., Any]
    output: Output
    given: Given
    tells: bool
    owned: bool
    types: Mapping[str, Any]

    async def load(self, asking: Asking) -> Any:
        """The field's part of the answer.

        Raises RootRefused, and NotPlanned for the past, which only resolvers tell.
        """
        given = self.given(asking.variables)
        if given.pop("as_of", None) is not None:
            raise NotPlanned("asOf", Cause.PAST)
        if self.tells:
            given["info"] = asking.info
        try:
            found = self.method(None, **given) if self.owned else self.method(**given)
            value = await found if isawaitable(found) else found
        except (HubUnavailable, StatementTimeout):
            raise
        except MerezhaError as error:
            raise RootRefused(error) from error
        return (await self.output.load(asking, [value]))[0]


@dataclass(frozen=True)
class NodePlan(RootPlan):
    """The field `node`: a record that is there is read by its id alone, with all that hangs on it."""

    async def load(self, asking: Asking) -> Any:
        """The record; what became of one that is not there the field's method tells."""
        try:
            given = self.given(asking.variables)["id"]
            typename, key = decode_id(given)
            identity = str(key_as_uuid(given, key)) if typename in _BY_UUID else key
        except BadId as error:
            raise RootRefused(error) from error
        read = _BY_UUID.get(typename)
        if read is not None and isinstance(self.output, VariousOutput):
            output = self.output.of[origin_of(self.types[typename])]
            if isinstance(output, RowOutput):
                made = await output.shape.load_of(asking, read, identity)
                if made is not None:
                    return made
        return await super().load(asking)


#: Types whose ids hold the key of a row.
_BY_UUID: dict[str, ToOne[Any]] = {
    "AccessPoint": access_points,
    "Location": locations,
    "Programme": programmes,
    "Provider": providers,
    "Service": services,
}


def root_plan(reading: Reading, asked: Asked, output: Output) -> RootPlan:
    """The plan of a root field whose output is made."""
    method = method_of(asked)
    taken = signature(method).parameters
    kind = NodePlan if asked.name == "node" else RootPlan
    return kind(
        asked, method, output, reading.arguments(asked), "info" in taken, "self" in taken, reading.types
    )


@dataclass
class Plan:
    """What answers each root field, in the order of the answer: a plan, a text, or the resolvers."""

    parts: list[tuple[str, RootPlan | str | None]] = field(default_factory=list)
    #: The selected root fields that only resolvers answer, and why, by their keys.
    others: list[FieldNode] = field(default_factory=list)
    why: dict[str, Fallback] = field(default_factory=dict)

    @property
    def roots(self) -> dict[str, Fallback | None]:
        """The root fields by their keys, each with why resolvers answer it, if they do."""
        return {key: self.why.get(key) for key, part in self.parts if not isinstance(part, str)}

    @property
    def useless(self) -> Fallback | None:
        """Why resolvers make the whole answer: nothing is planned, or something looks at the past."""
        for one in self.others:
            if any(argument.name.value == "asOf" for argument in one.arguments or ()):
                # Plans read the present.
                return Fallback(Cause.PAST, "asOf", (one.alias or one.name).value)
        if any(isinstance(part, RootPlan) for _, part in self.parts):
            return None
        return next(iter(self.why.values()), Fallback(Cause.NOTHING_ASKED))


def make_plan(
    schema: HubSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: VariableValues,
) -> Plan:
    """The plan of a query for the values that its directives look at."""
    reading = Reading(schema, operation, fragments, variables)
    planner, plan = Planner(reading), Plan()
    kind = schema._schema.query_type
    assert kind is not None
    for key, details in reading.root().items():
        if details[0].node.name.value == TYPENAME:
            plan.parts.append((key, kind.name))
            continue
        try:
            asked = reading.asked(kind, key, details)
            if not isinstance(made_of(asked), Root):
                raise NotPlanned(asked.place)
            output = planner.output(asked.kind, asked)
            plan.parts.append((key, root_plan(reading, asked, output)))
        except NotPlanned as error:
            plan.parts.append((key, None))
            plan.why[key] = Fallback(error.cause, error.about, key)
            plan.others.extend(one.node for one in details)
    return plan
