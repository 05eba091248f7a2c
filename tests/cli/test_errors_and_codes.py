"""How the command line ends: exit codes, one sentence for each foreseen error, no tracebacks."""

import pytest

from tests.cli.conftest import Merezha


def test_a_foreseen_error_is_one_line_with_its_code(merezha: Merezha) -> None:
    done = merezha("run", "show", "7")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "UNKNOWN_RUN: There is no run number 7; see `merezha run list`.\n"


def test_a_wrong_use_exits_with_2(merezha: Merezha) -> None:
    done = merezha("run", "list", "--nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such option: --nonsense" in done.stderr


def test_an_unusable_setting_is_named_with_its_value(merezha: Merezha) -> None:
    done = merezha("config", MEREZHA_PORT="eighty")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "INVALID_SETTING: The environment variable MEREZHA_PORT holds 'eighty', which"
    )
    assert done.stderr.count("\n") == 1


def test_a_database_that_does_not_answer(merezha: Merezha) -> None:
    done = merezha("source", "list", MEREZHA_DATABASE_URL="postgresql:///nothing?host=/nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_UNREACHABLE: The database does not answer: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["start", "stop", "shell"])
def test_a_database_of_ones_own_is_not_started_or_stopped(merezha: Merezha, command: str) -> None:
    done = merezha("db", command)
    assert done.returncode == 1
    assert done.stderr.startswith("NOT_PRIVATE: MEREZHA_DATABASE_URL names a database of its own")


def test_help_names_every_command(merezha: Merezha) -> None:
    shown = merezha("--help").stdout
    commands = [
        "demo",
        "serve",
        "test",
        "import",
        "region",
        "territory",
        "source",
        "run",
        "schema",
        "db",
        "config",
    ]
    assert [command for command in commands if f"│ {command} " not in shown] == []


@pytest.mark.parametrize(
    ("group", "commands"),
    [
        ("region", ["list", "check", "new"]),
        ("territory", ["load", "show"]),
        ("source", ["list"]),
        ("run", ["list", "show"]),
        ("schema", ["export", "check"]),
        ("db", ["start", "stop", "status", "url", "migrate", "shell"]),
    ],
)
def test_help_of_a_group_names_its_commands(merezha: Merezha, group: str, commands: list[str]) -> None:
    shown = merezha(group, "--help").stdout
    assert [command for command in commands if f"│ {command} " not in shown] == []


@pytest.mark.parametrize(
    ("shell", "sign"), [("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete ")]
)
def test_every_shell_gets_its_completion(merezha: Merezha, shell: str, sign: str) -> None:
    done = merezha("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert done.returncode == 0
    assert sign in done.stdout
