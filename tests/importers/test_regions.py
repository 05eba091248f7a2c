"""Every region's folder: its sample gives exactly its golden files, and no column goes unnoticed."""

import pytest

from importers.check import check
from importers.mapping import mapped_columns
from importers.readers import open_rows
from importers.region import Region, discover
from importers.sample import sample_of

REGIONS = discover()


def test_the_regions_are_the_six_samples_and_the_two_registers() -> None:
    codes = {region.code: region.sample for region in REGIONS}
    assert codes == {
        "kz_59": True,
        "ru_oms": True,
        "ua_05": True,
        "ua_09": True,
        "ua_14": True,
        "ua_71": True,
        "ua_cnap": False,
        "ua_schools": False,
    }


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.code)
def test_a_region_gives_its_golden_files(region: Region) -> None:
    report = check(region)
    assert report.problems == []
    assert report.diff == []
    assert report.read > 0


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.code)
def test_every_column_is_mapped_or_ignored_and_none_is_named_in_vain(region: Region) -> None:
    with open_rows(sample_of(region), region.format) as source:
        columns = set(source.columns)
    assert columns == {*mapped_columns(region), *region.ignore}


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.code)
def test_a_sample_says_which_rows_are_made_up(region: Region) -> None:
    records = [record for record in check(region).records if record.rows]
    assert all(record.synthetic or record.cites for record in records)
