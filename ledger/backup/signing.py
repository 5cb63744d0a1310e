"""The signer's key and state in a backup: they lie outside the database, and are saved with it.

A signer that comes from a backup is frozen: what it signed after the backup was made is not in it,
and to sign something else of the same sizes would be a fork.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from ledger.backup.manifest import BackupError
from ledger.backup.packing import Member
from ledger.signing.folder import KEPT, STATE, SignerFolder
from ledger.signing.state import StateError, read_state, restored

Outcome = Literal["restored", "kept", "none"]


def files_of(folder: SignerFolder, log: str) -> dict[str, bytes]:
    """The files of this ledger's signer; none where it is not there, or another ledger's.

    Raises BackupError when they cannot be read.
    """
    try:
        found = folder.contents()
        if set(found) != set(KEPT) or read_state(found[STATE]).log != log:
            return {}
    except StateError as fault:
        raise BackupError(str(fault)) from None
    return found


def saved_signer(members: Iterator[Member], log: str) -> dict[str, bytes]:
    """The signer's files among the members of a backup. Raises BackupError for anything else."""
    found = {name.rpartition("/")[2]: content for name, content in members}
    try:
        sound = set(found) == set(KEPT) and read_state(found[STATE]).log == log
    except StateError:
        sound = False
    if not sound:
        raise BackupError("The backup holds a signer that is none of this ledger.")
    return found


def bring_back(folder: SignerFolder, files: Mapping[str, bytes], at: datetime) -> Outcome:
    """Put the signer of a backup into its folder, frozen. One that is there is kept as it is.

    That one may have signed more since. Raises BackupError.
    """
    try:
        if folder.contents():
            return "kept"
        # The key first: a key without a state does not sign a ledger that was signed before.
        for name in KEPT if files else ():
            content = files[name]
            folder.write(name, restored(content, at) if name == STATE else content)
    except StateError as fault:
        raise BackupError(f"The database was restored, but not its signer. {fault}") from None
    return "restored" if files else "none"
