"""Forms for what was said: meetings, calls, statements, acknowledgements, objections."""

from __future__ import annotations

from typing import Any

from api.pages.forms.choices import plain
from api.pages.forms.common import about, at, who
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.forms.form import Form

Json = dict[str, Any]
HEARD = plain(
    [
        ("yes", "Yes: all of them heard it"),
        ("", "No, or it is not known: a message was left"),
    ]
)
FORMS_OF_A_STATEMENT = plain(
    [
        ("written", "It was written"),
        ("recorded", "It was recorded as it was said"),
        ("recollection", "It is remembered"),
    ]
)


def _heard(record: Json, filled: Filled) -> list[Json]:
    """The call; and, where somebody says so, that it reached each of those who were called."""
    if filled.line("heard") != "yes":
        return [record]
    around = {name: each for name, each in record.items() if name not in {"id", "type", "data"}}
    message, called = record["data"]["message"], record["data"].get("to", [])
    arrived = [
        {
            **around,
            "id": f"{record['id']}.heard.{number}",
            "type": "message.received",
            "data": {"message": message, "by": each},
        }
        for number, each in enumerate(called, 1)
    ]
    return [record, *arrived]


def _by_call(record: Json, filled: Filled) -> list[Json]:
    record["data"]["channel"] = "call"
    return _heard(record, filled)


MEETING = Form(
    name="meeting",
    type="meeting.held",
    group="What was said",
    title="A meeting",
    says="Who met, and about what. Everybody who attended is shown as having discussed it.",
    given="meeting",
    fields=(
        Field(
            *("attendees", "Who attended", "some", "/data/attendees"),
            choices=lambda deal: deal.people,
        ),
        at(),
        about(),
        Field("notes", "Notes", "words", "/data/notes", needed=False),
        who("Who says so", "Whoever tells of it."),
    ),
)
CALL = Form(
    name="call",
    type="message.sent",
    group="What was said",
    title="A call",
    says="What somebody told others by telephone. Whoever called is shown as having discussed it; "
    "those who were called as having been sent it, and no more unless they were on the line.",
    given="message",
    finished=_by_call,
    fields=(
        who("Who called"),
        Field("to", "Who was called", "some", "/data/to", choices=lambda deal: deal.people),
        Field(
            *("heard", "Were they on the line?", "pick", ""),
            hint="If so, it is recorded for each of them that it reached them.",
            choices=HEARD,
        ),
        at(),
        about(),
        Field("words", "What was told, as exactly as you can", "words", "/data/words"),
        Field(
            *("objection", "Until when they could object", "when", "/data/objection_until"),
            hint="Only where it was said.",
            needed=False,
        ),
    ),
)
STATEMENT = Form(
    name="statement",
    type="statement.made",
    group="What was said",
    title="A statement",
    says="The words of one person: on paper, recorded, or as they are remembered.",
    given="statement",
    fields=(
        who("Who said it"),
        Field(
            *("to", "To whom", "some", "/data/to"),
            choices=lambda deal: deal.anybody,
            needed=False,
        ),
        at(),
        about(),
        Field("words", "The words", "words", "/data/words", hint="As they were said."),
        Field("form", "How it is known", "pick", "/data/form", choices=FORMS_OF_A_STATEMENT),
        Field(
            *("scope", "What the words include or exclude", "scope", "/data/scope"),
            hint="Only what they say. What they leave open stays silent.",
            choices=lambda deal: deal.items,
            needed=False,
        ),
    ),
)
ACKNOWLEDGEMENT = Form(
    name="acknowledgement",
    type="acknowledgement.given",
    group="What was said",
    title="An acknowledgement",
    says="Somebody confirms to have seen something. It is no consent to it.",
    fields=(
        who("Who acknowledges"),
        at(),
        about("What they acknowledge"),
        Field("words", "In which words", "words", "/data/words", needed=False),
    ),
)
OBJECTION = Form(
    name="objection",
    type="objection.raised",
    group="What was said",
    title="An objection",
    says="Somebody objects. Whether it came in time is answered from the record.",
    fields=(
        who("Who objects"),
        at(),
        about("What they object to"),
        Field("words", "In which words", "words", "/data/words"),
    ),
)
