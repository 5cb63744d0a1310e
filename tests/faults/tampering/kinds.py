"""The kinds of tampering with rows: by whom, what is done, and what finds it where."""

from __future__ import annotations

from collections.abc import Mapping

from tests.faults.tampering.means import Found, Kind
from tests.faults.tampering.rows import (
    ADDED,
    ADDED_CONTENT,
    AN_HOUR_EARLIER,
    AS_IF_ERASED,
    DIGEST_AS_TEXT,
    DOUBLED,
    FITTING_LEAF,
    FORGED_APPEND,
    MOVED_FOR_ERASED,
    NO_DIGEST_ERASED,
    OTHER_CONTENT,
    OTHER_REASON,
    OTHER_VALUE,
    SEEN_ERASURES,
    SWAPPED,
    VALUES_SWAPPED,
    WORDS_FOR_ERASED,
    by_eraser,
    by_owner,
    by_writer,
    entry,
    text,
    without,
)

SERVICE = "the service's login"
ERASING = "the eraser's login"
OWNER = "the database's owner"
_REFUSED = {"refused": Found("no right")}
_DELETED = "DELETE FROM ledger.entries WHERE position"


def _all(rule: str, position: int, signer: Found | None = None) -> Mapping[str, Found]:
    """Found by all three at one entry."""
    return {
        "verify": Found(rule, position),
        "checkpoint": Found("size", position),
        "signer": signer or Found(rule, position),
    }


def _beside(rule: str, position: int) -> Mapping[str, Found]:
    """Found where the values are looked at, which are in no tree."""
    return {"verify": Found(rule, position), "checkpoint": Found("size", position)}


def _verify(rule: str, position: int | None = None) -> Mapping[str, Found]:
    return {"verify": Found(rule, position)}


_REWRITTEN = Found("rewritten")

BY_SERVICE = (
    Kind("a content beside those that were filed", SERVICE, by_writer(ADDED_CONTENT), 13,
         _verify("contents", 13)),
    Kind("an entry changed", SERVICE, by_writer(text(5)), 5, _REFUSED),
    Kind("an entry removed", SERVICE, by_writer(f"{_DELETED} = 7"), 7, _REFUSED),
    Kind("all entries removed", SERVICE, by_writer("TRUNCATE ledger.entries"), 1, _REFUSED),
    Kind("a value removed", SERVICE, by_writer("DELETE FROM ledger.disclosures"), 5, _REFUSED),
    Kind(
        "a published checkpoint changed", SERVICE,
        by_writer("UPDATE ledger.checkpoints SET size = 1"), None, _REFUSED,
    ),
    Kind(
        "the content of a document removed, by the eraser's login", ERASING,
        by_eraser("DELETE FROM ledger.contents"), 13, _REFUSED,
    ),
    Kind(
        "the guards switched off", SERVICE,
        by_writer("ALTER TABLE ledger.entries DISABLE TRIGGER ALL"), None, _REFUSED,
    ),
    Kind(
        "a forged entry appended, past the program", SERVICE,
        by_writer(SEEN_ERASURES, FORGED_APPEND), 25,
        {"verify": Found("origin", 25), "signer": Found("origin", 25)},
    ),
    Kind(
        "a privileged record opened without a record of it", SERVICE,
        by_writer("INSERT INTO ledger.marks VALUES (9999, 'r-8', 'none')"), None,
        _verify("marks", 9999),
    ),
)  # fmt: skip

BY_OWNER = (
    Kind("an entry changed, the guards left on", OWNER, by_owner(text(5), guarded=True), 5,
         {"refused": Found("append-only")}),
    Kind("one word of an entry", OWNER, by_owner(text(5)), 5, _all("leaf", 5)),
    Kind("one byte that is no text", OWNER, by_owner(entry(7, r"state = state || '\x00'")), 7,
         _all("form", 7, Found("leaf", 7))),
    Kind("an entry and its leaf", OWNER, by_owner(text(5), entry(5, FITTING_LEAF)), 5,
         _all("subtrees", 6)),
    Kind("the last entry and its leaf", OWNER, by_owner(text(24), entry(24, FITTING_LEAF)), 24,
         {"verify": Found("subtrees", 24), "signer": Found("subtrees", 24)}),
    Kind("an entry, all leaves and the frontier", OWNER, by_owner(text(5), hash_anew=True), 5,
         _all("prev", 6, _REWRITTEN)),
    Kind("an entry, and the whole ledger to fit", OWNER, by_owner(text(5), chain_anew=True), 5,
         {"verify": Found("root", 12), "checkpoint": Found("root", "1–11"), "signer": _REWRITTEN}),
    Kind("the latest retraction, and the whole ledger to fit", OWNER,
         by_owner(OTHER_REASON, chain_anew=True), 20,
         {"verify": Found("root", 21), "checkpoint": Found("root", "12–20"), "signer": _REWRITTEN}),
    Kind("an entry that only the signer has seen, and all to fit", OWNER,
         by_owner(text(23), chain_anew=True), 23, {"signer": _REWRITTEN}),
    Kind("times moved by an hour, and the whole ledger to fit", OWNER,
         by_owner(*AN_HOUR_EARLIER, chain_anew=True), 1,
         {"verify": Found("root", 12), "checkpoint": Found("root", "1–11"), "signer": _REWRITTEN}),
    Kind("an entry removed", OWNER, by_owner(f"{_DELETED} = 7"), 7,
         _all("position", 7, Found("missing", 7))),
    Kind("the first entry removed", OWNER, by_owner(f"{_DELETED} = 1"), 1,
         _all("position", 1, Found("missing", 1))),
    Kind("the tail removed", OWNER, by_owner(f"{_DELETED} > 22"), 23,
         {"verify": Found("log", 23), "signer": Found("missing", 23)}),
    Kind("the tail removed, the log and all hashes to fit", OWNER,
         by_owner(f"{_DELETED} > 22", "UPDATE ledger.log SET size = 22", hash_anew=True), 23,
         {"signer": Found("shrunk")}),
    Kind("the tail that was exported removed, and all to fit", OWNER,
         by_owner(f"{_DELETED} > 13", "DELETE FROM ledger.disclosures WHERE position > 13",
                  "DELETE FROM ledger.marks", "DELETE FROM ledger.erased",
                  "UPDATE ledger.log SET size = 13", hash_anew=True), 14,
         {"checkpoint": Found("size", "14–20"), "signer": Found("shrunk")}),
    Kind("all entries removed", OWNER, by_owner("TRUNCATE ledger.entries"), 1,
         _all("log", 1, Found("missing", 1))),
    Kind("two entries swapped", OWNER, by_owner(*SWAPPED), 8, _all("subtrees", 8)),
    Kind("two entries swapped, and all hashes to fit", OWNER, by_owner(*SWAPPED, hash_anew=True), 8,
         _all("columns", 8, _REWRITTEN)),
    Kind("an entry put in", OWNER, by_owner(ADDED), 25,
         {"verify": Found("subtrees", 25), "signer": Found("log", 25)}),
    Kind("an entry put in, the log and all hashes to fit", OWNER,
         by_owner(ADDED, "UPDATE ledger.log SET size = 25", hash_anew=True), 25,
         {"verify": Found("columns", 25), "signer": Found("columns", 25)}),
    Kind("an entry stored twice", OWNER, by_owner(*DOUBLED), 5, _all("position", 6)),
    *(
        Kind(f"the {column} of a row set to NULL", OWNER, by_owner(*without(column, 8)), 8,
             _all("columns", 8, signer) if signer else _beside("columns", 8))
        for column, signer in (
            ("state", Found("leaf", 8)), ("leaf", Found("leaf", 8)),
            ("subtrees", Found("subtrees", 8)), ("topic", None), ("originator_id", None),
            ("originator_version", None), ("event_id", None), ("recorded_at", None),
        )
    ),
    Kind("a leaf", OWNER, by_owner(entry(9, "leaf = sha256('x')")), 9, _all("leaf", 9)),
    Kind("a kept subtree", OWNER, by_owner(entry(8, "subtrees = ''")), 8, _all("subtrees", 8)),
    Kind("the frontier", OWNER, by_owner("UPDATE ledger.log SET frontier[1] = sha256('x')"), None,
         {"verify": Found("log"), "signer": _REWRITTEN}),
    Kind("the deal of a row", OWNER, by_owner(entry(8, "originator_id = 'D-3'")), 8,
         _beside("columns", 8)),
    Kind("the type of a row", OWNER, by_owner(entry(8, "topic = 'deal.closed'")), 8,
         _beside("columns", 8)),
    Kind("the time of a row", OWNER,
         by_owner(entry(8, "recorded_at = recorded_at - interval '1 day'")), 8,
         _beside("columns", 8)),
    Kind("the name of the log", OWNER, by_owner("UPDATE ledger.log SET origin = 'other'"), 1,
         {"verify": Found("origin", 1), "checkpoint": Found("origin", 1),
          "signer": Found("origin")}),
    Kind("the log itself", OWNER, by_owner("DELETE FROM ledger.log"), None,
         {"verify": Found("log"), "checkpoint": Found("origin"), "signer": Found("log")}),
    Kind("a value changed", OWNER, by_owner(
        "UPDATE ledger.disclosures SET disclosure = disclosure || 'x' WHERE position = 6"), 6,
        _beside("disclosures", 6)),
    Kind("a value and its digest", OWNER, by_owner(OTHER_VALUE), 6, _beside("disclosures", 6)),
    Kind("two values swapped", OWNER, by_owner(*VALUES_SWAPPED), 5, _beside("disclosures", 5)),
    Kind("a value put beside nothing", OWNER, by_owner(
        "INSERT INTO ledger.disclosures SELECT 77, digest, disclosure FROM ledger.disclosures"
        " WHERE position = 6"), None, _verify("strays", 77)),
    Kind("a value quietly removed", OWNER,
         by_owner("DELETE FROM ledger.disclosures WHERE position = 6"), 6, _beside("erased", 6)),
    Kind("a value removed as if erased", OWNER, by_owner(*AS_IF_ERASED), 6, _verify("erased")),
    Kind("words put in the place of a value that was erased", OWNER,
         by_owner(WORDS_FOR_ERASED), 16, _verify("erased", 16)),
    Kind("what stands for an erased value moved to where nothing can stand", OWNER,
         by_owner(MOVED_FOR_ERASED), 16, _verify("erased", 16)),
    Kind("the clock of the log set forward", OWNER,
         by_owner("UPDATE ledger.log SET recorded_at = recorded_at + interval '1 year'"), None,
         {"verify": Found("log"), "signer": Found("log")}),
    Kind("a person's name", OWNER,
         by_owner("UPDATE ledger.persons SET person = 'charlie' WHERE person = 'carla'"), None,
         _verify("persons")),
    Kind("a person's name quietly removed", OWNER,
         by_owner("DELETE FROM ledger.persons WHERE person = 'carla'"), None,
         _verify("persons", 6)),
    Kind("a mark of privilege taken away", OWNER,
         by_owner("DELETE FROM ledger.marks WHERE position = 14"), 14, _verify("marks", 14)),
    Kind("a mark of privilege turned", OWNER,
         by_owner("UPDATE ledger.marks SET privilege = 'none'"), 14, _verify("marks", 14)),
    Kind("a column given another type", OWNER, by_owner(*DIGEST_AS_TEXT), None,
         {"verify": Found("tables"), "checkpoint": Found("size", "1–11")}),
    Kind("the digest of an erased value set to NULL", OWNER, by_owner(*NO_DIGEST_ERASED), 15,
         _beside("erased", 15)),
    Kind("the content of a document", OWNER, by_owner(*OTHER_CONTENT), 13, _verify("contents", 13)),
)  # fmt: skip
