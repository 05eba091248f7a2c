"""What fields count for that are no connections: how long lists are taken to be, and what is charged at once.

A connection counts its page size, every other list what stands here, an object that implements Node 1.
Introspection is priced so that the standard query costs anybody 2,000 nodes, and what nests lists of fields
in lists of fields soon costs too much.
"""

from collections.abc import Callable
from typing import Final

from schema.guards.extents import of_difference, of_scenario, of_territory

#: Elements that a list of objects is taken to have.
LIST: Final = 4

#: Elements of lists that are known to be longer, or are priced as introspection.
LISTS: Final[dict[tuple[str, str], int]] = {
    ("Query", "categories"): 15,
    ("Query", "targetGroups"): 40,
    ("Query", "kinds"): 20,
    ("Query", "coverage"): 100,
    ("Reach", "rows"): 100,
    ("Siting", "rows"): 63,
    ("ScenarioDiff", "rows"): 20,
    ("Accessibility", "rows"): 100,
    ("NormGap", "rows"): 100,
    ("MobileCoverage", "rows"): 100,
    ("Query", "norms"): 40,
    ("Query", "careBalance"): 100,
    ("Market", "rows"): 100,
    ("__Schema", "types"): 50,
    ("__Type", "fields"): 10,
    ("__Type", "inputFields"): 10,
    ("__Type", "interfaces"): 10,
    ("__Type", "possibleTypes"): 10,
    ("__Type", "enumValues"): 1,
    ("__Field", "args"): 1,
    ("__Directive", "args"): 1,
    ("__Schema", "directives"): 1,
}

#: A list is counted to its end, or to 50,000 rows.
COUNT: Final = 10
#: Nodes that fields cost beside what is selected below them.
FIELDS: Final[dict[tuple[str, str], int]] = {
    ("Territory", "boundary"): 10,
    ("Territory", "basicServices"): 10,
    ("Source", "quality"): 10,
    ("Query", "coverageWithin"): 500,
    ("Query", "accessibility"): 500,
    ("Query", "normGap"): 500,
    ("Query", "mobileCoverage"): 500,
    ("Query", "peers"): 100,
    ("Territory", "peers"): 100,
    ("Reach", "uncovered"): 100,
    ("Reach", "geojson"): 100,
    ("Territory", "coverageWithin"): 500,
    ("Territory", "missingServices"): 20,
    ("Siting", "uncovered"): 100,
    ("Siting", "geojson"): 100,
    ("Query", "planningJob"): 10,
    ("Mutation", "requestPlanning"): 500,
    # Planning reads much before it shows anything.
    ("Query", "composition"): 200,
    ("Query", "market"): 500,
    ("Query", "careBalance"): 500,
    ("MissingEdge", "node"): 20,
}
#: The same for fields of every connection.
OF_CONNECTIONS: Final = {"totalCount": COUNT, "totalCountRelation": COUNT, "notPlacedBelow": COUNT}

#: Fields that cost so much for each value of a list argument: (type, field) → (argument, nodes).
BY_ARGUMENT: Final[dict[tuple[str, str], tuple[str, int]]] = {
    ("ProviderConnection", "facets"): ("by", 50),
    ("NearestProviderConnection", "facets"): ("by", 50),
    ("AccessPointConnection", "facets"): ("by", 50),
    ("Query", "coverage"): ("categories", 100),
    ("Query", "nodes"): ("ids", 1),
}

#: Fields whose nodes hang on texts: (type, field) → paths from an argument to the text, and its price.
BY_TEXT: Final[dict[tuple[str, str], tuple[tuple[tuple[str, ...], Callable[[str | None], int]], ...]]] = {
    ("Query", "siting"): ((("input", "within"), of_territory),),
    ("Query", "scenario"): ((("id",), of_scenario),),
    ("Query", "scenarioDiff"): ((("left",), of_difference), (("right",), of_difference)),
}
