"""A typed decorator for fields that are computed."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

Method = TypeVar("Method", bound=Callable[..., Any])


def resolved(*, description: str) -> Callable[[Method], Method]:
    """Make a method a described field; Strawberry's own decorator is untyped to a strict checker."""
    return cast(Callable[[Method], Method], strawberry.field(description=description))
