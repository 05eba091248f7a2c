"""`merezha worker`: works at jobs, beside the one that `serve` runs."""

from hub import settings
from hub.cli import signals
from hub.cli.database import open_database
from hub.cli.output import notes


def worker() -> None:
    """Work at long planning questions until Ctrl-C; what is unfinished then another worker takes up."""
    from hub.jobs.kinds import KINDS
    from hub.jobs.worker import JobWorker, run_worker
    from hub.store.logins import read_url, work_url

    current = settings.load()
    with open_database() as url:
        works = JobWorker(work_url(url, current), read_url(url, current), current.jobs, KINDS)
        notes.print("Working at jobs. Ctrl-C stops.")
        with signals.handed_to(lambda *_: works.stop(), 0):
            run_worker(works)
