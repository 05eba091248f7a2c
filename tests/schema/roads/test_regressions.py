"""Operations on which the roads once differed."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.schema.roads.asking import WAYS, Roads
from tests.schema.roads.comparing import REGRESSIONS, compare, fell_back, kept


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("path", sorted(REGRESSIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_the_roads_agree_where_they_once_differed(path: Path, way: int, roads: Roads) -> None:
    question = replace(kept(path), way=way)
    reply, answer = compare(roads, question)
    assert not fell_back(question, reply, answer)
