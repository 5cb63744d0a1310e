"""Fields that many forms have: who, when, about what, on which evidence, and for whose eyes."""

from __future__ import annotations

from typing import get_args

from api.pages.forms.choices import of_words, plain
from api.pages.forms.fields import Field
from domain.values import ReasonClass

EVIDENCE = plain(
    [
        ("asserted", "It is said here: I know of it, or was told"),
        ("recollection", "From memory, written down some time later"),
        ("signed", "There is a signed paper or mail, named below (shown as what the sender says)"),
    ]
)
"""What a person can claim; what a system saw or an import brought comes by other ways."""
PRIVILEGE = plain(
    [
        ("none", "Not privileged: whoever may read the deal reads it"),
        ("confidential", "Confidential: read in the house, in no bundle for another party"),
        ("attorney_client", "Between attorney and client: for the role legal alone"),
        ("work_product", "Prepared for litigation: for the role legal alone"),
    ]
)
REASON_CLASSES = of_words(get_args(ReasonClass))
BESIDE = (
    Field("evidence", "What it rests on", "pick", "/evidence/class", choices=EVIDENCE),
    Field("quote", "The words of the paper", "words", "/evidence/quote", needed=False),
    Field(
        *("uri", "Where the paper is kept", "line", "/evidence/uri"),
        hint="An address, a file, a binder.",
        needed=False,
    ),
    Field("privilege", "For whose eyes", "pick", "/privilege", choices=PRIVILEGE),
)
"""What stands around an event; nothing of it must be looked at."""
FIRST = {"evidence": ["asserted"], "privilege": ["none"]}


def who(label: str, hint: str = "") -> Field:
    """The actor."""
    return Field("actor", label, "one", "/actor", hint=hint, choices=lambda deal: deal.people)


def at(label: str = "When") -> Field:
    """When it happened."""
    return Field("when", label, "when", "/occurred_at")


def about(label: str = "What it was about", *, needed: bool = True) -> Field:
    """Clauses, proposals, what was said before, or a topic."""
    return Field(
        "about", label, "about", "/data/about", choices=lambda deal: deal.about, needed=needed
    )


def reasons(prefix: str = "") -> tuple[Field, Field]:
    """The class of a reason, and the reason in words."""
    return (
        Field(
            *(f"{prefix}reason_class", "Kind of reason", "one", "/data/reason_class"),
            choices=REASON_CLASSES,
        ),
        Field(f"{prefix}reason", "The reason, in words", "words", "/data/reason"),
    )
