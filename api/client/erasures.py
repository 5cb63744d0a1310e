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

    def erase(  # noqa: PLR0913 - every part of the request is one
        self,
        person: str,
        reason: str,
        also: Sequence[str] = (),
        *,
        words: bool = False,
        documents: Sequence[str] = (),
        dry_run: bool = False,
        id_: str | None = None,
        after: str | None = None,
    ) -> Erasure:
        """Delete what is about a person, for ever, and record that it was done.

        `also`: other values that tell who it is; `documents`: contents about them, by SHA-256.

        With an `id_` of its own, which must not say who it is, it may be sent again when no answer
        came: once it was done it changes nothing, and `added` is false. Without one it is refused
        then (`person_not_on_record`): nobody is there.
        `after` names the record of an erasure of this person, of which something was left.
        """
        body = {
            "person": person,
            "reason": reason,
            "also": list(also),
            "words": words,
            "documents": list(documents),
            "dry_run": dry_run,
        }
        given = {"id": id_, "after": after}
        named = {name: each for name, each in given.items() if each is not None}
        return self._post(Erasure, "/v1/erasures", body | named)

    @abstractmethod
    def _post(self, model: type[M], path: str, body: Any = None) -> M:
        """The answer to what is done."""
