"""Every record as one moment, and the state of the deal after any of them (replay)."""

from projections.timeline.chosen import Chosen
from projections.timeline.reading import Page, timeline
from projections.timeline.replay import Replay
from projections.timeline.state import state

__all__ = ["Chosen", "Page", "Replay", "state", "timeline"]
