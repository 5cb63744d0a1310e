"""Coverage: which systems reported on whom, and when they did not."""

from __future__ import annotations

from domain.occurrence import Occurrence
from domain.record import BY_THE_LEDGER, Credential, Record
from projections.knowledge.knowing import Knowledge
from projections.sources import Coverage
from tests.projections.given import given
from tests.projections.known import CLAUSE, knowing, reading
from tests.records import a_record


def connected(system: str, at: str = "2025-04-07", **more: object) -> Record:
    return a_record("source.connected", system=system, channel=system, at=at, **more)


def gap(system: str, at: str = "2025-05-05", **more: object) -> Record:
    return a_record("coverage_gap.recorded", system=system, cause="Expired.", at=at, **more)


def coverage(*records: Record, person: str = "vera", window: object = None) -> Coverage:
    when = Occurrence.of(window).interval() if window else None
    return knowing(CLAUSE, *records).coverage(person, when)


def test_a_system_reports_on_everybody_unless_it_names_persons() -> None:
    records = (connected("crm"), connected("mail", persons=["carla"]))
    assert coverage(*records).systems == ("crm",)
    assert coverage(*records, person="carla").systems == ("crm", "mail")


def test_a_system_that_reports_on_one_id_of_a_human_reports_on_the_human() -> None:
    same = a_record("person.identified", person="vera", same_as="v.lund")
    assert coverage(same, connected("mail", persons=["v.lund"])).systems == ("mail",)


def test_gaps_are_shown_as_they_were_recorded_with_the_day_of_their_end_included() -> None:
    found = coverage(connected("chat"), gap("chat", id="g", until="2025-05-06"))
    [shown] = found.json["gaps"]
    assert (shown["record"], shown["from"], shown["until"]) == ("g", "2025-05-05", "2025-05-06")
    assert found.sentence == (
        "Systems that reported: chat. chat did not report from 2025-05-05 until 2025-05-06."
    )
    during = coverage(*(connected("chat"), gap("chat", until="2025-05-06")), window="2025-05-06")
    assert len(during.gaps) == 1
    after = coverage(*(connected("chat"), gap("chat", until="2025-05-06")), window="2025-05-07")
    assert after.gaps == ()


def test_a_gap_concerns_those_on_whom_its_system_reports() -> None:
    records = (connected("crm"), connected("mail", persons=["carla"]), gap("mail"))
    assert coverage(*records).gaps == ()
    assert len(coverage(*records, person="carla").gaps) == 1


def test_a_gap_of_a_system_that_no_record_connects_is_everybodys() -> None:
    assert [each.system for each in coverage(gap("fax")).gaps] == ["fax"]


def test_a_gap_without_an_end_goes_on_until_the_system_is_connected_again() -> None:
    still = coverage(connected("chat"), gap("chat"))
    assert still.json["gaps"][0]["until"] is None
    assert still.sentence.endswith("chat did not report from 2025-05-05 on.")
    again = coverage(connected("chat"), gap("chat"), connected("chat", "2025-05-09", id="again"))
    [shown] = again.json["gaps"]
    assert (shown["until"], shown["ended_by"]) == ("2025-05-09", "again")


def test_a_connection_for_others_or_within_a_stated_gap_ends_no_gap() -> None:
    for_others = connected("chat", "2025-05-09", persons=["carla"])
    assert coverage(connected("chat"), gap("chat"), for_others).gaps[0].ended_by is None
    within = connected("chat", "2025-05-06")
    [stated] = coverage(connected("chat"), gap("chat", until="2025-05-08"), within).gaps
    assert (stated.ended_by, stated.json["until"]) == (None, "2025-05-08")


def test_a_system_that_was_connected_until_a_day_covers_no_later_window() -> None:
    ended = connected("crm", until="2025-05-01")
    assert coverage(ended, window="2025-05-01").systems == ("crm",)
    assert coverage(ended, window="2025-05-02").systems == ()
    assert "crm until 2025-05-01" in coverage(ended).sentence


def test_the_last_day_is_a_day_in_the_deals_zone() -> None:
    opened = a_record("deal.opened", time_zone="America/Los_Angeles")
    ended = connected("crm", until="2025-05-01")
    assert coverage(opened, ended, window="2025-05-02T06:00Z").systems == ("crm",)
    assert coverage(opened, ended, window="2025-05-02T07:00Z").systems == ()


def test_that_nothing_reports_on_somebody_is_said() -> None:
    assert coverage().sentence == "No system is on record as reporting on this person."
    assert coverage(connected("crm"), window="2025-01-01").connected == ()


def test_the_end_before_the_beginning_is_no_time_at_all() -> None:
    assert coverage(connected("crm", until="2025-01-01")).systems == ()


def test_what_had_not_happened_or_was_not_known_does_not_cover() -> None:
    records = (CLAUSE, connected("crm"), gap("crm"))
    assert knowing(*records, effective_at="2025-05-01").coverage("vera").gaps == ()
    assert knowing(*records, known_at=1).coverage("vera").systems == ()


def test_the_reading_gives_the_coverage_of_every_person() -> None:
    [person] = reading(CLAUSE, connected("crm"))["people"]
    assert [each["system"] for each in person["coverage"]["connected"]] == ["crm"]


def test_what_the_ledger_noticed_ends_by_its_own_word_or_a_persons_and_by_no_other_sender() -> None:
    found = given(CLAUSE, connected("chat"))
    found.add([gap("chat")], BY_THE_LEDGER)
    for day, kind in (("2025-05-07", "connection"), ("2025-05-08", "unverified_connection")):
        found.add([connected("chat", day)], Credential("connection:ce", kind))  # type: ignore[arg-type]
    assert Knowledge(found.known()).coverage("vera").gaps[0].ended_by is None
    found.add([connected("chat", "2025-05-09", id="again")], BY_THE_LEDGER)
    found.add([connected("chat", "2025-05-10", id="later")])
    assert Knowledge(found.known()).coverage("vera").json["gaps"][0]["ended_by"] == "again"


def test_what_a_connection_said_itself_it_ends_itself() -> None:
    found = given(CLAUSE, connected("chat"))
    by = Credential("connection:ce", "connection")
    found.add([gap("chat"), connected("chat", "2025-05-09", id="again")], by)
    assert Knowledge(found.known()).coverage("vera").json["gaps"][0]["ended_by"] == "again"
