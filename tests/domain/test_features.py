"""What of a record counts when it is asked who is who."""

from dataclasses import replace
from datetime import date

from hub.domain.features import NOWHERE, Features, PlaceFacts, TerritoryPath, features_of, path_of
from hub.domain.records import (
    IdentifierRecord,
    LocationRecord,
    NameRecord,
    Point,
    ProviderRecord,
    ServiceRecord,
)
from hub.domain.vocabulary import Lang, PrecisionClass, RecordStatus, TerritoryLevel

PATH = TerritoryPath("UA05", "UA0502", "UA050201", "UA05020101")
FACTS = {"UA05020101": PlaceFacts(PATH, 49.23, 28.47, 3_000)}
NUMBER = IdentifierRecord("UA-EDRPOU", "90000021", valid=True)
RECORD = ProviderRecord(
    key="1",
    name="Комунальна установа «Гармонія»",
    lang=Lang.UK,
    short_name="Гармонія",
    names=(NameRecord("КУ «Гармонія»", Lang.UK),),
    identifiers=(NUMBER,),
    kind="rehab-centre",
    founded=date(2001, 2, 3),
    phones=("+380432401234",),
    emails=("a@example.org",),
    url="https://example.org",
    locations=(
        LocationRecord("legal", "UA05020101", kind="legal", street="вул. Миру", house="1"),
        LocationRecord("main", "UA05020101", address="вул. Соборна, 2", street="вул. Соборна", house="2"),
    ),
    services=(
        ServiceRecord("a", "Догляд", "care.home"),
        ServiceRecord("b", "Догляд ще раз", "care.home"),
        ServiceRecord("c", "Закрита", "care.day", status=RecordStatus.CLOSED),
        ServiceRecord("d", "Без категорії"),
    ),
)


def features(record: ProviderRecord = RECORD) -> Features:
    return features_of(record, "f" * 32, "register", FACTS.get, parent="a" * 32, hashes=("h",))


def test_everything_that_is_compared() -> None:
    assert features() == Features(
        id="f" * 32,
        source="register",
        name="Комунальна установа «Гармонія»",
        names=("КУ «Гармонія»", "Гармонія"),
        lang=Lang.UK,
        kind="rehab-centre",
        identifiers=(NUMBER,),
        hashes=("h",),
        territories=PATH,
        street="вул. Соборна",
        house="2",
        address="вул. Соборна, 2",
        lat=49.23,
        lon=28.47,
        radius_m=3_000,
        phones=("+380432401234",),
        emails=("a@example.org",),
        url="https://example.org",
        parent="a" * 32,
        founded=date(2001, 2, 3),
        services=("care.home",),
    )


def test_the_sources_own_point_goes_before_the_territorys() -> None:
    place = LocationRecord("main", "UA05020101", point=Point(49.2, 28.4))
    exact = features(replace(RECORD, locations=(place,)))
    assert (exact.lat, exact.lon, exact.radius_m) == (49.2, 28.4, 50)
    street = replace(place, precision=PrecisionClass.STREET)
    assert features(replace(RECORD, locations=(street,))).radius_m == 500


def test_a_place_that_is_unknown_or_missing_leaves_the_rest() -> None:
    nowhere = features(replace(RECORD, locations=(LocationRecord("main", "UA99"),)))
    assert (nowhere.territories, nowhere.lat, nowhere.radius_m) == (NOWHERE, None, None)
    assert features(replace(RECORD, locations=())).territories == NOWHERE


def test_a_legal_seat_counts_where_there_is_no_actual_place() -> None:
    assert features(replace(RECORD, locations=RECORD.locations[:1])).street == "вул. Миру"


def test_a_citys_district_adds_nothing_to_its_city() -> None:
    units = {
        TerritoryLevel.COUNTRY: "UA",
        TerritoryLevel.REGION: "UA05",
        TerritoryLevel.SETTLEMENT: "UA05020101",
        TerritoryLevel.CITY_DISTRICT: "UA0502010101",
    }
    assert path_of(units) == TerritoryPath("UA05", None, None, "UA05020101")
    assert path_of(units).area is None
    assert PATH.area == "UA050201"
