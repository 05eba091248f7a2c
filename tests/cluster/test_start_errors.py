"""Each thing that can keep the cluster from starting ends in one sentence."""

import fcntl
import os
import pwd
import subprocess
from pathlib import Path

import pytest

from hub.cluster import PrivateCluster, binaries
from hub.cluster.account import SERVER_USER, Account, server_account
from hub.cluster.errors import (
    ClusterBusy,
    ClusterCommandFailed,
    ClusterNotStarted,
    DiskFull,
    HomeNotUsable,
    NoServerUser,
    OtherMajorVersion,
    PostgisNotFound,
    PostgresNotFound,
)
from hub.cluster.failures import check, raise_if_full
from hub.settings import ClusterSettings

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="Only the superuser hands the server to another user.")


def test_data_of_another_major_version_is_refused_naming_both(fresh: PrivateCluster) -> None:
    fresh.data.mkdir()
    (fresh.data / "PG_VERSION").write_text("9\n")
    here = " and ".join(str(found.major) for found in binaries.installed())
    with pytest.raises(OtherMajorVersion) as caught:
        fresh.ensure()
    assert str(caught.value) == (
        f"The data in {fresh.data} was made by PostgreSQL 9, but this machine has PostgreSQL {here}."
    )


def test_too_little_space_is_said_before_anything_is_made(home: Path) -> None:
    cluster = PrivateCluster(ClusterSettings(home=home, min_free_mb=10**12))
    with pytest.raises(DiskFull, match=r"^The disk of .* is full: \d+ MB are free and the cluster needs"):
        cluster.ensure()
    assert not cluster.data.exists()


def test_a_disk_that_fills_while_the_cluster_is_made(home: Path) -> None:
    mounted = ["mount", "-t", "tmpfs", "-o", "size=12m,mode=755", "tmpfs", str(home)]
    if os.geteuid() != 0 or subprocess.run(mounted, capture_output=True, check=False).returncode != 0:
        pytest.skip("A small disk of its own cannot be mounted here.")
    try:
        with pytest.raises(DiskFull, match=rf"^The disk of {home} is full: \d+ MB are free"):
            PrivateCluster(ClusterSettings(home=home, min_free_mb=0)).ensure()
    finally:
        subprocess.run(["umount", str(home)], check=True)


def test_a_full_disk_is_read_from_the_output_of_any_program(home: Path) -> None:
    with pytest.raises(DiskFull):
        raise_if_full("could not write: No space left on device\n", home, 300)
    raise_if_full("could not write: permission denied\n", home, 300)


def test_missing_postgis_names_the_file_and_the_command(tmp_path: Path) -> None:
    _installation(tmp_path, major=15)
    with pytest.raises(PostgisNotFound) as caught:
        binaries.choose(binaries.installed(tmp_path))
    assert str(caught.value) == (
        f"PostgreSQL 15 lacks PostGIS ({tmp_path}/share/extension/postgis.control is missing); "
        f"install it with: {binaries.install_command(15)}."
    )


def test_an_old_postgresql_is_as_good_as_none(tmp_path: Path) -> None:
    _installation(tmp_path, major=12)
    with pytest.raises(PostgresNotFound, match=r"^PostgreSQL 15 or newer was not found on this machine"):
        binaries.choose(binaries.installed(tmp_path))


def test_the_newest_postgresql_with_postgis_is_chosen(tmp_path: Path) -> None:
    for major, with_postgis in ((15, True), (16, True), (17, False)):
        folder = tmp_path / str(major)
        folder.mkdir()
        _installation(folder, major)
        if with_postgis:
            (folder / "share" / "extension" / "postgis.control").touch()
    found = [one for major in (17, 16, 15) for one in binaries.installed(tmp_path / str(major))]
    assert binaries.choose(found).major == 16


def test_a_start_that_never_ends_is_not_waited_for(home: Path) -> None:
    handle = os.open(home / "start.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with pytest.raises(ClusterBusy) as caught:
            PrivateCluster(ClusterSettings(home=home, lock_seconds=0.2)).ensure()
    finally:
        os.close(handle)
    assert str(caught.value) == f"Another start of the cluster in {home} has not finished for 0.2 seconds."


def test_a_broken_data_folder_ends_with_the_servers_own_reason(fresh: PrivateCluster) -> None:
    fresh.ensure()
    fresh.stop()
    (fresh.data / "global" / "pg_control").unlink()
    with pytest.raises(
        ClusterNotStarted, match=r"^PostgreSQL did not start in .*pg_control.*postgresql\.log"
    ):
        fresh.ensure()


@AS_ROOT
def test_a_home_that_the_server_cannot_reach(home: Path) -> None:
    home.chmod(0o700)
    with pytest.raises(HomeNotUsable) as caught:
        PrivateCluster(ClusterSettings(home=home / "inner")).ensure()
    assert str(caught.value) == (
        f"The folder {home}/inner cannot be used for the cluster: the user postgres may not write there."
    )


def test_a_home_that_is_a_file(home: Path) -> None:
    (home / "file").touch()
    with pytest.raises(HomeNotUsable):
        PrivateCluster(ClusterSettings(home=home / "file")).ensure()


@AS_ROOT
def test_a_machine_without_the_servers_user(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(name: str) -> pwd.struct_passwd:
        raise KeyError(name)

    monkeypatch.setattr(pwd, "getpwnam", nobody)
    with pytest.raises(NoServerUser, match=f"has no user named {SERVER_USER} to run it as"):
        server_account()


def test_a_failed_program_says_its_last_line() -> None:
    account = Account("me", os.geteuid(), os.getegid())
    with pytest.raises(ClusterCommandFailed) as caught:
        check(account.run("sh", "-c", "echo first; echo last >&2; exit 3"), "initdb")
    assert str(caught.value) == "PostgreSQL's program initdb failed: last."


def _installation(folder: Path, major: int) -> None:
    """Write programs that answer as PostgreSQL of this version does, without PostGIS beside them."""
    (folder / "share" / "extension").mkdir(parents=True)
    for name in ("initdb", "pg_ctl", "psql"):
        (folder / name).touch()
    for name, answer in (
        ("postgres", f"postgres (PostgreSQL) {major}.4"),
        ("pg_config", str(folder / "share")),
    ):
        (folder / name).write_text(f"#!/bin/sh\necho '{answer}'\n")
        (folder / name).chmod(0o755)
