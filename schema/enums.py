"""The hub's closed vocabularies as GraphQL enums, each value described."""

from collections.abc import Mapping
from enum import EnumMeta
from typing import Any

import strawberry

from hub.domain import vocabulary as words
from hub.domain.filters import (
    AccessPointFacetField,
    Direction,
    FacetField,
    ProviderOrderField,
    TerritoryOrderField,
)
from hub.domain.quality import QualityRecord, ServiceMapping


def described(
    members: EnumMeta, description: str, values: Mapping[str, str], name: str | None = None
) -> None:
    """Make an enum of the domain one of the schema; every value must be described."""
    strawberry.enum(members, name=name, description=description)
    definition: Any = members.__strawberry_definition__  # type: ignore[attr-defined]
    assert {value.name for value in definition.values} == values.keys(), members
    for value in definition.values:
        value.description = values[value.name]


described(
    words.Lang,
    "Languages of names and labels.",
    {"UK": "Ukrainian.", "RU": "Russian.", "KK": "Kazakh.", "EN": "English."},
)
described(
    words.Country,
    "States whose registers the hub gathers (ISO 3166-1 alpha-2).",
    {"UA": "Ukraine.", "RU": "Russian Federation.", "KZ": "Kazakhstan."},
)
described(
    words.SecondTier,
    "Whose work a second-tier service supports: it has no people as clients of its own.",
    {"HROMADAS": "Hromadas and their authorities.", "INSTITUTIONS": "Institutions that give services."},
)
described(
    words.ProgrammeKind,
    "What kind of joint work a programme is.",
    {
        "PROGRAMME": "Work that several territories or providers do together.",
        "PRACTICE": "A way of working that others may take over.",
        "VISIT": "Some came to study how others work.",
    },
)
described(
    words.ProgrammeRole,
    "The part that a territory or a provider has in a programme, a practice or a visit.",
    {
        "MEMBER": "Takes part in it, or is covered by it.",
        "OWNER": "Whose practice it is.",
        "ADOPTER": "Took a practice over.",
        "HOST": "Was visited.",
        "GUEST": "Came to study.",
    },
)
described(
    words.CountBasis,
    "Whom a territory counts.",
    {
        "SEATS": "Who stands there: what is given at a location in the territory or below it, whomever it "
        "serves. As the filter `within.territory` finds them.",
        "SERVED": "Who serves it, or a part of it, wherever they stand: by their service areas, and without "
        "any in the hromada of their locations (the district or city where the tree has no hromada). As the "
        "filter `serves` means it.",
    },
)
described(
    words.Absence,
    "Why a number is not told. What is not known is never 0.",
    {
        "NOT_STATED": "There is something to count, and no source states the number.",
        "NO_POPULATION": "No population of the territory is known.",
        "PARTIAL_POPULATION": "The population of a part of the territory is not known, so that a rate would "
        "look higher than it is.",
        "SHARED_CAPACITY": "Some of it also serves other territories of the rank, and nobody states which "
        "part is whose.",
        "NOT_APPLICABLE": "There is nothing to count: no service in the cell, no territory any more.",
        "SUPPRESSED": "A small number of people, or one that would give a small number away, is hidden.",
        "NO_POINT": "No point is known of what would have to be measured from or to.",
        "NORM_NOT_CERTAIN": "The number of the norm is not certain, and nothing is computed with it.",
        "TOO_FEW_STATED": "Too few of those that are counted state the number.",
    },
)
described(
    words.CapacityFigure,
    "What a figure of capacity counts. Figures are never added to each other.",
    {
        "TOTAL": "Places.",
        "AVAILABLE": "Places that are free.",
        "SERVED": "People who are served.",
        "WAITING": "People who wait.",
    },
)
described(
    words.Sector,
    "Who owns a provider.",
    {
        "STATE": "The state, or a subject of a federation.",
        "MUNICIPAL": "A hromada, municipality or akimat.",
        "NONPROFIT": "A non-governmental, non-profit organisation.",
        "BUSINESS": "A private owner who works for profit.",
        "RELIGIOUS": "A church or religious mission.",
        "NATURAL_PERSON": "A natural person.",
        "MIXED": "Several owners of different sectors.",
        "UNKNOWN": "The source does not say.",
    },
)
described(
    words.RecordStatus,
    "Whether a record works (HSDS: status).",
    {
        "ACTIVE": "It works.",
        "SUSPENDED": "It has stopped for a time.",
        "RELOCATED": "It works at another place than its seat, whose territory it had to leave.",
        "CLOSED": "It has been closed, as its source says.",
        "EXCLUDED": "It was taken off its register by an order; the organisation may exist.",
        "MERGED": "It was reorganised into another provider; see `successors`.",
        "MISSING": "Its source stopped naming it; what became of it is not known.",
        "UNKNOWN": "The source does not say.",
    },
)
described(
    words.DeliveryForm,
    "Where or how a service reaches the person.",
    {
        "HOME": "At the person's home.",
        "STREET": "In the street.",
        "SEMI_RESIDENTIAL": "At the provider's, for part of the day.",
        "RESIDENTIAL": "At the provider's, day and night.",
        "TEMPORARY_STAY": "At the provider's, for a short stay.",
        "AMBULATORY": "On visits to the provider.",
        "MOBILE_TEAM": "By a team that travels to people from one base.",
        "REMOTE": "By telephone or over the internet.",
        "THIRD_PLACE": "At a third place: a school, a hospital, a library.",
    },
)
described(
    words.Duration,
    "How long a service lasts.",
    {
        "URGENT": "Given at once, in an emergency.",
        "ONE_OFF": "Given once.",
        "TEMPORARY": "Given for a limited time.",
        "PERMANENT": "Given without a limit in time.",
    },
)
described(
    words.MatchRelation,
    "SKOS mapping relation, read from the source's concept to the hub's.",
    {
        "EXACT": "They mean the same.",
        "CLOSE": "They are usable as the same.",
        "BROAD": "The hub's concept is broader.",
        "NARROW": "The hub's concept is narrower.",
    },
)
described(
    words.PrecisionClass,
    "What a location's point stands for, from the most to the least exact.",
    {
        "EXACT": "The building, as its source gives it.",
        "STREET": "The street.",
        "SETTLEMENT": "The settlement's own point.",
        "TERRITORY": "The seat or centroid of a hromada, district or region.",
        "UNKNOWN": "There is no point.",
    },
)
described(
    words.TerritoryLevel,
    "Ranks of the territory tree, common to all states.",
    {
        "COUNTRY": "A state.",
        "REGION": "Oblast, krai, republic, city of special status.",
        "DISTRICT": "Raion, municipal district, city akimat.",
        "HROMADA": "Territorial community, rural okrug, municipal settlement.",
        "SETTLEMENT": "City, town or village.",
        "CITY_DISTRICT": "District within a city.",
    },
)
described(
    words.TerritoryScheme,
    "Codifiers that issue territory codes.",
    {
        "KATOTTG": "КАТОТТГ, Ukraine since 2020.",
        "KOATUU": "КОАТУУ, Ukraine until 2020.",
        "KATO": "КАТО, Kazakhstan.",
        "OKTMO": "ОКТМО, Russian Federation, municipal.",
        "OKATO": "ОКАТО, Russian Federation, administrative.",
        "ISO_3166_1": "States (ISO 3166-1 alpha-2).",
        "ISO_3166_2": "Regions of states (ISO 3166-2).",
        "PCODE": "P-codes of the United Nations' common operational datasets.",
        "PROVISIONAL": "The hub's own stopgap where a codifier's code is not known.",
    },
)
described(
    words.SourceKind,
    "What a source gives.",
    {
        "REGISTER": "A register of providers or access points.",
        "REFERENCE": "Reference data, such as a codifier.",
        "STEWARD": "Corrections that stewards of the hub made.",
        "PLANNING": "Inputs of planning: norms, points where people live, travel times.",
    },
)
described(
    words.RunStatus,
    "How an import run ended.",
    {
        "RUNNING": "It has not ended.",
        "PUBLISHED": "It made a release.",
        "UNCHANGED": "The file held nothing new, so there is no release.",
        "DRY_RUN": "It only showed what it would change.",
        "STOPPED": "An assertion of the source stopped the publish.",
        "FAILED": "It broke off; nothing of it was published.",
    },
)
described(
    words.Verdict,
    "Whether two statements speak of the same provider.",
    {"SAME": "They do.", "DIFFERENT": "They do not."},
)
described(
    words.RecordType,
    "Types of records that a release adds, changes or takes out.",
    {"PROVIDER": "A provider.", "ACCESS_POINT": "An access point.", "PROGRAMME": "A programme."},
)
described(
    words.ClaimBasis,
    "What the value of a claim rests on.",
    {
        "STATED": "The source says it, be it in words of its own.",
        "DERIVED": "A rule of the hub made it of something else that the source says.",
        "CORRECTED": "A steward says it.",
    },
)
described(
    words.ChangeKind,
    "What a release did to a record.",
    {
        "ADDED": "The record is new.",
        "CHANGED": "Something in it changed.",
        "VANISHED": "Its source stopped naming it.",
        "RETURNED": "Its source names it again.",
        "MERGED": "Another record answers for it.",
        "SPLIT": "It stands for itself again.",
        "WITHDRAWN": "A steward took it out.",
    },
)
described(
    Direction,
    "Which end of an order comes first.",
    {"ASC": "The smallest, nearest or oldest.", "DESC": "The greatest, farthest or newest."},
    name="OrderDirection",
)
described(
    ProviderOrderField,
    "What providers may be ordered by.",
    {
        "RELEVANCE": "Records whose names or addresses hold the whole words of `text` first, then those "
        "where words begin so, then those placed in a territory that is called so; the default with a text.",
        "NAME": "The name, alphabetically in all scripts; the default without a text.",
        "UPDATED": "The release that last changed the record.",
        "DISTANCE": "The distance from the centre of `within.radius`.",
    },
)
described(
    TerritoryOrderField,
    "What territories may be ordered by.",
    {
        "RELEVANCE": "Units whose names hold the whole words of `text` first, then those where words begin "
        "so; of each the more populous first, then the higher rank. The default with a text.",
        "NAME": "The name, alphabetically; the default without a text.",
        "CODE": "The code.",
    },
)
_BY_PLACE_AND_SOURCE = {
    "TERRITORY": "Units of one rank that they are placed in.",
    "STATUS": "Whether they work.",
    "SOURCE": "Sources that name them.",
    "PRECISION": "How exactly their places are known.",
}
described(AccessPointFacetField, "What a set of access points may be counted by.", _BY_PLACE_AND_SOURCE)
described(
    FacetField,
    "What a set of providers may be counted by.",
    {
        "CATEGORY": "Categories of the services they give.",
        "SECTOR": "Who owns them.",
        "KIND": "Kinds of provider.",
        "FORM": "Delivery forms of the services they give.",
        "TARGET_GROUP": "Target groups of the services they give.",
        **_BY_PLACE_AND_SOURCE,
    },
)
described(
    words.Severity,
    "What an issue of an import cost.",
    {
        "ERROR": "The row was rejected.",
        "WARNING": "The row was kept, the value left out or marked.",
        "INFO": "Nothing: it tells what was mended.",
    },
)
described(
    QualityRecord,
    "What a field belongs to.",
    {
        "PROVIDER": "A provider, its locations and services taken together.",
        "ACCESS_POINT": "An access point with its location.",
        "SERVICE": "A service of a provider.",
    },
)
described(
    ServiceMapping,
    "How a service came to its category: the SKOS relation of its words to it, or why there is none.",
    {
        "EXACT": "The words mean the category.",
        "CLOSE": "They mean nearly the category.",
        "BROAD": "The category is broader than the words.",
        "NARROW": "The category is narrower than the words; what else the row says chose it.",
        "STATED": "The source itself names the hub's category.",
        "UNMAPPED": "It has no category: no rule knows the words, or they mean several.",
    },
)
