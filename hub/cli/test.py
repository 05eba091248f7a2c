"""`merezha test`: the project's own tests."""

import subprocess
import sys
from pathlib import Path

import typer

from hub.errors import MerezhaError

ROOT = Path(__file__).resolve().parents[2]


class TestToolsMissing(MerezhaError):
    """The tools for tests are not installed; start the tests with `./merezha test`, which installs them."""

    code = "TEST_TOOLS_MISSING"


def test(context: typer.Context) -> None:
    """Run the tests; arguments go to pytest, and three workers share the work unless -n says otherwise."""
    if subprocess.run(
        [sys.executable, "-c", "import pytest, xdist"], check=False, capture_output=True
    ).returncode:
        raise TestToolsMissing
    arguments = context.args
    if not any(argument.startswith(("-n", "--numprocesses")) for argument in arguments):
        # One more than the processors of a small machine: some wait for PostgreSQL, or for the end of a job.
        arguments = ["-n", "3", "--dist", "worksteal", *arguments]
    raise typer.Exit(
        subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode
    )
