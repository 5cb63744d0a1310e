"""The tables of VOCABULARY section 2, field by field, as an outside reader would copy them."""

from __future__ import annotations

FIELDS = {
    "deal.opened": "name client currency governing_law? regulated_buyer? time_zone?",
    "party.joined": "party name role acts_for? parent?",
    "participant.assigned": "person name party function until?",
    "deal.closed": "outcome reason?",
    "clause.added": "clause heading text document? term? drafted_by? requested_by?",
    "clause.revised": "clause text heading? term? drafted_by? requested_by? reason?",
    "clause.removed": "clause reason? requested_by?",
    "term.stated": "clause version? term method confirmed_by?",
    "precedence.stated": "order clause?",
    "terms.clarified": "clauses term? text? agreed_by effective_from?",
    "proposal.sealed": "proposal clauses? contents? amends?",
    "proposal.sent": "proposal to via? channel valid_until? irrevocable_until? irrevocable_basis?",
    "proposal.received": "proposal by",
    "proposal.opened": "proposal by",
    "proposal.countered": "proposal by text? clauses?",
    "proposal.accepted": "proposal by mode? dispatched_at? received_at? qualifications?",
    "proposal.rejected": "proposal by? reason?",
    "proposal.lapsed": "proposal by? reason?",
    "agreement.executed": "agreement proposal effective_from? entire_agreement_clause?",
    "order.placed": "order order_type lines? proposal? claimed_under?",
    "reliance.reported": "by act on",
    "sign_off.requested": "sign_off proposal clauses? of role? due?",
    "sign_off.granted": "sign_off proposal clauses? role? value? conditions? statement?",
    "sign_off.declined": "sign_off proposal reason",
    "sign_off.withdrawn": "sign_off reason_class reason",
    "message.sent": "message to cc? channel about words? sha256? objection_until?",
    "message.received": "message by",
    "message.opened": "message by",
    "message.failed": "message to reason",
    "message.relayed": "message of to about? words? adds? omits?",
    "meeting.held": "meeting attendees about notes?",
    "clause.displayed": "clause version? to surface?",
    "statement.made": "statement to? words about form scope?",
    "acknowledgement.given": "about words?",
    "objection.raised": "about words",
    "value.reported": "system object field value previous?",
    "document.filed": "document name media_type sha256 bytes about?",
    "source.connected": "system channel persons? until?",
    "coverage_gap.recorded": "system until? cause",
    "retraction.instructed": "target to reason_class reason",
    "proposal.retracted": (
        "proposal clauses? to reason_class reason dispatched_at? received_at? replacement?"
    ),
    "dispute.opened": "dispute question about? anticipates_litigation?",
    "dispute.resolved": "dispute outcome",
    "record.struck": "record reason",
    "record.corrected": "corrects data occurred_at? actor? reason",
    "privilege.marked": "record privilege reason",
    "finding.settled": "finding about persons? how accepted_by? authority? reason",
    "review.waived": "proposal clauses sign_off? reason",
    "catalogue.item_defined": "item name parent? synonyms?",
    "scenario.defined": (
        "scenario name order_type services? in_offer? quantity? beneficiary? month? after? "
        "through? units? unit_price?"
    ),
    "authority.granted": "grant person? function? over limit? from? until?",
    "authority.delegated": "delegation delegator delegate limit? from until",
    "authority.revoked": "grant? delegation?",
    "person.identified": "person same_as method confirmed_by?",
    "policy.published": "policy rules from",
    "legal_hold.placed": "hold persons? deals? reason",
    "legal_hold.released": "hold reason",
}

LISTS = {
    "to", "cc", "about", "attendees", "agreed_by", "clauses", "persons", "order", "conditions",
    "qualifications", "rules", "synonyms", "lines", "scope", "contents",
    "deals", "services",
}  # fmt: skip
"""Fields that are lists even with one member."""

ONE_VALUE = {("clause.displayed", "to"), ("retraction.instructed", "to"), ("order.placed", "order")}
"""Where a name of LISTS is one value all the same."""

FUNCTIONS = (
    "sales sales_leadership deal_desk legal finance engineering account_management compliance "
    "executive client_contact partner_contact other"
)
REASONS = "error authority_defect intent_mismatch commercial compliance other"
KINDS = (
    "price discount price_hold price_cap volume payment service_level duration renewal liability "
    "other"
)
AXES = "services orders quantity beneficiaries held"
ENUMERATIONS = {
    "party.joined": {"role": "client seller partner other"},
    "participant.assigned": {"function": FUNCTIONS},
    "deal.closed": {"outcome": "won lost abandoned"},
    "term.stated": {"method": "human parser", "term/kind": KINDS},
    "proposal.accepted": {"mode": "signature conduct order message"},
    "order.placed": {"order_type": "initial expansion follow_on renewal co_term"},
    "sign_off.withdrawn": {"reason_class": REASONS},
    "message.sent": {"channel": "email chat sms letter portal call other"},
    "statement.made": {"form": "written recorded recollection", "scope/0/state": "in out"},
    "retraction.instructed": {"reason_class": REASONS},
    "privilege.marked": {"privilege": "none confidential attorney_client work_product"},
    "finding.settled": {"how": "fixed accepted not_a_finding"},
    "proposal.retracted": {"reason_class": REASONS},
    "scenario.defined": {
        "order_type": "initial expansion follow_on renewal co_term",
        "quantity": "contracted additional",
        "after": "price_terms agreement",
        "through": "client partner",
    },
    "authority.granted": {"over": "discount price_hold value scope any"},
    "policy.published": {
        "rules/0/requires": FUNCTIONS,
        "rules/0/when/kind": KINDS,
        "rules/0/when/axis": AXES,
    },
}
"""What may stand in a field that is an enumeration."""
