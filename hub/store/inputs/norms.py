"""Writes norms of planning: the whole list of one source at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from psycopg.types.json import Jsonb

from hub.domain.norms import Norm
from hub.store.connection import DatabaseConnection, connect
from hub.store.inputs.sources import INPUTS_LOCK, InputSource, write_source
from hub.store.locks import take_lock

_COLUMNS = tuple(each.name for each in fields(Norm))
_LISTED = ", ".join(_COLUMNS)


@dataclass(frozen=True, slots=True)
class NormCounts:
    """What became of norms; `taken` are ids that another source gave before, `left` those it keeps."""

    added: int
    changed: int
    unchanged: int
    removed: int
    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def load_norms(
    url: str, source: InputSource, norms: Sequence[Norm], *, bundled: bool = False, dry_run: bool = False
) -> NormCounts:
    """Make a source's norms equal to `norms`, all at once; what it gave before and lacks now is removed.

    An id that another source gives goes over to this one, unless the norms are `bundled` with the program:
    what a ministry has entered stays. With `dry_run` it only says what would be. Raises DatabaseUnreachable
    and HubBusy.
    """
    with connect(url) as connection:
        take_lock(connection, INPUTS_LOCK)
        counts = _replace(connection, write_source(connection, source), norms, bundled)
        if dry_run:
            connection.rollback()
        return counts


def _replace(
    connection: DatabaseConnection, source_id: int, norms: Sequence[Norm], bundled: bool
) -> NormCounts:
    _stage(connection, norms)
    others = _ids(
        connection,
        "SELECT id FROM hub.norm JOIN loading_norm USING (id) WHERE source_id <> %s ORDER BY id",
        source_id,
    )
    if bundled:
        connection.execute("DELETE FROM loading_norm WHERE id = ANY(%s)", (list(others),))
    same = _ids(
        connection,
        f"SELECT id FROM (SELECT {_LISTED}, source_id FROM hub.norm "
        f"INTERSECT SELECT {_LISTED}, %s FROM loading_norm) same",
        source_id,
    )
    removed = connection.execute(
        "DELETE FROM hub.norm n WHERE coalesce(source_id, %s) = %s "
        "AND NOT EXISTS (SELECT FROM loading_norm l WHERE l.id = n.id)",
        (source_id if bundled else -1, source_id),
    ).rowcount
    known = _ids(connection, "SELECT id FROM hub.norm JOIN loading_norm USING (id)")
    connection.execute(
        f"INSERT INTO hub.norm ({_LISTED}, source_id) SELECT {_LISTED}, %s FROM loading_norm "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}, "
        "source_id = excluded.source_id".encode(),
        (source_id,),
    )
    staged = len(norms) - (len(others) if bundled else 0)
    return NormCounts(
        added=staged - len(known),
        changed=len(known) - len(same),
        unchanged=len(same),
        removed=removed,
        taken=() if bundled else others,
        left=others if bundled else (),
    )


def _stage(connection: DatabaseConnection, norms: Iterable[Norm]) -> None:
    connection.execute("DROP TABLE IF EXISTS loading_norm")
    connection.execute(
        f"CREATE TEMP TABLE loading_norm AS SELECT {_LISTED} FROM hub.norm WHERE false".encode()
    )
    with connection.cursor().copy(f"COPY loading_norm ({_LISTED}) FROM STDIN".encode()) as copy:
        for norm in norms:
            copy.write_row([_plain(getattr(norm, name)) for name in _COLUMNS])


def _plain(value: Any) -> Any:
    return Jsonb({str(lang): text for lang, text in value.items()}) if isinstance(value, dict) else value


def _ids(connection: DatabaseConnection, query: str, *values: Any) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(query.encode(), values))
