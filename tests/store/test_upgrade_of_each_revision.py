"""A hub at any revision, with rows in all tables, goes to the newest and keeps what is not declared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from typer.testing import CliRunner

from alembic import command
from hub.cli.app import app
from hub.cluster import PrivateCluster
from hub.settings import ClusterSettings
from hub.store.connection import connect
from hub.store.losses import drops_of
from hub.store.migrations import migrate, revisions
from tests.conftest import database_copy
from tests.store.filling import columns_of, fill

#: Oldest first.
SCRIPTS: list[Script] = []
#: What each upgrade makes anew of other rows.
DERIVED = frozenset(
    {
        "hub.capacity_sum",
        "hub.coverage_cell",
        "hub.facet_count",
        "hub.former_closure",
        "hub.territory_closure",
        "history.territory_closure",
    }
)
#: Columns that a migration writes anew, by the migration; what that loses is declared there.
REWRITTEN = {
    "0002": {("hub.run", "inputs_hash")},
    "0004": {
        (f"{schema}.location", column)
        for schema in ("hub", "history")
        for column in ("name", "postal_code", "attributes", "point", "precision", "radius_m", "row_hash")
    },
    "0012": {
        (f"{schema}.statement", column)
        for schema in ("hub", "history")
        for column in ("since", "run_id", "row")
    },
    "0019": {("hub.norm", column) for column in ("status", "confidence", "note")},
}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[2] / "alembic"))
    return config


SCRIPTS += [*ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def to(url: str, revision: str) -> None:
    """Bring an empty database to a revision."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def contents(connection: Connection[TupleRow]) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table that holds more than what upgrades make anew, in an order of their own."""
    query = sql.SQL("SELECT to_jsonb(t) FROM {} t")
    return {
        table: sorted(
            (row for (row,) in connection.execute(query.format(sql.Identifier(*table.split("."))))), key=str
        )
        for table in columns_of(connection)
        if table not in DERIVED
    }


@pytest.fixture
def held(request: pytest.FixtureRequest, cluster: PrivateCluster) -> Iterator[tuple[str, list[Script]]]:
    """The URL of a database at a revision with rows in all its tables, and the migrations that follow."""
    with database_copy(cluster, "merezha") as url:
        to(url, request.param)
        with connect(url) as connection:
            fill(connection, request.param)
        following = [script.revision for script in SCRIPTS].index(request.param) + 1
        yield url, SCRIPTS[following:]


@pytest.mark.parametrize("held", [script.revision for script in SCRIPTS], indirect=True)
def test_it_goes_to_the_newest_and_keeps_what_is_not_declared(held: tuple[str, list[Script]]) -> None:
    url, following = held
    with connect(url) as connection:
        before = contents(connection)
    assert all(before.values())
    drops = [drop for script in following for drop in drops_of(script)]
    with connect(url) as connection:
        counted = [
            (query, connection.execute(query.encode()).fetchone())
            for script in following[:1]
            for query, _ in drops_of(script)
        ]
    assert all(count and count[0] and count[1] for _, count in counted), counted
    told = migrate(url, dry_run=True).losses
    assert revisions(url).found == (following[0].down_revision if following else SCRIPTS[-1].revision)
    assert migrate(url).losses == told
    assert revisions(url).current
    with connect(url) as connection:
        after = contents(connection)
    gone = before.keys() - after.keys()
    assert {table for table in gone if any(f"FROM {table} " in query for query, _ in drops)} == gone
    rewritten = {each for script in following for each in REWRITTEN.get(script.revision, ())}
    for table in before.keys() & after.keys():
        names = {
            name
            for name in before[table][0].keys() & after[table][0].keys()
            if (table, name) not in rewritten
        }
        shown = [
            sorted(str({name: row[name] for name in sorted(names)}) for row in rows)
            for rows in (before[table], after[table])
        ]
        if table == "hub.edition":
            assert len(after[table]) >= len(before[table])
        else:
            assert shown[0] == shown[1], table


@pytest.mark.parametrize("held", ["0001"], indirect=True)
def test_the_command_tells_what_goes_and_the_way_back_before_and_after(
    held: tuple[str, list[Script]],
) -> None:
    url, _ = held
    environment = {"MEREZHA_DATABASE_URL": url, "COLUMNS": "400"}
    first = CliRunner().invoke(app, ["db", "migrate", "--dry-run"], env=environment)
    assert first.exit_code == 0, first.output
    assert "The database would go from revision 0001 to " in first.stdout
    assert revisions(url).found == "0001"
    assert first.stderr.splitlines()[:2] == [
        "Migration 0002: 2 claims of text 0, text 1, one for each field, give way to statements of whole "
        "records. Import the newest file of each of these sources again: "
        "`merezha import REGION --file FILE`.",
        "Migration 0002: 2 former claims of text 0, text 1 go for good: what sources said of fields before "
        "their newest file comes back from a backup of the database only. Former states of records stay.",
    ]
    second = CliRunner().invoke(app, ["db", "migrate"], env=environment)
    assert second.exit_code == 0, second.output
    assert second.stderr == first.stderr
    third = CliRunner().invoke(app, ["db", "migrate"], env=environment)
    assert (third.stderr, third.stdout.startswith("The database was already at")) == ("", True)


@pytest.mark.parametrize("held", ["0001"], indirect=True)
def test_any_command_tells_it_that_finds_the_private_cluster_behind(
    held: tuple[str, list[Script]], cluster: PrivateCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, _ = held
    told = [f"Migration {loss.revision}: {loss.sentence}" for loss in migrate(url, dry_run=True).losses]

    class Behind(PrivateCluster):
        """The cluster of the tests, with this database as that of the hub."""

        @property
        def url(self) -> str:
            return url

    monkeypatch.setattr("hub.cli.database.private_cluster", lambda _: Behind(ClusterSettings()))
    environment = {"COLUMNS": "400"}
    first = CliRunner().invoke(app, ["run", "list"], env=environment)
    assert first.exit_code == 0, first.output
    # What else it tells, runs that died for one, is no loss of an upgrade.
    migrations = [line for line in first.stderr.splitlines() if line.startswith("Migration ")]
    assert (len(told) > 1, migrations) == (True, told)
    assert revisions(url).current
    assert CliRunner().invoke(app, ["run", "list"], env=environment).stderr == ""
    assert cluster.running()
