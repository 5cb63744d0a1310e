"""`deal-ledger ask DEAL QUESTION`: an answer, with the evidence for and against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.answer_page import answer_page
from api.answering import Wanted, answered
from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.settings import Settings
from domain.refusals import Malformed
from domain.strict_json import read
from projections.basis import Asked, basis_of

Question = Annotated[
    str,
    typer.Argument(
        help='In plain words, or parameters as JSON: {"kind": "scope", "items": [{"axis": "orders",'
        ' "item": "expansion"}], "terms": ["discount"]}',
        metavar="QUESTION",
    ),
]
GivenBasis = Annotated[
    str | None,
    typer.Option(
        help="The basis of an earlier answer, as JSON or in a file (an answer will do): the same "
        "question on it gives the same bytes.",
        metavar="JSON|FILE",
    ),
]
ForDispute = Annotated[
    str | None,
    typer.Option(
        help="Record the answer for this dispute. Asked again on the same basis, the recorded "
        "bytes come back, with what was recorded since beside them.",
        metavar="ID",
    ),
]
LeftOut = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        help="Answer as if this record had never been: a hypothesis, never recorded. Several times "
        "for several records.",
        metavar="RECORD",
    ),
]


def ask(  # noqa: PLR0913 - every option is an argument
    deal: DealArgument,
    question: Question,
    *,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    basis: GivenBasis = None,
    dispute: ForDispute = None,
    left_out: LeftOut = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question about a deal from its records.

    Says the verdict, the evidence for and against, and what the record does not show. A question
    that is not understood is not answered.
    """
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        asked = basis_of(_basis_json(basis)) if basis else Asked(effective_at, known_at)
        wanted = Wanted(deal, asked, _question(question), dispute, tuple(left_out or ()))
        found, _ = answered(ledger, outside.now(), wanted)
    if as_json:
        print_json(found)
    else:
        print_answer(found)


def _question(question: str) -> str | dict[str, Any]:
    if not question.lstrip().startswith("{"):
        return question
    try:
        parameters: dict[str, Any] = read(question)
    except Malformed as error:
        raise typer.BadParameter(f"The parameters are not JSON: {error}") from None
    return parameters


def _basis_json(given: str) -> Any:
    try:
        text = given if given.lstrip().startswith("{") else Path(given).read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"No basis can be read from {given!r}: {error}") from None
    return found.get("basis", found) if isinstance(found, dict) else found


def print_answer(answered: dict[str, Any]) -> None:
    """An answer as a page of text."""
    out.print(answer_page(answered), markup=False, highlight=False, soft_wrap=True, end="")
