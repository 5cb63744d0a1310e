"""The cover: what this is, of which deal, as of when, who took it out, and how to check it."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.paper.blocks import (
    Block,
    Words,
    bullets,
    code,
    exact,
    facts,
    lead,
    note,
    para,
    section,
)
from api.evidence.paper.case import Case
from api.evidence.paper.wording import moment_of, when


def cover(case: Case) -> list[Block]:
    """What stands on the first page."""
    return [
        lead(_what_it_is(case)),
        para(
            "A program made it from the entries of the ledger. Whoever exported it chose the "
            "questions; nobody wrote or chose the findings, and no language model took part in "
            "them. Every finding names the records that it rests on. It applies no law and gives "
            "no legal opinion."
        ),
        facts(_facts(case)),
    ]


def _what_it_is(case: Case) -> str:
    party = case.told.export.for_party
    if party is None:
        return (
            "This paper tells what a ledger holds of one deal: what was proposed, changed, signed "
            "off, told and taken back, and who knew what when."
        )
    return (
        f"This paper is for {party}. It holds the answers to the questions that were put to the "
        "records that this party was party to, what is withheld, and how to check it; it tells "
        "nothing else of the deal."
    )


def checking(case: Case) -> Block:
    """How to check it, with what is needed for that."""
    return section("verify", "How to check this paper", list(_checking(case)))


def _facts(case: Case) -> Iterator[tuple[str, Words]]:
    overview, export = case.told.overview, case.told.export
    basis = overview["basis"]
    yield "Deal", _deal(case)
    yield "Client", [overview["client_name"] or overview["client"] or "not on record"]
    if export.for_party is None:
        yield "Governing law", [overview["governing_law"] or "not on record"]
    yield "As of", [f"what had happened by {when(basis['effective_at'])}"]
    yield "As known", [_known(case)]
    yield "Exported by", [f"{export.by}, reading in the role {export.role}"]
    yield "Exported at", [moment_of(export.at)]
    yield "Made for", [export.for_party or "whoever exported it"]
    yield "Export", [code(export.id)]
    yield "Entries", [_entries(case)]
    yield "Digest of the entries", [code(export.digest)]
    yield "Checkpoint", _signed(export.checkpoint)
    yield (
        "To check it",
        ["run ", code("bash verify.sh"), " in the bundle; section 1 says what that shows"],
    )


def _deal(case: Case) -> Words:
    """Its name and id; another party is told the id alone."""
    overview = case.told.overview
    if case.told.export.for_party is not None:
        return [code(overview["deal"])]
    return [overview["name"] or "its opening is not on record", " (", code(overview["deal"]), ")"]


def _signed(checkpoint: str | None) -> Words:
    """The second and third line of a signed note: the size of the tree, and its root."""
    if checkpoint is None:
        return ["none lies with this export"]
    _, size, root, *_ = checkpoint.split("\n")
    return [f"signed at {size} entries, root ", code(root)]


def _known(case: Case) -> str:
    basis = case.told.overview["basis"]
    now = basis["now_at"]
    said = (
        f"what the ledger held at position {basis['known_at']}; it held {now['position']} when "
        "this was asked"
    )
    if basis["known_by"] == "source":
        return f"{said}. What was known is told by the sources' own times: the ledger began later"
    return said


def _entries(case: Case) -> str:
    export = case.told.export
    said = (
        f"{export.entries:,} of this deal, at positions {export.first_position} to "
        f"{export.last_position} of the ledger"
    )
    if export.leaves:
        return f"{said}; {export.leaves:,} of them by their digest only"
    return said


def _checking(case: Case) -> Iterator[Block]:
    export = case.told.export
    yield para(
        "Every entry of the ledger is a leaf of one tree of digests. A checkpoint says how large "
        "the tree was and what its root was, and is signed with a key that is kept outside the "
        "database. Whoever changes, adds or removes an entry below a checkpoint changes the root. "
        "So the entries can be checked without the people who keep the ledger, and without their "
        "software:"
    )
    yield bullets(
        [
            [
                "Unpack the bundle in which this paper came, and run ",
                code("bash verify.sh"),
                " there (it needs bash, coreutils and openssl), or ",
                code("python3 verify.py"),
                " (it needs Python alone). ",
                code("deal-ledger check"),
                " does the same on the packed file.",
            ],
            [
                (
                    "Compare the key below with one that you have from somewhere else, from a "
                    "time when there was no reason to lie. A bundle that is checked only with the"
                    " key in it shows that it fits together, and not who made it."
                )
            ],
            [
                (
                    "Compare the checkpoint below with one that you kept. Of two checkpoints of "
                    "one size with different roots, one belongs to another history."
                )
            ],
            [
                (
                    "To check a single statement of this paper, take the record that it names, "
                    "find its entry in the bundle by its position, and read it."
                )
            ],
        ]
    )
    basis = case.told.overview["basis"]
    rows: list[tuple[str, Words]] = [
        ("Log", [code(export.origin)]),
        ("Digest of the entries", [code(export.digest), f" (SHA-256 of {export.digest_of})"]),
        (f"Root of the tree at position {basis['known_at']}", [code(basis["root"])]),
        ("Rules of the findings", [f"version {basis['rules']}"]),
        ("Time stamps", [export.stamped or "none lies with this export"]),
    ]
    if export.verifier_key:
        rows.append(("Verifier key", [code(export.verifier_key)]))
    yield facts(rows)
    if export.checkpoint:
        yield para("Checkpoint, as it was signed:")
        yield exact(export.checkpoint)
    else:
        yield note(
            "No checkpoint lies with this export: nothing signed says that these entries stood in "
            "the ledger when it was made."
        )
