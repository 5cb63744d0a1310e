"""The three clocks of every proposal, and the moment of every retraction (VOCABULARY 5).

Core, for other folds: `clocks_of` gives a `ProposalClocks` for each proposal. `clocks` is the
reading, as JSON.
"""

from projections.clocks.fold import ProposalClocks, clocks_of
from projections.clocks.reading import clocks

__all__ = ["ProposalClocks", "clocks", "clocks_of"]
