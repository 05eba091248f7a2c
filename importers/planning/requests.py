"""Requests to an engine of travel times: bounded in time and size, tried again while it is busy, and told
without the key. Only the operator names the engine; an answer cannot send a request elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from typing import Any, Final

import httpx

from importers.planning.engine_errors import (
    EngineFailed,
    EngineKeyUnusable,
    EngineRefused,
    EngineUnreachable,
    EngineUrlUnusable,
)

_TRIES: Final = 3
_PAUSE_SECONDS: Final = 1.0
#: An engine that wants more patience is asked again by whoever runs the command.
_LONGEST_PAUSE_SECONDS: Final = 120.0
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
#: A matrix of 50 × 50 has less than a megabyte.
_MOST_BYTES: Final = 64 * 1024**2
#: Characters of an engine's own words that are told.
_TOLD: Final = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its method, its path below the engine's URL, and what is sent as JSON."""

    method: str
    path: str
    body: dict[str, Any] | None = None


class EngineRequests:
    """Sends requests to the engine at a URL. Use as a context manager."""

    def __init__(
        self, engine: str, url: str, key: str | None, seconds: float, pause: Callable[[float], None] = sleep
    ) -> None:
        """`seconds` bound one request. Raises EngineUrlUnusable and EngineKeyUnusable."""
        self.engine, self.url = engine, _checked(url)
        self._key = key.strip() if key else ""
        if not (self._key.isascii() and (self._key.isprintable())):
            raise EngineKeyUnusable()
        headers = {"Authorization": self._key} if self._key else {}
        timeout = httpx.Timeout(seconds, connect=min(10, seconds))
        self._client = httpx.Client(timeout=timeout, headers=headers, follow_redirects=False)
        self._seconds = seconds
        self._pause = pause

    def __enter__(self) -> "EngineRequests":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def answer(self, asked: Asked) -> dict[str, Any]:
        """The object that the engine answers. Raises EngineUnreachable, EngineRefused and EngineFailed."""
        reason = ""
        for attempt in range(_TRIES):
            wanted = _PAUSE_SECONDS * 2**attempt
            try:
                response, content = self._sent(asked)
            except httpx.HTTPError as error:
                reason = str(error) or type(error).__name__
            else:
                if response.status_code not in _BUSY:
                    return self._read(response, content)
                reason = f"it answered {response.status_code}"
                told = _retry_after(response)
                if told is not None and told > _LONGEST_PAUSE_SECONDS:
                    reason += f", and wants to be asked again in {told:.0f} seconds"
                    raise EngineUnreachable(
                        engine=self.engine, url=self.url, tries=attempt + 1, reason=reason
                    )
                wanted = max(wanted, told or 0)
            if attempt + 1 < _TRIES:
                self._pause(wanted)
        raise EngineUnreachable(engine=self.engine, url=self.url, tries=_TRIES, reason=self._told(reason))

    def _sent(self, asked: Asked) -> tuple[httpx.Response, bytes]:
        """The answer to one request, which has to be there in time as a whole."""
        end = monotonic() + self._seconds
        content = bytearray()
        with self._client.stream(asked.method, f"{self.url}/{asked.path}", json=asked.body) as response:
            for part in response.iter_bytes():
                content += part
                if len(content) > _MOST_BYTES:
                    reason = f"its answer has more than {_MOST_BYTES // 1024**2} MB"
                    raise EngineFailed(engine=self.engine, url=self.url, reason=reason)
                if monotonic() > end:
                    raise httpx.ReadTimeout(f"its answer took longer than {self._seconds:g} seconds")
        return response, bytes(content)

    def _read(self, response: httpx.Response, content: bytes) -> dict[str, Any]:
        if not response.is_success:
            said = self._told(" ".join(content.decode("utf-8", "replace").split()))[:_TOLD]
            raise EngineRefused(engine=self.engine, url=self.url, status=response.status_code, said=said)
        try:
            answer = httpx.Response(200, content=content).json()
        except ValueError as error:
            raise EngineFailed(engine=self.engine, url=self.url, reason="its answer is no JSON") from error
        if not isinstance(answer, dict):
            raise EngineFailed(engine=self.engine, url=self.url, reason="its answer is no object")
        return answer

    def _told(self, words: str) -> str:
        """Words of an engine without the key, which some repeat."""
        return words.replace(self._key, "…") if self._key else words


def _checked(url: str) -> str:
    """The URL below which the engine answers. A key has no place in it, since it is told and kept."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise EngineUrlUnusable(reason="it cannot be read") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise EngineUrlUnusable(reason="it does not begin with http:// or https:// and a host")
    if parsed.userinfo or parsed.query or parsed.fragment:
        raise EngineUrlUnusable(reason="it holds a name, a password or a query")
    return str(parsed).rstrip("/")


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that a busy engine asks to be let alone: a number, or until a moment."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
