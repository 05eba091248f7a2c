"""The libraries of the extra `papers`, which an installation may lack."""

from importlib import import_module
from typing import Any

from hub.errors import MerezhaError


class PapersNotInstalled(MerezhaError):
    """A paper as {form} needs the library {library}, which is not installed. Install it with
    `.venv/bin/pip install -e '.[papers]'` in the program's folder; XLSX, CSV, GeoJSON and HTML do without."""

    code = "PAPERS_NOT_INSTALLED"


def library(module: str, distribution: str, form: str) -> Any:
    """A library of the extra. Raises PapersNotInstalled."""
    try:
        return import_module(module)
    except ImportError:
        raise PapersNotInstalled(form=form, library=distribution) from None
