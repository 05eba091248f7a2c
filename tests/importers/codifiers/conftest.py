"""The units that come with the project, read once."""

import pytest

from hub.domain.territory import TerritoryUnit
from importers.codifiers.handwritten import read_handwritten
from importers.codifiers.katottg import bundled_path, read_katottg


@pytest.fixture(scope="session")
def bundled() -> list[TerritoryUnit]:
    return [*read_handwritten(), *read_katottg(bundled_path())]
