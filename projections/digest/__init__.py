"""The digest: what changed for somebody of the house since they last had the terms before them."""

from __future__ import annotations

from projections.digest.gaps import NotOfTheHouse
from projections.digest.reading import digest, digest_of

__all__ = ["NotOfTheHouse", "digest", "digest_of"]
