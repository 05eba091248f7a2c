"""What planning reads: territories, places, points, sites, services, against a small hub that is known."""

from datetime import date
from typing import Any

from hub.domain.filters import Categories, ProviderFilter, Within
from hub.domain.vocabulary import (
    CapacityFigure,
    Country,
    PrecisionClass,
    ProgrammeKind,
    ProgrammeRole,
    TerritoryLevel,
)
from hub.store.as_of import moment_of, past_session
from hub.store.connection import connect
from hub.store.engine import ReadSession
from hub.store.filters import resolve_providers
from hub.store.planning.capacity import SiteCapacity, capacities_at
from hub.store.planning.people import AgeGroup, read_ages, read_people_points, read_places
from hub.store.planning.practices import read_practices
from hub.store.planning.services import PlannedService, StatedCapacity, read_services
from hub.store.planning.sites import Site, read_sites
from hub.store.planning.territories import read_territories
from tests.aggregates.truth import ask
from tests.schema.world import build
from tests.schema.world.base import rid
from tests.schema.world.providers import CARITAS, CLOSED, HARMONY, KOLPING, SHELTER, TEAM

UKRAINE, OBLAST, HROMADA, CITY, OTHER = 1, 2, 4, 5, 6


def written(url: str, *statements: str) -> None:
    """Change what the hub holds."""
    with connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def sites(url: str, wanted: ProviderFilter, within: int | None = None) -> list[Site]:
    """The sites of a filter."""

    async def read(session: ReadSession) -> list[Site]:
        return await read_sites(session, await resolve_providers(session, wanted), within)

    return ask(url, read)


def services(url: str, wanted: ProviderFilter, *names: str) -> list[PlannedService]:
    """The services of providers."""

    async def read(session: ReadSession) -> list[PlannedService]:
        scope = await resolve_providers(session, wanted)
        return await read_services(session, scope, [rid("provider", name) for name in names])

    return ask(url, read)


def test_territories_have_hromada_point_area_and_their_own_people(database_url: str) -> None:
    build(database_url)
    written(
        database_url,
        "DELETE FROM hub.territory_population",
        "INSERT INTO hub.territory_population (territory_id, source_id, as_of, value) VALUES "
        "(4, 1, '2022-01-01', 387000), (4, 3, '2021-01-01', 390000), (5, 1, '2022-01-01', 369000)",
        "UPDATE hub.territory SET area_km2 = 256.6, area_source_id = 1 WHERE id = 4",
    )
    found = {one.id: one for one in ask(database_url, lambda s: read_territories(s, OBLAST))}
    assert set(found) == {2, 3, 4, 5, 6, 7}
    assert {one.id: one.hromada_id for one in found.values()} == {2: None, 3: None, 4: 4, 5: 4, 6: 6, 7: 6}
    vinnytsia = found[HROMADA]
    assert (vinnytsia.people, vinnytsia.people_as_of, vinnytsia.people_source_id) == (
        387_000,
        date(2022, 1, 1),
        1,
    )
    assert (vinnytsia.area_km2, vinnytsia.has_boundary, vinnytsia.lat) == (256.6, True, 49.233)
    assert (found[OTHER].people, found[OTHER].area_km2, found[OTHER].has_boundary) == (None, None, False)
    hromadas = ask(database_url, lambda s: read_territories(s, OBLAST, [TerritoryLevel.HROMADA]))
    assert [one.id for one in hromadas] == [4, 6]
    assert [one.id for one in ask(database_url, lambda s: read_places(s, UKRAINE))] == [CITY]

    async def then(session: ReadSession) -> Any:
        return await read_territories(
            past_session(session, await moment_of(session, date(2021, 6, 1))), HROMADA
        )

    assert {one.id: one.people for one in ask(database_url, then)} == {4: 390_000, 5: None}


def test_points_stand_for_a_state_and_for_the_units_they_lie_in(database_url: str) -> None:
    build(database_url)
    assert ask(database_url, lambda s: read_people_points(s, Country.UA, UKRAINE)) is None
    written(
        database_url,
        "INSERT INTO hub.people_file VALUES ('UA', 1, '2019-07-21', 'voters', 3, 600, 2)",
        "INSERT INTO hub.people_point VALUES ('UA', 2, 49.23, 28.46, 100, 5, 'polygon'), "
        "('UA', 3, 49.11, 28.68, 200, 7, 'nearest'), ('UA', 4, 48.0, 31.0, 300, NULL, NULL)",
    )

    def points(within: int) -> list[tuple[float, int]]:
        found = ask(database_url, lambda s: read_people_points(s, Country.UA, within))
        assert found is not None
        assert (found.file.counts, found.file.as_of, found.file.left_out) == ("voters", date(2019, 7, 21), 2)
        return list(zip(found.people.tolist(), found.territory_id.tolist(), strict=True))

    assert points(UKRAINE) == [(100.0, 5), (200.0, 7), (300.0, 0)]
    assert points(OBLAST) == [(100.0, 5), (200.0, 7)]
    assert points(HROMADA) == [(100.0, 5)]

    async def before(session: ReadSession) -> Any:
        past = past_session(session, await moment_of(session, date(2019, 1, 1)))
        return await read_people_points(past, Country.UA, UKRAINE)

    assert ask(database_url, before) is None


def test_ages_are_the_newest_of_each_group(database_url: str) -> None:
    build(database_url)
    written(
        database_url,
        "INSERT INTO hub.territory_age (territory_id, source_id, age_from, age_to, as_of, value) VALUES "
        "(2, 1, 60, 999, '2022-01-01', 372811), (2, 3, 60, 999, '2020-01-01', 1), "
        "(2, 1, 0, 17, NULL, 274076)",
    )
    assert ask(database_url, lambda s: read_ages(s, [OBLAST, HROMADA])) == [
        AgeGroup(OBLAST, 0, 17, 274_076, None, 1),
        AgeGroup(OBLAST, 60, None, 372_811, date(2022, 1, 1), 1),
    ]


def test_sites_are_the_places_that_the_filter_means(database_url: str) -> None:
    build(database_url)
    within = ProviderFilter(within=Within(territory="UA05020000000026686"))
    home = ProviderFilter(categories=Categories(any_of=("care.home",)))
    places = {(one.name, one.territory_id) for one in sites(database_url, within)}
    assert {(HARMONY, 5), (KOLPING, 5), (KOLPING, 7), (CARITAS, 4)} <= places
    assert CLOSED not in {name for name, _ in places}
    # Home care of this provider is given at its other place only; a filter on places cuts the same.
    assert [one.territory_id for one in sites(database_url, home) if one.name == KOLPING] == [7]
    assert [one.territory_id for one in sites(database_url, ProviderFilter(is_synthetic=False), OTHER)] == [7]
    harmony = next(one for one in sites(database_url, within) if one.name == HARMONY)
    assert (harmony.lat, harmony.lon, harmony.radius_m) == (49.232, 28.468, 30)
    assert (harmony.precision, harmony.hromada_id, harmony.confidential) == (PrecisionClass.EXACT, 4, False)


def test_a_confidential_site_is_its_hromada_and_nothing_finer(database_url: str) -> None:
    build(database_url)
    written(
        database_url,
        "UPDATE hub.location SET point = ST_SetSRID(ST_MakePoint(28.111, 49.222), 4326), radius_m = 3000, "
        f"precision = 'settlement', territory_id = 5 WHERE provider_id = '{rid('provider', SHELTER)}'",
    )
    (shelter,) = [one for one in sites(database_url, ProviderFilter()) if one.name == SHELTER]
    assert (shelter.confidential, shelter.territory_id, shelter.hromada_id) == (True, 4, 4)
    assert (shelter.lat, shelter.lon, shelter.radius_m) == (49.233, 28.468, 15_000)
    assert shelter.precision is PrecisionClass.TERRITORY


def test_services_state_their_newest_capacities_and_where_they_reach(database_url: str) -> None:
    build(database_url)
    found = services(database_url, ProviderFilter(), HARMONY, KOLPING, TEAM)
    early = next(one for one in found if one.name == "Послуга early")
    assert early.category == "rehab.early-intervention"
    assert early.capacities[CapacityFigure.TOTAL] == StatedCapacity(50, date(2026, 1, 1))
    assert early.capacities[CapacityFigure.SERVED] == StatedCapacity(45, date(2026, 1, 1))
    assert (early.reach, early.has_areas) == ({HROMADA: True}, False)
    assert early.locations == (rid("location", HARMONY, "1"),)
    team = [one for one in found if one.has_areas]
    assert [(one.provider_id, one.reach) for one in team] == [(rid("provider", TEAM), {14: True, 17: True})]
    wanted = ProviderFilter(categories=Categories(any_of=("care",)))
    assert {one.category for one in services(database_url, wanted, KOLPING)} == {"care.home"}


def test_capacity_of_a_site_counts_each_service_once(database_url: str) -> None:
    build(database_url)
    place, other = rid("location", KOLPING, "1"), rid("location", KOLPING, "2")
    found = services(database_url, ProviderFilter(), KOLPING)
    assert capacities_at(found) == {
        place: SiteCapacity(10, 1, 1, 0),
        other: SiteCapacity(6, 1, 1, 0),
    }
    shared = rid("service", KOLPING, "home")
    written(
        database_url,
        "INSERT INTO hub.service_at_location (id, source_id, provider_id, service_id, location_id, row_hash, "
        f"release_from) VALUES (gen_random_uuid(), 1, '{rid('provider', KOLPING)}', '{shared}', '{place}', "
        "decode(repeat('00', 16), 'hex'), 1)",
    )
    found = services(database_url, ProviderFilter(), KOLPING)
    assert capacities_at(found) == {
        place: SiteCapacity(10, 1, 2, 1),
        other: SiteCapacity(None, 0, 1, 1),
    }


def test_practices_tell_who_takes_part_in_which_role(database_url: str) -> None:
    build(database_url)
    (pilot,) = ask(database_url, read_practices)
    assert (pilot.kind, pilot.owner) == (ProgrammeKind.PROGRAMME, None)
    assert {part.territory_id for part in pilot.parts if part.territory_id} == {14, 17}
    assert {part.role for part in pilot.parts} == {ProgrammeRole.MEMBER}
    written(
        database_url,
        "UPDATE hub.programme SET kind = 'practice', owner = 'Лиман'",
        "UPDATE hub.programme_territory SET role = 'adopter', since = '2021-05-01' WHERE territory_id = 14",
    )
    (practice,) = ask(database_url, lambda s: read_practices(s, ProgrammeKind.PRACTICE))
    assert practice.owner == "Лиман"
    adopters = [part for part in practice.parts if part.role is ProgrammeRole.ADOPTER]
    assert [(part.territory_id, part.since) for part in adopters] == [(14, date(2021, 5, 1))]
    assert ask(database_url, lambda s: read_practices(s, ProgrammeKind.VISIT)) == []
