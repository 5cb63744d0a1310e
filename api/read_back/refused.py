"""Why a link for a read-back is not made, or leads nowhere."""

from __future__ import annotations

from domain.refusals import Refusal


class PersonNotInDeal(Refusal):
    """Nobody of this id is named by a record of the deal, or it is no person."""

    code = "person_not_in_deal"

    def __init__(self, person: str) -> None:
        super().__init__(
            f"No record of this deal names a person {person!r}: an answer would be nobody's.",
            "/person",
        )


class NothingToAsk(Refusal):
    """A proposal has no wording with a price that this person may be shown."""

    code = "nothing_to_ask"

    def __init__(self, proposal: str, left_out: int) -> None:
        kept = (
            " What there is to ask rests on words that this person may not be shown."
            if left_out
            else " No seal is on record, or no price is stated in it."
        )
        super().__init__(f"There is nothing to ask about {proposal!r}.{kept}", "/proposal")


class ReadBackLinkNotKnown(Refusal):
    """There is no such link."""

    code = "read_back_link_not_known"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "There is no such link. It may have been cut short on its way: copy the whole of it."
        )


class ReadBackLinkOver(Refusal):
    """The link has ended, was taken back, or has nothing to ask any more."""

    code = "read_back_link_over"
    status = 410

    def __init__(self) -> None:
        super().__init__("This link has ended, or was taken back.")


class AnsweredTooOften(Refusal):
    """A question was answered by one link as often as one link may."""

    code = "answered_too_often"
    status = 409

    def __init__(self, most: int) -> None:
        super().__init__(
            f"A question was answered otherwise {most} times by this link already. Nothing was "
            "recorded: ask whoever sent you the link for another one."
        )


LEADS_NOWHERE = (ReadBackLinkNotKnown, ReadBackLinkOver)
