"""The stress test of a proposal: orders that may come, tried against its terms before it is sent.

`stress` is the reading, as JSON; `newest` is the proposal that was sealed or sent last.
"""

from projections.stress.reading import stress
from projections.stress.tested import newest

__all__ = ["newest", "stress"]
