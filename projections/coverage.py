"""The reading `coverage`: who signed off which wording, and were they allowed to (VOCABULARY 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.sign_off import SignOffDeclined, SignOffWithdrawn
from domain.occurrence import moment_text
from domain.values import Limit, TermValue
from projections.authority import ALLOWED, Judgement
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.difference import difference
from projections.signing.authorised import Authorised
from projections.signing.beside import NotCounted, PolicyChange, not_counted, policy_changes
from projections.signing.required import ByPolicy, PolicyThen, Requested, Required
from projections.signing.table import Beyond, Cell, Coverage, Row, Signed, coverage_of
from projections.signing.telling import SignedOff
from projections.terms import governing_shown


def coverage(deal: KnownDeal) -> dict[str, Any]:
    """The reading `coverage`, as JSON.

    `clauses` are the wordings of the governing text, then the current ones of clauses that it does
    not hold. Each has its `required` sign-offs with their `state` (signed, stale, declined,
    withdrawn, open), and what was said `beyond` them. `policy_changes` came into force under the
    open deal; what is `not_counted` counts for no wording here.
    """
    table = coverage_of(deal)
    printed = _Printed(deal, SignedOff(deal), Authorised(deal))
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "governing": governing_shown(deal.governing),
        "standing": deal.standing,
        "clauses": [printed.row(row) for row in table.rows],
        "policy_changes": [printed.change(each) for each in policy_changes(table)],
        "not_counted": [printed.not_counted(each) for each in _in_order(table)],
        "notes": deal.basis.notes,
        "withheld": deal.withheld,
    }


def _in_order(table: Coverage) -> list[NotCounted]:
    return sorted(not_counted(table), key=lambda each: each.fact.place)


@dataclass(frozen=True, slots=True)
class _Printed:
    """The parts of the table as JSON."""

    deal: KnownDeal
    told: SignedOff
    authorised: Authorised

    def row(self, row: Row) -> dict[str, Any]:
        found: dict[str, Any] = {
            "clause": row.wording.clause,
            "version": row.wording.number,
            "heading": row.wording.heading,
            "record": row.wording.fact.id,
            "governs": row.governs,
            "proposal": row.proposal,
            "required": [self._cell(cell, row) for cell in row.cells],
            "beyond": [self._beyond(each, row) for each in row.beyond],
            "policy": self._policy(row.policy),
            "sentence": self.told.row(row),
        }
        if row.wording.fact.corrected_by is not None:
            found["corrected"] = _corrected(row.wording)
        return found

    def _policy(self, then: PolicyThen) -> dict[str, Any]:
        regime = then.regime
        return {
            "policy": regime.event.policy if regime else None,
            "record": regime.fact.id if regime else None,
            "from": regime.event.from_.json if regime else None,
            "at": moment_text(then.at),
            "sent": then.sent.id if then.sent else None,
            "asks": [{"function": e.function, "rules": list(e.rules)} for e in then.asks],
            "may_ask": [{"function": e.function, "rules": list(e.rules)} for e in then.may_ask],
            "about_scope": regime.about_scope if regime else False,
            "order_unknown": then.order_unknown,
            "sentence": self.told.policy(then),
        }

    def _cell(self, cell: Cell, row: Row) -> dict[str, Any]:
        decided = cell.decided
        on_this = decided.answers if decided and decided.of == "this" else ()
        return {
            **self._required(cell.required),
            "state": cell.state,
            "answer": decided.answer.fact.id if decided else None,
            "answers": list(dict.fromkeys(each.fact.id for each in on_this)),
            "reason": _reason(cell),
            "signed": self._signed(cell.signed, row) if cell.signed else None,
            "by_another": cell.by_another,
            "order_unknown": decided.order_unknown if decided else False,
            "sentence": self.told.cell(cell),
        }

    def _required(self, required: Required) -> dict[str, Any]:
        match required:
            case Requested(request=request, earlier=earlier):
                event, due = request.event, request.event.due
                return {
                    "by": "request",
                    "record": request.fact.id,
                    "sign_off": event.sign_off,
                    "proposal": event.proposal,
                    "of": event.of,
                    "name": self.deal.person(event.of),
                    "role": event.role,
                    "requested_at": request.fact.occurred.json,
                    "due": due.json if due else None,
                    "earlier": [each.fact.id for each in earlier],
                }
            case ByPolicy(function=function, rules=rules, regime=regime, asked=asked):
                return {
                    "by": "policy",
                    "record": regime.fact.id,
                    "policy": regime.event.policy,
                    "rules": list(rules),
                    "function": function,
                    "asked": [each.fact.id for each in asked],
                }

    def _signed(self, signed: Signed, row: Row) -> dict[str, Any]:
        signature, event = signed.signature, signed.signature.event
        fact, behalf = signature.fact, signature.fact.entry.envelope.on_behalf_of
        found: dict[str, Any] = {
            "record": fact.id,
            "sign_off": event.sign_off,
            "proposal": event.proposal,
            "version": signed.number,
            "by": fact.actor,
            "name": self.deal.person(fact.actor),
            "on_behalf_of": behalf,
            "occurred_at": fact.occurred.json,
            "role": event.role,
            "conditions": list(event.conditions),
            "statement": event.statement,
            "authority": self._authority(signed.judgement),
            "retracted_by": [each.id for each in signed.retracted_by],
        }
        if said := self.told.retracted(signed):
            found["retracted"] = said
        if signed.number != row.wording.number:
            text = signed.wording.text if signed.wording else None
            shown = difference(text, row.wording.text) if text is not None else None
            found["difference"] = shown
        return found

    def _authority(self, found: Judgement) -> dict[str, Any]:
        return {
            "state": found.authority,
            "because": found.because,
            "allowed": ALLOWED[found.authority],
            "over": found.signing.over,
            "value": _value(found.signing.value),
            "limit": _value(found.limit),
            "rests_on": [fact.id for fact in found.rests_on],
            "sentence": self.authorised.sentence(found),
        }

    def _beyond(self, beyond: Beyond, row: Row) -> dict[str, Any]:
        return {
            "state": beyond.state,
            "answer": beyond.decided.answer.fact.id,
            "signed": self._signed(beyond.signed, row) if beyond.signed else None,
            "order_unknown": beyond.decided.order_unknown,
            "sentence": self.told.beyond(beyond),
        }

    def change(self, change: PolicyChange) -> dict[str, Any]:
        before = change.regime.replaces
        return {
            "policy": change.regime.event.policy,
            "record": change.regime.fact.id,
            "replaces": before.fact.id if before else None,
            "at": moment_text(change.regime.begins),
            "open": [each.fact.id for each in change.open],
            "differs": [
                {
                    "clause": each.wording.clause,
                    "version": each.wording.number,
                    "function": each.function,
                    "change": each.change,
                }
                for each in change.differs
            ],
            "sentence": self.told.change(change),
        }

    def not_counted(self, found: NotCounted) -> dict[str, Any]:
        return {
            "record": found.fact.id,
            "type": found.event.stored_as,
            "sign_off": found.event.sign_off,
            "proposal": found.event.proposal,
            "why": found.why,
            "clauses": list(found.clauses),
            "sentence": self.told.not_counted(found),
        }


def _corrected(wording: Wording) -> dict[str, Any]:
    """A correction changes no sign-off: what was signed is shown against what is right."""
    first, correction = wording.fact.entry.event, wording.fact.corrected_by
    assert isinstance(first, ClauseAdded | ClauseRevised)
    assert correction is not None
    return {"by": correction.id, "difference": difference(first.text, wording.text)}


def _value(given: TermValue | Limit | None) -> dict[str, Any] | None:
    return given.model_dump(mode="json") if given else None


def _reason(cell: Cell) -> str | None:
    event = cell.decided.answer.fact.event if cell.decided else None
    return event.reason if isinstance(event, SignOffDeclined | SignOffWithdrawn) else None
