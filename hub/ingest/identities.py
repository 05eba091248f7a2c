"""Ids of the records of one source, also of those that it called by another spelling of their key before."""

from collections.abc import Callable, Mapping

from hub.domain.ids import record_id
from hub.store.connection import DatabaseConnection
from hub.store.statements import keys_of_source

#: The key of a record of this type as the region's mapping spells it today.
Spelling = Callable[[str], str]


class Identities:
    """The id that a record has under its key; `former` are those made of other spellings of the same key."""

    def __init__(self, source: str, former: Mapping[tuple[str, str], str] | None = None) -> None:
        self._source = source
        self._former = former or {}

    def of(self, kind: str, key: str) -> str:
        """The id of the record of this type that the source calls `key`."""
        return self._former.get((kind, key)) or record_id(self._source, kind, key)


def read_identities(
    connection: DatabaseConnection, source_id: int, source: str, spelling: Spelling | None
) -> Identities:
    """The ids of a source whose published keys may be spelled in other ways than today: 32129 for 00032129.

    A record keeps the id under which it is published. Where several spellings of one key have records, that
    of today's spelling counts, then one that the source still holds, then the first by id.
    """
    if spelling is None:
        return Identities(source)
    former: dict[tuple[str, str], str] = {}
    named: set[tuple[str, str]] = set()
    for identity, kind, key in keys_of_source(connection, source_id):
        name = (kind, spelling(key))
        if identity == record_id(source, *name):
            named.add(name)
        else:
            former.setdefault(name, identity)
    return Identities(source, {name: one for name, one in former.items() if name not in named})
