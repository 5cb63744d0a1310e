"""What no means finds, each with what would have been needed: tested to be indeed not found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.databases import run
from tests.faults.tampering.files import HOLDER, BundleKind, of_bundle
from tests.faults.tampering.house import Attempt, House
from tests.faults.tampering.kinds import OWNER
from tests.faults.tampering.means import Kind, Outcome, tried
from tests.faults.tampering.powers import KEY_AND_DATABASE, signer_forgets
from tests.faults.tampering.rows import SAID_ERASED_CONTENT, by_owner, text
from tests.tampering import tamper


def _before_anything_was_kept(attempt: Attempt) -> None:
    """Nobody has a checkpoint, nothing was stamped: eleven entries, all written anew."""
    tamper(
        attempt.url,
        "DELETE FROM ledger.entries WHERE position > 11",
        "DELETE FROM ledger.disclosures WHERE position > 11",
        "DELETE FROM ledger.marks",
        "DELETE FROM ledger.erased",
        "DELETE FROM ledger.contents",
        "UPDATE ledger.log SET size = 11",
        text(5),
        chain_anew=True,
    )
    signer_forgets(attempt)
    attempt.kept = replace(attempt.kept, checkpoints=())


def _after_all_that_was_kept(attempt: Attempt) -> None:
    tamper(attempt.url, text(23), chain_anew=True)
    signer_forgets(attempt)


def _another_history_for_another(attempt: Attempt) -> None:
    """Somebody else is shown it from the beginning, and keeps its checkpoint."""
    _after_all_that_was_kept(attempt)
    hand = attempt.hand
    assert hand.sign()
    attempt.kept = replace(attempt.kept, checkpoints=(hand.note,))


def _looked_at(attempt: Attempt) -> None:
    run(
        attempt.url,
        "INSERT INTO ledger.access_log (read_at, request, token, action, position, privileged)"
        " VALUES (now(), 'request', 'token', 'read', 24, true)",
        "DELETE FROM ledger.access_log",
    )


UNSEEN = (
    (
        Kind(
            "an entry, all to fit, before anybody kept a checkpoint or a stamp was made",
            KEY_AND_DATABASE,
            _before_anything_was_kept,
            5,
        ),
        "a checkpoint that was kept elsewhere, or a time stamp",
    ),
    (
        Kind(
            "an entry after the last checkpoint that was kept and the last stamp, all to fit",
            KEY_AND_DATABASE,
            _after_all_that_was_kept,
            23,
        ),
        "a later checkpoint elsewhere, or a signer that its owner does not run",
    ),
    (
        Kind(
            "two histories, each shown to somebody who does not meet the other",
            KEY_AND_DATABASE,
            _another_history_for_another,
            23,
        ),
        "both checkpoints in one hand",
    ),
    (
        Kind(
            "the content of a document removed",
            OWNER,
            by_owner("DELETE FROM ledger.contents"),
            13,
        ),
        "a copy elsewhere, which its filed digest then proves",
    ),
    (
        Kind(
            "the content of a document removed, as if it had been erased",
            OWNER,
            by_owner(*SAID_ERASED_CONTENT),
            13,
        ),
        "a copy elsewhere, which its filed digest then proves",
    ),
    (
        Kind(
            "what recognises a record that is sent again",
            OWNER,
            by_owner("UPDATE ledger.entries SET fingerprint = sha256('x')"),
            1,
        ),
        "nothing: no proof rests on it",
    ),
    (
        Kind("a row of the access log removed", OWNER, _looked_at),
        "the access log kept elsewhere: it is in no tree",
    ),
)
PAPER = BundleKind(
    "the page of a bundle, which no signature covers",
    lambda _: {"timeline.html": b"<p>Believe me."},
    "", "", frozenset(),
)  # fmt: skip
OF_PAPER = "to read the entries, or to make the page anew with `export --again`"


def unseen(house: House) -> Iterator[tuple[Outcome, str]]:
    """Each, with what would have been needed."""
    for kind, needed in UNSEEN:
        yield tried(house, kind), needed
    yield of_bundle(house, PAPER, HOLDER), OF_PAPER
