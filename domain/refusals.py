"""Why a record is not taken. Every refusal has a code that never changes its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a record: a code, a JSON pointer to it, and a sentence."""

    code: str
    pointer: str
    message: str


class Refusal(Exception):
    """A record is not a well-formed fact. Nothing of it was kept."""

    code: ClassVar[str]
    status: ClassVar[int] = 422

    def __init__(self, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer
        self.record: str | None = None
        """Which of several records it is about, where that is known."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong, in the order in which it was found; at least one."""
        return (Fault(self.code, self.pointer, self.message),)


class Malformed(Refusal):
    """The record does not have the shape of the vocabulary."""

    code = "malformed"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        super().__init__(first.message, first.pointer)
        self._faults = faults

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault found, so that a sender can mend them all at once."""
        return self._faults


class ClauseNotOnRecord(Refusal):
    """A clause is named that was never added to the deal."""

    code = "clause_not_on_record"

    def __init__(self, clause: str, pointer: str) -> None:
        super().__init__(
            f"Clause {clause!r} was never added to this deal: record its clause.added first.",
            pointer,
        )


class WordingNotOnRecord(Refusal):
    """A clause is on record, but not the numbered wording that is named."""

    code = "wording_not_on_record"

    def __init__(self, clause: str, version: int, known: int, pointer: str) -> None:
        super().__init__(
            f"Clause {clause!r} has {known} wording(s) on record; there is no wording {version}.",
            pointer,
        )


class PersonErased(Refusal):
    """A person is named as those are shown who were erased."""

    code = "person_erased"

    def __init__(self, person: str, pointer: str) -> None:
        super().__init__(
            f"{person!r} is no id, but how somebody is shown who was erased: only a correction of "
            "a record that shows them so may name them. Give another id.",
            pointer,
        )


class DealAlreadyOpened(Refusal):
    """A second deal.opened for one deal."""

    code = "deal_already_opened"

    def __init__(self, deal: str) -> None:
        super().__init__(
            f"Deal {deal!r} was opened before. If that record was wrong, "
            "correct it (record.corrected) or strike it (record.struck).",
            "/type",
        )


class IdAlreadyUsed(Refusal):
    """An id that must be unique in its deal (or in the ledger) names something else already."""

    code = "id_already_used"

    def __init__(self, kind: str, value: str, pointer: str) -> None:
        super().__init__(
            f"The {kind} id {value!r} is already used. Give this {kind} an id of its own.",
            pointer,
        )


class NothingToSeal(Refusal):
    """A delivered seal names no wordings, and none of its clauses is on record yet."""

    code = "nothing_to_seal"

    def __init__(self, proposal: str) -> None:
        super().__init__(
            f"Nothing is on record yet that the seal of proposal {proposal!r} could hold: record "
            "its clauses, or name its contents (none: an empty list).",
            "/data/contents",
        )


class RecordNotOnRecord(Refusal):
    """A record is about another one, which its deal (or the organisation) does not hold."""

    code = "record_not_on_record"

    def __init__(self, record: str, pointer: str) -> None:
        super().__init__(
            f"Record {record!r} is not on record here: "
            "it can be corrected, struck or marked once it is, under the same deal.",
            pointer,
        )


class CorrectionChangesIdentity(Refusal):
    """A correction gives other ids than the record that it corrects."""

    code = "correction_changes_identity"

    def __init__(self, field: str, pointer: str) -> None:
        super().__init__(
            f"A correction keeps the ids of the record it corrects, but {field!r} differs. "
            "To take the record back altogether, strike it (record.struck).",
            pointer,
        )


class NotCorrectable(Refusal):
    """Corrections and strikes are not corrected themselves, nor what the ledger wrote."""

    code = "not_correctable"

    def __init__(self, type_name: str, pointer: str) -> None:
        super().__init__(
            f"A {type_name} record cannot be corrected or struck: record a newer one instead.",
            pointer,
        )


class NotMarkable(Refusal):
    """A mark of privilege is not marked itself."""

    code = "not_markable"

    def __init__(self, type_name: str, pointer: str) -> None:
        super().__init__(
            f"A {type_name} record is not marked itself: mark the record that it names anew.",
            pointer,
        )


class RecordIdReused(Refusal):
    """A record id was sent again with other content."""

    code = "record_id_reused"
    status = 409

    def __init__(self, record: str) -> None:
        super().__init__(
            f"Record id {record!r} is on record with other content. The same id means the same "
            "record: give a new record an id of its own, or correct the old one "
            "with record.corrected.",
            "/id",
        )


class ChangedMeanwhile(Refusal):
    """Others kept changing the deal while this record was being decided."""

    code = "changed_meanwhile"
    status = 409

    def __init__(self, stream: str, tries: int) -> None:
        super().__init__(
            f"{stream} was changed by others during each of {tries} tries. Send the record again.",
        )


class VersionMismatch(Refusal):
    """The deal has another version than the one that the record was to follow."""

    code = "version_mismatch"
    status = 412

    def __init__(self, stream: str, version: int) -> None:
        super().__init__(
            f"{stream} has version {version} by now. Read what was added, and send the record "
            "again with that version if it still holds."
        )


class EntryTooLarge(Refusal):
    """The stored entry would be longer than the tile format of the log allows."""

    code = "entry_too_large"

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"The record takes {size:,} bytes of the {limit:,} that one entry may have. Record a "
            "longer text by its digest: document.filed with its sha256, and name it here.",
            "/data",
        )
