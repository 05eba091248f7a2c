"""The system user that runs PostgreSQL, which refuses to run as the superuser."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hub.cluster.errors import HomeNotUsable, NoServerUser

SERVER_USER = "postgres"


@dataclass(frozen=True)
class Account:
    """A system user under whose name PostgreSQL's programs run."""

    name: str
    uid: int
    gid: int

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, away from the terminal, and return its output as text.

        When this process is asked to end meanwhile, the program comes to its own end first: a start of a
        server that is broken off would leave one that nobody knows of.
        """
        other = self.uid != os.geteuid()
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env={**os.environ, "LC_ALL": "C"},
            start_new_session=True,
            user=self.uid if other else None,
            group=self.gid if other else None,
            extra_groups=[] if other else None,
        ) as process:
            try:
                said = process.communicate()
            except BaseException:
                process.communicate()
                raise
        return subprocess.CompletedProcess(command, process.returncode, *said)

    def own(self, folder: Path) -> None:
        """Make a folder that belongs to this user and that this user can reach."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise HomeNotUsable(home=folder, user=self.name) from None
        if self.uid != os.geteuid():
            os.chown(folder, self.uid, self.gid)
        if self.run("test", "-w", str(folder)).returncode != 0:
            raise HomeNotUsable(home=folder, user=self.name)


def server_account() -> Account:
    """Return the user to run PostgreSQL as: this one, or `postgres` when this one is the superuser."""
    if os.geteuid() != 0:
        return Account(user_name(), os.geteuid(), os.getegid())
    try:
        entry = pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise NoServerUser(user=SERVER_USER) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def user_name() -> str:
    """Return the name of the user that runs this process."""
    return pwd.getpwuid(os.geteuid()).pw_name
