"""Words that change nothing are passed over; what bounds, denies or names something never is."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from projections.answers.words import negation
from projections.answers.words.dates import DAYS, MONTHS
from projections.answers.words.ordinary import PASSING
from tests.questions.bank import deals
from tests.questions.measure import known

NAMES = {deal: known(deal, path) for deal, path in deals().items()}
COBALT, STORY, SALTMARSH = "cobalt-2025", "northcare-2025", "saltmarsh-2023"
PRICING = ["price", "discount", "price_hold", "price_cap"]
EXPANSION = [{"axis": "orders", "item": "expansion"}]


@pytest.mark.parametrize(
    ("deal", "question", "kind", "parameters"),
    [
        (COBALT, "Did Teresa really and demonstrably sign P2?", "sign_off", {"proposal": "P2"}),
        (COBALT, "Was it Dana who read 2.8?", "knowledge", {"persons": ["w.dana"]}),
        (COBALT, "had the VP seen P2", "knowledge", {"ask": "whether", "proposal": "P2"}),
        (COBALT, "Was Ellis informed about 2.8?", "knowledge", {"clauses": ["2.8"]}),
        (COBALT, "does 2.8 cover renewals", "scope", {"clauses": ["2.8"], "terms": "all"}),
        (COBALT, "Under Exhibit A, are gensets in the price?", "scope", {"terms": PRICING}),
        (COBALT, "Duration of the rental deal?", "terms", {"terms": ["duration"]}),
        (COBALT, "how much time does Cobalt have to pay", "terms", {"terms": ["payment"]}),
        (COBALT, "Teresa approved 18 percent; was she authorized?", "sign_off", {"ask": "allowed"}),
        (COBALT, "Did P2 get the approval of M. Bell?", "sign_off", {"persons": ["w.marcus"]}),
        (COBALT, "Had 2.8 been taken out when they accepted?", "retraction", {"clauses": ["2.8"]}),
        (COBALT, "2.3 modified after executing the contract?", "changes", {"ask": "whether"}),
        (COBALT, "how does P1 compare with P2", "changes", {"ask": "what"}),
        (COBALT, "compare the first and the last offers", "changes", {"ask": "what"}),
        (COBALT, "What have Dana and Ellis told Carla?", "communication", {"to": ["c.carla"]}),
        (COBALT, "Was Carla made aware gensets are out?", "communication", {"to": ["c.carla"]}),
        (STORY, "do services added by the client get the discount", "scope", {"items": EXPANSION}),
        (COBALT, "Did Nadia leave anything out?", "communication", {"ask": "relay"}),
        (COBALT, 'search the papers for the word "theft"', "silence", {"words": "theft"}),
        (COBALT, "Theft isn't dealt with in the MSA, is it?", "silence", {"documents": ["msa"]}),
        (COBALT, "2.1 over 2.8?", "precedence", {"clauses": ["2.1", "2.8"]}),
        (COBALT, "did Dana go around Marcus on P2", "process", {"persons": ["w.marcus"]}),
        (COBALT, "can I trust this file, or did someone fiddle with it?", "integrity", {}),
        (COBALT, "what have we done for gensets in deals to date", "precedent", {"terms": "all"}),
        (SALTMARSH, "do new hotels get the rebate?", "scope", {"items": EXPANSION}),
        (SALTMARSH, "hotels opening later: the rebate?", "scope", {"items": EXPANSION}),
        (STORY, "has the deputy sgined P7", "sign_off", {"persons": ["deputy"]}),
    ],
)
def test_it_is_read_without_them(
    deal: str, question: str, kind: str, parameters: dict[str, Any]
) -> None:
    (found,) = read(question, NAMES[deal])
    assert found.kind == kind
    assert found.parameters.items() >= parameters.items()


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (COBALT, "Did Acme object to 2.3?"),
        (COBALT, "Did the janitor sign P2?"),
        (COBALT, "Did the help desk sign off on P2?"),
        (COBALT, "Are forklifts in the fleet discount?"),
        (COBALT, "Why did we take 99.9 back?"),
        (COBALT, 'annex 77: "bad weather" mentioned?'),
        (COBALT, "Are there any words on theft in 2.8?"),
        (COBALT, "Would Carla object if we raised the rates?"),
        (COBALT, "Should Marcus have retracted 2.8 sooner?"),
        (COBALT, "Was it retracted before specifically the hearing?"),
        (COBALT, "was the offer withdrawn in July 2025"),
        (COBALT, "Who signed off on P2, and was it retracted?"),
        (COBALT, "Is haulage discounted? Did anybody object to 2.3?"),
        (COBALT, "did the client retract P2"),
        (COBALT, "Did Marcus tell his wife about 2.8?"),
        (COBALT, "Who knew that Marcus retracted 2.8?"),
        (COBALT, "Was clause 2.8 witnessed by the notary?"),
        (STORY, "Did Northcare know it was overpaying?"),
        (COBALT, "Did Marcus orally approve P2?"),
        (COBALT, "Did Marcus try to retract 2.8?"),
        (COBALT, "Did Marcus refuse to sign P2?"),
        (COBALT, "Was Marcus about to sign P2?"),
        (COBALT, "What did we retract?"),
        (COBALT, "How did Marcus come to know about 2.8?"),
    ],
)
def test_what_it_does_not_know_still_refuses(deal: str, question: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES[deal])


def test_nothing_that_bounds_or_denies_is_passed_over() -> None:
    bounding = "before after until since without only unless except if not who when why what which"
    assert {*bounding.split(), *negation.WORDS, *MONTHS, *DAYS} & PASSING == set()
    assert {"will", "would", "should", "could", "shall"} & PASSING == set()


def test_what_is_left_out_of_a_message_skips_nobody() -> None:
    (found,) = read("What was left out when Nadia passed it on?", NAMES[COBALT])
    assert (found.kind, found.parameters["by"]) == ("communication", ["s.nadia"])


def test_whether_all_that_is_required_is_signed_is_asked_of_the_signatures() -> None:
    (found,) = read("Have all required people signed off on P2?", NAMES[COBALT])
    assert found.kind == "sign_off"
    (found,) = read("Who should have approved 2.8 before P2 was sent?", NAMES[COBALT])
    assert found.kind == "process"


def test_a_name_with_a_capital_is_no_mistyped_word() -> None:
    (found,) = read("did the deputy knwo about 4.2", NAMES[STORY])
    assert found.kind == "knowledge"
    with pytest.raises(QuestionNotRead, match="acme"):
        read("Was anything said to Acme about Analytics?", NAMES[STORY])
