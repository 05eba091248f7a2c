"""The source's own words of a claim, once erased, stay away while a file says the same."""

from typing import Any

from hub.domain.stewards import Signature
from hub.ingest import RunOptions, stewarding
from hub.store.connection import connect
from hub.store.runs import issues_of
from tests.ingest.builders import provider
from tests.web.conftest import Client

SIGNED = Signature("a steward", "a person asked for it")
WORDS = {"phones": "тел. 0432 50-00-01 (вахта)"}


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def told_to_readers(url: str) -> list[dict[str, Any]]:
    """What the schema tells of the claim of telephones."""
    client = Client(url)
    answer = client.ask(
        "{ providers(first: 5) { edges { node { name provenance { field raw rawErased } } } } }"
    ).json()
    client.close()
    nodes = [edge["node"] for edge in answer["data"]["providers"]["edges"]]
    (node,) = (node for node in nodes if node["name"] == "Центр 1")
    return [each for each in node["provenance"] if each["field"] == "phones"]


def claim(url: str) -> tuple[Any, ...]:
    """The claim of telephones, the day of the statement, and what was said otherwise before."""
    return rows(url, "SELECT claims -> 'phones', run_id, since FROM hub.statement WHERE key = '1'")[0]


def test_words_of_claims_are_erased_and_rows_whose_owner_nobody_noted(hub_url: str, importing: Any) -> None:
    told = provider("1", phones=("+380432500001",), raw=WORDS)
    first = importing(told, provider("2"))
    assert claim(hub_url)[0] == {"value": "+380432500001", "raw": WORDS["phones"]}
    ((identity,),) = rows(hub_url, "SELECT replace(id::text, '-', '') FROM hub.statement WHERE key = '1'")
    assert told_to_readers(hub_url) == [{"field": "phones", "raw": WORDS["phones"], "rawErased": False}]
    out = stewarding.erase_raw(hub_url, identity, SIGNED)
    assert (out.erasure.raw_rows, out.erasure.secret_rows, out.erasure.claims) == (1, 1, 1)
    # The other provider's row, of which the hub was not told whose it is.
    assert out.unjudged_rows == 1
    erased = {"value": "+380432500001", "erased": True}
    assert claim(hub_url) == (erased, first.run, {})
    assert rows(hub_url, "SELECT content ? 'raw' FROM hub.statement WHERE key = '1'") == [(False,)]
    assert told_to_readers(hub_url) == [{"field": "phones", "raw": None, "rawErased": True}]
    assert importing(told, provider("2"), options=RunOptions(force=True)).status == "unchanged"
    assert claim(hub_url) == (erased, first.run, {})
    # The file says something else of it, and this as before: the claim is still of the first file.
    second = importing(
        provider("1", phones=("+380432500001",), raw=WORDS, url="https://example.org"), provider("2")
    )
    assert claim(hub_url)[:2] == ({"value": "+380432500001", "raw": WORDS["phones"]}, first.run)
    assert {field: origin["run"] for field, origin in claim(hub_url)[2].items()} == {"url": second.run}
    with connect(hub_url) as connection:
        assert issues_of(connection, first.run or 0) == []
