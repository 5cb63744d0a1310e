"""Signing, and what became of it: who signed for whom, what left the house, what was taken back.

Each question stands with all that is read, over deals of several trades, and behind them are near
sentences that no reading would answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from projections.answers.asked import Question, QuestionNotRead
from projections.answers.question import read
from tests.projections.words.test_names_and_things import names
from tests.questions.bank import deals
from tests.questions.measure import known

READ = """
# sign_off
83: Was Hope entitled to sign P2 for Kaarel?
    sign_off ask=allowed persons=s83.hope proposal=P2
83: Was Hope still Kaarel's deputy when she signed III.1?
    sign_off ask=allowed clauses=III.1 persons=s83.hope
83: Did Rose have the right to sign III.2 on 17 November 2023?
    sign_off ask=allowed clauses=III.2 persons=s83.rose at=2023-11-17
83: Is Maarja's sign-off of III.1 still good?
    sign_off ask=whether clauses=III.1 persons=s83.maarja
83: Has anybody in finance put a signature under the tuning clause?
    sign_off ask=whether clauses=III.1 persons=s83.maarja
83: In whose name did Hope sign P2?
    sign_off ask=who proposal=P2
83: For whom did Hope sign III.2?
    sign_off ask=who clauses=III.2
61: Could Wiktoria sign P2 in Mark's stead?
    sign_off ask=allowed persons=s61.wik proposal=P2
61: Does Grażyna's approval cover 4.5 as it now reads?
    sign_off ask=whether clauses=4.5 persons=s61.graz
45: Did Sunny still have authority on the day he okayed P2?
    sign_off ask=allowed persons=s45.sunny proposal=P2
45: Sunny's grant had been revoked. Was he allowed to approve P2 all the same?
    sign_off ask=allowed persons=s45.sunny proposal=P2
45: Is there any sign-off at all for clause 9?
    sign_off ask=whether clauses=9
45: Is somebody's approval of P2 still outstanding?
    sign_off ask=whether proposal=P2
74: Which signature is there for 3.4 in its new wording?
    sign_off ask=who clauses=3.4
74: Had Min-seo cleared M-1 before it went to the Board?
    sign_off ask=whether persons=s74.minseo proposal=M-1 at=2025-06-02T05:59:59Z
74: Was M-3 ever approved internally?
    sign_off ask=whether proposal=M-3
74: Did anyone sign 3.1 off in the version with 575 euros?
    sign_off ask=whether clauses=3.1
114: Did Bill have the power to sign off 36 months?
    sign_off ask=allowed clauses=4.6 persons=s114.bill
114: Was Joy's signature ever obtained for 4.6?
    sign_off ask=whether clauses=4.6 persons=s114.joy
94: Vlasta pulled her approval of IV.1 - did anyone approve it after that?
    sign_off ask=whether clauses=IV.1
94: On what authority did Ondřej sign II.4?
    sign_off ask=allowed clauses=II.4 persons=s94.ondra
132: Špela withdrew. Is A2.3 still signed off?
    sign_off ask=whether clauses=A2.3
132: Did Grant sign off 12.b within his limit?
    sign_off ask=allowed clauses=12.b persons=s132.grant
132: Who stood in for Mark when A2.3 was signed?
    sign_off ask=who clauses=A2.3
64: Miles took his approval of AM1 back. Who else has signed it?
    sign_off ask=who proposal=AM1
103: Was Jan Mazur's sign-off of clause 8 ever given, or only asked for?
    sign_off ask=whether clauses=8 persons=s103.jan
103: Does Zofia's signature still hold now that clause 7 says 18 %?
    sign_off ask=whether clauses=7 persons=s103.zofia
cobalt-2025: Did Ellis refuse to sign 7.4?
    sign_off ask=whether clauses=7.4 persons=w.ellis not
cobalt-2025: Why did Ellis turn 7.4 down?
    sign_off ask=who clauses=7.4
cobalt-2025: By whom was P2 cleared on our side?
    sign_off ask=who proposal=P2
73: Was Frank's authority to act for Yusuf over by 19 February when he put his name to C-4?
    sign_off ask=allowed clauses=C-4 persons=s73.frank not
73: Was Frank acting within his delegation when he okayed C-4 in Yusuf's place?
    sign_off ask=allowed clauses=C-4 persons=s73.frank
73: Thuy-Linh withdrew her signature. Does C-11 have any other?
    sign_off ask=whether clauses=C-11
73: Océane said no to Q1 at first. Did she sign C-4 in the end?
    sign_off ask=whether clauses=C-4 persons=s73.oceane
52: Has Grant ever given his blessing to 8.2 in the version that went to the museum?
    sign_off ask=whether clauses=8.2 persons=s52.grant
52: Is Haruto's approval of 6.1 good for P3 as well?
    sign_off ask=whether clauses=6.1 persons=s52.haruto proposal=P3
52: Why did Grant decline 8.2?
    sign_off ask=who clauses=8.2
136: Could Grant Mensah sign Y:1 himself, or did it need somebody above him?
    sign_off ask=allowed clauses=Y:1 persons=s136.grant
136: Joy was asked about R-7 too; did she ever sign it?
    sign_off ask=whether clauses=R-7 persons=s136.joy
136: Who on Volta's side has signed R-3 as amended?
    sign_off ask=who clauses=R-3
66: Did Chance's approval of P2 ever come?
    sign_off ask=whether persons=s66.chance proposal=P2
104: Was the price hold in 3.2 cleared by somebody with the right to do it?
    sign_off ask=who clauses=3.2
osprey-2024: Did Marta ever answer the request to sign P1?
    sign_off ask=whether persons=v.marta proposal=P1
83: Did Hope sign P2 on Kaarel's behalf?
    sign_off ask=whether persons=s83.hope proposal=P2
83: Who signed P2 for Kaarel?
    sign_off ask=who proposal=P2
83: Was Hope entitled to sign for Kaarel?
    sign_off ask=allowed persons=s83.hope
83: Was Hope entitled to sign III.1 for Kaarel on 17 November 2023?
    sign_off ask=allowed clauses=III.1 persons=s83.hope at=2023-11-17
83: Was Hope entitled to sign III.1 for Kaarel when she did?
    sign_off ask=allowed clauses=III.1 persons=s83.hope
83: Was Hope entitled to sign III.1 when she did?
    sign_off ask=allowed clauses=III.1 persons=s83.hope
83: Was Hope entitled to sign III.1 when she did it?
    sign_off ask=allowed clauses=III.1 persons=s83.hope
83: Was III.1 signed off by Hope for Kaarel?
    sign_off ask=whether clauses=III.1 persons=s83.hope
94: Why did Vlasta withdraw her approval of IV.1?
    sign_off ask=who clauses=IV.1
94: Why did Vlasta take back her signature?
    sign_off ask=who proposal=P1
135: Is there a sign-off for clause VII?
    sign_off ask=whether clauses=VII
135: Is there a sign-off for VII?
    sign_off ask=whether clauses=VII
135: Was clause VII signed off?
    sign_off ask=whether clauses=VII
135: Was VII signed off?
    sign_off ask=whether clauses=VII
136: Was R-3 signed by somebody who had the power?
    sign_off ask=who clauses=R-3
136: Was R-3 signed off by somebody?
    sign_off ask=whether clauses=R-3
# process
cobalt-2025: How come P2 left the house although legal had said no?
    process persons=w.ellis proposal=P2
cobalt-2025: Who let P2 go out without Ellis's signature?
    process persons=w.ellis proposal=P2
132: Should the deal desk have been asked again after Špela withdrew?
    process persons=s132.spela
114: Why was Joy never asked about 4.6?
    process clauses=4.6 persons=s114.joy not
114: Was the executive level skipped for P3?
    process persons=s114.joy proposal=P3
45: Under our rules, whose consent did P2 need?
    process proposal=P2
103: Did we send P2 without finance?
    process persons=s103.zofia proposal=P2
83: Was the finance department bypassed with III.1?
    process clauses=III.1 persons=s83.maarja
94: Was anybody from finance involved before P1 went out?
    process persons=s94.bed proposal=P1
61: Was P1 sent without any approval?
    process proposal=P1
osprey-2024: Who on our side should have okayed P2 before it went to Clara?
    process proposal=P2
66: Did P2 bypass Chance?
    process persons=s66.chance proposal=P2
136: How could H2 go out with nobody's signature on it?
    process proposal=H2 not
52: Was the policy kept for the hold in 6.1?
    process clauses=6.1
# retraction
132: Which was first, Alenka's acceptance or our withdrawal?
    retraction ask=whether before=s132.p2acc
132: Was Rose told to pull P2, or did she do it on her own?
    retraction ask=who proposal=P2
103: Had we taken clause 7 back by the time the parish ordered?
    retraction ask=whether clauses=7 before=s103.ord
103: On whose orders was clause 7 pulled?
    retraction ask=who clauses=7
114: Was our withdrawal of P3 in time?
    retraction ask=whether proposal=P3 before=s114.acc
114: Who gave the order to take P3 back?
    retraction ask=who proposal=P3
114: Had Dawn already posted the acceptance when P3 was recalled?
    retraction ask=whether proposal=P3 before=s114.acc not
94: What reason did we give for pulling P1?
    retraction ask=why proposal=P1
94: When did the withdrawal of P1 reach Zdeňka?
    retraction ask=when proposal=P1
45: Was P3 withdrawn or did it simply lapse?
    retraction ask=whether proposal=P3
cobalt-2025: Was 2.8 out of the offer by the time Carla signed?
    retraction ask=whether clauses=2.8 before=cb.p2acc
cobalt-2025: Whose decision was it to drop 2.8?
    retraction ask=who clauses=2.8
66: Was P2 still open for acceptance on 20 March 2020?
    retraction ask=whether proposal=P2 at=2020-03-20 not
66: On what ground was P2 withdrawn?
    retraction ask=why proposal=P2
136: Hope said yes on 22 April. Was R-7 withdrawn before that?
    retraction ask=whether clauses=R-7 before=s136.acc1
136: Did the order to take R-7 back come from Ama?
    retraction ask=whether clauses=R-7 persons=s136.ama
73: Did Grace take C-11 back of her own accord or on instructions?
    retraction ask=who clauses=C-11
104: Was P1 taken back, or did its time just run out?
    retraction ask=whether proposal=P1
cobalt-2025: Who took 2.8 back?
    retraction ask=who clauses=2.8
cobalt-2025: Who decided to drop 2.8?
    retraction ask=who clauses=2.8
cobalt-2025: Was 2.8 dropped before Carla accepted?
    retraction ask=whether clauses=2.8 before=cb.p2acc
94: Is P1 still open?
    retraction ask=whether proposal=P1 not
94: Was P1 still on the table when Zdeňka accepted?
    retraction ask=whether proposal=P1 before=s94.acc not
94: Had P1 already been withdrawn when Zdeňka accepted it?
    retraction ask=whether proposal=P1 before=s94.acc
66: Is P2 still on the table?
    retraction ask=whether proposal=P2 not
# silence
61: Is it written anywhere that tower painting is included?
    silence items=s61.paint
114: Do we have anything in writing on scanner guns?
    silence items=s114.scan
45: Is there a single word on sign-language insets in the papers?
    silence items=s45.inset
103: Which paper mentions the blower motor?
    silence items=s103.blow
74: Nothing about element autopsy in the contract?
    silence items=s74.autopsy not
64: Does the contract keep quiet about winter training?
    silence items=s64.train
94: Is handrail padding dealt with in any clause?
    silence items=s94.rail
132: Do the general terms say a word about winter tyres?
    silence documents=general-terms words=winter_tyres
104: Is there any clause that deals with operator training?
    silence items=s104.train
136: Did we put anything about wall ties on paper?
    silence items=s136.ties
73: Where is standby mentioned in the documents?
    silence items=s73.stand
103: Which document mentions the blower motor?
    silence items=s103.blow
103: Which clause mentions the blower motor?
    silence items=s103.blow
103: Does any clause mention the blower motor?
    silence items=s103.blow
103: What document says anything about the blower motor?
    silence items=s103.blow
# precedence
132: If the order and the general terms clash, which do we follow?
    precedence documents=order+general-terms
83: Annex 2 or the order: which comes first?
    precedence documents=annex-2+order
cobalt-2025: Where exhibit A and the MSA disagree, who is right?
    precedence documents=exhibit-a+msa
94: Does A.1 yield to II.4?
    precedence clauses=A.1+II.4
45: Is the order above schedule A in rank?
    precedence documents=order+schedule-a
74: Has anybody laid down an order of precedence?
    precedence
114: 4.6 against Sch2-5: which of them counts?
    precedence clauses=4.6+Sch2-5
136: Site annex versus hire terms - who has the last word?
    precedence documents=site-annex+hire-terms
104: When the MSA and the order contradict each other, which one do we go by?
    precedence documents=msa+order
133: SLA-1 and clause 3 differ. Which takes precedence?
    precedence clauses=SLA-1+3
133: SLA-1 and clause 3 differ: which takes precedence?
    precedence clauses=SLA-1+3
133: SLA-1 and clause 3 differ. Which one wins?
    precedence clauses=SLA-1+3
# integrity
132: Is the file complete as it stands?
    integrity
45: Was any entry made after the dispute began?
    integrity
103: Has anything been struck out of the record?
    integrity
cobalt-2025: Has somebody touched up the record since?
    integrity
61: Which notes were put on record late?
    integrity
74: Can we rely on the record not having been tampered with?
    integrity not
136: Did anyone fiddle with the order record afterwards?
    integrity
73: Were any of these entries written up with hindsight?
    integrity
# changes
132: What is different in P2 compared with P1?
    changes ask=what from=P1 to=P2
103: Which clauses did we touch between P1 and P2?
    changes ask=what from=P1 to=P2
114: What is new in P3?
    changes ask=what from=P2 to=P3
cobalt-2025: Was anything dropped from P1 to P2?
    changes ask=whether from=P1 to=P2
cobalt-2025: At whose request was 2.8 put in?
    changes ask=who clauses=2.8
74: What did M-2 alter in 3.4?
    changes ask=what clauses=3.4 from=M-1 to=M-2
83: Did the wording of III.1 move after Hope signed P2?
    changes ask=whether clauses=III.1 after=s83.so2
45: Who is behind the new wording of clause 3?
    changes ask=who clauses=3
61: Has 4.5 been touched since Grażyna approved it?
    changes ask=whether clauses=4.5 after=s61.so1
73: Which clause was taken out between Q1 and Q2?
    changes ask=what from=Q1 to=Q2
52: What did we alter after Grant's refusal?
    changes ask=what after=s52.so2
66: How does P2 differ from the first offer?
    changes ask=what from=P1 to=P2
104: Who wanted 11-a rewritten?
    changes ask=who clauses=11-a
114: What changed in P3?
    changes ask=what from=P2 to=P3
114: What is new in P3 compared with P2?
    changes ask=what from=P2 to=P3
114: What changed since P2?
    changes ask=what after=P2
"""
REFUSED = """
83: Was Hope allowed to sign P2 for Rose?
83: Did Hope sign P2 on behalf of Maarja?
83: Did Ott sign V.1 for Kaarel?
83: Who signed V.1 for Rose?
83: Was Hope allowed to sign P2 for Kaarel and for Ott?
83: Was Hope allowed to sign P2 when Maarja did?
61: Was Wiktoria allowed to sign P2 for Grażyna?
83: Was Hope allowed to sign III.1 if Kaarel was away?
83: Would Hope have been allowed to sign III.1 for Kaarel?
74: Is M-1 still binding after it was withdrawn?
74: Did sales leadership approve the 18 month hold?
94: Did Vlasta withdraw her approval of IV.1?
94: Who withdrew the sign-off of IV.1?
94: Why did Ondřej withdraw his approval of II.4?
132: Who stood in for Jaka when A2.3 was signed?
45: Was P3 still open when Guy accepted P2?
45: Is P3 still on the table?
45: Did P3 lapse?
132: Was Rose told to pull P2, or did Špela change A1?
114: Is anything new in P2?
135: Was clause IX signed off?
103: Which paper mentions the blower motor and who signed it?
64: Which document was signed first?
52: Why did Haruto decline 6.1?
94: When did the withdrawal of P1 reach Pavel?
61: Mark signed P2. Was it withdrawn or accepted?
"""


def written(text: str) -> Iterator[list[str]]:
    """The deal and the question of every line that has one."""
    for line in text.strip().splitlines():
        if not line.startswith("#"):
            yield line.split(": ", 1)


def expected() -> Iterator[tuple[str, str, str]]:
    lines = [line for line in READ.strip().splitlines() if not line.startswith("#")]
    for asked, wanted in zip(lines[::2], lines[1::2], strict=True):
        deal, question = asked.split(": ", 1)
        yield deal, question, wanted.strip()


def asked_of(deal: str, asked: str) -> tuple[Question, ...]:
    return read(asked, known(deal, deals()[deal]) if deal in deals() else names(deal))


def in_short(found: Question) -> str:
    """Kind and parameters in one line; of a moment its record, else its offer or event."""
    said = [found.kind, *(f"{name}={_said(value)}" for name, value in found.parameters.items())]
    said += [f"at={found.effective_at}"] if found.effective_at else []
    return " ".join([*said, *(["not"] if found.negated else [])])


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "+".join(each["item"] if isinstance(each, dict) else each for each in value)
    if isinstance(value, dict):
        return next(str(value[each]) for each in ("record", "proposal", "event") if each in value)
    return str(value).replace(" ", "_")


@pytest.mark.parametrize(("deal", "asked", "wanted"), [*expected()])
def test_what_is_read(deal: str, asked: str, wanted: str) -> None:
    assert [in_short(each) for each in asked_of(deal, asked)] == [wanted]


@pytest.mark.parametrize(("deal", "asked"), [*written(REFUSED)])
def test_what_no_reading_holds_is_refused(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        asked_of(deal, asked)
