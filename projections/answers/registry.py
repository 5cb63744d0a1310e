"""Which rule file answers which kind, and how a question of that kind is said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from projections.answers.asked import Kind
from projections.answers.draft import ReadAs, Rule
from projections.answers.kinds import (
    changes,
    communication,
    integrity,
    precedence,
    precedent,
    retraction,
    scope,
    silence,
    terms,
)

RULES_OF: Mapping[Kind, Rule] = {
    "scope": scope.rule,
    "retraction": retraction.rule,
    "communication": communication.rule,
    "precedent": precedent.rule,
    "integrity": integrity.rule,
    "terms": terms.rule,
    "changes": changes.rule,
    "silence": silence.rule,
    "precedence": precedence.rule,
}
READ_AS: Mapping[Kind, ReadAs] = {
    "scope": scope.read_as,
    "retraction": retraction.read_as,
    "communication": communication.read_as,
    "precedent": precedent.read_as,
    "integrity": integrity.read_as,
    "terms": terms.read_as,
    "changes": changes.read_as,
    "silence": silence.read_as,
    "precedence": precedence.read_as,
}
