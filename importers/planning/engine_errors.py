"""Errors of engines that compute travel times: each tells which engine, and what to do."""

from hub.errors import MerezhaError


class EngineUnreachable(MerezhaError):
    """The engine {engine} at {url} did not answer {tries} times: {reason}. Nothing was loaded; look whether
    it runs, and ask again."""

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
