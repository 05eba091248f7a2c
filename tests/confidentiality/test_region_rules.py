"""What region.yml hides is hidden whoever says that a record is of that kind, and what it opens is open."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.domain.stewards import Signature
from hub.store.connection import connect
from importers.region import Region, load_region
from importers.runner import run_region
from tests.confidentiality.situations import OPEN, SHELTER, Place, region_in
from tests.correcting import correct

SIGNED = Signature("a steward", "the tests say so")
_SHOWN = (
    "SELECT l.confidential, l.address, p.phones <> '{}' FROM hub.location l "
    "JOIN hub.provider p ON p.id = l.provider_id JOIN hub.source s ON s.id = p.source_id "
    "WHERE s.code = 'ua_hidden'"
)
HIDDEN, SHOWN = [(True, None, False)], [(False, "вул. Потаємна, 137Б, 21999", True)]


@pytest.fixture
def made(prepared_url: str, tmp_path: Path) -> Callable[[str], Place]:
    """A hub with the region of these tests, to whose region.yml a text is added."""

    def make(more: str) -> Place:
        region = region_in(tmp_path)
        path = region.folder / "region.yml"
        path.write_text(path.read_text("utf-8") + "\n" + more, "utf-8")
        return Place(prepared_url, tmp_path, load_region(region.folder))

    return make


def shown(place: Place) -> list[tuple[Any, ...]]:
    with connect(place.url) as connection:
        return connection.execute(_SHOWN).fetchall()


@pytest.mark.parametrize(
    ("rule", "field", "value"),
    [
        ("confidential: {kinds: [family-services-centre]}", "kind", "family-services-centre"),
        ("confidential: {categories: [care.day]}", "service.Догляд вдома", "care.day"),
    ],
)
def test_a_correction_to_what_region_yml_hides_hides(
    made: Callable[[str], Place], rule: str, field: str, value: str
) -> None:
    place = made(rule)
    place.publish({**OPEN, "Тип": ""})
    assert shown(place) == SHOWN
    outcome = correct(place.url, place.record(), field, value, SIGNED, None)
    assert shown(place) == HIDDEN
    with connect(place.url) as connection:
        content = "SELECT content::text FROM hub.statement WHERE id = %s"
        ((text,),) = connection.execute(content, (place.record(),)).fetchall()
    assert "REGION_" in text
    assert outcome.release is not None


def test_a_correction_to_another_kind_hides_nothing(made: Callable[[str], Place]) -> None:
    place = made("confidential: {kinds: [territorial-centre]}")
    place.publish(OPEN)
    correct(place.url, place.record(), "kind", "family-services-centre", SIGNED, None)
    assert shown(place) == SHOWN


def test_region_yml_opens_a_record_by_its_key_and_says_by_whom(made: Callable[[str], Place]) -> None:
    place = made(
        "confidential: {open: [{key: '1', reason: for cats, by: Olha Rudenko, on: 2026-03-02}, "
        "{key: gone, reason: moved, by: Olha Rudenko, on: 2026-03-02}]}"
    )
    path = place.folder / "register-2024-01-01.csv"
    place.publish(SHELTER)
    assert shown(place) == SHOWN
    report = run_region(place.region, path, place.url, force=True, dry_run=True)
    told = {issue.code: issue.message for issue in report.issues if issue.code.startswith("OPENED")}
    assert told.keys() == {"OPENED_BY_DECISION", "OPENED_UNKNOWN_KEY"}
    assert "Olha Rudenko on 2026-03-02: for cats" in told["OPENED_BY_DECISION"]
    assert "«gone»" in told["OPENED_UNKNOWN_KEY"]


def test_an_opening_that_is_taken_out_of_region_yml_hides_again(made: Callable[[str], Place]) -> None:
    place = made("confidential: {open: [{key: '1', reason: for cats, by: Olha, on: 2026-03-02}]}")
    place.publish(SHELTER)
    assert shown(place) == SHOWN
    path = place.region.folder / "region.yml"
    path.write_text(path.read_text("utf-8").partition("confidential: {open")[0], "utf-8")
    region: Region = load_region(place.region.folder)
    Place(place.url, place.folder, region).publish(SHELTER)
    assert shown(place) == HIDDEN


def test_what_the_source_itself_marks_no_opening_shows(made: Callable[[str], Place]) -> None:
    place = made("confidential: {open: [{key: '1', reason: for cats, by: Olha, on: 2026-03-02}]}")
    path = place.region.folder / "region.yml"
    path.write_text(
        path.read_text("utf-8")
        .replace("Інше: nothing that is asked for", "")
        .replace("  Місць:", "  Інше: location.confidential\n  Місць:"),
        "utf-8",
    )
    Place(place.url, place.folder, load_region(place.region.folder)).publish({**OPEN, "Інше": "так"})
    assert shown(place) == HIDDEN
