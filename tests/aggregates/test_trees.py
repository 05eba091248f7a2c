"""The aggregates follow the trees that counts climb: of territories and of terms."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest

from hub.domain.reference import ReferenceData, Taxonomy, Term
from hub.domain.territory import TerritoryUnit
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from hub.ingest import RunReport
from hub.ingest.territories import load_codifier
from hub.store.connection import connect, scalar
from hub.store.publish import lock
from hub.store.reference import publish_reference
from importers.codifiers import sources
from tests.ingest.builders import CITY, ELSEWHERE, HROMADA, REGION, provider

from .truth import hold_against_the_count, rows

Import = Callable[..., RunReport]

CODIFIER = sources.handwritten("edition 2")
_WRITERS = "SELECT territory_id, category, xmin FROM hub.coverage_cell WHERE reach = 'seat' ORDER BY 1, 2"
_PLACES = """
    SELECT t.code FROM hub.coverage_cell c JOIN hub.territory t ON t.id = c.territory_id
    WHERE c.reach = 'seat' ORDER BY c.category, t.code
"""


def unit(code: str, level: TerritoryLevel, parent: str) -> TerritoryUnit:
    return TerritoryUnit(Country.UA, TerritoryScheme.KATOTTG, code, level, code, Lang.UK, parent_code=parent)


def load(url: str, *units: TerritoryUnit) -> None:
    load_codifier(url, CODIFIER, units, whole=False)


def test_a_hromada_moves_to_another_region(tree_url: str, importing: Import) -> None:
    importing(provider("1"))
    load(tree_url, unit(HROMADA, TerritoryLevel.HROMADA, ELSEWHERE))
    hold_against_the_count(tree_url)
    assert rows(tree_url, _PLACES) == [("UA",), (HROMADA,), (CITY,), (ELSEWHERE,)] * 2


def test_a_unit_comes_between(tree_url: str, importing: Import) -> None:
    importing(provider("1"))
    load(
        tree_url,
        unit("UA0500", TerritoryLevel.DISTRICT, REGION),
        unit(HROMADA, TerritoryLevel.HROMADA, "UA0500"),
    )
    hold_against_the_count(tree_url)
    assert rows(tree_url, _PLACES) == [("UA",), (REGION,), ("UA0500",), (HROMADA,), (CITY,)] * 2


def test_units_without_providers_cost_nothing(tree_url: str, importing: Import) -> None:
    importing(provider("1"))
    before = rows(tree_url, _WRITERS)
    load(tree_url, unit("UA0509", TerritoryLevel.HROMADA, REGION))
    assert rows(tree_url, _WRITERS) == before
    hold_against_the_count(tree_url)


def test_a_load_waits_for_a_publish(tree_url: str, importing: Import) -> None:
    importing(provider("1"))
    moved = unit(HROMADA, TerritoryLevel.HROMADA, ELSEWHERE)
    with connect(tree_url) as publishing:
        lock(publishing)
        loading = Thread(target=load, args=(tree_url, moved))
        loading.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while not scalar(publishing, waiting):
            assert loading.is_alive()
        assert rows(tree_url, _PLACES) == [("UA",), (REGION,), (HROMADA,), (CITY,)] * 2
    loading.join()
    hold_against_the_count(tree_url)


def terms(above: dict[str, str | None], taxonomy: str = "category") -> Taxonomy:
    return Taxonomy(taxonomy, taxonomy, tuple(Term(code, 1, (), parent) for code, parent in above.items()))


KINDS = terms({"territorial-centre": None}, "kind")
FLAT = ReferenceData((terms({"care.home": None}), KINDS))
DEEP = ReferenceData((terms({"care": None, "care.home": "care"}), KINDS))


@pytest.mark.parametrize(("first", "then"), [(FLAT, DEEP), (DEEP, FLAT)], ids=["deeper", "flatter"])
def test_a_term_gets_another_one_above(
    hub_url: str, importing: Import, first: ReferenceData, then: ReferenceData
) -> None:
    publish_reference(hub_url, first)
    importing(provider("1"))
    hold_against_the_count(hub_url)
    publish_reference(hub_url, then)
    hold_against_the_count(hub_url)
    categories = rows(hub_url, "SELECT DISTINCT category FROM hub.coverage_cell ORDER BY 1")
    assert categories == ([("care",), ("care.home",)] if then is DEEP else [("care.home",)])


def test_the_same_terms_again_write_nothing(hub_url: str, importing: Import) -> None:
    publish_reference(hub_url, DEEP)
    importing(provider("1"))
    before = rows(hub_url, _WRITERS)
    kinds: Any = replace(KINDS, title="Another title")
    publish_reference(hub_url, ReferenceData((DEEP.taxonomies[0], kinds)))
    assert rows(hub_url, _WRITERS) == before
