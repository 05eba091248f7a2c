"""What the newest release adds up to, kept by every publish so that no reader has to count it again.

All tables follow from other published ones (`hub.store.aggregates`): they hold no fact of their own.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Integer, Table, Text

from hub.domain.vocabulary import CapacityFigure
from hub.store.tables.base import PUBLISHED, metadata, one_of

#: In the place of a territory: the count is of the whole hub, providers without a place included.
WHOLE_HUB = 0

#: Marks tables that hold the present only, so that nobody looks for a former state in them.
_OF_TODAY = {"of_today": True}


class Reach(StrEnum):
    """What a sum of a territory is of.

    A sum of `inside` never holds what all of a unit around the territory has: that is in the sum of `whole`
    of that unit, so that the two add up to all that serves the territory.
    """

    SEAT = "seat"  # what stands in it or below it
    INSIDE = "inside"  # what serves it, or a part of it
    WHOLE = "whole"  # what serves it as a whole, and so all below it


def _keys() -> tuple[Column[Any], ...]:
    return (
        Column("territory_id", Integer, primary_key=True, autoincrement=False, comment="with all below it"),
        Column("category", Text, primary_key=True, comment="with all below it"),
        Column("reach", Text, primary_key=True, comment="seat, inside or whole"),
    )


coverage_cell = Table(
    "coverage_cell",
    metadata,
    *_keys(),
    Column("providers", Integer, nullable=False),
    Column("services", Integer, nullable=False, comment="functions included"),
    Column("functions", Integer, nullable=False, comment="of the services, parts of packages"),
    one_of("reach", Reach),
    schema=PUBLISHED,
    info=_OF_TODAY,
)

#: Days are of the key, so that the oldest and the newest can be told after some were taken away.
capacity_sum = Table(
    "capacity_sum",
    metadata,
    *_keys(),
    Column("figure", Text, primary_key=True, comment="total, available, served or waiting"),
    Column("as_of", Date, primary_key=True, comment="the day it is stated for; 0001-01-01 for none"),
    Column("value", BigInteger, nullable=False, comment="sum of the newest figures, without functions"),
    Column("shared", BigInteger, nullable=False, comment="of it, what other territories count as well"),
    Column("stated", Integer, nullable=False, comment="services that state it"),
    one_of("reach", Reach),
    one_of("figure", CapacityFigure),
    schema=PUBLISHED,
    info=_OF_TODAY,
)

facet_count = Table(
    "facet_count",
    metadata,
    Column(
        "territory_id",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="with all below it; 0 for the whole hub",
    ),
    Column("field", Text, primary_key=True, comment="category, sector, kind, form or target-group"),
    Column("code", Text, primary_key=True),
    Column("providers", Integer, nullable=False),
    schema=PUBLISHED,
    info=_OF_TODAY,
)
