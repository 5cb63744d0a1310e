"""The form that settles a finding: how, why, and who takes it upon themselves."""

from __future__ import annotations

from typing import Any

from api.pages.forms.choices import plain
from api.pages.forms.common import at, who
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.forms.form import Form

HOW = plain(
    [
        ("fixed", "It was fixed: the reason says by what"),
        ("accepted", "It is accepted as it is: somebody takes it upon themselves"),
        ("not_a_finding", "It is none: the reason says why"),
    ]
)
FIELDS = (
    Field("how", "How it is settled", "pick", "/data/how", choices=HOW),
    Field("reason", "The reason, in words", "words", "/data/reason"),
    who("Who says so"),
    at("When they decided it"),
    Field(
        *("accepted_by", "Who takes it upon themselves", "one", "/data/accepted_by"),
        hint="Left empty: whoever says so.",
        choices=lambda deal: deal.people,
        needed=False,
    ),
    Field(
        *("authority", "With which authority", "line", "/data/authority"),
        hint="The id of a grant or of a delegation. It is shown, and not judged.",
        needed=False,
    ),
)


def settling(finding: dict[str, Any]) -> Form:
    """The form for one finding, as its reading gives it: what it is bound to is not asked."""
    bound = {
        "finding": finding["code"],
        "about": finding["about"],
        "persons": [each["person"] for each in finding["persons"]],
    }

    def of_this(record: dict[str, Any], _: Filled) -> list[dict[str, Any]]:
        record["data"] |= bound
        return [record]

    return Form(
        name=f"finding/{finding['key']}",
        type="finding.settled",
        group="Signing off",
        title=f"Settle a finding: {finding['title']}",
        says=finding["sentence"],
        finished=of_this,
        fields=FIELDS,
    )
