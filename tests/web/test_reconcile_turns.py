"""While a batch is scored others are answered, and long texts are compared by their first words."""

import asyncio
import json
from typing import Any

import pytest

from hub.web.reconcile import answer, likeness
from hub.web.reconcile.likeness import WordWeights
from tests.web.conftest import Client


def test_others_have_a_turn_between_two_candidates(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = 0
    seen: list[int] = []
    score = answer.score_entity

    def scored(*given: Any) -> Any:
        seen.append(turns)
        return score(*given)

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def ask() -> None:
        counting = asyncio.create_task(count())
        batch = {f"q{number}": {"query": "центр"} for number in range(3)}
        answered = await client._http.post("/reconcile", data={"queries": json.dumps(batch)})
        counting.cancel()
        assert answered.status_code == 200

    monkeypatch.setattr(answer, "score_entity", scored)
    client._runner.run(ask())
    assert len(seen) > 3
    assert len(set(seen)) == len(seen), "two candidates were scored without a turn of others between them"


def test_each_word_is_compared_with_a_bounded_number_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    alike = likeness._word_likeness

    def counted(one: str, other: str) -> float:
        nonlocal compared
        compared += 1
        return alike(one, other)

    monkeypatch.setattr(likeness, "_word_likeness", counted)
    words = [f"слово{number}" for number in range(200)]
    WordWeights(()).likeness(" ".join(words), " ".join(reversed(words)))
    assert compared == 2 * 24 * 24
    assert WordWeights(()).likeness(" ".join(words), " ".join(words)) == 1.0
