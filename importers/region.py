"""The strict model of a region's region.yml, and finding the regions there are."""

from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, PrivateAttr, field_validator, model_validator

from hub.domain.confidentiality import RegionRule
from hub.domain.records import Issue
from hub.domain.text import tidy
from hub.domain.vocabulary import Country, Lang, ProgrammeKind, ProgrammeRole, Severity
from importers.columns import OF_POSTS, HubField, Ignored, Target
from importers.errors import InvalidRegion, RegionNotFound
from importers.readers.options import FileFormat, FormatOptions
from importers.shapes import ServicesShape
from importers.strict import Slug, Strict, Text
from importers.yamlfile import load_model

REGIONS = Path(__file__).parent / "regions"
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Fillable = Literal[
    "name", "kind", "sector", "identifiers", "phones", "emails", "url", "address", "territory", "point",
    "opening_hours", "services", "category", "capacity",
]  # fmt: skip


#: What the specification fixes: an organization is a provider, its `id` is its lasting key.
_SAID_BY_HSDS: dict[str, Any] = {
    "row": "provider",
    "key": ["id"],
    "columns": {"name": "name"},
    "group_by": [],
    "filter": [],
    "constants": {},
    "services": None,
}


#: Where the capital is: a midnight there is another day in UTC.
_ZONES = {Country.UA: "Europe/Kyiv", Country.RU: "Europe/Moscow", Country.KZ: "Asia/Almaty"}


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"there is no time zone {name!r}; write it as Europe/Kyiv")
    return name


class Condition(Strict):
    """A row is kept when the column's text is one of these (compared without case and edge spaces)."""

    column: Text
    equals: Annotated[tuple[str, ...], Field(min_length=1)]

    @cached_property
    def texts(self) -> frozenset[str]:
        """The texts as they are compared."""
        return frozenset(tidy(text).casefold() for text in self.equals)


class Assertions(Strict):
    """Bounds outside which a publish stops; `fill` is the least share of records that fill a field.

    The shares are of the records that the source has in the hub; that of rejected rows is of the rows that
    were read. Where region.yml is silent, a publish stops when nothing was read or more than half of it was
    rejected, and before a fifth of the records vanishes, moves or changes its territory, or a field drains by
    30 points; how many may change has no bound of its own, since a better mapping changes them all.
    """

    min_rows: Count | None = 1
    max_rows: Count | None = None
    max_rejected_share: Share | None = 0.5
    fill: dict[Fillable, Share] = Field(default_factory=dict)
    max_fill_drop: Share | None = 0.3
    max_vanished_share: Share | None = 0.2
    max_changed_share: Share | None = None
    max_moved_share: Share | None = 0.2
    max_retargeted_share: Share | None = 0.2


class Where(Strict):
    """Which records a control total counts; every given key must hold, and any of its values will do."""

    kind: tuple[Slug, ...] = ()
    sector: tuple[Slug, ...] = ()
    status: tuple[Slug, ...] = ()
    category: tuple[Slug, ...] = ()  # a category counts with all below it
    form: tuple[Slug, ...] = ()
    target_group: tuple[Slug, ...] = ()
    territory: tuple[Text, ...] = ()
    synthetic: bool | None = None
    basic: bool | None = None  # of services: whether the category fulfils one of the state's basic services
    attribute: dict[Slug, Text] = Field(default_factory=dict)


class Counting(Strict):
    """What a control total counts in this import: records, or the sum of a capacity field or attribute."""

    of: Literal[
        "providers",
        "services",
        "categories",
        "basic_services",
        "access_points",
        "programme_territories",
        "capacity",
        "attributes",
    ]
    field: Literal["total", "available", "served", "waiting"] = "served"
    attributes: tuple[Slug, ...] = ()  # whose numbers are summed over providers
    programme: Slug | None = None
    where: Where = Where()


class ControlTotal(Strict):
    """A published figure; without `count` this file cannot count it, and it stands alone."""

    label: Text
    declared: Count
    cites: Text
    count: Counting | None = None


class ProgrammeRoleOf(Strict):
    """The part that a territory or a provider has in a programme, practice or visit, and since when."""

    role: ProgrammeRole
    territory: Text | None = None
    provider: Text | None = None
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _names_one(self) -> "ProgrammeRoleOf":
        if (self.territory is None) == (self.provider is None):
            raise ValueError("a part names a territory or a provider")
        return self


class Programme(Strict):
    """A programme over many territories and providers; `providers: all` joins every provider of the file.

    A practice has an owner and those who took it over, a visit its hosts and guests: `parts`.
    """

    key: Slug
    name: Text
    description: Text | None = None
    starts: date | None = None
    ends: date | None = None
    territories: tuple[Text, ...] = ()
    providers: tuple[Text, ...] | Literal["all"] = ()
    kind: ProgrammeKind = ProgrammeKind.PROGRAMME
    owner: Text | None = None
    parts: tuple[ProgrammeRoleOf, ...] = ()
    cites: Text | None = None
    synthetic: bool = False

    @model_validator(mode="after")
    def _names_each_once(self) -> "Programme":
        providers = () if self.providers == "all" else self.providers
        names = [*self.territories, *(part.territory for part in self.parts if part.territory)]
        names += [*providers, *(part.provider for part in self.parts if part.provider)]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"a programme names each once, in one role: {', '.join(sorted(twice))}")
        return self


class Opening(Strict):
    """A decision that one record may be shown although there are reasons to hide it."""

    key: Text
    reason: Text
    by: Text
    on: date

    def __str__(self) -> str:
        """Who decided, when and why."""
        return f"region.yml, {self.by} on {self.on.isoformat()}: {self.reason}"


class Confidential(Strict):
    """Providers whose places are never published more exactly than their hromada, and records that may be."""

    kinds: tuple[Slug, ...] = ()
    categories: tuple[Slug, ...] = ()
    open: tuple[Opening, ...] = ()

    @property
    def rule(self) -> RegionRule:
        """What it adds to the hub's own rule."""
        return RegionRule(
            frozenset(self.kinds), frozenset(self.categories), {one.key: str(one) for one in self.open}
        )

    def unmet(self, keys: Container[str]) -> Iterator[Issue]:
        """A word on each decision whose record is not among those with these keys."""
        for one in self.open:
            if one.key not in keys:
                message = (
                    f"region.yml opens the record «{one.key}», which the file does not hold; "
                    "correct the key or take the decision out."
                )
                yield Issue("OPENED_UNKNOWN_KEY", message, Severity.WARNING)


#: Fields that a source's word may count more or less for: those of hub.domain.composing, or all others.
FieldGroup = Literal[
    "name", "identifiers", "kind", "status", "contacts", "locations", "services", "capacity", "default"
]


#: How much it counts; 50 where nothing is said.
Authority = Annotated[int, Field(ge=0, le=100)]


class Region(Strict):
    """A source of records: who publishes it, how its file is shaped, and what its columns mean."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2}_[a-z0-9]+$")]
    title: Text
    publisher: Text
    licence: Text
    url: Text | None = None
    attribution: Text | None = None
    lang: Lang
    country: Country | None = None  # None: of a country whose codifier the hub does not have
    jurisdiction: Text | None = None  # None: no bound, and no place is told by name
    phone_country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None  # where not `country`
    sample: bool = False
    needs: tuple[Literal["koatuu"], ...] = ()
    as_of: date | None = None
    timezone: Annotated[str, AfterValidator(_known_zone)] | None = (
        None  # where not the capital's of `country`
    )
    format: FormatOptions = FormatOptions()
    row: Literal["provider", "service", "department", "access-point"]
    key: Annotated[tuple[Text, ...], Field(min_length=1)]
    group_by: tuple[Text, ...] = ()
    filter: tuple[Condition, ...] = ()
    columns: dict[Text, tuple[Target, ...]]
    constants: dict[HubField, Text] = Field(default_factory=dict)
    ignore: dict[Text, Ignored] = Field(default_factory=dict)
    services: ServicesShape | None = None
    confidential: Confidential = Confidential()
    assertions: Assertions = Assertions()
    authority: Annotated[dict[FieldGroup, Authority], Field(default_factory=dict)]
    control_totals: tuple[ControlTotal, ...] = ()
    programmes: tuple[Programme, ...] = ()
    _folder: Path | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def _hsds_says_itself(cls, value: Any) -> Any:
        """`format: csv` is short for `format: {format: csv}`; HSDS tells what its rows and columns mean."""
        if not isinstance(value, dict):
            return value
        format = value.get("format")
        value = {**value, "format": {"format": format}} if isinstance(format, str) else value
        if isinstance(value.get("format"), dict) and value["format"].get("format") == FileFormat.HSDS:
            said = [name for name in _SAID_BY_HSDS if name in value]
            if said:
                raise ValueError(f"HSDS says itself what its columns mean; leave out {said[0]!r}")
            value = {**value, **_SAID_BY_HSDS}
        return value

    @field_validator("columns", mode="before")
    @classmethod
    def _short_targets(cls, value: Any) -> Any:
        """`Name: name` is short for `Name: [{to: name}]`."""
        return {k: _targets(v) for k, v in value.items()} if isinstance(value, dict) else value

    @field_validator("ignore", mode="before")
    @classmethod
    def _short_reasons(cls, value: Any) -> Any:
        """`Column: reason` is short for `Column: {reason: …}`; `ignore:` may be empty."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            return value
        return {k: {"reason": v} if isinstance(v, str) else v for k, v in value.items()}

    @model_validator(mode="after")
    def _consistent(self) -> "Region":
        both = [name for name in self.columns if name in self.ignore]
        if both:
            raise ValueError(f"the column {both[0]!r} is both mapped and ignored")
        if (self.country is None) != (self.jurisdiction is None):
            raise ValueError("country and jurisdiction belong together; leave out both or none")
        if HubField.NAME not in self.targets:
            raise ValueError("no column is mapped to name")
        if self.row in {"service", "department"} and not self.group_by:
            raise ValueError(f"rows of kind {self.row} need group_by, the columns of the provider's key")
        if self.row == "access-point" and self.services:
            raise ValueError("access points provide no services")
        self._check_staff()
        return self

    def _check_staff(self) -> None:
        """Posts are a provider's, and are counted by title."""
        counted = {target.to for found in self.columns.values() for target in found if target.post is None}
        untitled = sorted(OF_POSTS & (counted | set(self.constants)))
        if untitled and HubField.STAFF_TITLE not in self.targets:
            raise ValueError(f"{untitled[0].value} needs post, or a column mapped to staff.title")
        if self.row == "access-point" and any(field.startswith("staff.") for field in self.targets):
            raise ValueError("access points have no staff; it is their operator's")

    @cached_property
    def targets(self) -> frozenset[HubField]:
        """Every hub field that some column or constant of this region fills."""
        mapped = {target.to for targets in self.columns.values() for target in targets}
        return frozenset(mapped | set(self.constants))

    @property
    def numbering_plan(self) -> str | None:
        """The country (ISO 3166-1 alpha-2) by whose plan telephone numbers without + are read."""
        return self.phone_country or self.country

    @property
    def zone(self) -> tzinfo:
        """The time zone of the source, in which its days begin; UTC where nobody says."""
        name = self.timezone or (_ZONES[self.country] if self.country else None)
        return ZoneInfo(name) if name else UTC

    @property
    def today(self) -> date:
        """The day that it is now where the source is."""
        return datetime.now(self.zone).date()

    @property
    def is_hsds(self) -> bool:
        """Whether the source is a package or file of the Human Services Data Specification."""
        return self.format.format is FileFormat.HSDS

    @property
    def folder(self) -> Path:
        """Where the region's files lie: the folder it was loaded from, else its place in the package."""
        return self._folder or REGIONS / self.code


def load_region(folder: Path) -> Region:
    """The region of a folder, whose name is the region's code."""
    path = folder / "region.yml"
    region = load_model(path, Region)
    if region.code != folder.name:
        raise InvalidRegion(
            file=str(path), line=1, key="code", problem=f"must be the folder's name, {folder.name}"
        )
    region._folder = folder
    return region


def discover(regions: Path = REGIONS) -> list[Region]:
    """All regions, by code: every folder with a region.yml, nothing to register."""
    return [load_region(path.parent) for path in sorted(regions.glob("*/region.yml"))]


def find_region(code: str, regions: Path = REGIONS) -> Region:
    """The region with this code, or RegionNotFound."""
    known = sorted(path.parent.name for path in regions.glob("*/region.yml"))
    if code not in known:
        raise RegionNotFound(code=code, known=", ".join(known) or "none")
    return load_region(regions / code)


def _targets(value: Any) -> Any:
    """A column's targets as a list of mappings, from the short forms that YAML allows."""
    several = value if isinstance(value, list) else [value]
    return [{"to": one} if isinstance(one, str) else one for one in several]
