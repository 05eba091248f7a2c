"""What the rows of one run have in common, and how a row is made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

import orjson

from hub.domain.ids import record_id
from hub.domain.records import Point
from hub.domain.vocabulary import PrecisionClass
from hub.ingest.identities import Identities
from hub.store.rows import SHAPES

#: A record of another source is named `ua_09/key`.
_OF_ANOTHER_SOURCE = re.compile(r"([a-z]{2}_[a-z0-9_]+)/(.+)", re.DOTALL)

#: A table's name and one row of it, in the order of its staged columns.
Row = tuple[Any, ...]
TableRow = tuple[str, Row]


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory as rows refer to it, with the point that stands for it."""

    id: int
    point: Point | None = None
    precision: PrecisionClass = PrecisionClass.UNKNOWN
    radius_m: int | None = None


@dataclass(slots=True)
class RowMaker:
    """Makes the rows of one run. `territories` answers for every code that the records of a batch name."""

    source: str
    source_id: int
    run_id: int
    as_of: date
    territories: Mapping[str, Territory] = field(default_factory=dict)
    #: Of a record that no file holds any more: since when.
    missing_since: date | None = None
    identities: Identities | None = None

    def refer(self, key: str) -> str:
        """The id of the provider that a record of this source calls `key`."""
        other = _OF_ANOTHER_SOURCE.fullmatch(key)
        if other is None and self.identities is not None:
            return self.identities.of("provider", key)
        source, own_key = other.groups() if other else (self.source, key)
        return record_id(source, "provider", own_key)

    def row(self, table: str, /, **values: Any) -> TableRow:
        """The row in the order of the table's staged columns, with its content's hash."""
        shape = SHAPES[table]
        assert values.keys() <= shape.columns, values.keys() - shape.columns
        content = list(map(values.get, shape.hashed))
        for position, default in shape.json:
            content[position] = orjson.dumps(
                content[position] or default, option=orjson.OPT_SORT_KEYS
            ).decode()
        digest = blake2b(orjson.dumps(content), digest_size=16).digest()
        content += map(values.get, shape.unhashed)
        return table, (self.source_id, digest, *content)
