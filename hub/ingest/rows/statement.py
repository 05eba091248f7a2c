"""The row of a statement: what one source says of one record."""

from hashlib import blake2b

import orjson

from hub.domain.claims import claims_of, rows_of
from hub.domain.ids import record_id
from hub.domain.records import HarmonisedRecord
from hub.domain.statements import content_of, record_type
from hub.ingest.rows.maker import RowMaker, TableRow
from hub.store.rows import SHAPES


def statement_row(rows: RowMaker, record: HarmonisedRecord) -> TableRow:
    """The statement of a record that stands alone; the record must be a protected one."""
    kind = record_type(record)
    content = content_of(record)
    claims = orjson.dumps(claims_of(record))
    identity = getattr(record, "id", None) or record_id(rows.source, kind, record.key)
    values = {
        "id": identity,
        "record_type": kind,
        "record_id": identity,
        "key": record.key,
        "content": content.decode(),
        "claims": claims.decode(),
        "lost": "{}",
        "run_id": rows.run_id,
        "row": record.rows[0] if record.rows else None,
        "claimed_on": rows.as_of,
        "since": orjson.dumps({field: {"row": row} for field, row in rows_of(record).items()}).decode(),
    }
    digest = blake2b(content + claims, digest_size=16).digest()
    shape = SHAPES["statement"]
    return "statement", (rows.source_id, digest, *map(values.get, (*shape.hashed, *shape.unhashed)))
