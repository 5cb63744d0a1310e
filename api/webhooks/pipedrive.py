"""Pipedrive: changes of CRM objects, unsigned, with HTTP Basic on the address.

It loses messages after ten failed first tries, so a gap is likelier here than anywhere.
(pipedrive.readme.io, "Guide for Webhooks v2" and its migration guide)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.webhooks.authorization import check_authorization
from api.webhooks.provider import Account, Arrival, Part, Reply, UnreadableError
from api.webhooks.reading import (
    Headers,
    digest,
    has_fraction,
    id_in,
    json_of,
    moment,
    moment_after,
    name_of,
    within,
)
from api.webhooks.signing import SECOND, secrets_of

_ACTIONS: Mapping[str, str] = {
    "added": "create",
    "updated": "change",
    "deleted": "delete",
    "merged": "merge",
}
"""The words of version 1 in those of version 2."""
_OF_THE_ATTEMPT = frozenset({"attempt", "attempt_no", "next_attempt_ts", "retry"})
"""What differs when the same is sent again."""
_CUSTOM = re.compile(r"[0-9a-f]{40}(_[a-z_]+)?")


class Pipedrive:
    """Webhooks of version 1 and 2, in one form.

    The payload: `action` (`create`, `change`, `delete`, `merge`), `entity`, `id`, `data`,
    `previous` (as sent, or null), `custom` (the values of the custom fields of `data` by their
    keys), `user_id`, `company_id`, `change_source`, `at` (as sent), and the body under `raw`.
    Version 2 tells a merge as a deletion: `merged_to` is the object that goes on, else null.
    """

    name = "pipedrive"
    system = "pipedrive"
    channel = "crm"
    signs = False
    settings: Mapping[str, str] = {}

    def verify(self, arrival: Arrival, account: Account) -> None:
        """Raise NotBelievedError without a `user:password` that is a secret of the connection."""
        check_authorization(arrival, secrets_of(account), ("basic",))

    def key(self, arrival: Arrival) -> str:
        """The webhook, the object and the moment."""
        try:
            [part] = self.parts(arrival.body, arrival.headers)
        except UnreadableError:
            return "unreadable"
        meta = part.payload["raw"]["meta"]
        names = [id_in(meta.get(each)) or "" for each in ("company_id", "webhook_id", "timestamp")]
        return name_of(*names, part.object)

    def parts(self, body: bytes, headers: Headers) -> list[Part]:
        """The change that is told. Raises UnreadableError."""
        value = json_of(body, headers)
        if not isinstance(value, dict) or not isinstance(value.get("meta"), dict):
            raise UnreadableError("no_meta", "Not a webhook of Pipedrive: it has no `meta`.")
        told = _in_one_form(value)
        if not (told["entity"] and told["id"] and told["action"]):
            message = "This webhook of Pipedrive does not say what was done to which object."
            raise UnreadableError("no_object", message)
        subject = name_of(told["entity"], told["id"])
        ref = name_of(told["entity"], told["id"], told["action"], digest(_without_attempt(value)))
        at, millis = _happened_at(value["meta"]), has_fraction(told["at"])
        return [Part(subject, ref, at, told, has_millis=millis)]

    def reply(self) -> Reply:
        """Any 2xx will do."""
        return Reply()


def _in_one_form(value: dict[str, Any]) -> dict[str, Any]:
    meta = value["meta"]
    data, previous = value.get("data", value.get("current")), value.get("previous")
    ids = [
        meta.get("entity_id"),
        within(data).get("id"),
        within(previous).get("id"),
        meta.get("id"),
    ]
    event, _, of = str(value.get("event") or "").partition(".")
    action = _word(meta.get("action")) or event
    return {
        "action": _ACTIONS.get(action, action),
        "entity": _word(meta.get("entity")) or _word(meta.get("object")) or of,
        "id": next((found for each in ids if (found := id_in(each))), None),
        "data": data,
        "previous": previous,
        "custom": _custom(within(data)),
        **{name: meta.get(name) for name in ("user_id", "company_id", "change_source")},
        "merged_to": id_in(meta.get("merged_to_id")),
        "at": meta.get("timestamp"),
        "raw": value,
    }


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _custom(data: dict[str, Any]) -> dict[str, Any]:
    """The custom fields: beside the others in version 1, each with its type in version 2."""
    beside = {name: value for name, value in data.items() if _CUSTOM.fullmatch(name)}
    apart = within(data.get("custom_fields"))
    return beside | {name: _plain(value) for name, value in apart.items()}


def _plain(value: Any) -> Any:
    """The value of a custom field; one that has more than a value (money, a range) as it is."""
    if isinstance(value, dict) and set(value) <= {"type", "value"} and "value" in value:
        return value["value"]
    return value


def _without_attempt(value: dict[str, Any]) -> dict[str, Any]:
    kept = {name: each for name, each in value.items() if name not in _OF_THE_ATTEMPT}
    meta = value["meta"].items()
    return kept | {"meta": {name: each for name, each in meta if name not in _OF_THE_ATTEMPT}}


def _happened_at(meta: dict[str, Any]) -> datetime | None:
    sent = meta.get("timestamp")
    return moment(sent) or moment_after(sent, SECOND)
