"""Whether somebody who signed was allowed to, at that moment (VOCABULARY 5). Pure.

1. A signature is over the kind of the term (`discount`, `price_hold`), else over `value` when the
   value judged is money, else over `scope`. A grant over `any` covers all.
2. The value judged is the one on the signature, else the term's.
3. A grant reaches its person, or whoever has its function while they have it. It holds from `from`,
   and never before it was given, to `until` or until it is revoked.
4. Of several grants the one that allows most decides: within; exceeded; a limit that the value
   cannot be measured by (unknown); ended (expired); not begun, or over something else (none).
   There are none at all: unknown.
5. Who signs on behalf of another is judged by the delegation alone. It has to hold, and the value
   to be within its own limit and within what the delegator was granted: what was delegated to the
   delegator is not passed on. Who signs in the own name is judged by the own grants; where they
   do not allow it, a delegation to them may.
6. Where it turns on an order that the record does not show, it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from domain.occurrence import Interval
from domain.values import Limit, Money, Term, TermValue
from projections.facts import Fact
from projections.people import People
from projections.signing.grants import Delegated, Grants, Held
from projections.signing.measures import exceeds, measured

Authority = Literal["within", "exceeded", "expired", "delegated", "none", "unknown"]
Over = Literal["discount", "price_hold", "value", "scope"]
Because = Literal[
    "allowed",
    "limit",
    "measure",
    "ended",
    "not_begun",
    "over_other",
    "passed_on",
    "no_delegation",
    "order_unknown",
    "nothing",
]
_AUTHORITY: dict[Because, Authority] = {
    "allowed": "within",
    "limit": "exceeded",
    "measure": "unknown",
    "ended": "expired",
    "not_begun": "none",
    "over_other": "none",
    "passed_on": "none",
    "no_delegation": "none",
    "order_unknown": "unknown",
    "nothing": "unknown",
}
"""In the order in which a reason prevails: what allows most first."""
_ORDER = {because: place for place, because in enumerate(_AUTHORITY)}

ALLOWED: dict[Authority, Literal["yes", "no", "undetermined"]] = {
    "within": "yes",
    "delegated": "yes",
    "exceeded": "no",
    "expired": "no",
    "none": "no",
    "unknown": "undetermined",
}
"""The verdict on "Was X allowed to sign it?" (VOCABULARY 6.2)."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What authority is judged by: who signs, for whom, when, over what and up to where."""

    signer: str
    principal: str | None
    when: Interval
    over: Over
    value: TermValue | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The authority of one signing, why, and the grants, delegations … that it rests on.

    `limit` is what the value was measured by. `delegation` is what it was judged by, if by one:
    its limit, or the one of its delegator.
    """

    signing: Signing
    because: Because
    rests_on: tuple[Fact, ...] = ()
    limit: Limit | None = None
    delegation: Delegated | None = None

    @property
    def authority(self) -> Authority:
        """The one word."""
        if self.because == "allowed" and self.delegation:
            return "delegated"
        return _AUTHORITY[self.because]

    @property
    def order(self) -> tuple[int, Decimal, int]:
        """Sorts what allows most first; of limits that were exceeded, the highest."""
        amount = measured(self.limit) if self.limit and self.because == "limit" else None
        place = self.rests_on[0].place if self.rests_on else 0
        return _ORDER[self.because], -amount[1] if amount else Decimal(), place


def signing_of(fact: Fact, signed: TermValue | None, term: Term | None) -> Signing:
    """What is judged of a signature on a wording with this term; `signed` is its own value."""
    value = signed or (term.value if term else None)
    principal = fact.entry.envelope.on_behalf_of
    return Signing(fact.actor, principal, fact.interval, _over(term, value), value)


def _over(term: Term | None, value: TermValue | None) -> Over:
    match term.kind if term else None:
        case "discount":
            return "discount"
        case "price_hold":
            return "price_hold"
        case _:
            return "value" if isinstance(value, Money) else "scope"


@dataclass(frozen=True, slots=True)
class Authorities:
    """The authority of people, as far as the grants on record go."""

    grants: Grants
    people: People

    def judge(self, signing: Signing) -> Judgement:
        """The authority at that moment; unknown where it turns on an order that is not known."""
        hopeful, doubtful = (self._judge(signing, hopeful=each) for each in (True, False))
        if hopeful.authority == doubtful.authority:
            return hopeful
        if ALLOWED[hopeful.authority] == ALLOWED[doubtful.authority] == "yes":
            return doubtful  # by the own grant or by a delegation, and the latter is certain
        rests_on = dict.fromkeys((*hopeful.rests_on, *doubtful.rests_on))
        return replace(hopeful, because="order_unknown", rests_on=tuple(rests_on))

    def _judge(self, signing: Signing, *, hopeful: bool) -> Judgement:
        principal = signing.principal
        if principal is not None and not self._one(signing.signer, principal):
            return self._as_deputy(signing, principal, hopeful=hopeful)
        own = self._granted(signing, signing.signer, hopeful=hopeful)
        if own.because == "allowed":
            return own
        through = self._through(signing, None, hopeful=hopeful)
        if through and (through.because == "allowed" or own.because == "nothing"):
            return through
        return own

    def _one(self, person: str, other: str) -> bool:
        return self.people.canonical(person) == self.people.canonical(other)

    def _as_deputy(self, signing: Signing, principal: str, *, hopeful: bool) -> Judgement:
        if through := self._through(signing, principal, hopeful=hopeful):
            return through
        own = [each.fact for each in self.grants.reaching(signing.signer)]
        others = [each.fact for each in self.grants.delegated_to(signing.signer)]
        rests_on = tuple(dict.fromkeys((*own, *others)))
        return Judgement(signing, "no_delegation" if rests_on else "nothing", rests_on)

    def _through(
        self, signing: Signing, delegator: str | None, *, hopeful: bool
    ) -> Judgement | None:
        """By the delegations to the signer, of one delegator or of all; None without any."""
        found = [
            self._by_delegation(signing, each, hopeful=hopeful)
            for each in self.grants.delegated_to(signing.signer, delegator)
        ]
        return min(found, key=lambda each: each.order, default=None)

    def _by_delegation(self, signing: Signing, given: Delegated, *, hopeful: bool) -> Judgement:
        own = _by_limit(signing, given, hopeful=hopeful)
        if own.because in {"not_begun", "ended", "limit"}:
            return own
        delegator = given.event.delegator
        above = self._granted(signing, delegator, hopeful=hopeful)
        if above.because == "nothing" and self.grants.delegated_to(delegator):
            above = replace(above, because="passed_on")
        if own.because == "measure" and ALLOWED[above.authority] != "no":
            return own
        rests_on = tuple(dict.fromkeys((*own.rests_on, *above.rests_on)))
        limit = (own.limit if above.because == "allowed" else None) or above.limit
        return Judgement(signing, above.because, rests_on, limit, given)

    def _granted(self, signing: Signing, person: str, *, hopeful: bool) -> Judgement:
        """By the grants that reached a person, whoever signs; the one that allows most decides."""
        held = self.grants.reaching(person)
        found = [_by_grant(signing, each, hopeful=hopeful) for each in held]
        best = min(found, key=lambda each: each.order, default=Judgement(signing, "nothing"))
        if best.authority != "none":
            return best
        return replace(best, rests_on=_together(found))


def _together(found: Iterable[Judgement]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(fact for each in found for fact in each.rests_on))


def _by_limit(signing: Signing, given: Delegated, *, hopeful: bool) -> Judgement:
    """By when a delegation held and by its own limit alone."""
    reach = given.span.at(signing.when, hopeful=hopeful)
    revoked = (given.revoked,) if given.revoked and reach == "ended" else ()
    rests_on = (given.fact, *revoked)
    because = _measured(signing, given.event.limit) if reach == "holds" else reach
    return Judgement(signing, because, rests_on, given.event.limit, given)


def _by_grant(signing: Signing, held: Held, *, hopeful: bool) -> Judgement:
    assigned = (held.by_function,) if held.by_function else ()
    if held.event.over not in {"any", signing.over}:
        return Judgement(signing, "over_other", (held.fact, *assigned))
    reach = held.span.at(signing.when, hopeful=hopeful)
    revoked = (held.revoked,) if held.revoked and reach == "ended" else ()
    because = _measured(signing, held.event.limit) if reach == "holds" else reach
    return Judgement(signing, because, (held.fact, *assigned, *revoked), held.event.limit)


def _measured(signing: Signing, limit: Limit | None) -> Because:
    """What has no limit allows everything; a value that is not given fits no measure."""
    if limit is None:
        return "allowed"
    over = exceeds(signing.value, limit) if signing.value else None
    return "measure" if over is None else "limit" if over else "allowed"
