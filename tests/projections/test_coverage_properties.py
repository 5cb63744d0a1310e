"""What holds for every deal: a signature never covers a wording that was not signed."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from domain.record import Record, record_of
from domain.refusals import Refusal
from projections.coverage import coverage
from projections.difference import Piece
from projections.signing.table import Coverage, coverage_of
from tests.domain.stories import times
from tests.projections.given import Given
from tests.records import BY, DEAL

people = st.sampled_from(["vera", "dana", "otto"])
clause = st.sampled_from(["3.1", "4.2"])
proposal = st.sampled_from(["P1", "P1", "P2"])
sign_off = st.sampled_from(["S1", "S2", "S3"])
request = st.sampled_from(["S1", "S2", "S3", "S4", "S5"])
function = st.sampled_from(["legal", "deal_desk"])
clauses = st.lists(clause, min_size=1, max_size=2, unique=True)
share = st.sampled_from(["10", "20", "30"]).map(lambda percent: {"percent": percent})
value = share | st.just({"amount": "9.00", "currency": "EUR"})
term = st.fixed_dictionaries(
    {"kind": st.sampled_from(["discount", "price"]), "scope": st.just([])},
    optional={"value": value},
)
text = st.sampled_from(["Ten percent.", "Twenty percent.", "Thirty percent."])
reason = st.just("So.")


def of(
    required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


TYPES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "clause.revised": of({"clause": clause, "text": text}, term=term),
    "clause.removed": of({"clause": clause}),
    "proposal.sealed": of({"proposal": proposal}, clauses=clauses, amends=proposal),
    "proposal.sent": of({"proposal": proposal, "to": st.just(["c"]), "channel": st.just("email")}),
    "proposal.accepted": of({"proposal": proposal, "by": st.just("c")}),
    "proposal.retracted": of(
        {
            "proposal": proposal,
            "to": st.just(["c"]),
            "reason_class": st.just("error"),
            "reason": reason,
        },
        clauses=clauses,
    ),
    "sign_off.requested": of(
        {"sign_off": request, "proposal": proposal, "of": people}, clauses=clauses, role=function
    ),
    "sign_off.granted": of(
        {"sign_off": sign_off, "proposal": proposal}, clauses=clauses, value=value, role=function
    ),
    "sign_off.declined": of({"sign_off": sign_off, "proposal": proposal, "reason": reason}),
    "sign_off.withdrawn": of(
        {"sign_off": sign_off, "reason_class": st.just("error"), "reason": reason}
    ),
    "participant.assigned": of(
        {"person": people, "name": people, "party": st.just("us"), "function": function},
        until=times,
    ),
    "authority.granted": of(
        {"grant": sign_off, "function": function, "over": st.sampled_from(["any", "value"])},
        limit=share,
        until=times,
    )
    | of({"grant": sign_off, "person": people, "over": st.just("any")}, limit=share),
    "authority.delegated": of(
        {"delegation": sign_off, "delegator": people, "delegate": people}
        | {"from": times, "until": times}
    ),
    "authority.revoked": of({"grant": sign_off}) | of({"delegation": sign_off}),
    "person.identified": of({"person": people, "same_as": people, "method": reason}),
    "policy.published": of(
        {
            "policy": sign_off,
            "from": times,
            "rules": st.lists(
                of({"when": of({}, kind=st.just("discount"), above=share), "requires": function}),
                max_size=2,
            ),
        }
    ),
}
SIGNING = [each for each in TYPES if each.startswith("sign_off")]
Sending = dict[str, Any]


@st.composite
def deals(draw: st.DrawFn) -> Given:
    """Rounds of revising, sealing and signing, with anything else among them."""
    sendings: list[Sending] = [
        sending("clause.added", "2025-05-01", clause=name, heading="H", text=draw(text))
        for name in ("3.1", "4.2")
    ]
    for person in draw(st.lists(people, unique=True)):
        assigned = {"person": person, "name": person, "party": "us", "function": draw(function)}
        sendings.append(sending("participant.assigned", "2025-05-01", **assigned))
    for number in range(1, draw(st.integers(2, 4))):
        sendings += draw(rounds(number))
    for _ in range(draw(st.integers(0, 6))):
        type_, place = draw(st.sampled_from(list(TYPES))), draw(st.integers(2, len(sendings)))
        noise = sending(type_, draw(times), **draw(TYPES[type_]))
        sendings.insert(place, noise | {"actor": draw(people)})
    return _told(sendings)


@st.composite
def rounds(draw: st.DrawFn, number: int) -> list[Sending]:
    """A clause is revised, or not; a proposal is sealed; some sign-offs follow."""
    day, found = f"2025-05-{3 * number:02}", []
    if draw(st.booleans()):
        found.append(sending("clause.revised", day, clause="4.2", text=draw(text)))
    found.append(sending("proposal.sealed", day, proposal=f"P{number}"))
    for _ in range(draw(st.integers(0, 4))):
        type_ = draw(st.sampled_from([*SIGNING, "sign_off.granted"]))
        data = draw(TYPES[type_]) | ({"proposal": f"P{number}"} if "withdr" not in type_ else {})
        said = sending(type_, f"2025-05-{3 * number + 1:02}", **data) | {"actor": draw(people)}
        if type_ == "sign_off.granted" and draw(st.booleans()):
            said["on_behalf_of"] = draw(people)
        found.append(said)
    return found


def sending(type_: str, at: Any, **data: Any) -> Sending:
    return {"type": type_, "occurred_at": at, "actor": "ana", "data": data}


def _told(sendings: list[Sending]) -> Given:
    """What of it is not refused."""
    told: list[Record] = []
    for number, each in enumerate(sendings):
        shared = each["type"].split(".")[0] in {"authority", "person", "policy"}
        envelope = {"id": f"r-{number}"} | ({} if shared else {"deal": DEAL})
        record = record_of(each | envelope)
        try:
            Given([*told, record])
        except Refusal:
            continue
        told.append(record)
    return Given(told, BY)


def sealed_numbers(table: Coverage, proposal: str) -> dict[str, int]:
    found = table.deal.proposals.by_id.get(proposal)
    return {each.clause: each.version for each in (found.contents if found else None) or ()}


@settings(max_examples=300)
@for_every(deals(), times)
def test_a_signature_never_covers_a_wording_other_than_the_one_that_was_signed(
    deal: Given, at: Any
) -> None:
    for effective_at in (None, at if isinstance(at, str) else None):
        table = coverage_of(deal.known(effective_at))
        for row in table.rows:
            for cell in row.cells:
                if cell.state in {"signed", "stale"}:
                    assert cell.signed is not None
                    event = cell.signed.signature.event
                    seal = sealed_numbers(table, event.proposal)
                    assert seal[row.wording.clause] == cell.signed.number
                    assert (cell.signed.number == row.wording.number) is (cell.state == "signed")
                    assert event.clauses is None or row.wording.clause in event.clauses


@settings(max_examples=300)
@for_every(deals())
def test_no_signature_on_a_wording_is_hidden_by_another(deal: Given) -> None:
    known = deal.known()
    table, found = coverage_of(known), coverage(known)["clauses"]
    for row, shown in zip(table.rows, found, strict=True):
        records = [each["record"] for each in shown["signatures"]]
        on_this = {
            each.fact.id
            for each in table.sign_offs.signatures
            if (each.binds or {}).get(row.wording.clause) == row.wording.number
        }
        answers = (*shown["required"], *shown["beyond"])
        deciding = {each["signed"]["record"] for each in answers if each["signed"]}
        assert len(records) == len(set(records))
        assert on_this | deciding <= set(records)
        for each in shown["signatures"]:
            assert each["state"] not in {"signed", "stale", "later"} or each["ended_by"] is None
            assert (each["version"] == shown["version"]) or each["state"] != "signed"


@settings(max_examples=200)
@for_every(deals(), st.sampled_from(["admin", "reader"]))
def test_no_deal_makes_the_reading_fail_and_the_same_basis_gives_the_same_bytes(
    deal: Given, role: Any
) -> None:
    first, again = (json.dumps(coverage(deal.known(role=role)), sort_keys=True) for _ in range(2))
    assert first == again


@settings(max_examples=100)
@for_every(deals(), times.filter(lambda at: isinstance(at, str)))
def test_what_was_known_never_changes_whatever_is_recorded_later(deal: Given, at: Any) -> None:
    for position in range(1, deal.size + 1):
        then = Given([])
        then.entries = deal.entries[:position]
        if any(entry.record.deal for entry in then.entries):
            before, after = coverage(then.known(at)), coverage(deal.known(at, position))
            assert before["clauses"] == after["clauses"]
            assert before["not_counted"] == after["not_counted"]
            assert before["policy_changes"] == after["policy_changes"]


@settings(max_examples=200)
@for_every(deals())
def test_a_difference_leads_from_what_was_signed_to_the_wording_asked_about(deal: Given) -> None:
    found = coverage(deal.known())
    texts = {
        (clause.id, number): wording.text
        for clause in deal.known().clauses.by_id.values()
        for number, wording in clause.wordings.items()
    }
    for clause in found["clauses"]:
        for each in (*clause["required"], *clause["beyond"]):
            signed = each["signed"]
            if signed and signed.get("difference") is not None:
                old, new = (
                    (clause["clause"], signed["version"]),
                    (clause["clause"], clause["version"]),
                )
                assert _joined(signed["difference"], "kept", "removed") == texts[old]
                assert _joined(signed["difference"], "kept", "added") == texts[new]


def _joined(pieces: list[Piece], *names: str) -> str:
    return "".join(said for piece in pieces for name, said in piece.items() if name in names)
