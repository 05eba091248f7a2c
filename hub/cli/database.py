"""The hub's database for the length of one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from hub import settings
from hub.cli.output import notes
from hub.cluster import ensure_database, private_cluster
from hub.ingest.judging import judge, require_judged
from hub.logins import Login
from hub.store.faults import keepers_told
from hub.store.logins import login_url
from hub.store.migrations import Revisions, migrate, require_migrated
from hub.store.runs import KILLED, bury_all_dead_runs
from importers.corrections import recheck_corrections


def tell_losses(before: Revisions) -> None:
    """Say on standard error what an upgrade takes from the hub, and how it comes back."""
    for loss in before.losses:
        notes.print(f"Migration {loss.revision}: {loss.sentence}", markup=False)


def _tell_dead_runs(url: str) -> None:
    """Say on standard error which runs ended with their process, and never said so themselves."""
    for number, source in bury_all_dead_runs(url):
        notes.print(f"Run {number} of {source} failed: {KILLED}. Import its file again.", markup=False)


@contextmanager
def open_database(migrated: bool = True, judged: bool = True) -> Iterator[str]:
    """Give the URL of the hub's database; stop the private cluster again when nobody else uses it.

    In the private cluster it is that of the login which imports and acts, after the tables were made or
    brought up to date; without `migrated` that of the owner, who makes them. A database of one's own is
    only checked, since its owner decides when it changes (raises NotMigrated). What other rules of hiding
    judged last is judged anew in the private cluster; of a database of one's own nothing is told until it is
    (raises NotJudged), but where `judged` is false: for commands that judge it themselves.
    """
    current = settings.load()
    cluster = private_cluster(current)
    if cluster is None:
        url = ensure_database(current)
        with keepers_told(url):
            if migrated:
                require_migrated(url)
                if judged:
                    require_judged(url)
                _tell_dead_runs(url)
            yield url
        return
    cluster.ensure()
    try:
        with keepers_told(cluster.url):
            if migrated:
                before = migrate(cluster.url)
                tell_losses(before)
                if not before.current:
                    recheck_corrections(cluster.url)
                judge(cluster.url)
                _tell_dead_runs(cluster.url)
            yield login_url(cluster.url, Login.WRITER) if migrated else cluster.url
    finally:
        cluster.leave()
