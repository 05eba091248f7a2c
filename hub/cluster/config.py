"""The cluster's configuration files: who may connect, and how the server behaves."""

from collections.abc import Iterable

from hub.logins import Login

DATABASE = "merezha"
#: Who makes the cluster; hub.store.grants makes the other logins and says what they may do.
ROLE = Login.OWNER.value

_HBA = f"""\
# Only users of this machine named in pg_ident.conf connect, over the unix socket; the network is off.
local all {",".join(Login)} peer map=merezha
"""

_SERVER = """\
listen_addresses = ''
unix_socket_directories = '{socket}'
max_connections = 100
shared_buffers = 256MB
work_mem = 32MB
maintenance_work_mem = 256MB
effective_cache_size = 1GB
max_wal_size = 2GB
random_page_cost = 1.1
# Just-in-time compilation costs more than it saves for queries of milliseconds.
jit = off
log_line_prefix = '%m [%p] %u@%d '
log_lock_waits = on
# What is asked by a process that is gone is given up, and its locks with it.
client_connection_check_interval = 5s
timezone = 'UTC'
datestyle = 'iso, ymd'
"""


def server_conf(socket: str) -> str:
    """Return postgresql.conf for a server that listens in this folder only."""
    return _SERVER.format(socket=socket)


def hba_conf() -> str:
    """Return pg_hba.conf: peer authentication with a map of users, and nothing else."""
    return _HBA


def ident_conf(users: Iterable[str]) -> str:
    """Return pg_ident.conf, which lets these system users log in as the roles of the cluster."""
    return "".join(f'merezha "{user}" {login}\n' for user in sorted(set(users)) for login in Login)
