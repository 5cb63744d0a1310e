"""The internal clock: drafted, sealed, signed off in part, signed off; or declined, withdrawn."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.clocks import clocks
from tests.projections.given import given
from tests.projections.offers import SEALED, clock, ids, offer, sealed
from tests.records import a_clause, a_record


def asked(sign_off: str, of: str, at: str, **more: Any) -> Record:
    return a_record("sign_off.requested", sign_off=sign_off, proposal="P1", of=of, at=at, **more)


def signed(sign_off: str, by: str, at: str, **more: Any) -> Record:
    fields = {"proposal": "P1", "actor": by, **more}
    return a_record("sign_off.granted", sign_off=sign_off, at=at, **fields)


def declined(sign_off: str, by: str, at: str, **more: Any) -> Record:
    fields = {"proposal": "P1", "actor": by, "reason": "Too much.", **more}
    return a_record("sign_off.declined", sign_off=sign_off, at=at, **fields)


def withdrawn(sign_off: str, by: str, at: str, **more: Any) -> Record:
    why = {"reason_class": "error", "reason": "By mistake."}
    return a_record("sign_off.withdrawn", sign_off=sign_off, actor=by, at=at, **why, **more)


ASKED = asked("S1", "vera", "2025-05-04", id="asked")
BOTH_ASKED = (ASKED, asked("S2", "fred", "2025-05-04", id="asked-2"))


@pytest.mark.parametrize(
    ("then", "state", "made_by"),
    [
        ((), "sealed", ["seal"]),
        ((ASKED,), "sign_off_requested", ["asked"]),
        ((ASKED, signed("S1", "vera", "2025-05-05", id="yes")), "signed_off", ["yes"]),
        (
            (*BOTH_ASKED, signed("S1", "vera", "2025-05-05", id="yes")),
            "signed_off_in_part",
            ["yes"],
        ),
        (
            (
                *BOTH_ASKED,
                signed("S1", "vera", "2025-05-05"),
                signed("S2", "fred", "2025-05-06", id="last"),
            ),
            "signed_off",
            ["last"],
        ),
        ((ASKED, declined("S1", "vera", "2025-05-05", id="no")), "declined", ["no"]),
        (
            (
                *BOTH_ASKED,
                signed("S2", "fred", "2025-05-05"),
                declined("S1", "vera", "2025-05-05", id="no"),
            ),
            "declined",
            ["no"],
        ),
        (
            (
                ASKED,
                signed("S1", "vera", "2025-05-05"),
                withdrawn("S1", "vera", "2025-05-06", id="back"),
            ),
            "withdrawn",
            ["back"],
        ),
        (
            (
                ASKED,
                declined("S1", "vera", "2025-05-05"),
                signed("S1", "vera", "2025-05-06", id="after-all"),
            ),
            "signed_off",
            ["after-all"],
        ),
    ],
)
def test_the_clock_shows_the_state_and_the_record_that_made_it(
    then: tuple[Record, ...], state: str, made_by: list[str]
) -> None:
    found = clock(sealed(*then), "internal")
    assert (found["state"], ids(found["made_by"])) == (state, made_by)
    assert all(record in found["sentence"] for record in made_by)


def test_the_steps_on_the_way_are_shown_with_their_records() -> None:
    deal = sealed(
        ASKED,
        signed("S1", "vera", "2025-05-05T10:00Z", id="yes"),
        asked("S2", "fred", "2025-05-05T11:00Z", id="one-more"),
        signed("S2", "fred", "2025-05-05T12:00Z", id="and-yes"),
    )
    steps = clock(deal, "internal")["steps"]
    assert [(each["step"], each["record"]) for each in steps] == [
        ("drafted", "c3"),
        ("drafted", "c4"),
        ("sealed", "seal"),
        ("sign_off_requested", "asked"),
        ("signed_off", "yes"),
        ("signed_off_in_part", "one-more"),
        ("signed_off", "and-yes"),
    ]
    assert steps[2]["interval"] == {
        "from": "2025-05-03T00:00:00.000000Z",
        "to": "2025-05-03T23:59:59Z",
    }


def test_a_proposal_without_a_seal_on_record_is_drafted_and_that_is_said() -> None:
    found = clock(given(offer("sent", "2025-05-03")), "internal")
    assert (found["state"], found["made_by"], found["steps"]) == ("drafted", [], [])
    assert "No seal of it is on record." in found["sentence"]


def test_a_sign_off_of_some_clauses_is_one_in_part() -> None:
    one = (ASKED, signed("S1", "vera", "2025-05-05", clauses=["4.2"]))
    assert clock(sealed(*one), "internal")["state"] == "signed_off_in_part"
    both = (*one, signed("S1", "vera", "2025-05-06", clauses=["3.1"]))
    assert clock(sealed(*both), "internal")["state"] == "signed_off"


def test_what_was_asked_of_some_clauses_is_signed_off_with_them() -> None:
    request = asked("S1", "vera", "2025-05-04", clauses=["4.2"])
    deal = sealed(request, signed("S1", "vera", "2025-05-05", clauses=["4.2"]))
    assert clock(deal, "internal")["state"] == "signed_off"


def test_who_was_asked_about_some_clauses_signed_those_when_nothing_else_is_said() -> None:
    """As the coverage reads it: what the second request asks for is open."""
    first = asked("S1", "vera", "2025-05-04", clauses=["4.2"])
    second = asked("S2", "vera", "2025-05-05", clauses=["3.1"])
    found = clock(sealed(first, signed("S1", "vera", "2025-05-06"), second), "internal")
    assert found["state"] == "signed_off_in_part"
    both = sealed(
        first, signed("S1", "vera", "2025-05-06"), second, signed("S2", "vera", "2025-05-07")
    )
    assert clock(both, "internal")["state"] == "signed_off"


def test_signing_without_being_asked_is_a_sign_off_and_is_said_to_be_so() -> None:
    found = clock(sealed(signed("S9", "vera", "2025-05-05")), "internal")
    assert (found["state"], found["nobody_asked"]) == ("signed_off", True)
    assert "nobody was asked on record" in found["sentence"]
    part = clock(sealed(signed("S9", "vera", "2025-05-05", clauses=["4.2"])), "internal")
    assert part["state"] == "signed_off_in_part"


def test_what_nobody_asked_for_does_not_stand_for_what_was_asked() -> None:
    found = clock(sealed(ASKED, signed("S9", "otto", "2025-05-05")), "internal")
    assert found["state"] == "signed_off_in_part"
    assert "vera" in found["sentence"]


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (("vera", None), ("vera", None), "signed_off"),
        (("vera", "legal"), ("fred", "legal"), "signed_off"),
        (("vera", "legal"), ("vera", None), "signed_off"),
        (("vera", "legal"), ("vera", "finance"), "signed_off_in_part"),
        (("vera", "legal"), ("fred", "finance"), "signed_off_in_part"),
    ],
)
def test_of_two_requests_to_one_person_or_role_the_latest_counts(
    first: tuple[str, str | None], second: tuple[str, str | None], state: str
) -> None:
    deal = sealed(
        *(
            asked(sign_off, of, at, **({"role": role} if role else {}))
            for sign_off, at, (of, role) in (
                ("S1", "2025-05-04", first),
                ("S2", "2025-05-05", second),
            )
        ),
        signed("S2", second[0], "2025-05-06"),
    )
    assert clock(deal, "internal")["state"] == state


def test_asking_again_does_not_undo_a_refusal_and_signing_then_does() -> None:
    refused = (ASKED, declined("S1", "vera", "2025-05-05"), asked("S2", "vera", "2025-05-06"))
    assert clock(sealed(*refused), "internal")["state"] == "declined"
    deal = sealed(*refused, signed("S2", "vera", "2025-05-07"))
    assert clock(deal, "internal")["state"] == "signed_off"


def test_the_latest_refusal_is_named_even_when_another_is_asked_again() -> None:
    deal = sealed(
        *BOTH_ASKED,
        declined("S1", "vera", "2025-05-05", id="no"),
        withdrawn("S2", "fred", "2025-05-06", id="back"),
        asked("S3", "vera", "2025-05-07"),
    )
    found = clock(deal, "internal")
    assert (found["state"], ids(found["made_by"])) == ("withdrawn", ["back"])


def test_what_one_withdraws_leaves_what_another_signed_in_the_same_role() -> None:
    deal = sealed(
        asked("S1", "vera", "2025-05-04", role="legal"),
        asked("S2", "fred", "2025-05-04", role="legal"),
        signed("S1", "vera", "2025-05-05"),
        signed("S2", "fred", "2025-05-05"),
        withdrawn("S1", "vera", "2025-05-06"),
    )
    assert clock(deal, "internal")["state"] == "signed_off"


def test_two_ids_of_one_human_are_one_person_asked() -> None:
    one = a_record("person.identified", person="v.lind", same_as="vera", method="directory")
    deal = given(
        one,
        *SEALED,
        ASKED,
        asked("S2", "v.lind", "2025-05-05"),
        signed("S2", "v.lind", "2025-05-06"),
    )
    assert clock(deal, "internal")["state"] == "signed_off"


def test_under_an_id_that_was_not_requested_everybody_answers_for_themselves() -> None:
    """Vera was asked under S2. Under S1 she declines, and somebody else signs."""
    request = asked("S2", "vera", "2025-05-04")
    no = declined("S1", "vera", "2025-05-05", id="no")
    found = clock(sealed(request, no, signed("S1", "fred", "2025-05-06")), "internal")
    assert (found["state"], ids(found["made_by"])) == ("declined", ["no"])
    own = clock(sealed(request, no, signed("S1", "vera", "2025-05-06")), "internal")
    assert own["state"] == "signed_off"


def test_a_deputy_signs_for_the_one_who_was_asked() -> None:
    deal = sealed(ASKED, signed("S9", "dora", "2025-05-05", on_behalf_of="vera"))
    found = clock(deal, "internal")
    assert found["state"] == "signed_off"
    assert "dora on behalf of vera" in found["sentence"]


def test_a_sign_off_that_was_withdrawn_is_still_shown_as_granted() -> None:
    deal = sealed(
        ASKED,
        signed("S1", "vera", "2025-05-05", id="yes"),
        withdrawn("S1", "vera", "2025-05-06", id="back"),
    )
    [found] = clock(deal, "internal")["sign_offs"]
    assert (found["state"], ids(found["granted"]), found["withdrawn"]) == (
        "withdrawn",
        ["yes"],
        ["back"],
    )


def test_what_was_signed_and_then_retracted_stays_signed_off() -> None:
    deal = sealed(
        ASKED,
        signed("S1", "vera", "2025-05-05", id="yes"),
        offer("retracted", "2025-05-06", id="gone"),
    )
    found = clock(deal, "internal")
    assert found["state"] == "signed_off"
    assert "granted and then retracted (2025-05-06, record gone)" in found["sentence"]
    [grant] = found["sign_offs"][0]["granted"]
    assert grant["then_retracted"] == [{"record": "gone", "clauses": None, "after": True}]


def test_a_retraction_of_a_clause_is_shown_on_the_signatures_that_cover_it() -> None:
    deal = sealed(
        signed("S1", "vera", "2025-05-05", clauses=["3.1"]),
        signed("S2", "fred", "2025-05-05"),
        offer("retracted", "2025-05-06", id="gone", clauses=["4.2"]),
    )
    first, second = clock(deal, "internal")["sign_offs"]
    assert first["granted"][0]["then_retracted"] == []
    assert ids(second["granted"][0]["then_retracted"]) == ["gone"]
    assert second["granted"][0]["then_retracted"][0]["clauses"] == ["4.2"]


def test_a_retraction_before_the_signature_is_not_one_after_it() -> None:
    deal = sealed(offer("retracted", "2025-05-04"), signed("S1", "vera", "2025-05-05"))
    assert "then retracted" not in clock(deal, "internal")["sentence"]
    same_day = sealed(offer("retracted", "2025-05-05"), signed("S1", "vera", "2025-05-05"))
    [told] = clock(same_day, "internal")["sign_offs"][0]["granted"][0]["then_retracted"]
    assert told["after"] is None


def test_answers_that_overlap_leave_their_order_open_unless_one_source_gives_it() -> None:
    def answers(**source: Any) -> dict[str, Any]:
        deal = sealed(
            ASKED,
            signed("S1", "vera", "2025-05-05", id="yes", **source),
            withdrawn("S1", "vera", "2025-05-05T10:00Z", id="back", **source),
        )
        return clock(deal, "internal")

    open_ = answers()
    assert (open_["state"], open_["order_unknown"]) == ("withdrawn", True)
    assert "no known order" in open_["sentence"]
    assert open_["steps"][-1]["after_previous"] is None
    assert answers(source={"system": "e-sign"})["order_unknown"] is False


def test_a_withdrawal_of_a_sign_off_that_no_record_knows_is_shown_apart() -> None:
    found = clocks(sealed(withdrawn("S7", "vera", "2025-05-05", id="lost")).known())
    assert ids(found["unplaced"]) == ["lost"]


def test_a_withdrawal_is_of_the_proposals_that_the_sign_off_was_used_for_by_then() -> None:
    then = (ASKED, signed("S1", "vera", "2025-05-05"), withdrawn("S1", "vera", "2025-05-06"))
    later = a_record("proposal.sealed", proposal="P2", at="2025-05-06")
    again = signed("S1", "vera", "2025-05-10", proposal="P2")
    deal = sealed(*then, later, again)
    at = clock(deal, "internal", "P2", effective_at="2025-05-07")
    assert (at["state"], at["sign_offs"]) == ("sealed", [])
    assert clock(deal, "internal", "P2")["state"] == "signed_off"


def test_a_sign_off_of_another_proposal_does_not_answer_the_request_on_this_one() -> None:
    other = a_record(
        "sign_off.granted", sign_off="S1", proposal="P2", actor="vera", at="2025-05-05"
    )
    deal = sealed(ASKED, other)
    assert clock(deal, "internal")["state"] == "sign_off_requested"
    assert clock(deal, "internal", proposal="P2")["state"] == "signed_off"


def test_the_clock_stands_where_it_stood_then() -> None:
    deal = sealed(ASKED, signed("S1", "vera", "2025-05-06", id="yes"))
    assert clock(deal, "internal", effective_at="2025-05-05")["state"] == "sign_off_requested"
    assert clock(deal, "internal", known_at="record:asked")["state"] == "sign_off_requested"
    noon = clock(deal, "internal", effective_at="2025-05-06T12:00:00Z")
    assert noon["made_by"][0]["order_unknown"] is True


def test_a_later_wording_is_no_step_of_the_proposal() -> None:
    deal = sealed(a_record("clause.revised", clause="4.2", at="2025-05-04", id="revised"))
    assert "revised" not in ids(clock(deal, "internal")["steps"])
    wordings = given(a_clause(id="c", at="2025-05-01"))
    assert clocks(wordings.known())["proposals"] == []


def test_that_no_signature_is_on_record_is_not_told_as_nobody_having_signed() -> None:
    told = clock(sealed(ASKED), "internal")["sentence"]
    assert told.endswith("no signature is on record.")
