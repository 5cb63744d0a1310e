"""REG01: the buyer is regulated, and a discount goes across different services.

1. `deal.opened` says that the buyer is regulated.
2. A discount term of the text, or of the drafts, is stated in for services of which none contains
   the other, or for one with several services below it, or for expansion.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.values import Term
from projections.catalogue import Catalogue
from projections.findings.finding import Finding, in_order, named, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each wording with such a discount."""
    opening = looked.deal.opened
    if opening is None or not opening.regulated_buyer:
        return
    for wording in looked.wordings:
        stated = wording.term(looked.moment)
        if stated and stated.term.kind == "discount":
            across = _across(looked.deal.catalogue, stated.term)
            if len(across) > 1 or "expansion" in across:
                yield Finding(
                    code=RULE.code,
                    severity="medium",
                    about=(wording_named(wording), record_named(stated.fact)),
                    records=in_order((wording.fact, stated.fact)),
                    sentence=(
                        f"The buyer is regulated, and the discount of {named(wording)} goes across "
                        f"different services: {listed(across)}."
                    ),
                    to_do="Have compliance look at it, and record what they say.",
                )


def _across(catalogue: Catalogue, term: Term) -> list[str]:
    """The services that it is stated in for: in place of one, those below it; and expansion."""
    stated = [(each.axis, each.item) for each in term.scope if each.state == "in"]
    services = [item for item in stated if item[0] == "services"]
    out = {(each.axis, each.item) for each in term.scope if each.state == "out"}
    leaves = [leaf for item in services for leaf in (catalogue.children(item) or [item])]
    found = [catalogue.title(item) for item in dict.fromkeys(leaves) if item not in out]
    return [*found, "expansion"] if ("orders", "expansion") in stated else found


RULE = Rule(
    code="REG01",
    title="A regulated buyer, and a discount across different services",
    severity="medium",
    why=(
        "Buyers in health care and the public sector may have to report discounts item by item; "
        "one that reaches across services can fall under rules that nobody checked."
    ),
    example="A health agency gets 22 % on the platform and on whatever it adds later.",
    settle="What compliance said, as a record that settles it (`finding.settled`).",
    find=find,
)
