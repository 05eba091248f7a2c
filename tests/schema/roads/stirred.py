"""The demo's hub with what it lacks: offices, polygons, conflicts, merged and withdrawn records, councils."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from hub.domain.ids import record_id
from hub.domain.programmes import ProgrammePart, ProgrammeRecord
from hub.domain.records import (
    AccessPointRecord,
    AreaRecord,
    CapacityRecord,
    CostRecord,
    IdentifierRecord,
    LocationRecord,
    NameRecord,
    Point,
    ProviderRecord,
    RawRow,
    ScheduleRecord,
    ServiceRecord,
    StaffRecord,
    TermRecord,
)
from hub.domain.stewards import Signature
from hub.domain.vocabulary import (
    DeliveryForm,
    Duration,
    Lang,
    MatchRelation,
    PrecisionClass,
    ProgrammeKind,
    ProgrammeRole,
    RecordStatus,
    SecondTier,
    Sector,
)
from hub.ingest import FileDescription, RunOptions, SourceDescription, run_import
from hub.ingest.report import Bound, Waiver
from hub.ingest.stewarding import merge, withdraw
from hub.store.connection import connect
from schema.node import encode_id
from tests.correcting import correct

SOURCE = SourceDescription(code="roads", title="Roads", lang=Lang.UK, jurisdiction="UA05000000000010236")
SIGNED = Signature("Олена Коваль", "телефоном уточнено")
WAIVER = Waiver(frozenset({Bound.VANISHED}), "Так і має бути")
REGION = "UA05000000000010236"
CITY, HROMADA, OLD = "UA05020030010063857", "UA05020030000031457", "UA05020010010058853"
#: The id of a provider that another one answers for since a steward merged them.
MERGED = encode_id("Provider", UUID(record_id(SOURCE.code, "provider", "5")))
#: The id of a provider that tells its posts.
POSTED = encode_id("Provider", UUID(record_id(SOURCE.code, "provider", "1")))
AREA = {"type": "Polygon", "coordinates": [[[28.1, 49.1], [28.9, 49.1], [28.5, 49.6], [28.1, 49.1]]]}
BOUNDARY = "POLYGON((28.3 49.1, 28.6 49.1, 28.7 49.2, 28.6 49.35, 28.3 49.35, 28.25 49.2, 28.3 49.1))"


#: Every part of a schedule that a client may ask for.
SCHEDULE = {
    **{"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00+02:00", "closes_at": "17:30"},
    **{"description": "щотижня", "valid_from": "2024-01-01", "valid_to": "2024-12-31"},
    **{"dtstart": "2024-01-01", "until": "2024-12-31", "wkst": "MO", "byweekno": "1,2"},
    **{"bymonthday": "1", "byyearday": "1", "schedule_link": "https://example.org/s"},
    **{"attending_type": "online", "notes": "Дзвоніть"},
}


def stir(url: str) -> None:
    """Import a small register twice, let a steward act, and add what comes with real codifiers."""
    _import(
        url,
        [
            _centre("1"),
            _centre("2"),
            _shelter("3"),
            _centre("4"),
            _office("O-1", "1"),
            _office("O-2", None),
            _programme(),
        ],
    )
    again = replace(_centre("2"), name='Центр "Два"', status=RecordStatus.RELOCATED)
    shelter = replace(_shelter("3"), predecessor_keys=("1",), closed=date(2025, 1, 1))
    office = replace(_office("O-1", "1"), closed=date(2025, 2, 2))
    _import(url, [_centre("1"), again, shelter, _centre("5"), _regional("6"), office, _programme()])
    one, two, five = (record_id(SOURCE.code, "provider", key) for key in ("1", "2", "5"))
    correct(url, one, "name", "Центр підтримки", SIGNED)
    correct(url, one, "phones", ["+380432000000"], SIGNED)
    merge(url, [one, five], SIGNED)
    withdraw(url, two, SIGNED)
    _add_territories(url)


def _import(url: str, records: list[Any]) -> None:
    stream = [item for record in records for item in (*(RawRow(row, {}) for row in record.rows), record)]
    file = FileDescription("roads.csv", f"{len(records)}-{records[1].name}", "mapping")
    run_import(url, SOURCE, file, stream, RunOptions(force=True, as_of=date(2025, 5, 5), waiver=WAIVER))


def _centre(key: str) -> ProviderRecord:
    service = ServiceRecord(
        "care.home",
        "Догляд вдома",
        category="care.home",
        matched_via=MatchRelation.EXACT,
        national_system="ua-class",
        national_code="1.1",
        national_label="Догляд",
        forms=(DeliveryForm.HOME,),
        duration=Duration.TEMPORARY,
        target_groups=("pwd", "older"),
        minimum_age=18,
        maximum_age=99,
        description="Опис «послуги»\nу два рядки",
        url="https://example.org/care",
        application_process='Зателефонувати; "заява"',
        eligibility="Особи від 18 років\nта родини",
        phones=("+380432222222",),
        languages=("українська", "en"),
        schedules=(
            ScheduleRecord(location="main", count=3, interval=2, timezone=2.5, **SCHEDULE),
            ScheduleRecord(description="за викликом"),
        ),
        terms=(
            TermRecord("AIRS", "PH-2950", "In Home Supportive Care", "yes", "sure"),
            TermRecord("", "x", "y"),
        ),
        funding=("local-budget", "charity"),
        costs=(CostRecord("120.50", "UAH", "hour"),),
        capacities=(
            CapacityRecord(date(2024, 1, 1), 40, 0, 38, 2),
            CapacityRecord(None, served=7, unit="client"),
        ),
        areas=(AreaRecord(territory=HROMADA), AreaRecord(polygon=AREA)),
        teams=2,
        visits_per_day=7.5,
        reach_minutes=45.0,
        reach_km=40.0,
        shift="Пн–Пт 8–17",
        second_tier=SecondTier.INSTITUTIONS if key == "3" else None,
        staff=(StaffRecord("Соціальний працівник", date(2024, 1, 1), 12.5, 11, 9, date(2026, 3, 17), 3),),
    )
    territory = None if key == "5" else CITY  # then the hub tells it from the point
    place = LocationRecord(
        "main",
        territory,
        point=Point(49.2331, 28.4682),
        precision=PrecisionClass.EXACT,
        address="вул. Соборна, 1",
        street="Соборна",
        house="1",
        postal_code="21000",
        city="Вінниця",
        region="Вінницький район",
        state_province="Вінницька область",
        country="UA",
        name="Корпус 1",
        opening_hours="Mo-Fr 09:00-18:00",
        accessibility=("ramp",),
        phones=("+380432333333",),
        languages=("українська",),
        schedules=(ScheduleRecord(freq="WEEKLY", byday="SA"),),
        attributes={"поверх": 2, "a": [1.5, None, True], "b": {"c": "d"}},
    )
    seat = LocationRecord("seat", CITY, address="вул. Київська, 2", kind="legal")
    return ProviderRecord(
        key,
        f"Центр {key}",
        Lang.UK,
        short_name=f"Ц{key}",
        kind="territorial-centre",
        sector=Sector.MUNICIPAL,
        names=(NameRecord("Centre", Lang.EN, "translation"), NameRecord("Старий центр", Lang.UK, "former")),
        identifiers=(IdentifierRecord("UA-EDRPOU", f"0003212{key}", valid=False),),
        legal_form="КУ",
        founded=date(1999, 2, 28),
        status_since=date(2024, 5, 1),
        status_evidence="Наказ 5",
        phones=("+380432111111",),
        registered=date(2000, 1, 1),
        emails=("a@example.org", "b@example.org"),
        url="https://example.org/?a=1&b=<2>",
        locations=(place, seat),
        services=(service,),
        attributes={"ліжок": 10, "x": 1e-7, "y": 12345678901234},
        staff=(
            StaffRecord("Психолог", date(2024, 1, 1), 1, 0.5),
            StaffRecord("Психолог", posts=2),
            StaffRecord("Соціальний працівник", date(2023, 1, 1), 14),
        ),
        synthetic=True,
        cites="https://example.org",
        rows=(int(key) + 1,),
        raw={"name": f"ЦЕНТР {key}"},
        columns={"name": "Назва"},
        parent_key="1" if key == "4" else None,
    )


def _regional(key: str) -> ProviderRecord:
    """One that is known no finer than its region for one service, and gives another in the hromada."""
    day = ServiceRecord(
        "day",
        "Денний догляд",
        category="care.day",
        capacities=(CapacityRecord(None, 12, served=30),),
        locations=("here",),
    )
    escort = ServiceRecord("escort", "Супровід", category="aux.escort", locations=("region",))
    return ProviderRecord(
        key,
        "Обласний центр",
        Lang.UK,
        locations=(LocationRecord("region", REGION), LocationRecord("here", HROMADA)),
        services=(day, escort),
        rows=(int(key) + 1,),
    )


def _shelter(key: str) -> ProviderRecord:
    """One whose place nobody may learn."""
    place = LocationRecord(
        "main",
        CITY,
        point=Point(49.24, 28.46),
        precision=PrecisionClass.EXACT,
        address="вул. Тиха, 3",
        confidential=True,
    )
    service = ServiceRecord(
        "s", "Притулок", category="crisis.shelter-violence", forms=(DeliveryForm.RESIDENTIAL,)
    )
    return ProviderRecord(
        key,
        "Притулок",
        Lang.UK,
        kind="crisis-centre",
        locations=(place,),
        services=(service,),
        status=RecordStatus.SUSPENDED,
        rows=(int(key) + 1,),
    )


def _office(key: str, operator: str | None) -> AccessPointRecord:
    place = LocationRecord(
        "main", CITY, point=Point(49.23, 28.47), precision=PrecisionClass.STREET, address="пл. 1"
    )
    return AccessPointRecord(
        key,
        f"ЦНАП {key}",
        Lang.UK,
        place,
        operator_key=operator,
        operator_name="Рада",
        phones=("+380432222222",),
        emails=("c@example.org",),
        url="https://example.org",
        attributes={"вікон": 3},
        synthetic=True,
        rows=(20 + int(key[-1]),),
        status_since=date(2023, 1, 1),
        status_evidence="Рішення",
        registered=date(2022, 1, 1),
        cites="https://x.org",
    )


def _programme() -> ProgrammeRecord:
    return ProgrammeRecord(
        "P",
        "Життєстійкість",
        Lang.UK,
        description="Опис",
        starts=date(2024, 1, 1),
        ends=date(2030, 1, 1),
        territories=(HROMADA,),
        provider_keys=("1", "3"),
        kind=ProgrammeKind.PRACTICE,
        owner="Мережа «Разом»",
        parts=(
            ProgrammePart(ProgrammeRole.OWNER, provider_key="2", since=date(2023, 1, 1)),
            ProgrammePart(
                ProgrammeRole.ADOPTER, territory=CITY, since=date(2024, 5, 1), until=date(2025, 5, 1)
            ),
            ProgrammePart(
                ProgrammeRole.ADOPTER, provider_key="4", since=date(2024, 2, 1), until=date(2025, 5, 1)
            ),
        ),
        rows=(9,),
    )


def _add_territories(url: str) -> None:
    """A boundary, councils that joined, and a link between units, as codifiers of real data bring them."""
    with connect(url) as connection:
        connection.execute(
            "UPDATE hub.territory SET boundary = ST_Multi(ST_GeomFromText(%s, 4326)), "
            "boundary_source_id = source_id WHERE code = %s",
            (BOUNDARY, HROMADA),
        )
        connection.execute(
            "INSERT INTO hub.territory_council (territory_id, code, joined_on, main, place_id, source_id) "
            "SELECT t.id, '0510100000', DATE '2018-06-01', true, p.id, t.source_id "
            "FROM hub.territory t, hub.territory p WHERE t.code = %s AND p.code = %s",
            (HROMADA, CITY),
        )
        connection.execute(
            "INSERT INTO hub.territory_link (predecessor_id, successor_id, kind, on_date, source_id) "
            "SELECT a.id, b.id, 'merged', DATE '2020-07-17', a.source_id "
            "FROM hub.territory a, hub.territory b WHERE a.code = %s AND b.code = %s",
            (CITY, HROMADA),
        )
        connection.execute(
            "UPDATE hub.territory SET valid_from = DATE '2020-06-12', valid_to = DATE '2035-01-01' "
            "WHERE code = %s",
            (OLD,),
        )
        connection.execute(
            "INSERT INTO hub.territory_population (territory_id, value, as_of, source_id) "
            "SELECT id, 390000, DATE '2022-01-01', source_id FROM hub.territory WHERE code = %s",
            (HROMADA,),
        )
        connection.execute(
            "UPDATE hub.territory_population SET as_of = DATE '2022-01-01' WHERE value % 2 = 0"
        )
        connection.execute("ANALYZE")
