"""What a proof says, in four languages and for each status."""

import math
from typing import Any

import pytest

from hub.domain.vocabulary import Lang
from hub.planning.siting import Proof, ProofStatus, SitingGoal

NO_BREAK = "\u00a0"


def proof(goal: SitingGoal, objective: float, bound: float | None, **rest: Any) -> Proof:
    fields = {"alternatives": None, "seconds": 0.1, "solver": "x", "new": 10, "people": 1000.0, **rest}
    return Proof.of(goal, objective, bound, **fields)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (Lang.UK, "Жоден план із 10 новими центрами не охопить більше ніж 88,6 %. Цей план найкращий."),
        (Lang.RU, "Ни один план с 10 новыми центрами не охватит больше чем 88,6 %. Этот план наилучший."),
        (
            Lang.KK,
            "10 жаңа орталығы бар ешбір жоспардың қамтуы 88,6 % шегінен аспайды. Бұл — ең жақсы жоспар.",
        ),
        (Lang.EN, "No plan with 10 new centres can cover more than 88.6%. This plan is the best."),
    ],
)
def test_optimal_coverage(lang: Lang, sentence: str) -> None:
    told = proof(SitingGoal.MOST_COVERED, 885.4, 885.4)
    assert told.status is ProofStatus.OPTIMAL
    assert told.sentence(lang).replace(NO_BREAK, " ") == sentence


@pytest.mark.parametrize(
    ("goal", "objective", "bound", "sentence"),
    [
        ("MOST_COVERED", 871.0, 880.0,
         "This plan covers 87.1%. No plan with 10 new centres can cover more than 88.0%."),
        ("LEAST_DISTANCE", 4321, 4290,
         "With this plan it is 4.4 km on average. "
         "With no plan with 10 new centres can people's way be shorter on average than 4.2 km."),
        ("FEWEST_FOR_SHARE", 29, 28,
         "This plan has 29. To cover 95.0% of the people, at least 28 new centres are needed."),
        ("LEAST_FARTHEST", 17432, None,
         "With this plan it is 17.5 km. Whether there is a better plan is not proven."),
    ],
)  # fmt: skip
def test_goals_without_a_closed_gap(goal: str, objective: float, bound: float | None, sentence: str) -> None:
    told = proof(SitingGoal(goal), objective, bound, share=0.95)
    assert told.sentence(Lang.EN).replace(NO_BREAK, " ") == sentence


@pytest.mark.parametrize("goal", list(SitingGoal))
@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("bound", [500.0, 750.0, None])
def test_every_sentence_is_whole(goal: SitingGoal, lang: Lang, bound: float | None) -> None:
    sentence = proof(goal, 500.0, bound, share=0.5).sentence(lang)
    assert sentence.endswith(".")
    assert not set("{}") & set(sentence)


@pytest.mark.parametrize("bound", [math.inf, math.nan, -math.inf])
def test_a_bound_that_is_no_number_is_none(bound: float) -> None:
    told = proof(SitingGoal.MOST_COVERED, 5.0, bound)
    assert (told.status, told.bound, told.gap) == (ProofStatus.HEURISTIC_ONLY, None, None)


def test_an_objective_of_zero_has_no_relative_gap() -> None:
    assert proof(SitingGoal.MOST_COVERED, 0.0, 4.0).gap is None
    assert proof(SitingGoal.MOST_COVERED, 0.0, 0.0).gap == 0.0


@pytest.mark.parametrize(
    ("goal", "unit", "exact", "told"),
    [
        ("MOST_COVERED", "metres", (871.9, 880.2), (871.0, 881.0)),
        ("MOST_COVERED", "metres", (871.9000001, 871.9), (871.0, 871.0)),
        ("LEAST_DISTANCE", "metres", (4321.2, 4290.7), (4322.0, 4290.0)),
        ("LEAST_DISTANCE", "minutes", (12.34567, 12.29), (12.346, 12.29)),
        ("FEWEST_FOR_SHARE", "metres", (29.0, 28.0), (29.0, 28.0)),
    ],
)
def test_told_numbers_are_rounded_so_that_they_say_no_more_than_is_proven(
    goal: str, unit: str, exact: tuple[float, float], told: tuple[float, float]
) -> None:
    found = proof(SitingGoal(goal), *exact, share=0.9, unit=unit).told()
    assert (found.objective, found.bound) == told
    assert found.gap == abs(told[0] - told[1]) / told[0]
    assert (found.status is ProofStatus.OPTIMAL) is (told[0] == told[1])
    assert found.tolerance == 0


def test_what_is_best_to_a_tolerance_has_no_gap_and_names_the_tolerance() -> None:
    best = proof(SitingGoal.LEAST_FARTHEST, 25_012.3, 24_950.9, tolerance=100.0)
    assert best.gap == 0
    found = best.told()
    assert (found.status, found.gap, found.tolerance) == (ProofStatus.OPTIMAL, 0, 100)
    assert (found.objective, found.bound) == (25_013, 24_950)
    sentence = "With this plan it is 25.1 km. This plan is the best to within 0.1 km."
    assert best.sentence(Lang.EN).replace(NO_BREAK, " ") == sentence
    beyond = proof(SitingGoal.LEAST_FARTHEST, 25_012.3, 24_850.9, tolerance=100.0).told()
    assert (beyond.status, beyond.gap) == (ProofStatus.WITHIN_BOUND, 163 / 25_013)


@pytest.mark.parametrize("lang", list(Lang))
def test_a_tolerance_is_told_in_every_language(lang: Lang) -> None:
    told = proof(SitingGoal.LEAST_FARTHEST, 30.1, 30.0, tolerance=0.124, unit="minutes").sentence(lang)
    assert ("0.2" if lang is Lang.EN else "0,2") in told
    assert not set("{}") & set(told)
