"""What a bundle says of itself to people: README, and what verifies it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as package_files
from string import Template
from textwrap import fill

from api.evidence import withheld
from api.evidence.case import Case, Files
from api.evidence.exported import for_whom

_VERIFYING = ("verify.sh", "verify.py")


def part(case: Case) -> Files:
    """The text, with what is particular to this bundle put in; and the two that verify it."""
    files = {"README.txt": _readme().substitute(_told(case)).encode()}
    return files | {name: _verifying(name) for name in _VERIFYING}


def _told(case: Case) -> dict[str, str]:
    terms, basis = case.terms, case.terms.basis.json
    return {
        "deal": terms.deal,
        "origin": case.ledger.origin,
        "export": terms.export,
        "record": terms.record_id,
        "versions": str(terms.versions),
        "exported_at": basis["now_at"]["time"],
        "effective_at": basis["effective_at"],
        "known_at": str(basis["known_at"]),
        "for_whom": for_whom(case),
        "left_out": fill(_left_out(case), 74),
        "answers": _answers(case),
    }


def _left_out(case: Case) -> str:
    many = withheld.count(case)
    if case.terms.party is not None:
        return (
            f"{many} of the {case.terms.versions} entries left as their hash alone: this party was "
            "not party to them, or they are confidential or privileged, or (scope_in_clear in "
            "withheld.csv) their bytes hold what the house took words to mean. Entries of the "
            "organisation, and raw deliveries, are not in it."
        )
    if many:
        return f"{many} privileged entries left without their values, or as their hash alone."
    return "Nothing was withheld. What was erased before the export cannot be in it."


def _answers(case: Case) -> str:
    many = len(case.terms.questions)
    return f"{many} question(s) were asked with it." if many else "No question was asked with it."


@cache
def _readme() -> Template:
    text = package_files("api.evidence") / "texts" / "readme.txt"
    return Template(text.read_text(encoding="utf-8"))


@cache
def _verifying(name: str) -> bytes:
    return (package_files("api.evidence.standalone") / name).read_bytes()
