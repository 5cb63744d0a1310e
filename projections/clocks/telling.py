"""The clocks in sentences. Each names the records that it is built from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from projections.clocks import endings
from projections.clocks.chronology import first_of
from projections.clocks.communication import Communication, person_of
from projections.clocks.fold import ProposalClocks
from projections.clocks.formation import Formation
from projections.clocks.internal import Internal
from projections.clocks.phrases import at, who
from projections.clocks.sign_offs import SignOff
from projections.deal import KnownDeal
from projections.facts import Fact


@dataclass(frozen=True)
class Telling:
    """Says where the clocks of a proposal stand."""

    deal: KnownDeal
    clocks: ProposalClocks

    @property
    def _id(self) -> str:
        return self.clocks.proposal.id

    @property
    def internal(self) -> str:
        """The internal clock, and that what was signed and then retracted stays signed."""
        internal = self.clocks.internal
        parts = [self._internal(internal)]
        if internal.clock.order_unknown:
            parts.append("Records overlap and have no known order: the one recorded last counts.")
        parts += self._granted_then_retracted(internal)
        if self.clocks.proposal.sealed is None:
            parts.append("No seal of it is on record.")
        return " ".join(parts)

    def _internal(self, internal: Internal) -> str:
        made = at(internal.clock.made_by)
        match internal.clock.state:
            case "drafted":
                return f"{self._id} is drafted."
            case "sealed":
                return f"{self._id} was sealed ({made}); no sign-off on it is on record."
            case "declined" | "withdrawn" as state:
                by = ", ".join(self.person(fact.actor) for fact in internal.clock.made_by)
                return f"A sign-off of {self._id} was {state} by {by} ({made})."
            case _:
                return self._signed(internal)

    def _signed(self, internal: Internal) -> str:
        every = list(internal.sign_offs.all)
        still = ", ".join(self._asked(each) for each in every if internal.sign_offs.is_open(each))
        signers = ", ".join(self._signers(every))
        match internal.clock.state:
            case "sign_off_requested":
                asked = f"Sign-off of {self._id} was requested of {still}"
                return f"{asked}; no signature is on record."
            case "signed_off_in_part":
                left = f"still open: {still}" if still else "not for every clause"
                return f"{self._id} was signed off in part, by {signers}; {left}."
            case _:
                asked = "nobody was asked on record" if internal.nobody_asked else "all asked for"
                told = f"{self._id} was signed off ({asked}), by {signers}."
                return f"{told} What a policy asks for is not judged here."

    def _asked(self, sign_off: SignOff) -> str:
        request, fact = sign_off.request, sign_off.requested
        assert request is not None
        assert fact is not None
        return f"{self.person(request.of)} ({at((fact,))})"

    def _signers(self, sign_offs: Iterable[SignOff]) -> Iterable[str]:
        for fact in (fact for each in sign_offs if each.signed for fact in each.granted):
            principal = fact.entry.envelope.on_behalf_of
            deputy = f" on behalf of {self.person(principal)}" if principal else ""
            yield f"{self.person(fact.actor)}{deputy} ({at((fact,))})"

    def _granted_then_retracted(self, internal: Internal) -> list[str]:
        granted = (f for each in internal.sign_offs.all for f in each.granted)
        following = self.clocks.retractions.following
        found = next((r for fact in granted if (r := following.whole(fact))), None)
        if found is None:
            return []
        return [f"It was granted and then retracted ({at((found,))}); what was granted stays so."]

    @property
    def communication(self) -> str:
        """The clock of communication: what is not on record is said, and who is apart."""
        found = self.clocks.communication
        parts = [self._communicated(found)]
        if found.clock.state in {"received", "opened"} and not self.clocks.proposal.sent:
            parts.append("No sending of it is on record.")
        if found.with_addressees.made_by != found.clock.made_by:
            parts.append(self._with_addressees(found))
        if found.arrival and found.arrival.of_unknown:
            unknown = found.arrival.of_unknown
            names = ", ".join(dict.fromkeys(self.person(person_of(fact)) for fact in unknown))
            parts.append(f"The party of {names} is not on record; taken as one it was sent to.")
        return " ".join(parts)

    def _with_addressees(self, found: Communication) -> str:
        names = ", ".join(dict.fromkeys(self.person(person) for person in found.elsewhere_by))
        apart = f"Not among those it was sent to, nor of the client: {names}."
        own = found.with_addressees
        if own.state in {"not_sent", "sent"}:
            return f"{apart} By those themselves no receipt is on record."
        by = ", ".join(self.person(person_of(fact)) for fact in own.made_by)
        return f"{apart} By those themselves it was {own.state}: {by} ({at(own.made_by)})."

    def _communicated(self, found: Communication) -> str:
        made = at(found.clock.made_by)
        by = ", ".join(self.person(person_of(fact)) for fact in found.clock.made_by)
        match found.clock.state:
            case "not_sent":
                return f"No sending of {self._id} is on record."
            case "sent":
                return f"{self._id} was sent ({made}). No receipt of it is on record."
            case "received":
                return f"{self._id} was received by {by} ({made}). No opening of it is on record."
            case "opened":
                return f"{self._id} was opened by {by} ({made})."

    @property
    def formation(self) -> str:
        """The clock of formation, with what stands against it."""
        found = self.clocks.formation
        state, proposal = found.clock.state, found.proposal
        parts = [self._formed(found)]
        if state in {"executed", "ordered"}:
            parts.append(self._accepted_before(found))
        if state == "ordered" and not proposal.executed:
            parts.append("No executed agreement is on record.")
        if found.orders and state != "ordered":
            parts.append(f"An order names it ({at(found.orders[:1])}); an order is no acceptance.")
        if state in {"accepted", "executed", "ordered"}:
            parts += self._retracted_too(found)
        parts += endings.told(self.deal, proposal)
        if found.qualified:
            by, made = self._who(found.qualified[0]), at(found.qualified[:1])
            parts.append(f"An acceptance with qualifications{by} ({made}) is a counter-offer.")
        return " ".join(parts)

    def _formed(self, found: Formation) -> str:
        made = at(found.clock.made_by)
        match found.clock.state:
            case "none":
                return f"No offer of {self._id} is on record."
            case "undetermined":
                by = self._who(found.clock.made_by[0])
                said = f"{self._id} was accepted{by}, and retracted ({made})"
                return f"{said}; which came first is undetermined."
            case "executed":
                return f"An agreement on {self._id} was executed ({made})."
            case "retracted" if found.proposal.accepted:
                accepted = first_of(found.proposal.accepted)
                later = f"before it was accepted{self._who(accepted[0])} ({at(accepted)})"
                return f"{self._id} was retracted ({made}), {later}."
            case "lapsed":
                return f"{self._id} lapsed ({made})."
            case state:
                return f"{self._id} was {state}{self._who(found.clock.made_by[0])} ({made})."

    def _who(self, fact: Fact) -> str:
        by = who(self.deal, fact)
        return f" by {by}" if by else ""

    def _accepted_before(self, found: Formation) -> str:
        """Executed or ordered is further than accepted; who accepted is said all the same."""
        if not found.proposal.accepted:
            return "No acceptance without qualifications is on record."
        [accepted] = first_of(found.proposal.accepted)
        return f"It was accepted{self._who(accepted)} ({at((accepted,))})."

    def _retracted_too(self, found: Formation) -> list[str]:
        retracted = found.proposal.retracted_whole
        match found.order:
            case _ if not retracted:
                return []
            case "retraction_first":
                order = "before it was accepted"
            case "acceptance_first":
                order = "after it was accepted"
            case "undetermined":
                order = "and whether before it was accepted is undetermined"
            case None:
                order = "and no acceptance is on record that it could be held against"
        return [f"It was also retracted ({at(retracted[:1])}), {order}."]

    def person(self, person: str) -> str:
        """How a person is called."""
        return self.deal.person(person)
