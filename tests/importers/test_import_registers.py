"""The real registers imported into a database: what came in, and that a second time changes nothing."""

from pathlib import Path

import pytest

from hub.domain.vocabulary import RunStatus
from hub.store.connection import connect, scalar
from importers.codifiers.files import load_file
from importers.errors import FileNeeded
from importers.region import find_region
from importers.runner import run_region

_CNAP = "providers/ua_cnap_register_admin_service_centres.xlsx"
_SCHOOLS = "providers/ua_schools_register_edebo_koatuu.xlsx"
_KOATUU = "codifiers/ua_katottg_to_koatuu_mapping.csv"


def test_the_centres_are_imported_once_and_a_second_time_changes_nothing(
    demo_copy_url: str, shared_data: Path
) -> None:
    region = find_region("ua_cnap")
    first = run_region(region, shared_data / _CNAP, demo_copy_url)
    assert (first.status, first.read, first.accepted, first.rejected) == (RunStatus.PUBLISHED, 3432, 3432, 0)
    assert (first.added, first.access_points, first.providers) == (3432, 3432, 0)
    second = run_region(region, shared_data / _CNAP, demo_copy_url, force=True)
    assert (second.status, second.release) == (RunStatus.UNCHANGED, first.release)
    assert (second.added, second.changed, second.unchanged, second.vanished) == (0, 0, 3432, 0)
    with connect(demo_copy_url) as connection:
        placed = scalar(
            connection,
            "SELECT count(*) FROM hub.location l JOIN hub.territory t ON t.id = l.territory_id "
            "JOIN hub.access_point a ON a.id = l.access_point_id WHERE t.level IN ('hromada', 'settlement')",
        )
    assert placed == 3330


def test_boarding_schools_are_placed_by_their_old_codes(demo_copy_url: str, shared_data: Path) -> None:
    region = find_region("ua_schools")
    before = run_region(region, shared_data / _SCHOOLS, demo_copy_url, dry_run=True)
    assert "CODIFIER_NOT_LOADED" in {issue.code for issue in before.issues}
    # Names place what old codes do not, so that no bound is broken without the codifier.
    assert before.failures == []
    load_file(demo_copy_url, "koatuu", shared_data / _KOATUU)
    report = run_region(region, shared_data / _SCHOOLS, demo_copy_url)
    assert (report.status, report.read, report.accepted) == (RunStatus.PUBLISHED, 16434, 212)
    assert (report.skipped, report.rejected, report.providers) == (16222, 0, 212)
    assert not [issue for issue in report.issues if "TERRITORY" in issue.code]
    with connect(demo_copy_url) as connection:
        levels = connection.execute(
            "SELECT t.level, count(*) FROM hub.location l JOIN hub.territory t ON t.id = l.territory_id "
            "JOIN hub.source s ON s.id = l.source_id WHERE s.code = 'ua_schools' GROUP BY 1"
        ).fetchall()
    assert dict(levels) == {"settlement": 174, "city-district": 38}


def test_the_made_up_sample_of_a_real_register_is_not_imported(database_url: str) -> None:
    with pytest.raises(FileNeeded) as caught:
        run_region(find_region("ua_cnap"), None, database_url)
    assert str(caught.value).startswith("ua_cnap is a real register")
