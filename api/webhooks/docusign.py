"""DocuSign Connect: events of envelopes and recipients as JSON, signed with HMAC keys.

No time is signed, so an old delivery can be sent again: its facts are then those told before, under
the same refs. (developers.docusign.com/platform/webhooks/connect: validate, json-sim-event-model)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from api.webhooks.docusign_facts import told
from api.webhooks.provider import Account, Arrival, Part, Reply, UnreadableError
from api.webhooks.reading import BYTE_ORDER_MARK, Headers, id_in, json_of, name_of, within
from api.webhooks.signing import (
    base64_hmac,
    octets,
    one_fits,
    one_header,
    refused,
    secrets_of,
)

_SIGNATURE = re.compile(r"x-docusign-signature-[0-9]{1,3}")


class DocuSign:
    """Connect with JSON (SIM, or the envelope alone). What a part holds: see `docusign_facts`."""

    name = "docusign"
    system = "docusign"
    channel = "e-signature"
    signs = True
    settings: Mapping[str, str] = {}

    def verify(self, arrival: Arrival, account: Account) -> None:
        """Raise NotBelievedError unless one signature is made with one of the keys that count.

        DocuSign signs with each of its active keys; which number is whose says nothing.
        """
        secrets = secrets_of(account)
        names = [name for name in arrival.headers if _SIGNATURE.fullmatch(name)]
        if not names:
            refused("signature_missing", "No header X-DocuSign-Signature-1 came with it.")
        given = [octets(one_header(arrival, name)) for name in names]
        expected = [base64_hmac(octets(secret), arrival.body) for secret in secrets]
        if not one_fits(given, expected):
            refused("signature_wrong", "No signature fits the delivery.")

    def key(self, arrival: Arrival) -> str:
        """Envelope, event and when it was made: nothing else tells deliveries apart."""
        try:
            body = within(_json(arrival.body, arrival.headers))
        except UnreadableError:
            return "unreadable"
        envelope = within(body.get("data")).get("envelopeId") or body.get("envelopeId")
        names = [envelope, body.get("event"), body.get("generatedDateTime")]
        return name_of(*(id_in(each) or "" for each in names))

    def parts(self, body: bytes, headers: Headers) -> list[Part]:
        """One part for each fact, in the order in which they happened. Raises UnreadableError."""
        return told(_json(body, headers))

    def reply(self) -> Reply:
        """200: anything else sends it back to the queue."""
        return Reply()


def _json(body: bytes, headers: Headers) -> Any:
    if body.removeprefix(BYTE_ORDER_MARK.encode()).lstrip().startswith(b"<"):
        message = (
            "This is DocuSign's older XML, which is not read: in Connect, choose the data format "
            "REST v2.1 (JSON), and let DocuSign publish the envelope again."
        )
        raise UnreadableError("legacy_xml", message)
    return json_of(body, headers)
