"""What a clause rules, axis by axis: in, out, and what it is silent on."""

from __future__ import annotations

from typing import Any

AXES = ("services", "orders", "quantity", "beneficiaries", "held")


def scope_sheet(clause: dict[str, Any]) -> list[dict[str, Any]]:
    """Of a clause of the reading `terms`, a row for every axis that its term rules or leaves open.

    Each row: `axis`, `in` and `out` as lists of statements, `silent` as a list of items. An axis of
    which nothing is stated, and whose items are not known, is a row too: all of it is silent.
    """
    term = clause.get("term")
    if term is None:
        return []
    stated = term.get("scope", [])
    silent = clause.get("silent", {})
    axes = dict.fromkeys((*AXES, *(each["axis"] for each in stated), *silent))
    return [
        {
            "axis": axis,
            "in": [each for each in stated if each["axis"] == axis and each["state"] == "in"],
            "out": [each for each in stated if each["axis"] == axis and each["state"] == "out"],
            "silent": silent.get(axis, []),
        }
        for axis in axes
    ]
