"""The words of this paper, as docs/glossary.md has them."""

from __future__ import annotations

from api.evidence.paper.blocks import Block, facts, section
from api.evidence.paper.case import Case

_TEXT = """
record: one thing that happened, as it was sent. entry: the record as the ledger keeps it.

position: 1, 2, 3 … over the whole ledger, without a gap. Order is the position, not the clock.

late: recorded more than a day after the end of its occurrence, by the source's clock where the
source is believed, else by the ledger's (nobody is believed to have recorded something after the
ledger did).

after_dispute: recorded, by the same clock, after a dispute was opened.

struck: a record that should never have been; it counts for nothing for readers from then on.

class: how a record is known: observed by a system, signed, asserted (somebody says so; this
where nothing else is said), imported, or a recollection.

wording: one version of a clause's text, numbered by position.

term: the structured meaning of one wording. It does not carry over to the next.

expansion: services or licences that were not in the initial order, added later. follow_on: a
later order for what was in the initial order.

seal: which wordings a proposal holds, fixed when it was sealed. What arrives later never
changes it.

governing text: the executed agreement's proposal; else the accepted one; else the latest sent;
else the latest sealed; else the current drafts.

rung: how far the record proves that a wording reached a person: addressed, sent, received,
opened, displayed, acknowledged, discussed, signed, authored, from the lowest to the highest.
None is inferred from another: opened is not read, signed is not seen.

internal clock: drafted, sealed, sign-off requested, signed off in part, signed off; or
declined, withdrawn.

communication clock: not sent, sent, received, opened.

formation clock: none, offered, countered, rejected, lapsed, retracted, accepted, executed,
ordered.

moment of a retraction: before sending, withdrawal (it arrived before or with the proposal),
revocation (after receipt, before acceptance), after acceptance, or undetermined.

signed, stale: a sign-off on this exact wording; one on an older wording, which does not cover
this one.

authority: what whoever signed was allowed to sign at that moment: within, delegated (within,
through a delegation), exceeded, expired, none (there are grants, but not over this), unknown
(there are no grants at all).

supports, opposes, also_said: evidence for, against, and naming the matter without a direction.

not_shown: what was looked for and is not on record.

leaf, root: the RFC 6962 tree over the exact bytes of all entries.

commitment: a salted digest in the entry; the value, as a disclosure, stands beside it and can
be withheld or deleted without breaking a proof.
"""


def _term(text: str) -> tuple[str, str]:
    name, said = " ".join(text.split()).split(": ", 1)
    return name, said


TERMS: tuple[tuple[str, str], ...] = tuple(map(_term, _TEXT.strip().split("\n\n")))


def glossary(_: Case) -> Block:
    """What the words mean; they mean one thing each."""
    rows = facts((term.replace("_", " "), [said]) for term, said in TERMS)
    return section("glossary", "Words used", [rows])
