"""`merezha db`, `config` and the lists, with their JSON."""

import json
import subprocess
import sys

from hub.store.migrations import revisions
from tests.cli.conftest import Merezha


def test_status_of_a_database_of_ones_own(merezha: Merezha, database_url: str) -> None:
    newest = revisions(database_url).needed
    done = merezha("db", "status", "--json")
    assert json.loads(done.stdout) == {
        "private": False,
        "running": True,
        "revision": newest,
        "needed": newest,
    }


def test_the_url_is_said_with_the_driver(merezha: Merezha) -> None:
    done = merezha("db", "url", MEREZHA_DATABASE_URL="postgres://me@host/hub")
    assert done.stdout == "postgresql+psycopg://me@host/hub\n"


def test_migrating_twice_changes_nothing(merezha: Merezha, database_url: str) -> None:
    newest = revisions(database_url).needed
    done = merezha("db", "migrate")
    assert done.stdout == f"The database was already at revision {newest}.\n"


def test_a_database_without_tables_is_left_alone_until_asked(merezha: Merezha, empty_url: str) -> None:
    refused = merezha("source", "list", MEREZHA_DATABASE_URL=empty_url)
    assert refused.returncode == 1
    newest = revisions(empty_url).needed
    assert refused.stderr == (
        f"NOT_MIGRATED: The database is at revision none but this program needs {newest}; "
        "run `merezha db migrate`.\n"
    )
    migrated = merezha("db", "migrate", "--json", MEREZHA_DATABASE_URL=empty_url)
    assert json.loads(migrated.stdout) == {
        "before": None,
        "now": newest,
        "refused_corrections": 0,
        "losses": [],
        "hidden": [],
    }
    assert merezha("run", "list", "--json", MEREZHA_DATABASE_URL=empty_url).stdout == "[]\n"


def test_two_migrations_at_once_both_succeed(empty_url: str) -> None:
    code = f"from hub.store.migrations import migrate; print(migrate({empty_url!r}).found)"
    command = [sys.executable, "-c", code]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    before = sorted(process.communicate()[0].strip() for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert before == sorted([str(revisions(empty_url).needed), "None"])


def test_config_tells_where_a_value_is_from(merezha: Merezha) -> None:
    lines = {line["name"]: line for line in json.loads(merezha("config", "--json", MEREZHA_PORT="9").stdout)}
    assert lines["MEREZHA_PORT"] == {
        "name": "MEREZHA_PORT",
        "value": "9",
        "origin": "environment",
        "doc": "Port on which `serve` and `demo` listen.",
    }
    assert lines["MEREZHA_HOST"]["origin"] == "default"


def test_config_hides_the_databases_password(merezha: Merezha) -> None:
    done = merezha("config", MEREZHA_DATABASE_URL="postgresql://me:secret@host/hub")
    assert done.returncode == 0
    assert "secret" not in done.stdout
