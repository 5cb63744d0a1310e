"""Who does what to whom, and what is done: what a reading would turn round is refused."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from tests.questions.bank import deals
from tests.questions.measure import known

GULLWING, COBALT, FENNMARK, HELIX, SALTMARSH = (
    "gullwing-2024",
    "cobalt-2025",
    "fennmark-2024",
    "helix-2025",
    "saltmarsh-2023",
)
NAMES = {
    deal: known(deal, deals()[deal]) for deal in (GULLWING, COBALT, FENNMARK, HELIX, SALTMARSH)
}

REFUSED = [
    # One tells, shows or gives it, and another is told: they have no part in common.
    (COBALT, "Was Marcus told about 2.8 by Teresa?"),
    (FENNMARK, "Was Timo informed of 1.7 by Sabine?"),
    (GULLWING, "Did Bram show Owen 12.5?"),
    (FENNMARK, "Did Sabine bring 1.7 to Timo's attention?"),
    (FENNMARK, "Did Timo learn about 1.7 from Sabine?"),
    (COBALT, "Did Marcus know as much as Dana about 2.8?"),
    (COBALT, "Did Marcus know about Teresa and 2.8?"),
    (COBALT, "Did Carla sign P2 in front of Hector?"),
    (FENNMARK, "Did Timo sign P2 for Sabine?"),
    (FENNMARK, "Did Felix object on Beate's instructions?"),
    (GULLWING, "Did Joost know about B.2, as Lotte says?"),
    (GULLWING, "For Bram: did Owen see 12.5?"),
    (GULLWING, "Did Joost, who works with Lotte, see 12.5?"),
    (COBALT, "Did Marcus know about 2.8, which Nadia had asked for?"),
    # What is told first of one is not asked of both.
    (HELIX, "8.2 was changed. Was 3.4?"),
    (HELIX, "3.4 was retracted. Was 8.2 too?"),
    (SALTMARSH, "Fiona told Ivo about carpets. Did he tell Hugh?"),
    # A team, a superior and an apposition that does not fit are somebody else.
    (FENNMARK, "Did Timo's team sign P2?"),
    (FENNMARK, "Did Anselm, our lawyer, sign 10.1?"),
    (COBALT, "Was 2.8 authorised by anyone above Dana?"),
    (FENNMARK, "Did I object?"),
    (SALTMARSH, "Did they object before we accepted?"),
    # Who orders, who is ordered, whom it reached, and for whom.
    (COBALT, "Did Dana instruct Marcus to retract 2.8?"),
    (COBALT, "Did Marcus ask Dana to retract 2.8?"),
    (FENNMARK, "Was Jürgen ordered by Sabine to withdraw P2?"),
    (FENNMARK, "Was Jürgen ordered to withdraw P2?"),
    (COBALT, "Who was instructed to retract 2.8?"),
    (SALTMARSH, "Did Fiona instruct the retraction?"),
    (FENNMARK, "Did Jürgen withdraw P2 for Sabine?"),
    (FENNMARK, "Did Jürgen withdraw P2 at the request of Sabine?"),
    (SALTMARSH, "Was the retraction that Gregory instructed carried out by Fiona?"),
    (FENNMARK, "When did Beate get our retraction?"),
    (COBALT, "Did the retraction of 2.8 reach Carla before she signed?"),
    (SALTMARSH, "To whom was P2 retracted?"),
    (COBALT, "Why was 2.8 retracted when Carla wanted it?"),
    # Telling of an act is not the act.
    (SALTMARSH, "Did Fiona tell Ivo that P2 was retracted?"),
    (SALTMARSH, "Who was told of the retraction?"),
    (COBALT, "Did we tell Carla that Hector objected?"),
    (FENNMARK, "Did Timo tell Beate that 1.5 was changed?"),
    (COBALT, "Was 2.8 flagged to Marcus?"),
    # What was said is what another said, wanted, or was not to be said.
    (FENNMARK, "Did Ralf say that Jürgen said radio is discounted?"),
    (FENNMARK, "Did Jürgen tell Ralf that Beate wants radio in?"),
    (COBALT, "Did Dana warn Nadia not to tell Carla that generators are excluded?"),
    (COBALT, "Did Carla understand that generators are excluded?"),
    (GULLWING, "Did Astrid deny telling Lotte that hoist cables are in?"),
    (COBALT, "Did we tell Carla that generators are out but lifts are in?"),
    (COBALT, "Did we tell Carla and Hector the same about generators?"),
    (COBALT, "Did anyone say why generators are excluded?"),
    (FENNMARK, "Did Ralf promise Beate radio on our behalf?"),
    (COBALT, "Did we tell Carla that generators are included for Cobalt Paving?"),
    (COBALT, "Had Carla been told of generators when Nadia wrote to her?"),
    (GULLWING, "Did Lotte forward P2 to Joost?"),
    # Another verb is asked.
    (HELIX, "Did Grace see the price hold on the approval page?"),
    (HELIX, "Did Will let May sign?"),
    (COBALT, "Did Carla sign knowing that 2.8 was out?"),
    (COBALT, "Did Marcus sign the retraction?"),
    (COBALT, "Did whoever asked for 2.8 sign it?"),
    (COBALT, "Did the signatory see 2.8?"),
    (GULLWING, "Has Bram asked whether Owen saw 12.5?"),
    (GULLWING, "Did Owen know what 12.5 means?"),
    (COBALT, "Did Marcus know about 2.8 and still let it go out?"),
    (HELIX, "Did Helix ask for connectors to be discounted as well?"),
    (SALTMARSH, "Is there anything in the papers on how to object?"),
    (GULLWING, "Did Owen have doubts about 12.5?"),
    # A sign-off, an acceptance or a retraction that was taken back.
    (HELIX, "Had Yuki withdrawn her sign-off when Helix accepted P3?"),
    (HELIX, "Who withdrew the sign-off on P3?"),
    (HELIX, "When did Yuki withdraw?"),
    (FENNMARK, "Did Anselm take back his approval of 10.1?"),
    (SALTMARSH, "Was the acceptance withdrawn?"),
    (SALTMARSH, "Was the retraction of P2 withdrawn?"),
    (SALTMARSH, "Did Greg withdraw from the deal?"),
    (HELIX, "Did Will retract 3.4 himself?"),
    (COBALT, "was anything else retracted?"),
    # Signing.
    (COBALT, "Was 7.4 sent to Ellis for his signature?"),
    (GULLWING, "Did Lotte sign P2?"),
    (SALTMARSH, "Was it right that Greg signed?"),
    (COBALT, "Was 2.8 outside Teresa's limit?"),
    (COBALT, "Did Teresa have a limit?"),
    (SALTMARSH, "Does 13.2 allow set-off?"),
    # Who passed somebody by is not whom he passed by.
    (GULLWING, "Did Owen overlook 12.5?"),
    (FENNMARK, "Did Jürgen send P2 without permission?"),
    (FENNMARK, "Why did Jürgen not ask Sabine?"),
    (FENNMARK, "Has Sabine asked for 1.7?"),
    (COBALT, "Was P2 accepted without 2.8?"),
    (COBALT, "Why was 2.8 left out of P3?"),
    (COBALT, "Was the client bypassed?"),
    (FENNMARK, "According to Sabine, who had to sign?"),
    (GULLWING, "Did Astrid leave anything out when she wrote to Marek?"),
    # What was changed, and which way.
    (SALTMARSH, "Was the rebate lowered?"),
    (SALTMARSH, "Was 4.5 changed from 9 % to 7.5 %?"),
    (HELIX, "Did the price hold change from 12 to 24 months?"),
    (GULLWING, "Does clause 12.5 change 5.3?"),
    (GULLWING, "Was 12.5 our idea?"),
    (COBALT, "did P3 kill P2?"),
    (SALTMARSH, "Did P2 supersede P1?"),
    (COBALT, "Was 2.8 kept?"),
    (SALTMARSH, "What stayed the same between P1 and P2?"),
    (COBALT, "was 2.3 taken out together with 2.8?"),
    # Whom it was sent to, who answered it, and for whom somebody spoke.
    (COBALT, "Was the objection to 2.3 sent to Dana?"),
    (COBALT, "Who received the objection?"),
    (COBALT, "Who answered the objection?"),
    (COBALT, "Whom did the retraction reach?"),
    (COBALT, "Did Nadia speak for us when she told Carla that later machines are in?"),
    # Somebody else is to tell it, or was told; a rule was broken by somebody.
    (FENNMARK, "Would you tell Beate that P2 is retracted?"),
    (FENNMARK, "Did we tell anyone else that radio spots are not discounted?"),
    (FENNMARK, "Was any policy breached by Timo?"),
    (GULLWING, "Did anybody object to the order?"),
    # A moment of another text.
    (COBALT, "Did Marcus see 2.3 before it was retracted?"),
    (COBALT, "Did Ellis sign P3 before it was accepted?"),
    (COBALT, "What did 2.3 say when Teresa signed it?"),
    (COBALT, "Did Hector see P3 before it was retracted?"),
    (COBALT, "Had Ellis seen 7.4 when he refused?"),
    (COBALT, "Had Marcus seen 2.8 between the sending and the acceptance?"),
]


@pytest.mark.parametrize(("deal", "question"), REFUSED)
def test_what_a_reading_would_turn_round_is_refused(deal: str, question: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES[deal])


READ: list[tuple[str, str, str, dict[str, Any]]] = [
    (FENNMARK, "Was Timo informed of 1.7?", "knowledge", {"persons": ["b.timo"]}),
    (FENNMARK, "Was 1.7 shown to Timo?", "knowledge", {"persons": ["b.timo"]}),
    (
        FENNMARK,
        "Did Timo and Sabine know about 1.7?",
        "knowledge",
        {"persons": ["b.timo", "b.sabine"]},
    ),
    (
        FENNMARK,
        "Did Sabine, Timo and Anselm sign P2?",
        "sign_off",
        {"persons": ["b.sabine", "b.timo", "b.anselm"]},
    ),
    (FENNMARK, "Was Timo authorised to sign P2?", "sign_off", {"persons": ["b.timo"]}),
    (FENNMARK, "Was P2 withdrawn by Jürgen?", "retraction", {"persons": ["b.juergen"]}),
    (COBALT, "Was 2.8 pulled by Dana?", "retraction", {"persons": ["w.dana"]}),
    (FENNMARK, "Who told Jürgen to withdraw P2?", "retraction", {"ask": "who"}),
    (
        SALTMARSH,
        "Did our withdrawal reach Hugh before he accepted?",
        "retraction",
        {"ask": "whether", "before": {"event": "proposal.accepted", "record": "sm.p2acc"}},
    ),
    (
        FENNMARK,
        "Did Ralf promise radio to Beate?",
        "communication",
        {"by": ["k.ralf"], "to": ["f.beate"]},
    ),
    (
        FENNMARK,
        "Was Ralf told by Jürgen that radio is included?",
        "communication",
        {"by": ["b.juergen"], "to": ["k.ralf"]},
    ),
    (GULLWING, "did Marek forward our note as is?", "communication", {"ask": "relay"}),
    (FENNMARK, "Did Jürgen bypass Sabine?", "process", {"persons": ["b.sabine"]}),
    (FENNMARK, "Was Sabine bypassed?", "process", {"persons": ["b.sabine"]}),
    (SALTMARSH, "Was the rebate raised?", "changes", {"clauses": ["4.5"]}),
    (COBALT, "Did Hector object to P3?", "objection", {"persons": ["c.hector"], "proposal": "P3"}),
    (COBALT, "Did Hector see P2 before it was accepted?", "knowledge", {"persons": ["c.hector"]}),
    (COBALT, "Is the whole of P2 retracted?", "retraction", {"proposal": "P2"}),
    (COBALT, "Did Dana ignore Ellis?", "process", {"persons": ["w.ellis"]}),
    (COBALT, "Was 2.8 replaced?", "changes", {"clauses": ["2.8"]}),
    (GULLWING, "Does P3 amend 12.5?", "changes", {"clauses": ["12.5"]}),
    (COBALT, "Did Carla see P2 before she accepted it?", "knowledge", {"persons": ["c.carla"]}),
    (COBALT, "Who asked Dana to retract 2.8?", "retraction", {"ask": "who"}),
    (COBALT, "Did Dana consult Ellis?", "process", {"persons": ["w.ellis"]}),
    (
        COBALT,
        "Did Carla hear from Nadia that later machines are in?",
        "communication",
        {"by": ["s.nadia"], "to": ["c.carla"]},
    ),
    (GULLWING, "Did Joost object to P3?", "objection", {"persons": ["g.joost"]}),
    (HELIX, "Was the price hold cut?", "changes", {"clauses": ["3.4"]}),
    (HELIX, "Did the price hold change from 24 to 12 months?", "changes", {"clauses": ["3.4"]}),
]


@pytest.mark.parametrize(("deal", "question", "kind", "holds"), READ)
def test_what_is_near_it_is_still_read(
    deal: str, question: str, kind: str, holds: dict[str, Any]
) -> None:
    (found,) = read(question, NAMES[deal])
    assert found.kind == kind
    assert {name: found.parameters[name] for name in holds} == holds


@pytest.mark.parametrize(
    ("deal", "question", "reason"),
    [
        (COBALT, "Was Marcus told about 2.8 by Teresa?", "no part in common"),
        (COBALT, "Who was instructed to retract 2.8?", "only where it asks who"),
        (HELIX, "Who withdrew the sign-off on P3?", "taken back is not told"),
        (GULLWING, "Did Lotte sign P2?", "is an acceptance"),
        (SALTMARSH, "Was the rebate lowered?", "No wording went that way"),
        (FENNMARK, "Has Sabine asked for 1.7?", "is not who was passed by"),
    ],
)
def test_why_it_is_refused_is_told(deal: str, question: str, reason: str) -> None:
    with pytest.raises(QuestionNotRead, match=reason):
        read(question, NAMES[deal])
