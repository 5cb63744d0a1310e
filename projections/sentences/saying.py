"""Sentences about who was told what, and about what reports to the ledger."""

from __future__ import annotations

from domain.events import Event
from domain.events.told import (
    AcknowledgementGiven,
    ClauseDisplayed,
    CoverageGapRecorded,
    DocumentFiled,
    MeetingHeld,
    MessageFailed,
    MessageOpened,
    MessageReceived,
    MessageRelayed,
    MessageSent,
    ObjectionRaised,
    SourceConnected,
    StatementMade,
    ValueReported,
)
from projections.sentences.naming import Names, quoted, remark, until, when


def sentence(event: Event, who: str, names: Names) -> str | None:
    """What happened; None for what is said in another room."""
    return (
        _messages(event, who, names) or _spoken(event, who, names) or _reported(event, who, names)
    )


def _messages(event: Event, who: str, names: Names) -> str | None:
    match event:
        case MessageSent(message=message, to=to, cc=cc, channel=channel, about=about):
            copied = f" (cc {names.people(cc)})" if cc else ""
            said = f"{who} sent message {message} to {names.people(to)}{copied} by {channel}"
            objection = (
                f" Objections until {when(event.objection_until)}." if event.objection_until else ""
            )
            return f"{said}{names.about(about)}." + remark("In words", event.words) + objection
        case MessageReceived(message=message, by=by):
            return f"Message {message} was received by {names.person(by)}."
        case MessageOpened(message=message, by=by):
            return f"{names.person(by)} opened message {message}."
        case MessageFailed(message=message, to=to, reason=reason):
            said = f"Message {message} did not reach {names.people(to)}."
            return said + remark("Reason", reason)
        case MessageRelayed(message=message, of=of, to=to, about=about):
            said = f"{who} passed message {of} on to {names.people(to)} as {message}"
            parts = (("In words", event.words), ("It added", event.adds))
            told = "".join(remark(label, words) for label, words in parts)
            return f"{said}{names.about(about)}.{told}" + remark("It left out", event.omits)
        case _:
            return None


def _spoken(event: Event, who: str, names: Names) -> str | None:
    match event:
        case MeetingHeld(meeting=meeting, attendees=attendees, about=about, notes=notes):
            said = f"{names.people(attendees)} met ({meeting}){names.about(about)}."
            return said + remark("Notes", notes)
        case ClauseDisplayed(clause=clause, version=version, to=to, surface=surface):
            wording = f", wording {version}," if version else ""
            on = f" ({surface})" if surface else ""
            return f"Clause {clause}{wording} was displayed to {names.person(to)}{on}."
        case StatementMade(to=to, words=words, form=form):
            addressed = f" to {names.people(to)}" if to else ""
            return f"{who} said{addressed} ({form}){names.about(event.about)}: {quoted(words)}."
        case AcknowledgementGiven(about=about, words=words):
            named = names.about(about).removeprefix(" about")
            return f"{who} acknowledged{named}." + remark("In words", words)
        case ObjectionRaised(about=about, words=words):
            named = names.about(about).removeprefix(" about")
            return f"{who} objected to{named}: {quoted(words)}."
        case _:
            return None


def _reported(event: Event, who: str, names: Names) -> str | None:
    match event:
        case ValueReported(system=system, object=thing, field=field, value=value):
            before = f" (before: {event.previous})" if event.previous is not None else ""
            return f"{system} reported {field} of {thing}: {value}{before}."
        case DocumentFiled(document=document, name=name, about=about):
            return f"{who} filed document {document} ({name}){names.about(about)}."
        case SourceConnected(system=system, channel=channel, persons=persons):
            on = f" on {names.people(persons)}" if persons else ""
            return (
                f"{system} reports to the ledger from here on{on} ({channel}){until(event.until)}."
            )
        case CoverageGapRecorded(system=system, cause=cause):
            said = f"{system} did not report from here on{until(event.until)}."
            return said + remark("Cause", cause)
        case _:
            return None
