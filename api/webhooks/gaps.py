"""What did not come, in words and as records: silence, bans, numbers that are missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from api.webhooks.mapping.ids import as_id
from api.webhooks.mapping.reporting import Reporter, again, gap
from domain.occurrence import moment_text
from domain.record import Record
from ledger.inbox.gaps import Gap, Missing
from ledger.inbox.hearing import Parked, Refused, Skipped

BANNED_FOR = timedelta(minutes=30)
"""How long Pipedrive sends nothing after ten first tries that failed; what happened is lost.

(pipedrive.readme.io, "Guide for Webhooks v2")
"""
BANNED_AFTER = 10
LATE = timedelta(minutes=5)
"""For so long a number of a source may come after those that follow it."""


def ended(connection: str, system: str, at: datetime) -> Missing:
    """A connection was ended here."""
    return Missing(connection, system, "ended", "", at, "The connection was ended.")


def of_parked(parked: Parked, system: str) -> Missing:
    """What came could not be recorded."""
    about = parked.object.removeprefix(f"{parked.connection}:")
    cause = f"What was delivered about {about} could not be recorded ({parked.code})."
    return Missing(parked.connection, system, "parked", parked.object, parked.begins, cause)


def banned(connection: str, system: str, refused: Refused) -> Missing:
    """Pipedrive may have stopped sending for half an hour."""
    about = f"{refused.code} {refused.day} {refused.times // BANNED_AFTER}"
    cause = (
        f"{refused.times} deliveries were refused on {refused.day} ({refused.code}). After ten "
        "first tries that failed, Pipedrive sends nothing for 30 minutes and loses it."
    )
    ends = refused.last_at + BANNED_FOR
    return Missing(connection, system, "banned", about, refused.last_at, cause, ends)


def skipped(found: Skipped, system: str) -> Missing:
    """Numbers of a source did not come in time."""
    first, last = found.after + 1, found.before - 1
    which = f"Number {first}" if first == last else f"Numbers {first} to {last}"
    cause = f"{which} of the source {found.source} did not come within five minutes."
    begins, ends = sorted((found.begins, found.ends))
    # The source is a name, which has no spaces; `Hearing.skipped` takes this apart again.
    about = f"{found.after} {found.before} {found.source}"
    return Missing(found.connection, system, "sequence", about, begins, cause, ends)


def numbers_of(about: str) -> tuple[str, int, int]:
    """The source, and the numbers between which some are missing, of what `skipped` found."""
    after, before, source = about.split(" ", 2)
    return source, int(after), int(before)


def as_record(reporter: Reporter, found: Gap) -> Record:
    """That it did not report."""
    made = gap(reporter, found.connection, found.deal, found.begins, found.cause, until=found.ends)
    return _named(made, found)


def going_on(reporter: Reporter, found: Gap, moment: datetime) -> Record:
    """That a gap goes on, although its system was said to report from a moment on."""
    cause = f"{found.cause} So since {moment_text(found.begins)}, and still."
    return _named(gap(reporter, found.connection, found.deal, moment, cause), found)


def healed(reporter: Reporter, found: Gap) -> Record:
    """That it reports again."""
    assert found.heals_at is not None
    made = again(reporter, found.connection, found.deal, found.heals_at)
    # One connection may have announced several systems, which report again at the same moment.
    return _named(made, found) if found.about and found.kind in {"silence", "ended"} else made


def _named(record: Record, found: Gap) -> Record:
    """Told apart from records of other gaps that begin at the same moment."""
    of = f"{found.kind}:{sha256(found.about.encode()).hexdigest()[:8]}"
    name = {"id": as_id(f"{record.id}:{of}")}
    return replace(record, envelope=record.envelope.model_copy(update=name))
