"""The draft of a certificate as a file: the same form as on the paper, in plain text."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from api.evidence.case import Case, Files
from api.evidence.exported import exported
from api.evidence.paper.blocks import Block
from api.evidence.paper.parts.certificate import form

CERTIFICATE = "certificate.txt"
_WIDTH = 100
_SHORTEST_LINE = 30


def part(case: Case) -> Files:
    """The file."""
    texts = map(_text, form(exported(case), case.terms.deal))
    return {CERTIFICATE: ("\n\n".join(texts) + "\n").encode()}


def _text(block: Block) -> str:
    if block["block"] == "together":
        return "\n\n".join(map(_text, block["blocks"]))
    if block["block"] == "blank":
        label = f"{block['label']}: " if block["label"] else ""
        return f"{label}{'_' * max(_SHORTEST_LINE, _WIDTH - len(label))}"
    words = "".join(map(_piece, block["words"]))
    return fill(words, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _piece(piece: Any) -> str:
    return piece if isinstance(piece, str) else "".join(piece.values())
