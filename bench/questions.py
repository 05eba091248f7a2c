"""Questions by every condition and order of the schema, which tests and benches ask again and again."""

from collections.abc import Iterator

BOX = "{west: 20, south: 44, east: 85, north: 61}"
SQUARE = "[[[20, 44], [85, 44], [85, 61], [20, 61], [20, 44]]]"
WITHIN = {
    "territory": '"UA"',
    "bbox": BOX,
    "radius": "{center: {lat: 49, lon: 28}, metres: 100000}",
    "polygon": f'{{type: "Polygon", coordinates: {SQUARE}}}',
}
VALUES: dict[str, dict[str, list[str]]] = {
    "ProviderFilter": {
        "within": [f"{{{name}: {value}}}" for name, value in WITHIN.items()],
        "serves": ['{territory: "UA"}', "{point: {lat: 49, lon: 28}}"],
        "categories": ['{anyOf: ["care"]}', '{allOf: ["care"]}', '{noneOf: ["care"]}'],
        "kinds": ['["territorial-centre"]'],
        "sectors": ["[MUNICIPAL]"],
        "forms": ["[HOME]"],
        "targetGroups": ['["older"]'],
        "eligible": ["{age: 70}", '{targetGroups: ["older"]}'],
        "text": ['"центр"'],
        "status": ["[ACTIVE]"],
        "precision": ["[EXACT]"],
        "isSample": ["true"],
        "isSynthetic": ["true"],
        "sources": ['["SOURCE"]'],
        "ids": ['["UHJvdmlkZXI6MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="]'],
    },
    "AccessPointFilter": {
        "within": [f"{{{name}: {value}}}" for name, value in WITHIN.items()],
        "text": ['"центр"'],
        "status": ["[ACTIVE]"],
        "precision": ["[EXACT]"],
        "isSample": ["true"],
        "isSynthetic": ["true"],
        "sources": ['["SOURCE"]'],
        "ids": ['["QWNjZXNzUG9pbnQ6MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="]'],
    },
    "TerritoryFilter": {
        "text": ['"Умань"'],
        "levels": ["[HROMADA]"],
        "countries": ["[UA]"],
        "within": ['"UA"'],
        "codes": ['["UA"]'],
        "includeAbolished": ["true"],
    },
}
ROOTS = {
    "ProviderFilter": "providers(filter: {%s}, first: 5) { totalCount edges { node { id name } } }",
    "AccessPointFilter": "accessPoints(filter: {%s}, first: 5) { totalCount edges { node { id name } } }",
    "TerritoryFilter": "territories(filter: {%s}, first: 5) { edges { node { code name } } }",
}
ORDERS = {
    "RELEVANCE": 'filter: {text: "центр"}, ',
    "NAME": "",
    "UPDATED": "",
    "DISTANCE": "filter: {within: {radius: {center: {lat: 49, lon: 28}, metres: 100000}}}, ",
}
ALSO = [
    "providers { facets(by: [CATEGORY, SECTOR]) { by buckets { count } } }",
    'coverage(within: "UA", level: REGION, categories: ["care"]) { cells { providers } }',
    "nearestProviders(point: {lat: 49, lon: 28}, first: 3) { edges { distanceMetres node { name } } }",
]


def questions(source: str) -> Iterator[str]:
    """Root fields with their arguments, one for each value of each condition and for each order.

    `source` is the code of a source that the hub has.
    """
    for kind, fields in VALUES.items():
        for field, values in fields.items():
            for value in values:
                yield ROOTS[kind] % f"{field}: {value}".replace("SOURCE", source)
    for order, more in ORDERS.items():
        yield f"providers({more}orderBy: [{{field: {order}}}], first: 5) {{ edges {{ node {{ name }} }} }}"
    yield from ALSO
