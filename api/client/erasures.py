"""Erasing a person by the client."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from api.erasure_bodies import Erasure

M = TypeVar("M", bound=BaseModel)


class ErasureCalls(ABC):
    """The call of a client that erases; for the roles legal and admin."""

    def erase(
        self,
        person: str,
        reason: str,
        also: Sequence[str] = (),
        *,
        words: bool = False,
        documents: Sequence[str] = (),
        dry_run: bool = False,
    ) -> Erasure:
        """Delete what is about a person, for ever, and record that it was done.

        `also`: other values that tell who it is; `documents`: contents about them, by SHA-256.

        Sent again after it was done, it is refused (`person_not_on_record`): nobody is there.
        """
        body = {
            "person": person,
            "reason": reason,
            "also": list(also),
            "words": words,
            "documents": list(documents),
            "dry_run": dry_run,
        }
        return self._post(Erasure, "/v1/erasures", body)

    @abstractmethod
    def _post(self, model: type[M], path: str, body: Any = None) -> M:
        """The answer to what is done."""
