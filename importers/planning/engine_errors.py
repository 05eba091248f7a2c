"""Errors of engines that compute travel times: each tells which engine, and what to do."""

from hub.errors import MerezhaError


class EngineUrlUnusable(MerezhaError):
    """The URL of the engine is not usable: {reason}. Write it like http://127.0.0.1:5000, and give a key as
    MEREZHA_TRAVEL_KEY."""

    code = "ENGINE_URL_UNUSABLE"


class EngineKeyUnusable(MerezhaError):
    """The engine's key holds what no header may, such as a line break. Give it as the
    engine's operator did."""

    code = "ENGINE_KEY_UNUSABLE"


class EngineUnreachable(MerezhaError):
    """The engine {engine} at {url} did not answer {tries} times: {reason}. Nothing was loaded; look whether
    it runs, and ask again: what it answered before is not asked for anew."""

    code = "ENGINE_UNREACHABLE"


class EngineRefused(MerezhaError):
    """The engine {engine} at {url} refused the question with {status}: {said}. Nothing was loaded; mend the
    URL, the profile or the key, or let the engine take larger tables."""

    code = "ENGINE_REFUSED"


class EngineFailed(MerezhaError):
    """The engine {engine} at {url} answered what cannot be used: {reason}. Nothing was loaded; look whether
    --engine names the engine that runs there."""

    code = "ENGINE_FAILED"


class NoPlacesToTravel(MerezhaError):
    """Within {code} there are {origins} places with a point that people come from and {destinations} where
    providers work, so there are no times to fetch. Load points of settlements or import providers."""

    code = "NO_PLACES_TO_TRAVEL"
