"""CloudEvents 1.0 over HTTP: structured, binary and batched, each event in its JSON form."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any
from urllib.parse import unquote

from api.webhooks.provider import UnreadableError
from api.webhooks.reading import Headers, exact_json_of, json_of, media_type, text_of

_REQUIRED = ("specversion", "id", "source", "type")
_PREFIX = "ce-"
_VERSION = "1.0"
"""What events of every 1.0.x say: the specification wants this value and no other."""


def is_binary(headers: Headers) -> bool:
    """Whether the attributes of an event stand in the headers, and the body is its data."""
    wrapped = media_type(headers).startswith("application/cloudevents")
    return f"{_PREFIX}specversion" in headers and not wrapped


def binary_event(body: bytes, headers: Headers, *, exact: bool = False) -> dict[str, Any]:
    """The event in headers and body; what is no JSON is a text. Raises UnreadableError."""
    event: dict[str, Any] = {}
    for name, values in headers.items():
        attribute = name.removeprefix(_PREFIX)
        if attribute != name and len(values) == 1 and not attribute.startswith("data"):
            event[attribute] = unquote(values[0])
    kind = media_type(headers)
    if kind:
        event["datacontenttype"] = kind
    if body:
        read = exact_json_of if exact else json_of
        event["data"] = read(body, headers) if _is_json(kind) else text_of(body, headers)
    return event


def data_of(event: dict[str, Any], *, exact: bool = False) -> Any:
    """The data of an event, also where it stands in base64. Raises UnreadableError."""
    if not isinstance(event.get("data_base64"), str):
        return event.get("data")
    kind = str(event.get("datacontenttype") or "").partition(";")[0].strip().lower()
    try:
        body = b64decode(event["data_base64"], validate=True)
    except (binascii.Error, ValueError):
        message = "The data_base64 of the event is not base64."
        raise UnreadableError("bad_cloudevent", message) from None
    if not _is_json(kind):
        return event["data_base64"]
    return exact_json_of(body, {}) if exact else json_of(body, {})


def is_event(value: Any) -> bool:
    """Whether a JSON value is meant to be a CloudEvent."""
    return isinstance(value, dict) and "specversion" in value


def fault_of(event: Any) -> str | None:
    """Why a value is no CloudEvent; None for one that is."""
    if not isinstance(event, dict):
        return "This member of the batch is no CloudEvent."
    missing = [each for each in _REQUIRED if not (isinstance(event.get(each), str) and event[each])]
    if missing:
        return f"This CloudEvent has no {missing[0]}."
    if event["specversion"] != _VERSION:
        return f"This CloudEvent is of another version than {_VERSION}."
    if "data" in event and "data_base64" in event:
        return "This CloudEvent has both data and data_base64: which one is meant is not known."
    return None


def _is_json(kind: str) -> bool:
    # Without a type, the data of an event are JSON.
    return kind in {"", "application/json", "text/json"} or kind.endswith("+json")
