"""How long this installation keeps rows of files, and what it does about it when an import ends."""

from hub.settings import RetentionSettings
from hub.store.connection import DatabaseConnection
from hub.store.retention import Retention, forget_after_publish


def kept_for() -> Retention:
    """For how long rows are kept, as the settings say."""
    settings = RetentionSettings()
    return Retention(settings.raw_days, settings.secret_raw_days)


def forget_expired(connection: DatabaseConnection) -> None:
    """Take out some of the rows whose time is over; never raises, since the import is over and holds."""
    forget_after_publish(connection, kept_for())
