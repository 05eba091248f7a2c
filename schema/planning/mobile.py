"""Care at home and mobile teams in the schema."""

from dataclasses import replace
from typing import Annotated

import strawberry
from strawberry.utils.str_converters import to_camel_case

from hub.planning.answers import mobile as domain
from hub.planning.answers.mobile import Team
from hub.planning.answers.resting import (
    age_assumptions,
    left_out,
    site_caveats,
    sources_of,
    stated_people_caveats,
)
from hub.planning.basis import AssumedBy, Assumption, Caveat, TravelKind
from hub.planning.questions import question_of
from hub.planning.wording import OF_TEAMS
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.made import related
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.coverage import population_of
from schema.planning.estimate import Estimate, shown
from schema.planning.inputs import PeopleArgument, people_as_json
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.proof import language
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.within import LevelArgument, WithinArgument, chosen_units, extent_of
from schema.resolved import resolved
from schema.taxonomy import LangArgument
from schema.territory import Territory


@strawberry.input(description="What is assumed of teams, since nobody states it.")
class TeamAssumptions:
    """Assumptions."""

    visits_per_day: float | None = strawberry.field(default=None, description="Visits of a team on a day.")
    days_per_week: float | None = strawberry.field(default=None, description="Days a week, at most 7.")
    visits_per_client_per_week: float | None = strawberry.field(
        default=None, description="Visits that a client needs in a week."
    )
    teams_per_provider: float | None = strawberry.field(default=None, description="Teams of a provider.")
    reach_minutes: float | None = strawberry.field(
        default=None,
        description="Minutes, by the rule from the straight line, within which a place of the provider must "
        "stand to the point of a hromada.",
    )

    def value(self) -> Team:
        """The assumptions. Raises BadTeam."""
        return Team(
            self.visits_per_day,
            self.days_per_week,
            self.visits_per_client_per_week,
            self.teams_per_provider,
            self.reach_minutes,
        )


@strawberry.type(description="Care at home and mobile teams in one territory.")
class MobileRow:
    """A territory."""

    row: strawberry.Private[UnitId]
    unknown: strawberry.Private[tuple[str, ...]]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    teams: int = strawberry.field(
        description="Providers with a service at home or by a mobile team that reaches the territory or a "
        "part of it, wherever they stand."
    )
    people: Estimate = strawberry.field(
        description="All whom the question counts there: inhabitants, or those of some ages."
    )
    on_paper: Estimate = strawberry.field(
        description="People of the hromadas that such a service reaches, as stated; `high` counts those too "
        "of which a part alone is reached."
    )
    by_capacity: Estimate = strawberry.field(
        description="Clients that the providers can have, by what the question assumes. A provider "
        "that serves several rows has its clients once: an even part of them here, `low` without them, "
        "`high` with all."
    )
    served: Estimate = strawberry.field(
        description="Clients whom these services state that they serve, each once in the same way."
    )
    served_per10k: Estimate = strawberry.field(
        description="The same for each 10,000 of `people`; absent where not all of them are known."
    )
    fixed_sites: int = strawberry.field(
        description="Places in the territory of providers without such services."
    )

    @resolved(
        description="What nobody states and the question does not assume, so that capacity is not known."
    )
    def lacking(self, info: Info, lang: LangArgument = None) -> list[str]:
        """Words of it."""
        wanted = language(info, lang)
        return [OF_TEAMS[each][wanted] for each in self.unknown]


@strawberry.type(description="Care at home and mobile teams: covered on paper, covered by capacity.")
class MobileCoverage:
    """An answer."""

    rows: list[MobileRow] = strawberry.field(description="A row for each territory of the rank, by name.")
    total: MobileRow = strawberry.field(
        description="The whole territory, or with `only` these together: each provider once."
    )
    basis: Basis = strawberry.field(description="What the answer rests on.")


async def mobile(
    info: Info,
    within: WithinArgument,
    level: LevelArgument,
    filter: ProviderFilterArgument = None,
    team: Annotated[
        TeamAssumptions | None,
        strawberry.argument(description="What is assumed of teams; nothing without it."),
    ] = None,
    people: PeopleArgument = None,
    only: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Only these territories of the rank, by code in any scheme, at most 100: `total` is "
            "then of them together. By default all."
        ),
    ] = None,
    as_of: AsOfArgument = None,
) -> MobileCoverage | None:
    """The answer. Raises BadTeam, BadUnits and NoPopulation."""
    await look_back(info, as_of)
    assumed = team.value() if team else Team()
    whom = people.value() if people else None
    extent = await extent_of(info, within, level, filter)
    units = extent.units if only is None else await chosen_units(info, extent, level, only)
    found = await domain.mobile_coverage(
        info.context.session,
        extent.within,
        units,
        extent.scope,
        assumed,
        whom,
        together=only is not None,
    )
    told = assumed.stated
    form = question_of(
        "mobileCoverage",
        {
            "within": extent.within.code,
            "level": level.name,
            "team": told or None,
            "people": people_as_json(whom),
            "only": None if only is None else sorted(unit.code for unit in units),
            "filter": filter_as_json(extent.wanted),
            "asOf": moment_as_json(info.context),
        },
    )
    # Places in no row say nothing of chosen rows, and places without a point nothing without a reach.
    mind = set() if only is not None else {"NOT_PLACED_BELOW"}
    mind |= set() if assumed.reach_minutes is None else {"SITES_WITHOUT_POINT"}
    caveats = [
        *stated_people_caveats(found.ground, found.counted),
        *(each for each in site_caveats(found.network) if each.code in mind),
        Caveat("ROWS_DO_NOT_ADD_UP"),
    ]
    if found.made_up:
        caveats.append(Caveat("SYNTHETIC_INCLUDED", {"count": found.made_up}))
    if assumed.lacking:
        caveats.append(Caveat("TEAMS_NOT_STATED"))
    ground = Ground(
        form,
        "TEAMS",
        sources_of(found.ground, found.network),
        TravelKind.NONE if assumed.reach_minutes is None else TravelKind.STRAIGHT_LINE,
        caveats,
        assumptions=[
            *age_assumptions(whom),
            *(
                Assumption(to_camel_case(name), f"{value:g}", None, AssumedBy.QUESTION)
                for name, value in told.items()
            ),
        ],
        population=replace(population_of(found.ground), people=found.total.people.value),
        not_used=left_out(found.ground, found.network),
        country=extent.within.country,
    )
    return MobileCoverage(
        rows=[_row(row, unit.id) for row, unit in zip(found.rows, units, strict=True)],
        total=_row(found.total, extent.within.id),
        basis=await basis_of(info, ground),
    )


def _row(row: domain.MobileRow, territory_id: int) -> MobileRow:
    return MobileRow(
        row=UnitId(territory_id),
        teams=row.teams,
        people=shown(row.people),
        on_paper=shown(row.on_paper),
        by_capacity=shown(row.by_capacity),
        served=shown(row.served),
        served_per10k=shown(row.served_per_10k),
        fixed_sites=row.fixed_sites,
        unknown=row.lacking,
    )
