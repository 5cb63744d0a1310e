"""The words that go with a link: whoever sends it, by hand or by mail, sends these."""

from __future__ import annotations

from typing import NamedTuple

from ledger.read_back_links import Link


class Message(NamedTuple):
    """A message in plain text. Of the deal it names the proposal alone."""

    subject: str
    text: str


def message(link: Link, url: str, name: str, questions: int) -> Message:
    """The message that asks a person, called by `name`, to answer by a link."""
    one = questions == 1
    many = "one question" if one else f"{questions} questions"
    ends = link.token.expires_at
    until = f"It can be answered until {ends.day} {ends:%B %Y, %H:%M} UTC. " if ends else ""
    text = (
        f"To {' '.join(name.split())}\n\n"
        f"Please say what you understand the prices of proposal {link.proposal} to be meant for. "
        f"There {'is' if one else 'are'} {many}, each with the words of the clause, and each can "
        "be answered with yes, no, that was not intended, or not sure. No answer is right or "
        "wrong: where people answer differently, that is found before it costs anything.\n\n"
        f"{url}\n\n"
        f"{until}To open it records nothing; what you send is recorded as your "
        "statement. The link is for you alone: whoever has it can answer in your name, so do not "
        "pass it on. To say something else later, open it again.\n"
    )
    return Message(f"What is proposal {link.proposal} meant for?", text)
