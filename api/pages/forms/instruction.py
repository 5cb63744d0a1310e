"""The form of an instruction to take something back: by itself, before anybody follows it."""

from __future__ import annotations

from typing import Any

from api.pages.forms.choices import Choices, Choosing
from api.pages.forms.common import at, reasons, who
from api.pages.forms.fields import Field, ref_of
from api.pages.forms.filled import Filled
from api.pages.forms.form import Form
from domain.refusals import Fault
from projections.deal import KnownDeal
from projections.people import people_of

Json = dict[str, Any]
SAY_ANOTHER = (
    "Who instructs and who is told to retract are two people. Where one decided alone, record the "
    "retraction, and that whoever retracts decided it."
)


def _targets(deal: Choosing) -> Choices:
    proposals = [(f"proposal:{each}", said) for _, of in deal.proposals for each, said in of]
    clauses = [(f"clause:{each}", said) for _, of in deal.clauses for each, said in of]
    groups = (
        ("Proposals, with all that they hold", proposals),
        ("Single clauses, as they stood then", clauses),
    )
    return [group for group in groups if group[1]]


def _of_its_target(record: Json, _: Filled) -> list[Json]:
    if "target" in record["data"]:
        record["data"]["target"] = ref_of(record["data"]["target"])
    return [record]


def _to_another(deal: KnownDeal, filled: Filled) -> list[Fault]:
    """Two ids of one human are one person, too."""
    by, to = (people_of(deal).canonical(filled.line(name)) for name in ("actor", "to"))
    return [Fault("bad_value", "/data/to", SAY_ANOTHER)] if by and by == to else []


INSTRUCTED = Form(
    name="instruction",
    type="retraction.instructed",
    group="Taking back",
    title="An instruction to retract",
    says="Somebody tells another person to take something back. It takes nothing back yet: whoever "
    "follows it records the retraction, as a record of their own.",
    finished=_of_its_target,
    doubts=_to_another,
    fields=(
        who("Who instructs"),
        Field(
            *("to", "Whom they told to retract", "one", "/data/to"),
            hint="Another person: who decides alone is instructed by nobody.",
            choices=lambda deal: deal.people,
        ),
        Field(
            *("target", "What is to be taken back", "one", "/data/target"),
            choices=_targets,
        ),
        at("When they told them to"),
        *reasons(),
    ),
)
