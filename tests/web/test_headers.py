"""Headers of every response, and what pages of other origins may do."""

import asyncio

import httpx
import pytest
from starlette.requests import Request

from hub.web.roles import address_of
from tests.web.conftest import Client

ORIGIN = {"origin": "https://map.example"}


@pytest.mark.parametrize(
    "path", ["/start", "/graphql", "/livez", "/readyz", "/nowhere", "/static/icon.svg", "/reconcile"]
)
def test_every_response_has_security_headers(client: Client, path: str) -> None:
    headers = client.send("GET", path, headers={"accept": "text/html"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["permissions-policy"].startswith("camera=()")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_preview_may_be_framed(client: Client) -> None:
    headers = client.send("GET", "/reconcile/preview", params={"id": "territory/UA-05"}).headers
    assert headers["x-content-type-options"] == "nosniff"


def test_pages_of_any_origin_may_read_answers_without_credentials(client: Client) -> None:
    preflight = client.send(
        "OPTIONS",
        "/graphql",
        headers={
            **ORIGIN,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type, authorization, apollographql-client-name",
        },
    )
    assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (200, "*")
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, POST"
    assert "authorization" in preflight.headers["access-control-allow-headers"]
    answer = client.send("POST", "/graphql", json={"query": "{ __typename }"}, headers=ORIGIN)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Retry-After" in answer.headers["access-control-expose-headers"]
    for response in (preflight, answer):
        assert "access-control-allow-credentials" not in response.headers


def test_a_preflight_for_another_method_is_refused(client: Client) -> None:
    headers = {**ORIGIN, "access-control-request-method": "DELETE"}
    assert client.send("OPTIONS", "/graphql", headers=headers).status_code == 400


def test_options_and_other_methods(client: Client) -> None:
    found = client.send("OPTIONS", "/graphql")
    assert (found.status_code, found.headers["allow"], found.content) == (
        204,
        "GET, HEAD, POST, OPTIONS",
        b"",
    )
    refused: httpx.Response = client.send("DELETE", "/graphql")
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (
        405,
        "METHOD_NOT_ALLOWED",
    )


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_its_address_or_its_ipv6_network(host: str, address: str) -> None:
    assert address_of(Request({"type": "http", "client": (host, 1), "headers": []})) == address


def test_what_no_endpoint_foresaw_is_masked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("hub.web.roles.address_of", broken)
    transport = httpx.ASGITransport(client.app, raise_app_exceptions=False)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://hub.test") as http:
            return await http.post("/graphql", json={"query": "{ __typename }"})

    response = asyncio.run(ask())
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (500, "INTERNAL_SERVER_ERROR")
    assert "secret" not in response.text
