"""Salesforce's outbound messages: up to a hundred notifications in one SOAP envelope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from api.webhooks.provider import Part, UnreadableError
from api.webhooks.reading import Headers, digest, moment, name_of, refuse_encoded

MOST_NOTIFICATIONS = 100
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
OUTBOUND = "{http://soap.sforce.com/2005/09/outbound}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ACKNOWLEDGED = b"""<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
  <soapenv:Body>
    <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">
      <Ack>true</Ack>
    </notificationsResponse>
  </soapenv:Body>
</soapenv:Envelope>
"""
_LAST_CHANGED = ("LastModifiedDate", "SystemModstamp")


@dataclass(frozen=True, slots=True)
class Message:
    """An outbound message. Its session id, which opens the organisation, is left out."""

    organization: str
    notifications: list[Element]

    def parts(self) -> list[Part]:
        """One part for each notification, in the order of the message."""
        return [_part(each, self.organization) for each in self.notifications]


def read_message(body: bytes, headers: Headers) -> Message:
    """The message in a SOAP envelope. Raises UnreadableError."""
    refuse_encoded(headers)
    root = _parsed(body)
    found = root.findall(f"{SOAP}Body/{OUTBOUND}notifications")
    if root.tag != f"{SOAP}Envelope" or len(found) != 1:
        raise UnreadableError("not_a_message", "Not an outbound message of Salesforce.")
    [message] = found
    # Two of them could be read differently by who checks the message and by who reads it.
    organizations = [_text(each) for each in message.findall(f"{OUTBOUND}OrganizationId")]
    if len(organizations) != 1 or not organizations[0]:
        raise UnreadableError("no_organization", "The message does not name one organisation.")
    notifications = message.findall(f"{OUTBOUND}Notification")
    if not 1 <= len(notifications) <= MOST_NOTIFICATIONS:
        message_ = (
            f"A message has 1 to {MOST_NOTIFICATIONS} notifications, this {len(notifications)}."
        )
        raise UnreadableError("bad_number", message_)
    return Message(organizations[0], notifications)


def _parsed(body: bytes) -> Element:
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except ParseError as error:
        raise UnreadableError("not_xml", f"Not XML: {error}.") from None
    except DefusedXmlException:
        message = "The message declares entities or a document type: it is not read."
        raise UnreadableError("unsafe_xml", message) from None
    except (ValueError, LookupError):  # an encoding that is unknown, or not read here
        raise UnreadableError("not_xml", "Not XML: its encoding can't be read.") from None
    return root


def _part(notification: Element, organization: str) -> Part:
    """The payload: `notification` (its id), `organization`, `object_type`, `id`, `fields`."""
    identity = _text(notification.find(f"{OUTBOUND}Id"))
    record = notification.find(f"{OUTBOUND}sObject")
    kind = "" if record is None else record.get(f"{XSI}type", "").rpartition(":")[2]
    fields = {} if record is None else _fields(record)
    found = fields.get("Id")
    known = bool(identity and kind and isinstance(found, str) and found)
    return Part(
        object=name_of(kind, str(found)) if known else "unknown",
        # A message that is sent again has the values of then under the same id.
        ref=name_of(identity or "unnumbered", digest(fields)),
        happened_at=next(filter(None, (moment(fields.get(each)) for each in _LAST_CHANGED)), None),
        payload={
            "notification": identity,
            "organization": organization,
            "object_type": kind,
            "id": found,
            "fields": fields,
        },
        fault=None if known else "This notification does not say which record it is about.",
    )


def _fields(record: Element) -> dict[str, Any]:
    return {_plain(field.tag): _value(field) for field in record}


def _value(field: Element) -> Any:
    """The text of a field; null for one that is nil; the texts of the fields in a compound one."""
    if field.get(f"{XSI}nil") in {"true", "1"}:
        return None
    return {_plain(each.tag): _text(each) for each in field} if len(field) else _text(field)


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _text(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
