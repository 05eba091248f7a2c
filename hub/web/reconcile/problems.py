"""What can be wrong with a reconciliation request."""

from hub.web.problems import HttpProblem


class MalformedReconciliation(HttpProblem):
    """The request is not of the Reconciliation Service API 0.2: {why}."""

    code = "BAD_RECONCILIATION_REQUEST"


class UnknownProperty(HttpProblem):
    """There is no property {name!r}; {nearest}."""

    code = "UNKNOWN_PROPERTY"


class UnknownType(HttpProblem):
    """There is no type {name!r}; there are {known}."""

    code = "UNKNOWN_TYPE"


class BatchTooLarge(HttpProblem):
    """The batch holds {found} {what}, and at most {limit} are answered at once."""

    code = "BATCH_TOO_LARGE"
    status = 413


class UnknownEntity(HttpProblem):
    """The hub holds nothing with the id {id!r}."""

    code = "UNKNOWN_ENTITY"
    status = 404
