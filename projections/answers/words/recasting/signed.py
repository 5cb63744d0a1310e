"""What must be so on record for what stands beside a signature to be left out of the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from domain.events.clauses import ClauseRemoved
from domain.events.disputes import ProposalRetracted
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from projections.answers.words.line import Found
from projections.answers.words.vocabulary import Vocabulary
from projections.facts import Fact

Check = Callable[[Found, Vocabulary], bool]


def _facts(vocabulary: Vocabulary, *kinds: type) -> Iterator[Fact]:
    """The records of these kinds that count."""
    return (fact for fact in vocabulary.known.deal.facts.counted if isinstance(fact.event, kinds))


def _granted(found: Found, vocabulary: Vocabulary) -> list[Fact]:
    """The signatures on the clauses or the offer that the question names; all, if it names none."""
    clauses, offers = {*found.line.values("clause", "version")}, {*found.line.values("proposal")}
    return [
        fact
        for fact in _facts(vocabulary, SignOffGranted)
        if isinstance(fact.event, SignOffGranted)
        and (
            not (clauses or offers)
            or fact.event.proposal in offers
            or clauses & {*(fact.event.clauses or clauses)}
        )
    ]


def _deputised(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether whoever signed did so for this other person, and for nobody else."""
    principal = {*found.values("for"), *found.values("whose")}
    by = {
        fact.entry.envelope.on_behalf_of
        for fact in _granted(found, vocabulary)
        if fact.actor in found.values("who")
    }
    return bool(by) and by <= principal


def _stood_in(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether somebody signed it for this person: then who signed tells who stood in."""
    principal = {*found.values("for")}
    if "whose" in found.match.re.groupindex:
        principal |= {*found.values("whose")}
    return any(
        fact.entry.envelope.on_behalf_of in principal or fact.actor in principal
        for fact in _granted(found, vocabulary)
    )


def _signed_by_them(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether they signed it: then who signed tells for whom."""
    return any(fact.actor in found.values("who") for fact in _granted(found, vocabulary))


def _declined_it(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether they declined to sign it: then who signed tells why not."""
    what = {*found.values("what")}
    declined = {
        fact.event.sign_off
        for fact in _facts(vocabulary, SignOffDeclined)
        if isinstance(fact.event, SignOffDeclined) and fact.actor in found.values("who")
    }
    return any(
        fact.event.sign_off in declined
        and (fact.event.proposal in what or what & {*(fact.event.clauses or what)})
        for fact in _facts(vocabulary, SignOffRequested)
        if isinstance(fact.event, SignOffRequested)
    )


def _withdrew_it(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether a signature on it was taken back (by them): then who signed tells why and when."""
    signed = {getattr(fact.event, "sign_off", None) for fact in _granted(found, vocabulary)}
    named = "who" in found.match.re.groupindex
    return any(
        getattr(fact.event, "sign_off", None) in signed
        and (not named or fact.actor in found.values("who"))
        for fact in _facts(vocabulary, SignOffWithdrawn)
    )


def signature_of(found: Found, name: str, vocabulary: Vocabulary) -> str | None:
    """The one offer of which they took a signature back; None where it is not one."""
    back = {
        fact.event.sign_off
        for fact in _facts(vocabulary, SignOffWithdrawn)
        if isinstance(fact.event, SignOffWithdrawn) and fact.actor in found.values(name)
    }
    on = {
        fact.event.proposal
        for fact in _facts(vocabulary, SignOffGranted)
        if isinstance(fact.event, SignOffGranted) and fact.event.sign_off in back
    }
    return on.pop() if len(on) == 1 else None


def sent_before(found: Found, name: str, vocabulary: Vocabulary) -> str | None:
    """The offer that was sent before this one, or that it amends; None where there is none."""
    [id_] = found.values(name) or ("",)
    this = vocabulary.proposals.by_id.get(id_)
    if this is None or this.amends:
        return this.amends if this else None
    sent = [each.id for each in vocabulary.proposals.sent if not each.amends]
    at = sent.index(id_) if id_ in sent else 0
    return sent[at - 1] if at else None


def _retractions(found: Found, vocabulary: Vocabulary) -> list[ProposalRetracted]:
    """What was taken back of the text in question; everything, where none is named."""
    what = {*found.values("what")}
    events = [fact.event for fact in _facts(vocabulary, ProposalRetracted)]
    return [
        event
        for event in events
        if isinstance(event, ProposalRetracted)
        and (not what or event.proposal in what or what & {*(event.clauses or ())})
    ]


def _retracted(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether it was taken back."""
    return bool(_retractions(found, vocabulary))


def _told_them(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether it was taken back towards them and nobody else: then when it was tells when."""
    party_of = vocabulary.people.party_of
    who = {*found.values("who")}
    towards = [{*event.to} for event in _retractions(found, vocabulary)]
    return len(towards) == 1 and all(
        each in who or party_of.get(each) in who for each in towards[0]
    )


def _retracted_alone(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether a clause was taken back, and never out of the text: that is how it was dropped."""
    what = {*found.values("what")}
    removed = {getattr(fact.event, "clause", None) for fact in _facts(vocabulary, ClauseRemoved)}
    return bool(_retractions(found, vocabulary)) and not what & removed


SIGNING: Mapping[str, Check] = {
    "declined_it": _declined_it,
    "deputised": _deputised,
    "retracted": _retracted,
    "retracted_alone": _retracted_alone,
    "signed_by_them": _signed_by_them,
    "stood_in": _stood_in,
    "told_them": _told_them,
    "withdrew_it": _withdrew_it,
}
"""By the name that a frame gives."""
