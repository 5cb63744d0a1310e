"""A bundle that would not fit into its zip."""

from __future__ import annotations

from domain.refusals import Refusal


class BundleTooLarge(Refusal):
    """A bundle has at most 4 GiB."""

    code = "bundle_too_large"

    def __init__(self) -> None:
        super().__init__("The bundle would have more than 4 GiB: leave out what it can do without.")
