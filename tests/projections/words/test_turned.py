"""What turns a question refuses it, with a reason; near sentences that nothing turns are read.

Each family stands with both: what is asked otherwise than any kind tells it, and what is not.
"""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import Question, QuestionNotRead
from projections.answers.question import read
from projections.answers.words.turned import TURNS
from tests.questions.bank import deals
from tests.questions.measure import known

NAMES = {deal: known(deal, path) for deal, path in deals().items()}
SALTMARSH, GULLWING, HELIX = "saltmarsh-2023", "gullwing-2024", "helix-2025"
OSPREY, COBALT, FENNMARK = "osprey-2024", "cobalt-2025", "fennmark-2024"

REFUSED: dict[str, list[tuple[str, str]]] = {
    "who told or showed whom": [
        (COBALT, "Was Marcus told about 2.8 by Teresa?"),
        (COBALT, "Did Teresa make Marcus aware of 2.8?"),
        (GULLWING, "Did Bram show Owen 12.5?"),
        (HELIX, "Did Anna Rask tell Anna Sorel about the price hold?"),
        (OSPREY, "Whom did we tell about X.1?"),
        (OSPREY, "Did Diego tell us when he saw X.1?"),
    ],
    "who instructed whom": [
        (COBALT, "Did Dana instruct Marcus to retract 2.8?"),
        (HELIX, "Was Anna Rask told by Will to retract 3.4?"),
        (COBALT, "Who was instructed to retract 2.8?"),
        (SALTMARSH, "Did Fiona tell Ivo that P2 was retracted?"),
        (SALTMARSH, "Did Ivo say that P2 was retracted?"),
        (COBALT, "Did Dana retract 2.8 at Marcus's request?"),
        (SALTMARSH, "To whom was P2 retracted?"),
        (COBALT, "Why was 2.8 retracted if Nadia had asked for it?"),
    ],
    "one has another sign": [
        (HELIX, "Did Will let May sign?"),
        (COBALT, "Did Carla sign in Hector's name?"),
        (GULLWING, "Did Owen approve that Bram signed?"),
        (COBALT, "Was 2.8 authorised by anyone above Dana?"),
        (FENNMARK, "Did Timo's team sign P2?"),
        (FENNMARK, "Did I sign P2?"),
        (GULLWING, "Did Lotte sign P2?"),
    ],
    "what one told of another": [
        (FENNMARK, "Did Ralf say that Jürgen said radio is discounted?"),
        (FENNMARK, "Did Jürgen tell Ralf that Beate wants radio in?"),
        (SALTMARSH, "Fiona told Ivo about carpets. Did he tell Hugh?"),
        (GULLWING, "Did Astrid deny telling Lotte that hoist cables are in?"),
        (GULLWING, "Did Lotte forward P2 to Joost?"),
    ],
    "who passed somebody by": [
        (FENNMARK, "Did Jürgen send P2 without permission?"),
        (GULLWING, "Did Owen overlook 12.5?"),
        (FENNMARK, "Did P2 reach Beate without 1.7?"),
        (FENNMARK, "According to Sabine, who had to sign?"),
        (COBALT, "Why was Marcus told about 2.8?"),
    ],
    "one of several": [
        (COBALT, "Was P2 signed by Teresa or by Ellis?"),
        (COBALT, "Did neither Teresa nor Ellis sign P2?"),
        (GULLWING, "Did Owen see 12.5 or B.2?"),
        (COBALT, "Was 2.3 changed before or after the objection?"),
        (COBALT, "Did Teresa approve 12 % or 18 %?"),
    ],
    "the first or the last": [
        (FENNMARK, "Who opened P2 first?"),
        (FENNMARK, "Who saw 1.7 last?"),
        (OSPREY, "When did Clara last see 2.4?"),
        (OSPREY, "Who has seen both wordings of 2.4?"),
        (HELIX, "Had Grace seen the first or the second 8.2?"),
    ],
    "all but what is named": [
        (COBALT, "Does the discount cover anything besides excavators?"),
        (FENNMARK, "Did Felix object to anything in P2 but 1.5?"),
        (COBALT, "Was the rest of P2 retracted?"),
        (COBALT, "Was anything else retracted along with 2.8?"),
    ],
    "by which way, where, alone": [
        (COBALT, "Was Carla told orally that generators are excluded?"),
        (COBALT, "Was 2.8 retracted by email?"),
        (COBALT, "Did Marcus see 2.8 in the meeting of 8 April?"),
        (HELIX, "Did Will retract 3.4 himself?"),
        (HELIX, "Did Anna Rask retract 3.4 on her own initiative?"),
        (COBALT, "Did Hector object on behalf of Cobalt?"),
        (COBALT, "Was 2.8 retracted within a day of the instruction?"),
        (COBALT, "How long before the acceptance was 2.8 retracted?"),
        (SALTMARSH, "How was P2 retracted?"),
    ],
    "could, wanted, asked for": [
        (GULLWING, "Could Owen have known of 12.5?"),
        (OSPREY, "Who may have seen 2.4?"),
        (GULLWING, "Did the port ask for a discount on hoist cables?"),
        (HELIX, "Did Helix ask for connectors to be discounted as well?"),
        (FENNMARK, "Did Beate believe that radio was in?"),
        (FENNMARK, "Would you tell Beate that P2 is retracted?"),
    ],
    "what was taken back": [
        (SALTMARSH, "Was the retraction withdrawn?"),
        (SALTMARSH, "Did Hugh withdraw his acceptance?"),
        (HELIX, "Was the approval of P3 taken back?"),
        (HELIX, "Had Yuki withdrawn her sign-off when Helix accepted P3?"),
    ],
    "what texts do to each other": [
        (SALTMARSH, "Did P2 supersede P1?"),
        (GULLWING, "Does clause 12.5 replace 5.3?"),
        (SALTMARSH, "What stayed the same between P1 and P2?"),
        (GULLWING, "Does any email mention hoist cables?"),
        (GULLWING, "Does every document mention the discount?"),
        (SALTMARSH, "What did the rebate use to be?"),
    ],
    "numbers of no governing wording": [
        (GULLWING, "Was Bram allowed to sign 10 %?"),
        (FENNMARK, "Does the 14 % discount cover billboards?"),
        (HELIX, "Did Grace sign the thirty days?"),
        (SALTMARSH, "Was the rebate lowered?"),
        (SALTMARSH, "Was 4.5 changed from 9 % to 7.5 %?"),
        (HELIX, "Did the price hold change from 12 to 24 months?"),
    ],
    "done on another day": [
        (SALTMARSH, "Was P2 retracted on 20 June 2023?"),
        (SALTMARSH, "Did Delia object on 25 May 2023?"),
        (GULLWING, "Did Bram sign P2 on 25 March 2024?"),
    ],
    "which thing a name belongs to": [
        (HELIX, "Does the discount on the sample tracker also cover the connectors?"),
        (GULLWING, "Does the discount cover hoist cables bought as spare parts?"),
        (HELIX, "Does the price hold cover affiliates of ours?"),
    ],
    "too late": [(COBALT, "Did anyone object after the deadline?")],
    "told first, and asked otherwise": [
        (SALTMARSH, "Fiona retracted P2. Had Hugh accepted it by then?"),
        (SALTMARSH, "We told Ivo that carpets are out. Did Hugh hear of it?"),
    ],
    "whom a side clause names": [
        (GULLWING, "Did Owen see P2, which Astrid sent to Lotte?"),
        (GULLWING, "Did Joost know about B.2, as Lotte says?"),
        (GULLWING, "Has Bram asked whether Owen saw 12.5?"),
        (COBALT, "Did Marcus know about 2.8 as early as Teresa?"),
        (COBALT, "Did we tell Carla that Hector objected?"),
    ],
    "a moment of another offer": [
        (COBALT, "Did Carla open P3 before it was accepted?"),
        (COBALT, "Did Marcus see 2.3 before it was retracted?"),
        (GULLWING, "Did Joost object to the offer that was accepted?"),
        (GULLWING, "What is the latest wording of 5.3?"),
    ],
    "what was told of it otherwise": [
        (COBALT, "Did Carla understand that generators are excluded?"),
        (COBALT, "Did Dana warn Nadia not to tell Carla that generators are excluded?"),
        (COBALT, "Did anyone say why generators are excluded?"),
    ],
    "a condition": [
        (FENNMARK, "If radio is in, is billboards in too?"),
        (SALTMARSH, "Subject to 13.2, does the rebate apply to towels?"),
    ],
    "one word that makes another kind": [
        (COBALT, "Is our liability limited?"),
        (COBALT, "Is the rate capped?"),
        (COBALT, "Was 2.8 dropped?"),
        (HELIX, "Are replacement parts in the hold?"),
        (GULLWING, "Is 12.5 binding?"),
        (SALTMARSH, "Can the agreement be terminated?"),
        (COBALT, "Was 2.8 sent to Marcus?"),
        (COBALT, "Did Cobalt agree to 18 %?"),
        (SALTMARSH, "Was Delia's objection late?"),
        (FENNMARK, "Is radio mentioned in P1?"),
    ],
    "what no kind counts or tells": [
        (HELIX, "How many clauses have a price hold?"),
        (HELIX, "What price hold did Helix want?"),
        (HELIX, "Did Helix order reagents?"),
        (COBALT, "Did anybody answer the objection?"),
        (GULLWING, "Was P2 sent without anybody noticing?"),
    ],
    "passed over": [
        (COBALT, "Did Marcus sign the retraction?"),
        (COBALT, "Has Ellis virtually signed P2?"),
        (COBALT, "Were aerial lifts in the discount from the start?"),
        (GULLWING, "Does the discount end where hoist cables begin?"),
    ],
}
READ: list[tuple[str, str, str, dict[str, Any]]] = [
    (COBALT, "Was Marcus told about 2.8?", "knowledge", {"persons": ["w.marcus"]}),
    (COBALT, "Did Dana retract 2.8?", "retraction", {"persons": ["w.dana"]}),
    (COBALT, "Who instructed Dana to retract 2.8?", "retraction", {"ask": "who"}),
    (COBALT, "Did Teresa and Ellis sign P2?", "sign_off", {"persons": ["w.teresa", "w.ellis"]}),
    (HELIX, "Did May sign P2?", "sign_off", {"persons": ["a.may"]}),
    (GULLWING, "Did Astrid tell Lotte that hoist cables are in?", "communication", {"state": "in"}),
    (GULLWING, "Did P2 go out without Owen?", "process", {"persons": ["t.owen"]}),
    (SALTMARSH, "did ivo or hugh object", "objection", {"persons": ["c.ivo", "s.hugh"]}),
    (OSPREY, "When did Clara first see 2.4?", "knowledge", {"ask": "when"}),
    (COBALT, "Does the discount cover excavators?", "scope", {}),
    (FENNMARK, "Did Felix object to 1.5?", "objection", {"clauses": ["1.5"]}),
    (COBALT, "Was 2.8 retracted before they accepted?", "retraction", {"clauses": ["2.8"]}),
    (GULLWING, "Did Owen know about 12.5?", "knowledge", {"clauses": ["12.5"]}),
    (SALTMARSH, "What changed between P1 and P2?", "changes", {"ask": "what"}),
    (GULLWING, "Do the documents mention telematics?", "silence", {}),
    (SALTMARSH, "What is the rebate?", "terms", {}),
    (FENNMARK, "Was Timo allowed to sign 17 %?", "sign_off", {"ask": "allowed"}),
    (FENNMARK, "Does the 17 % discount cover billboards?", "scope", {}),
    (SALTMARSH, "Was the rebate raised?", "changes", {"clauses": ["4.5"]}),
    (SALTMARSH, "Was 4.5 changed from 7.5 % to 9 %?", "changes", {"clauses": ["4.5"]}),
    (COBALT, "Did Carla see P2 before it was accepted?", "knowledge", {"proposal": "P2"}),
    (COBALT, "Was 2.8 retracted before it was accepted?", "retraction", {"clauses": ["2.8"]}),
    (COBALT, "Did Marcus know what 2.8 says?", "knowledge", {"clauses": ["2.8"]}),
    (GULLWING, "Did Marek leave anything out?", "communication", {"ask": "relay"}),
    (SALTMARSH, "Was P2 retracted on 14 June 2023?", "retraction", {"proposal": "P2"}),
    (SALTMARSH, "Was P2 retracted by 20 June 2023?", "retraction", {"proposal": "P2"}),
    (SALTMARSH, "Did Delia object on 20 May 2023?", "objection", {"persons": ["s.delia"]}),
    (COBALT, "Did anyone object in time?", "objection", {}),
]
AMENDED: list[tuple[str, str, dict[str, Any], bool]] = [
    (SALTMARSH, "Delia objected. Did Hugh?", {"persons": ["s.hugh"]}, False),
    (GULLWING, "Bram has seen 12.5. Has Owen too?", {"persons": ["t.owen"]}, False),
    (HELIX, "May signed P2. And Grace?", {"persons": ["a.grace"]}, False),
    (
        HELIX,
        "Reagents are in. Are connectors?",
        {"items": [{"axis": "services", "item": "connectors"}]},
        False,
    ),
    (GULLWING, "Do hoist cables cost extra?", {}, True),
    (GULLWING, "Are hoist cables charged separately?", {}, True),
    (GULLWING, "Are hoist cables denied the discount?", {}, True),
    (COBALT, "Are generators dropped from the discount?", {}, True),
    (GULLWING, "Are hoist cables discounted?", {}, False),
    (GULLWING, "Does the port pay full price for hoist cables?", {}, True),
    (SALTMARSH, "Did the retraction reach Hugh before he accepted?", {"ask": "whether"}, False),
]


def one(deal: str, question: str) -> Question:
    (found,) = read(question, NAMES[deal])
    return found


@pytest.mark.parametrize(
    ("deal", "question"), [each for family in REFUSED.values() for each in family]
)
def test_what_turns_a_question_refuses_it(deal: str, question: str) -> None:
    with pytest.raises(QuestionNotRead) as refused:
        read(question, NAMES[deal])
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(("deal", "question", "kind", "parameters"), READ)
def test_what_nothing_turns_is_read(
    deal: str, question: str, kind: str, parameters: dict[str, Any]
) -> None:
    found = one(deal, question)
    assert found.kind == kind
    assert {name: found.parameters.get(name) for name in parameters} == parameters


@pytest.mark.parametrize(("deal", "question", "parameters", "negated"), AMENDED)
def test_a_reading_is_of_what_is_asked(
    deal: str, question: str, parameters: dict[str, Any], negated: bool
) -> None:
    found = one(deal, question)
    assert {name: found.parameters.get(name) for name in parameters} == parameters
    assert found.negated is negated


def test_whom_a_retraction_reached_did_not_retract() -> None:
    found = one(SALTMARSH, "Did the retraction reach Hugh before he accepted?")
    assert "persons" not in found.parameters


def test_every_way_of_saying_can_be_looked_for_and_has_a_reason() -> None:
    for each in TURNS:
        assert each.pattern.compiled.pattern
        assert each.unless is None or each.unless.compiled.pattern
        assert each.reason.endswith(".")
