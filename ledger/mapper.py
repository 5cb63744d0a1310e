"""Entry to exact bytes, and back. Names come from the closed registry, never an import path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from domain.corrections import data_shape
from domain.events import REGISTRY, Event, Registry
from domain.events.disputes import RecordCorrected
from domain.record import Credential, Entry, Envelope, Record
from domain.refusals import EntryTooLarge, PersonErased
from domain.shape import Shape, put_back, shape_of, split, with_persons
from domain.values import SYSTEM, Standing
from ledger.proof.canonical_at_once import canonical_at_once
from ledger.proof.disclosure import Disclosure, Salts, disclose, opened
from ledger.proof.entry_bytes import LARGEST_ENTRY, WRAPPING, unwrap
from ledger.proof.plain_bytes import DOMAIN
from ledger.proof.stand_in import ERASED_TEXT, standing_in
from ledger.pseudonyms import ERASED, Pseudonyms
from ledger.submission import Claim

_ENVELOPE = shape_of(Envelope)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A decided record on its way into the ledger, under the names that the library asks for.

    `append` numbers the all-or-nothing unit that it belongs to within one call; `claim` is the item
    of the inbox that it comes from; `erased` are persons who were erased and that it may name.
    `given` is the record as JSON, where somebody has it already.
    """

    originator_id: str
    originator_version: int
    record: Record
    recorded_by: Credential
    received_at: datetime | None
    fingerprint: bytes
    append: int
    claim: Claim | None = None
    erased: frozenset[str] = frozenset()
    given: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class PreparedEntry(StoredEvent):
    """What is handed to the append function: `state` holds the application's bytes.

    `erasures` is how many were seen before its pseudonyms were written.
    """

    originator_id: str
    event_id: str
    fingerprint: bytes
    append: int
    disclosures: tuple[Disclosure, ...]
    persons: tuple[tuple[str, Disclosure], ...]
    claim: Claim | None = None
    erasures: int = 0


@dataclass(frozen=True)
class StoredEntry(StoredEvent):
    """A row of the ledger: `state` holds the stored bytes. `id` is the position.

    `stand_ins` tell what stands in the place of values that were erased: JSON [name, value], or
    [name] where nothing can.
    """

    id: int
    leaf: bytes
    disclosures: tuple[str, ...]
    stand_ins: tuple[str, ...] = ()


class EntryMapper(Mapper[str]):
    """Turns a `NewEntry` into a `PreparedEntry`, and a `StoredEntry` into an `Entry`."""

    def __init__(
        self,
        origin: Callable[[], str],
        pseudonyms: Pseudonyms,
        salts: Salts,
        registry: Registry = REGISTRY,
        erasures: Callable[[], int] = lambda: 0,
    ) -> None:
        super().__init__(JSONTranscoder())
        self._origin = origin
        self._pseudonyms = pseudonyms
        self._salts = salts
        self._registry = registry
        self._erasures = erasures

    def to_stored_event(self, domain_event: Any) -> PreparedEntry:
        """What the recorder appends: an entry that was prepared, or a new one prepared now."""
        if isinstance(domain_event, PreparedEntry):
            return domain_event
        assert isinstance(domain_event, NewEntry)
        return self.prepare(domain_event)

    def prepare(self, new: NewEntry) -> PreparedEntry:
        """The canonical bytes of a new entry, with what it commits to.

        Raises EntryTooLarge when the entry would not fit, and PersonErased for who is none.
        """
        named: dict[str, None] = {}
        # Before any pseudonym is looked up: what is older than an erasure is refused.
        erasures = self._erasures()

        def pseudonym(person: str) -> str:
            if person.startswith(ERASED) and not _may_name(new, person):
                raise PersonErased(person, _pointer_to(person, new.record.as_sent()))
            named[person] = None
            return self._pseudonyms.write(person)

        content, committed = self._content(new, pseudonym)
        disclosures = tuple(disclose(name, value, self._salts()) for name, value in committed)
        content["_sd"] = sorted(each.digest.hex() for each in disclosures)
        state = canonical_at_once(content)
        if len(state) > LARGEST_ENTRY - WRAPPING:
            raise EntryTooLarge(len(state), LARGEST_ENTRY - WRAPPING)
        proposals = ((person, self._pseudonyms.proposal(person)) for person in named)
        return PreparedEntry(
            originator_id=new.originator_id,
            originator_version=new.originator_version,
            topic=new.record.event.stored_as,
            state=state,
            event_id=new.record.id,
            fingerprint=new.fingerprint,
            append=new.append,
            disclosures=disclosures,
            persons=tuple((person, found) for person, found in proposals if found),
            claim=new.claim,
            erasures=erasures,
        )

    def _content(
        self, new: NewEntry, pseudonym: Callable[[str], str]
    ) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
        record = new.record
        given = dict(new.given or record.as_sent())
        data = given.pop("data")
        envelope = split(given, _ENVELOPE, "", pseudonym, all_=False)
        data = split(
            data,
            data_shape(record.event),
            "/data",
            pseudonym,
            all_=record.envelope.privilege != "none",
        )
        content: dict[str, Any] = {
            **envelope.clear,
            "domain": DOMAIN,
            "origin": self._origin(),
            "schema": self._registry.schema(record.event.stored_as),
            "recorded_by": _credential(new.recorded_by, pseudonym),
            "data": data.clear,
        }
        if isinstance(record.event, RecordCorrected):
            # The right data have a version of their own; 1 is not written.
            schema = self._registry.schema(record.event.type or "")
            content |= {"data_schema": schema} if schema > 1 else {}
        if new.received_at is not None:
            received = new.received_at.astimezone(UTC).replace(tzinfo=None)
            content["received_at"] = f"{received.isoformat(timespec='microseconds')}Z"
        return content, [*envelope.committed, *data.committed]

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """The entry in stored bytes, with the values that are still disclosed put back."""
        assert isinstance(stored_event, StoredEntry)
        wrapped = unwrap(stored_event.state)
        content = wrapped.entry
        values = [opened(text) for text in stored_event.disclosures]
        if stored_event.stand_ins:
            values += self._readable(stored_event, values)
        received = content.get("received_at")
        return Entry(
            record=self._record(content, values),
            schema=content["schema"],
            recorded_by=self._recorded_by(content["recorded_by"]),
            received_at=datetime.fromisoformat(received) if received else None,
            position=wrapped.position,
            version=wrapped.version,
            recorded_at=wrapped.recorded_at,
            leaf=stored_event.leaf,
        )

    def with_all_stand_ins(self, stored: StoredEntry) -> Record:
        """The record with all that stands for erased values, even where it cannot be read so.

        Raises ValueError, LookupError, TypeError.
        """
        content = unwrap(stored.state).entry
        values = [opened(text) for text in stored.disclosures]
        return self._record(content, [*values, *_standing_in(stored.stand_ins, content)])

    def _readable(
        self, stored: StoredEntry, values: list[tuple[str, Any]]
    ) -> list[tuple[str, Any]]:
        """What stands for erased values, but for what covers a kept one, or cannot be read.

        No hash speaks for it, so nobody can make an entry unreadable by it.
        """
        kept = {name for name, _ in values}
        standing = _standing_in(stored.stand_ins, unwrap(stored.state).entry)
        found = [each for each in standing if each[0] not in kept]
        for left in (found, *(found[:at] + found[at + 1 :] for at in range(len(found)))):
            # Read anew each time: values are put into it.
            with suppress(ValueError, LookupError, TypeError):
                self._record(unwrap(stored.state).entry, [*values, *left])
                return left
        return []

    def _record(self, content: dict[str, Any], values: list[tuple[str, Any]]) -> Record:
        envelope = self._envelope(content, [v for v in values if not v[0].startswith("/data")])
        return Record(
            envelope, self._event(content, [v for v in values if v[0].startswith("/data")])
        )

    def _envelope(self, content: dict[str, Any], values: list[tuple[str, Any]]) -> Envelope:
        sent = {name: content[name] for name in _ENVELOPE.fields if name in content}
        sent = with_persons(sent, _ENVELOPE, self._pseudonyms.read)
        return Envelope.model_validate(put_back(sent, iter(values)))

    def _event(self, content: dict[str, Any], values: list[tuple[str, Any]]) -> Event:
        kind = self._registry.kind(content["type"])
        data = put_back({"data": content["data"]}, iter(values))["data"]
        data = self._current(content, data)
        # Last: an upcast may have moved a person to a field of another name.
        data = with_persons(data, self._shape(kind, data), self._pseudonyms.read)
        return kind.model_validate(_with_erased(data, kind))

    def _current(self, content: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
        data = self._registry.current(content["type"], content["schema"], data)
        if content["type"] == RecordCorrected.stored_as:
            schema = content.get("data_schema", 1)
            return data | {"data": self._registry.current(data["type"], schema, data["data"])}
        return data

    def _shape(self, kind: type[Event], data: dict[str, Any]) -> Shape:
        if issubclass(kind, RecordCorrected):
            inner = shape_of(self._registry.kind(data["type"]))
            return Shape(Standing.CLEAR, {**shape_of(kind).fields, "data": inner})
        return shape_of(kind)

    def _recorded_by(self, content: dict[str, Any]) -> Credential:
        person = content.get("person")
        return Credential(
            content["name"], content["kind"], self._pseudonyms.read(person) if person else None
        )


def _may_name(new: NewEntry, person: str) -> bool:
    """Whether an entry may name who was erased: what the ledger writes says it as it was read."""
    return person in new.erased or new.recorded_by.kind == "ledger"


def _pointer_to(text: str, value: Any, pointer: str = "") -> str:
    """The JSON pointer to where a text stands first; empty where it does not."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, member in members:
        if member == text:
            return f"{pointer}/{name}"
        if not isinstance(member, dict | list):
            continue
        if found := _pointer_to(text, member, f"{pointer}/{name}"):
            return found
    return ""


def _standing_in(stand_ins: tuple[str, ...], content: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What tells something else is passed over: nobody said it. Verifying names it."""
    for text in stand_ins:
        with suppress(ValueError):
            name, *standing = standing_in(text, content)
            yield from ((name, each) for each in standing)


def _credential(by: Credential, pseudonym: Callable[[str], str]) -> dict[str, str]:
    content: dict[str, str] = {"name": by.name, "kind": by.kind}
    if by.person:
        content["person"] = by.person if by.person.startswith(SYSTEM) else pseudonym(by.person)
    return content


def _with_erased(data: dict[str, Any], kind: type[Event]) -> dict[str, Any]:
    """`data` with `[erased]` in the place of required words that are no longer disclosed."""
    for key in _required_words(kind):
        data.setdefault(key, ERASED_TEXT)
    return data


@cache
def _required_words(kind: type[Event]) -> tuple[str, ...]:
    required = [
        each.alias or name for name, each in kind.model_fields.items() if each.is_required()
    ]
    fields = shape_of(kind).fields
    return tuple(key for key in required if fields[key].standing is Standing.COMMITTED)
