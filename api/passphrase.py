"""Where the passphrase of a backup comes from. Never from an argument: those, others can see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class PassphraseError(Exception):
    """There is no passphrase, or none that can be used."""


def passphrase_from(
    file: Path | None, environment: str | None, ask: Callable[[], str] | None
) -> str:
    """The passphrase: the one line of a file, else that of the environment, else asked for.

    `ask` is None where nobody can be asked. Raises PassphraseError.
    """
    if file is not None:
        return _line_of(file)
    if environment:
        return environment
    if ask is None:
        raise PassphraseError(
            "There is no passphrase, and no terminal to ask for it: set DEAL_LEDGER_PASSPHRASE, "
            "or give --passphrase-file FILE."
        )
    return ask()


def _line_of(file: Path) -> str:
    try:
        text = file.read_bytes().decode()
    except OSError as fault:
        raise PassphraseError(f"{file} cannot be read: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise PassphraseError(f"{file} is not text in UTF-8.") from None
    line = text.removesuffix("\n").removesuffix("\r")
    if "\n" in line:
        raise PassphraseError(f"{file} holds more than one line.")
    if not line:
        raise PassphraseError(f"{file} is empty: a passphrase is needed.")
    return line
