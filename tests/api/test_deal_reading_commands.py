"""`timeline`, `clocks`, `knowledge`, `coverage` and `changes` as their user types them."""

from __future__ import annotations

from typing import Any

import pytest

from api.cli.demo import DEAL, story_text
from tests.api.cli import Command, lines
from tests.records import a_sending


@pytest.fixture
def told(command: Command) -> Command:
    """The command on a ledger that holds the story."""
    assert command("record", "-", given=story_text()).code == 0
    return command


def test_the_clocks_say_that_acceptance_and_retraction_crossed(told: Command) -> None:
    said = told("clocks", DEAL).out
    assert "formation: undetermined" in said
    assert "accepted first" in said
    assert "retracted first" in said
    before = told("clocks", DEAL, "--effective-at", "2025-05-14").out
    assert "formation: offered" in before
    assert "retraction" not in before


def test_the_clocks_keep_apart_who_instructed_and_who_executed_a_retraction(told: Command) -> None:
    said = " ".join(told("clocks", DEAL).out.split())
    assert "Instructed by Marguerite" in said
    assert "Executed by " in said
    between = told("clocks", DEAL, "--effective-at", "2025-05-16T12:00Z").out
    assert "not followed on record" in between
    assert "Instructed by Marguerite" in between
    assert "Executed by" not in between


def test_the_vp_is_not_on_record_as_having_seen_the_clause(told: Command) -> None:
    said = told("knowledge", DEAL, "--effective-at", "2025-05-12").out
    clause = said[said.index("4.2 Added products") :]
    [row] = [line for line in clause.splitlines() if line.startswith("│ Marguerite")]
    rung, proof, first, seen = (cell.strip() for cell in row.split("│")[2:6])
    assert (rung, first, seen) == ("received", "story-12a", "–")
    assert proof == "story-12b"
    assert "Not on record as having seen it: Marguerite Oyelaran" in clause
    assert "the chat" not in said
    assert "chat did not report from 2025-05-05 until 2025-05-06" in " ".join(said.split())


def test_coverage_says_what_was_signed_and_with_which_authority(told: Command) -> None:
    said = " ".join(told("coverage", DEAL).out.split())
    assert "Authority: Hanneke Brouwerquist: exceeded." in said
    found = told("coverage", DEAL, "--json").json
    assert [each["clause"] for each in found["clauses"]] == ["3.1", "4.2"]


def test_coverage_says_all_of_every_signature_also_of_what_nobody_required(
    command: Command,
) -> None:
    discount = {"kind": "discount", "value": {"percent": "22"}, "scope": []}
    added = a_sending("clause.added", id="c", at="2025-05-01", term=discount)
    granted = a_sending(
        "authority.granted", id="g", grant="G1", at="2025-01-01", limit={"percent": "15"}
    )
    delegated = a_sending(
        "authority.delegated", id="d", at="2025-05-01", delegation="D1", delegator="vera",
        delegate="dana", from_="2025-05-01", until="2025-05-31",
    )  # fmt: skip
    own = a_sending("sign_off.granted", id="own", actor="vera", at="2025-05-03")
    said = {"conditions": ["Paid in 30 days."], "statement": "As agreed."}
    for_her = a_sending(
        "sign_off.granted", id="for-her", actor="dana", on_behalf_of="vera", sign_off="S2",
        at="2025-05-04", value={"percent": "12"}, **said,
    )  # fmt: skip
    rule = [{"when": {"kind": "discount", "above": {"percent": "20"}}, "requires": "legal"}]
    policy = a_sending("policy.published", policy="A", rules=rule, from_="2025-01-01")
    right = added["data"] | {"term": discount | {"value": {"percent": "10"}}}
    fix = a_sending("record.corrected", id="fix", corrects="c", data=right, at="2025-06-01")
    sealed = a_sending("proposal.sealed", at="2025-05-02")
    given = lines(granted, delegated, policy | {"occurred_at": "2025-01-01"}, added, sealed)
    assert command("record", "-", given=given + lines(own, for_her, fix)).code == 0
    out = " ".join(command("coverage", "D-1").out.split())
    assert "signed beyond what was required Signed by dana on behalf of vera" in out
    assert "on the conditions “Paid in 30 days.”" in out
    assert "Authority: dana (on behalf of vera): delegated. Allowed by delegation D1 by" in out
    assert "for 12 %. Judged over a discount: 12 %, as signed. It rests on d, g." in out
    assert "In their words: “As agreed.” Record for-her, at position 7." in out
    assert "signed a further signature Signed by vera on P1, 2025-05-03." in out
    assert "vera: exceeded. 22 % is beyond grant G1 to vera, which held up to 15 %." in out
    assert "Corrected since (fix), which changes no sign-off. By that: vera: within." in out
    assert "By what was corrected since (fix) it would ask for nobody." in out
    [clause] = command("coverage", "D-1", "--json").json["clauses"]
    assert [each["record"] for each in clause["signatures"]] == ["own", "for-her"]


def test_changes_are_shown_word_by_word(told: Command) -> None:
    told("record", "-", given=lines(a_sending("clause.revised", deal=DEAL, clause="3.1")))
    said = told("changes", DEAL, "--from", "wording:3.1@1", "--to", "wording:3.1@2").out
    assert "[-" in said
    assert "{+" in said
    assert "4.2" not in said


def test_the_timeline_says_who_gained_which_rung_and_which_clock_moved(told: Command) -> None:
    said = " ".join(told("timeline", DEAL).out.split())
    assert "Hanneke Brouwerquist on clause 4.2, wording 1: displayed → signed" in said
    assert "internal clock of P7: signed off in part → signed off" in said
    assert "{+The unit prices and the 22 % discount" in said
    assert "standing: offered → retracted" in said
    assert "story-26 after dispute" in said
    chosen = told("timeline", DEAL, "--kind", "proposal.retracted", "--json").json["moments"]
    assert [each["record"] for each in chosen] == ["story-23"]
    refused = told("timeline", DEAL, "--person", "nobody")
    assert (refused.code, "not_in_timeline at /person" in refused.err) == (1, True)


def test_the_timeline_says_who_corrected_a_record_and_shows_the_words_of_then(
    command: Command,
) -> None:
    data = {"clause": "4.2", "heading": "H", "text": "Twenty."}
    source = {"system": "crm", "ref": "1", "recorded_at": "2025-05-01"}
    deal = [
        a_sending("clause.added", id="c", at="2025-05-01", text="Ten.", source=source),
        a_sending("record.corrected", id="fix", corrects="c", data=data, actor="dana"),
    ]
    assert command("record", "-", given=lines(*deal)).code == 0
    said = " ".join(command("timeline", "D-1").out.split())
    assert "corrected by dana (record fix; asserted), recorded" in said
    then = " ".join(command("timeline", "D-1", "--contemporaneous-only").out.split())
    assert "corrected later, by dana (record fix; asserted), recorded" in then
    assert "Twenty" not in then


def test_the_timeline_calls_people_by_name_and_says_how_sure_a_rung_is(command: Command) -> None:
    """Two of one name are told apart by their ids; who was identified has the name of both ids."""
    people = ("ana", "Ana Weber"), ("a2", "Ana Weber"), ("vera", "Vera Lind")
    deal = [
        *(a_sending("participant.assigned", person=id_, name=name) for id_, name in people),
        a_sending("person.identified", person="v.lind", same_as="vera"),
        a_sending("clause.added", actor="a2", at="2025-05-01"),
        a_sending("clause.displayed", clause="4.2", to="v.lind", actor="ana", at="2025-05-05"),
        a_sending("clause.revised", actor="ana", at="2025-05-03"),
    ]
    assert command("record", "-", given=lines(*deal)).code == 0
    said = " ".join(command("timeline", "D-1").out.split())
    assert "Ana Weber (a2) on clause 4.2, wording 1: nothing → authored" in said
    assert "Vera Lind on clause 4.2, wording 1: nothing → displayed" in said
    assert "wording 1: displayed → displayed (version inferred)" in said


def test_an_end_that_cannot_be_compared_is_refused_with_a_pointer(told: Command) -> None:
    said = told("changes", DEAL, "--from", "proposal:P99")
    assert said.code == 1
    assert "bad_end at /from" in said.err
    document = told("changes", DEAL, "--from", "proposal:P99", "--json").json
    assert (document["code"], document["pointer"]) == ("bad_end", "/from")


def test_an_offer_is_tried_before_it_is_sent(told: Command) -> None:
    at = ("--effective-at", "2025-05-09")
    said = " ".join(told("stress", DEAL, *at).out.split())
    assert "Tried: proposal P7: 3.1 (wording 1), 4.2 (wording 1)" in said
    assert "silent finding: no term" in said
    assert "Read as in (unsaid): " in said
    assert "“added by Customer during the Term”" in said
    assert "10 of 12 scenarios are a finding." in said
    only = told("stress", DEAL, "P3", *at, "--scenario", "renewal", "--json").json
    assert only["proposal"] == "P3"
    assert [each["scenario"] for each in only["scenarios"]] == ["renewal"]
    drafts = told("stress", DEAL, "--drafts", *at).out
    assert "Tried: the drafts" in drafts


def test_what_cannot_be_tried_is_refused(told: Command) -> None:
    assert "proposal_not_on_record" in told("stress", DEAL, "P9").err
    assert "scenario_not_on_record" in told("stress", DEAL, "--scenario", "zebra").err
    assert told("stress", DEAL, "P7", "--drafts").code == 2


def test_what_a_signer_was_never_shown_ends_the_command_as_a_gate(told: Command) -> None:
    passing = told("gate", DEAL, "P7", "--person", "deal-desk", "--fail-on-unseen")
    assert passing.code == 0
    assert "All that was asked about of P7 is on record as shown" in passing.out
    failing = told("gate", DEAL, "P7", "--person", "deputy", "--clause", "4.2", "--fail-on-unseen")
    assert failing.code == 1
    said = " ".join(failing.out.split())
    assert "wording 1, discount: 22" in said
    assert "added by Customer during the Term" in said
    assert "chat did not report" in said
    assert told("gate", DEAL, "P7", "--person", "nobody").code == 1


def test_what_people_said_in_a_read_back_is_told(told: Command) -> None:
    said = " ".join(told("read-back", "show", DEAL, "P7").out.split())
    assert "Does the discount of clause 4.2 apply to renewals of this order? No answer" in said
    fields = {"form": "written", "about": [{"clause": "4.2", "version": 1}], "deal": DEAL}
    of = {"axis": "orders", "item": "renewal"}
    answers = [
        a_sending("statement.made", actor=actor, statement=f"A-{actor}", words=words,
                  scope=[{**of, "state": state}], **fields)
        for actor, words, state in (("rep", "Sure.", "in"), ("vp-sales", "Never.", "out"))
    ]  # fmt: skip
    assert told("record", "-", given=lines(*answers)).code == 0
    said = " ".join(told("read-back", "show", DEAL, "P7").out.split())
    assert "apply to renewals of this order? they differ" in said
    assert "in: Sure." in said
    assert "out: Never." in said


def test_what_a_retraction_would_meet_is_told(told: Command) -> None:
    said = " ".join(told("impact", DEAL, "P7", "--effective-at", "2025-05-15").out.split())
    assert "A retraction of P7, received now: revocation" in said
    assert "4.2: authority exceeded" in said
    assert "northcare: " in said
    assert "Without clause 4.2, the other clause of it would stay as it is." in said
    assert "Retracted before Nothing of it is on record." in said
    assert "proposal_not_on_record" in told("impact", DEAL, "P9").err


@pytest.mark.parametrize(
    "name", ["timeline", "clocks", "knowledge", "coverage", "changes", "stress"]
)
def test_a_deal_that_is_not_on_record_is_refused(command: Command, name: str) -> None:
    said = command(name, "nowhere")
    assert said.code == 1
    assert "deal_not_on_record" in said.err


def _shown_before_a_late_revision() -> list[dict[str, Any]]:
    """Two people of one name are shown a clause; a revision from before that arrives later."""
    return [
        a_sending("deal.opened"),
        *(
            a_sending("participant.assigned", person=person, name="Kim", party="us")
            for person in ("kim", "kim2")
        ),
        a_sending("clause.added", at="2025-05-01", text="For a year."),
        a_sending("clause.displayed", id="shown", clause="4.2", to="kim", at="2025-05-05"),
        a_sending("proposal.sealed", at="2025-05-06"),
        a_sending("clause.revised", id="late", at="2025-05-03", text="For two years."),
    ]


def test_who_knew_by_what_was_recorded_at_the_time_alone(told: Command) -> None:
    said = " ".join(told("knowledge", DEAL, "--contemporaneous-only").out.split())
    assert "Note: Only what was recorded at the time proves a rung here" in said
    assert "Note: Only" not in " ".join(told("knowledge", DEAL).out.split())


def test_what_is_inferred_and_what_is_not_known_of_knowledge_is_told(command: Command) -> None:
    assert command("record", "-", given=lines(*_shown_before_a_late_revision())).code == 0
    said = " ".join(command("knowledge", "D-1").out.split())
    assert said.count("(version") == len(("Highest rung", "First exposure", "First seen"))
    assert "Not known of Kim (kim): record shown may have meant this wording" in said
    assert "(record late); the rung would be: displayed." in said
    assert "│ Kim (kim2) │" in said


def test_what_arrived_after_the_seal_is_told_by_every_reading(command: Command) -> None:
    assert command("record", "-", given=lines(*_shown_before_a_late_revision())).code == 0
    missed = "Not in P1: clause 4.2, wording 2 (record late), was recorded after the seal"
    for reading in ("terms", "knowledge", "coverage", "clocks"):
        assert missed in " ".join(command(reading, "D-1").out.split()), reading
    changes = command("changes", "D-1", "--from", "proposal:P1").out
    assert missed in " ".join(changes.split())


def test_the_relay_to_a_side_is_told_with_what_it_added(told: Command) -> None:
    said = " ".join(told("knowledge", DEAL).out.split())
    assert "(record story-20a). It added: “all future services included”." in said
    assert "Told to the client's side: by " in said


def test_the_terms_name_the_amendment_that_lies_over_the_proposal(command: Command) -> None:
    records = [
        a_sending("deal.opened"),
        a_sending("clause.added", at="2025-05-01", text="For a year."),
        a_sending("proposal.sealed", at="2025-05-02"),
        a_sending("proposal.accepted", proposal="P1", at="2025-05-03", by="acme"),
        a_sending("clause.revised", at="2025-05-04", text="For two years."),
        a_sending("proposal.sealed", proposal="A1", amends="P1", at="2025-05-05"),
        a_sending("proposal.accepted", proposal="A1", at="2025-05-06", by="acme"),
    ]
    assert command("record", "-", given=lines(*records)).code == 0
    said = " ".join(command("terms", "D-1").out.split())
    assert "the accepted proposal P1, amended by A1" in said
    assert "as amended by A1 For two years." in said


def test_what_a_policy_may_ask_for_is_not_told_as_asking_for_nobody(command: Command) -> None:
    rules = [{"when": {"kind": "discount"}, "requires": "legal"}]
    policy = a_sending(
        "policy.published", policy="A", rules=rules, from_="2025-01-01", at="2025-01-01"
    )
    added = a_sending("clause.added", at="2025-05-01")
    assert command("record", "-", given=lines(policy, a_sending("deal.opened"), added)).code == 0
    said = " ".join(command("coverage", "D-1").out.split())
    assert "Nobody was asked; whether a policy asks for anybody is not shown." in said
    assert "no policy asks" not in said


def test_what_stands_beside_the_clocks_says_what_it_is(command: Command) -> None:
    records = [
        a_sending("deal.opened"),
        a_sending("clause.added", at="2025-05-01"),
        a_sending("proposal.sealed", at="2025-05-02"),
        a_sending("terms.clarified", id="c", clauses=["4.2"], agreed_by=["us"], at="2025-05-03"),
        a_sending("order.placed", id="o", order="O1", order_type="renewal", claimed_under="4.2"),
        a_sending("reliance.reported", id="r", by="acme", act="hired", on={"proposal": "P1"}),
    ]
    assert command("record", "-", given=lines(*records)).code == 0
    said = " ".join(command("clocks", "D-1").out.split())
    assert "record c, agreed by us: not in effect here at the moment asked" in said
    assert "record o, renewal, on no named proposal, claimed under clause 4.2" in said
    assert "record r, by acme: “hired”" in said
