"""Schedules are kept row by row in the words of the specification; what is none stays words."""

import pytest

from importers.hsds.schedules import clock
from tests.importers.hsds.conftest import MakeRegion, Reads, WritePackage


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9:00am", "09:00"), ("12am", "00:00"), ("12:30 p.m.", "12:30"), ("5:30 PM", "17:30"),
        ("17:00:00Z", "17:00"), ("9", None), ("noon", None), ("", None), (None, None),
        ("24:00", "24:00"), ("24:01", None), ("13pm", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str | None, hour: str | None) -> None:
    assert clock(text) == hour


def test_each_row_stays_with_its_place_and_what_is_unclear_stays_words(
    hsds_region: MakeRegion, read: Reads, package: WritePackage
) -> None:
    tables = {
        "organizations": "id,name\no1,Red House\n",
        "services": "id,organization_id,name,status\ns1,o1,Meals,active\n",
        "locations": "id,organization_id,name,latitude,longitude\nl1,o1,Hall,49.1,28.2\n"
        "l2,o1,Barn,49.2,28.3\n",
        "services_at_location": "id,service_id,location_id\na1,s1,l1\na2,s1,l2\n",
        "schedules": "service_id,location_id,service_at_location_id,freq,interval,byday,opens_at,closes_at,"
        "valid_from,timezone,notes\n"
        's1,,,WEEKLY,2,"mo, tu",9:00,17:00:00+02:00,2024-01-01,2.5,\n'
        "s1,l1,,,,WE,,,,,by appointment\n"
        ",,a2,DAILY,,,dawn,dusk,,,\n"
        ",l2,,MONTHLY,,1MO,10:00,,,,\n",
    }
    found = read(hsds_region(), package(tables))
    (provider,) = found.providers
    (service,) = provider.services
    every, hall, barn = service.schedules
    assert (every.location, every.freq, every.interval, every.byday) == (None, "WEEKLY", 2, "MO,TU")
    assert (every.opens_at, every.closes_at, every.valid_from, every.timezone) == (
        "09:00", "17:00+02:00", "2024-01-01", 2.5,
    )  # fmt: skip
    assert (hall.location, hall.byday, hall.notes) == ("l1", "WE", "by appointment")
    assert (barn.location, barn.description) == ("l2", "freq: DAILY; opens_at: dawn; closes_at: dusk")
    (own,) = provider.locations[1].schedules
    assert (own.location, own.freq, own.byday, own.opens_at) == (None, "MONTHLY", "1MO", "10:00")
    assert provider.locations[0].schedules == ()
    assert [(row, value) for _, row, _, value in found.said("SCHEDULE_UNCLEAR")] == [(4, barn.description)]
