"""The pages of the story's deal, and of its register, in every state that looks different."""

from __future__ import annotations

from urllib.parse import urlencode

DEAL = "/deals/northcare-2025"
LINK = "/read-back/LINK"
"""Stands for the link of the house, which no address can know."""


def _asked(question: str) -> str:
    return f"{DEAL}/ask?{urlencode({'question': question})}"


PAGES: dict[str, str] = {
    "register": "/deals",
    "register, searched": "/deals?q=products&standing=contested",
    "register, nothing found": "/deals?q=zebra",
    "terms": DEAL,
    "terms of a day": f"{DEAL}?effective_at=2025-05-12&known_at=2025-05-13T00:00Z",
    "terms before all": f"{DEAL}?effective_at=2025-04-08",
    "findings": f"{DEAL}/findings",
    "finding settled": f"{DEAL}/record/finding/RETR01-7fb71af8646a56ee",
    "findings of a day": f"{DEAL}/findings?effective_at=2025-05-08",
    "silences": "/silences",
    "register, by findings": "/deals?finding=high",
    "replay": f"{DEAL}/replay",
    "replay of a day": f"{DEAL}/replay?position=20",
    "replay, handles apart": f"{DEAL}/replay?position=40&happened=30",
    "replay, contemporaneous only": f"{DEAL}/replay?contemporaneous_only=true",
    "ask": f"{DEAL}/ask",
    "answer": _asked("Was the discount meant to cover expansion services?"),
    "answer, silent": _asked("Does the discount cover analytics?"),
    "answer, two readings": _asked("What did we know on 10 May about what was agreed?"),
    "answer, undetermined": _asked("Was the offer retracted before the client accepted?"),
    "question put right": f"{DEAL}/ask?kind=scope&items=orders:expansion&terms=discount",
    "who knew": f"{DEAL}/knowledge?wordings=all",
    "who knew, one person": f"{DEAL}/knowledge?person=vp-sales&clause=4.2&version=1",
    "stress test": f"{DEAL}/stress?effective_at=2025-05-09",
    "stress test, nothing to try": f"{DEAL}/stress?effective_at=2025-04-08",
    "digest": f"{DEAL}/digest",
    "send a digest": f"{DEAL}/digest/send?to=deputy",
    "records": f"{DEAL}/records",
    "records of the organisation": f"{DEAL}/records?of=organisation",
    "evidence": f"{DEAL}/evidence",
    "record": f"{DEAL}/record",
    "record a meeting": f"{DEAL}/record/meeting",
    "record a statement": f"{DEAL}/record/statement",
    "record a sign-off": f"{DEAL}/record/sign-off",
    "read back": f"{DEAL}/record/read-back",
    "read back one": f"{DEAL}/record/read-back?proposal=P7",
    "retract": f"{DEAL}/record/retraction",
    "instruct a retraction": f"{DEAL}/record/instruction",
    "retract one": f"{DEAL}/record/retraction?proposal=P7",
    "correct a record": f"{DEAL}/record/correction?record=story-10",
    "strike a record": f"{DEAL}/record/strike?record=story-10",
    "open a deal": "/new-deal",
    "read back by a link": LINK,
    "read back by a link, recorded": f"{LINK}?recorded=now",
}
"""Those that are answered by 200, by name."""
REFUSED: dict[str, tuple[str, int]] = {
    "no such deal": ("/deals/nothing", 404),
    "question not read": (_asked("Will it rain?"), 422),
    "parameter refused": (f"{DEAL}?known_at=record:nothing", 422),
    "link used": ("/sign-in/used", 401),
    "link that leads nowhere": ("/read-back/nowhere", 404),
    "digest of nobody": (f"{DEAL}/digest/send?to=agency-buyer", 422),
    "digest link cut short": ("/digests/0123456789abcdef_", 404),
    "no such digest": (f"{DEAL}/digests/nothing", 404),
}
"""Those that are answered by a refusal, with its status."""
SIGN_IN = "/sign-in"
