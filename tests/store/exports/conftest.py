"""The demo's export in both shapes, made once for all tests."""

from pathlib import Path

import pytest

from hub.domain.filters import ProviderFilter
from hub.store.exports.hsds import ExportReport, HsdsFormat, export_hsds


@pytest.fixture(scope="session")
def exported(demo_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[HsdsFormat, ExportReport]:
    """The reports of the two exports; `out` is the folder of each."""
    folder = tmp_path_factory.mktemp("hsds")
    return {
        format: export_hsds(demo_url, ProviderFilter(), folder / format.value, format)
        for format in HsdsFormat
    }


@pytest.fixture(scope="session")
def tabular(exported: dict[HsdsFormat, ExportReport]) -> Path:
    """The folder of the tabular data package."""
    return Path(exported[HsdsFormat.TABULAR].out)


@pytest.fixture(scope="session")
def as_json(exported: dict[HsdsFormat, ExportReport]) -> Path:
    """The file of the nested organizations."""
    return Path(exported[HsdsFormat.JSON].out) / "organizations.json"
