"""What can be wrong with a filter, a page or an id that a client sends. Each has a stable code and reason."""

from typing import ClassVar

from hub.errors import MerezhaError


class BadUserInput(MerezhaError):
    """The input is not usable."""

    code = "BAD_USER_INPUT"
    #: Which of the causes of BAD_USER_INPUT it is; as stable as the code.
    reason: ClassVar[str] = "INVALID"


class BadCoordinates(BadUserInput):
    """Latitude {lat} and longitude {lon} are no place: they are -90 to 90 and -180 to 180 degrees."""

    reason = "COORDINATES"


class ReversedBox(BadUserInput):
    """The box has {low} {low_value} above {high} {high_value}; no box crosses the 180th meridian."""

    reason = "REVERSED_BOX"


class BadRadius(BadUserInput):
    """A radius of {metres} metres is not usable: it must be above 0 and at most {limit}."""

    reason = "RADIUS"


class NotAPolygon(BadUserInput):
    """The area is no GeoJSON Polygon or MultiPolygon: {why}."""

    reason = "NOT_A_POLYGON"


class UnclosedRing(BadUserInput):
    """A ring of the polygon is not closed: its last position must repeat the first.

    The ring has {count} positions, and needs four at least.
    """

    reason = "UNCLOSED_RING"


class InvalidPolygon(BadUserInput):
    """The polygon is not valid: {why}."""

    reason = "INVALID_POLYGON"


class TooManyVertices(BadUserInput):
    """The polygon has {count} positions; at most {limit} are served."""

    reason = "TOO_MANY_VERTICES"


class TooManyValues(BadUserInput):
    """The list {argument} holds {count} values; at most {limit} are served."""

    reason = "TOO_MANY_VALUES"


class BadPageSize(BadUserInput):
    """{argument}: {value} is not usable: pages hold 0 to {limit} nodes."""

    reason = "PAGE_SIZE"


class FirstAndLast(BadUserInput):
    """Give `first` or `last`, not both."""

    reason = "FIRST_AND_LAST"


class BadCursor(BadUserInput):
    """The cursor in {argument} is not one of this list in this order; take it from `pageInfo` or an edge."""

    reason = "CURSOR"


class BadId(BadUserInput):
    """{id!r} is no id of this hub; ids come from the field `id` and are not built by clients."""

    reason = "ID"


class IdOfAnotherType(BadUserInput):
    """The id {id!r} is of type {found}; the filter wants ids of type {wanted}."""

    reason = "ID_TYPE"


class SwappedAxes(BadUserInput):
    """Nothing that the hub knows is near latitude {lat}, longitude {lon} of `{argument}`, but much is near
    latitude {lon}, longitude {lat}: did you swap them?
    """

    reason = "SWAPPED_AXES"


class DistanceWithoutCentre(BadUserInput):
    """An order by DISTANCE needs a centre: give `within.radius`, or ask `nearestProviders`."""

    reason = "DISTANCE_WITHOUT_CENTRE"


class RepeatedOrder(BadUserInput):
    """The order names {field} more than once."""

    reason = "REPEATED_ORDER"


class BadAge(BadUserInput):
    """An age of {age} years is not usable: it must be 0 to 130."""

    reason = "AGE"


class BadTolerance(BadUserInput):
    """A tolerance of {metres} metres is not usable: it must be 0 to {limit}."""

    reason = "TOLERANCE"


class EmptyText(BadUserInput):
    """The text {text!r} holds no letter or digit to search for."""

    reason = "EMPTY_TEXT"


class TextTooLong(BadUserInput):
    """The text holds {count} characters; at most {limit} are searched for."""

    reason = "TEXT_TOO_LONG"


class UnstorableText(BadUserInput):
    """A text holds a character that no text of the hub can hold: NUL or half of a surrogate pair."""

    reason = "UNSTORABLE_TEXT"


class ServesOneOf(BadUserInput):
    """`serves` must hold exactly one of these: `lat` with `lon`, `point`, `territory`."""

    reason = "SERVES"


class NothingAsked(BadUserInput):
    """The input {argument} holds no condition; leave it out, or give one of its fields."""

    reason = "EMPTY_INPUT"


class AmbiguousTerritory(MerezhaError):
    """Several territories have the code {territory!r}; name one as scheme:code: {candidates}."""

    code = "AMBIGUOUS_TERRITORY"


class UnknownTerm(MerezhaError):
    """The taxonomy {taxonomy} has no term {term!r}; {hint}."""

    code = "UNKNOWN_TERM"


class UnmappedTerm(MerezhaError):
    """The code {term!r} of {system} stands for no category that a filter could ask for: {why}."""

    code = "UNMAPPED_TERM"


class AmbiguousTerm(MerezhaError):
    """The code {term!r} belongs to several national systems; name one as system:code: {candidates}."""

    code = "AMBIGUOUS_TERM"


class UnknownSource(MerezhaError):
    """No source has the code {source!r}."""

    code = "UNKNOWN_SOURCE"
