"""The frames of every kind, in the order in which they are tried."""

from __future__ import annotations

from projections.answers.words.frames import (
    changes,
    communication,
    integrity,
    knowledge,
    objection,
    precedence,
    precedent,
    process,
    retraction,
    scope,
    sign_off,
    silence,
    terms,
)
from projections.answers.words.frames.frame import Frame

FRAMES: tuple[Frame, ...] = (
    integrity.FRAME,
    process.FRAME,
    precedent.FRAME,
    precedence.FRAME,
    retraction.FRAME,
    objection.FRAME,
    communication.FRAME,
    knowledge.FRAME,
    changes.FRAME,
    sign_off.FRAME,
    silence.FRAME,
    terms.FRAME,
    scope.FRAME,
)
"""Where two could read a question, the one that stands first knows better what it says."""
