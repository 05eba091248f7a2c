"""Nothing exact of a shelter is in any output, whoever names it, and whatever was known once."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import graphql
import pytest
from psycopg.errors import CheckViolation

from hub.domain.filters import ProviderFilter
from hub.domain.ids import record_id
from hub.domain.records import IdentifierRecord, LocationRecord, Point
from hub.ingest import FileDescription, RunOptions, run_import
from hub.settings import RequestLimits
from hub.store.connection import connect
from hub.store.exports.hsds import HsdsFormat, export_hsds
from hub.web.reconcile.properties import PROPERTIES
from schema.node import encode_id
from tests.confidentiality.outputs import selection
from tests.schema.hub import Hub
from tests.web.conftest import Client

from .builders import CITY, HROMADA, SOURCE, items, provider, service

_LAT, _LON = 49.2411, 28.4999
#: Every way to the door that the shelter's source holds, as texts that no output may contain.
SECRETS = (
    "потаємна", "potaiemna", "137б", "49.2411", "28.4999", "380432998877", "tajemnica", "21999", "за школою",
    "із двору", "сховок",
)  # fmt: skip
SECRET_PLACE = LocationRecord(
    "потаємна 137б",
    CITY,
    point=Point(_LAT, _LON),
    address="вул. Потаємна, 137Б",
    street="Потаємна",
    house="137Б",
    postal_code="21999",
    name="Сховок",
    attributes={"entrance": "за школою"},
    row=7,
)
OPEN = provider(
    "1",
    name="Осередок, вул. Потаємна, 137Б",
    identifiers=(IdentifierRecord("UA-EDRPOU", "00032129", valid=True),),
    locations=(SECRET_PLACE,),
    services=(service(key="care", locations=("потаємна 137б",), description="вхід із двору"),),
    phones=("+380432998877",),
    emails=("dim@tajemnica.example",),
    url="https://tajemnica.example/",
    attributes={"landmark": "за школою"},
    raw={
        "location.потаємна 137б.address": "вул. Потаємна, 137Б",
        "location.потаємна 137б.point": f"{_LAT}; {_LON}",
        "url": "tajemnica.example",
    },
)
SHELTER = replace(OPEN, services=(replace(OPEN.services[0], category="crisis.shelter-violence"),))
NEIGHBOUR = provider("2", identifiers=())
IDENTITY = str(UUID(record_id(SOURCE.code, "provider", "1")))


def told(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text.casefold()]


@pytest.fixture
def also(hub_url: str):
    """Imports records as a file of another source of the same region."""

    def run(*records: Any, **options: Any) -> Any:
        other = replace(SOURCE, code="test_national", title="A national register")
        file = FileDescription("other.csv", f"{hash(repr(records)):x}", "mapping")
        return run_import(hub_url, other, file, items(records), RunOptions(**options))

    return run


@pytest.fixture(params=["alone", "named openly by another", "open before", "hidden by another"])
def shelter(request: pytest.FixtureRequest, hub_url: str, importing: Any, also: Any) -> str:
    """A hub that knows the shelter in one of the ways in which hubs come to know it."""
    openly = replace(OPEN, key="A-1", name="Осередок один")
    if request.param == "open before":
        importing(OPEN, NEIGHBOUR)
    if request.param == "hidden by another":
        assert importing(OPEN, NEIGHBOUR).release == 1
        assert also(replace(SHELTER, key="A-1")).joined == 1
        return hub_url
    importing(SHELTER, NEIGHBOUR)
    if request.param == "named openly by another":
        assert also(openly).joined == 1
    return hub_url


def test_no_table_that_readers_see_tells_the_place(shelter: str) -> None:
    with connect(shelter) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables "
            "WHERE table_schema IN ('hub', 'history')"
        ).fetchall()
        connection.execute("SET ROLE merezha_reader")
        for (table,) in tables:
            rows = connection.execute(f"SELECT row_to_json(r)::text FROM {table} r".encode()).fetchall()
            assert told("\n".join(row[0] for row in rows)) == [], table
            if table in ("hub.location", "history.location"):
                points = connection.execute(
                    f"SELECT count(*) FROM {table} WHERE ST_DWithin(point::geography, "
                    f"ST_SetSRID(ST_MakePoint({_LON}, {_LAT}), 4326)::geography, 500)".encode()
                )
                assert points.fetchone() == (0,), table


def test_the_table_refuses_a_confidential_place_that_is_exact(shelter: str) -> None:
    with connect(shelter) as connection, pytest.raises(CheckViolation, match="ck_location_confidential"):
        connection.execute("UPDATE hub.location SET precision = 'exact' WHERE confidential")


@pytest.fixture
def hub(shelter: str) -> Iterator[Hub]:
    """The schema over that hub, for queries larger than the public may ask."""
    most = 10**9
    wide = RequestLimits(tokens=most, depth=100, fields=most, aliases=most, overlaps=most, nodes=most)
    opened = Hub(shelter, wide)
    yield opened
    opened.close()


_FOR_STEWARDS = {"matchCandidates", "decisions"}


def sdl() -> Any:
    path = Path(__file__).parents[2] / "schema" / "schema.graphql"
    return graphql.build_schema(path.read_text("utf-8"))


@pytest.mark.parametrize("as_of", ["", ', asOf: "2100-01-01"', ", asOf: 1"])
def test_graphql_tells_it_in_no_field(hub: Hub, as_of: str) -> None:
    fields = selection(sdl().type_map["Provider"], 3)
    assert {"provenance", "history", "conflicts", "legalSeat", "successors"} <= set(fields.split())
    by_id = encode_id("Provider", IDENTITY)
    found = hub.data(
        f'{{ nodes(ids: ["{by_id}"]{as_of}) {{ __typename ... on Provider {{ {fields} }} }} '
        f"providers(first: 10{as_of}, filter: {{ status: [ACTIVE, MISSING, UNKNOWN] }}) "
        f"{{ totalCount edges {{ node {{ {fields} }} }} }} }}"
    )
    assert [node["__typename"] for node in found["nodes"]] == ["Provider"]
    assert found["providers"]["totalCount"] == 2
    assert told(json.dumps(found, ensure_ascii=False)) == []


def test_graphql_tells_it_by_no_root_field(hub: Hub) -> None:
    known = sdl()
    for name, field in known.query_type.fields.items():
        inner = graphql.get_named_type(field.type)
        if any(graphql.is_required_argument(argument) for argument in field.args.values()):
            continue
        below = selection(inner, 3) if graphql.is_object_type(inner) else ""
        asked = f"{{ {name} {{ {below} }} }}" if below else f"{{ {name} }}"
        reply = hub.reply(asked)
        # What waits for a steward is shown to stewards only.
        assert [code for code, _ in reply.codes] == (["UNAUTHENTICATED"] if name in _FOR_STEWARDS else []), (
            name
        )
        assert told(json.dumps([reply.data, reply.errors], ensure_ascii=False, default=str)) == [], name


def test_no_filter_finds_it_by_what_is_secret(hub: Hub) -> None:
    box = f"west: {_LON - 0.003}, south: {_LAT - 0.003}, east: {_LON + 0.003}, north: {_LAT + 0.003}"
    filters = (
        *(f'text: "{word}"' for word in ("Потаємна", "Potaiemna", "Сховок")),
        f"within: {{ bbox: {{ {box} }} }}",
        f"within: {{ radius: {{ center: {{ lat: {_LAT}, lon: {_LON} }}, metres: 500 }} }}",
    )
    for wanted in filters:
        found = hub.data(f"{{ providers(filter: {{ {wanted} }}, first: 1) {{ totalCount }} }}")
        assert found["providers"]["totalCount"] == 0, wanted


def test_the_nearest_distance_is_that_of_the_hromada(hub: Hub) -> None:
    found = hub.data(
        f"{{ nearestProviders(point: {{ lat: {_LAT}, lon: {_LON} }}, first: 5) "
        "{ edges { distanceMetres uncertaintyMetres node { name locations { territory { code } } } } } }"
    )
    by_name = {edge["node"]["name"]: edge for edge in found["nearestProviders"]["edges"]}
    (name,) = [one for one in by_name if one.startswith("Осередок")]
    assert by_name[name]["distanceMetres"] == pytest.approx(2504, abs=10)
    assert by_name[name]["node"]["locations"][0]["territory"]["code"] == HROMADA


@pytest.mark.parametrize("form", list(HsdsFormat))
def test_the_export_does_not_tell_it(shelter: str, tmp_path: Path, form: HsdsFormat) -> None:
    export_hsds(shelter, ProviderFilter(), tmp_path / "out", form)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    text = "\n".join(path.read_text("utf-8") for path in files)
    assert "Осередок" in text
    assert told(text) == []


def test_reconciliation_does_not_tell_it(shelter: str) -> None:
    client = Client(shelter)
    identity = f"provider/{IDENTITY}"
    queries = {"q0": {"query": "Осередок", "type": "provider", "properties": []}}
    columns = [{"id": one} for one in PROPERTIES]
    batches = [{"ids": [identity], "properties": columns[at : at + 20]} for at in range(0, len(columns), 20)]
    try:
        answers = [
            client.send("POST", "/reconcile", data={"queries": json.dumps(queries)}),
            *(client.send("POST", "/reconcile", data={"extend": json.dumps(one)}) for one in batches),
            client.send("GET", "/reconcile/preview", params={"id": identity}),
            client.send("GET", "/reconcile/suggest/entity", params={"prefix": "Осередок"}),
        ]
        by_street = {"q0": {"query": "Потаємна", "type": "provider"}}
        lost = client.send("POST", "/reconcile", data={"queries": json.dumps(by_street)}).json()
    finally:
        client.close()
    for answer in answers:
        assert answer.status_code == 200, answer.text
        # The service escapes what is not ASCII in its JSON.
        text = (
            json.dumps(answer.json(), ensure_ascii=False)
            if "json" in answer.headers["content-type"]
            else answer.text
        )
        assert told(text) == []
    assert lost["q0"]["result"] == []


@pytest.mark.usefixtures("shelter")
def test_a_dry_run_does_not_tell_it(importing: Any) -> None:
    moved = replace(SECRET_PLACE, point=Point(49.20, 28.40))
    next_edition = replace(SHELTER, name="Осередок 7", locations=(moved,))
    report = importing(next_edition, options=RunOptions(dry_run=True))
    assert (report.changed, report.vanished, report.shifts) == (1, 1, [])
    assert told(json.dumps(asdict(report), ensure_ascii=False, default=str)) == []
