"""The readable part of the evidence: a page, and a PDF that a lawyer can file."""

from api.evidence.paper.making import of
from api.evidence.paper.told import Export, Told, Withheld

__all__ = ["Export", "Told", "Withheld", "of"]
