"""Salesforce's change events (Change Data Capture), as a relay delivers them over HTTP.

The relay reads them from the Pub/Sub API or a stream and sends them on: as they are, several in an
array, or wrapped (in a CloudEvent, or in the message of the stream).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from api.webhooks.provider import Part, UnreadableError
from api.webhooks.reading import digest, id_in, moment_after, name_of, within
from api.webhooks.signing import MILLISECOND

HEADER = "ChangeEventHeader"
_NEITHER = (
    "This is neither an outbound message nor a change event of Salesforce: a change event has "
    f"a `payload` with a `{HEADER}`."
)
_ELSEWHERE = "Let platform events go to a connection of the provider generic, with a mapping."
_NAMES = frozenset({"changedFields", "nulledFields"})
_BITMAP = re.compile("([0-9]+-)?0x[0-9A-Fa-f]+")
"""Fields of a schema, by their places: `0x1C`; `4-0x02` within the compound field in place 4."""
_NO_RECORD = "000000000000000"
"""What a gap has in the place of ids when it concerns all records of its kind."""


def changes(value: Any) -> list[Part]:
    """One part for each record that each event names. Raises UnreadableError for what is none.

    The payload: `object_type`, `id` (null: all of the kind), `change` (`CREATE`, `UPDATE`,
    `DELETE`, `UNDELETE`, `GAP_…`), `gap` (true: something changed and nobody says what), `overflow`
    (true: it holds for all records of the kind), `fields` (those that the event tells of; null:
    emptied), `changed`, `nulled` (names), `at` (ms since 1970), `by`, `header`, `replay_id`.
    """
    members = value if isinstance(value, list) else [value]
    found = [_unwrapped(each) for each in members]
    if members and not any(found):
        keys = ", ".join(each for each in sorted(within(members[0]))[:5] if each.isprintable())
        has = f"It has: {keys[:200] or 'no fields'}."
        raise UnreadableError("not_a_change", f"{_NEITHER} {has} {_ELSEWHERE}")
    return [
        part
        for member, event in zip(members, found, strict=True)
        for part in ([_unread(member)] if event is None else _parts(event))
    ]


def _unwrapped(value: Any) -> dict[str, Any] | None:
    """The event, `{"payload": {"ChangeEventHeader": …}, …}`, in whatever it is wrapped in."""
    for _ in range(3):
        if not isinstance(value, dict):
            return None
        if isinstance(value.get(HEADER), dict):
            return {"payload": value}
        if isinstance(within(value.get("payload")).get(HEADER), dict):
            return value
        value = value.get("data")
    return None


def _unread(member: Any) -> Part:
    ref = name_of("event", digest(member))
    return Part("unknown", ref, None, member, fault="This member of the batch is no change event.")


def _parts(event: dict[str, Any]) -> Iterator[Part]:
    payload = event["payload"]
    header = payload[HEADER]
    kind, change = id_in(header.get("entityName")), id_in(header.get("changeType")) or ""
    shared = {
        "object_type": kind,
        "change": change,
        "gap": change.startswith("GAP_"),
        "overflow": change == "GAP_OVERFLOW",
        "fields": _told(payload),
        "changed": header.get("changedFields") or [],
        "nulled": header.get("nulledFields") or [],
        "at": header.get("commitTimestamp"),
        "by": header.get("commitUser"),
        "header": header,
        "replay_id": within(event.get("event")).get("replayId"),
    }
    names = [
        id_in(header.get(each)) or "unnumbered" for each in ("transactionKey", "sequenceNumber")
    ]
    content = digest(payload)  # once: it may name very many records
    for found in _records(header):
        yield Part(
            object=name_of(*filter(None, (kind or "unknown", found))),
            ref=name_of(*names, found or "all", content),
            happened_at=moment_after(header.get("commitTimestamp"), MILLISECOND),
            payload={**shared, "id": found},
            fault=_fault(header, kind, change),
            has_millis=True,
            of_all=found is None,
        )


def _told(payload: dict[str, Any]) -> dict[str, Any]:
    """The fields that the event tells of.

    Decoded from the Pub/Sub API it has every field of the object, null where nothing changed. What
    was emptied is then named in its header; without names there, only what was emptied is null.
    """
    fields = {name: each for name, each in payload.items() if name != HEADER}
    if _NAMES.isdisjoint(payload[HEADER]):
        return fields
    named = {each for name in _NAMES for each in _listed(payload[HEADER].get(name))}
    return {name: each for name, each in fields.items() if each is not None or name in named}


def _fault(header: dict[str, Any], kind: str | None, change: str) -> str | None:
    if not (kind and change):
        return "This event does not say what changed."
    if any(_BITMAP.fullmatch(each) for each in _listed(header.get("nulledFields"))):
        return (
            "Which fields were emptied stands in it as a bitmap (nulledFields): let the relay "
            "write their names."
        )
    return None


def _listed(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _records(header: dict[str, Any]) -> list[str | None]:
    """The ids of the records, each once; None alone when all of the kind are meant."""
    ids = header.get("recordIds")
    found = [id_in(each) for each in ids] if isinstance(ids, list) else []
    named = [each for each in found if each is not None and not each.startswith(_NO_RECORD)]
    return list(dict.fromkeys(named)) or [None]
