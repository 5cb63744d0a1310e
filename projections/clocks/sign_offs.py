"""The sign-offs of one proposal: what was requested on it, and how each request was answered.

A grant, a refusal and a withdrawal answer the request with their sign-off id. What somebody signs
or declines under an id that was not requested on the proposal answers the request to them, or to
the one for whom a deputy acts, if there is one. What a policy asks for is not judged here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from projections.clocks.asked import EVERY, AnswerKind, Asked
from projections.clocks.parties import Parties
from projections.facts import Fact

SignOffState = Literal["requested", "granted_in_part", "granted", "declined", "withdrawn"]
TogetherState = Literal["requested", "in_part", "signed_off", "declined", "withdrawn"]


@dataclass(slots=True, eq=False)
class SignOff:
    """One sign-off id on the proposal, by itself, and what is `asked` of the same person or role.

    `answer` is the latest; what was granted stays in `granted`, whatever came later.
    """

    id: str
    asked: Asked
    requested: Fact | None = None
    granted: list[Fact] = field(default_factory=list)
    declined: list[Fact] = field(default_factory=list)
    withdrawn: list[Fact] = field(default_factory=list)
    answer: Fact | None = None
    signed: set[str] = field(default_factory=set)

    @property
    def request(self) -> SignOffRequested | None:
        """What was requested."""
        event = self.requested.event if self.requested else None
        return event if isinstance(event, SignOffRequested) else None

    @property
    def later_request(self) -> Fact | None:
        """The request that counts instead of this one."""
        last = self.asked.requests[-1] if self.asked.requests else None
        return last if last is not self.requested else None

    def state(self, held: frozenset[str]) -> SignOffState:
        """How it stands by itself. `held` are the clauses of the proposal, or EVERY alone."""
        match self.answer.event if self.answer else None:
            case SignOffDeclined():
                return "declined"
            case SignOffWithdrawn():
                return "withdrawn"
            case SignOffGranted():
                wanted = (self.request and self.request.clauses) or held
                full = EVERY in self.signed or self.signed.issuperset(wanted)
                return "granted" if full or self.signed >= held else "granted_in_part"
            case _:
                return "requested"


class SignOffs:
    """The sign-offs of one proposal, told its facts in their order.

    `requests` are those of its facts that are requests: of whom an id was asked is known at once.
    """

    def __init__(self, held: Iterable[str], requests: Iterable[Fact], parties: Parties) -> None:
        self._by_id: dict[str, dict[str | None, SignOff]] = {}
        self.held = frozenset(held) or frozenset({EVERY})
        self._parties = parties
        self._requests = {
            fact.event.sign_off: fact.event
            for fact in requests
            if isinstance(fact.event, SignOffRequested)
        }
        self._by_role: dict[str, Asked] = {}
        self._by_person: dict[str, dict[str | None, Asked]] = {}
        self._asked: dict[Literal["open", "signed", "against"], dict[int, Asked]]
        self._asked = {"open": {}, "signed": {}, "against": {}}
        self._somebody_asked = False
        self._signatures: Counter[str] = Counter()
        self._unsigned = set(self.held)

    def add(self, fact: Fact) -> None:
        """A fact about a sign-off of this proposal."""
        match fact.event:
            case SignOffRequested() as event:
                self._request(fact, event)
            case SignOffGranted() as event:
                found = self._of(event.sign_off, fact, event.role)
                found.granted.append(fact)
                self._answer(found, "signed", fact, self._signed_by(event))
            case SignOffDeclined() as event:
                found = self._of(event.sign_off, fact)
                found.declined.append(fact)
                self._answer(found, "declined", fact)
            case SignOffWithdrawn() as event:
                own = self._by_id.get(event.sign_off)
                for found in own.values() if own else [self._of(event.sign_off, fact)]:
                    found.withdrawn.append(fact)
                    self._answer(found, "withdrawn", fact)
            case _:
                pass

    def _signed_by(self, event: SignOffGranted) -> Iterable[str]:
        """The clauses that it names, else those that its request names, else all."""
        asked = self._requests.get(event.sign_off)
        return event.clauses or (asked.clauses if asked else None) or (EVERY,)

    @property
    def state(self) -> TogetherState | None:
        """How all stand together; of refusals and withdrawals the latest. None without any."""
        if against := self._asked["against"]:
            last = against[next(reversed(against))].state
            return "declined" if last == "declined" else "withdrawn"
        if self._asked["signed"]:
            full = not self._asked["open"] if self._somebody_asked else self._all_signed
            return "signed_off" if full else "in_part"
        return "requested" if self._somebody_asked else None

    @property
    def against_by(self) -> tuple[Fact, ...]:
        """The latest refusal or withdrawal, where the state is one."""
        against = self._asked["against"]
        last = against[next(reversed(against))].decided_by if against else None
        return (last,) if last else ()

    @property
    def order_unknown(self) -> bool:
        """Whether records that overlap leave open how something that counts stands."""
        return any(self._counts(each.asked) and each.asked.order_unknown for each in self.all)

    def is_open(self, sign_off: SignOff) -> bool:
        """Whether it is the request that counts, and is not granted in full."""
        latest = sign_off.requested is not None and sign_off.later_request is None
        return latest and id(sign_off.asked) in self._asked["open"]

    @property
    def all(self) -> Iterable[SignOff]:
        """Each sign-off, in the order of first naming; one that nobody asked for by each person."""
        return (each for own in self._by_id.values() for each in own.values())

    @property
    def _all_signed(self) -> bool:
        """Whether those who signed, asked or not, have together signed every clause."""
        return self._signatures[EVERY] > 0 or not self._unsigned

    def _counts(self, asked: Asked) -> bool:
        """Once somebody was asked, only what was requested counts."""
        return bool(asked.requests) or not self._somebody_asked

    def _of(self, sign_off: str, fact: Fact, role: str | None = None) -> SignOff:
        """Under an id that was not requested here, everybody answers for themselves."""
        whose = None if sign_off in self._requests else self._whose(fact)
        own = self._by_id.setdefault(sign_off, {})
        if whose not in own:
            own[whose] = SignOff(sign_off, self._asked_of(sign_off, fact, role))
        return own[whose]

    def _whose(self, fact: Fact) -> str:
        return self._parties.human(fact.entry.envelope.on_behalf_of or fact.actor)

    def _asked_of(self, sign_off: str, fact: Fact, role: str | None) -> Asked:
        request = self._requests.get(sign_off)
        whose = self._parties.human(request.of) if request else self._whose(fact)
        role = request.role if request else role
        own = self._by_person.setdefault(whose, {})
        found = self._by_role.get(role) if role and request else None
        if found is None and role is None and own:
            found = own[next(reversed(own))]
        found = found or own.get(role) or own.get(None) or Asked()
        own[role] = found
        if role and request:
            self._by_role[role] = found
        return found

    def _request(self, fact: Fact, event: SignOffRequested) -> None:
        found = self._of(event.sign_off, fact)
        found.requested = fact
        if not self._somebody_asked:
            self._somebody_asked = True
            self._asked["against"].clear()  # of those that nobody asked: no longer do they count
        found.asked.ask(fact, event.clauses or self.held)
        self._judge(found.asked, answered=False)

    def _answer(
        self, found: SignOff, kind: AnswerKind, fact: Fact, clauses: Iterable[str] = ()
    ) -> None:
        """A grant adds the clauses signed; a refusal or a withdrawal leaves none signed."""
        found.answer = fact
        if kind != "signed":
            self._sign(found.asked, found.signed, -1)
            found.signed = set()
        added = set(clauses) - found.signed
        found.signed |= added
        self._sign(found.asked, added, 1)
        found.asked.answer(kind, found.id, fact)
        self._judge(found.asked, answered=True)

    def _sign(self, asked: Asked, clauses: Iterable[str], change: int) -> None:
        asked.sign(clauses, change)
        for clause in clauses:
            self._signatures[clause] += change
            if clause in self.held:
                signed = self._signatures[clause] > 0
                (self._unsigned.discard if signed else self._unsigned.add)(clause)

    def _judge(self, asked: Asked, *, answered: bool) -> None:
        """Sort into what is open, signed, refused: in the order in which answers made it so."""
        state = asked.state
        applies = {
            "open": bool(asked.requests) and state != "signed",
            "signed": state in {"signed", "in_part"},
            "against": state in {"declined", "withdrawn"} and self._counts(asked),
        }
        for name, kept in self._asked.items():
            if answered or not applies[name]:
                kept.pop(id(asked), None)
            if applies[name]:
                kept[id(asked)] = asked
