"""Forms for who takes part in a deal: people and companies."""

from __future__ import annotations

from typing import get_args

from api.pages.forms.choices import of_words
from api.pages.forms.common import at, who
from api.pages.forms.doubting import (
    ANOTHER_COMPANY,
    ANOTHER_PERSON,
    SAME_COMPANY,
    SAME_PERSON,
    company_doubted,
    person_doubted,
    ticks,
)
from api.pages.forms.fields import Field
from api.pages.forms.form import Form
from domain.values import Function

ID_HINT = "In all deals the same. Letters, digits and . _ : @ + / -"
FUNCTIONS = of_words(get_args(Function))
ROLES = of_words(["client", "seller", "partner", "other"])
PERSON = Form(
    name="person",
    type="participant.assigned",
    group="Who takes part",
    title="A person",
    says="Somebody takes part for a company, from then on; the forms offer them then.",
    doubts=person_doubted,
    fields=(
        Field(
            *("person", "Their id", "line", "/data/person"),
            hint=f"As in your directory or CRM: one id for one human. {ID_HINT}",
        ),
        Field("name", "Name", "line", "/data/name"),
        Field(
            *("party", "For which company", "one", "/data/party"),
            choices=lambda deal: deal.parties,
        ),
        Field("function", "As what", "one", "/data/function", choices=FUNCTIONS),
        at("Since when"),
        who("Who says so"),
        *ticks(SAME_PERSON, ANOTHER_PERSON),
    ),
)
COMPANY = Form(
    name="company",
    type="party.joined",
    group="Who takes part",
    title="A company",
    says="A client, a partner, an affiliate, or our own side.",
    doubts=company_doubted,
    fields=(
        Field(
            *("party", "Its id", "line", "/data/party"),
            hint=f"One id for one company. {ID_HINT}",
        ),
        Field("name", "Name", "line", "/data/name"),
        Field("role", "As what", "one", "/data/role", choices=ROLES),
        Field(
            *("parent", "Whose subsidiary it is", "one", "/data/parent"),
            hint="Subsidiaries of the client are its affiliates.",
            choices=lambda deal: deal.parties,
            needed=False,
        ),
        Field(
            *("acts_for", "For whom it acts", "one", "/data/acts_for"),
            choices=lambda deal: deal.parties,
            needed=False,
        ),
        at("Since when"),
        who("Who says so"),
        *ticks(SAME_COMPANY, ANOTHER_COMPANY),
    ),
)
