"""A server that does nothing but keep a worker of the tests beside it: `python -m tests.jobs.server`."""

import os
import signal

from hub.jobs.beside import WorkerBeside

if __name__ == "__main__":
    urls = (os.environ["MEREZHA_DATABASE_URL"], os.environ["MEREZHA_READ_URL"])
    with WorkerBeside(*urls, module="tests.jobs.worker"):
        signal.pause()
