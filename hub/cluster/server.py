"""The private PostgreSQL cluster: made, started, asked and stopped."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path

from hub.cluster import binaries as finding
from hub.cluster import config
from hub.cluster.account import server_account, user_name
from hub.cluster.binaries import Binaries
from hub.cluster.errors import ClusterNotStarted, ClusterNotStopped, ClusterSilent, OtherMajorVersion
from hub.cluster.failures import check, raise_if_full, reason_in, remedy_for, require_space
from hub.cluster.locks import Lease, exclusive
from hub.cluster.pidfile import drop_if_foreign, is_left_behind, server_process
from hub.processes import frozen_of
from hub.settings import ClusterSettings

# A unix socket's path holds at most 103 bytes on macOS and 107 on Linux, file name included.
_LONGEST_SOCKET_FOLDER = 80
# After a hard kill PostgreSQL refuses to start for about two seconds, until its old children are gone.
_START_SECONDS = 10.0
#: A server of which a process is frozen will not stop; others need their time to write what they hold.
_FROZEN_SECONDS = 3.0
_PAUSE_SECONDS = 0.05
_CONNECT_SECONDS = 10
_STILL_ENDING = ("shared memory block", "already exists")
_EXTENSIONS = ("postgis", "pg_trgm", "btree_gist")
# The name of a character type that knows every alphabet; pg_trgm skips letters that it does not.
_CTYPE = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"


class PrivateCluster:
    """A PostgreSQL cluster of its own in the home folder, reachable over a unix socket only."""

    def __init__(self, settings: ClusterSettings) -> None:
        self._settings = settings
        self.home = settings.home.expanduser().absolute()
        self.data = self.home / "pgdata"
        self._pid_file = self.data / "postmaster.pid"
        self.log = self.home / "postgresql.log"
        self.socket = _socket_folder(self.home)
        self._lease = Lease(self.home / "in-use.lock")
        self._keep = self.home / "keep-running"

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the hub's database in this cluster."""
        return self.url_of(config.DATABASE)

    def url_of(self, database: str) -> str:
        """Return the SQLAlchemy URL of any database in this cluster."""
        return f"postgresql+psycopg:///{database}?host={self.socket}&user={config.ROLE}"

    @cached_property
    def binaries(self) -> Binaries:
        """The programs that fit the data folder, or the newest ones when there is none yet."""
        found = finding.installed(self._settings.pg_bin)
        version_file = self.data / "PG_VERSION"
        if not found or not version_file.is_file():
            return finding.choose(found)
        made_by = version_file.read_text().strip()
        for binaries in found:
            if str(binaries.major) == made_by:
                finding.require_postgis(binaries)
                return binaries
        installed = " and ".join(str(binaries.major) for binaries in found)
        raise OtherMajorVersion(data=self.data, found=made_by, installed=installed)

    def ensure(self, keep: bool = False) -> None:
        """Make and start the cluster and its database where needed; with keep, leave it on for good.

        Raises the errors of hub.cluster.errors, one per cause. Several processes may call this at once.
        """
        _ = self.binaries  # What is not installed is said before anything is written.
        server_account().own(self.home)
        with self._start_lock():
            self._lease.take()
            try:
                self._bring_up()
            except ClusterSilent:
                self._lease.give_back()  # One that is frozen is not asked to stop as soon as it goes on.
                raise
            except BaseException:
                self._let_go()
                raise
            if keep:
                self._keep.touch()

    def revive(self) -> bool:
        """Start the server again if it was killed; say whether it was. One that was stopped stays so.

        Raises the errors of hub.cluster.errors.
        """
        if not is_left_behind(self._pid_file, self.data):
            return False
        with self._start_lock():
            if not is_left_behind(self._pid_file, self.data):
                return False
            self._bring_up()
        return True

    def running(self) -> bool:
        """Say whether the server of this cluster accepts connections."""
        if not self._pid_file.is_file():
            return False
        command = (self.binaries.program("pg_isready"), "-q", "-h", str(self.socket))
        return server_account().run(*command, "-U", config.ROLE, "-d", "postgres").returncode == 0

    def stop(self) -> bool:
        """Stop the server, ending what is connected; say whether it was running.

        Raises ClusterNotStopped when it does not end in time; what it was asked, it then does later.
        """
        self._keep.unlink(missing_ok=True)
        pid = server_process(self._pid_file, self.data)
        if pid is None:
            return False
        command = (self.binaries.program("pg_ctl"), "stop", "-D", str(self.data), "-m", "fast", "-W")
        done = server_account().run(*command)
        begun = time.monotonic()
        while server_process(self._pid_file, self.data) == pid:
            check(done, "pg_ctl")
            waited = time.monotonic() - begun
            bound = self._settings.stop_seconds
            if waited > bound or (waited > min(bound, _FROZEN_SECONDS) and frozen_of(pid)):
                raise ClusterNotStopped(
                    home=self.home, pid=pid, seconds=round(waited), remedy=remedy_for(pid)
                )
            time.sleep(_PAUSE_SECONDS)
        return True

    def leave(self) -> None:
        """Stop the server if this process was its last user and nobody asked to keep it on.

        Raises ClusterNotStopped.
        """
        with self._start_lock():
            self._let_go()

    def psql(self, *arguments: str, database: str = config.DATABASE) -> str:
        """Run psql against a database of this cluster and return what it prints."""
        command = [*self.psql_command(database), "-q", "-v", "ON_ERROR_STOP=1", *arguments]
        bounded = {**os.environ, "PGCONNECT_TIMEOUT": str(_CONNECT_SECONDS)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=bounded)
        check(done, "psql")
        return done.stdout

    def psql_command(self, database: str = config.DATABASE) -> list[str]:
        """Return the command line of psql for a database of this cluster; it asks for no password."""
        program = self.binaries.program("psql")
        return [program, "-X", "-w", "-h", str(self.socket), "-U", config.ROLE, "-d", database]

    def _start_lock(self) -> AbstractContextManager[None]:
        """Return the lock that only one starting or stopping process holds."""
        return exclusive(self.home / "start.lock", self._settings.lock_seconds)

    def _let_go(self) -> None:
        """Take this process off the users of the server; the last of them stops it."""
        if self._lease.give_back() and not self._keep.exists():
            self.stop()

    def _answers(self) -> bool:
        """Whether the server accepts connections, now or when it is done with its start.

        Raises ClusterSilent when there is one, and it does not.
        """
        deadline = time.monotonic() + _START_SECONDS
        while not self.running():
            pid = server_process(self._pid_file, self.data)
            if pid is None:
                return False
            if time.monotonic() > deadline:
                raise ClusterSilent(home=self.home, pid=pid, seconds=_START_SECONDS, remedy=remedy_for(pid))
            time.sleep(_PAUSE_SECONDS)
        return True

    def _bring_up(self) -> None:
        """Make what is missing and start what stands still."""
        if not self._answers():
            require_space(self.home, self._settings.min_free_mb)
            self._make()
            self._configure()
            for name in (self._pid_file, self.socket / ".s.PGSQL.5432.lock"):
                drop_if_foreign(name, self.data)
            self._start()
        elif self._configure():
            # A server that was left on by an older program knows its logins only.
            command = (self.binaries.program("pg_ctl"), "reload", "-D", str(self.data))
            check(server_account().run(*command), "pg_ctl")
        self._create_database()

    def _make(self) -> None:
        """Make the data folder if there is none; names sort by the Unicode rules of every language."""
        unfinished = self.home / "initdb-unfinished"
        if unfinished.exists():
            shutil.rmtree(self.data, ignore_errors=True)
        elif (self.data / "PG_VERSION").is_file():
            return
        unfinished.touch()
        done = server_account().run(
            self.binaries.program("initdb"),
            *("-D", str(self.data), "-U", config.ROLE, "--auth=peer", "--encoding=UTF8"),
            *("--no-instructions", "--data-checksums"),
            *("--locale=C", f"--lc-ctype={_CTYPE}", "--locale-provider=icu", "--icu-locale=und"),
        )
        raise_if_full(done.stderr, self.home, self._settings.min_free_mb)
        check(done, "initdb")
        unfinished.unlink()

    def _configure(self) -> bool:
        """Write the configuration anew, so that a moved home or another user does no harm.

        Says whether the server must read who may connect again.
        """
        account = server_account()
        account.own(self.socket)
        self.socket.chmod(0o700)
        files = {
            "postgresql.conf": config.server_conf(str(self.socket)),
            "pg_hba.conf": config.hba_conf(),
            "pg_ident.conf": config.ident_conf([account.name, user_name()]),
        }
        logins = [(self.data / name, files[name]) for name in ("pg_hba.conf", "pg_ident.conf")]
        changed = any(not path.is_file() or path.read_text() != text for path, text in logins)
        for name, text in files.items():
            (self.data / name).write_text(text)
        return changed

    def _start(self) -> None:
        """Start the server, trying again while the children of a killed one are still ending."""
        program = self.binaries.program("pg_ctl")
        command = (program, "start", "-D", str(self.data), "-l", str(self.log), "-w")
        deadline = time.monotonic() + _START_SECONDS
        before = self.log.stat().st_size if self.log.is_file() else 0
        while (done := server_account().run(*command)).returncode != 0:
            said = self._log_from(before) or done.stderr.strip()
            raise_if_full(said, self.home, self._settings.min_free_mb)
            if not any(sign in said for sign in _STILL_ENDING) or time.monotonic() > deadline:
                raise ClusterNotStarted(home=self.home, reason=reason_in(said), log=self.log)
            time.sleep(0.2)

    def _create_database(self) -> None:
        """Create the database and its extensions, which two starts at once must not do side by side."""
        ready = self.data / "merezha.ready"
        if ready.exists():
            return
        known = self.psql("-At", "-c", "SELECT datname FROM pg_database", database="postgres").split()
        if config.DATABASE not in known:
            self.psql("-c", f"CREATE DATABASE {config.DATABASE}", database="postgres")
        for name in _EXTENSIONS:
            self.psql("-c", f"CREATE EXTENSION IF NOT EXISTS {name}")
        ready.touch()

    def _log_from(self, position: int) -> str:
        """Return what the server has written to its log after this position in bytes."""
        if not self.log.is_file():
            return ""
        with self.log.open("rb") as log:
            log.seek(position)
            return log.read().decode(errors="replace").strip()


def _socket_folder(home: Path) -> Path:
    """Return the folder of the socket: in the home, or in the temporary folder when that path is too long."""
    folder = home / "run"
    if len(os.fsencode(folder)) <= _LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"merezha-{digest}"
