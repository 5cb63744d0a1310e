"""What leads in to a question by naming its occasion: a test, a hearing and its day, an errand."""

from __future__ import annotations

_OPEN = "who|whom|whose|what|when|why|how|which|where|did|was|were|is|are|has|have|had|does|do"
_BEGIN = r"(?:(?<=^ )|(?<= \| ))"
PURPOSE = (
    "(?:report|summary|memo|note|notes|accruals?|audit|accounts|books|closing|month end|"
    "quarter end|year end|forecast|budget|board|board paper|minutes|file|chronology|bundle|brief|"
    "briefing|hearing|statement|witness statement|letter|slides|deck|presentation|call|meeting|"
    "review|reply|response|defence|pleading|email|table|timeline|overview|negotiation|handover|"
    "assessment|interview|deposition|mediation|submission)"
)
"""What a question may be wanted for."""
_HEARING = (
    "(?:hearing|trial|mediation|arbitration|deposition|audit|deadline|appointment|interview|"
    "conference)"
)
_OUTSIDERS = (
    "(?:courts?|judge|board|regulators?|auditors?|insurers?|arbitrators?|tribunal|mediator|"
    "counsel|lawyers?|opponents?|police|experts?|press|bank|authorit(?:y|ies))"
)
LEAD_INS = (
    (
        rf"{_BEGIN}(?:(?:audit|test|control|procedure|checklist|template) )*(?:test|step|row|"
        r"question|query|control|procedure|sample|request) (?:no |number )?\d+(?: \|)?(?= \S)"
    ),
    rf"{_BEGIN}(?:control|audit|test) objective [a-z]+(?: \|)?(?= \S)",
    (
        rf"{_BEGIN}before i (?:walk|go|head|call|ring|reply|answer|write|speak|talk|meet|step)"
        rf"(?: (?!@)[^ |]+){{0,3}}?(?: @(?:person|client|party))?(?: (?!@)[^ |]+){{0,3}}?"
        rf"(?: (?:please )?(?:tell me|let me know))?(?: \|)?(?= (?:{_OPEN}) )"
    ),
    (
        rf"{_BEGIN}before (?:i|we) (?:hand|give|pass|submit|send|put|show|present|take|file|turn|"
        rf"produce|disclose|serve)(?: (?!@)[^ |]+){{0,4}}? (?:to|before|in front of|with) "
        rf"(?:the |our |an? |my )?{_OUTSIDERS}(?: \|)?(?= (?:{_OPEN}) )"
    ),
    (
        rf"{_BEGIN}(?:just )?so (?:that )?(?:i|we) (?:have|get|got|keep|can get)(?: (?:it|this|"
        rf"that|things|the facts|my facts))* (?:straight|right|clear)(?: (?:before|when|for)"
        rf"(?: (?!@)[^ |]+){{1,5}}?)?(?: \|)?(?= (?:{_OPEN}) )"
    ),
    (
        rf"{_BEGIN}(?:nobody|no one|somebody|someone|none of (?:you|us|them)|anybody|anyone) "
        rf"(?:(?:has|had|have|can|could|will|would|should|must|ever|yet|not) )*(?:told|tell|tells|"
        rf"say|said|explain|explained|confirm|confirmed|answer|answered|show|shown|showed)"
        rf"(?: (?:to )?(?:me|us))?(?: yet| so far| properly)? (?:whether|if)(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:i|we) (?:(?:do|really|just|still|also) )*(?:need|want|require|seek|"
        rf"would like|"
        rf"am after|are after|am looking for|are looking for) (?:(?:some|a|the|more|any) )*"
        rf"(?:comfort|reassurance|certainty|confidence|peace of mind|assurances?|proof)(?: (?:here|"
        rf"now))? (?:that|whether|on whether|as to whether)(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:i|we) (?:(?:do|did|can|could|have) not|never) (?:see|find|locate|spot|trace|"
        rf"seen|found|located|spotted|traced|saw)(?= (?:an?|any|the|his|her|their|@[a-z]+ "
        rf"'s) (?:[a-z]+ )?"
        rf"(?:approval|sign off|signature|consent|clearance|objection|protest|complaint|retraction|"
        rf"withdrawal|revocation) )"
    ),
    (
        rf"{_BEGIN}(?:(?!@)[^ |]+ ){{1,6}}(?:hangs|turns|depends|rests|hinges|comes down|"
        rf"boils down) "
        rf"(?:on|upon|to) (?:whether|if)(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:i|we) (?:had|would|will|could) (?:sleep|feel|be|rest|breathe) (?:[a-z]+ )?"
        rf"(?:better|happier|easier|calmer|glad|happy|relieved|easy) (?:if (?:i|we) (?:knew|"
        rf"could be "
        rf"sure|were sure|was sure|could see|could say)|knowing) (?:that|whether|if)(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:@person|@client|@party|@function|i|we|they|he|she|(?:the |our "
        rf")?(?:boss|board|"
        rf"court|lawyers?|auditors?|team|client|customer)) (?:am|is|are|was|were) "
        rf"(?:[a-z]+ly |still "
        rf"|just |now |also )*(?:trying|struggling|hoping|looking|keen|asked|told|meant) to (?:pin "
        rf"down|nail down|work out|find out|figure out|make out|sort out|establish|understand|"
        rf"determine|ascertain|learn|see|know|clarify|confirm|get to the bottom of)(?: "
        rf"(?:whether|if)"
        rf"(?= \S)|(?= (?:{_OPEN}) ))"
    ),
    (
        rf"{_BEGIN}(?:@person|@client|@party|i|we|they) (?:needs?|wants?|would like|asks? "
        rf"for|asked "
        rf"for) (?:a|an|one|some|the) (?:quick |short |brief )?(?:line|word|note|sentence|figure|"
        rf"summary|answer|number) (?:on|about|as to|for)(?: (?:whether|if))?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:i|we) (?:am|are) (?:assuming|presuming|guessing|supposing|hoping|told|taking "
        rf"it|working on the basis|under the impression) that(?= \S)"
    ),
    (
        rf"{_BEGIN}what (?:does|do) (?:the |our )?(?:logs?|records?|files?|ledger|books|evidence) "
        rf"(?:show|say|tell us|reveal|suggest) (?:on|about|as to|regarding) (?:whether|if)(?= \S)"
    ),
    (
        rf"{_BEGIN}put (?:a )?(?:number|figure|name|date) (?:on|to) (?:it|this|that)(?: for (?:me|"
        rf"us))?(?: \|)?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:for (?:the|our|my) [a-z]+ )?(?:i|we) (?:must|have to|need to) (?:know|learn|"
        rf"establish|state|report)(?= (?:the|{_OPEN}) )"
    ),
    (
        rf"{_BEGIN}(?:our|the|my) (?:auditors?|lawyers?|board|counsel) (?:looks?|is looking|"
        rf"are looking|asks?|search|searches) for(?= (?:the|{_OPEN}) )"
    ),
    (
        rf"{_BEGIN}(?:in view of|for|ahead of|before|with a view to|in preparation (?:of|for)|"
        rf"because of|given|with|to prepare(?: for)?) (?:the|our|my|their|a|that|this) "
        rf"(?:[a-z]+ )?{_HEARING} (?:(?:set|listed|scheduled|due|fixed) )?(?:(?:on|of|in|at|for) )?"
        rf"(?:@date|@month)(?: \|)?(?= \S)"
    ),
)
"""The day of a hearing is none of the deal: it goes with it."""
