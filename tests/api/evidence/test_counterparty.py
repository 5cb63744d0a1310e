"""What is handed to another party: its own matter, the rest as hashes, and no word of ours."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api.evidence.answers import QuestionNotForParty
from api.evidence.counterparty import PartyNotOnRecord
from api.evidence.untold import of_this_part
from ledger.embedded import EmbeddedServer
from ledger.proof.disclosure import opened
from projections.answers.asked import QuestionNotRead
from tests.api.evidence.bundles import (
    VERIFIERS,
    Files,
    House,
    a_house,
    broken,
    checked,
    printed_files,
    relisted,
    unzipped,
    verified,
)
from tests.records import a_clause, a_record

OUT = {"axis": "orders", "item": "expansion", "state": "out", "words": "internal-scope"}
TERM = {"kind": "discount", "value": {"percent": "20"}, "scope": [OUT]}
MAIL = {
    "message": "M1", "to": ["carla"], "channel": "email", "about": [{"topic": "discount"}],
    "words": "right-words",
}  # fmt: skip
VP = "internal-vp"
PRICE = "Twenty percent, sealed."


def story() -> Iterator[Any]:
    """What the client was party to has ids that begin with `c`, what it may not see with `i`."""
    out = {"source": {"system": "crm", "ref": "internal-ref"}}
    quoted = {"evidence": {"class": "asserted", "quote": "internal-quote"}}
    yield a_record("catalogue.item_defined", id="i-item", item="internal-item", name="internal-it")
    yield a_record("person.identified", id="i-same", person="carla", same_as="carla.2")
    yield a_record("deal.opened", id="c-open", name="internal-project")
    yield a_record("party.joined", id="c-acme")
    yield a_record("party.joined", id="c-seller", party="seller", name="Us", role="seller")
    yield a_record(
        "participant.assigned", id="c-carla", person="carla", name="Carla", party="acme",
        function="client_contact",
    )  # fmt: skip
    yield a_record("participant.assigned", id="c-ana")
    yield a_record("participant.assigned", id="i-vera", person=VP, name="internal-vera")
    yield a_clause("4.2", id="i-draft", text="internal-draft", drafted_by=VP)
    yield a_record(
        "clause.revised", id="i-text", actor=VP, text=PRICE, term=TERM, reason="internal-why"
    )
    yield a_record("proposal.sealed", id="c-sealed", actor=VP)
    yield a_record("sign_off.requested", id="i-asked")
    yield a_record("sign_off.granted", id="i-signed", actor=VP, statement="internal-ok")
    yield a_record("proposal.sent", id="c-sent", **out, **quoted)
    yield a_record("proposal.received", id="c-received", proposal="P1", by="carla.2")
    yield a_record("message.sent", id="c-mail", words="to-the-client", instructed_by=VP, **out)
    yield a_record("message.sent", id="i-mail", message="M2", to=[VP], words="internal-mail")
    yield a_record(
        "message.sent", id="i-secret", message="M3", words="secret", privilege="confidential"
    )
    yield a_record(
        "meeting.held", id="c-met", meeting="T1", attendees=["ana", "carla"],
        about=[{"clause": "4.2"}], notes="internal-notes",
    )  # fmt: skip
    yield a_record(
        "statement.made", id="c-said", actor="carla", statement="W1", words="said-by-client",
        about=[{"clause": "4.2"}], form="written",
    )  # fmt: skip
    yield a_record("clause.revised", id="i-later", text="internal-later")
    yield a_record(
        "proposal.retracted", id="c-retracted", proposal="P1", to=["carla"], reason_class="error",
        reason="internal-reason",
    )  # fmt: skip
    yield a_record(
        "record.corrected", id="c-right", corrects="c-mail", reason="internal-slip", data=MAIL
    )
    yield a_record("dispute.opened", id="i-dispute", question="internal-question")
    yield a_record("value.reported", id="i-stage", value="internal-stage")


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with a_house(server, tmp_path_factory.mktemp("house"), *story()) as made:
        yield made


@pytest.fixture(scope="module")
def files(house: House) -> Files:
    questions = (
        "Was the discount meant to cover expansion services?",
        "What was promised to Acme?",
        "What terms are in force?",
    )
    return house.export(party="acme", questions=questions).files


def table(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files[name].decode().splitlines()))


def values(files: Files) -> list[tuple[str, Any]]:
    both = (*table(files, "disclosures.csv"), *table(files, "closing.csv"))
    return [opened(row["disclosure"]) for row in both]


def in_the_bundle(files: Files) -> str:
    """Everything that can be read in it, disclosures opened."""
    plain = b"\n".join(files.values()).decode()
    return f"{plain}\n{values(files)}"


def ids(files: Files) -> set[str]:
    return {
        json.loads(content)["entry"]["id"]
        for name, content in files.items()
        if name.startswith(("deal/", "organisation/"))
    }


def test_it_holds_exactly_what_the_party_was_party_to(files: Files) -> None:
    found = checked(files)
    own = {each for each in ids(files) if not each.startswith("export:")}
    assert own == {each.id for each in story() if each.id.startswith("c-")}
    assert found.leaves == sum(each.id.startswith("i-") and bool(each.deal) for each in story())
    assert found.about.versions == sum(bool(each.deal) for each in story())


def test_no_word_of_the_house_is_in_it(files: Files) -> None:
    read = in_the_bundle(files)
    for word in ("internal", "secret", "command line"):
        assert word not in read, word
    for word in ("to-the-client", "said-by-client", "right-words", PRICE):
        assert word in read, word


def test_people_are_its_own_and_those_whom_it_dealt_with(files: Files) -> None:
    assert {value for name, value in values(files) if name == "person"} == {
        *("ana", "carla", "carla.2"),
    }


def test_what_it_was_no_party_to_is_not_described(files: Files) -> None:
    lines = table(files, "withheld.csv")
    described = {each["type"] for each in lines if each["why"] != "not_party"}
    assert described == {"message.sent"}
    assert {each["privilege"] for each in lines} == {"", "confidential"}
    assert {each["record"] for each in lines} == {""}


def test_texts_are_those_that_were_sealed_and_sent(files: Files) -> None:
    name = f"wordings/{sha256(PRICE.encode()).hexdigest()}.txt"
    assert [each for each in files if each.startswith("wordings/")] == [name]
    assert broken(relisted(files, {name: b"Another text."})) == ("wordings", name)
    other = f"wordings/{sha256(b'Another text.').hexdigest()}.txt"
    assert broken(relisted(files, {other: b"Another text."})) == ("wordings", other)


def test_answers_rest_on_what_it_may_see_and_say_so(files: Files) -> None:
    scope, promised = (json.loads(files[f"answers/question-{n}.json"]) for n in (1, 2))
    assert (scope["verdict"], promised["verdict"]) == ("undetermined", "stated")
    assert "to-the-client" not in promised["sentence"]
    assert "right-words" in promised["sentence"]
    for each in (scope, promised):
        assert each["rests_on"]["party"] == "acme"
        assert each["sentence"].endswith(each["rests_on"]["sentence"])


def test_what_the_part_leaves_out_is_not_called_absent(house: House, files: Files) -> None:
    scope, _, terms = (json.loads(files[f"answers/question-{n}.json"]) for n in (1, 2, 3))
    assert scope["now"]["verdict"] == "undetermined"
    questions = (
        '{"kind": "terms", "terms": ["discount"]}',
        "Does any document say anything about warranties?",
    )
    more = house.export(party="acme", questions=questions).files
    answered = [
        json.loads(content) for name, content in more.items() if name.startswith("answers/question")
    ]
    assert [each["verdict"] for each in answered] == ["undetermined", "undetermined"]
    for each in (scope, terms, *answered):
        told = json.dumps(each)
        assert "no term of it is on record" not in told
        assert "no sign-off on it" not in told
        assert "No statement of intent" not in told
        assert "Silent: " not in told
        assert not re.search(r"[Nn]o term states|No term of", told)
        assert "It does not tell which terms are stated" in each["sentence"]


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("What it means is not stated: no term of it is on record.", ""),
        (
            "P1 was sealed (record r); no sign-off on it is on record.",
            "P1 was sealed (record r); sign-offs on it are not told by this part.",
        ),
        (
            "4.2 was revised; who asked for it is not on record.",
            "4.2 was revised; who asked for it is not told by this part.",
        ),
        (
            "Silent: why clause 4.2 changed is not on record.",
            "Undetermined: why clause 4.2 changed is not told by this part.",
        ),
        (
            "Silent: no retraction of P1 is on record.",
            "Undetermined: this part shows no retraction of P1.",
        ),
        (
            "Silent: no objection to P1 is on record; no objection is not consent.",
            "Undetermined: this part shows no objection to P1; no objection is not consent.",
        ),
        (
            "Silent: no objection to P1 in time is on record: it was late.",
            "Undetermined: this part shows no objection to P1 in time: it was late.",
        ),
        (
            "No period to object was ever set, as far as the record shows.",
            "This part shows no period to object.",
        ),
        (
            (
                "Silent: no message or statement to A, and no clause of a proposal to them, on "
                "record says “so”."
            ),
            (
                "Undetermined: no message or statement to A, and no clause of a proposal to them, "
                "of this part says “so”."
            ),
        ),
        (
            "Silent: nothing that was told to Acme of “add-ons” is on record.",
            "Undetermined: this part shows nothing that was told to Acme of “add-ons”.",
        ),
        (
            "Silent: no precedence is on record, and there are no documents to rank.",
            "Undetermined: this part shows no precedence, and there are no documents to rank.",
        ),
        (
            "He said “No act is on record. It is not on record.” The message M1 is not on record.",
            (
                "He said “No act is on record. It is not on record.” The message M1 is not told by "
                "this part."
            ),
        ),
        (
            "a.1 and a.2 look alike, and nobody has identified them.",
            (
                "a.1 and a.2 look alike; whether they are one is not told by this part, and they "
                "count as two."
            ),
        ),
    ],
)
def test_a_sentence_about_the_whole_is_said_of_the_part_and_recorded_words_stay(
    whole: str, part: str
) -> None:
    intent = {"looked_for": "statement_of_intent", "sentence": "No statement of intent by …."}
    answered = {"sentence": whole, "words": whole, "not_shown": [intent]}
    assert of_this_part(answered) == {"sentence": part, "words": whole, "not_shown": []}


def test_an_answer_counts_the_records_that_are_handed_over(house: House, files: Files) -> None:
    answered = json.loads(files["answers/question-1.json"])
    of_deal = house.ledger.entries("D-1", answered["basis"]["known_at"])
    given = [each for each in of_deal if each.id.startswith("c")]
    rests_on = answered["rests_on"]
    assert f"acme was party to: {len(given)} of {len(of_deal)} records" in rests_on["sentence"]
    assert rests_on["left_out"] == len(of_deal) - len(given)


def test_the_same_question_asked_by_the_house_knows_more(house: House) -> None:
    question = "Was the discount meant to cover expansion services?"
    files = house.export(questions=(question,)).files
    assert json.loads(files["answers/question-1.json"])["verdict"] == "no"


@pytest.mark.parametrize("kind", ["integrity", "process", "sign_off", "knowledge", "precedent"])
def test_questions_about_the_house_are_not_answered_for_others(house: House, kind: str) -> None:
    size = house.ledger.size
    with pytest.raises((QuestionNotForParty, QuestionNotRead)):
        house.export(party="acme", questions=(json.dumps({"kind": kind}),))
    assert house.ledger.size == size


def test_a_party_that_takes_no_part_is_refused(house: House) -> None:
    with pytest.raises(PartyNotOnRecord):
        house.export(party="nobody")


@pytest.mark.parametrize("program", VERIFIERS)
def test_it_verifies_where_nothing_of_the_project_is(
    program: str, files: Files, tmp_path: Path
) -> None:
    folder = unzipped(files, tmp_path / "bundle")
    good, said = verified(folder, program)
    assert good, said
    leaves = files["leaves.csv"].decode().splitlines(keepends=True)
    for change in (leaves[:-1], [*leaves[:1], *leaves[2:]], [*leaves, leaves[-1]]):
        changed = relisted(files, {"leaves.csv": "".join(change).encode()})
        assert not verified(unzipped(changed, folder), program)[0]


def test_leaves_are_checked_as_entries_are(files: Files) -> None:
    leaves = files["leaves.csv"].decode().splitlines(keepends=True)
    first = leaves[1].split(",")
    for change, rule in (
        (leaves[:1] + leaves[2:], "proof"),
        ([*leaves, leaves[-1]], "proof"),
        ([leaves[0], ",".join([*first[:3], "0" * 64 + "\n"]), *leaves[2:]], "proof"),
        ([leaves[0], ",".join([first[0], "99", *first[2:]]), *leaves[2:]], "version"),
        ([leaves[0], ",".join(["house", *first[1:]]), *leaves[2:]], "form"),
        ([leaves[0], *leaves[1:], "deal,0,1\n"], "form"),
    ):
        assert broken(relisted(files, {"leaves.csv": "".join(change).encode()}))[0] == rule


def test_what_was_recorded_for_a_partner_is_the_partners(house: House) -> None:
    house.add(
        a_record("party.joined", id="p-1", party="mid", name="Mid", role="partner"),
        a_record("proposal.sent", id="p-2", to=["acme"], via="mid"),
    )
    files = house.export(party="mid").files
    assert {"p-1", "p-2", "c-sealed", "c-open"} <= ids(files)
    assert not {"c-mail", "c-met", "c-said"} & ids(files)


def test_its_paper_tells_it_no_more_than_the_rest(house: House) -> None:
    questions = ("Was the discount meant to cover expansion services?",)
    page = printed_files(house, party="acme", questions=questions)["timeline.html"].decode()
    assert questions[0] in page
    for word in ("internal-", "secret"):
        assert word not in page


def test_its_cover_promises_only_what_is_in_it_and_has_no_withheld_name(house: House) -> None:
    page = printed_files(house, party="acme")["timeline.html"].decode()
    assert "[withheld]" not in page
    assert "<title>Deal D-1</title>" in page
    assert "it tells nothing else of the deal" in " ".join(page.split())
    assert "who knew what when." not in page
