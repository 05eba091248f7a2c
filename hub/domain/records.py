"""Harmonised records: what an importer hands over and a publish takes in.

They are frozen, hold cleaned values only, and name territories and terms by code. `key` is the
source's own stable key, unchanged by cleaning: ids come from it. `rows` are the numbers of the
raw rows (1-based, as a spreadsheet shows them) that a record was read from.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from hub.domain.programmes import ProgrammeRecord
from hub.domain.roles import VALUE, declared
from hub.domain.vocabulary import (
    DeliveryForm,
    Duration,
    Lang,
    MatchRelation,
    PrecisionClass,
    RecordStatus,
    SecondTier,
    Sector,
    Severity,
)

#: In the place of a rule: the value is what the hub takes where nobody says anything. `derived` of a record
#: names for fields the rule of the hub that made their value, and the source states all others. `columns`
#: names the columns that fields were read from; they are kept with the claims, not with the record.
BY_DEFAULT = ""


@dataclass(frozen=True, slots=True)
class IdentifierRecord:
    """A national identifier; `valid` is False when its check digit fails, None when it has none."""

    scheme: str  # code of reference/identifiers.csv: UA-EDRPOU, RU-INN-10, RU-OGRN, KZ-BIN…
    value: str
    valid: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonHash:
    """A number of a natural person as the hub may keep it: hashed with the installation's own key."""

    scheme: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class NameRecord:
    """Another name of a provider: `kind` is alternate, former or translation."""

    name: str
    lang: Lang
    kind: str = "alternate"


@declared
@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84 degrees."""

    lat: float = field(metadata=VALUE)
    lon: float = field(metadata=VALUE)


class PointTells(StrEnum):
    """What a location's point may tell of its territory, after the words of its source.

    Words that name a place which could not be told leave the point its polygon, since the settlement nearest
    to it is another one; where they allow several places, it chose among them already.
    """

    PLACE = "place"
    POLYGON = "polygon"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ScheduleRecord:
    """When a place is open or a service is given, in the words of HSDS 3.1 (RFC 5545); None is not stated.

    Days of the source are ISO 8601; `opens_at` and `closes_at` are HH:MM, with an offset where one is given.
    """

    location: str | None = None  # of a service's: the key of the place that it holds for; None: everywhere
    freq: str | None = None
    byday: str | None = None  # MO,TU…
    opens_at: str | None = None
    closes_at: str | None = None
    description: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    dtstart: str | None = None
    until: str | None = None
    count: int | None = None
    interval: int | None = None
    timezone: float | None = None
    wkst: str | None = None
    byweekno: str | None = None
    bymonthday: str | None = None
    byyearday: str | None = None
    schedule_link: str | None = None
    attending_type: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A term of a taxonomy that is not the hub's, as the source links it to a service."""

    taxonomy: str  # as the source calls it
    code: str
    name: str
    value: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class LocationRecord:
    """A place. `territory` is the code of its own state's codifier, or None when it could not be told."""

    key: str
    territory: str | None = None
    territory_how: str | None = None  # how the hub told it: polygon, nearest or candidate (point), or title
    territory_distance_m: int | None = None  # of `nearest`: how far the known place is from the point
    point: Point | None = None  # only what the source itself gives
    precision: PrecisionClass = PrecisionClass.UNKNOWN
    address: str | None = None  # as displayed
    street: str | None = None
    house: str | None = None
    postal_code: str | None = None
    #: Parts of the address that the source gives in fields of their own, in its words.
    city: str | None = None
    region: str | None = None
    state_province: str | None = None
    country: str | None = None
    name: str | None = None
    kind: str = "actual"  # actual or legal
    confidential: bool = False
    opening_hours: str | None = None  # OpenStreetMap opening_hours syntax
    accessibility: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()  # E.164; of the place itself, and the provider's too
    languages: tuple[str, ...] = ()  # in the source's words
    schedules: tuple[ScheduleRecord, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)
    id: str | None = None  # of a composed record: the id it had in the record of its own source
    derived: dict[str, str] = field(default_factory=dict, hash=False)
    columns: dict[str, str] = field(default_factory=dict, compare=False)
    row: int | None = field(default=None, compare=False)  # of the file, where not the record's first
    point_tells: PointTells = field(default=PointTells.PLACE, compare=False)


@dataclass(frozen=True, slots=True)
class CapacityRecord:
    """Places or clients measured on a date, None when the source gives none; None is unknown, never zero."""

    as_of: date | None = None
    total: int | None = None
    available: int | None = None
    served: int | None = None
    waiting: int | None = None
    unit: str = "place"


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """Posts of one title on a day; None is unknown, never zero. No person is told: see `hub.domain.staff`.

    Posts may be parts of one: 1.5. `qualified` are people of these posts whose qualification is valid on the
    day, `qualification_ends` the month (its first day) in which the first of them has to renew it, and
    `qualification_years` how often that must be done.
    """

    title: str  # of the post, in the source's words
    as_of: date | None = None
    posts: float | None = None
    filled: float | None = None
    qualified: int | None = None
    qualification_ends: date | None = None
    qualification_years: float | None = None
    columns: dict[str, str] = field(default_factory=dict, compare=False)
    row: int | None = field(default=None, compare=False)  # of the file, where not the record's first


@dataclass(frozen=True, slots=True)
class CostRecord:
    """A tariff: `amount` in `currency` (ISO 4217) per `unit`."""

    amount: str  # decimal as text, so that nothing is rounded
    currency: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """Where a service reaches: a territory's code, or a GeoJSON polygon."""

    territory: str | None = None
    polygon: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """One service of a provider: category, forms and groups in hub codes, the source's words beside them."""

    key: str
    name: str
    category: str | None = None
    matched_via: MatchRelation | None = None
    matched_by: str | None = None  # which rule or lookup decided
    national_system: str | None = None
    national_code: str | None = None
    national_label: str | None = None
    is_function: bool = False  # a part of a package (a form's care as a whole) that the same provider gives
    forms: tuple[DeliveryForm, ...] = ()
    duration: Duration | None = None
    target_groups: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    status: RecordStatus = RecordStatus.ACTIVE
    description: str | None = None
    url: str | None = None
    application_process: str | None = None  # how to apply, in the source's words
    eligibility: str | None = None  # for whom it is, in the source's words
    phones: tuple[str, ...] = ()  # E.164; of the service itself, and the provider's too
    languages: tuple[str, ...] = ()  # in the source's words
    schedules: tuple[ScheduleRecord, ...] = ()
    terms: tuple[TermRecord, ...] = ()
    funding: tuple[str, ...] = ()
    costs: tuple[CostRecord, ...] = ()
    teams: int | None = None  # mobile teams that give it
    visits_per_day: float | None = None  # of one team
    reach_minutes: float | None = None  # how far from its place it goes, by travel time
    reach_km: float | None = None  # or by distance
    shift: str | None = None  # when its teams work, in the source's words
    second_tier: SecondTier | None = None  # whose work it supports; None: its clients are people
    capacities: tuple[CapacityRecord, ...] = ()
    staff: tuple[StaffRecord, ...] = ()  # posts of this service alone
    locations: tuple[str, ...] = ()  # keys of the provider's locations; empty means all of them
    areas: tuple[AreaRecord, ...] = ()
    id: str | None = None  # of a composed record: the id it had in the record of its own source
    derived: dict[str, str] = field(default_factory=dict, hash=False)
    columns: dict[str, str] = field(default_factory=dict, compare=False)
    row: int | None = field(default=None, compare=False)  # of the file, where not the record's first


@dataclass(frozen=True, slots=True)
class HidingReason:
    """Why a record is hidden: a code, the field or column that says so, and the word in it that counts.

    `locations` are the keys of the places that it hides; empty means the whole record.
    """

    code: str
    field: str
    word: str
    locations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """A provider with everything one source says of it."""

    key: str
    name: str
    lang: Lang
    short_name: str | None = None
    names: tuple[NameRecord, ...] = ()
    identifiers: tuple[IdentifierRecord, ...] = ()
    kind: str | None = None
    sector: Sector = Sector.UNKNOWN
    status: RecordStatus = RecordStatus.ACTIVE
    status_since: date | None = None
    status_evidence: str | None = None  # the order, or another citation, that the status rests on
    registered: date | None = None  # the day it was entered in its register
    closed: date | None = None  # the day it ceased to work or was taken off the register
    legal_form: str | None = None
    founded: date | None = None
    parent_key: str | None = None
    #: Keys of providers that it became, or was before: re-registered under a new number, merged, divided.
    successor_keys: tuple[str, ...] = ()
    predecessor_keys: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()  # E.164; only of organisations
    emails: tuple[str, ...] = ()
    url: str | None = None
    locations: tuple[LocationRecord, ...] = ()
    services: tuple[ServiceRecord, ...] = ()
    staff: tuple[StaffRecord, ...] = ()  # posts of the provider as a whole
    attributes: dict[str, Any] = field(default_factory=dict)
    synthetic: bool = False
    cites: str | None = None
    rows: tuple[int, ...] = ()
    #: For the fields whose published value is not the source's own text: field → text as it stood.
    raw: dict[str, str] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict, hash=False)
    columns: dict[str, str] = field(default_factory=dict, compare=False)
    #: For the attributes that another row than the first tells: name → row.
    attribute_rows: dict[str, int] = field(default_factory=dict, compare=False)
    #: Keyed hashes of numbers of natural persons, for matching only: never published, never in a statement.
    person_hashes: tuple[PersonHash, ...] = ()
    hidden: tuple[HidingReason, ...] = ()
    opened: str | None = None  # by whose decision it is shown although there are reasons to hide it
    id: str | None = None  # where its key is not the one that the id was made of


@dataclass(frozen=True, slots=True)
class AccessPointRecord:
    """An office where services are requested, distinct from who provides them."""

    key: str
    name: str
    lang: Lang
    location: LocationRecord
    status: RecordStatus = RecordStatus.ACTIVE
    status_since: date | None = None
    status_evidence: str | None = None
    registered: date | None = None
    closed: date | None = None
    operator_key: str | None = None
    operator_name: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    url: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    synthetic: bool = False
    cites: str | None = None
    rows: tuple[int, ...] = ()
    raw: dict[str, str] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict, hash=False)
    columns: dict[str, str] = field(default_factory=dict, compare=False)
    hidden: tuple[HidingReason, ...] = ()
    opened: str | None = None  # by whose decision it is shown although there are reasons to hide it
    id: str | None = None  # where its key is not the one that the id was made of


HarmonisedRecord = ProviderRecord | AccessPointRecord | ProgrammeRecord


#: The code of the issue that a file ends too early, which stops a publish until it is waived.
FILE_CUT = "FILE_CUT"


@dataclass(frozen=True, slots=True)
class Issue:
    """One trouble of an import, said so that a clerk can mend it. The file is the run's."""

    code: str  # stable, upper case: UNKNOWN_VALUE, AMBIGUOUS_TERRITORY…
    message: str  # one sentence: what is wrong and how to mend it
    severity: Severity
    row: int | None = None
    sheet: str | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the file holds it: column name → text, and where it stood."""

    number: int
    values: dict[str, str]
    sheet: str | None = None
    taken: bool = False  # it went into a record that names another row: of a package of several tables
    #: Columns that held a number of a natural person, and what may be kept of it; the number itself is gone.
    persons: dict[str, PersonHash | None] = field(default_factory=dict)
    #: Type and key of the record that it went into, or would have if nothing had been wrong with it.
    record: tuple[str, str] | None = None
    secret: bool | None = None  # whether it may lead to a secret place; None where nobody judged it
