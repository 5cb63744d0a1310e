"""What turns deliveries into records for the inbox: providers, and mappings of connections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from api.refusals import BadMapping
from api.sending import OF_LEGAL
from api.webhooks.generic import Generic
from api.webhooks.known import KnownConnections
from api.webhooks.mapping.loading import load
from api.webhooks.mapping.reporting import connected
from api.webhooks.mapping.rules import ProviderMapping
from api.webhooks.mapping.translating import Arrived, Translated, translate
from api.webhooks.mapping.translating import UntranslatableError as NoRecord
from api.webhooks.provider import Part, UnreadableError
from api.webhooks.registry import PROVIDERS
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.told import CoverageGapRecorded, SourceConnected
from domain.record import Entry, Record
from domain.refusals import RecordNotOnRecord
from ledger.inbox.connections import Connection
from ledger.inbox.delivery import Delivery, Told, UntranslatableError, name_of
from ledger.inbox.delivery import Translated as ForInbox

MOST_READ = 200
_NO_MAPPING = 'provider = "generic"\nsystem = "generic"\nchannel = "other"\n'
"""For a sender of whole records: there is nothing to map."""


class Translations:
    """The translator of the inbox's worker. For one thread.

    `entry` gives what is on record under an id; None when there is nothing.
    """

    def __init__(self, connections: KnownConnections, entry: Callable[[str], Entry | None]) -> None:
        self._connections = connections
        self._entry = entry
        self._read: dict[int, Sequence[Part]] = {}
        """Deliveries that were read last: they are split first, and translated part by part."""

    def split(self, delivery: Delivery) -> Sequence[Told]:
        """What it tells, in its order. Raises UntranslatableError for one that can't be read."""
        parts = self._parts(delivery, self._connection(delivery))
        if not parts:
            raise UntranslatableError("nothing_told", "It is an empty list: nothing is told in it.")
        return [
            Told(each.object, each.happened_at or delivery.received_at, each.numbered)
            for each in parts
        ]

    def translate(self, delivery: Delivery, place: int) -> ForInbox:
        """The records of one thing that it tells. Raises UntranslatableError."""
        connection = self._connection(delivery)
        part = self._parts(delivery, connection)[place]
        mapping = mapping_of(connection.mapping)
        digest = delivery.body_digest.hex()
        arrived = Arrived(connection.id, delivery.received_at, digest, delivery.verified)
        try:
            made = translate(mapping, part, arrived)
        except NoRecord as fault:
            raise UntranslatableError(fault.code, fault.message) from None
        together = {each.id: each.event.stored_as for each in made.records}
        for each in made.records:
            self._refuse_what_is_not_theirs(each, delivery, together)
            self._refuse_others_systems(each, connection, mapping.system)
        return _for_inbox(made, part, mapping, connection)

    def _refuse_what_is_not_theirs(
        self, record: Record, delivery: Delivery, together: Mapping[str, str]
    ) -> None:
        """Raise UntranslatableError for what legal records, and for others' records taken back."""
        match record.event:
            case RecordStruck(record=named) | RecordCorrected(corrects=named):
                concerns = together.get(named) or self._own(named, record.stream, delivery)
            case event:
                concerns = event.stored_as
        if concerns in OF_LEGAL:
            message = f"Only a token of the role legal records, strikes or corrects a {concerns}."
            raise UntranslatableError("role_not_held", message)

    def _refuse_others_systems(self, record: Record, connection: Connection, own: str) -> None:
        """Raise UntranslatableError for who says when the system of another connection reports."""
        match record.event:
            case SourceConnected(system=system) | CoverageGapRecorded(system=system):
                pass
            case RecordCorrected(data={"system": str(system), **rest}) if rest.keys() & {
                "channel",
                "cause",
            }:
                pass
            case _:
                return
        if system == own:
            return
        for each in self._connections.connections.all():
            if each.id != connection.id and each.ended_at is None and system == system_of(each):
                message = (
                    f"{system!r} is the system of the connection {each.id!r}: when it reports, and "
                    "when not, that one says. Somebody with a token may."
                )
                raise UntranslatableError("not_its_own", message)

    def _own(self, named: str, stream: str, delivery: Delivery) -> str:
        """The type of a record that came through the same connection."""
        found = self._entry(named)
        if found is None:
            # Whose it will be is not known before it is there.
            missing = RecordNotOnRecord(named, "")
            raise UntranslatableError(missing.code, missing.message, waits_for=(stream,))
        kind = found.event.stored_as
        if kind not in OF_LEGAL and found.recorded_by.name != name_of(delivery.connection):
            message = (
                f"Record {named!r} did not come through this connection: it strikes and corrects "
                "only what it delivered itself. Somebody with a token may."
            )
            raise UntranslatableError("not_its_own", message)
        return kind

    def _connection(self, delivery: Delivery) -> Connection:
        found = self._connections.get(delivery.connection)
        assert found is not None, "deliveries refer to their connection"
        return found

    def _parts(self, delivery: Delivery, connection: Connection) -> Sequence[Part]:
        if delivery.number not in self._read:
            try:
                parts = PROVIDERS[connection.provider].parts(delivery.body, delivery.headers)
            except UnreadableError as fault:
                raise UntranslatableError(fault.code, str(fault)) from None
            if len(self._read) >= MOST_READ:
                self._read.clear()
            self._read[delivery.number] = parts
        return self._read[delivery.number]


def _for_inbox(
    made: Translated, part: Part, mapping: ProviderMapping, connection: Connection
) -> ForInbox:
    deals = sorted({each.deal for each in made.records if each.deal is not None})
    # Who sends whole records says itself which systems report; a mapping knows its system.
    feeding = [
        connected(mapping, connection.id, deal, connection.created_at)
        for deal in deals
        if not part.records
    ]
    return ForInbox(
        made.records,
        f"No rule of the mapping covers {part.object}.",
        {each.record.id: each.settled_by for each in made.made},
        feeding,
    )


def system_of(connection: Connection) -> str | None:
    """The system that a connection reports of; None for one that has no mapping to name it."""
    if not connection.mapping and connection.provider == Generic.name:
        return None
    try:
        return mapping_of(connection.mapping).system
    except UntranslatableError:
        return PROVIDERS[connection.provider].system


@lru_cache(maxsize=64)
def mapping_of(text: str) -> ProviderMapping:
    """The mapping of a connection; the text was checked when it was given.

    Raises UntranslatableError for one that can't be used any more.
    """
    try:
        return load(text or _NO_MAPPING)
    except BadMapping as fault:
        # Checked by an older version: what is wrong now is said, and the delivery can be retried.
        message = f"The mapping of the connection cannot be used: {fault.message}"
        raise UntranslatableError("bad_mapping", message) from None
