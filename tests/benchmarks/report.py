"""The figures as tables for people and as JSON for whoever compares runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.harness import Outcome
from tests.benchmarks.readings import Times


def show(console: Console, outcomes: Sequence[Outcome], readings: Sequence[Times]) -> None:
    """Print a table of rates with paired ratios, and one of times."""
    if outcomes:
        console.print(_rates(outcomes))
    if readings:
        console.print(_times(readings))


def _rates(outcomes: Sequence[Outcome]) -> Table:
    table = Table(title="Events per second (median of all rounds)")
    table.add_column("benchmark")
    table.add_column("ours", justify="right")
    table.add_column("slowest – fastest round", justify="right")
    table.add_column("against", justify="left")
    table.add_column("theirs", justify="right")
    table.add_column("ours / theirs", justify="right")
    table.add_column("bar", justify="left")
    for outcome in outcomes:
        ours, *others = outcome.benchmark.peers
        rounds = outcome.rates[ours]
        spread = f"{_rate(min(rounds))} – {_rate(max(rounds))}"
        row = [outcome.benchmark.key, _rate(outcome.rate(ours)), spread]
        for peer in others:
            figures = (_rate(outcome.rate(peer)), f"{outcome.ratio(peer):.2f}")
            table.add_row(*row, peer, *figures, _verdict(outcome, peer))
            row = ["", "", ""]
        if not others:
            table.add_row(*row)
    return table


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _verdict(outcome: Outcome, peer: str) -> str:
    bar = outcome.benchmark.bars.get(peer)
    if bar is None:
        return ""
    return f"≥ {bar:.2f} " + ("holds" if outcome.ratio(peer) >= bar else "missed")


def _times(readings: Sequence[Times]) -> Table:
    table = Table(title="Reading a deal")
    table.add_column("reading")
    for name in ("p50 ms", "p95 ms", "µs an entry"):
        table.add_column(name, justify="right")
    for times in readings:
        figures = times.as_json()
        table.add_row(times.key, *(f"{value:,.1f}" for value in figures.values()))
    return table


def keep(
    path: Path,
    machine: dict[str, Any],
    outcomes: Sequence[Outcome],
    readings: Sequence[Times],
) -> None:
    """Write the figures into the file; what was not measured this time stays in it."""
    kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    kept["machine"] = machine
    kept |= {outcome.benchmark.key: outcome.as_json() for outcome in outcomes}
    kept |= {times.key: times.as_json() for times in readings}
    path.write_text(json.dumps(kept, indent=2) + "\n")
