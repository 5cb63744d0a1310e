"""The runner: keeps every view at the end of the ledger. LISTEN is a hint and polling the truth.

One runner keeps the views at a time, under an advisory lock that its session holds; others wait and
take over when it ends, however it ends. A view that an entry stops says so in its status, and the
others go on; it is tried again whenever a runner begins, and by `rebuild`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from psycopg import sql

from projections.views.all import VIEWS
from projections.views.building import BUILD_LOCK, Build, Stopped
from projections.views.following import Span, first_failing, follow
from projections.views.ports import Connect, Connection, Entries
from projections.views.status import WANTED, Status, statuses, stop
from projections.views.tables import make_shared
from projections.views.view import View
from projections.views.writing import ViewError

RUNNER_LOCK = 4919131752989213768
"""Held by the session that keeps the views."""
BATCH = 500
"""Entries in one commit, while it follows."""
CATCHING_UP = 2_000
"""Entries in one commit when it is behind: a deal is folded once a commit, however much it got."""
POLL = 1.0
RESTS = 9
"""At the end of the ledger it rests so many times as long as a step took: the next one takes all
that came meanwhile, and every step folds the deals that go on from their beginning."""
SHORTEST_REST = 0.06
"""Seconds: what was recorded just after it was told may not be told again."""
LONGEST_REST = 10.0
"""Seconds, unless somebody asks a view that is behind."""
RETRY = 1.0


@dataclass(slots=True)
class Runner:
    """Keeps views until `stop` is set. `hint` is the channel that tells of new entries.

    `entries` may keep those of deals that go on; `once` is asked where every deal is read once.
    `seen` is how the views were when it last looked, whether it keeps them or waits; `fault` what
    keeps it from working, if anything does. `told` is given every fault once.
    """

    connect: Connect
    entries: Entries
    once: Entries
    hint: str
    stop: Event = field(default_factory=Event)
    views: Sequence[View] = VIEWS
    told: Callable[[Exception], None] = lambda _: None
    seen: dict[str, Status] = field(default_factory=dict)
    leads: bool = False
    fault: Exception | None = None
    _stopped: dict[str, Stopped] = field(default_factory=dict)
    _moved: bool = False

    def run(self) -> None:
        """Wait for one's turn, keep the views, and begin anew when the connection is lost."""
        while not self.stop.is_set():
            try:
                with self.connect() as connection:
                    self._keep(connection)
            except Exception as fault:  # noqa: BLE001 - it is told, and tried again
                if type(fault) is not type(self.fault):
                    self.told(fault)
                self.fault = fault
                self.stop.wait(RETRY)

    def _keep(self, connection: Connection) -> None:
        while not lock(connection, RUNNER_LOCK):
            self.seen = statuses(connection, self.views)
            self.fault = None
            if self.stop.wait(POLL):
                return
        self.leads = True
        try:
            self._lead(connection)
        finally:
            self.leads = False

    def _lead(self, connection: Connection) -> None:
        self._stopped.clear()
        make_shared(connection)
        listen(connection, WANTED)
        while not self.stop.is_set():
            began, self._moved = monotonic(), False
            listen(connection, self.hint)
            more = self.step(connection)
            self.fault = None
            if more:
                continue
            if self._moved:
                # While it rests, nothing of what is recorded concerns it.
                unlisten(connection, self.hint)
                rest = min(max(SHORTEST_REST, RESTS * (monotonic() - began)), LONGEST_REST)
                self._wait(connection, rest, {WANTED})
            else:
                self._wait(connection, POLL, {WANTED, self.hint})

    def _wait(self, connection: Connection, seconds: float, told: Set[str]) -> None:
        """Until something is told on one of these channels, or it is to stop, or time is over."""
        until = monotonic() + seconds
        while not self.stop.is_set() and (left := until - monotonic()) > 0:
            for each in connection.notifies(timeout=min(left, POLL), stop_after=1):
                if each.channel in told:
                    return

    def step(self, connection: Connection) -> bool:
        """Build what is not there, then one batch for each group; True if there is more."""
        self.seen = statuses(connection, self.views)
        if self._to_build():
            self._build(connection)
            self.seen = statuses(connection, self.views)
        return self._follow(connection)

    def _to_build(self) -> list[View]:
        """Those that are not there, are of an older version, or know more than the ledger.

        A ledger that was restored, or that lost its end in a failover, is another one. What a newer
        program wrote is left to it: two versions that run at once must not take turns.
        """
        size = self.entries.size
        found = ((view, self.seen[view.name]) for view in self.views)
        return [v for v, of in found if (of.version or 0) < v.version or of.position > size]

    def _build(self, connection: Connection) -> None:
        """Build beside, following with the others meanwhile."""
        if not lock(connection, BUILD_LOCK):
            return
        try:
            self.seen = statuses(connection, self.views)
            build = Build(connection, self.once, self._to_build())
            for _ in build.steps():
                if self.stop.is_set():
                    return
                self._follow(connection)
                self.seen = statuses(connection, self.views)
            self._stopped |= build.stopped
        finally:
            if not connection.closed and not connection.broken:
                unlock(connection, BUILD_LOCK)

    def _follow(self, connection: Connection) -> bool:
        """One batch for each group of views that stand at the same position."""
        size = self.entries.size
        groups: dict[int, list[View]] = defaultdict(list)
        for view in self.views:
            status = self.seen[view.name]
            follows = status.version == view.version and status.position <= size
            if follows and not self._is_stopped(connection, view, status):
                groups[status.position].append(view)
        more = [self._batch(connection, views, at, size) for at, views in groups.items()]
        return any(more)

    def _is_stopped(self, connection: Connection, view: View, status: Status) -> bool:
        """Whether it has come to the entry that stops it; then its status says so."""
        stopped = self._stopped.get(view.name)
        if stopped and status.position >= stopped.at:
            # A program that can take the entry has built the view meanwhile.
            del self._stopped[view.name]
            return False
        if stopped is None or status.position < stopped.at - 1:
            return False
        if status.failed_at != stopped.at:
            stop(connection, view, stopped.at, stopped.deal, stopped.error)
        return True

    def _batch(self, connection: Connection, views: list[View], at: int, size: int) -> bool:
        """One batch for views that stand at a position; True if there is more to do."""
        ends = [self._stopped[view.name].at - 1 for view in views if view.name in self._stopped]
        behind = size - at > BATCH
        entries = self.once if behind else self.entries
        span = Span(at, min([size, at + (CATCHING_UP if behind else BATCH), *ends]))
        try:
            done = follow(connection, entries, views, span)
        except ViewError as fault:
            for view in fault.views:
                found = first_failing(connection, entries, view, fault.deal, span)
                self._stopped[view.name] = Stopped(found, fault.deal, fault.error)
            return True
        self._moved |= span.up_to > at
        return not done or span.up_to < size


def listen(connection: Connection, channel: str) -> None:
    """Be told what is told there."""
    connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))


def unlisten(connection: Connection, channel: str) -> None:
    """Be told no more."""
    connection.execute(sql.SQL("UNLISTEN {}").format(sql.Identifier(channel)))


def lock(connection: Connection, key: int) -> bool:
    """Take a lock for the session, unless another has it."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (key,)).fetchone()
    return bool(row and row[0])


def unlock(connection: Connection, key: int) -> None:
    """Give it back."""
    connection.execute("SELECT pg_advisory_unlock(%s)", (key,))
