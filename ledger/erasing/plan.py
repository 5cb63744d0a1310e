"""All that an erasure would do, found before anything goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.refusals import Refusal
from ledger.application import Ledger
from ledger.erasing.beside import Beside, LookingBeside
from ledger.erasing.contents import FoundContents, LookingIntoContents
from ledger.erasing.finding import Findings, Looking, Progress
from ledger.erasing.whom import Whom, whom


class LegalHoldCovers(Refusal):
    """A legal hold keeps something whole that the erasure would touch."""

    code = "legal_hold_covers"
    status = 409

    def __init__(self, holds: Iterable[str]) -> None:
        named = ", ".join(sorted(holds))
        super().__init__(
            f"Nothing was erased: the legal hold {named} covers this person, or records that name "
            "them. Once it is released (legal_hold.released), ask again.",
            "/person",
        )


class ReasonNamesThem(Refusal):
    """The reason of an erasure would keep what is to be erased."""

    code = "reason_names_them"

    def __init__(self) -> None:
        super().__init__(
            "The reason is kept with the record of the erasure: leave id, name and addresses out.",
            "/reason",
        )


class IdNamesThem(Refusal):
    """The id of the erasure would keep what is to be erased."""

    code = "id_names_them"

    def __init__(self) -> None:
        super().__init__("The id is kept for ever: one that says who it was will not do.", "/id")


class ErasureIdReused(Refusal):
    """Another record has the id, or the person is on record again since this erasure."""

    code = "erasure_id_reused"
    status = 409

    def __init__(self, record: str) -> None:
        super().__init__(
            f"Nothing was erased: {record!r} is on record, as something else or for another "
            "reason, or the person is on record (again). Give an id of its own.",
            "/id",
        )


class ErasesThemselves(Refusal):
    """The record of the erasure would name the person who is erased."""

    code = "erases_themselves"

    def __init__(self) -> None:
        super().__init__(
            "The record of an erasure says who did it: somebody else has to.", "/person"
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be erased, and why. `also`: other values that tell who it is (addresses, numbers).

    `words`: what they said themselves goes too, whether it names them or not. `documents`: contents
    that are about them, by SHA-256 in hexadecimal digits, whatever can be read in them. `after`:
    the record of an erasure of theirs, of which something was left.
    """

    person: str
    reason: str
    also: tuple[str, ...] = ()
    words: bool = False
    documents: tuple[str, ...] = ()
    after: str | None = None


@dataclass
class Plan:
    """What was found, of whom. It grows with the ledger: `go_on`."""

    whom: Whom
    findings: Findings = field(default_factory=Findings)
    beside: Beside = field(default_factory=Beside)
    contents: FoundContents = field(default_factory=FoundContents)

    @property
    def holds(self) -> frozenset[str]:
        """The holds that stand against it."""
        return self.whom.own_holds | self.findings.holds | self.beside.holds | self.contents.holds

    @property
    def expected(self) -> dict[str, int]:
        """How many rows of each kind the database's function will find."""
        return {
            "persons": len(self.whom.pseudonyms - self.whom.former),
            "values": len(self.findings.values),
            "deliveries": len(self.beside.deliveries),
            "items": len(self.beside.items),
            "tokens": len(self.beside.bound) + len(self.beside.named),
            "accesses": len(self.beside.accesses),
            "contents": self.contents.rows,
        }

    @property
    def counts(self) -> dict[str, int]:
        """As `expected`; answers that were recorded apart from other values."""
        answers = sum(each.answer for each in self.findings.values)
        found = self.expected
        return {**found, "values": found["values"] - answers, "answers": answers}


def begin(ledger: Ledger, wanted: Wanted, up_to: int) -> Plan:
    """A plan that has found nothing yet. Raises a Refusal, where one can be seen already."""
    plan = Plan(whom(ledger, wanted.person, up_to, wanted.after))
    if plan.whom.matcher(wanted.also).tells_them(wanted.reason):
        raise ReasonNamesThem
    refuse_held(plan)
    return plan


def go_on(ledger: Ledger, wanted: Wanted, plan: Plan, up_to: int, progress: Progress) -> Plan:
    """Look through what was not looked through yet. Raises LegalHoldCovers, DocumentNotKept."""
    matcher = plan.whom.matcher(wanted.also)
    Looking(ledger, plan.whom, matcher, wanted.words).go_on(plan.findings, up_to, progress)
    LookingBeside(ledger.rows, plan.whom, matcher).go_on(plan.beside)
    LookingIntoContents(ledger.rows, plan.whom, matcher, wanted.documents).go_on(
        plan.contents, plan.findings
    )
    refuse_held(plan)
    return plan


def refuse_held(plan: Plan) -> None:
    """Raise LegalHoldCovers when a hold stands against the plan."""
    if plan.holds:
        raise LegalHoldCovers(plan.holds)


def in_clear(plan: Plan) -> Sequence[dict[str, object]]:
    """What stands in hashed bytes and stays, for whoever decides."""
    return [
        {"position": each.position, "record": each.record, "pointers": list(each.pointers)}
        for each in plan.findings.in_clear
    ]
