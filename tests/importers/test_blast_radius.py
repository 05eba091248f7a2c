"""A real register against itself with 300 rows corrupted on purpose: the dry run names each, row for row."""

from collections import Counter
from pathlib import Path

import pytest

from bench.corrupt import Corruption, corrupt
from hub.domain.vocabulary import RunStatus
from hub.ingest.report import RunReport
from hub.store.connection import connect
from importers.region import find_region
from importers.runner import run_region

_CNAP = "providers/ua_cnap_register_admin_service_centres.xlsx"
_EACH = 30
#: What the report must say of each kind of corruption: the change, and a field that it names.
_SAID = {
    "renamed": ("changed", "access_point.name"),
    "moved": ("changed", "location.territory_id"),
    "removed": ("vanished", None),
    "without phones": ("changed", "access_point.phones"),
    "without e-mail": ("changed", "access_point.emails"),
    "other hours": ("changed", "location.opening_hours"),
    "closed": ("changed", "access_point.status"),
    "other ramp": ("changed", "location.accessibility"),
    "other staff": ("changed", "access_point.attributes"),
}
_FIELDS_OF_A_MOVE = {
    "location.address", "location.street", "location.house", "location.postal_code", "location.point",
    "location.precision", "location.radius_m", "location.territory_id", "location.territory_how",
}  # fmt: skip


def filled_fields(url: str) -> dict[str, list[str]]:
    """Code of each published centre → the fields that a corruption of it would show in."""
    with connect(url) as connection:
        rows = connection.execute(
            "SELECT a.key, array_remove(ARRAY['name', CASE WHEN a.phones <> '{}' THEN 'phones' END, "
            "CASE WHEN a.emails <> '{}' THEN 'emails' END, CASE WHEN a.status = 'active' THEN 'active' END, "
            "CASE WHEN t.level IN ('hromada', 'settlement') AND l.point IS NOT NULL THEN 'territory' END], "
            "NULL) FROM hub.access_point a JOIN hub.location l ON l.access_point_id = a.id "
            "LEFT JOIN hub.territory t ON t.id = l.territory_id"
        )
        return dict(rows.fetchall())


@pytest.fixture
def dry_run(demo_copy_url: str, shared_data: Path, tmp_path: Path) -> tuple[list[Corruption], RunReport]:
    """What was corrupted, and the dry run of the corrupted file over the published real one."""
    region = find_region("ua_cnap")
    published = run_region(region, shared_data / _CNAP, demo_copy_url)
    assert published.status is RunStatus.PUBLISHED
    made = corrupt(shared_data / _CNAP, tmp_path / "next.xlsx", filled_fields(demo_copy_url), _EACH)
    return made, run_region(region, tmp_path / "next.xlsx", demo_copy_url, dry_run=True)


def test_the_dry_run_names_each_corrupted_row_and_no_other(
    dry_run: tuple[list[Corruption], RunReport],
) -> None:
    made, report = dry_run
    counted = Counter(one.kind for one in made)
    assert set(counted.values()) == {_EACH}
    assert counted.total() - counted["retyped"] == 300

    # A centre under a new number is a stranger and the old one is gone: no key says that they are one.
    recoded = [one for one in made if one.kind == "recoded"]
    assert {change.key for change in report.changes if change.kind == "added"} == {
        one.new_code for one in recoded
    }
    expected = {one.code: _SAID[one.kind] for one in made if one.kind in _SAID}
    expected |= {one.code: ("vanished", None) for one in recoded}
    said = {change.key: change for change in report.changes if change.kind != "added"}
    # Rows that only were retyped, with other spaces, read the same: they are not among these.
    assert said.keys() == expected.keys()
    for code, (kind, field) in expected.items():
        assert said[code].kind == kind
        assert field is None or field in said[code].fields, (code, said[code])

    rows = {one.new_code or one.code: one.row for one in made if one.row is not None}
    for change in report.changes:
        if change.kind != "vanished":
            assert change.row == rows[change.key]
    # What one corruption touches is all that is named, a move aside: it changes every part of the place.
    for one in made:
        if one.kind == "moved":
            assert set(said[one.code].fields) <= _FIELDS_OF_A_MOVE
        elif one.kind in _SAID and one.kind != "removed":
            assert said[one.code].fields == (_SAID[one.kind][1],)

    moved = {one.code for one in made if one.kind == "moved"}
    assert {shift.key for shift in report.shifts if shift.retargeted} == moved
    assert {shift.key for shift in report.shifts if shift.moved} == moved
    assert all(shift.metres and shift.metres > 1_000 for shift in report.shifts)
    assert (report.added, report.changed, report.vanished) == (30, 240, 60)
    assert (report.moved, report.retargeted) == (30, 30)
    drops = {drop.field for drop in report.fill_drops}
    assert {"phones", "emails"} <= drops
