"""Rows of two sources about one provider, and the features that an import would clean out of them."""

from dataclasses import dataclass
from datetime import date

from bench.match_world import Truth, formal_name, street_text
from hub.domain.features import Features, TerritoryPath
from hub.domain.identifiers import read_identifier
from hub.domain.ids import record_id
from hub.domain.records import IdentifierRecord
from hub.domain.vocabulary import Lang

_SCHEMES = {"UA": "UA-EDRPOU", "RU": "RU-INN-10", "KZ": "KZ-BIN"}
_STATE_LANG = {"UA": Lang.UK, "RU": Lang.RU, "KZ": Lang.RU}
CIVIC = "ngo"


@dataclass
class Row:
    """What a source's row says of a provider before it is cleaned."""

    truth: Truth
    name: str
    lang: Lang
    codes: dict[str, str]
    path: TerritoryPath
    street: str | None
    house: str | None
    lat: float | None
    lon: float | None
    radius_m: int | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    kind: str | None
    services: tuple[str, ...]
    founded: date | None
    names: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    parent: str | None = None


def formal_row(truth: Truth) -> Row:
    """A state register's row: everything is told, in full."""
    codes = {_SCHEMES[truth.country]: truth.code}
    if truth.second_code:
        codes["RU-OGRN"] = truth.second_code
    return Row(
        truth,
        formal_name(truth),
        _STATE_LANG[truth.country],
        codes,
        truth.spot.path,
        street_text(truth, truth.street[0]),
        truth.house,
        truth.lat,
        truth.lon,
        50,
        (truth.phone,),
        (truth.email,) if truth.email else (),
        truth.type.kind,
        truth.services,
        truth.founded,
    )


def read_row(row: Row, source: str, world: str = "") -> Features:
    """The features after cleaning; the id is made of the entity, unique in its `world`, once per source."""
    identifiers = []
    for scheme, text in row.codes.items():
        read = read_identifier(text, scheme).record
        identifiers.append(read or IdentifierRecord(scheme, text, valid=False))
    address = ", ".join(part for part in (row.street, row.house) if part)
    return Features(
        id=record_id(source, "provider", f"{world} {row.truth.entity}"),
        source=source,
        name=row.name,
        names=row.names,
        lang=row.lang,
        kind=row.kind,
        identifiers=tuple(identifiers),
        hashes=row.hashes,
        territories=row.path,
        street=row.street,
        house=row.house,
        address=address or None,
        lat=row.lat,
        lon=row.lon,
        radius_m=row.radius_m,
        phones=row.phones,
        emails=row.emails,
        parent=row.parent,
        founded=row.founded,
        services=row.services,
    )


def short_name(truth: Truth, *, other: bool = False, form: bool = True, owner: bool = False) -> str:
    """The name as a list of a region words it: «КУ ЦНСП Уманської міської ради», «ГО Надія»."""
    kind = truth.type
    proper = truth.proper and truth.proper[int(other)]
    words = [kind.form_short] if form and kind.form_short else []
    words.append(kind.other_short if other else kind.short)
    if truth.number:
        words.append(f"№{truth.number}")
    if proper:
        words.append(f"«{proper}»")
    if owner or (not proper and kind.kind != CIVIC):
        words.append(truth.spot.other_owner if other else truth.spot.owner)
    return " ".join(words)
