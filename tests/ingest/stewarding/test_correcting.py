"""Stewards correct fields, and no source overrules them."""

import pytest

from hub.domain.composing.corrections import UncorrectableField
from hub.domain.stewards import AlreadyUndone, UnknownCorrection, UnknownRecord
from hub.ingest import RunOptions
from hub.ingest.stewarding import withdraw_correction
from tests.correcting import correct

from ..builders import HROMADA
from .conftest import A_ONE, OTHER, SIGNED, TWO, numbered, rows

FORCED = RunOptions(force=True)
MAIN = "location.main.address"


@pytest.mark.usefixtures("joined")
def test_a_correction_is_published_outlives_imports_and_can_be_withdrawn(hub_url, importing):
    outcome = correct(hub_url, TWO, "name", "Виправлений центр", SIGNED)
    assert (outcome.release, outcome.changes) == (3, (("changed", "provider", TWO),))
    name = f"SELECT name FROM hub.provider WHERE id = '{TWO}'"
    assert rows(hub_url, name) == [("Виправлений центр",)]
    assert rows(hub_url, f"SELECT lost FROM hub.statement WHERE id = '{TWO}'") == [
        ({"name": [f"correction:{outcome.number}", "name"]},)
    ]
    importing(numbered("1"), numbered("2", name="Ще інша назва"), options=FORCED)
    assert rows(hub_url, name) == [("Виправлений центр",)]
    back = withdraw_correction(hub_url, outcome.number, SIGNED)
    assert back.changes == (("changed", "provider", TWO),)
    assert rows(hub_url, name) == [("Ще інша назва",)]
    assert rows(hub_url, "SELECT author, reason, withdrawn_by FROM hub.correction") == [
        (SIGNED.author, SIGNED.reason, SIGNED.author)
    ]
    with pytest.raises(AlreadyUndone):
        withdraw_correction(hub_url, outcome.number, SIGNED)
    with pytest.raises(UnknownCorrection):
        withdraw_correction(hub_url, 77, SIGNED)


@pytest.mark.usefixtures("joined")
def test_a_second_correction_takes_the_place_of_the_first(hub_url):
    correct(hub_url, TWO, "phones", ["+380432111111"], SIGNED)
    correct(hub_url, TWO, "phones", ["+380432222222"], SIGNED)
    assert rows(hub_url, f"SELECT phones FROM hub.provider WHERE id = '{TWO}'") == [(["+380432222222"],)]
    assert rows(hub_url, "SELECT id, withdrawn_by FROM hub.correction ORDER BY 1") == [
        (1, SIGNED.author),
        (2, None),
    ]


@pytest.mark.usefixtures("joined")
def test_places_and_categories_are_corrected(hub_url):
    correct(hub_url, TWO, MAIN, "вул. Нова, 5", SIGNED)
    correct(hub_url, TWO, "location.main.territory", HROMADA, SIGNED)
    correct(hub_url, TWO, "service.care.home", "rehab.social", SIGNED)
    found = rows(
        hub_url,
        "SELECT l.address, l.street, t.code, s.category, s.matched_via, s.matched_by FROM hub.location l "
        "JOIN hub.territory t ON t.id = l.territory_id JOIN hub.service s ON s.provider_id = l.provider_id "
        f"WHERE l.provider_id = '{TWO}'",
    )
    assert found == [("вул. Нова, 5", "вул. Нова", HROMADA, "rehab.social", "exact", "correction")]


@pytest.mark.usefixtures("joined")
def test_the_claim_of_a_named_source_is_corrected(hub_url):
    correct(hub_url, A_ONE, "legal_form", "КУ", SIGNED)
    correct(hub_url, A_ONE, "short_name", "ЦНСП", SIGNED, OTHER.code)
    found = rows(hub_url, "SELECT field, replace(statement_id::text, '-', '') FROM hub.correction ORDER BY 1")
    assert found == [("legal_form", A_ONE), ("short_name", A_ONE)]
    assert rows(hub_url, "SELECT legal_form, short_name FROM hub.provider WHERE key = '1'") == [
        ("КУ", "ЦНСП")
    ]


@pytest.mark.usefixtures("joined")
def test_a_correction_of_a_part_that_its_source_dropped_stops_no_import(hub_url, importing):
    correct(hub_url, TWO, "service.care.home", "rehab.social", SIGNED)
    importing(numbered("1"), numbered("2", services=()), options=FORCED)
    assert rows(hub_url, f"SELECT count(*) FROM hub.service WHERE provider_id = '{TWO}'") == [(0,)]
    importing(numbered("1"), numbered("2"), options=FORCED)
    assert rows(hub_url, f"SELECT category FROM hub.service WHERE provider_id = '{TWO}'") == [
        ("rehab.social",)
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("kind", "nothing"),
        ("location.main.territory", "UA99"),
        ("service.care.home", "nothing"),
        ("head", "Хтось"),
    ],
)
@pytest.mark.usefixtures("joined")
def test_a_value_that_the_hub_does_not_know_is_refused(hub_url, field, value):
    with pytest.raises(UncorrectableField):
        correct(hub_url, TWO, field, value, SIGNED)
    assert rows(hub_url, "SELECT count(*) FROM hub.correction") == [(0,)]


@pytest.mark.usefixtures("joined")
def test_an_unknown_record_or_source_is_refused(hub_url):
    with pytest.raises(UnknownRecord):
        correct(hub_url, "0" * 32, "name", "x", SIGNED)
    with pytest.raises(UnknownRecord):
        correct(hub_url, TWO, "name", "x", SIGNED, OTHER.code)


def test_no_correction_leads_to_a_confidential_place(hub_url, importing):
    importing(numbered("2", kind="crisis-centre"))
    for field, value in ((MAIN, "вул. Нова, 5"), ("phones", ["+380432111111"]), ("url", "https://a.example")):
        with pytest.raises(UncorrectableField, match="confidential"):
            correct(hub_url, TWO, field, value, SIGNED)
    correct(hub_url, TWO, "name", "Кризовий центр", SIGNED)


@pytest.mark.usefixtures("joined")
def test_calling_a_service_a_shelter_hides_its_place_everywhere(hub_url):
    correct(hub_url, TWO, "service.care.home", "crisis.shelter-violence", SIGNED)
    assert rows(hub_url, f"SELECT address, confidential FROM hub.location WHERE provider_id = '{TWO}'") == [
        (None, True)
    ]
    assert rows(
        hub_url,
        f"SELECT content::text LIKE '%%Соборна%%', claims::text LIKE '%%Соборна%%' FROM hub.statement "
        f"WHERE id = '{TWO}'".replace("%%", "%"),
    ) == [(False, False)]
