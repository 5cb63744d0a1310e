"""What sign-offs are made of: requests, signatures and answers, each bound to exact wordings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from domain.events.sign_off import SignOffGranted, SignOffRequested
from domain.occurrence import Interval
from projections.facts import Fact

Binding = Mapping[str, int]
"""Per clause the number of the wording that is bound."""
Key = tuple[str, ...]
"""For what an answer counts: `("sign_off", id)`; `("person", id)`, and that `"as"` a role, or as
none; `("function", name)`.
"""
Kind = Literal["signed", "declined", "withdrawn"]
NOTHING: Binding = {}


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """A person was asked for a sign-off on these wordings; `binds` is None without a seal."""

    fact: Fact
    event: SignOffRequested
    human: str
    binds: Binding | None

    @property
    def interval(self) -> Interval:
        """When it was asked."""
        return self.fact.interval

    @property
    def place(self) -> int:
        """The position of the record."""
        return self.fact.place


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """Somebody signed these wordings; `binds` is None without a seal.

    `whose` is the human whose sign-off it is: the one for whom a deputy signed, else the signer.
    """

    fact: Fact
    event: SignOffGranted
    signer: str
    whose: str
    binds: Binding | None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What somebody said of a sign-off on these wordings.

    `keys` say for what it counts. `signature` is the one given, or the one that a withdrawal takes
    back.
    """

    kind: Kind
    fact: Fact
    sign_off: str
    whose: str
    binds: Binding
    keys: frozenset[Key]
    signature: Signature | None = None

    @property
    def interval(self) -> Interval:
        """When it was said."""
        return self.fact.interval

    @property
    def place(self) -> int:
        """The position of the record."""
        return self.fact.place


class Binds(Protocol):
    """What binds wordings."""

    @property
    def binds(self) -> Binding | None:
        """Which."""
        ...


B = TypeVar("B", bound=Binds)


class Bound(Generic[B]):
    """Requests or answers by what they bind: those on one seal share it, and are asked once.

    A clause is looked up in the seals when it is first asked for, and then kept up to date.
    """

    def __init__(self) -> None:
        self._groups: dict[int, tuple[Binding, list[B]]] = {}
        self._asked: dict[str, dict[int, list[list[B]]]] = {}

    def add(self, each: B) -> None:
        """One more; without a binding it is on no wording."""
        if not each.binds:
            return
        if group := self._groups.get(id(each.binds)):
            group[1].append(each)
            return
        members = [each]
        self._groups[id(each.binds)] = each.binds, members
        for clause, found in self._asked.items():
            if number := each.binds.get(clause):
                found.setdefault(number, []).append(members)

    def on(self, clause: str) -> Mapping[int, list[list[B]]]:
        """The numbers of the wordings of a clause, each with what is bound to it, by seals."""
        if clause not in self._asked:
            found = self._asked[clause] = dict[int, list[list[B]]]()
            for binds, members in self._groups.values():
                if number := binds.get(clause):
                    found.setdefault(number, []).append(members)
        return self._asked[clause]


def keys_for(request: Request, sign_offs: Iterable[str]) -> frozenset[Key]:
    """Whose answers count for a request, and for the earlier ones that it stands for."""
    person, role = request.human, request.event.role
    own: Iterable[Key] = (
        [("person", person, "as", role), ("person", person, "as")] if role else [("person", person)]
    )
    return frozenset([*own, *(("sign_off", each) for each in sign_offs)])
