"""Values of fields of objects that are no rows, and of methods that are asked for each row."""

from collections.abc import Callable, Sequence
from inspect import signature
from itertools import count
from operator import attrgetter
from typing import Any, cast

import orjson

from schema.declarations import Computed, Made, OfTerm, Present
from schema.made import MadeField
from schema.plan.arguments import Given
from schema.plan.asking import Asking
from schema.plan.objects import LeafOutput, Output, Values
from schema.plan.reading import Asked, NotPlanned, Reading
from schema.plan.shape import columns_class

_numbers = count()


def made_of(asked: Asked) -> Made:
    """The field's declaration, for the present. Raises NotPlanned where there is none."""
    if not isinstance(asked.field, MadeField):
        raise NotPlanned(asked.place)
    made = asked.field.made
    return made.made if isinstance(made, Present) else made


def method_of(asked: Asked) -> Callable[..., Any]:
    """The method of a field."""
    assert asked.field.base_resolver is not None
    return cast(Callable[..., Any], asked.field.base_resolver.wrapped_func)


def constant(value: Any) -> Values:
    """The same value for all objects."""

    async def values(_asking: Asking, objects: Sequence[Any]) -> list[Any]:
        return [value] * len(objects)

    return values


def attribute(name: str, output: Output) -> Values:
    """An attribute of each object; of a dotted name, an attribute of an attribute."""
    read = attrgetter(name)

    async def values(asking: Asking, objects: Sequence[Any]) -> list[Any]:
        return await output.load(asking, list(map(read, objects)))

    return values


def resolved(field: MadeField, output: Output) -> Values:
    """What the field makes of each object by itself."""

    async def values(asking: Asking, objects: Sequence[Any]) -> list[Any]:
        return await output.load(asking, [field.get_result(one, None, [], {}) for one in objects])

    return values


def by_method(method: Callable[..., Any], given: Given, output: Output) -> Values:
    """What a method makes of each object."""
    told = "info" in signature(method).parameters

    async def values(asking: Asking, objects: Sequence[Any]) -> list[Any]:
        taken, info = given(asking.variables), (asking.info,) if told else ()
        return await output.load(asking, [method(one, *info, **taken) for one in objects])

    return values


def of_terms(made: OfTerm, method: Callable[..., Any], given: Given, output: Output) -> Values:
    """What a method makes of terms; texts of terms are kept for other answers."""
    anew, number = by_method(method, given, output), next(_numbers)

    async def values(asking: Asking, objects: Sequence[Any]) -> list[Any]:
        await _know(made, asking, objects)
        return await anew(asking, objects)

    async def texts(asking: Asking, objects: Sequence[Any]) -> list[Any]:
        memory = asking.run.memory
        taken = tuple(given(asking.variables).values())
        kept = memory.made(("text", number, asking.languages, taken))
        found = [kept.get(one.row) for one in objects]
        if None not in found:
            return found
        missing = [one for one, text in zip(objects, found, strict=True) if text is None]
        for one, text in zip(missing, await values(asking, missing), strict=True):
            memory.keep(kept, one.row, orjson.dumps(text))
        return [kept[one.row] for one in objects]

    return texts if isinstance(output, LeafOutput) else values


async def _know(made: OfTerm, asking: Asking, objects: Sequence[Any]) -> None:
    """Give terms what a field looks at."""
    terms = await asking.terms()
    for one in objects:
        if made.needs == "found":
            one.found = terms.found(one.row.taxonomy, one.row.code)
        elif made.needs == "siblings":
            one.siblings = terms.siblings(one.row.taxonomy)
        else:
            one.matched = terms.matched(one.row.taxonomy, one.row.code)


def computed(
    reading: Reading, made: Computed, cls: Any, asked: Asked, write: Callable[[Any], Any]
) -> Callable[..., Any]:
    """What calls a field's method for the values of the columns that it needs."""
    method, row = method_of(asked), columns_class(made.needs)
    told, read = "info" in signature(method).parameters, reading.arguments(asked)

    mine = next(_numbers)

    def call(asking: Asking, *values: Any) -> Any:
        given = asking.given.get(mine)
        if given is None:
            given = asking.given[mine] = read(asking.variables)
        one = cls(row=row(*values))
        return write(method(one, asking.info, **given) if told else method(one, **given))

    return call
