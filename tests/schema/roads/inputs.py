"""Values of input types, drawn as the schema declares them: a new field is drawn without anybody's doing.

Enums, truth values and input types are drawn by their types. What a number or a text may hold no type tells:
MAKERS says it by the place of a field. A place that it does not know fails the tests by its name.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_required_input_field,
)

from tests.schema.roads.chances import chance, numbers, pick, several
from tests.schema.roads.shapes import box, circle, point, polygon
from tests.schema.roads.values import Values

Maker = Callable[[Values], Any]


class NoValues(AssertionError):
    """Nothing says which values a place of the schema may hold."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: say in tests/schema/roads/inputs.py (or arguments.py) what it may hold.")


def _categories(values: Values) -> list[str]:
    return values.codes("categories", "national_codes")


def _serves(values: Values) -> dict[str, Any]:
    """One of the ways to say what must be served; when spoilt none, half a point, or two at once."""
    spot = point(values)
    if values.spoilt():
        half = {"lat": spot["lat"]}
        return pick(values.draw, [{}, half, {"point": spot, **spot}, {"point": spot, **half}])
    return pick(values.draw, [spot, {"point": spot}, {"territory": values.territory()}])


def _ids(*types: str) -> Maker:
    return lambda values: [values.identity(*types) for _ in range(values.draw(numbers(0, 4)))]


def _siting(values: Values) -> dict[str, Any]:
    """A question about new sites whose goal has what it needs; when spoilt, not."""
    draw = values.draw
    goal = pick(draw, ["MOST_COVERED", "LEAST_DISTANCE", "FEWEST_FOR_SHARE"])
    fewest = (goal == "FEWEST_FOR_SHARE") is not values.spoilt()
    asked: dict[str, Any] = {"within": values.territory(), "goal": goal}
    asked |= {"share": pick(draw, [0.4, 0.9])} if fewest else {"new": pick(draw, [1, 3])}
    if chance(draw, 50):
        asked["reach"] = pick(draw, [{"metres": 8_000}, {"minutes": 30}, {"metres": 0}])
    if chance(draw, 30):
        asked["candidates"] = {"kind": pick(draw, ["SETTLEMENTS", "HROMADA_SEATS"])}
    return asked


#: Values by the place of a field; of a whole type where its fields must go together.
MAKERS: Mapping[str, Maker] = {
    "PointInput": point,
    "BoxInput": box,
    "RadiusInput": circle,
    "ServesInput": _serves,
    "SitingInput": _siting,
    "WithinInput.territory": Values.territory,
    "WithinInput.polygon": polygon,
    "TravelInput.metres": lambda values: pick(
        values.draw, [0, 1e300] if values.spoilt() else [900.5, 15_000]
    ),
    "TravelInput.minutes": lambda values: pick(values.draw, [-1, 241] if values.spoilt() else [30, 60]),
    "AgesInput.from": lambda values: pick(values.draw, [-1, 200] if values.spoilt() else [0, 60]),
    "AgesInput.to": lambda values: pick(values.draw, [-1, 200] if values.spoilt() else [17, 150]),
    "PeopleInput.targetGroup": lambda values: values.code("target_groups"),
    **{
        f"TeamAssumptions.{name}": lambda values: pick(values.draw, [0, 1e300] if values.spoilt() else [1, 5])
        for name in (
            "visitsPerDay",
            "daysPerWeek",
            "visitsPerClientPerWeek",
            "teamsPerProvider",
            "reachMinutes",
        )
    },
    "CategoriesInput.anyOf": _categories,
    "CategoriesInput.allOf": _categories,
    "CategoriesInput.noneOf": _categories,
    "EligibleInput.age": Values.age,
    "EligibleInput.targetGroups": lambda values: values.codes("target_groups"),
    "ProviderFilter.kinds": lambda values: values.codes("kinds"),
    "ProviderFilter.targetGroups": lambda values: values.codes("target_groups"),
    "ProviderFilter.text": lambda values: values.words("provider_names", "addresses", "territory_names"),
    "ProviderFilter.sources": lambda values: values.codes("sources"),
    "ProviderFilter.ids": _ids("Provider", "Gone"),
    "AccessPointFilter.text": lambda values: values.words("office_names", "addresses", "territory_names"),
    "AccessPointFilter.sources": lambda values: values.codes("sources"),
    "AccessPointFilter.ids": _ids("AccessPoint"),
    "TerritoryFilter.text": lambda values: values.words("territory_names"),
    "TerritoryFilter.within": Values.territory,
    "TerritoryFilter.codes": lambda values: values.codes("territories", "other_codes", most=6),
}
#: Types of which at least one field says something; all fields of others may be left out together.
SAYING = frozenset({"WithinInput", "CategoriesInput", "EligibleInput"})


class Inputs:
    """Draws values of the input types of a schema."""

    def __init__(self, schema: GraphQLSchema, values: Values) -> None:
        self.schema = schema
        self.values = values

    def value(self, kind: GraphQLInputType, place: str) -> Any:
        """A value of a type for a place; raises NoValues."""
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        make = MAKERS.get(place) or MAKERS.get(getattr(inner, "name", ""))
        if make is not None:
            return make(self.values)
        draw = self.values.draw
        if isinstance(inner, GraphQLEnumType):
            return pick(draw, list(inner.values))
        if isinstance(inner, GraphQLInputObjectType):
            return self._object(inner)
        if isinstance(inner, GraphQLList):
            item = get_named_type(inner)
            if isinstance(item, GraphQLEnumType):
                return several(draw, list(item.values), 1, 3)
        if getattr(inner, "name", "") == "Boolean":
            return chance(draw, 50)
        raise NoValues(place)

    def _object(self, kind: GraphQLInputObjectType) -> dict[str, Any]:
        """An input object with its required fields and up to three others."""
        draw, saying = self.values.draw, kind.name in SAYING
        required = [name for name, field in kind.fields.items() if is_required_input_field(field)]
        others = [name for name in kind.fields if name not in required]
        least = 1 if saying and not self.values.spoilt() else 0
        chosen = {*required, *several(draw, others, least, 2 if saying else 3)}
        return {
            name: self.value(field.type, f"{kind.name}.{name}")
            for name, field in kind.fields.items()
            if name in chosen
        }


def undrawable(kind: GraphQLInputType, place: str) -> Iterator[str]:
    """The places below one for which no values can be drawn."""
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if place in MAKERS or getattr(inner, "name", "") in MAKERS:
        return
    if isinstance(inner, GraphQLInputObjectType):
        for name, field in inner.fields.items():
            yield from undrawable(field.type, f"{inner.name}.{name}")
    elif not isinstance(get_named_type(inner), GraphQLEnumType) and str(inner) != "Boolean":
        yield place
