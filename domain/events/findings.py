"""What people decided about findings, and about wordings that they did not look at.

They add to VOCABULARY 2.4 and 2.6.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from domain.events.base import DealEvent
from domain.values import FINDING_PATTERN, Id, In, Many, PersonId, Ref, Some, Standing, Words

FindingCode = Annotated[str, StringConstraints(pattern=FINDING_PATTERN), In(Standing.ID)]
"""The code of a rule, as `SCOPE01`."""


class FindingSettled(DealEvent):
    """A finding needs nothing more: it was fixed, accepted, or is none.

    It is the finding of the code `finding` that is bound to exactly these things and persons, as
    the reading `findings` names them. `accepted_by` took it upon themselves (left out: the actor),
    with the `authority` of that grant or delegation.
    """

    stored_as: ClassVar[str] = "finding.settled"
    finding: FindingCode
    about: Some[Ref]
    persons: Many[PersonId] = ()
    how: Literal["fixed", "accepted", "not_a_finding"]
    accepted_by: PersonId | None = None
    authority: Id | None = None
    reason: Words


class ReviewWaived(DealEvent):
    """The actor goes on to sign without having looked at these clauses of a proposal."""

    stored_as: ClassVar[str] = "review.waived"
    proposal: Id
    clauses: Some[Id]
    sign_off: Id | None = None
    reason: Words
