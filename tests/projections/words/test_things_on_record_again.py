"""More of how anything on record is called: asked of other deals than the first table."""

from __future__ import annotations

import pytest

from projections.answers.asked import QuestionNotRead
from tests.projections.words.test_things_on_record import DEALS, one, rows, said

READ = list(rows("""
cranes: Who signed R 7?
  sign_off ask=who clauses=R-7
cranes: Was the standing time clause taken back?
  retraction ask=whether clauses=R-7
cranes: Are luffers hired at the held rate too?
  scope items=services:s136.luff
cranes: Does the hold extend to a hoist for passengers?
  scope items=services:s136.hoist
cranes: Did the builders know about the crew clause before they accepted?
  knowledge ask=whether parties=s136.ofori clauses=R-9
cranes: Was anything changed after PO7 came in?
  changes after=order.placed/s136.ord
cranes: Which prevails, the hire terms or the site annex?
  precedence documents=hire-terms,site-annex
cranes: Have the brokers been shown R-3?
  knowledge ask=whether parties=s136.harm clauses=R-3
seaweed: Who signed off on 2 of annex 1?
  sign_off ask=who clauses=A1-2
seaweed: Did the engineer see MSA 6?
  knowledge ask=whether persons=s106.putu clauses=MSA-6
seaweed: Are further tunnel dryers, in a repeat order, at the held price?
  scope items=orders:follow_on,services:s106.dryer
seaweed: Did the cooperative object to the hand-over date?
  objection ask=whether parties=s106.laut clauses=9
seaweed: Was the chief executive aware of the liability clause?
  knowledge ask=whether persons=s106.hartono clauses=MSA-6
tea: Has article 9 been signed off?
  sign_off ask=whether clauses=C9
tea: Did the growers hear that the blending floor is excluded?
  communication ask=whether items=services:s93.blend to=s93.growers state=out
tea: Did anyone from finance approve the credit days?
  sign_off ask=whether clauses=SCH1.6
tea: Was the passage about wet chests ever signed off?
  sign_off ask=whether clauses=C9
tea: Schedule 1 no. 6 and C8 disagree: which counts?
  precedence clauses=SCH1.6,C8
tea: Is stuffing of a container reduced by 6 %?
  scope items=services:s93.stuff
tea: Did anything happen to the offer after meeting MT1, I mean was it changed?
  changes after=meeting.held/s93.meet
art: Did Duarte object to the amendment?
  objection ask=whether persons=s52.duarte proposal=P4
art: Do subsidiaries of the Museum have the held prices?
  scope items=beneficiaries:affiliates
art: Did the museum know about the couriers clause when it signed?
  knowledge ask=whether parties=s52.museu clauses=6.2
boats: Who knew about the mortality clause?
  knowledge ask=who clauses=A2.3
boats: Has SC 8.1 changed since statement ST1?
  changes after=statement.made/s85.st1 clauses=SC-8.1
boats: Did the broker see the fuel cap?
  knowledge ask=whether parties=s85.cabo clauses=SC-7
guides: Was the part about lost handsets withdrawn?
  retraction ask=whether clauses=10-4
pools: Did the Trust object to 5.1?
  objection ask=whether parties=s131.vake clauses=5.1
pools: Is filter sand held for the baths?
  scope items=beneficiaries:s131.sabur,services:s131.filter
pools: Was Levan told that the heat recovery falls under the cap?
  communication ask=whether items=services:s131.heat to=s131.levan state=in
pools: Was O2 corrected?
  integrity
"""))  # fmt: skip


@pytest.mark.parametrize(("deal", "asked", "wanted"), READ, ids=[asked for _, asked, _ in READ])
def test_a_thing_on_record_is_found_in_other_deals(
    deal: str, asked: str, wanted: dict[str, str]
) -> None:
    found = said(one(deal, asked))
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        ("cranes", "What changed in number 3 of the site annex?"),
        ("boats", "Was the delousing at the price of the day signed off?"),
        ("guides", "Did the museum agree to pay for lost handsets? I mean, was 10-4 accepted?"),
        ("guides", "Is the rental of extra handsets at the held rate?"),
        ("tea", "Was the passage about wet cartons ever signed off?"),
        ("art", "Did the council know about the couriers clause?"),
    ],
)
def test_what_fits_two_or_nothing_is_not_guessed(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        one(DEALS[deal], asked)
