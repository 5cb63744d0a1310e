"""SEEN01: somebody signed a wording that was never displayed to them, or is asked to.

1. Of each signature that stands on a wording: whether a record before it shows that the signer had
   the words before them: displayed, acknowledged, discussed or authored. That they signed, or that
   a message was opened, does not.
2. A record that may have come before (its order is not known) counts for them: no finding. So does
   that they acknowledge the words afterwards, or sign them again when they were shown.
3. Who is asked and has not answered is told as well, less grave: there is time.
4. Where they put on record that they go on without looking (`review.waived`), it says so.

What is found is what the record does not show. It never says that somebody did not know the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.events.findings import ReviewWaived
from domain.naming import Pointer
from domain.occurrence import Interval
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, wording_named
from projections.findings.looked import Looked
from projections.findings.needed import BEFORE_THEM
from projections.findings.rule import Rule
from projections.knowledge.ladder import Rung
from projections.knowledge.proving import Proof
from projections.sentences.naming import listed, spelled, when
from projections.signing.required import Requested
from projections.signing.signatures import OwnState
from projections.signing.table import Row


@dataclass(frozen=True, slots=True)
class _Unseen:
    """Who signs by which record, and the wordings that were never shown to them before."""

    human: str
    fact: Fact
    sign_off: str
    proposal: str
    signed: bool
    rows: tuple[Row, ...]


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each signature, and for each request that waits."""
    yield from (_finding(looked, each) for each in _signing(looked))
    yield from (_finding(looked, each) for each in _asked(looked))


def _signing(looked: Looked) -> Iterator[_Unseen]:
    found: dict[Fact, list[Row]] = {}
    signatures = {}
    for row, every in looked.signatures:
        for each in every:
            if each.of == "this" and each.ended_by is None:
                signature = each.signed.signature
                signatures[signature.fact] = signature
                if not _signed_shown(looked, signature.signer, row, every):
                    found.setdefault(signature.fact, []).append(row)
    for fact, rows in found.items():
        event = signatures[fact].event
        signer = signatures[fact].signer
        yield _Unseen(signer, fact, event.sign_off, event.proposal, True, tuple(rows))


def _asked(looked: Looked) -> Iterator[_Unseen]:
    found: dict[Fact, list[Row]] = {}
    requests = {}
    for row in looked.rows:
        for cell in row.cells:
            if cell.state in {"open", "stale"} and isinstance(cell.required, Requested):
                request = cell.required.request
                requests[request.fact] = request
                if not _shown(looked, request.human, row, None):
                    found.setdefault(request.fact, []).append(row)
    for fact, rows in found.items():
        event = requests[fact].event
        human = requests[fact].human
        yield _Unseen(human, fact, event.sign_off, event.proposal, False, tuple(rows))


def _signed_shown(looked: Looked, human: str, row: Row, every: Iterable[OwnState]) -> bool:
    """Whether one of somebody's signatures was given with the words before them.

    What they acknowledge afterwards counts as well: they stand by it, with the words before them.
    """
    if any(proof.rung == "acknowledged" for proof in looked.proofs(human, row.wording)):
        return True
    own = (each.signed.signature for each in every if each.of == "this" and not each.ended_by)
    given = (each.fact.interval for each in own if each.signer == human)
    return any(_shown(looked, human, row, interval) for interval in given)


def _shown(looked: Looked, human: str, row: Row, by: Interval | None) -> bool:
    """Whether a record shows it, or may show it, by then."""
    return any(
        proof.rung in BEFORE_THEM and not (by and by.before(proof.fact.interval))
        for proof in looked.proofs(human, row.wording)
    )


def _finding(looked: Looked, found: _Unseen) -> Finding:
    who = looked.name(found.human)
    waived = _waived(looked, found)
    clauses = listed(
        [f"clause {row.wording.clause} (wording {row.wording.number})" for row in found.rows]
    )
    does = (
        f"signed {found.sign_off} of {found.proposal} {when(found.fact.occurred)}"
        if found.signed
        else f"is asked for {found.sign_off} of {found.proposal}"
    )
    said = f"{who} {does}; that {clauses} had been displayed to them is not on record."
    if waived:
        said += f" They put on record that they go on without looking ({waived[0].id})."
    return Finding(
        code=RULE.code,
        severity="high" if found.signed and not waived else "medium",
        about=(
            Pointer("record", found.fact.id),
            *(wording_named(row.wording) for row in found.rows),
        ),
        persons=(found.human,),
        records=in_order((*(row.wording.fact for row in found.rows), found.fact, *waived)),
        sentence=said,
        to_do=(
            f"Show {who} {clauses}, and have that recorded{looked.before_sending(found.proposal)}."
            if found.signed
            else f"Show {who} {clauses} before they sign."
        ),
        not_shown=tuple(_missing(looked, found)),
    )


def _waived(looked: Looked, found: _Unseen) -> Sequence[Fact]:
    clauses = {row.wording.clause for row in found.rows}
    return [
        fact
        for fact in looked.happened(ReviewWaived)
        if isinstance(fact.event, ReviewWaived)
        and fact.event.reason.strip()
        and fact.event.proposal == found.proposal
        and fact.event.sign_off in {None, found.sign_off}
        and clauses <= set(fact.event.clauses)
        and looked.people.human(fact.actor) == found.human
    ]


def _missing(looked: Looked, found: _Unseen) -> Iterator[str]:
    who = looked.name(found.human)
    coverage = looked.knowledge.coverage(found.human).sentence
    for row in found.rows:
        proofs = looked.proofs(found.human, row.wording)
        highest = _highest(proofs, found.fact)
        reached = f"the record shows {spelled(highest)}" if highest else "nothing is on record"
        yield f"What {who} had of clause {row.wording.clause} before: {reached}. {coverage}"


def _highest(proofs: Iterable[Proof], itself: Fact) -> Rung | None:
    before = [each for each in proofs if each.fact is not itself]
    before = [each for each in before if not itself.interval.before(each.fact.interval)]
    return max(before, key=lambda each: each.rank).rung if before else None


RULE = Rule(
    code="SEEN01",
    title="Somebody signs a wording, and no record shows it displayed to them",
    severity="high",
    why=(
        "A signature on words that no record shows before the signer is the first to be disowned: "
        "“I signed what I was told it was”. It costs a minute to show them, before."
    ),
    example="The deputy signs P7 on 9 May; no record shows clause 4.2 on their screen.",
    settle=(
        "Display the wording to the signer (`clause.displayed`) and have it signed again, or have "
        "them acknowledge it; or they put on record that they waive it (`review.waived`)."
    ),
    find=find,
)
