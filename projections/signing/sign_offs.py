"""Requests, signatures, refusals and withdrawals, each bound to exact wordings (VOCABULARY 2.4).

1. A sign-off binds to the wordings in the sealed proposal, for the clauses that it names, else for
   those that its request names, else for all. A proposal without a seal on record binds nothing.
2. A grant, a refusal and a withdrawal answer the sign-off whose id they name. A withdrawal takes
   back every signature under that id, and only those.
3. A signature counts, under whatever id, as the one of its signer, or of the person for whom a
   deputy signed; for a function, when that person had it then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from domain.occurrence import Interval
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.people import People
from projections.proposals import Governing, Proposal
from projections.signing.binding import (
    NOTHING,
    Answer,
    Binding,
    Bound,
    Key,
    Kind,
    Request,
    Signature,
)
from projections.signing.functions import Functions

SIGN_OFF_EVENTS = (SignOffRequested, SignOffGranted, SignOffDeclined, SignOffWithdrawn)


class SignOffs:
    """The sign-offs of a deal, of what had happened. `withdrawn` are the withdrawals of each id."""

    def __init__(self, deal: KnownDeal, people: People, functions: Functions) -> None:
        self.people = people
        self.functions = functions
        self.requests: list[Request] = []
        self.signatures: list[Signature] = []
        self.answers: list[Answer] = []
        self.withdrawn: dict[str, list[Fact]] = {}
        self._proposals = deal.proposals.by_id
        self._governing = proposals_of(deal.governing)
        self._moment = deal.basis.effective_at
        self._by_key: dict[Key, Bound[Answer]] = {}
        self._all = Bound[Answer]()
        self._by_whose: dict[str, Bound[Answer]] = {}
        self._requested: dict[str, Request] = {}
        self._signed: dict[str, dict[object, Signature]] = {}
        self._bindings: dict[tuple[str, tuple[str, ...] | None], Binding | None] = {}
        self.tell([f for f in deal.happened if type(f.event) in SIGN_OFF_EVENTS])

    def tell(self, facts: Sequence[Fact]) -> None:
        """Requests first, then signatures: what answers them may have been recorded before them.

        What is told in a later call must be none that what was told before is read otherwise by: a
        request for what was answered, a signature of what was withdrawn.
        """
        for fact in facts:
            if isinstance(fact.event, SignOffRequested):
                self._request(fact, fact.event)
        for fact in facts:
            if isinstance(fact.event, SignOffGranted):
                self._sign(fact, fact.event)
        for fact in facts:
            match fact.event:
                case SignOffDeclined() as event:
                    self._decline(fact, event)
                case SignOffWithdrawn() as event:
                    self._withdraw(fact, event)
                case _:
                    pass

    def on(self, clause: str, keys: Iterable[Key] | None = None) -> Mapping[int, list[Answer]]:
        """The answers on a clause, by the number of the wording: under any of these keys, or all.

        Each is there once, in no order.
        """
        bound = [self._all] if keys is None else [b for k in keys if (b := self._by_key.get(k))]
        return _OnClause([each.on(clause) for each in bound])

    def by_whose(
        self, clause: str, but: Collection[Key]
    ) -> Iterator[tuple[str, Mapping[int, list[Answer]]]]:
        """The answers on a clause of each human, but of those whose every answer is under a key."""
        for whose, bound in self._by_whose.items():
            if ("person", whose) not in but and (found := bound.on(clause)):
                yield whose, _OnClause([found])

    def binding(self, proposal: str, clauses: tuple[str, ...] | None) -> Binding | None:
        """The wordings of these clauses (None: all) in a seal that had happened, or governs."""
        key = proposal, clauses
        if key not in self._bindings:
            held = self._held(self._proposals.get(proposal))
            if held is not None and clauses is not None:
                held = {clause: held[clause] for clause in clauses if clause in held}
            self._bindings[key] = held
        return self._bindings[key]

    def _held(self, proposal: Proposal | None) -> Binding | None:
        if proposal is None or proposal.sealed is None or proposal.contents is None:
            return None
        if proposal.id in self._governing or proposal.sealed.interval.begun_by(self._moment):
            return {each.clause: each.version for each in proposal.contents}
        return None

    def _request(self, fact: Fact, event: SignOffRequested) -> None:
        binds = self.binding(event.proposal, event.clauses)
        human = self.people.canonical(event.of)
        request = Request(fact, event, human, binds)
        self.requests.append(request)
        self._requested[event.sign_off] = request

    def _sign(self, fact: Fact, event: SignOffGranted) -> None:
        asked = self._requested.get(event.sign_off)
        clauses = event.clauses
        if clauses is None and asked and asked.event.proposal == event.proposal:
            clauses = asked.event.clauses
        binds = self.binding(event.proposal, clauses)
        behalf = fact.entry.envelope.on_behalf_of
        signer = self.people.canonical(fact.actor)
        whose = self.people.canonical(behalf) if behalf else signer
        signature = Signature(fact, event, signer, whose, binds)
        self.signatures.append(signature)
        # Of those alike, by one person on the same text, the last is the one to take back.
        self._signed.setdefault(event.sign_off, {})[whose, signer, id(binds)] = signature
        self._answer("signed", signature, fact)

    def _decline(self, fact: Fact, event: SignOffDeclined) -> None:
        asked = self._requested.get(event.sign_off)
        same = asked is not None and asked.event.proposal == event.proposal
        binds = asked.binds if asked and same else self.binding(event.proposal, None)
        by = self.people.canonical(fact.entry.envelope.on_behalf_of or fact.actor)
        whose = asked.human if asked else by
        keys = self._keys(event.sign_off, {whose, by}, fact.interval)
        self._add(Answer("declined", fact, event.sign_off, whose, binds or NOTHING, keys))

    def _withdraw(self, fact: Fact, event: SignOffWithdrawn) -> None:
        """Each signature that was given is taken back; what was only requested, the request is."""
        self.withdrawn.setdefault(event.sign_off, []).append(fact)
        taken = [
            each
            for each in self._signed.get(event.sign_off, {}).values()
            if not fact.interval.before(each.fact.interval)
        ]
        for signature in taken:
            self._answer("withdrawn", signature, fact)
        if asked := self._requested.get(event.sign_off):
            signed = {clause for each in taken for clause in each.binds or ()}
            rest = {c: n for c, n in (asked.binds or NOTHING).items() if c not in signed}
            keys = self._keys(event.sign_off, {asked.human}, fact.interval)
            self._add(Answer("withdrawn", fact, event.sign_off, asked.human, rest, keys))

    def _answer(self, kind: Kind, signature: Signature, fact: Fact) -> None:
        """A signature given or taken back: it counts for the same, whoever takes it back."""
        event, whose, when = signature.event, signature.whose, signature.fact.interval
        keys = self._keys(event.sign_off, {whose}, when, event.role)
        binds = signature.binds or NOTHING
        self._add(Answer(kind, fact, event.sign_off, whose, binds, keys, signature))

    def _keys(
        self, sign_off: str, persons: Iterable[str], when: Interval, role: str | None = None
    ) -> frozenset[Key]:
        asked = self._requested.get(sign_off)
        role = (asked.event.role if asked else None) or role
        found: set[Key] = {("sign_off", sign_off)}
        for person in persons:
            found |= {("person", person), ("person", person, "as", *([role] if role else []))}
            found |= {("function", function) for function in self.functions.at(person, when)}
        return frozenset(found)

    def _add(self, answer: Answer) -> None:
        self.answers.append(answer)
        self._all.add(answer)
        self._by_whose.setdefault(answer.whose, Bound()).add(answer)
        for key in answer.keys:
            self._by_key.setdefault(key, Bound()).add(answer)


class _OnClause(Mapping[int, list[Answer]]):
    """The answers on a clause, put together for a wording when they are asked for."""

    def __init__(self, bound: Sequence[Mapping[int, list[list[Answer]]]]) -> None:
        self._bound = bound

    @cached_property
    def _numbers(self) -> dict[int, None]:
        return dict.fromkeys(number for each in self._bound for number in each)

    def __getitem__(self, number: int) -> list[Answer]:
        answers: list[Answer] = []
        for each in self._bound:
            for group in each.get(number, ()):
                answers += group
        if not answers:
            raise KeyError(number)
        return answers if len(self._bound) == 1 else list(dict.fromkeys(answers))

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def proposals_of(governing: Governing) -> dict[str, Proposal]:
    """The proposals that the governing text comes from, its base first."""
    base = (governing.proposal,) if governing.proposal else ()
    return {each.id: each for each in (*base, *governing.amendments)}
