"""The suites of others, run against the hub over the demo's data; the script `run` installs them."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SDL = ROOT / "schema" / "schema.graphql"
#: Where suites write what they generate; git does not see it.
GENERATED = HERE / "generated"

Tool = Callable[..., subprocess.CompletedProcess[str]]

#: A suite asks faster than any client may, and on a busy machine an answer is late for no fault of the hub.
UNBOUNDED = {
    f"MEREZHA_{role}_{limit}": value
    for role in ("ANONYMOUS", "STEWARD")
    for limit, value in {
        "REQUESTS_A_MINUTE": "0",
        "POINTS_A_MINUTE": "0",
        "AT_ONCE": "0",
        "REQUEST_SECONDS": "60",
        "STATEMENT_SECONDS": "30",
    }.items()
}


@contextmanager
def serving(url: str, **limits: str) -> Iterator[str]:
    """The endpoint of a server over a database, with all limits of anybody but those of time and rate.

    Keyword arguments are other values of these limits.
    """
    own = {f"MEREZHA_ANONYMOUS_{name.upper()}": value for name, value in limits.items()}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "hub.cli", "serve", "--port", "0"],
        env={**os.environ, **UNBOUNDED, **own, "MEREZHA_DATABASE_URL": url},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        lines = iter(process.stderr.readline, "")
        found = next(match for line in lines if (match := re.search(r"Serving on (http://\S+) ", line)))
        yield f"{found[1]}/graphql"
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


@pytest.fixture(scope="session")
def endpoint(demo_url: str) -> Iterator[str]:
    """The endpoint of a server over the demo's data, which nobody can change."""
    with serving(demo_url) as address:
        yield address


@pytest.fixture(scope="session")
def tool() -> Tool:
    """Run a program of node_modules, or of the Python environment of the suites, and give what it said."""

    def run(
        name: str, *arguments: str | Path, cwd: Path = HERE, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        places = (HERE / "node_modules" / ".bin" / name, HERE / ".venv" / "bin" / name)
        program = next((place for place in places if place.exists()), name)
        return subprocess.run(
            [program, *arguments],
            cwd=cwd,
            env={**os.environ, "NO_COLOR": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )

    return run
