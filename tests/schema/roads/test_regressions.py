"""Operations on which the roads once differed."""

from pathlib import Path

import pytest

from tests.schema.roads.asking import Roads
from tests.schema.roads.comparing import REGRESSIONS, compare, kept


@pytest.mark.parametrize("path", sorted(REGRESSIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_the_roads_agree_where_they_once_differed(path: Path, roads: Roads) -> None:
    compare(roads, kept(path))
