"""What can keep the private cluster from starting: one class per cause."""

from hub.errors import MerezhaError


class PostgresNotFound(MerezhaError):
    """PostgreSQL {minimum} or newer was not found on this machine; install it with: {command}."""

    code = "POSTGRES_NOT_FOUND"


class PostgisNotFound(MerezhaError):
    """PostgreSQL {major} lacks PostGIS ({control} is missing); install it with: {command}."""

    code = "POSTGIS_NOT_FOUND"


class OtherMajorVersion(MerezhaError):
    """The data in {data} was made by PostgreSQL {found}, but this machine has PostgreSQL {installed}."""

    code = "CLUSTER_OTHER_VERSION"


class DiskFull(MerezhaError):
    """The disk of {folder} is full: {free_mb} MB are free and the cluster needs {needed_mb} MB."""

    code = "DISK_FULL"


class ClusterBusy(MerezhaError):
    """Another start of the cluster in {home} has not finished for {seconds:g} seconds."""

    code = "CLUSTER_BUSY"


class HomeNotUsable(MerezhaError):
    """The folder {home} cannot be used for the cluster: the user {user} may not write there."""

    code = "HOME_NOT_USABLE"


class NoServerUser(MerezhaError):
    """PostgreSQL does not run as the superuser, and this machine has no user named {user} to run it as."""

    code = "NO_SERVER_USER"


class ClusterNotStarted(MerezhaError):
    """PostgreSQL did not start in {home}: {reason} (its log is {log})."""

    code = "CLUSTER_NOT_STARTED"


class ClusterSilent(MerezhaError):
    """PostgreSQL in {home} (process {pid}) runs and has not answered for {seconds:g} seconds. {remedy}"""

    code = "CLUSTER_SILENT"


class ClusterNotStopped(MerezhaError):
    """PostgreSQL in {home} (process {pid}) was asked to stop and still runs after {seconds:g} seconds.
    {remedy}"""

    code = "CLUSTER_NOT_STOPPED"


class ClusterCommandFailed(MerezhaError):
    """PostgreSQL's program {program} failed: {reason}."""

    code = "CLUSTER_COMMAND_FAILED"


class NotPrivate(MerezhaError):
    """MEREZHA_DATABASE_URL names a database of its own, so there is no private cluster to start or stop."""

    code = "NOT_PRIVATE"
