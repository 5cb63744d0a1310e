"""The reading `coverage`: who signed off which wording, and were they allowed to (VOCABULARY 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.events.sign_off import SignOffDeclined, SignOffWithdrawn
from domain.occurrence import moment_text
from projections.deal import KnownDeal
from projections.not_in_it import governing_not_in_it
from projections.policy import Asked
from projections.signing.authorised import Authorised
from projections.signing.beside import NotCounted, PolicyChange, not_counted, policy_changes
from projections.signing.required import ByPolicy, PolicyThen, Requested, Required
from projections.signing.shown import Shown
from projections.signing.signatures import OwnState, signatures
from projections.signing.table import Beyond, Cell, Coverage, Row, coverage_of
from projections.signing.telling import SignedOff
from projections.terms import governing_shown


def coverage(deal: KnownDeal) -> dict[str, Any]:
    """The reading `coverage`, as JSON.

    `clauses` are the wordings of the governing text, then the current ones of clauses that it does
    not hold. Each has its `required` sign-offs with their `state` (signed, stale, declined,
    withdrawn, open), what was said `beyond` them, and all `signatures`, each for itself with its
    own state and authority. `policy_changes` came into force under the open deal; what is
    `not_counted` counts for no wording here.
    """
    table = coverage_of(deal)
    printed = Printed.of(table)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "governing": governing_shown(deal.governing),
        "not_in_it": governing_not_in_it(deal),
        "standing": deal.standing,
        "clauses": [printed.row(row) for row in table.rows],
        "policy_changes": [printed.change(each) for each in policy_changes(table)],
        "not_counted": [printed.not_counted(each) for each in _in_order(table)],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def _in_order(table: Coverage) -> list[NotCounted]:
    return sorted(not_counted(table), key=lambda each: each.fact.place)


@dataclass(frozen=True, slots=True)
class Printed:
    """The parts of the table as JSON."""

    deal: KnownDeal
    table: Coverage
    told: SignedOff
    shown: Shown

    @classmethod
    def of(cls, table: Coverage) -> Printed:
        """What prints this table."""
        deal, told = table.deal, SignedOff(table.deal)
        return cls(deal, table, told, Shown(deal, table.meanings, told, Authorised(deal)))

    def row(self, row: Row, every: Sequence[OwnState] | None = None) -> dict[str, Any]:
        """A wording with its required sign-offs, what was said beyond, and every signature.

        `every` are its signatures where they are known already.
        """
        every = signatures(self.table, row) if every is None else every
        found: dict[str, Any] = {
            "clause": row.wording.clause,
            "version": row.wording.number,
            "heading": row.wording.heading,
            "record": row.wording.fact.id,
            "governs": row.governs,
            "proposal": row.proposal,
            "required": [self._cell(cell, row, every) for cell in row.cells],
            "beyond": [self._beyond(each, row) for each in row.beyond],
            "signatures": [self.shown.every(each, row) for each in every],
            "policy": self._policy(row.policy),
            "sentence": self.told.row(row),
        }
        if row.wording.fact.corrected_by is not None:
            found["corrected"] = self.shown.corrected_words(row)
        return found

    def _policy(self, then: PolicyThen) -> dict[str, Any]:
        regime = then.regime
        found: dict[str, Any] = {
            "policy": regime.event.policy if regime else None,
            "record": regime.fact.id if regime else None,
            "from": regime.event.from_.json if regime else None,
            "at": moment_text(then.at),
            "sent": then.sent.id if then.sent else None,
            "asks": _asked(then.asks),
            "may_ask": _asked(then.may_ask),
            "about_scope": regime.about_scope if regime else False,
            "order_unknown": then.order_unknown,
            "sentence": self.told.policy(then),
        }
        if then.first:
            found["mended_by"] = [each.id for each in then.first.by]
            found["first_recorded"] = {
                "policy": then.first.regime.event.policy if then.first.regime else None,
                "record": then.first.regime.fact.id if then.first.regime else None,
                "asks": _asked(then.first.asks),
                "may_ask": _asked(then.first.may_ask),
            }
        if then.corrected:
            found["corrected"] = {
                "by": [each.id for each in then.corrected.by],
                "asks": _asked(then.corrected.asks),
                "may_ask": _asked(then.corrected.may_ask),
                "sentence": self.told.corrected_policy(then.corrected),
            }
        return found

    def _cell(self, cell: Cell, row: Row, every: Iterable[OwnState]) -> dict[str, Any]:
        decided = cell.decided
        on_this = decided.answers if decided and decided.of == "this" else ()
        own = [each for each in every if not each.keys.isdisjoint(cell.required.keys)]
        ended = [each for each in own if each.taken_back]
        return {
            **self._required(cell.required),
            "state": cell.state,
            "answer": decided.answer.fact.id if decided else None,
            "answers": list(dict.fromkeys(each.fact.id for each in on_this)),
            "reason": _reason(cell),
            "signed": self.shown.signed(cell.signed, row) if cell.signed else None,
            "signatures": [each.signed.signature.fact.id for each in own],
            "by_another": cell.by_another,
            "order_unknown": decided.order_unknown if decided else False,
            "sentence": self.told.cell(cell, ended),
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

    def _beyond(self, beyond: Beyond, row: Row) -> dict[str, Any]:
        return {
            "state": beyond.state,
            "answer": beyond.decided.answer.fact.id,
            "signed": self.shown.signed(beyond.signed, row) if beyond.signed else None,
            "order_unknown": beyond.decided.order_unknown,
            "sentence": self.told.beyond(beyond),
        }

    def change(self, change: PolicyChange) -> dict[str, Any]:
        """A policy that came into force under the open deal."""
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
        """What counts for no wording, and why."""
        return {
            "record": found.fact.id,
            "type": found.event.stored_as,
            "sign_off": found.event.sign_off,
            "proposal": found.event.proposal,
            "why": found.why,
            "clauses": list(found.clauses),
            "sentence": self.told.not_counted(found),
        }


def _asked(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    return [{"function": each.function, "rules": list(each.rules)} for each in asked]


def _reason(cell: Cell) -> str | None:
    event = cell.decided.answer.fact.event if cell.decided else None
    return event.reason if isinstance(event, SignOffDeclined | SignOffWithdrawn) else None
