"""Every setting and limit of the program: one small class per concern, read from MEREZHA_… variables."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_settings import BaseSettings

from hub.errors import MerezhaError
from hub.settings.concerns import (
    CacheSettings,
    ClusterSettings,
    DatabaseSettings,
    ImportSettings,
    JobSettings,
    LogSettings,
    PersonSettings,
    RetentionSettings,
    RoadSettings,
    ServeSettings,
    SmallCellSettings,
    TrustedSettings,
    WriteSettings,
    default_home,
)
from hub.settings.limits import (
    ConnectionLimits,
    FileLimits,
    KeyLimits,
    LaneSettings,
    ReconcileLimits,
    RequestLimits,
    StewardLimits,
)

__all__ = [
    "CacheSettings",
    "ClusterSettings",
    "ConnectionLimits",
    "DatabaseSettings",
    "FileLimits",
    "ImportSettings",
    "InvalidSetting",
    "JobSettings",
    "KeyLimits",
    "LaneSettings",
    "LogSettings",
    "PersonSettings",
    "ReconcileLimits",
    "RequestLimits",
    "RetentionSettings",
    "RoadSettings",
    "ServeSettings",
    "SettingLine",
    "Settings",
    "SmallCellSettings",
    "StewardLimits",
    "TrustedSettings",
    "WriteSettings",
    "default_home",
    "describe",
    "load",
]


class InvalidSetting(MerezhaError):
    """The environment variable {name} holds {value!r}, which is not usable: {reason}."""

    code = "INVALID_SETTING"


class Settings:
    """All settings together, one attribute per concern."""

    def __init__(self) -> None:
        self.database = DatabaseSettings()
        self.cluster = ClusterSettings()
        self.persons = PersonSettings()
        self.small_cells = SmallCellSettings()
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
        self.jobs = JobSettings()

    def concerns(self) -> list[BaseSettings]:
        """Return every settings object in the order in which `merezha config` shows them."""
        return [
            self.database,
            self.cluster,
            self.persons,
            self.small_cells,
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
            self.jobs,
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
