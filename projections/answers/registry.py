"""Which rule file answers which kind, and how a question of that kind is said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from projections.answers.asked import Kind
from projections.answers.draft import ReadAs, Rule
from projections.answers.kinds import knowledge, scope, sign_off

RULES_OF: Mapping[Kind, Rule] = {
    "scope": scope.rule,
    "sign_off": sign_off.rule,
    "knowledge": knowledge.rule,
}
READ_AS: Mapping[Kind, ReadAs] = {
    "scope": scope.read_as,
    "sign_off": sign_off.read_as,
    "knowledge": knowledge.read_as,
}
