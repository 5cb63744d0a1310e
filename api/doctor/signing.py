"""Checks of the signer: is all signed, is it not frozen, and may only its owner read its key?"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from datetime import timedelta

from api.doctor.finding import Finding, ok, warning, wrong
from api.doctor.server import Database
from api.settings import BadSettingError
from api.stamps import roots_in
from ledger.signing.folder import KEPT, SignerFolder, folder_in
from ledger.signing.published import Standing, standing
from ledger.signing.source import asking
from ledger.signing.state import State, StateError
from ledger.stamping.standing import AuthorityStanding, authorities

LATE = timedelta(minutes=1)
"""A signer at work signs within a second."""
WHAT_NOW = (
    "deal-ledger signer status",
    "deal-ledger verify; then mend what it names, or restore a backup.",
    "deal-ledger signer resume --reason … (docs/operating.md, The signer)",
)


def signer(database: Database) -> Iterator[Finding]:
    """Is what is recorded signed?"""
    size, waits = database.row(
        "SELECT size, (SELECT min(recorded_at) FROM ledger.entries WHERE position > coalesce("
        "(SELECT size FROM ledger.checkpoints ORDER BY number DESC LIMIT 1), 0)"
        " AND recorded_at < clock_timestamp() - %s::interval) FROM ledger.log",
        LATE,
    )
    found = standing(asking(database.session))
    yield judged_standing(found, size, late=waits is not None, embedded=database.setup.embedded)


def judged_standing(found: Standing, size: int, *, late: bool, embedded: bool) -> Finding:
    """What there is to say of signing; `late`: something has waited for long."""
    if found.frozen is not None:
        at = found.frozen.get("position")
        where = f" at position {at}" if at else ""
        return wrong(
            f"The signer is frozen since {found.frozen.get('at')}{where} "
            f"({found.frozen.get('rule')}): {found.frozen.get('reason')}.",
            *WHAT_NOW,
        )
    signed = found.latest.size if found.latest else 0
    if not late:
        return ok(f"{signed} of {size} entries are signed.")
    if embedded:
        return ok(f"{signed} of {size} entries are signed: `serve` signs the others.")
    return warning(
        f"{signed} of {size} entries are signed: no signer is at work.",
        "deal-ledger signer, best as a user of its own on another machine (docs/operating.md)",
    )


def signer_files(database: Database) -> Iterator[Finding]:
    """Are the signer's files here sound, and nobody else's?"""
    folder = folder_in(database.setup.settings.home)
    try:
        state = folder.state()
        keyed = folder.key() is not None
        open_to = _open_to_others(folder)
    except StateError as fault:
        yield wrong(str(fault))
        return
    if open_to:
        yield wrong(
            f"Others may read {', '.join(open_to)}.",
            f"chmod 700 {folder.path}; chmod 600 {folder.path}/*",
            "If somebody else has the key, it must not be trusted any more: move the folder away.",
        )
    elif state is None and not keyed:
        yield ok("No signer was at work with this home.")
    else:
        (size,) = database.row("SELECT size FROM ledger.log")
        yield judged_state(state, size, keyed=keyed)


def judged_state(state: State | None, size: int, *, keyed: bool) -> Finding:
    """What there is to say of what the signer remembers, before a log of `size`."""
    if state is None:
        return ok("The signer has a key, and signed nothing yet.")
    if not keyed:
        return wrong(
            "The signer has a state and no key.", "Restore both from a backup of the ledger."
        )
    if state.frozen:
        return wrong(f"The signer is frozen: {state.frozen.reason}.", *WHAT_NOW)
    if size < state.size:
        return wrong(
            f"{state.size} entries were signed, and the log counts {size}: the signer will freeze.",
            *WHAT_NOW,
        )
    lost = f"; {len(state.losses)} loss(es) were accepted" if state.losses else ""
    return ok(f"{state.size} entries were signed with the key in this home{lost}.")


def _open_to_others(folder: SignerFolder) -> list[str]:
    paths = [folder.path, *(folder.path / name for name in KEPT)]
    return [
        str(each)
        for each in paths
        if each.exists() and stat.S_IMODE(each.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    ]


def time_stamps(database: Database) -> Iterator[Finding]:
    """Is what is signed stamped with the time, by whoever is set to?"""
    settings = database.setup.settings
    try:
        roots = roots_in(settings.time_stamp_roots)
    except BadSettingError as fault:
        yield wrong(str(fault), "Name a file with root certificates in PEM, or unset it.")
        return
    if settings.time_stamp_authorities and not roots:
        yield wrong(
            "Authorities are to stamp, and no root certificates are named to believe them by: the "
            "signer does not start.",
            "Set DEAL_LEDGER_TIME_STAMP_ROOTS to a file with the roots of the authorities, in PEM.",
        )
    yield from judged_stamping(authorities(asking(database.session)))


def judged_stamping(many: Sequence[AuthorityStanding]) -> Iterator[Finding]:
    """What there is to say of the authorities that are asked."""
    if not many:
        yield ok("Nobody is asked for time stamps: the record does not show when it was signed.")
    for each in many:
        last = f"{each.size} entries, {each.stamped_at:%Y-%m-%d %H:%M}Z" if each.size else "never"
        if each.failing_since is None:
            yield ok(f"{each.authority} stamped last: {last}.")
        else:
            yield warning(
                f"{each.authority} gives no stamp that counts since "
                f"{each.failing_since:%Y-%m-%d %H:%M}Z ({each.reason}). Stamped last: {last}.",
                "It is tried again by itself. Whether its address and DEAL_LEDGER_TIME_STAMP_ROOTS "
                "are right, and the clock of the signer, the reason says "
                "(docs/operating.md, Time stamps).",
            )


CHECKS = (signer, signer_files)
OF_STAMPS = (time_stamps,)
