"""One provider of several statements, field by field."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.domain.composing import Correction, Member, UncorrectableField, compose
from hub.domain.composing.corrections import corrected
from hub.domain.ids import part_id
from hub.domain.records import (
    BY_DEFAULT,
    CapacityRecord,
    IdentifierRecord,
    LocationRecord,
    NameRecord,
    Point,
    ProviderRecord,
    ServiceRecord,
    StaffRecord,
)
from hub.domain.vocabulary import DeliveryForm, Duration, Lang, MatchRelation, RecordStatus, Sector

A, B, C = "a" * 32, "b" * 32, "c" * 32
HROMADA, CITY = "UA0502", "UA050201"


def lies_in(code: str, around: str) -> bool:
    """The city lies in the hromada; codes of this test begin with those around them."""
    return code.startswith(around)


def place(key: str = "main", **more: Any) -> LocationRecord:
    return LocationRecord(key, **({"territory": CITY} | more))


def member(identity: str, source: str, day: int = 1, **more: Any) -> Member:
    authority = more.pop("authority", {})
    fixed = more.pop("corrected", {})
    values = {"key": f"key-{source}", "name": f"Центр {source}", "lang": Lang.UK} | more
    return Member(identity, source, date(2026, 1, day), ProviderRecord(**values), authority, fixed)


def test_the_newer_statement_wins_and_the_older_one_fills_gaps():
    older = member(A, "one", 1, phones=("+380432111111",), url="https://one.example")
    newer = member(B, "two", 2, phones=("+380432222222",), sector=Sector.MUNICIPAL)
    made = compose([older, newer], A, lies_in)
    assert (made.record.name, made.record.phones) == ("Центр two", ("+380432222222",))
    assert (made.record.url, made.record.sector) == ("https://one.example", Sector.MUNICIPAL)
    assert (made.record.key, made.record.names) == ("key-one", (NameRecord("Центр one", Lang.UK),))
    assert made.lost == {A: {"name": (B, "name"), "status": (B, "status"), "phones": (B, "phones")}}


def test_authority_goes_before_recency_field_group_by_field_group():
    older = member(A, "one", 1, phones=("+380432111111",), authority={"name": 90, "default": 10})
    newer = member(B, "two", 2, phones=("+380432222222",))
    record = compose([older, newer], B, lies_in).record
    assert (record.name, record.phones) == ("Центр one", ("+380432222222",))


def test_of_equals_the_more_complete_one_wins():
    bare, full = member(A, "one"), member(B, "two", kind="territorial-centre", url="https://two.example")
    assert compose([bare, full], A, lies_in).record.name == "Центр two"
    assert compose([full, bare], A, lies_in).record.name == "Центр two"


def test_a_valid_identifier_goes_before_one_whose_check_digit_fails():
    wrong = IdentifierRecord("UA-EDRPOU", "00032128", valid=False)
    right = IdentifierRecord("UA-EDRPOU", "00032129", valid=True)
    newer = member(B, "two", 2, identifiers=(wrong,))
    made = compose([member(A, "one", identifiers=(right,)), newer], A, lies_in)
    assert made.record.identifiers == (right,)
    assert made.lost[B]["identifier.UA-EDRPOU"] == (A, "identifier.UA-EDRPOU")


def test_two_accounts_of_one_place_make_one_location_and_a_conflict():
    one = member(A, "one", 1, locations=(place(address="вул. Соборна, 1", point=Point(49.2, 28.4)),))
    two = member(B, "two", 2, locations=(place("seat", address="вул. Миру, 2", territory=HROMADA),))
    made = compose([one, two], A, lies_in)
    (location,) = made.record.locations
    assert (location.address, location.territory) == ("вул. Миру, 2", HROMADA)
    assert location.point == Point(49.2, 28.4)
    assert location.id == part_id(B, "location", "seat")
    assert made.lost[A]["location.main.address"] == (B, "location.seat.address")
    assert "location.main.point" not in made.lost[A]


def test_branches_that_one_source_names_are_kept_beside_the_other_s_seat():
    seat = place(address="вул. Соборна, 1", street="Соборна", house="1")
    branch = place("branch", address="вул. Лісова, 9", street="Лісова", house="9")
    one = member(A, "one", 2, locations=(seat, branch))
    two = member(B, "two", 1, locations=(replace(seat, key="x", street="СОБОРНА"),))
    assert [(p.key, p.id) for p in compose([one, two], A, lies_in).record.locations] == [
        ("main", None),
        ("branch", None),
    ]
    assert [(p.key, p.id) for p in compose([one, two], B, lies_in).record.locations] == [
        ("one:main", part_id(A, "location", "main")),
        ("one:branch", part_id(A, "location", "branch")),
    ]


def test_services_are_united_by_category_and_keep_their_ids_and_places():
    home = ServiceRecord("h", "Догляд вдома", "care.home", forms=(DeliveryForm.HOME,))
    rehab = ServiceRecord("r", "Реабілітація", "rehab.social", locations=("main",))
    measured = replace(home, key="m", capacities=(CapacityRecord(date(2025, 1, 1), total=40),))
    one = member(A, "one", 2, services=(home,), locations=(place(),))
    two = member(B, "two", 1, services=(measured, rehab), locations=(place(),))
    made = compose([one, two], A, lies_in)
    assert [(s.key, s.id, s.locations) for s in made.record.services] == [
        ("h", None, ("main",)),
        ("two:r", part_id(B, "service", "r"), ("main",)),
    ]
    assert made.record.services[0].capacities == measured.capacities
    assert made.lost[B]["service.m"] == (A, "service.h")


def test_the_later_measurement_is_published():
    def service(day: date, total: int) -> ServiceRecord:
        return ServiceRecord("h", "Догляд вдома", "care.home", capacities=(CapacityRecord(day, total=total),))

    one = member(A, "one", 2, services=(service(date(2024, 1, 1), 10),))
    two = member(B, "two", 1, services=(service(date(2025, 1, 1), 20),))
    (made,) = compose([one, two], A, lies_in).record.services
    assert [one.total for one in made.capacities] == [20]


def test_one_confidential_statement_hides_the_place_that_another_tells():
    shelter = member(A, "one", 1, locations=(LocationRecord("main", HROMADA, confidential=True),))
    told = place(address="вул. Таємна, 7", point=Point(49.2, 28.4))
    open_one = member(B, "two", 2, locations=(told,), phones=("+380432222222",))
    made = compose([shelter, open_one], A, lies_in)
    assert [(p.confidential, p.address, p.point) for p in made.record.locations] == [(True, None, None)]
    assert made.record.phones == ()
    assert "Таємна" not in repr(made)


def test_a_key_of_another_source_s_record_says_so():
    record = compose([member(A, "one"), member(B, "two", 2, parent_key="7")], A, lies_in).record
    assert record.parent_key == "two/7"


def test_a_correction_wins_over_every_source():
    service = ServiceRecord("h", "Догляд", "care.home", MatchRelation.BROAD, "crosswalk")
    stated = member(A, "one", 1, services=(service,), sector=Sector.STATE)
    corrections = [Correction(7, "sector", "municipal"), Correction(8, "service.h", "rehab.social")]
    fixed = {one.field: one.id for one in corrections}
    member_a = replace(stated, record=corrected(stated.record, corrections), corrected=fixed)
    made = compose([member_a, member(B, "two", 2, sector=Sector.STATE)], A, lies_in)
    assert made.record.sector is Sector.MUNICIPAL
    assert [(s.category, s.matched_by) for s in made.record.services] == [("rehab.social", "correction")]
    assert made.lost[A]["sector"] == ("correction:7", "sector")
    assert made.lost[B]["sector"] == (A, "sector")


def test_a_field_may_be_corrected_to_nothing():
    stated = member(A, "one", url="https://old.example", corrected={"url": 1})
    emptied = replace(stated, record=corrected(stated.record, [Correction(1, "url", None)]))
    assert compose([emptied, member(B, "two", 2, url="https://two.example")], A, lies_in).record.url is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sector", "public"),
        ("nothing", "x"),
        ("service.none", "care.home"),
        ("location.main.street", "x"),
        ("location.none.address", "x"),
        ("phones", "0432 11 11 11"),
        ("founded", "yesterday"),
    ],
)
def test_what_cannot_be_corrected_is_refused_with_the_reason(field, value):
    record = member(A, "one", locations=(place(),)).record
    with pytest.raises(UncorrectableField, match=field):
        corrected(record, [Correction(0, field, value)])


def test_a_default_gives_way_to_what_another_source_states_and_claims_nothing():
    newer = member(B, "two", 2, derived={"status": BY_DEFAULT}, authority={"status": 90})
    older = member(A, "one", 1, status=RecordStatus.CLOSED, closed=date(2025, 5, 5))
    made = compose([newer, older], B, lies_in)
    assert (made.record.status, made.record.closed) == (RecordStatus.CLOSED, date(2025, 5, 5))
    assert made.lost == {A: {"name": (B, "name")}}


def test_the_default_of_a_service_gives_way_too_and_each_part_knows_who_told_it():
    bare = service("x", derived={"status": BY_DEFAULT}, duration=Duration.ONE_OFF)
    full = service("y", status=RecordStatus.CLOSED, duration=Duration.PERMANENT, target_groups=("older",))
    made = compose([member(A, "one", 2, services=(bare,)), member(B, "two", 1, services=(full,))], A, lies_in)
    (one,) = made.record.services
    assert (one.status, one.duration, one.target_groups) == (
        RecordStatus.CLOSED,
        Duration.ONE_OFF,
        ("older",),
    )
    assert made.lost[B] == {
        "name": (A, "name"),
        "status": (A, "status"),
        "service.y": (A, "service.x"),
        "service.y.duration": (A, "service.x.duration"),
    }


def test_the_numbers_of_one_account_are_published_as_a_whole():
    old = service("x", capacities=(CapacityRecord(as_of=date(2024, 1, 1), total=40, served=38),))
    new = service("y", capacities=(CapacityRecord(as_of=date(2025, 1, 1), total=50),))
    first, second = member(A, "one", 2, services=(old,)), member(B, "two", 1, services=(new,))
    made = compose([first, second], A, lies_in)
    assert made.record.services[0].capacities == new.capacities
    lost = {field for field in made.lost[A] if ".capacity." in field}
    assert lost == {f"service.x.capacity.2024-01-01.place.{number}" for number in ("total", "served")}
    assert not any(".capacity." in field for field in made.lost[B])


def test_attributes_that_both_name_are_won_by_the_first():
    older = member(A, "one", 1, attributes={"staff": 3, "rooms": 2})
    made = compose([older, member(B, "two", 2, attributes={"staff": 4})], A, lies_in)
    assert made.record.attributes == {"staff": 4, "rooms": 2}
    assert made.lost[A]["attribute.staff"] == (B, "attribute.staff")
    assert "attribute.rooms" not in made.lost[A]


def service(key: str, **more: Any) -> ServiceRecord:
    return ServiceRecord(key, "Догляд вдома", **({"category": "care.home"} | more))


def test_posts_of_a_title_are_those_that_were_counted_last_and_are_never_added() -> None:
    old = StaffRecord("Психолог", date(2024, 1, 1), 2)
    new = StaffRecord("психолог", date(2025, 1, 1), 3)
    driver = StaffRecord("Водій", posts=1)
    made = compose([member(A, "one", 2, staff=(old, driver)), member(B, "two", 1, staff=(new,))], A, lies_in)
    assert set(made.record.staff) == {driver, new}
    assert made.lost[A]["staff.психолог.2024-01-01.posts"] == (B, "staff.психолог.2024-01-01.posts")
    assert not any(field.startswith("staff.") for field in made.lost[B])


def test_posts_of_the_same_service_are_those_that_were_counted_last() -> None:
    old = ServiceRecord("h", "Догляд", category="care.home", staff=(StaffRecord("Водій", posts=1),))
    new = replace(old, key="x", staff=(StaffRecord("Водій", date(2025, 1, 1), 4),))
    made = compose([member(A, "one", 2, services=(old,)), member(B, "two", 1, services=(new,))], A, lies_in)
    (service,) = made.record.services
    assert service.staff == new.staff
    assert made.lost[A]["service.h.staff.водій.undated.posts"] == (B, "service.x.staff.водій.undated.posts")
