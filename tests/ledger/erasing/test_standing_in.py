"""Whoever changes what stands for an erased value puts words into nobody's mouth, and is found."""

from __future__ import annotations

import pytest

from domain.events.told import MessageSent
from ledger.proof.verification import Break
from ledger.verifying import verify
from ledger.verifying_deal import judge_deal
from tests.databases import a_ledger, rows, run
from tests.ledger.erasing.erasing import House
from tests.records import DEAL


@pytest.fixture
def erased(house: House) -> House:
    house.erase()
    return house


def words(house: House) -> str | None:
    """What a process that opens the ledger now reads in the message that named her."""
    with a_ledger(house.url, "another") as ledger:
        events = (each.event for each in ledger.entries(DEAL))
        return next(each.words for each in events if isinstance(each, MessageSent))


def broken(house: House) -> Break:
    found = verify(house.ledger, lambda done, total: None).broken
    assert found is not None
    assert judge_deal(house.ledger, DEAL, house.ledger.size).broken == found
    return found


def test_words_that_nobody_said_are_not_read_and_are_found(erased: House) -> None:
    assert words(erased) == "[erased]"
    run(erased.url, "UPDATE ledger.erased SET stand_in = replace(stand_in, '[erased]', 'I agree.')")
    assert words(erased) != "I agree."
    [(first,)] = rows(erased.url, "SELECT min(position) FROM ledger.erased")
    assert (broken(erased).rule, broken(erased).position) == ("erased", first)


def test_what_stands_in_clear_is_not_covered_up(erased: House) -> None:
    run(
        erased.url,
        """UPDATE ledger.erased SET stand_in = '["/data/to", ["[erased]"]]'
        WHERE stand_in LIKE '%/data/words%'""",
    )
    with a_ledger(erased.url, "another") as ledger:
        to = [each.event.to for each in ledger.entries(DEAL) if isinstance(each.event, MessageSent)]
    assert ["vera"] in [list(map(str, each)) for each in to]
    assert "[erased]" not in str(to)
    assert broken(erased).rule == "erased"


def test_what_is_kept_is_not_said_to_be_erased(erased: House) -> None:
    run(
        erased.url,
        "UPDATE ledger.erased e SET digest = d.digest FROM ledger.disclosures d"
        " WHERE e.position = d.position AND e.digest ="
        " (SELECT digest FROM ledger.erased o WHERE o.position = e.position"
        " ORDER BY digest DESC LIMIT 1)",
    )
    assert broken(erased).rule == "erased"


@pytest.mark.parametrize(
    "forged",
    ['["/data/zzz", "[erased]"]', '["/instructed_by", "[erased]"]', '["/data/form", "[erased]"]'],
)
def test_what_was_moved_to_where_nothing_can_stand_is_found_and_all_is_still_read(
    erased: House, forged: str
) -> None:
    run(erased.url, f"UPDATE ledger.erased SET stand_in = '{forged}'")  # noqa: S608 - our own text
    assert words(erased) is None
    assert broken(erased).rule == "erased"


@pytest.mark.parametrize("forged", ['["/data/words", ["[erased]"]]', '["/data/words"]'])
def test_what_cannot_be_read_there_makes_no_deal_unreadable(erased: House, forged: str) -> None:
    run(
        erased.url,
        f"UPDATE ledger.erased SET stand_in = '{forged}' WHERE stand_in LIKE '%/data/words%'",  # noqa: S608 - our own text
    )
    assert words(erased) is None


def test_what_is_kept_is_not_covered_by_what_was_erased(house: House) -> None:
    """The message keeps its words; its evidence named her."""
    sent = house.record(
        "message.sent", message="M9", to=["vera"], words="It stays.",
        evidence={"quote": "Carla Örtel-Klein"},
    )  # fmt: skip
    house.erase()
    moved = """UPDATE ledger.erased SET stand_in = '["/data/words", "[erased]"]'"""
    run(house.url, f"{moved} WHERE position = {sent.position}")
    with a_ledger(house.url, "another") as ledger:
        found = ledger.entry(sent.id)
    assert found is not None
    assert isinstance(found.event, MessageSent)
    assert found.event.words == "It stays."
    assert broken(house).rule == "erased"
