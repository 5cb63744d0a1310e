"""The case that this was made for: who knew about clause 4.2, as of when, and as known when."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from domain.record import Record, parse
from projections.basis import Asked, resolve
from projections.deal import KnownDeal
from projections.knowledge.knowing import Held, Knowledge
from projections.knowledge.reading import knowledge
from tests.projections.given import NOW, Given
from tests.projections.known import fact, rung
from tests.shared import CHECKOUT

DEAL = "northcare-2025"
FEES, DISCOUNT = ("3.1", 1), ("4.2", 1)


@cache
def told() -> Given:
    lines = (CHECKOUT / "api" / "demo" / "story.jsonl").read_text(encoding="utf-8").splitlines()
    records: list[Record] = [parse(line) for line in lines]
    return Given(records)


def story(effective_at: object = None, known_at: object = None) -> KnownDeal:
    ledger = told()
    own = [entry for entry in ledger.entries if entry.record.deal is not None]
    shared = [entry for entry in ledger.entries if entry.record.deal is None]
    return KnownDeal(DEAL, own, shared, resolve(ledger, own, NOW, Asked(effective_at, known_at)))


def before_it_went_out(person: str, wording: tuple[str, int] = DISCOUNT) -> Held:
    found = Knowledge(story())
    return found.before(person, wording, fact(found, "story-18a"))


@pytest.mark.parametrize(
    ("at", "vp", "deputy", "desk"),
    [
        ("2025-05-01", None, None, None),
        ("2025-05-05", "received", None, None),
        ("2025-05-07T10:35:00Z", "received", None, "displayed"),
        ("2025-05-07", "received", None, "signed"),
        ("2025-05-09T09:25:00Z", "received", "sent", "signed"),
        ("2025-05-12T13:58Z", "received", "signed", "signed"),
        ("2025-05-16", "discussed", "signed", "signed"),
        ("2025-06-30", "discussed", "signed", "signed"),
    ],
)
def test_how_high_each_stood_on_the_discount_as_the_story_went_on(
    at: str, vp: str | None, deputy: str | None, desk: str | None
) -> None:
    found = Knowledge(story(effective_at=at))
    stood = [rung(found, who, DISCOUNT) for who in ("vp-sales", "deputy", "deal-desk")]
    assert stood == [vp, deputy, desk]


def test_before_it_went_out_the_vp_had_received_the_discount_and_no_more() -> None:
    held = before_it_went_out("vp-sales")
    assert (held.rung, held.order_unknown) == ("received", False)
    assert held.proof is not None
    assert held.proof.record == "story-12b"
    assert held.proof.fact.occurred.json == "2025-05-05T10:15:04Z"


def test_what_the_vp_was_shown_was_the_earlier_proposal_without_the_discount() -> None:
    shown = before_it_went_out("vp-sales", FEES)
    assert shown.proof is not None
    assert (shown.rung, shown.proof.record) == ("displayed", "story-09")
    found = Knowledge(story())
    assert found.on("vp-sales", DISCOUNT).seen is None
    assert found.earlier("vp-sales", DISCOUNT) == []


def test_the_deputy_signed_what_was_never_displayed_to_them() -> None:
    known = Knowledge(story()).on("deputy", DISCOUNT)
    assert known.highest is not None
    assert (known.highest.record, known.highest.rung) == ("story-17b", "signed")
    assert known.seen is None


def test_the_deputys_signature_gives_the_vp_nothing() -> None:
    records = {each.record for each in Knowledge(story()).proofs("vp-sales", DISCOUNT)}
    assert records == {"story-12a", "story-12b", "story-22", "story-26"}


def test_the_discount_was_shown_to_the_deal_desk_and_neither_to_the_vp_nor_the_deputy() -> None:
    at_sending = knowledge(story(effective_at="2025-05-12T13:58Z"))
    [discount] = [each for each in at_sending["wordings"] if each["clause"] == "4.2"]
    assert {"vp-sales", "deputy"} <= set(discount["not_shown_to"])
    assert not {"deal-desk", "rep"} & set(discount["not_shown_to"])


def test_silence_about_the_vp_is_said_with_who_reported_and_the_gap() -> None:
    found = Knowledge(story())
    covered = found.coverage("vp-sales", fact(found, "story-12b").interval)
    assert covered.systems == ("crm", "mail", "e-sign", "chat")
    assert [(gap.fact.id, gap.json["until"]) for gap in covered.gaps] == [
        ("story-13", "2025-05-06")
    ]
    assert found.coverage("vp-sales", fact(found, "story-18a").interval).gaps == ()


def test_the_client_received_the_offer_by_the_relay_and_accepted_it() -> None:
    found = Knowledge(story())
    proofs = [(each.record, each.rung) for each in found.proofs("agency-buyer", DISCOUNT)]
    assert proofs == [
        ("story-20a", "received"),
        ("story-20b", "received"),
        ("story-24", "acknowledged"),
    ]
    assert rung(found, "northcare", DISCOUNT) is None


def told_to(side: str, **times: Any) -> list[str]:
    return [each["record"] for each in knowledge(story(**times))["told"][side]]


def test_what_the_client_and_the_partner_were_told_and_what_the_relay_added() -> None:
    assert told_to("client") == ["story-18a", "story-20a", "story-20b"]
    assert told_to("partner") == ["story-10", "story-18a", "story-18b", "story-19"]
    assert told_to("client", effective_at="2025-05-12") == ["story-18a"]
    assert told_to("client", known_at="record:story-17b") == []
    relay = knowledge(story())["told"]["client"][1]
    assert relay["adds"] == "all future services included"


@pytest.mark.parametrize(
    ("times", "vp"),
    [
        ({"known_at": "record:story-11"}, None),
        ({"known_at": "record:story-12a"}, "sent"),
        ({"known_at": "record:story-12b"}, "received"),
        ({"known_at": "record:story-22"}, "discussed"),
        ({"known_at": "record:story-22", "effective_at": "2025-05-15"}, "received"),
        ({"known_at": "2025-05-10"}, "received"),
        ({"known_at": "2025-05-10", "effective_at": "2025-05-04"}, None),
    ],
)
def test_what_was_known_of_the_vp_and_when_it_was_known(
    times: dict[str, Any], vp: str | None
) -> None:
    assert rung(Knowledge(story(**times)), "vp-sales", DISCOUNT) == vp


def test_everything_in_the_story_leads_to_a_wording_and_nobody_looks_alike() -> None:
    found = knowledge(story())
    assert found["leads_nowhere"] == found["look_alikes"] == found["side_not_on_record"] == []
