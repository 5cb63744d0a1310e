"""An answer of sign-off in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.asked_text import told
from projections.answers.kinds.sign_off_finding import SignOffFinding
from projections.answers.not_shown import reported_on, unidentified
from projections.answers.telling import few
from projections.authority import ALLOWED, Judgement
from projections.coverage import Printed
from projections.people import look_alikes
from projections.sentences.naming import listed
from projections.signing.authorised import Authorised
from projections.signing.binding import Signature
from projections.signing.required import Requested
from projections.signing.telling import SignedOff

_ALLOWED = {
    "yes": "Yes, allowed",
    "no": "No, not allowed",
    "partly": "Partly: allowed for some of it, and not for the rest",
    "undetermined": "Undetermined: whether it was allowed is not shown",
}


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: SignOffFinding

    @property
    def sentence(self) -> str:
        """The verdict, the wording, each sign-off with its authority, and the policy."""
        found = self.finding
        parts: list[str] = [
            self._opening,
            *few(told(found.deal, each) for each in found.text.wordings if not found.text.whole),
            *few(each.sentence for each in found.text.absent),
            *few(self._told.row(row) for row in found.rows if self._about_all),
            *few(self._told.cell(cell) for _, cell in found.cells),
            *few(self._told.beyond(each) for _, each in found.beyond),
            *few(self._refused_otherwise()),
            *few(self._own()),
            *few(self._authority()),
            *few(self._told.not_counted(each) for each in found.unbound),
            *few(self._told.policy(row.policy) for row in found.rows if self._about_all),
        ]
        return " ".join(parts)

    def _refused_otherwise(self) -> Iterator[str]:
        """Of an older wording, or a later one: it says nothing of this one."""
        for row, answer, of, number in self.finding.refused_otherwise:
            which = f"Clause {row.wording.clause}, wording {number}, {of} than this one"
            yield f"{which}: {self._told.against(answer)}"

    @property
    def _about_all(self) -> bool:
        """Whether it is asked of everybody, and not only of some people or their authority."""
        return not self.finding.humans and self.finding.question.ask != "allowed"

    @cached_property
    def _told(self) -> SignedOff:
        return SignedOff(self.finding.deal)

    @cached_property
    def _authorised(self) -> Authorised:
        return Authorised(self.finding.deal)

    @property
    def _opening(self) -> str:
        found, what = self.finding, self.finding.text.name
        if found.question.ask == "allowed":
            return f"{_ALLOWED[found.verdict]}." if found.verdict != "silent" else self._nobody
        match found.verdict:
            case "stated":
                return f"Stated: {what} was signed off by {listed(self._signers())}."
            case "yes":
                return f"Yes: {self._yes(what)}."
            case "no":
                return (
                    f"No: a sign-off of {what} was {listed(self._ended())} and not granted since."
                )
            case "partly":
                return f"Partly: there are signatures for {what}, and not all that it takes."
            case "undetermined":
                return f"Undetermined: somebody signed {what}, and on which wordings is not shown."
            case _:
                return self._nobody

    def _yes(self, what: str) -> str:
        if self.finding.humans:
            return f"{listed(self._signers())} signed off {what}"
        if self.finding.cells:
            return f"every sign-off that was required of {what} was given"
        return f"nobody was asked, and {listed(self._signers())} signed off {what}"

    @property
    def _nobody(self) -> str:
        """Silent, naming who was asked."""
        found = self.finding
        by = f" by {self._people(found.humans)}" if found.humans else ""
        asked = dict.fromkeys(
            found.deal.person(cell.required.request.event.of)
            for _, cell in found.cells
            if isinstance(cell.required, Requested)
        )
        who = f"{listed(asked)} {'was' if len(asked) == 1 else 'were'} asked"
        nobody = "it is not on record that anybody was asked"
        if found.humans:
            nobody = f"it is not on record that {self._people(found.humans)} was asked"
        return (
            f"Silent: no signature{by} on {found.text.name} is on record; "
            f"{who if asked else nobody}."
        )

    def _signers(self) -> Iterable[str]:
        own = [each.signed.signature for _, each in self.finding.signed if each.state == "signed"]
        rest = [each.signed.signature for _, each in self.finding.signed]
        loose = [signature for signature, _ in self.finding.loose]
        return dict.fromkeys(map(self._signer, own or [*rest, *loose]))

    def _signer(self, signature: Signature) -> str:
        behalf = signature.fact.entry.envelope.on_behalf_of
        deputy = f" (on behalf of {self.finding.deal.person(behalf)})" if behalf else ""
        return f"{self.finding.deal.person(signature.fact.actor)}{deputy}"

    def _ended(self) -> Iterable[str]:
        states: list[str] = [cell.state for _, cell in self.finding.cells]
        states += [each.state for _, each in self.finding.beyond if self.finding.humans]
        states += [each.state for _, each in self.finding.signed if self.finding.humans]
        return dict.fromkeys(each for each in states if each in {"declined", "withdrawn"})

    def _people(self, persons: Iterable[str]) -> str:
        return listed(self.finding.deal.person(each) for each in persons)

    def _own(self) -> Iterator[str]:
        """The signatures that decide nothing, those taken back, and what was retracted later."""
        found = self.finding
        decided = [cell.signed for _, cell in found.cells] + [b.signed for _, b in found.beyond]
        told = {each.signature.fact.id for each in decided if each}
        for _, each in found.signed:
            if each.signed.signature.fact.id not in told:
                yield self._told.own_state(each)
        yield from map(self._told.own_state, found.taken_back)
        for _, each in found.signed:
            if said := self._told.retracted(each.signed):
                yield said
        for human in found.humans:
            yield from self._by_deputies_only(human)

    def _by_deputies_only(self, human: str) -> Iterator[str]:
        """A deputy's signature is not the principal's own."""
        own = [each.signed.signature for _, each in self.finding.signed]
        for_them = [each for each in own if each.whose == human]
        if for_them and all(each.signer != human for each in own):
            who = self.finding.deal.person(human)
            yield f"No signature by {who} in person is on record."

    def _authority(self) -> Iterator[str]:
        """Whether each was allowed to, by what, and what the corrections since make of it."""
        found = self.finding
        judged = [
            (each.signed.judgement, each.signed.value is not None) for _, each in found.signed
        ]
        judged += [(j, signature.event.value is not None) for signature, j in found.loose]
        yield from self._judged(judged)
        for _, each in found.signed:
            if each.signed.right:
                right = self._judged([(each.signed.right, each.signed.value is not None)])
                yield f"{self._told.corrected(each.signed)} By that: {' '.join(right)}"
        for own_name in found.in_own_name:
            yield (
                "Whoever signs for another is judged by the delegation alone; in the own name: "
                + self._authorised.sentence(own_name)
            )

    def _judged(self, judged: Iterable[tuple[Judgement, bool]]) -> Iterator[str]:
        """Each authority once, with everything that it was judged over."""
        over: dict[str, dict[str, None]] = {}
        for found, own in judged:
            said = self._authorised.sentence(found)
            if found.delegation and found.because == "limit" and found.signing.principal:
                said += " The delegation itself held at that moment."
            over.setdefault(said, {})[self._authorised.judged(found, own=own)] = None
        for said, measures in over.items():
            yield " ".join((said, *few(measures, 4)))

    @property
    def details(self) -> dict[str, Any]:
        """The rows as the reading `coverage` prints them, and what counts for none of them."""
        found = self.finding
        printed = Printed.of(found.table)
        return {
            "clauses": [printed.row(row, found.signatures[id(row)]) for row in found.rows],
            "persons": list(found.humans),
            "allowed": [
                {
                    "by": each.signing.signer,
                    "on_behalf_of": each.signing.principal,
                    "authority": each.authority,
                    "allowed": ALLOWED[each.authority],
                    "because": each.because,
                }
                for each in found.judged
            ],
            "not_counted": [printed.not_counted(each) for each in found.unbound],
        }

    @property
    def not_shown(self) -> list[dict[str, Any]]:
        """Answers that nobody gave, wordings that are not there, coverage and look-alikes."""
        found, people = self.finding, self.finding.table.sign_offs.people
        missing: list[dict[str, Any]] = [each.json for each in found.text.absent]
        if found.verdict == "silent":
            missing.append({"looked_for": "signature", "sentence": self._nobody})
        for row, cell in found.cells:
            if cell.state == "open":
                missing.append(
                    {
                        "looked_for": "sign_off",
                        "clause": row.wording.clause,
                        "version": row.wording.number,
                        "sentence": f"Clause {row.wording.clause}, wording {row.wording.number}: "
                        f"{self._told.cell(cell)}",
                    }
                )
        asked = {
            cell.required.request.human
            for _, cell in found.cells
            if cell.state == "open" and isinstance(cell.required, Requested)
        }
        concerned = [*found.humans, *sorted(asked - set(found.humans))]
        missing += reported_on(found.deal, people, concerned)
        signers = {each.signed.signature.signer for _, each in found.signed}
        return missing + list(
            unidentified(people, look_alikes(found.deal, people), signers | set(concerned))
        )

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        if self.finding.question.ask == "allowed":
            return (
                "A grant or a delegation, in force at that moment, that covers the value signed; "
                "or its revocation."
            )
        match self.finding.verdict:
            case "yes" | "stated":
                return "A withdrawal, or a refusal by somebody whose sign-off was required."
            case "undetermined":
                return "The seal that says which wordings the proposal holds."
            case "no":
                return "A signature on this wording given after the refusal or the withdrawal."
            case _:
                return "A signature on exactly this wording by everybody of whom one was required."

    @property
    def concepts(self) -> list[str]:
        """The field's words that it bears on. No law is applied."""
        found = ["delegation of authority", "actual and apparent authority"]
        if any(each.signing.principal for each in self.finding.judged):
            found.append("acting for another")
        if any(ALLOWED[each.authority] == "no" for each in self.finding.judged):
            found.append("ratification")
        if any(each.state == "stale" for _, each in self.finding.signed):
            found.append("approval of an earlier version")
        return found
