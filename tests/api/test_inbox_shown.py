"""`deal-ledger inbox show`: a delivery as it came."""

from __future__ import annotations

from ledger.application import Ledger
from tests.api.cli import Command
from tests.api.webhooks.listening import Desk


def test_the_body_is_shown_as_it_is_kept(command: Command, database: str, ledger: Ledger) -> None:
    desk = Desk(database, ledger)
    crm = desk.connect("hubspot")
    body = '[ {"eventId":1,  "n":2.50,\t"x":"\\u00fc [bold]",\n"occurredAt":1782371972438} ]\\'
    desk.deliver_bytes(crm, body.encode())
    [item] = desk.listing.items()
    said = command("inbox", "show", str(item.item))
    assert said.code == 0
    assert said.out.endswith(f"bytes)\n{body}\n")
