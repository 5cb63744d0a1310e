"""From the parameters of a kind to its questions: what moments are meant, and of which readings."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from projections.answers.asked import ASKS, PARAMETERS, Kind, Question
from projections.answers.words.frames.frame import Frame, Given, NotThis
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.resolving import About, Resolving, Times

_READINGS = 2
_SOMEBODY = ("person", "party", "client", "partner", "seller")
_IT = phrase("it")
_PRONOUNS = phrase("he|she|him|his|her")


def questions(frame: Frame, given: Given, parameters: dict[str, Any]) -> tuple[Question, ...]:
    """One question, or two readings of it. Raises NotThis where its times are not clear."""
    line = given.line
    if line.has(_PRONOUNS) and not line.values(*_SOMEBODY) and not _has_who(line):
        raise NotThis("It does not say who is meant.")
    negated = given.negated != bool(parameters.pop("negated", False))
    about = About(
        tuple(parameters.get("clauses", ())),
        parameters.get("version"),
        parameters.get("proposal"),
        tuple(parameters.get("persons") or parameters.get("told_to") or ()),
    )
    tokens = [_by_then(token, line, frame) for token in line.tokens]
    dropped = [token for token in tokens if _is_dropped(token, frame, given)]
    tokens = [token for token in tokens if token not in dropped]
    left = [each for each in dropped if each.text == "@after"]
    left += [each for each in line.tokens if each.text == "@left"]
    over = tuple(line.asked[each.begin : each.end] for each in left)
    if "of" in frame.drops:
        parameters["proposal"] = parameters.get("proposal") or _of_moment(line, 1)
        clause = _of_moment(line, 3)
        if clause and not parameters.get("clauses"):
            parameters["clauses"] = (clause,)
    elif about == About() and frame.kind == "retraction" and line.has(_IT):
        parameters["proposal"] = _of_moment(line, 1)  # by the time she got P2, was it withdrawn
        about = replace(about, proposal=parameters["proposal"])
    times = Resolving(given.vocabulary, about).times(tokens, frame.moments)
    if times.after and "after" not in frame.moments:
        raise NotThis("After when, is not asked of this kind.")
    if (times.begin or times.end) and "from" not in PARAMETERS[frame.kind]:
        raise NotThis("From when to when, is not asked of this kind.")
    version = parameters.get("version")
    if version and not given.vocabulary.known.has_wording(parameters["clauses"][0], version):
        raise NotThis(f"The clause has no wording {version}.")
    readings = _all(times)
    if len(readings) > _READINGS:
        raise NotThis("The date that it names can be more than two days.")
    return tuple(
        Question(
            kind=frame.kind,
            asked=line.asked,
            negated=negated,
            passed_over=over,
            **_of_kind(frame.kind, parameters | reading),
        )
        for reading in readings
    )


def _by_then(token: Token, line: Line, frame: Frame) -> Token:
    """With "by the acceptance" as what stood then, for a kind that asks of no order."""
    by = line.asked[token.begin : token.end].casefold().startswith("by ")
    ordered = frame.kind == "sign_off" and token.values[:1] != ("at",)
    if token.text == "@before" and by and "before" not in frame.moments and not ordered:
        return replace(token, text="@when")
    return token


def _has_who(line: Line) -> bool:
    return any("@person" in value for token in line.tokens for value in token.values) or line.has(
        phrase("who|whose")
    )


def _is_dropped(token: Token, frame: Frame, given: Given) -> bool:
    """Whether a kind makes nothing of this moment: that of a proposal is the proposal."""
    if frame.kind == "sign_off" and token.text == "@after":
        return _is_a_no(token, given)
    if "sent" in frame.drops and token.text in {"@before", "@when"}:
        before = token.text == "@before"
        of_one = any(token.values[1:4:2])
        if token.values[0] == "sign_off.granted" and not before:
            return of_one and not token.values[2]
        return token.values[0] == "proposal.sent" and (before or of_one)
    return token.text[1:] in frame.drops


def _is_a_no(token: Token, given: Given) -> bool:
    """Whether it is after somebody turned a sign-off down: it is then signed if granted since."""
    whose = token.values[2].removeprefix("@person ") if len(token.values) > 2 else ""
    own = given.vocabulary.people.is_own(whose) and token.values[0] == "proposal.rejected"
    return own and bool(Resolving(given.vocabulary, About()).records(token.values))


def _of_moment(line: Line, place: int) -> str | None:
    """The proposal (1) or the clause (3) of a moment, where the moment itself is dropped."""
    found = [
        token.values[place]
        for token in line.tokens
        if token.text in {"@before", "@when"} and len(token.values) == 5 and token.values[place]
    ]
    return found[0] if found else None


def _all(found: Times) -> list[dict[str, Any]]:
    """Every reading that the times allow."""
    each: list[list[tuple[str, Any]]] = [
        [(name, value) for value in values]
        for name, values in (
            ("effective_at", found.effective),
            ("known_at", found.known),
            ("before", found.before),
            ("after", found.after),
            ("from_moment", found.begin),
            ("to_moment", found.end),
        )
        if values
    ]
    return [dict(pairs) for pairs in product(*each)]


def _of_kind(kind: Kind, parameters: dict[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in parameters.items() if value not in (None, ())}
    if kind in ASKS:
        found.setdefault("ask", ASKS[kind][0])
    return found
