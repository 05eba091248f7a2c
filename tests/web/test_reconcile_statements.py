"""However many queries a batch holds, they are answered in the same few statements."""

import asyncio
from typing import Any

import pytest

from hub.settings import ReconcileLimits
from hub.store.engine import Reader
from hub.web.reconcile.answer import answer_batch
from hub.web.reconcile.queries import read_batch
from tests.patience import PATIENT


def statements(url: str, batch: dict[str, Any]) -> int:
    """How many statements the answer to a batch takes."""

    async def ask() -> int:
        reader = Reader(url, PATIENT)
        async with reader.session() as session:
            answer = await answer_batch(session, read_batch(batch, ReconcileLimits()), ())
        await reader.close()
        assert all(each["result"] for each in answer.values())
        return session.statements

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("kind", "names", "most"),
    [
        ("territory", ["Умань", "Лиман", "Вінниця", "Вороновиця", "Ямпіль"], 7),
        ("provider", ["Гармонія", "Сударушка", "Пролісок", "Юрба", "Карітас"], 9),
    ],
)
def test_ten_queries_take_as_many_statements_as_one(
    world_url: str, kind: str, names: list[str], most: int
) -> None:
    def batch(texts: list[str]) -> dict[str, Any]:
        region = {"pid": "region", "v": "Вінницька область"}
        return {
            f"q{place}": {"query": text, "type": kind, "properties": [region]}
            for place, text in enumerate(texts)
        }

    one, ten = statements(world_url, batch(names[:1])), statements(world_url, batch(names * 2))
    assert one == ten == most
