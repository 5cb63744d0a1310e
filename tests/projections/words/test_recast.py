"""Frames of English are recast in the plain form of their kind; what would be lost refuses."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import Question, QuestionNotRead
from projections.answers.question import read
from projections.answers.words.reader import Reader
from projections.answers.words.recasting.checks import CHECKS
from projections.answers.words.recasting.recast import frames, recast
from tests.questions.bank import deals
from tests.questions.measure import known

NAMES = {deal: known(deal, path) for deal, path in deals().items()}
STORY, SALTMARSH, GULLWING = "northcare-2025", "saltmarsh-2023", "gullwing-2024"
HELIX, OSPREY, COBALT = "helix-2025", "osprey-2024", "cobalt-2025"
ACCEPTED = {"event": "proposal.accepted", "record": "sm.p2acc"}
SENT = {"event": "proposal.sent", "record": "sm.p2sent"}


def one(deal: str, question: str) -> Question:
    (found,) = read(question, NAMES[deal])
    return found


READ: list[tuple[str, str, str, dict[str, Any]]] = [
    # Signing: whether somebody could, and whether everybody did.
    (COBALT, "Could Marcus sign 2.3 off?", "sign_off", {"ask": "allowed"}),
    (
        COBALT,
        "Could Marcus validly sign 2.3, I mean was he allowed to?",
        "sign_off",
        {"ask": "allowed", "clauses": ["2.3"]},
    ),
    (COBALT, "Marcus put his name to 2.3 - was that in his power?", "sign_off", {"ask": "allowed"}),
    (
        COBALT,
        "Marcus's approval of 2.3: was it within what he may sign?",
        "sign_off",
        {"ask": "allowed", "persons": ["w.marcus"]},
    ),
    (COBALT, "Is 2.3 signed off by everyone who had to?", "sign_off", {"ask": "whether"}),
    (GULLWING, "Was 5.3 signed off as policy asks?", "sign_off", {"ask": "whether"}),
    (GULLWING, "Has 5.3 got all the signatures that were required?", "sign_off", {}),
    (GULLWING, "Where did approval of 5.3 stand? signed off or not", "sign_off", {}),
    (COBALT, "Does Teresa's ok on 2.3 stand? i.e. is 2.3 signed off", "sign_off", {}),
    (COBALT, "Had 2.8 been cleared by legal? Is it signed off?", "sign_off", {"clauses": ["2.8"]}),
    (COBALT, "Is 2.3 as accepted signed off?", "sign_off", {"clauses": ["2.3"]}),
    (GULLWING, "Owen signed 5.3. Was it his to sign?", "sign_off", {"ask": "allowed"}),
    (GULLWING, "Has everybody who had to sign 5.3 signed it?", "sign_off", {"ask": "whether"}),
    (COBALT, "Legal never answered on 2.8. Is it signed off all the same?", "sign_off", {}),
    # What somebody claims not to have known, and a short question after it.
    (
        SALTMARSH,
        "Greg claims he saw 4.6 only after P2 was sent. Had he seen it before?",
        "knowledge",
        {"persons": ["b.greg"], "clauses": ["4.6"], "before": SENT},
    ),
    (
        SALTMARSH,
        "Tom maintains that Greg had no idea of 4.6 until P2 was out. Did he know of it before?",
        "knowledge",
        {"persons": ["b.greg"], "before": SENT},
    ),
    (
        SALTMARSH,
        "Greg says 4.6 went over his head. Had he seen it before P2 was sent?",
        "knowledge",
        {"persons": ["b.greg"], "before": SENT},
    ),
    (COBALT, "Whom can we prove to have seen 2.8 when P2 was sent?", "knowledge", {"ask": "who"}),
    # What crossed.
    (
        SALTMARSH,
        "P2: did our withdrawal get there before Hugh's yes?",
        "retraction",
        {"proposal": "P2", "before": ACCEPTED},
    ),
    (
        SALTMARSH,
        "Their yes to P2 and our withdrawal of it seem to have crossed. Which was first?",
        "retraction",
        {"proposal": "P2", "before": ACCEPTED},
    ),
    (
        SALTMARSH,
        "We recalled P2 in time, i.e. before Hugh accepted - right?",
        "retraction",
        {"before": ACCEPTED},
    ),
    (
        SALTMARSH,
        "Our withdrawal of P2 and Hugh's acceptance crossed. Was P2 withdrawn before he accepted?",
        "retraction",
        {"before": ACCEPTED},
    ),
    (STORY, "Which of us called P7 back, and on whose word?", "retraction", {"ask": "who"}),
    (
        STORY,
        "Marguerite told Tobias to get P7 off the table. Was P7 in fact retracted?",
        "retraction",
        {"ask": "whether", "proposal": "P7"},
    ),
    # In time.
    (HELIX, "Omar's complaint about the price hold: did it come in time?", "objection", {}),
    (COBALT, "Hector did protest against 2.8. Was the objection raised in time?", "objection", {}),
    (
        COBALT,
        "Hector wrote that he dislikes 2.8. Is that an objection to 2.8 made in good time?",
        "objection",
        {"persons": ["c.hector"], "clauses": ["2.8"]},
    ),
    # How it got out.
    (
        STORY,
        "How could P7 leave the house without the VP having signed it?",
        "process",
        {"persons": ["vp-sales"], "proposal": "P7"},
    ),
    (
        STORY,
        "How come the discount went out to Northcare although Marguerite had not signed?",
        "process",
        {"persons": ["vp-sales"]},
    ),
    (STORY, "How was a discount offered over Marguerite's head?", "process", {}),
    (STORY, "Who was left out when P7 was sent, and against which rule of ours?", "process", {}),
    (COBALT, "How did P2 get out with a signature that had expired?", "process", {}),
    (
        COBALT,
        "P2 left the house although Teresa had not agreed. How could that happen?",
        "process",
        {"persons": ["w.teresa"], "proposal": "P2"},
    ),
    # What was said, and what became of it on its way.
    (SALTMARSH, "What did Ivo put on top of our mail?", "communication", {"ask": "relay"}),
    (
        SALTMARSH,
        "What did Ivo leave out when he passed our towel mail on to Hugh?",
        "communication",
        {"ask": "relay", "by": ["c.ivo"]},
    ),
    (
        COBALT,
        "Anything we said to Carla but never wrote into the contract?",
        "communication",
        {"ask": "what", "to": ["c.carla"]},
    ),
    (
        COBALT,
        "Did Dana or anybody else tell Carla that generators are excluded?",
        "communication",
        {"state": "out", "to": ["c.carla"]},
    ),
    (
        GULLWING,
        "Was Lotte told by us that no reduction is given on spare parts?",
        "communication",
        {"state": "out", "to": ["g.lotte"]},
    ),
    # What is other, and what stands.
    (
        STORY,
        "P7 set against P3: what is other?",
        "changes",
        {"from": {"proposal": "P3"}, "to": {"proposal": "P7"}},
    ),
    (SALTMARSH, "What did we alter in 4.6 along the way?", "changes", {"clauses": ["4.6"]}),
    (GULLWING, "What are the price terms today, now that P3 was turned down?", "terms", {}),
    (GULLWING, "How many days had Gullwing to pay?", "terms", {"terms": ["payment"]}),
    (
        GULLWING,
        "The CRM shows a discount of 8 %. Which discount stands in the terms in force?",
        "terms",
        {},
    ),
    # Whom and what a term reaches.
    (
        COBALT,
        "Can Cobalt Paving rely on the fleet discount as well?",
        "scope",
        {"items": [{"axis": "beneficiaries", "item": "cobalt-paving"}]},
    ),
    (
        COBALT,
        "We charged Cobalt Paving a different rate this spring. Does our price extend to them?",
        "scope",
        {"items": [{"axis": "beneficiaries", "item": "cobalt-paving"}]},
    ),
    (
        COBALT,
        "Cobalt Paving sent us flowers. Do they share in Cobalt's discount?",
        "scope",
        {"items": [{"axis": "beneficiaries", "item": "cobalt-paving"}]},
    ),
    (
        GULLWING,
        "If Gullwing Inland orders a visit, does 5.3 give them the same discount?",
        "scope",
        {"clauses": ["5.3"]},
    ),
    (SALTMARSH, "Who at Saltmarsh knew of 4.6, and since when?", "knowledge", {"ask": "who"}),
    (
        COBALT,
        "Do excavators enjoy the discount as part of the earthmoving machines?",
        "scope",
        {"items": [{"axis": "services", "item": "excavators"}]},
    ),
    (
        COBALT,
        "If they renew, does the fleet discount apply?",
        "scope",
        {"items": [{"axis": "orders", "item": "renewal"}]},
    ),
    (COBALT, "Excavators included in the discount?", "scope", {}),
    (COBALT, "Is the rate for excavators discounted whatever the quantity?", "scope", {}),
    (COBALT, "Exhibit A says no, 2.3 says 18 %. Are generators discounted?", "scope", {}),
    (OSPREY, "Does the rate cap reach dubbing?", "scope", {}),
    # Which text wins, what texts say, what was added.
    (GULLWING, "Schedule B v. 5.3: whose word counts?", "precedence", {"clauses": ["5.3"]}),
    (
        GULLWING,
        "5.3 grants a discount and B.2 charges spare parts extra. Who wins?",
        "precedence",
        {"clauses": ["5.3", "B.2"]},
    ),
    (
        GULLWING,
        "Is it settled anywhere whether schedule B or the order prevails?",
        "precedence",
        {"documents": ["schedule-b", "order"]},
    ),
    (
        GULLWING,
        "1.4 was supposed to settle it: between schedule B and the order, what comes first?",
        "precedence",
        {"documents": ["schedule-b", "order"]},
    ),
    (
        OSPREY,
        "I can find nothing about data protection. Is there anything?",
        "silence",
        {"words": "data protection"},
    ),
    (
        OSPREY,
        "noise or dust, do the papers deal with that anywhere?",
        "silence",
        {"words": "noise or dust"},
    ),
    (
        COBALT,
        "Marcus's note: late, or there from the start? Was anything added to the record later?",
        "integrity",
        {},
    ),
]


@pytest.mark.parametrize(("deal", "question", "kind", "parameters"), READ)
def test_it_is_read_by_its_plain_form(
    deal: str, question: str, kind: str, parameters: dict[str, Any]
) -> None:
    found = one(deal, question)
    assert found.kind == kind
    assert found.asked == question
    assert found.parameters.items() >= parameters.items()


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        # Nobody signed for somebody else there.
        (COBALT, "Was Joy entitled to sign 2.3 for Marcus?"),
        (STORY, "Was Dashiell allowed to sign P3 in Tobias's stead?"),
        # A word before an item makes it another one.
        (HELIX, "cold connectors within the hold?"),
        (COBALT, "Could Marcus sign P2 next week?"),
        # Whether it reached somebody of theirs is not told.
        (COBALT, "Did any objection to 2.8 reach Carla in time?"),
        (SALTMARSH, "Was P2 withdrawn before Hugh's no?"),
        # What is said of an item would be lost.
        (COBALT, "Did Carla hear from us that generators are refuelled daily?"),
        (GULLWING, "Have we told Lotte that spare parts come in blue?"),
        # Of two people, texts or offers, none is chosen.
        (SALTMARSH, "Greg and Tom say 4.6 went over their heads. Had he seen it before P2?"),
        # The wants of a background may be what is asked about.
        (HELIX, "Helix Harbor Ireland wants our marzipan; are they covered?"),
        (GULLWING, "Joost rang. Do they get the discount?"),
        # It is not below it in the catalogue.
        (COBALT, "Do generators enjoy the discount as part of the earthmoving machines?"),
        # Nothing prices it.
        (GULLWING, "What is the price of camels?"),
        (COBALT, "Which was first, the yes or the no?"),
        (OSPREY, "I can find nothing about Zoltan's horse. Is there anything?"),
        (GULLWING, "Schedule Z v. 5.3: whose word counts?"),
        (GULLWING, "5.3 grants a discount and B.2 charges camels. Who wins the tender?"),
        (STORY, "How was a discount offered over Zoltan's head?"),
    ],
)
def test_what_would_be_lost_refuses(deal: str, question: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES[deal])


def test_a_frame_binds_the_reading_to_its_kind() -> None:
    reader = Reader(NAMES[COBALT])
    plain = recast("Could Marcus sign P2?", reader.named, reader.vocabulary)
    assert plain is not None
    assert plain.text == "Was Marcus allowed to sign P2?"
    assert plain.may_be(reader.read(plain.text))
    assert not plain.may_be(reader.read("Was P2 retracted?"))


def test_the_plain_form_is_in_no_frame_any_more() -> None:
    reader = Reader(NAMES[COBALT])
    assert recast("Was Marcus allowed to sign P2?", reader.named, reader.vocabulary) is None


def test_every_check_is_used() -> None:
    assert {frame.check for frame in frames()} == {*CHECKS.values()}
