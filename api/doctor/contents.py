"""Checks of what is in the ledger: a quick look at its entries, and its tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from api.doctor.finding import Finding, ok, warning, wrong
from api.doctor.server import Database
from ledger.outbox.digest_links import NAME as DIGEST_LINK
from ledger.read_back_links import NAME as READ_BACK_LINK
from ledger.sessions import BY_ORGANISATION, LINKED

LOOKED_AT = 1000
"""Positions that are looked up: all of a small ledger, evenly spread ones of a large one."""
SOON = timedelta(days=14)
VERIFY = ("deal-ledger verify names the first entry that does not hold.",)
HOW_TO_MAKE_ONE = "deal-ledger token create NAME --role ROLE --expires-in-days DAYS"


def entries(database: Database) -> Iterator[Finding]:
    """Does the log end where the entries end, with none missing on the way?"""
    heads = database.session.execute(
        "SELECT size, cardinality(frontier) FROM ledger.log"
    ).fetchall()
    if len(heads) != 1:
        yield wrong(f"ledger.log holds {len(heads)} rows, not one.", "Restore the last backup.")
        return
    [(size, subtrees)] = heads
    last, missing = database.row(
        "SELECT coalesce((SELECT max(position) FROM ledger.entries), 0), (SELECT count(*)"
        " FROM generate_series(1, %s::bigint, %s::bigint) AS wanted"
        " WHERE NOT EXISTS (SELECT FROM ledger.entries WHERE position = wanted))",
        size,
        size // LOOKED_AT + 1,
    )
    yield judged_log(size, last, missing, subtrees)


def judged_log(size: int, last: int, missing: int, subtrees: int) -> Finding:
    """What there is to say of a log of `size` whose last entry is `last`.

    `missing` counts the positions that were looked up in vain, `subtrees` the log's frontier.
    """
    if last != size:
        return wrong(f"The log counts {size} entries, but the last has position {last}.", *VERIFY)
    if missing:
        return wrong(f"Of {size} entries some are missing: {missing} were not found.", *VERIFY)
    if subtrees != size.bit_count():
        return wrong(f"The tree over {size} entries cannot have {subtrees} peaks.", *VERIFY)
    return ok(f"{size} entries without a gap. Whether all of them hold: deal-ledger verify")


@dataclass(frozen=True, slots=True)
class Pass:
    """A token, as far as it is looked at here."""

    id: str
    name: str
    roles: Sequence[str]
    expires_at: datetime | None
    revoked_at: datetime | None


def tokens(database: Database) -> Iterator[Finding]:
    """May anybody come in, and for how long? Those of sign-ins and links end by themselves."""
    rows = database.session.execute(
        "SELECT token, name, roles, expires_at, revoked_at FROM ledger.tokens"
        " WHERE name <> ALL (%s) ORDER BY created_at, token",
        [[LINKED, BY_ORGANISATION, READ_BACK_LINK, DIGEST_LINK]],
    )
    yield from judged_tokens([Pass(*row) for row in rows], database.setup.now())


def judged_tokens(many: Sequence[Pass], now: datetime) -> Iterator[Finding]:
    """What there is to say of all the tokens that were ever made."""
    valid = [
        each
        for each in many
        if each.revoked_at is None and (each.expires_at is None or now < each.expires_at)
    ]
    if not valid:
        yield warning("No token counts: nobody can use the HTTP interface.", HOW_TO_MAKE_ONE)
        return
    yield ok(f"{len(valid)} of {len(many)} count; the others are revoked or have expired.")
    for each in valid:
        named = f"{each.id} ({each.name})"
        if each.expires_at is None and "admin" in each.roles:
            yield ok(f"{named} is an admin's and never expires.")
        elif each.expires_at is not None and each.expires_at - now <= SOON:
            yield warning(
                f"{named} expires on {each.expires_at:%Y-%m-%d}.",
                f"{HOW_TO_MAKE_ONE} makes its successor; hand it out, then:",
                f"deal-ledger token revoke {each.id}",
            )


CHECKS = (entries,)
OF_THE_SERVICE = (tokens,)
