"""What an examination finds, and how checks are made one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeVar

from api.settings import Settings

State = Literal["ok", "warning", "wrong"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is so, and, unless it is well, how to mend it: sentences, commands or SQL, in order."""

    state: State
    found: str
    mend: tuple[str, ...] = ()
    check: str = ""
    """The name of the check, given by whoever makes it."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is looked at: an environment, the settings in it that are valid, and the clock here."""

    environment: Mapping[str, str]
    settings: Settings
    now: Callable[[], datetime]

    @property
    def embedded(self) -> bool:
        """Whether the ledger is kept by the embedded server."""
        return not self.settings.database_url


def ok(found: str) -> Finding:
    """All is well; this is how it is."""
    return Finding("ok", found)


def warning(found: str, *mend: str) -> Finding:
    """It works, and may not for long or not as wanted."""
    return Finding("warning", found, mend)


def wrong(found: str, *mend: str) -> Finding:
    """It does not work, or must not be relied upon."""
    return Finding("wrong", found, mend)


def made(checks: Iterable[Callable[[T], Iterable[Finding]]], subject: T) -> Iterator[Finding]:
    """Make each check; one that cannot be made is a finding and not the end."""
    for check in checks:
        name = check.__name__.replace("_", " ")
        try:
            for finding in check(subject):
                yield replace(finding, check=name)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the next check is still made
            yield replace(not_made(fault), check=name)


def not_made(fault: Exception) -> Finding:
    """A check that could not be made."""
    said = str(fault).strip().partition("\n")[0]
    return wrong(
        f"Could not be looked at: {said or type(fault).__name__}",
        "Mend what else is wrong, then run `deal-ledger doctor` again.",
    )
