"""The OpenAPI document: what each route takes and answers, with an example for every event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from api.examples import examples
from api.problems import MEDIA_TYPE
from api.question_schema import question_schema
from api.schemas import Problem
from domain.events import REGISTRY, WRITTEN_BY_THE_LEDGER, DealEvent
from domain.record import Envelope
from ledger.proof.entry_bytes import LARGEST_ENTRY

SCHEMAS = "#/components/schemas/"
_SAYS = {
    304: "The client has it already (`If-None-Match`).",
    400: "The body is compressed, or no text in UTF-8.",
    401: "No token that counts.",
    403: "The token may not do this.",
    404: "No such deal, for this token.",
    408: "The body did not arrive in time.",
    409: "The record id is on record with other content, others changed the deal meanwhile, or "
    "`min_position` was not reached in time.",
    410: "The connection was ended: send no more.",
    412: "The deal has another version than `If-Match` says.",
    413: "The body is too large.",
    415: "Not plain JSON.",
    422: "Malformed; `errors` has every fault with a code and a pointer.",
    429: "Too many requests or streams of this token are underway: send it again after "
    "`Retry-After` seconds.",
    500: "A fault of the program; the log has it under the id of the request.",
    503: "Not now: send it again after `Retry-After` seconds. Nothing is added twice.",
}
_RETRY = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
_TAGGED = {"ETag": {"schema": {"type": "string"}, "description": "SHA-256 of the body."}}
_BY_THE_LEDGER = {
    "ProposalSealed": "digest",
    "SealedWording": "digest",
    "RecordCorrected": "type",
}
"""Fields that stand in an entry and that nobody can send."""


def answers(
    good: Mapping[int, Any], *codes: int, always: tuple[int, ...] = (422, 429, 500, 503)
) -> dict[int | str, dict[str, Any]]:
    """What a route may answer: its own bodies, and problem documents for `codes` and `always`."""
    found: dict[int | str, dict[str, Any]] = {}
    for status, model in good.items():
        found[status] = {"model": model}
        if 304 in codes:
            found[status]["headers"] = _TAGGED
    for code in sorted({*codes, *always}):
        found[code] = {"description": _SAYS[code]}
        if code != 304:
            found[code]["content"] = {MEDIA_TYPE: {"schema": {"$ref": SCHEMAS + "Problem"}}}
        if code in {429, 503}:
            found[code]["headers"] = _RETRY
    return found


def _body(schema: dict[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema, "examples": dict(shown)}}
    return {"requestBody": {"required": True, "content": content}}


def _shown() -> Iterator[tuple[str, dict[str, Any]]]:
    for type_, record in examples().items():
        summary = (REGISTRY.kind(type_).__doc__ or "").split("\n")[0]
        yield type_, {"summary": f"{type_}: {summary}", "value": record}


RECORDS_BODY = _body(
    {
        "oneOf": [
            {"$ref": SCHEMAS + "Record"},
            {
                "type": "array",
                "items": {"$ref": SCHEMAS + "Record"},
                "minItems": 1,
                "maxItems": 500,
            },
        ]
    },
    dict(_shown()),
)
QUESTION_BODY = _body(
    {"$ref": SCHEMAS + "Question"},
    {
        "words": {
            "summary": "In plain words",
            "value": {"question": "Was the discount meant to cover expansion services?"},
        },
        "parameters": {
            "summary": "As parameters, as it was known on a day",
            "value": {
                "kind": "scope",
                "items": [{"axis": "orders", "item": "expansion"}],
                "terms": ["discount"],
                "known_at": "2026-05-16T09:59Z",
            },
        },
    },
)


IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of a body that the client has: 304 when it would be the same. A "
    "reading of a deal prints the moment of asking, so it is the same only on a given `basis`.",
    "schema": {"type": "string"},
}


def with_conditions(paths: Mapping[str, Mapping[str, dict[str, Any]]]) -> None:
    """Add `If-None-Match` to what may be answered with 304, in place."""
    for calls in paths.values():
        for call in calls.values():
            if "304" in call["responses"]:
                call.setdefault("parameters", []).append(IF_NONE_MATCH)


@cache
def components() -> dict[str, Any]:
    """The schemas that routes name: records by type, questions, problems."""
    kinds = [REGISTRY.kind(name) for name in REGISTRY.names if name not in WRITTEN_BY_THE_LEDGER]
    wanted = [(kind, "validation") for kind in (*kinds, Envelope, Problem)]
    _, made = models_json_schema(wanted, ref_template=SCHEMAS + "{model}")  # type: ignore[arg-type]
    found: dict[str, Any] = made["$defs"]
    _cap_texts(found)
    for name, field in _BY_THE_LEDGER.items():
        found[name]["properties"].pop(field)
    envelope = found.pop("Envelope")
    names = {kind.stored_as: f"Record.{kind.stored_as}" for kind in kinds}
    for kind in kinds:
        found[names[kind.stored_as]] = _record(envelope, kind)
    found["Record"] = {
        "description": "One thing that happened, said once, never changed.",
        "oneOf": [{"$ref": SCHEMAS + name} for name in names.values()],
        "discriminator": {
            "propertyName": "type",
            "mapping": {type_: SCHEMAS + name for type_, name in names.items()},
        },
    }
    found["Question"] = question_schema(_TIMES)
    return found


def _cap_texts(schema: Any) -> None:
    """No text is longer than an entry may be, whatever the single field would allow."""
    if isinstance(schema, dict):
        if isinstance(longest := schema.get("maxLength"), int):
            schema["maxLength"] = min(longest, LARGEST_ENTRY)
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            _cap_texts(each)


def _record(envelope: dict[str, Any], kind: type[Any]) -> dict[str, Any]:
    properties = dict(envelope["properties"])
    properties["type"] = {"const": kind.stored_as, "type": "string"}
    properties["data"] = {"$ref": SCHEMAS + kind.__name__}
    if not issubclass(kind, DealEvent):
        del properties["deal"]
    return {
        "type": "object",
        "title": kind.stored_as,
        "description": kind.__doc__,
        "properties": properties,
        "required": ["id", "type", "occurred_at", "actor", "data"],
        "additionalProperties": False,
    }


_TIMES: dict[str, Any] = {
    "effective_at": {
        "type": ["string", "null"],
        "description": "What had happened by then: a time with offset, or a date.",
    },
    "known_at": {
        "type": ["string", "integer", "null"],
        "description": "What was known by then: a position, a time, or record:ID.",
    },
    "basis": {
        "type": ["object", "null"],
        "description": "The basis of an earlier answer, instead of the times.",
    },
}
