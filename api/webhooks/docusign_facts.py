"""What a delivery of DocuSign tells, fact by fact.

A summary of the envelope tells again all that happened until then, and in aggregate mode nothing
else does. So each time in it is a fact, and the same fact has the same ref in every delivery.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from api.webhooks.provider import Part, UnreadableError
from api.webhooks.reading import id_in, moment, name_of, within

_OF_THE_ENVELOPE: Mapping[str, str] = {
    "sentDateTime": "envelope-sent",
    "deliveredDateTime": "envelope-delivered",
    "completedDateTime": "envelope-completed",
    "declinedDateTime": "envelope-declined",
    "voidedDateTime": "envelope-voided",
    "deletedDateTime": "envelope-deleted",
}
_OF_A_RECIPIENT: Mapping[str, str] = {
    "sentDateTime": "recipient-sent",
    "deliveredDateTime": "recipient-delivered",
    "signedDateTime": "recipient-completed",
    "declinedDateTime": "recipient-declined",
}
_BY_STATUS: Mapping[str, str] = {
    each: f"recipient-{each}"
    for each in ("sent", "delivered", "autoresponded", "completed", "declined")
}
_ORDER = (
    *("envelope-sent", "recipient-sent", "recipient-autoresponded", "recipient-delivered"),
    *("envelope-delivered", "recipient-completed", "recipient-declined", "envelope-completed"),
    *("envelope-declined", "envelope-voided", "envelope-deleted"),
)
"""The order of facts that are told with one time, or with none. These happen once; others, such as
`envelope-resent` or `recipient-authenticationfailed`, may happen again and have their time in the
ref."""
_GROUPS: Mapping[str, str] = {
    "signers": "signer",
    "carbonCopies": "carbon_copy",
    "certifiedDeliveries": "certified_delivery",
    "inPersonSigners": "in_person_signer",
    "agents": "agent",
    "editors": "editor",
    "intermediaries": "intermediary",
    "witnesses": "witness",
    "notaries": "notary",
    "seals": "seal",
}
_APART = frozenset(
    {"recipients", "customFields", "formData", "envelopeDocuments", "envelopeId", "folders"}
)


@dataclass(frozen=True, slots=True)
class _Fact:
    """`at` as sent, from the field `at_field`; neither is there when only a status says it."""

    fact: str
    recipient: dict[str, Any] | None
    at: Any = None
    at_field: str | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        return self.fact, None if self.recipient is None else id_in(self.recipient["recipientId"])

    @property
    def place(self) -> tuple[datetime, int]:
        rank = _ORDER.index(self.fact) if self.fact in _ORDER else len(_ORDER)
        return moment(self.at) or datetime.max.replace(tzinfo=UTC), rank


def told(body: Any) -> list[Part]:
    """The facts of a delivery. Raises UnreadableError when it is about no envelope.

    The payload of each: `fact`, `at` (as sent; null when nobody says), `at_field` (the field that
    says it), `told_at` (when DocuSign made the delivery: the fact is no later), `event`, `envelope`
    (its summary), `recipient` (as sent, with its `kind`), `custom` and `form` (values by name),
    `documents`, `account`, `user`.
    """
    data, summary = _halves(body)
    envelope = id_in(data.get("envelopeId")) or id_in(summary.get("envelopeId"))
    if envelope is None:
        message = "This delivery of DocuSign is about no envelope: it names no envelopeId."
        raise UnreadableError("no_envelope", message)
    shared = _shared(body, data, summary, envelope)
    facts = {each.key: each for each in _in_summary(summary)}
    event = _event(body, data, summary)
    # The summary knows when it happened; the event, when it was told. What a status alone says
    # happened at some time before that.
    if event is not None and event.key not in facts:
        facts[event.key] = event
    if not facts:
        raise UnreadableError("no_event", "This delivery of DocuSign does not say what happened.")
    return [_part(each, envelope, shared) for each in sorted(facts.values(), key=lambda f: f.place)]


def _halves(body: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the event is about, and the summary; the older form is a summary by itself."""
    if not isinstance(body, dict):
        raise UnreadableError("no_envelope", "Not a delivery of DocuSign: it is no JSON object.")
    if "event" not in body and "data" not in body:
        return {}, body
    data = within(body.get("data"))
    return data, within(data.get("envelopeSummary"))


def _shared(
    body: dict[str, Any], data: dict[str, Any], summary: dict[str, Any], envelope: str
) -> dict[str, Any]:
    documents = [within(each) for each in _listed(summary.get("envelopeDocuments"))]
    return {
        "event": body.get("event"),
        "told_at": body.get("generatedDateTime"),
        "envelope": {
            **{name: value for name, value in summary.items() if name not in _APART},
            "envelopeId": envelope,
        },
        "custom": _by_name(
            each
            for fields in within(summary.get("customFields")).values()
            for each in _listed(fields)
        ),
        "form": _by_name(_listed(summary.get("formData"))),
        # The documents themselves may come along: they are in the delivery that is kept.
        "documents": [{k: v for k, v in each.items() if k != "PDFBytes"} for each in documents],
        "account": data.get("accountId"),
        "user": data.get("userId"),
    }


def _by_name(fields: Iterator[Any]) -> dict[str, Any]:
    named = (
        each for each in fields if isinstance(each, dict) and isinstance(each.get("name"), str)
    )
    return {each["name"]: each.get("value") for each in named}


def _listed(value: Any) -> Iterator[Any]:
    return iter(value if isinstance(value, list) else ())


def _in_summary(summary: dict[str, Any]) -> Iterator[_Fact]:
    yield from _timed(summary, _OF_THE_ENVELOPE, None)
    for recipient in _recipients(summary):
        timed = list(_timed(recipient, _OF_A_RECIPIENT, recipient))
        yield from timed
        by_status = _BY_STATUS.get(str(recipient.get("status")).lower())
        if by_status and by_status not in {each.fact for each in timed}:
            yield _Fact(by_status, recipient)


def _timed(
    times: dict[str, Any], fields: Mapping[str, str], recipient: dict[str, Any] | None
) -> Iterator[_Fact]:
    for field, fact in fields.items():
        if times.get(field):
            yield _Fact(fact, recipient, times[field], field)


def _recipients(summary: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for group, members in within(summary.get("recipients")).items():
        for each in _listed(members):
            if isinstance(each, dict) and id_in(each.get("recipientId")):
                yield {**each, "kind": _GROUPS.get(group, group)}


def _event(body: dict[str, Any], data: dict[str, Any], summary: dict[str, Any]) -> _Fact | None:
    """What the event itself says; in the older form, which has none, what the status says."""
    event, at_field = body.get("event"), "generatedDateTime"
    at = body.get(at_field)
    if event is None and summary is body and isinstance(summary.get("status"), str):
        event, at_field = f"envelope-{summary['status'].lower()}", "statusChangedDateTime"
        at = summary.get(at_field)
    if not isinstance(event, str) or not event:
        return None
    about = _whom(id_in(data.get("recipientId")), summary) if "recipient-" in event else None
    return _Fact(event, about, at, at_field if at else None)


def _whom(given: str | None, summary: dict[str, Any]) -> dict[str, Any]:
    """The recipient of an event: as the summary has it, else its id alone."""
    recipients = list(_recipients(summary))
    if given is None:
        # Who is not named is nobody, unless there is only one.
        return recipients[0] if len(recipients) == 1 else {"recipientId": None}
    for each in recipients:
        if given in {id_in(each["recipientId"]), id_in(each.get("recipientIdGuid"))}:
            return each
    return {"recipientId": given}


def _part(fact: _Fact, envelope: str, shared: dict[str, Any]) -> Part:
    names = [envelope]
    if fact.recipient is not None:
        names.append(id_in(fact.recipient["recipientId"]) or "unknown")
    names.append(fact.fact)
    if fact.fact not in _ORDER or "unknown" in names:
        names.append(id_in(fact.at) or "unknown")
    payload = {
        **shared,
        "fact": fact.fact,
        "recipient": fact.recipient,
        "at": fact.at,
        "at_field": fact.at_field,
    }
    return Part(name_of("envelope", envelope), name_of(*names), moment(fact.at), payload)
