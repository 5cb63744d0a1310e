"""Several verdicts in one: of everybody who is named, or of anybody."""

from __future__ import annotations

from collections.abc import Iterable

from projections.answers.draft import Verdict

_BEST: tuple[Verdict, ...] = ("yes", "undetermined", "partly")


def of_all(found: Iterable[Verdict]) -> Verdict:
    """Alike; else no, partly, undetermined, silent: the first that applies. Of nothing: silent."""
    verdicts = set(found)
    if len(verdicts) == 1:
        return verdicts.pop()
    if "no" in verdicts:
        return "no"
    if verdicts & {"yes", "partly"}:
        return "partly"
    return "undetermined" if "undetermined" in verdicts else "silent"


def of_any(found: Iterable[Verdict]) -> Verdict:
    """The best of them: one is enough. Of nothing: silent."""
    verdicts = set(found)
    return next((each for each in _BEST if each in verdicts), "silent")
