"""Which kind is meant: the concepts that it needs, those that it allows, and the forms it answers.

A kind is meant where one of each of its needs is said, and every other word is one that it allows
or that says nothing. Nothing stands here but the table and its reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from projections.answers.asked import Kind
from projections.answers.words.meaning.forms import Form

_ANY: frozenset[Form] = frozenset({"who", "when", "why", "what", "how", "whether"})


@dataclass(frozen=True)
class Rule:
    """What tells a kind. `needs` are groups of concepts and things, one of each group is needed."""

    needs: tuple[frozenset[str], ...]
    allows: frozenset[str]
    forms: frozenset[Form]

    @property
    def concepts(self) -> frozenset[str]:
        """Every concept that it can use."""
        return self.allows.union(*self.needs)


def _rule(needs: str, allows: str, forms: str) -> Rule:
    groups = tuple(frozenset(group.split("|")) for group in needs.split())
    answered: frozenset[Form] = frozenset(form for form in _ANY if form in forms.split())
    return Rule(groups, frozenset(allows.split()), answered)


RULES: Mapping[Kind, Rule] = {
    "integrity": _rule(
        "tamper|forged|afterwards record|forged|afterwards",
        "tamper record insert change remove afterwards",
        "what how why whether",
    ),
    "process": _rule(
        "skip|policy|approve",
        "policy required obey skip approve authority standing see know decline send accept amount "
        "instruct say",
        "who why what how whether",
    ),
    "precedent": _rule(
        "past @item|@party",
        "cover exclude force agreed terms amount accept change mention send",
        "what how whether",
    ),
    "precedence": _rule(
        "prevail|conflict", "prevail conflict papers force say", "who what how whether"
    ),
    "retraction": _rule("retract", "instruct accept send remove", "who when why whether how"),
    "objection": _rule("object", "see say accept policy timely papers", "who whether what"),
    "communication": _rule(
        "say|promise|relay", "cover exclude promise say relay send papers", "what how whether"
    ),
    "knowledge": _rule("know|see", "know see send papers", "who when whether how"),
    "changes": _rule(
        "change|insert|remove|origin|@clause",
        "change insert remove origin papers instruct",
        "who why what how whether",
    ),
    "sign_off": _rule(
        "approve|authority", "approve authority required standing send", "who what whether"
    ),
    "silence": _rule("mention|papers", "mention papers", "what whether how"),
    "terms": _rule(
        "force|amount|terms|@kind|@clause|@version",
        "force agreed required amount terms papers send",
        "what how when whether",
    ),
    "scope": _rule(
        "@item|@party|@client|@partner cover|exclude|@kind",
        "cover exclude agreed",
        "what whether how",
    ),
}
