"""Signatures, and the authority that whoever signed had, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.sign_off import SignOffGranted
from domain.values import Limit, TermValue
from projections.authority import ALLOWED, Judgement
from projections.deal import KnownDeal
from projections.difference import difference
from projections.facts import Fact
from projections.signing.authorised import Authorised
from projections.signing.binding import Signature
from projections.signing.meaning import Meanings
from projections.signing.signatures import OwnState
from projections.signing.table import Row, Signed
from projections.signing.telling import SignedOff


@dataclass(frozen=True, slots=True)
class Shown:
    """Shows the signatures of a deal."""

    deal: KnownDeal
    meanings: Meanings
    told: SignedOff
    authorised: Authorised

    def every(self, found: OwnState, row: Row) -> dict[str, Any]:
        """A signature for itself: how it stands, and whether it counts for what was required."""
        return self.signed(found.signed, row) | {
            "state": found.state,
            "required": any(not found.keys.isdisjoint(each.required.keys) for each in row.cells),
            "ended_by": found.ended_by.id if found.ended_by else None,
            "order_unknown": found.order_unknown,
            "sentence": self.told.own_state(found),
        }

    def signed(self, signed: Signed, row: Row) -> dict[str, Any]:
        """A signature, with its authority at that moment."""
        signature, event = signed.signature, signed.signature.event
        fact, behalf = signature.fact, signature.fact.entry.envelope.on_behalf_of
        found: dict[str, Any] = {
            "record": fact.id,
            "position": fact.place,
            "sign_off": event.sign_off,
            "proposal": event.proposal,
            "version": signed.number,
            "by": fact.actor,
            "name": self.deal.person(fact.actor),
            "on_behalf_of": behalf,
            "occurred_at": fact.occurred.json,
            "role": event.role,
            "value": _value(signed.value),
            "conditions": list(event.conditions),
            "statement": event.statement,
            "authority": self._authority(signed.judgement),
            "judged": self.authorised.judged(signed.judgement, own=signed.value is not None),
            "retracted_by": [each.id for each in signed.retracted_by],
        }
        if said := self.told.retracted(signed):
            found["retracted"] = said
        if signed.number != row.wording.number:
            found["difference"] = self._difference(signed, row)
        if signed.corrected_by:
            found["corrected"] = self._corrected(signed)
        return found

    def corrected_words(self, row: Row) -> dict[str, Any]:
        """A correction changes no sign-off: what was sealed is shown against what is right.

        What no proposal of the text sealed is shown as it was recorded first.
        """
        fact = row.wording.fact
        first = fact.entry.event
        assert fact.corrected_by is not None
        assert isinstance(first, ClauseAdded | ClauseRevised)
        old = self._text(row) if row.proposal else first.text
        return {"by": fact.corrected_by.id, "difference": difference(old, row.wording.text)}

    def _text(self, row: Row) -> str:
        """The words of a row as the text holds them: what was corrected since changes no seal."""
        return self.meanings.text(row.wording, self._seal(row.proposal))

    def _seal(self, proposal: str | None) -> Fact | None:
        found = self.deal.proposals.by_id.get(proposal) if proposal else None
        return found.sealed if found else None

    def _difference(self, signed: Signed, row: Row) -> list[Any] | None:
        """From the words that were signed; None where they are struck, or not for this reader."""
        if signed.wording is None:
            return None
        seal = self._seal(signed.signature.event.proposal)
        return difference(self.meanings.text(signed.wording, seal), self._text(row))

    def _authority(self, found: Judgement) -> dict[str, Any]:
        """`first_recorded`: what it was before records that it rests on were mended."""
        shown = self._judgement(found) | {"sentence": self.authorised.sentence(found)}
        if first := self.authorised.mended.judgement(found):
            plainly = self.authorised.plainly(first.judgement)
            shown["mended_by"] = [each.id for each in first.by]
            shown["first_recorded"] = self._judgement(first.judgement) | {"sentence": plainly}
        return shown

    def _judgement(self, found: Judgement) -> dict[str, Any]:
        return {
            "state": found.authority,
            "because": found.because,
            "allowed": ALLOWED[found.authority],
            "over": found.signing.over,
            "value": _value(found.signing.value),
            "limit": _value(found.limit),
            "rests_on": [fact.id for fact in found.rests_on],
        }

    def _corrected(self, signed: Signed) -> dict[str, Any]:
        """Both: what was signed, as it was known then, and what the corrections make of it."""
        fact = signed.signature.fact
        return {
            "by": [each.id for each in signed.corrected_by],
            "first_recorded": _first_recorded(signed.signature) if fact.corrected_by else None,
            "authority": self._authority(signed.right) if signed.right else None,
            "sentence": self._said(signed),
        }

    def _said(self, signed: Signed) -> str:
        said = self.told.corrected(signed)
        if signed.right is None:
            return said
        own = signed.signature.event.value is not None
        judged = self.authorised.judged(signed.right, own=own)
        return f"{said} By that: {self.authorised.sentence(signed.right)} {judged}"


def _first_recorded(signature: Signature) -> dict[str, Any]:
    envelope, event = signature.fact.entry.envelope, signature.fact.entry.event
    assert isinstance(event, SignOffGranted)
    return {
        "by": envelope.actor,
        "occurred_at": envelope.occurred_at.json,
        "proposal": event.proposal,
        "clauses": list(event.clauses) if event.clauses else None,
        "value": _value(event.value),
    }


def _value(given: TermValue | Limit | None) -> dict[str, Any] | None:
    return given.model_dump(mode="json") if given else None
