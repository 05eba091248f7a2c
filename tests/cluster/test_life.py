"""The private cluster's life: made once, shared by processes, stopped by the last of them."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hub.cluster import PrivateCluster, ensure_database, sqlalchemy_url
from hub.cluster.account import server_account
from hub.settings import ClusterSettings

ONE_START = "from hub.cluster import ensure_database; print(ensure_database())"


def test_a_new_cluster_has_the_extensions_and_knows_cyrillic_letters(fresh: PrivateCluster) -> None:
    fresh.ensure()
    extensions = fresh.psql("-At", "-c", "SELECT extname FROM pg_extension ORDER BY 1").split()
    assert extensions == ["btree_gist", "pg_trgm", "plpgsql", "postgis"]
    assert fresh.psql("-At", "-c", "SELECT cardinality(show_trgm('Ліс')), lower('ЇЖАК')") == "4|їжак\n"


def test_only_the_socket_is_open_and_nobody_is_trusted(fresh: PrivateCluster) -> None:
    fresh.ensure()
    assert fresh.psql("-At", "-c", "SHOW listen_addresses") == "\n"
    rules = fresh.psql("-At", "-c", "SELECT type, user_name, auth_method, options FROM pg_hba_file_rules")
    assert rules == "local|{merezha,merezha_writer,merezha_worker,merezha_reader}|peer|{map=merezha}\n"
    assert stat.S_IMODE(fresh.socket.stat().st_mode) == 0o700


def test_the_last_process_to_leave_stops_the_server(fresh: PrivateCluster, home: Path) -> None:
    fresh.ensure()
    second = PrivateCluster(ClusterSettings(home=home))
    second.ensure()
    fresh.leave()
    assert second.running()
    second.leave()
    assert not second.running()


def test_a_server_that_is_to_stay_outlives_its_last_user(fresh: PrivateCluster) -> None:
    fresh.ensure(keep=True)
    fresh.leave()
    assert fresh.running()
    assert fresh.stop()
    assert not fresh.stop()


def test_data_outlives_a_restart(fresh: PrivateCluster, home: Path) -> None:
    fresh.ensure()
    fresh.psql("-c", "CREATE TABLE kept AS SELECT 7 AS seven")
    fresh.leave()
    again = PrivateCluster(ClusterSettings(home=home))
    again.ensure()
    assert again.psql("-At", "-c", "SELECT seven FROM kept") == "7\n"


def test_two_starts_at_once_both_get_the_database(home: Path) -> None:
    environment = {**os.environ, "MEREZHA_HOME": str(home)}
    command = [sys.executable, "-c", ONE_START]
    starts = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = {start.communicate()[0].strip() for start in starts}
    assert [start.returncode for start in starts] == [0, 0, 0]
    assert answers == {f"postgresql+psycopg:///merezha?host={home}/run&user=merezha"}


def test_a_killed_server_starts_again(fresh: PrivateCluster) -> None:
    fresh.ensure()
    os.kill(_server_pid(fresh), signal.SIGKILL)
    fresh.ensure()
    assert fresh.running()


def test_a_stale_pid_that_another_process_now_has_does_not_hinder(fresh: PrivateCluster) -> None:
    fresh.ensure()
    lines = (fresh.data / "postmaster.pid").read_text().splitlines()
    fresh.stop()
    account = server_account()
    other = subprocess.Popen(["sleep", "600"], user=account.uid, group=account.gid)
    try:
        (fresh.data / "postmaster.pid").write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        fresh.ensure()
        assert _server_pid(fresh) != other.pid
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_making_that_was_cut_off_is_made_anew(fresh: PrivateCluster) -> None:
    fresh.data.mkdir()
    (fresh.data / "base").mkdir()
    (fresh.home / "initdb-unfinished").touch()
    fresh.ensure()
    assert fresh.running()


def test_a_home_with_a_long_path_has_its_socket_elsewhere(home: Path) -> None:
    cluster = PrivateCluster(ClusterSettings(home=home / ("x" * 100)))
    cluster.ensure()
    try:
        assert len(str(cluster.socket)) < 80
        assert cluster.running()
    finally:
        cluster.stop()
        cluster.socket.rmdir()


def test_another_database_replaces_the_cluster(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_HOME", str(home))
    monkeypatch.setenv("MEREZHA_DATABASE_URL", "postgres://planner@db.example/hub")
    assert ensure_database() == "postgresql+psycopg://planner@db.example/hub"
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2", "postgresql+psycopg"])
def test_every_spelling_of_the_scheme_names_the_one_driver(scheme: str) -> None:
    assert sqlalchemy_url(f"{scheme}://u:p@h:5433/d?sslmode=require") == (
        "postgresql+psycopg://u:p@h:5433/d?sslmode=require"
    )


def _server_pid(cluster: PrivateCluster) -> int:
    """Return the process number of the running server."""
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
