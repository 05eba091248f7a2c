"""Scalars of our own."""

from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

GeoJSON = NewType("GeoJSON", object)

GEOJSON: ScalarDefinition = strawberry.scalar(
    name="GeoJSON",
    description=(
        "A GeoJSON geometry (RFC 7946) as a JSON object, in WGS 84 degrees, longitude first. As input a "
        "Polygon, "
        "a MultiPolygon or a Feature of one."
    ),
    specified_by_url="https://www.rfc-editor.org/rfc/rfc7946",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)

AsOf = NewType("AsOf", object)

AS_OF: ScalarDefinition = strawberry.scalar(
    name="AsOf",
    description=(
        'A moment: a day as an ISO date (`"2020-03-11"`), or the number of a release. By day the answer is '
        "made of the files that stand for that day or an earlier one; by release it is what the hub showed "
        "after that release."
    ),
    serialize=lambda value: value,
    parse_value=lambda value: value,
)

Long = NewType("Long", int)

LONG: ScalarDefinition = strawberry.scalar(
    name="Long",
    description="A whole number of up to 64 bits, as a JSON number: sums may be larger than an Int holds.",
    serialize=int,
    parse_value=int,
)

SCALARS: dict[Any, ScalarDefinition] = {AsOf: AS_OF, GeoJSON: GEOJSON, Long: LONG}
