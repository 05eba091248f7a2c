"""`/planning/ID` and its papers: what a browser gets, what it is refused, and what it need not load again."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from hub.planning.scenario import canonical, encode, hash_of
from hub.planning.siting import SitingGoal
from tests.web.conftest import Client

QUESTION = canonical({"within": "UA71000000000010357", "goal": SitingGoal.MOST_COVERED.name, "new": 2})
ADDRESS = f"/planning/{encode(QUESTION)}"


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Client]:
    """A client of the demo."""
    opened = Client(demo_url, request_seconds=600, statement_seconds=600)
    yield opened
    opened.close()


def code(response: object) -> str:
    """The code of a refusal."""
    (error,) = json.loads(response.text)["errors"]  # type: ignore[attr-defined]
    return str(error["extensions"]["code"])


def test_the_page_holds_the_proof_and_by_what_it_is_cited(demo: Client) -> None:
    page = demo.send("GET", f"{ADDRESS}?lang=uk")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Жоден план із 2 новими центрами не охопить" in page.text
    assert hash_of(QUESTION) in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    english = demo.send("GET", ADDRESS, headers={"accept-language": "en"})
    assert "No plan with 2 new centres" in english.text


def test_papers_hold_the_same_plan(demo: Client) -> None:
    query = "query ($id: ID!) { scenario(id: $id) { sites { territory { code } } "
    query += "rows { after { covered { value } } } } }"
    body = {"query": query, "variables": {"id": encode(QUESTION)}}
    told = demo.send("POST", "/graphql", json=body).json()["data"]["scenario"]
    codes = [site["territory"]["code"] for site in told["sites"]]
    points = demo.send("GET", f"{ADDRESS}.geojson").json()
    new = [each["properties"]["code"] for each in points["features"] if each["properties"]["kind"] == "new"]
    assert new == codes
    assert points["basis"]["hash"] == hash_of(QUESTION)
    sheet = demo.send("GET", f"{ADDRESS}.csv?lang=en")
    assert sheet.headers["content-disposition"].startswith('attachment; filename="planning-')
    cells = {cell for row in csv.reader(io.StringIO(sheet.text)) for cell in row}
    assert set(codes) <= cells
    book = demo.send("GET", f"{ADDRESS}.xlsx")
    assert zipfile.ZipFile(io.BytesIO(book.content)).testzip() is None
    assert demo.send("GET", f"{ADDRESS}.pdf").content.startswith(b"%PDF")
    assert zipfile.ZipFile(io.BytesIO(demo.send("GET", f"{ADDRESS}.docx").content)).testzip() is None


def test_who_holds_a_paper_is_told_so(demo: Client) -> None:
    first = demo.send("GET", f"{ADDRESS}.csv?lang=uk")
    tag = first.headers["etag"]
    again = demo.send("GET", f"{ADDRESS}.csv?lang=uk", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = [f"{ADDRESS}.csv?lang=en", f"{ADDRESS}.geojson?lang=uk"]
    assert tag not in {demo.send("GET", each).headers["etag"] for each in others}
    release = points_release(demo)
    at = demo.send("GET", f"{ADDRESS}.csv?lang=uk&release={release}")
    assert (at.status_code, at.headers["etag"]) == (200, tag)


def points_release(demo: Client) -> int:
    """The newest release."""
    return int(demo.ask("{ release { number } }").json()["data"]["release"]["number"])


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        (f"{ADDRESS}.exe", 404, "NOT_FOUND"),
        (f"{ADDRESS}.", 404, "NOT_FOUND"),
        ("/planning/abc", 400, "BAD_USER_INPUT"),
        (f"{ADDRESS}?release=9999", 400, "BAD_USER_INPUT"),
        (f"{ADDRESS}?release=new", 400, "BAD_USER_INPUT"),
        (f"{ADDRESS}?release=1&release=2", 400, "BAD_REQUEST"),
        (f"{ADDRESS}.csv?lang=de", 400, "BAD_REQUEST"),
        (f"{ADDRESS}.csv?lang=UK", 400, "BAD_REQUEST"),
        (f"{ADDRESS}.csv?lang=", 400, "BAD_REQUEST"),
        (f"{ADDRESS}.csv?lang=uk&lang=ru", 400, "BAD_REQUEST"),
        (
            f"/planning/{encode(canonical({'within': 'UA', 'goal': 'MOST_COVERED', 'new': 1}))}",
            400,
            "QUERY_TOO_EXPENSIVE",
        ),
        (
            f"/planning/{encode(canonical({'within': 'UA99', 'goal': 'MOST_COVERED', 'new': 1}))}",
            400,
            "UNKNOWN_TERRITORY",
        ),
        (
            f"/planning/{encode(canonical({'within': 'UA', 'goal': 'MOST_COVERED', 'new': 0}))}",
            400,
            "BAD_USER_INPUT",
        ),
    ],
)
def test_what_is_no_paper_is_refused(demo: Client, path: str, status: int, expected: str) -> None:
    refused = demo.send("GET", path)
    assert (refused.status_code, code(refused)) == (status, expected)


def test_papers_count_against_the_quota(demo_url: str) -> None:
    client = Client(demo_url, points_a_minute=800, request_seconds=600, statement_seconds=600)
    try:
        statuses = [client.send("GET", f"{ADDRESS}.csv").status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
    finally:
        client.close()
