"""Forms for sign-offs: granted, declined, withdrawn."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from api.pages.forms.common import at, reasons, who
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.forms.form import Form
from domain.refusals import Fault
from projections.deal import KnownDeal

MORE_THAN_NOTHING = (
    "A value that is signed is more than nothing. Left empty, the value of the term is judged."
)
WHICH = Field(
    *("which", "What it is about", "one", "/data/proposal"),
    hint="A sign-off is over the exact wordings that were sealed, and over no later ones.",
    choices=lambda deal: deal.to_sign,
)
VALUE = Field(
    *("value", "The value that is signed", "amount", "/data/value"),
    hint="Written as 640000.00. Left empty, the value of the term is judged.",
    choices=lambda deal: deal.units,
    needed=False,
)


def _of_its_request(record: dict[str, Any], _: Filled) -> list[dict[str, Any]]:
    """What was chosen names the proposal, and the sign-off too where it was asked for."""
    chosen = record["data"].get("proposal", "").split()
    if len(chosen) == 2:
        record["data"] |= {"sign_off": chosen[0], "proposal": chosen[1]}
    return [record]


def worth_nothing(filled: Filled, value: Field) -> list[Fault]:
    """Nobody signs nothing, or less: left empty, the value of the term is judged."""
    try:
        none = Decimal(filled.line(value.name)) <= 0
    except InvalidOperation:  # what reads records says what is wrong with it
        return []
    return [Fault("bad_value", value.at, MORE_THAN_NOTHING)] if none else []


def _doubted(_: KnownDeal, filled: Filled) -> list[Fault]:
    return worth_nothing(filled, VALUE)


GRANTED = Form(
    name="sign-off",
    type="sign_off.granted",
    group="Signing off",
    title="A sign-off, granted",
    says="Somebody signs. Whether they had the authority is judged by what was granted to them "
    "then, and shown; recorded it is in any case.",
    given="sign_off",
    finished=_of_its_request,
    doubts=_doubted,
    fields=(
        WHICH,
        who("Who signs"),
        Field(
            *("on_behalf_of", "On behalf of", "one", "/on_behalf_of"),
            hint="When a deputy signs. Whoever is signed for is not shown as having seen it.",
            choices=lambda deal: deal.people,
            needed=False,
        ),
        at(),
        Field(
            *("clauses", "Only these clauses", "some", "/data/clauses"),
            hint="None: all that the proposal holds.",
            choices=lambda deal: deal.clauses,
            needed=False,
        ),
        VALUE,
        Field("role", "In which role", "line", "/data/role", needed=False),
        Field(
            *("conditions", "On which conditions, one a line", "lines", "/data/conditions"),
            needed=False,
        ),
        Field("statement", "In which words", "words", "/data/statement", needed=False),
    ),
)
DECLINED = Form(
    name="sign-off-declined",
    type="sign_off.declined",
    group="Signing off",
    title="A sign-off, declined",
    says="Somebody does not sign.",
    given="sign_off",
    finished=_of_its_request,
    fields=(
        WHICH,
        who("Who declines"),
        at(),
        Field("reason", "The reason, in words", "words", "/data/reason"),
    ),
)
WITHDRAWN = Form(
    name="sign-off-withdrawn",
    type="sign_off.withdrawn",
    group="Signing off",
    title="A sign-off, withdrawn",
    says="Somebody takes back what was signed. That it was signed stays on record.",
    fields=(
        Field(
            *("which", "Which sign-off", "one", "/data/sign_off"),
            choices=lambda deal: deal.granted,
        ),
        who("Who withdraws it"),
        at(),
        *reasons(),
    ),
)
