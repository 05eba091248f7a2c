"""How many validation errors of a document each role is told."""

import httpx
import pytest

from hub.settings import KeyLimits, RequestLimits
from hub.store.keys import Kind
from tests.web.conftest import Client
from tests.web.test_keys import client, made

__all__ = ["client"]

ANONYMOUS = RequestLimits().told_errors
WITH_KEY = KeyLimits().told_errors
MORE = "Too many validation errors, error limit reached. Validation aborted."


def wrong(fields: int) -> str:
    """A document with so many unknown fields, none of them like a known one."""
    return "{ release { " + " ".join(f"unknown_{i}" for i in range(fields)) + " } }"


def unknown(fields: int) -> list[str]:
    """What is told of so many unknown fields."""
    return [f"Cannot query field 'unknown_{i}' on type 'Release'." for i in range(fields)]


def told(response: httpx.Response) -> list[str]:
    """The messages of a refusal."""
    errors = response.json()["errors"]
    assert {error["extensions"]["code"] for error in errors} == {"GRAPHQL_VALIDATION_FAILED"}
    return [error["message"] for error in errors]


def test_anybody_is_told_the_first_errors_and_that_there_are_more(client: Client) -> None:
    assert told(client.ask(wrong(ANONYMOUS))) == unknown(ANONYMOUS)
    assert told(client.ask(wrong(ANONYMOUS + 1))) == [*unknown(ANONYMOUS), MORE]


@pytest.mark.parametrize("kind", Kind)
def test_with_a_key_more_errors_are_told(client: Client, database_url: str, kind: Kind) -> None:
    bearer = f"Bearer {made(database_url, kind, 'map')}"
    assert told(client.ask(wrong(WITH_KEY), authorization=bearer)) == unknown(WITH_KEY)
    assert told(client.ask(wrong(WITH_KEY + 1), authorization=bearer)) == [*unknown(WITH_KEY), MORE]


@pytest.mark.parametrize("key_first", [False, True])
def test_each_role_is_told_its_own_number_of_one_document(
    client: Client, database_url: str, key_first: bool
) -> None:
    bearer = f"Bearer {made(database_url, Kind.CLIENT, 'map')}"
    expected = {"": [*unknown(ANONYMOUS), MORE], bearer: unknown(WITH_KEY)}
    for key in sorted(expected, reverse=key_first) * 2:
        headers = {"authorization": key} if key else {}
        assert told(client.ask(wrong(WITH_KEY), **headers)) == expected[key]


def test_what_is_valid_is_so_for_each_role(client: Client, database_url: str) -> None:
    bearer = f"Bearer {made(database_url, Kind.CLIENT, 'map')}"
    page = "{ providers { totalCount } }"
    expected = {"data": {"providers": {"totalCount": 0}}}
    assert client.ask(page).json() == client.ask(page, authorization=bearer).json() == expected
