"""A group of commands that imports a command's module only when the command is asked for.

Importing everything costs over a second of processor time; shell completion and `config` need little of it.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from hub.cli import signals

#: Name of each command → the module and the object that make it: a Typer of commands, or a function.
COMMANDS = {
    "demo": "hub.cli.demo:demo",
    "serve": "hub.cli.serve:serve",
    "worker": "hub.cli.worker:worker",
    "job": "hub.cli.job:job",
    "test": "hub.cli.test:test",
    "import": "hub.cli.importing:import_region",
    "region": "hub.cli.region:region",
    "territory": "hub.cli.territory:territory",
    "norms": "hub.cli.norms:norms",
    "people": "hub.cli.people:people",
    "travel": "hub.cli.travel:travel",
    "plan": "hub.cli.plan:plan",
    "programme": "hub.cli.programme:programme",
    "source": "hub.cli.source:source",
    "run": "hub.cli.run:run",
    "match": "hub.cli.match:match",
    "record": "hub.cli.record:record",
    "steward": "hub.cli.steward:steward",
    "client": "hub.cli.client:client",
    "export": "hub.cli.export:export",
    "lookups": "hub.cli.lookups:lookups",
    "schema": "hub.cli.schema:schema",
    "bench": "hub.cli.bench:bench",
    "db": "hub.cli.db:db",
    "config": "hub.cli.config:config",
}
#: `test` hands its arguments to pytest as they are.
_SETTINGS = {"test": {"allow_extra_args": True, "ignore_unknown_options": True}}


class LazyGroup(TyperGroup):
    """The program's commands, in the order of COMMANDS."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is Typer's.
        """Return the names that `--help` shows."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the signature is Typer's.
        """Return a command, or None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        made = getattr(import_module(module), attribute)
        command: Any
        if isinstance(made, typer.Typer):
            command = get_group(made)
        else:
            alone = typer.Typer(add_completion=False)
            alone.command(context_settings=_SETTINGS.get(cmd_name))(made)
            command = get_command(alone)
        command.name = cmd_name
        signals.begin()
        return command
