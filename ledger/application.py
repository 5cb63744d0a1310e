"""The ledger: records go in, entries come out, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory, Mapper
from eventsourcing.utils import Environment, EnvType

from domain.corrections import corrected_event
from domain.events.disputes import RecordCorrected
from domain.marking import marks_of, with_marks
from domain.record import ORGANISATION, Credential, Entry, Record
from domain.refusals import Refusal
from ledger.appending import Answer
from ledger.combining import Combining
from ledger.kept import KeptEntries
from ledger.mapper import EntryMapper, NewEntry, PreparedEntry, StoredEntry
from ledger.marks import last_mark, marks_on
from ledger.patience import Patience
from ledger.proof.disclosure import Disclosure, Salts
from ledger.proof.merkle import Place, finished_subtrees, root_of
from ledger.pseudonyms import Pseudonyms
from ledger.recorder import Datastore, EntryRecorder, Factory
from ledger.states import State, States, fold
from ledger.submission import Receipt, Submission
from ledger.subtrees import subtrees
from ledger.writing import Known, Writer

PAGE = 500
PATIENT = Patience()
_DEALS = """
    WITH RECURSIVE step (deal) AS (
        (SELECT originator_id FROM ledger.entries WHERE originator_id > %s
            ORDER BY originator_id LIMIT 1)
        UNION ALL
        SELECT (SELECT originator_id FROM ledger.entries WHERE originator_id > step.deal
            ORDER BY originator_id LIMIT 1)
        FROM step WHERE step.deal IS NOT NULL
    )
    SELECT deal FROM step WHERE deal IS NOT NULL AND deal <> %s LIMIT %s"""


class Ledger(Application[str]):
    """One organisation's ledger on one database. Threads may share it.

    `url` is a connection string whose user may act as the writer's role; `salts` gives 16 random
    bytes, never the same twice. Whatever touches the database may raise UnavailableError.
    """

    name = "ledger"

    def __init__(
        self, url: str, salts: Salts, pool_size: int = 10, patience: Patience = PATIENT
    ) -> None:
        self._datastore = Datastore(url, pool_size, patience)
        self._origin: str | None = None
        self._salts = salts
        self._kept = KeptEntries()
        self._pseudonyms = Pseudonyms(salts, self._disclosure_of_person, self._disclosure_of_digest)
        super().__init__()
        self.rows.seen.forget = self._forget
        self.rows.seen.look_again()
        writer = Writer(
            states=States(self._fold_since),
            fingerprint_key=self.rows.one("SELECT fingerprint_key FROM ledger.secret"),
            prepare=self._mapping.prepare,
            append=self._append,
            known=self._known,
            entry=self.entry,
            stream=self.entries,
        )
        self._combining = Combining(writer.write)

    # What the library asks for.

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing of the process's environment reaches the library."""
        return Environment(name, dict(env or {}))

    def construct_factory(self, env: Environment) -> InfrastructureFactory:
        """Our datastore and recorder."""
        return cast("InfrastructureFactory", Factory(env, self._datastore))

    def construct_mapper(self) -> Mapper[str]:
        """Our mapper."""
        return EntryMapper(
            lambda: self.origin,
            self._pseudonyms,
            self._salts,
            erasures=lambda: self.rows.seen.count,
        )

    def construct_recorder(self) -> ApplicationRecorder:
        """Our recorder."""
        return self.factory.application_recorder()

    # Writing.

    def record(
        self, record: Record, by: Credential, received_at: datetime | None = None
    ) -> Receipt:
        """Add one record. Raises a Refusal; the same record again gives its first receipt."""
        return self.record_together([record], by, received_at)[0]

    def record_together(
        self,
        records: Sequence[Record],
        by: Credential,
        received_at: datetime | None = None,
        *,
        expected: int | None = None,
    ) -> list[Receipt]:
        """Add records of any deals all together or, with a Refusal, none of them.

        `expected` is the version that the first one's stream must have, unless it is there already.
        """
        if not records:
            return []
        submission = Submission(tuple(records), by, received_at, expected)
        self.submit([submission])
        return submission.answer()

    def submit(self, submissions: Sequence[Submission]) -> None:
        """Settle submissions, each by itself, in their order: what became of them is in them."""
        self._combining.submit_all(submissions)

    def record_each(self, records: Sequence[Record], by: Credential) -> list[Receipt | Refusal]:
        """Add records independently, in one go: for each its receipt or why it was refused."""
        submissions = [Submission((record,), by) for record in records]
        self.submit(submissions)
        outcomes = (submission.outcome() for submission in submissions)
        return [each if isinstance(each, Refusal) else each[0] for each in outcomes]

    # Reading.

    def entries(self, stream: str, up_to: int | None = None) -> Sequence[Entry]:
        """The entries of a deal (or of ORGANISATION) by version, up to and with a position.

        Time stamps of the ledger's own are left out: no reading rests on them.
        """

        def read_from(version: int) -> list[Entry]:
            rows = self.rows.select_read(stream, version - 1)
            return [self._mapping.to_domain_event(row) for row in rows]

        return self._kept.entries(stream, up_to, read_from)

    def read(self, stream: str, up_to: int) -> Sequence[Entry]:
        """As `entries`, read anew and not kept: for whoever reads every deal once."""
        query = (
            "SELECT max(originator_version) FROM ledger.entries"
            " WHERE originator_id = %s AND position <= %s"
        )
        last = self.rows.one(query, stream, up_to) or 0
        rows = self.rows.select_read(stream, up_to=last)
        found = [self._mapping.to_domain_event(row) for row in rows]
        return with_marks(found, marks_of(found))

    def touched(self, after: int, up_to: int) -> list[str]:
        """The streams that got entries after a position, up to and with another."""
        query = (
            "SELECT DISTINCT originator_id FROM ledger.entries"
            " WHERE position > %s AND position <= %s"
        )
        return [row["originator_id"] for row in self.rows.all(query, after, up_to)]

    def in_order(self, after: int = 0, up_to: int | None = None) -> Iterator[Entry]:
        """Every entry in order, after a position, up to and with another; read page by page."""
        while rows := self.rows.select_after(after, PAGE, up_to):
            yield from self._as_marked(rows)
            after = rows[-1].id

    def stored(self, after: int = 0, up_to: int | None = None) -> Iterator[StoredEntry]:
        """The rows of the ledger in order, with their exact bytes; read page by page."""
        while rows := self.rows.select_after(after, PAGE, up_to):
            yield from rows
            after = rows[-1].id

    def entry(self, record: str) -> Entry | None:
        """The entry of a record id; None when it is not on record."""
        row = self.rows.select_record(record)
        return self._as_marked([row])[0] if row else None

    @property
    def last_mark(self) -> int:
        """The position of the last mark of privilege; 0 when there is none."""
        return last_mark(self.rows)

    def _as_marked(self, rows: Sequence[StoredEntry]) -> Sequence[Entry]:
        found = [self._mapping.to_domain_event(row) for row in rows]
        return with_marks(found, marks_on(self.rows, found))

    def of_types(self, types: Sequence[str], up_to: int) -> Iterator[Entry]:
        """The entries of some types in order, up to and with a position."""
        return map(self._mapping.to_domain_event, self.rows.select_types(types, up_to))

    def can_be_read(self, row: StoredEntry) -> bool:
        """Whether a row, as it would be stored, gives an entry, and a correction what is right."""
        try:
            event = self._mapping.with_all_stand_ins(row).event
            if isinstance(event, RecordCorrected):
                corrected_event(event)
        except (ValueError, LookupError, TypeError):
            return False
        return True

    def prepare(self, new: NewEntry) -> PreparedEntry:
        """The bytes of an entry that is appended in another way than by `record`."""
        return self._mapping.prepare(new)

    def deals(self, after: str = "", limit: int = PAGE) -> list[str]:
        """The ids of deals after an id, in their order; in steps over the index, one a deal."""
        rows = self.rows.all(_DEALS, after, ORGANISATION, limit)
        return [row["deal"] for row in rows]

    def has(self, stream: str) -> bool:
        """Whether anything of a stream is on record."""
        query = "SELECT 1 FROM ledger.entries WHERE originator_id = %s LIMIT 1"
        return self.rows.one(query, stream) is not None

    def streams(self) -> list[tuple[str, int]]:
        """Every stream with its number of entries, by id."""
        rows = self.rows.all(
            "SELECT originator_id, max(originator_version) AS versions FROM ledger.entries"
            " GROUP BY originator_id ORDER BY originator_id"
        )
        return [(row["originator_id"], row["versions"]) for row in rows]

    @property
    def origin(self) -> str:
        """The ledger's name in its proofs; given once, when the ledger is made."""
        if self._origin is None:
            self._origin = str(self.rows.one("SELECT origin FROM ledger.log"))
        return self._origin

    @property
    def size(self) -> int:
        """How many entries there are: the position of the last."""
        return int(self.rows.one("SELECT size FROM ledger.log"))

    def position_at(self, moment: datetime) -> int:
        """The position of the last entry recorded by `moment`; 0 when there was none."""
        query = "SELECT max(position) FROM ledger.entries WHERE recorded_at <= %s"
        return self.rows.one(query, moment) or 0

    def root(self, size: int | None = None) -> bytes:
        """The root of the tree over the first `size` entries; over all when not given."""
        places = list(finished_subtrees(self.size if size is None else size))
        found = self.subtrees(places)
        return root_of(found[place] for place in places)

    def subtrees(self, places: Sequence[Place]) -> dict[Place, bytes]:
        """Subtrees as they are kept, by their places; one whose last entry is missing is not."""
        return subtrees(self.rows.all, places)

    def pool_stats(self) -> dict[str, int]:
        """How busy the connections are, in the words of the pool."""
        return self._datastore.pool.get_stats()

    def close(self) -> None:
        """Give the connections back."""
        super().close()
        self._datastore.close()

    @property
    def rows(self) -> EntryRecorder:
        """The recorder, for queries of one's own."""
        assert isinstance(self.recorder, EntryRecorder)
        return self.recorder

    @property
    def _mapping(self) -> EntryMapper:
        assert isinstance(self.mapper, EntryMapper)
        return self.mapper

    def _append(self, entries: Sequence[PreparedEntry]) -> list[Answer]:
        answers: list[Answer] = []
        # What `save` does beside this is for aggregates and snapshots: there are none.
        self.events.put(entries, answers=answers, kept=self._pseudonyms.kept)
        outcomes = {answer.outcome for answer in answers}
        if "pseudonym" in outcomes:
            # Perhaps because somebody was erased meanwhile.
            self.rows.seen.look_again()
        if outcomes & {"conflict", "pseudonym"}:
            # Others wrote meanwhile, and may have named the same persons first.
            self._pseudonyms.forget_proposals()
        return answers

    def _forget(self) -> None:
        self._pseudonyms.forget()
        self._kept.forget()

    def names(self, person: str) -> bool:
        """Whether somebody of this id is on record, and was not erased."""
        return self._disclosure_of_person(person) is not None

    def _fold_since(self, stream: str, state: State) -> State:
        later = self.events.get(stream, gt=state.version)
        folded = fold(state, (entry for entry in later if isinstance(entry, Entry)))
        assert folded is not None
        return folded

    def _known(self, ids: Sequence[str]) -> dict[str, Known]:
        rows = self.rows.all(
            "SELECT event_id, originator_id, position, originator_version, leaf, recorded_at,"
            " fingerprint FROM ledger.entries WHERE event_id = ANY(%s)",
            list(ids),
        )
        return {row["event_id"]: _known(row) for row in rows}

    def _disclosure_of_person(self, person: str) -> Disclosure | None:
        query = "SELECT disclosure, digest FROM ledger.persons WHERE person = %s"
        rows = self.rows.all(query, person)
        return Disclosure(rows[0]["disclosure"], rows[0]["digest"]) if rows else None

    def _disclosure_of_digest(self, digest: bytes) -> str | None:
        found = self.rows.one("SELECT disclosure FROM ledger.persons WHERE digest = %s", digest)
        return str(found) if found is not None else None


def _known(row: dict[str, Any]) -> Known:
    receipt = Receipt(
        record=row["event_id"],
        stream=row["originator_id"],
        position=row["position"],
        version=row["originator_version"],
        leaf=row["leaf"],
        recorded_at=row["recorded_at"],
        added=False,
    )
    return Known(receipt, row["fingerprint"])
