"""Checks of the process itself: Python, its environment variables, the port of `serve`."""

from __future__ import annotations

import errno
import platform
import socket
import sys
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.metadata import version

from api.doctor.finding import Finding, Setup, ok, warning, wrong
from api.settings import PREFIX, SETTINGS, BadSettingError, Settings

OLDEST_PYTHON = (3, 11)
_MISLEADING = ("PGHOSTADDR", "PGOPTIONS", "PGPORT", "PGSERVICE")
"""Variables of PostgreSQL's client library that would lead past the embedded server."""


def python(_: Setup) -> Iterator[Finding]:
    """Is the Python new enough?"""
    yield judged_python(sys.version_info[:2])


def judged_python(found: tuple[int, int]) -> Finding:
    """What there is to say of a version of Python."""
    if found < OLDEST_PYTHON:
        return wrong(
            f"Python {found[0]}.{found[1]} is too old: 3.11 or newer is needed.",
            "Make a new virtual environment with a newer Python and install deal-ledger there.",
        )
    return ok(f"Python {platform.python_version()}, deal-ledger {version('deal-ledger')}.")


def variables(setup: Setup) -> Iterator[Finding]:
    """Is every DEAL_LEDGER_ variable known, and does it hold what its setting needs?"""
    given = sorted(
        name for name, value in setup.environment.items() if name.startswith(PREFIX) and value
    )
    faults = 0
    for name in given:
        if name not in SETTINGS:
            yield _unknown(name)
        elif fault := _fault(name, setup.environment):
            yield wrong(fault, f"{name}: {SETTINGS[name]} Set it so, or unset it.")
        else:
            continue
        faults += 1
    if not faults:
        yield ok(f"Set: {', '.join(given)}." if given else "None is set: the defaults count.")


def _unknown(name: str) -> Finding:
    near = get_close_matches(name, SETTINGS, 1)
    meant = f"Did you mean {near[0]}? Otherwise unset it." if near else f"Unset {name}."
    return warning(f"{name} is no setting: it has no effect.", meant)


def _fault(name: str, environment: Mapping[str, str]) -> str | None:
    try:
        Settings.from_environment({name: environment[name]})
    except BadSettingError as fault:
        return str(fault)
    except RuntimeError as fault:  # ~somebody who is not here, or a link that leads to itself
        return f"{name}: {fault}"
    return None


def valid_settings(environment: Mapping[str, str]) -> Settings:
    """The settings, with the default for every variable that does not hold what it should."""
    return Settings.from_environment(
        {
            name: value
            for name, value in environment.items()
            if name in SETTINGS and not _fault(name, environment)
        }
    )


def library(setup: Setup) -> Iterator[Finding]:
    """Is the event-sourcing library left to write in order?"""
    if setup.environment.get("POSTGRES_ENABLE_DB_FUNCTIONS"):
        yield wrong(
            "POSTGRES_ENABLE_DB_FUNCTIONS is set: the event-sourcing library would write without "
            "the order of entries.",
            "unset POSTGRES_ENABLE_DB_FUNCTIONS",
        )
    misleading = [name for name in _MISLEADING if setup.environment.get(name)]
    if misleading and setup.embedded:
        yield wrong(
            f"{', '.join(misleading)} would lead PostgreSQL's client library past the embedded "
            "server.",
            f"unset {' '.join(misleading)}",
        )


def port(setup: Setup) -> Iterator[Finding]:
    """Could `serve` listen where it is told to?"""
    host, number = setup.settings.host, setup.settings.port
    where = f"{host}:{number}"
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, number, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as fault:
        yield judged_port(where, fault)
    else:
        yield ok(f"{where} is free for `serve`.")


def judged_port(where: str, fault: OSError) -> Finding:
    """What there is to say of an address that could not be taken."""
    if fault.errno == errno.EADDRINUSE:
        return ok(f"{where} is in use: by `serve`, or by something else.")
    if fault.errno == errno.EACCES:
        return warning(
            f"This user may not listen on {where}.",
            "Set DEAL_LEDGER_PORT to 1024 or higher; a reverse proxy listens on 443.",
        )
    return warning(
        f"{where} is no address of this machine: {fault.strerror or fault}.",
        "Set DEAL_LEDGER_HOST to 127.0.0.1, or to 0.0.0.0 for all addresses.",
    )


CHECKS = (python, variables, library, port)
