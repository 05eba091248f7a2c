"""Every question at its address: what the paper holds is what GraphQL answers, and forged ids are refused."""

import base64
import csv
import io
import json
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import load_workbook

from hub.domain.vocabulary import Absence, Lang
from hub.papers.wording import words
from hub.planning.questions import FORMS, question_of
from hub.planning.scenario import canonical, encode, hash_of
from schema.papers.documents import document_of
from schema.papers.variables import variables_of
from tests.web.conftest import Client

UMAN = "UA71060210000032972"
OBLAST = {"within": "UA71000000000010357", "level": "HROMADA"}
PLANS = [
    encode(canonical({"within": OBLAST["within"], "goal": "MOST_COVERED", "new": new})) for new in (1, 2)
]
#: Field → the arguments of its canonical question.
QUESTIONS: dict[str, dict[str, Any]] = {
    "composition": {"territory": UMAN},
    "missingServices": {**OBLAST, "services": ["ua-basic.03", "ua-basic.09"]},
    "normGap": {**OBLAST, "norm": "UA-01"},
    "coverageWithin": {**OBLAST, "reach": {"metres": 15_000}},
    "accessibility": {**OBLAST, "bands": [{"metres": 10_000, "weight": 1}]},
    "peers": {"territory": UMAN, "similarBy": ["POPULATION", "SETTLEMENTS"]},
    "mobileCoverage": {**OBLAST, "team": {"visits_per_day": 8}},
    "market": {"within": OBLAST["within"]},
    "careBalance": OBLAST,
    "scenarioDiff": {"left": PLANS[0], "right": PLANS[1]},
}
#: Field → where its answer has territories, as rows of the paper must.
ROWS: dict[str, tuple[str, ...]] = {
    "missingServices": ("edges", "node"),
    "normGap": ("rows",),
    "coverageWithin": ("rows",),
    "accessibility": ("rows",),
    "mobileCoverage": ("rows",),
    "careBalance": (),
}


@pytest.fixture(scope="module")
def peopled(peopled_url: str) -> Iterator[Client]:
    """A client of the demo with people."""
    opened = Client(peopled_url, request_seconds=600, statement_seconds=600)
    yield opened
    opened.close()


def address(field: str) -> str:
    return f"/planning/{encode(question_of(field, QUESTIONS[field]))}"


def test_every_question_is_here() -> None:
    assert QUESTIONS.keys() == FORMS.keys()


@pytest.mark.parametrize("field", QUESTIONS)
def test_a_question_has_a_page_and_its_papers(peopled: Client, field: str) -> None:
    path, question = address(field), question_of(field, QUESTIONS[field])
    page = peopled.send("GET", path, headers={"accept-language": "kk"})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8"), page.text
    assert hash_of(question) in page.text
    assert f"http://hub.test{path}?release=" in page.text
    assert words(Lang.KK)["basis"] in page.text
    sheet = peopled.send("GET", f"{path}.csv?lang=en")
    cells = {cell for row in csv.reader(io.StringIO(sheet.text)) for cell in row}
    book = load_workbook(io.BytesIO(peopled.send("GET", f"{path}.xlsx?lang=en").content))
    shown = {str(cell.value) for page_ in book for row in page_.iter_rows() for cell in row if cell.value}
    points = peopled.send("GET", f"{path}.geojson?lang=en").json()
    assert points["basis"]["hash"] == hash_of(question)
    for point in points["features"]:
        assert point["geometry"]["type"] == "Point"
        lacking = [name for name, value in point["properties"].items() if value is None]
        assert all(f"{name}Absent" in point["properties"] for name in lacking if name != "radiusMetres")
    tag = sheet.headers["etag"]
    assert hash_of(question) in tag
    again = peopled.send("GET", f"{path}.csv?lang=en", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    if field in ROWS:
        codes = [row["territory"]["code"] for row in told_rows(peopled, field)]
        assert codes
        assert set(codes) <= cells
        assert set(codes) <= shown


def test_papers_of_missing_services_name_sources_and_what_is_made_up(peopled: Client) -> None:
    basis = peopled.send("GET", f"{address('missingServices')}.geojson?lang=en").json()["basis"]
    assert basis["sources"]
    assert basis["synthetic"] is True
    arguments = {**QUESTIONS["missingServices"], "filter": {"is_synthetic": False}}
    real = encode(question_of("missingServices", arguments))
    assert peopled.send("GET", f"/planning/{real}.geojson").json()["basis"]["synthetic"] is False


def test_a_plan_with_capacities_tells_whom_sites_take(peopled: Client) -> None:
    asked = {"within": "UA71060000000030325", "goal": "MOST_COVERED", "new": 1, "reach": {"metres": 9_000}}
    plan = encode(canonical({**asked, "capacity": {"new": 50, "existing": 10}}))
    body = {"query": document_of("scenario"), "variables": {"id": plan}}
    told = peopled.send("POST", "/graphql", json=body).json()["data"]["scenario"]
    rows, takes = rows_of(peopled, plan), words(Lang.EN)["column.takes"]
    (heading,) = (number for number, row in enumerate(rows) if row and row[-1].startswith(takes))
    assert float(rows[heading + 1][-1]) == told["sites"][0]["takes"]["value"] > 0
    page = peopled.send("GET", f"/planning/{plan}?lang=en").text
    assert f"Existing sites that are full after it: {told['places']['fullSites']}." in page
    assert "Places of a new site: 50." in page
    other = rows_of(peopled, encode(canonical(asked)))
    assert not any(cell.startswith(takes) for row in other for cell in row)


def rows_of(peopled: Client, plan: str) -> list[list[str]]:
    """The rows of a plan's paper."""
    return list(csv.reader(io.StringIO(peopled.send("GET", f"/planning/{plan}.csv?lang=en").text)))


def told_rows(peopled: Client, field: str) -> list[Any]:
    """The rows of the same question in GraphQL."""
    variables = variables_of(question_of(field, QUESTIONS[field]))
    body = {"query": document_of(field), "variables": {**variables, "first": 70}}
    told = peopled.send("POST", "/graphql", json=body).json()
    assert "errors" not in told
    found = told["data"][field]
    if field == "missingServices":
        return [edge["node"] for edge in found["edges"]]
    return list(found if field == "careBalance" else found["rows"])


def test_numbers_that_are_not_known_say_why_in_every_table(peopled: Client) -> None:
    rows = told_rows(peopled, "coverageWithin")
    absent = next(row for row in rows if row["share"]["value"] is None)
    sheet = peopled.send("GET", f"{address('coverageWithin')}.csv?lang=en")
    told = next(row for row in csv.reader(io.StringIO(sheet.text)) if absent["territory"]["code"] in row)
    assert told[4] == words(Lang.EN)[f"absent.{absent['share']['absent']}"]
    assert "" not in told


def test_every_reason_has_a_word_in_every_language() -> None:
    for lang in Lang:
        assert {f"absent.{reason.name}" for reason in Absence} <= words(lang).keys()


def test_a_release_in_the_address_is_looked_at_and_keeps_the_hash(peopled: Client) -> None:
    release = peopled.ask("{ release { number } }").json()["data"]["release"]["number"]
    points = peopled.send("GET", f"{address('market')}.geojson?release={release}").json()
    assert points["basis"]["release"] == release
    assert points["basis"]["hash"] == hash_of(question_of("market", QUESTIONS["market"]))


def packed(held: Any) -> str:
    """An id of anything."""
    text = json.dumps(held, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).rstrip(b"=").decode()


def forged(field: str, **changed: Any) -> str:
    """An id whose values are not those of a question."""
    return packed({**question_of(field, QUESTIONS[field]), **changed})


@pytest.mark.parametrize(
    "identity",
    [
        packed({"question": "secrets"}),
        packed({"question": ["market"], "within": "UA"}),
        packed([1]),
        packed({"question": "market", "within": "UA", "by": ["SECTOR"], "more": 1}),
        forged("market", within=5),
        forged("market", by=["NOBODY"]),
        forged("market", filter={"nothing": 1}),
        forged("market", filter=[1]),
        forged("market", asOf={"day": 1}),
        forged("market", asOf="yesterday"),
        forged("composition", providers="all"),
        forged("composition", providers=["x"]),
        forged("composition", reachMetres="far"),
        forged("missingServices", services=5),
        forged("mobileCoverage", team=5),
        forged("mobileCoverage", team={"visits_per_day": "many"}),
        forged("normGap", norm={"id": 1}),
        forged("normGap", norm="nothing"),
        forged("peers", having=5),
        forged("peers", similarBy=None),
        forged("coverageWithin", reach={"metres": None, "minutes": None}),
        forged("coverageWithin", reach={"metres": 1e300}),
        forged("scenarioDiff", left=5),
        forged("scenarioDiff", left="abc"),
        forged("scenarioDiff", leftRelease="new"),
        forged("scenarioDiff", leftRelease=2**40),
        encode(question_of("market", QUESTIONS["market"]))[:-3],
        "A" * 3_000,
        "%00",
    ],
)
def test_a_forged_id_is_a_typed_refusal(peopled: Client, identity: str) -> None:
    refused = peopled.send("GET", f"/planning/{identity}.csv")
    assert refused.status_code == 400, refused.text[:200]
    assert all(error["extensions"]["code"] for error in refused.json()["errors"])


def test_a_filter_of_a_question_means_the_same_at_its_address(peopled: Client) -> None:
    wanted = {
        "sectors": ["MUNICIPAL", "STATE", "NONPROFIT", "BUSINESS"],
        "within": {"bbox": {"west": 20, "south": 40, "east": 42, "north": 53}},
        "categories": {"noneOf": ["crisis"]},
        "isSynthetic": True,
    }
    # An empty list of ids finds nobody, and no list all.
    filters = [wanted, {**wanted, "ids": []}, {"serves": {"territory": UMAN}}, {"sectors": ["STATE"]}]
    query = 'query ($f: ProviderFilter) { market(within: "UA", filter: $f) { total { providers } '
    query += "basis { url } } }"
    counts = []
    for given in filters:
        body = {"query": query, "variables": {"f": given}}
        told = peopled.send("POST", "/graphql", json=body).json()["data"]["market"]
        path, _, release = told["basis"]["url"].partition("?")
        points = peopled.send("GET", f"{path}.geojson?{release}&lang=en").json()
        said = next(each for each in points["basis"]["statements"] if each.startswith("Providers "))
        counts.append(told["total"]["providers"])
        assert said.startswith(f"Providers {counts[-1]:,},")
    assert counts[1] == 0
    assert counts[0]
    assert counts[2]
