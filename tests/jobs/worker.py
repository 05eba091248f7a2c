"""A worker of the tests' tasks, as a process of its own: `python -m tests.jobs.worker`."""

from hub.jobs.__main__ import main
from tests.jobs.tasks import KINDS

if __name__ == "__main__":
    main(KINDS)
