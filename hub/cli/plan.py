"""`merezha plan …`: every question of planning as GraphQL answers it, for people, programs and as a paper."""

import typer

from hub.cli.planning import network, people, sites
from hub.cli.planning.groups import with_groups

plan = typer.Typer(help="Ask the questions of planning.", no_args_is_help=True)

for _command in (
    network.composition,
    network.missing,
    people.norm_gap,
    people.coverage,
    people.accessibility,
    sites.siting,
    sites.scenario,
    sites.diff,
    people.peers,
    people.mobile,
    network.market,
    network.balance,
):
    plan.command(_command.__name__.replace("_", "-"))(with_groups(_command))
