"""Days of a row held against each other, against the day of the file, and in the time zone of the source."""

from datetime import UTC, date, datetime

import pytest

from hub.domain.vocabulary import RecordStatus
from importers.cleaning.dates import clean_date
from importers.region import Region
from tests.importers.mapping.builders import map_rows

COLUMNS = {
    "Стан": "status",
    "Відкрито": "founded",
    "Закрито": "closed",
    "Місць": "capacity.total",
    "Вільно": "capacity.available",
}


def provider(**cells: str):
    rows = map_rows(
        [{"Назва": "Центр", "Послуги": "Догляд вдома", **dict.fromkeys(COLUMNS, ""), **cells}],
        columns=COLUMNS,
        services={"shape": "cell", "column": "Послуги"},
        lookups={"status": {"діє": "active", "на паузі": "suspended"}},
        as_of="2024-01-01",
    )
    (found,) = rows.providers
    return found, [code for code in rows.codes if code != "UNKNOWN_CATEGORY"]


def test_what_closed_before_the_day_of_the_file_is_closed() -> None:
    found, codes = provider(Закрито="01.03.2023")
    assert (found.status, found.closed, codes) == (RecordStatus.CLOSED, date(2023, 3, 1), [])
    assert found.derived["status"] == "closing-day"
    found, codes = provider(Закрито="01.03.2023", Стан="діє")
    assert (found.status, codes) == (RecordStatus.CLOSED, ["STATUS_AGAINST_CLOSING_DAY"])


def test_what_will_close_works_until_then() -> None:
    later = date.today().replace(day=1, month=1, year=date.today().year + 2)
    found, codes = provider(Закрито=later.isoformat(), Стан="діє")
    assert (found.status, found.closed, codes) == (RecordStatus.ACTIVE, later, [])


def test_days_and_places_that_contradict_each_other_are_told() -> None:
    found, codes = provider(Відкрито="01.01.2020", Закрито="01.01.2019", Місць="10", Вільно="12")
    assert set(codes) == {"CLOSED_BEFORE_FOUNDED", "AVAILABLE_ABOVE_TOTAL"}
    (capacity,) = found.services[0].capacities
    assert (capacity.total, capacity.available) == (10, None)


def test_a_year_alone_stays_a_year() -> None:
    found, codes = provider(Відкрито="1994 р.")
    assert (found.founded, found.attributes, codes) == (None, {"founded_year": 1994}, ["DATE_YEAR_ONLY"])


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("2023-12-31T22:00:00.000Z", "Europe/Kyiv", date(2024, 1, 1)),
        ("2024-06-30 21:00:00+00", "Europe/Kyiv", date(2024, 7, 1)),
        ("2023-12-31T18:00:00Z", "Asia/Omsk", date(2024, 1, 1)),
        ("2024-01-01T00:00:00+02:00", "Europe/Kyiv", date(2024, 1, 1)),
        ("2023-12-31T22:00:00", "Europe/Kyiv", date(2023, 12, 31)),
    ],
)
def test_an_instant_belongs_to_the_day_of_its_source(text: str, zone: str, day: date) -> None:
    assert clean_date(text, zone=_region(timezone=zone).zone).value == day


def _region(**keys: str) -> Region:
    described = {
        "code": "ua_98",
        "title": "t",
        "publisher": "p",
        "licence": "l",
        "lang": "uk",
        "row": "provider",
    }
    return Region.model_validate({**described, "key": ["k"], "columns": {"k": "name"}, **keys})


def test_the_day_of_an_import_is_the_day_where_the_source_is() -> None:
    for zone, hours in (("Pacific/Kiritimati", 14), ("Etc/GMT+12", -12)):
        before = datetime.now(UTC).timestamp() + hours * 3600
        today = _region(timezone=zone).today
        after = datetime.now(UTC).timestamp() + hours * 3600
        assert today in {datetime.fromtimestamp(moment, UTC).date() for moment in (before, after)}


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no time zone 'Mars/Base'"):
        _region(timezone="Mars/Base")
