"""The PDF: typeset by typst from the blocks of the page, and from nothing but what is passed in."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from api.evidence.paper import setting
from api.evidence.paper.blocks import Block
from api.evidence.paper.characters import everywhere, printed, printed_bare

_NO_GLYPH = "could not be displayed"


class TypesetError(Exception):
    """The typesetter refused a paper: what it said."""


def typeset(paper: Block, at: datetime) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1, dated `at`; the same paper gives the same bytes.

    Words go in as data and never as markup. Only the fonts in the wheel are used: whatever they
    lack is written as its code point. Raises TypesetError.
    """
    dated = {"at": at.astimezone(UTC).replace(microsecond=0).isoformat()}
    try:
        return _set(everywhere(paper, printed) | dated)
    except TypesetError as error:
        if _NO_GLYPH not in str(error):
            raise
    return _set(everywhere(paper, printed_bare) | dated)


def _set(paper: Block) -> bytes:
    told = json.dumps(paper, ensure_ascii=False)
    program = str(Path(setting.__file__))
    done = subprocess.run(  # noqa: S603 - our own program, and nothing of the paper in its arguments
        [sys.executable, "-I", program],
        input=told.encode("utf-8"),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise TypesetError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
