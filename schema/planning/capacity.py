"""Sums of capacities that planning makes, as the schema shows them everywhere."""

from collections.abc import Iterable

from hub.planning.composition.capacities import Sum
from schema.coverage import CapacitySum
from schema.scalars import Long


def capacities(sums: Iterable[Sum]) -> list[CapacitySum]:
    """A sum for each figure; nothing of it is shared with other territories."""
    return [
        CapacitySum(
            figure=one.figure,
            value=None if one.value is None else Long(one.value),
            stated=one.stated,
            of=one.of,
            shared=Long(0),
            as_of_oldest=one.as_of_oldest,
            as_of_newest=one.as_of_newest,
            absent=one.absent,
        )
        for one in sums
    ]
