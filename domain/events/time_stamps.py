"""Time stamps over the ledger's checkpoints: written by the ledger alone, and never sent."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from domain.events.base import OrganisationEvent
from domain.occurrence import Occurrence
from domain.values import Base64, ClearText, Words


class TimeStampReceived(OrganisationEvent):
    """An authority has stamped a checkpoint with its time (RFC 3161). Never sent.

    `checkpoint` is the signed note that was stamped, byte for byte; `token` the authority's token
    in DER, which holds `stamped_at` and the certificates, so that the entry alone can be verified.
    """

    stored_as: ClassVar[str] = "time_stamp.received"
    authority: Words
    checkpoint: Annotated[ClearText, Field(min_length=1)]
    stamped_at: Occurrence
    token: Base64
