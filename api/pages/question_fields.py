"""The fields of a question, so that whoever asked can say how it was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from domain.values import TermKind
from projections.answers.asked import ASKS, KINDS, PARAMETERS, Kind
from projections.answers.known import Known

KIND_WORDS: dict[Kind, str] = {
    "scope": "What a term covers",
    "terms": "Which terms stood",
    "sign_off": "Who signed off",
    "knowledge": "Who knew",
    "changes": "What changed",
    "retraction": "Whether it was retracted",
    "communication": "What the other side was told",
    "silence": "Whether any document speaks of it",
    "precedence": "Which document prevails",
    "precedent": "How it was done before",
    "process": "Whether the process was followed",
    "integrity": "Whether anything was altered or added later",
    "objection": "Whether anybody objected",
}
_LABELS = {
    "ask": "What you want to know",
    "items": "What it may cover",
    "terms": "Kinds of term (none: all of them)",
    "clauses": "Clauses",
    "version": "Number of the wording",
    "proposal": "Proposal",
    "documents": "Documents",
    "persons": "People",
    "parties": "Parties",
    "by": "Who spoke",
    "to": "Who was told",
    "state": "Said to be",
    "words": "Words to look for",
    "before": "Before",
    "after": "After",
    "from": "From",
}
_ASK_WORDS = {
    "whether": "whether it was so",
    "who": "who it was",
    "when": "when it was",
    "why": "why it was",
    "what": "what it was",
    "allowed": "whether they were allowed to",
    "relay": "what was added or left out in passing it on",
}
Choices = list[tuple[str, str]]


def question_fields(kind: Kind, chosen: dict[str, list[str]], known: Known) -> list[dict[str, Any]]:
    """The fields that a kind of question has: `name`, `label`, `shape`, `choices`, `chosen`.

    `shape` is `many` (any of the choices), `one` (one of them, or none), `text` or `moment`.
    """
    return [_field(kind, name, chosen.get(name, []), known) for name in PARAMETERS[kind]]


def other_kinds(kind: Kind) -> Iterator[tuple[Kind, str]]:
    """The other kinds of question, with what each asks."""
    return ((each, KIND_WORDS[each]) for each in KINDS if each != kind)


def understood(found: dict[str, Any], known: Known) -> list[tuple[str, str]]:
    """What was understood of a question that was not read, as labels and words."""
    title, person = known.deal.catalogue.title, known.deal.person
    told: list[tuple[str, list[str]]] = [
        ("What is asked", [KIND_WORDS[found["kind"]]] if "kind" in found else []),
        ("Items", [title((each["axis"], each["item"])) for each in found.get("items", [])]),
        ("Kinds of term", [each.replace("_", " ") for each in found.get("terms", [])]),
        ("Clauses", found.get("clauses", [])),
        ("Proposals", found.get("proposals", [])),
        ("Documents", found.get("documents", [])),
        ("People", [person(each) for each in found.get("persons", [])]),
        ("Parties", [person(each) for each in found.get("parties", [])]),
        ("Times", found.get("times", [])),
    ]
    return [(label, ", ".join(words)) for label, words in told if words]


def _field(kind: Kind, name: str, chosen: list[str], known: Known) -> dict[str, Any]:
    choices = _choices(kind, name, known)
    label = "Until" if name == "to" and kind == "changes" else _LABELS[name]
    if choices is None:
        shape = "text" if name in {"version", "words"} else "moment"
    else:
        shape = "one" if name in {"ask", "proposal", "state"} else "many"
    return {
        "name": name,
        "label": label,
        "shape": shape,
        "choices": choices,
        "chosen": chosen,
        "needed": name == "ask",
    }


def _choices(kind: Kind, name: str, known: Known) -> Choices | None:
    """What can be chosen, as value and words; None where anything may be written."""
    deal = known.deal
    match name:
        case "ask":
            return [(each, _ASK_WORDS[each]) for each in ASKS[kind]]
        case "items":
            items = deal.catalogue.known
            return [(":".join(each), f"{deal.catalogue.title(each)} ({each[0]})") for each in items]
        case "terms":
            return [(each, each.replace("_", " ")) for each in get_args(TermKind)]
        case "clauses":
            return [(each, _clause(known, each)) for each in sorted(known.clauses)]
        case "proposal":
            return [(each, each) for each in deal.proposals.by_id]
        case "documents":
            return [(each, each) for each in sorted(known.documents)]
        case "persons":
            return _people(known, known.persons)
        case "parties":
            return _people(known, known.parties)
        case "by":
            return _people(known, known.anybody)
        case "to" if kind == "communication":
            return _people(known, known.anybody)
        case "state":
            return [("in", "included"), ("out", "excluded")]
        case _:
            return None


def _clause(known: Known, id_: str) -> str:
    current = known.deal.clauses.by_id[id_].current(known.deal.basis.effective_at)
    return f"{id_} {current.heading}" if current and current.heading else id_


def _people(known: Known, ids: Iterable[str]) -> Choices:
    named = [(each, known.deal.person(each)) for each in ids]
    return sorted(((each, name if name == each else f"{name} ({each})") for each, name in named))
