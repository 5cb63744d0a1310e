"""`deal-ledger doctor`: what is wrong with a set-up, and how to mend it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict
from typing import Any

import typer
from rich.markup import escape

from api.cli.output import REFUSED, AsJson, out, print_json
from api.doctor.examination import examine
from api.doctor.finding import Finding, State
from api.outside import real

_STYLES = {"ok": "green", "warning": "yellow", "wrong": "bold red"}


def doctor(*, as_json: AsJson = False) -> None:
    """Look for what is wrong with this set-up, and say how to mend it.

    Settings, Python, the home folder, the database and its settings, schema, rights, clocks,
    tokens. Changes nothing. Exit code 1 when something is wrong; warnings alone give 0.
    """
    findings = []
    for finding in examine(os.environ, real().now):
        findings.append(finding)
        if not as_json:
            _print(finding)
    counted = Counter(finding.state for finding in findings)
    if as_json:
        print_json(_json(findings, counted))
    else:
        out.print(f"\n{_sum(counted)}")
    if counted["wrong"]:
        raise typer.Exit(REFUSED)


def _print(finding: Finding) -> None:
    style = _STYLES[finding.state]
    out.print(
        f"[{style}]{finding.state:8}[/] {finding.check:16} {escape(finding.found)}", soft_wrap=True
    )
    for line in finding.mend:
        out.print(f"{'':8} {'':16} → {escape(line)}", soft_wrap=True)


def _sum(counted: Counter[State]) -> str:
    wrong, warnings = counted["wrong"], counted["warning"]
    if not wrong and not warnings:
        return "Nothing is wrong."
    return f"{wrong} wrong, {warnings} warning{'' if warnings == 1 else 's'}."


def _json(findings: list[Finding], counted: Counter[State]) -> dict[str, Any]:
    return {
        "holds": not counted["wrong"],
        "wrong": counted["wrong"],
        "warnings": counted["warning"],
        "findings": [{"check": each.check, **asdict(each)} for each in findings],
    }
