"""How anything on record is called: clauses, items, parties, people, orders, messages, offers.

Of each a table over deals of several trades: what is read, and near sentences that are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from domain.record import parse
from projections.answers.asked import Question, QuestionNotRead
from projections.answers.known import Known
from projections.answers.question import read
from tests.projections.answers.packs import NOW
from tests.projections.given import Given
from tests.questions.test_scenarios import FOLDER
from tests.records import BY

DEALS = {
    "fire": "132", "print": "133", "dome": "135", "church": "103", "hives": "72", "vans": "112",
    "meters": "134", "pools": "131", "cranes": "136", "seaweed": "106", "tea": "93",
    "linen": "105", "art": "52", "guides": "92", "boats": "85",
}  # fmt: skip


@cache
def names(deal: str) -> Known:
    """The names of one of the scenarios, by its number."""
    [path] = FOLDER.glob(f"{deal}-*.jsonl")
    given = Given([parse(line) for line in path.read_text("utf-8").splitlines() if line])
    return Known(given.known(now=NOW).now(given.root().hex()))


def one(deal: str, asked: str) -> Question:
    (found,) = read(asked, names(deal))
    return found


def said(found: Question) -> dict[str, str]:
    """A reading as a table names it: lists by commas, items as `axis:item`."""
    short: dict[str, str] = {"kind": found.kind}
    for name, value in found.parameters.items():
        if name == "items":
            short[name] = ",".join(sorted(f"{axis}:{item}" for axis, item in found.items))
        elif isinstance(value, dict):
            short[name] = "/".join(value.values())
        else:
            short[name] = ",".join(value) if isinstance(value, list) else str(value)
    return short


def rows(table: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Of a table two lines each: the deal and what is asked, the kind and parameters."""
    lines = table.strip().splitlines()
    for asked, wanted in zip(lines[::2], lines[1::2], strict=True):
        deal, _, question = asked.partition(": ")
        kind, *named = wanted.split()
        yield DEALS[deal], question, {"kind": kind, **dict(each.split("=") for each in named)}


READ = list(rows("""
dome: Was clause VII signed off?
  sign_off clauses=VII
dome: Who has seen VII?
  knowledge ask=who clauses=VII
dome: Was clause 7 ever retracted?
  retraction clauses=VII
dome: What changed in Annex B no. 4?
  changes clauses=AnnexB.4
dome: Was item 2 of annex B signed off?
  sign_off clauses=AnnexB.2
dome: When did Nino first see Annex B, point 4?
  knowledge ask=when clauses=AnnexB.4
dome: III.2 and III.5 contradict each other - which one counts?
  precedence clauses=III.2,III.5
fire: Did Alenka object to Annex 2, number 3?
  objection persons=s132.alenka clauses=Annex-2.3
fire: Was paragraph 3 of annex 2 signed off?
  sign_off clauses=Annex-2.3
fire: Who signed 12 b?
  sign_off ask=who clauses=12.b
fire: Was Mark entitled to sign A2(3)?
  sign_off ask=allowed persons=s132.mark clauses=A2.3
print: Has SLA 1 been signed off by anyone?
  sign_off clauses=SLA-1
print: Was B.2 of the schedule retracted?
  retraction clauses=SCH-B.2
meters: Was GT 12(c) ever signed off?
  sign_off clauses=GT-12-c
meters: Who knew about schedule 1 no. 4 before it went out?
  knowledge ask=who clauses=S1.4
hives: Was 2a changed after SO-A?
  changes clauses=2.a
hives: Who signed off on part 3 of schedule H?
  sign_off clauses=H.3
vans: Was point 2 of the tender terms signed off?
  sign_off clauses=T/2
dome: Was the liability clause signed off?
  sign_off clauses=VII
dome: Did Tariel see the damp clause before he accepted?
  knowledge persons=s135.tariel clauses=AnnexB.4
dome: Did anybody object to the humidity clause?
  objection clauses=AnnexB.4
fire: Who signed off on the ceiling of liability?
  sign_off ask=who clauses=12.b
fire: Did anyone object to the winter tyres?
  objection clauses=A4
fire: Has the hand-over period been signed off?
  sign_off clauses=A1
fire: What changed in the fleet discount?
  changes clauses=A2.3
print: Did Amina know about the press time clause?
  knowledge clauses=SLA-1
print: Who signed off on the waste clause?
  sign_off clauses=7
church: Was the payment clause signed off?
  sign_off clauses=15
church: Has the hand-over date ever been changed?
  changes clauses=8
hives: Did Tane know about the spraying rule?
  knowledge persons=s72.tane clauses=7.c
meters: Did anybody object to the free meter sealing?
  objection
meters: Who had the bit about the delay in front of them?
  knowledge ask=who clauses=S1.5
vans: Who signed off on the fixed prices?
  sign_off clauses=C1.5
vans: Was the line about fuel and tolls signed off?
  sign_off clauses=T/2
fire: Is the price of pumps held?
  scope items=services:s132.pump
fire: Would a repeat order for ladder trucks still have the 12 %?
  scope items=orders:follow_on,services:s132.ladder
fire: Is a driver drill discounted?
  scope items=services:s132.drills
fire: Do radios ordered later get the twelve per cent?
  scope items=orders:expansion,services:s132.radio
print: Is the price held for additional copies?
  scope items=quantity:additional
print: Do affiliates get the rebate too?
  scope items=beneficiaries:affiliates
print: Are plates included in the price hold?
  scope items=services:s133.plates
print: Does Pwani Post have the rebate?
  scope items=beneficiaries:s133.pwani
print: Does any document mention ink?
  silence words=ink
dome: Is a second star projector reduced?
  scope items=quantity:additional,services:s135.proj
dome: Would one more star machine get the discount?
  scope items=quantity:additional,services:s135.proj
dome: Are lamps reduced by 12 %?
  scope items=services:s135.lamp
dome: Are the fees for class visits held?
  scope items=services:s135.school
church: Does the 18 % extend to new works (expansion)?
  scope items=orders:expansion
church: Are reeds in the discount?
  scope items=services:s103.reed
church: Is the price for tuning fixed when the contract is renewed?
  scope items=orders:renewal,services:s103.tune
linen: Are extra sheets within the discount?
  scope items=quantity:additional,services:s105.sheet
hives: Are extra hives, beyond the contracted number, rebated?
  scope items=quantity:additional,services:s72.hive
hives: Do subsidiaries of the Cooperative get the 8 %?
  scope items=beneficiaries:affiliates
hives: Does a relocation fall under the rebate?
  scope items=services:s72.move
meters: Is a follow-on order of district meters capped?
  scope items=orders:follow_on,services:s134.bulk
vans: Is remote reading within the 18 %?
  scope items=services:s112.remote
vans: Does the fixed price hold for the Fundação as well?
  scope items=beneficiaries:s112.vale
fire: Did we ever tell the brigade that crew training is included?
  communication to=s132.gzl items=services:s132.training
fire: Did the brigade know about 12.b before it accepted?
  knowledge parties=s132.gzl clauses=12.b
fire: What did the leasing company leave out when it passed the message on?
  communication ask=relay
print: Did the agent ever see clause 3.4?
  knowledge parties=s133.acacia clauses=3.4
dome: Did the House of Stars object to IV.1?
  objection parties=s135.stars clauses=IV.1
dome: Did the deal desk sign VII?
  sign_off clauses=VII
dome: Has the integrator seen clause VII?
  knowledge parties=s135.kol clauses=VII
church: Did the parish object to clause 7?
  objection parties=s103.anna clauses=7
church: Did their adviser see clause 7 before the parish accepted?
  knowledge parties=s103.dzwiek clauses=7
hives: What did the broker add?
  communication ask=relay
hives: Did the growers know about 7.c?
  knowledge parties=s72.coop clauses=7.c
meters: Was the Régie told that bench calibration is extra?
  communication to=s134.regie items=services:s134.calib
meters: Did the finance man sign B/2.2?
  sign_off persons=s134.youssef clauses=B/2.2
meters: Was our sales lead aware of S1.4?
  knowledge persons=s134.idir clauses=S1.4
vans: Did the municipality know about C1.3 before it accepted?
  knowledge parties=s112.ouro clauses=C1.3
vans: Did the town ever hear that the generator is not included?
  communication items=services:s112.gen state=out
dome: Did anything change after order PO-1?
  changes after=order.placed/s135.o1
dome: Did Nino know of IV.1 before message N-3?
  knowledge persons=s135.nino clauses=IV.1 before=message.relayed/s135.m3
dome: What changed between the first and the second offer?
  changes from=Q-1 to=Q-2
dome: Was the second draft withdrawn?
  retraction proposal=Q-2
dome: Was anything added to the file after dispute DS?
  integrity
fire: Did the offer change after meeting MT1?
  changes after=meeting.held/s132.meet
fire: Which wins, the order form or the general terms?
  precedence documents=order,general-terms
print: What changed between the first offer and the accepted one?
  changes from=P1 to=P2
print: Does the SLA go before the order?
  precedence documents=sla,order
print: Did Peter know about SLA-1 before order O1 was placed?
  knowledge persons=s133.peter clauses=SLA-1 before=order.placed/s133.ord
hives: Did anybody object to message M2?
  objection
hives: Was the record of order O1 changed later?
  integrity
meters: Was ST2 entered after the fact?
  integrity
dome: What was different in the second offer compared with the first?
  changes from=Q-1 to=Q-2
vans: Did anything change after sign-off SO2?
  changes after=sign_off.granted/s112.so2g
vans: What changed in C1.5 after its first wording?
  changes clauses=C1.5
"""))  # fmt: skip
"""Each question, and below it the kind and what else must be in its reading."""


@pytest.mark.parametrize(("deal", "asked", "wanted"), READ, ids=[asked for _, asked, _ in READ])
def test_a_thing_on_record_is_found_as_people_call_it(
    deal: str, asked: str, wanted: dict[str, str]
) -> None:
    found = said(one(deal, asked))
    assert {name: found.get(name) for name in wanted} == wanted


NOT_READ: list[tuple[str, str]] = [
    # No such thing on record.
    ("dome", "Was clause IX signed off?"),
    ("dome", "Was clause 9 signed off?"),
    ("dome", "What changed in Annex B no. 9?"),
    ("dome", "Was item 2 of annex C signed off?"),
    ("dome", "Who signed off on clause IV, first paragraph?"),
    ("dome", "Did anything change after order PO-7?"),
    ("dome", "Did Nino know of IV.1 before message N-7?"),
    ("print", "Was the publisher told that van distribution is charged per kilometre?"),
    ("meters", "What was different in the third offer compared with the first?"),
    ("meters", "Was the council told that bench calibration is extra?"),
    ("fire", "Did the carrier know about 12.b?"),
    ("hives", "Did the finance man sign 2.a?"),
    ("dome", "Was the signed text ever withdrawn?"),
    # A number that is a measure, a word that is only a word.
    ("dome", "Are lamps 7 % cheaper under annex B 4 %?"),
    ("fire", "Did anyone object to the summer tyres?"),
    ("fire", "Did anyone object to the snow tyres in winter?"),
    ("hives", "Did Tane know about the harvesting rule?"),
    ("vans", "Was the line about fuel and parking signed off?"),
    # More of what nobody said to be counted.
    ("fire", "Does an additional foam tank get the discount?"),
    ("meters", "Would another pit box be discounted?"),
    # Part of an item that is more than one.
    ("meters", "Are the meters of the neighbours discounted?"),
    # What an objection was about, where it was about something else.
    ("meters", "Did anybody object to the leak alarms?"),
    ("meters", "Did anybody object to the paid meter sealing?"),
]


@pytest.mark.parametrize(("deal", "asked"), NOT_READ)
def test_what_is_not_on_record_is_not_guessed(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        one(DEALS[deal], asked)


def test_what_every_objection_is_about_is_told_as_left_out() -> None:
    found = one(DEALS["meters"], "Did anybody object to the free meter sealing?")
    assert found.passed_over == ("the free meter sealing",)


def test_of_one_record_is_told_what_is_told_of_all_only_where_it_is_so_of_it() -> None:
    [path] = FOLDER.glob("72-*.jsonl")
    records = [parse(line) for line in path.read_text("utf-8").splitlines() if line]
    given = Given(records, replace(BY, kind="admin_import"))
    known = Known(given.known(now=NOW).now(given.root().hex()))
    [found] = read("Was the record of order O1 changed later?", known)
    assert found.kind == "integrity"
    with pytest.raises(QuestionNotRead):
        read("Was the record of message M1 changed later?", known)
