"""An answer is wholly of one edition, even when something is published between two of its statements."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from hub.store.compiled.run import Run
from hub.store.connection import connect
from hub.store.engine import ReadSession
from tests.schema.roads.asking import Question, Reply, Roads

#: Each list is read by a statement of its own, `quality` and `coverage` by resolvers.
PLANNED = """
{
  providers(first: 3) { totalCount edges { node {
    name kind { label(lang: UK) } locations { address territory { name(lang: UK) } }
    services { name category { label(lang: UK) } } source { title }
  } } }
  territory(code: "UA05020030000031457") { name providers(first: 2) { edges { node { name } } } }
  last: providers(last: 2) { edges { node { name locations { address } } } }
}
"""
BESIDE = """
{
  providers(first: 3) { edges { node { name services { name } } } }
  source(code: "ua_05") { title quality { run { file } } }
  coverage(within: "UA-05", level: REGION, categories: ["care.home"]) { territory { name } }
  conflicts(first: 1) { totalCount }
}
"""
#: What one publish changes at once: everything that the questions ask for, by table, column and which rows.
CHANGED = (
    ("provider", "name", "true"),
    ("service", "name", "true"),
    ("location", "address", "true"),
    ("territory", "name", "code LIKE 'UA05%'"),
    ("term_label", "label", "true"),
    ("source", "title", "true"),
)


@pytest.fixture
def moving(demo_copy_url: str) -> Iterator[Roads]:
    """Both roads over a hub that changes."""
    opened = Roads(demo_copy_url)
    yield opened
    opened.close()


def publish(url: str, number: int) -> None:
    """Change every text that is asked for, in one transaction."""
    with connect(url) as connection:
        for table, column, which in CHANGED:
            connection.execute(
                f"UPDATE hub.{table} SET {column} = '{number} ' || regexp_replace({column}, '^[0-9]+ ', '') "
                f"WHERE {which}".encode()
            )


class Meddler:
    """Publishes once, before the statement of a number is sent."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.editions = count(1)
        self.left = 0

    def arm(self, statement: int) -> None:
        """Publish before the statement of this number, counted from 1."""
        self.left = statement

    def watch(self, send: Callable[..., Any]) -> Callable[..., Any]:
        """The same sending of statements, with the publish in between."""

        async def sent(*given: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                publish(self.url, next(self.editions))
            return await send(*given, **more)

        return sent


@pytest.fixture
def meddler(demo_copy_url: str, monkeypatch: pytest.MonkeyPatch) -> Meddler:
    """Publishes between real statements of both roads; nothing else of them is changed."""
    made = Meddler(demo_copy_url)
    monkeypatch.setattr(Run, "_rows", made.watch(Run._rows))
    monkeypatch.setattr(ReadSession, "rows", made.watch(ReadSession.rows))
    return made


@pytest.mark.parametrize("text", [PLANNED, BESIDE], ids=["planned", "beside resolvers"])
@pytest.mark.parametrize("road", ["ordinary", "compiled"])
def test_no_answer_mixes_two_editions(road: str, text: str, moving: Roads, meddler: Meddler) -> None:
    question = Question(text)
    ask: Callable[[Question], Reply] = getattr(moving, road)
    before, told = moving.ordinary(question).body, set()
    for statement in count(1):
        meddler.arm(statement)
        found = ask(question)
        if meddler.left > 0:
            break
        meddler.left = 0
        after = moving.ordinary(question).body
        assert before != after
        assert found.body in {before, after}, f"A publish before statement {statement} was told in part."
        assert road == "ordinary" or found.report.planned > 0
        told.add(found.body == after)
        before = after
    assert statement > 3, "The question takes three statements at least."
    # The ordinary road holds a snapshot from its first statement on; the compiled one begins anew.
    assert told == {False, True} if road == "ordinary" else True in told
