"""Records that change how sign-offs are read: each state is held against the readings."""

from __future__ import annotations

import pytest

from domain.record import Record
from projections.timeline import Replay, state
from tests.projections.given import given
from tests.projections.timeline.from_scratch import expected, in_short
from tests.records import a_clause, a_record

FEES = a_clause("3.1", text="Fees.", at="2025-05-01")
DISCOUNT = a_clause("4.2", text="One.", at="2025-05-01")
SEALED = a_record("proposal.sealed", at="2025-05-02")
TEXT = [FEES, DISCOUNT, SEALED]
ASKED = a_record("sign_off.requested", at="2025-05-03")
SIGNED = a_record("sign_off.granted", actor="vera", at="2025-05-04")
WHY = {"reason_class": "error", "reason": "No."}


def policy(from_: str) -> Record:
    rules = [{"when": {}, "requires": "legal"}]
    return a_record("policy.published", policy=f"p-{from_}", rules=rules, from_=from_, at=from_)


CASES: dict[str, list[Record]] = {
    "a request narrows what was signed under its id before": [
        *TEXT, SIGNED, a_record("sign_off.requested", clauses=["3.1"], at="2025-05-05"),
    ],
    "a request for what was declined before": [
        *TEXT, a_record("sign_off.declined", sign_off="S1", proposal="P1", reason="No.",
                        actor="paul", at="2025-05-05"),
        ASKED,
    ],
    "a signature arrives after it was withdrawn": [
        *TEXT, a_record("sign_off.withdrawn", sign_off="S1", actor="vera", at="2025-05-09", **WHY),
        SIGNED,
    ],
    "a seal arrives after the request": [FEES, DISCOUNT, ASKED, SEALED],
    "a seal arrives after the signature": [FEES, DISCOUNT, SIGNED, SEALED],
    "a signer turns out to be of the function": [
        policy("2025-04-01"), *TEXT, SIGNED,
        a_record("participant.assigned", person="vera", function="legal", at="2025-04-02"),
    ],
    "the text is sent again under another policy": [
        policy("2025-04-01"), policy("2025-05-10"), *TEXT,
        a_record("proposal.sent", at="2025-05-06"), a_record("proposal.sent", at="2025-05-12"),
    ],
    "a grant of authority arrives late": [
        *TEXT, ASKED, SIGNED, a_record("authority.granted", at="2025-04-01"),
    ],
    "what was signed is withdrawn": [
        *TEXT, ASKED, SIGNED,
        a_record("sign_off.withdrawn", sign_off="S1", actor="vera", at="2025-05-09", **WHY),
    ],
    "what was signed is retracted": [
        *TEXT, ASKED, SIGNED,
        a_record("proposal.retracted", proposal="P1", to=["acme"], at="2025-05-09", **WHY),
    ],
    "a proposal supersedes what was signed": [
        *TEXT, ASKED, SIGNED, a_record("clause.revised", at="2025-05-05"),
        a_record("proposal.sealed", proposal="P2", at="2025-05-06"),
    ],
    "an earlier proposal is asked about after a later one governs": [
        *TEXT, a_record("proposal.sealed", proposal="P2", at="2025-05-03"), ASKED,
    ],
    "two who signed are one human": [
        *TEXT, ASKED, a_record("sign_off.granted", actor="v.", sign_off="S2", at="2025-05-04"),
        a_record("person.identified", person="vera", same_as="v."),
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_every_state_is_what_the_readings_say(case: str) -> None:
    deal = given(*CASES[case])
    known = deal.known()
    replay = Replay(known)
    wanted = [expected(known, position) for position in range(deal.size + 1)]
    found = [in_short(state(known, position, replay)) for position in range(deal.size + 1)]
    assert found == wanted
    parts = ("coverage", "clocks")
    last, before = wanted[-1], wanted[-2]
    assert any(last[part] != before[part] for part in parts)
