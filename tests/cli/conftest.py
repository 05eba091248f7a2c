"""Running the real command line on a test's database."""

from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

from tests.commands import CommandServer


class Merezha(Protocol):
    """`merezha …`: arguments as typed, environment variables by their names."""

    def __call__(self, *arguments: str, **environment: str) -> CompletedProcess[str]: ...


@pytest.fixture
def merezha(command_server: CommandServer, tmp_path: Path, database_url: str) -> Merezha:
    """Run `merezha …` on the test's database; keyword arguments are environment variables."""

    def run(*arguments: str, **environment: str) -> CompletedProcess[str]:
        known = {"MEREZHA_DATABASE_URL": database_url, "COLUMNS": "200"}
        return command_server.run(arguments, tmp_path, {**known, **environment})

    return run
