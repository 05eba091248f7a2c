"""Settings of each concern that are no limits of questions or files."""

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from hub.settings.limits import processors


def default_home() -> Path:
    """Return where data lives by default: outside the superuser's closed home, else by the XDG rule."""
    if os.geteuid() == 0:
        return Path("/var/lib/merezha")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "merezha"


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
    work_url: SecretStr | None = Field(
        default=None,
        description="URL under which workers take jobs and keep results; by default that of the database for "
        "the login merezha_worker, without a password.",
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
    stop_seconds: float = Field(
        default=20,
        gt=0,
        description="Seconds to wait for the private cluster to stop, before it is said that it does not.",
    )


class PersonSettings(BaseSettings):
    """What keeps numbers of natural persons secret."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    person_key: SecretStr | None = Field(
        default=None,
        description="Secret that hashes of persons' numbers are made with, in place of the file person.key.",
    )


class SmallCellSettings(BaseSettings):
    """Which counts of people are too small to be told."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_")

    small_cell: int = Field(
        default=10,
        ge=3,
        le=1_000_000,
        description="Counts of people below it are hidden, and what would tell them; a change holds from the "
        "next publish.",
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


class WriteSettings(BaseSettings):
    """How long what writes into the database may wait for others, and keep others waiting."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_WRITE_")

    lock_seconds: float = Field(
        default=60,
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


class JobSettings(BaseSettings):
    """How long work is done by workers."""

    model_config = SettingsConfigDict(env_prefix="MEREZHA_JOB_")

    beside_serve: bool = Field(default=True, description="Whether `serve` runs a worker beside itself.")
    running: int = Field(
        default=2, gt=0, le=64, description="Jobs of the hub that are worked on at once, by all workers."
    )
    waiting: int = Field(default=20, gt=0, le=10_000, description="Jobs of the hub that may wait.")
    of_key: int = Field(
        default=3, gt=0, le=10_000, description="Jobs of one client's key that may wait or be worked on."
    )
    seconds: int = Field(default=900, gt=0, le=86_400, description="Seconds that one job may take.")
    memory_mb: int = Field(default=2_048, ge=128, description="Memory in MB that one job may use.")
    heartbeat_seconds: float = Field(
        default=2, gt=0, le=600, description="Seconds after which a worker says again that it lives."
    )
    dead_seconds: float = Field(
        default=20,
        gt=0,
        le=3_600,
        description="Seconds of silence after which a worker is taken for dead, and its job taken up again.",
    )
