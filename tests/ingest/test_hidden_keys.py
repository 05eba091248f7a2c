"""A key that leads to the door of a hidden record is published nowhere, and ids stay where they were."""

from dataclasses import replace
from typing import Any

import pytest

from hub.domain.ids import record_id
from hub.domain.records import AccessPointRecord, LocationRecord
from hub.domain.vocabulary import Lang
from hub.ingest import stewarding
from tests.correcting import correct

from .builders import CITY, SOURCE, provider
from .stewarding.conftest import SIGNED, rows

KEY = "вул. Кутова, 17"
PLACE = LocationRecord("main", CITY, address=KEY, street="Кутова", house="17")
OPEN = replace(provider("1"), key=KEY, locations=(PLACE,))
SHELTER = replace(OPEN, name="Шелтер «Ранок»")
OLD = record_id(SOURCE.code, "provider", KEY)
_KEYS = "SELECT replace(id::text, '-', ''), key FROM hub.statement ORDER BY key"
_PUBLISHED = "SELECT replace(id::text, '-', ''), key FROM hub.provider ORDER BY key"
_TELLING = (
    "SELECT 'hub.provider' FROM hub.provider t WHERE t::text ~ 'Кутов' "
    "UNION ALL SELECT 'hub.statement' FROM hub.statement t WHERE t::text ~ 'Кутов' "
    "UNION ALL SELECT 'history.provider' FROM history.provider t WHERE t::text ~ 'Кутов' "
    "UNION ALL SELECT 'history.statement' FROM history.statement t WHERE t::text ~ 'Кутов'"
)


def test_a_hidden_record_has_a_hash_for_a_key_and_an_id_that_no_address_tells(
    hub_url: str, importing: Any
) -> None:
    importing(SHELTER)
    ((identity, key),) = rows(hub_url, _KEYS)
    assert (key[:6], len(key)) == ("place-", 38)
    assert identity == record_id(SOURCE.code, "provider", key) != OLD
    assert rows(hub_url, _PUBLISHED) == [(identity, key)]
    assert rows(hub_url, _TELLING) == []
    # The same record in another file is the same record.
    importing(replace(SHELTER, name="Шелтер «Вечір»"), provider("3"))
    assert (identity, key) in rows(hub_url, _PUBLISHED)
    assert rows(hub_url, "SELECT count(*) FROM hub.provider WHERE missing_since IS NOT NULL") == [(0,)]


def test_a_file_that_calls_it_otherwise_speaks_of_the_same_record(hub_url: str, importing: Any) -> None:
    importing(SHELTER)
    before = rows(hub_url, _KEYS)
    importing(OPEN, provider("3"))
    assert [one for one in rows(hub_url, _KEYS) if one[1] != "3"] == before
    assert rows(hub_url, _TELLING) == []


@pytest.mark.parametrize("way", ["file", "steward", "correction"])
def test_a_record_that_is_hidden_later_keeps_its_id_and_loses_its_key(
    hub_url: str, importing: Any, way: str
) -> None:
    importing(OPEN, provider("2"))
    importing(replace(OPEN, founded=None, url="https://example.org"), provider("2"))
    if way == "file":
        importing(SHELTER, provider("2"))
    elif way == "steward":
        stewarding.hide_record(hub_url, OLD, SIGNED)
    else:
        correct(hub_url, OLD, "kind", "crisis-centre", SIGNED, None)
    (_, (identity, key)) = rows(hub_url, _PUBLISHED)
    assert (identity, key[:6]) == (OLD, "place-")
    assert rows(hub_url, _TELLING) == []


def test_an_opened_record_has_its_key_again_and_keeps_its_id(hub_url: str, importing: Any) -> None:
    importing(SHELTER)
    ((identity, _),) = rows(hub_url, _KEYS)
    stewarding.open_record(hub_url, identity, SIGNED)
    importing(SHELTER)
    assert rows(hub_url, _KEYS) == [(identity, KEY)]
    assert rows(hub_url, _PUBLISHED) == [(identity, KEY)]


@pytest.mark.parametrize(
    ("key", "tells"),
    [
        ("Кутова 17", True),
        ("UA05-kutova.example.org", True),
        ("49.2411 28.4999", True),
        ("067 123 45 67", True),
        ("4711", False),
        ("00032129", False),
        ("A-17", False),
    ],
)
def test_what_leads_there_is_told_from_numbers_of_a_register(
    hub_url: str, importing: Any, key: str, tells: bool
) -> None:
    importing(replace(SHELTER, key=key, phones=("+380671234567",)))
    ((_, published),) = rows(hub_url, _PUBLISHED)
    assert (published != key) is tells


def test_an_access_point_s_key_is_hidden_too(hub_url: str, importing: Any) -> None:
    point = AccessPointRecord(KEY, "Пункт", Lang.UK, PLACE, rows=(9,))
    importing(point)
    importing(replace(point, name="Кризова кімната"))
    found = rows(hub_url, "SELECT replace(id::text, '-', ''), key FROM hub.access_point")
    assert [(identity, key[:6]) for identity, key in found] == [
        (record_id(SOURCE.code, "access-point", KEY), "place-")
    ]
    assert rows(hub_url, "SELECT id FROM history.access_point t WHERE t::text ~ 'Кутов'") == []


def test_an_open_record_keeps_its_key(hub_url: str, importing: Any) -> None:
    importing(OPEN)
    assert rows(hub_url, _PUBLISHED) == [(OLD, KEY)]
