"""What left the house as evidence. Written by the ledger alone, never sent."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from domain.events.base import DealEvent
from domain.occurrence import Occurrence
from domain.values import Id, Many, PersonOrParty, Sha256, Value, Words


class ExportBasis(Value):
    """What the readings in a bundle stand on, resolved, so that it can be made again."""

    effective_at: Occurrence
    known_at: Annotated[int, Field(ge=0)]
    now_at: Occurrence
    now_position: Annotated[int, Field(ge=0)]
    role: Words
    rules: Words
    source_time: Occurrence | None = None


class EvidenceExported(DealEvent):
    """A bundle of evidence was exported: it closes versions 1 to `versions` of the deal.

    `contents` is the SHA-256 of the list of files that were made before this record. `party` is
    who the bundle is for; without it, it is for the house itself.
    """

    stored_as: ClassVar[str] = "evidence.exported"
    export: Id
    versions: Annotated[int, Field(ge=1)]
    contents: Sha256
    party: PersonOrParty | None = None
    without_privileged: bool = False
    questions: Many[Words] = ()
    basis: ExportBasis
    asked_by: Words
