"""Why an operation is refused before it is validated. Each has a stable code, its value and its limit."""

from hub.errors import MerezhaError


class Refused(MerezhaError):
    """The operation asks for more than one request may."""

    code = "QUERY_TOO_LARGE"


class TooManyTokens(Refused):
    """The document holds more than {limit} tokens. Split it, or send values as variables."""

    code = "TOO_MANY_TOKENS"


class TooManyOperations(Refused):
    """The document holds {count} operations; at most {limit} are read."""

    code = "TOO_MANY_OPERATIONS"


class QueryTooDeep(Refused):
    """The operation nests fields {depth} deep; at most {limit} levels are served."""

    code = "QUERY_TOO_DEEP"


class QueryTooLarge(Refused):
    """The operation selects {fields} fields once its fragments are expanded; at most {limit} are served."""

    code = "QUERY_TOO_LARGE"


class TooManyRootFields(Refused):
    """The operation has {count} fields at its root; at most {limit} are served."""

    code = "TOO_MANY_ROOT_FIELDS"


class TooManyAliases(Refused):
    """The document holds {count} aliases; at most {limit} are served."""

    code = "TOO_MANY_ALIASES"


class TooManyDirectives(Refused):
    """The document holds {count} directives; at most {limit} are served."""

    code = "TOO_MANY_DIRECTIVES"


class TooManyOverlaps(Refused):
    """The document selects the same names, or spreads fragments side by side, in {count} pairs; at most
    {limit} pairs are compared. Select each field once.
    """

    code = "TOO_MANY_OVERLAPS"


class QueryTooExpensive(Refused):
    """The operation asks for {cost} nodes; at most {limit} are served. Most are of `{path}`: {advice}."""

    code = "QUERY_TOO_EXPENSIVE"


class VariablesTooLarge(Refused):
    """The variables hold more than {limit} values, lists and objects. Ask for less at once."""

    code = "VARIABLES_TOO_LARGE"


class VariablesTooDeep(Refused):
    """The variables nest deeper than {limit} levels."""

    code = "VARIABLES_TOO_DEEP"
