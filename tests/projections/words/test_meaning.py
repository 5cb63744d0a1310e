"""The third pass: what words mean by the thesaurus, and what a line must not lose on the way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from projections.answers.asked import KINDS, Question, QuestionNotRead
from projections.answers.question import read
from projections.answers.words.frames.every import FRAMES
from projections.answers.words.line import BREAK, Line, Token
from projections.answers.words.meaning import thesaurus
from projections.answers.words.meaning.accounting import covering, unexplained
from projections.answers.words.meaning.building import BUILDERS
from projections.answers.words.meaning.forms import forms
from projections.answers.words.meaning.inflecting import is_a_form, lemmas
from projections.answers.words.meaning.opening import opened
from projections.answers.words.meaning.reading import by_meaning
from projections.answers.words.meaning.rules import RULES
from projections.answers.words.reader import Reader
from tests.questions.bank import deals
from tests.questions.measure import known

NAMES = {deal: known(deal, path) for deal, path in deals().items()}
STORY, SALTMARSH, GULLWING = "northcare-2025", "saltmarsh-2023", "gullwing-2024"
HELIX, OSPREY, COBALT, FENNMARK = "helix-2025", "osprey-2024", "cobalt-2025", "fennmark-2024"


def line(text: str) -> Line:
    """A line of these tokens, as they would stand in a question."""
    tokens, at = [], 0
    for word in text.split():
        values = (word,) if word.startswith("@") else ()
        tokens.append(Token(word, at, at + len(word), values, first=at == 0))
        at += len(word) + 1
    return Line(text, tuple(tokens))


def one(deal: str, question: str) -> Question:
    (found,) = read(question, NAMES[deal])
    return found


def alone(deal: str, question: str) -> Question | None:
    """Read by the third pass, without the frames."""
    reader = Reader(NAMES[deal])
    found = by_meaning(reader.line(question), reader.vocabulary, FRAMES)
    return found[0] if found else None


def test_every_kind_has_a_rule_and_every_concept_of_a_rule_is_said_somehow() -> None:
    said = {c for own in thesaurus.ways().values() for each in own for c in each.concepts}
    used = {c for rule in RULES.values() for c in rule.concepts if not c.startswith("@")}
    assert set(RULES) == set(BUILDERS) == set(KINDS)
    assert used == said


def test_a_way_of_saying_tells_the_less_the_more_it_can_mean() -> None:
    ways = {each.words: each for own in thesaurus.ways().values() for each in own}
    assert ways["ratify",].weight == 3
    assert ways["drop",].weight == 1
    assert ways["in", "the", "know"].weight == 3


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("withdrew", "withdraw"),
        ("copied", "copy"),
        ("dropping", "drop"),
        ("revised", "revise"),
        ("dealt", "deal"),
        ("objections", "objection"),
    ],
)
def test_a_form_of_a_word_is_that_word(form: str, word: str) -> None:
    assert word in lemmas(form)


@pytest.mark.parametrize("mistake", ["shiping", "payed"])
def test_what_is_not_spelt_as_a_form_is_a_mistake(mistake: str) -> None:
    assert not is_a_form(mistake, frozenset({"ship", "pay"}))
    assert is_a_form("breaches", frozenset({"breach"}))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("who signed @clause", "who"),
        ("which of our own people saw it", "who"),
        ("the date upon which @proposal was withdrawn", "when"),
        ("grounds for the withdrawal", "why"),
        ("what is the story behind it", "why"),
        ("did @person object", "whether"),
        ("@clause date", "when"),
        ("has @person to date seen @clause", "whether"),
    ],
)
def test_the_form_is_told_by_its_words(asked: str, expected: str) -> None:
    assert forms(line(asked)) == (expected,)


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("i am trying to work out whether @clause was revised", "@clause was revised"),
        ("@person would like to know since when they knew", "since when they knew"),
        ("@person doubts that @clause was signed", "@clause was signed"),
        ("@person is hunting for a passage on strikes", "passage on strikes"),
        (
            "did @person know whether @clause was signed",
            "did @person know whether @clause was signed",
        ),
        ("nobody told @party that @clause is out", "nobody told @party that @clause is out"),
        ("@person told that @clause is out", "@person told that @clause is out"),
    ],
)
def test_what_leads_in_goes_and_what_is_asked_stays(asked: str, left: str) -> None:
    assert " ".join(token.text for token in opened(line(asked)).line.tokens) == left


def rest(kind: str, text: str) -> Sequence[str]:
    (frame,) = (each for each in FRAMES if each.kind == kind)
    own = line(text)
    spans = thesaurus.heard(own)
    covered = covering(spans, RULES[frame.kind].concepts)
    taken = {place for each in covered for place in each.places}
    return [own.tokens[at].text for at in unexplained(own, spans, taken)]


def test_a_word_that_nothing_explains_is_left_and_refuses() -> None:
    assert rest("sign_off", "did @person rubber stamp @clause") == []
    assert rest("sign_off", "did @person approve @clause grudgingly") == ["grudgingly"]
    assert rest("sign_off", "did @person approve the marzipan") == ["marzipan"]
    assert rest("sign_off", "did @person approve the withdrawal") == ["withdrawal"]


READ = [
    (GULLWING, "Is telematics within the compass of the loyalty discount?", "scope", None),
    (STORY, "Pray state the discount obtaining on 12 May 2025.", "terms", None),
    (COBALT, "Did Ellis tick 7.4 off?", "sign_off", "whether"),
    (HELIX, "Was it within Will's gift to approve P2?", "sign_off", "allowed"),
    (SALTMARSH, "Was the rebate clause ever placed before Mr Penrose?", "knowledge", "whether"),
    (FENNMARK, "at whose instance was 1.7 introduced", "changes", "who"),
    (STORY, "On whose say so was P7 pulled?", "retraction", "who"),
    (HELIX, "Did anyone represent to Omar that cold chain delivery was included?",
     "communication", "whether"),
    (SALTMARSH, "Do the papers anywhere advert to bed bugs?", "silence", None),
    (OSPREY, "As between 2.4 and X.1, which enjoys primacy?", "precedence", None),
    (COBALT, "what did other contractors get on gensets", "precedent", None),
    (OSPREY, "Was P2 dispatched without recourse to Jonas?", "process", None),
    (STORY, "Has anybody been monkeying with the ledger?", "integrity", None),
    (OSPREY, "did Clara raise a stink about the rate cap", "objection", "whether"),
]  # fmt: skip


@pytest.mark.parametrize(("deal", "asked", "kind", "ask"), READ)
def test_it_is_read_by_what_its_words_mean(
    deal: str, asked: str, kind: str, ask: str | None
) -> None:
    found = one(deal, asked)
    assert (found.kind, found.ask) == (kind, ask)


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        (STORY, "Would Marguerite have seen 4.2?"),
        (HELIX, "Could P2 still be signed?"),
        (HELIX, "Was the price hold breached?"),
        (COBALT, "Did Dana sign for Marcus?"),
        (GULLWING, "Did Noa read all of P2?"),
        (HELIX, "Was the price hold approved by the board?"),
        (GULLWING, "Did Owen want 5.3 retracted?"),
        (STORY, "How many pages has P7?"),
        (SALTMARSH, "Which documents are missing?"),
        (STORY, "How was marzipan handled in our other deals?"),
    ],
)
def test_what_it_does_not_mean_is_refused(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(asked, NAMES[deal])


def test_two_passes_that_differ_refuse() -> None:
    asked = "was timo even cleared to okay 17%?"
    with pytest.raises(QuestionNotRead):
        read(asked, NAMES[FENNMARK])


def test_a_remark_beside_the_question_goes_and_is_told() -> None:
    found = one(OSPREY, "Jonas is out today, so I am asking here: who signed P1?")
    assert (found.kind, found.ask, found.persons) == ("sign_off", "who", ())
    assert "Jonas is out today" in found.passed_over[0]


def test_he_is_whom_the_remark_names() -> None:
    found = one(FENNMARK, "rather not ask Beate herself: has she objected to P2?")
    assert found.persons == ("f.beate",)


def test_it_is_what_the_remark_names() -> None:
    found = one(COBALT, "I'm a bit worried about 2.8. when did Marcus first see it?")
    assert (found.kind, found.clauses) == ("knowledge", ("2.8",))


def test_what_somebody_says_of_the_matter_is_no_remark() -> None:
    with pytest.raises(QuestionNotRead):
        read("Hugh says the marzipan prices are news to him. had he seen C.1?", NAMES[SALTMARSH])


def test_when_somebody_signed_it_is_that_offer() -> None:
    found = one(FENNMARK, "was Timo acting within his powers when he signed P2")
    assert (found.ask, found.proposal, found.effective_at) == ("allowed", "P2", None)


def test_what_there_was_when_an_offer_was_sent_is_of_that_offer() -> None:
    assert one(FENNMARK, "Which approvals were in hand when P2 was sent?").proposal == "P2"


def test_still_without_a_signature_asks_for_the_signature() -> None:
    found = one(COBALT, "7.4 still w/o a signature from Ellis?")
    assert (found.kind, found.clauses, found.persons) == ("sign_off", ("7.4",), ("w.ellis",))


def test_may_at_the_head_is_who_did_it() -> None:
    assert one(HELIX, "May gave the green light for P2, correct?").persons == ("a.may",)


def test_what_we_hold_is_no_price_hold() -> None:
    found = one(HELIX, "At the time of execution, did we hold compliance's approval of P3?")
    assert found.clauses == ()


def test_after_they_signed_is_after_acceptance() -> None:
    found = one(COBALT, "Carla keeps saying we rewrote 2.3 after they signed. did we")
    assert found.parameters["after"]["event"] == "proposal.accepted"
    assert found.ask == "whether"


def test_clauses_by_number_words_and_days_by_one_month() -> None:
    assert one(STORY, "clause four point two: who drafted it?").clauses == ("4.2",)
    found = one(HELIX, "was 3.4 rewritten between 10 and 15 February 2025?")
    assert found.parameters["from"] == {"at": "2025-02-10"}


def test_what_is_written_for_short() -> None:
    assert one(STORY, "appointment booking covered by our disc.?").kind == "scope"
    assert one(GULLWING, "did Bram's appr. on P2 come in?").kind == "sign_off"


def test_alone_it_reads_what_the_frames_read() -> None:
    found = alone(GULLWING, "Who knew about 12.5 before it went out?")
    assert found == one(GULLWING, "Who knew about 12.5 before it went out?")


def test_a_break_stands_in_no_phrase() -> None:
    places = (BREAK, "off")
    own = line(f"they called {places[0]} {places[1]}")
    assert not any(each.said.words == ("call", "off") for each in thesaurus.heard(own))
