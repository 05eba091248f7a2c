"""`merezha serve` and `demo` as processes: they answer, and end cleanly on Ctrl-C and SIGTERM."""

import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hub.cli.serving import spare_collections
from hub.cluster import PrivateCluster
from hub.settings import ClusterSettings
from tests.cli.conftest import Merezha


@contextmanager
def _serving(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a serving command on any free port; give the process and its address once it listens."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "hub.cli", *arguments, "--port", "0"],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts jobs in the background lets them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stderr is not None
    try:
        lines = iter(process.stderr.readline, "")
        found = next(match for line in lines if (match := re.search(r"Serving on (http://\S+) ", line)))
        yield process, found[1]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.parametrize(("asked", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_answers_and_ends_without_a_traceback(demo_url: str, asked: signal.Signals, code: int) -> None:
    with _serving("serve", MEREZHA_DATABASE_URL=demo_url) as (process, address):
        question = json.dumps({"query": "{ release { number } }"}).encode()
        request = urllib.request.Request(f"{address}/graphql", question, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            assert json.load(answer) == {"data": {"release": {"number": 7}}}
        process.send_signal(asked)
        assert process.wait() == code
        assert process.stderr is not None
        assert process.stderr.read().strip() == ""


def test_ctrl_c_stops_the_private_cluster_too(home: Path) -> None:
    environment = {"MEREZHA_HOME": str(home), "MEREZHA_DATABASE_URL": ""}
    with _serving("serve", **environment) as (process, address):
        cluster = PrivateCluster(ClusterSettings(home=home))
        assert cluster.running()
        with urllib.request.urlopen(f"{address}/livez") as answer:
            assert answer.read() == b"ok"
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert not cluster.running()


def test_a_port_in_use_is_told_before_any_work(merezha: Merezha) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = merezha("demo", "--port", str(port), MEREZHA_HOME="/nowhere/at/all")
    assert done.returncode == 1
    assert done.stderr == (
        f"PORT_TAKEN: The port {port} of 127.0.0.1 cannot be used (Address already in use); "
        "choose another with --port.\n"
    )


def test_a_server_looks_for_garbage_less_often() -> None:
    before = gc.get_threshold()
    try:
        spare_collections()
        assert gc.get_threshold()[0] > 10 * before[0]
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
