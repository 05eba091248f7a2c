"""Rows of a programme."""

from collections.abc import Iterator

from hub.domain.ids import part_id, record_id
from hub.domain.programmes import ProgrammePart, ProgrammeRecord
from hub.domain.vocabulary import ProgrammeRole
from hub.ingest.rows.maker import RowMaker, TableRow


def programme_rows(rows: RowMaker, record: ProgrammeRecord) -> Iterator[TableRow]:
    """The programme with its territories and providers."""
    owner = record_id(rows.source, "programme", record.key)
    yield rows.row(
        "programme",
        id=owner,
        key=record.key,
        name=record.name,
        lang=record.lang.value,
        description=record.description,
        kind=record.kind.value,
        owner=record.owner,
        starts=record.starts,
        ends=record.ends,
        synthetic=record.synthetic,
        cites=record.cites,
        missing_since=rows.missing_since,
    )
    members = [ProgrammePart(ProgrammeRole.MEMBER, territory=code) for code in record.territories]
    members += [ProgrammePart(ProgrammeRole.MEMBER, provider_key=key) for key in record.provider_keys]
    parts = {(part.role, part.territory, part.provider_key): part for part in (*members, *record.parts)}
    for part in parts.values():
        # The ids of members are those that they had before there were roles.
        role = () if part.role is ProgrammeRole.MEMBER else (part.role.value,)
        about = {"programme_id": owner, "role": part.role.value, "since": part.since, "until": part.until}
        if part.territory is not None:
            identity, unit = (
                part_id(owner, "territory", part.territory, *role),
                rows.territories[part.territory],
            )
            yield rows.row("programme_territory", id=identity, territory_id=unit.id, **about)
        elif part.provider_key is not None:
            identity, provider = part_id(owner, "provider", part.provider_key, *role), part.provider_key
            yield rows.row("programme_provider", id=identity, provider_id=rows.refer(provider), **about)
