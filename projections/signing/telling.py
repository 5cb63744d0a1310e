"""Sign-offs in plain sentences. Each is built from the records that it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from domain.occurrence import moment_text
from projections.deal import KnownDeal
from projections.policy import Asked
from projections.sentences.naming import listed, quoted, spelled, value, when
from projections.signing.authorised import mends_told
from projections.signing.beside import NotCounted, PolicyChange
from projections.signing.binding import Answer, Signature
from projections.signing.required import (
    ByPolicy,
    CorrectedPolicy,
    FirstPolicy,
    PolicyThen,
    Requested,
    Required,
)
from projections.signing.signatures import OwnState
from projections.signing.table import Beyond, Cell, Row, Signed

_NOT_COUNTED = {
    "no_seal": "no seal of it is on record, so which wordings it binds to is not known",
    "not_in_seal": "its seal does not hold clause",
    "asked_again": "a later request to the same person or role counts",
    "later_proposal": "that proposal is later than the governing text",
    "wording_not_held": "the governing text holds other wordings",
}


@dataclass(frozen=True, slots=True)
class SignedOff:
    """Says how sign-offs stand."""

    deal: KnownDeal

    def cell(self, cell: Cell, ended: Sequence[OwnState] = ()) -> str:
        """How a required sign-off stands; `ended` were given on other wordings and taken back."""
        said = [self._required(cell.required), self._state(cell)]
        if ended and cell.decided is None:
            said[-1] = "No answer on this wording is on record."
        said += map(self.own_state, ended)
        if cell.decided and cell.decided.order_unknown:
            said.append("The order of these records is not known.")
        return " ".join(each for each in said if each)

    def _required(self, required: Required) -> str:
        match required:
            case Requested(request=request):
                role = f" as {spelled(request.event.role)}" if request.event.role else ""
                whom = self.deal.person(request.event.of)
                asked = f"{request.event.sign_off} was requested of {whom}{role}"
                return f"{asked} on {request.event.proposal}, {when(request.fact.occurred)}."
            case ByPolicy(function=function, regime=regime):
                rules = _rules(required.rules)
                return f"Policy {regime.event.policy} asks for {spelled(function)} ({rules})."

    def _state(self, cell: Cell) -> str:
        decided = cell.decided
        if decided is None:
            return "No answer is on record."
        if cell.signed is None or decided.answer.kind != "signed":
            return self.against(decided.answer)
        signature = cell.signed.signature
        said = self._signature(signature)
        match cell.state:
            case "signed":
                return said + self._by_another(cell)
            case "stale":
                return f"{said} That was wording {decided.number}, an older one."
            case _:
                return f"{said} That was wording {decided.number}, a later one."

    def _signature(self, signature: Signature) -> str:
        behalf = signature.fact.entry.envelope.on_behalf_of
        deputy = f" on behalf of {self.deal.person(behalf)}" if behalf else ""
        who = f"{self.deal.person(signature.fact.actor)}{deputy}"
        conditions = [quoted(each) for each in signature.event.conditions]
        on = f" on the conditions {listed(conditions)}" if conditions else ""
        return (
            f"Signed by {who} on {signature.event.proposal}, {when(signature.fact.occurred)}{on}."
        )

    def _by_another(self, cell: Cell) -> str:
        if cell.by_another and isinstance(cell.required, Requested):
            asked = self.deal.person(cell.required.request.event.of)
            return f" It was {asked} who was asked."
        return ""

    def against(self, answer: Answer) -> str:
        """A refusal, or a withdrawal with what it took back."""
        who = self.deal.person(answer.fact.actor)
        given = f"{self._signature(answer.signature)} " if answer.signature else ""
        match answer.fact.event:
            case SignOffDeclined(reason=reason):
                return f"Declined by {who}, {when(answer.fact.occurred)}: {quoted(reason)}."
            case SignOffWithdrawn(reason=reason):
                then = f"Withdrawn by {who}, {when(answer.fact.occurred)}: {quoted(reason)}."
                return given + then
            case _:
                return given

    def beyond(self, beyond: Beyond) -> str:
        """What somebody said without being required to."""
        decided = beyond.decided
        wording = {"this": "", "older": ", an older one", "later": ", a later one"}[decided.of]
        if beyond.signed and decided.answer.kind == "signed":
            said = self._signature(beyond.signed.signature)
        else:
            said = self.against(decided.answer)
        on = f" That was wording {decided.number}{wording}." if wording else ""
        unsure = " The order of these records is not known." if decided.order_unknown else ""
        return f"{said}{on} Nobody required it.{unsure}"

    def own_state(self, found: OwnState) -> str:
        """A signature for itself, and what became of it."""
        said = self._signature(found.signed.signature)
        if found.of != "this":
            which = "an older one" if found.of == "older" else "a later one"
            said += f" That was wording {found.signed.number}, {which}."
        if found.ended_by:
            who, at = self.deal.person(found.ended_by.actor), when(found.ended_by.occurred)
            said += f" {spelled(found.state).capitalize()} by {who}, {at}."
        return said + (" The order of these records is not known." if found.order_unknown else "")

    def corrected(self, signed: Signed) -> str:
        """That it was corrected, by which records, and what the signature said at first."""
        records = listed(each.id for each in signed.corrected_by)
        first = signed.signature.fact.entry
        if signed.signature.fact.corrected_by is None or not isinstance(
            first.event, SignOffGranted
        ):
            return f"Corrected since ({records}), which changes no sign-off."
        event, envelope = first.event, first.envelope
        worth = f", {value(event.value)}" if event.value else ""
        who, at = self.deal.person(envelope.actor), when(envelope.occurred_at)
        said = f"First recorded: signed by {who} on {event.proposal}, {at}{worth}."
        return f"Corrected since ({records}). {said}"

    def retracted(self, signed: Signed) -> str | None:
        """That what was signed was retracted afterwards; the signature stays granted."""
        if not signed.retracted_by:
            return None
        proposal, first = signed.signature.event.proposal, signed.retracted_by[0]
        return f"Granted, and {proposal} then retracted, {when(first.occurred)}."

    def row(self, row: Row) -> str:
        """How many sign-offs a wording required, and how they stand."""
        where = f" of {row.proposal}" if row.proposal else " (drafts)"
        name = f"Clause {row.wording.clause}, wording {row.wording.number}{where}"
        if row.cells:
            states = [cell.state for cell in row.cells]
            counted = [f"{states.count(each)} {each}" for each in dict.fromkeys(states)]
            required = f"{len(states)} required: {listed(counted)}."
        elif row.policy.may_ask:
            required = "nobody was asked; whether a policy asks for anybody is not shown."
        else:
            required = "nobody was asked, and no policy asked for anybody."
        signed = sum(each.state == "signed" for each in row.beyond)
        more = f" Signed beyond that: {signed}." if signed else ""
        return f"{name}: {required}{more}"

    def policy(self, then: PolicyThen) -> str:
        """What the policy asked for, and that it is silent on scope where it is.

        Where it was corrected or struck, also what it asked for as it was recorded first.
        """
        said = self._policy(then)
        if then.first is None:
            return said
        return f"{said} {mends_told(then.first.by)} As first recorded: {_at_first(then.first)}."

    def _policy(self, then: PolicyThen) -> str:
        at = f"when the proposal was sent ({when(then.sent.occurred)})" if then.sent else "then"
        if then.regime is None:
            return f"No policy was in force {at}."
        named = f"Policy {then.regime.event.policy}"
        if then.asks:
            parts = [f"{named}, in force {at}, asks for {_functions(then.asks)}."]
        elif then.may_ask:
            parts = [f"{named} was in force {at}."]
        else:
            parts = [f"{named}, in force {at}, asks for nobody."]
        if then.may_ask:
            parts.append(f"Whether it asks for {_functions(then.may_ask)} is not shown.")
        if not then.regime.about_scope:
            parts.append("No rule of it is about scope.")
        if then.order_unknown:
            parts.append("It came into force within the time of the sending.")
        return " ".join(parts)

    def corrected_policy(self, found: CorrectedPolicy) -> str:
        """What it would ask for by what was corrected since."""
        said = _would_ask(found)
        since = f"By what was corrected since ({listed(each.id for each in found.by)})"
        return f"{since} {said}. That changes nothing that was required."

    def change(self, change: PolicyChange) -> str:
        """What a policy changed under the open deal, and which sign-offs were open then."""
        regime = change.regime
        before = f", replacing {regime.replaces.event.policy}," if regime.replaces else ""
        open_ = listed(each.event.sign_off for each in change.open)
        met = f"while {open_} was open" if change.open else "while no sign-off was open"
        said = f"Policy {regime.event.policy}{before} came into force on "
        said += f"{moment_text(regime.begins)[:10]} {met}"
        differs = [
            f"clause {each.wording.clause}, wording {each.wording.number}:"
            f" {spelled(each.function)} {each.change}"
            for each in change.differs
        ]
        return f"{said}; {listed(differs)}." if differs else f"{said}; nothing else is required."

    def not_counted(self, found: NotCounted) -> str:
        """Why something does not count in the table."""
        kind = {"sign_off.requested": "A request", "sign_off.granted": "A signature"}
        what = kind.get(found.event.stored_as, "A refusal")
        of = ""
        if isinstance(found.event, SignOffRequested):
            of = f" of {self.deal.person(found.event.of)}"
        why = _NOT_COUNTED[found.why]
        which = f" {listed(found.clauses)}" if found.clauses else ""
        on = f"{found.event.sign_off}, on {found.event.proposal}"
        return f"{what}{of} ({on}) does not count here: {why}{which}."


def _at_first(first: FirstPolicy) -> str:
    if first.regime is None:
        return "no policy was in force"
    return f"policy {first.regime.event.policy} was in force, and {_would_ask(first)}"


def _would_ask(found: CorrectedPolicy | FirstPolicy) -> str:
    parts = [f"it would ask for {_functions(found.asks)}"] if found.asks else []
    if found.may_ask:
        parts.append(f"whether it would ask for {_functions(found.may_ask)} is not shown")
    return "; ".join(parts) or "it would ask for nobody"


def _functions(asked: Iterable[Asked]) -> str:
    return listed(f"{spelled(each.function)} ({_rules(each.rules)})" for each in asked)


def _rules(rules: Iterable[int]) -> str:
    numbers = [str(each) for each in rules]
    return f"rule{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
