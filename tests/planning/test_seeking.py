"""What is proven of sets whose members are not all measured."""

from typing import Any

import pytest

from hub.domain.vocabulary import Lang
from hub.planning.composition.seeking import CompositionObjective, seek
from hub.planning.composition.sentences import proof_sentence
from hub.planning.siting.sentences import ProofStatus
from tests.planning.test_counting import DAY, HOME, candidate, offer

FEWEST, NEAREST = CompositionObjective.FEWEST_MEMBERS, CompositionObjective.LEAST_DISTANCE


@pytest.mark.parametrize(
    ("distances", "objective", "told"),
    [
        ((1_234.5, 500.0), NEAREST, (1.7345, 1.7345)),
        ((1_234.5, None), NEAREST, (1.2345, None)),
        ((None, None), NEAREST, (0.0, None)),
        ((None, None), FEWEST, (2.0, 2.0)),
    ],
)
def test_a_sum_of_distances_is_proven_only_where_all_are_known(
    distances: tuple[Any, ...], objective: CompositionObjective, told: tuple[float, float | None]
) -> None:
    those = [
        candidate(1, offer(1, 1, HOME), distance=distances[0]),
        candidate(2, offer(2, 2, DAY), distance=distances[1]),
    ]
    found = seek(those, [HOME, DAY], objective, 1)
    assert (found.objective, found.bound) == told


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("objective", list(CompositionObjective))
def test_a_set_without_a_bound_is_not_called_the_best(lang: Lang, objective: CompositionObjective) -> None:
    told = proof_sentence(objective, ProofStatus.HEURISTIC_ONLY, 7.0, None, lang)
    best = proof_sentence(objective, ProofStatus.OPTIMAL, 7.0, 7.0, lang)
    assert told.split("7")[0] == best.split("7")[0]
    assert told != best
    assert not set("{}") & set(told)
