"""Which rule file answers which kind, and how a question of that kind is said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from projections.answers.asked import Kind
from projections.answers.draft import ReadAs, Rule
from projections.answers.kinds import knowledge, objection, process, scope, sign_off

RULES_OF: Mapping[Kind, Rule] = {
    "scope": scope.rule,
    "sign_off": sign_off.rule,
    "knowledge": knowledge.rule,
    "process": process.rule,
    "objection": objection.rule,
}
READ_AS: Mapping[Kind, ReadAs] = {
    "scope": scope.read_as,
    "sign_off": sign_off.read_as,
    "knowledge": knowledge.read_as,
    "process": process.read_as,
    "objection": objection.read_as,
}
