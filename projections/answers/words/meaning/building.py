"""Which function makes the parameters of which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from projections.answers.asked import Kind
from projections.answers.words.meaning import of_people, of_texts
from projections.answers.words.meaning.meant import Meant, Parameters

BUILDERS: Mapping[Kind, Callable[[Meant], Parameters]] = {
    "scope": of_texts.scope,
    "terms": of_texts.terms,
    "sign_off": of_people.signed,
    "knowledge": of_people.knew,
    "changes": of_people.changed,
    "retraction": of_people.retracted,
    "communication": of_texts.communication,
    "silence": of_texts.silence,
    "precedence": of_texts.precedence,
    "precedent": of_texts.precedent,
    "process": of_people.passed_by,
    "integrity": of_texts.integrity,
    "objection": of_people.objected,
}
"""Each raises NotThis where something is missing."""
