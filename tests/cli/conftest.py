"""Running the real command line in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import KEPT_HOME

Merezha = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def merezha(tmp_path: Path, database_url: str) -> Merezha:
    """Run `merezha …` on the test's database; keyword arguments are environment variables."""

    others = {name: value for name, value in os.environ.items() if name != KEPT_HOME}

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "hub.cli", *arguments],
            # A run of tests within this one must not end the cluster of this one.
            env={**others, "MEREZHA_DATABASE_URL": database_url, "COLUMNS": "200", **environment},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
