"""Orders that may come, against which terms are tried before they are sent.

They add to VOCABULARY 2.7.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain.events.base import OrganisationEvent
from domain.values import Count, Id, Many, Money, OrderType, Words

LAST_MONTH = 1200
Month = Annotated[int, Field(ge=0, le=LAST_MONTH)]


class ScenarioDefined(OrganisationEvent):
    """An order that may come; redefinition replaces from then on.

    `services` are items of the catalogue, or `in_offer` says whether it is for what the offer names
    or for something else. It comes so many `month`s after the start, or right `after` the terms of
    prices, or the agreement, have ended; with neither, at the start. What is left out is not tried.
    `units` at a list price of `unit_price` make the price a number.
    """

    stored_as: ClassVar[str] = "scenario.defined"
    scenario: Id
    name: Words
    order_type: OrderType
    services: Many[Id] = ()
    in_offer: bool | None = None
    quantity: Literal["contracted", "additional"] | None = None
    beneficiary: Id | None = None
    month: Month | None = None
    after: Literal["price_terms", "agreement"] | None = None
    through: Literal["client", "partner"] | None = None
    units: Count | None = None
    unit_price: Money | None = None

    @model_validator(mode="after")
    def _of_one(self) -> Self:
        if self.services and self.in_offer is not None:
            raise PydanticCustomError(
                "bad_value", "Name services, or say whether they are in the offer, one of the two."
            )
        if self.month is not None and self.after is not None:
            raise PydanticCustomError(
                "bad_value", "It comes in a month, or after something ended, one of the two."
            )
        return self
