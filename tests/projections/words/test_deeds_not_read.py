"""One word that makes another kind, a deed that no reading holds, what is only likened.

Each family stands with near sentences that are read.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.projections.words.test_beside_an_offer import (
    COBALT,
    FENNMARK,
    GULLWING,
    OSPREY,
    SALTMARSH,
    one,
    refusal,
)

REFUSED = {
    "what became of an offer is no integrity": [
        (COBALT, "By the file as it stood then, was the offer withdrawn before they accepted?"),
        (SALTMARSH, "Going by the records as they stood, was P2 accepted?"),
    ],
    "instructed is not done": [
        (SALTMARSH, "Did Fiona instruct the retraction?"),
    ],
    "the sides signed": [
        (COBALT, "Is P2 signed?"),
        (OSPREY, "Is the offer signed?"),
        ("76", "Is the contract signed?"),
        ("82", "Was Vroni's signature before the retraction?"),
        ("82", "Was P2 retracted before Vroni's signature arrived?"),
        ("82", "Did our retraction arrive before her signature?"),
        (FENNMARK, "Did both sides sign?"),
        ("74", "Did the retraction get to Eleni before she had signed?"),
    ],
    "what was taken back did not change": [
        (COBALT, "Was 2.8 dropped?"),
        ("84", "Why was the minimum dropped?"),
        ("84", "min commitment gone?"),
        (COBALT, "Was 2.8 removed?"),
        (COBALT, "Is there a cap on our liability?"),
        (COBALT, "Was the contract cancelled?"),
    ],
    "not of the records": [
        ("71", "Was the hand-over delayed?"),
        ("81", "How do I add a record?"),
        ("62", "Did the town get M1 unchanged?"),
        ("102", "Did Amina call me back?"),
    ],
    "not of the terms": [
        ("71", "Is the hand-over date fixed?"),
        ("65", "Was there still an offer on 6 June?"),
        ("84", "When the hospitals accepted P1, was clause 7 still part of it?"),
        ("106", "Is the burner price open?"),
        ("81", "Was syrup feeding invoiced at cost?"),
        ("81", "Did we apply the rebate to syrup feeding?"),
        ("103", "Was the order of 10 December an expansion?"),
    ],
    "signed otherwise": [
        ("105", "Did Will Asante approve 6 % or did he have to?"),
        ("105", "Could Kwame approve his own clause?"),
        ("84", "did wanjiru get sign-off for 12.b before sending?"),
        ("82", "Was Sunniva allowed to sign 24 months?"),
        ("62", "Was Frank allowed to say that?"),
        ("84", "Why was 12.b never signed by legal?"),
    ],
    "likened, set apart, or an alternative": [
        (COBALT, "Are lifts discounted like excavators?"),
        (SALTMARSH, "Are towels treated like linen?"),
        ("81", "Are avocado hives rebated as kiwifruit hives are?"),
        (SALTMARSH, "Is linen rebated but towels not?"),
        (FENNMARK, "Are billboards in whether or not radio is?"),
        ("81", "Is feeding rebated or charged at cost?"),
        ("105", "Are neither scrubs nor gowns discounted?"),
        (COBALT, "Was 2.8 pulled but 2.3 kept?"),
    ],
    "told by the way": [
        ("74", "Is expansion out of the hold, as Patience wrote?"),
        ("74", "Did Patience write to Eleni what M-1 already said?"),
        ("106", "Did Sari tell Nyoman that the burner is in or out?"),
        ("72", "Does any document promise bumblebees?"),
        ("73", "Was standby promised free?"),
    ],
    "mentioned, or how it got there": [
        (COBALT, "Are generators mentioned in P1?"),
        (GULLWING, "Are hoist cables mentioned in P2?"),
        (COBALT, "How did P2 reach Carla?"),
        (GULLWING, "How did Lotte learn of B.2?"),
    ],
}


@pytest.mark.parametrize(
    ("deal", "question"), [each for family in REFUSED.values() for each in family]
)
def test_what_no_reading_holds_is_refused(deal: str, question: str) -> None:
    assert refusal(deal, question).endswith(".")


READ: list[tuple[str, str, str, dict[str, Any]]] = [
    (COBALT, "When was P2 retracted?", "retraction", {"ask": "when", "proposal": "P2"}),
    (COBALT, "Was 2.8 changed?", "changes", {"clauses": ["2.8"]}),
    (COBALT, "Was P2 signed off?", "sign_off", {"proposal": "P2"}),
    (COBALT, "Was P2 signed off by Teresa?", "sign_off", {"persons": ["w.teresa"]}),
    (COBALT, "Are lifts discounted?", "scope", {}),
    (SALTMARSH, "Is linen rebated?", "scope", {}),
    (SALTMARSH, "Are linen and towels rebated?", "scope", {}),
    ("81", "Is feeding rebated?", "scope", {}),
    ("106", "Did Sari tell Nyoman that the burner is in?", "communication", {"state": "in"}),
    ("84", "Who withdrew clause 7?", "retraction", {"ask": "who", "clauses": ["7"]}),
    ("81", "Was Grant allowed to sign 5.2?", "sign_off", {"ask": "allowed"}),
    ("86", "Is the carousel in the contract?", "silence", {}),
]


@pytest.mark.parametrize(("deal", "question", "kind", "parameters"), READ)
def test_what_is_near_it_is_read(
    deal: str, question: str, kind: str, parameters: dict[str, Any]
) -> None:
    found = one(deal, question)
    assert found.kind == kind
    assert {name: found.parameters.get(name) for name in parameters} == parameters


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (COBALT, "Have generators been dropped from the discount?"),
        (FENNMARK, "Is radio dropped?"),
        ("105", "Have patient gowns been dropped?"),
        ("82", "Is winter standby extra?"),
        (FENNMARK, "Is radio separate?"),
        (FENNMARK, "Is radio at full price?"),
    ],
)
def test_what_is_dropped_or_extra_is_out(deal: str, question: str) -> None:
    found = one(deal, question)
    assert (found.kind, found.negated) == ("scope", True)


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        ("106", "Was the date of the acceptance corrected?"),
        ("72", "Was the order of 6 August corrected?"),
        ("102", "Was the meeting of 6 March recorded late?"),
    ],
)
def test_what_was_corrected_is_no_time(deal: str, question: str) -> None:
    found = one(deal, question)
    assert (found.kind, found.effective_at, found.known_at) == ("integrity", None, None)
