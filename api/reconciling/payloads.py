"""A row of an export in the form in which its provider delivers, so that its mapping reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from api.webhooks.mapping.rules import ProviderMapping
from api.webhooks.provider import Part
from api.webhooks.reading import id_in, within
from api.webhooks.registry import PROVIDERS

ID_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "hubspot": ("hs_object_id", "id", "Record ID"),
    "salesforce": ("Id", "ID", "id"),
    "pipedrive": ("id", "ID"),
    "generic": (),
}
"""Where each provider's exports have the id of a deal; of those that can be reconciled."""
CREATED: Mapping[str, tuple[str, ...]] = {
    "hubspot": ("createdate", "hs_createdate"),
    "salesforce": ("CreatedDate",),
    "pipedrive": ("add_time",),
}
"""Where they have when it was made: none of its values is older."""
_TRUE = frozenset({True, "true", "TRUE", "True", "1"})


class NoIdError(Exception):
    """A row does not say which deal it is about."""


def columns_of(mapping: ProviderMapping) -> frozenset[str]:
    """The fields of the provider that the mapping reports: those whose columns are compared."""
    names = [name for rule in mapping.rules if rule.fields for name in rule.fields.labels]
    return frozenset(names) | {name.partition(".")[0] for name in names}


def flat(provider: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row as columns: what an interface of HubSpot gives has them under `properties`."""
    if provider == "hubspot":
        return {**values, **within(values.get("properties"))}
    return dict(values)


def parts(
    provider: str, values: Mapping[str, Any], id_column: str | None, at: datetime
) -> list[Part]:
    """What a row tells, as if it were delivered. Raises NoIdError, UnreadableError."""
    if provider == "generic":
        return [Part("row", "row", at, dict(values))]
    names = (id_column,) if id_column else ID_COLUMNS[provider]
    found = next((found for each in names if (found := id_in(values.get(each)))), None)
    if found is None:
        raise NoIdError(f"It has no id: nothing stands in {' or '.join(names)}.")
    body = json.dumps(_FORMS[provider](found, values)).encode()
    return [replace(each, happened_at=at) for each in PROVIDERS[provider].parts(body, {})]


def _hubspot(id_: str, values: Mapping[str, Any]) -> Any:
    kind = {"subscriptionType": "deal.propertyChange", "portalId": values.get("portalId")}
    return [
        {**kind, "objectId": id_, "propertyName": name, "propertyValue": value}
        for name, value in values.items()
        if not isinstance(value, dict | list)
    ]


def _salesforce(id_: str, values: Mapping[str, Any]) -> Any:
    change = "DELETE" if values.get("IsDeleted") in _TRUE else "UPDATE"
    header = {"entityName": "Opportunity", "recordIds": [id_], "changeType": change}
    fields = {name: value for name, value in values.items() if name != "attributes"}
    return {"payload": {**fields, "ChangeEventHeader": header}}


def _pipedrive(id_: str, values: Mapping[str, Any]) -> Any:
    meta = {"action": "change", "entity": "deal", "entity_id": id_}
    return {"meta": meta, "data": dict(values), "previous": None}


_FORMS: Mapping[str, Callable[[str, Mapping[str, Any]], Any]] = {
    "hubspot": _hubspot,
    "salesforce": _salesforce,
    "pipedrive": _pipedrive,
}
