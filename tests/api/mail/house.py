"""A deal in which Vera has a gap, and settings by which she is mailed."""

from __future__ import annotations

from typing import Any

from api.settings import Settings
from tests.api.mail.serving import Postbox
from tests.records import a_sending

DEAL = "D-1"
VERA = "vera@house.example"


def on(type_: str, id_: str, at: str, /, **given: Any) -> dict[str, Any]:
    """A record of the deal."""
    return a_sending(type_, id=id_, deal=DEAL, at=at, **given)


HOUSE = (
    on("deal.opened", "opened", "2025-04-01", name="Harbour", client="northcare"),
    on("party.joined", "us", "2025-04-01", party="us", name="Us", role="seller"),
    on("party.joined", "them", "2025-04-01", party="northcare", name="N", role="client"),
    on("participant.assigned", "p1", "2025-04-01", person="vera", name="Vera", party="us",
       function="sales_leadership"),
    on("participant.assigned", "p2", "2025-04-01", person="carla", name="Carla",
       party="northcare", function="client_contact"),
    on("clause.added", "c1", "2025-05-01", clause="4.2", heading="Discount", text="Ten percent."),
    on("clause.displayed", "shown", "2025-05-02", clause="4.2", to="vera"),
    on("clause.revised", "c2", "2025-05-03", clause="4.2", text="Twelve percent."),
)  # fmt: skip


def mailing(box: Postbox, public_url: str = "https://ledger.example") -> Settings:
    """Settings by which the server of a test is handed what is mailed."""
    return Settings(
        threads=4,
        position_timeout=0.3,
        request_timeout=2.0,
        public_url=public_url,
        mail_host="127.0.0.1",
        mail_port=box.port,
        mail_security="none",
        mail_from="ledger@house.example",
        mail_domains="house.example",
        mail_timeout=3.0,
    )
