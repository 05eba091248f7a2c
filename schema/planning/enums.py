"""Enums of planning as GraphQL's, each value described."""

from hub.domain import vocabulary as words
from hub.planning.answers.access import AccessMethod
from hub.planning.basis import AssumedBy, PopulationBasis, TravelKind
from hub.planning.composition.records import NotCountedReason
from hub.planning.composition.seeking import CompositionObjective
from hub.planning.network.care_balance import BalanceMeasure
from hub.planning.network.market import MarketAxis
from hub.planning.network.missing import MissingOrder
from hub.planning.peers import PeerFeature
from hub.planning.plans.question import CandidateKind
from hub.planning.siting.plan import Effort
from hub.planning.siting.sentences import ProofStatus, SitingGoal
from hub.store.tables import JobStatus
from schema.enums import described

described(
    PopulationBasis,
    "Where the people of an answer are taken to live.",
    {
        "STATED_PLACES_AND_REST": "In towns whose people are stated, others over the area of their hromada.",
        "POINTS_FILE": "At the points of a file that the hub's operator loaded.",
        "POINTS_ONLY": "At known places alone: villages without a figure are left out.",
        "NONE": "Nobody's people are known: the answer counts territories or providers.",
    },
)
described(
    TravelKind,
    "How the way to a service is measured.",
    {
        "STRAIGHT_LINE": "As the crow flies, on the sphere.",
        "MATRIX": "By a loaded matrix of travel times.",
        "NONE": "No way is part of the answer.",
    },
)
described(
    AssumedBy,
    "Whose an assumption is.",
    {"QUESTION": "The question states it.", "DEFAULT": "The hub takes it where the question says nothing."},
)
described(
    ProofStatus,
    "How sure it is that no plan is better.",
    {
        "OPTIMAL": "No plan is better.",
        "WITHIN_BOUND": "No plan is better than `bound`.",
        "HEURISTIC_ONLY": "A good plan; how much better another one could be is not known.",
        "INFEASIBLE": "No plan can do what was asked for.",
    },
)
described(
    CompositionObjective,
    "What the best set has least or most of. Every set gives all services that any candidate gives.",
    {
        "FEWEST_MEMBERS": "The fewest members; of equal sets the one whose members are nearest.",
        "LEAST_DISTANCE": "The least sum of distances from the territory's point; of equal sets the one with "
        "the fewest members.",
        "MOST_CAPACITY": "With the fewest members, the most stated places.",
    },
)
described(
    NotCountedReason,
    "Why a record is left out of a count.",
    {
        "UNIT_OF_MEMBER": "The same service of a provider and of a unit of it counts once.",
        "JOINED_RECORD": "Another source's record of a provider that counts.",
        "FUNCTION": "A part of a package that the same provider gives.",
        "PART_OF_COMPLEX": "A part of a complex service that the same provider gives.",
        "SHARED_CAPACITY": "The same measurement, stated of another service of the provider; the service "
        "itself counts.",
        "SECOND_TIER": "Its clients are hromadas or institutions, so it reaches no people.",
        "CLOSED": "It works no more, or not now: closed, missing, suspended or relocated, and not asked for.",
        "NO_CATEGORY": "It states no service, or the hub has no category for its words.",
    },
)
described(
    MissingOrder,
    "The order of territories; of equal ones by name.",
    {
        "MOST_MISSING": "Those that lack most services first.",
        "FEWEST_MISSING": "Those that lack fewest first.",
        "NAME": "By name.",
    },
)
described(
    MarketAxis,
    "What providers are told apart by.",
    {
        "SECTOR": "Who owns them.",
        "KIND": "What kind of institution they are.",
        "FORM": "The forms of their services.",
        "TARGET_GROUP": "For whom their services are.",
    },
)
described(
    BalanceMeasure,
    "What is weighed.",
    {
        "CLIENTS": "People whom services serve, as far as they state it.",
        "PLACES": "Places, as far as they are stated.",
        "PROVIDERS": "Providers of such services.",
    },
)
described(
    SitingGoal,
    "What new sites are to be best at.",
    {
        "MOST_COVERED": "As many people as possible within reach (maximal covering).",
        "LEAST_DISTANCE": "The least mean distance of people to their nearest site (p-median).",
        "FEWEST_FOR_SHARE": "As few new sites as possible, with a share of people within reach (set cover).",
        "LEAST_FARTHEST": "The least distance of whoever has the longest way (p-center).",
    },
)
described(
    Effort,
    "How much work is put into a plan.",
    {
        "QUICK": "A good plan at once, with a bound that no plan can pass.",
        "EXACT": "The best plan, or one that is proven to be near it: a job of up to 15 minutes, which "
        "`requestPlanning` asks for. Until its result is there, the answer is QUICK's.",
    },
)
described(
    CandidateKind,
    "Which places a centre may stand at.",
    {
        "SETTLEMENTS": "Settlements with a point, and cities with the rights of a region.",
        "HROMADA_SEATS": "The points of hromadas, or of districts and cities where there are none.",
        "CODES": "The territories of `codes`.",
    },
)
described(
    JobStatus,
    "Where a job stands.",
    {
        "QUEUED": "It waits for a worker.",
        "RUNNING": "A worker computes it.",
        "DONE": "Its result is there: ask `siting` or `scenario` for it.",
        "FAILED": "It was not computed; `error` tells why.",
        "CANCELLED": "It was cancelled.",
    },
)
described(
    AccessMethod,
    "How access is computed.",
    {
        "E2SFCA": "Two steps with weights that fall by bands (Luo and Qi 2009).",
        "TWO_STEP": "Two steps; all within the last band count alike (Luo and Wang 2003).",
        "THREE_STEP": "People choose among providers in a step before (Wan, Zou and Sternberg 2012).",
        "RAAM": "The cost of waiting and travelling where everybody goes where it is least (Saxon and Snow "
        "2020): less is better.",
    },
)
described(
    PeerFeature,
    "What makes communities alike.",
    {
        "POPULATION": "How many people live there.",
        "DENSITY": "How many of them on a square kilometre.",
        "URBAN_SHARE": "The share of people in towns whose people are stated.",
        "MINUTES_TO_CENTRE": "Minutes to the centre of the region, by the rule from the straight line.",
        "SETTLEMENTS": "How many settlements it has.",
    },
)
described(
    words.NormStatus,
    "What force the number of a norm has.",
    {
        "NORM": "A rule of law or of a ministry.",
        "RECOMMENDATION": "It is recommended.",
        "BENCHMARK": "What somebody has reached, as published.",
        "SCENARIO": "What a planner supposes.",
    },
)
described(
    words.NormFormula,
    "How need follows from a norm's numbers.",
    {
        "PRESENCE": "`numerator` units in each `denominator` territories.",
        "UNITS_PER_POPULATION": "`numerator` units for each `denominator` inhabitants.",
        "PLACES_PER_1000_OF_GROUP": "`numerator` places for each 1,000 of a target group.",
        "CLIENTS_PER_POST": "`numerator` clients for each `denominator` posts.",
        "BAND": "`numerator` units in a territory of so many inhabitants.",
        "METHOD_ONLY": "A document without a number.",
    },
)
described(
    words.NormArea,
    "In which territories a norm holds.",
    {"ANY": "In all.", "URBAN": "In towns.", "RURAL": "In villages."},
)
described(
    words.Rounding,
    "How a need that is no whole number is rounded.",
    {"NONE": "Not at all.", "UP": "Up.", "DOWN": "Down.", "NEAREST": "To the nearest."},
)
described(
    words.Confidence,
    "How sure a fact is that a person wrote down.",
    {
        "HIGH": "Read in the document, or published by who knows.",
        "MEDIUM": "Read elsewhere.",
        "LOW": "Remembered.",
    },
)
described(
    words.NormUncertainty,
    "Why nothing is computed with a norm.",
    {
        "METHOD_ONLY": "Its document gives no number.",
        "NUMBER_NOT_KNOWN": "Nobody has entered the number from the document.",
        "LOW_CONFIDENCE": "The number is not sure.",
        "VOID": "Out of force since a day that is not known.",
        "NOT_YET_VALID": "Not in force yet.",
        "NO_LONGER_VALID": "No longer in force.",
        "VALIDITY_NOT_KNOWN": "A norm without the day on which it came into force.",
    },
)
