"""Commands of `merezha` in processes of their own, forked from one that has imported the program.

A command that starts Python anew spends two seconds on imports; a forked one spends none, and is as separate:
it has its own environment, working folder, outputs and exit code.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from hub.cli import main
from hub.cli.lazy import COMMANDS

#: Names a folder that keeps the cluster of tests with its filled databases for the next run: a minute saved.
KEPT_HOME = "MEREZHA_TEST_HOME"
ROOT = Path(__file__).resolve().parents[1]


class CommandServer:
    """A process that has a project's program imported and forks for each command."""

    def __init__(self, project: Path = ROOT) -> None:
        # A run of tests within this one must not end the cluster of this one.
        self._environment = {name: value for name, value in os.environ.items() if name != KEPT_HOME}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.commands"],
            env={**os.environ, "PYTHONPATH": f"{project}{os.pathsep}{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self, arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder; return its exit code (a signal: negative) and outputs."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory() as written:
            out, err = Path(written, "out"), Path(written, "err")
            order = {
                "arguments": arguments,
                "folder": str(folder),
                "environment": {**self._environment, **environment},
                "out": str(out),
                "err": str(err),
            }
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            code = self._process.stdout.readline()
            assert code, f"The process that commands are forked from ended: {self._process.communicate()[1]}"
            return subprocess.CompletedProcess(
                arguments, int(code), out.read_text("utf-8"), err.read_text("utf-8")
            )

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def _next_order() -> dict[str, Any] | None:
    """Fork for each line of standard input: the child gets the order, the parent ends with the input."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            order: dict[str, Any] = json.loads(line)
            return order
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return None


def _become(order: dict[str, Any]) -> None:
    """Take over what a command sees of its surroundings."""
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    for descriptor, path in enumerate((os.devnull, order["out"], order["err"])):
        opened = os.open(path, os.O_RDONLY if descriptor == 0 else os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.argv[1:] = order["arguments"]


if __name__ == "__main__":
    for target in COMMANDS.values():
        import_module(target.partition(":")[0])
    gc.freeze()
    if order := _next_order():
        _become(order)
        main()
