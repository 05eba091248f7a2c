"""A plan as a picture: what PostgreSQL writes, what Python puts together, what takes another statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.store.compiled.memory import FACTS, SHARED, SHARED_LISTS
from hub.store.facets import facets as facets_of
from hub.store.reads.relation import Relation
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
from schema.plan.objects import Items, ObjectOutput, Output, RequiredOutput, RowOutput, VariousOutput
from schema.plan.plan import Plan
from schema.plan.shape import Shape


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of a picture, and what is below it."""

    text: str
    below: tuple["Branch", ...] = ()


def picture_of(plan: Plan, asked: Mapping[str, tuple[Branch, ...]]) -> tuple[Branch, ...]:
    """A branch for each root field; `asked` tells what their filters ask for, by their keys."""
    whole = plan.useless
    found = []
    for key, part in plan.parts:
        why = plan.why.get(key)
        if isinstance(part, str):
            found.append(Branch(f"{key}: the name of the type"))
        elif part is None or whole is not None:
            cause = why or whole
            assert cause is not None
            found.append(Branch(f"{key}: by resolvers, {cause.cause} ({cause.about})"))
        else:
            found.append(Branch(f"{key}: by a plan", (*asked.get(key, ()), *_output(part.output))))
    return tuple(found)


def _output(output: Output) -> tuple[Branch, ...]:
    if isinstance(output, RequiredOutput):
        return _output(output.inner)
    if isinstance(output, Items):
        return _output(output.item)
    if isinstance(output, ListOutput):
        return _connection(output.plan)
    if isinstance(output, RowOutput):
        return _shape(output.shape)
    if isinstance(output, VariousOutput):
        return tuple(Branch(kind.__name__, _output(one)) for kind, one in output.of.items())
    if isinstance(output, ObjectOutput):
        return tuple(Branch(key, below) for key, one in output.outputs if (below := _output(one)))
    return ()


def _connection(plan: ConnectionPlan) -> tuple[Branch, ...]:
    edge = plan.pages.edge
    facets = any(isinstance(part, ListPart) and part.made.read is facets_of for _, _, part in plan.parts)
    found = []
    for key, kind, _ in plan.parts:
        if kind == "edges" and edge is not None:
            found.append(Branch(f"{key}: a statement for the page, of all groups", _shape(edge)))
        elif kind == "other":
            text = "what the release has added up where it has, else counted by a statement of its own"
            found.append(Branch(f"{key}: {text}"))
        elif kind in {"totalCount", "totalCountRelation"}:
            text = (
                "told with the facets where these are kept, else counted" if facets else "told with the page"
            )
            found.append(Branch(f"{key}: {text if edge or facets else 'counted, or kept by the release'}"))
    return tuple(found)


def _shape(shape: Shape) -> tuple[Branch, ...]:
    """How objects of rows are made."""
    below = tuple(
        Branch(f"{hook.key}: {_hanging(hook.hanging)}", _below(hook.hanging)) for hook in shape.hooks
    )
    columns = f"{len(shape.columns)} columns"
    if shape.writing is None:
        return (Branch(f"put together by Python of {columns}", below),)
    more = ", and what needs statements of its own is filled in" if shape.writing.reads else ""
    return (Branch(f"written by PostgreSQL of {columns}{more}; by Python for many rows", below),)


def _hanging(hanging: Hanging) -> str:
    """Where what hangs on rows comes from."""
    if isinstance(hanging, TermHanging):
        return "terms, kept for an edition"
    if isinstance(hanging, PartsHanging):
        return "of the row itself"
    if isinstance(hanging, ListHanging):
        return "a list, read by statements of its own for all rows together"
    read = _read_of(hanging)
    if read in SHARED or read in SHARED_LISTS or read in FACTS:
        return f"{_named(read)}, kept for an edition"
    nested = hanging.nest() is not None
    return f"{_named(read)}, {'in the same statement, or one' if nested else 'a statement'} for all rows"


def _read_of(hanging: Hanging) -> object:
    if isinstance(hanging, OneHanging | GatheredHanging):
        return hanging.target.read
    if isinstance(hanging, ManyHanging | ViaHanging):
        return hanging.read
    return hanging.made.read if isinstance(hanging, ReadHanging) else None


def _named(read: object) -> str:
    """A read by the table of its rows, or by its own name."""
    return str(getattr(read.table, "name", "rows")) if isinstance(read, Relation) else _own_name(read)


def _own_name(read: object) -> str:
    return str(getattr(read, "__name__", "rows")).replace("_", " ")


def _below(hanging: Hanging) -> tuple[Branch, ...]:
    if isinstance(hanging, ListHanging):
        return _connection(hanging.plan)
    if isinstance(hanging, TermHanging | ReadHanging):
        return () if isinstance(hanging, TermHanging) else _output(hanging.output)
    if isinstance(hanging, PartsHanging | ManyHanging):
        return _shape(hanging.shape) if hanging.shape.hooks else ()
    target = getattr(hanging, "target", None)
    return _shape(target.shape) if isinstance(target, Target) and target.shape.hooks else ()
