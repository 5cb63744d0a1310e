"""What the paper is made of: the facts of an export, and the readings as a reader gets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Who took which entries out of the ledger, when and for whom, and what proves them.

    `at` has an offset. `digest` is the SHA-256, hexadecimal, of what `digest_of` says. `checkpoint`
    is the text of the signed note and `verifier_key` the line of the key; None where there is none,
    and the paper says so. `leaves` counts the entries that are in the bundle as their leaf hash
    only. `role` is the role in which it was read, and `for_party` whom it was made for, by name
    (None: whoever exported it). `stamped` says in a sentence which time stamps lie with it.
    """

    id: str
    origin: str
    by: str
    role: str
    at: datetime
    entries: int
    first_position: int
    last_position: int
    digest: str
    digest_of: str = "the exact bytes of the deal's entries, in the order of their positions"
    leaves: int = 0
    for_party: str | None = None
    checkpoint: str | None = None
    verifier_key: str | None = None
    stamped: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A line of the privilege log: what is kept back, and why; nothing of what it says.

    `stands` says what is in the bundle in its place. None is said as "not stated".
    """

    position: int
    why: str
    stands: str
    version: int | None = None
    record: str | None = None
    type: str | None = None
    occurred_at: str | Json | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one paper tells of one deal. Readings and answers are the JSON bodies of the GET routes
    and of `ask`, all on one basis; `timeline` has every moment (no `next`).

    A reading that is None is no part of this export, and the paper says that of it.
    """

    export: Export
    overview: Json
    terms: Json | None = None
    timeline: Json | None = None
    coverage: Json | None = None
    clocks: Json | None = None
    knowledge: Json | None = None
    answers: Sequence[Json] = ()
    withheld: Sequence[Withheld] = ()
