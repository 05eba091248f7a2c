"""What an operation may ask, counted once per document, after parsing and before validation.

Validation itself can be made to cost seconds, so nothing here takes a document to be valid: unknown names
count as leaves, and cycles of fragments end.
"""

from schema.guards.check import Limits, admit, check, cost, is_token_limit, read
from schema.guards.errors import Refused, TooManyTokens
from schema.guards.measures import Measures, measure
from schema.guards.variables import check_variables

__all__ = [
    "Limits",
    "Measures",
    "Refused",
    "TooManyTokens",
    "admit",
    "check",
    "check_variables",
    "cost",
    "is_token_limit",
    "measure",
    "read",
]
