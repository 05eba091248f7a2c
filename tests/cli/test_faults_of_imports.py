"""Whatever fails while a file is imported: one sentence, and the old release goes on being served."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import importers.feed
from hub.store.connection import connect, scalar
from importers.readers.errors import FileChanged
from importers.region import find_region
from importers.runner import run_region
from importers.sample import sample_of
from tests.cli.conftest import Merezha

REGION = "ua_71"
#: Root reads and writes whatever it likes unless it gives that up.
_SETPRIV = shutil.which("setpriv")
#: What starts a command without these rights of root.
_AS_OTHERS = [str(_SETPRIV), "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
without_roots_rights = pytest.mark.skipif(
    os.geteuid() == 0 and _SETPRIV is None,
    reason="Root may read all files, and there is no setpriv.",
)


@pytest.fixture
def other_file(tmp_path: Path) -> Path:
    """A file of the region that would be published: two of its records are gone."""
    lines = sample_of(find_region(REGION)).read_bytes().splitlines(keepends=True)
    path = tmp_path / "register.csv"
    path.write_bytes(b"".join(lines[:-2]))
    return path


def served(url: str) -> tuple[Any, ...]:
    """What readers see of the region, and the release."""
    with connect(url) as connection:
        return (
            scalar(connection, "SELECT max(number) FROM hub.release"),
            connection.execute(
                "SELECT p.key, p.name FROM hub.provider p JOIN hub.source s ON s.id = p.source_id "
                "WHERE s.code = %s ORDER BY 1",
                (REGION,),
            ).fetchall(),
        )


def run_started(
    *arguments: str, by: list[str] | None = None, before: Callable[[], None] | None = None, **more: str
) -> Any:
    """`merezha …` as a process of its own, started by another command or after something was done in it."""
    return subprocess.run(
        [*(by or ()), sys.executable, "-P", "-m", "hub.cli", *arguments],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200", **more},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


def test_a_disk_of_the_database_that_fills_at_the_publish(
    merezha: Merezha, demo_copy_url: str, other_file: Path
) -> None:
    before = served(demo_copy_url)
    with connect(demo_copy_url) as connection:
        connection.execute(
            "CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON hub.release FOR EACH ROW "
            "EXECUTE FUNCTION public.full_disk()"
        )
    done = merezha("import", REGION, "--file", str(other_file), MEREZHA_DATABASE_URL=demo_copy_url)
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("DISK_FULL: The disk of the database is full (could not extend file). Free")
    assert served(demo_copy_url) == before


def test_a_temporary_folder_that_fills_while_an_archive_is_unpacked(
    demo_copy_url: str, other_file: Path, tmp_path: Path
) -> None:
    before = served(demo_copy_url)
    archive = tmp_path / "register.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(other_file, "register.csv")

    def bound() -> None:
        # The system then says that a file is too large where a full disk would say that there is no space.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_048, 2_048))

    asked = ("import", REGION, "--file", str(archive))
    done = run_started(*asked, before=bound, MEREZHA_DATABASE_URL=demo_copy_url, TMPDIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("DISK_FULL: There is no space left on the disk: ")
    assert served(demo_copy_url) == before
    assert {path.name for path in tmp_path.iterdir()} == {"register.zip", "register.csv"}


@without_roots_rights
def test_a_file_without_permission_is_told_before_the_database_is_asked(other_file: Path) -> None:
    other_file.chmod(0)
    done = run_started("import", REGION, "--file", str(other_file), by=_AS_OTHERS)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not readable" in done.stderr


@without_roots_rights
def test_a_home_that_may_only_be_read_is_told(home: Path) -> None:
    home.chmod(0o555)
    done = run_started("run", "list", by=_AS_OTHERS, MEREZHA_DATABASE_URL="", MEREZHA_HOME=str(home))
    home.chmod(0o755)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"HOME_NOT_USABLE: The folder {home} cannot be used")
    assert done.stderr.count("\n") == 1
    assert list(home.iterdir()) == []


def test_a_file_that_grows_while_it_is_read_publishes_nothing(
    demo_copy_url: str, other_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = served(demo_copy_url)
    open_rows, whole = importers.feed.open_rows, sample_of(find_region(REGION)).read_bytes()

    def open_while_it_is_written(path: Path, *more: Any) -> Any:
        source = open_rows(path, *more)
        path.write_bytes(whole)
        return source

    monkeypatch.setattr(importers.feed, "open_rows", open_while_it_is_written)
    with pytest.raises(FileChanged) as caught:
        run_region(find_region(REGION), other_file, demo_copy_url)
    assert served(demo_copy_url) == before
    with connect(demo_copy_url) as connection:
        run = connection.execute("SELECT status, failure FROM hub.run ORDER BY id DESC LIMIT 1").fetchone()
    assert run == ("failed", str(caught.value))
