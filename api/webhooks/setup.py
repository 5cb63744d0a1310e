"""What a connection needs at its provider, and what somebody has to enter there."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.webhooks.standard_webhooks import a_secret

USER = "deal-ledger"
"""The user name of Basic authentication that is made here."""
KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class SetUp:
    """`secret` says what the provider calls the secret that it gives; None: one is made here.

    `make` makes it of random bytes (None: there is none). `steps` say what to enter where; {url}
    and {secret} stand for what was made.
    """

    secret: str | None
    make: Callable[[bytes], str] | None
    steps: Sequence[str]
    key: bool = False
    """Whether the address gets a secret end, as the sender proves nothing else."""


def _basic(random: bytes) -> str:
    return f"{USER}:{urlsafe_b64encode(random[:24]).decode()}"


def secret_end(random: bytes) -> str:
    """The secret end of an address: 128 random bits, in letters that need no escaping."""
    return random[:KEY_BYTES].hex()


_HUBSPOT = SetUp(
    "the client secret of the app (the Auth tab of its settings)",
    None,
    (
        "In your HubSpot app, open Webhooks and set the target URL to {url}",
        (
            "Subscribe to deal creation, deletion and merge, and to the changes of the properties "
            "that the mapping has: amount, dealstage, closedate, dealname …"
        ),
    ),
    key=False,
)
_SALESFORCE = SetUp(
    None,
    None,
    (
        (
            "In Setup, open Outbound Messages and make one on Opportunity with the endpoint URL "
            "{url}"
        ),
        (
            "Choose the fields Id, Name, AccountId, Amount, StageName, Probability, CloseDate, "
            "CreatedDate, LastModifiedById, LastModifiedDate and SystemModstamp, and let a flow "
            "send it whenever an opportunity is saved."
        ),
        (
            "For change events, let your relay post them as JSON to the same address, with "
            "Authorization: Bearer and a secret that the connection was given with --secret."
        ),
        (
            "Outbound Messages are not signed: what they say is recorded as asserted, and marked "
            "as unverified. Keep the address to yourselves."
        ),
    ),
    key=True,
)
_PIPEDRIVE = SetUp(
    None,
    _basic,
    (
        "In Pipedrive, open Tools and apps, Webhooks, and make one with the endpoint URL {url}",
        (
            "Choose the event action * and the event object deal, and enter this user name and "
            "password as HTTP Auth: {secret}"
        ),
        (
            "Pipedrive does not sign: what it says is recorded as asserted, and marked "
            "as unverified. Keep the address to yourselves."
        ),
    ),
    key=True,
)
_DOCUSIGN = SetUp(
    "an HMAC key of Connect (Connect Keys, Add Secret Key)",
    None,
    (
        "In DocuSign, open Connect and add a custom configuration with the URL to publish {url}",
        (
            "Data format: REST v2.1, JSON (SIM), with Custom Fields and Recipients; tick Include "
            "HMAC Signature and Require Acknowledgment."
        ),
        (
            "Trigger on envelope sent, delivered, completed, declined and voided, and on recipient "
            "sent, resent, delivered, completed, declined, autoresponded, reassigned, and "
            "authentication failed."
        ),
        (
            "Give each envelope the text custom fields deal_ledger_deal and deal_ledger_proposal: "
            "they say which proposal it carries."
        ),
    ),
    key=False,
)
_GENERIC = SetUp(
    None,
    a_secret,
    (
        "Let the sender POST records to {url}",
        (
            "As Standard Webhooks, signed with {secret}; or as CloudEvents, with that secret as "
            "bearer token."
        ),
    ),
    key=False,
)
SET_UPS: Mapping[str, SetUp] = {
    "hubspot": _HUBSPOT,
    "salesforce": _SALESFORCE,
    "pipedrive": _PIPEDRIVE,
    "docusign": _DOCUSIGN,
    "generic": _GENERIC,
}
