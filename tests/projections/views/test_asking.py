"""What the views answer about the story, for whom, and page by page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ledger.application import Ledger
from projections.views.asking import BadCursor, Reader
from projections.views.exposures import exposures
from projections.views.pricing import Priced, pricing_by_client, pricing_by_deal, pricing_terms
from projections.views.promises import Wanted as Promised
from projections.views.promises import promises
from projections.views.register import Wanted, register
from projections.views.sign_offs import Wanted as ToSign
from projections.views.sign_offs import sign_offs
from tests.projections.views.viewing import (
    NOW,
    READER,
    connection,
    deals,
    followed,
    recorded,
    searched,
)
from tests.records import a_clause, a_record


def test_what_the_vp_was_exposed_to(told: str) -> None:
    with connection(told) as opened:
        found = {row["clause"]: row for row in exposures(opened, "vp-sales", READER).rows}
    assert {clause: row["rung"] for clause, row in found.items()} == {
        "3.1": "discussed",
        "4.2": "discussed",
    }
    assert (found["4.2"]["first_exposure"], found["4.2"]["record"]) == ("story-12a", "story-22")
    assert (found["3.1"]["first_seen"], found["4.2"]["first_seen"]) == ("story-09", None)


def test_how_sure_an_exposure_is_is_said_across_deals_too(database: str, ledger: Ledger) -> None:
    shown = [
        a_record("clause.displayed", id=id_, clause="4.2", to="carla", at=at)
        for id_, at in (("inferred", "2025-05-11"), ("unsure", "2025-05-20"))
    ]
    recorded(
        ledger,
        [
            a_clause(at="2025-05-01"),
            shown[0],
            a_record("clause.revised", id="late", text="Another.", at="2025-05-10"),
            a_record("clause.revised", text="A third.", at="2025-05-20"),
            shown[1],
        ],
    )
    followed(database, ledger)
    with connection(database) as opened:
        rows = {row["number"]: row for row in exposures(opened, "carla").rows}
    assert (rows[1]["late_change"], rows[1]["wording_unsure"]) == ("late", False)
    assert rows[1]["first_marks"]["first_seen"] == ["version_inferred"]
    assert (rows[3]["late_change"], rows[3]["wording_unsure"]) == (None, True)
    assert rows[3]["first_marks"]["first_seen"] == ["wording_unsure"]


def test_a_rung_is_asked_for_at_least(told: str) -> None:
    with connection(told) as opened:
        assert len(exposures(opened, "deputy", READER, least="signed").rows) == 2
        assert (
            exposures(opened, "agency-buyer", READER, least="opened").rows
            == exposures(opened, "agency-buyer", READER, least="displayed").rows
        )


def test_what_pricing_covers_and_on_what_it_is_silent(told: str) -> None:
    with connection(told) as opened:
        axis = Priced(NOW, "northcare", "orders", kinds=["discount"])
        rows = pricing_terms(opened, axis, READER).rows
        beneficiaries = Priced(NOW, axis="beneficiaries", kinds=["discount"])
        silent = pricing_terms(opened, beneficiaries, READER).rows
    assert {row["item"]: row["state"] for row in rows} == {
        "initial": "in",
        "expansion": "in",
        "renewal": "silent",
        "follow_on": "silent",
        "co_term": "silent",
    }
    assert {row["item"] for row in rows if row["state"] == "in" and row["words"]} <= {
        "initial",
        "expansion",
    }
    assert {row["state"] for row in silent} == {"silent"}
    assert {row["value"]["percent"] for row in rows} == {"22"}


def test_what_a_clarification_states_is_not_silent_in_the_view(
    database: str, ledger: Ledger
) -> None:
    stated = {"kind": "discount", "scope": []}
    scope = [{"axis": "orders", "item": "expansion", "state": "in"}]
    recorded(
        ledger,
        [
            a_record("party.joined"),
            a_record("party.joined", party="us", name="Us", role="seller"),
            a_clause(id="c", term=stated),
            a_record(
                "terms.clarified", id="agreed", clauses=["4.2"], agreed_by=["us", "acme"],
                term={**stated, "scope": scope},
            ),
        ],
    )  # fmt: skip
    followed(database, ledger)
    with connection(database) as opened:
        rows = pricing_terms(opened, Priced(NOW, axis="orders")).rows
    assert {(row["item"], row["state"], row["record"]) for row in rows} == {
        ("expansion", "in", "agreed"),
        *((item, "silent", "c") for item in ("initial", "follow_on", "renewal", "co_term")),
    }


@pytest.mark.parametrize(
    ("axis", "levels", "state"),
    [
        ("orders", ["expansion"], "in"),
        ("orders", ["renewal"], "silent"),
        ("services", ["scheduling", "platform"], "in"),
        ("services", ["analytics"], "silent"),
    ],
)
def test_whether_pricing_covers_an_item_by_its_ancestry(
    told: str, axis: str, levels: list[str], state: str
) -> None:
    with connection(told) as opened:
        [row] = pricing_by_deal(opened, Priced(NOW, axis=axis, levels=levels), READER).rows
    assert row["state"] == state


def test_clients_are_counted_with_the_deals_that_say_nothing(told: str, ledger: Ledger) -> None:
    recorded(ledger, [a_record("deal.opened", deal="D-2", client="northcare")])
    followed(told, ledger)
    wanted = Priced(NOW, axis="orders", levels=["expansion"])
    with connection(told) as opened:
        [row] = pricing_by_client(opened, wanted, READER).rows
    assert row == {
        "client": "northcare", "deals": 2, "in": 1, "out": 0, "both": 0, "silent": 1,
        "standings": {"in": {"contested": 1}, "silent": {"draft": 1}},
    }  # fmt: skip


def test_every_sign_off_of_the_story_was_given(told: str) -> None:
    with connection(told) as opened:
        assert sign_offs(opened, ToSign(NOW), READER).rows == []
        given = sign_offs(opened, ToSign(NOW, states=["signed"]), READER).rows
    authorities = {(row["clause"], row["signer"]): row["authority"] for row in given}
    assert authorities == {
        (clause, signer): "exceeded"
        for clause in ("3.1", "4.2")
        for signer in ("deal-desk", "deputy")
    }


def test_a_sign_off_goes_stale_with_the_wording_and_is_overdue_with_time(
    database: str, ledger: Ledger
) -> None:
    recorded(
        ledger,
        [
            a_clause(),
            a_record("proposal.sealed", proposal="P1", at="2025-05-17"),
            a_record("sign_off.requested", sign_off="S1", at="2025-05-18", due="2025-05-20"),
            a_record("sign_off.granted", sign_off="S1", actor="vera", at="2025-05-19"),
            a_record("clause.revised", text="Thirty percent.", at="2025-05-20"),
            a_record("proposal.sealed", proposal="P2", at="2025-05-21"),
            a_record(
                "sign_off.requested", sign_off="S2", proposal="P2", of="fin",
                at="2025-05-22", due="2025-05-25",
            ),
        ],
    )  # fmt: skip
    followed(database, ledger)
    with connection(database) as opened:
        rows = sign_offs(opened, ToSign(datetime(2025, 5, 25, 12, tzinfo=UTC))).rows
        assert {(row["of"], row["state"], row["overdue"]) for row in rows} == {
            ("fin", "open", False),
            (None, "stale", None),
        }
        [late] = sign_offs(opened, ToSign(datetime(2025, 5, 26, tzinfo=UTC), overdue=True)).rows
        assert (late["of"], late["overdue"]) == ("fin", True)
        [unasked] = sign_offs(opened, ToSign(NOW, person="vera")).rows
        assert (unasked["state"], unasked["required_by"]) == ("stale", "nobody")


def test_a_stale_sign_off_that_nobody_required_is_found_too(database: str, ledger: Ledger) -> None:
    recorded(
        ledger,
        [
            a_clause(),
            a_record("proposal.sealed", proposal="P1", at="2025-05-17"),
            a_record(
                "sign_off.granted", sign_off="S1", actor="dana", on_behalf_of="vera",
                at="2025-05-19", id="unasked",
            ),
            a_record("clause.revised", text="Thirty percent.", at="2025-05-20"),
            a_record("proposal.sealed", proposal="P2", at="2025-05-21"),
            a_record(
                "sign_off.granted", sign_off="S2", proposal="P2", actor="otto", at="2025-05-22",
            ),
        ],
    )  # fmt: skip
    followed(database, ledger)
    with connection(database) as opened:
        [row] = sign_offs(opened, ToSign(NOW)).rows
        assert (row["state"], row["required_by"], row["record"], row["of"]) == (
            "stale",
            "nobody",
            "unasked",
            None,
        )
        assert (row["number"], row["signed_number"], row["signer"]) == (2, 1, "dana")
        for person in ("vera", "dana"):
            assert sign_offs(opened, ToSign(NOW, person=person)).rows == [row]
        assert sign_offs(opened, ToSign(NOW, person="otto")).rows == []
        [given] = sign_offs(opened, ToSign(NOW, states=["signed"])).rows
        assert (given["signer"], given["required_by"]) == ("otto", "nobody")


def test_what_rests_on_a_privileged_record_is_withheld_and_counted(
    database: str, ledger: Ledger
) -> None:
    secret = {"privilege": "attorney_client"}
    recorded(
        ledger,
        [
            a_clause("3.1", text="Plain words."),
            a_clause("4.2", text="Contested words.", **secret),
            a_record("clause.displayed", clause="4.2", to="vera", **secret),
            a_record("deal.opened", deal="D-2", **secret),
        ],
    )
    followed(database, ledger)
    for reader, withheld in ((READER, 3), (Reader("legal"), 0)):
        seen = withheld == 0
        found = searched(database, "words", reader)
        assert (deals(found), found.withheld) == (["D-1"], withheld)
        assert deals(searched(database, "contested", reader)) == (["D-1"] if seen else [])
        assert deals(searched(database, "", reader)) == (["D-1", "D-2"] if seen else ["D-1"])
        with connection(database) as opened:
            assert bool(exposures(opened, "vera", reader).rows) is seen


def test_a_reader_limited_to_deals_sees_and_counts_only_these(
    database: str, ledger: Ledger
) -> None:
    secret = {"privilege": "work_product"}
    recorded(
        ledger,
        [a_clause(deal="D-1"), a_clause(deal="D-2"), a_record("deal.opened", deal="D-2", **secret)],
    )
    followed(database, ledger)
    for own, expected in (({"D-1"}, 0), ({"D-2"}, 1), (set[str](), 0)):
        reader = Reader("reader", frozenset(own))
        found = searched(database, "percent", reader)
        assert (deals(found), found.withheld) == (sorted(own), expected)
        with connection(database) as opened:
            rows = pricing_by_client(opened, Priced(NOW, axis="orders", levels=[]), reader).rows
            assert sum(row["deals"] for row in rows) == len(own)


@pytest.mark.parametrize("order", ["deal", "last_movement"])
def test_pages_follow_each_other_without_gap_or_double(
    database: str, ledger: Ledger, order: Any
) -> None:
    recorded(
        ledger,
        [
            a_record("deal.opened", deal=f"D-{number}", at=f"2025-05-{1 + number % 3:02}")
            for number in range(7)
        ],
    )
    followed(database, ledger)
    found: list[str] = []
    cursor = None
    with connection(database) as opened:
        whole = deals(register(opened, Wanted(), order=order))
        while True:
            page = register(opened, Wanted(), order=order, cursor=cursor, limit=2)
            found += deals(page)
            cursor = page.next
            if cursor is None:
                break
    assert found == whole
    assert sorted(found) == [f"D-{number}" for number in range(7)]
    if order == "last_movement":
        assert found[:2] == ["D-5", "D-2"]


@pytest.mark.parametrize("cursor", ["", "x", "[]", '["a", "b"]', "[[]]", "{}", "[1, 2]"])
def test_a_cursor_that_no_page_gave_is_refused(told: str, cursor: str) -> None:
    with connection(told) as opened, pytest.raises(BadCursor):
        register(opened, Wanted(), cursor=cursor, order="last_movement")


def test_what_is_found_can_be_printed(told: str) -> None:
    with connection(told) as opened:
        everything = [
            register(opened, Wanted()),
            exposures(opened, "rep"),
            pricing_terms(opened, Priced(NOW)),
            sign_offs(opened, ToSign(NOW, states=["signed"])),
            promises(opened, Promised(NOW, state=None)),
        ]
    assert all(json.dumps(found.rows) for found in everything)
    assert {found.position for found in everything} == {49}
