"""The small tree of territories that the tests of imports use, and hubs in each of the situations."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.cluster import PrivateCluster
from importers.region import load_region
from tests.confidentiality.situations import REGION, SITUATIONS, Place, region_in
from tests.conftest import database_copy, made_once
from tests.ingest.conftest import hub_url

__all__ = ["hub_url"]


@pytest.fixture(params=SITUATIONS, ids=lambda situation: situation.__name__)
def place(
    request: pytest.FixtureRequest, cluster: PrivateCluster, prepared_template: str, tmp_path: Path
) -> Iterator[Place]:
    """A hub in one of the situations, with its files, for one test to change; each is made once in a run."""
    name = f"{prepared_template}_{request.param.__name__}"
    files = cluster.home / f"files-of-{name}"

    def bring_about(url: str) -> None:
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir()
        request.param(Place(url, files, region_in(files)))

    model = made_once(cluster, name, prepared_template, bring_about)
    folder = tmp_path / "files"
    shutil.copytree(files, folder)
    with database_copy(cluster, model) as url:
        yield Place(url, folder, load_region(folder / REGION))
