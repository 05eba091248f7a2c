"""Ids of entities: `territory/CODE`, `provider/UUID`, `access-point/UUID`, and what else is taken for one.

A territory's code is its own in its state's codifier; no two schemes that issue such codes give codes of
the same form, so the scheme is not part of the id.
"""

from dataclasses import dataclass
from uuid import UUID

from hub.domain.territory.codes import read_code
from hub.web.reconcile.words import ACCESS_POINT, PROVIDER, TERRITORY

#: An entity in memory: its kind, and the database's id of it.
Key = tuple[str, int | UUID]


@dataclass(frozen=True, slots=True)
class EntityId:
    """An id taken apart; `kind` is None for a bare UUID, which may be a provider's or an access point's."""

    kind: str | None
    code: str | None = None
    uuid: UUID | None = None


def parse_id(given: str) -> EntityId | None:
    """What an id names, or None for a text that is none."""
    kind, slash, rest = given.strip().partition("/")
    if not slash:
        uuid = _uuid(kind)
        return EntityId(None, uuid=uuid) if uuid else None
    if kind == TERRITORY and rest.strip():
        return EntityId(TERRITORY, code=read_code(rest).code)
    uuid = _uuid(rest) if kind in {PROVIDER, ACCESS_POINT} else None
    return EntityId(kind, uuid=uuid) if uuid else None


def territory_entity(code: str) -> str:
    """The id of a territory."""
    return f"{TERRITORY}/{code}"


def owner_entity(kind: str, identity: UUID) -> str:
    """The id of a provider or an access point."""
    return f"{kind}/{identity}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
