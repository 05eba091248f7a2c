"""/reconcile: the manifest, access from other origins, and what is refused."""

import json
from typing import Any

import pytest

from tests.web.conftest import Client
from tests.web.reconcile_shapes import check_manifest

ENDPOINTS = [
    "/reconcile",
    "/reconcile/preview?id=territory/UA71060210000032972",
    "/reconcile/view?id=territory/UA71060210000032972",
    "/reconcile/suggest/entity?prefix=a",
    "/reconcile/suggest/property?prefix=a",
    "/reconcile/suggest/type?prefix=a",
    "/reconcile/properties?type=provider",
]


def refused(client: Client, method: str = "POST", path: str = "/reconcile", **more: Any) -> tuple[int, str]:
    response = client.send(method, path, **more)
    (error,) = response.json()["errors"]
    assert error["message"].endswith(".")
    return response.status_code, error["extensions"]["code"]


def test_the_manifest_stands_at_the_endpoint(client: Client) -> None:
    response = client.send("GET", "/reconcile")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    manifest = response.json()
    check_manifest(manifest)
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "http://hub.test/reconcile/view?id="
    assert manifest["view"] == {"url": "http://hub.test/reconcile/view?id={{id}}"}
    assert [each["id"] for each in manifest["defaultTypes"]] == [
        *("territory", "territory/country", "territory/region", "territory/district"),
        *("territory/hromada", "territory/settlement", "territory/city-district"),
        *("provider", "access-point"),
    ]
    assert manifest["defaultTypes"][1]["broader"] == [{"id": "territory", "name": "Territory"}]
    assert manifest["batchSize"] == 25
    assert client.send("GET", "/reconcile/").json() == manifest


def test_the_public_address_stands_in_the_manifest(world_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_PUBLIC_URL", "https://hub.example/merezha/")
    opened = Client(world_url)
    manifest = opened.send("GET", "/reconcile").json()
    opened.close()
    assert manifest["identifierSpace"] == "https://hub.example/merezha/reconcile/view?id="
    assert manifest["suggest"]["type"]["service_url"] == "https://hub.example/merezha/reconcile"


def test_every_service_of_the_manifest_answers(client: Client) -> None:
    manifest = client.send("GET", "/reconcile").json()
    for kind, service in manifest["suggest"].items():
        found = client.send("GET", service["service_url"] + service["service_path"], params={"prefix": "re"})
        assert (kind, found.status_code, list(found.json())) == (kind, 200, ["result"])
    proposing = manifest["extend"]["propose_properties"]
    url = proposing["service_url"] + proposing["service_path"]
    assert client.send("GET", url, params={"type": "provider"}).status_code == 200
    for page in ("view", "preview"):
        url = manifest[page]["url"].replace("{{id}}", "territory%2FUA71060210000032972")
        assert client.send("GET", url).headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ENDPOINTS)
def test_pages_of_any_origin_may_read_every_endpoint(client: Client, path: str) -> None:
    response = client.send("GET", path, headers={"Origin": "https://refine.test"})
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, "*")


def test_a_browser_may_ask_before_it_posts(client: Client) -> None:
    asking = {"Origin": "https://refine.test", "Access-Control-Request-Method": "POST"}
    response = client.send("OPTIONS", "/reconcile", headers=asking)
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, "*")
    assert "POST" in response.headers["access-control-allow-methods"]


def test_a_refusal_can_be_read_from_any_origin_too(client: Client) -> None:
    response = client.send(
        "POST", "/reconcile", data={"queries": "{"}, headers={"Origin": "https://refine.test"}
    )
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (400, "*")


@pytest.mark.parametrize(
    "queries",
    [
        "{",
        "[]",
        '"text"',
        '{"q0": []}',
        '{"\\ud800": {"query": "x"}}',
        '{"q0": null, "q1": 5}',
        '{"q0": {"query": "x", "limit": 0}}',
        '{"q0": {"query": "x", "limit": "3"}}',
        '{"q0": {"query": "x", "type": {"id": "provider"}}}',
        '{"q0": {"query": "x", "type_strict": "maybe"}}',
        '{"q0": {"query": "x", "properties": {"pid": "code", "v": "1"}}}',
        '{"q0": {"query": "x", "properties": [{"pid": "code"}]}}',
        '{"q0": {"query": "x", "properties": [{"pid": "code", "v": {"name": "1"}}]}}',
        '{"q0": {"query": "x", "type_strict": []}}',
        "[" * 20_000,
    ],
)
def test_what_holds_no_query_is_refused(client: Client, queries: str) -> None:
    assert refused(client, data={"queries": queries}) == (400, "BAD_RECONCILIATION_REQUEST")


def test_refusals_have_their_own_codes(client: Client) -> None:
    many = {f"q{number}": {"query": "x"} for number in range(26)}
    assert refused(client, data={"queries": json.dumps(many)}) == (413, "BATCH_TOO_LARGE")
    typed = {"q0": {"query": "x", "type": "city"}}
    assert refused(client, data={"queries": json.dumps(typed)}) == (400, "UNKNOWN_TYPE")
    odd = {"q0": {"query": "x", "properties": [{"pid": "edrpuo", "v": "1"}]}}
    response = client.send("POST", "/reconcile", data={"queries": json.dumps(odd)})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, "UNKNOWN_PROPERTY")
    assert error["message"].startswith("There is no property 'edrpuo'; the nearest are edrpou")
    for identity in ("a\0b", "a\ud800b"):
        extend = {"ids": [identity], "properties": []}
        assert refused(client, data={"extend": json.dumps(extend)}) == (400, "BAD_USER_INPUT")
    assert refused(client, data={"queries": "x" * 100_001}) == (413, "BODY_TOO_LARGE")
    assert refused(client, json={"queries": {}}) == (400, "BAD_RECONCILIATION_REQUEST")
    assert refused(client, data={"other": "1"}) == (400, "BAD_RECONCILIATION_REQUEST")
    assert refused(client, "PUT") == (405, "METHOD_NOT_ALLOWED")
    assert refused(client, "GET", "/reconcile/preview?id=nothing") == (404, "UNKNOWN_ENTITY")
    assert refused(client, "GET", "/reconcile/preview") == (400, "BAD_RECONCILIATION_REQUEST")
    assert refused(client, "GET", "/reconcile/suggest/entity?prefix=a&cursor=-1") == (
        *(400, "BAD_RECONCILIATION_REQUEST"),
    )
