"""`deal-ledger signer …`: signs the ledger, with a key and a memory outside the database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import Progress

from api import logs
from api.cli.ending import until_told
from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.opening import opened, serving_database
from api.outside import real
from api.settings import Settings
from api.signing import a_signer, stamping_here
from ledger.application import Ledger
from ledger.signing import signer as signing
from ledger.signing.folder import SignerBusyError, SignerFolder, folder_in
from ledger.signing.resuming import ResumeError, Wish
from ledger.signing.resuming import resume as resume_signer
from ledger.signing.source import Source
from ledger.signing.state import State, StateError

TRIES = 40
"""Looks, a tenth of a second apart: a frozen signer has the folder for a moment each second."""

signer = typer.Typer(
    invoke_without_command=True,
    help="Sign the ledger as it grows, until Ctrl-C or SIGTERM; or see to its signer.",
)


@signer.callback()
def sign(context: typer.Context) -> None:
    """Sign the ledger within a second of its growth, until Ctrl-C or SIGTERM.

    Key and memory lie in DEAL_LEDGER_HOME/signer, made at the first use. What does not extend the
    last checkpoint is never signed: the signer freezes until `signer resume`. Where time stamping
    authorities are set, they stamp what it signs. `serve` on an embedded ledger does this too. Logs
    are JSON lines on standard error.
    """
    if context.invoked_subcommand is not None:
        return
    outside = real()
    with until_told(), ExitStack() as stack:
        stack.enter_context(refusals(as_json=False))
        settings = Settings.from_environment()
        url = stack.enter_context(serving_database(settings, outside)).url
        logs.configure(settings.log_level)
        stack.enter_context(stamping_here(url, settings, outside))
        out.print("Signing the ledger. Stop with Ctrl-C.")
        a_signer(url, settings, outside.now).run()


@signer.command()
def key(*, as_json: AsJson = False) -> None:
    """Print the verifier key: whoever verifies is to have it, from you and not from the ledger."""
    with _said(as_json=as_json), _ledger() as (ledger, folder):
        private, state = _opened(ledger, folder)
        text = signing.verifier(private, state.origin).text
    if as_json:
        print_json({"key": text, "origin": state.origin, "folder": str(folder.path)})
    else:
        out.print(text, soft_wrap=True, markup=False)


@signer.command()
def status(*, as_json: AsJson = False) -> None:
    """Say what was signed last, and whether the signer is frozen and why (exit code 1)."""
    with _said(as_json=as_json), _ledger() as (ledger, folder):
        state, size = folder.state(), ledger.size
    if as_json:
        print_json(_json(state, size))
    else:
        _print(state, size)
    if state is not None and state.frozen:
        raise typer.Exit(REFUSED)


@signer.command()
def resume(
    *,
    reason: Annotated[str, typer.Option(help="Why it may go on; kept, and told to readers.")],
    accept_loss: Annotated[
        bool,
        typer.Option(
            "--accept-loss",
            help="Go on though the ledger does not extend what was signed: under a new origin and "
            "verifier key name, which commit to the last checkpoint.",
        ),
    ] = False,
    checkpoint: Annotated[
        Path | None,
        typer.Option(
            help="The newest checkpoint that anybody has, for a signer that was restored.",
            exists=True,
            dir_okay=False,
            metavar="FILE",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Let a frozen signer go on, once all of the ledger was computed anew and holds.

    It goes on as before where the ledger extends the last checkpoint. Where it does not, something
    is lost: restore it, or accept the loss.
    """
    outside = real()
    given = checkpoint.read_bytes() if checkpoint else None
    with (
        _said(as_json=as_json),
        _ledger() as (ledger, folder),
        _alone(folder),
        Progress(console=err, transient=True, disable=not err.is_terminal) as progress,
    ):
        task = progress.add_task("Computing anew", total=None)
        wish = Wish(reason, given, accept_loss)
        state = resume_signer(
            folder,
            ledger.rows.all,
            outside.now,
            wish,
            lambda done, total: progress.update(task, completed=done, total=total),
        )
        size = ledger.size
    if as_json:
        print_json(_json(state, size))
        return
    out.print("[bold green]Resumed.[/] A signer at work goes on within a second.")
    if state.note is None:
        out.print(f"A loss was accepted. The origin is now {escape(state.origin)}", soft_wrap=True)
        out.print("Give everybody who verifies the new key: deal-ledger signer key")


@contextmanager
def _ledger() -> Iterator[tuple[Ledger, SignerFolder]]:
    settings = Settings.from_environment()
    with opened(settings, real()) as ledger:
        yield ledger, folder_in(settings.home)


def _opened(ledger: Ledger, folder: SignerFolder) -> tuple[Any, State]:
    """Key and state; made, by whoever is alone, when there are none."""
    private, state = folder.key(), folder.state()
    if private is not None and state is not None:
        return private, state
    with _alone(folder):
        return signing.opened(folder, Source(ledger.rows.all), real().now)


@contextmanager
def _alone(folder: SignerFolder) -> Iterator[None]:
    with ExitStack() as stack:
        for tried in range(1, TRIES + 1):
            try:
                stack.enter_context(folder.alone())
                break
            except SignerBusyError:
                if tried == TRIES:
                    raise
                time.sleep(0.1)
        yield


@contextmanager
def _said(*, as_json: bool) -> Iterator[None]:
    """Say why not, and end with the exit code."""
    with refusals(as_json=as_json):
        try:
            yield
        except (StateError, SignerBusyError, ResumeError) as fault:
            err.print(f"[bold red]Refused:[/] {escape(str(fault))}")
            raise typer.Exit(REFUSED) from None


def _json(state: State | None, size: int) -> dict[str, Any]:
    if state is None:
        return {"signed": None, "entries": size, "frozen": None, "losses": []}
    signed = {"origin": state.origin, "size": state.size, "root": state.root}
    return {
        "signed": {**signed, "checkpoint": state.note},
        "entries": size,
        "frozen": state.frozen.model_dump(mode="json") if state.frozen else None,
        "losses": [each.model_dump(mode="json") for each in state.losses],
    }


def _print(state: State | None, size: int) -> None:
    if state is None:
        out.print("Nothing was signed with this home. Start: deal-ledger signer")
        return
    if state.frozen:
        frozen = state.frozen
        where = f" at position {frozen.position}" if frozen.position else ""
        out.print(
            f"[bold red]Frozen[/] since {frozen.at:%Y-%m-%d %H:%M}Z{where} ({frozen.rule}): "
            f"{escape(frozen.reason)}"
        )
        out.print("What to do: docs/operating.md, “The signer”")
    else:
        out.print("[bold green]Signing.[/]")
    out.print(f"Signed {state.size} of {size} entries of {escape(state.origin)}", soft_wrap=True)
    out.print(f"Root {state.root}", soft_wrap=True)
    for loss in state.losses:
        out.print(
            f"Loss accepted {loss.at:%Y-%m-%d %H:%M}Z ({escape(loss.reason)}): "
            f"{_lost(loss.last)} entries were signed, {loss.size} were there."
        )


def _lost(last: str) -> str:
    return last.split("\n")[1]
