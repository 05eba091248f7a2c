"""A watch over the private cluster while it serves: a server that died is started again."""

import logging
import threading
from types import TracebackType

from hub.cluster.server import PrivateCluster
from hub.errors import MerezhaError

log = logging.getLogger(__name__)

_EVERY_SECONDS = 1.0


class Watch:
    """Looks after the cluster in a thread of its own, from entering to leaving."""

    def __init__(self, cluster: PrivateCluster) -> None:
        self._cluster = cluster
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="cluster watch", daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        before = ""
        while not self._over.wait(_EVERY_SECONDS):
            try:
                if self._cluster.revive():
                    log.warning("PostgreSQL had died in %s, and was started again", self._cluster.home)
                before = ""
            except (MerezhaError, OSError) as error:
                # A full disk may last for hours; it is said once, and tried again.
                if str(error) != before:
                    log.error("PostgreSQL died, and cannot be started: %s", error)
                before = str(error)
