"""Limits: what questions, connections and files may cost."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


class RequestLimits(BaseSettings):
    """What one GraphQL request of an anonymous client may cost, and how many such a client may send."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_ANONYMOUS_")

    body_bytes: int = Field(default=100_000, gt=0, description="Bytes of a request body.")
    tokens: int = Field(default=1_000, gt=0, description="Tokens of a GraphQL document.")
    operations: int = Field(default=20, gt=0, description="Operations of a GraphQL document.")
    depth: int = Field(
        default=10, gt=0, le=100, description="Depth of nested fields after fragments are expanded."
    )
    fields: int = Field(default=300, gt=0, description="Fields after fragments are expanded.")
    aliases: int = Field(default=15, gt=0, description="Aliases of a GraphQL document.")
    root_fields: int = Field(default=10, gt=0, description="Fields at the root of an operation.")
    directives: int = Field(default=20, gt=0, description="Directives of a GraphQL document.")
    overlaps: int = Field(
        default=500,
        gt=0,
        description="Pairs of fields of one name, or of fragments, in one object of the answer.",
    )
    told_errors: int = Field(default=3, gt=0, description="Validation errors of a document that are told.")
    variable_values: int = Field(
        default=5_000, gt=0, description="Values, lists and objects in the variables of a request."
    )
    page_size: int = Field(default=100, gt=0, description="Largest `first` of a connection.")
    nodes: int = Field(default=5_000, gt=0, description="Nodes that one request may ask for.")
    filter_ids: int = Field(default=100, gt=0, description="Ids or codes in one list of a filter.")
    polygon_vertices: int = Field(default=500, gt=0, description="Vertices of a polygon in a filter.")
    radius_metres: int = Field(
        default=200_000, gt=0, description="Radius of a circle in a filter, in metres."
    )
    text_characters: int = Field(default=200, gt=0, description="Characters of a filter's text.")
    request_seconds: float = Field(default=5, gt=0, description="Seconds one request may take.")
    statement_seconds: float = Field(default=2, gt=0, description="Seconds one SQL statement may take.")
    planning_pairs: int = Field(
        default=1_000_000,
        gt=0,
        description="Pairs of a point of people and a place for a site that one plan may weigh.",
    )
    at_once: int = Field(
        default=4, ge=0, description="Requests of one client that are worked on at once; 0 is no limit."
    )
    requests_a_minute: int = Field(
        default=60, ge=0, description="Requests that one client may send in a minute; 0 is no limit."
    )
    points_a_minute: int = Field(
        default=3_000,
        ge=0,
        description="Cost points, of ten nodes each, that one client may use in a minute; 0 is no limit.",
    )
    database_ms_a_minute: int = Field(
        default=15_000,
        ge=0,
        description="Milliseconds for which the database may work for one client in a minute; 0 is no limit.",
    )


class KeyLimits(RequestLimits):
    """What one request with a client's key may cost, and how many the client may send."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_KEY_")

    body_bytes: int = Field(default=256_000, gt=0, description="Bytes of a request body.")
    tokens: int = Field(default=4_000, gt=0, description="Tokens of a GraphQL document.")
    operations: int = Field(default=50, gt=0, description="Operations of a GraphQL document.")
    depth: int = Field(
        default=12, gt=0, le=100, description="Depth of nested fields after fragments are expanded."
    )
    fields: int = Field(default=1_000, gt=0, description="Fields after fragments are expanded.")
    aliases: int = Field(default=30, gt=0, description="Aliases of a GraphQL document.")
    root_fields: int = Field(default=20, gt=0, description="Fields at the root of an operation.")
    directives: int = Field(default=50, gt=0, description="Directives of a GraphQL document.")
    overlaps: int = Field(
        default=2_000,
        gt=0,
        description="Pairs of fields of one name, or of fragments, in one object of the answer.",
    )
    told_errors: int = Field(default=10, gt=0, description="Validation errors of a document that are told.")
    variable_values: int = Field(
        default=20_000, gt=0, description="Values, lists and objects in the variables of a request."
    )
    page_size: int = Field(default=500, gt=0, description="Largest `first` of a connection.")
    nodes: int = Field(default=50_000, gt=0, description="Nodes that one request may ask for.")
    filter_ids: int = Field(default=500, gt=0, description="Ids or codes in one list of a filter.")
    polygon_vertices: int = Field(default=2_500, gt=0, description="Vertices of a polygon in a filter.")
    radius_metres: int = Field(
        default=1_000_000, gt=0, description="Radius of a circle in a filter, in metres."
    )
    request_seconds: float = Field(default=15, gt=0, description="Seconds one request may take.")
    statement_seconds: float = Field(default=10, gt=0, description="Seconds one SQL statement may take.")
    planning_pairs: int = Field(
        default=4_000_000,
        gt=0,
        description="Pairs of a point of people and a place for a site that one plan may weigh.",
    )
    at_once: int = Field(
        default=8, ge=0, description="Requests of one client that are worked on at once; 0 is no limit."
    )
    requests_a_minute: int = Field(
        default=600, ge=0, description="Requests that one client may send in a minute; 0 is no limit."
    )
    points_a_minute: int = Field(
        default=60_000,
        ge=0,
        description="Cost points, of ten nodes each, that one client may use in a minute; 0 is no limit.",
    )
    database_ms_a_minute: int = Field(
        default=120_000,
        ge=0,
        description="Milliseconds for which the database may work for one client in a minute; 0 is no limit.",
    )


class StewardLimits(KeyLimits):
    """What one request of a steward may cost; what is not said here is as with a client's key."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_STEWARD_")

    request_seconds: float = Field(
        default=30, gt=0, description="Seconds one request may take: an act may wait for an import."
    )


class ReconcileLimits(BaseSettings):
    """What one request to /reconcile may hold."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_RECONCILE_")

    queries: int = Field(default=25, gt=0, description="Queries of a batch.")
    candidates: int = Field(default=25, gt=0, description="Candidates of one query, whatever `limit` says.")
    default_candidates: int = Field(default=5, gt=0, description="Candidates of a query without `limit`.")
    properties: int = Field(default=20, gt=0, description="Properties of a query, and values of each.")
    text_characters: int = Field(default=500, gt=0, description="Characters of a query's text or value.")
    entities: int = Field(default=100, gt=0, description="Entities of one data extension query.")
    requests_a_minute: int = Field(
        default=600, ge=0, description="Requests that one address may send in a minute; 0 is no limit."
    )
    work_ms_a_minute: int = Field(
        default=30_000,
        ge=0,
        description="Milliseconds of work for one address in a minute; 0 is no limit.",
    )


class ConnectionLimits(BaseSettings):
    """What one connection to the server may send before a request is whole, and how long it may take."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_CONNECTION_")

    connections: int = Field(default=1_000, gt=0, description="Connections that are open at once.")
    connections_of_address: int = Field(
        default=100, gt=0, description="Connections of one address; those of `proxies` are not counted so."
    )
    header_bytes: int = Field(
        default=128 * 1024, gt=0, description="Bytes of a request's address and headers together."
    )
    headers: int = Field(default=100, gt=0, description="Headers of a request.")
    header_seconds: float = Field(
        default=10, gt=0, description="Seconds within which a request's headers must be there."
    )
    body_seconds: float = Field(
        default=30, gt=0, description="Seconds within which a request's body must be there."
    )
    idle_seconds: int = Field(default=5, gt=0, description="Seconds between two requests of a connection.")
    send_seconds: float = Field(
        default=30, gt=0, description="Seconds that a client may leave an answer unread."
    )
    stop_seconds: int = Field(
        default=10, gt=0, description="Seconds that SIGTERM leaves to the requests at work."
    )


class LaneSettings(BaseSettings):
    """How many slow questions are answered side by side, so that quick ones find room."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_SLOW_")

    at_once: int = Field(
        default=0, ge=0, description="Slow questions answered side by side; 0 is one for each processor."
    )
    wait_seconds: float = Field(
        default=2, gt=0, description="Seconds that a slow question waits for its turn before SERVER_BUSY."
    )

    @property
    def turns(self) -> int:
        """How many `at_once` means on this machine."""
        return self.at_once or processors()


class FileLimits(BaseSettings):
    """What a file of a region may cost to read."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_FILE_")

    unpacked_bytes: int = Field(
        default=4 * 1024**3, gt=0, description="Bytes to which a ZIP's member or an XLSX workbook may unpack."
    )
    sheet_cells: int = Field(
        default=40_000_000, gt=0, description="Cells that the used area of a workbook's sheet may have."
    )
    workbook_bytes: int = Field(
        default=512 * 1024**2,
        gt=0,
        description="Bytes of memory in which a workbook other than XLSX must be readable.",
    )
    workbook_seconds: int = Field(
        default=60,
        gt=0,
        description="Seconds of a processor in which a workbook other than XLSX must be readable.",
    )
    record_characters: int = Field(
        default=16 * 1024**2,
        gt=0,
        lt=2**31,
        description="Characters of one record of a text file: of a line, with the lines that its quotation "
        "marks hold together, or of an object or element.",
    )
    record_values: int = Field(
        default=1_000_000,
        gt=0,
        description="Values of one record of a text file: cells, members of objects and lists, elements.",
    )
