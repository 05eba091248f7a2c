"""Every setting and limit of the program: one small class per concern, read from MEREZHA_… variables."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from hub.errors import MerezhaError


class InvalidSetting(MerezhaError):
    """The environment variable {name} holds {value!r}, which is not usable: {reason}."""

    code = "INVALID_SETTING"


def default_home() -> Path:
    """Return where data lives by default: outside the superuser's closed home, else by the XDG rule."""
    if os.geteuid() == 0:
        return Path("/var/lib/merezha")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "merezha"


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


class DatabaseSettings(BaseSettings):
    """Which database the hub speaks to."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    database_url: SecretStr | None = Field(
        default=None, description="URL of a PostGIS database to use in place of the private cluster."
    )
    read_url: SecretStr | None = Field(
        default=None,
        description="URL under which `serve` reads for everybody; by default that of the database for the "
        "login merezha_reader, without a password.",
    )


class ClusterSettings(BaseSettings):
    """How the private PostgreSQL cluster is kept."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    home: Path = Field(default_factory=default_home, description="Folder of the private cluster's data.")
    pg_bin: Path | None = Field(
        default=None, description="Folder of PostgreSQL's programs, when they should not be searched for."
    )
    min_free_mb: int = Field(
        default=300, ge=0, description="Free disk space in MB below which the private cluster does not start."
    )
    lock_seconds: float = Field(
        default=60, gt=0, description="Seconds to wait for another start of the same cluster to finish."
    )


class PersonSettings(BaseSettings):
    """What keeps numbers of natural persons secret."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    person_key: SecretStr | None = Field(
        default=None,
        description="Secret that hashes of persons' numbers are made with, in place of the file person.key.",
    )


class ServeSettings(BaseSettings):
    """Where the server listens."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    host: str = Field(default="127.0.0.1", description="Address on which `serve` and `demo` listen.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port on which `serve` and `demo` listen.")
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/?#]+[^\s?#]*$",
        description="Address of the server as its clients see it; by default the one of each request.",
    )
    proxies: str = Field(
        default="",
        description="Addresses or networks of reverse proxies, with commas between, whose X-Forwarded-For is "
        "believed; by default none.",
    )
    origins: str = Field(
        default="*",
        description="Origins, with commas between, whose pages may read answers of /graphql; * are all.",
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


class RoadSettings(BaseSettings):
    """How operations are answered."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    compile: bool = Field(
        default=True,
        description="Whether plans answer what they can; else resolvers answer all, as a reference.",
    )
    few_rows: int = Field(
        default=30,
        ge=0,
        description="Up to how many rows a page that PostgreSQL does not write is read in one statement with "
        "all that hangs on it.",
    )
    written_rows: int = Field(
        default=1_000,
        ge=0,
        description="Up to how many rows PostgreSQL writes a page as JSON, where it can.",
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


class TrustedSettings(BaseSettings):
    """Which documents clients may ask for by their hashes."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_TRUSTED_")

    manifests: Path | None = Field(
        default=None, description="Manifest of trusted documents of client applications, or a folder of such."
    )
    only: bool = Field(default=False, description="Whether no other than trusted documents are answered.")


class CacheSettings(BaseSettings):
    """Which answers a server keeps in its memory."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_CACHE_")

    total_bytes: int = Field(
        default=64 * 1024**2, ge=0, description="Bytes of all answers that are kept; 0 keeps none."
    )
    answer_bytes: int = Field(
        default=4 * 1024**2, gt=0, description="Bytes of the largest answer that is kept."
    )


class LogSettings(BaseSettings):
    """How much is written to standard error."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    log_level: str = Field(
        default="WARNING",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        description="Least severe message that is logged: DEBUG, INFO, WARNING or ERROR.",
    )


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


class FileLimits(BaseSettings):
    """What a file of a region may cost to read."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_FILE_")

    unpacked_bytes: int = Field(
        default=4 * 1024**3, gt=0, description="Bytes to which a ZIP's member or an XLSX workbook may unpack."
    )
    sheet_cells: int = Field(
        default=40_000_000, gt=0, description="Cells that the used area of an XLSX sheet may have."
    )
    record_characters: int = Field(
        default=16 * 1024**2,
        gt=0,
        lt=2**31,
        description="Characters of one record of a text file: of a line, with the lines that its quotation "
        "marks hold together, or of an object or element.",
    )


class WriteSettings(BaseSettings):
    """How long what writes into the database may wait for others, and keep others waiting."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_WRITE_")

    lock_seconds: float = Field(
        default=900,
        gt=0,
        le=86_400,
        description="Seconds that an import or another command waits for what another one holds.",
    )
    idle_seconds: float = Field(
        default=3_600,
        gt=0,
        le=86_400,
        description="Seconds after which PostgreSQL ends a transaction that rests, as a frozen import does.",
    )
    publish_idle_seconds: float = Field(
        default=600,
        gt=0,
        le=86_400,
        description="The same once the import has begun to publish, when all others wait for it.",
    )


class ImportSettings(BaseSettings):
    """How an import uses the machine."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_IMPORT_")

    workers: int = Field(
        default=0,
        ge=0,
        le=64,
        description="Processes that map the rows of a long file; 1 works in the importing process alone, "
        "0 takes one for each processor.",
    )

    @property
    def processes(self) -> int:
        """How many processes `workers` means on this machine."""
        return self.workers or processors()


class RetentionSettings(BaseSettings):
    """How long rows of files are kept as they came."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_KEEP_")

    raw_days: int = Field(
        default=400,
        ge=0,
        le=36_500,
        description="Days that rows of a file are kept; those of each source's newest publish stay longer.",
    )
    secret_raw_days: int = Field(
        default=30,
        ge=0,
        le=36_500,
        description="Days that rows are kept which may lead to a hidden place, or which nobody judged, also "
        "of the newest publish.",
    )


class Settings:
    """All settings together, one attribute per concern."""

    def __init__(self) -> None:
        self.database = DatabaseSettings()
        self.cluster = ClusterSettings()
        self.persons = PersonSettings()
        self.serve = ServeSettings()
        self.connections = ConnectionLimits()
        self.trusted = TrustedSettings()
        self.roads = RoadSettings()
        self.lanes = LaneSettings()
        self.cache = CacheSettings()
        self.log = LogSettings()
        self.limits = RequestLimits()
        self.keys = KeyLimits()
        self.stewards = StewardLimits()
        self.reconcile = ReconcileLimits()
        self.files = FileLimits()
        self.writing = WriteSettings()
        self.imports = ImportSettings()
        self.retention = RetentionSettings()

    def concerns(self) -> list[BaseSettings]:
        """Return every settings object in the order in which `merezha config` shows them."""
        return [
            self.database,
            self.cluster,
            self.persons,
            self.serve,
            self.connections,
            self.trusted,
            self.roads,
            self.lanes,
            self.cache,
            self.log,
            self.limits,
            self.keys,
            self.stewards,
            self.reconcile,
            self.files,
            self.writing,
            self.imports,
            self.retention,
        ]


@dataclass(frozen=True)
class SettingLine:
    """One setting as `merezha config` shows it: variable, value, where the value is from, what it means."""

    name: str
    value: str
    origin: str
    doc: str


def load() -> Settings:
    """Read all settings from the environment, or raise InvalidSetting for the first that is not usable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        prefix = _prefix_of(error.title)
        raise InvalidSetting(
            name=prefix + str(first["loc"][0]).upper(), value=first["input"], reason=first["msg"]
        ) from None


def _prefix_of(class_name: str) -> str:
    """Return the variable prefix of the settings class with this name."""
    known = [*BaseSettings.__subclasses__(), *RequestLimits.__subclasses__(), *KeyLimits.__subclasses__()]
    return {cls.__name__: str(cls.model_config["env_prefix"]) for cls in known}.get(class_name, "MEREZHA_")


def describe(settings: Settings) -> Iterator[SettingLine]:
    """Yield every setting with its value, origin (`environment` or `default`) and meaning."""
    for concern in settings.concerns():
        prefix = str(concern.model_config["env_prefix"])
        for field, info in type(concern).model_fields.items():
            name = prefix + field.upper()
            value = getattr(concern, field)
            origin = "environment" if name in os.environ else "default"
            yield SettingLine(name, "" if value is None else str(value), origin, info.description or "")
