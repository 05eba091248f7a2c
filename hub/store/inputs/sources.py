"""Sources of inputs of planning: who gave them, in which edition, and since when the hub has them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hub.domain.vocabulary import Lang, SourceKind
from hub.store.connection import DatabaseConnection
from hub.store.runs import upsert_source

#: One loading at a time: two would delete each other's rows.
INPUTS_LOCK = 0x696E7075


@dataclass(frozen=True, slots=True)
class InputSource:
    """A file with inputs of planning as the hub will name it; what is not known of it is None."""

    code: str
    title: str
    edition: str
    publisher: str | None = None
    licence: str | None = None
    url: str | None = None
    lang: Lang = Lang.EN


def write_source(connection: DatabaseConnection, source: InputSource) -> int:
    """The id of the source, which is described anew."""
    return upsert_source(
        connection,
        kind=SourceKind.PLANNING,
        jurisdiction_id=None,
        code=source.code,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        attribution=source.title if source.publisher is None else f"{source.title}: {source.publisher}",
        url=source.url,
        lang=source.lang.value,
        edition=source.edition,
        loaded_at=datetime.now(UTC),
    )
