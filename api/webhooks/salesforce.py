"""Salesforce: outbound messages (SOAP, unsigned), and change events that a relay delivers as JSON.

Salesforce signs neither. It says itself that no audit trail can be built on outbound messages.
(sforce_api_om_outboundmessaging, pub-sub-api/guide, cdc_event_fields_header)
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from api.webhooks.authorization import check_authorization
from api.webhooks.provider import Account, Arrival, Part, Reply, UnreadableError
from api.webhooks.reading import BYTE_ORDER_MARK, Headers, digest, json_of, media_type, name_of
from api.webhooks.salesforce_changes import changes
from api.webhooks.salesforce_soap import ACKNOWLEDGED, read_message
from api.webhooks.signing import octets, one_fits, refused, secrets_of

ORGANIZATION = "organization_id"
OUTBOUND = "outbound_messages"


class Salesforce:
    """Which of the two it is, is said by the body. Payloads: `salesforce_soap`, `…_changes`."""

    name = "salesforce"
    system = "salesforce"
    channel = "crm"
    signs = False
    settings: Mapping[str, str] = {
        f"{ORGANIZATION} *": "the id of the organisation, 15 or 18 characters, that outbound "
        "messages must name",
        OUTBOUND: "`authenticated`: outbound messages need a secret as well, as a proxy adds it "
        "that has checked Salesforce's client certificate. Without this the organisation's id, "
        "which is not secret, is all that is checked of them",
    }

    def verify(self, arrival: Arrival, account: Account) -> None:
        """Raise NotBelievedError unless it names the organisation, or carries a secret."""
        is_soap = _is_soap(arrival.body, arrival.headers)
        if not is_soap or account.settings.get(OUTBOUND, "").strip().lower() == "authenticated":
            check_authorization(arrival, secrets_of(account))
        if is_soap:
            _check_organization(arrival, account)

    def key(self, arrival: Arrival) -> str:
        """The ids of the notifications or of the changes."""
        try:
            refs = [part.ref for part in self.parts(arrival.body, arrival.headers)]
        except UnreadableError:
            return "unreadable"
        return refs[0] if len(refs) == 1 else name_of("batch", digest(refs))

    def parts(self, body: bytes, headers: Headers) -> list[Part]:
        """One part for each notification, or for each record changed. Raises UnreadableError."""
        if _is_soap(body, headers):
            return read_message(body, headers).parts()
        return changes(json_of(body, headers))

    def reply(self) -> Reply:
        """The acknowledgement that outbound messages need; a relay only looks at the status."""
        return Reply(200, ACKNOWLEDGED, "text/xml")


def _is_soap(body: bytes, headers: Headers) -> bool:
    kind = media_type(headers)
    if kind.endswith(("/xml", "+xml")):
        return True
    return body.removeprefix(BYTE_ORDER_MARK.encode()).lstrip()[:1] == b"<"


def _check_organization(arrival: Arrival, account: Account) -> None:
    expected = _fifteen(account.settings.get(ORGANIZATION, ""))
    if not expected:
        refused("not_set_up", "This connection does not say which organisation may send to it.")
    try:
        named = read_message(arrival.body, arrival.headers).organization
    except UnreadableError as error:
        # Nothing but the message says who sent it: what can't be read can't be believed.
        refused("organization_unreadable", str(error))
    if not one_fits([octets(_fifteen(named))], [octets(expected)]):
        refused("organization_wrong", "The message does not name this connection's organisation.")


def _fifteen(organization: str) -> str:
    """The id in its short form; the three characters more of the long one are a check sum."""
    found = organization.strip()
    return found[:15] if re.fullmatch(r"[A-Za-z0-9]{15}([A-Za-z0-9]{3})?", found) else ""
