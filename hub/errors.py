"""Errors that Merezha raises on purpose: one class per cause, its docstring is the message."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar


class MerezhaError(Exception):
    """Something went wrong that we foresaw."""

    code: ClassVar[str] = "MEREZHA_ERROR"

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(" ".join((type(self).__doc__ or "").split()).format(**details))

    def __reduce__(self) -> tuple[Callable[[], "MerezhaError"], tuple[()]]:
        """Errors of worker processes are pickled, and need their details by name."""
        return partial(type(self), **self.details), ()
