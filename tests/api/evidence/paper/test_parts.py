"""What each part of the paper says of the story, and what it says where there is nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from api.evidence.paper import Withheld
from api.evidence.paper.case import Case
from api.evidence.paper.parts import PARTS
from api.evidence.paper.parts.answers import answers
from api.evidence.paper.parts.certificate import certificate
from api.evidence.paper.parts.clocks import clocks
from api.evidence.paper.parts.cover import checking, cover
from api.evidence.paper.parts.glossary import TERMS
from api.evidence.paper.parts.knowledge import knowledge
from api.evidence.paper.parts.limits import limits
from api.evidence.paper.parts.sign_offs import sign_offs
from api.evidence.paper.parts.sources import sources
from api.evidence.paper.parts.terms import terms
from api.evidence.paper.parts.timeline import timeline
from api.evidence.paper.parts.withheld import withheld
from api.evidence.paper.sentences import in_sentences
from tests.api.evidence.paper.story import EXPORT, blocks, said, texts, told, told_of
from tests.projections.given import given
from tests.records import a_clause, a_record
from tests.shared import CHECKOUT

READINGS = ("terms", "timeline", "coverage", "clocks", "knowledge")


def test_the_cover_says_of_which_deal_as_of_when_by_whom_and_how_to_check_it() -> None:
    found = texts(cover(Case(told())))
    for words in (
        *("Licences for a health agency", "Northcare", "position 49", "1 November 2026"),
        *("Counsel", "legal", "export-1", EXPORT.digest, "signed at 49 entries", "verify.sh"),
    ):
        assert words in found


def test_how_to_check_it_holds_the_checkpoint_as_it_was_signed_and_the_key() -> None:
    found = checking(Case(told()))
    [note] = [each for each in blocks(found) if each["block"] == "exact"]
    assert note["text"] == EXPORT.checkpoint
    assert str(EXPORT.verifier_key) in texts(found)


def test_without_a_checkpoint_it_says_that_nothing_is_signed() -> None:
    bare = told(export=replace(EXPORT, checkpoint=None, verifier_key=None))
    assert "No checkpoint lies with this export" in said(checking, bare)
    assert "none lies with this export" in texts(cover(Case(bare)))


def test_every_answer_stands_with_its_words_and_both_sides_at_one_width() -> None:
    given_ = told()
    found = answers(Case(given_))
    of_each = [each for each in found["blocks"] if each["block"] == "section"]
    for section, answer in zip(of_each, given_.answers, strict=True):
        words = texts(section)
        assert all(part in words for part in in_sentences(answer["sentence"]))
        [sides] = [each for each in blocks(section) if each["block"] == "sides"]
        assert len(sides["columns"]) == 2
        for cited in (*answer["supports"], *answer["opposes"], *answer["also_said"]):
            assert cited["record"] in words
            assert cited["words"] is None or f"{cited['words']}" in words
        for absent in answer["not_shown"]:
            assert absent["sentence"] in words


def test_a_word_against_it_after_the_dispute_is_marked_as_that() -> None:
    [second] = [
        each for each in answers(Case(told()))["blocks"] if each.get("anchor") == "answer-2"
    ]
    [sides] = [each for each in blocks(second) if each["block"] == "sides"]
    against = texts(sides["columns"][1])
    assert "I was never told" in against
    assert "recorded after the dispute was opened" in against


def test_the_scope_sheet_says_in_out_and_silent_and_never_more() -> None:
    found = terms(Case(told()))
    sheets = [each for each in blocks(found) if each["block"] == "table"]
    rows = {texts(row[0]): [texts(cell) for cell in row[1:]] for row in sheets[1]["rows"]}
    assert rows["orders"] == [
        "initial expansion (“added by Customer during the Term”)",
        "–",
        "follow on, renewal, co term",
    ]
    assert rows["beneficiaries"] == ["–", "–", "client, affiliates, partner"]
    assert rows["services"] == ["platform", "–", "what is not named, nor below what is"]


def test_an_axis_of_which_nothing_is_stated_is_silent_as_a_whole() -> None:
    only = {"kind": "discount", "scope": [{"axis": "orders", "item": "initial", "state": "in"}]}
    found = terms(Case(told_of(given(a_clause("4.2", term=only)).known())))
    [sheet] = [each for each in blocks(found) if each["block"] == "table"]
    rows = {texts(row[0]): [texts(cell) for cell in row[1:]] for row in sheet["rows"]}
    assert rows["services"] == ["–", "–", "all of them"]
    assert list(rows) == ["services", "orders", "quantity", "beneficiaries", "held"]


def test_every_record_is_a_moment_with_its_id_position_and_sentence() -> None:
    given_ = told()
    assert given_.timeline is not None
    moments = [e for e in blocks(timeline(Case(given_))) if e["block"] == "moment"]
    for found, moment in zip(moments, given_.timeline["moments"], strict=True):
        words = texts(found)
        assert moment["record"] in words
        assert f"position {moment['position']}" in words
        assert moment["sentence"] in words


def test_a_revision_is_struck_through_and_underlined_word_by_word() -> None:
    records = [
        a_clause("4.2", id="one", text="A discount of 20 % applies.", at="2025-05-01"),
        a_record("clause.revised", id="two", clause="4.2", text="A discount of 22 % applies."),
    ]
    found = timeline(Case(told_of(given(*records).known())))
    first, second = (each for each in blocks(found) if each["block"] == "quote")
    assert first["words"] == ["A discount of 20 % applies."]
    assert {"removed": "20"} in second["words"]
    assert {"added": "22"} in second["words"]


def test_a_long_timeline_stands_under_headings_that_say_which_positions_follow() -> None:
    records = [a_clause(str(n), id=f"c{n}", at="2025-05-01") for n in range(120)]
    found = timeline(Case(told_of(given(*records).known())))
    titles = [each["title"] for each in found["blocks"] if each["block"] == "section"]
    assert [re.sub(r" \(.*", "", title) for title in titles] == [
        "Positions 1 to 50",
        "Positions 51 to 100",
        "Positions 101 to 120",
    ]


def test_a_struck_record_is_struck_through_and_a_corrected_one_has_both_sentences() -> None:
    records = [
        a_clause("4.2", id="one", at="2025-05-01"),
        a_clause("4.3", id="two", at="2025-05-01"),
        a_record("record.struck", id="strike", record="one", reason="a double"),
        a_record(
            "record.corrected",
            id="right",
            corrects="two",
            reason="the heading",
            data={"clause": "4.3", "heading": "Right", "text": "Some words."},
        ),
    ]
    found = timeline(Case(told_of(given(*records).known())))
    struck, corrected, *_ = (each for each in blocks(found) if each["block"] == "moment")
    assert "struck: counts for nothing" in struck["marks"]
    assert [*struck["body"][0]["words"][0]] == ["removed"]
    assert "First recorded:" in texts(corrected)
    assert "right" in texts(corrected)
    assert "by ana; asserted; recorded 1 January 2026" in texts(corrected)


def test_corrected_evidence_says_on_whose_correction_it_rests() -> None:
    right = {"about": [{"topic": "price"}], "words": "Not for expansion."}
    deal = given(
        a_record("objection.raised", id="two", words="Too dear.", about=[{"topic": "price"}]),
        a_record("record.corrected", id="right", corrects="two", actor="dana", data=right),
    )
    answer = deal.ask({"kind": "objection"})
    found = texts(answers(Case(told_of(deal.known(), answers=(answer,)))))
    assert "what it says rests on that: by dana; asserted; recorded 1 January 2026" in found
    assert found.count("entered by") == 1


def test_sign_offs_stand_with_the_authority_at_that_moment() -> None:
    words = said(sign_offs, told())
    for expected in ("exceeded", "640000.00 USD", "on behalf of Marguerite Oyelaran", "story-17b"):
        assert expected in words
    assert "No rule of it is about scope" in words


def test_both_rules_are_shown_for_a_retraction_and_no_law_is_applied() -> None:
    words = said(clocks, told())
    assert "Under the dispatch rule" in words
    assert "Under the receipt rule" in words
    assert "No governing law is on record" in words
    assert "we never intended additional services at that price" in words
    assert "stopped talks with another bidder" in words


def test_whoever_is_not_on_record_as_having_seen_a_wording_is_named_as_that_only() -> None:
    words = said(knowledge, told())
    assert (
        "Clause 4.2, wording 1: no record says that it was opened by, shown to or written by "
        "Marguerite Oyelaran" in words
    )
    assert "Nothing on record on any of these wordings for: Pilar Vasquenza" in words
    assert "did not know" not in words.replace("never means that somebody did not know it", "")


def test_what_a_side_was_told_says_about_what() -> None:
    words = said(knowledge, told())
    assert "proposal sent, by Tobias Wrenfield, to Brightlink Bid Consulting LLC, about" in words
    assert "about proposal P7. In words: “Please find the offer enclosed" in words
    assert "to Ingrid Solbakken, about clause 3.1 (wording\u00a01). In words" in words


def test_what_arrived_after_the_seal_is_said_of_the_terms_and_of_the_proposal() -> None:
    records = [
        a_clause("4.2", id="one", at="2025-05-01"),
        a_record("proposal.sealed", id="seal", at="2025-05-05", proposal="P1"),
        a_record("clause.revised", id="two", at="2025-05-03", clause="4.2", text="Later."),
    ]
    late = told_of(given(*records).known())
    for part in (terms, clocks):
        assert "Not in P1: clause 4.2, wording 2 (record two)" in said(part, late)
        assert "The seal holds wording 1" in said(part, late)


def test_the_sources_are_named_once_with_their_gaps() -> None:
    given_ = told()
    words = said(sources, given_)
    assert words.count("story-06a") == 1
    assert "the chat connection's credential had expired" in words
    assert "everybody" in words
    assert "story-13" in said(sources, replace(given_, knowledge=None))


def test_what_was_not_found_is_said_once_with_its_questions() -> None:
    words = said(limits, told())
    assert words.count("Clause 4.2 is silent on quantity: contracted, additional.") == 1
    assert "(questions 1 and 10)" in words


def test_only_a_time_stamp_bounds_the_time_of_an_entry() -> None:
    assert "no checkpoint says when it was signed" in said(limits, told())
    stamped = told(export=replace(EXPORT, stamped="One, of 1 November 2026"))
    assert "no checkpoint says when" not in said(limits, stamped)
    assert "One, of 1 November 2026" in said(checking, stamped)


def test_the_privilege_log_has_a_line_for_each_record_and_nothing_of_its_content() -> None:
    line = Withheld(position=50, why="attorney client", stands="its digest", record="r-1")
    words = said(withheld, told(withheld=(line,)))
    for expected in ("50", "r-1", "attorney client", "its digest", "not stated"):
        assert expected in words
    assert "Nothing is withheld" not in words


def test_that_nothing_is_withheld_is_said_only_where_nothing_is() -> None:
    assert "Nothing is withheld" in said(withheld, told())
    by_leaf = said(withheld, told(export=replace(EXPORT, leaves=3)))
    assert "Nothing is withheld" not in by_leaf
    assert "3 of 41 entries" in by_leaf
    overview = told().overview | {"withheld": 2}
    kept = said(withheld, told(overview=overview))
    assert "Nothing is withheld" not in kept
    assert "2 privileged records" in kept


def test_the_certificate_is_a_draft_with_blanks_for_whoever_signs() -> None:
    found = certificate(Case(told()))
    words = texts(found)
    assert words.startswith("DRAFT")
    assert "902(13)" in words
    assert EXPORT.digest in words
    blanks = [each["label"] for each in blocks(found) if each["block"] == "blank"]
    assert {"I, (name)", "Signature", "Place and date"} <= set(blanks)


def test_roles_are_spelled_in_the_sentences_of_the_timeline() -> None:
    found = said(timeline, told())
    assert "as deal desk to sign off" in found
    assert "deal_desk" not in found


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_that_is_no_part_of_the_export_is_said_to_be_none(name: str) -> None:
    part = {"coverage": sign_offs, "terms": terms, "timeline": timeline}
    part |= {"clocks": clocks, "knowledge": knowledge}
    assert "no part of this export" in said(part[name], told(**{name: None}))


def test_an_empty_deal_has_every_part_and_claims_nothing() -> None:
    bare = told_of(given(a_record("deal.opened", id="o", name="N", client="c")).known())
    words = " ".join(said(part, bare) for part in PARTS)
    for expected in (
        "No question was put",
        "No wording is on record",
        "No proposal is on record",
        "No system is on record",
    ):
        assert expected in words


def test_every_word_is_explained_as_in_the_glossary_of_the_docs() -> None:
    text = (CHECKOUT / "docs/glossary.md").read_text(encoding="utf-8")
    plain = " ".join(text.replace("*", "").replace("`", "").split())
    for term, words in TERMS:
        assert f"{term}: {words}" in plain or f"{term.split()[0]} of a retraction: {words}" in plain
