"""One unit of the territory tree, as a codifier issues it and as the hub keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.domain.vocabulary import Country, Lang, PrecisionClass, TerritoryLevel, TerritoryScheme


@dataclass(frozen=True, slots=True)
class UnitCode:
    """A code that answers for a unit besides its own, such as an old КОАТУУ code."""

    scheme: TerritoryScheme
    code: str


@dataclass(frozen=True, slots=True)
class UnitName:
    """Another name of a unit: `kind` is official, former, alternate or transliterated.

    `valid_to` is the first day on which the name no longer held; None is unknown or still valid.
    """

    name: str
    lang: Lang
    kind: str = "official"
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A council or unit, by a code of its own, that a unit took over on a date (None: unknown).

    `kind` is merged, split or renamed.
    """

    scheme: TerritoryScheme
    code: str
    on_date: date | None = None
    kind: str = "merged"


@dataclass(frozen=True, slots=True)
class CouncilSpan:
    """A council (its code in КОАТУУ) that was in a hromada since a day, until another or to this day.

    `main` marks the council of the hromada's seat; `place` is the own code of a unit that was in it.
    """

    code: str
    joined_on: date
    left_on: date | None = None
    main: bool = False
    place: str | None = None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a second source knows of a unit that a codifier has issued; `code` is the unit's own.

    `lat`, `lon` in WGS 84 degrees; `boundary` is a multipolygon as WKB in WGS 84; `area_km2` in square
    kilometres. What stays None or empty leaves the hub's knowledge as it is.
    """

    code: str
    lat: float | None = None
    lon: float | None = None
    point_precision: PrecisionClass = PrecisionClass.UNKNOWN
    population: int | None = None
    population_as_of: date | None = None
    area_km2: float | None = None
    codes: tuple[UnitCode, ...] = ()
    names: tuple[UnitName, ...] = ()
    valid_from: date | None = None
    predecessors: tuple[Predecessor, ...] = ()
    councils: tuple[CouncilSpan, ...] = ()
    boundary: bytes | None = None


@dataclass(frozen=True, slots=True)
class TerritoryUnit:
    """A unit: `code` is its own state's code, `name` stands in `lang` as that state's codifier writes it.

    `lat` and `lon` are WGS 84 degrees; `point_precision` says what they stand for. `population` is a
    count of people on `population_as_of` (None: the source does not say when). `valid_to` is the day
    the unit was abolished; a codifier's current units have none.
    """

    country: Country
    scheme: TerritoryScheme
    code: str
    level: TerritoryLevel
    name: str
    lang: Lang
    category: str | None = None
    parent_code: str | None = None
    codes: tuple[UnitCode, ...] = ()
    other_names: tuple[UnitName, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    lat: float | None = None
    lon: float | None = None
    point_precision: PrecisionClass = PrecisionClass.UNKNOWN
    population: int | None = None
    population_as_of: date | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """Language → current name; an official name wins over an alternate or transliterated one."""
        found = {
            other.lang.value: other.name for other in reversed(self.other_names) if other.kind != "former"
        }
        found.update((other.lang.value, other.name) for other in self.other_names if other.kind == "official")
        found[self.lang.value] = self.name
        return found
