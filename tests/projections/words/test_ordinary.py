"""The short ordinary questions, and the one clause that "the cap" or "the 8 % rebate" means.

Of each family a table over deals of several trades: what is read, and near sentences that are not.
"""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import Question
from projections.answers.question import read
from projections.answers.words.reader import Reader
from projections.answers.words.recasting.subject import clause_meant
from tests.projections.words.test_names_and_things import names, one, refused
from tests.questions.bank import deals
from tests.questions.measure import known

TRAMS, HIVES, COURT, WATER = "71", "72", "73", "74"
VACCINES, SNOW, ORGAN, PHONES, BOATS, FAIR = "76", "82", "83", "84", "85", "86"
CAMPS, RINK, FREIGHT, LINEN = "62", "101", "104", "105"
CINEMA, METERS = "121", "122"
FIRST = {"ask": "whether", "proposal": "P2"}
ACCEPTED = "proposal.accepted"
COBALT = known("cobalt-2025", deals()["cobalt-2025"])


def plain(asked: str) -> Question:
    (found,) = read(asked, COBALT)
    return found


READ: list[tuple[str, str, str, dict[str, Any]]] = [
    # Who was asked to sign: of the way that it went.
    (TRAMS, "Was Grant asked to sign off P1?", "process", {"persons": ["s71.grant"]}),
    (TRAMS, "Was Katalin asked to approve the cap?", "process", {"clauses": ["5.2"]}),
    (HIVES, "Was May asked to approve the 8 % rebate?", "process", {"clauses": ["2.b"]}),
    (COURT, "Was Yusuf asked to approve C-4?", "process", {"clauses": ["C-4"]}),
    # A clause by its term, its heading, or its percentage.
    (TRAMS, "Did finance approve the cap?", "sign_off", {"clauses": ["5.2"]}),
    (TRAMS, "Did finance sign off the 3 % ceiling?", "sign_off", {"clauses": ["5.2"]}),
    (TRAMS, "Did legal approve the hand-over date?", "sign_off", {"clauses": ["8"]}),
    (ORGAN, "Did Kaarel approve the tuning discount?", "sign_off", {"clauses": ["III.1"]}),
    (TRAMS, "Is the cap signed off?", "sign_off", {"ask": "whether", "clauses": ["5.2"]}),
    (
        ORGAN,
        "Did Kaarel know of the tuning discount before P3 was accepted?",
        "knowledge",
        {"clauses": ["III.1"], "persons": ["s83.kaarel"]},
    ),
    (ORGAN, "Who asked for the tuning discount?", "changes", {"clauses": ["III.1"]}),
    (FAIR, "Who asked for the chalet discount?", "changes", {"ask": "who", "clauses": ["B1.1"]}),
    (HIVES, "What is the rent per hive?", "terms", {"clauses": ["2.a"]}),
    # When: the day stands with who did it.
    (TRAMS, "When did Anneliese sign P1?", "sign_off", {"ask": "who", "proposal": "P1"}),
    (VACCINES, "When did Baraka sign A-1?", "sign_off", {"ask": "who", "clauses": ["A-1"]}),
    (TRAMS, "When was P1 signed off?", "sign_off", {"ask": "who", "proposal": "P1"}),
    (TRAMS, "When was clause 8 revised?", "changes", {"ask": "what", "clauses": ["8"]}),
    (PHONES, "When was 12.b added?", "changes", {"ask": "what", "clauses": ["12.b"]}),
    (TRAMS, "When did Duarte object to L-2?", "objection", {"clauses": ["L-2"]}),
    (HIVES, "When did May object?", "objection", {"persons": ["s72.may"]}),
    # What was told of an item.
    (
        TRAMS,
        "Did we tell Inês that spares are not capped?",
        "communication",
        {"to": ["s71.ines"], "state": "out"},
    ),
    (
        TRAMS,
        "Did Grant tell the client that the actuators are not under the ceiling?",
        "communication",
        {"by": ["s71.grant"], "state": "out"},
    ),
    (
        RINK,
        "Did Tapio tell Eero that dehumidifying goes under the cap?",
        "communication",
        {"by": ["s101.tapio"], "to": ["s101.eero"], "state": "in"},
    ),
    (
        CAMPS,
        "Was the town told that camps are not under the cap?",
        "communication",
        {"to": ["s62.ville"], "state": "out"},
    ),
    (LINEN, "Was MediBuy told that gowns are out?", "communication", {"state": "out"}),
    # What was left out, or added, on the way.
    (ORGAN, "Did Toivo leave out the free visit?", "communication", {"ask": "relay"}),
    (PHONES, "Did Juma leave out that it is for hospitals only?", "communication", {}),
    (FREIGHT, "did levan drop the 300kg", "communication", {"by": ["s104.levan"]}),
    (CAMPS, "Did the agent add that prices are frozen?", "communication", {"ask": "relay"}),
    # Who refused, and who had it taken back.
    (RINK, "Did anyone sign the 3 % cap?", "sign_off", {"clauses": ["5.1"]}),
    # What it said before, and how it ends.
    (TRAMS, "What did clause 8 say before the revision?", "terms", {"version": 1}),
    (HIVES, "What did 2.b say before it was changed?", "terms", {"version": 1}),
    (PHONES, "What notice period applies?", "terms", {"terms": ["duration"]}),
    # With the percentage of the one clause that states it.
    (RINK, "Are refrigerant top-ups capped at 3 % a year?", "scope", {}),
    (TRAMS, "Are spares capped at 3 %?", "scope", {}),
    # Which was first, and what went out before it was signed.
    (METERS, "Which came first, our withdrawal of P2 or their acceptance?", "retraction", FIRST),
    (METERS, "Which was first, their acceptance or our withdrawal of P2?", "retraction", FIRST),
    (
        METERS,
        "What came first, the retraction or the acceptance?",
        "retraction",
        {"ask": "whether"},
    ),
    (
        METERS,
        "How come P2 was sent to Mto although May had refused to sign?",
        "process",
        {"persons": ["s122.may"], "proposal": "P2"},
    ),
    (
        CINEMA,
        "Why did P2 reach the client before Tiago had signed?",
        "process",
        {"persons": ["s121.tiago"], "proposal": "P2"},
    ),
    (
        CINEMA,
        "What have we told Duarte about the hand-over date?",
        "communication",
        {"ask": "what", "clauses": ["9.1"]},
    ),
    # What somebody knew of an item is the clause that states it so.
    (FREIGHT, "Who knew that spring packs are excluded?", "knowledge", {"clauses": ["C.4"]}),
    (
        FREIGHT,
        "Did Levan know that spring packs are excluded before the contract was signed?",
        "knowledge",
        {"clauses": ["C.4"], "persons": ["s104.levan"]},
    ),
    (FREIGHT, "Was Levan aware that spring packs are left out?", "knowledge", {"clauses": ["C.4"]}),
    # "The offer" and "the contract" are what governs.
    (LINEN, "Did June Tetteh ever see the contract?", "knowledge", {"proposal": "P2"}),
    (LINEN, "Who has seen the offer?", "knowledge", {"ask": "who", "proposal": "P2"}),
    (LINEN, "When did June first see the agreement?", "knowledge", {"ask": "when"}),
    # What it costs, and how long.
    (HIVES, "What does a hive cost per season?", "terms", {"clauses": ["2.a"]}),
    (VACCINES, "How much is a cool box a week?", "terms", {"clauses": ["B-9"]}),
    (HIVES, "Until when is pollen dusting held at NZD 90?", "terms", {"clauses": ["H.3"]}),
    (LINEN, "Until when is weekend pickup free?", "terms", {"clauses": ["2.2"]}),
]


@pytest.mark.parametrize(("deal", "asked", "kind", "parameters"), READ)
def test_an_ordinary_question_is_read(
    deal: str, asked: str, kind: str, parameters: dict[str, Any]
) -> None:
    found = one(deal, asked)
    assert (found.kind, found.asked) == (kind, asked)
    assert found.parameters.items() >= parameters.items()


@pytest.mark.parametrize(
    ("deal", "asked", "clause"),
    [
        (RINK, "Did Mark refuse the cap?", "5.1"),
        (RINK, "Did Mark decline to sign 5.1?", "5.1"),
        ("cobalt", "Did Ellis decline 7.4?", "7.4"),
    ],
)
def test_who_refused_did_not_sign(deal: str, asked: str, clause: str) -> None:
    found = one(deal, asked) if deal != "cobalt" else plain(asked)
    assert (found.kind, found.ask, found.negated) == ("sign_off", "whether", True)
    assert found.clauses == (clause,)


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (TRAMS, "Did Inês accept P1 before we withdrew it?"),
        (TRAMS, "Did the acceptance reach us before we withdrew P1?"),
        (TRAMS, "Did we get her acceptance before we pulled P1?"),
        (WATER, "Did the Board accept M-1 before we withdrew it?"),
        (SNOW, "Did Vroni sign P2 before it was withdrawn?"),
        (TRAMS, "Was P1 accepted before it was retracted?"),
    ],
)
def test_accepted_before_it_was_taken_back_is_the_other_way_round(deal: str, asked: str) -> None:
    found = one(deal, asked)
    assert (found.kind, found.ask, found.negated) == ("retraction", "whether", True)
    assert found.before is not None
    assert found.before.event == ACCEPTED


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        # One wording is told from another.
        (TRAMS, "Did legal approve the November date?"),
        (WATER, "Did sales leadership approve the 18 month hold?"),
        (TRAMS, "Did finance approve the new cap?"),
        # No clause of it, or more than one.
        (TRAMS, "Did finance approve the 8 % cap?"),
        (TRAMS, "Did finance approve the surcharge?"),
        # Signed in another offer than the one whose text governs, or not at all.
        (TRAMS, "When did Mark sign clause 8?"),
        (METERS, "Which came first, our withdrawal of P2 or their acceptance of P1?"),
        (METERS, "Which came first, our withdrawal of P2 or the order?"),
        (LINEN, "Did June Tetteh see the offer letter?"),
        (FREIGHT, "Did anybody know that spring packs are included?"),
        (FREIGHT, "Did Levan know that big spring packs are excluded?"),
        (LINEN, "Did June Tetteh read the offer of 3 May 2024?"),
        (TRAMS, "When did Grant sign P1?"),
        # They signed after all, or another wording.
        (VACCINES, "Did Baraka decline A-1?"),
        (COURT, "Did Océane refuse C-4?"),
        (TRAMS, "Did Mark decline clause 8?"),
        # It was instructed, and never done, or by somebody else.
        (TRAMS, "Did Leopold instruct the retraction of P1?"),
        (BOATS, "Did Domingo instruct the retraction?"),
        # A second question, or a reason, is no part of what was left out.
        (RINK, "Did Tapio leave out the cap and was 5.1 signed off?"),
        (RINK, "Did Tapio leave out the cap because Mark told him so?"),
        # Nobody passed anything on.
        (TRAMS, "Did Grant leave out the ceiling?"),
        # What is dropped is no part of a message; whom we ask is one of ours.
        (FREIGHT, "Did Levan drop the objection?"),
        (TRAMS, "Was Inês asked to sign P1?"),
        # Nothing that is stated to last is a notice.
        (TRAMS, "What notice period applies?"),
        # Another percentage than that of the clause.
        (RINK, "Are refrigerant top-ups capped at 5 % a year?"),
        # What is said of an item would be lost.
        (TRAMS, "Did we tell Inês that spares are not painted?"),
        (TRAMS, "Did we tell Inês that cheap spares are not capped?"),
        (HIVES, "What do bumblebees cost?"),
        (HIVES, "Until when is the camel held at NZD 90?"),
    ],
)
def test_what_it_would_lose_refuses(deal: str, asked: str) -> None:
    assert refused(deal, asked)


@pytest.mark.parametrize(
    ("deal", "words", "clause"),
    [
        (TRAMS, "the 3 % ceiling", "clause 5.2"),
        (TRAMS, "our cap", "clause 5.2"),
        (TRAMS, "the hand-over date", "clause 8"),
        (TRAMS, "the 5 % ceiling", None),
        (TRAMS, "the old cap", None),
        (HIVES, "the season rebate", "clause 2.b"),
        (HIVES, "the 8 %", "clause 2.b"),
        (WATER, "the 18 month hold", "wording 1 of clause 3.4"),
    ],
)
def test_the_one_clause_that_words_mean(deal: str, words: str, clause: str | None) -> None:
    reader = Reader(names(deal))
    assert clause_meant(reader.named(words).tokens, reader.vocabulary) == clause
