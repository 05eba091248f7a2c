"""What readers can see of a hidden place does not depend on where in its hromada the place is.

Two hubs import the same records but for the secret: the settlement, street, point, keys of places, service
areas, telephones and texts of a shelter. Whatever readers may read must be equal then, row by row, so no
series of distances, boxes, counts, facets or orders can tell one place from the other.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from hub.cluster import PrivateCluster
from hub.domain.records import (
    AccessPointRecord,
    AreaRecord,
    CapacityRecord,
    LocationRecord,
    NameRecord,
    Point,
    ProviderRecord,
    ScheduleRecord,
    TermRecord,
)
from hub.domain.vocabulary import Lang, PrecisionClass
from hub.ingest import FileDescription, RunOptions, run_import
from hub.store.connection import connect
from tests.conftest import database_copy
from tests.ingest.builders import CITY, SOURCE, items, provider, service

VILLAGE = "UA050202"


@dataclass(frozen=True)
class Secret:
    """One of the places where a shelter may be, and the words that lead there."""

    settlement: str
    point: Point
    street: str
    house: str
    phone: str
    word: str


SECRETS = (
    Secret(CITY, Point(49.2411, 28.4999), "Липова", "137Б", "+380432998877", "lypova"),
    Secret(VILLAGE, Point(49.2205, 28.4555), "Кленова", "9", "+380432112233", "klenova"),
)


def place_of(secret: Secret, key: str = "") -> LocationRecord:
    """The exact place, as an open register tells it."""
    return LocationRecord(
        key or f"{secret.street} {secret.house}",
        secret.settlement,
        point=secret.point,
        precision=PrecisionClass.EXACT,
        address=f"вул. {secret.street}, {secret.house}",
        street=secret.street,
        house=secret.house,
        postal_code=f"21{secret.house[:1]}00",
        city=secret.word,
        region=secret.word,
        state_province=secret.word,
        country=secret.word,
        phones=(secret.phone,),
        languages=(secret.word,),
        schedules=(ScheduleRecord(description=secret.word),),
        name=f"Корпус на {secret.street}",
        attributes={"entrance": secret.word},
    )


def organisation(secret: Secret, key: str = "1", **changes: Any) -> ProviderRecord:
    """An organisation at the secret place, told with all that may lead there."""
    place = place_of(secret)
    care = service(
        key="care",
        locations=(place.key,),
        description=f"вхід з вул. {secret.street}, {secret.house}",
        areas=(AreaRecord(secret.settlement),),
        url=f"https://{secret.word}.example/care",
        application_process=f"дзвоніть у двері: {secret.street}, {secret.house}",
        eligibility=f"мешканці вул. {secret.street}",
        phones=(secret.phone,),
        languages=(secret.word,),
        schedules=(ScheduleRecord(place.key, byday="MO", notes=secret.word),),
        terms=(
            TermRecord("AIRS", "PH-2950", "Care", secret.word, secret.word),
            TermRecord("AIRS", "X", f"вул. {secret.street}, {secret.house}"),
        ),
    )
    return provider(
        key,
        name="Установа «Світанок»",
        locations=(place,),
        services=(care,),
        phones=(secret.phone,),
        emails=(f"dim@{secret.word}.example",),
        url=f"https://{secret.word}.example/",
        attributes={"landmark": secret.word},
        raw={
            f"location.{place.key}.address": f"{place.address}",
            f"location.{place.key}.point": f"{secret.point.lat}; {secret.point.lon}",
        },
        status_evidence=f"наказ про {secret.word}",
        **changes,
    )


def shelter(secret: Secret, key: str = "1") -> ProviderRecord:
    """The same, with a service that makes the place confidential."""
    openly = organisation(secret, key)
    return replace(openly, services=(replace(openly.services[0], category="crisis.shelter-violence"),))


def by_kind(secret: Secret) -> ProviderRecord:
    """A crisis centre: its kind makes all its places confidential."""
    return organisation(secret, kind="crisis-centre")


def with_several_places(secret: Secret) -> ProviderRecord:
    """A shelter that has an office beside it, and a service that names no place."""
    hidden = shelter(secret)
    legal = place_of(secret, f"юридична {secret.street}")
    anywhere = service(
        key="social", category="crisis.shelter-violence", areas=(AreaRecord(secret.settlement),)
    )
    return replace(
        hidden,
        locations=(*hidden.locations, replace(legal, kind="legal")),
        services=(*hidden.services, anywhere),
    )


def with_a_drawn_area(secret: Secret) -> ProviderRecord:
    """A shelter whose service area is a drawn circle around the house."""
    lat, lon = secret.point.lat, secret.point.lon
    ring = [
        [lon - 0.001, lat - 0.001],
        [lon + 0.001, lat - 0.001],
        [lon, lat + 0.001],
        [lon - 0.001, lat - 0.001],
    ]
    hidden = shelter(secret)
    drawn = AreaRecord(polygon={"type": "Polygon", "coordinates": [ring]})
    return replace(hidden, services=(replace(hidden.services[0], areas=(drawn,)),))


def with_names(secret: Secret) -> ProviderRecord:
    """A shelter whose names and words of services hold the address."""
    hidden = shelter(secret)
    told = f"вул. {secret.street}, {secret.house}"
    named = replace(
        hidden.services[0],
        name=f"Притулок ({told})",
        national_label=f"притулок, {told}",
        capacities=(CapacityRecord(as_of=date(2024, 1, 1), total=10),),
    )
    return replace(
        hidden,
        name=f"Установа «Світанок», {told}",
        short_name=f"КЦ {told}",
        names=(NameRecord(f"Crisis centre, {told}", Lang.EN),),
        services=(named,),
    )


def named_otherwise(record: ProviderRecord) -> ProviderRecord:
    """The same organisation in another register."""
    return replace(record, key="A-1", name="Установа «Світанок» один")


def office(secret: Secret) -> AccessPointRecord:
    """An access point whose source calls its place confidential."""
    place = replace(place_of(secret), confidential=True)
    return AccessPointRecord(
        key="9",
        name="Приймальня",
        lang=Lang.UK,
        location=place,
        phones=(secret.phone,),
        emails=(f"dim@{secret.word}.example",),
        url=f"https://{secret.word}.example/",
        attributes={"landmark": secret.word},
        raw={f"location.{place.key}.address": f"вул. {secret.street}"},
        rows=(9,),
        synthetic=True,
    )


NEIGHBOUR = provider("2", identifiers=())
OTHER = replace(SOURCE, code="test_national", title="A national register")


def import_records(url: str, edition: str, *records: Any, source: Any = SOURCE) -> None:
    """Import records as a file whose name and hash say nothing of them."""
    run_import(url, source, FileDescription("file.csv", edition, "mapping"), items(records), RunOptions())


def alone(url: str, secret: Secret) -> None:
    """The register tells the shelter as such."""
    import_records(url, "1", shelter(secret), NEIGHBOUR)


def kind_hides(url: str, secret: Secret) -> None:
    """Its kind makes it confidential."""
    import_records(url, "2", by_kind(secret), NEIGHBOUR)


def several_places(url: str, secret: Secret) -> None:
    """It has several places, and services without any."""
    import_records(url, "3", with_several_places(secret), NEIGHBOUR)


def drawn_area(url: str, secret: Secret) -> None:
    """Its service area is drawn around the house."""
    import_records(url, "4", with_a_drawn_area(secret), NEIGHBOUR)


def names(url: str, secret: Secret) -> None:
    """Its names hold the address."""
    import_records(url, "5", with_names(secret), NEIGHBOUR)


def access_point(url: str, secret: Secret) -> None:
    """An access point is confidential."""
    import_records(url, "6", office(secret), NEIGHBOUR)


def open_before(url: str, secret: Secret) -> None:
    """It was published openly, and is confidential since the next file."""
    import_records(url, "7", organisation(secret), NEIGHBOUR)
    import_records(url, "8", shelter(secret), NEIGHBOUR)


def named_openly(url: str, secret: Secret) -> None:
    """Another source names its place openly, afterwards."""
    import_records(url, "9", shelter(secret), NEIGHBOUR)
    import_records(url, "10", named_otherwise(organisation(secret)), source=OTHER)


def hidden_by_another(url: str, secret: Secret) -> None:
    """Another source says afterwards that the place is confidential."""
    import_records(url, "11", organisation(secret), NEIGHBOUR)
    import_records(url, "12", named_otherwise(shelter(secret)), source=OTHER)


WAYS = (
    alone, kind_hides, several_places, drawn_area, names, access_point, open_before, named_openly,
    hidden_by_another,
)  # fmt: skip


def seen_by_readers(url: str) -> dict[str, list[str]]:
    """Every row of every relation that the role of readers may read, without times of the clock."""
    with connect(url) as connection:
        connection.execute("SET ROLE merezha_reader")
        relations = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'v', 'm', 'p') AND n.nspname IN ('hub', 'history', 'ingest') "
            "AND has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE') ORDER BY 1, 2"
        ).fetchall()
        read = {}
        for schema, relation in relations:
            if relation == "edition":  # random numbers of transactions
                continue
            rows = connection.execute(f"SELECT to_jsonb(r) FROM {schema}.{relation} r".encode())
            read[f"{schema}.{relation}"] = sorted(
                json.dumps(_timeless(row[0]), ensure_ascii=False, sort_keys=True) for row in rows
            )
    return read


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    """The row without times of the clock, and without the hash by which a publish knows rows again."""
    return {name: value for name, value in row.items() if not name.endswith("_at") and name != "row_hash"}


@pytest.fixture
def two_hubs(cluster: PrivateCluster, hub_url: str) -> Iterator[list[str]]:
    """Two equal hubs that hold the tree of territories with two settlements in the hromada, and no record."""
    with connect(hub_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO hub.territory (id, country, scheme, code, level, parent_id, name, lang, point, "
            "point_precision, source_id) SELECT 6, country, scheme, %s, level, parent_id, 'Захованка', lang, "
            "ST_SetSRID(ST_MakePoint(28.455, 49.22), 4326), point_precision, source_id "
            "FROM hub.territory WHERE code = %s",
            (VILLAGE, CITY),
        )
        connection.execute(
            "INSERT INTO hub.territory_closure SELECT 6, ancestor_id, depth FROM hub.territory_closure c "
            "JOIN hub.territory t ON t.id = c.territory_id WHERE t.code = %s AND ancestor_id <> t.id "
            "UNION ALL SELECT 6, 6, 0",
            (CITY,),
        )
        row = connection.execute("SELECT current_database()").fetchone()
    assert row is not None
    with ExitStack() as stack:
        yield [stack.enter_context(database_copy(cluster, row[0])) for _ in SECRETS]


def differences(urls: list[str]) -> dict[str, list[str]]:
    """Rows that readers see in one hub and not in the other, by relation."""
    left, right = map(seen_by_readers, urls)
    assert left.keys() == right.keys()
    assert any("Світанок" in row or "Приймальня" in row for rows in left.values() for row in rows)
    return {name: _columns(left[name], right[name]) for name in left if left[name] != right[name]}


def _columns(left: list[str], right: list[str]) -> list[str]:
    """The columns in which rows differ, each with an example, or how many rows there are of either."""
    if len(left) != len(right):
        return [f"{len(left)} and {len(right)} rows"]
    rows = [(json.loads(one), json.loads(other)) for one, other in zip(left, right, strict=True)]
    return [f"{name}: {a[name]!r} and {b[name]!r}" for a, b in rows for name in a if a[name] != b[name]]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_readers_see_the_same_wherever_the_place_is(two_hubs: list[str], way: Any) -> None:
    for url, secret in zip(two_hubs, SECRETS, strict=True):
        way(url, secret)
    assert differences(two_hubs) == {}


def test_an_open_place_does_differ(two_hubs: list[str]) -> None:
    """The comparison itself can fail: what is not confidential is told."""
    for url, secret in zip(two_hubs, SECRETS, strict=True):
        import_records(url, "15", organisation(secret), NEIGHBOUR)
    assert {"hub.location", "hub.provider"} <= differences(two_hubs).keys()
