"""Noticing what did not come: looks at every connection from time to time, and has it recorded.

A gap is kept before it is recorded, and its end before that is: whatever crashes, the next look
goes on from there, and ids tell what is on record already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from api.webhooks import gaps as rules
from api.webhooks.announced import announced, is_open
from api.webhooks.generic import Generic
from api.webhooks.mapping.reporting import Named, Reporter
from api.webhooks.registry import PROVIDERS
from api.webhooks.rhythm import WEEK, WEEKS, Heard, hours, silence
from api.webhooks.translator import mapping_of
from domain.record import BY_THE_LEDGER, ORGANISATION, Record
from domain.refusals import Refusal
from ledger.application import Ledger
from ledger.inbox.connections import Connection, Connections
from ledger.inbox.delivery import UntranslatableError
from ledger.inbox.gaps import AT_ONCE, Gap, Gaps, Missing
from ledger.inbox.hearing import Fed, Healing, Hearing
from ledger.patience import UnavailableError
from ledger.submission import Submission
from projections.facts import facts_of

EVERY = timedelta(seconds=10)
SLACK = timedelta(minutes=1)
"""So far a look reaches back behind the one before: what was kept then may not have been seen."""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_PIPEDRIVE = "pipedrive"
Told = Callable[[Exception], None]


class Noticing:
    """Looks at the connections of a ledger, EVERY so often. For one thread.

    `told` is given what keeps a gap from being recorded. Whatever touches the database may raise
    UnavailableError.
    """

    def __init__(self, ledger: Ledger, now: Callable[[], datetime], told: Told) -> None:
        self._ledger = ledger
        self._now = now
        self._told = told
        self._connections = Connections(ledger.rows)
        self._gaps = Gaps(ledger.rows)
        self._hearing = Hearing(ledger.rows, ORGANISATION)
        self._healing = Healing(ledger.rows)
        self._looked_at: datetime | None = None
        self._reporters: dict[str, Reporter] = {}
        self._senders: set[str] = set()
        """Connections that may deliver whole records."""
        self._more = False
        self._noticed: dict[Missing, int] = {}
        """What was noticed here before, and how many deals its connection fed then."""

    def look_when_due(self) -> bool:
        """Look, unless that was done a moment ago, and record a part of what was found.

        Whether there is more to record now. Only what is the database's is raised.
        """
        now = self._now()
        try:
            if self._looked_at is None or not timedelta(0) <= now - self._looked_at < EVERY:
                self._find(now)
                self._more = True
            self._more = self._more and self._record(now)
        except UnavailableError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, the inbox goes on
            self._told(fault)
            self._looked_at = now
            self._more = False
        return self._more

    def look(self) -> None:
        """Find what ended and what is missing, and have both recorded."""
        now = self._now()
        self._find(now)
        while self._record(now):
            pass

    def _find(self, now: datetime) -> None:
        found = self._connections.all()
        self._senders = {each.id for each in found if each.provider == Generic.name}
        self._reporters = reporters = {each.id: _reporter(each) for each in found}
        for each in found:
            self._heal(each, found, reporters, now)
        self._healing.unparked(now)
        self._healing.over(now)
        self._heal_numbers(now)
        for each in found:
            self._look_at(each, reporters[each.id], now)
        self._look_at_parked(reporters, now)
        self._look_at_numbers(reporters, now)
        self._looked_at = now

    # What ended.

    def _heal(
        self,
        connection: Connection,
        every: Sequence[Connection],
        reporters: dict[str, Reporter],
        now: datetime,
    ) -> None:
        if connection.ended_at is None:
            self._healing.heard_again(connection.id)
        elif others := _others(connection, every, reporters):
            self._healing.fed_by_others(connection.id, others, now)

    def _heal_numbers(self, now: datetime) -> None:
        for connection, about in self._healing.open_numbers():
            if self._hearing.came(connection, *rules.numbers_of(about)):
                self._healing.numbers_came(connection, about, now)

    # What is missing.

    def _look_at(self, connection: Connection, reporter: Reporter, now: datetime) -> None:
        name, system = connection.id, reporter.system
        if connection.ended_at is not None:
            self._notice(rules.ended(name, system, connection.ended_at), now)
            return
        if found := self._silence(connection, system, now):
            self._notice(found, now)
        if connection.provider == _PIPEDRIVE:
            for refused in self._hearing.refused(name, rules.BANNED_AFTER):
                self._notice_ban(rules.banned(name, system, refused), now)

    def _notice_ban(self, found: Missing, now: datetime) -> None:
        """What is refused during one ban is no further one."""
        until = self._hearing.banned_until(found.connection)
        if until is None or found.begins > until:
            self._notice(found, now)

    def _silence(self, connection: Connection, system: str, now: datetime) -> Missing | None:
        heard = self._hearing.heard(connection.id)
        if not heard:
            return None
        found = silence(
            Heard(
                heard,
                self._hearing.first(connection.id) or heard[0],
                self._hearing.pauses(connection.id, min(heard[0], now - (WEEKS + 1) * WEEK)),
                partial(self._hearing.came_between, connection.id),
            ),
            now,
            hours(connection.settings.get("silent_after", "")),
        )
        if found is None:
            return None
        return Missing(connection.id, system, "silence", "", found.since, found.cause)

    def _look_at_parked(self, reporters: dict[str, Reporter], now: datetime) -> None:
        for each in self._hearing.parked():
            missing = rules.of_parked(each, reporters[each.connection].system)
            self._gaps.notice(missing, each.deals, now)
        for each in self._hearing.parked_of_all():
            self._notice(rules.of_parked(each, reporters[each.connection].system), now)

    def _look_at_numbers(self, reporters: dict[str, Reporter], now: datetime) -> None:
        after = self._looked_at - rules.LATE - SLACK if self._looked_at else _EVER
        for each in self._hearing.skipped(after, now - rules.LATE):
            self._notice(
                rules.skipped(each, reporters[each.connection].system),
                now,
                self._hearing.deals_of_source(each.connection, each.source),
            )

    def _notice(self, missing: Missing, now: datetime, more: Sequence[str] = ()) -> None:
        """Keep it for the deals that its connection feeds, and for more.

        What still goes on is kept as well for deals that are fed only since it was noticed.
        """
        feeds = self._feeds(missing.connection) if missing.ends is None else 0
        if self._noticed.get(missing) == feeds:
            return
        if missing.ends is None or not self._gaps.is_noticed(missing):
            deals = {*self._fed(missing.connection), *more}
            if missing.kind == "ended":
                deals -= self._fed_by_others(missing, sorted(deals))
            self._gaps.notice(missing, sorted(deals), now)
        if missing.kind in {"silence", "ended"} and missing.connection in self._senders:
            self._notice_announced(missing, now)
        self._noticed[missing] = feeds

    def _notice_announced(self, missing: Missing, now: datetime) -> None:
        """Keep it for the deals that whole records were delivered to, by the systems announced."""
        every = self._connections.all()
        [own] = [each for each in every if each.id == missing.connection]
        others = [each.id for each in every if each.ended_at is None and each.id != own.id]
        found = announced(
            own,
            self._hearing.delivered_to(own.id),
            self._ledger.entries,
            others if missing.kind == "ended" else (),
        )
        for each in found:
            for system in each.systems:
                self._gaps.notice(replace(missing, system=system, about=system), [each.deal], now)

    def _feeds(self, connection: str) -> int:
        """Changes when it feeds a further deal; whole records may be on any."""
        fed = self._hearing.feeds(connection)
        return fed + self._hearing.delivered(connection) if connection in self._senders else fed

    def _fed(self, connection: str) -> list[str]:
        return [
            each.deal
            for each in self._hearing.fed(connection)
            if not each.doubtful or self._is_open(each)
        ]

    def _is_open(self, fed: Fed) -> bool:
        """Whether its deal is neither closed nor struck, and that it is fed was not struck."""
        entries = self._ledger.read(fed.deal, self._ledger.size)
        facts = facts_of(entries)
        return is_open(facts) and any(each.id == fed.record for each in facts.counted)

    def _fed_by_others(self, missing: Missing, deals: Sequence[str]) -> set[str]:
        every = self._connections.all()
        reporters = {each.id: _reporter(each) for each in every}
        [own] = [each for each in every if each.id == missing.connection]
        return self._hearing.feeds_any(_others(own, every, reporters), deals)

    # Records.

    def _record(self, now: datetime) -> bool:
        """A part of what began, and of what ended; whether there is more.

        What was refused is tried again after the next look.
        """
        begun = self._gaps.unrecorded()
        stand = self._there({each: self._begun(each) for each in begun})
        self._gaps.recorded(stand, now)
        ended = self._gaps.healing()
        over = self._there({each: self._ended(each) for each in ended})
        self._gaps.healed(over, now)
        refused = len(stand) < len(begun) or len(over) < len(ended)
        return AT_ONCE in {len(begun), len(ended)} and not refused

    def _begun(self, found: Gap) -> list[Record]:
        reporter = self._reporter_of(found)
        records = [rules.as_record(reporter, found)]
        if found.ends is None:
            # Others of its system have ended since: a reader would think that it has, too.
            ends = self._gaps.ends_after(found)
            records += [rules.going_on(reporter, found, each) for each in ends]
        return records

    def _ended(self, found: Gap) -> list[Record]:
        """What ends it, and begins anew what else goes on; none where its record has an end."""
        at = found.heals_at
        if found.ends is not None or at is None:
            return []
        others = self._gaps.others_open(found, at)
        return [
            rules.healed(self._reporter_of(found), found),
            *(rules.going_on(self._reporter_of(each), each, at) for each in others),
        ]

    def _reporter_of(self, found: Gap) -> Reporter:
        """What names it: the system that the gap was kept for."""
        return Named(found.system, self._reporters[found.connection].channel)

    def _there(self, wanted: Mapping[Gap, Sequence[Record]]) -> list[Gap]:
        """Record all; those gaps whose records stand then. An id that is there names the same."""
        submissions = {
            each: [Submission((record,), BY_THE_LEDGER) for record in records]
            for each, records in wanted.items()
        }
        self._ledger.submit([one for each in submissions.values() for one in each])
        return [each for each, sent in submissions.items() if all(map(self._stands, sent))]

    def _stands(self, submission: Submission) -> bool:
        outcome = submission.outcome()
        if isinstance(outcome, Refusal) and outcome.code != "record_id_reused":
            self._told(outcome)
            return False
        return True


def _reporter(connection: Connection) -> Reporter:
    """What names it in records: its mapping, or its provider where that can't be used any more."""
    try:
        return mapping_of(connection.mapping)
    except UntranslatableError:
        return PROVIDERS[connection.provider]


def _others(
    connection: Connection, every: Sequence[Connection], reporters: dict[str, Reporter]
) -> list[str]:
    """Connections of the same system that may deliver."""
    system = reporters[connection.id].system
    return [
        each.id
        for each in every
        if each.ended_at is None
        and each.id != connection.id
        and reporters[each.id].system == system
    ]
