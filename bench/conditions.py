"""Conditions: the day, machine, load and versions under which figures arose, as a sentence below them."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from hub.store.connection import connect, scalar


class Conditions:
    """Made before the first measurement, so that it knows the load of then."""

    def __init__(self, packages: Sequence[str]) -> None:
        self._packages = packages
        self._before = os.getloadavg()[0]
        self._servers = self._sizes = ""

    def note_database(self, url: str) -> None:
        """Tell of which version the server of the database is, and how much is in the database."""
        with connect(url) as connection:
            postgres = str(scalar(connection, "SHOW server_version")).split()[0]
            postgis = scalar(connection, "SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
            providers, units = (
                scalar(connection, f"SELECT count(*) FROM hub.{table}") for table in ("provider", "territory")
            )
        self._servers = f", PostgreSQL {postgres}, PostGIS {postgis}"
        self._sizes = f" in a hub of {providers:,} providers and {units:,} territories"

    def sentence(self, command: str, how: str) -> str:
        """The command, how often it measured, and everything else, as of after the last measurement."""
        packages = "".join(f", {name} {version(name)}" for name in self._packages)
        return (
            f"Measured on {datetime.now(UTC).date()} by `{command}`{self._sizes}: {how}, {os.cpu_count()} "
            f"cores, load {self._before:.1f} before and {os.getloadavg()[0]:.1f} after. Python "
            f"{platform.python_version()}{self._servers}{packages}."
        )
