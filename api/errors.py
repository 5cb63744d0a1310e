"""Refusals as problem documents (RFC 9457): one table, a line for every code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.refusals import Refusal
from projections.answers.asked import QuestionNotRead

TITLES: Mapping[str, str] = {
    "not_json": "The text is not JSON",
    "duplicate_key": "A key stands twice in one object",
    "too_deep": "The record is nested too deeply",
    "float_not_allowed": "A float where an exact number is meant",
    "integer_too_large": "A whole number is too large",
    "bad_text": "Text that cannot be kept",
    "unknown_type": "Not a type of the vocabulary",
    "reserved_type": "A type that only the ledger writes",
    "unknown_field": "There is no such field",
    "missing_field": "A required field is missing",
    "missing_value": "A list needs at least one member",
    "wrong_type": "A value of another type is needed",
    "bad_id": "Not an id",
    "bad_time": "Not a time",
    "bad_time_zone": "Not a time zone",
    "bad_amount": "Not an exact decimal",
    "bad_currency": "Not a currency",
    "bad_digest": "Not a digest",
    "bad_ref": "Not a ref",
    "bad_value": "Not a value that can be recorded here",
    "not_one_of": "Not one of the values of the vocabulary",
    "too_long": "Longer than can be recorded",
    "line_too_long": "A line longer than any record",
    "deal_not_expected": "A record about the organisation names no deal",
    "clause_not_on_record": "The clause was never added",
    "wording_not_on_record": "The clause has no such wording",
    "deal_already_opened": "The deal was opened before",
    "id_already_used": "The id is already used",
    "nothing_to_seal": "Nothing is there to be sealed",
    "record_not_on_record": "The record to correct or strike is not on record",
    "correction_changes_identity": "A correction keeps the ids of what it corrects",
    "not_correctable": "This record cannot be corrected or struck",
    "record_id_reused": "The record id is on record with other content",
    "changed_meanwhile": "Others changed the deal meanwhile",
    "entry_too_large": "The record is too large",
    "version_mismatch": "The deal has another version by now",
    "bad_basis": "A reading cannot stand on these times",
    "bad_end": "Not an end that changes can be read between",
    "deal_not_on_record": "The deal is not on record",
    "question_not_read": "The question is not understood",
    "dispute_not_on_record": "The dispute was not opened on this deal",
    "hypothesis_not_recorded": "A hypothesis is not recorded",
    "answer_erased": "What was answered was erased",
    "not_in_timeline": "Nothing on record in this deal goes by this name",
    "name_not_on_record": "Nothing on record goes by this name",
    "kind_not_known": "The vocabulary has no such kind of record",
    "not_authenticated": "No token that counts",
    "form_not_from_here": "The form came from elsewhere",
    "role_not_held": "The token may not do this",
    "limited_to_deals": "The token is limited to deals",
    "other_deal": "The record names another deal than the address",
    "one_deal_needed": "If-Match goes with one deal",
    "bad_parameter": "A parameter is not what it should be",
    "bad_mapping": "The mapping cannot be used",
    "too_many_records": "Too many records at a time",
    "body_too_large": "The body is too large",
    "headers_too_large": "The headers are too large",
    "not_http": "Not HTTP",
    "body_too_slow": "The body did not arrive in time",
    "media_type_not_supported": "Not plain JSON",
    "no_such_route": "Nothing is served here",
    "connection_not_known": "No connection delivers here",
    "connection_ended": "The connection was ended",
    "delivery_not_believed": "The delivery is not believed",
    "delivery_unreadable": "The body of the delivery cannot be read",
    "item_not_in_inbox": "The inbox has no such item",
    "item_settled": "Not as the item stands",
    "method_not_allowed": "Not with this method",
    "try_later": "Not now",
    "answer_too_slow": "The answer took too long",
    "busy": "Too many requests at a time",
    "token_busy": "Too many requests of one token at a time",
    "database_unavailable": "The database did not answer in time",
    "view_not_ready": "A view across deals is not there yet",
    "position_not_reached": "The ledger is not that far yet",
    "checkpoint_not_signed": "Nothing is signed yet",
    "position_not_on_record": "No entry has this position",
    "position_not_signed": "The entry is not signed yet",
    "no_such_tile": "The tree has no such tile",
    "entries_of_all_deals": "Only for whoever may see all deals",
    "log_does_not_hold": "What is stored is not what was signed",
    "party_not_on_record": "The party takes no part in the deal",
    "question_not_for_party": "Not answered for another party",
    "export_not_on_record": "The deal has no such export",
    "export_not_signed": "The export is not signed yet",
    "export_not_repeatable": "The export cannot be made again",
    "signer_frozen": "Nothing is signed any more",
    "bundle_too_large": "The bundle is too large",
    "legal_hold_covers": "A legal hold covers it",
    "person_not_on_record": "Nobody of this id is on record",
    "party_not_person": "A party is not a person",
    "reason_names_them": "The reason says who it is",
    "erases_themselves": "Nobody erases themselves",
    "eraser_not_set_up": "Erasing is not set up",
    "erasures_not_listed": "The list of erasures cannot be written",
    "cannot_be_scanned": "This cannot be looked through",
    "internal_error": "Something went wrong here",
}


def problem(refusal: Refusal) -> dict[str, Any]:
    """The problem document of a refusal; `errors` has every fault with its code and pointer."""
    faults = refusal.faults
    first = faults[0]
    document: dict[str, Any] = {
        "type": f"urn:deal-ledger:problem:{first.code}",
        "title": TITLES[first.code],
        "status": refusal.status,
        "detail": first.message,
        "code": first.code,
        "pointer": first.pointer,
        "errors": [
            {"code": each.code, "pointer": each.pointer, "detail": each.message} for each in faults
        ],
    }
    if isinstance(refusal, QuestionNotRead):
        document["understood"] = refusal.understood
        document["nearest"] = refusal.nearest
    return document
