"""Whatever is withheld, what is left verifies: values left out, entries given as their hash."""

from __future__ import annotations

import random

import pytest

from ledger.proof.bundle import layout, parsing
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.disclosing import judge_values
from ledger.proof.bundle.streams import judge_streams
from ledger.proof.checkpoint import checkpoint_of
from tests.api.evidence.bundles import Files

REDACTIONS = 1_000


def test_a_thousand_random_redactions_verify(files: Files) -> None:
    chance = random.Random("redactions")
    about, note = parsing.about(files), files[layout.CHECKPOINT].decode()
    head = checkpoint_of(files[layout.CHECKPOINT])
    whole = judge_streams(files, about, note, head)
    heading, *lines = files[layout.DISCLOSURES].decode().splitlines(keepends=True)
    undisclosed = set()
    for _ in range(REDACTIONS):
        gone = {each for each in whole.entries if chance.random() < 0.3}
        kept = [
            each
            for each in lines
            if chance.random() < 0.7 and each.partition(",")[0] not in {*map(str, gone), ""}
        ]
        redacted = {
            name: content
            for name, content in files.items()
            if name not in {whole.entries[position].file for position in gone}
        }
        rows = [
            (held.stream, held.content.version, position, held.leaf.hex())
            for position, held in sorted(whole.entries.items())
            if position in gone
        ]
        redacted[layout.LEAVES] = layout.table(layout.LEAF_COLUMNS, rows)
        redacted[layout.DISCLOSURES] = "".join([heading, *kept]).encode()
        streams = judge_streams(redacted, about, note, head)
        assert {each.position for each in streams.leaves} == gone
        undisclosed.add(judge_values(redacted, streams))
    assert len(undisclosed) > 3


def test_a_value_that_no_entry_commits_to_is_refused(files: Files) -> None:
    about, note = parsing.about(files), files[layout.CHECKPOINT].decode()
    streams = judge_streams(files, about, note, checkpoint_of(files[layout.CHECKPOINT]))
    for position, digest, text in (
        each.split(",") for each in files[layout.DISCLOSURES].decode().splitlines()[1:]
    ):
        other = "5" if position != "5" else "2"
        changed = f"position,digest,disclosure\n{other},{digest},{text}\n".encode()
        with pytest.raises(BundleBroken):
            judge_values({**files, layout.DISCLOSURES: changed}, streams)
