"""One deal, read for a command: opened, folded on two times, printed for a person or a program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rich.markup import escape
from rich.padding import Padding

from api.cli.output import out, print_json, records_are, refusals
from api.opening import opened
from api.outside import real
from api.reading import known_deal
from api.settings import Settings
from projections.basis import Asked
from projections.deal import KnownDeal

Reading = dict[str, Any]
Fold = Callable[[KnownDeal], Reading]


def show(
    deal: str, asked: Asked, fold: Fold, printed: Callable[[Reading], None], *, as_json: bool
) -> Reading:
    """Print what `fold` gives of a deal: as JSON, or by `printed` between its heading and notes."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        found = fold(known_deal(ledger, deal, outside.now(), asked))
    if as_json:
        print_json(found)
        return found
    basis = found["basis"]
    out.print(f"[bold]{escape(found['deal'])}[/]", end=" ")
    out.print(f"[dim]as of {basis['effective_at']}, as known at position {basis['known_at']}[/]")
    printed(found)
    print_ending(found)
    return found


def print_ending(found: Reading) -> None:
    """What must be said of the whole reading, and how much of it is withheld."""
    for each in found.get("not_in_it", ()):
        print_not_in_it(each["proposal"], each)
    print_notes(found["notes"])
    if found["withheld"]:
        out.print(f"[dim]{records_are(found['withheld'])} withheld from this reader.[/]")


def print_not_in_it(proposal: str, missed: Reading) -> None:
    """What stood when a proposal was sealed, and arrived after its seal."""
    version, held = missed["version"], missed["instead"]
    came = "its removal" if version is None else f"wording {version}"
    holds = "does not hold the clause" if held is None else f"holds wording {held}"
    dated = "overlaps it: the order is unknown" if missed["order_unknown"] else "is dated before it"
    said = (
        f"clause {missed['clause']}, {came} (record {missed['record']}), was recorded after the "
        f"seal and {dated}; the seal {holds}."
    )
    out.print(f"[yellow]Not in {escape(proposal)}:[/] {escape(said)}")


def print_notes(notes: Iterable[str]) -> None:
    """Sentences that must be said of all that was printed."""
    for note in notes:
        out.print(f"[yellow]Note:[/] {escape(note)}")


def when(occurred: Any) -> str:
    """An occurrence as it was sent, in words."""
    if isinstance(occurred, dict):
        return f"between {occurred['from']} and {occurred['to']}"
    return str(occurred)


def redlined(pieces: list[dict[str, str]]) -> str:
    """A difference word by word, as markup: what went in [-brackets-], what came in {+braces+}."""
    shown = {
        "kept": "{}",
        "removed": r"[red strike]\[-{}-][/]",
        "added": "[green]{{+{}+}}[/]",
    }
    parts = ((name, escape(text)) for piece in pieces for name, text in piece.items())
    return "".join(shown[name].format(text) for name, text in parts)


def say(sentence: str, indent: int) -> None:
    """A sentence, all of its lines indented."""
    out.print(Padding(escape(sentence), (0, 0, 0, indent)))


def words(said: str | None) -> str:
    """A value of the vocabulary as words."""
    return "" if said is None else said.replace("_", " ")
