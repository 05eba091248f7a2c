"""Inserts providers with all that hangs on them, access points, a programme and a crowd."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from hub.domain.text import search_key
from hub.store import tables
from tests.schema.world.base import REGISTER, SAMPLE, put, rid, versioned
from tests.schema.world.providers import HARMONY, PROVIDERS, TEAM, location, service


def provider_id(name: str) -> UUID:
    """The id of a provider of this world."""
    return rid("provider", name)


def insert_providers(connection: Connection) -> None:
    for record in PROVIDERS:
        insert_provider(connection, record)
    edrpou = {"scheme": "UA-EDRPOU", "value": "00032129", "valid": True}
    owner = provider_id(HARMONY)
    put(
        connection,
        tables.provider_identifier,
        {"id": rid("identifier"), "provider_id": owner, **edrpou, **versioned()},
    )
    said = {"record_type": "provider", "record_id": owner, "key": HARMONY, "run_id": 2, "row": 3}
    said |= {"claimed_on": date(2026, 3, 1), "content": {}, "since": {}, "missing_since": None}
    name, sector = {"value": HARMONY, "raw": "ГАРМОНІЯ"}, {"value": "municipal"}
    other = {"id": rid("c2"), "claims": {"name": {"value": "Центр Гармонія"}}, **said, **versioned(SAMPLE)}
    put(
        connection,
        tables.statement,
        {"id": owner, "claims": {"name": name, "sector": sector}, "lost": {}, **said, **versioned()},
        {**other, "lost": {"name": [owner.hex, "name"]}},
    )
    put(
        connection,
        tables.change,
        {"release": 1, "record_type": "provider", "record_id": owner, "kind": "added"},
    )


def insert_provider(connection: Connection, record: dict[str, Any]) -> None:
    """A provider with all that hangs on it."""
    key = record.get("key", record["name"])
    owner = provider_id(key)
    own = versioned(record.get("source", REGISTER))
    names = record.get("names", [])
    words = [record["name"], *(name[0] for name in names)]
    words += [place.get("address") or "" for place in record["locations"]]
    put(
        connection,
        tables.provider,
        {
            "id": owner,
            "key": key,
            "name": record["name"],
            "lang": record.get("lang", "uk"),
            "kind": record["kind"],
            "sector": record["sector"],
            "status": record.get("status", "active"),
            "missing_since": record.get("missing_since"),
            "parent_id": provider_id(record["parent"]) if "parent" in record else None,
            "synthetic": record.get("synthetic", False),
            "cites": record.get("cites"),
            "search": search_key(" ".join(words)),
            **own,
        },
    )
    for name, lang, kind in names:
        row = {"id": rid("name", name), "provider_id": owner, "name": name, "lang": lang, "kind": kind}
        put(connection, tables.provider_name, {**row, **own})
    for place in record["locations"]:
        row = {column: value for column, value in place.items() if column != "key"}
        identity = rid("location", key, place["key"])
        put(connection, tables.location, {"id": identity, "provider_id": owner, **row, **own})
    for offered in record["services"]:
        _insert_service(connection, key, owner, offered, own)


def _insert_service(
    connection: Connection, name: str, owner: UUID, offered: dict[str, Any], own: dict[str, Any]
) -> None:
    apart = {"at", "areas", "polygon", "capacity"}
    identity = rid("service", name, offered["key"])
    common = {"provider_id": owner, "service_id": identity, **own}
    row = {key: value for key, value in offered.items() if key not in apart}
    put(connection, tables.service, {"id": identity, "provider_id": owner, "status": "active", **row, **own})
    for key in offered["at"]:
        place = rid("location", name, key)
        link = {"id": rid("at", name, offered["key"], key), "location_id": place}
        put(connection, tables.service_at_location, {**link, **common})
    for area in offered.get("areas", []):
        put(
            connection,
            tables.service_area,
            {"id": rid("area", name, offered["key"], str(area)), "territory_id": area, **common},
        )
    if "polygon" in offered:
        put(
            connection,
            tables.service_area,
            {"id": rid("area", name, offered["key"]), "polygon": offered["polygon"], **common},
        )
    for as_of, unit, total, available, served, waiting in offered.get("capacity", []):
        counts = {"total": total, "available": available, "served": served, "waiting": waiting}
        key = rid("capacity", name, offered["key"], str(as_of), unit)
        put(connection, tables.capacity, {"id": key, "as_of": as_of, "unit": unit, **counts, **common})


CNAP, UMAN_CNAP, PROGRAMME = "ЦНАП Вінниця", "ЦНАП Умань", "Життєстійкість"


def insert_offices(connection: Connection) -> None:
    for name, territory, spot in ((CNAP, 5, (49.2330, 28.4700)), (UMAN_CNAP, 11, (48.7510, 30.2210))):
        identity = rid("access-point", name)
        operator = provider_id(HARMONY) if name == CNAP else None
        put(
            connection,
            tables.access_point,
            {"id": identity, "key": name, "name": name, "lang": "uk", "status": "active",
             "operator_id": operator, "synthetic": False, "search": search_key(name), **versioned()},
        )  # fmt: skip
        place = location("1", territory, spot)
        del place["key"]
        put(
            connection,
            tables.location,
            {"id": rid("location", name), "access_point_id": identity, **place, **versioned()},
        )
    programme = rid("programme")
    put(
        connection,
        tables.programme,
        {"id": programme, "key": "p", "name": PROGRAMME, "lang": "uk", "synthetic": False, **versioned()},
    )
    for territory in (14, 17):
        row = {"id": rid("pt", str(territory)), "programme_id": programme, "territory_id": territory}
        put(connection, tables.programme_territory, {**row, **versioned()})
    row = {"id": rid("pp"), "programme_id": programme, "provider_id": provider_id(TEAM)}
    put(connection, tables.programme_provider, {**row, **versioned()})


#: So many providers of the source `crowd` are alike, for paging.
CROWD = 40


def insert_crowd(connection: Connection) -> None:
    """Providers of the source `crowd` in Vorononytsia; each name is given twice, so that ids break ties."""
    put(
        connection,
        tables.source,
        {"id": 4, "code": "crowd", "kind": "register", "title": "Crowd", "is_sample": True},
    )
    for number in range(CROWD):
        place = location("1", 7, (49.11 + number / 10_000, 28.68))
        record = {
            "name": f"Юрба {number // 2:02}", "key": f"Юрба/{number}",
            "kind": "ngo", "sector": "business", "source": 4, "synthetic": True,
            "locations": [place],
            "services": [service("x", "aux.household", "home", target_groups=["general"], at=["1"],
                                 areas=[6], capacity=[(date(2026, 1, 1), "place", 1, 0, 1, 0)])],
        }  # fmt: skip
        insert_provider(connection, record)
