"""Faults of the machine that may meet any command, each as one sentence."""

import errno
from pathlib import Path

from hub.errors import MerezhaError


class NoSpace(MerezhaError):
    """There is no space left {where}: {reason}. Free some, or point MEREZHA_HOME, TMPDIR or the command's
    output at another disk, then run the command again; what is published is whole."""

    code = "DISK_FULL"


class NotPermitted(MerezhaError):
    """This user may not use {where}: {reason}. Correct its rights, or name another place."""

    code = "NOT_PERMITTED"


class SystemRefused(MerezhaError):
    """The system refused {where}: {reason}. Correct what it names, then run the command again."""

    code = "SYSTEM_REFUSED"


class NoMemory(MerezhaError):
    """The memory of this machine does not suffice for the command. Give it more, set
    MEREZHA_IMPORT_WORKERS=1, or bring the data in smaller files; what is published is whole."""

    code = "NO_MEMORY"


class EndedBySignal(MerezhaError):
    """{signal} ended the command; what it had not finished was undone."""

    code = "ENDED"


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}


def fault_of(error: BaseException) -> MerezhaError | None:
    """The fault of the machine or the database that ended a command; None is a mistake of ours."""
    if isinstance(error, MemoryError):
        return NoMemory()
    if isinstance(error, OSError):
        return _of_system(error)
    # The libraries of the database are only loaded by commands that need it.
    from hub.store.faults import fault_of as fault_of_database

    return fault_of_database(error)


def _of_system(error: OSError) -> MerezhaError | None:
    if error.errno is None:
        return None
    reason = error.strerror or str(error)
    place = error.filename if error.filename is not None else error.filename2
    if error.errno in _FULL:
        return NoSpace(where=f"for {_name(place)}" if place else "on the disk", reason=reason)
    if error.errno in _CLOSED:
        return NotPermitted(where=_name(place) if place else "what the command needs", reason=reason)
    return SystemRefused(where=_name(place) if place else "the command", reason=reason)


def _name(place: object) -> str:
    return str(Path(place.decode(errors="replace") if isinstance(place, bytes) else str(place)))
