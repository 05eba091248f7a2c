"""A bare Starlette server of the hand-written handlers: `python -m bench.serve.floor.app URL PORT`.

It checks nothing: no limits, no rate limits, no snapshot, no errors. POST /sql/NAME is answered with
JSON that PostgreSQL built, POST /live/NAME with the same counted live, POST /rows/NAME with rows that Python
put together.
"""

import asyncio
import sys
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import psycopg
import uvicorn
from psycopg import AsyncConnection
from sqlalchemy.engine import make_url
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.serve.floor import rows
from bench.serve.floor.statements import statement

#: As many as the hub itself keeps open.
CONNECTIONS = 8
_ORDERS = {"en": "{en,uk,ru,kk}", "uk": "{uk,en,ru,kk}"}
_LABELS = """
    SELECT DISTINCT ON (taxonomy, code) taxonomy, code, label FROM hub.term_label
    ORDER BY taxonomy, code, array_position(%s::text[], lang)"""


def create_app(url: str) -> Starlette:
    """The floor's server for the hub in the database `url`."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    free: asyncio.LifoQueue[AsyncConnection[Any]] = asyncio.LifoQueue()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        links = [await psycopg.AsyncConnection.connect(address, autocommit=True) for _ in range(CONNECTIONS)]
        for link in links:
            await link.execute("SET jit = off")
            await link.execute("SET work_mem = '32MB'")
            free.put_nowait(link)
        for language, order in _ORDERS.items():
            for taxonomy, code, label in await (await links[0].execute(_LABELS, (order,))).fetchall():
                rows.LABELS[taxonomy, code, language] = label
        yield
        for link in links:
            await link.close()

    async def in_sql(request: Request) -> Response:
        variables = _variables(await request.body())
        query = statement(f"{request.path_params['name']}_json", live=request.path_params["how"] == "live")
        link = await free.get()
        try:
            cursor = await link.execute(query, variables, prepare=True, binary=True)
            found = await cursor.fetchone()
        finally:
            free.put_nowait(link)
        assert found is not None
        return Response(found[0], media_type="application/json")

    async def in_rows(request: Request) -> Response:
        variables = orjson.loads(await request.body())["variables"]
        if "id" in variables:
            variables["uuid"] = _uuid(variables["id"])
        link = await free.get()
        try:
            data = await rows.HANDLERS[request.path_params["name"]](link, variables)
        finally:
            free.put_nowait(link)
        return Response(orjson.dumps({"data": data}), media_type="application/json")

    return Starlette(
        routes=[
            Route("/rows/{name}", in_rows, methods=["POST"]),
            Route("/{how}/{name}", in_sql, methods=["POST"]),
        ],
        lifespan=lifespan,
    )


def _variables(body: bytes) -> dict[str, Any]:
    """The variables as the statement's parameters: those of a box or a point stand by themselves."""
    given = orjson.loads(body)["variables"]
    flat = {**given, **given.pop("box", {}), **given.pop("point", {})}
    if "id" in flat:
        flat["id"] = _uuid(flat["id"])
    return flat


def _uuid(identity: str) -> str:
    return b64decode(identity).partition(b":")[2].decode()


def main() -> None:
    """Serve as `merezha serve` does: one worker, uvloop, httptools, no access log."""
    url, port = sys.argv[1:]
    app = create_app(url)
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(port),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
