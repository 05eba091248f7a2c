"""What a row says of the teams that give a service: how many, how often, how far and when."""

from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from hub.domain.vocabulary import SecondTier
from importers.cleaning.bounds import TEAMS, VISITS
from importers.cleaning.numbers import clean_integer, clean_number
from importers.cleaning.team_reach import clean_reach, clean_second_tier
from importers.columns import HubField
from importers.mapping.cells import RowView


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """Teams, visits of one team in a day, reach in minutes or kilometres, shift; None is not stated."""

    teams: int | None = None
    visits_per_day: float | None = None
    reach_minutes: float | None = None
    reach_km: float | None = None
    shift: str | None = None
    second_tier: SecondTier | None = None

    def parts(self) -> dict[str, Any]:
        """Part of a service → what the row says of it."""
        return {name: getattr(self, name) for name in _PARTS}


_PARTS = tuple(each.name for each in fields(TeamFacts))
NO_TEAM = TeamFacts()


def read_team(view: RowView) -> TeamFacts:
    """The facts of a row; what cannot be read is an issue of the row."""
    visits = view.clean(HubField.SERVICE_VISITS, partial(clean_number, bounds=VISITS))
    minutes, km = view.clean(HubField.SERVICE_REACH, clean_reach) or (None, None)
    return TeamFacts(
        teams=view.clean(HubField.SERVICE_TEAMS, partial(clean_integer, bounds=TEAMS)),
        visits_per_day=None if visits is None else float(visits),
        reach_minutes=minutes,
        reach_km=km,
        shift=view.text(HubField.SERVICE_SHIFT),
        second_tier=view.clean(HubField.SERVICE_SECOND_TIER, clean_second_tier),
    )
