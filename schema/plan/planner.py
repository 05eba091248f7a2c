"""Makes shapes and outputs of what is selected, by the declarations of the fields."""

from binascii import b2a_base64
from collections.abc import Callable
from functools import partial
from inspect import isawaitable
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLOutputType

from hub.store.compiled.causes import Cause
from hub.store.reads.relation import Relation, ToMany, ToOne
from schema.connection import Paged
from schema.declarations import (
    Column,
    Computed,
    Embedded,
    Gathered,
    GlobalId,
    Listed,
    OfList,
    OfTerm,
    Parts,
    Related,
    Same,
    Term,
)
from schema.made import MadeField
from schema.plan import leaves
from schema.plan.asking import Asking
from schema.plan.columns import column
from schema.plan.hanging import (
    GatheredHanging,
    ManyHanging,
    OneHanging,
    PartsHanging,
    ReadHanging,
    Target,
    TermHanging,
    ViaHanging,
)
from schema.plan.lists import ConnectionPlan, ListHanging, ListOutput, ListPart
from schema.plan.loading import Hanging
from schema.plan.objects import (
    Items,
    LeafOutput,
    ObjectOutput,
    Output,
    RequiredOutput,
    RowOutput,
    Values,
    VariousOutput,
)
from schema.plan.reading import TYPENAME, Asked, NotPlanned, Reading, is_leaf, is_list, named, origin_of
from schema.plan.shape import Hook, PartsHook, Shape, TermsHook, columns_class
from schema.plan.values import (
    attribute,
    by_method,
    computed,
    constant,
    made_of,
    method_of,
    of_terms,
    resolved,
)
from schema.plan.writer import Writer


class Planner:
    """Plans for one operation."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def shape(self, asked: Asked) -> Shape:
        """The objects of a field that are made of rows."""
        shape = Shape()
        shape.expressions = self._expressions(shape, named(asked.kind), asked)
        return shape

    def _expressions(self, shape: Shape, kind: GraphQLObjectType, asked: Asked) -> list[str]:
        found = []
        for key, details in self.reading.below(kind, asked.details).items():
            if details[0].node.name.value == TYPENAME:
                found.append(f"{key!r}: {kind.name!r}")
            else:
                one = self.reading.asked(kind, key, details)
                found.append(f"{key!r}: {self._expression(shape, kind, one)}")
        return found

    def _expression(self, shape: Shape, kind: GraphQLObjectType, asked: Asked) -> str:
        """What stands under a key, for a row `r`."""
        made = made_of(asked)
        if isinstance(made, Column):
            return column(shape, made, asked)
        if isinstance(made, GlobalId):
            parts = made.separator.join("{" + shape.at(name) + "}" for name in made.columns)
            shape.constants["b64"] = b2a_base64
            return f'b64(f"{made.typename}:{parts}".encode(), newline=False).decode()'
        if isinstance(made, Same):
            return "{" + ", ".join(self._expressions(shape, named(asked.kind), asked)) + "}"
        if isinstance(made, Parts):
            return shape.hang(asked.key, PartsHanging((made.column,), self.shape(asked)), PartsHook)
        if isinstance(made, Embedded):
            return self._embedded(shape, made, asked)
        if isinstance(made, Computed):
            return self._computed(shape, made, kind, asked)
        if isinstance(made, Term):
            hanging = self._terms(made, asked)
            return shape.hang(asked.key, hanging, TermsHook if is_list(asked.kind) else Hook)
        return shape.hang(asked.key, self._hanging(kind, asked))

    def _hanging(self, kind: GraphQLObjectType, asked: Asked) -> Hanging:
        """What hangs on rows of a type under a field. Raises NotPlanned where nothing does."""
        made = made_of(asked)
        if isinstance(made, Related):
            return self._related(made, asked)
        if isinstance(made, Gathered):
            return GatheredHanging(made, self._target(made.read, asked))
        if isinstance(made, Listed):
            return self._listed(made, kind, asked)
        raise NotPlanned(asked.place)

    def _embedded(self, shape: Shape, made: Embedded, asked: Asked) -> str:
        kind, columns = named(asked.kind), dict(made.fields)
        parts = []
        for key, details in self.reading.below(kind, asked.details).items():
            if details[0].node.name.value == TYPENAME:
                parts.append(f"{key!r}: {kind.name!r}")
            else:
                one = self.reading.asked(kind, key, details)
                name = columns[str(one.field.python_name)]
                parts.append(f"{key!r}: {column(shape, Column(name), one)}")
        absent = " or ".join(f"{shape.at(name)} is None" for name in columns.values())
        otherwise = "None" if asked.nullable else "nn(None)"
        return f"({otherwise} if {absent} else {{{', '.join(parts)}}})"

    def _computed(self, shape: Shape, made: Computed, kind: GraphQLObjectType, asked: Asked) -> str:
        call = computed(self.reading, made, origin_of(kind), asked, self._at_once(asked.kind, asked))
        columns = "".join(f", {shape.at(name)}" for name in made.needs)
        return f"{shape.constant(call)}(q{columns})"

    def _at_once(self, kind: GraphQLOutputType, asked: Asked) -> Callable[[Any], Any]:
        """What makes a value of the answer of a method's result, without reading anything."""
        if is_leaf(kind):
            return leaves.leaf(kind)
        if isinstance(kind, GraphQLNonNull):
            inner = self._at_once(kind.of_type, asked)
            return lambda value: inner(leaves.required(value))
        if isinstance(kind, GraphQLList):
            item = self._at_once(kind.of_type, asked)
            return lambda value: None if value is None else [item(one) for one in value]
        assert isinstance(kind, GraphQLObjectType)
        fields: list[tuple[str, Callable[[Any], Any]]] = []
        for key, details in self.reading.below(kind, asked.details).items():
            if details[0].node.name.value == TYPENAME:
                fields.append((key, partial(_same, kind.name)))
                continue
            one = self.reading.asked(kind, key, details)
            if isinstance(one.field, MadeField) or one.field.base_resolver:
                raise NotPlanned(one.place)
            inner = self._at_once(one.kind, one)
            fields.append((key, partial(_attribute, str(one.field.python_name), inner)))
        return lambda value: None if value is None else {key: read(value) for key, read in fields}

    def _writer(self) -> Writer:
        return Writer(self.reading, self._terms, self._hanging)

    def _terms(self, made: Term, asked: Asked) -> TermHanging:
        """The terms of a field."""
        return TermHanging(
            made,
            origin_of(named(asked.kind)),
            self.output_of(named(asked.kind), asked),
            steady=self.reading.steady(asked),
            by_language=self.reading.own_language(asked),
            nullable=asked.nullable,
        )

    def _target(self, read: Relation[Any], asked: Asked) -> Target:
        return Target(read, self.shape(asked), self.reading.steady(asked))

    def _related(self, made: Related, asked: Asked) -> Hanging:
        if made.via is not None:
            column_name, read = made.via
            if isinstance(made.read, Relation):
                return ViaHanging(made.key, made.read, column_name, self._target(read, asked))
            raise NotPlanned(asked.place, Cause.NOT_HERE)
        if isinstance(made.read, ToOne) and made.value is None:
            return OneHanging(made.key, self._target(made.read, asked), asked.nullable)
        if isinstance(made.read, ToMany) and made.value is None and made.pick is None:
            return ManyHanging(made.key, made.read, self.shape(asked))
        names = made.needs
        output: Output
        if made.value is not None:
            output = self.output(asked.kind, asked)
        else:
            shape = self.shape(asked)
            names = tuple(dict.fromkeys((*names, *shape.columns)))
            output = RowOutput(shape, bare=True)
            output = Items(output) if is_list(asked.kind) else output
        return ReadHanging(made, self.reading.arguments(asked), output, names, asked.nullable)

    def _listed(self, made: Listed, kind: GraphQLObjectType, asked: Asked) -> ListHanging:
        method, cls = method_of(asked), origin_of(kind)
        assert made.group is not None
        row = columns_class((made.group,))(None)

        given = self.reading.arguments(asked)

        async def opening(asking: Asking) -> Paged:
            found = method(cls(row=row), asking.info, **given(asking.variables))
            paged = await found if isawaitable(found) else found
            assert isinstance(paged, Paged)
            return paged

        return ListHanging((made.group,), opening, self.connection(asked))

    def connection(self, asked: Asked) -> ConnectionPlan:
        """The selected parts of a connection."""
        kind = named(asked.kind)
        plan = ConnectionPlan()
        for key, details in self.reading.below(kind, asked.details).items():
            name = details[0].node.name.value
            if name == TYPENAME:
                plan.parts.append((key, "typename", kind.name))
                continue
            one = self.reading.asked(kind, key, details)
            if name == "edges":
                self._edges(plan, key, one)
            elif name == "pageInfo":
                wanted = self.reading.below(named(one.kind), details)
                plan.parts.append((key, name, [(k, d[0].node.name.value) for k, d in wanted.items()]))
                plan.pages.cursors |= bool({"startCursor", "endCursor"} & {n for _, n in plan.parts[-1][2]})
            elif name in {"totalCount", "totalCountRelation"}:
                plan.parts.append((key, name, None))
            elif isinstance(made := made_of(one), OfList):
                part = ListPart(made, self.reading.arguments(one), self.output(one.kind, one))
                plan.parts.append((key, "other", part))
            else:
                raise NotPlanned(one.place)
        return plan

    def _edges(self, plan: ConnectionPlan, key: str, asked: Asked) -> None:
        """One shape for all selections of edges, under whatever aliases they stand."""
        if plan.pages.edge is not None:
            raise NotPlanned(asked.place, Cause.NOT_HERE)
        shape, kind = Shape(), named(asked.kind)
        for name, details in self.reading.below(kind, asked.details).items():
            what = details[0].node.name.value
            if what == TYPENAME:
                shape.expressions.append(f"{name!r}: {kind.name!r}")
                continue
            one = self.reading.asked(kind, name, details)
            if what == "cursor":
                plan.pages.cursors = True
                shape.expressions.append(f"{name!r}: r[-1]")
            elif what == "node":
                inner = ", ".join(self._expressions(shape, named(one.kind), one))
                shape.expressions.append(f"{name!r}: {{{inner}}}")
            else:
                shape.expressions.append(f"{name!r}: {self._expression(shape, kind, one)}")
        shape.write = partial(self._writer().edges, asked)
        plan.pages.edge = shape
        plan.parts.append((key, "edges", None))

    def output(self, kind: GraphQLOutputType, asked: Asked) -> Output:
        """What makes values of this type of what a method gives."""
        if is_leaf(kind):
            return LeafOutput(leaves.leaf(kind), leaves.plain_values(kind))
        if isinstance(kind, GraphQLNonNull):
            return RequiredOutput(self.output(kind.of_type, asked), leaves.required)
        if isinstance(kind, GraphQLList):
            return Items(self.output(kind.of_type, asked))
        return self.output_of(kind, asked)

    def output_of(self, kind: Any, asked: Asked) -> Output:
        """The same for objects of one type or of an interface's types."""
        if isinstance(kind, GraphQLInterfaceType):
            return VariousOutput(
                {origin_of(one): self.output_of(one, asked) for one in self.reading.possible(kind)}
            )
        cls = origin_of(kind)
        if issubclass(cls, Paged):
            return ListOutput(self.connection(asked))
        if "row" in getattr(cls, "__dataclass_fields__", {}) and "found" not in cls.__dataclass_fields__:
            shape = Shape()
            shape.expressions = self._expressions(shape, kind, asked)
            shape.write = partial(self._writer().objects, kind, asked)
            return RowOutput(shape)
        output = ObjectOutput()
        for key, details in self.reading.below(kind, asked.details).items():
            if details[0].node.name.value == TYPENAME:
                output.fields.append((key, constant(kind.name)))
            else:
                one = self.reading.asked(kind, key, details)
                values, made = self._values(one)
                output.fields.append((key, values))
                output.outputs.append((key, made))
        return output

    def _values(self, asked: Asked) -> tuple[Values, Output]:
        """A field's values for objects that are no rows, and what makes them."""
        output, field = self.output(asked.kind, asked), asked.field
        if not isinstance(field, MadeField):
            if field.base_resolver is not None:
                raise NotPlanned(asked.place)
            return attribute(str(field.python_name), output), output
        made = made_of(asked)
        if isinstance(made, Related | Gathered | Listed | OfList):
            raise NotPlanned(asked.place, Cause.NOT_HERE)
        if isinstance(made, OfTerm):
            return of_terms(made, method_of(asked), self.reading.arguments(asked), output), output
        if isinstance(made, Computed):
            return by_method(method_of(asked), self.reading.arguments(asked), output), output
        if isinstance(made, Column) and field.enum is None:
            return attribute(f"row.{made.name}", output), output
        return resolved(field, output), output


def _same(value: Any, _of: Any) -> Any:
    return value


def _attribute(name: str, write: Callable[[Any], Any], of: Any) -> Any:
    return write(getattr(of, name))
