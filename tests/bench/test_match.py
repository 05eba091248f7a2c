"""The labelled pairs, the weights that come of them, and what matching reaches on the part held out."""

import csv
from collections import Counter

import pytest

from bench.match_bulk import make_bulk
from bench.match_cases import DIFFERENT, SAME
from bench.match_measure import in_bulk, measure, one_by_one
from bench.match_pairs import PAIRS, read_pairs, write_pairs
from bench.match_quality import as_json
from bench.match_weights import (
    estimate,
    estimating_part,
    independent,
    together,
    write_weights,
)
from bench.match_world import COUNTRIES, World
from hub.domain.identifiers import SCHEMES
from hub.matching.engine import DEFAULT_THRESHOLDS
from hub.matching.weights import WEIGHTS, Weights


@pytest.fixture(scope="module")
def pairs():
    return read_pairs()


def test_the_committed_pairs_are_those_that_the_program_makes(tmp_path):
    made = tmp_path / "pairs.csv"
    assert write_pairs(made) == 1_750
    assert made.read_bytes() == PAIRS.read_bytes()


def test_every_row_says_that_it_is_synthetic():
    lines = PAIRS.read_text("utf-8").splitlines()
    assert all(",synthetic," in line for line in lines[1:])


def test_there_are_enough_pairs_of_every_case_in_both_parts_and_of_all_three_states(pairs):
    cases = Counter((pair.case, pair.part) for pair in pairs)
    assert {case for case, _ in cases} == {*SAME, *DIFFERENT}
    assert min(cases.values()) >= 17
    labels = Counter(pair.same for pair in pairs)
    assert labels == {True: 800, False: 950}
    countries = Counter(pair.left.source for pair in pairs)
    assert min(countries[f"{country.lower()}_register"] for country in COUNTRIES) > 250


def test_made_numbers_are_right_and_nobodys():
    world = World(3)
    for country, scheme, start in (
        ("UA", "UA-EDRPOU", "9"),
        ("RU", "RU-INN-10", "99"),
        ("KZ", "KZ-BIN", "99"),
    ):
        codes = [world.code(country) for _ in range(500)]
        assert len(set(codes)) == 500
        assert all(code.startswith(start) and SCHEMES[scheme].fits(code) for code in codes)


def test_the_committed_weights_of_made_up_pairs_are_those_that_the_program_gives(tmp_path):
    again = tmp_path / "weights.csv"
    write_weights(estimate(None, estimating_part()), again)
    made, kept = (list(csv.DictReader(path.read_text().splitlines())) for path in (again, WEIGHTS))
    assert {tuple(row.values())[3:] for row in made} == {tuple(row.values())[3:] for row in kept}
    weights = [{(row["field"], row["level"]): float(row["weight"]) for row in rows} for rows in (made, kept)]
    assert weights[0] == pytest.approx(weights[1], abs=0.005)


def test_no_level_speaks_against_what_it_says_alone():
    compared = estimating_part()
    alone, weights = independent(compared), together(compared)
    assert weights.factors["identifier", "same"] > 0 > weights.factors["identifier", "other"]
    assert [level for level, weight in weights.factors.items() if weight * alone.of(*level) < 0] == []


def test_weights_of_real_editions_stand_fixed_while_the_rest_is_estimated():
    fixed = Weights(-1.0, {("name", "same"): 0.25})
    weights = together(estimating_part(), fixed)
    assert (weights.base, weights.factors["name", "same"]) == (-1.0, 0.25)
    assert weights.factors["identifier", "same"] > 1


def test_what_the_held_out_pairs_show(pairs):
    held_out = [pair for pair in pairs if pair.part == "held-out"]
    measured = one_by_one(held_out, DEFAULT_THRESHOLDS)
    assert measured.join.precision is not None
    assert measured.join.recall is not None
    assert measured.join.precision >= 0.99
    assert measured.join.recall >= 0.90
    joined = {case for case, (_, joins, _) in measured.cases.items() if joins}
    assert joined <= set(SAME)
    assert measured.cases["copied number"][2] == 17


def test_a_bulk_is_the_same_each_time_and_says_what_is_the_same():
    first, again = make_bulk(200, seed=4), make_bulk(200, seed=4)
    assert first == again
    assert (len(first.register), len(first.listed), len(first.same)) == (200, 200, 140)
    known = {one.id for one in first.register}, {one.id for one in first.listed}
    assert all(left in known[0] and right in known[1] for left, right in first.same)


def test_a_bulk_is_measured_through_blocks():
    measured = in_bulk(400, DEFAULT_THRESHOLDS)
    assert (measured.records, measured.join.wanted) == (400, 280)
    assert measured.blocked is not None
    assert measured.blocked > 0.95
    assert measured.join.precision is not None
    assert measured.join.precision >= 0.99


def test_measurements_are_told_as_json():
    assert as_json(measure(0)).count('"precision"') == 4
