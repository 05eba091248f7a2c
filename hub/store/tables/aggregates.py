"""What the newest release adds up to, kept by every publish so that no reader has to count it again.

Both tables follow from other published ones (`hub.store.aggregates`): they hold no fact of their own.
"""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from hub.store.tables.base import PUBLISHED, metadata

#: In the place of a territory: the count is of the whole hub, providers without a place included.
WHOLE_HUB = 0

#: Marks tables that hold the present only, so that nobody looks for a former state in them.
_OF_TODAY = {"of_today": True}

coverage_cell = Table(
    "coverage_cell",
    metadata,
    Column("territory_id", Integer, primary_key=True, autoincrement=False, comment="with all below it"),
    Column("category", Text, primary_key=True, comment="with all below it"),
    Column("providers", Integer, nullable=False),
    Column("services", Integer, nullable=False, comment="functions included"),
    Column("functions", Integer, nullable=False, comment="of the services, parts of packages"),
    Column("capacity", BigInteger, nullable=False, comment="sum of the newest totals that are stated"),
    Column("stated", Integer, nullable=False, comment="of the services, those that state a total"),
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
