"""A question: everything that an answer depends on besides the data."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from hub.domain.vocabulary import Lang
from hub.web.problems import MalformedRequest
from hub.web.roles import Role
from schema.execution import Operation


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom, and in which languages and media type it is to be answered."""

    operation: Operation
    extensions: dict[str, Any]
    role: Role
    languages: tuple[Lang, ...]
    media_type: str
    #: Asked by GET or HEAD.
    by_get: bool

    @property
    def shared(self) -> bool:
        """Whether all who ask so are answered alike. Stewards also see what waits for them, and a mutation
        of a client's is an act of this client."""
        acts = self.role.planner is not None and "mutation" in self.operation.query
        return self.role.steward is None and not acts

    def key(self, program: bytes) -> bytes:
        """32 bytes that no other question to this program has; how it was sent does not matter.

        Raises MalformedRequest.
        """
        operation = self.operation
        try:
            variables, extensions = (
                orjson.dumps(each, option=orjson.OPT_SORT_KEYS)
                for each in (operation.variables or {}, self.extensions)
            )
        except orjson.JSONEncodeError as error:
            raise MalformedRequest(why="variables or extensions are nested too deeply") from error
        parts = (
            program,
            self.role.name.encode(),
            self.media_type.encode(),
            ",".join(self.languages).encode(),
            (operation.name or "").encode("utf-8", "surrogatepass"),
            operation.query.encode("utf-8", "surrogatepass"),
            variables,
            extensions,
        )
        digest = sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.digest()
