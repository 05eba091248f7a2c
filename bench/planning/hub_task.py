"""One GraphQL question to a hub in a process that has answered nothing before.

The process spares the garbage collector as a worker of `serve` does.
`python -m bench.planning.hub_task` reads {"url", "query", "repeats"} from standard input and prints JSON:
seconds of clock and processor of the first answer (cold) and of the ones after it (known), SQL statements of
each, and the data. PostgreSQL is not in the processor's seconds.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from hub.cli.serving import spare_collections
from hub.settings import KeyLimits, RequestLimits
from hub.store.engine import Reader, ReadOptions
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Executor, Operation

_WARMING = "{ release { number } }"


@dataclass
class Asked:
    """What one question took, its first answer first."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    data: Any = None


async def ask(url: str, query: str, repeats: int) -> Asked:
    """Ask once and then again and again. Raises SystemExit for an answer with errors."""
    limits = RequestLimits(nodes=KeyLimits().nodes, request_seconds=600)
    reader = Reader(url, ReadOptions(statement_seconds=600, pool_size=2))
    executor, asked = Executor(build_schema()), Asked()
    try:
        await _answer(reader, executor, limits, _WARMING)
        spare_collections()
        for _ in range(1 + repeats):
            began, used = time.perf_counter(), time.process_time()
            asked.data, statements = await _answer(reader, executor, limits, query)
            asked.clock.append(time.perf_counter() - began)
            asked.processor.append(time.process_time() - used)
            asked.statements.append(statements)
    finally:
        await reader.close()
    return asked


async def _answer(reader: Reader, executor: Executor, limits: RequestLimits, query: str) -> tuple[Any, int]:
    async with reader.session() as session:
        answer = await executor.execute(Operation(query), make_context(session, limits))
        if answer.errors:
            raise SystemExit(f"{query}\n{[dict(error) for error in answer.errors]}")
        return answer.data, session.statements


def main() -> None:
    """Ask what standard input says, and print what it took."""
    asked = asyncio.run(ask(**json.load(sys.stdin)))
    print(json.dumps(asdict(asked), default=str))


if __name__ == "__main__":
    main()
