"""A worker of the tests' tasks, as a process of its own: `python -m tests.jobs.worker URL`."""

import signal
import sys

from hub import settings
from hub.jobs.worker import JobWorker, run_worker
from hub.logins import Login
from hub.store.logins import login_url
from tests.jobs.tasks import KINDS

if __name__ == "__main__":
    url = sys.argv[1]
    worker = JobWorker(
        login_url(url, Login.WRITER), login_url(url, Login.READER), settings.load().jobs, KINDS
    )
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    run_worker(worker)
