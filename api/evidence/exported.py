"""What an export is, as its texts say it: of which entries, when, by and for whom."""

from __future__ import annotations

from hashlib import sha256

from api.evidence import paper
from api.evidence.case import Case
from projections.clauses import parties_of
from projections.facts import facts_of

_FOR_THE_HOUSE = "nobody in particular: all that the house has on record of the deal"
_THE_HOUSE = "whoever keeps the ledger"
"""Who of the house it was, another party is not told."""
_WHOLE = "the exact bytes of the deal's entries, in the order of their positions"
_SOME = "the exact bytes of those of the deal's entries that are in it, in order"


def exported(case: Case) -> paper.Export:
    """All but what is only there once a checkpoint covers it."""
    ours = [each for each in case.kept if each.stream == "deal"]
    leaving = [each for each in ours if case.sight.leaves(each.entry) != "as_leaf"]
    digest = sha256(b"".join(bytes(each.row.state) for each in leaving)).hexdigest()
    return paper.Export(
        id=case.terms.export,
        origin=case.ledger.origin,
        by=_THE_HOUSE if case.terms.party else case.terms.by,
        role=case.terms.basis.role,
        at=case.terms.basis.now_at,
        entries=len(ours),
        first_position=ours[0].row.position,
        last_position=ours[-1].row.position,
        digest=digest,
        digest_of=_WHOLE if len(leaving) == len(ours) else _SOME,
        leaves=len(ours) - len(leaving),
        for_party=for_whom(case) if case.terms.party else None,
    )


def for_whom(case: Case) -> str:
    """Whom the bundle is for, by name."""
    party = case.terms.party
    if party is None:
        return _FOR_THE_HOUSE
    entries = [each.entry for each in case.kept]
    joined = parties_of(facts_of(entries).counted).get(party)
    return f"{joined.name} ({party})" if joined else party
