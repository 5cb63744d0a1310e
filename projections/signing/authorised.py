"""Authority in plain sentences. Each is built from the records that it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.organisation import AuthorityDelegated, AuthorityGranted, AuthorityRevoked
from domain.record import Entry
from projections.authority import Judgement
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences.naming import listed, spelled, value, when
from projections.signing.mended import Mended

_OVER = {
    "discount": "a discount",
    "price_hold": "a price hold",
    "value": "a value",
    "scope": "scope",
}


@dataclass(frozen=True)
class Authorised:
    """Says whether somebody was allowed to sign."""

    deal: KnownDeal

    @cached_property
    def mended(self) -> Mended:
        """What was corrected or struck of the records that authorities rest on."""
        return Mended(self.deal)

    def sentence(self, found: Judgement) -> str:
        """The authority, with the limit, the grant or the delegation that it rests on.

        Where those were corrected or struck since, also what it was as they were recorded first.
        """
        said, first = self.plainly(found), self.mended.judgement(found)
        if first is None:
            return said
        before = self.plainly(first.judgement)
        otherwise = f" As first recorded: {before}" if before != said else ""
        return f"{said} {mends_told(first.by)}{otherwise}"

    def plainly(self, found: Judgement) -> str:
        """The authority alone."""
        who = self.deal.person(found.signing.signer)
        behalf = found.signing.principal
        deputy = f" (on behalf of {self.deal.person(behalf)})" if behalf else ""
        return f"{who}{deputy}: {found.authority}. {self._because(found)}"

    def judged(self, found: Judgement, *, own: bool) -> str:
        """Over what it was judged, and which value; `own` when that stands on the signature."""
        signing = found.signing
        over = f"Judged over {_OVER[signing.over]}"
        if signing.value is None:
            return f"{over}; no value was stated."
        return f"{over}: {value(signing.value)}, {'as signed' if own else 'as the term states'}."

    def _because(self, found: Judgement) -> str:
        source = self._source(found)
        match found.because:
            case "allowed":
                return f"Allowed by {source}{self._up_to(found)}."
            case "limit":
                judged = value(found.signing.value) if found.signing.value else ""
                return f"{judged} is beyond {source}, which held up to {self._limit(found)}."
            case "measure":
                return f"{self._no_measure(found)} the limit of {source}, {self._limit(found)}."
            case "ended":
                return f"It had ended by then: {source}{self._ending(found.rests_on)}."
            case "not_begun":
                return f"It had not begun by then: {source}{self._begin(found.rests_on)}."
            case "over_other":
                return f"What is granted ({source}) is not over {_OVER[found.signing.over]}."
            case "order_unknown":
                return f"It turns on an order that the record does not show: {source}."
            case _:
                return self._nothing(found)

    def _nothing(self, found: Judgement) -> str:
        signer = self.deal.person(found.signing.signer)
        match found.because:
            case "passed_on":
                return f"What was delegated cannot be passed on: {self._source(found)}."
            case "no_delegation":
                principal = self.deal.person(found.signing.principal or "")
                return f"No delegation from {principal} to {signer} is on record."
            case _:
                of = found.delegation.event.delegator if found.delegation else None
                whom = self.deal.person(of) if of else signer
                behalf = found.signing.principal
                if behalf and not of:
                    return f"No delegation and no grant to {whom} is on record."
                return f"No grant to {whom}, or to a function that {whom} had, is on record."

    def _source(self, found: Judgement) -> str:
        """What it rests on, by its own ids."""
        named = (self._named(fact) for fact in found.rests_on)
        return listed(dict.fromkeys(each for each in named if each))

    def _named(self, fact: Fact) -> str:
        match fact.event:
            case AuthorityGranted(grant=grant, person=person, function=function):
                whom = self.deal.person(person) if person else spelled(function or "")
                return f"grant {grant} to {whom}"
            case AuthorityDelegated(delegation=delegation, delegator=delegator):
                return f"delegation {delegation} by {self.deal.person(delegator)}"
            case _:  # an assignment or a revocation is listed among the records
                return ""

    def _limit(self, found: Judgement) -> str:
        return value(found.limit) if found.limit else "none"

    def _up_to(self, found: Judgement) -> str:
        if found.limit is None:
            return ", without a limit"
        judged = f", for {value(found.signing.value)}" if found.signing.value else ""
        return f" up to {value(found.limit)}{judged}"

    def _no_measure(self, found: Judgement) -> str:
        judged = found.signing.value
        if judged is None:
            return "No value is stated to measure by"
        return f"{value(judged)} cannot be measured by"

    def _ending(self, facts: Iterable[Fact]) -> str:
        for fact in reversed(list(facts)):
            match fact.event:
                case AuthorityRevoked():
                    return f" (revoked {when(fact.occurred)}, record {fact.id})"
                case AuthorityGranted(until=until) | AuthorityDelegated(until=until) if until:
                    return f" (until {when(until)})"
                case _:
                    pass
        return ""

    def _begin(self, facts: Iterable[Fact]) -> str:
        for fact in facts:
            match fact.event:
                case AuthorityGranted(from_=from_) | AuthorityDelegated(from_=from_):
                    begins = f", from {when(from_)}" if from_ else ""
                    return f" (given {when(fact.occurred)}{begins})"
                case _:
                    pass
        return ""


def mends_told(by: Iterable[Entry]) -> str:
    """Which records were corrected or struck, by which."""
    said = []
    for entry in by:
        match entry.event:
            case RecordCorrected(corrects=id_):
                said.append(f"Record {id_} was corrected (record {entry.id}).")
            case RecordStruck(record=id_):
                said.append(f"Record {id_} was struck (record {entry.id}).")
            case _:  # mends nothing
                pass
    return " ".join(said)
