"""What a paper says first: of whom a share is, why there is none, and where nobody can be asked."""

import re
from dataclasses import replace
from typing import Any

import pytest

from hub.domain.vocabulary import Lang
from hub.papers.html import html
from hub.papers.model import Paper, PointKind
from hub.papers.page import page_of
from hub.papers.questions.coverage import coverage_paper
from hub.papers.questions.mobile import mobile_paper
from hub.papers.questions.siting import sites_table, siting_paper
from hub.papers.sketch import sketch

#: A town and a village that nobody reports about.
TOWN = {
    "code": "A1",
    "name": "Верхівка",
    "level": "HROMADA",
    "point": {"lat": 50.9, "lon": 34.8},
}
FIELD = TOWN | {"code": "A2", "name": "Низівка", "point": {"lat": 51.2, "lon": 33.9}}
BASIS: dict[str, Any] = {
    "release": {"number": 3, "asOf": "2026-02-01"},
    "asOf": None,
    "hash": "cd" * 32,
    "url": None,
    "question": {"reach": {"metres": 7_000}},
    "caveats": [],
    "sources": [],
    "method": {"code": "M", "version": "1", "sentence": "m"},
    "population": {"basis": "POINTS_ONLY", "asOf": None, "people": 5_310},
    "travel": {"kind": "NONE"},
    "norms": [],
    "assumptions": [],
    "notUsed": [],
}


def estimate(value: float | None, unit: str, absent: str | None = None) -> dict[str, Any]:
    return {
        "value": value,
        "low": value,
        "high": value,
        "unit": unit,
        "stated": 1,
        "of": 1,
        "absent": absent,
    }


def coverage(share: float | None, people: dict[str, Any]) -> Paper:
    absent = None if share is not None else "NO_POPULATION"
    row = {
        "territory": TOWN,
        "people": people,
        "covered": people,
        "share": estimate(share, "share", absent),
        "median": estimate(4.2, "km"),
        "sites": 2,
        "sitesWithoutPoint": 0,
    }
    uncovered: dict[str, Any] = {
        "edges": [],
        "totalCount": 0,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
    }
    nothing = {"type": "FeatureCollection", "features": []}
    found = {"total": row, "rows": [row], "basis": BASIS, "uncovered": uncovered, "geojson": nothing}
    return coverage_paper({"coverageWithin": found})


def mobile_row(territory: dict[str, Any], teams: int, lacking: list[str]) -> dict[str, Any]:
    return {
        "territory": territory,
        "teams": teams,
        "onPaper": estimate(None, "people", "NO_POPULATION"),
        "byCapacity": estimate(None, "clients", "NOT_STATED"),
        "served": estimate(None, "clients", "NOT_STATED"),
        "fixedSites": 0,
        "lacking": lacking,
    }


def mobile() -> Paper:
    town, field = mobile_row(TOWN, 2, ["teams"]), mobile_row(FIELD, 0, [])
    found = {"total": town, "rows": [town, field], "basis": BASIS}
    return mobile_paper({"mobileCoverage": found})


@pytest.mark.parametrize(
    ("unit", "whole"), [("people", "37\N{NO-BREAK SPACE}осіб"), ("hromadas", "37\N{NO-BREAK SPACE}громад")]
)
def test_a_share_of_a_coverage_says_of_what_it_is(unit: str, whole: str) -> None:
    said = page_of(coverage(0.25, estimate(37, unit)), Lang.UK).statements[0]
    assert said.endswith(f"100 % — це {whole}.")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (Lang.EN, "What share is covered: population not known."),
        (Lang.UK, "Яку частку охоплено: населення невідоме."),
        (Lang.RU, "Какая доля охвачена: население неизвестно."),
        (Lang.KK, "Қамтылған үлес: халық саны белгісіз."),
    ],
)
def test_a_share_that_is_not_known_says_why_and_no_bounds(lang: Lang, sentence: str) -> None:
    paper = coverage(None, estimate(None, "people", "NO_POPULATION"))
    assert page_of(paper, lang).statements == (sentence,)


def test_where_no_team_works_nothing_looks_complete() -> None:
    paper = mobile()
    areas = {point.name: point for point in paper.points if point.kind is PointKind.AREA}
    assert areas["Верхівка"].shade == 0.25
    assert areas["Низівка"].shade is None
    rows = {row[0]: row[-1] for row in page_of(paper, Lang.EN).tables[0].rows}
    assert rows["Низівка"] == "no provider works there"
    assert "no provider works there" in sketch(paper.points, Lang.EN, paper.scale)


def test_the_legend_shows_every_shade_that_a_territory_may_have() -> None:
    paper = coverage(0.5, estimate(37, "people"))
    drawn = sketch(paper.points, Lang.EN, paper.scale)
    legend = drawn[drawn.index("<g transform") :]
    assert len(set(re.findall(r'fill="(#[0-9a-f]{6})"', legend.partition("</g>")[0]))) == 5
    assert "Share covered: from 0.0% to 100.0%" in drawn or "Share covered: from 0% to 100%" in drawn


def test_a_population_without_a_day_says_so_in_a_sentence() -> None:
    ground = next(each for each in page_of(mobile(), Lang.UK).basis if each.startswith("Населення"))
    assert "день даних: не зазначено" in ground


def test_a_plan_says_of_what_its_shares_are() -> None:
    reach = {
        "territory": TOWN,
        "people": estimate(214, "settlements"),
        "covered": estimate(100, "settlements"),
        "share": estimate(0.47, "share"),
    }
    found: dict[str, Any] = {
        "proof": {"sentence": "p"},
        "sites": [],
        "rows": [],
        "before": reach,
        "after": reach,
        "uncovered": {"edges": [], "totalCount": 0},
        "geojson": {"type": "FeatureCollection", "features": []},
        "job": None,
        "cost": None,
        "places": None,
        "basis": BASIS,
    }
    said = page_of(siting_paper({"siting": found}), Lang.EN).statements[1]
    assert said.endswith("100 % is 214\N{NO-BREAK SPACE}settlements.")


def test_a_table_of_many_columns_is_printed_across_the_sheet_and_breaks_no_words() -> None:
    made = html(page_of(mobile(), Lang.UK)).decode()
    assert made.count('<table class="wide">') == 1
    assert re.search(r"\.wide\{[^}]*page:wide\}@page wide\{size:A4 landscape", made)
    cells = re.search(r"th,td\{([^}]*)\}", made)
    assert cells is not None
    assert "anywhere" not in cells[1]
    few = sites_table([], "Z")
    assert b'<table class="wide">' not in html(page_of(replace(mobile(), tables=(few,)), Lang.UK))
