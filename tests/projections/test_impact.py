"""What a retraction would meet, at the moments of the story and of small offers."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.demo import DEAL, story
from domain.canonical import canonical
from projections.deal import KnownDeal
from projections.impact import impact
from tests.projections.given import Given
from tests.projections.offers import PEOPLE, offer, sealed
from tests.records import a_clause, a_record

TOLD = Given(story())
BEFORE_THE_RETRACTION = "2025-05-16T12:00:00Z"


def story_known(**times: Any) -> KnownDeal:
    known = TOLD.known(**times)
    return KnownDeal(DEAL, known.entries, known.organisation_entries, known.basis)


def met(*then: Any, **times: Any) -> dict[str, Any]:
    """The impact statement of P1, after it was sealed and this happened."""
    found = impact(sealed(*then).known(**times), "P1")
    assert found is not None
    return found


def test_before_the_retraction_the_story_shows_who_signed_who_has_it_and_who_relied() -> None:
    found = impact(story_known(effective_at=BEFORE_THE_RETRACTION), "P7")
    assert found is not None
    assert found["standing"] == "offered"
    assert found["governs"]
    [desk, deputy] = found["signed"]
    assert (desk["by"], desk["on_behalf_of"]) == ("deal-desk", None)
    assert (deputy["by"], deputy["on_behalf_of"]) == ("deputy", "vp-sales")
    assert {each["authority"] for each in desk["clauses"]} == {"exceeded"}
    assert {each["clause"] for each in deputy["clauses"]} == {"3.1", "4.2"}
    [sent] = found["sent"]
    assert (sent["to"], sent["via"]) == (["northcare"], "brightlink")
    assert [each["by"] for each in found["arrived"]] == ["partner-lead", "agency-buyer"]
    assert [each["by"] for each in found["reliance"]] == ["northcare"]
    assert found["accepted"] == []
    [instruction] = found["instructions"]
    assert (instruction["actor"], instruction["to"]) == ("vp-sales", "rep")
    assert found["moment"]["moment"] == "revocation"
    assert found["moment"]["within_validity"] is True
    assert found["moment"]["within_irrevocability"] is None


def test_after_the_story_both_an_acceptance_and_a_retraction_are_met() -> None:
    found = impact(story_known(), "P7")
    assert found is not None
    assert found["moment"]["moment"] == "after_acceptance"
    assert [each["by"] for each in found["accepted"]] == ["northcare"]
    assert len(found["retracted"]) == 1
    assert found["instructions"] == []
    assert all(each["retracted_by"] for each in found["clauses"])


@pytest.mark.parametrize(
    ("then", "at", "moment"),
    [
        ((), "2025-05-09T00:00:00Z", "before_sending"),
        (
            (offer("sent", "2025-05-04T10:00Z"), offer("received", "2025-05-05T10:00Z")),
            "2025-05-06T10:00:00Z",
            "revocation",
        ),
        ((offer("sent", "2025-05-04T10:00Z"),), "2025-05-06T10:00:00Z", "undetermined"),
        (
            (offer("sent", "2025-05-04T10:00Z"), offer("accepted", "2025-05-05T10:00Z")),
            "2025-05-06T10:00:00Z",
            "after_acceptance",
        ),
    ],
)
def test_the_moment_is_that_of_a_retraction_received_then(
    then: tuple[Any, ...], at: str, moment: str
) -> None:
    assert met(*then, effective_at=at)["moment"]["moment"] == moment


def test_an_arrival_that_is_not_on_record_leaves_it_open_and_is_said() -> None:
    found = met(offer("sent", "2025-05-04T10:00Z"), effective_at="2025-05-06T10:00:00Z")
    assert found["moment"]["possible"] == ["withdrawal", "revocation"]
    assert "undetermined, withdrawal or revocation" in found["moment"]["sentence"]
    assert "No arrival of it" in found["moment"]["sentence"]


def test_a_signature_taken_back_is_shown_as_given_and_standing_no_more() -> None:
    found = met(
        a_record("sign_off.granted", at="2025-05-04", actor="vera"),
        a_record(
            "sign_off.withdrawn",
            at="2025-05-05",
            actor="vera",
            sign_off="S1",
            reason_class="error",
            reason="A slip.",
        ),
    )
    [signed] = found["signed"]
    assert not signed["standing"]


def test_what_is_not_on_record_is_not_made_up() -> None:
    assert impact(sealed().known(), "P9") is None
    unsealed = Given((*PEOPLE, a_clause("3.1"), offer("sent", "2025-05-04T10:00Z")))
    found = impact(unsealed.known(), "P1")
    assert found is not None
    assert found["clauses"] is None
    assert found["signed"] == []


def test_the_same_basis_gives_the_same_bytes() -> None:
    times = {"effective_at": BEFORE_THE_RETRACTION}
    one, other = (impact(story_known(**times), "P7") for _ in range(2))
    assert canonical(one) == canonical(other)


def test_of_some_clauses_it_says_what_stays_and_what_bears_on_each() -> None:
    found = impact(story_known(effective_at=BEFORE_THE_RETRACTION), "P7")
    assert found is not None
    [first, second] = found["instead"]["some_clauses"]
    assert (first["clause"], first["stay"], second["clause"]) == ("3.1", 1, "4.2")
    [relied] = found["reliance"]
    assert second["reliance"] == [relied["record"]]
    assert second["sentence"] == (
        "Without clause 4.2, the other clause of it would stay as it is. Reliance on it, or on all "
        f"of the proposal: {relied['record']}. Orders claimed under it: none on record."
    )


def test_clarifying_names_who_must_agree_and_what_is_silent() -> None:
    found = impact(story_known(effective_at=BEFORE_THE_RETRACTION), "P7")
    assert found is not None
    clarify = found["instead"]["clarify"]
    assert clarify["agreed_by"] == {"client": ["northcare"], "seller": ["vendor"]}
    assert clarify["on_record"] == []
    of_each = {each["clause"]: each["silent"] for each in clarify["clauses"]}
    assert "renewal" in of_each["4.2"]["orders"]
    assert "expansion" not in of_each["4.2"]["orders"]


def test_what_was_taken_back_already_is_no_other_way() -> None:
    back = a_record(
        "proposal.retracted",
        proposal="P1",
        clauses=["4.2"],
        to=["acme"],
        reason_class="error",
        reason="A slip.",
    )
    assert met()["instead"]["some_clauses"] != []
    assert "4.2" not in [each["clause"] for each in met(back)["instead"]["some_clauses"]]


def test_a_wording_of_which_nobody_stated_a_meaning_is_not_called_silent() -> None:
    assert [each["silent"] for each in met()["instead"]["clarify"]["clauses"]] == [None, None]
