"""Run as a program of its own: a paper as JSON comes in, its PDF goes out.

Apart from whoever asks for it, since typst keeps what it worked out for as long as its process
lives (issue 104 of typst-py), and nobody else has to wait meanwhile. It needs nothing of the house.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import typst

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""For archives, with structure, and for readers who do not see: ISO 19005-2 and 14289-1."""
_TYPE = Path(__file__).parent / "type"


def pdf(paper: str) -> bytes:
    """The PDF of a paper, dated its `at`. Raises typst.TypstError."""
    return typst.compile(
        _TYPE / "evidence.typ",
        root=_TYPE,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": paper},
        pdf_standards=STANDARDS,
        timestamp=datetime.fromisoformat(json.loads(paper)["at"]),
    )


def main() -> None:
    """Set what stands on standard input; say on standard error why it cannot be set."""
    try:
        done = pdf(sys.stdin.buffer.read().decode("utf-8"))
    except typst.TypstError as error:
        sys.exit(error.message)
    sys.stdout.buffer.write(done)


if __name__ == "__main__":
    main()
