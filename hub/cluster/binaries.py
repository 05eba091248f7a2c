"""Finding PostgreSQL's programs and PostGIS on Debian, Ubuntu, Homebrew and anywhere else."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.cluster.errors import PostgisNotFound, PostgresNotFound

MINIMUM_MAJOR = 15
_NEEDED = ("initdb", "pg_ctl", "postgres", "psql")
_USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/pgsql-*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Return the full path of one of its programs."""
        return str(self.folder / name)


def candidate_folders(pg_bin: Path | None) -> Iterator[Path]:
    """Yield the folders that may hold PostgreSQL's programs; a folder that is set excludes all others."""
    if pg_bin is not None:
        yield pg_bin
        return
    for pattern in _USUAL_PLACES:
        yield from sorted(Path("/").glob(pattern.lstrip("/")))
    if pg_config := shutil.which("pg_config"):
        yield Path(_output(pg_config, "--bindir"))
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield Path(folder or ".")


def installed(pg_bin: Path | None = None) -> list[Binaries]:
    """Return every installation that is new enough, one per major version, newest first."""
    found: dict[int, Binaries] = {}
    for folder in candidate_folders(pg_bin):
        if all((folder / name).is_file() for name in _NEEDED):
            major = _major_of(folder)
            if major >= MINIMUM_MAJOR:
                found.setdefault(major, Binaries(folder, major))
    return sorted(found.values(), key=lambda binaries: -binaries.major)


def choose(found: list[Binaries]) -> Binaries:
    """Return the newest installation that has PostGIS; raise PostgresNotFound or PostgisNotFound."""
    if not found:
        raise PostgresNotFound(minimum=MINIMUM_MAJOR, command=install_command())
    with_postgis = (binaries for binaries in found if postgis_control(binaries).is_file())
    binaries = next(with_postgis, found[0])
    require_postgis(binaries)
    return binaries


def require_postgis(binaries: Binaries) -> None:
    """Raise PostgisNotFound unless PostGIS is installed for this PostgreSQL."""
    control = postgis_control(binaries)
    if not control.is_file():
        command = install_command(binaries.major)
        raise PostgisNotFound(major=binaries.major, control=control, command=command)


def postgis_control(binaries: Binaries) -> Path:
    """Return where PostGIS's control file stands when PostGIS is installed."""
    return _sharedir(binaries) / "extension" / "postgis.control"


def install_command(major: int | None = None) -> str:
    """Return the command that installs PostgreSQL with PostGIS on this kind of machine."""
    if sys.platform == "darwin":
        return "brew install postgresql@17 postgis"
    package = f"postgresql-{major}-postgis-3" if major else "postgresql-postgis"
    return f"sudo apt-get install {package}"


def _sharedir(binaries: Binaries) -> Path:
    """Return PostgreSQL's folder of shared files, also where pg_config is not installed."""
    pg_config = binaries.folder / "pg_config"
    if pg_config.is_file():
        return Path(_output(str(pg_config), "--sharedir"))
    return Path(f"/usr/share/postgresql/{binaries.major}")


def _major_of(folder: Path) -> int:
    """Return the major version that the server's program names, 0 when it names none."""
    match = re.search(r"\) (\d+)", _output(str(folder / "postgres"), "--version"))
    return int(match[1]) if match else 0


def _output(*command: str) -> str:
    """Return what a command prints, without the line's end; empty when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
