"""The kind of term that is meant where none is named: "how long does the agreement run"."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from projections.answers.words.line import Line, Token, phrase

_ASKED = phrase("how|what|when|which|figure|amount|maximum|minimum")
_NAMED = frozenset({"@kind", "@clause", "@version"})


@cache
def _meant() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(words.split()) for kind, words in table["meant"].items()}


def with_kind_meant(line: Line) -> Line:
    """With the one kind of term that its words mean, in the place of these words."""
    if any(token.text in _NAMED for token in line.tokens) or not line.has(_ASKED):
        return line
    found = {
        kind
        for kind, words in _meant().items()
        if any(token.text in words for token in line.tokens)
    }
    if len(found) != 1:
        return line
    (kind,) = found
    words = _meant()[kind]
    tokens = [
        replace(token, text="@kind", values=(kind,)) if token.text in words else token
        for token in line.tokens
    ]
    return Line(line.asked, tuple(_once(tokens)))


def _once(tokens: list[Token]) -> list[Token]:
    """With each kind said once: "pay invoices" is one."""
    first = next(n for n, token in enumerate(tokens) if token.text == "@kind")
    return [each for n, each in enumerate(tokens) if n == first or each.text != "@kind"]
