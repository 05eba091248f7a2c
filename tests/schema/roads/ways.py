"""How each type of the schema is reached in the stirred hub, and arguments that let its fields answer."""

import json

from graphql import GraphQLSchema, get_named_type, is_composite_type, is_required_argument

from hub.planning.scenario import canonical, encode
from schema.node import encode_id
from tests.schema.roads.operations import roots_without_key
from tests.schema.roads.stirred import CITY, HROMADA, MERGED, OLD, POSTED

EVERYBODY = "status: [ACTIVE, SUSPENDED, RELOCATED, CLOSED, EXCLUDED, MERGED, MISSING, UNKNOWN]"
PROVIDERS = f"providers(first: 100, filter: {{{EVERYBODY}}}) {{ @ }}"
ROADS = f'providers(filter: {{sources: ["roads"], {EVERYBODY}}}) {{ @ }}'
NEAREST = "nearestProviders(point: {lat: 49.2331, lon: 28.4682}, first: 5) { @ }"
NEAREST_HERE = NEAREST.replace(") {", f', filter: {{within: {{territory: "{HROMADA}"}}}}) {{')
HOME = f'territory(code: "{HROMADA}") {{ @ }}'
SOURCES = "sources(first: 100) { edges { node { @ } } }"
CHANGES = "changes(since: 8, first: 100) { @ }"
NODE = "edges { node { @ } }"


def _below(way: str, *selections: str) -> str:
    """A way that leads on through selections."""
    for selection in selections:
        way = way.replace("@", selection)
    return way


BOTH = [_below(PROVIDERS, NODE), _below(ROADS, NODE)]
SERVICES = [_below(way, "services { @ }") for way in BOTH]
PLACES = [_below(way, "locations { @ }") for way in BOTH]
QUALITY = _below(SOURCES, "quality { @ }")
COVERAGE = (
    'coverage(within: "UA05000000000010236", level: HROMADA, categories: ["care.home", "care.day"]) { @ }'
)
CITIES = f'coverage(within: "{HROMADA}", level: SETTLEMENT, categories: ["care.home"]) {{ @ }}'
SCHEDULES = [_below(way, "schedules { @ }") for way in (*SERVICES, *PLACES)]
SEATS = CITIES.replace("level:", "count: SEATS, level:")

VINNYTSIA = "UA05000000000010236"
COMPOSED = f'composition(territory: "{HROMADA}", first: 2) {{ @ }}'
COMPOSED_OF = COMPOSED.replace(", first: 2", ', services: ["care", "care.day", "access", "living"]')
SETS = [_below(COMPOSED, "sets { @ }"), _below(COMPOSED_OF, "sets { @ }")]
LACKING = f'missingServices(within: "{VINNYTSIA}", level: HROMADA, first: 3) {{ @ }}'
MARKET = f'market(within: "{VINNYTSIA}", level: HROMADA, by: [SECTOR, KIND, FORM, TARGET_GROUP]) {{ @ }}'
#: Benchmarks were published there.
BENCHMARKED = 'market(within: "KZ-59") { @ }'
BALANCE = f'careBalance(within: "{VINNYTSIA}", level: HROMADA) {{ @ }}'
REACHED = f'coverageWithin(within: "{VINNYTSIA}", level: HROMADA, reach: {{minutes: 30}}) {{ @ }}'
ACCESS = f'accessibility(within: "{VINNYTSIA}", level: DISTRICT) {{ @ }}'
RAAM = ACCESS.replace("level:", "method: RAAM, level:")
GAP = f'normGap(norm: "Tm9ybTpVQS0wMQ==", within: "{VINNYTSIA}", level: DISTRICT) {{ @ }}'
TEAMS = (
    f'mobileCoverage(within: "{VINNYTSIA}", level: DISTRICT, '
    "team: {visitsPerDay: 8, daysPerWeek: 5, visitsPerClientPerWeek: 2}) { @ }"
)
PEERS = 'peers(territory: "UA-05", first: 3) { @ }'
COMMUNITIES = f'peers(territory: "{HROMADA}", having: {{anyOf: ["care.home", "rehab"]}}, first: 3) {{ @ }}'
ANSWERS = [COMPOSED, LACKING, MARKET, BALANCE, REACHED, ACCESS, GAP, TEAMS, PEERS]
BASES = [_below(way, "basis { @ }") for way in ANSWERS]
STAFFED = f'composition(territory: "{HROMADA}", providers: ["{POSTED}"]) {{ @ }}'
PLAN = f'siting(input: {{within: "{VINNYTSIA}", goal: MOST_COVERED, new: 2}}) {{ @ }}'
CAPPED = PLAN.replace("new: 2", "new: 2, capacity: {new: 500, existing: 20}")
SCENARIOS = [
    encode(canonical({"within": VINNYTSIA, "goal": "MOST_COVERED", "new": new, "reach": {"metres": reach}}))
    for new, reach in ((2, 9_000), (3, 9_500))
]
DIFFERENCE = f'scenarioDiff(left: "{SCENARIOS[0]}", right: "{SCENARIOS[1]}") {{ @ }}'
#: Suppliers there state the areas that they serve.
LACKING_TEAMS = 'missingServices(within: "UA-14", level: HROMADA, services: ["care.home"], first: 5) { @ }'
#: Functions stand beside packages there.
PACKAGES = 'composition(territory: "RU-OMS", services: ["care.home"]) { sets { @ } }'
MISSING = [_below(SETS[0], "missing { @ }"), _below(LACKING, "edges { node { missing { @ } } }")]
MISSING.append(_below(LACKING_TEAMS, "edges { node { missing { @ } } }"))

#: Selections that lead from Query to objects of a type; `@` stands for what is selected of them.
WAYS: dict[str, list[str]] = {
    "Query": ["@"],
    "Accessibility": [ACCESS, RAAM],
    "AccessRow": [_below(ACCESS, "rows { @ }")],
    "FeatureDifference": [_below(COMMUNITIES, "edges { differences { @ } }")],
    "MobileCoverage": [TEAMS],
    "MobileRow": [_below(TEAMS, "rows { @ }")],
    "Norm": ["norms { @ }"],
    "NormGap": [GAP],
    "NormGapRow": [_below(GAP, "rows { @ }")],
    "PeerConnection": [COMMUNITIES, PEERS],
    "Reach": [REACHED],
    "ReachRow": [_below(REACHED, "rows { @ }"), _below(HOME, "coverageWithin(reach: {metres: 5000}) { @ }")],
    "UncoveredConnection": [_below(REACHED, "uncovered(first: 2) { @ }")],
    "UncoveredPlace": [_below(REACHED, "uncovered(first: 2) { edges { node { @ } } }")],
    "AccessPoint": [_below(f"accessPoints(filter: {{{EVERYBODY}}}) {{ @ }}", NODE)],
    "AccessPointConnection": ["accessPoints(first: 1) { @ }", _below(HOME, "accessPoints { @ }")],
    "BasicServices": [_below(HOME, "basicServices { @ }")],
    "Box": [_below(HOME, "bbox { @ }")],
    "Basis": BASES,
    "Caveat": [_below(way, "caveats { @ }") for way in BASES],
    "Composition": [COMPOSED],
    "CompositionSet": [*SETS, _below(STAFFED, "sets { @ }")],
    "Concentration": [_below(MARKET, "total { concentration { @ } }")],
    "CoveredService": [_below(way, part) for way in SETS for part in ("covered { @ }", "others { @ }")],
    "CareBalanceRow": [BALANCE],
    "DuplicatedService": [_below(way, "duplicated { @ }") for way in SETS],
    "Estimate": [
        _below(SETS[0], "members { distance { @ } }"),
        _below(MARKET, "total { concentration { index { @ } } }"),
        _below(BALANCE, "atHome { @ }"),
        _below(BALANCE, "inInstitutions { @ }"),
    ],
    "Market": [MARKET, BENCHMARKED],
    "MarketBenchmark": [_below(BENCHMARKED, "benchmarks { @ }")],
    "MarketCell": [_below(MARKET, "total { cells { @ } }")],
    "MarketCitation": [_below(MARKET, "citations { @ }")],
    "MarketRow": [_below(MARKET, "total { @ }"), _below(MARKET, "rows { @ }")],
    "MarketValue": [_below(MARKET, "total { cells { values { @ } } }")],
    "Member": [_below(way, "members { @ }") for way in SETS],
    "Method": [_below(way, "method { @ }") for way in BASES],
    "MissingConnection": [LACKING],
    "MissingRow": [_below(LACKING, "edges { node { @ } }")],
    "MissingService": MISSING,
    "NearestElsewhere": [_below(way, "nearest { @ }") for way in MISSING],
    "NotCounted": [_below(way, "notCounted { @ }") for way in (*SETS, PACKAGES)],
    "NotUsed": [_below(way, "notUsed { @ }") for way in BASES],
    "PopulationUse": [_below(way, "population { @ }") for way in BASES],
    "Proof": [_below(COMPOSED, "proof { @ }")],
    "SourceUse": [_below(way, "sources { @ }") for way in BASES],
    "TravelUse": [_below(way, "travel { @ }") for way in BASES],
    "Assumption": [_below(way, "assumptions { @ }") for way in BASES],
    "Siting": [PLAN],
    "NewSite": [_below(PLAN, "sites { @ }"), _below(CAPPED, "sites { @ }")],
    "PlacesUse": [_below(CAPPED, "places { @ }")],
    "BeforeAfter": [_below(PLAN, "rows { @ }")],
    "ScenarioDiff": [DIFFERENCE],
    "DiffRow": [_below(DIFFERENCE, "rows { @ }")],
    "ChangedInput": [_below(DIFFERENCE, "changedInputs { @ }")],
    "MovedSite": [_below(DIFFERENCE, "moved { @ }")],
    "PlanningJob": [f'planningJob(id: "{encode_id("PlanningJob", "0" * 32)}") {{ @ }}'],
    "Bucket": [_below(PROVIDERS, "facets(by: [CATEGORY, KIND, TERRITORY, SOURCE]) { buckets { @ } }")],
    "Capacity": [_below(way, "capacities { @ }") for way in SERVICES],
    "CapacitySum": [
        _below(COVERAGE, f"cells {{ {figure} {{ @ }} }}") for figure in ("total", "served", "waiting")
    ],
    "Change": [_below(way, "history { @ }") for way in BOTH],
    "ChangesConnection": [CHANGES],
    "ChangesEdge": [_below(CHANGES, "edges { @ }")],
    "Claim": [_below(way, "provenance { @ }") for way in BOTH],
    "Conflict": [_below("conflicts(first: 100) { @ }", NODE)],
    "ConflictConnection": ["conflicts(first: 2) { @ }"],
    "ControlTotal": [_below(SOURCES, "controlTotals { @ }")],
    "Cost": [_below(way, "costs { @ }") for way in SERVICES],
    "Council": [_below(HOME, "councils { @ }")],
    "CoverageCell": [_below(way, "cells { @ }") for way in (COVERAGE, SEATS, CITIES)],
    "CoverageRow": [COVERAGE],
    "CrosswalkEntry": ["categories { children { crosswalk { @ } } }"],
    "Facet": [_below(PROVIDERS, "facets(by: [CATEGORY, SECTOR, FORM, STATUS, TERRITORY]) { @ }")],
    "FieldFill": [_below(QUALITY, "fills { @ }")],
    "Identifier": [_below(way, "identifiers { @ }") for way in BOTH],
    "IssueCount": [_below(QUALITY, "issues { @ }")],
    "LevelShare": [_below(QUALITY, "levels { @ }")],
    "Location": PLACES,
    "Schedule": SCHEDULES,
    "SourceTerm": [_below(way, "terms { @ }") for way in SERVICES],
    "NotPlaced": [
        _below("territories(filter: {levels: [HROMADA]}) { @ }", "notPlacedBelow { @ }"),
        _below(HOME, "children { notPlacedBelow { @ } }"),
    ],
    "MappingShare": [_below(QUALITY, "mappings { @ }")],
    "NearestProviderConnection": [NEAREST, NEAREST_HERE],
    "NearestProviderEdge": [_below(NEAREST, "edges { @ }")],
    "PageInfo": ["providers(first: 2) { pageInfo { @ } }"],
    "Point": [_below(way, "point { @ }") for way in PLACES],
    "Population": [
        _below(HOME, "population { @ }"),
        "territories(first: 50) { edges { node { population { @ } } } }",
    ],
    "Precision": [_below(way, "precision { @ }") for way in PLACES],
    "PrecisionShare": [_below(QUALITY, "precisions { @ }")],
    "Programme": [_below("programmes { @ }", NODE)],
    "ProviderPart": [_below("programmes { @ }", NODE, "providerParts { @ }")],
    "TerritoryPart": [_below("programmes { @ }", NODE, "territoryParts { @ }")],
    "StaffLine": [_below(STAFFED, "sets { staff { @ } }")],
    "StaffPost": [_below(way, "staff { @ }") for way in (*BOTH, *SERVICES)],
    "ProgrammeConnection": ["programmes(first: 1) { @ }"],
    "Provider": [*BOTH, f"node(id: {json.dumps(MERGED)}) {{ ... on Provider {{ @ }} }}"],
    "ProviderConnection": [
        "providers(first: 2) { @ }",
        _below(HOME, "providers(first: 2) { @ }"),
        'providers(last: 2, filter: {text: "центр"}) { @ }',
    ],
    "ProviderName": [_below(way, "names { @ }") for way in BOTH],
    "Rate": [
        _below(way, f"cells {{ {rate} {{ @ }} }}")
        for way in (COVERAGE, SEATS)
        for rate in ("placesPer10k", "servedPer10k")
    ],
    "RecordReference": [_below(ROADS, NODE, "provenance { record { @ } }")],
    "Release": ["release { @ }", "release(number: 2) { @ }"],
    "Run": [_below(SOURCES, "runs { edges { node { @ } } }")],
    "RunConnection": [_below(SOURCES, "runs(first: 1) { @ }")],
    "Service": SERVICES,
    "Source": [SOURCES],
    "SourceConnection": ["sources(first: 2) { @ }"],
    "SourceQuality": [QUALITY],
    "Statement": [_below(way, "statements { @ }") for way in BOTH],
    "TaxonomyTerm": [
        "categories { @ }",
        "categories { children { @ } }",
        "targetGroups { @ }",
        "kinds { @ }",
        'terms(taxonomy: "ua-basic-service") { @ }',
    ],
    "Territory": [
        HOME,
        f'territory(code: "{CITY}") {{ @ }}',
        f'territory(code: "{OLD}") {{ @ }}',
        _below("territories(first: 50) { @ }", NODE),
    ],
    "TerritoryCode": [_below(HOME, "codes { @ }")],
    "TerritoryConnection": ["territories(first: 2) { @ }", _below(HOME, "children(first: 2) { @ }")],
    "Tombstone": [
        _below(f"changes(since: {since}) {{ @ }}", "edges { tombstone { @ } }") for since in (8, 11)
    ],
}

#: Arguments by `Type.field`; several texts where one does not show all there is.
ARGUMENTS: dict[str, list[str]] = {
    "Query.composition": [
        f'territory: "{HROMADA}"',
        f'territory: "{HROMADA}", objective: MOST_CAPACITY, first: 5, reachMetres: 30000',
        'territory: "UA-05", services: ["care.home", "ua-basic.06"], objective: LEAST_DISTANCE',
    ],
    "Query.missingServices": [f'within: "{VINNYTSIA}", level: HROMADA, orderBy: FEWEST_MISSING'],
    "Query.market": [f'within: "{VINNYTSIA}"', f'within: "{VINNYTSIA}", level: HROMADA, by: [FORM, KIND]'],
    "Query.careBalance": [
        f'within: "{VINNYTSIA}", level: HROMADA',
        f'within: "{VINNYTSIA}", level: REGION, measure: PLACES',
    ],
    "Query.siting": [
        f'input: {{within: "{VINNYTSIA}", goal: LEAST_DISTANCE, new: 1}}',
        f'input: {{within: "{HROMADA}", goal: FEWEST_FOR_SHARE, share: 0.5}}',
    ],
    "Query.scenario": [f'id: "{SCENARIOS[0]}"', f'id: "{SCENARIOS[0]}", release: 9'],
    "Query.scenarioDiff": [f'left: "{SCENARIOS[0]}", right: "{SCENARIOS[1]}"'],
    "Query.planningJob": [f'id: "{encode_id("PlanningJob", "0" * 32)}"'],
    "Query.coverageWithin": [f'within: "{VINNYTSIA}", level: HROMADA, reach: {{metres: 9000}}'],
    "Query.accessibility": [f'within: "{VINNYTSIA}", level: HROMADA'],
    "Query.norms": ["", "country: KZ, status: [BENCHMARK]"],
    "Query.normGap": [f'norm: "Tm9ybTpVQS0wMQ==", within: "{VINNYTSIA}", level: HROMADA'],
    "Query.mobileCoverage": [f'within: "{VINNYTSIA}", level: HROMADA'],
    "Query.peers": [f'territory: "{HROMADA}"'],
    "Territory.coverageWithin": ["reach: {metres: 5000}"],
    "Territory.peers": ["first: 2"],
    "Query.coverage": ['within: "UA05000000000010236", level: HROMADA, categories: ["care.home"]'],
    "Query.nearestProviders": ["point: {lat: 49.2331, lon: 28.4682}"],
    "Query.territory": [f'code: "{HROMADA}"', 'code: "UA-05"', f'code: "{HROMADA}", asOf: "2019-01-01"'],
    "Query.terms": ['taxonomy: "ua-basic-service"', 'taxonomy: "category"', 'taxonomy: "none"'],
    "Query.source": ['code: "roads"', 'code: "none"'],
    "Query.changes": ["since: 0, types: [PROGRAMME]", "since: 8"],
    "Query.release": ["", "number: 1", "number: 99"],
    "Query.providers": [
        "",
        'asOf: "3"',
        'asOf: "2020-03-11"',
        "orderBy: [{field: UPDATED, direction: DESC}]",
    ],
    "Query.territories": ['filter: {text: "Лиман"}', "orderBy: [{field: CODE}], last: 3"],
    "ProviderConnection.facets": ["by: [SECTOR, TARGET_GROUP]", "by: [TERRITORY], territoryLevel: HROMADA"],
    "AccessPointConnection.facets": ["by: [TERRITORY, PRECISION]"],
    "NearestProviderConnection.facets": ["by: [CATEGORY]"],
    "Territory.boundary": ["", "toleranceMetres: 200"],
    "Territory.name": ["", "lang: EN", "lang: KK"],
    "TaxonomyTerm.label": ["", "lang: UK", "lang: RU"],
    "Bucket.label": ["", "lang: UK"],
    "Service.capacity": ["", 'asOf: "2024-06-01"', 'asOf: "1990-01-01"'],
}


def ways_of(name: str) -> list[str]:
    """Ways to a type; those of edges lead on from their lists."""
    if name in WAYS:
        return WAYS[name]
    if name.endswith("Edge"):
        return [_below(way, "edges { @ }") for way in WAYS[name.removesuffix("Edge") + "Connection"]]
    raise KeyError(f"tests/schema/roads/ways.py does not say how {name} is reached.")


def types_without_key(schema: GraphQLSchema) -> list[str]:
    """Object types that an operation can reach from Query without a key, interfaces' own apart."""
    assert schema.query_type is not None
    todo = [schema.query_type]
    found: dict[str, None] = {}
    while todo:
        kind = todo.pop()
        if kind.name in found:
            continue
        found[kind.name] = None
        for name, field in kind.fields.items():
            target = get_named_type(field.type)
            if kind is schema.query_type and name not in roots_without_key(schema):
                continue
            if is_composite_type(target):
                todo += schema.get_possible_types(target) if target.name == "Node" else [target]
    return sorted(found)


def calls(schema: GraphQLSchema, kind: str, name: str) -> list[str]:
    """A field of a type with each of its argument texts."""
    arguments = ARGUMENTS.get(f"{kind}.{name}", [""])
    field = schema.type_map[kind].fields[name]
    assert (
        arguments != [""] or not any(is_required_argument(one) for one in field.args.values()) or name in _IDS
    )
    return [f"{name}({one})" if one else name for one in arguments]


#: Fields whose ids the test fills in from what the hub holds.
_IDS = {"node", "nodes"}
