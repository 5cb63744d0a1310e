"""Which rule file answers which kind, and how a question of that kind is said in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from projections.answers.asked import Kind
from projections.answers.draft import Case, ReadAs, Rule, Verdict
from projections.answers.kinds import (
    changes,
    communication,
    integrity,
    knowledge,
    objection,
    precedence,
    precedent,
    process,
    retraction,
    scope,
    sign_off,
    silence,
    terms,
)

RULES_OF: Mapping[Kind, Rule] = {
    "scope": scope.rule,
    "terms": terms.rule,
    "sign_off": sign_off.rule,
    "knowledge": knowledge.rule,
    "changes": changes.rule,
    "retraction": retraction.rule,
    "communication": communication.rule,
    "silence": silence.rule,
    "precedence": precedence.rule,
    "precedent": precedent.rule,
    "process": process.rule,
    "integrity": integrity.rule,
    "objection": objection.rule,
}
VERDICTS_OF: Mapping[Kind, Callable[[Case], Verdict]] = {
    "scope": scope.verdict,
    "terms": terms.verdict,
    "sign_off": sign_off.verdict,
    "knowledge": knowledge.verdict,
    "changes": changes.verdict,
    "retraction": retraction.verdict,
    "communication": communication.verdict,
    "silence": silence.verdict,
    "precedence": precedence.verdict,
    "precedent": precedent.verdict,
    "process": process.verdict,
    "integrity": integrity.verdict,
    "objection": objection.verdict,
}
"""The verdict of the draft that the rule file would give: what is not printed is not drafted."""
READ_AS: Mapping[Kind, ReadAs] = {
    "scope": scope.read_as,
    "terms": terms.read_as,
    "sign_off": sign_off.read_as,
    "knowledge": knowledge.read_as,
    "changes": changes.read_as,
    "retraction": retraction.read_as,
    "communication": communication.read_as,
    "silence": silence.read_as,
    "precedence": precedence.read_as,
    "precedent": precedent.read_as,
    "process": process.read_as,
    "integrity": integrity.read_as,
    "objection": objection.read_as,
}
