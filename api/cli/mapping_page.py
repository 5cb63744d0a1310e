"""What would come of a delivery, for a person and for a program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rich.markup import escape

from api.cli.output import out
from api.webhooks.mapping.translating import Translated, UntranslatableError
from api.webhooks.provider import Part
from domain.record import Record


@dataclass(frozen=True, slots=True)
class Outcome:
    """One part of a delivery: what comes of it, or why nothing can."""

    part: Part
    translated: Translated | None
    fault: UntranslatableError | None


@dataclass(frozen=True, slots=True)
class Page:
    """A delivery; `unreadable` is the code and the reason where nothing of it can be read."""

    provider: str
    outcomes: tuple[Outcome, ...]
    unreadable: tuple[str, str] | None

    @property
    def failed(self) -> bool:
        """Whether anything of it would be parked."""
        return self.unreadable is not None or any(each.fault for each in self.outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """How many records, and how many parts of each other outcome."""
        told = [each.translated for each in self.outcomes if each.translated is not None]
        return {
            "records": sum(len(each.made) for each in told),
            "uncovered": sum(each.uncovered for each in told),
            "untranslatable": sum(each.fault is not None for each in self.outcomes),
        }


def as_json_page(page: Page) -> dict[str, Any]:
    """The page as JSON: each part with its records, or the reason for none."""
    document: dict[str, Any] = {"provider": page.provider}
    if page.unreadable is not None:
        code, message = page.unreadable
        document["unreadable"] = {"code": code, "message": message}
    return document | {"parts": [_part(each) for each in page.outcomes], "counts": page.counts}


def _part(outcome: Outcome) -> dict[str, Any]:
    part, translated, fault = outcome.part, outcome.translated, outcome.fault
    happened_at = part.happened_at.isoformat() if part.happened_at else None
    document: dict[str, Any] = {
        "object": part.object,
        "ref": part.ref,
        "happened_at": happened_at,
        "records": [each.as_sent() for each in translated.records] if translated else [],
        "uncovered": translated.reason if translated and translated.uncovered else None,
        "untranslatable": None,
    }
    if fault is not None:
        told = {"code": fault.code, "message": fault.message, "pointer": fault.pointer}
        document["untranslatable"] = told
    return document


def print_page(page: Page) -> None:
    """The page for a person: part after part, and the counts at the end."""
    if page.unreadable is not None:
        code, message = page.unreadable
        out.print(f"[bold red]{code}[/]: {escape(message)}", soft_wrap=True)
    for outcome in page.outcomes:
        out.print(f"[bold]{escape(outcome.part.object)}[/] ({escape(outcome.part.ref)})")
        for line in _lines(outcome):
            out.print(f"  {line}", soft_wrap=True)
    counts = page.counts
    out.print(
        f"{counts['records']} records, {counts['uncovered']} parts that no rule covers, "
        f"{counts['untranslatable']} that cannot be translated"
    )


def _lines(outcome: Outcome) -> list[str]:
    if outcome.fault is not None:
        return [f"[bold red]{outcome.fault.code}[/]: {escape(outcome.fault.message)}"]
    assert outcome.translated is not None
    if outcome.translated.uncovered:
        return [f"[yellow]uncovered[/]: {escape(outcome.translated.reason)}"]
    return [line for record in outcome.translated.records for line in _record(record)]


def _record(record: Record) -> list[str]:
    sent = record.as_sent()
    where = f"deal {sent['deal']}" if "deal" in sent else "the organisation"
    occurred = json.dumps(sent["occurred_at"]).strip('"')
    said = escape(f" on {where}, {occurred}, by {sent['actor']}")
    data = ", ".join(f"{name} = {_value(value)}" for name, value in sent["data"].items())
    evidence = f"{sent['evidence']['class']}; record id {sent['id']}"
    return [f"[bold]{sent['type']}[/]{said}", f"    {escape(data)}", f"    {escape(evidence)}"]


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
