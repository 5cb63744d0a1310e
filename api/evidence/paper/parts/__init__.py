"""The parts of a paper, each a function from a case to a section, in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable

from api.evidence.paper.blocks import Block
from api.evidence.paper.case import Case
from api.evidence.paper.parts.answers import answers
from api.evidence.paper.parts.certificate import certificate
from api.evidence.paper.parts.clocks import clocks
from api.evidence.paper.parts.glossary import glossary
from api.evidence.paper.parts.knowledge import knowledge
from api.evidence.paper.parts.limits import limits
from api.evidence.paper.parts.sign_offs import sign_offs
from api.evidence.paper.parts.sources import sources
from api.evidence.paper.parts.terms import terms
from api.evidence.paper.parts.timeline import timeline
from api.evidence.paper.parts.withheld import withheld

Part = Callable[[Case], Block]
PARTS: tuple[Part, ...] = (
    *(answers, terms, timeline, sign_offs, clocks, knowledge, sources),
    *(limits, withheld, certificate, glossary),
)
