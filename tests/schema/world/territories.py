"""Territories of two states."""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from hub.domain.text import search_key
from hub.store import tables
from tests.schema.world.base import CODIFIER, REGISTER, SAMPLE, point, put

K = "katottg"

#: id, scheme, code, level, name, lang, parent, (lat, lon), {lang: name}
TERRITORIES: list[tuple[Any, ...]] = [
    (1, "iso-3166-1", "UA", "country", "Україна", "uk", None, None, {"en": "Ukraine"}),
    (2, K, "UA05000000000010236", "region", "Вінницька", "uk", 1, (49.23, 28.46), {"en": "Vinnytska"}),
    (3, K, "UA05020000000026686", "district", "Вінницький", "uk", 2, (49.24, 28.48), {}),
    (4, K, "UA05020030000031457", "hromada", "Вінницька", "uk", 3, (49.233, 28.468), {"en": "Vinnytska"}),
    (5, K, "UA05020030010063857", "settlement", "Вінниця", "uk", 4, (49.232, 28.468), {"en": "Vinnytsia"}),
    (6, K, "UA05020050000066786", "hromada", "Вороновицька", "uk", 3, (49.11, 28.68), {}),
    (7, K, "UA05020050010034567", "settlement", "Вороновиця", "uk", 6, (49.11, 28.68), {}),
    (8, K, "UA71000000000010357", "region", "Черкаська", "uk", 1, (49.44, 32.06), {}),
    (9, K, "UA71060000000030325", "district", "Уманський", "uk", 8, None, {}),
    (10, K, "UA71060210000032972", "hromada", "Уманська", "uk", 9, (48.75, 30.22), {"en": "Umanska"}),
    (11, K, "UA71060210010010251", "settlement", "Умань", "uk", 10, (48.75, 30.22), {"en": "Uman"}),
    (12, K, "UA14000000000091971", "region", "Донецька", "uk", 1, (48.0, 37.8), {}),
    (13, K, "UA14040000000029690", "district", "Волноваський", "uk", 12, None, {}),
    (14, K, "UA14040010000025000", "hromada", "Великоновосілківська", "uk", 13, (47.84, 36.83), {}),
    (15, K, "UA14040010010025001", "settlement", "Велика Новосілка", "uk", 14, (47.84, 36.83), {}),
    (16, K, "UA14120000000020000", "district", "Краматорський", "uk", 12, None, {}),
    (17, K, "UA14120150000021111", "hromada", "Лиманська", "uk", 16, (48.99, 37.8), {"en": "Lymanska"}),
    (18, K, "UA14120150010021112", "settlement", "Лиман", "uk", 17, (48.99, 37.8), {"en": "Lyman"}),
    (19, K, "UA14120150020021113", "settlement", "Ямпіль", "uk", 17, (48.93, 37.97), {}),
    (20, "iso-3166-1", "RU", "country", "Россия", "ru", None, None, {"uk": "Росія"}),
    (21, "oktmo", "52000000", "region", "Омская область", "ru", 20, (54.98, 73.37), {"uk": "Омська область"}),
    (22, "oktmo", "52701000", "district", "Омск", "ru", 21, (54.99, 73.37), {"uk": "Омськ"}),
    (23, "oktmo", "52644000", "district", "Нововаршавский район", "ru", 21, (54.17, 74.69), {}),
    (24, K, "UA05020999000099999", "hromada", "Колишня", "uk", 3, None, {}),
]  # fmt: skip
ABOLISHED, BOUNDED = 24, 4
PARENTS: dict[int, int | None] = {row[0]: row[6] for row in TERRITORIES}

#: Other codes: id → (scheme, code)
CODES = {
    2: [("iso-3166-2", "UA-05"), ("koatuu", "0500000000")],
    5: [("koatuu", "0510100000")],
    # Two units once shared a code, which is told by naming the scheme or not at all.
    17: [("koatuu", "1413300000")],
    18: [("koatuu", "1413300000")],
    21: [("iso-3166-2", "RU-OMS")],
}

#: Vinnytsia hromada: a box around the city.
VINNYTSIA_BOUNDARY = (
    "SRID=4326;MULTIPOLYGON(((28.3 49.1,28.6 49.1,28.6 49.3,28.45 49.3001,28.3 49.3,28.3 49.1)))"
)


def insert_territories(connection: Connection) -> None:
    """Territories with all that hangs on them; Omsk region is the jurisdiction of its source."""
    for row in TERRITORIES:
        _insert_territory(connection, *row)
    for identity in PARENTS:
        above, depth = identity, 0
        while above is not None:
            pair = {"territory_id": identity, "ancestor_id": above, "depth": depth}
            put(connection, tables.territory_closure, pair)
            above, depth = PARENTS[above], depth + 1
    put(
        connection,
        tables.territory_population,
        {"territory_id": 4, "source_id": CODIFIER, "as_of": date(2022, 1, 1), "value": 380000},
        {"territory_id": 4, "source_id": REGISTER, "as_of": None, "value": 1},
        {"territory_id": 6, "source_id": CODIFIER, "as_of": date(2022, 1, 1), "value": 20000},
    )
    link = {"predecessor_id": ABOLISHED, "successor_id": 4, "kind": "merged", "source_id": CODIFIER}
    put(connection, tables.territory_link, link)
    samples = tables.source.update().where(tables.source.c.id == SAMPLE)
    connection.execute(samples.values(jurisdiction_id=21))


def _insert_territory(
    connection: Connection,
    identity: int,
    scheme: str,
    code: str,
    level: str,
    name: str,
    lang: str,
    parent: int | None,
    spot: tuple[float, float] | None,
    names: dict[str, str],
) -> None:
    values: dict[str, Any] = {
        "id": identity,
        "country": _country(identity),
        "scheme": scheme,
        "code": code,
        "level": level,
        "parent_id": parent,
        "name": name,
        "lang": lang,
        "source_id": CODIFIER,
        "search": search_key(" ".join([name, *names.values()])),
    }
    if spot:
        values |= {"point": point(*spot), "point_precision": "territory", "point_source_id": CODIFIER}
    if identity == BOUNDED:
        values |= {"boundary": VINNYTSIA_BOUNDARY, "boundary_source_id": CODIFIER}
    if identity == ABOLISHED:
        values["valid_to"] = date(2020, 7, 17)
    put(connection, tables.territory, values)
    own = {"territory_id": identity}
    put(connection, tables.territory_name, {**own, "lang": lang, "name": name, "kind": "official"})
    for other_lang, text in names.items():
        other = {**own, "lang": other_lang, "name": text, "kind": "transliterated"}
        put(connection, tables.territory_name, other)
    for other_scheme, text in [(scheme, code), *CODES.get(identity, [])]:
        put(connection, tables.territory_code, {**own, "scheme": other_scheme, "code": text})


def _country(identity: int) -> str:
    return "RU" if identity in range(20, 24) else "UA"
