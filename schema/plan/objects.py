"""Objects of an answer that are made of objects: of methods' results, of terms, of whatever holds no row."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol, cast

from hub.kept import kept
from hub.store.compiled.causes import Cause
from hub.store.compiled.run import Irregular
from schema.plan.asking import Asking
from schema.plan.leaves import Leaf
from schema.plan.shape import Shape

#: Values for all objects, in their order.
Values = Callable[[Asking, Sequence[Any]], Awaitable[list[Any]]]


class Output(Protocol):
    """Makes values of the answer of Python's values, all of one field together."""

    async def load(self, asking: Asking, values: Sequence[Any]) -> list[Any]:
        """A value of the answer for each value; for None too."""


@dataclass
class LeafOutput:
    """A scalar, an enum, or lists of them."""

    leaf: Leaf
    #: Whether all of some values stand in answers as they are.
    plain: Callable[[Sequence[Any]], bool]

    async def load(self, _asking: Asking, values: Sequence[Any]) -> list[Any]:
        """Each by itself."""
        return list(values) if self.plain(values) else [self.leaf(value) for value in values]


@dataclass
class Items:
    """Lists: their items are made together, whatever list they are of."""

    item: Output

    async def load(self, asking: Asking, values: Sequence[Any]) -> list[Any]:
        """Lists of the items' values."""
        flat = [one for value in values if value is not None for one in value]
        made = iter(await self.item.load(asking, flat))
        return [None if value is None else list(islice(made, len(value))) for value in values]


@dataclass
class RequiredOutput:
    """A value that may not be null."""

    inner: Output
    check: Callable[[Any], Any]

    async def load(self, asking: Asking, values: Sequence[Any]) -> list[Any]:
        """The values. Raises Irregular for a null."""
        found = await self.inner.load(asking, values)
        return [self.check(one) for one in found] if None in found else found


@dataclass
class ObjectOutput:
    """Objects of one class: each field's values for all of them, put together under the answer's keys."""

    fields: list[tuple[str, Values]] = field(default_factory=list)
    #: What makes the values, for those who want to know how.
    outputs: list[tuple[str, Output]] = field(default_factory=list)

    async def load(self, asking: Asking, values: Sequence[Any]) -> list[Any]:
        """An object for each value, null for None."""
        there = [value for value in values if value is not None]
        columns = [await read(asking, there) for _, read in self.fields]
        if not columns:
            return [None if value is None else {} for value in values]
        return _in_places(_maker(*(key for key, _ in self.fields))(columns), values)


@dataclass
class RowOutput:
    """Objects that are made of rows; with `bare` the values are the rows themselves."""

    shape: Shape
    bare: bool = False

    async def load(self, asking: Asking, values: Sequence[Any]) -> list[Any]:
        """An object for each value, null for None."""
        there = [value for value in values if value is not None]
        if not self.bare and any(getattr(value, "asked_id", None) for value in there):
            raise Irregular(Cause.MERGED_ID, "id")
        rows = self.shape.rows_of(there if self.bare else [value.row for value in there])
        objects = await self.shape.load(asking, rows)
        return _in_places(objects, values)


@dataclass
class VariousOutput:
    """Objects of an interface: each by the plan of its own class."""

    of: dict[type, Output]

    async def load(self, asking: Asking, values: Sequence[Any]) -> list[Any]:
        """An object for each value, null for None."""
        made: dict[int, Any] = {}
        for kind in {type(value) for value in values if value is not None}:
            mine = [value for value in values if type(value) is kind]
            for value, one in zip(mine, await self.of[kind].load(asking, mine), strict=True):
                made[id(value)] = one
        return [None if value is None else made[id(value)] for value in values]


def _in_places(objects: Sequence[Any], values: Sequence[Any]) -> list[Any]:
    """The objects of the values, with None in the places of None."""
    if len(objects) == len(values):
        return list(objects)
    left = iter(objects)
    return [None if value is None else next(left) for value in values]


# Names of an answer are the client's, and may be as long as its document.
@kept(500, 1_000)
def _maker(*keys: str) -> Callable[[Sequence[Sequence[Any]]], list[dict[str, Any]]]:
    """What makes objects of these keys of the values of each key."""
    names = "".join(f"v{number}, " for number in range(len(keys)))
    # The text holds names of our own, and the answer's keys as quoted literals.
    members = ", ".join(f"{key!r}: v{number}" for number, key in enumerate(keys))
    text = f"lambda columns: [{{{members}}} for {names}in zip(*columns, strict=True)]"
    return cast(Callable[..., list[dict[str, Any]]], eval(text))
