"""The providers whose deliveries are understood, by the name that stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from api.webhooks.docusign import DocuSign
from api.webhooks.generic import Generic
from api.webhooks.hubspot import HubSpot
from api.webhooks.pipedrive import Pipedrive
from api.webhooks.provider import Provider
from api.webhooks.salesforce import Salesforce

_ALL: tuple[Provider, ...] = (HubSpot(), Salesforce(), Pipedrive(), DocuSign(), Generic())
PROVIDERS: Mapping[str, Provider] = MappingProxyType({each.name: each for each in _ALL})
