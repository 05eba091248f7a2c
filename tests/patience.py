"""How long tests wait for the database: a busy machine is no failure."""

from hub.store.engine import ReadOptions

#: Both a statement and a connection that is being made may take long while other tests work.
PATIENT = ReadOptions(statement_seconds=60, wait_seconds=60)
