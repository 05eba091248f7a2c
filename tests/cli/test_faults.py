"""Faults of the machine and the database end a command with one sentence and exit code 1."""

import errno
import os
import re
import resource
import signal
import socket
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from hub.cli.faults import fault_of
from hub.domain.vocabulary import SourceKind
from hub.store import connection, publish
from hub.store.connection import DatabaseUnreachable, connect
from hub.store.locks import name_session
from hub.store.migrations import migrate
from hub.store.runs import KILLED, lock_source, start_run, upsert_source
from tests.cli.conftest import Merezha


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "DISK_FULL"),
        (errno.EDQUOT, "DISK_FULL"),
        (errno.EROFS, "NOT_PERMITTED"),
        (errno.EACCES, "NOT_PERMITTED"),
        (errno.EIO, "SYSTEM_REFUSED"),
        (errno.ENOENT, "SYSTEM_REFUSED"),
        (errno.EMFILE, "SYSTEM_REFUSED"),
    ],
)
def test_errors_of_the_system_are_told_with_the_place_and_the_reason(number: int, code: str) -> None:
    fault = fault_of(OSError(number, os.strerror(number), "/some/file.csv"))
    assert fault is not None
    assert fault.code == code
    assert "/some/file.csv" in str(fault)
    assert os.strerror(number) in str(fault)


def test_a_lack_of_memory_is_a_fault_and_a_mistake_of_ours_is_none() -> None:
    fault = fault_of(MemoryError())
    assert fault is not None
    assert fault.code == "NO_MEMORY"
    assert fault_of(KeyError("x")) is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "DISK_FULL"),
        ("58030", "DISK_FULL"),
        ("53200", "DATABASE_SHORT"),
        ("42501", "DATABASE_REFUSED"),
        ("25006", "DATABASE_REFUSED"),
        ("55P03", "LOCK_KEPT"),
        ("57P01", "DATABASE_UNREACHABLE"),
        ("22012", None),
    ],
)
def test_errors_of_the_database_are_told_by_their_state(
    database_url: str, state: str, code: str | None
) -> None:
    statement = f"DO $$ BEGIN RAISE EXCEPTION 'no luck' USING ERRCODE = '{state}'; END $$"
    with connect(database_url) as connection, pytest.raises(psycopg.Error) as plain:
        connection.execute(statement.encode())
    engine = create_engine(database_url)
    with engine.connect() as wrapped, pytest.raises(DBAPIError) as of_sqlalchemy:
        wrapped.execute(text(statement))
    engine.dispose()
    for error in (plain.value, of_sqlalchemy.value):
        fault = fault_of(error)
        assert (fault and fault.code) == code


def test_what_follows_from_a_full_disk_is_told_as_a_full_disk(database_url: str) -> None:
    statement = b"DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"

    def fail_twice() -> None:
        with closing(connect(database_url)) as connection:
            try:
                connection.execute(statement)
            finally:
                connection.execute("SELECT 1")

    with pytest.raises(psycopg.errors.InFailedSqlTransaction) as caught:
        fail_twice()
    fault = fault_of(caught.value)
    assert fault is not None
    assert fault.code == "DISK_FULL"


def test_a_full_disk_of_the_database_is_one_line(merezha: Merezha, database_url: str) -> None:
    with connect(database_url) as connection:
        tables = connection.execute(
            "SELECT table_schema FROM information_schema.tables WHERE table_name = 'client'"
        ).fetchall()
        connection.execute(
            "CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
        for (schema,) in tables or [("ingest",)]:
            connection.execute(
                f"CREATE TRIGGER full_disk BEFORE INSERT ON {schema}.client FOR EACH ROW "
                "EXECUTE FUNCTION public.full_disk()".encode()
            )
    done = merezha("client", "add", "maps")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("DISK_FULL: The disk of the database is full (could not extend file). Free")
    assert done.stderr.count("\n") == 1


def test_whoever_keeps_a_row_too_long_is_told(merezha: Merezha, database_url: str) -> None:
    with connect(database_url) as keeper:
        name_session(keeper, 41, "test_05")
        keeper.execute("LOCK TABLE ingest.client")
        session = keeper.info.backend_pid
        done = merezha("client", "add", "maps", MEREZHA_WRITE_LOCK_SECONDS="0.2")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("LOCK_KEPT: Nothing was done, since another session kept what")
    keeps = rf"merezha process {os.getpid()}, run 41 of test_05 \(session {session}, since .* UTC, at rest\)"
    assert re.search(rf"lock timeout\): {keeps}\. Wait for it; if it hangs, end it with", done.stderr)
    assert f"`SELECT pg_terminate_backend({session})` in `merezha db shell`." in done.stderr


def test_an_import_is_told_which_run_keeps_it_from_publishing(merezha: Merezha, prepared_url: str) -> None:
    with connect(prepared_url) as keeper:
        name_session(keeper, 41, "test_05")
        publish.lock(keeper)
        session = keeper.info.backend_pid
        done = merezha("import", "kz_59", MEREZHA_DATABASE_URL=prepared_url, MEREZHA_WRITE_LOCK_SECONDS="0.2")
    assert done.returncode == 1
    told = done.stderr.splitlines()[-1]
    assert told.startswith(
        "HUB_BUSY: Nothing was done, since another command went on for longer than 0.2 seconds"
    )
    assert f": merezha process {os.getpid()}, run 41 of test_05 (session {session}, since " in told
    assert told.endswith(f"end it with `SELECT pg_terminate_backend({session})` in `merezha db shell`.")


def test_a_run_that_was_killed_is_marked_by_the_next_command(merezha: Merezha, database_url: str) -> None:
    with connect(database_url, autocommit=True) as at_work:
        sources = [
            upsert_source(
                at_work,
                kind=SourceKind.REGISTER,
                jurisdiction_id=None,
                lang="uk",
                **dict.fromkeys(("title", "publisher", "licence", "attribution"), "x"),
                code=code,
            )
            for code in ("test_05", "test_07")
        ]
        lock_source(at_work, sources[0], "test_05")
        running, killed = (start_run(at_work, source, "new.csv", ("a", "b", "c")) for source in sources)
        told = [merezha("run", "list").stderr for _ in range(2)]
        states = at_work.execute("SELECT id, status, failure FROM hub.run ORDER BY id").fetchall()
    assert told == [f"Run {killed} of test_07 failed: {KILLED}. Import its file again.\n", ""]
    assert states == [(running, "running", None), (killed, "failed", KILLED)]


def test_a_server_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://127.0.0.1:{silent.getsockname()[1]}/hub"
        for ask in (connect, migrate):
            with pytest.raises(DatabaseUnreachable, match="timeout"):
                ask(url)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "hub.cli", "region", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("DISK_FULL: There is no space left on the disk: ")
    assert done.stderr.count("\n") == 1


def test_a_temporary_folder_without_space_is_one_line(tmp_path: Path) -> None:
    archive = tmp_path / "register.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("register.csv", "name;code\n" + "a;1\n" * 100_000)

    def bound() -> None:
        # The system then says that a file is too large where a full disk would say that there is no space.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, 65_536))

    done = subprocess.run(
        [sys.executable, "-P", "-m", "hub.cli", "region", "new", "ua_zz", "--from", str(archive)],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bound,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("DISK_FULL: There is no space left on the disk: ")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["register.zip"]


def test_a_home_where_nothing_can_be_written_is_one_line(merezha: Merezha) -> None:
    done = merezha("run", "list", MEREZHA_DATABASE_URL="", MEREZHA_HOME="/proc/merezha")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("HOME_NOT_USABLE: The folder /proc/merezha cannot be used")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_what_is_no_file_is_told_before_anything_is_read(merezha: Merezha, tmp_path: Path, kind: str) -> None:
    path = Path("/dev/zero") if kind == "device" else tmp_path / "register.csv"
    if kind == "pipe":
        os.mkfifo(path)
    if kind == "socket":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    done = merezha("import", "ua_05", "--file", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        f"NOT_A_FILE: {path.name} is a {kind}, not a file; save what it gives as a file and name that."
    )
