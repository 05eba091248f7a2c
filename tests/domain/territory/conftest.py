"""The whole КАТОТТГ in a gazetteer, read once."""

import pytest

from hub.domain.territory import Gazetteer, TerritoryUnit
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from importers.codifiers.katottg import bundled_path, read_katottg


@pytest.fixture(scope="session")
def katottg_units() -> list[TerritoryUnit]:
    country = TerritoryUnit(
        Country.UA, TerritoryScheme.ISO_3166_1, "UA", TerritoryLevel.COUNTRY, "Україна", Lang.UK
    )
    return [country, *read_katottg(bundled_path())]


@pytest.fixture(scope="session")
def gazetteer(katottg_units: list[TerritoryUnit]) -> Gazetteer:
    return Gazetteer(katottg_units)
