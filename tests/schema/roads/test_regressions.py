"""Operations on which the roads once differed."""

from pathlib import Path

import pytest

from tests.schema.roads.asking import Roads
from tests.schema.roads.comparing import REGRESSIONS, compare, fell_back, kept


@pytest.mark.parametrize("path", sorted(REGRESSIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_the_roads_agree_where_they_once_differed(path: Path, roads: Roads) -> None:
    question = kept(path)
    reply, answer = compare(roads, question)
    assert not fell_back(roads, question, reply, answer)
