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
LEAD_INS = (
    (
        rf"{_BEGIN}(?:(?:audit|test|control|procedure|checklist|template) )*(?:test|step|row|"
        r"question|query|control|procedure|sample|request) (?:no |number )?\d+(?: \|)?(?= \S)"
    ),
    rf"{_BEGIN}(?:control|audit|test) objective [a-z]+(?: \|)?(?= \S)",
    (
        rf"{_BEGIN}before i (?:walk|go|head|call|ring|reply|answer|write|speak|talk|meet|step)"
        rf"(?: (?!@)[^ |]+){{0,5}}?(?= (?:{_OPEN}) )"
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
