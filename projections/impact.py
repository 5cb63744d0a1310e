"""What a retraction of a proposal would meet, were it received at the moment asked.

Who signed what with which authority, whom it was sent to and with whom it arrived, who relied on
it, what was accepted; and which moment (VOCABULARY 5) the retraction would have. Nothing of it is a
verdict on whether one may retract: no law is applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.events.proposals import ProposalSent, SealedWording
from domain.occurrence import Interval, moment_text
from projections.clocks.beside import Within
from projections.clocks.communication import person_of
from projections.clocks.fold import ProposalClocks, clocks_of_one
from projections.clocks.moment import UnderRule, only, possible_under
from projections.clocks.shown import beside, instruction, told, what_was_said
from projections.clocks.telling import Telling
from projections.clocks.telling_moment import MOMENT_WORDS, MomentTelling, OfferTelling
from projections.coverage import Printed
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.instead import instead
from projections.on_record import ProposalNotOnRecord
from projections.signing.table import Coverage, coverage_of

Json = dict[str, Any]


def impact(deal: KnownDeal, proposal: str) -> Json | None:
    """The statement, as JSON; None when no record that had begun by then names the proposal.

    `clauses` are the wordings that its seal holds (None: no seal is on record), each with whether
    it was retracted already. `signed` has one member for each signature on one of them, with its
    authority clause by clause. `moment` is that of a retraction which is received at
    `effective_at`; it is `undetermined` where more than one is `possible`. `instead` says what
    taking back some clauses only, or clarifying with the client, would mean.
    """
    found = clocks_of_one(deal, proposal)
    if found is None:
        return None
    telling, held = Telling(deal, found), found.proposal.contents
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "proposal": proposal,
        "governs": _governs(deal, proposal),
        "standing": deal.proposals.standing(found.proposal, deal.basis.effective_at),
        "clauses": None if held is None else [_clause(deal, each, found) for each in held],
        "signed": _signed(deal, found),
        "internal": {"state": found.internal.clock.state, "sentence": telling.internal},
        "sent": [_sending(deal, fact) for fact in found.proposal.sent],
        "arrived": [_arrival(deal, fact) for fact in _arrivals(found)],
        "communication": {
            "state": found.communication.clock.state,
            "sentence": telling.communication,
        },
        "accepted": what_was_said(deal, found.proposal.accepted),
        "executed": [told(deal, fact) for fact in found.proposal.executed],
        "formation": {"state": found.formation.clock.state, "sentence": telling.formation},
        **{name: beside(deal, found)[name] for name in ("promises", "reliance", "orders")},
        "moment": _moment(deal, found),
        "instead": instead(deal, found),
        "retracted": [
            MomentTelling(deal, found, each).sentence
            for each in (*found.retractions.whole, *found.retractions.in_part)
        ],
        "instructions": [instruction(deal, each) for each in found.retractions.not_followed],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


def impact_on_record(deal: KnownDeal, proposal: str) -> Json:
    """The reading `impact`: the same, never None. Raises ProposalNotOnRecord."""
    found = impact(deal, proposal)
    if found is None:
        raise ProposalNotOnRecord(proposal)
    return found


def _governs(deal: KnownDeal, proposal: str) -> bool:
    governing = deal.governing
    every = (governing.proposal, *governing.amendments)
    return any(each is not None and each.id == proposal for each in every)


def _clause(deal: KnownDeal, held: SealedWording, found: ProposalClocks) -> Json:
    clause = deal.clauses.by_id.get(held.clause)
    wording = clause.wording(held.version) if clause else None
    gone = [
        each.fact.id
        for each in (*found.retractions.whole, *found.retractions.in_part)
        if each.event.clauses is None or held.clause in each.event.clauses
    ]
    return {
        "clause": held.clause,
        "version": held.version,
        "heading": wording.heading if wording else None,
        "text": wording.text if wording else None,
        "retracted_by": gone,
    }


def _signed(deal: KnownDeal, found: ProposalClocks) -> list[Json]:
    """The signatures on its wordings, those given on other proposals too, by position."""
    table = coverage_of(deal)
    printed = Printed.of(table)
    by_record: dict[str, Json] = {}
    for held in found.proposal.contents or ():
        for each in _signatures(table, printed, held, found.proposal.id):
            kept = by_record.setdefault(each["record"], _signature(each))
            authority = each["authority"]
            kept["clauses"].append(
                {
                    "clause": held.clause,
                    "version": held.version,
                    "authority": authority["state"],
                    "sentence": authority["sentence"],
                }
            )
    return sorted(by_record.values(), key=lambda each: each["position"])


def _signatures(
    table: Coverage, printed: Printed, held: SealedWording, proposal: str
) -> Iterator[Json]:
    """The signatures on exactly this wording."""
    clause = table.deal.clauses.by_id.get(held.clause)
    wording = clause.wording(held.version) if clause else None
    if wording is None:
        return
    row = printed.row(table.of(wording, (held.version, proposal)))
    yield from (each for each in row["signatures"] if each["version"] == held.version)


def _signature(shown: Json) -> Json:
    """What is the same of a signature for all clauses. `standing` False: taken back since."""
    same = ("record", "position", "sign_off", "proposal", "by", "name", "on_behalf_of")
    more = ("occurred_at", "role", "value", "conditions", "statement")
    return {
        **{name: shown[name] for name in (*same, *more)},
        "standing": shown["ended_by"] is None,
        "clauses": [],
    }


def _sending(deal: KnownDeal, fact: Fact) -> Json:
    event = fact.event
    assert isinstance(event, ProposalSent)
    return told(deal, fact) | {
        "to": list(event.to),
        "to_names": [deal.person(each) for each in event.to],
        "via": event.via,
        "via_name": deal.person(event.via) if event.via else None,
        "channel": event.channel,
    }


def _arrivals(found: ProposalClocks) -> Iterable[Fact]:
    every = (*found.proposal.received, *found.proposal.opened)
    return sorted(every, key=lambda fact: (fact.interval.begin, fact.place))


def _arrival(deal: KnownDeal, fact: Fact) -> Json:
    by = person_of(fact)
    return told(deal, fact) | {"by": by, "by_name": deal.person(by)}


_WITHIN: dict[Within, bool | None] = {"yes": True, "no": False}


def _moment(deal: KnownDeal, found: ProposalClocks) -> Json:
    """Of a retraction received at the moment asked, of the whole proposal or of any of its clauses.

    Whether it would lie within a stated time is null where none is stated.
    """
    at = deal.basis.effective_at
    now, promises = Interval(at, at), found.beside.promises
    rules = found.retractions.against.under_rules(now)
    possible, offer = possible_under(rules), OfferTelling(deal, found)
    return {
        "at": moment_text(at),
        "moment": only(possible),
        "possible": list(possible),
        "rules": {
            each.rule: {
                "order": each.order,
                "moment": each.moment,
                "possible": list(each.possible),
                "sentence": offer.under(each),
            }
            for each in rules
        },
        "within_validity": _WITHIN.get(promises.holds("valid", now)),
        "within_irrevocability": _WITHIN.get(promises.holds("irrevocable", now)),
        "sentence": _said(offer, rules),
    }


def _said(offer: OfferTelling, rules: tuple[UnderRule, ...]) -> str:
    possible = possible_under(rules)
    either = " or ".join(MOMENT_WORDS[each] for each in possible)
    open_ = "undetermined, " if len(possible) > 1 else ""
    parts = [f"Received now, a retraction would be: {open_}{either}.", offer.sent]
    if possible not in {("before_sending",), ("after_acceptance",)}:
        parts.append(offer.arrived)
    if offer.clocks.retractions.against.accepted["receipt"]:
        parts += [offer.under(each) for each in rules]
    else:
        parts.append("No acceptance without qualifications is on record.")
    return " ".join(parts)
