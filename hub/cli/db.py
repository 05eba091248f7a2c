"""`merezha db …`: the private cluster and the database in it."""

import signal
import subprocess
from typing import Annotated

import typer

from hub import settings
from hub.cli.database import open_database, tell_losses
from hub.cli.output import Json, answer, answers
from hub.cluster import PrivateCluster, ensure_database, private_cluster
from hub.cluster.errors import NotPrivate
from hub.ingest.judging import judge
from hub.store import migrations
from importers.corrections import recheck_corrections

db = typer.Typer(
    help="The database: the private cluster, or the one MEREZHA_DATABASE_URL names.", no_args_is_help=True
)


@db.command()
def start() -> None:
    """Start the private cluster and leave it on until `merezha db stop`."""
    cluster = _own_cluster()
    cluster.ensure(keep=True)
    answers.print(f"The cluster in {cluster.home} is on.", markup=False)


@db.command()
def stop() -> None:
    """Stop the private cluster; what is connected is ended, and nothing published is lost."""
    cluster = _own_cluster()
    was_on = cluster.stop()
    answers.print(f"The cluster in {cluster.home} {'was stopped' if was_on else 'was not on'}.", markup=False)


@db.command()
def status(json: Json = False) -> None:
    """Show whether the cluster is on, and whether its tables are up to date."""
    cluster = private_cluster()
    running = cluster is None or cluster.running()
    found: dict[str, object] = {"private": cluster is not None, "running": running}
    if cluster is not None:
        found |= {"home": cluster.home, "postgresql": cluster.binaries.major, "url": cluster.url}
    if running:
        state = migrations.revisions(ensure_database())
        found |= {"revision": state.found, "needed": state.needed}
    answer(
        found, json, lambda: answers.print("\n".join(f"{key:<12}{found[key]}" for key in found), markup=False)
    )


@db.command()
def url() -> None:
    """Print the database's URL in SQLAlchemy's form."""
    cluster = private_cluster()
    answers.print(ensure_database() if cluster is None else cluster.url, markup=False)


@db.command()
def migrate(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and leave the database as it is.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring the database's tables to the revision that this program needs, and say what that costs.

    What is published is judged anew where the rules of hiding are others than it was judged by.
    """
    with open_database(migrated=False) as address:
        before = migrations.migrate(address, dry_run=dry_run)
        refused = 0 if dry_run else len(recheck_corrections(address))
        hidden = [] if dry_run else judge(address)
    tell_losses(before)
    now = before.found if dry_run else before.needed
    found: dict[str, object] = {
        "before": before.found,
        "now": now,
        "refused_corrections": refused,
        "losses": before.losses,
    }
    found["hidden"] = hidden
    went = "would go" if dry_run else "went"
    sentence = (
        f"The database was already at revision {before.needed}."
        if before.current
        else f"The database {went} from revision {before.found or 'none'} to {before.needed}."
    )
    if refused:
        sentence += f" {refused} corrections pass the cleaning no more: `merezha record refused-corrections`."
    if hidden:
        sentence += f" {len(hidden)} records are hidden by rules that are newer than they are."
    answer(found, json, lambda: answers.print(sentence, markup=False))


@db.command()
def shell(command: Annotated[list[str] | None, typer.Argument(help="Arguments for psql.")] = None) -> None:
    """Open psql on the private cluster's database."""
    cluster = _own_cluster()
    with open_database(migrated=False):
        # Ctrl-C belongs to psql, which then drops the running query and stays.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        done = subprocess.run([*cluster.psql_command(), *(command or [])], check=False)
        signal.signal(signal.SIGINT, before)
    raise typer.Exit(done.returncode)


def _own_cluster() -> PrivateCluster:
    """Return the private cluster, or raise NotPrivate when another database is set."""
    cluster = private_cluster(settings.load())
    if cluster is None:
        raise NotPrivate()
    return cluster
