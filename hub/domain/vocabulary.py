"""Closed vocabularies of the hub: every enum that a record, a column or the schema uses.

A member's value is the code stored in PostgreSQL and written to golden files; its name, in
upper case, is the GraphQL enum value.
"""

from enum import StrEnum


class Lang(StrEnum):
    """Languages of labels and names (ISO 639-1)."""

    UK = "uk"
    RU = "ru"
    KK = "kk"
    EN = "en"


#: When a label is missing in the wanted language, the next ones in this order are tried.
LANG_FALLBACK: dict[Lang, tuple[Lang, ...]] = {
    Lang.UK: (Lang.UK, Lang.EN, Lang.RU, Lang.KK),
    Lang.RU: (Lang.RU, Lang.EN, Lang.UK, Lang.KK),
    Lang.KK: (Lang.KK, Lang.RU, Lang.EN, Lang.UK),
    Lang.EN: (Lang.EN, Lang.UK, Lang.RU, Lang.KK),
}


class Country(StrEnum):
    """States whose registers the hub gathers (ISO 3166-1 alpha-2)."""

    UA = "UA"
    RU = "RU"
    KZ = "KZ"


class Sector(StrEnum):
    """Who owns a provider (taxonomy `sector`)."""

    STATE = "state"
    MUNICIPAL = "municipal"
    NONPROFIT = "nonprofit"
    BUSINESS = "business"
    RELIGIOUS = "religious"
    NATURAL_PERSON = "natural-person"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class RecordStatus(StrEnum):
    """Whether a provider, service or access point works, and what became of one that does not."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    RELOCATED = "relocated"  # works at another place than its seat: displaced from an occupied territory
    CLOSED = "closed"  # ceased to be, as its source says
    EXCLUDED = "excluded"  # taken off the register by an order; the organisation may exist
    MERGED = "merged"  # reorganised into another, which `successor_keys` names
    MISSING = "missing"  # its source stopped naming it: nothing is known of why
    UNKNOWN = "unknown"


#: Statuses that a closing day in the past makes CLOSED.
ENDED_BY_CLOSING = frozenset({RecordStatus.ACTIVE, RecordStatus.SUSPENDED, RecordStatus.UNKNOWN})


#: What works no more, or is not known to: lists leave these out unless they are asked for.
NOT_LISTED: frozenset[RecordStatus] = frozenset(
    {RecordStatus.CLOSED, RecordStatus.EXCLUDED, RecordStatus.MERGED, RecordStatus.MISSING}
)


class DeliveryForm(StrEnum):
    """Where or how a service reaches the person (taxonomy `form`)."""

    HOME = "home"
    STREET = "street"
    SEMI_RESIDENTIAL = "semi-residential"
    RESIDENTIAL = "residential"
    TEMPORARY_STAY = "temporary-stay"
    AMBULATORY = "ambulatory"
    MOBILE_TEAM = "mobile-team"
    REMOTE = "remote"
    THIRD_PLACE = "third-place"


class Duration(StrEnum):
    """How long a service lasts (taxonomy `duration`)."""

    URGENT = "urgent"
    ONE_OFF = "one-off"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class MatchRelation(StrEnum):
    """SKOS mapping relation, read from the source's concept to the hub's (`broad`: the hub's is broader)."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"


class PrecisionClass(StrEnum):
    """What a location's point stands for, from the most to the least exact."""

    EXACT = "exact"  # given by the source for the building
    STREET = "street"
    SETTLEMENT = "settlement"  # the settlement's own point
    TERRITORY = "territory"  # the seat or centroid of a hromada, district or region
    UNKNOWN = "unknown"  # no point


class TerritoryLevel(StrEnum):
    """Ranks of the territory tree, common to the three states."""

    COUNTRY = "country"
    REGION = "region"  # oblast, krai, republic, city of special status
    DISTRICT = "district"  # raion, ауданы, муниципальный район, city akimat
    HROMADA = "hromada"  # hromada, сельский округ, поселение
    SETTLEMENT = "settlement"  # city, town, village
    CITY_DISTRICT = "city-district"


class CountBasis(StrEnum):
    """Whom a territory counts: those who stand there, or those who serve it."""

    SEATS = "seats"
    SERVED = "served"


class CapacityFigure(StrEnum):
    """What a measurement may state of a service: never to be added to each other."""

    TOTAL = "total"  # places
    AVAILABLE = "available"  # places that are free
    SERVED = "served"  # people
    WAITING = "waiting"  # people


class Absence(StrEnum):
    """Why a number is not told."""

    NOT_STATED = "not-stated"  # nobody states it
    NO_POPULATION = "no-population"
    PARTIAL_POPULATION = "partial-population"  # only of a part of the territory
    SHARED_CAPACITY = "shared-capacity"  # other territories have a part in it that nobody states
    NOT_APPLICABLE = "not-applicable"  # there is nothing that could be counted
    SUPPRESSED = "suppressed"  # a small cell, or one from which a small cell could be computed
    NO_POINT = "no-point"  # the place is not known on the map
    NORM_NOT_CERTAIN = "norm-not-certain"
    TOO_FEW_STATED = "too-few-stated"


class TerritoryScheme(StrEnum):
    """Codifiers that issue territory codes; PROVISIONAL marks the hub's own stopgap."""

    KATOTTG = "katottg"
    KOATUU = "koatuu"
    KATO = "kato"
    OKTMO = "oktmo"
    OKATO = "okato"
    ISO_3166_1 = "iso-3166-1"
    ISO_3166_2 = "iso-3166-2"
    PCODE = "pcode"
    PROVISIONAL = "provisional"


class SourceKind(StrEnum):
    """A register of providers, reference data such as a codifier, inputs of planning, or stewards."""

    REGISTER = "register"
    REFERENCE = "reference"
    STEWARD = "steward"
    PLANNING = "planning"  # norms, points where people live, travel times


class ClaimBasis(StrEnum):
    """What the value of a claim rests on."""

    STATED = "stated"  # a cell of the source says it, be it in other words
    DERIVED = "derived"  # a rule of the hub made it of something else
    CORRECTED = "corrected"  # a steward says it


class RunStatus(StrEnum):
    """How an import run ended."""

    RUNNING = "running"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    DRY_RUN = "dry-run"
    STOPPED = "stopped"  # an assertion in region.yml stopped the publish
    FAILED = "failed"


class RecordType(StrEnum):
    """Types of records that a release adds, changes or takes out."""

    PROVIDER = "provider"
    ACCESS_POINT = "access-point"
    PROGRAMME = "programme"


class ChangeKind(StrEnum):
    """What a release did to a record."""

    ADDED = "added"
    CHANGED = "changed"
    VANISHED = "vanished"
    RETURNED = "returned"
    MERGED = "merged"  # another record answers for it
    SPLIT = "split"  # it stands for itself again
    WITHDRAWN = "withdrawn"  # taken out by a steward


class Verdict(StrEnum):
    """Whether two statements speak of the same record."""

    SAME = "same"
    DIFFERENT = "different"


class Severity(StrEnum):
    """ERROR rejects the row; WARNING keeps it and drops or marks the value; INFO tells what was mended."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class NormStatus(StrEnum):
    """What force the number of a norm of planning has."""

    NORM = "norm"  # a rule of law or of a ministry
    RECOMMENDATION = "recommendation"
    BENCHMARK = "benchmark"  # what somebody has reached, as published
    SCENARIO = "scenario"  # what a planner supposes


class NormFormula(StrEnum):
    """How need follows from a norm's numbers (docs/planning-inputs.md has the formulas)."""

    PRESENCE = "presence"  # `numerator` units in each `denominator` territories
    UNITS_PER_POPULATION = "units-per-population"  # `numerator` units for each `denominator` inhabitants
    PLACES_PER_1000_OF_GROUP = (
        "places-per-1000-of-group"  # `numerator` places for each 1,000 of a target group
    )
    CLIENTS_PER_POST = "clients-per-post"  # `numerator` clients for each `denominator` posts or departments
    BAND = "band"  # `numerator` units in a territory of `band_from` to below `band_to` inhabitants
    METHOD_ONLY = "method-only"  # a document without a number that the hub could compute with


class NormArea(StrEnum):
    """In which territories a norm holds."""

    ANY = "any"
    URBAN = "urban"
    RURAL = "rural"


class Rounding(StrEnum):
    """How a need that is no whole number is rounded."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"


class Confidence(StrEnum):
    """How sure a fact is that a person wrote down."""

    HIGH = "high"  # read in the document, or published by who knows
    MEDIUM = "medium"
    LOW = "low"


class NormUncertainty(StrEnum):
    """Why nothing is computed with a norm."""

    METHOD_ONLY = "method-only"  # its document gives no number
    NUMBER_NOT_KNOWN = "number-not-known"  # nobody has entered it from the document
    LOW_CONFIDENCE = "low-confidence"
    VOID = "void"  # out of force since a day that is not known
    NOT_YET_VALID = "not-yet-valid"
    NO_LONGER_VALID = "no-longer-valid"
    VALIDITY_NOT_KNOWN = "validity-not-known"  # a norm without the day on which it came into force


class SecondTier(StrEnum):
    """Whose work a second-tier service supports: it has no people as clients of its own."""

    HROMADAS = "hromadas"
    INSTITUTIONS = "institutions"


class ProgrammeKind(StrEnum):
    """What a programme is."""

    PROGRAMME = "programme"
    PRACTICE = "practice"  # a way of working that others may take over
    VISIT = "visit"  # some came to study how others work


class ProgrammeRole(StrEnum):
    """What part a territory or provider has in a programme."""

    MEMBER = "member"
    OWNER = "owner"  # whose practice it is
    ADOPTER = "adopter"  # took a practice over
    HOST = "host"  # was visited
    GUEST = "guest"  # came to study
