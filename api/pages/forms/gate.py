"""The gate before a signature: what the signer was never shown comes first.

It stands before whoever signs with their own credentials. Who records what somebody else signed is
not let through it: this page is not before the signer, and what happened is always taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.pages.forms.filled import Filled
from domain.occurrence import moment_text
from domain.refusals import Fault, Malformed
from projections.deal import KnownDeal
from projections.gate import never_shown
from projections.people import people_of

Json = dict[str, Any]
SEEN, REASON, SHOWN_AT = "gate_seen", "gate_reason", "gate_shown_at"
OWN_FIELDS = frozenset({SEEN, REASON, SHOWN_AT})
SURFACE = "gate"
MOST = 100
"""Wordings that are shown at once; a form has no more fields than so many and a few."""
SAY_WHY = "Tick every wording that is before you, or say why you sign without looking at the rest."


@dataclass(frozen=True, slots=True)
class Gate:
    """What was never shown to who signs by this record."""

    signing: Json
    unseen: Sequence[Json]

    @property
    def shown(self) -> Sequence[Json]:
        """The wordings whose words this page has."""
        return [each for each in self.unseen if each["text"] is not None][:MOST]

    @property
    def rest(self) -> Sequence[Json]:
        """Those that it only names."""
        shown = {named(each) for each in self.shown}
        return [each for each in self.unseen if named(each) not in shown]

    def passing(self, filled: Filled, now: datetime) -> list[Json] | None:
        """What is recorded before the signature; None: the wordings were not shown yet.

        Raises Malformed, pointing at the reason, where something was left out without one.
        """
        at = _moment(filled.line(SHOWN_AT), now)
        if at is None:
            return None
        ticked = set(filled.every(SEEN))
        seen = [each for each in self.shown if named(each) in ticked]
        left = [each for each in self.unseen if each not in seen]
        reason = filled.typed(REASON) if filled.line(REASON) else None
        if left and reason is None:
            raise Malformed((Fault("missing_field", "/data/reason", SAY_WHY),))
        waived = [self._waived(left, reason, at)] if left and reason else []
        return [*(self._displayed(each, at) for each in seen), *waived]

    def _displayed(self, wording: Json, at: str) -> Json:
        of = {"clause": wording["clause"], "version": wording["version"]}
        data = {**of, "to": self.signing["actor"], "surface": SURFACE}
        named_so = f"displayed.{self.unseen_number(wording)}"
        return self._record("clause.displayed", named_so, at, data)

    def unseen_number(self, wording: Json) -> int:
        """Its place among what was never shown."""
        return list(self.unseen).index(wording) + 1

    def _waived(self, left: Sequence[Json], reason: str, at: str) -> Json:
        signed = self.signing["data"]
        of = {"proposal": signed["proposal"], "sign_off": signed["sign_off"]}
        data = {**of, "clauses": [each["clause"] for each in left], "reason": reason}
        return self._record("review.waived", "waived", at, data)

    def _record(self, type_: str, named_so: str, at: str, data: Json) -> Json:
        around = {"occurred_at": at, "actor": self.signing["actor"], "data": data}
        if "privilege" in self.signing:
            around["privilege"] = self.signing["privilege"]
        return {"id": f"{self.signing['id']}.{named_so}", "type": type_, **around}


def gate_of(deal: KnownDeal, signing: Json, signed_in: str | None) -> Gate | None:
    """The gate before a signature that could be recorded; None where nothing is to be shown.

    `signed_in`: whose credentials these are, where they are somebody's.
    """
    people = people_of(deal)
    actor, data = signing["actor"], signing["data"]
    if signed_in is None or people.canonical(signed_in) != people.canonical(actor):
        return None
    unseen = never_shown(deal, actor, data["proposal"], data.get("clauses", ()))
    return Gate(signing, unseen) if unseen else None


def named(wording: Json) -> str:
    """A wording as it is ticked: `4.2@1`."""
    return f"{wording['clause']}@{wording['version']}"


def _moment(said: str, now: datetime) -> str | None:
    """When the wordings were shown, as the page wrote it; never after now."""
    try:
        shown = datetime.fromisoformat(said)
        return moment_text(shown) if shown.tzinfo is not None and shown <= now else None
    except (ValueError, OverflowError):
        return None
