"""The private PostgreSQL + PostGIS cluster, or the database that stands in its place."""

import re

from hub import settings
from hub.cluster.server import PrivateCluster
from hub.settings import Settings

__all__ = ["PrivateCluster", "ensure_database", "private_cluster", "sqlalchemy_url"]


def private_cluster(of: Settings | None = None) -> PrivateCluster | None:
    """Return the private cluster, or None when the settings name a database of their own."""
    current = of or settings.load()
    return None if current.database.database_url else PrivateCluster(current.cluster)


def ensure_database(of: Settings | None = None) -> str:
    """Return the SQLAlchemy URL of the hub's database, after starting the private cluster if it is used.

    Raises the errors of hub.cluster.errors when the cluster cannot start.
    """
    current = of or settings.load()
    if current.database.database_url:
        return sqlalchemy_url(current.database.database_url.get_secret_value())
    cluster = PrivateCluster(current.cluster)
    cluster.ensure()
    return cluster.url


def sqlalchemy_url(url: str) -> str:
    """Return the URL with the driver that the hub uses: `postgres://…` becomes `postgresql+psycopg://…`."""
    return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", url)
