"""Any sender that can send records: as a Standard Webhooks delivery, or as CloudEvents.

A delivery is a record or an array of records, by itself, in the `data` of `{"type", "timestamp",
"data"}`, or in the data of an event. What holds no record is a payload for a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from api.webhooks import cloudevents
from api.webhooks.authorization import check_authorization
from api.webhooks.provider import Account, Arrival, Part, Reply, UnreadableError
from api.webhooks.reading import (
    Headers,
    digest,
    exact_json_of,
    id_in,
    json_of,
    media_type,
    moment,
    name_of,
    within,
)
from api.webhooks.signing import secrets_of
from api.webhooks.standard_webhooks import ID, PUBLIC_KEY, check_signature, is_signed
from ledger.inbox.delivery import Numbered

_BATCH = "application/cloudevents-batch+json"
_WRAPPED = "application/cloudevents+json"
_RECORD_ID = re.compile(r"[A-Za-z0-9._:@+/-]{1,120}")
_SEQUENCE = re.compile(r"[0-9]{1,18}")
_TYPE = re.compile(r"[a-z_]+\.[a-z_]+")
_OF_RECORDS = frozenset({"occurred_at", "actor"})


class Generic:
    """Records as they are. Secrets: `whsec_…`, public keys `whpk_…`, or a bearer token."""

    name = "generic"
    system = "generic"
    channel = "webhook"
    signs = True
    settings: Mapping[str, str] = {}

    def verify(self, arrival: Arrival, account: Account) -> None:
        """Raise NotBelievedError unless it is signed, or carries one of the secrets as its token.

        A delivery that is signed is judged by its signature alone.
        """
        secrets = secrets_of(account)
        if is_signed(arrival):
            check_signature(arrival, secrets)
        else:
            # Everybody may know a public key.
            tokens = [each for each in secrets if not each.strip().startswith(PUBLIC_KEY)]
            check_authorization(arrival, tokens, ("bearer",))

    def key(self, arrival: Arrival) -> str:
        """The id of the delivery, else the source and id of its event, else the ids of all."""
        if given := arrival.header(ID):
            return name_of(given)
        try:
            refs = [part.ref for part in self.parts(arrival.body, arrival.headers)]
        except UnreadableError:
            return "unreadable"
        return name_of(refs[0]) if len(refs) == 1 else name_of("batch", digest(refs))

    def parts(self, body: bytes, headers: Headers) -> list[Part]:
        """One part for each record, or for each thing that is none. Raises UnreadableError."""
        if cloudevents.is_binary(headers):
            event = cloudevents.binary_event(body, headers)
            exact = cloudevents.binary_event(body, headers, exact=True)
            return _of_event(event, exact)
        value, exact = json_of(body, headers), exact_json_of(body, headers)
        if media_type(headers) == _BATCH:
            return _of_batch(value, exact)
        if media_type(headers) == _WRAPPED or cloudevents.is_event(value):
            return _of_event(value, exact)
        if isinstance(value, list) and any(map(cloudevents.is_event, value)):
            return _of_batch(value, exact)
        if _is_wrapped(value):
            return _of_data(value["data"], exact["data"], value, _delivery(headers))
        return _of_data(value, exact, value, _delivery(headers))

    def reply(self) -> Reply:
        """Any 2xx will do."""
        return Reply()


def _is_wrapped(value: Any) -> bool:
    """Whether it is `{"type", "timestamp", "data"}`: no record has a timestamp."""
    return isinstance(value, dict) and {"timestamp", "data"} <= value.keys() and not _of_ours(value)


def _of_batch(value: Any, exact: Any) -> list[Part]:
    if not isinstance(value, list):
        raise UnreadableError("bad_cloudevent", "A batch of CloudEvents is an array.")
    found: list[Part] = []
    for each, as_sent in zip(value, exact, strict=True):
        try:
            found += _of_event(each, as_sent)
        except UnreadableError as error:
            ref = name_of("event", digest(each))
            found.append(Part("unknown", ref, None, each, fault=str(error)))
    return found


def _of_event(event: Any, exact: Any) -> list[Part]:
    if fault := cloudevents.fault_of(event):
        raise UnreadableError("bad_cloudevent", fault)
    data = cloudevents.data_of(event)
    whole = {name: value for name, value in event.items() if name != "data_base64"} | {"data": data}
    ref = name_of(event["source"], event["id"])
    numbered = _numbered(event)
    if any(map(_is_record, data if isinstance(data, list) else [data])):
        records = _of_data(data, cloudevents.data_of(exact, exact=True), whole, ref)
        return [replace(each, numbered=numbered) for each in records]
    subject = id_in(event.get("subject")) or event["type"]
    object_, at = name_of(event["source"], subject), moment(event.get("time"))
    return [Part(object_, ref, at, whole, numbered=numbered)]


def _numbered(event: dict[str, Any]) -> Numbered | None:
    """Its number within its source (extension `sequence`), where that is a whole one."""
    given = str(event.get("sequence"))
    if not _SEQUENCE.fullmatch(given):
        return None
    return Numbered(name_of(event["source"]), int(given), moment(event.get("time")))


def _delivery(headers: Headers) -> str:
    """What has no id of its own has that of its delivery, the same when it is sent again."""
    return next(iter(headers.get(ID, ())), "")


def _of_data(data: Any, exact: Any, whole: Any, sent_as: str) -> list[Part]:
    """The records in the data, and what is none: of an array its members, else the whole."""
    if not isinstance(data, list):
        return [_record(data, exact) if _is_record(data) else _for_a_mapping(whole, sent_as)]
    return [
        _record(each, as_sent) if _is_record(each) else _for_a_mapping(each, sent_as)
        for each, as_sent in zip(data, exact, strict=True)
    ]


def _is_record(value: Any) -> bool:
    """Whether it is meant as one: the ledger says what is wrong with it."""
    return _of_ours(value) or _TYPE.fullmatch(str(within(value).get("type"))) is not None


def _of_ours(value: Any) -> bool:
    return not _OF_RECORDS.isdisjoint(within(value))


def _record(value: dict[str, Any], exact: Any) -> Part:
    given, deal = value.get("id"), value.get("deal")
    is_id = isinstance(given, str) and _RECORD_ID.fullmatch(given) is not None
    return Part(
        object=name_of("deal", deal) if isinstance(deal, str) and deal else "organisation",
        ref=str(given) if is_id else name_of("record", digest(value)),
        happened_at=moment(value.get("occurred_at")),
        payload=value,
        records=(exact,),
    )


def _for_a_mapping(payload: Any, sent_as: str) -> Part:
    return Part(
        object="payload",
        ref=name_of(sent_as, digest(payload)) if sent_as else name_of("payload", digest(payload)),
        happened_at=moment(within(payload).get("timestamp")),
        payload=payload,
        fault=None if isinstance(payload, dict) else "This is neither a record nor an object.",
    )
