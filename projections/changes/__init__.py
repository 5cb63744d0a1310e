"""What changed in one deal between two proposals, wordings, positions or times.

Core, for other folds: `compared` gives a `Comparison`. `changes` is the reading, as JSON.
"""

from projections.changes.comparing import Comparison, compared
from projections.changes.ends import BadEnd
from projections.changes.reading import changes

__all__ = ["BadEnd", "Comparison", "changes", "compared"]
