"""What every publish hides of counts of people, and what no release tells of another."""

import random
from collections.abc import Callable

import numpy as np
import pytest

from hub.ingest import RunReport
from hub.small_cells import Relation, audit
from hub.solver import SolverFailed, SolverSession
from hub.store.small_cells import masking
from tests.aggregates.truth import rows

from .registers import clients, figures, hidden_sums, service, serving

Import = Callable[..., RunReport]


def test_a_small_figure_is_hidden_with_the_sums_that_tell_it(tree_url: str, importing: Import) -> None:
    importing(serving("1", 8), serving("2", 50), serving("3", 7, far=True))
    assert sorted(figures(tree_url).values()) == [7, 8]
    # The region's 65 leave 15 to the two, of which either may have ten or more.
    assert {place for place, _, _ in hidden_sums(tree_url)} == {"UA0502", "UA0503", "UA050201", "UA050301"}
    mask = "SELECT release, k, figures, audited FROM hub.small_cell_mask ORDER BY number DESC LIMIT 1"
    assert rows(tree_url, mask) == [(1, 10, 2, "yes")]


def test_counts_of_made_up_records_are_of_nobody(tree_url: str, importing: Import) -> None:
    importing(serving("1", 8, synthetic=True), serving("2", 7), serving("3", 50))
    assert sorted(figures(tree_url).values()) == [7]


def test_a_sum_over_one_small_figure_is_hidden_up_to_the_country(tree_url: str, importing: Import) -> None:
    importing(serving("1", 8), serving("2", 50), serving("3", 60, far=True))
    assert {place for place, _, _ in hidden_sums(tree_url)} == {"UA", "UA05", "UA0502", "UA050201"}


def test_a_mask_is_kept_while_the_figure_moves_little(tree_url: str, importing: Import) -> None:
    importing(serving("1", 8), serving("2", 50))
    importing(serving("1", 12), serving("2", 50))
    assert sorted(figures(tree_url).values()) == [8, 12]
    importing(serving("1", 40), serving("2", 50))
    assert sorted(figures(tree_url).values()) == [8, 12]
    assert hidden_sums(tree_url) == set()


def test_a_newer_measurement_that_moved_little_is_hidden(tree_url: str, importing: Import) -> None:
    importing(serving("1", 8))
    importing(serving("1", None, services=(service(capacities=clients(12, day=9)),)))
    assert sorted(figures(tree_url).values()) == [8, 12]


def test_a_citation_is_no_cell(tree_url: str, importing: Import) -> None:
    importing(serving("1", 6, cites="A paper, 11.03.2020"), serving("2", 50))
    assert figures(tree_url) == {}
    assert hidden_sums(tree_url) == set()


def test_places_are_no_people_and_clients_are(tree_url: str, importing: Import) -> None:
    few = service(capacities=clients(None, total=4, available=2))
    importing(serving("1", None, services=(few,)))
    assert rows(tree_url, "SELECT figure, value FROM hub.hidden_figure") == [("total", 4)]


def test_without_counts_of_people_nothing_is_made(tree_url: str, importing: Import) -> None:
    importing(serving("1", None), serving("2", None, far=True))
    assert rows(tree_url, "SELECT count(*) FROM hub.small_cell_mask") == [(0,)]


def test_where_the_audit_fails_no_sum_over_hidden_figures_is_told(
    tree_url: str, importing: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise SolverFailed(reason="its time was up")

    monkeypatch.setattr(masking, "suppress", failing)
    importing(serving("1", 8), serving("2", 50), serving("3", 7, far=True))
    assert {"UA", "UA05", "UA0502"} <= {place for place, _, _ in hidden_sums(tree_url)}
    (audited,) = rows(tree_url, "SELECT audited FROM hub.small_cell_mask")[0]
    assert "its time was up" in audited


def test_what_left_a_sum_is_not_told_by_the_sum_without_it(tree_url: str, importing: Import) -> None:
    """25 of three were told; 18 of two of them would leave 7 to the third."""
    three = (serving("1", 9), serving("2", 9), serving("3", 7))
    importing(*three)
    # What is shared with all that lies below the hromada is told beside the sum.
    assert {reach for _, _, reach in hidden_sums(tree_url)} == {"whole"}
    importing(*three[:2])
    assert {place for place, _, _ in hidden_sums(tree_url)} == {"UA", "UA05", "UA0502", "UA050201"}


@pytest.mark.parametrize("seed", range(2))
def test_no_attack_on_all_releases_finds_a_figure_below_k(
    tree_url: str, importing: Import, seed: int
) -> None:
    draw = random.Random(seed)
    held = {str(key): (draw.randint(0, 16), key % 2 == 0) for key in range(1, 8)}
    for _ in range(3):
        importing(*(serving(key, number, far=far) for key, (number, far) in held.items()))
        key = draw.choice(list(held))
        held[key] = (draw.randint(0, 16), held[key][1])
        held.pop(draw.choice(list(held)))
    values = figures(tree_url)
    told = rows(tree_url, "SELECT members, value FROM ingest.told_sum")
    place = {number: at for at, number in enumerate(sorted(values))}
    table = np.array([*(values[number] for number in sorted(values)), *(value for _, value in told)], float)
    relations = [
        Relation(len(values) + at, tuple(place[number] for number in members))
        for at, (members, _) in enumerate(told)
    ]
    hidden = np.arange(len(table)) < len(values)
    with SolverSession() as session:
        bounds = audit(session, table, hidden, relations)
    assert len(bounds) == len(values) > 1
    for cell, (_, most) in bounds.items():
        assert most is None or most >= min(10, table[cell]) - 1e-6
        assert table[cell] >= 10 or most is None or most >= 10 - 1e-4
