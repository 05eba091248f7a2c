"""A package of which nothing is read, or most is rejected, is no import: the publish stops and says so."""

import pytest

from hub.domain.vocabulary import RunStatus
from hub.ingest.report import Bound
from importers.runner import run_region
from tests.importers.hsds.conftest import ABROAD, MakeRegion, WritePackage

LOST = "id,organization_id,name,status\n" + "".join(f"s{n},o{n},Meals,active\n" for n in range(2, 10))


@pytest.mark.parametrize(
    ("services", "bound", "told"),
    [
        (None, Bound.ROWS, "The file holds no row of a record"),
        (LOST, Bound.REJECTED, "8 of 9 rows were rejected (88.9%), at most 50.0% may be; "),
    ],
)
def test_it_stops(
    hsds_region: MakeRegion,
    package: WritePackage,
    demo_copy_url: str,
    services: str | None,
    bound: Bound,
    told: str,
) -> None:
    organizations = "id,name\n" if services is None else "id,name\no1,Red House\n"
    folder = package({"organizations": organizations, "services": services or "id,organization_id,name\n"})
    report = run_region(hsds_region(), folder, demo_copy_url)
    assert (report.status, [failure.bound for failure in report.failures]) == (RunStatus.STOPPED, [bound])
    assert report.failures[0].sentence.startswith(told)


def test_the_region_decides_how_much_may_be_rejected(
    hsds_region: MakeRegion, package: WritePackage, demo_copy_url: str
) -> None:
    region = hsds_region(f"{ABROAD}assertions: {{max_rejected_share: 0.9}}\n")
    folder = package({"organizations": "id,name\no1,Red House\n", "services": LOST})
    assert run_region(region, folder, demo_copy_url).status is RunStatus.PUBLISHED
