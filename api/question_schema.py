"""How a question is written, as a JSON schema: in plain words, or as parameters of its kind."""

from __future__ import annotations

from typing import Any

from projections.answers.asked import ASKS, KINDS, PARAMETERS, Kind

_ID = {"type": "string", "maxLength": 120}
_ID_IF_ANY = _ID | {"type": ["string", "null"]}
_IDS = {"type": "array", "maxItems": 100, "items": _ID}
_MOMENT = {
    "description": "A time or a date, or an event, a record or a proposal of the deal.",
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {
                name: {"type": "string"} for name in ("event", "record", "proposal", "at")
            },
            "additionalProperties": False,
        },
        {"type": "null"},
    ],
}
_NAMED: dict[str, Any] = {
    "items": {
        "type": "array",
        "maxItems": 100,
        "items": {
            "type": "object",
            "properties": {"axis": {"type": "string"}, "item": {"type": "string"}},
            "required": ["axis", "item"],
            "additionalProperties": False,
        },
    },
    "terms": {
        "description": "Kinds of term; `all` when it does not matter.",
        "oneOf": [
            {"type": "array", "maxItems": 100, "items": {"type": "string"}},
            {"const": "all", "type": "string"},
        ],
    },
    "version": {"type": ["integer", "null"], "minimum": 1},
    "proposal": _ID_IF_ANY,
    "state": {"enum": ["in", "out", None], "type": ["string", "null"]},
    "words": {"type": ["string", "null"], "maxLength": 400},
    "before": _MOMENT,
    "after": _MOMENT,
    "from": _MOMENT,
}


def question_schema(times: dict[str, Any]) -> dict[str, Any]:
    """The schema; `times` are the fields that go with every question."""
    beside = times | {
        "dispute": {
            **_ID_IF_ANY,
            "description": "Record the answer for this dispute (role `legal`).",
        },
        "without": {
            **_IDS,
            "type": ["array", "null"],
            "description": "Answer as if these records had never been.",
        },
    }
    in_words = {
        "type": "object",
        "title": "In plain words",
        "properties": {"question": {"type": "string", "maxLength": 2_000}, **beside},
        "required": ["question"],
        "additionalProperties": False,
    }
    return {
        "description": "A question in plain words, or its kind and parameters.",
        "oneOf": [in_words, *(_of_kind(kind, beside) for kind in KINDS)],
    }


def _of_kind(kind: Kind, beside: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {"kind": {"const": kind, "type": "string"}}
    for name in PARAMETERS[kind]:
        if name == "ask":
            properties[name] = {"enum": [*ASKS[kind], None], "type": ["string", "null"]}
        elif name == "to":
            properties[name] = _IDS if kind == "communication" else _MOMENT
        else:
            properties[name] = _NAMED.get(name, _IDS)
    needed = ["kind", "items"] if kind == "scope" else ["kind"]
    return {
        "type": "object",
        "title": f"As parameters: {kind}",
        "properties": properties | beside,
        "required": needed,
        "additionalProperties": False,
    }
