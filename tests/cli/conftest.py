"""Running the real command line in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Merezha = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def merezha(tmp_path: Path, database_url: str) -> Merezha:
    """Run `merezha …` on the test's database; keyword arguments are environment variables."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "hub.cli", *arguments],
            env={**os.environ, "MEREZHA_DATABASE_URL": database_url, "COLUMNS": "200", **environment},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
