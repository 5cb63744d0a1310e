"""Every record as one moment, and the state of the deal after any of them (replay)."""

from projections.timeline.at_the_time import at_the_time
from projections.timeline.chosen import Chosen
from projections.timeline.every import shown_at, steps_in_time
from projections.timeline.growing import as_known
from projections.timeline.lanes import lanes
from projections.timeline.reading import Page, timeline
from projections.timeline.replay import Replay
from projections.timeline.state import state
from projections.timeline.stood import stood

__all__ = [
    "Chosen",
    "Page",
    "Replay",
    "as_known",
    "at_the_time",
    "lanes",
    "shown_at",
    "state",
    "steps_in_time",
    "stood",
    "timeline",
]
