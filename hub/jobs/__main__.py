"""The worker that `serve` runs beside itself: `python -m hub.jobs`. It ends with whoever started it."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Mapping

from hub import log, settings
from hub.cluster import sqlalchemy_url
from hub.errors import MerezhaError
from hub.jobs.beside import READ_ONLY
from hub.jobs.kinds import KINDS
from hub.jobs.worker import DatabaseReadOnly, JobWorker, run_worker
from hub.store.logins import read_url

log_of_worker = logging.getLogger(__name__)


def main(kinds: Mapping[str, str] = KINDS) -> None:
    """Work at the jobs of the database that MEREZHA_DATABASE_URL names until SIGTERM or the end of input."""
    current = settings.load()
    log.configure(current.log.log_level)
    assert current.database.database_url is not None
    url = sqlalchemy_url(current.database.database_url.get_secret_value())
    worker = JobWorker(url, read_url(url, current), current.jobs, kinds)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        run_worker(worker)
    except DatabaseReadOnly:
        sys.exit(READ_ONLY)
    except MerezhaError as error:
        log_of_worker.warning("%s: %s", error.code, error)
        sys.exit(1)


def _end_with_input() -> None:
    # A thread that waits within the buffer of standard input would abort the interpreter at its end.
    while os.read(sys.stdin.fileno(), 65_536):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
