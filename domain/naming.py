"""Which event names what: the ids that it gives, its refs, the clauses and things in its fields.

One table, for deciding (what must be on record already, which ids are taken) and for reading (what
a record is about, which record a ref means).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, cast

from domain.events import Event
from domain.events.clauses import (
    ClauseRemoved,
    ClauseRevised,
    PrecedenceStated,
    TermsClarified,
    TermStated,
)
from domain.events.disputes import DisputeOpened, ProposalRetracted, RetractionInstructed
from domain.events.findings import FindingSettled, ReviewWaived
from domain.events.proposals import (
    AgreementExecuted,
    OrderPlaced,
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalOpened,
    ProposalReceived,
    ProposalRejected,
    ProposalSealed,
    ProposalSent,
    RelianceReported,
)
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from domain.events.told import (
    AcknowledgementGiven,
    ClauseDisplayed,
    DocumentFiled,
    MeetingHeld,
    MessageFailed,
    MessageOpened,
    MessageReceived,
    MessageRelayed,
    MessageSent,
    ObjectionRaised,
    StatementMade,
)
from domain.values import Ref

Kind = Literal[
    "clause",
    "proposal",
    "sign_off",
    "message",
    "statement",
    "meeting",
    "order",
    "document",
    "record",
    "topic",
]
KINDS: tuple[Kind, ...] = (
    *("clause", "proposal", "sign_off", "message", "statement", "meeting", "order"),
    *("document", "record", "topic"),
)
"""What a ref can name."""
Thing = tuple[str, str]
"""A kind of thing (of KINDS, or an agreement or a dispute), and its id."""


class Pointer(NamedTuple):
    """A ref, or what a field names. `version` goes with a clause, `clauses` with a proposal.

    `clauses` narrows a proposal to some of its clauses; None means all. `asked_in` is the sign-off
    whose request may narrow it.
    """

    kind: Kind
    id: str
    version: int | None = None
    clauses: tuple[str, ...] | None = None
    asked_in: str | None = None

    @property
    def json(self) -> dict[str, Any]:
        """As a ref is written; with `clauses` where only some are meant."""
        found: dict[str, Any] = {self.kind: self.id}
        if self.version is not None:
            found["version"] = self.version
        if self.clauses is not None:
            found["clauses"] = list(self.clauses)
        return found


def pointer_of(ref: Ref) -> Pointer:
    """A ref as a pointer."""
    for kind in KINDS:
        named = getattr(ref, kind)
        if named is not None:
            return Pointer(kind, named, ref.version)
    raise ValueError("a ref names exactly one thing")


class Named(NamedTuple):
    """A clause, with the number of its wording if one is named, and a JSON pointer to it."""

    clause: str
    version: int | None
    pointer: str

    @property
    def version_pointer(self) -> str:
        """The pointer to the wording's number: it stands beside the clause."""
        return self.pointer.removesuffix("clause") + "version"


Pointers = tuple[Pointer, ...]
About = Callable[[Any], Pointers]


def _refs(field: str) -> About:
    return lambda event: tuple(pointer_of(ref) for ref in _listed(getattr(event, field)))


def _one(kind: Kind) -> About:
    return lambda event: (Pointer(kind, getattr(event, kind)),)


def _some_clauses(
    event: ProposalRetracted | SignOffRequested | ProposalCountered | ReviewWaived,
) -> Pointers:
    return (Pointer("proposal", event.proposal, None, event.clauses or None),)


def _answered(event: SignOffGranted | SignOffDeclined) -> Pointers:
    """What it names itself, else what was asked for."""
    clauses = event.clauses if isinstance(event, SignOffGranted) else None
    asked_in = event.sign_off if clauses is None else None
    return (Pointer("proposal", event.proposal, None, clauses, asked_in),)


def _relayed(event: MessageRelayed) -> Pointers:
    """Passed on as it was, it is about what the message was about."""
    return _ABOUT(event) or (Pointer("message", event.of),)


def _wording(event: ClauseDisplayed | TermStated) -> Pointers:
    return (Pointer("clause", event.clause, event.version),)


def _clarified(event: TermsClarified) -> Pointers:
    return tuple(Pointer("clause", clause) for clause in event.clauses)


def _ordered(event: OrderPlaced) -> Pointers:
    """Only the clause that it was claimed under."""
    clause, proposal = event.claimed_under, event.proposal
    if clause is None:
        return ()
    if proposal is None:
        return (Pointer("clause", clause),)
    return (Pointer("proposal", proposal, None, (clause,)),)


def _nothing(_: Event) -> Pointers:
    return ()


_ABOUT = _refs("about")
_PROPOSAL, _MESSAGE, _SIGN_OFF = _one("proposal"), _one("message"), _one("sign_off")


class Names(NamedTuple):
    """What the fields of one event name.

    `gives`: its field of this name is the id of what it tells of; `once` is whether no other record
    of the deal may give the same. `refs` is its field of refs, `clause` the one with a clause
    (beside `version`, where it has that). `clauses` is whether it has a list of them. `about` is
    what the record is about.
    """

    gives: str | None = None
    once: bool = True
    refs: str | None = None
    clause: str | None = None
    clauses: bool = False
    about: About = _nothing


_TABLE: Mapping[type[Event], Names] = {
    ClauseRevised: Names(clause="clause"),
    ClauseRemoved: Names(clause="clause"),
    TermStated: Names(clause="clause", about=_wording),
    PrecedenceStated: Names(clause="clause"),
    TermsClarified: Names(clauses=True, about=_clarified),
    ProposalSealed: Names(gives="proposal", clauses=True, about=_PROPOSAL),
    ProposalSent: Names(about=_PROPOSAL),
    ProposalReceived: Names(about=_PROPOSAL),
    ProposalOpened: Names(about=_PROPOSAL),
    ProposalCountered: Names(clauses=True, about=_some_clauses),
    ProposalAccepted: Names(about=_PROPOSAL),
    ProposalRejected: Names(about=_PROPOSAL),
    ProposalLapsed: Names(about=_PROPOSAL),
    AgreementExecuted: Names("agreement", clause="entire_agreement_clause", about=_PROPOSAL),
    OrderPlaced: Names("order", clause="claimed_under", about=_ordered),
    RelianceReported: Names(refs="on", about=_refs("on")),
    SignOffRequested: Names("sign_off", clauses=True, about=_some_clauses),
    SignOffGranted: Names("sign_off", once=False, clauses=True, about=_answered),
    SignOffDeclined: Names("sign_off", once=False, about=_answered),
    SignOffWithdrawn: Names(about=_SIGN_OFF),
    MessageSent: Names("message", refs="about", about=_ABOUT),
    MessageReceived: Names(about=_MESSAGE),
    MessageOpened: Names(about=_MESSAGE),
    MessageFailed: Names(about=_MESSAGE),
    MessageRelayed: Names("message", refs="about", about=_relayed),
    MeetingHeld: Names("meeting", refs="about", about=_ABOUT),
    ClauseDisplayed: Names(clause="clause", about=_wording),
    StatementMade: Names("statement", refs="about", about=_ABOUT),
    AcknowledgementGiven: Names(refs="about", about=_ABOUT),
    ObjectionRaised: Names(refs="about", about=_ABOUT),
    DocumentFiled: Names("document", once=False, refs="about", about=_ABOUT),
    RetractionInstructed: Names(refs="target", about=_refs("target")),
    ProposalRetracted: Names(clauses=True, about=_some_clauses),
    DisputeOpened: Names("dispute", refs="about", about=_ABOUT),
    FindingSettled: Names(refs="about", about=_ABOUT),
    ReviewWaived: Names(clauses=True, about=_some_clauses),
}
_NAMES_NOTHING = Names()


def pointers(event: Event) -> Pointers:
    """Everything that a record is about, in the order in which it says so.

    The wording that a record makes has no number in it, and is not among them.
    """
    return _TABLE.get(type(event), _NAMES_NOTHING).about(event)


def thing_of(event: Event) -> Thing | None:
    """What a record tells of under an id of its own: several may tell of one document, sign-off."""
    gives = _TABLE.get(type(event), _NAMES_NOTHING).gives
    return (gives, getattr(event, gives)) if gives is not None else None


def ids_given(event: Event) -> Iterator[Thing]:
    """The ids that the event gives and that no other record of the deal may give."""
    if (thing := thing_of(event)) and _TABLE[type(event)].once:
        yield thing


def refs_of(event: Event) -> Iterator[tuple[Ref, str]]:
    """Every ref of the event, with a JSON pointer to it within the event."""
    field = _TABLE.get(type(event), _NAMES_NOTHING).refs
    if field is not None:
        named = getattr(event, field)
        if isinstance(named, Ref):
            yield named, f"/{field}"
        else:
            yield from ((ref, f"/{field}/{place}") for place, ref in enumerate(named))


def clauses_named(event: Event, pointer: str = "/data") -> Iterator[Named]:
    """Every clause that the event at `pointer` names and that must be on record already."""
    names = _TABLE.get(type(event), _NAMES_NOTHING)
    if names.clause is not None and isinstance(clause := getattr(event, names.clause), str):
        yield Named(clause, getattr(event, "version", None), f"{pointer}/{names.clause}")
    if names.clauses:
        for place, each in enumerate(cast("Any", event).clauses or ()):
            yield Named(each, None, f"{pointer}/clauses/{place}")
    if isinstance(event, ProposalSealed):
        for place, held in enumerate(event.contents or ()):
            yield Named(held.clause, held.version, f"{pointer}/contents/{place}/clause")
    for ref, place_in in refs_of(event):
        if ref.clause is not None:
            yield Named(ref.clause, ref.version, f"{pointer}{place_in}/clause")


def _listed(named: Ref | Iterable[Ref]) -> Iterable[Ref]:
    return (named,) if isinstance(named, Ref) else named
